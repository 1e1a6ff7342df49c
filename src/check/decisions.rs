//! Holds findings against the decisions that were recorded about them, and says which decisions hold.
//!
//! This is no check of the network: it comes after all checks. It takes away findings that somebody decided to publish,
//! turns those that somebody decided to withhold into remarks that the gate heeds, and adds what an auditor must see:
//! every decision, whether it holds, and every rule of privacy that `bedside.yaml` turns off or down. None of these
//! remarks can be turned off.

use std::sync::Arc;

use crate::check;
use crate::config::Config;
use crate::finding::{Finding, Findings, Rule, Severity};
use crate::model::decision::{Decision, Decisions, Verdict};
use crate::model::network::Network;
use crate::rules;
use crate::source::FilePath;

rules! {
    /// A decision is on record about a passage that may identify somebody.
    ///
    /// **Why it matters to a patient.** Somebody responsible has looked at the passage and answers for it, until the day
    /// that the decision names.
    ///
    /// **How to mend it.** Nothing is wrong. To take a decision back, delete its entry in `decisions.yaml`.
    RECORDED = "decisions/recorded", Info;

    /// The time of a decision is over, so it does not hold any more.
    ///
    /// **Why it matters to a patient.** What was safe to publish a year ago may not be now: people take back what they
    /// agreed to, and more becomes known about them.
    ///
    /// **How to mend it.** Delete the entry, look at the passage again with `bedside decide`, and decide anew.
    EXPIRED = "decisions/expired", Warning;

    /// A decision is about words that are not there any more.
    ///
    /// **Why it matters to a patient.** A decision holds for the words that somebody looked at. Changed words have to be
    /// looked at again.
    ///
    /// **How to mend it.** Delete the entry in `decisions.yaml`.
    VOID = "decisions/void", Warning;

    /// `bedside.yaml` turns a rule of privacy off, or down so that it stops nothing.
    ///
    /// **Why it matters to a patient.** Words of this kind are published without anybody having looked at them.
    ///
    /// **How to mend it.** Delete the line under `severity` in `bedside.yaml` and decide about single passages with
    /// `bedside decide`. If the line stays, say on the site's privacy page why.
    TURNED_DOWN = "decisions/rule-turned-down", Warning;
}

/// `findings` as the recorded decisions leave them, with remarks about the decisions themselves.
pub fn apply(network: &Network, findings: Findings) -> Findings {
    let decisions = &network.decisions;
    let mut used = vec![false; decisions.decisions.len()];
    let mut settled = findings.filter_map(|finding| settle(network, decisions, finding, &mut used));
    if let Some(file) = &decisions.file {
        for (decision, used) in decisions.decisions.iter().zip(used) {
            settled.push(remark(network, file, decision, used));
        }
    }
    settled.extend(turned_down(&network.config));
    settled
}

/// A finding as the decisions about it leave it; nothing when it was decided to publish.
fn settle(
    network: &Network,
    decisions: &Decisions,
    mut finding: Arc<Finding>,
    used: &mut [bool],
) -> Option<Arc<Finding>> {
    let Some(fingerprint) = finding.identifier.as_ref().and_then(|identifier| decisions.fingerprint(identifier)) else {
        return Some(finding);
    };
    let mut verdict = None;
    for (at, decision) in decisions.decisions.iter().enumerate() {
        if decision.is_about(finding.rule.id, &fingerprint, &finding.file) {
            used[at] = true;
            if decision.expires >= network.today {
                // Of two decisions the more careful one holds.
                verdict = verdict.max(Some(decision.verdict));
            }
        }
    }
    match verdict {
        None => Some(finding),
        Some(Verdict::Publish) => None,
        Some(Verdict::Withhold) => {
            let own = Arc::make_mut(&mut finding);
            (own.severity, own.withheld) = (Severity::Info, true);
            Some(finding)
        }
    }
}

/// What there is to say of a decision.
fn remark(network: &Network, file: &FilePath, decision: &Decision, used: bool) -> Finding {
    let Decision { class, verdict, reason, by, date, expires, .. } = decision;
    let place = decision.place.as_ref().map_or(String::from("the whole site"), ToString::to_string);
    let what = format!("{} {class} in {place}: {reason} ({by}, {date})", verdict.as_str());
    let finding = if *expires < network.today {
        let message = format!("this decision held until {expires} and is over: {what}");
        Finding::new(&EXPIRED, file, message).help("look at the passage again: `bedside decide`")
    } else if used {
        Finding::new(&RECORDED, file, format!("decided until {expires}: {what}"))
    } else {
        let message = format!("nothing has these words any more, so this decision is void: {what}");
        Finding::new(&VOID, file, message)
            .help("delete the entry; if the words were changed, `bedside decide` asks anew")
    };
    finding.at(decision.span)
}

/// A remark about each rule of privacy that the settings turn off or down.
fn turned_down(config: &Config) -> Vec<Finding> {
    let file = FilePath::new("bedside.yaml");
    let remark = |rule: &Rule, severity: Option<Severity>| {
        let how = severity.map_or(String::from("off"), |severity| format!("down to {severity}"));
        let message = format!("`{}` is turned {how}: what it would find is published", rule.id);
        Finding::new(&TURNED_DOWN, &file, message)
            .help("delete the line under `severity` and decide about single passages with `bedside decide`")
    };
    lowered(config).into_iter().map(|(rule, severity)| remark(rule, severity)).collect()
}

/// The rules about privacy that the settings turn off or down, with what they are turned down to.
pub fn lowered(config: &Config) -> Vec<(&'static Rule, Option<Severity>)> {
    let protects = |rule: &&Rule| rule.id.starts_with("privacy/");
    let lowered = |rule: &'static Rule| {
        let severity = *config.severities.get(rule.id)?;
        (severity < Some(rule.severity)).then_some((rule, severity))
    };
    check::rules().filter(protects).filter_map(lowered).collect()
}

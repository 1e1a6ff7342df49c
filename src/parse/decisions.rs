//! Reads `decisions.yaml`: what was decided about passages that may identify somebody.

use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::decision::{Decision, Decisions, Verdict};
use crate::parse::fields::Fields;
use crate::parse::yaml;
use crate::rules;
use crate::source::FilePath;

rules! {
    /// A recorded decision lacks something, so it does not hold.
    ///
    /// **Why it matters to a patient.** A decision to publish words that may identify somebody must be answered for:
    /// somebody with a name made it, for a reason, on a day, and for a time after which it is looked at again.
    ///
    /// **How to mend it.** Complete the entry, or delete it and run `bedside decide`, which asks for everything. An entry
    /// needs `fingerprint`, `class`, `decision` (publish or withhold), `reason`, `by`, `date` and `expires`.
    INCOMPLETE = "decisions/incomplete", Error;
}

/// Reads the decisions.
pub fn parse(file: &FilePath, text: &str, findings: &mut Findings) -> Arc<Decisions> {
    let Some(mut fields) = yaml::read(file, text, 0, findings).and_then(|node| Fields::of(file, node, findings)) else {
        return Arc::default();
    };
    let key = fields.words("key").filter(|key| !key.trim().is_empty());
    let entries = fields.maps("decisions");
    let decisions: Vec<_> = entries.into_iter().filter_map(|entry| decision(file, entry, findings)).collect();
    findings.extend(fields.finish());
    if key.is_none() && !decisions.is_empty() {
        let finding = Finding::new(&INCOMPLETE, file, "the site has no `key`, so none of the decisions holds");
        findings.push(finding.help("take `key` from an older copy of this file; without it, decide anew"));
    }
    Arc::new(Decisions { file: Some(file.clone()), key, decisions })
}

/// One decision, if nothing is missing.
fn decision(file: &FilePath, mut entry: Fields<'_>, findings: &mut Findings) -> Option<Decision> {
    let span = entry.span();
    let (fingerprint, class) = (entry.text("fingerprint"), entry.words("class"));
    let place = entry.words("file").map(FilePath::new);
    let verdict = entry.choice("decision", &Verdict::ALL);
    let (reason, by) = (entry.words("reason"), entry.words("by"));
    let (date, expires) = (entry.date("date"), entry.date("expires"));
    findings.extend(entry.finish());
    let missing = [
        ("fingerprint", fingerprint.is_none()),
        ("class", class.is_none()),
        ("decision", verdict.is_none()),
        ("reason", !has_words(reason.as_ref())),
        ("by", !has_words(by.as_ref())),
        ("date", date.is_none()),
        ("expires", expires.is_none()),
    ];
    let missing: Vec<String> =
        missing.iter().filter(|(_, missing)| *missing).map(|(name, _)| format!("`{name}`")).collect();
    if !missing.is_empty() {
        let message = format!("this decision has no {}, so it does not hold", missing.join(", no "));
        findings.push(Finding::new(&INCOMPLETE, file, message).at(span).help("add it, or run `bedside decide`"));
        return None;
    }
    Some(Decision {
        span,
        fingerprint: fingerprint?,
        place,
        class: class?,
        verdict: verdict?,
        reason: reason?,
        by: by?,
        date: date?.value,
        expires: expires?.value,
    })
}

/// Whether a field says anything.
fn has_words(field: Option<&String>) -> bool {
    field.is_some_and(|words| words.chars().any(char::is_alphanumeric))
}

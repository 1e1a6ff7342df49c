//! `bedside audit`: how the people of the chats are protected, for the department's own files. It is not published: exact
//! small numbers stand in it.

use std::collections::BTreeMap;

use clap::Args;

use crate::check::decisions::lowered;
use crate::cli::{Failure, NetworkArguments, Outcome, build, check, terminal};
use crate::finding::identifier::Class;
use crate::finding::{Finding, Findings, Severity};
use crate::gate::{self, Cleared};
use crate::model::decision::Decision;
use crate::model::network::{Drafts, Network};
use crate::pipeline::Pipeline;

/// The options of `bedside audit`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    network: NetworkArguments,
}

/// Prints the report as Markdown.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let root = arguments.network.root()?;
    let today = arguments.network.today();
    let checked = Pipeline::new(root, build::default_out(root), today).check(Drafts::LeaveOut)?;
    let (network, findings) = (&checked.network, &checked.findings);
    let mut report = format!("# Privacy audit of {}, {today}\n", cell(&network.config.title));
    report.push_str(&open(findings));
    report.push_str(&decisions(network, findings));
    report.push_str(&turned_down(network));
    let outcome = check::outcome(findings);
    let cleared = gate::preview(checked.network, &checked.findings);
    report.push_str(&chats(&cleared));
    terminal::print(&report);
    Ok(outcome)
}

/// How much is open, by class.
fn open(findings: &Findings) -> String {
    let mut counts: BTreeMap<Class, [usize; 2]> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Info) {
        if let Some(identifier) = &finding.identifier {
            counts.entry(identifier.class).or_default()[usize::from(finding.severity == Severity::Error)] += 1;
        }
    }
    let rows = counts.iter().map(|(class, [warnings, errors])| {
        vec![class.name().to_owned(), class.letter().to_string(), errors.to_string(), warnings.to_string()]
    });
    section("Open findings", &["class", "Safe Harbor", "errors", "warnings"], rows)
}

/// Every decision, and whether it holds.
fn decisions(network: &Network, findings: &Findings) -> String {
    let rows = network.decisions.decisions.iter().map(|decision| {
        let place = decision.place.as_ref().map_or("the whole site", |place| place.as_str());
        vec![
            decision.class.clone(),
            place.to_owned(),
            decision.verdict.as_str().to_owned(),
            decision.reason.clone(),
            decision.by.clone(),
            decision.date.to_string(),
            decision.expires.to_string(),
            state(decision, findings),
        ]
    });
    section("Decisions", &["class", "file", "decision", "reason", "by", "date", "expires", "state"], rows)
}

/// Whether a decision holds, is over or void, as the check has found.
fn state(decision: &Decision, findings: &Findings) -> String {
    let mut about = findings.iter().filter(|finding| finding.span == Some(decision.span));
    let state = |finding: &Finding| finding.rule.id.strip_prefix("decisions/").map(String::from);
    about.find_map(state).unwrap_or_default()
}

/// The rules of privacy that the settings turn off or down.
fn turned_down(network: &Network) -> String {
    let rows = lowered(&network.config).into_iter().map(|(rule, severity)| {
        let to = severity.map_or(String::from("off"), |severity| severity.to_string());
        vec![rule.id.to_owned(), rule.severity.to_string(), to, rule.title().to_owned()]
    });
    section("Rules that are turned off or down", &["rule", "from", "to", "what it finds"], rows)
}

/// The gate's record of each chat.
fn chats(cleared: &Cleared) -> String {
    let rows = cleared.network().chats.values().filter_map(|chat| {
        let record = cleared.record(&chat.id)?;
        let left_out: usize = record.left_out.values().sum();
        let figures = [
            record.people,
            record.named,
            record.messages,
            record.shown,
            record.held_back,
            record.withheld,
            record.renamed,
            left_out,
            record.dropped,
        ];
        Some(std::iter::once(chat.id.key().to_owned()).chain(figures.iter().map(ToString::to_string)).collect())
    });
    let head = [
        "chat",
        "people",
        "shown by name",
        "messages",
        "shown",
        "held back",
        "withheld",
        "names replaced",
        "details left out",
        "not kept",
    ];
    section("Chats", &head, rows)
}

/// A table under a heading; "None." when it has no row.
fn section(title: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: Vec<String> = rows.map(|row| table_row(row.iter().map(String::as_str))).collect();
    if rows.is_empty() {
        return format!("\n## {title}\n\nNone.\n");
    }
    let rule = table_row(head.iter().map(|_| "---"));
    format!("\n## {title}\n\n{}{rule}{}", table_row(head.iter().copied()), rows.concat())
}

fn table_row<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.map(cell).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Text that cannot end a cell.
fn cell(text: &str) -> String {
    terminal::plain(&text.replace(['\n', '\r'], " ")).replace('|', "\\|").replace('<', "&lt;")
}

//! Findings as SARIF 2.1.0, which code hosts and editors read.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::Failure;
use crate::cli::report::from_here;
use crate::finding::{Findings, Placed, Rule, Severity};
use crate::site::SitePath;
use crate::source::Sources;

/// The report, ending in a line break.
pub(crate) fn report(
    findings: &Findings,
    sources: &Sources,
    root: &Path,
    rules: &[&'static Rule],
) -> Result<String, Failure> {
    let results: Vec<Value> = findings.placed(sources).iter().map(|placed| result(placed, root, rules)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bedside",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title() },
        "help": { "text": rule.help_page(), "markdown": rule.help_page() },
        "defaultConfiguration": { "level": level(&rule.severity.to_string()) },
    })
}

fn result(placed: &Placed<'_>, root: &Path, rules: &[&'static Rule]) -> Value {
    let help = placed.help.map(|help| format!("\n{help}")).unwrap_or_default();
    let mut location = json!({ "artifactLocation": { "uri": uri(&from_here(root, &placed.file)) } });
    if let (Some(line), Some(column), Some(end_line), Some(end_column)) =
        (placed.line, placed.column, placed.end_line, placed.end_column)
    {
        location["region"] =
            json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    }
    json!({
        "ruleId": placed.check,
        "ruleIndex": rules.iter().position(|rule| rule.id == placed.check),
        "level": level(&placed.severity),
        "message": { "text": format!("{}{help}", placed.message) },
        "locations": [{ "physicalLocation": location }],
    })
}

/// SARIF's word for a severity.
fn level(severity: &str) -> &str {
    if severity == Severity::Info.to_string() { "note" } else { severity }
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let absolute = if path.starts_with('/') { "/" } else { "" };
    let link = SitePath::new("from").link_to(&SitePath::new(path.trim_start_matches('/')));
    format!("{absolute}{link}")
}

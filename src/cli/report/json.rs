//! Findings as one JSON object.

use serde::Serialize;

use crate::cli::Failure;
use crate::finding::{Findings, Placed, Severity};
use crate::source::Sources;

/// The whole report. The names of the fields are a contract.
#[derive(Serialize)]
struct Report<'a> {
    errors: usize,
    warnings: usize,
    infos: usize,
    findings: Vec<Placed<'a>>,
}

/// The report, ending in a line break.
pub(crate) fn report(findings: &Findings, sources: &Sources) -> Result<String, Failure> {
    let report = Report {
        errors: findings.count(Severity::Error),
        warnings: findings.count(Severity::Warning),
        infos: findings.count(Severity::Info),
        findings: findings.placed(sources),
    };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

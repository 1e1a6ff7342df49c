//! Findings as the workflow commands that GitHub shows beside the changed lines.

use std::path::Path;

use crate::cli::report::from_here;
use crate::finding::{Findings, Placed};
use crate::source::Sources;

/// One command a finding.
pub(crate) fn report(findings: &Findings, sources: &Sources, root: &Path) -> String {
    findings.placed(sources).iter().map(|placed| command(placed, root)).collect()
}

fn command(placed: &Placed<'_>, root: &Path) -> String {
    let level = if placed.severity == "info" { "notice" } else { &placed.severity };
    let mut properties = vec![format!("file={}", property(&from_here(root, &placed.file)))];
    let places =
        [("line", placed.line), ("col", placed.column), ("endLine", placed.end_line), ("endColumn", placed.end_column)];
    properties.extend(places.iter().filter_map(|(name, value)| Some(format!("{name}={}", (*value)?))));
    properties.push(format!("title={}", property(placed.check)));
    let help = placed.help.map(|help| format!("\n{help}")).unwrap_or_default();
    format!("::{level} {}::{}\n", properties.join(","), data(&format!("{}{help}", placed.message)))
}

/// Text that must stay on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text that must not end a property either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::command;
    use crate::finding::Placed;

    #[test]
    fn nothing_in_a_finding_can_begin_another_command() {
        let placed = Placed {
            check: "links/broken",
            severity: String::from("warning"),
            file: "topics/a, b:c.md".into(),
            line: Some(3),
            column: Some(4),
            end_line: None,
            end_column: None,
            message: "100 % wrong\n::error::x",
            help: Some("mend it"),
        };
        assert_eq!(
            command(&placed, Path::new("net")),
            "::warning file=net/topics/a%2C b%3Ac.md,line=3,col=4,title=links/broken::100 %25 wrong%0A::error::x%0Amend it\n"
        );
    }
}

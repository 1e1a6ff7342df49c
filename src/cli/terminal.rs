//! What the commands say to people: on standard error, in colour only where it is seen.

use std::io::{IsTerminal as _, Write as _};

use crate::finding::{Findings, Severity};

/// Whether standard error may be coloured.
pub(crate) fn colour() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    is_terminal() && !refused && !dumb
}

/// Whether somebody is looking at standard error.
pub(crate) fn is_terminal() -> bool {
    std::io::stderr().is_terminal()
}

/// Says `line` to whoever runs the command. Nobody may be listening, and that is no reason to stop.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Gives `text` to the program that reads standard output.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says why a command could not run.
pub(crate) fn failure(message: &str) {
    let message = plain(message);
    if colour() {
        say(&format!("\x1b[1;31merror\x1b[0m: {message}"));
    } else {
        say(&format!("error: {message}"));
    }
}

/// `text` without characters that a terminal would obey instead of show.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect()
}

/// How many findings there are, as in `2 errors, 1 warning`.
pub(crate) fn count(findings: &Findings) -> String {
    let part = |severity: Severity, one: &str, many: &str| match findings.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        part(Severity::Error, "error", "errors"),
        part(Severity::Warning, "warning", "warnings"),
        part(Severity::Info, "remark", "remarks"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::from("no findings") } else { parts.join(", ") }
}

/// `count` things, as in `1 page` or `3 pages`.
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_terminal_is_never_commanded() {
        assert_eq!(plain("a\x1b[2Jb\nc\u{9b}d"), "a\u{FFFD}[2Jb\nc\u{FFFD}d");
    }
}

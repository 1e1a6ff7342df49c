//! *tweet-chat*: the listing of a chat that was held on a microblog, as it is copied from a search or a tool.
//!
//! ```text
//! file    = ( message | heading | blank line )*            heading = "## T1: …"
//! message = header text? line*                             lines run on until the next header
//! header  = "@handle" ( "(19:02)" | "[19:02]" ) ":"?       in brackets
//!         | "@handle" "19:02" ":"?                         bare, divided by blanks, a tab or "·"
//!         | "19:02" "@handle" ":"?                         time first, also in brackets
//!         | words? "@handle" sep day-and-time              with a day; `words` is the display name
//! sep     = "·" | "•" | "|" | "," | "-" | blank
//! ```
//! A header may also begin with the marker of a list. A text may begin with a handle and a time as well ("@mo 19:30 is
//! fine"), so only headers with a day count if they are half of all that look like headers, else only those kinds that
//! are at least a fifth. Lines like "Replying to @mo" are left out.

use crate::finding::Findings;
use crate::model::chat::MessageTime;
use crate::parse::chat::collect::Collector;
use crate::parse::chat::lines::{Line, heading, is_blank, lines};
use crate::parse::chat::names::is_word;
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawSpeaker, Sureness};
use crate::parse::chat::time::{bracketed, clock, dated};

/// The format.
pub(super) struct TweetChat;

/// How a header is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bracketed,
    Bare,
    TimeFirst,
    Dated,
}

/// The first line of a message.
struct Header<'a> {
    kind: Kind,
    speaker: RawSpeaker<'a>,
    at: Option<MessageTime>,
    text: &'a str,
}

impl Format for TweetChat {
    fn name(&self) -> &'static str {
        "tweet-chat"
    }

    fn looks_like(&self) -> &'static str {
        "`@handle (19:02): text`, or `@handle · 12 May 2026 19:02` with the text on the next line"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let lines = lines(export.text);
        let headers = lines.iter().filter(|line| header(line.text).is_some()).count();
        let others = lines.iter().filter(|line| is_named(line.text)).count();
        let first = lines.iter().find(|line| !line.text.is_empty() && heading(line.text).is_none());
        let begins = first.is_some_and(|line| header(line.text).is_some());
        match headers {
            0 => Sureness::No,
            _ if headers < others => Sureness::Possible,
            _ if begins => Sureness::Certain,
            1 => Sureness::Possible,
            _ => Sureness::Likely,
        }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let lines = lines(export.text);
        let kinds = kinds(&lines);
        let mut collector = Collector::new();
        for line in lines.iter().filter(|line| !is_furniture(line.text)) {
            let header = header(line.text).filter(|header| kinds.contains(&header.kind));
            collector.line(line, header.map(|header| message(&header, line)));
        }
        collector.finish(export, findings)
    }
}

/// The kinds of headers that the file is written with.
fn kinds(lines: &[Line<'_>]) -> Vec<Kind> {
    let found: Vec<Kind> = lines.iter().filter_map(|line| header(line.text)).map(|header| header.kind).collect();
    let count = |kind: Kind| found.iter().filter(|other| **other == kind).count();
    if count(Kind::Dated) * 2 >= found.len() {
        return vec![Kind::Dated];
    }
    let all = [Kind::Bracketed, Kind::Bare, Kind::TimeFirst, Kind::Dated];
    all.into_iter().filter(|kind| count(*kind) * 5 >= found.len()).collect()
}

/// The message that a header opens.
fn message<'a>(header: &Header<'a>, line: &Line<'a>) -> RawMessage<'a> {
    RawMessage {
        speaker: Some(header.speaker.clone()),
        at: header.at,
        text: header.text.into(),
        span: line.span(),
        ..RawMessage::default()
    }
}

/// Whether a line looks like a message under a name instead of a handle.
fn is_named(line: &str) -> bool {
    let start = line.find([':', '：']).map_or("", |colon| &line[..colon]);
    let words = start.split_whitespace().count();
    header(line).is_none() && heading(line).is_none() && (1..=5).contains(&words) && !start.contains('@')
}

/// Whether a line was put there by the site that the listing was copied from.
fn is_furniture(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("Replying to ").or_else(|| line.strip_prefix("En respuesta a ")) else {
        return false;
    };
    rest.split([' ', ',']).filter(|word| !matches!(*word, "" | "and" | "y")).all(|word| word.starts_with('@'))
}

/// Reads a header.
fn header(line: &str) -> Option<Header<'_>> {
    let line = line.strip_prefix(['-', '*', '•']).map_or(line, |rest| rest.trim_start_matches(is_blank));
    if !line.contains('@') {
        return None;
    }
    time_first(line).or_else(|| handle_first(line)).or_else(|| display_first(line))
}

/// `19:02 @handle: text`, `[19:02] @handle text`
fn time_first(line: &str) -> Option<Header<'_>> {
    let stamp = bracketed(line).or_else(|| clock(line))?;
    let rest = after_separators(&line[stamp.length..]);
    let (name, rest) = handle(rest)?;
    let text = rest.strip_prefix(':').or_else(|| rest.starts_with(is_blank).then_some(rest))?;
    let speaker = RawSpeaker::named(name);
    Some(Header { kind: Kind::TimeFirst, speaker, at: stamp.at, text: text.trim_matches(is_blank) })
}

/// `@handle (19:02): text`, `@handle  19:02  text`, `@handle · 12 May 2026 19:02`
fn handle_first(line: &str) -> Option<Header<'_>> {
    let (name, rest) = handle(line)?;
    after_handle(RawSpeaker::named(name), rest)
}

/// `Maria @handle · May 12, 2026 7:02 PM`, `Maria (@handle) 7:02 PM · May 12, 2026`
fn display_first(line: &str) -> Option<Header<'_>> {
    let sign = line.find('@').filter(|&sign| sign > 0)?;
    let before = &line[..sign];
    let display = before.trim_end_matches('(').trim_matches(is_blank);
    let (name, rest) = handle(&line[sign..])?;
    let rest = if before.ends_with('(') { rest.strip_prefix(')')? } else { rest };
    let fits = before.ends_with(|c: char| is_blank(c) || c == '(') && display.chars().count() <= 50;
    let header = after_handle(RawSpeaker { name: name.into(), also: Some(display.into()) }, rest)?;
    (fits && header.kind == Kind::Dated).then_some(header)
}

/// What follows a handle: a day and time, or a time, and the text.
fn after_handle<'a>(speaker: RawSpeaker<'a>, rest: &'a str) -> Option<Header<'a>> {
    if !rest.starts_with(|c: char| is_blank(c) || is_separator(c)) {
        return None;
    }
    let rest = after_separators(rest);
    let (kind, stamp) = dated(rest)
        .map(|stamp| (Kind::Dated, stamp))
        .or_else(|| bracketed(rest).map(|stamp| (Kind::Bracketed, stamp)))
        .or_else(|| clock(rest).map(|stamp| (Kind::Bare, stamp)))?;
    let text = &rest[stamp.length..];
    let ends = text.is_empty() || text.starts_with(|c: char| is_blank(c) || matches!(c, ':' | '：') || is_separator(c));
    let text = match text.strip_prefix([':', '：']) {
        Some(text) => text.trim_matches(is_blank),
        None => after_separators(text),
    };
    ends.then_some(Header { kind, speaker, at: stamp.at, text })
}

/// The handle at the beginning of `text`, with its `@`, and what comes after it.
fn handle(text: &str) -> Option<(&str, &str)> {
    let name = text.strip_prefix('@').filter(|name| name.starts_with(is_word))?;
    let end = name.find(|c: char| !is_word(c) && !matches!(c, '.' | '-' | '@')).unwrap_or(name.len());
    let end = name[..end].trim_end_matches(['.', '-', '@']).len();
    Some(text.split_at(end + 1))
}

fn is_separator(c: char) -> bool {
    matches!(c, '·' | '•' | '|' | ',' | '-' | '–' | '—')
}

fn after_separators(text: &str) -> &str {
    text.trim_start_matches(|c: char| is_blank(c) || is_separator(c))
}

#[cfg(test)]
mod tests {
    use super::{Kind, header, is_furniture};

    fn shown(line: &str) -> Option<(bool, String)> {
        let header = header(line)?;
        let also = header.speaker.also.as_deref().unwrap_or("-");
        Some((header.kind == Kind::Dated, format!("{}/{also}/{}", header.speaker.name, header.text)))
    }

    #[test]
    fn headers_in_all_their_forms() {
        let plain = [
            "@mo (19:02): hi",
            "@mo [19:02] hi",
            "@mo\t19:02\thi",
            "@mo 19:02: hi",
            "19:02 @mo: hi",
            "- @mo (7:02 pm): hi",
        ];
        for line in plain {
            assert_eq!(shown(line), Some((false, String::from("@mo/-/hi"))), "{line}");
        }
        assert_eq!(shown("@mo · 12 May 2026 19:02"), Some((true, String::from("@mo/-/"))));
        assert_eq!(shown("Mo 💛 @mo · May 12, 2026 7:02 PM"), Some((true, String::from("@mo/Mo 💛/"))));
        assert_eq!(shown("Mo (@mo@b.example) 7:02 PM · May 12, 2026"), Some((true, String::from("@mo@b.example/Mo/"))));
    }

    #[test]
    fn what_only_begins_with_a_handle() {
        for line in
            ["@mo that is so kind", "thanks @mo 19:02", "write to a@b.example 19:02", "@ 19:02", "19:02 see @mo"]
        {
            assert_eq!(shown(line), None, "{line}");
        }
        assert!(is_furniture("Replying to @mo, @bev and @dee"));
        assert!(!is_furniture("Replying to the question"));
    }
}

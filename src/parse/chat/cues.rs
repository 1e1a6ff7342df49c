//! Captions: the cues of WebVTT and SRT files, read one by one. [`mod@timing`] reads their times, [`voices`] the tags in
//! their text, [`flavour`] tells which program wrote them, and [`said`] makes messages of them.
//!
//! ```text
//! vtt   = "WEBVTT" header? ( blank line+ ( NOTE | STYLE | REGION | cue ) )*          srt = ( cue blank line+ )*
//! cue   = ( id line )? time "-->" time settings? line text line*      the id may be a number, a GUID, anything
//! time  = ( hours ":" )? mm ":" ss ( "." | "," ) mmm
//! text  = words, "<v Name>" … "</v>", other tags, entities            tags go, entities are decoded once
//! ```
//! Sources: W3C WebVTT (section 6, the parser), whose rules are followed save that a comma may stand in a time; SRT has
//! no standard, and is read as WebVTT without a header, where a `<` that begins no tag stays. A NUL is U+FFFD.

pub(super) mod flavour;
pub(super) mod said;
mod timing;
mod voices;

use std::borrow::Cow;

use crate::parse::chat::cues::timing::timing;
use crate::parse::chat::lines::is_blank;
use crate::source::Span;

/// One cue.
pub(super) struct Cue<'a> {
    /// Its name, if it has one.
    pub(super) id: &'a str,
    /// When it is shown, in milliseconds from the beginning.
    pub(super) start: u64,
    /// When it goes.
    pub(super) end: u64,
    /// Its text with tags and entities.
    pub(super) text: Cow<'a, str>,
    /// Where it stands.
    pub(super) span: Span,
}

/// The cues of a file.
#[derive(Default)]
pub(super) struct Cues<'a> {
    pub(super) cues: Vec<Cue<'a>>,
    /// The lines at which blocks begin that should be cues and are none.
    pub(super) broken: Vec<usize>,
}

/// One line with its end taken off.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
}

/// The lines of `text`, ended by `\n`, `\r\n` or `\r`.
fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        lines.push(Line { text: &rest[..length], start });
        start += length + if rest[length..].starts_with("\r\n") { 2 } else { 1 };
    }
    lines
}

/// Whether `text` begins as WebVTT must.
pub(super) fn is_webvtt(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    text.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Whether `text` begins as SRT does: with a time, or a number and a time.
pub(super) fn begins_with_cue(text: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
    timing(first).is_some() || is_number && lines.next().is_some_and(|second| timing(second).is_some())
}

/// Reads the cues of a WebVTT or SRT file.
pub(super) fn cues(text: &str) -> Cues<'_> {
    let mut lines = split(text);
    let mut found = Cues::default();
    let mut at = 0;
    if is_webvtt(text) {
        at = after_header(&lines);
    } else {
        // In SRT a line of blanks divides as well.
        lines.iter_mut().filter(|line| line.text.chars().all(is_blank)).for_each(|line| line.text = "");
    }
    while at < lines.len() {
        if lines[at].text.is_empty() {
            at += 1;
        } else {
            at = block(text, &lines, at, &mut found);
        }
    }
    found
}

/// The line after the header.
fn after_header(lines: &[Line<'_>]) -> usize {
    let end = lines.iter().skip(1).position(|line| line.text.is_empty() || line.text.contains("-->"));
    end.map_or(lines.len(), |end| end + 1)
}

/// Reads the block at line `first` and returns the line after it.
fn block<'a>(text: &'a str, lines: &[Line<'a>], first: usize, found: &mut Cues<'a>) -> usize {
    let has_arrow = |at: usize| lines.get(at).is_some_and(|line| line.text.contains("-->"));
    let time = if has_arrow(first) {
        first
    } else if has_arrow(first + 1) {
        first + 1
    } else {
        let end = end_of_block(lines, first + 1);
        if !is_furniture(lines[first].text) {
            found.broken.push(first + 1);
        }
        return end;
    };
    let end = end_of_block(lines, time + 1);
    let Some((start, stop)) = timing(lines[time].text) else {
        found.broken.push(first + 1);
        return end;
    };
    let body = without_next_id(lines, time + 1, end);
    let range = body.first().zip(body.last()).map(|(first, last)| first.start..last.start + last.text.len());
    let id = if time > first { lines[first].text.trim_matches(is_blank) } else { "" };
    let range = range.unwrap_or(lines[time].start..lines[time].start);
    let words = without_nul(&text[range.clone()]);
    found.cues.push(Cue { id, start, end: stop, text: words, span: Span::new(range) });
    end
}

/// The line at which a block ends: an empty line, or the time of the next cue.
fn end_of_block(lines: &[Line<'_>], from: usize) -> usize {
    let rest = lines.get(from..).unwrap_or_default();
    from + rest.iter().position(|line| line.text.is_empty() || line.text.contains("-->")).unwrap_or(rest.len())
}

/// The lines of a cue's text. Where no empty line is before the next cue, a number at the end is that cue's.
fn without_next_id<'l, 'a>(lines: &'l [Line<'a>], first: usize, end: usize) -> &'l [Line<'a>] {
    let body = lines.get(first..end).unwrap_or_default();
    let is_cut = lines.get(end).is_some_and(|line| line.text.contains("-->"));
    match body.split_last() {
        Some((last, before)) if is_cut && last.text.trim().bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => body,
    }
}

/// Whether a block says something about the file: notes, styles, regions.
fn is_furniture(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    ["NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP"].iter().any(|word| line.starts_with(word)) || line.is_empty()
}

fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::print_stdout, reason = "the counts are figures of the project")]

    use super::{begins_with_cue, cues, is_webvtt};
    use crate::parse::chat::cues::voices::parts;

    #[test]
    fn blocks() {
        let found = cues(
            "WEBVTT - x\nKind: captions\n\nNOTE Ana: no\nno\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000\na\nb\n00:03.000 --> 00:04.000\nc\n\nlost\n\n00:05.000 --> x\nlost",
        );
        let texts: Vec<_> = found.cues.iter().map(|cue| (cue.id, cue.text.as_ref())).collect();
        assert_eq!(texts, [("id", "a\nb"), ("", "c")]);
        assert_eq!(found.broken, [17, 19]);
    }

    #[test]
    fn signatures() {
        assert!(is_webvtt("\u{feff}WEBVTT") && is_webvtt("WEBVTT\tx") && !is_webvtt("WEBVTTx") && !is_webvtt("x"));
        assert!(begins_with_cue("\n1\n00:00:01,000 --> 00:00:02,000\nhi"));
        assert!(!begins_with_cue("1\nhi\n00:00:01,000 --> 00:00:02,000"));
    }

    /// The words of the text nodes of a tree as the test suite writes it.
    fn expected_words(tree: &str) -> String {
        let nodes = tree.split("\n| ").map(|node| node.trim_start_matches("| ").trim());
        let words = nodes.filter_map(|node| node.strip_prefix('"')).map(|node| node.trim_end_matches('\n'));
        words.map(|node| node.strip_suffix('"').unwrap_or(node)).collect()
    }

    /// The test suite of the W3C, where it is present: every valid cue is found, and none that is not.
    #[test]
    fn cues_of_the_test_suite() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/chats/webvtt/w3c");
        let Ok(files) = std::fs::read_dir(folder) else { return };
        let paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "vtt")) {
            let text = std::fs::read_to_string(path).unwrap();
            let found = cues(&text).cues;
            let name = path.file_name().unwrap().to_str().unwrap();
            if let Ok(json) = std::fs::read_to_string(path.with_extension("json")) {
                let expected: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
                assert_eq!(found.len(), expected.len(), "{name}");
                let same = |(cue, expected): &(&super::Cue<'_>, &serde_json::Value)| {
                    let words: String = parts(&cue.text).into_iter().map(|part| part.words).collect();
                    words.trim() == expected_words(expected["expectedTree"].as_str().unwrap()).trim()
                };
                let same = found.iter().zip(&expected).filter(same).count();
                println!("{name}: {same} of {} texts as expected", expected.len());
                continue;
            }
            let is_valid = |text: &str| text.contains("text") && !text.contains("invalid");
            // Elsewhere "invalid" is said of settings, which are not read.
            let is_about_times = name.starts_with("timings") || name.starts_with("nulls");
            // A comma in a time is no error here.
            let has_comma = |cue: &super::Cue<'_>| text[..cue.span.range().start].trim_end().ends_with("01,000");
            let is_invalid = |cue: &super::Cue<'_>| cue.text.trim().starts_with("invalid") && !has_comma(cue);
            assert!(!is_about_times || !found.iter().any(is_invalid), "{name}");
            let valid =
                text.split(['\n', '\r']).filter(|line| line.trim().starts_with("text") && is_valid(line)).count();
            println!("{name}: {} cues, {valid} lines", found.len());
        }
    }
}

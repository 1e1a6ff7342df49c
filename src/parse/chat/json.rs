//! Walks over JSON by its brackets and strings alone, so that a file that breaks off in the middle, or holds one message
//! of an unknown kind, loses no other message, and each value has its place in the file.

use serde::Deserialize;

use crate::finding::{Finding, Findings};
use crate::parse::chat::raw::Export;
use crate::parse::chat::rules::{TRUNCATED, UNREADABLE};
use crate::source::Span;

/// A value in a JSON text.
#[derive(Clone, Copy)]
pub(super) struct Json<'a> {
    source: &'a str,
    start: usize,
    end: usize,
    complete: bool,
}

impl<'a> Json<'a> {
    /// The object or array at the beginning of `source`.
    pub(super) fn of(source: &'a str) -> Option<Self> {
        Self::at(source, 0)
    }

    /// The object or array that begins at byte `at` of `source`, after blanks. The spans point into `source`.
    pub(super) fn at(source: &'a str, at: usize) -> Option<Self> {
        let start = skip_blanks(source.as_bytes(), at);
        matches!(source.as_bytes().get(start), Some(b'{' | b'[')).then(|| Self::value(source, start, source.len()))
    }

    /// The value that begins at byte `start`, and ends before `limit` at the latest.
    fn value(source: &'a str, start: usize, limit: usize) -> Self {
        let (end, complete) = value_end(&source.as_bytes()[..limit], start);
        Self { source, start, end, complete }
    }

    /// Whether the value is closed. One that is not goes on to the end of the file.
    pub(super) fn is_complete(self) -> bool {
        self.complete
    }

    /// Whether it is an array.
    pub(super) fn is_array(self) -> bool {
        self.text().starts_with('[')
    }

    /// The value as it is written.
    pub(super) fn text(self) -> &'a str {
        &self.source[self.start..self.end]
    }

    /// Its place in the file.
    pub(super) fn span(self) -> Span {
        Span::new(self.start..self.end)
    }

    /// What the value says, if it says that.
    pub(super) fn read<T: Deserialize<'a>>(self) -> Option<T> {
        serde_json::from_str(self.text()).ok()
    }

    /// The value called `key` of an object.
    pub(super) fn member(self, key: &str) -> Option<Self> {
        self.members().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// The values of an object with their keys, escapes as they are written.
    pub(super) fn members(self) -> impl Iterator<Item = (&'a str, Self)> {
        let mut walk = self.inside(b'{');
        std::iter::from_fn(move || {
            let key = walk.next_value()?;
            let name = key.text().strip_prefix('"')?.strip_suffix('"')?;
            walk.at = skip_blanks(walk.bytes(), walk.at);
            if walk.bytes().get(walk.at) != Some(&b':') {
                return None;
            }
            walk.at += 1;
            Some((name, walk.next_value()?))
        })
    }

    /// The values of an array.
    pub(super) fn elements(self) -> impl Iterator<Item = Self> {
        let mut walk = self.inside(b'[');
        std::iter::from_fn(move || walk.next_value())
    }

    /// A walk through what is between the brackets; through nothing when they are not `open`.
    fn inside(self, open: u8) -> Walk<'a> {
        let is_open = self.source.as_bytes().get(self.start) == Some(&open);
        let end = self.end - usize::from(self.complete && is_open);
        Walk { source: self.source, at: if is_open { self.start + 1 } else { end }, end }
    }
}

/// A walk through the values of an object or array.
struct Walk<'a> {
    source: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Walk<'a> {
    fn bytes(&self) -> &'a [u8] {
        &self.source.as_bytes()[..self.end]
    }

    /// The next value; commas before it are skipped.
    fn next_value(&mut self) -> Option<Json<'a>> {
        let mut at = skip_blanks(self.bytes(), self.at);
        while self.bytes().get(at) == Some(&b',') {
            at = skip_blanks(self.bytes(), at + 1);
        }
        if at >= self.end {
            return None;
        }
        let value = Json::value(self.source, at, self.end);
        self.at = value.end;
        (value.end > at).then_some(value)
    }
}

fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count()
}

/// Where the value ends that begins at byte `at`, and whether it is closed.
fn value_end(bytes: &[u8], at: usize) -> (usize, bool) {
    match bytes.get(at) {
        Some(b'"') => string_end(bytes, at),
        Some(b'{' | b'[') => {
            let (mut at, mut depth) = (at, 0_usize);
            while let Some(byte) = bytes.get(at) {
                match byte {
                    b'"' => {
                        let (end, closed) = string_end(bytes, at);
                        if !closed {
                            return (end, false);
                        }
                        at = end;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return (at, true);
                }
            }
            (bytes.len(), false)
        }
        _ => {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest.iter().take_while(|byte| !b",]}: \n\r\t\"{[".contains(byte)).count();
            // A stray bracket ends the walk; it must not cut a character in two, and it is ASCII.
            (at + length, at + length < bytes.len())
        }
    }
}

/// Where the string ends whose quotation mark stands at byte `at`, and whether it is closed.
fn string_end(bytes: &[u8], at: usize) -> (usize, bool) {
    let mut at = at + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return (at + 1, true),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}

/// Says that a file breaks off.
pub(super) fn report_truncated(export: &Export<'_>, messages: usize, findings: &mut Findings) {
    let read = match messages {
        0 => String::from("no message before that can be read"),
        1 => String::from("one message before that is read"),
        _ => format!("{messages} messages before that are read"),
    };
    let message = format!("`{}` breaks off in the middle: {read}, the rest is missing.", export.path.file_name());
    findings.push(Finding::new(&TRUNCATED, export.path, message).help("Export or copy the chat again."));
}

/// Says that messages cannot be read, if there are any.
pub(super) fn report_unreadable(export: &Export<'_>, count: usize, findings: &mut Findings) {
    if count > 0 {
        let (are, them) = if count == 1 { ("message is", "it is") } else { ("messages are", "they are") };
        let message = format!(
            "{count} {are} damaged or of an unknown kind in `{}`, so {them} left out; all others are read.",
            export.path.file_name()
        );
        findings.push(Finding::new(&UNREADABLE, export.path, message).help("Export the chat again, unaltered."));
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    fn texts(text: &str) -> Vec<&str> {
        Json::of(text).unwrap().elements().map(Json::text).collect()
    }

    #[test]
    fn values_are_found_by_their_brackets() {
        let text = r#" {"a": [1, {"b]": "x\"]"}, "ü"], "c": null, "d": {"e": []}} "#;
        let root = Json::of(text).unwrap();
        assert!(root.is_complete());
        let a = root.member("a").unwrap();
        assert_eq!(a.elements().map(Json::text).collect::<Vec<_>>(), ["1", r#"{"b]": "x\"]"}"#, "\"ü\""]);
        assert_eq!(&text[a.span().range()], a.text());
        assert_eq!(root.member("c").unwrap().text(), "null");
        assert_eq!(root.member("d").unwrap().member("e").unwrap().text(), "[]");
        assert!(root.member("b]").is_none());
    }

    #[test]
    fn what_breaks_off_keeps_what_is_complete() {
        for text in [
            "[{\"a\": 1}, {\"a\": 2}, {\"a\": \"x",
            "[{\"a\": 1}, {\"a\": 2}, {\"a\": \"\\",
            "[{\"a\": 1}, {\"a\": 2},",
        ] {
            let root = Json::of(text).unwrap();
            assert!(!root.is_complete());
            assert_eq!(root.elements().filter(|value| value.is_complete()).count(), 2, "{text}");
        }
    }

    #[test]
    fn nonsense_ends() {
        assert_eq!(texts("[1,,2}]"), ["1", "2"]);
        assert!(texts("[}]").is_empty());
        assert_eq!(Json::of("{]}").unwrap().members().count(), 0);
        assert!(Json::of("x").is_none());
        assert_eq!(Json::of(&"[".repeat(100_000)).unwrap().elements().count(), 1);
    }
}

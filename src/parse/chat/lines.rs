//! Lines of a text file, with the place where each begins.

use std::ops::Range;

use crate::source::Span;

/// One line.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// The line without its end and without blanks around it.
    pub(super) text: &'a str,
    /// The byte at which `text` begins in the file.
    pub(super) start: usize,
    /// Its number in the file, from 1.
    pub(super) number: usize,
}

impl Line<'_> {
    /// The bytes of the line in the file.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The place of the line in the file.
    pub(super) fn span(&self) -> Span {
        Span::new(self.range())
    }
}

/// Whether a character is seen as nothing but room: white space, and the invisible marks that exports put around names
/// and times.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The lines of `text`, ended by `\n`, `\r\n` or `\r`. Front matter, comments (`<!-- … -->`) and rules (`---`) of
/// Markdown are left out: a comment in a transcript is a note among editors.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = split(text);
    let body = after_front_matter(&lines);
    lines.drain(..body);
    without_comments(&mut lines);
    lines.retain(|line| !is_rule(line.text));
    lines
}

/// Every line of `text`.
fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = &rest[..length];
        let trimmed = line.trim_start_matches(is_blank);
        let indent = line.len() - trimmed.len();
        let number = lines.len() + 1;
        lines.push(Line { text: trimmed.trim_end_matches(is_blank), start: start + indent, number });
        start += length + if rest[length..].starts_with("\r\n") { 2 } else { 1 };
    }
    lines
}

/// How many lines the front matter takes, with its fences; none when it is not closed.
fn after_front_matter(lines: &[Line<'_>]) -> usize {
    if lines.first().is_none_or(|line| line.text != "---") {
        return 0;
    }
    let end = lines.iter().skip(1).take(500).position(|line| matches!(line.text, "---" | "..."));
    end.map_or(0, |end| end + 2)
}

/// Takes out comments that begin a line. One that is never closed is text.
fn without_comments(lines: &mut Vec<Line<'_>>) {
    let Some(last_end) = lines.iter().rposition(|line| line.text.contains("-->")) else { return };
    let mut inside = false;
    let mut at = 0;
    lines.retain(|line| {
        let begins = !inside && at <= last_end && line.text.starts_with("<!--");
        at += 1;
        let comment = inside || begins;
        inside = comment && !line.text.contains("-->");
        !comment
    });
}

/// Whether the line is a thematic break of Markdown.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ["-", "*", "_", "="].iter().any(|mark| line.trim_matches(|c| mark.contains(c)).is_empty())
}

/// The words of a Markdown heading.
pub(super) fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(is_blank))
        .then(|| words.trim_end_matches('#').trim_matches(is_blank))
}

#[cfg(test)]
mod tests {
    use super::{heading, lines};

    fn texts(text: &str) -> Vec<(usize, &str)> {
        lines(text).iter().map(|line| (line.number, line.text)).collect()
    }

    #[test]
    fn lines_end_in_three_ways_and_keep_their_numbers() {
        assert_eq!(texts("a\r\nb\n\nc\rd"), [(1, "a"), (2, "b"), (3, ""), (4, "c"), (5, "d")]);
    }

    #[test]
    fn spans_point_at_the_words() {
        let text = "  \u{feff}é a \r\n\tb";
        let words: Vec<_> = lines(text).iter().map(|line| &text[line.range()]).collect();
        assert_eq!(words, ["é a", "b"]);
    }

    #[test]
    fn front_matter_comments_and_rules_are_left_out() {
        assert_eq!(texts("---\ntitle: x\n---\nA: b\n<!-- ask\nher -->\nB: c\n---\nC: d").len(), 3);
        assert_eq!(texts("---\nA: b").last(), Some(&(2, "A: b")));
        assert_eq!(texts("A: b\n<!-- never closed\nB: c").len(), 3);
    }

    #[test]
    fn a_hashtag_is_no_heading() {
        assert_eq!(heading("## T1: Hair ##"), Some("T1: Hair"));
        assert_eq!(heading("#RiverbendChat"), None);
    }
}

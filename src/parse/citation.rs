//! Pandoc's citation syntax: `[@key]`, `[see @a, p. 3; -@b]`, and `@key` in running text.
//!
//! A key begins with a letter, a digit or `_`, and may hold single `:.#$%&-+?<>~/` between letters and digits; `@{…}`
//! takes any key. (Pandoc User's Guide, "Citation syntax".)

use std::ops::Range;

use crate::model::prose::CitedItem;
use crate::source::{Located, Span};

/// The marks that may stand inside a key.
const INNER_MARKS: &str = ":.#$%&-+?<>~/";

/// Reads the words between the brackets of a citation. `offset` is where they begin in the file. Nothing if they are
/// not a citation: each part between semicolons must name a source.
pub fn parse_group(text: &str, offset: usize) -> Option<Vec<CitedItem>> {
    let mut items = Vec::new();
    let mut start = 0;
    for part in text.split(';') {
        items.push(cited_item(part, offset + start)?);
        start += part.len() + 1;
    }
    Some(items)
}

/// Where `@key` stands in running text, the `@` included. Not in e-mail addresses and the like, where a letter or `/`
/// stands before it.
pub fn narrative_keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('@').filter_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '"' | '—' | '–'));
        let key = if free { key_range(text, at) } else { None };
        key.map(|key| at..key.end)
    })
}

/// One part of a group: words, `@key` or `-@key`, and words.
fn cited_item(part: &str, offset: usize) -> Option<CitedItem> {
    let at = part.match_indices('@').map(|(at, _)| at).find(|at| {
        let before = part[..*at].strip_suffix('-').unwrap_or(&part[..*at]);
        before.chars().next_back().is_none_or(char::is_whitespace)
    })?;
    let key = key_range(part, at)?;
    let before = &part[..at];
    let suppress_author = before.ends_with('-');
    let after = if part[at + 1..].starts_with('{') { key.end + 1 } else { key.end };
    Some(CitedItem {
        prefix: String::from(before.strip_suffix('-').unwrap_or(before).trim()),
        suffix: String::from(part[after..].trim_start_matches([',', ' ']).trim_end()),
        suppress_author,
        key: Located { value: String::from(&part[key.clone()]), span: Span::new(offset + key.start..offset + key.end) },
    })
}

/// The key after the `@` at byte `at`, without the `@` and without braces.
fn key_range(text: &str, at: usize) -> Option<Range<usize>> {
    let start = at + 1;
    let rest = &text[start..];
    if let Some(braced) = rest.strip_prefix('{') {
        let length = braced.find('}').filter(|length| *length > 0)?;
        return Some(start + 1..start + 1 + length);
    }
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((index, letter)) = letters.next() {
        let inner = INNER_MARKS.contains(letter) && end > 0 && letters.peek().is_some_and(|(_, next)| is_letter(*next));
        if !is_letter(letter) && !inner {
            break;
        }
        end = index + letter.len_utf8();
    }
    (end > 0).then(|| start..start + end)
}

/// Whether a key may begin and end with it.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::{narrative_keys, parse_group};

    #[test]
    fn a_group_is_read_part_by_part() {
        let text = "see @bower2014, pp. 3-5; -@nci:pdq; @{10.1000/x y}";
        let items = parse_group(text, 0).unwrap();
        let read: Vec<_> = items
            .iter()
            .map(|item| (item.prefix.as_str(), item.key.as_str(), item.suffix.as_str(), item.suppress_author))
            .collect();
        assert_eq!(
            read,
            [("see", "bower2014", "pp. 3-5", false), ("", "nci:pdq", "", true), ("", "10.1000/x y", "", false)]
        );
        assert_eq!(&text[items[1].key.span.range()], "nci:pdq");
    }

    #[test]
    fn what_is_no_citation_is_left_alone() {
        for text in ["", "x", "a@b.org", "@", "@ home", "@a; and more", "@.b"] {
            assert_eq!(parse_group(text, 0), None, "{text}");
        }
    }

    #[test]
    fn keys_in_running_text_end_before_the_punctuation_of_the_sentence() {
        let text = "As @bower-2014, (@nci) and x@y.org say: @a_b. Or /@c?";
        let keys: Vec<_> = narrative_keys(text).map(|range| &text[range]).collect();
        assert_eq!(keys, ["@bower-2014", "@nci", "@a_b"]);
    }
}

//! Finds the entries of a BibTeX file without reading them, so that one with a brace too few costs only itself.

use std::ops::Range;

/// One `@kind{…}` of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The word after `@`, in lower case.
    pub(super) kind: String,
    /// Where it lies, from `@` to its last brace.
    pub(super) range: Range<usize>,
    /// Why it cannot be read, if that is plain already.
    pub(super) flaw: Option<Flaw>,
}

/// What is wrong with the braces of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It does not end before the next one begins, or before the file ends.
    Open,
    /// More words follow its last brace.
    ClosedTooEarly,
    /// Braces lie deeper in each other than any reference needs.
    TooDeep,
}

/// Deeper braces than this are a mistake; the library that reads entries calls itself once for each level.
const MAX_DEPTH: usize = 50;

/// Every block of `text`, in one pass. Words outside of blocks are comments.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut trusting = true;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['@', '%'])) {
        let start = at + found;
        let opened = if text[start..].starts_with('@') { opening(text, start) } else { None };
        at = match opened {
            Some((kind, brace)) => {
                let block = block(text, start, kind, brace, &mut trusting);
                let end = block.range.end;
                blocks.push(block);
                end
            }
            // A line is a comment from `%` on, and `@` without a brace opens nothing.
            None if text[start..].starts_with('%') => text[start..].find('\n').map_or(text.len(), |end| start + end),
            None => start + 1,
        };
    }
    blocks
}

/// The word after the `@` at `start`, in lower case, and where its brace is.
pub(super) fn opening(text: &str, start: usize) -> Option<(String, usize)> {
    let rest = text.get(start + 1..)?;
    let length =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).filter(|length| *length > 0)?;
    let after = rest[length..].trim_start();
    let brace = text.len() - after.len();
    after.starts_with(['{', '(']).then(|| (rest[..length].to_ascii_lowercase(), brace))
}

/// The block that `kind` and its brace begin. `trusting` says whether comments may still hold whole entries.
fn block(text: &str, start: usize, kind: String, brace: usize, trusting: &mut bool) -> Block {
    let wary = kind != "comment" || !*trusting;
    let mut extent = extent(text, brace, wary);
    if !wary && extent.flaw == Some(Flaw::Open) {
        // This comment would swallow the whole file: from now on comments end before the next entry, as entries do.
        *trusting = false;
        extent = self::extent(text, brace, true);
    }
    Block { kind, range: start..extent.end, flaw: extent.flaw }
}

/// Where a block ends.
struct Extent {
    end: usize,
    flaw: Option<Flaw>,
}

/// Follows the braces from the one at `brace` to its partner. A wary reader stops where a line begins another entry.
fn extent(text: &str, brace: usize, wary: bool) -> Extent {
    let bytes = text.as_bytes();
    let parentheses = bytes[brace] == b'(';
    let (mut depth, mut deepest, mut at, mut line_start) = (1, 1, brace + 1, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b')' if parentheses && depth == 1 => depth = 0,
            b'@' if wary && line_start && begins_entry(text, at) => return Extent { end: at, flaw: Some(Flaw::Open) },
            _ => {}
        }
        deepest = deepest.max(depth);
        at += 1;
        if depth == 0 {
            return Extent { end: at, flaw: flaw(text, at, deepest) };
        }
        line_start = byte == b'\n' || line_start && byte.is_ascii_whitespace();
    }
    Extent { end: text.len(), flaw: Some(Flaw::Open) }
}

/// What is wrong with a block that ends at `end`.
fn flaw(text: &str, end: usize, deepest: usize) -> Option<Flaw> {
    let next = text[end..].trim_start().chars().next();
    match next {
        _ if deepest > MAX_DEPTH => Some(Flaw::TooDeep),
        Some('}' | ',') => Some(Flaw::ClosedTooEarly),
        _ => None,
    }
}

/// Whether `@kind{key,` or `@string{` stands at `at`.
fn begins_entry(text: &str, at: usize) -> bool {
    // A key is short: looking further would make a file of `@` cost the square of its length.
    const LONGEST_OPENING: usize = 200;
    let end = text.floor_char_boundary(at + LONGEST_OPENING);
    let Some((kind, brace)) = opening(&text[..end], at) else { return false };
    let rest = &text[brace + 1..end];
    let key = rest.find(|c: char| matches!(c, ',' | '=' | '{' | '}' | '"' | '\n')).map(|end| rest.as_bytes()[end]);
    matches!(kind.as_str(), "string" | "comment" | "preamble") || key == Some(b',')
}

#[cfg(test)]
mod tests {
    use super::{Flaw, blocks};

    fn found(text: &str) -> Vec<(&str, Option<Flaw>)> {
        blocks(text).into_iter().map(|block| (&text[block.range], block.flaw)).collect()
    }

    #[test]
    fn comments_and_words_between_entries_are_passed_over() {
        let text = "me@x.org\n% @book{a,}\n@comment{ @book{b,} } @Book {c, t={ \\} }} @ x";
        assert_eq!(found(text), [("@comment{ @book{b,} }", None), ("@Book {c, t={ \\} }}", None)]);
    }

    #[test]
    fn a_missing_brace_costs_one_entry() {
        let text = "@book{a, t={x\n}\n @book{b, t={y}}";
        assert_eq!(found(text), [("@book{a, t={x\n}\n ", Some(Flaw::Open)), ("@book{b, t={y}}", None)]);
    }

    #[test]
    fn a_brace_too_many_is_told() {
        let text = "@book{a, t={x}}, year=1}\n@book{b,}";
        assert_eq!(found(text), [("@book{a, t={x}}", Some(Flaw::ClosedTooEarly)), ("@book{b,}", None)]);
    }

    #[test]
    fn an_open_comment_does_not_swallow_the_file() {
        let text = "@comment{ x\n@comment{ y\n@book{b,}";
        assert_eq!(found(text).last(), Some(&("@book{b,}", None)));
    }

    #[test]
    fn many_openings_take_no_longer_than_their_length() {
        for text in ["@a{".repeat(400_000), "{".repeat(1_000_000), "\n@comment{".repeat(100_000), "@".repeat(1_000_000)]
        {
            let start = std::time::Instant::now();
            blocks(&text);
            assert!(start.elapsed().as_secs() < 5, "{}", &text[..10]);
        }
    }
}

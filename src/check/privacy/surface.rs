//! What a reader would see of a text: markup joined, entities decoded, invisible characters gone, look-alike letters and
//! digits folded to plain ones — with a map back to where each piece was written.
//!
//! Detectors see nothing else. So `John **Sm**ith` and `J&#111;hn` are what they look like, and so are a name with a Cyrillic
//! letter or a zero-width space in it and a number in full-width digits. What stands beside the text, such as the target of a link, an HTML comment
//! or an attribute, is laid open on lines of its own at the end.

mod characters;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::check::privacy::surface::characters::{
    decode_entity, digit, is_invisible, is_letter_as_written, look_alike, plain_sign,
};
use crate::source::Span;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Markdown: a single line break is a space.
    Markdown,
    /// A message of a chat: its lines stay lines, but people type Markdown's marks.
    Chat,
    /// YAML, BibTeX, JSON and the like: every character is meant.
    Data,
}

/// A text as a reader sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surface {
    /// The text.
    pub(crate) text: String,
    runs: Vec<Run>,
}

/// A piece of the surface and where it was written.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// The offset in the surface.
    at: usize,
    /// The offset in the source.
    source: usize,
    /// How many bytes of the source it stands for, if it is not written as it looks.
    folded: Option<usize>,
}

/// How far the end of a tag or the target of a link is looked for.
const FAR: usize = 1_000;

/// How far the end of the words of a link is looked for.
const NEAR: usize = 300;

impl Surface {
    /// The surface of `source`.
    pub(crate) fn of(source: &str, syntax: Syntax) -> Self {
        let special = match syntax {
            Syntax::Markdown => &SPECIAL_IN_MARKDOWN,
            Syntax::Chat => &SPECIAL_IN_CHATS,
            Syntax::Data => &SPECIAL_IN_DATA,
        };
        let surface = Self::default();
        let mut writer = Writer { source, syntax, special, at: 0, surface, aside: Vec::new(), unclosed: 0..0 };
        writer.surface.text.reserve(source.len() + 16);
        writer.run(source.len());
        let mut next = 0;
        // Laying one piece open may find others in it, as a comment that holds a link.
        while let Some(range) = writer.aside.get(next).cloned() {
            next += 1;
            writer.put_folded('\n', range.start, 0);
            writer.at = range.start;
            writer.run(range.end);
        }
        writer.surface
    }

    /// Where a piece of the surface was written.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.source(range.start).0;
        let end = if range.end > range.start { self.source(range.end - 1).1 } else { start };
        Span::new(start..end.max(start))
    }

    /// The start and end in the source of the byte of the surface at `at`.
    fn source(&self, at: usize) -> (usize, usize) {
        let after = self.runs.partition_point(|run| run.at <= at);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else { return (0, 0) };
        match run.folded {
            Some(length) => (run.source, run.source + length),
            None => (run.source + at - run.at, run.source + at - run.at + 1),
        }
    }
}

/// Writes a surface, one pass over the source.
struct Writer<'a> {
    source: &'a str,
    syntax: Syntax,
    /// The bytes that need a closer look.
    special: &'static [bool; 256],
    at: usize,
    surface: Surface,
    /// Pieces of the source that are laid open at the end.
    aside: Vec<Range<usize>>,
    /// Where no comment is closed, so that it is not looked for again.
    unclosed: Range<usize>,
}

impl Writer<'_> {
    /// Writes the source up to `end`.
    fn run(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.source.as_bytes()[self.at..end];
            let plain = rest.iter().position(|byte| self.special[usize::from(*byte)]).unwrap_or(rest.len());
            self.copy(plain);
            if plain < rest.len() {
                self.special(end);
            }
        }
        self.at = end;
    }

    /// Copies so many bytes as they are.
    fn copy(&mut self, length: usize) {
        if length > 0 {
            self.surface.runs.push(Run { at: self.surface.text.len(), source: self.at, folded: None });
            self.surface.text.push_str(&self.source[self.at..self.at + length]);
            self.at += length;
        }
    }

    /// Puts a character that stands for `length` bytes of the source at `source`.
    fn put_folded(&mut self, character: char, source: usize, length: usize) {
        self.surface.runs.push(Run { at: self.surface.text.len(), source, folded: Some(length) });
        self.surface.text.push(character);
    }

    /// Puts a character instead of the next `length` bytes.
    fn replace(&mut self, character: char, length: usize) {
        self.put_folded(character, self.at, length);
        self.at += length;
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    /// Writes what stands at the current place, which is special.
    fn special(&mut self, end: usize) {
        match self.source.as_bytes()[self.at] {
            b'\n' => self.line_break(end),
            b'&' => self.entity(),
            b'\\' => self.escape(),
            b'%' => self.percent(),
            b'<' => self.tag(end),
            b'[' => self.opening_bracket(end),
            b']' => self.closing_bracket(end),
            b'*' | b'`' | b'~' | b'_' => self.mark(),
            0x80.. => self.beyond_ascii(),
            // Brackets, and characters that control a terminal.
            _ => self.at += 1,
        }
    }

    /// A line break is a space where Markdown goes on with the same paragraph.
    fn line_break(&mut self, end: usize) {
        let next = self.source[self.at + 1..end].trim_start_matches([' ', '\t']);
        let begins_block = |c: char| c.is_ascii_digit() || "\n\r#-+*>|`~:=".contains(c);
        let ends_block = self.source[..self.at].trim_end_matches([' ', '\t', '\r']).ends_with('\n');
        match self.syntax == Syntax::Markdown && !ends_block && !next.is_empty() && !next.starts_with(begins_block) {
            true => self.replace(' ', 1),
            false => self.copy(1),
        }
    }

    /// `&amp;`, `&#74;`, `&#x4A;`
    fn entity(&mut self) {
        let decoded = self.rest().get(1..).and_then(|rest| {
            let end = rest.bytes().take(10).position(|byte| byte == b';')?;
            Some((decode_entity(&rest[..end])?, end + 2))
        });
        match decoded {
            Some((character, length)) => self.fold(character, length),
            None => self.copy(1),
        }
    }

    /// `\*`, and in data `\u004a`.
    fn escape(&mut self) {
        let rest = &self.rest()[1..];
        let unicode = (self.syntax == Syntax::Data).then(|| rest.strip_prefix('u')?.get(..4)).flatten();
        match unicode.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
            Some(character) => self.fold(character, 6),
            None if self.syntax == Syntax::Data && rest.starts_with(['n', 'r', 't']) => self.replace('\n', 2),
            None => self.at += 1,
        }
    }

    /// `%40`: the character that an address means.
    fn percent(&mut self) {
        let byte = self.rest().get(1..3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte.filter(|byte| (0x20..0x7f).contains(byte)) {
            Some(byte) => self.replace(char::from(byte), 3),
            None => self.copy(1),
        }
    }

    /// A tag vanishes, and its attributes are laid open; so is a comment. A link in angle brackets loses the brackets.
    fn tag(&mut self, end: usize) {
        let rest = &self.source[self.at..end];
        if let Some(comment) = rest.strip_prefix("<!--") {
            return self.comment(comment, end);
        }
        let opens = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?');
        let close = rest.bytes().take(FAR).position(|byte| byte == b'>');
        let Some(close) = close.filter(|_| rest.as_bytes().get(1).is_some_and(opens)) else { return self.copy(1) };
        let inside = &rest[1..close];
        let is_address = inside.contains([':', '@']) && !inside.contains([' ', '=', '"', '\n']);
        if is_address {
            self.at += 1;
            return;
        }
        let name_length = inside.trim_start_matches('/').find(|c: char| !c.is_ascii_alphanumeric());
        let name = inside.trim_start_matches('/').trim_end_matches('/');
        let name = name[..name_length.unwrap_or(name.len()).min(name.len())].trim();
        let is_inline = INLINE.contains(&name);
        // People put addresses into angle brackets: "<anna at example dot org>".
        if self.syntax == Syntax::Chat && !is_inline && !BLOCKS.contains(&name) {
            return self.copy(1);
        }
        if let Some(length) = name_length {
            self.aside.push(self.at + 1 + length..self.at + close);
        }
        if !is_inline {
            self.put_folded(' ', self.at, close + 1);
        }
        self.at += close + 1;
    }

    /// What a comment hides is laid open at the end. One that is never closed hides nothing.
    fn comment(&mut self, comment: &str, end: usize) {
        let start = self.at + "<!--".len();
        let close = if self.unclosed.contains(&self.at) { None } else { comment.find("-->") };
        match close {
            Some(inside) => {
                self.aside.push(start..start + inside);
                self.at = (start + inside + "-->".len()).min(end);
            }
            None => {
                self.unclosed = self.at..end;
                self.at = start;
            }
        }
    }

    /// `[` vanishes where it opens the words of a link.
    fn opening_bracket(&mut self, end: usize) {
        let rest = self.source.as_bytes()[self.at..end].iter().take(NEAR);
        let close = rest.clone().position(|byte| *byte == b']').map(|close| self.at + close + 1);
        match close.and_then(|after| self.source.as_bytes().get(after)) {
            Some(b'(' | b'[') => self.at += 1,
            _ => self.copy(1),
        }
    }

    /// `]` vanishes where it closes the words of a link, and the target is laid open.
    fn closing_bracket(&mut self, end: usize) {
        let rest = &self.source[self.at + 1..end];
        if !rest.starts_with('(') {
            return if rest.starts_with('[') { self.at += 1 } else { self.copy(1) };
        }
        self.at += 1;
        let mut depth = 0_usize;
        let close = rest.bytes().take(FAR).position(|byte| {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        if let Some(close) = close {
            self.aside.push(self.at + 1..self.at + close);
            self.at += close + 1;
        }
    }

    /// Marks of emphasis and code vanish between letters; between digits, and inside names of accounts, they are meant.
    fn mark(&mut self) {
        let mark = self.source.as_bytes()[self.at];
        let bytes = self.source.as_bytes();
        let length = bytes[self.at..].iter().take_while(|byte| **byte == mark).count();
        let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let before = self.at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(self.at + length);
        let inside_word = is_word(before) && is_word(after);
        let is_meant = mark == b'_' && inside_word
            || mark == b'~' && length == 1
            || length == 1 && is_digit(before) && is_digit(after);
        match is_meant {
            true => self.copy(length),
            false => self.at += length,
        }
    }

    /// A character beyond ASCII.
    fn beyond_ascii(&mut self) {
        let Some(character) = self.rest().chars().next() else { return };
        let length = character.len_utf8();
        match look_alike(character) {
            Some(latin) if self.is_disguised() => self.replace(latin, length),
            _ if is_letter_as_written(character) => self.copy(length),
            _ => self.fold(character, length),
        }
    }

    /// Whether the word at the current place is Latin but for some letters that only look so.
    fn is_disguised(&self) -> bool {
        let is_word = |c: &char| c.is_alphanumeric();
        let before = self.source[..self.at].chars().rev().take(40).take_while(is_word);
        let after = self.rest().chars().take(40).take_while(is_word);
        let mut all_alike = true;
        for character in before.chain(after) {
            if character.is_ascii_alphabetic() {
                return true;
            }
            all_alike &= character.is_ascii() || look_alike(character).is_some();
        }
        all_alike
    }

    /// Puts `character` folded, instead of the next `length` bytes.
    fn fold(&mut self, character: char, length: usize) {
        let source = self.at;
        self.at += length;
        if is_invisible(character) || is_combining_mark(character) {
            return;
        }
        if let Some(plain) = plain_sign(character) {
            return self.put_folded(plain, source, length);
        }
        for folded in std::iter::once(character).nfkc() {
            let folded = folded.to_digit(10).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(folded);
            self.put_folded(digit(folded), source, length);
        }
    }
}

static SPECIAL_IN_MARKDOWN: [bool; 256] = special_in(Syntax::Markdown);
static SPECIAL_IN_CHATS: [bool; 256] = special_in(Syntax::Chat);
static SPECIAL_IN_DATA: [bool; 256] = special_in(Syntax::Data);

/// The bytes that need a closer look in a text.
const fn special_in(syntax: Syntax) -> [bool; 256] {
    let (mut special, mut byte) = ([false; 256], 0);
    while byte < 256 {
        special[byte] = match byte as u8 {
            b'&' | b'\\' | b'\n' | b'%' | 0..=8 | 0x80.. => true,
            b'*' | b'_' | b'`' | b'~' | b'<' | b']' => !matches!(syntax, Syntax::Data),
            b'[' => matches!(syntax, Syntax::Markdown),
            b'{' | b'}' => matches!(syntax, Syntax::Data),
            _ => false,
        };
        byte += 1;
    }
    special
}

/// Elements that divide words, as far as people type them.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "br",
    "hr",
    "img",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "pre",
    "script",
    "style",
    "iframe",
    "blockquote",
    "svg",
];

/// Elements that do not divide words.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "ins", "kbd", "mark", "s", "small", "span", "strong",
    "sub", "sup", "u", "wbr",
];

#[cfg(test)]
mod tests {
    use super::{Surface, Syntax};

    fn of(source: &str) -> String {
        Surface::of(source, Syntax::Markdown).text
    }

    #[test]
    fn comments_that_are_never_closed_hide_nothing_and_cost_nothing() {
        let text = format!("{}Mrs Whitfield", "<!-- ".repeat(200_000));
        assert!(Surface::of(&text, Syntax::Markdown).text.ends_with("Mrs Whitfield"));
        let nested = Surface::of("a <!-- b <!-- c --> d", Syntax::Markdown).text;
        assert_eq!(nested.split_whitespace().collect::<Vec<_>>(), ["a", "d", "b", "c"]);
    }

    #[test]
    fn a_text_is_what_it_looks_like() {
        for disguised in [
            "John **Sm**ith",
            "John <b>Sm</b>ith",
            "J&#111;hn Smi&#x74;h",
            "Jo\u{200b}hn Sm\u{ad}ith",
            "Jоhn Ѕmіth",
            "Ｊｏｈｎ Ｓｍｉｔｈ",
            "𝐉𝐨𝐡𝐧 𝑆𝑚𝑖𝑡ℎ",
            "John\nSmith",
            "John\u{a0}Smith",
            "Jo<!---->hn Smith",
            "_John_ `Smith`",
            "J\u{301}ohn Smith",
        ] {
            assert_eq!(of(disguised).trim_end(), "John Smith", "{disguised}");
        }
        assert_eq!(of("０７７００ ٩٠٠١٢٣"), "07700 900123");
        assert_eq!(of("Привет, Анна"), "Привет, Анна");
    }

    #[test]
    fn what_stands_beside_the_text_is_laid_open() {
        assert_eq!(of("see [this](https://a.example/x \"Anna\")"), "see this\nhttps://a.example/x \"Anna\"");
        assert_eq!(of("a<!-- Anna [b](c) -->b"), "ab\n Anna b \nc");
        assert_eq!(of("<img alt=\"Anna\"> x"), "  x\n alt=\"Anna\"");
        assert_eq!(of("<anna@example.org>"), "anna@example.org>");
        assert_eq!(of("[x](mailto:anna%40example.org)"), "x\nmailto:anna@example.org");
    }

    #[test]
    fn spans_lead_back_to_the_source() {
        let source = "Jо**hn**, Sm\u{200b}i&#116;h. [a](b@c.d)";
        let surface = Surface::of(source, Syntax::Markdown);
        let back = |words: &str| {
            let at = surface.text.find(words).unwrap();
            &source[surface.span(at..at + words.len()).range()]
        };
        assert_eq!(back("John"), "Jо**hn");
        assert_eq!(back("Smith"), "Sm\u{200b}i&#116;h");
        assert_eq!(back("b@c.d"), "b@c.d");
    }

    #[test]
    fn lines_stay_where_they_are_meant() {
        assert_eq!(of("a\n\nb\n- c\nd"), "a\n\nb\n- c d");
        assert_eq!(Surface::of("a\nb", Syntax::Chat).text, "a\nb");
        assert_eq!(Surface::of("{J}ohn \\u0053mith", Syntax::Data).text, "John Smith");
    }
}

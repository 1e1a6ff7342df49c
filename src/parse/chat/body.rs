//! Makes the pieces of a message from its words. What could tell who somebody is becomes a [`Fragment`] that says what
//! stood there; everything else is plain text, and no markup is interpreted.
//!
//! In this order, at each place of the text: a mark for a picture or file, a web address, an e-mail address, a telephone
//! number, an `@mention`, the name of somebody of the file, a word.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr2_iter};

use crate::model::chat::{AuthorKey, Fragment};
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::link::{self, Cleaned};
use crate::parse::chat::names::{Names, is_same_word, is_word, word_length};
use crate::parse::chat::raw::{FILE, PHOTO, VIDEO};

const EMAIL: &str = "e-mail address not shown";
const TELEPHONE: &str = "telephone number not shown";

/// The pieces of a message.
pub(super) fn fragments(text: &str, names: &Names) -> Vec<Fragment> {
    let mut writer = Writer {
        text,
        names,
        has_at: memchr(b'@', text.as_bytes()).is_some() || text.contains('＠'),
        has_address: memchr(b'/', text.as_bytes()).is_some() || has_www(text.as_bytes()),
        at: 0,
        local_until: 0,
        words: String::new(),
        // Most messages are words and nothing else.
        done: Vec::with_capacity(1),
    };
    while writer.at < text.len() {
        writer.plain_words();
        writer.step();
    }
    writer.finish()
}

/// Whether `www` stands somewhere in any case.
fn has_www(text: &[u8]) -> bool {
    memchr2_iter(b'w', b'W', text).any(|at| text[at..].get(..3).is_some_and(|three| three.eq_ignore_ascii_case(b"www")))
}

/// `text` without characters that are not seen, and without the marks of bold and emphasised words.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t') && !matches!(byte, b'*' | b'_');
    if text.as_bytes().iter().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let is_seen = |c: &char| match c {
        '\n' | '\u{200e}' | '\u{200f}' => true,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        c => !c.is_control() || *c == '\t',
    };
    let is_marked = memchr2(b'*', b'_', text.as_bytes()).is_some();
    if !is_marked && text.chars().all(|c| is_seen(&c)) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    seen.extend(text.chars().filter(is_seen));
    if !is_marked {
        return Cow::Owned(seen);
    }
    let lines: Vec<String> = seen.split('\n').map(without_emphasis).collect();
    Cow::Owned(lines.join("\n"))
}

/// One line without `**`, `__` and `*` around words.
fn without_emphasis(line: &str) -> String {
    ["**", "__", "*"].iter().fold(String::from(line), |line, mark| without_pairs(&line, mark))
}

/// `line` without each pair of `mark` that stands around words.
fn without_pairs(line: &str, mark: &str) -> String {
    let mut clean = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find(mark) {
        let inside = &rest[open + mark.len()..];
        let opens = !clean.ends_with(is_word) && !rest[..open].ends_with(is_word) && !inside.starts_with(is_blank);
        let close = inside.find(mark).filter(|&close| opens && close > 0 && !inside[..close].ends_with(is_blank));
        let Some(close) = close else {
            clean.push_str(&rest[..open + mark.len()]);
            rest = inside;
            continue;
        };
        clean.push_str(&rest[..open]);
        clean.push_str(&inside[..close]);
        rest = &inside[close + mark.len()..];
    }
    clean + rest
}

/// Walks over a text and writes its pieces.
struct Writer<'a> {
    text: &'a str,
    names: &'a Names,
    /// Whether there is a sign in the text without which nobody is addressed.
    has_at: bool,
    /// Whether there is something in the text without which no web address is.
    has_address: bool,
    at: usize,
    /// Up to here an e-mail address has been looked for in vain.
    local_until: usize,
    words: String,
    done: Vec<Fragment>,
}

impl<'a> Writer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Writes the words, blanks and marks at the current place that can be nothing else. Most of every message is that,
    /// and is told by its bytes.
    fn plain_words(&mut self) {
        if self.has_at {
            return;
        }
        let bytes = self.text.as_bytes();
        // After other characters it takes more to tell where a word begins.
        let goes_on = self.at > 0 && !bytes[self.at - 1].is_ascii();
        let mut end = self.at;
        while let Some(first) = bytes.get(end) {
            match first {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' if !(goes_on && end == self.at) => match self.plain_word(end) {
                    Some(after) => end = after,
                    None => break,
                },
                b' '..=b'~' | b'\t' if !first.is_ascii_alphanumeric() && !b"_<[](!+".contains(first) => end += 1,
                _ => break,
            }
        }
        self.push_words(end);
    }

    /// Writes what is between the current place and `end`, and goes on there.
    fn push_words(&mut self, end: usize) {
        if self.words.is_empty() && end > self.at {
            self.words.reserve_exact(self.text.len() - self.at);
        }
        self.words.push_str(&self.text[self.at..end]);
        self.at = end;
    }

    /// Where the word at byte `start` ends, if it has only such letters as need no looking up and is no part of a name
    /// or an address.
    fn plain_word(&self, start: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[start..];
        let length =
            bytes.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').unwrap_or(bytes.len());
        let is_address = self.has_address && matches!(bytes.get(length), Some(b'.' | b':'));
        let goes_on = bytes.get(length).is_some_and(|next| !next.is_ascii());
        (!is_address && !goes_on && !self.names.may_begin(&bytes[..length])).then_some(start + length)
    }

    /// Writes what stands at the current place and goes on behind it.
    fn step(&mut self) {
        let Some(first) = self.rest().chars().next() else { return };
        if first == '\n' {
            self.push(Fragment::LineBreak, 1);
        } else if !(is_word(first) || "@＠<[](!+".contains(first)) || self.is_inside_word(first) || !self.special() {
            self.push_words(self.at + word_length(self.rest()));
        }
    }

    /// Whether `first` at the current place goes on with the word before it.
    fn is_inside_word(&self, first: char) -> bool {
        self.text[..self.at].chars().next_back().is_some_and(|before| is_same_word(before, first))
    }

    /// Writes what must not be shown as it is; says whether there was such a thing.
    fn special(&mut self) -> bool {
        let rest = self.rest();
        let found = attachment(rest)
            .or_else(|| self.has_address.then(|| self.address())?)
            .or_else(|| self.has_at.then(|| self.email())?)
            .or_else(|| telephone(rest, &self.text[..self.at]))
            .or_else(|| self.mention())
            .or_else(|| self.name(self.at).map(|(key, length)| (Fragment::Mention(key), length)));
        match found {
            Some((fragment, length)) => {
                self.push(fragment, length);
                true
            }
            None => self.labelled_link(),
        }
    }

    /// A web address.
    fn address(&self) -> Option<(Fragment, usize)> {
        let length = link::length(self.rest())?;
        let fragment = match link::clean(&self.rest()[..length]) {
            Cleaned::Link(link) if self.names.in_address(&link) => Fragment::Omitted(link::POST),
            Cleaned::Link(link) => Fragment::Link(link),
            Cleaned::Omitted(what) => Fragment::Omitted(what),
        };
        Some((fragment, length))
    }

    /// `[words](https://…)`: the brackets around the words go, so that the address reads as one in brackets.
    fn labelled_link(&mut self) -> bool {
        let rest = self.rest();
        if let Some(after) = rest.strip_prefix("](").filter(|after| link::length(after).is_some()) {
            self.words.push_str(" (");
            self.at = self.text.len() - after.len();
            return true;
        }
        let Some(label) = rest.strip_prefix('[') else { return false };
        let Some(close) = label.find(['[', ']', '\n']) else { return false };
        let labels = label[close..].strip_prefix("](").is_some_and(|after| link::length(after).is_some());
        self.at += usize::from(labels);
        labels
    }

    /// An e-mail address. Each run of characters that one may begin with is looked at once.
    fn email(&mut self) -> Option<(Fragment, usize)> {
        if self.at < self.local_until {
            return None;
        }
        let rest = self.rest();
        let local = rest.find(|c: char| !is_word(c) && !"._%+-'".contains(c)).unwrap_or(rest.len());
        self.local_until = self.at + local;
        let domain = rest[local..].strip_prefix(['@', '＠']).filter(|_| local > 0)?;
        let sign = rest.len() - local - domain.len();
        let end = domain.find(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').unwrap_or(domain.len());
        let domain = domain[..end].trim_end_matches(['.', '-']);
        let dotted = domain.char_indices().skip(1).any(|(_, c)| c == '.');
        dotted.then(|| (Fragment::Omitted(EMAIL), local + sign + domain.len()))
    }

    /// `@handle`, or `@` before the name of somebody of the file.
    fn mention(&self) -> Option<(Fragment, usize)> {
        let rest = self.rest();
        let handle = rest.strip_prefix(['@', '＠'])?;
        let sign = rest.len() - handle.len();
        let hand = handle_length(handle);
        let (key, length) = match self.name(self.at + sign) {
            Some((key, length)) if length >= hand => (key, length),
            _ if hand > 0 => (AuthorKey::of(&handle[..hand]), hand),
            _ => return None,
        };
        Some((Fragment::Mention(key), sign + length))
    }

    /// The name of somebody of the file at byte `at`.
    fn name(&self, at: usize) -> Option<(AuthorKey, usize)> {
        let (before, text) = self.text.split_at(at);
        text.starts_with(is_word).then(|| self.names.find(text, before))?.map(|found| (found.key, found.length))
    }

    fn push(&mut self, fragment: Fragment, length: usize) {
        self.flush();
        self.done.push(fragment);
        self.at += length;
    }

    fn flush(&mut self) {
        if !self.words.is_empty() {
            self.words.shrink_to_fit();
            self.done.push(Fragment::Text(std::mem::take(&mut self.words)));
        }
    }

    fn finish(mut self) -> Vec<Fragment> {
        self.flush();
        self.done
    }
}

/// How many bytes a handle takes: `marialiving`, `maria@social.example`, `first.last`.
fn handle_length(text: &str) -> usize {
    if !text.starts_with(is_word) {
        return 0;
    }
    let end = text.find(|c: char| !is_word(c) && !matches!(c, '.' | '-' | '@')).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', '-', '@']).len()
}

/// A mark that an export or a hand puts where a picture or file was.
fn attachment(text: &str) -> Option<(Fragment, usize)> {
    if text.starts_with(|c: char| c.is_ascii_alphanumeric() && c != 'p') {
        return None;
    }
    if let Some(rest) = text.strip_prefix("pic.twitter.com/").or_else(|| text.strip_prefix("pic.x.com/")) {
        let path = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        return Some((Fragment::Omitted(PHOTO), text.len() - rest.len() + path));
    }
    if let Some(rest) = text.strip_prefix("![") {
        let close = rest.char_indices().take(300).find(|(_, c)| matches!(c, ']' | '\n'))?.0;
        let target = rest[close..].strip_prefix("](")?;
        let end = target.char_indices().take(300).find(|(_, c)| matches!(c, ')' | '\n'))?.0;
        return target[end..].starts_with(')').then_some((Fragment::Omitted(PHOTO), 2 + close + 2 + end + 1));
    }
    let close = match text.chars().next()? {
        '[' => ']',
        '<' => '>',
        '(' => ')',
        _ => return None,
    };
    let end = text.char_indices().take(120).find(|(_, c)| *c == close || *c == '\n').filter(|(_, c)| *c == close)?.0;
    let inside = text[1..end].trim_matches(is_blank).to_lowercase();
    attached(&inside).map(|what| (Fragment::Omitted(what), end + 1))
}

/// What the words between two brackets stand for.
fn attached(inside: &str) -> Option<&'static str> {
    const KINDS: [(&str, &str); 13] = [
        ("photo", PHOTO),
        ("picture", PHOTO),
        ("image", PHOTO),
        ("foto", PHOTO),
        ("imagen", PHOTO),
        ("gif", PHOTO),
        ("sticker", PHOTO),
        ("video", VIDEO),
        ("attachment", FILE),
        ("attached", FILE),
        ("file", FILE),
        ("audio", FILE),
        ("media", PHOTO),
    ];
    let is_end = |rest: &str| {
        rest.is_empty()
            || rest.starts_with([':', '.'])
            || [" omitted", " not shown", " attached", " removed", " omitida", " omitido"].contains(&rest)
    };
    KINDS.iter().find(|(word, _)| inside.strip_prefix(word).is_some_and(is_end)).map(|(_, what)| *what)
}

/// A telephone number, or another number as long as one: 7 digits or more after `+`, `0` or `(0`, 10 or more otherwise.
fn telephone(text: &str, before: &str) -> Option<(Fragment, usize)> {
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | ',' | '#')) {
        return None;
    }
    let (length, groups) = number(text)?;
    let digits: usize = groups.iter().sum();
    let international = text.starts_with(['+', '0', '(', '٠', '۰']);
    let is_date = matches!(groups.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]);
    let has_group = groups.iter().any(|group| *group >= 3);
    let is_long = digits >= if international { 7 } else { 10 } && (international || has_group) || groups == [3, 4];
    (is_long && !is_date).then_some((Fragment::Omitted(TELEPHONE), length))
}

/// The number at the beginning of `text`: its length in bytes, and the digits in each of its groups. Groups are divided
/// by one or two of blank, `.`, `-` and brackets.
fn number(text: &str) -> Option<(usize, Vec<usize>)> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    let is_gap = |c: char| " \u{a0}\u{202f}.-‑–()".contains(c);
    let lead = text.char_indices().take(2).take_while(|(_, c)| matches!(c, '+' | '(')).count();
    let mut groups: Vec<usize> = Vec::new();
    let (mut end, mut gap) = (0, 2);
    for (at, c) in text[lead..].char_indices().take(48) {
        if is_digit(c) {
            if gap > 0 {
                groups.push(0);
            }
            *groups.last_mut()? += 1;
            (end, gap) = (lead + at + c.len_utf8(), 0);
        } else if gap < 2 && is_gap(c) {
            gap += 1;
        } else {
            break;
        }
    }
    (end > 0).then_some((end, groups))
}

#[cfg(test)]
mod tests {
    use super::{fragments, plain};
    use crate::model::chat::{AuthorKey, Fragment};
    use crate::parse::chat::names::Names;
    use crate::parse::chat::raw::RawSpeaker;

    fn shown(text: &str) -> String {
        let speakers = ["Maria L.", "Dr Ruth Okafor", "@tealscarf"];
        let names = Names::of(&speakers.map(RawSpeaker::named));
        let one = |fragment: &Fragment| match fragment {
            Fragment::Text(text) => text.clone(),
            Fragment::LineBreak => String::from("↵"),
            Fragment::Link(link) => format!("‹{link}›"),
            Fragment::Omitted(what) => format!("{{{what}}}"),
            Fragment::Mention(key) => speakers
                .iter()
                .position(|name| AuthorKey::of(name) == *key)
                .map_or(String::from("⟨?⟩"), |at| format!("⟨{}⟩", at + 1)),
        };
        fragments(&plain(text), &names).iter().map(one).collect()
    }

    #[test]
    fn people_are_mentions() {
        assert_eq!(shown("thanks maria, and @TealScarf: Dr Okafor’s tip"), "thanks ⟨1⟩, and ⟨3⟩: Dr ⟨2⟩’s tip");
        assert_eq!(shown("@Maria L. yes @unknown.one, @a@b.example. tealscarfs"), "⟨1⟩ yes ⟨?⟩, ⟨?⟩. tealscarfs");
        assert_eq!(shown("meet @ 7pm"), "meet @ 7pm");
    }

    #[test]
    fn addresses_and_numbers_are_left_out() {
        assert_eq!(shown("write a.b+c@example.co.uk."), "write {e-mail address not shown}.");
        for number in
            ["01632 960 123", "+44 (0)1632 960123", "(01632) 960-123", "555-1234", "٠١٦٣٢٩٦٠١٢٣", "943 476 5919"]
        {
            assert_eq!(shown(&format!("ring {number}, ok")), "ring {telephone number not shown}, ok", "{number}");
        }
        let kept = "on 2026-05-12 or 12.05.2026 at 19:00, 999, 116 123, 0.5 mg, 10,000 steps, PMID 31234567, 38.5-39";
        assert_eq!(shown(kept), kept);
    }

    #[test]
    fn pictures_and_links() {
        assert_eq!(
            shown("look [photo] <Media omitted> pic.x.com/Ab1"),
            format!("look{}", " {photo not shown}".repeat(3))
        );
        assert_eq!(shown("![my scan](a.jpg) ok"), "{photo not shown} ok");
        assert_eq!(shown("[our page](https://a.example/x)."), "our page (‹https://a.example/x›).");
        assert_eq!(shown("[sic] and [the image was fine]"), "[sic] and [the image was fine]");
        assert_eq!(shown("https://tealscarf.example/me"), "{link to a post not shown}");
    }

    #[test]
    fn no_markup_is_read() {
        assert_eq!(shown("**so** *very* __true__ 2*3*4 priya_knits **"), "so very true 2*3*4 priya_knits **");
        assert_eq!(shown("<b>x</b> <script>alert(1)</script>"), "<b>x</b> <script>alert(1)</script>");
        assert_eq!(shown("a\nb\u{202e}c\u{200b}d\u{1b}[0m"), "a↵bcd[0m");
    }
}

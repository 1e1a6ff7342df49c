//! Reads a file of the site as its reader would, and hands on its words.
//!
//! In markup, tags do not divide the letters of a word, save those that begin a new line on a screen; what is written in
//! tags is a lane of its own. Entities, escapes of JavaScript and JSON, and percent signs of addresses are decoded.

use crate::model::secret::words::{Running, Word, read};
use crate::site::SitePath;

/// The lane of what readers see, and that of what stands in tags.
pub(super) const TEXT: usize = 0;
pub(super) const TAGS: usize = 1;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// HTML, XML, SVG.
    Markup,
    /// JavaScript, JSON and calendars: `\u00e9`, `\n`.
    Escapes,
    /// Anything else that is text.
    Plain,
}

impl Syntax {
    /// How the file at `path` is written; nothing when it is no text.
    pub(super) fn of(path: &SitePath) -> Option<Self> {
        let ending = path.as_str().rsplit('.').next().unwrap_or_default();
        match ending {
            "html" | "htm" | "xml" | "svg" | "xhtml" | "rss" | "atom" => Some(Self::Markup),
            "js" | "json" | "mjs" | "webmanifest" | "ics" | "geojson" | "jsonl" => Some(Self::Escapes),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "ico" | "woff" | "woff2" | "ttf" | "otf" | "mp3"
            | "mp4" | "m4a" | "webm" | "ogg" | "wav" | "mov" | "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods"
            | "odp" | "epub" | "zip" | "gz" | "br" | "wasm" => None,
            _ => Some(Self::Plain),
        }
    }
}

/// Whether the file at `path` is plain text by its ending. Other files that nothing is known of may be films.
pub(super) fn is_plain_text(path: &SitePath) -> bool {
    let ending = path.as_str().rsplit('.').next().unwrap_or_default();
    [
        "txt", "text", "css", "csv", "tsv", "md", "markdown", "yaml", "yml", "vcf", "rtf", "vtt", "srt", "bib", "ris",
        "log",
    ]
    .contains(&ending)
}

/// Elements that stand inside a line: their tags do not end a word.
const INSIDE_LINES: [&[u8]; 18] = [
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"del", b"em", b"i", b"ins", b"mark", b"small", b"span",
    b"strong", b"sub", b"u", b"wbr",
];

/// Walks over the bytes of a file.
pub(super) struct Reader<'a> {
    syntax: Syntax,
    bytes: &'a [u8],
    at: usize,
    lane: usize,
    running: [Running; 2],
}

/// What a byte is: a letter or digit of ASCII, a byte of another character, or anything else.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => PLAIN,
            b'<' | b'>' | b'&' | b'\\' | b'%' | b'\r' => SPECIAL,
            0x80.. => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    classes
};
const PLAIN: u8 = 1;
const SPECIAL: u8 = 2;
const WIDE: u8 = 3;

impl<'a> Reader<'a> {
    pub(super) fn new(syntax: Syntax, bytes: &'a [u8]) -> Self {
        Self { syntax, bytes, at: 0, lane: TEXT, running: [Running::default(); 2] }
    }

    /// Hands each word on with its lane and where it ends.
    #[inline]
    pub(super) fn read(mut self, word: &mut impl FnMut(usize, Word, usize)) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASSES[usize::from(byte)] {
                PLAIN => {
                    self.running[self.lane].push(byte);
                    self.at += 1;
                }
                0 => {
                    self.end(word);
                    self.at += 1;
                }
                SPECIAL => self.special(byte, word),
                _ => self.wide(word),
            }
        }
        self.end(word);
        self.lane = TEXT;
        self.end(word);
    }

    /// Ends the running word of the current lane.
    #[inline]
    fn end(&mut self, word: &mut impl FnMut(usize, Word, usize)) {
        if let Some(ended) = self.running[self.lane].end() {
            word(self.lane, ended, self.at);
        }
    }

    /// Takes a byte that may mean something else than it is.
    fn special(&mut self, byte: u8, word: &mut impl FnMut(usize, Word, usize)) {
        let length = match (self.syntax, byte) {
            (Syntax::Markup, b'<') => self.open_tag(word),
            (Syntax::Markup, b'>') if self.lane == TAGS => {
                self.end(word);
                self.lane = TEXT;
                Some(1)
            }
            (Syntax::Markup, b'&') => self.entity(word),
            (Syntax::Escapes, b'\\') => self.escape(word),
            // A line of a calendar that is folded goes on after a blank.
            (Syntax::Escapes, b'\r') if self.bytes[self.at..].starts_with(b"\r\n ") => Some(3),
            (_, b'%') => self.percent(word),
            _ => None,
        };
        if length.is_none() {
            self.end(word);
        }
        self.at += length.unwrap_or(1);
    }

    /// Goes over to the lane of tags.
    fn open_tag(&mut self, word: &mut impl FnMut(usize, Word, usize)) -> Option<usize> {
        let after = &self.bytes[self.at + 1..];
        let name = after.strip_prefix(b"/").unwrap_or(after);
        if !name.first().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'!' | b'?')) {
            return None;
        }
        let length = name.iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if !INSIDE_LINES.contains(&&name[..length]) {
            self.end(word);
        }
        self.lane = TAGS;
        Some(1 + after.len() - name.len() + length)
    }

    /// `&#74;`, `&eacute;`, `&amp;`.
    fn entity(&mut self, word: &mut impl FnMut(usize, Word, usize)) -> Option<usize> {
        let after = &self.bytes[self.at + 1..];
        let length = after.iter().take(10).position(|byte| *byte == b';')?;
        let name = std::str::from_utf8(&after[..length]).ok()?;
        if name == "lt"
            && let Some(tag) = escaped_tag(&after[length + 1..])
        {
            return Some(length + 2 + tag);
        }
        let character = match name.strip_prefix('#') {
            Some(number) => {
                let hex = number.strip_prefix(['x', 'X']);
                let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?;
                char::from_u32(code).unwrap_or(' ')
            }
            None if name == "shy" || name == "zwnj" || name == "zwj" => '\u{ad}',
            None => letter_of(name).unwrap_or(' '),
        };
        self.character(character, word);
        Some(length + 2)
    }

    /// `\u00e9`, `\n`.
    fn escape(&mut self, word: &mut impl FnMut(usize, Word, usize)) -> Option<usize> {
        let code = self.bytes.get(self.at + 2..self.at + 6).filter(|_| self.bytes.get(self.at + 1) == Some(&b'u'));
        let code = code.and_then(|hex| u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match code {
            Some(code) => {
                self.character(char::from_u32(code).unwrap_or(' '), word);
                Some(6)
            }
            None => {
                self.end(word);
                Some(2)
            }
        }
    }

    /// `%C3%A9`: a character of an address.
    fn percent(&mut self, word: &mut impl FnMut(usize, Word, usize)) -> Option<usize> {
        let mut decoded = [0; 4];
        for length in 1..=4 {
            let hex = self.bytes.get(self.at + 3 * (length - 1)..self.at + 3 * length)?.strip_prefix(b"%")?;
            decoded[length - 1] = u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?;
            if let Some(character) = std::str::from_utf8(&decoded[..length]).ok().and_then(|text| text.chars().next()) {
                self.character(character, word);
                return Some(3 * length);
            }
        }
        None
    }

    /// Takes a character that is not ASCII; bytes that are no text end a word.
    fn wide(&mut self, word: &mut impl FnMut(usize, Word, usize)) {
        let bytes = &self.bytes[self.at..];
        let length = match bytes[0] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        match bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()?.chars().next()) {
            Some(character) => {
                self.character(character, word);
                self.at += length;
            }
            None => {
                self.end(word);
                self.at += 1;
            }
        }
    }

    /// Takes a decoded character.
    fn character(&mut self, character: char, word: &mut impl FnMut(usize, Word, usize)) {
        let (lane, at) = (self.lane, self.at);
        read(&mut self.running[lane], character, &mut |ended| word(lane, ended, at));
    }
}

/// How long the rest of an escaped tag without attributes is, as in `&lt;b&gt;`: feeds hold HTML as text.
fn escaped_tag(after: &[u8]) -> Option<usize> {
    let name = after.strip_prefix(b"/").unwrap_or(after);
    let letters = name.iter().take(10).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = after.len() - name.len() + letters;
    (letters > 0 && after[end..].starts_with(b"&gt;")).then_some(end + 4)
}

/// The plain letter of an entity such as `eacute`: accents do not count.
fn letter_of(name: &str) -> Option<char> {
    const ACCENTS: [&str; 8] = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "caron"];
    let mut letters = name.chars();
    let first = letters.next()?;
    ACCENTS.contains(&letters.as_str()).then_some(first)
}

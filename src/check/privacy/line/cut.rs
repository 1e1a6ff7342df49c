//! Cuts a text into tokens, and looks up what is known of each.

use crate::check::privacy::line::{Kind, NOTHING, Token};
use crate::check::privacy::triggers::{Triggers, of_code, of_number, of_sign, of_word};
use crate::check::privacy::word_list::{Hash, hash_of, word_hash};
use crate::check::privacy::words::{Known, Meaning, Meanings, Tags, Traits, known_by, with_meanings};

/// Cuts `text` into tokens.
pub(super) fn cut(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    let bytes = text.as_bytes();
    let (mut at, mut spaced, mut opens) = (0, true, true);
    with_meanings(|meanings| {
        while let Some(byte) = bytes.get(at) {
            if matches!(byte, b' ' | b'\t' | b'\r') {
                (at, spaced) = (at + 1, true);
                continue;
            }
            let run = Run::at(text, at);
            let end = if run.met == 0 { at + sign_at(text, at).len_utf8() } else { run.end };
            let token = described(&text[at..end], &run, meanings);
            tokens.push(Token { start: at, end, spaced, opens, ..token });
            opens = opens_next(&token, opens);
            (at, spaced) = (end, false);
        }
    });
}

/// Letters, digits and apostrophes without a gap.
struct Run {
    /// What was met in it.
    met: u8,
    /// Where it ends.
    end: usize,
    /// Its hash, if it has nothing beyond ASCII.
    hash: Hash,
}

impl Run {
    /// The run that begins at byte `at`; nothing is met in it if a sign stands there.
    fn at(text: &str, at: usize) -> Self {
        let mut run = Self { met: 0, end: at, hash: Hash::default() };
        run.extend(&text.as_bytes()[at..]);
        while let Some(byte) = text.as_bytes().get(run.end) {
            let length = joined(text, run.end, run.met);
            if length == 0 {
                break;
            }
            run.met |= if *byte == b'\'' { APOSTROPHE } else { LETTER | BEYOND };
            run.hash.add(*byte);
            run.end += length;
            run.extend(&text.as_bytes()[run.end..]);
        }
        run
    }

    /// Takes the letters and digits of ASCII with which `bytes` begin.
    #[inline]
    fn extend(&mut self, bytes: &[u8]) {
        // Almost every byte of a site comes by here, so what is counted stays in registers.
        let (mut met, mut hash, mut length) = (self.met, self.hash, 0);
        for byte in bytes {
            let kind = KINDS[usize::from(*byte)] & (LETTER | DIGIT);
            if kind == 0 {
                break;
            }
            met |= kind;
            // A bit more makes a capital small, and is in every digit.
            hash.add_small(byte | 0x20);
            length += 1;
        }
        (self.met, self.hash, self.end) = (met, hash, self.end + length);
    }
}

/// How many bytes the apostrophe or the character beyond ASCII at byte `at` has if it goes on with a word in which `met` was
/// met before; nothing otherwise.
fn joined(text: &str, at: usize, met: u8) -> usize {
    match KINDS[usize::from(text.as_bytes()[at])] {
        BEYOND => text[at..].chars().next().filter(|c| c.is_alphanumeric()).map_or(0, char::len_utf8),
        APOSTROPHE if met & LETTER != 0 && met & DIGIT == 0 => usize::from(is_letter(text.as_bytes().get(at + 1))),
        _ => 0,
    }
}

/// The sign at byte `at`.
fn sign_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

/// Whether a letter may begin with a byte.
fn is_letter(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| matches!(KINDS[usize::from(*byte)], LETTER | BEYOND))
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const APOSTROPHE: u8 = 4;
const BEYOND: u8 = 8;

/// What each byte may be of a word: a letter, a digit, an apostrophe, a part of a character beyond ASCII, or nothing.
static KINDS: [u8; 256] = {
    let (mut kinds, mut byte) = ([0; 256], 0);
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'\'' => APOSTROPHE,
            0x80.. => BEYOND,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// What is known of the token that `text` is, but for its place.
#[inline]
fn described(text: &str, run: &Run, meanings: &mut Meanings) -> Token {
    let hash = if run.met != 0 && run.met & BEYOND == 0 { run.hash.end() } else { hash_of(text) };
    let token = Token { hash, ..NOTHING };
    let traits = Traits::NONE.with_if(text.len() < 2, Traits::ORDINARY);
    match run.met & (LETTER | DIGIT) {
        LETTER => word(token, text, run.met, meanings.of(hash, text)),
        0 => {
            let sign = sign_at(text, 0);
            Token { kind: Kind::Sign(sign), traits, triggers: of_sign(sign), ..token }
        }
        DIGIT => {
            let value = if text.len() <= 9 { text.parse().unwrap_or_default() } else { 0 };
            Token { kind: Kind::Number, traits, triggers: of_number(), value, ..token }
        }
        _ => {
            let (meaning, capital) = (meanings.of(hash, text), text.starts_with(|c: char| c.is_ascii_uppercase()));
            let triggers = meaning.triggers.with(of_code());
            Token { kind: Kind::Code, traits: meaning.traits, triggers, capital, ..token }
        }
    }
}

/// What is known of a word in which `met` was met.
#[inline]
fn word(token: Token, text: &str, met: u8, meaning: Meaning) -> Token {
    const COUNTRY: u64 = word_hash("us");
    let Meaning { known: Known { mut tags, mut value }, traits, mut triggers } = meaning;
    let capital = text.starts_with(char::is_uppercase);
    // "US" is a country and no person.
    if token.hash == COUNTRY && text == "US" {
        (tags, value) = (Tags::COUNTRY, 0);
        triggers = triggers.with(of_word(token.hash, tags));
    }
    // "Mum's" is of kin like "mum", and what is somebody's may be of somebody named.
    if met & APOSTROPHE != 0
        && let Some(whose) = text.strip_suffix("'s").or_else(|| text.strip_suffix("'S"))
    {
        if tags == Tags::NONE {
            tags = known_by(hash_of(whose)).tags.only(Tags::KIN);
        }
        triggers = triggers.with(of_word(token.hash, tags)).with(Triggers::NAME);
    }
    Token { kind: Kind::Word, tags, value, traits, triggers, capital, ..token }
}

/// Whether a sentence begins behind `token`.
#[inline]
fn opens_next(token: &Token, opened: bool) -> bool {
    match token.kind {
        Kind::Sign('.' | '!' | '?' | ':' | ';' | '…' | '¿' | '¡' | '|' | '•' | '>' | '#' | '=' | '(') => true,
        // A number may count the items of a list.
        Kind::Number | Kind::Sign('"' | '\'' | '[' | '-' | '*' | '/' | '{') => opened,
        Kind::Sign(sign) => !sign.is_ascii() && !sign.is_alphanumeric() || opened && !matches!(sign, ','),
        _ => false,
    }
}

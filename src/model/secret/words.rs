//! Cuts text into words and hashes each, without regard to case and accents: what is hidden and what is shown are
//! compared by these hashes.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A word as it is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// The hash of its letters and digits, folded.
    pub hash: u64,
    /// Whether it was written with a capital, or in a script without capitals.
    pub capital: bool,
    /// The number that it is, modulo 10⁹, and how many digits it has; no digits when it is no number.
    pub number: u64,
    /// How many digits it has, if it has nothing else.
    pub digits: u32,
}

/// The word that is being read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Running {
    hash: u64,
    number: u64,
    digits: u32,
    begun: bool,
    capital: bool,
    letters: bool,
}

/// An odd number without pattern, as hashes of words multiply with.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
/// Numbers are compared by their last nine digits.
const MODULUS: u64 = 1_000_000_000;

impl Running {
    /// Takes an ASCII letter or digit.
    #[inline]
    pub fn push(&mut self, byte: u8) {
        if !self.begun {
            self.begun = true;
            self.capital = byte.is_ascii_uppercase();
        }
        self.mix(byte.to_ascii_lowercase());
        if byte.is_ascii_digit() {
            self.number = (self.number * 10 + u64::from(byte - b'0')) % MODULUS;
            self.digits += 1;
        } else {
            self.letters = true;
        }
    }

    /// Takes any other letter, digit or mark. Full-width letters and digits count as the plain ones.
    pub fn push_wide(&mut self, character: char) {
        for plain in std::iter::once(character).nfkd().filter(|c| !is_combining_mark(*c)) {
            if plain.is_ascii_alphanumeric() {
                self.push(plain as u8);
                continue;
            }
            if !self.begun {
                self.begun = true;
                self.capital = !plain.is_lowercase();
            }
            self.letters = true;
            let mut bytes = [0; 4];
            for lower in plain.to_lowercase() {
                lower.encode_utf8(&mut bytes).bytes().for_each(|byte| self.mix(byte));
            }
        }
    }

    #[inline]
    fn mix(&mut self, byte: u8) {
        self.hash = (self.hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(MULTIPLIER);
    }

    /// The word that ends here, if one has begun.
    #[inline]
    pub fn end(&mut self) -> Option<Word> {
        if !self.begun {
            return None;
        }
        let Self { hash, number, digits, capital, letters, .. } = std::mem::take(self);
        let hash = (hash ^ hash >> 32).wrapping_mul(MULTIPLIER);
        let digits = if letters { 0 } else { digits };
        Some(Word { hash: hash ^ hash >> 29, capital, number, digits })
    }
}

/// Whether a character belongs to a script that sets no spaces between words: each is a word of its own.
pub fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{323af}')
}

/// Whether a character is not seen and divides no word: soft hyphens, zero-width characters, marks of direction.
pub fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The words of a plain text.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut running = Running::default();
    for character in text.chars() {
        read(&mut running, character, &mut |word| words.push(word));
    }
    words.extend(running.end());
    words
}

/// The places and hashes of the words of a plain text.
pub fn words_at(text: &str) -> Vec<(Range<usize>, u64)> {
    let mut words = Vec::new();
    let mut running = Running::default();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let begun = running.begun;
        read(&mut running, character, &mut |word| words.push((if begun { start } else { at }..at, word.hash)));
        if !begun || !running.begun {
            start = at;
        }
    }
    words.extend(running.end().map(|word| (start..text.len(), word.hash)));
    words
}

/// Takes one character of a text, and hands on the word that it ends.
#[inline]
pub fn read(running: &mut Running, character: char, word: &mut impl FnMut(Word)) {
    if character.is_ascii_alphanumeric() {
        running.push(character as u8);
    } else if is_unspaced(character) {
        running.end().into_iter().for_each(&mut *word);
        running.push_wide(character);
        running.end().into_iter().for_each(word);
    } else if character.is_alphanumeric() || is_combining_mark(character) {
        running.push_wide(character);
    } else if !is_unseen(character) {
        running.end().into_iter().for_each(word);
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    fn hashes(text: &str) -> Vec<u64> {
        words(text).iter().map(|word| word.hash).collect()
    }

    #[test]
    fn words_are_compared_without_case_accents_and_punctuation() {
        assert_eq!(hashes("José O’Neil"), hashes("jose o neil"));
        assert_eq!(hashes("@bev_and-the.dog"), hashes("Bev and the dog"));
        assert_eq!(hashes("Jo\u{ad}hn"), hashes("john"));
        assert_eq!(hashes("Ｊｏｈｎ"), hashes("John"));
        assert_eq!(hashes("王芳谢").len(), 3);
        assert_ne!(hashes("Anna"), hashes("Anne"));
    }

    #[test]
    fn words_have_places() {
        let text = "see `margaret-whitfield.md`!";
        let found: Vec<_> = super::words_at(text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["see", "margaret", "whitfield", "md"]);
    }

    #[test]
    fn capitals_and_numbers_are_known() {
        let read = words("May may 07911 1st");
        assert_eq!(read.iter().map(|word| word.capital).collect::<Vec<_>>(), [true, false, false, false]);
        assert_eq!(read.iter().map(|word| word.digits).collect::<Vec<_>>(), [0, 0, 5, 0]);
        assert_eq!(read[2].number, 7911);
    }
}

//! Small lists of words that are looked up for every word of a site. A word is known by its hash, so that a list that is
//! written in the code is a mask and a row of numbers when the program runs, and most words are turned away by one bit.

use crate::check::privacy::words::folded;

/// A list of words in small letters without accents; [`words!`](crate::check::privacy::word_list::words) makes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    mask: Mask,
    hashes: &'static [u64],
}

/// A bit for each of a few words. A word whose bit is missing is none of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mask([u64; 4]);

impl Mask {
    /// That of the words here and the one with this hash.
    #[inline]
    pub(crate) const fn with(mut self, hash: u64) -> Self {
        self.0[(hash >> 62) as usize] |= 1 << (hash >> 56 & 63);
        self
    }

    /// Whether the word with this hash may be one of these.
    #[inline]
    pub(crate) const fn may_have(&self, hash: u64) -> bool {
        self.0[(hash >> 62) as usize] & 1 << (hash >> 56 & 63) != 0
    }

    /// Whether a word may be among these and among `others`.
    #[inline]
    pub(crate) fn may_meet(&self, others: &Self) -> bool {
        self.0.iter().zip(others.0).any(|(mine, other)| mine & other != 0)
    }
}

/// A bit for each beginning of many phrases, as a [`Mask`] is for a few words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sieve([u64; 32]);

impl Sieve {
    /// That of the phrases of `text`, which are divided by `|`: of each that is a word by itself the word, of each other its
    /// first two words as a [`pair`]. It says too whether there are others.
    pub(crate) const fn of_beginnings(text: &str) -> (Self, bool) {
        let (bytes, mut sieve, mut has_pairs, mut at) = (text.as_bytes(), Self([0; 32]), false, 0);
        while at < bytes.len() {
            let (first, end) = next_word(bytes, at);
            let (second, behind) = next_word(bytes, end);
            let is_pair = behind > end && bytes[behind - 1] != b'|' && !bytes[behind - 1].is_ascii_whitespace();
            sieve = sieve.with(if is_pair { pair(first, second) } else { first });
            has_pairs |= is_pair;
            at = behind;
            while at < bytes.len() && bytes[at] != b'|' {
                at += 1;
            }
            at += 1;
        }
        (sieve, has_pairs)
    }

    /// That of these and of what has this hash.
    const fn with(mut self, hash: u64) -> Self {
        self.0[(hash >> 59) as usize] |= 1 << (hash >> 53 & 63);
        self
    }

    /// Whether a phrase may begin with what has this hash.
    #[inline]
    pub(crate) const fn may_have(&self, hash: u64) -> bool {
        self.0[(hash >> 59) as usize] & 1 << (hash >> 53 & 63) != 0
    }
}

/// The list of the words, which are hashed when the program is compiled.
macro_rules! words {
    ($($word:literal),* $(,)?) => {{
        const HASHES: &[u64] = &[$($crate::check::privacy::word_list::word_hash($word)),*];
        const LIST: $crate::check::privacy::word_list::Words = $crate::check::privacy::word_list::Words::of(HASHES);
        LIST
    }};
}
pub(crate) use words;

impl Words {
    /// The list of the words with these hashes.
    pub(crate) const fn of(hashes: &'static [u64]) -> Self {
        let (mut mask, mut at) = (Mask([0; 4]), 0);
        while at < hashes.len() {
            mask = mask.with(hashes[at]);
            at += 1;
        }
        Self { mask, hashes }
    }

    /// Whether the word with this hash is one of them.
    #[inline]
    pub(crate) fn has(&self, hash: u64) -> bool {
        self.mask.may_have(hash) && self.hashes.contains(&hash)
    }

    /// Whether one of them may be among the words of `mask`.
    #[inline]
    pub(crate) fn may_be_among(&self, mask: &Mask) -> bool {
        self.mask.may_meet(mask)
    }

    /// The hashes of the words in their order.
    pub(crate) fn hashes(self) -> &'static [u64] {
        self.hashes
    }
}

/// The hash by which a folded word is known: FNV-1a, mixed once more so that its high bits tell short words apart.
pub(crate) const fn word_hash(folded: &str) -> u64 {
    hash_between(folded.as_bytes(), 0, folded.len())
}

/// The hash of the word in `bytes` from `from` up to `to`.
const fn hash_between(bytes: &[u8], from: usize, to: usize) -> u64 {
    let (mut hash, mut at) = (BASIS, from);
    while at < to {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    mixed(hash)
}

/// The hash of the word at or behind `at` that ends before the next blank or `|`, and where that is.
const fn next_word(bytes: &[u8], mut at: usize) -> (u64, usize) {
    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    let from = at;
    while at < bytes.len() && bytes[at] != b'|' && !bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    (hash_between(bytes, from, at), at)
}

/// The hash of two words one after the other.
pub(crate) const fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(1) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hashes of the words of a phrase, which are divided by blanks, and how many there are: at most four.
pub(crate) const fn phrase_hashes(phrase: &str) -> ([u64; 4], usize) {
    let bytes = phrase.as_bytes();
    let (mut hashes, mut count, mut from, mut at) = ([0; 4], 0, 0, 0);
    while at <= bytes.len() {
        if at == bytes.len() || bytes[at] == b' ' {
            hashes[count] = hash_between(bytes, from, at);
            (count, from) = (count + 1, at + 1);
        }
        at += 1;
    }
    (hashes, count)
}

/// The hash of a word as it is written, which is folded for it.
pub(crate) fn hash_of(word: &str) -> u64 {
    if !word.is_ascii() {
        return word_hash(&folded(word));
    }
    let mut hash = Hash::default();
    word.bytes().for_each(|byte| hash.add(byte));
    hash.end()
}

/// The hash of a word while its letters are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(BASIS)
    }
}

impl Hash {
    /// Adds a letter, digit or sign of ASCII.
    #[inline]
    pub(crate) fn add(&mut self, byte: u8) {
        self.0 = step(self.0, byte.to_ascii_lowercase());
    }

    /// Adds a small letter or a digit.
    #[inline]
    pub(crate) fn add_small(&mut self, byte: u8) {
        self.0 = step(self.0, byte);
    }

    /// The hash of the whole word.
    pub(crate) fn end(self) -> u64 {
        mixed(self.0)
    }
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

const fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::{Words, hash_of, phrase_hashes, word_hash};

    #[test]
    fn words_are_found_however_they_are_written() {
        const LIST: Words = words!["dia", "telefono", "90th", ","];
        for word in ["día", "DIA", "Teléfono", "90TH", ","] {
            assert!(LIST.has(hash_of(word)), "{word}");
        }
        for word in ["", "di", "dias", "91th", "."] {
            assert!(!LIST.has(hash_of(word)), "{word}");
        }
        assert_eq!(LIST.hashes()[1], word_hash("telefono"));
        assert_eq!(phrase_hashes("s / n"), ([word_hash("s"), word_hash("/"), word_hash("n"), 0], 3));
    }

    #[test]
    fn masks_tell_short_words_apart() {
        let letters = words!["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"];
        assert!(letters.mask.0.iter().map(|bits| bits.count_ones()).sum::<u32>() > 10, "{:?}", letters.mask);
    }
}

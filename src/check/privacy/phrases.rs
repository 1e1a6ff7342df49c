//! Lists of words and phrases, found by their first word: a line is looked through once, however long the lists are.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::check::privacy::line::Line;
use crate::check::privacy::word_list::{bit, word_hash};

/// A list of words and phrases in small letters without accents, divided by `|`; the words of a phrase by blanks.
pub(crate) struct Phrases {
    text: &'static str,
    index: OnceLock<Index>,
}

/// Phrases by the hashes of their first words.
struct Index {
    /// A bit for each first word, by the high bits of its hash: most words of a line are turned away by it.
    bits: [u64; 16],
    by_first: FxHashMap<u64, Beginnings>,
}

/// The phrases that begin with the same word, the shorter ones first.
#[derive(Default)]
struct Beginnings {
    phrases: Vec<Phrase>,
    /// How many of them are a word by itself.
    single: usize,
    /// The bits of the second words of the others: most words of a line do not go on as one of them.
    seconds: u64,
}

/// A phrase: the hashes of its words, and where it stands in its list.
struct Phrase {
    words: Vec<u64>,
    index: usize,
}

impl Phrases {
    /// The list that `text` writes.
    pub(crate) const fn of(text: &'static str) -> Self {
        Self { text, index: OnceLock::new() }
    }

    /// The hashes of the words with which its phrases begin.
    pub(crate) fn first_words(&self) -> impl Iterator<Item = u64> {
        self.text.split('|').filter_map(|phrase| phrase.split_whitespace().next()).map(word_hash)
    }

    /// The index behind the longest phrase that begins at `at`.
    pub(crate) fn end(&self, line: &Line<'_>, at: usize) -> Option<usize> {
        Some(self.find(line, at)?.0)
    }

    /// The index behind the longest phrase that begins at `at`, and which one of the list it is.
    #[inline]
    pub(crate) fn find(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        let index = self.index.get_or_init(|| Index::of(self.text));
        let hash = line.tokens.get(at)?.hash;
        if index.may_begin_with(hash) { index.by_first.get(&hash)?.longest(line, at) } else { None }
    }

    /// Whether one of the phrases begins at `at`.
    pub(crate) fn is_at(&self, line: &Line<'_>, at: usize) -> bool {
        self.find(line, at).is_some()
    }

    /// The first place in `range` where one of the phrases begins.
    pub(crate) fn first(&self, line: &Line<'_>, range: std::ops::Range<usize>) -> Option<usize> {
        range.into_iter().find(|at| self.is_at(line, *at))
    }

    /// Whether one of the phrases begins in `range`.
    pub(crate) fn is_in(&self, line: &Line<'_>, range: std::ops::Range<usize>) -> bool {
        self.first(line, range).is_some()
    }
}

impl Index {
    /// The phrases of a list.
    fn of(text: &'static str) -> Self {
        let mut index = Self { bits: [0; 16], by_first: FxHashMap::default() };
        for (at, phrase) in text.split('|').enumerate() {
            let words: Vec<u64> = phrase.split_whitespace().map(word_hash).collect();
            if let Some(first) = words.first().copied() {
                let (word, bit) = place(first);
                index.bits[word] |= bit;
                index.by_first.entry(first).or_default().add(Phrase { words, index: at });
            }
        }
        index
    }

    /// Whether a phrase may begin with the word of this hash.
    fn may_begin_with(&self, hash: u64) -> bool {
        let (word, bit) = place(hash);
        self.bits[word] & bit != 0
    }
}

impl Beginnings {
    /// Adds `phrase` behind those that are not longer.
    fn add(&mut self, phrase: Phrase) {
        match phrase.words.get(1) {
            Some(second) => self.seconds |= bit(*second),
            None => self.single += 1,
        }
        let at = self.phrases.partition_point(|other| other.words.len() <= phrase.words.len());
        self.phrases.insert(at, phrase);
    }

    /// The index behind the longest phrase at `at`, and which one of the list it is.
    fn longest(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        let goes_on = self.seconds & bit(line.get(at + 1).hash) != 0;
        let phrases = if goes_on { &self.phrases[..] } else { &self.phrases[..self.single] };
        let longest = phrases.iter().rev().find(|phrase| line.follows(at, &phrase.words))?;
        Some((at + longest.words.len(), longest.index))
    }
}

/// Where the bit of a hash is.
fn place(hash: u64) -> (usize, u64) {
    ((hash >> 60) as usize, 1 << (hash >> 54 & 63))
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use crate::check::privacy::line::{Ground, Line};

    #[test]
    fn the_longest_phrase_is_found() {
        static LIST: Phrases = Phrases::of("the day|the day before yesterday|anos|dia");
        let mut room = Vec::new();
        let line = Line::of("The DAY before yesterday, 3 años", Ground::Chat, &mut room);
        assert_eq!(LIST.find(&line, 0), Some((4, 1)));
        assert_eq!(LIST.end(&line, 6), Some(7));
        assert!(!LIST.is_at(&line, 1) && LIST.is_in(&line, 1..7));
    }
}

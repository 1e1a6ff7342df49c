//! Lists of words and phrases, found by their first word: a line is looked through once, however long the lists are.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::check::privacy::line::Line;
use crate::check::privacy::word_list::{Sieve, pair, word_hash};

/// A list of words and phrases in small letters without accents, divided by `|`; the words of a phrase by blanks.
pub(crate) struct Phrases {
    text: &'static str,
    /// With what they begin: a word by itself, or the first two words.
    beginnings: Sieve,
    /// Whether any has more than one word.
    has_pairs: bool,
    index: OnceLock<FxHashMap<u64, Beginnings>>,
}

/// The phrases that begin with the same word, the shorter ones first.
#[derive(Default)]
struct Beginnings {
    phrases: Vec<Phrase>,
}

/// A phrase: the hashes of its words, and where it stands in its list.
struct Phrase {
    words: Vec<u64>,
    index: usize,
}

impl Phrases {
    /// The list that `text` writes.
    pub(crate) const fn of(text: &'static str) -> Self {
        let (beginnings, has_pairs) = Sieve::of_beginnings(text);
        Self { text, beginnings, has_pairs, index: OnceLock::new() }
    }

    /// The hashes of the words with which its phrases begin.
    pub(crate) fn first_words(&self) -> impl Iterator<Item = u64> {
        self.text.split('|').filter_map(|phrase| phrase.split_whitespace().next()).map(word_hash)
    }

    /// The index behind the longest phrase that begins at `at`.
    #[inline]
    pub(crate) fn end(&self, line: &Line<'_>, at: usize) -> Option<usize> {
        Some(self.find(line, at)?.0)
    }

    /// The index behind the longest phrase that begins at `at`, and which one of the list it is.
    #[inline]
    pub(crate) fn find(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        let first = line.get(at).hash;
        let may_begin = self.beginnings.may_have(first)
            || self.has_pairs && self.beginnings.may_have(pair(first, line.get(at + 1).hash));
        if may_begin { self.longest(line, at) } else { None }
    }

    /// The longest phrase at `at`; kept apart, so that what turns most words away is small enough to stand where it is asked.
    #[inline(never)]
    fn longest(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        let index = self.index.get_or_init(|| index_of(self.text));
        index.get(&line.get(at).hash)?.longest(line, at)
    }

    /// Whether one of the phrases begins at `at`.
    #[inline]
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

/// The phrases of a list by their first words.
fn index_of(text: &'static str) -> FxHashMap<u64, Beginnings> {
    let mut index: FxHashMap<u64, Beginnings> = FxHashMap::default();
    for (at, phrase) in text.split('|').enumerate() {
        let words: Vec<u64> = phrase.split_whitespace().map(word_hash).collect();
        if let Some(first) = words.first().copied() {
            index.entry(first).or_default().add(Phrase { words, index: at });
        }
    }
    index
}

impl Beginnings {
    /// Adds `phrase` behind those that are not longer.
    fn add(&mut self, phrase: Phrase) {
        let at = self.phrases.partition_point(|other| other.words.len() <= phrase.words.len());
        self.phrases.insert(at, phrase);
    }

    /// The index behind the longest phrase at `at`, and which one of the list it is.
    fn longest(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        let longest = self.phrases.iter().rev().find(|phrase| line.follows(at, &phrase.words))?;
        Some((at + longest.words.len(), longest.index))
    }
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

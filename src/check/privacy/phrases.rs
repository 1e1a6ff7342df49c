//! Lists of words and phrases, found by their first word: a line is looked through once, however long the lists are.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::check::privacy::line::Line;
use crate::check::privacy::word_list::word_hash;

/// A list of words and phrases in small letters without accents, divided by `|`; the words of a phrase by blanks.
pub(crate) struct Phrases {
    text: &'static str,
    by_first: OnceLock<FxHashMap<u64, Vec<Phrase>>>,
}

/// A phrase: the hashes of its words, and where it stands in its list.
struct Phrase {
    words: Vec<u64>,
    index: usize,
}

impl Phrases {
    /// The list that `text` writes.
    pub(crate) const fn of(text: &'static str) -> Self {
        Self { text, by_first: OnceLock::new() }
    }

    /// The index behind the longest phrase that begins at `at`.
    pub(crate) fn end(&self, line: &Line<'_>, at: usize) -> Option<usize> {
        Some(self.find(line, at)?.0)
    }

    /// The index behind the longest phrase that begins at `at`, and which one of the list it is.
    pub(crate) fn find(&self, line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
        let phrases = self.by_first.get_or_init(|| index(self.text)).get(&line.get(at).hash)?;
        let fits = |phrase: &&Phrase| line.follows(at, &phrase.words);
        let longest = phrases.iter().filter(fits).max_by_key(|phrase| phrase.words.len())?;
        Some((at + longest.words.len(), longest.index))
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

/// The phrases of a list by the hashes of their first words.
fn index(text: &'static str) -> FxHashMap<u64, Vec<Phrase>> {
    let mut by_first: FxHashMap<u64, Vec<Phrase>> = FxHashMap::default();
    for (index, phrase) in text.split('|').enumerate() {
        let words: Vec<u64> = phrase.split_whitespace().map(word_hash).collect();
        if let Some(first) = words.first() {
            by_first.entry(*first).or_default().push(Phrase { words, index });
        }
    }
    by_first
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

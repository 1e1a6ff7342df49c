//! What a word was probably meant to be that the index lacks: a form that is one edit away, or one that begins or ends
//! alike. The steps are those of `search-core.js`.

use std::cmp::Ordering;

use crate::search::postings::compare_utf16;
use crate::search::reading::{Forms, Index, List, ListOf, Shards, find};

/// The number of a list in [`Index::lists`].
pub(super) type ListNumber = usize;

/// After every form that begins with what stands before it.
const END: char = '\u{ffff}';

impl Index {
    /// The list of `form`, if the index has it.
    pub(super) fn list_of(&self, form: &str) -> Option<ListNumber> {
        let shard = self.forms.shards.get(find(&self.forms.firsts, form))?;
        let at = find(&shard.forms, form);
        if shard.forms.get(at)? != form {
            return None;
        }
        match shard.lists.get(at)? {
            ListOf::Here(list) => Some(*list),
            // A form stands in one shard with its list, and in no other, so that this goes one step and no further.
            ListOf::With(other) => self.list_of(other),
        }
    }

    /// The form one edit away that was probably meant by `word`: the most frequent.
    pub(super) fn correct(&self, word: &str) -> Option<(String, ListNumber)> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 4 {
            return None;
        }
        let half = letters.len() / 2;
        let likely = |form: &&String| is_likely(form, &letters);
        let start: String = letters[..half].iter().collect();
        let beginning = self.forms.between(&start, 4).iter().flat_map(|shard| &shard.forms);
        let mut forms: Vec<String> = beginning.filter(likely).cloned().collect();
        if forms.is_empty() {
            let end: String = letters[if letters.len() > 5 { half + 1 } else { half }..].iter().collect();
            forms = self.forms_to(&end, 4).into_iter().filter(|form| likely(&form)).collect();
        }
        forms.sort_unstable_by(|a, b| compare_utf16(a, b));
        forms.dedup();
        let known = forms.into_iter().take(8).filter_map(|form| self.list_of(&form).map(|list| (form, list)));
        known.reduce(|best, other| if self.lists[other.1].idf < self.lists[best.1].idf { other } else { best })
    }

    /// How many letters `word` shares with forms that begin like it, or else end like it, and the lists of those.
    pub(super) fn akin(&self, word: &str, least: f64) -> (usize, Vec<ListNumber>) {
        let letters: Vec<char> = word.chars().collect();
        let Some(shard) = self.forms.shards.get(find(&self.forms.firsts, word)) else { return (0, Vec::new()) };
        let at = find(&shard.forms, word);
        let start = longest_shared(&letters, shard.forms.iter().skip(at).take(2).map(|form| form.chars()));
        if start as f64 >= least {
            let start_letters: String = letters[..start].iter().collect();
            return (start, self.lists_of_prefix(&start_letters));
        }
        if letters.len() < 6 { (0, Vec::new()) } else { self.akin_at_the_end(&letters) }
    }

    fn akin_at_the_end(&self, letters: &[char]) -> (usize, Vec<ListNumber>) {
        let last: String = letters[letters.len() - 4..].iter().collect();
        let ends = self.forms_to(&last, 2);
        let backwards: Vec<char> = letters.iter().rev().copied().collect();
        let end = longest_shared(&backwards, ends.iter().map(|form| form.chars().rev()));
        if end < 5 {
            return (0, Vec::new());
        }
        let tail: String = letters[letters.len() - end..].iter().collect();
        let alike = ends.iter().filter(|form| form.ends_with(&tail)).take(4);
        (end, alike.filter_map(|form| self.list_of(form)).collect())
    }

    /// Up to eight lists of forms that begin with `start`, the longest first.
    fn lists_of_prefix(&self, start: &str) -> Vec<ListNumber> {
        let mut found: Vec<ListNumber> = Vec::new();
        for Forms { forms, lists } in self.forms.between(start, 3) {
            let from = find(forms, start);
            let here = forms.iter().zip(lists).skip(from);
            let here = here.take_while(|(form, _)| is_before(form, start) || form.starts_with(start));
            for (_, list) in here.filter(|(form, _)| form.starts_with(start)) {
                match list {
                    ListOf::Here(list) if !found.contains(list) => found.push(*list),
                    _ => {}
                }
            }
        }
        let list = |number: &ListNumber| -> &List { &self.lists[*number] };
        found.sort_by(|a, b| {
            let (a, b) = (list(a), list(b));
            b.hits.len().cmp(&a.hits.len()).then_with(|| compare_utf16(&a.forms[0], &b.forms[0]))
        });
        found.truncate(8);
        found
    }

    /// The forms that end like `end`, or near there, in at most `most` shards. A small index has no forms written
    /// backwards: it looks at all it has.
    fn forms_to(&self, end: &str, most: usize) -> Vec<String> {
        if self.whole {
            let all = self.forms.shards.iter().flat_map(|shard| &shard.forms);
            return all.filter(|form| form.ends_with(end)).cloned().collect();
        }
        let backwards = |word: &str| -> String { word.chars().rev().collect() };
        self.backwards.between(&backwards(end), most).iter().flatten().map(|form| backwards(form)).collect()
    }
}

impl<T> Shards<T> {
    /// The shards that hold what begins with `start`, at most `most` of them.
    fn between(&self, start: &str, most: usize) -> &[T] {
        let first = find(&self.firsts, start);
        let last = find(&self.firsts, &format!("{start}{END}")).min(first + most - 1);
        self.shards.get(first..=last).unwrap_or_default()
    }
}

fn is_before(a: &str, b: &str) -> bool {
    compare_utf16(a, b) == Ordering::Less
}

/// Whether `form` may be what the letters of a word were meant to be.
fn is_likely(form: &str, word: &[char]) -> bool {
    let letters: Vec<char> = form.chars().collect();
    let long_enough = match word.len() {
        ..=5 => letters.first() == word.first() && letters.len() > 2,
        _ => letters.len() > 4,
    };
    long_enough && is_near(&letters, word) && !form.contains(char::is_numeric)
}

/// Whether one letter too many, too few or wrong, or two letters swapped, make the difference.
fn is_near(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() > b.len() { (b, a) } else { (a, b) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match (&short[same..], &long[same..]) {
        (x, y) if x.len() < y.len() => *x == y[1..],
        ([], []) => true,
        ([first, x @ ..], [other, y @ ..]) => {
            x == y || x.first() == Some(other) && y.first() == Some(first) && x[1..] == y[1..]
        }
        _ => false,
    }
}

/// How many letters `word` has in common with the beginning of one of `forms`, at most.
fn longest_shared(word: &[char], forms: impl Iterator<Item = impl Iterator<Item = char>>) -> usize {
    forms.map(|form| form.zip(word).take_while(|(a, b)| a == *b).count()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn one_edit_is_near_and_two_are_not() {
        let near = |a: &str, b: &str| is_near(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        for other in ["breast", "brest", "breaast", "braest", "breats", "breasy", "reast", "breas"] {
            assert!(near("breast", other), "{other}");
        }
        for other in ["best", "bresta", "raesbt", "", "breasted"] {
            assert!(!near("breast", other), "{other}");
        }
    }
}

//! What a word was probably meant to be that the index lacks: a form that is one or two edits away, or one that begins or ends
//! alike. The steps are those of `search-core.js`.

use std::cmp::Ordering;

use crate::search::postings::compare_utf16;
use crate::search::reading::{Forms, Index, List, ListOf, Shards, find};

/// The number of a list in [`Index::lists`].
pub(super) type ListNumber = usize;

/// How many letters a word has in which two edits are put right.
const LONG: usize = 7;
/// What an edit weighs beside how rare the form is.
const EDIT: f64 = 2.0;
/// How many entries a form stands in that may be an error itself.
const RARE: usize = 2;

/// Which end of a word is taken to be right.
#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// The edits that are tried, among forms that begin as the word does, and among those that end so.
const STEPS: [(usize, Side); 4] = [(1, Side::Start), (1, Side::End), (2, Side::Start), (2, Side::End)];

/// A form that may have been meant, and how unlikely that is.
struct Likely {
    form: String,
    list: ListNumber,
    cost: f64,
}

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

    /// The form that was probably meant by `word`, one edit away, or two in a long word: the more frequent, the likelier.
    pub(super) fn correct(&self, word: &str) -> Option<(String, ListNumber)> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 4 {
            return None;
        }
        let half = letters.len() / 2;
        let start: String = letters[..half].iter().collect();
        let end: String = letters[if letters.len() > 5 { half + 1 } else { half }..].iter().collect();
        let steps = if letters.len() < LONG { &STEPS[..2] } else { &STEPS[..] };
        let mut best: Option<Likely> = None;
        for (edits, at) in steps {
            if best.as_ref().is_some_and(|best| self.lists[best.list].hits.len() > RARE) {
                break;
            }
            let forms = match at {
                Side::Start => self.forms.between(&start, 4).iter().flat_map(|shard| shard.forms.clone()).collect(),
                Side::End => self.forms_to(&end, 4),
            };
            best = self.likeliest(best, forms, &letters, *edits);
        }
        best.map(|best| (best.form, best.list))
    }

    /// The likeliest of `best` and the first eight of `forms` that are so many edits away.
    fn likeliest(&self, best: Option<Likely>, mut forms: Vec<String>, word: &[char], edits: usize) -> Option<Likely> {
        forms.retain(|form| is_likely(form, word, edits));
        forms.sort_unstable_by(|a, b| compare_utf16(a, b));
        forms.dedup();
        let known = forms.into_iter().take(8).filter_map(|form| {
            let list = self.list_of(&form)?;
            Some(Likely { cost: self.lists[list].idf + EDIT * edits as f64, form, list })
        });
        best.into_iter().chain(known).reduce(|best, other| if other.cost < best.cost { other } else { best })
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

/// Whether `form` may be what the letters of a word were meant to be, so many edits away.
fn is_likely(form: &str, word: &[char], edits: usize) -> bool {
    let letters: Vec<char> = form.chars().collect();
    let long_enough = match word.len() {
        ..=5 => letters.first() == word.first() && letters.len() > 2,
        _ => letters.len() > 4,
    };
    long_enough && !form.contains(char::is_numeric) && is_near(&letters, word, edits)
}

/// Whether `most` edits make one word of the other: a letter too many, too few or wrong, or two letters swapped.
fn is_near(a: &[char], b: &[char], most: usize) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    match (&a[same..], &b[same..]) {
        (x, y) if x.len().abs_diff(y.len()) > most => false,
        ([], _) | (_, []) => true,
        _ if most == 0 => false,
        (x @ [first, after @ ..], y @ [other, behind @ ..]) => {
            is_near(after, y, most - 1)
                || is_near(x, behind, most - 1)
                || is_near(after, behind, most - 1)
                || after.first() == Some(other)
                    && behind.first() == Some(first)
                    && is_near(&after[1..], &behind[1..], most - 1)
        }
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
    fn so_many_edits_are_near_and_more_are_not() {
        let near = |a: &str, b: &str| is_near(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 1);
        for other in ["breast", "brest", "breaast", "braest", "breats", "breasy", "reast", "breas"] {
            assert!(near("breast", other), "{other}");
        }
        for other in ["best", "bresta", "raesbt", "", "breasted"] {
            assert!(!near("breast", other), "{other}");
        }
        let near = |a: &str, b: &str| is_near(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 2);
        for (meant, typed) in
            [("diarrhea", "diahrea"), ("chlamydia", "clamidia"), ("cirrhosis", "cirosis"), ("pneumonia", "numonia")]
        {
            assert!(near(meant, typed) && near(typed, meant), "{typed}");
        }
        for (meant, typed) in [("diarrhea", "dihaera"), ("nausea", "nurse"), ("", "abc")] {
            assert!(!near(meant, typed), "{typed}");
        }
    }
}

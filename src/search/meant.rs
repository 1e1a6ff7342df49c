//! What the words of a question are called in other words, by the groups of [`crate::search::meanings`]. The steps are
//! those of `search-core.js`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::search::asking::Term;
use crate::search::reading::Index;
use crate::search::spelling::ListNumber;
use crate::search::words::Word;

/// What other words for the same thing count, in the same language and in another; and how many are looked up.
const MEANT: f64 = 0.6;
const MEANT_ABROAD: f64 = 0.4;
const MOST_MEANT: usize = 3;

/// Words of a question by their numbers, and the phrases that mean the same, each with how much it counts.
pub(super) struct Meant {
    pub(super) terms: Vec<usize>,
    pub(super) others: Vec<(Vec<ListNumber>, f64)>,
}

/// The number of a phrase in [`Index::phrases`].
type PhraseNumber = usize;

/// A phrase of the question: its words by their numbers, and the phrases that mean the same.
struct Asked {
    terms: BTreeSet<usize>,
    others: Vec<(PhraseNumber, f64)>,
}

/// What the words asked for are called in other words. Longer phrases go before shorter ones that are part of them.
pub(super) fn meant(index: &Index, terms: &[Term]) -> Vec<Meant> {
    let spoken = spoken(index, terms);
    let whole = whole_phrases(index, &spoken);
    let mut longest = vec![0; terms.len()];
    let mut found: Vec<Asked> = Vec::new();
    for at in &whole {
        let words = &index.phrases[*at].words;
        let of: BTreeSet<usize> = words.iter().filter_map(|word| spoken.get(word.as_str()).copied()).collect();
        if of.iter().any(|at| longest[*at] > of.len()) {
            continue;
        }
        of.iter().for_each(|at| longest[*at] = of.len());
        let others = others(index, *at, &whole);
        match found.iter_mut().find(|known| known.terms == of) {
            Some(known) => known.others.extend(others),
            None => found.push(Asked { terms: of, others }),
        }
    }
    let look_up =
        |asked: Asked| Meant { others: lists_of(index, &asked.others), terms: asked.terms.into_iter().collect() };
    found.into_iter().map(look_up).collect()
}

/// The words of the phrases that stand in a question as they are.
pub(super) fn words_of_phrases(index: &Index, asked: &[Word]) -> BTreeSet<String> {
    let said: BTreeSet<&str> = asked.iter().map(|word| word.form.as_str()).collect();
    let is_whole = |at: &PhraseNumber| index.phrases[*at].words.iter().all(|word| said.contains(word.as_str()));
    let stands = |form: &&str| index.phrases_by_word.get(*form).is_some_and(|phrases| phrases.iter().any(is_whole));
    said.iter().copied().filter(stands).map(String::from).collect()
}

/// The phrases that mean the same as the phrase `at` and are not asked for already, each with how much it counts.
fn others(index: &Index, at: PhraseNumber, whole: &[PhraseNumber]) -> Vec<(PhraseNumber, f64)> {
    let phrase = &index.phrases[at];
    let group = (phrase.group.0..phrase.group.1).filter(|other| !whole.contains(other));
    let present = group.filter(|other| !index.phrases[*other].absent);
    let weight = |other: usize| if index.phrases[other].tag == phrase.tag { MEANT } else { MEANT_ABROAD };
    present.map(|other| (other, weight(other))).collect()
}

/// The forms of the words asked for, each with the number of the word.
fn spoken<'a>(index: &'a Index, terms: &'a [Term]) -> BTreeMap<&'a str, usize> {
    let mut spoken = BTreeMap::new();
    for (at, term) in terms.iter().enumerate() {
        let forms = term.list.iter().flat_map(|list| &index.lists[*list].forms);
        for form in std::iter::once(&term.form).chain(&term.corrected).chain(forms) {
            spoken.entry(form.as_str()).or_insert(at);
        }
    }
    spoken
}

/// The phrases that are asked for as a whole, the longest first.
fn whole_phrases(index: &Index, spoken: &BTreeMap<&str, usize>) -> Vec<PhraseNumber> {
    let words = |at: usize| &index.phrases[at].words;
    let by_word = spoken.keys().filter_map(|form| index.phrases_by_word.get(*form)).flatten();
    let is_whole = |at: &usize| words(*at).iter().all(|word| spoken.contains_key(word.as_str()));
    let whole: BTreeSet<PhraseNumber> = by_word.copied().filter(is_whole).collect();
    let mut whole: Vec<PhraseNumber> = whole.into_iter().collect();
    whole.sort_by_key(|at| (Reverse(words(*at).len()), *at));
    whole
}

/// The lists of the words of the first phrases; those of which the index lacks a word are left out.
fn lists_of(index: &Index, phrases: &[(PhraseNumber, f64)]) -> Vec<(Vec<ListNumber>, f64)> {
    let most = if index.whole { 4 * MOST_MEANT } else { MOST_MEANT };
    let lists = |at: usize| -> Option<Vec<ListNumber>> {
        index.phrases[at].words.iter().map(|word| index.list_of(word)).collect()
    };
    phrases.iter().take(most).filter_map(|(at, weight)| Some((lists(*at)?, *weight))).collect()
}

//! Ranks entries for the words of a question, step by step as `search-core.js` does, so that what `bedside search` and
//! `bedside check` say is what a patient sees. A test asks both a thousand questions.

use std::collections::BTreeMap;

use crate::search::asking::Term;
use crate::search::coding::Letters;
use crate::search::languages::primary;
use crate::search::meant::Meant;
use crate::search::postings::{NAME, TITLE};
use crate::search::reading::Index;
use crate::search::spelling::ListNumber;

/// What is added for the words of a title: for how much of it was asked for, and more if nothing else was.
const COVERED: f64 = 0.2;
const SAME: f64 = 0.5;
/// What is added for an entry that holds all that was asked for.
const WHOLE: f64 = 0.5;
/// What a page counts whose review is overdue, and one in another language than the reader's.
const LATE: f64 = 0.95;
const FOREIGN: f64 = 0.85;
/// The part of the best score below which an entry is not worth a reader's time.
const LEAST: f64 = 0.15;

/// A list and how much it counts.
pub(super) type Weighed = (ListNumber, f64);

/// What an entry gets for a word.
#[derive(Clone, Copy, Default)]
struct Gain {
    score: f64,
    /// How much the words say that it holds, and those of them that stand in its title or another name.
    idf: f64,
    named: f64,
    /// How many words of its title that is.
    covered: f64,
}

impl Gain {
    fn plus(self, other: Self) -> Self {
        Self {
            score: self.score + other.score,
            idf: self.idf + other.idf,
            named: self.named + other.named,
            covered: self.covered + other.covered,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            score: self.score - other.score,
            idf: self.idf - other.idf,
            named: self.named - other.named,
            covered: self.covered - other.covered,
        }
    }
}

type Gains = BTreeMap<usize, Gain>;

/// The entries that match, best first, each with its score.
pub(super) fn rank(
    index: &Index,
    terms: &[Term],
    meant: &[Meant],
    kinds: Option<&[String]>,
    language: &str,
) -> Vec<(usize, f64)> {
    let hits: Vec<Gains> = terms.iter().map(|term| gains_of(index, &term.lists)).collect();
    let mut all = vec![Gain::default(); index.manifest.entries];
    let more: Vec<Gains> = meant.iter().map(|meant| gains_of_meaning(index, terms, &hits, meant)).collect();
    for (entry, gain) in hits.iter().chain(&more).flatten() {
        all[*entry] = all[*entry].plus(*gain);
    }
    let asked: f64 = terms.iter().map(|term| worth_of(index, &term.lists)).fold(0.0, |sum, worth| sum + worth);
    let asked = if asked == 0.0 { 1.0 } else { asked };
    let mut ranked = Vec::new();
    let mut entry = 0;
    for (kind, tag, count, prior) in &index.manifest.runs {
        let foreign = !language.is_empty() && primary(tag) != language;
        let factor = prior * if foreign { FOREIGN } else { 1.0 };
        let here = all.iter().enumerate().skip(entry).take(*count).filter(|(_, gain)| gain.score > 0.0);
        if kinds.is_none_or(|kinds| kinds.contains(kind)) {
            ranked.extend(here.map(|(entry, gain)| (entry, score(index, entry, *gain, factor, asked))));
        }
        entry += count;
    }
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = ranked.first().map_or(0.0, |(_, score)| *score);
    ranked.retain(|(_, score)| *score >= LEAST * best);
    ranked
}

/// The score of one entry.
fn score(index: &Index, entry: usize, gain: Gain, factor: f64, asked: f64) -> f64 {
    let words = index.manifest.titles.as_bytes().get(entry).map_or(0, |letter| Letters::value(*letter));
    let title = (gain.covered / f64::from(words.max(1))).min(1.0);
    let whole = 1.0 + WHOLE * (gain.idf / asked).min(1.0);
    let late = if index.manifest.late.contains(&entry) { LATE } else { 1.0 };
    factor * late * whole * (gain.score + title * gain.named * (COVERED + SAME * (gain.named / asked).min(1.0)))
}

/// What each entry gets for one word: of several lists the best counts.
fn gains_of(index: &Index, lists: &[Weighed]) -> Gains {
    let mut gains = Gains::new();
    for (number, weight) in lists {
        let list = &index.lists[*number];
        let idf = weight * list.idf;
        for hit in &list.hits {
            let score = idf * index.manifest.worth[hit.step] / 100.0;
            if gains.get(&hit.entry).is_some_and(|known| known.score >= score) {
                continue;
            }
            let named = if hit.step >= usize::from(TITLE) { idf } else { 0.0 };
            let covered = match hit.step {
                step if step == usize::from(TITLE) => 1.0,
                step if step == usize::from(NAME) => 0.5,
                _ => 0.0,
            };
            gains.insert(hit.entry, Gain { score, idf, named, covered });
        }
    }
    gains
}

/// What the best of its lists makes a word worth.
fn worth_of(index: &Index, lists: &[Weighed]) -> f64 {
    lists.iter().fold(0.0, |most, (list, weight)| f64::max(most, weight * index.lists[*list].idf))
}

/// What each entry gains by phrases that mean what was asked for: the best of them, as far as it beats the words
/// themselves.
fn gains_of_meaning(index: &Index, terms: &[Term], hits: &[Gains], meant: &Meant) -> Gains {
    let known = meant.terms.iter().all(|at| !terms[*at].lists.is_empty());
    let own: f64 = meant.terms.iter().map(|at| worth_of(index, &terms[*at].lists)).fold(0.0, |sum, worth| sum + worth);
    // A word that the index lacks is worth what the rarest word is of the phrases that stand for it, be they long or short.
    let rarest =
        meant.others.iter().flat_map(|(lists, _)| lists).map(|list| index.lists[*list].idf).fold(0.0, f64::max);
    let idf = if known && own != 0.0 { own } else { rarest };
    let mut best = Gains::new();
    for (lists, weight) in &meant.others {
        for (entry, gain) in gains_of_phrase(index, lists, *weight, idf) {
            if best.get(&entry).is_none_or(|known| known.score < gain.score) {
                best.insert(entry, gain);
            }
        }
    }
    let own = |entry: usize| {
        let words = meant.terms.iter().map(|at| hits[*at].get(&entry).copied().unwrap_or_default());
        words.fold(Gain::default(), Gain::plus)
    };
    let beats = |(entry, gain): (usize, Gain)| {
        let own = own(entry);
        (gain.score > own.score).then(|| (entry, gain.minus(own)))
    };
    best.into_iter().filter_map(beats).collect()
}

/// What each entry gets for a phrase that means what was asked for, which is worth `idf`: all of its words stand there.
fn gains_of_phrase(index: &Index, lists: &[ListNumber], weight: f64, idf: f64) -> Gains {
    let each: Vec<Gains> = lists.iter().map(|list| gains_of(index, &[(*list, 1.0)])).collect();
    let own = lists.iter().fold(0.0, |sum, list| sum + index.lists[*list].idf);
    let factor = weight * idf / own;
    let mut gains = Gains::new();
    for entry in each.first().into_iter().flat_map(Gains::keys) {
        let words: Option<Vec<Gain>> = each.iter().map(|gains| gains.get(entry).copied()).collect();
        let Some(words) = words else { continue };
        let named = words.iter().all(|gain| gain.named > 0.0);
        let all = words.into_iter().fold(Gain::default(), Gain::plus);
        gains.insert(
            *entry,
            Gain {
                score: factor * all.score,
                idf: factor * all.idf,
                named: if named { factor * all.named } else { 0.0 },
                covered: if named { all.covered } else { 0.0 },
            },
        );
    }
    gains
}

/// The place of an entry where the words stand that its title does not hold already.
pub(super) fn best_place(index: &Index, lists: &[Vec<Weighed>], entry: usize) -> usize {
    let mut votes: Vec<(usize, f64)> = Vec::new();
    for (number, weight) in lists.iter().flatten() {
        let list = &index.lists[*number];
        let Ok(at) = list.hits.binary_search_by_key(&entry, |hit| hit.entry) else { continue };
        let hit = list.hits[at];
        if hit.step >= usize::from(TITLE) {
            continue;
        }
        let vote = weight * list.idf * index.manifest.worth[hit.step];
        match votes.iter_mut().find(|(place, _)| *place == hit.place) {
            Some((_, sum)) => *sum += vote,
            None => votes.push((hit.place, vote)),
        }
    }
    votes.into_iter().fold((0, 0.0), |best, vote| if vote.1 > best.1 { vote } else { best }).0
}

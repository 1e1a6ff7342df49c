//! Asks the index a question without a browser, for `bedside search` and for the tests that editors write. It reads the
//! files that a browser would read and takes the steps that `search-core.js` takes, save that nobody is still typing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::slug::slug;
use crate::search::languages::primary;
use crate::search::meant::{Meant, meant, words_of_phrases};
use crate::search::ranking::{Weighed, best_place, rank};
use crate::search::reading::{Card, Index};
use crate::search::shards::TITLE_AGAIN;
use crate::search::spelling::ListNumber;
use crate::search::words::{Word, words};
use crate::site::SitePath;

const MOST_WORDS: usize = 32;
const LONGEST_TEXT: usize = 2000;

/// The search over one site.
pub struct Search {
    index: Index,
}

/// How to ask.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The BCP 47 tag of the language that the reader reads in.
    pub language: String,
    /// The kinds of things to find; all of them unless given.
    pub kinds: Option<Vec<String>>,
    /// How many results to show.
    pub limit: usize,
    /// Whether to look for the words as they are typed, and for nothing like them.
    pub exact: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Answer {
    /// The question with its typing errors put right, if there were any.
    pub corrected: Option<String>,
    /// Whether nothing that was asked for is known, so that the results only begin alike.
    pub guessed: bool,
    /// How many results there are.
    pub count: usize,
    /// The best of them.
    pub results: Vec<Found>,
}

/// One result.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Found {
    /// Its address in the site, with the section that tells most.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The headings that lead to the section; empty for the page as a whole.
    pub heading: String,
    /// What kind of thing it is: `topic`, `page`, `chat`, `term`, `person` or `reference`.
    pub kind: String,
    /// The BCP 47 tag of its language.
    pub language: String,
    /// The beginning of what stands there.
    pub excerpt: String,
    /// How well it matches.
    pub score: f64,
}

/// One word of a question: its lists, each with how much it counts.
pub(super) struct Term {
    pub(super) form: String,
    pub(super) list: Option<ListNumber>,
    pub(super) lists: Vec<Weighed>,
    pub(super) corrected: Option<String>,
}

impl Search {
    /// The search over the index in `files`, as [`crate::search::index`] made them; nothing if a part is missing.
    pub fn open(files: &[(SitePath, Vec<u8>)]) -> Option<Self> {
        Some(Self { index: Index::read(files)? })
    }

    /// The best entries for `text`.
    pub fn query(&self, text: &str, options: &Options) -> Answer {
        let text = beginning(text);
        let asked = distinct(text);
        let language = self.language_of(&asked, &options.language);
        let stop = self.index.stop.get(&language);
        let is_weighty = |word: &&Word| stop.is_none_or(|stop| !stop.contains(&word.form));
        let mut weighty: Vec<&Word> = asked.iter().filter(is_weighty).collect();
        if weighty.is_empty() {
            weighty = asked.iter().collect();
        }
        let abbreviations = abbreviations(text);
        let known = words_of_phrases(&self.index, &asked);
        let mut terms: Vec<Term> =
            weighty.into_iter().map(|word| self.look_up(word, &abbreviations, &known, options.exact)).collect();
        let meant = if options.exact { Vec::new() } else { meant(&self.index, &terms) };
        let nothing =
            terms.iter().all(|term| term.lists.is_empty()) && meant.iter().all(|meant| meant.others.is_empty());
        let guessed = nothing && !options.exact;
        if guessed {
            terms.iter_mut().for_each(|term| term.lists = self.alike(&term.form, 1.0));
        }
        let ranked = rank(&self.index, &terms, &meant, options.kinds.as_deref(), &language);
        let lists = lists_of(&terms, &meant);
        let results = ranked.iter().take(options.limit);
        Answer {
            corrected: respelled(text, &terms),
            guessed: guessed && !ranked.is_empty(),
            count: ranked.len(),
            results: results.filter_map(|(entry, score)| self.show(*entry, &lists, *score)).collect(),
        }
    }

    /// The language of a question: the one that most of its small words belong to, else the reader's.
    fn language_of(&self, asked: &[Word], language: &str) -> String {
        let count = |tag: &str| {
            let small = self.index.stop.get(tag);
            small.map_or(0, |small| asked.iter().filter(|word| small.contains(&word.form)).count())
        };
        let own = primary(language);
        self.index.stop.keys().fold(own, |best, tag| if count(tag) > count(&best) { tag.clone() } else { best })
    }

    /// What the index knows of one word. Nobody misspelt a word of the phrases that are `known`.
    fn look_up(&self, word: &Word, abbreviations: &BTreeSet<String>, known: &BTreeSet<String>, exact: bool) -> Term {
        let form = word.form.clone();
        let list = self.index.list_of(&form);
        let lists: Vec<Weighed> = list.map(|list| (list, if word.compound { 0.5 } else { 1.0 })).into_iter().collect();
        if list.is_some() || word.compound || known.contains(&form) {
            return Term { form, list, lists, corrected: None };
        }
        let code = abbreviations.contains(&form) || form.contains(char::is_numeric);
        if !exact
            && !code
            && let Some((corrected, list)) = self.index.correct(&form)
        {
            return Term { form, list: Some(list), lists: vec![(list, 0.9)], corrected: Some(corrected) };
        }
        let least = f64::max(if code { 3.0 } else { 4.0 }, units(&form) as f64 / 2.0);
        Term { lists: self.alike(&form, least), form, list: None, corrected: None }
    }

    /// The lists of what `word` is akin to, each with how much it counts.
    fn alike(&self, word: &str, least: f64) -> Vec<Weighed> {
        let (share, lists) = self.index.akin(word, least);
        lists.into_iter().map(|list| (list, 0.7 * share as f64 / units(word) as f64)).collect()
    }

    /// What a reader sees of an entry.
    fn show(&self, entry: usize, lists: &[Vec<Weighed>], score: f64) -> Option<Found> {
        let (title, address, summary, places): &Card = self.index.cards.get(entry)?;
        let place = best_place(&self.index, lists, entry).checked_sub(1).and_then(|at| places.get(at));
        let (heading, anchor, text) = place.map_or_else(Default::default, |place| parts_of(place, title));
        let page = address.split('#').next().unwrap_or_default();
        let mut end = 0;
        let (kind, language, ..) = self.index.manifest.runs.iter().find(|(_, _, count, _)| {
            end += count;
            entry < end
        })?;
        Some(Found {
            url: if anchor.is_empty() { address.clone() } else { format!("{page}#{anchor}") },
            title: title.clone(),
            heading,
            kind: kind.clone(),
            language: language.clone(),
            excerpt: if text.is_empty() { summary.clone() } else { text },
            score,
        })
    }
}

/// Heading, anchor and excerpt of a place.
fn parts_of(place: &Value, title: &str) -> (String, String, String) {
    let text = |at: usize| place.get(at).and_then(Value::as_str).map(String::from);
    let heading = place.as_str().map(String::from).or_else(|| text(0)).unwrap_or_default();
    let heading = heading.replace(TITLE_AGAIN, title);
    let plain = || slug(heading.rsplit(" › ").next().unwrap_or_default());
    let anchor = text(1).unwrap_or_else(plain);
    (heading, anchor, text(2).unwrap_or_default())
}

/// The lists of all words and phrases, by which the best place of an entry is chosen.
fn lists_of(terms: &[Term], meant: &[Meant]) -> Vec<Vec<Weighed>> {
    let of_words = terms.iter().map(|term| term.lists.clone());
    let of_phrases = meant.iter().flat_map(|meant| &meant.others);
    of_words.chain(of_phrases.map(|(lists, weight)| lists.iter().map(|list| (*list, *weight)).collect())).collect()
}

/// How many UTF-16 units a word has: what JavaScript calls its length.
fn units(word: &str) -> usize {
    word.encode_utf16().count()
}

/// As much of a question as is read.
fn beginning(text: &str) -> &str {
    let mut length = 0;
    let over = text.char_indices().find(|(_, character)| {
        length += character.len_utf16();
        length > LONGEST_TEXT
    });
    over.map_or(text, |(at, _)| &text[..at])
}

/// The words of a question, each once.
fn distinct(text: &str) -> Vec<Word> {
    let mut seen = BTreeSet::new();
    let mut asked = words(text);
    asked.retain(|word| seen.insert(word.form.clone()));
    asked.truncate(MOST_WORDS);
    asked
}

/// The words of a question that are written in two to five capitals or digits.
fn abbreviations(text: &str) -> BTreeSet<String> {
    let is_short =
        |run: &&str| (2..=5).contains(&run.chars().count()) && run.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(is_short);
    runs.flat_map(words).map(|word| word.form).collect()
}

/// `text` with the words put right that were not known.
fn respelled(text: &str, terms: &[Term]) -> Option<String> {
    terms.iter().find(|term| term.corrected.is_some())?;
    let is_letter =
        |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’') || unicode_normalization::char::is_combining_mark(c);
    let mut respelled = String::new();
    for piece in text.split_inclusive(|c| !is_letter(c)) {
        let word = piece.trim_end_matches(|c| !is_letter(c));
        let forms = words(word);
        let right =
            terms.iter().find(|term| term.corrected.is_some() && forms.iter().any(|word| word.form == term.form));
        respelled.push_str(right.and_then(|term| term.corrected.as_deref()).unwrap_or(word));
        respelled.push_str(&piece[word.len()..]);
    }
    Some(respelled)
}

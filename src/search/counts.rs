//! Counts the words of a run of entries. Each distinct piece of text is folded and stemmed once; after that a word
//! costs one look-up, and counting happens in arrays that are used again for every place and entry.

use rustc_hash::FxHashMap;

use crate::gate::Cleared;
use crate::search::entries::{Entry, Planned};
use crate::search::excerpts::Excerpts;
use crate::search::languages::{Language, primary};
use crate::search::words::{chunks, words};

/// How often a stem stands in one entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Posting {
    /// The number of the entry.
    pub(super) entry: u32,
    /// How often it stands in the running text, in halves: words of messages count half.
    pub(super) body: u16,
    /// What it counts for where it stands in a title, another name, a heading or the summary, in halves.
    pub(super) strong: u16,
    /// The place of the entry in which it counts most.
    pub(super) place: u16,
    /// Whether it stands in the title or another name.
    pub(super) named: Named,
}

/// Whether a word is part of what an entry is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// It is not.
    #[default]
    No,
    /// It stands in another name, or is what the title is abbreviated to.
    Name,
    /// It stands in the title.
    Title,
}

/// What a reader is shown of an entry.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// The entry; of its places only what a result shows is left.
    pub(super) entry: Entry,
    /// How many words the title has.
    pub(super) title_words: usize,
    /// How many words the running text has.
    pub(super) length: f32,
}

/// A run of entries, counted. Stems and forms are numbered in the order in which they turned up.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Every stem, with its language before it: `en:cell`.
    pub(super) stems: Strings,
    /// Every form. A form turns up once for each stem it has.
    pub(super) forms: Strings,
    /// The stem of each form.
    pub(super) form_stems: Vec<u32>,
    /// The counts by entry: the stem and its posting.
    pub(super) postings: Vec<(u32, Posting)>,
    /// The entries.
    pub(super) cards: Vec<Card>,
}

/// Many short strings in one long one.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    fn push(&mut self, string: &str) {
        self.text.push_str(string);
        self.ends.push(self.text.len() as u32);
    }

    /// All of them, in the order in which they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start as usize..*end as usize])
    }
}

/// What a word counts for in the parts of an entry that say what it is about. The running text counts 1.
const TITLE: f32 = 5.0;
const NAME: f32 = 4.0;
const HEADING: f32 = 2.0;
const SUMMARY: f32 = 1.5;
const TALK: f32 = 0.5;

/// Counts the entries of `planned`, the first of which has the number `first`. What results show is left
/// of their texts.
pub(super) fn count(cleared: &Cleared, planned: &[Planned<'_>], first: u32, excerpts: Excerpts) -> Batch {
    let mut counter = Counter::default();
    let mut lexicon: Option<Lexicon> = None;
    for (number, planned) in (first..).zip(planned) {
        let tag = primary(planned.language);
        if lexicon.as_ref().is_none_or(|lexicon| lexicon.language.tag != tag) {
            lexicon = Some(Lexicon::new(&tag));
        }
        if let Some(lexicon) = &mut lexicon {
            counter.count_entry(lexicon, number, planned.entry(cleared), excerpts);
        }
    }
    counter.batch
}

/// The pieces of text of one language that have turned up, with the stems of their words.
struct Lexicon {
    language: Language,
    /// By piece: where its words begin in `words`, and how many it has.
    pieces: FxHashMap<Box<str>, (u32, u32)>,
    /// The words of all pieces.
    words: Vec<Known>,
    stems: FxHashMap<String, u32>,
    forms: FxHashMap<(String, u32), ()>,
}

/// One word of a piece of text.
#[derive(Clone, Copy)]
struct Known {
    stem: u32,
    stop: bool,
    /// Whether it is a whole compound, whose parts have been counted already.
    compound: bool,
}

impl Lexicon {
    fn new(tag: &str) -> Self {
        Self {
            language: Language::new(tag),
            pieces: FxHashMap::default(),
            words: Vec::new(),
            stems: FxHashMap::default(),
            forms: FxHashMap::default(),
        }
    }

    /// The words of `piece`, analysed now if it has not turned up before.
    fn look_up(&mut self, batch: &mut Batch, piece: &str) -> std::ops::Range<usize> {
        let (start, length) = match self.pieces.get(piece) {
            Some(&known) => known,
            None => self.analyse(batch, piece),
        };
        start as usize..(start + length) as usize
    }

    fn analyse(&mut self, batch: &mut Batch, piece: &str) -> (u32, u32) {
        let start = self.words.len();
        let abbreviation = is_abbreviation(piece);
        for word in words(piece) {
            let stem = self.stem(batch, &self.language.stem(&word, abbreviation));
            let stop = self.language.is_stop_word(&word.form);
            if self.forms.insert((word.form.clone(), stem), ()).is_none() {
                batch.forms.push(&word.form);
                batch.form_stems.push(stem);
            }
            self.words.push(Known { stem, stop, compound: word.compound });
        }
        let found = (start as u32, (self.words.len() - start) as u32);
        self.pieces.insert(Box::from(piece), found);
        found
    }

    /// The number of a stem.
    fn stem(&mut self, batch: &mut Batch, stem: &str) -> u32 {
        let key = format!("{}:{stem}", self.language.tag);
        *self.stems.entry(key).or_insert_with_key(|key| {
            batch.stems.push(key);
            (batch.stems.ends.len() - 1) as u32
        })
    }
}

/// What people shorten `title` to: the initials of its words and its numbers, as in `ibs` and `men2`; nothing for titles
/// of one or two words, whose initials could be anything. In brackets stands another name, which counts by itself.
fn initials(title: &str, language: &Language) -> Option<String> {
    let title = title.split('(').next().unwrap_or_default();
    let mut short = String::new();
    let mut letters = 0;
    for word in words(title).iter().filter(|word| !word.compound && !language.is_stop_word(&word.form)) {
        match word.form.chars().next().filter(|_| word.form != TYPE) {
            Some(first) if first.is_numeric() => short.push_str(&word.form),
            Some(first) if first.is_alphabetic() => {
                short.push(first);
                letters += 1;
            }
            _ => {}
        }
    }
    (letters >= 2 && (3..=8).contains(&short.chars().count())).then_some(short)
}

/// The word before a number that abbreviations leave out, in most languages that have it.
const TYPE: &str = "type";

/// Whether `piece` is written in capitals, as `AIDS` and `CT` are.
fn is_abbreviation(piece: &str) -> bool {
    piece.chars().filter(|c| c.is_uppercase()).count() >= 2 && !piece.chars().any(char::is_lowercase)
}

/// What one stem counts for in the entry that is being counted.
#[derive(Clone, Copy, Default)]
struct Tally {
    body: f32,
    strong: f32,
    named: Named,
    /// What it counts for in the place that is being counted.
    here: f32,
    /// What it counts for in the best place so far, and which that is.
    best: f32,
    place: u16,
}

/// Counts one entry after the other.
#[derive(Default)]
struct Counter {
    batch: Batch,
    tallies: Vec<Tally>,
    /// The stems of the entry, and of the place, in the order in which they turned up.
    in_entry: Vec<u32>,
    in_place: Vec<u32>,
}

/// Where a word stands.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Title(f32),
    Name(f32),
    Heading(f32),
    Body(f32),
}

impl Counter {
    fn count_entry(&mut self, lexicon: &mut Lexicon, number: u32, mut entry: Entry, excerpts: Excerpts) {
        let title_words = self.add(lexicon, &entry.title, Field::Title(TITLE));
        let initials = initials(&entry.title, &lexicon.language);
        entry.names.iter().chain(&initials).for_each(|name| {
            self.add(lexicon, name, Field::Name(NAME));
        });
        if let Some(summary) = &entry.summary {
            self.add(lexicon, summary, Field::Heading(SUMMARY));
        }
        let mut length = 0.0;
        for (at, place) in entry.places.iter().enumerate() {
            self.add(lexicon, place.own_heading(), Field::Heading(HEADING));
            let weight = if place.talk { TALK } else { 1.0 };
            length += weight * self.add(lexicon, &place.text, Field::Body(weight)) as f32;
            self.end_place(u16::try_from(at).unwrap_or(u16::MAX));
        }
        self.end_entry(number);
        excerpts.cut(&mut entry);
        self.batch.cards.push(Card { entry, title_words, length });
    }

    /// Counts the words of `text`; gives back how many there are without stop words and whole compounds.
    fn add(&mut self, lexicon: &mut Lexicon, text: &str, field: Field) -> usize {
        let mut counted = 0;
        for piece in chunks(text) {
            for at in lexicon.look_up(&mut self.batch, piece) {
                let word = lexicon.words[at];
                counted += usize::from(!word.stop && !word.compound);
                if !word.stop || matches!(field, Field::Title(_) | Field::Name(_)) {
                    self.tally(word.stem, field);
                }
            }
        }
        counted
    }

    fn tally(&mut self, stem: u32, field: Field) {
        let index = stem as usize;
        if self.tallies.len() <= index {
            self.tallies.resize(index + 1, Tally::default());
        }
        let tally = &mut self.tallies[index];
        if tally.body + tally.strong == 0.0 {
            self.in_entry.push(stem);
        }
        if tally.here == 0.0 {
            self.in_place.push(stem);
        }
        match field {
            Field::Title(weight) => {
                tally.strong += weight;
                tally.named = Named::Title;
                tally.here += weight;
            }
            Field::Name(weight) => {
                tally.strong += weight;
                tally.named = tally.named.max(Named::Name);
                tally.here += weight;
            }
            Field::Heading(weight) => {
                tally.strong += weight;
                tally.here += weight;
            }
            Field::Body(weight) => {
                tally.body += weight;
                tally.here += weight;
            }
        }
    }

    /// Notes for each stem of the place whether it counts more here than in the places before.
    fn end_place(&mut self, place: u16) {
        for stem in self.in_place.drain(..) {
            let tally = &mut self.tallies[stem as usize];
            if tally.here > tally.best {
                tally.best = tally.here;
                tally.place = place;
            }
            tally.here = 0.0;
        }
    }

    fn end_entry(&mut self, entry: u32) {
        for stem in self.in_entry.drain(..) {
            let Tally { body, strong, named, place, .. } = std::mem::take(&mut self.tallies[stem as usize]);
            let halves = |count: f32| (count * 2.0) as u16;
            self.batch
                .postings
                .push((stem, Posting { entry, body: halves(body), strong: halves(strong), place, named }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::initials;
    use crate::search::languages::Language;

    #[test]
    fn titles_are_found_by_their_initials() {
        let short = |title: &str| initials(title, &Language::new("en"));
        assert_eq!(short("Irritable bowel syndrome").as_deref(), Some("ibs"));
        assert_eq!(short("Disease of the lungs that is chronic").as_deref(), Some("dlc"));
        assert_eq!(short("Multiple endocrine neoplasia, type 2").as_deref(), Some("men2"));
        assert_eq!(short("Non-Hodgkin lymphoma (a cancer of the blood)").as_deref(), Some("nhl"));
        assert_eq!((short("Hair loss"), short("Fatigue"), short("")), (None, None, None));
    }
}

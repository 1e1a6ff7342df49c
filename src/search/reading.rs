//! Reads the files of the index, as `search-core.js` does in the browser: the manifest, forms with their lists of hits,
//! forms backwards, what results show, and words that mean the same.
//!
//! Where the files are of this program's making nothing in them is broken; reading stops at what is, and never panics.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::search::coding::{Letters, rice_width};
use crate::search::lexicon::tells_places;
use crate::search::postings::{TITLE, compare_utf16};
use crate::search::shards::VERSION;
use crate::site::SitePath;

/// The index of one site.
pub(super) struct Index {
    pub(super) manifest: Manifest,
    /// Whether the index is one file.
    pub(super) whole: bool,
    /// The words that weigh nothing, by language.
    pub(super) stop: BTreeMap<String, BTreeSet<String>>,
    /// Every list of hits.
    pub(super) lists: Vec<List>,
    /// The shards of forms with the keys they begin with, and those of forms backwards.
    pub(super) forms: Shards<Forms>,
    pub(super) backwards: Shards<Vec<String>>,
    /// What results show of each entry.
    pub(super) cards: Vec<Card>,
    /// Every phrase that means the same as others, and by each word the phrases that hold it.
    pub(super) phrases: Vec<Phrase>,
    pub(super) phrases_by_word: BTreeMap<String, Vec<usize>>,
}

/// The file `index.js`.
#[derive(Deserialize)]
pub(super) struct Manifest {
    version: u32,
    /// How many entries there are.
    pub(super) entries: usize,
    /// Kind, language, number and prior of entries that follow each other.
    pub(super) runs: Vec<(String, String, usize, f64)>,
    /// What the steps count for, in hundredths.
    pub(super) worth: Vec<f64>,
    /// A letter for the number of words in each title.
    pub(super) titles: String,
    /// The entries whose review is overdue.
    pub(super) late: BTreeSet<usize>,
    stop: BTreeMap<String, String>,
    all: Option<String>,
    w: Option<String>,
    t: Option<Table>,
    s: Option<Table>,
    c: Option<Table>,
}

/// Where the shards of a kind are.
#[derive(Deserialize)]
struct Table {
    first: String,
    hash: String,
}

/// Shards in order with the keys that they begin with.
pub(super) struct Shards<T> {
    pub(super) firsts: Vec<String>,
    pub(super) shards: Vec<T>,
}

/// A shard of forms: each with the number of its list, or with the form in another shard whose list it shares.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) forms: Vec<String>,
    pub(super) lists: Vec<ListOf>,
}

/// Where the list of a form is.
#[derive(Clone)]
pub(super) enum ListOf {
    Here(usize),
    With(String),
}

/// The entries that hold a word.
#[derive(Default)]
pub(super) struct List {
    /// The forms of the word in the shard of the list.
    pub(super) forms: Vec<String>,
    /// How much the word says.
    pub(super) idf: f64,
    pub(super) hits: Vec<Hit>,
}

/// One entry that holds a word.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub(super) entry: usize,
    pub(super) step: usize,
    pub(super) place: usize,
}

/// Title, address, excerpt and other places.
pub(super) type Card = (String, String, String, Vec<Value>);

/// A phrase that means the same as others.
pub(super) struct Phrase {
    pub(super) tag: String,
    /// The numbers of the first phrase of its group and of the one after its last.
    pub(super) group: (usize, usize),
    pub(super) absent: bool,
    pub(super) words: Vec<String>,
}

impl Index {
    /// The index in `files`; nothing if a part of it is missing.
    pub(super) fn read(files: &[(SitePath, Vec<u8>)]) -> Option<Self> {
        let manifest: Manifest = serde_json::from_value(held(files, "index")?).ok()?;
        if manifest.version != VERSION {
            return None;
        }
        let all = manifest.all.as_ref().map(|name| held(files, name));
        let mut index = match all {
            Some(all) => Self::of_one_file(manifest, all?)?,
            None => Self::of_many_files(manifest, files)?,
        };
        let words = |words: &String| words.split(' ').map(String::from).collect();
        index.stop = index.manifest.stop.iter().map(|(tag, list)| (tag.clone(), words(list))).collect();
        Some(index)
    }

    fn empty(manifest: Manifest, whole: bool) -> Self {
        Self {
            manifest,
            whole,
            stop: BTreeMap::new(),
            lists: Vec::new(),
            forms: Shards { firsts: vec![String::new()], shards: Vec::new() },
            backwards: Shards { firsts: vec![String::new()], shards: Vec::new() },
            cards: Vec::new(),
            phrases: Vec::new(),
            phrases_by_word: BTreeMap::new(),
        }
    }

    fn of_one_file(manifest: Manifest, mut all: Value) -> Option<Self> {
        let mut index = Self::empty(manifest, true);
        index.add_terms(serde_json::from_value(all["t"][0].take()).ok()?)?;
        index.cards = serde_json::from_value(all["c"][0].take()).ok()?;
        index.add_meanings(all["w"].as_str()?);
        Some(index)
    }

    fn of_many_files(manifest: Manifest, files: &[(SitePath, Vec<u8>)]) -> Option<Self> {
        let mut index = Self::empty(manifest, false);
        let (terms, firsts) = shards::<(String, String)>(files, "t", index.manifest.t.as_ref()?)?;
        terms.into_iter().try_for_each(|shard| index.add_terms(shard))?;
        index.forms.firsts = firsts;
        let (backwards, firsts) = shards::<String>(files, "s", index.manifest.s.as_ref()?)?;
        let read = |text: &String| items(text).map(|(form, _)| form).collect();
        index.backwards = Shards { firsts, shards: backwards.iter().map(read).collect() };
        let (cards, _) = shards::<Vec<Card>>(files, "c", index.manifest.c.as_ref()?)?;
        index.cards = cards.into_iter().flatten().collect();
        index.add_meanings(held(files, index.manifest.w.as_ref()?)?.as_str()?);
        Some(index)
    }

    /// Reads a shard of forms; nothing if it is cut short.
    fn add_terms(&mut self, (text, letters): (String, String)) -> Option<()> {
        let mut bits = Letters::new(&letters);
        let mut shard = Forms::default();
        for (at, (form, shares)) in items(&text).enumerate() {
            let list = match shares {
                None => {
                    self.lists.push(read_list(&mut bits, self.manifest.entries)?);
                    ListOf::Here(self.lists.len() - 1)
                }
                Some(shares) => match shares.strip_prefix(':') {
                    Some(other) => ListOf::With(String::from(other)),
                    None => shard.lists.get(at.checked_sub(shares.parse().unwrap_or(1))?)?.clone(),
                },
            };
            if let ListOf::Here(list) = list {
                self.lists.get_mut(list)?.forms.push(form.clone());
            }
            shard.forms.push(form);
            shard.lists.push(list);
        }
        self.forms.shards.push(shard);
        Some(())
    }

    fn add_meanings(&mut self, text: &str) {
        for line in text.lines() {
            let first = self.phrases.len();
            let last = first + line.split([',', '|']).count();
            for (tag, phrases) in line.split('|').filter_map(|part| part.split_once(':')) {
                for phrase in phrases.split(',') {
                    let words: Vec<String> = phrase.trim_start_matches('-').split(' ').map(String::from).collect();
                    for word in &words {
                        self.phrases_by_word.entry(word.clone()).or_default().push(self.phrases.len());
                    }
                    let absent = phrase.starts_with('-');
                    self.phrases.push(Phrase { tag: String::from(tag), group: (first, last), absent, words });
                }
            }
        }
    }
}

/// What the file called `name` hands over.
fn held(files: &[(SitePath, Vec<u8>)], name: &str) -> Option<Value> {
    let path = format!("search-index/{name}.js");
    let (_, bytes) = files.iter().find(|(other, _)| other.as_str() == path)?;
    let text = std::str::from_utf8(bytes).ok()?;
    serde_json::from_str(text.get(text.find(',')? + 1..text.rfind(')')?)?).ok()
}

/// How many hexadecimal digits of a hash stand in a file name.
const HASH: usize = 8;

/// What the shards of one kind hold, and the keys that they begin with.
fn shards<T: for<'a> Deserialize<'a>>(
    files: &[(SitePath, Vec<u8>)],
    kind: &str,
    table: &Table,
) -> Option<(Vec<T>, Vec<String>)> {
    let names: BTreeMap<&str, &Vec<u8>> = files.iter().map(|(path, bytes)| (path.as_str(), bytes)).collect();
    let firsts: Vec<String> = table.first.split(' ').map(String::from).collect();
    let shard = |at: usize| {
        let path = format!("search-index/{kind}{at}-{}.js", table.hash.get(at * HASH..(at + 1) * HASH)?);
        let text = std::str::from_utf8(names.get(path.as_str())?).ok()?;
        serde_json::from_str(text.get(text.find(',')? + 1..text.rfind(')')?)?).ok()
    };
    let shards: Option<Vec<T>> = (0..firsts.len()).map(shard).collect();
    Some((shards?, firsts))
}

/// The words of a shard, each with what stands after its `=`.
fn items(text: &str) -> impl Iterator<Item = (String, Option<&str>)> {
    let mut last = String::new();
    text.split(' ').filter(|item| !item.is_empty()).map(move |item| {
        let (rest, shares) = match item[1..].split_once('=') {
            Some((rest, shares)) => (rest, Some(shares)),
            None => (&item[1..], None),
        };
        last.truncate(end_of_units(&last, Letters::value(item.as_bytes()[0]) as usize));
        last.push_str(rest);
        (last.clone(), shares)
    })
}

/// Where the first so many UTF-16 units of `text` end.
fn end_of_units(text: &str, units: usize) -> usize {
    let mut seen = 0;
    let over = text.char_indices().find(|(_, character)| {
        seen += character.len_utf16();
        seen > units
    });
    over.map_or(text.len(), |(at, _)| at)
}

/// One list of hits.
fn read_list(bits: &mut Letters<'_>, entries: usize) -> Option<List> {
    let size = bits.gamma()? as usize;
    let all = size + bits.gamma()? as usize;
    let places = tells_places(all, entries);
    let width = rice_width(size, entries);
    let mut list = List { forms: Vec::new(), idf: idf(all, entries), hits: Vec::with_capacity(size.min(entries)) };
    let mut next = 0;
    for _ in 0..size {
        let entry = next + bits.rice(width)? as usize;
        let step = match bits.fixed(2)? as usize + 1 {
            4 if bits.fixed(1)? == 0 => 0,
            4 => usize::from(TITLE) + bits.fixed(1)? as usize,
            step => step,
        };
        let place = if places { bits.rice(1)? as usize } else { 0 };
        list.hits.push(Hit { entry, step, place });
        next = entry + 1;
    }
    Some(list)
}

/// How much a word says that stands in `some` of the entries, rounded as in the browser: logarithms differ in their
/// last digits from one machine to the other.
fn idf(some: usize, entries: usize) -> f64 {
    let (some, entries) = (some as f64, entries as f64);
    ((1.0 + (entries - some + 0.5) / (some + 0.5)).ln() * 1024.0 + 0.5).floor() / 1024.0
}

/// The last index at which `keys` is not after `key`; 0 if there is none.
pub(super) fn find(keys: &[String], key: &str) -> usize {
    keys.partition_point(|other| compare_utf16(other, key) != Ordering::Greater).saturating_sub(1)
}

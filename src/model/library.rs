//! The library of references: every source once, whatever files it stands in.
//!
//! The same source comes out of PubMed, Zotero and a colleague's list under different keys. Entries that have one DOI, one
//! PubMed number, or one title, year and first author are one source: the first keeps its place, takes what only the
//! others know, and is found under the keys of all of them. Every source is found as `pmid:…` and `doi:…` too.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::reference::Reference;
use crate::model::retraction::Wanted;

/// Every source, by key.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The sources, sorted by their keys once all are gathered.
    entries: Vec<Arc<Reference>>,
    /// The places of the sources, by all their names.
    places: FxHashMap<String, usize>,
    /// Entries that are left out because another source has their key.
    pub duplicates: Vec<Arc<Reference>>,
    /// Entries that were found to be a source that is there already.
    pub merged: Vec<Merged>,
    /// Entries without a key of their own that were called otherwise than they would be, because the name was taken.
    pub renamed: Vec<Arc<Reference>>,
}

/// An entry that became part of another.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The key of the source that it is.
    pub into: String,
    /// The entry.
    pub extra: Arc<Reference>,
    /// By what they were found to be the same.
    pub by: Sameness,
}

/// By what two entries are one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sameness {
    /// They have one DOI.
    Doi,
    /// They have one PubMed number.
    Pmid,
    /// They have one title, year and first author.
    Title,
}

impl Library {
    /// The library of these entries, which come in the order of their files. Keys that editors wrote go before those
    /// that were made.
    pub fn gather(references: &[Arc<Reference>]) -> Self {
        let (made, written): (Vec<_>, Vec<_>) = references.iter().partition(|reference| reference.key_is_made);
        let ordered: Vec<&Arc<Reference>> = written.into_iter().chain(made).collect();
        let mut groups = Groups::of(&ordered);
        let mut library = Self::default();
        let mut places: FxHashMap<usize, usize> = FxHashMap::default();
        for (at, reference) in ordered.iter().enumerate() {
            let first = groups.first(at);
            match places.get(&first) {
                Some(place) => library.merge(*place, reference, groups.by(at)),
                // A group whose first entry was refused for its key goes on with the next.
                None => places.extend(library.add(reference).map(|place| (first, place))),
            }
        }
        library.sort();
        library.add_identifiers();
        library
    }

    /// The source called `key`, under whichever of its names.
    pub fn get(&self, key: &str) -> Option<&Arc<Reference>> {
        // A DOI is the same in small letters and capitals.
        let is_doi = || key.get(..4).is_some_and(|label| label.eq_ignore_ascii_case("doi:"));
        let in_small_letters = || is_doi().then(|| self.places.get(&key.to_lowercase())).flatten();
        let place = self.places.get(key).or_else(in_small_letters)?;
        self.entries.get(*place)
    }

    /// The source called `key`, with the name that it is listed under.
    pub fn get_key_value(&self, key: &str) -> Option<(&String, &Arc<Reference>)> {
        self.get(key).map(|reference| (&reference.key, reference))
    }

    /// Whether there is a source called `key`.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Every source once, by key.
    pub fn values(&self) -> impl Iterator<Item = &Arc<Reference>> {
        self.entries.iter()
    }

    /// The keys that sources are listed under.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|reference| &reference.key)
    }

    /// The identifiers by which sources are looked up in the list of retractions.
    pub fn wanted(&self) -> Wanted {
        let mut wanted = Wanted::default();
        for reference in &self.entries {
            wanted.add(&reference.key, reference.doi.as_deref(), reference.pmid.as_deref());
        }
        wanted
    }

    /// How many sources there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Makes an entry part of the source at `place`.
    fn merge(&mut self, place: usize, reference: &Arc<Reference>, by: Sameness) {
        let Some(entry) = self.entries.get_mut(place) else { return };
        if entry.key != reference.key {
            if self.places.contains_key(&reference.key) {
                // Somebody else's key: whoever cites it must not get this source.
                self.duplicates.extend((!reference.key_is_made).then(|| Arc::clone(reference)));
            } else {
                self.places.insert(reference.key.clone(), place);
            }
        }
        fill(Arc::make_mut(entry), reference);
        self.merged.push(Merged { into: entry.key.clone(), extra: Arc::clone(reference), by });
    }

    /// Adds a source, and returns its place; nothing if its key is another's.
    fn add(&mut self, reference: &Arc<Reference>) -> Option<usize> {
        let mut reference = Arc::clone(reference);
        if self.places.contains_key(&reference.key) {
            let made = reference.key_is_made.then(|| reference.renamed(&self.free_key(&reference.key))).flatten();
            let Some(renamed) = made.map(Arc::new) else {
                self.duplicates.push(reference);
                return None;
            };
            self.renamed.push(Arc::clone(&renamed));
            reference = renamed;
        }
        let place = self.entries.len();
        self.places.insert(reference.key.clone(), place);
        self.entries.push(reference);
        Some(place)
    }

    /// The first of `key-2`, `key-3` … that is free.
    fn free_key(&self, key: &str) -> String {
        let mut keys = (2..).map(|number| format!("{key}-{number}"));
        keys.find(|key| !self.places.contains_key(key)).unwrap_or_default()
    }

    /// Puts the sources into the order of their keys.
    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by(|a, b| self.entries[*a].key.cmp(&self.entries[*b].key));
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, before)| places[*before] = place);
        self.places.values_mut().for_each(|place| *place = places[*place]);
        self.entries = order.iter().map(|before| Arc::clone(&self.entries[*before])).collect();
    }

    /// Lets every source be found by its identifiers.
    fn add_identifiers(&mut self) {
        for (place, reference) in self.entries.iter().enumerate() {
            let doi = reference.doi.as_ref().map(|doi| format!("doi:{doi}"));
            let pmid = reference.pmid.as_ref().map(|pmid| format!("pmid:{pmid}"));
            for name in doi.into_iter().chain(pmid) {
                self.places.entry(name).or_insert(place);
            }
        }
    }
}

/// Which entries are one source, by their places in a list. An entry that has the DOI of one and the PubMed number of
/// another shows that these two are one as well.
struct Groups {
    /// Another entry of the same group, nearer to its first; of the first, itself.
    towards: Vec<usize>,
    /// How an entry came into its group.
    by: Vec<Sameness>,
}

impl Groups {
    /// The groups of these entries.
    fn of(references: &[&Arc<Reference>]) -> Self {
        let count = references.len();
        let mut groups = Self { towards: (0..count).collect(), by: vec![Sameness::Title; count] };
        let mut by_doi: FxHashMap<&str, usize> = FxHashMap::default();
        let mut by_pmid: FxHashMap<&str, usize> = FxHashMap::default();
        let mut by_title: FxHashMap<Work, Vec<usize>> = FxHashMap::default();
        for (at, reference) in references.iter().enumerate() {
            if let Some(doi) = &reference.doi {
                groups.join(*by_doi.entry(doi).or_insert(at), at, Sameness::Doi);
            }
            if let Some(pmid) = &reference.pmid {
                let other = *by_pmid.entry(pmid).or_insert(at);
                if !differ(reference, references[other]) {
                    groups.join(other, at, Sameness::Pmid);
                }
            }
            if let Some(work) = work(reference) {
                let others = by_title.entry(work).or_default();
                if let Some(other) =
                    others.iter().take(MOST_NAMESAKES).find(|other| is_same_work(reference, references[**other]))
                {
                    groups.join(*other, at, Sameness::Title);
                }
                others.push(at);
            }
        }
        groups
    }

    /// The first entry of the group of `at`.
    fn first(&mut self, at: usize) -> usize {
        let mut first = at;
        while self.towards[first] != first {
            // Shortens the way for whoever asks next.
            self.towards[first] = self.towards[self.towards[first]];
            first = self.towards[first];
        }
        first
    }

    /// How an entry came into its group.
    fn by(&self, at: usize) -> Sameness {
        self.by[at]
    }

    /// Makes one group of those of two entries.
    fn join(&mut self, one: usize, other: usize, by: Sameness) {
        let (one, other) = (self.first(one), self.first(other));
        if one != other {
            self.towards[one.max(other)] = one.min(other);
            self.by[one.max(other)] = by;
        }
    }
}

/// Title and first author without case, spaces and marks, and the year; nothing without a title and a year.
type Work = (String, String, i32);

/// How many works of one title, author and year are told apart.
const MOST_NAMESAKES: usize = 16;

/// What tells a work from others. Many bodies publish a page called "Hair loss" in one year.
fn work(reference: &Reference) -> Option<Work> {
    let folded = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let title: String = folded(&reference.title);
    let author = reference.authors.first().map(|author| folded(author.split(',').next().unwrap_or(author)));
    (!title.is_empty()).then_some((title, author.unwrap_or_default(), reference.year?))
}

/// Whether two entries with different identifiers are different sources: a preprint and its article, two versions of
/// a Cochrane review.
fn differ(one: &Reference, other: &Reference) -> bool {
    let differs = |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
    differs(&one.doi, &other.doi) || differs(&one.pmid, &other.pmid)
}

/// Whether two entries of one title, author and year are one work.
fn is_same_work(one: &Reference, other: &Reference) -> bool {
    let web_pages = one.is_web_page() && other.is_web_page() && one.url != other.url;
    !differ(one, other) && !web_pages
}

/// Gives `entry` what only `other` knows.
fn fill(entry: &mut Reference, other: &Reference) {
    fn take<T: Clone>(mine: &mut Option<T>, theirs: Option<&T>) {
        if mine.is_none() {
            *mine = theirs.cloned();
        }
    }
    if entry.url.is_none() && other.url.is_some() {
        if let Some(url) = other.entry.url_any() {
            entry.entry.set_url(url.clone());
        }
        entry.accessed = other.accessed;
    }
    take(&mut entry.url, other.url.as_ref());
    take(&mut entry.doi, other.doi.as_ref());
    take(&mut entry.pmid, other.pmid.as_ref());
    take(&mut entry.isbn, other.isbn.as_ref());
    take(&mut entry.level, other.level.as_ref());
    if entry.study.is_none() {
        (entry.study, entry.question) = (other.study, other.question);
    }
    entry.retracted |= other.retracted;
    let numbers = other.entry.serial_number().map(|numbers| numbers.0.clone()).unwrap_or_default();
    for (name, number) in numbers {
        if entry.entry.keyed_serial_number(&name).is_none() {
            entry.entry.set_keyed_serial_number(&name, number);
        }
    }
}

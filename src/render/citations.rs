//! Writes the citations of a page and the list of its sources.
//!
//! Citation styles come as CSL files; the library that reads them formats names, dates and titles. Its HTML is not
//! escaped, so all HTML is written here. Where a style numbers its sources, the numbers and the marks in the text are
//! written here too, and each source is formatted once for the whole site: in such a style a source looks the same
//! whatever is cited beside it. Styles with names and years look at all sources of a page together where two might be
//! confused.
//!
//! To read first: `style` asks the library to print, `numeric` and `author_date` write the citations and the list of a
//! page in the two kinds of styles. What the library gets wrong is put right by `mend` before and by `polish` after. The
//! rest is there for speed: `alone` and `order` ask for single parts instead of pages, and `specialise` cuts a style down
//! to what it still asks of certain sources.

mod absent;
mod alone;
mod author_date;
mod elements;
mod fingerprinter;
mod flatten;
mod heirs;
mod labels;
mod locales;
mod locator;
mod mend;
mod numeric;
mod order;
mod part;
mod polish;
mod questions;
mod specialise;
mod stand_ins;
mod style;
mod sweep;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hayagriva::Entry;
use hayagriva::types::Person;

use crate::memo::Memo;
use crate::model::library::Library;
use crate::model::prose::Citation;
use crate::model::reference::Reference;
use crate::model::slug::slug;
use crate::render::citations::author_date::Made;
use crate::render::citations::elements::{Links, escaped, html, link};
use crate::render::citations::numeric::Marks;
use crate::render::citations::style::{Item, Sheet};
use crate::site::MakeError;
use crate::source::Fingerprint;

/// A citation style, ready to write the citations of any page. It is made once for a site and shared by all threads.
pub struct Citer {
    sheet: Sheet,
    entries: Memo<String>,
    made: Memo<Made>,
    marks: Memo<Marks>,
    places: Memo<String>,
}

/// The citations of a page and its list of sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The citations as safe HTML, in the order they were given. Citation `n`, counted from 0, has the anchor
    /// `cite-{n+1}`.
    pub citations: Vec<String>,
    /// The sources, in the order the style wants.
    pub list: Vec<ListEntry>,
}

/// One source of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// Its number, in styles that number sources.
    pub number: Option<usize>,
    /// Its key; for an address in the front matter, the address.
    pub key: String,
    /// Its anchor: `ref-` and the key as a slug, made unique on the page.
    pub id: String,
    /// The source as safe HTML, without its number.
    pub html: String,
    /// The anchors of the citations that name it, in their order.
    pub backlinks: Vec<String>,
}

impl Citer {
    /// Loads the style called `style`: `ama`, `vancouver`, `apa`, `bmj`, `lancet`, `nature` or any name of the archive.
    /// `vancouver` stands for the style of the National Library of Medicine.
    ///
    /// # Errors
    /// When there is no such style; the message suggests the nearest name.
    pub fn new(style: &str) -> Result<Self, MakeError> {
        let sheet = Sheet::load(style)?;
        Ok(Self {
            sheet,
            entries: Memo::default(),
            made: Memo::default(),
            marks: Memo::default(),
            places: Memo::default(),
        })
    }

    /// Writes `citations`, the citations of one page in their order, and its list of sources. `also` are the sources of
    /// its front matter: keys, or addresses, which are listed as plain links. `language` is the page's BCP 47 tag.
    pub fn cite(&self, references: &Library, citations: &[Citation], also: &[String], language: &str) -> Cited {
        let page = Page::new(references, citations, also);
        match self.sheet.is_numeric() {
            true => numeric::cite(self, &page, language),
            false => author_date::cite(self, &page, language),
        }
    }

    /// Forgets the sources that have not been asked for since the last call.
    pub fn end_generation(&self) {
        self.sheet.end_generation();
        self.entries.end_generation();
        self.made.end_generation();
        self.marks.end_generation();
        self.places.end_generation();
    }

    /// The source as the list shows it, remembered.
    fn list_entry(&self, source: &Source<'_>, language: &str) -> Arc<String> {
        let reference = source.reference;
        let fingerprint = Fingerprint::of(&[language.as_bytes(), &source.print.0]);
        self.entries.get(fingerprint, || match self.sheet.list_entry(source.item(), language) {
            Some(content) => reachable(html(&content, Links::Kept), reference),
            None => by_hand(reference),
        })
    }
}

/// A source that a page names.
#[derive(Clone, Copy)]
struct Source<'a> {
    /// The key that it is listed under.
    key: &'a str,
    reference: &'a Reference,
    /// The fingerprint of its entry.
    print: Fingerprint,
}

impl<'a> Source<'a> {
    /// The source called `key`, under whichever of its names.
    fn find(references: &'a Library, key: &str) -> Option<Self> {
        let (key, reference) = references.get_key_value(key)?;
        Some(Self { key, reference, print: Item::of(&reference.entry).print })
    }

    /// What the library prints of it.
    fn item(&self) -> Item<'a> {
        Item { entry: &self.reference.entry, print: self.print }
    }
}

/// The sources of one page and what cites them.
struct Page<'a> {
    citations: &'a [Citation],
    /// The sources by every name that the page has for them.
    sources: BTreeMap<&'a str, Source<'a>>,
    /// The known keys, in the order of their first citation, then those of the front matter.
    keys: Vec<&'a str>,
    /// The addresses of the front matter.
    addresses: Vec<&'a str>,
    /// The anchors of keys and addresses.
    ids: BTreeMap<&'a str, String>,
    /// The anchors of the citations that name each key.
    backlinks: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Page<'a> {
    fn new(references: &'a Library, citations: &'a [Citation], also: &'a [String]) -> Self {
        let sources = sources(references, citations, also);
        let mut keys = Vec::new();
        let mut seen = BTreeSet::new();
        let mut backlinks: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let known = |key: &str| sources.get(key).map(|source| source.key);
        for (at, citation) in citations.iter().enumerate() {
            let anchor = anchor(at);
            for key in citation.items.iter().filter_map(|item| known(&item.key)) {
                let links = backlinks.entry(key).or_default();
                if links.last() != Some(&anchor) {
                    links.push(anchor.clone());
                }
                if seen.insert(key) {
                    keys.push(key);
                }
            }
        }
        keys.extend(also.iter().filter_map(|key| known(key)).filter(|key| seen.insert(key)));
        let is_address = |source: &&str| known(source).is_none() && elements::is_of_web(source);
        let addresses = also.iter().map(|source| source.trim()).filter(is_address).filter(|url| seen.insert(url));
        let addresses: Vec<&str> = addresses.collect();
        let ids = ids(keys.iter().chain(&addresses).copied());
        Self { citations, sources, keys, addresses, ids, backlinks }
    }

    /// The source called `key`, which is known.
    fn source(&self, key: &str) -> Option<&Source<'a>> {
        self.sources.get(key)
    }

    /// The reference called `key`, which is known.
    fn reference(&self, key: &str) -> Option<&'a Reference> {
        self.source(key).map(|source| source.reference)
    }

    /// What the library prints of each source, in the order of their keys.
    fn items(&self) -> Vec<Item<'a>> {
        self.keys.iter().filter_map(|key| self.source(key)).map(Source::item).collect()
    }

    /// The name that a source is listed under, by whichever of its names.
    fn listed_key(&self, key: &str) -> Option<&'a str> {
        self.source(key).map(|source| source.key)
    }

    /// The anchor of a source.
    fn id(&self, key: &str) -> &str {
        self.ids.get(self.listed_key(key).unwrap_or(key)).map_or("", String::as_str)
    }

    /// The list's entry of a source.
    fn listed(&self, key: &str, number: Option<usize>, html: String) -> ListEntry {
        let backlinks = self.backlinks.get(key).cloned().unwrap_or_default();
        ListEntry { number, key: String::from(key), id: String::from(self.id(key)), html, backlinks }
    }

    /// The list's entries of the addresses in the front matter; numbers go on after `last`.
    fn addresses(&self, last: Option<usize>) -> impl Iterator<Item = ListEntry> {
        let number = move |at: usize| last.map(|last| last + at + 1);
        self.addresses.iter().enumerate().map(move |(at, url)| self.listed(url, number(at), link(url, &escaped(url))))
    }
}

/// The sources that a page names, by each name that it has for them and by the one that they are listed under.
fn sources<'a>(
    references: &'a Library,
    citations: &'a [Citation],
    also: &'a [String],
) -> BTreeMap<&'a str, Source<'a>> {
    let cited = citations.iter().flat_map(|citation| &citation.items).map(|item| item.key.as_str());
    let mut sources = BTreeMap::new();
    for name in cited.chain(also.iter().map(String::as_str)) {
        if !sources.contains_key(name)
            && let Some(source) = Source::find(references, name)
        {
            sources.insert(name, source);
            sources.insert(source.key, source);
        }
    }
    sources
}

/// The anchor of citation `at`, counted from 0.
fn anchor(at: usize) -> String {
    format!("cite-{}", at + 1)
}

/// An anchor for each source, unique even where two keys become one slug.
fn ids<'a>(keys: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let mut ids = BTreeMap::new();
    for key in keys {
        let plain = format!("ref-{}", slug(key));
        let count = counts.entry(plain.clone()).or_default();
        let mut id = plain.clone();
        while taken.contains(&id) {
            // The second of a name gets a 2.
            *count = (*count + 1).max(2);
            id = format!("{plain}-{count}");
        }
        taken.insert(id.clone());
        ids.insert(key, id);
    }
    ids
}

/// A source that a reader can go to: if the style prints no link, its DOI, address or place in PubMed follows.
fn reachable(html: String, reference: &Reference) -> String {
    if html.contains("<a ") {
        return html;
    }
    match (&reference.doi, &reference.url) {
        (Some(doi), _) => {
            let url = format!("https://doi.org/{}", reference.entry.doi().unwrap_or(doi));
            format!("{html} {}", link(&url, &escaped(&url)))
        }
        (None, _) => match reference.address() {
            Some(url) => format!("{html} {}", link(&url, &escaped(&url))),
            None => html,
        },
    }
}

/// A source that the style cannot print: authors, title and year.
fn by_hand(reference: &Reference) -> String {
    let year = reference.year.map(|year| year.to_string()).unwrap_or_default();
    let parts = [reference.authors.join("; "), reference.title.clone(), year];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    reachable(escaped(&format!("{}.", parts.join(". "))), reference)
}

/// What stands for a key that nobody knows.
fn unknown_key(key: &str) -> String {
    format!("[{}?]", escaped(key))
}

/// The family names that stand for a source in a sentence: `Bower`, `Bower and Ganz`, `Bower et al.`; of a source
/// without people, its title.
fn narrative_names(sheet: &Sheet, entry: &Entry, title: &str, language: &str) -> String {
    let people = entry.authors().filter(|people| !people.is_empty()).or_else(|| entry.editors());
    let family = |person: &Person| person.name.clone();
    match people.unwrap_or_default() {
        [] => String::from(title),
        [one] => family(one),
        [one, two] => format!("{} {} {}", family(one), sheet.and(language), family(two)),
        [one, ..] => format!("{} {}", family(one), sheet.et_al(language)),
    }
}

#[cfg(test)]
mod tests;

//! Turns an entry of BibTeX into the one that citation styles format, as far as the library that does it can, and adds
//! what it passes over.

use biblatex::{Bibliography, ChunksExt, EntryType, Pair, RawBibliography, RawChunk, RawEntry, Spanned};
use hayagriva::Entry;
use hayagriva::types::{Date, FormatString, Publisher};

use crate::parse::references::bibtex::{in_plain_words, is_relation, related};
use crate::parse::references::contained;

/// What was lost of an entry: names of fields, and why.
pub(super) type Lost = Vec<(&'static str, String)>;

/// The entry as citation styles want it, or why it cannot be had.
pub(super) fn converted(mut raw: RawEntry<'_>, parents: &[RawEntry<'_>]) -> Result<(Entry, Lost), String> {
    // Other names of an entry are of no use here, and the library stumbles over odd ones. An entry that takes fields
    // from itself would keep it going for ever.
    let key = raw.key.v;
    raw.fields.retain(|field| {
        let names_itself = is_relation(field) && related(field).any(|name| name == key);
        !names_itself && !field.key.v.eq_ignore_ascii_case("ids")
    });
    let entries = std::iter::once(raw).chain(parents.iter().cloned()).map(|raw| Spanned::new(raw, 0..0)).collect();
    let bibliography = RawBibliography { preamble: String::new(), entries, abbreviations: Vec::new() };
    let read = contained(|| {
        let entries = Bibliography::from_raw(bibliography).map_err(|error| in_plain_words(&error.kind))?.into_vec();
        let mut tex = entries.into_iter().next().ok_or_else(|| String::from("it is empty"))?;
        as_chapter(&mut tex);
        let mut entry = Entry::try_from(&tex).map_err(|error| format!("it makes no sense here ({})", error.kind))?;
        let lost = add_missing(&tex, &mut entry);
        Ok((entry, lost))
    });
    read.unwrap_or_else(|| Err(String::from("it makes no sense")))
}

/// What is printed like a chapter is taken for one: of the other kinds, styles such as APA print the title of the whole
/// twice with this library. A paper in proceedings without editors is printed like an article.
fn as_chapter(tex: &mut biblatex::Entry) {
    let as_article = || !["editor", "eventtitle", "venue"].iter().any(|name| tex.get(name).is_some());
    match tex.entry_type {
        EntryType::InProceedings if as_article() => {}
        EntryType::InCollection | EntryType::InProceedings | EntryType::InReference => {
            tex.entry_type = EntryType::InBook;
        }
        _ => {}
    }
}

/// Lets `Taylor and Francis` be one publisher, as BibTeX has it; BibLaTeX takes it for two.
fn keep_publisher(tex: &biblatex::Entry, entry: &mut Entry) {
    let Some(name) = tex.get("publisher").filter(|name| name.format_verbatim().contains(" and ")) else { return };
    let named = |entry: &Entry| {
        let place = entry.publisher()?.location().cloned();
        Some(Publisher::new(Some(FormatString::from(name)), place))
    };
    if let Some(publisher) = named(entry) {
        entry.set_publisher(publisher);
        return;
    }
    let mut parents = entry.parents().to_vec();
    for parent in &mut parents {
        if let Some(publisher) = named(parent) {
            parent.set_publisher(publisher);
        }
    }
    entry.set_parents(parents);
}

/// Adds what the library passes over, and tells what cannot be added.
fn add_missing(tex: &biblatex::Entry, entry: &mut Entry) -> Lost {
    let mut lost = Lost::new();
    keep_publisher(tex, entry);
    let words = |name: &str| tex.get(name).map(ChunksExt::format_verbatim).filter(|words| !words.is_empty());
    for (field, name) in [("pmid", "pmid"), ("pubmedid", "pmid"), ("pmcid", "pmcid"), ("pmc", "pmcid")] {
        if let Some(number) = words(field).filter(|_| entry.keyed_serial_number(name).is_none()) {
            entry.set_keyed_serial_number(name, number);
        }
    }
    let dates: Vec<_> = ["date", "year"].into_iter().filter_map(|name| Some((name, words(name)?))).collect();
    if let Some((name, date)) = dates.first().filter(|_| entry.date().is_none()) {
        match dates.iter().find_map(|(_, date)| year_in(date)?.parse().ok()) {
            Some(year) => entry.set_date(Date::from_year(year)),
            None => lost.push((*name, format!("`{date}` is no date"))),
        }
    }
    if let Some(url) = words("url").filter(|_| !is_of_web(entry)) {
        lost.push(("url", format!("`{url}` is no address of the web")));
    }
    lost
}

/// Whether the entry has an address that a page may link to.
fn is_of_web(entry: &Entry) -> bool {
    entry.url().is_some_and(|url| matches!(url.value.scheme(), "http" | "https"))
}

/// Leaves of a date in words, as `June 2014`, its year.
pub(super) fn keep_year(field: &mut Pair<'_>) {
    if !["date", "year", "urldate"].iter().any(|name| field.key.v.eq_ignore_ascii_case(name)) {
        return;
    }
    if let [Spanned { v: RawChunk::Normal(words), .. }] = field.value.v.as_mut_slice()
        && let Some(year) = year_in(words)
    {
        *words = year;
    }
}

/// The first four digits that stand alone.
fn year_in(words: &str) -> Option<&str> {
    words.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4)
}

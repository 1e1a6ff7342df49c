//! Makes a [`Reference`] out of a formatted-to-be entry: plain title, authors, address and identifiers.

use hayagriva::Entry;
use hayagriva::types::{Date as EntryDate, Person, Publisher};
use jiff::civil::Date;

use crate::model::reference::Reference;
use crate::source::{FilePath, Span};

/// The reference that `entry` of `file` describes.
pub(super) fn reference(mut entry: Entry, file: &FilePath, span: Span) -> Reference {
    publish(&mut entry);
    let doi = entry.doi().map(bare_doi).filter(|doi| !doi.is_empty());
    if let Some(doi) = &doi {
        entry.set_doi(doi.clone());
    }
    let url = entry.url_any().filter(|url| matches!(url.value.scheme(), "http" | "https"));
    Reference {
        key: String::from(entry.key()),
        file: file.clone(),
        span,
        title: entry.title().map(|title| title.value.to_str().into_owned()).unwrap_or_default(),
        authors: authors(&entry),
        container: entry
            .parents()
            .iter()
            .find_map(|parent| parent.title())
            .map(|title| title.value.to_str().into_owned()),
        year: entry.date_any().map(|date| date.year),
        url: url.map(|url| String::from(url.value.as_str())),
        accessed: url.and_then(|url| day(url.visit_date.as_ref()?)),
        doi: doi.map(|doi| doi.to_lowercase()),
        pmid: entry.pmid().map(|pmid| String::from(pmid.trim())).filter(|pmid| !pmid.is_empty()),
        entry,
    }
}

/// Lets the organisation stand as publisher of what has none: citation styles print publishers, and an `institution`
/// nowhere.
fn publish(entry: &mut Entry) {
    if entry.map(|entry| entry.publisher()).is_some_and(|publisher| publisher.name().is_some()) {
        return;
    }
    if let Some(organisation) = entry.organization().cloned() {
        let place = entry.publisher().and_then(|publisher| publisher.location().cloned());
        entry.set_publisher(Publisher::new(Some(organisation), place));
    }
}

/// The authors, else the editors, else the organisation, as a reader writes them.
fn authors(entry: &Entry) -> Vec<String> {
    let people = entry.authors().filter(|people| !people.is_empty()).or_else(|| entry.editors());
    let names: Vec<String> = people.unwrap_or_default().iter().map(name).filter(|name| !name.is_empty()).collect();
    if !names.is_empty() {
        return names;
    }
    let organisation = entry.organization().or_else(|| entry.publisher().and_then(|publisher| publisher.name()));
    organisation.map(|organisation| organisation.value.to_str().into_owned()).into_iter().collect()
}

/// `Family, Given, Jr.`, or the whole name of an organisation.
fn name(person: &Person) -> String {
    let family = match person.prefix.as_deref().map(str::trim) {
        Some(prefix) if !prefix.is_empty() => format!("{prefix} {}", person.name),
        _ => person.name.clone(),
    };
    let parts = [Some(family.as_str()), person.given_name.as_deref(), person.suffix.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A DOI without the resolver or label that people write before it.
pub(super) fn bare_doi(written: &str) -> String {
    let written = written.trim();
    // A DOI begins with `10.` whatever stands before it.
    match written.find("10.") {
        Some(start) => String::from(&written[start..]),
        None => String::from(written),
    }
}

/// A whole day; nothing for a month or year alone.
fn day(date: &EntryDate) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    let number = |zero_based: u8| i8::try_from(zero_based.checked_add(1)?).ok();
    Date::new(year, number(date.month?)?, number(date.day?)?).ok()
}

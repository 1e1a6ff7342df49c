//! EndNote's XML export: `<xml><records><record>…`. (EndNote's RSXML DTD.)

use hayagriva::types::{Date, Person};

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::Draft;
use crate::parse::references::endnote_kinds::kind;
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::keys::usable_key;
use crate::parse::references::xml::Element;
use crate::parse::references::xml_records::read_records;
use crate::parse::references::{ReferenceFormat, dates, identifiers, languages, names};
use crate::source::{FilePath, Span};

/// EndNote's XML.
pub(super) struct EndNoteXml;

impl ReferenceFormat for EndNoteXml {
    fn recognises(&self, text: &str) -> bool {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        text.starts_with('<') && text.contains("<record") && (text.contains("<ref-type") || text.contains("<titles"))
    }

    fn has_extension(&self, _extension: &str) -> bool {
        false
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let mut shelf = Shelf::new(file, findings);
        read_records(file, text, &["record"], &mut shelf, found);
        shelf.finish()
    }
}

/// What a record says.
fn found(record: &Element, span: Span) -> Found {
    let notes = ["notes", "research-notes"].iter().filter_map(|name| record.text_at(&[name]));
    let facts = Facts {
        publication_types: record.text_at(&["work-type"]).into_iter().collect(),
        ..Facts::in_note(&notes.collect::<Vec<_>>().join("\n"))
    };
    let key = record.text_at(&["label"]).as_deref().and_then(usable_key);
    Found { key, draft: draft(record), facts, span }
}

/// What a record says, as far as citation styles print it.
fn draft(record: &Element) -> Draft {
    let empty = Element::default();
    let titles = record.at(&["titles"]).unwrap_or(&empty);
    let periodical = record.text_at(&["periodical", "full-title"]);
    let kind = kind(
        record.at(&["ref-type"]).and_then(|kind| kind.attribute("name")).unwrap_or_default(),
        periodical.is_some(),
    );
    let container = titles.text_at(&["secondary-title"]).or(periodical);
    let short = record.text_at(&["periodical", "abbr-1"]).or_else(|| titles.text_at(&["alt-title"]));
    Draft {
        kind,
        title: titles
            .text_at(&["title"])
            .map(|title| String::from(crate::parse::references::without_full_stop(&title))),
        short_title: titles.text_at(&["short-title"]),
        authors: people(record, "authors", "author"),
        editors: people(record, "secondary-authors", "author"),
        short_container: short.filter(|short| container.as_ref().is_some_and(|title| title != short)),
        container,
        collection: titles.text_at(&["tertiary-title"]),
        volume: record.text_at(&["volume"]),
        issue: record.text_at(&["number"]),
        // Some programs put an address there.
        pages: record.text_at(&["pages"]).filter(|pages| pages.len() <= 30),
        edition: record.text_at(&["edition"]),
        publisher: record.text_at(&["publisher"]),
        place: record.text_at(&["pub-location"]),
        issued: issued(record),
        url: addresses(record).into_iter().find(|url| url.starts_with("http")),
        accessed: record.text_at(&["access-date"]).as_deref().and_then(dates::date),
        language: record.text_at(&["language"]).as_deref().and_then(languages::tag),
        identifiers: identifiers(record),
        ..Draft::default()
    }
}

/// The people of one list.
fn people(record: &Element, list: &str, name: &str) -> Vec<Person> {
    let list = record.at(&["contributors", list]);
    let people = list.into_iter().flat_map(|list| list.named(name)).filter_map(Element::text);
    people.filter_map(|name| names::person(&name)).collect()
}

/// The date: the year, and month and day where they are given.
fn issued(record: &Element) -> Option<Date> {
    let date = record.text_at(&["dates", "year"]).as_deref().and_then(dates::date);
    let day = record.text_at(&["dates", "pub-dates", "date"]);
    match date {
        Some(date) => Some(day.map_or(date, |day| dates::add_day(date, &day))),
        None => day.as_deref().and_then(dates::date),
    }
}

/// The addresses, those of the source before those of what belongs to it.
fn addresses(record: &Element) -> Vec<String> {
    let Some(urls) = record.at(&["urls"]) else { return Vec::new() };
    let lists = ["web-urls", "related-urls"].into_iter().flat_map(|list| urls.named(list));
    lists.flat_map(|list| list.named("url")).filter_map(Element::text).collect()
}

/// The identifiers, from wherever EndNote puts them.
fn identifiers(record: &Element) -> Vec<(&'static str, String)> {
    let doi = record.text_at(&["electronic-resource-num"]).filter(|written| identifiers::doi(written).is_some());
    let resolver = || addresses(record).into_iter().find(|url| url.contains("doi.org/"));
    let serial = record.text_at(&["isbn"]).unwrap_or_default();
    let database = record.text_at(&["remote-database-name"]).unwrap_or_default().to_lowercase();
    let provider = record.text_at(&["remote-database-provider"]).unwrap_or_default().to_lowercase();
    let is_medline =
        ["pubmed", "medline", "nlm", "ncbi"].iter().any(|name| database.contains(name) || provider.contains(name));
    let accession = record.text_at(&["accession-num"]).and_then(|number| identifiers::pmid(&number));
    // A bare number of eight digits is PubMed's; other databases have longer ones, or letters.
    let pmid = accession.filter(|number| is_medline || number.len() == 8);
    let found = [
        ("doi", doi.or_else(resolver)),
        ("pmid", pmid),
        ("pmcid", ["custom2"].iter().filter_map(|name| record.text_at(&[name])).find(|id| id.starts_with("PMC"))),
        ("isbn", identifiers::isbn(&serial)),
        ("issn", identifiers::issn(&serial)),
    ];
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

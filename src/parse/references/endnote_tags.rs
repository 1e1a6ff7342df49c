//! EndNote's tagged export, `.enw`: `%0 Journal Article`. (EndNote's "EndNote Export" style, also Google Scholar's.)

use hayagriva::types::{Date, Person};

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::Draft;
use crate::parse::references::endnote_kinds::kind;
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::keys::usable_key;
use crate::parse::references::tagged::{Record, Syntax, records};
use crate::parse::references::{ReferenceFormat, dates, identifiers, languages, names};
use crate::source::FilePath;

/// EndNote's tagged export.
pub(super) struct EndNoteTags;

const SYNTAX: Syntax = Syntax { line: tagged, begins: |tag, open| tag == "%0" && open.has("%T"), end: None };

impl ReferenceFormat for EndNoteTags {
    fn recognises(&self, text: &str) -> bool {
        let mut lines =
            text.lines().map(|line| line.trim_start_matches('\u{feff}')).filter(|line| !line.trim().is_empty());
        lines.next().and_then(tagged).is_some_and(|(tag, _)| matches!(tag, "%0" | "%A" | "%E" | "%T"))
    }

    fn has_extension(&self, extension: &str) -> bool {
        extension == "enw"
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let mut shelf = Shelf::new(file, findings);
        records(text, &SYNTAX).iter().for_each(|record| shelf.add(found(record)));
        shelf.finish()
    }
}

/// The tag and value of a line: `%`, one sign, and a space.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('%')?;
    let sign = rest.chars().next().filter(char::is_ascii_graphic)?;
    let value = &rest[sign.len_utf8()..];
    (value.is_empty() || value.starts_with(char::is_whitespace)).then(|| (&line[..2], value))
}

/// What a record says.
fn found(record: &Record<'_>) -> Found {
    let notes = record.fields.iter().filter(|field| matches!(field.tag, "%O" | "%Z" | "%1" | "%2"));
    let by_hand = notes.map(|field| field.value.as_str()).collect::<Vec<_>>().join("\n");
    let facts = Facts { publication_types: record.all(&["%9"]), ..Facts::in_note(&by_hand) };
    let key = record.first(&["%F"]).as_deref().and_then(usable_key);
    Found { key, draft: draft(record), facts, span: record.span() }
}

/// What a record says, as far as citation styles print it.
fn draft(record: &Record<'_>) -> Draft {
    let container = record.first(&["%J", "%B"]);
    Draft {
        kind: kind(&record.first(&["%0"]).unwrap_or_default(), record.has("%J")),
        title: record.first(&["%T"]),
        short_title: record.first(&["%!"]),
        authors: people(record, "%A"),
        editors: people(record, "%E"),
        container,
        collection: record.first(&["%S"]),
        volume: record.first(&["%V"]),
        issue: record.first(&["%N"]),
        pages: record.first(&["%P"]),
        edition: record.first(&["%7"]),
        publisher: record.first(&["%I"]),
        place: record.first(&["%C"]),
        issued: issued(record),
        url: record.all(&["%U"]).into_iter().find(|url| url.starts_with("http")),
        accessed: record.first(&["%["]).as_deref().and_then(dates::date),
        language: record.first(&["%G"]).as_deref().and_then(languages::tag),
        identifiers: identifiers(record),
        ..Draft::default()
    }
}

/// The people of a tag.
fn people(record: &Record<'_>, tag: &str) -> Vec<Person> {
    record.all(&[tag]).iter().filter_map(|name| names::person(name)).collect()
}

/// The date: `%D` has the year, `%8` may have the day.
fn issued(record: &Record<'_>) -> Option<Date> {
    let day = record.first(&["%8"]);
    match record.first(&["%D"]).as_deref().and_then(dates::date) {
        Some(date) => Some(day.map_or(date, |day| dates::add_day(date, &day))),
        None => day.as_deref().and_then(dates::date),
    }
}

/// The identifiers.
fn identifiers(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let serial = record.all(&["%@"]);
    let database = record.first(&["%W", "%~"]).unwrap_or_default().to_lowercase();
    let is_medline = ["pubmed", "medline", "nlm", "ncbi"].iter().any(|name| database.contains(name));
    let found = [
        ("doi", record.all(&["%R", "%U"]).into_iter().find_map(|value| identifiers::doi(&value))),
        ("pmid", record.first(&["%M"]).filter(|_| is_medline)),
        ("isbn", serial.iter().find_map(|value| identifiers::isbn(value))),
        ("issn", serial.iter().find_map(|value| identifiers::issn(value))),
    ];
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

//! Web of Science's tagged export, `.isi` or `.ciw`: `PT J` to `ER`. (Clarivate, "Web of Science field tags".)

use hayagriva::types::{Date, Person};

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::{Draft, Kind};
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::tagged::{Record, Syntax, records};
use crate::parse::references::{ReferenceFormat, dates, identifiers, languages, names};
use crate::source::FilePath;

/// Web of Science's tagged export.
pub(super) struct WebOfScience;

const SYNTAX: Syntax = Syntax { line: tagged, begins: |tag, open| tag == "PT" && open.has("PT"), end: Some("ER") };

impl ReferenceFormat for WebOfScience {
    fn recognises(&self, text: &str) -> bool {
        let mut tags = text.trim_start_matches('\u{feff}').lines().filter_map(tagged).take(4);
        tags.any(|(tag, value)| tag == "PT" && matches!(value.trim(), "J" | "B" | "C" | "S" | "P"))
    }

    fn has_extension(&self, extension: &str) -> bool {
        matches!(extension, "isi" | "ciw")
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let mut shelf = Shelf::new(file, findings);
        // The head of the file, `FN` and `VR`, is no record.
        let records = records(text, &SYNTAX);
        let real = |record: &&Record<'_>| record.fields.iter().any(|field| !matches!(field.tag, "FN" | "VR" | "EF"));
        records.iter().filter(real).for_each(|record| shelf.add(found(record)));
        shelf.finish()
    }
}

/// The tag and value of a line: two capitals or digits, and a space or nothing.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(2)?;
    let is_tag = tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && tag.starts_with(|first: char| first.is_ascii_uppercase());
    (is_tag && (value.trim().is_empty() || value.starts_with(' '))).then_some((tag, value))
}

/// What a record says.
fn found(record: &Record<'_>) -> Found {
    let types = record.first(&["DT"]).unwrap_or_default();
    let publication_types = types.split(';').map(|kind| String::from(kind.trim())).collect();
    let facts = Facts { publication_types, ..Facts::default() };
    Found { key: None, draft: draft(record), facts, span: record.span() }
}

/// What a record says, as far as citation styles print it.
fn draft(record: &Record<'_>) -> Draft {
    let kind = match record.first(&["PT"]).as_deref() {
        Some("B") if record.has("SO") && record.has("TI") => Kind::Chapter,
        Some("B") => Kind::Book,
        Some("C" | "S") => Kind::ConferencePaper,
        Some("P") => Kind::Patent,
        _ => Kind::JournalArticle,
    };
    let container = record.first(&["SO"]);
    Draft {
        kind,
        title: record.first(&["TI"]),
        authors: people(record, &["AF", "AU"]),
        editors: people(record, &["BE", "ED"]),
        short_container: record.first(&["JI", "J9"]).filter(|_| container.is_some()),
        container,
        collection: record.first(&["SE"]),
        volume: record.first(&["VL"]),
        issue: record.first(&["IS"]),
        pages: pages(record),
        publisher: record.first(&["PU"]),
        place: record.first(&["PI"]),
        issued: issued(record),
        language: record.first(&["LA"]).as_deref().and_then(languages::tag),
        identifiers: identifiers(record),
        ..Draft::default()
    }
}

/// The people of the first of these tags that there is, one on a line.
fn people(record: &Record<'_>, tags: &[&str]) -> Vec<Person> {
    let field = tags.iter().find_map(|tag| record.fields.iter().find(|field| field.tag == *tag));
    let lines = field.map(|field| field.value.lines().collect::<Vec<_>>()).unwrap_or_default();
    lines
        .into_iter()
        .filter_map(|name| if name.contains(',') { names::person(name) } else { names::with_initials(name) })
        .collect()
}

/// The pages, or the number of an article that has none.
fn pages(record: &Record<'_>) -> Option<String> {
    match (record.first(&["BP"]), record.first(&["EP"])) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}-{last}")),
        (Some(first), _) => Some(first),
        (None, _) => record.first(&["PS", "AR"]),
    }
}

/// The date: `PY` has the year, `PD` the month or day.
fn issued(record: &Record<'_>) -> Option<Date> {
    let date = record.first(&["PY"]).as_deref().and_then(dates::date);
    let day = record.first(&["PD"]);
    date.map(|date| day.map_or(date, |day| dates::add_day(date, &day)))
}

/// The identifiers.
fn identifiers(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let found = [
        ("doi", record.first(&["DI", "D2"])),
        ("pmid", record.first(&["PM"]).and_then(|number| identifiers::pmid(&number))),
        ("isbn", record.first(&["BN"])),
        ("issn", record.first(&["SN", "EI"])),
    ];
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

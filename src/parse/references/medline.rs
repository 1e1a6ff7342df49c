//! MEDLINE, which PubMed exports as `.nbib` or text: `PMID- 24520118`. (PubMed Help, "MEDLINE display format".)

use hayagriva::types::{Date, Person};

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::{Draft, Kind};
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::tagged::{Record, Syntax, records};
use crate::parse::references::{ReferenceFormat, dates, languages, names, without_full_stop};
use crate::source::FilePath;

/// MEDLINE.
pub(super) struct Medline;

const SYNTAX: Syntax = Syntax { line: tagged, begins: |tag, open| tag == "PMID" && open.has("PMID"), end: None };

/// The tags that no other format has in this form.
const TELLING: [&str; 6] = ["PMID", "OWN", "STAT", "FAU", "PMCR", "BTI"];

impl ReferenceFormat for Medline {
    fn recognises(&self, text: &str) -> bool {
        let mut tags = text.lines().filter_map(tagged).map(|(tag, _)| tag).take(10);
        tags.any(|tag| TELLING.contains(&tag))
    }

    fn has_extension(&self, extension: &str) -> bool {
        matches!(extension, "nbib" | "medline")
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let mut shelf = Shelf::new(file, findings);
        records(text, &SYNTAX).iter().for_each(|record| shelf.add(found(record)));
        shelf.finish()
    }
}

/// The tag and value of a line: a tag of two to four capitals fills four columns, and a hyphen follows.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (head, value) = line.split_at_checked(4)?;
    let tag = head.trim_end();
    let is_tag =
        (2..=4).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_tag.then_some(())?;
    Some((tag, value.strip_prefix('-')?))
}

/// What a record says.
fn found(record: &Record<'_>) -> Found {
    let facts = Facts { publication_types: record.all(&["PT"]), ..Facts::in_note(&record.all(&["GN"]).join("\n")) };
    let kind = kind(record, &facts.publication_types);
    Found { key: None, draft: draft(record, kind), facts, span: record.span() }
}

/// What kind of source it is.
fn kind(record: &Record<'_>, types: &[String]) -> Kind {
    let is = |name: &str| types.iter().any(|kind| kind == name);
    let (in_book, titled) = (record.first(&["BTI"]).is_some(), record.first(&["TI"]).is_some());
    match () {
        () if in_book && titled || is("Book Chapter") => Kind::Chapter,
        () if in_book || is("Book") => Kind::Book,
        () if is("Preprint") => Kind::Preprint,
        () if is("Newspaper Article") => Kind::NewsArticle,
        () => Kind::JournalArticle,
    }
}

/// What a record says, as far as citation styles print it.
fn draft(record: &Record<'_>, kind: Kind) -> Draft {
    let container = match kind {
        Kind::Chapter => record.first(&["BTI"]),
        Kind::Book => None,
        _ => record.first(&["JT", "TA"]),
    };
    // A long title may stand in several lines, each with the tag.
    let title = Some(record.all(&["TI"]).join(" ")).filter(|title| !title.is_empty());
    let title = title.or_else(|| record.first(&["BTI", "TT"]));
    Draft {
        kind,
        title: title.as_deref().map(title_of),
        authors: authors(record),
        editors: people(record, "FED", "ED"),
        short_container: record.first(&["TA"]).filter(|short| Some(short) != container.as_ref()),
        container: container.map(|title| String::from(without_full_stop(&title))),
        collection: record.first(&["CTI"]).map(|title| String::from(without_full_stop(&title))),
        volume: record.first(&["VI"]),
        issue: record.first(&["IP"]),
        pages: record.first(&["PG"]).or_else(|| article_number(record)),
        edition: record.first(&["EN"]),
        publisher: record.first(&["PB"]),
        // `PL` of an article is the country of the journal, which nobody prints.
        place: record.first(&["PL"]).filter(|_| matches!(kind, Kind::Book | Kind::Chapter)),
        issued: issued(record),
        language: record.first(&["LA"]).as_deref().and_then(languages::tag),
        identifiers: identifiers(record),
        ..Draft::default()
    }
}

/// The title as PubMed prints it, without its full stop; the brackets around translated titles stay.
fn title_of(written: &str) -> String {
    String::from(without_full_stop(written))
}

/// The authors in full, else with initials; organisations after them.
fn authors(record: &Record<'_>) -> Vec<Person> {
    let mut authors = people(record, "FAU", "AU");
    authors.extend(record.all(&["CN"]).iter().map(|name| names::organisation(name)));
    authors
}

/// The people of the tag `full`, else of the tag `short`.
fn people(record: &Record<'_>, full: &str, short: &str) -> Vec<Person> {
    match record.has(full) {
        true => record.all(&[full]).iter().filter_map(|name| names::person(name)).collect(),
        false => record.all(&[short]).iter().filter_map(|name| names::with_initials(name)).collect(),
    }
}

/// The number that articles without pages have.
fn article_number(record: &Record<'_>) -> Option<String> {
    let numbers = record.all(&["LID", "AID"]).into_iter();
    numbers.filter(|id| !id.starts_with("S")).find_map(|id| Some(String::from(id.strip_suffix("[pii]")?.trim())))
}

/// The date of the issue, else of the appearance on the web.
fn issued(record: &Record<'_>) -> Option<Date> {
    let date = record.first(&["DP"]).as_deref().and_then(dates::date);
    date.or_else(|| {
        let electronic = record.first(&["DEP"])?;
        Some(Date::from_year(electronic.get(..4)?.parse().ok()?))
    })
}

/// The identifiers.
fn identifiers(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let located = record.all(&["LID", "AID", "BDOI"]);
    let is_doi =
        |id: &str| id.strip_suffix("[doi]").or_else(|| id.strip_prefix("doi:")).map(|doi| String::from(doi.trim()));
    let doi = located.iter().find_map(|id| is_doi(id));
    let found = [
        ("doi", doi),
        ("pmid", record.first(&["PMID"])),
        ("pmcid", record.first(&["PMC"])),
        ("isbn", record.first(&["ISBN"])),
        ("issn", record.first(&["IS"])),
    ];
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

//! RIS, the format that most publishers, Zotero and EndNote export: `TY  - JOUR` to `ER  - `.
//!
//! The tags mean different things in different programs. What is read here is what the RIS specification of 2012 and the
//! exports of EndNote, Zotero, Scopus and ScienceDirect have in common, and where they differ, what cannot be mistaken.

use hayagriva::types::{Date, Person};

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::{Draft, Kind};
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::keys::usable_key;
use crate::parse::references::tagged::{Record, Syntax, records};
use crate::parse::references::{ReferenceFormat, dates, identifiers, languages, names};
use crate::source::FilePath;

/// RIS.
pub(super) struct Ris;

const SYNTAX: Syntax = Syntax {
    line: tagged,
    // A record whose end is missing ends where the next one begins.
    begins: |tag, open| tag == "TY" && open.fields.iter().any(|field| field.tag != "TY"),
    end: Some("ER"),
};

impl ReferenceFormat for Ris {
    fn recognises(&self, text: &str) -> bool {
        let mut tags = text.lines().filter_map(tagged).map(|(tag, _)| tag).take(40);
        tags.any(|tag| tag == "TY") || text.lines().any(|line| tagged(line).is_some_and(|(tag, _)| tag == "ER"))
    }

    fn has_extension(&self, extension: &str) -> bool {
        extension == "ris"
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let mut shelf = Shelf::new(file, findings);
        for record in records(text, &SYNTAX).iter().filter(|record| record.fields.iter().any(|field| field.tag != "TY"))
        {
            shelf.add(found(record));
        }
        shelf.finish()
    }
}

/// The tag and value of a line: two capital letters or digits, spaces, and a hyphen.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches([' ', '\u{feff}']);
    let tag = line.get(..2).filter(|tag| is_tag(tag))?;
    let value = line[2..].trim_start_matches(' ').strip_prefix('-')?;
    // Words may begin with two capitals and a hyphen as well: `RT-PCR`. After a tag there are two spaces.
    (line[2..].starts_with(' ') && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then_some((tag, value))
}

/// Whether two letters are a tag.
fn is_tag(tag: &str) -> bool {
    let mut letters = tag.bytes();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.all(|other| other.is_ascii_uppercase() || other.is_ascii_digit())
}

/// What a record says.
fn found(record: &Record<'_>) -> Found {
    let kind = kind(record.first(&["TY"]).unwrap_or_default().as_str());
    let notes = record.fields.iter().filter(|field| matches!(field.tag, "N1" | "RN" | "U1" | "U2" | "C1"));
    let by_hand = notes.map(|field| field.value.as_str()).collect::<Vec<_>>().join("\n");
    let facts = Facts { publication_types: record.all(&["M3"]), ..Facts::in_note(&by_hand) };
    let key = record.first(&["ID"]).as_deref().and_then(usable_key);
    Found { key, draft: draft(record, kind), facts, span: record.span() }
}

/// What a record says, as far as citation styles print it.
fn draft(record: &Record<'_>, kind: Kind) -> Draft {
    let whole = matches!(kind, Kind::Book | Kind::Report | Kind::Manuscript | Kind::Thesis | Kind::WebPage);
    let own: &[&str] = if whole { &["TI", "T1", "CT", "BT"] } else { &["TI", "T1", "CT"] };
    let container: &[&str] = if whole { &["JF", "T2"] } else { &["JF", "T2", "BT", "JO", "JA", "J2", "J1"] };
    let container = record.first(container);
    let short = record.first(&["JA", "J2", "J1", "JO"]).filter(|short| Some(short) != container.as_ref());
    Draft {
        kind,
        title: record.first(own).or_else(|| record.first(&["T2"]).filter(|_| whole)),
        short_title: record.first(&["ST"]),
        authors: people(record, &["AU", "A1"]),
        editors: people(record, &["A2", "ED"]),
        short_container: short.filter(|_| container.is_some()),
        container,
        collection: record.first(&["T3"]),
        volume: record.first(&["VL"]),
        issue: record.first(&["IS", "CP"]),
        pages: pages(record),
        edition: record.first(&["ET"]),
        publisher: record.first(&["PB"]),
        place: record.first(&["CY", "PP"]),
        issued: issued(record),
        url: record.all(&["UR", "L2", "LK"]).into_iter().find(|url| url.starts_with("http")),
        accessed: record.first(&["Y2"]).as_deref().and_then(dates::date),
        language: record.first(&["LA"]).as_deref().and_then(languages::tag),
        identifiers: identifiers(record),
        ..Draft::default()
    }
}

/// The people of these tags.
fn people(record: &Record<'_>, tags: &[&str]) -> Vec<Person> {
    record.all(tags).iter().filter_map(|name| names::person(name)).collect()
}

/// The pages: from `SP` to `EP`, or the number of an article that has none.
fn pages(record: &Record<'_>) -> Option<String> {
    match (record.first(&["SP"]), record.first(&["EP"])) {
        (Some(first), Some(last)) if first != last && !first.contains(['-', '–']) => Some(format!("{first}-{last}")),
        (Some(first), _) => Some(first),
        (None, last) => last.or_else(|| record.first(&["C7", "AR"])),
    }
}

/// The date: of all that are given, the first that names a year, as exactly as another one of that year has it.
fn issued(record: &Record<'_>) -> Option<Date> {
    let found: Vec<Date> = record.all(&["PY", "Y1", "DA"]).iter().filter_map(|date| dates::date(date)).collect();
    let year = found.first()?.year;
    let parts = |date: &&Date| u8::from(date.month.is_some()) + u8::from(date.day.is_some());
    found.iter().filter(|date| date.year == year).rev().max_by_key(parts).copied()
}

/// The identifiers, from wherever the programs put them.
fn identifiers(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let labelled = |value: &String| value.to_lowercase().starts_with("doi");
    let resolver = |value: &String| value.contains("doi.org/");
    let number = |value: &String| identifiers::doi(value).is_some_and(|doi| doi == *value);
    let doi = record.first(&["DO", "DI"]).or_else(|| {
        let elsewhere = record.all(&["M3", "N1", "UR", "L3"]).into_iter();
        elsewhere
            .filter(|value| labelled(value) || resolver(value) || number(value))
            .find_map(|value| identifiers::doi(&value))
    });
    let serial = record.all(&["SN", "BN"]);
    let found = [
        ("doi", doi),
        ("pmid", pmid(record)),
        ("pmcid", record.all(&["C2", "AN", "U2"]).into_iter().find(|value| value.starts_with("PMC"))),
        ("isbn", serial.iter().find_map(|value| identifiers::isbn(value)).or_else(|| wrong_isbn(&serial))),
        ("issn", serial.iter().find_map(|value| identifiers::issn(value))),
    ];
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What is as long as an ISBN and has a wrong check digit, so that it is reported.
fn wrong_isbn(serial: &[String]) -> Option<String> {
    let digits = |value: &&String| value.chars().filter(char::is_ascii_digit).count();
    serial
        .iter()
        .find(|value| matches!(digits(value), 10 | 13) && value.starts_with(|c: char| c.is_ascii_digit()))
        .cloned()
}

/// The PubMed number: `U1  - 23690738[pmid]` of PubMed Central, `AN` of a record from PubMed, or an address there.
fn pmid(record: &Record<'_>) -> Option<String> {
    let marked = record.all(&["U1", "N1"]).into_iter().find_map(|value| {
        let number = value.to_lowercase();
        let number = number.strip_suffix("[pmid]").or_else(|| number.strip_prefix("pmid:"))?;
        identifiers::pmid(number)
    });
    let database = record.first(&["DB", "DP"]).unwrap_or_default().to_lowercase();
    let is_medline = ["pubmed", "medline", "nlm", "ncbi"].iter().any(|name| database.contains(name));
    let accession = || record.first(&["AN"]).filter(|_| is_medline).and_then(|number| identifiers::pmid(&number));
    let scopus =
        || record.first(&["C2"]).filter(|_| database == "scopus").and_then(|number| identifiers::pmid(&number));
    let address = || {
        let address = record.all(&["UR"]).into_iter().find(|url| url.contains("pubmed"))?;
        identifiers::pmid(address.trim_end_matches('/').rsplit('/').next()?)
    };
    marked.or_else(accession).or_else(scopus).or_else(address)
}

/// What a type of RIS is.
fn kind(name: &str) -> Kind {
    match name {
        "JOUR" | "EJOUR" | "JFULL" | "ABST" | "INPR" => Kind::JournalArticle,
        "MGZN" | "NEWS" => Kind::NewsArticle,
        "CONF" | "CPAPER" => Kind::ConferencePaper,
        "BOOK" | "EBOOK" | "EDBOOK" | "SER" | "CLSWK" => Kind::Book,
        "CHAP" | "ECHAP" => Kind::Chapter,
        "DICT" | "ENCYC" => Kind::EncyclopediaEntry,
        "RPRT" | "GOVDOC" | "STAND" | "PAMP" => Kind::Report,
        "THES" => Kind::Thesis,
        "ELEC" | "WEB" | "ICOMM" => Kind::WebPage,
        "BLOG" => Kind::BlogPost,
        "VIDEO" | "MPCT" | "MULTI" => Kind::Video,
        "SOUND" | "MUSIC" => Kind::Audio,
        "DATA" | "DBASE" | "COMP" | "AGGR" => Kind::Dataset,
        "BILL" | "STAT" | "LEGAL" | "HEAR" => Kind::Legislation,
        "CASE" => Kind::Case,
        "PAT" => Kind::Patent,
        "UNPB" | "MANSCPT" | "PCOMM" => Kind::Manuscript,
        _ => Kind::Other,
    }
}

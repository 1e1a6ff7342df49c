//! The library for other programs: BibTeX, RIS and CSL-JSON, and COinS in the page for Zotero's button.
//!
//! Each writes what any of our readers reads; so a library that was exported is the same library.

use std::fmt::Write as _;

use hayagriva::Entry;
use hayagriva::types::{Date, EntryType, Person};
use serde_json::{Map, Value, json};

use crate::model::reference::Reference;

/// What all of these formats say of a source.
struct Flat<'a> {
    reference: &'a Reference,
    kind: Kind,
    editors: Vec<Person>,
    short_container: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    pages: Option<String>,
    edition: Option<String>,
    publisher: Option<String>,
    place: Option<String>,
    date: Option<Date>,
    issn: Option<String>,
}

/// What a source is called in BibTeX, RIS and CSL.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind {
    bibtex: &'static str,
    ris: &'static str,
    csl: &'static str,
}

const ARTICLE: Kind = Kind { bibtex: "article", ris: "JOUR", csl: "article-journal" };
const BOOK: Kind = Kind { bibtex: "book", ris: "BOOK", csl: "book" };
const CONFERENCE: Kind = Kind { bibtex: "inproceedings", ris: "CONF", csl: "paper-conference" };
const CHAPTER: Kind = Kind { bibtex: "incollection", ris: "CHAP", csl: "chapter" };
const REPORT: Kind = Kind { bibtex: "techreport", ris: "RPRT", csl: "report" };
const THESIS: Kind = Kind { bibtex: "phdthesis", ris: "THES", csl: "thesis" };
const WEB: Kind = Kind { bibtex: "online", ris: "ELEC", csl: "webpage" };
const OTHER: Kind = Kind { bibtex: "misc", ris: "GEN", csl: "document" };

impl<'a> Flat<'a> {
    fn of(reference: &'a Reference) -> Self {
        let entry = &reference.entry;
        let in_proceedings = || entry.parents().iter().any(|parent| *parent.entry_type() == EntryType::Proceedings);
        let kind = match entry.entry_type() {
            EntryType::Article if in_proceedings() => CONFERENCE,
            EntryType::Article => ARTICLE,
            EntryType::Book => BOOK,
            EntryType::Chapter | EntryType::Anthos => CHAPTER,
            EntryType::Report => REPORT,
            EntryType::Thesis => THESIS,
            EntryType::Web => WEB,
            _ => OTHER,
        };
        let publisher = entry.map(Entry::publisher);
        let words =
            |words: Option<&hayagriva::types::FormatString>| words.map(|words| words.value.to_str().into_owned());
        let parent = entry.parents().first();
        let editors = entry.editors().or_else(|| parent?.editors()).map(<[Person]>::to_vec).unwrap_or_default();
        let short = parent.and_then(|parent| parent.title()?.short.as_ref().map(|short| short.to_str().into_owned()));
        Self {
            reference,
            kind,
            editors,
            short_container: short,
            volume: entry.map(Entry::volume).map(ToString::to_string),
            issue: entry.map(Entry::issue).map(ToString::to_string),
            pages: entry.page_range().map(ToString::to_string),
            edition: entry.map(Entry::edition).map(ToString::to_string),
            publisher: words(publisher.and_then(|publisher| publisher.name())),
            place: words(publisher.and_then(|publisher| publisher.location())),
            date: entry.date_any().copied(),
            issn: entry.map(Entry::issn).map(String::from),
        }
    }

    /// The people who wrote it.
    fn authors(&self) -> &[Person] {
        self.reference.entry.authors().unwrap_or_default()
    }
}

/// Year, month and day as far as they are known; months and days count from 1.
fn parts(date: Date) -> Vec<i32> {
    let number = |value: u8| i32::from(value) + 1;
    let month = date.month.map(number);
    let day = month.and(date.day).map(number);
    [Some(date.year), month, day].into_iter().flatten().collect()
}

/// `Family, Given, Jr.`
fn inverted(person: &Person) -> String {
    let family =
        [person.prefix.as_deref(), Some(person.name.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let rest = [person.given_name.as_deref(), person.suffix.as_deref()];
    let parts: Vec<&str> = std::iter::once(family.as_str()).chain(rest.into_iter().flatten()).collect();
    parts.join(", ")
}

/// The library as CSL-JSON.
pub fn csl_json<'a>(references: impl Iterator<Item = &'a Reference>) -> String {
    let items: Vec<Value> = references.map(|reference| item(&Flat::of(reference))).collect();
    format!("{:#}\n", Value::Array(items))
}

/// One source as CSL-JSON.
fn item(flat: &Flat<'_>) -> Value {
    let reference = flat.reference;
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        item.extend(value.map(|value| (String::from(name), value)));
    };
    let text = |words: &Option<String>| words.as_ref().map(|words| json!(words));
    put("id", Some(json!(reference.key)));
    put("type", Some(json!(flat.kind.csl)));
    put("title", Some(json!(reference.title)));
    put("author", people(flat.authors()));
    put("editor", people(&flat.editors));
    put("container-title", text(&reference.container));
    put("container-title-short", text(&flat.short_container));
    put("volume", text(&flat.volume));
    put("issue", text(&flat.issue));
    put("page", text(&flat.pages));
    put("edition", text(&flat.edition));
    put("publisher", text(&flat.publisher));
    put("publisher-place", text(&flat.place));
    put("issued", flat.date.map(|date| json!({"date-parts": [parts(date)]})));
    let accessed = reference.accessed.map(|day| json!({"date-parts": [[day.year(), day.month(), day.day()]]}));
    put("accessed", accessed);
    put("URL", text(&reference.url));
    put("DOI", text(&reference.doi));
    put("PMID", text(&reference.pmid));
    put("ISBN", text(&reference.isbn));
    put("ISSN", text(&flat.issn));
    put("study_type", reference.study.map(|study| json!(study.as_str())));
    Value::Object(item)
}

/// People as CSL-JSON; nothing if there are none.
fn people(people: &[Person]) -> Option<Value> {
    let person = |person: &Person| match &person.given_name {
        None => json!({"literal": person.name}),
        Some(given) => {
            let mut name = json!({"family": person.name, "given": initials(given)});
            if let (Some(suffix), Value::Object(name)) = (&person.suffix, &mut name) {
                name.insert(String::from("suffix"), json!(suffix));
            }
            if let (Some(prefix), Value::Object(name)) = (&person.prefix, &mut name) {
                name.insert(String::from("dropping-particle"), json!(prefix));
            }
            name
        }
    };
    (!people.is_empty()).then(|| people.iter().map(person).collect())
}

/// `J. P.` for `Jean-Pierre`. In this format a given name stands alone, where the last look at the site cannot tell it
/// from the name of somebody in a chat.
fn initials(given: &str) -> String {
    let parts =
        given.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.')).filter_map(|part| part.chars().next());
    parts.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

/// The library as RIS.
pub fn ris<'a>(references: impl Iterator<Item = &'a Reference>) -> String {
    let mut text = String::new();
    references.for_each(|reference| push_ris(&mut text, &Flat::of(reference)));
    text
}

/// Appends one source as RIS.
fn push_ris(text: &mut String, flat: &Flat<'_>) {
    let reference = flat.reference;
    let mut line = |tag: &str, value: &str| {
        // A line break in a value would begin a line without a tag.
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            let _ = write!(text, "{tag}  - {value}\r\n");
        }
    };
    line("TY", flat.kind.ris);
    line("ID", &reference.key);
    line("TI", &reference.title);
    flat.authors().iter().for_each(|person| line("AU", &inverted(person)));
    flat.editors.iter().for_each(|person| line("A2", &inverted(person)));
    let pages = flat.pages.as_deref().unwrap_or_default();
    let (first, last) = pages.split_once(['-', '–']).unwrap_or((pages, ""));
    let date = flat.date.map(|date| parts(date).iter().map(|part| format!("{part:02}")).collect::<Vec<_>>().join("/"));
    let accessed = reference.accessed.map(|day| day.strftime("%Y/%m/%d").to_string());
    let issue = flat.issue.as_ref();
    let values = [
        ("T2", reference.container.as_ref()),
        ("JA", flat.short_container.as_ref()),
        ("VL", flat.volume.as_ref()),
        ("IS", issue),
        ("ET", flat.edition.as_ref()),
        ("PB", flat.publisher.as_ref()),
        ("CY", flat.place.as_ref()),
        ("DA", date.as_ref()),
        ("Y2", accessed.as_ref()),
        ("DO", reference.doi.as_ref()),
        ("SN", reference.isbn.as_ref().or(flat.issn.as_ref())),
        ("UR", reference.url.as_ref()),
    ];
    values.into_iter().for_each(|(tag, value)| line(tag, value.map_or("", String::as_str)));
    line("PY", &reference.year.map(|year| year.to_string()).unwrap_or_default());
    line("SP", first);
    line("EP", last.trim_start_matches('-'));
    line("U1", &reference.pmid.as_ref().map(|pmid| format!("{pmid}[pmid]")).unwrap_or_default());
    line("M3", reference.study.map_or("", |study| study.as_str()));
    text.push_str("ER  - \r\n\r\n");
}

/// The library as BibLaTeX.
pub fn bibtex<'a>(references: impl Iterator<Item = &'a Reference>) -> String {
    let mut text = String::new();
    references.for_each(|reference| push_bibtex(&mut text, &Flat::of(reference)));
    text
}

/// Appends one source as BibLaTeX.
fn push_bibtex(text: &mut String, flat: &Flat<'_>) {
    let reference = flat.reference;
    let _ = write!(text, "@{}{{{}", flat.kind.bibtex, reference.key);
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = write!(text, ",\n  {name} = {{{value}}}");
        }
    };
    let names = |people: &[Person]| people.iter().map(bibtex_name).collect::<Vec<_>>().join(" and ");
    let whole = if flat.kind == ARTICLE { "journaltitle" } else { "booktitle" };
    let words = |words: &Option<String>| words.as_deref().map(tex);
    let date = flat.date.map(|date| parts(date).iter().map(|part| format!("{part:02}")).collect::<Vec<_>>().join("-"));
    field("author", Some(names(flat.authors())));
    field("editor", Some(names(&flat.editors)));
    field("title", Some(tex_title(&reference.title)));
    field(whole, words(&reference.container));
    field("shortjournal", words(&flat.short_container));
    field("date", date);
    field("volume", words(&flat.volume));
    field("number", words(&flat.issue));
    field("pages", words(&flat.pages).map(|pages| pages.replace(['–', '-'], "--").replace("----", "--")));
    field("edition", words(&flat.edition));
    field("publisher", words(&flat.publisher));
    field("location", words(&flat.place));
    field("doi", reference.doi.clone());
    field("pmid", reference.pmid.clone());
    field("isbn", reference.isbn.clone());
    field("issn", flat.issn.clone());
    field("url", reference.url.clone());
    field("urldate", reference.accessed.map(|day| day.to_string()));
    field("study_type", reference.study.map(|study| String::from(study.as_str())));
    text.push_str("\n}\n\n");
}

/// A name for BibTeX; organisations in braces, so that nothing is taken for a given name.
fn bibtex_name(person: &Person) -> String {
    match &person.given_name {
        None => format!("{{{}}}", tex(&person.name)),
        Some(given) => {
            let parts = [Some(tex(&person.name)), person.suffix.as_deref().map(tex), Some(tex(given))];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}

/// Words for TeX.
fn tex(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '{' | '}' => {}
            '\\' => escaped.push('/'),
            '$' | '%' | '&' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A title for TeX, with words of several capitals in braces so that styles keep them.
fn tex_title(title: &str) -> String {
    let word = |word: &str| {
        let kept = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        if kept { format!("{{{}}}", tex(word)) } else { tex(word) }
    };
    title.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// What Zotero's button reads: the source as an OpenURL context object in the `title` of an empty element.
/// (COinS: "A convention to embed bibliographic metadata in HTML"; ANSI/NISO Z39.88.)
pub fn coins(reference: &Reference) -> String {
    let flat = Flat::of(reference);
    let (format, genre, title, container) = match flat.kind {
        BOOK | REPORT => ("book", "book", "rft.btitle", "rft.series"),
        CONFERENCE => ("book", "proceeding", "rft.atitle", "rft.btitle"),
        CHAPTER => ("book", "bookitem", "rft.atitle", "rft.btitle"),
        WEB | OTHER | THESIS => ("dc", "", "rft.title", "rft.source"),
        _ => ("journal", "article", "rft.atitle", "rft.jtitle"),
    };
    let mut context = format!("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A{format}");
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = write!(context, "&{name}={}", encoded(value));
        }
    };
    put("rft.genre", Some(genre));
    put(title, Some(&reference.title));
    put(container, reference.container.as_deref());
    for author in &reference.authors {
        put("rft.au", Some(author));
    }
    put("rft.date", reference.year.map(|year| year.to_string()).as_deref());
    put("rft.volume", flat.volume.as_deref());
    put("rft.issue", flat.issue.as_deref());
    put("rft.pages", flat.pages.as_deref());
    put("rft.isbn", reference.isbn.as_deref());
    put("rft_id", reference.doi.as_ref().map(|doi| format!("info:doi/{doi}")).as_deref());
    put("rft_id", reference.pmid.as_ref().map(|pmid| format!("info:pmid/{pmid}")).as_deref());
    put("rft_id", reference.url.as_deref());
    context
}

/// A value of an address: everything but letters, digits and four marks as `%XX`.
fn encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') => {
                encoded.push(char::from(byte));
            }
            byte => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

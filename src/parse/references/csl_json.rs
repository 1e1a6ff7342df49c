//! CSL-JSON, the format of Zotero's and Crossref's exports: a list of flat objects.
//!
//! Values are read as leniently as their meaning allows: a list where a word is expected gives its first word, a number
//! is a word too, and a range of dates its first date. (CSL-JSON schema; Crossref's and Zotero's own habits.)

use hayagriva::types::{Date, Person};
use serde_json::{Map, Value};

use crate::finding::{Finding, Findings};
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::{Draft, Kind};
use crate::parse::references::found::guessed_key;
use crate::parse::references::keys::Keys;
use crate::parse::references::{ReferenceFormat, bad_field, broken_entry, complete, contained, json_text, no_key};
use crate::source::{FilePath, Span};

/// CSL-JSON.
pub(super) struct CslJson;

impl ReferenceFormat for CslJson {
    fn recognises(&self, text: &str) -> bool {
        let mut marks = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
        match marks.next() {
            Some(b'[') => matches!(marks.next(), Some(b'{' | b']')),
            Some(b'{') => matches!(marks.next(), Some(b'"')),
            _ => false,
        }
    }

    fn has_extension(&self, extension: &str) -> bool {
        matches!(extension, "json" | "csljson")
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let objects = json_text::objects(text, list_start(text));
        let mut keys = Keys::default();
        let references = objects.whole.iter().filter_map(|range| {
            let span = Span::new(range.clone());
            let mut item = Item { file, span, key: String::new(), keys: &mut keys, findings };
            item.read(&text[range.clone()])
        });
        let references = references.collect();
        if let Some(start) = objects.open {
            let what = "it begins here and never ends";
            let span = Span::new(start..start + 1);
            findings.push(broken_entry(file, span, "", what, "look for a `}` or quotation mark that is missing"));
        } else if objects.whole.is_empty() && serde_json::from_str::<Value>(text).is_err() {
            let span = Span::new(0..text.find('\n').unwrap_or(text.len()));
            findings.push(broken_entry(file, span, "", "this is no JSON", "export the file again"));
        }
        references
    }
}

/// Where the list begins: at `items` or `references` of an export that has a head, else at the start.
fn list_start(text: &str) -> usize {
    if !text.trim_start().starts_with('{') {
        return 0;
    }
    let named = ["\"items\"", "\"references\""].into_iter().filter_map(|name| {
        let after = text.find(name)? + name.len();
        let rest = text[after..].trim_start().strip_prefix(':')?.trim_start();
        rest.starts_with('[').then(|| text.len() - rest.len())
    });
    named.min().unwrap_or(0)
}

/// One object of the list while it is read.
struct Item<'a> {
    file: &'a FilePath,
    span: Span,
    key: String,
    /// The keys that were made for entries before.
    keys: &'a mut Keys,
    findings: &'a mut Findings,
}

impl Item<'_> {
    /// The reference that `text` describes.
    fn read(&mut self, text: &str) -> Option<Reference> {
        let fields: Map<String, Value> = match serde_json::from_str(text) {
            Ok(fields) => fields,
            Err(error) => {
                self.key = id_in_broken(text);
                let finding = self.syntax(text, &error);
                self.findings.push(finding);
                return None;
            }
        };
        self.key = words(fields.get("id").or_else(|| fields.get("citation-key"))).unwrap_or_default();
        let key_is_made = self.key.is_empty();
        if key_is_made {
            self.key = self.guessed(&fields);
            let help = "give it an `id`, the name by which pages cite it";
            self.findings.push(no_key(self.file, self.span, &self.key, help));
        }
        let draft = self.draft(&fields);
        let key = self.key.clone();
        let facts = Facts { key_is_made, ..facts(&fields) };
        let read = contained(|| complete::reference(draft.entry(&key), self.file, self.span, facts));
        read.map(|(reference, found)| {
            self.findings.extend(found);
            reference
        })
    }

    /// The key for an object without an `id`. What is wrong with its fields is told when they are read under that key.
    fn guessed(&mut self, fields: &Map<String, Value>) -> String {
        let untold = &mut Findings::new();
        let draft = Item { key: String::new(), findings: untold, keys: self.keys, ..*self }.draft(fields);
        self.keys.free(&guessed_key(&draft))
    }

    /// The finding for an object that is not JSON, at the line where the reader stumbled.
    fn syntax(&self, text: &str, error: &serde_json::Error) -> Finding {
        let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let line = text[before..].lines().next().unwrap_or_default();
        let start = self.span.range().start + before;
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        let help = "look for a comma or quotation mark that is missing or stands twice, here or one line above";
        broken_entry(self.file, Span::new(start..start + line.len()), &self.key, what, help)
    }

    /// Everything that the object says.
    fn draft(&mut self, fields: &Map<String, Value>) -> Draft {
        let mut text = |name: &str| self.text(fields, name);
        let identifiers = [("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"), ("pmid", "PMID"), ("pmcid", "PMCID")];
        let identifiers = identifiers.into_iter().filter_map(|(name, field)| Some((name, text(field)?))).collect();
        Draft {
            kind: text("type").map_or(Kind::Other, |name| kind(&name)),
            title: text("title"),
            short_title: text("title-short"),
            container: text("container-title"),
            short_container: text("container-title-short"),
            collection: text("collection-title"),
            volume: text("volume"),
            issue: text("issue"),
            pages: text("page"),
            chapter: text("chapter-number"),
            edition: text("edition"),
            number: text("number"),
            genre: text("genre"),
            publisher: text("publisher"),
            place: text("publisher-place"),
            note: text("note"),
            language: text("language"),
            identifiers,
            authors: self.people(fields, "author"),
            editors: self.people(fields, "editor"),
            issued: self.date(fields, "issued"),
            accessed: self.date(fields, "accessed"),
            url: self.address(fields),
        }
    }

    /// The words of a field, without the few tags that CSL-JSON allows in them.
    fn text(&mut self, fields: &Map<String, Value>, name: &str) -> Option<String> {
        let value = fields.get(name)?;
        let found = words(Some(value));
        if found.is_none() && !is_nothing(value) {
            self.bad(name, "it is neither words nor a number", "write it between quotation marks");
        }
        found.map(|words| without_tags(&words)).filter(|words| !words.is_empty())
    }

    /// The address, if it is one of the web.
    fn address(&mut self, fields: &Map<String, Value>) -> Option<String> {
        let url = self.text(fields, "URL")?;
        if url.starts_with("http://") || url.starts_with("https://") {
            return Some(url);
        }
        self.bad("URL", &format!("`{url}` is no address of the web"), "write the full address, from `https://` on");
        None
    }

    /// The people of a field.
    fn people(&mut self, fields: &Map<String, Value>, name: &str) -> Vec<Person> {
        let Some(value) = fields.get(name) else { return Vec::new() };
        let values = match value {
            Value::Array(values) => values.as_slice(),
            single => std::slice::from_ref(single),
        };
        let people: Vec<Option<Person>> = values.iter().filter(|value| !is_nothing(value)).map(person).collect();
        if people.contains(&None) {
            self.bad(
                name,
                "one of the names cannot be read",
                "write `{\"family\": \"Bower\", \"given\": \"Julienne\"}`",
            );
        }
        people.into_iter().flatten().collect()
    }

    /// The date of a field; of a range, the first.
    fn date(&mut self, fields: &Map<String, Value>, name: &str) -> Option<Date> {
        let value = fields.get(name).filter(|value| !is_nothing(value))?;
        let found = date(value);
        if found.is_none() {
            self.bad(name, "this is no date", "write `{\"date-parts\": [[2026, 3, 2]]}`");
        }
        found
    }

    /// Says that a field is left out.
    fn bad(&mut self, field: &str, what: &str, help: &str) {
        self.findings.push(bad_field(self.file, self.span, &self.key, field, what, help));
    }
}

/// What is written beyond the fields of the format: in fields of their own, in `custom`, or in the note, where Zotero
/// puts what it has no field for.
fn facts(fields: &Map<String, Value>) -> Facts {
    let custom = fields.get("custom").and_then(Value::as_object);
    let note = Facts::in_note(fields.get("note").and_then(Value::as_str).unwrap_or_default());
    let named = Facts::by_hand(|name| words(fields.get(name).or_else(|| custom?.get(name))));
    Facts {
        study_type: named.study_type.or(note.study_type),
        question: named.question.or(note.question),
        level: named.level.or(note.level),
        ..Facts::default()
    }
}

/// The `id` of an object that is not JSON, for the message about it.
fn id_in_broken(text: &str) -> String {
    let after = text.split_once("\"id\"").map_or("", |(_, after)| after);
    let value = after.trim_start().strip_prefix(':').unwrap_or_default().trim_start().strip_prefix('"');
    let end = |value: &str| value.find(['"', '\n']).unwrap_or(value.len());
    value.map(|value| String::from(&value[..end(value)])).unwrap_or_default()
}

/// Whether a value says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(words) => words.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The words of a value: of a list, as Crossref writes, those of its first item.
fn words(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(words) => Some(String::from(words.trim())).filter(|words| !words.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => match values.first() {
            Some(Value::Array(_)) => None,
            first => words(first),
        },
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

/// The tags that CSL-JSON allows in words, without their brackets.
const TAGS: [&str; 12] = [
    "i",
    "/i",
    "b",
    "/b",
    "sub",
    "/sub",
    "sup",
    "/sup",
    "/span",
    "span class=\"nocase\"",
    "span style=\"font-variant:small-caps;\"",
    "span style=\"font-variant: small-caps;\"",
];

/// `text` without these tags. Other angle brackets stay: they are words.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        let inside = &rest[start + 1..];
        let tag = TAGS.iter().find(|tag| inside.strip_prefix(**tag).is_some_and(|after| after.starts_with('>')));
        match tag {
            Some(tag) => rest = &inside[tag.len() + 1..],
            None => {
                plain.push('<');
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// A person, or an organisation as `literal`.
fn person(value: &Value) -> Option<Person> {
    let Value::Object(fields) = value else { return words(Some(value)).map(|name| organisation(&name)) };
    let part = |name: &str| words(fields.get(name));
    let given = part("given");
    let Some(family) = part("family") else { return part("literal").or(given).map(|name| organisation(&name)) };
    let particles = (part("non-dropping-particle"), part("dropping-particle"));
    let mut person = match &particles {
        // Without particles of their own they may stand before the family name, as in `van der Berg`.
        (None, None) => Person::from_strings(vec![&family]).unwrap_or_else(|_| organisation(&family)),
        (None, Some(dropping)) => Person { prefix: Some(dropping.clone()), ..organisation(&family) },
        (Some(fixed), dropping) => Person { prefix: dropping.clone(), ..organisation(&format!("{fixed} {family}")) },
    };
    person.given_name = given;
    person.suffix = part("suffix");
    person.comma_suffix = fields.get("comma-suffix").and_then(Value::as_bool).unwrap_or(false);
    Some(person)
}

/// A name that has no parts.
fn organisation(name: &str) -> Person {
    Person { name: String::from(name), given_name: None, prefix: None, suffix: None, comma_suffix: false, alias: None }
}

/// A date: of `date-parts` the first, else the words of `raw` or `literal`.
fn date(value: &Value) -> Option<Date> {
    let Value::Object(fields) = value else { return date_in_words(&words(Some(value))?) };
    let first = match fields.get("date-parts") {
        // Some programs write one list in place of a list of lists.
        Some(Value::Array(dates)) if matches!(dates.first(), Some(Value::Array(_))) => dates.first(),
        other => other,
    };
    let mut found = match first {
        Some(Value::Array(parts)) => date_of_parts(parts),
        _ => date_in_words(&words(fields.get("raw").or_else(|| fields.get("literal")))?),
    }?;
    found.approximate |= fields.get("circa").is_some_and(|circa| !is_nothing(circa) && *circa != Value::Bool(false));
    Some(found)
}

/// Year, month and day. What lies outside the calendar is left out.
fn date_of_parts(parts: &[Value]) -> Option<Date> {
    let number = |at: usize| words(parts.get(at))?.parse::<i32>().ok();
    let mut date = Date::from_year(number(0).filter(|year| (-9_999..=9_999).contains(year))?);
    let zero_based = |value: i32, last: i32| u8::try_from(value - 1).ok().filter(|_| (1..=last).contains(&value));
    date.month = number(1).and_then(|month| zero_based(month, 12));
    date.day = date.month.and(number(2)).and_then(|day| zero_based(day, 31));
    Some(date)
}

/// A date as `2018-07-18`, `2018-07` or `2018`; of a range, as `2018/2019`, the first.
fn date_in_words(words: &str) -> Option<Date> {
    let first = words.split('/').next().unwrap_or_default().trim();
    let day = first.split(['T', ' ']).next().unwrap_or_default();
    day.parse().ok()
}

/// What a CSL type is. (CSL 1.0.2 specification, appendix III.)
fn kind(name: &str) -> Kind {
    match name {
        "article-journal" | "journal-article" | "review" | "review-book" => Kind::JournalArticle,
        "article" | "posted-content" => Kind::Preprint,
        "article-newspaper" | "article-magazine" => Kind::NewsArticle,
        "paper-conference" | "proceedings-article" => Kind::ConferencePaper,
        "book" | "classic" | "collection" | "monograph" | "edited-book" | "reference-book" => Kind::Book,
        "chapter" | "book-chapter" => Kind::Chapter,
        "entry" | "entry-dictionary" | "entry-encyclopedia" => Kind::EncyclopediaEntry,
        "report" | "pamphlet" | "standard" => Kind::Report,
        "thesis" | "dissertation" => Kind::Thesis,
        "webpage" => Kind::WebPage,
        "post-weblog" => Kind::BlogPost,
        "post" => Kind::Post,
        "motion_picture" | "broadcast" => Kind::Video,
        "song" | "musical_score" => Kind::Audio,
        "dataset" | "software" => Kind::Dataset,
        "legislation" | "bill" | "regulation" | "treaty" => Kind::Legislation,
        "legal_case" => Kind::Case,
        "patent" => Kind::Patent,
        "manuscript" => Kind::Manuscript,
        _ => Kind::Other,
    }
}

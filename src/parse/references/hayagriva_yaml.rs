//! Hayagriva's YAML: keys with entries. (Hayagriva file format, docs/file-format.md.)

use std::ops::Range;

use hayagriva::{Entry, Library};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::finding::{Findings, nearest};
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::{ReferenceFormat, bad_field, broken_entry, complete, contained};
use crate::parse::yaml::{self, Node, Value};
use crate::source::{FilePath, Span};

/// Hayagriva's YAML.
pub(super) struct HayagrivaYaml;

impl ReferenceFormat for HayagrivaYaml {
    fn recognises(&self, text: &str) -> bool {
        let mut lines = text.lines().filter(|line| is_significant(line));
        let key = lines.next().and_then(|line| line.split(" #").next()).unwrap_or_default();
        let inner = lines.next().unwrap_or_default();
        key.trim_end().ends_with(':') && !key.starts_with(' ') && inner.starts_with(' ') && inner.contains(':')
    }

    fn has_extension(&self, extension: &str) -> bool {
        matches!(extension, "yaml" | "yml")
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let entries = entries(file, text, findings);
        entries.iter().filter_map(|(key, value)| reference(file, key, value, findings)).collect()
    }
}

/// Whether a line says anything.
fn is_significant(line: &str) -> bool {
    let words = line.trim();
    !words.is_empty() && !words.starts_with('#') && !words.starts_with('%') && words != "---"
}

/// The keys with their entries. A file that cannot be read as a whole is read key by key.
fn entries(file: &FilePath, text: &str, findings: &mut Findings) -> Vec<(Node, Node)> {
    let mut found = Findings::new();
    let read = yaml::read(file, text, 0, &mut found);
    if found.is_empty() {
        return map(file, read, findings);
    }
    let parts = parts(text);
    if parts.is_empty() {
        findings.extend(found);
    }
    let mut entries = Vec::new();
    for part in parts {
        let read = yaml::read(file, &text[part.clone()], part.start, findings);
        entries.extend(map(file, read, findings));
    }
    entries
}

/// The parts of `text` that begin with a key at the start of a line.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indented = line.starts_with([' ', '\t', '-', ']', '}']);
        if is_significant(line) && !indented && has_key(line) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a `:` stands in the line as after a key.
fn has_key(line: &str) -> bool {
    line.match_indices(':').any(|(at, _)| line[at + 1..].chars().next().is_none_or(char::is_whitespace))
}

/// The entries of a map; anything else is a finding.
fn map(file: &FilePath, read: Option<Node>, findings: &mut Findings) -> Vec<(Node, Node)> {
    match read {
        Some(Node { value: Value::Map(entries), .. }) => entries,
        None | Some(Node { value: Value::Null, .. }) => Vec::new(),
        Some(node) => {
            let help = "write each key at the start of a line with `:` after it, and its fields below, indented";
            findings.push(broken_entry(file, node.span, "", "this is no list of keys with entries", help));
            Vec::new()
        }
    }
}

/// The reference of one key.
fn reference(file: &FilePath, key: &Node, value: &Node, findings: &mut Findings) -> Option<Reference> {
    let Value::Scalar(name) = &key.value else {
        findings.push(broken_entry(file, key.span, "", "its key is no word", "write a word before the `:`"));
        return None;
    };
    let span = Span::new(key.span.range().start..end(value).max(key.span.range().end));
    let Value::Map(fields) = &value.value else {
        let help = "write its fields below the key, indented: `type: Web`, `title: …`";
        findings.push(broken_entry(file, span, name, "it has no fields", help));
        return None;
    };
    let object: Map<String, Json> = fields.iter().filter_map(|(name, value)| json_field(name, value)).collect();
    let object = without_foreign_address(file, name, fields, object, findings);
    let mut object = as_chapter(object);
    let facts = Facts::by_hand(|name| object.get(name).and_then(Json::as_str).map(String::from));
    // The library knows none of these fields.
    object.retain(|name, _| !OWN_FIELDS.contains(&name.as_str()));
    let entry = entry(name, object.clone()).or_else(|_| {
        let mended = without_bad_fields(file, name, fields, object, findings);
        entry(name, mended)
    });
    match entry {
        Ok(entry) => contained(|| complete::reference(entry, file, span, facts)).map(|(reference, found)| {
            findings.extend(found);
            reference
        }),
        Err(message) => {
            findings.push(broken_entry(file, key.span, name, &in_plain_words(&message), &type_help(fields)));
            None
        }
    }
}

/// Fields that are ours and not the format's.
const OWN_FIELDS: [&str; 6] =
    ["study_type", "study-type", "question", "question_type", "evidence_level", "evidence-level"];

/// The fields of an `anthos`, a part of an anthology, as those of a chapter: of an `anthos`, styles such as APA print the
/// title of the whole twice with this library.
fn as_chapter(mut object: Map<String, Json>) -> Map<String, Json> {
    if let Some(Json::String(kind)) = object.get_mut("type")
        && kind.eq_ignore_ascii_case("anthos")
    {
        *kind = String::from("chapter");
    }
    object
}

/// Where a value ends: a list or map ends with its last value.
fn end(node: &Node) -> usize {
    let last = match &node.value {
        Value::List(items) => items.last(),
        Value::Map(fields) => fields.last().map(|(_, value)| value),
        Value::Null | Value::Bool(_) | Value::Scalar(_) => None,
    };
    last.map_or(0, end).max(node.span.range().end)
}

/// The entry that the fields describe, or what the library has against them.
fn entry(key: &str, fields: Map<String, Json>) -> Result<Entry, String> {
    let library = Json::Object([(String::from(key), Json::Object(fields))].into_iter().collect());
    let read = contained(|| Library::deserialize(library));
    let library = read.ok_or_else(|| String::from("its values make no sense"))?.map_err(|error| error.to_string())?;
    library.into_iter().next().ok_or_else(|| String::from("it is empty"))
}

/// The fields without those that cannot be read even alone; each of them is a finding.
fn without_bad_fields(
    file: &FilePath,
    key: &str,
    fields: &[(Node, Node)],
    mut object: Map<String, Json>,
    findings: &mut Findings,
) -> Map<String, Json> {
    for (name, value) in fields {
        let Value::Scalar(field) = &name.value else { continue };
        let Some(json) = object.get(field).filter(|_| field != "type") else { continue };
        let alone = [(String::from("type"), Json::from("misc")), (field.clone(), json.clone())];
        if let Err(message) = entry(key, alone.into_iter().collect()) {
            let help = match field.as_str() {
                "date" => "write it as `2026-03-02`, `2026-03` or `2026`",
                _ => "see the file format of Hayagriva for what may stand here",
            };
            findings.push(bad_field(file, value.span, key, field, &in_plain_words(&message), help));
            object.remove(field);
        }
    }
    object
}

/// The fields without an address that is not one of the web.
fn without_foreign_address(
    file: &FilePath,
    key: &str,
    fields: &[(Node, Node)],
    mut object: Map<String, Json>,
    findings: &mut Findings,
) -> Map<String, Json> {
    let address = match object.get("url") {
        Some(Json::Object(url)) => url.get("value").and_then(Json::as_str),
        other => other.and_then(Json::as_str),
    };
    let Some(address) = address.filter(|url| !url.starts_with("http://") && !url.starts_with("https://")) else {
        return object;
    };
    let node = fields.iter().find(|(name, _)| name.value == Value::Scalar(String::from("url")));
    if let Some((_, value)) = node {
        let what = format!("`{address}` is no address of the web");
        let help = "write the full address, from `https://` on";
        findings.push(bad_field(file, value.span, key, "url", &what, help));
    }
    object.remove("url");
    object
}

/// A field as JSON; nothing for one that is empty.
fn json_field(name: &Node, value: &Node) -> Option<(String, Json)> {
    match (&name.value, json(value)) {
        (Value::Scalar(name), value) if !value.is_null() => Some((name.clone(), value)),
        _ => None,
    }
}

/// A value as JSON. Numbers stay words: the library reads both, and `1.10` must not become `1.1`.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Scalar(words) => Json::String(words.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(fields) => Json::Object(fields.iter().filter_map(|(name, value)| json_field(name, value)).collect()),
    }
}

/// What the library has against an entry, without its own name for the entry.
fn in_plain_words(message: &str) -> String {
    match message {
        message if message.starts_with("no entry type") => String::from("it has no `type`"),
        message if message.contains("date") => String::from("this is no date"),
        message => String::from(message.split(", expected one of").next().unwrap_or(message)),
    }
}

/// The types that an entry may have, for a help that names the nearest.
const TYPES: [&str; 12] = [
    "Article",
    "Chapter",
    "Book",
    "Report",
    "Web",
    "Thesis",
    "Misc",
    "Blog",
    "Video",
    "Legislation",
    "Proceedings",
    "Reference",
];

/// How to mend an entry whose type may be wrong.
fn type_help(fields: &[(Node, Node)]) -> String {
    let written = fields.iter().find(|(name, _)| name.value == Value::Scalar(String::from("type")));
    let near = match written {
        Some((_, Node { value: Value::Scalar(words), .. })) => nearest(words, TYPES),
        _ => None,
    };
    match near {
        Some(near) => format!("did you mean `type: {near}`?"),
        None => format!("give it one of the types {}", TYPES.join(", ")),
    }
}

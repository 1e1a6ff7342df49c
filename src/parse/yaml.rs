//! Reads YAML into a tree that knows where each value was written.
//!
//! Editors make one mistake at a time; a typed reader that stops at the first one would make them play ping-pong. So
//! the text is read into [`Node`]s first, and [`crate::parse::fields`] takes typed values out of them one by one:
//! a bad value costs only itself.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Budget, Error, Options, Spanned};

use crate::finding::{Finding, Findings};
use crate::rules;
use crate::source::{FilePath, Span};

rules! {
    /// A file or front matter is not valid YAML.
    ///
    /// YAML is the way in which settings are written: `name: value` on each line, lists with `- ` before each item.
    ///
    /// **Why it matters to a patient.** Nothing can be read from broken YAML: the page would appear without its
    /// title, its reviewer and its review date, so a patient could not tell whether to trust it.
    ///
    /// **How to mend it.** Look at the line that the message names, and at the one above it. Common causes: a value
    /// that holds `: ` or begins with `@`, `[`, `*` or `"` needs quotation marks around it; spaces before a name
    /// differ from those of the line above; a tabulator was used instead of spaces.
    SYNTAX = "yaml/syntax", Error;
}

/// How deep lists and maps may lie in each other. Nothing of ours needs more than four.
const MAX_DEPTH: usize = 32;

/// A value with the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, as after `title:`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Anything else that stands on its own, as it was written, without its quotation marks.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Names with values, in the order written.
    Map(Vec<(Node, Node)>),
}

/// Reads `text`, which begins at byte `offset` of `file`. A text that cannot be read is one finding, and nothing.
pub fn read(file: &FilePath, text: &str, offset: usize, findings: &mut Findings) -> Option<Node> {
    match serde_yaml::from_str_with_options::<Spanned<Shape>>(text, options(text.len())) {
        Ok(shape) => Some(node(shape, text, offset)),
        Err(error) => {
            findings.push(syntax_finding(file, text, offset, &error));
            None
        }
    }
}

/// The one set of reading rules. The node budget grows with the file, because a long glossary is not an attack.
fn options(length: usize) -> Options {
    let mut budget = Budget::default();
    budget.max_depth = MAX_DEPTH;
    budget.flow_nesting_limit = MAX_DEPTH;
    budget.max_nodes = length.max(1_000);
    budget.max_events = length.saturating_mul(4).max(4_000);
    budget.max_aliases = 100;
    budget.max_anchors = 100;
    budget.max_total_scalar_bytes = length.saturating_mul(2).max(4_096);
    serde_yaml::options! {
        budget: Some(budget),
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
    }
}

/// The finding for a text that is not YAML, at the place where the reader stumbled.
fn syntax_finding(file: &FilePath, text: &str, offset: usize, error: &Error) -> Finding {
    let (message, help) = in_plain_words(error);
    let finding = Finding::new(&SYNTAX, file, message).help(help);
    let Some(location) = error.location() else { return finding };
    let start = match location.span().byte_offset() {
        Some(byte) => usize::try_from(byte).unwrap_or(usize::MAX),
        None => line_start(text, location.line()),
    };
    let start = floor_boundary(text, start);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    finding.at(Span::new(offset + start..offset + end))
}

/// What an error means, and how to mend it, for somebody who does not program.
fn in_plain_words(error: &Error) -> (String, String) {
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            let name = key.as_deref().unwrap_or("a name");
            (format!("`{name}` is given twice"), String::from("keep one of the two lines"))
        }
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => (
            String::from("this is nested or repeated far deeper than any settings are"),
            String::from("write it as plain lines of `name: value`"),
        ),
        Error::UnknownAnchor { .. } => (
            String::from("a value that begins with `*` is taken for a reference to another value"),
            String::from("put the value between quotation marks"),
        ),
        Error::MultipleDocuments { .. } => (
            String::from("a second `---` line begins a new document here"),
            String::from("keep a single block of settings"),
        ),
        Error::Eof { .. } => (
            String::from("the settings end too early"),
            String::from("close the quotation mark or bracket that is still open"),
        ),
        // Inside a list or map the reader passes a breach of its limits on as a message.
        other if other.to_string().contains("budget breached") => (
            String::from("this is nested or repeated far deeper than any settings are"),
            String::from("write it as plain lines of `name: value`"),
        ),
        other => (
            format!("this cannot be read: {}", first_line(&other.to_string())),
            String::from(
                "check this line and the one above it: quotation marks around values with `: ` or a leading `@`, and equal spaces before names of one list",
            ),
        ),
    }
}

/// The first line of a message, without the place that the reader repeats in it.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    String::from(line.rsplit_once(" at line ").map_or(line, |(words, _)| words))
}

/// The byte at which line `line`, counted from 1, begins.
fn line_start(text: &str, line: u64) -> usize {
    let before = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    text.split_inclusive('\n').take(before).map(str::len).sum()
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A value as the YAML reader hands it over.
enum Shape {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Shape>>),
    Map(Vec<(Spanned<Shape>, Spanned<Shape>)>),
}

/// Gives `shape` its place in the file. Numbers are taken as they were written: `1.10` is not `1.1`.
fn node(shape: Spanned<Shape>, text: &str, offset: usize) -> Node {
    let span = shape.referenced.span();
    let (start, length) = match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(length)) => (start, length),
        _ => (0, 0),
    };
    let start = floor_boundary(text, usize::try_from(start).unwrap_or(usize::MAX));
    let end = floor_boundary(text, start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)));
    let value = match shape.value {
        Shape::Null => Value::Null,
        Shape::Bool(truth) => Value::Bool(truth),
        Shape::Number => Value::Scalar(String::from(text[start..end].trim())),
        Shape::Text(words) => Value::Scalar(words),
        Shape::List(items) => Value::List(items.into_iter().map(|item| node(item, text, offset)).collect()),
        Shape::Map(entries) => Value::Map(
            entries.into_iter().map(|(name, value)| (node(name, text, offset), node(value, text, offset))).collect(),
        ),
    };
    Node { span: Span::new(offset + start..offset + end), value }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Shape, E> {
        Ok(Shape::Bool(truth))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_str<E>(self, words: &str) -> Result<Shape, E> {
        Ok(Shape::Text(String::from(words)))
    }

    fn visit_string<E>(self, words: String) -> Result<Shape, E> {
        Ok(Shape::Text(words))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        Shape::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        Shape::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Shape, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Shape::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Shape::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, read};
    use crate::finding::Findings;
    use crate::source::FilePath;

    fn parse(text: &str) -> (Option<Node>, Findings) {
        let mut findings = Findings::new();
        let node = read(&FilePath::new("a.yaml"), text, 0, &mut findings);
        (node, findings)
    }

    #[test]
    fn every_value_knows_its_place_and_keeps_its_spelling() {
        let text = "title: 1.10\nno: no\nday: 2026-03-02\ntags: [a, \"é b\"]\nempty:\n";
        let (node, findings) = parse(text);
        assert!(findings.is_empty(), "{findings:?}");
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
        let scalars: Vec<_> = entries.iter().map(|(_, value)| value.value.clone()).collect();
        assert_eq!(scalars[0], Value::Scalar("1.10".into()));
        assert_eq!(scalars[1], Value::Scalar("no".into()));
        assert_eq!(scalars[2], Value::Scalar("2026-03-02".into()));
        assert_eq!(scalars[4], Value::Null);
        let Value::List(tags) = &scalars[3] else { panic!("a list") };
        assert_eq!(&text[tags[0].span.range()], "a");
        assert_eq!(&text[entries[2].1.span.range()], "2026-03-02");
        assert_eq!(tags[1].value, Value::Scalar("é b".into()));
    }

    #[test]
    fn a_broken_line_is_one_finding_at_that_line() {
        let text = "title: a\nsummary: b: c\n";
        let (node, findings) = parse(text);
        assert_eq!(node, None);
        let finding = findings.iter().next().unwrap();
        assert_eq!(findings.len(), 1);
        assert!(finding.span.unwrap().start >= 9, "{finding:?}");
    }

    #[test]
    fn a_name_given_twice_is_said_so() {
        let (_, findings) = parse("title: a\ntitle: b\n");
        assert_eq!(findings.iter().next().unwrap().message, "`title` is given twice");
    }

    #[test]
    fn bombs_are_refused_quickly() {
        let deep = "[".repeat(20_000);
        let laughs = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n";
        for text in [deep.as_str(), laughs] {
            let (node, findings) = parse(text);
            assert_eq!((node, findings.len()), (None, 1));
        }
    }
}

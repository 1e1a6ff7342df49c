//! Reads exports that are lists of tagged lines: `TY  - JOUR`, `PMID- 24520118`, `%0 Journal Article`.
//!
//! RIS, MEDLINE, EndNote's and Web of Science's exports differ in how a tag looks and in what begins a record; the rest
//! is the same. A line without a tag goes on with the value before it.

use std::ops::Range;

use crate::source::Span;

/// How one of these formats writes its lines.
pub(super) struct Syntax {
    /// The tag and the value of a line; nothing if the line goes on with the one before.
    pub(super) line: fn(&str) -> Option<(&str, &str)>,
    /// Whether a line with this tag begins a new record, given the record that is open.
    pub(super) begins: fn(&str, &Record<'_>) -> bool,
    /// The tag that ends a record.
    pub(super) end: Option<&'static str>,
}

/// One record: its lines in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record<'s> {
    /// The lines with a tag.
    pub(super) fields: Vec<Field<'s>>,
}

/// One tagged line, with the lines that go on with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'s> {
    /// The tag.
    pub(super) tag: &'s str,
    /// The value; where it went on in another line, with a line break.
    pub(super) value: String,
    /// Where it stands in the file.
    pub(super) range: Range<usize>,
}

impl Record<'_> {
    /// Whether any line has this tag.
    pub(super) fn has(&self, tag: &str) -> bool {
        self.fields.iter().any(|field| field.tag == tag)
    }

    /// The values of these tags, in the order of the tags; on one line each, and never empty.
    pub(super) fn all(&self, tags: &[&str]) -> Vec<String> {
        let values = |tag: &str| {
            let fields = self.fields.iter().filter(|field| field.tag == tag);
            fields.map(|field| one_line(&field.value)).filter(|value| !value.is_empty()).collect::<Vec<_>>()
        };
        tags.iter().copied().flat_map(values).collect()
    }

    /// The first value of the first of these tags that has one.
    pub(super) fn first(&self, tags: &[&str]) -> Option<String> {
        self.all(tags).into_iter().next()
    }

    /// Where the record stands in the file.
    pub(super) fn span(&self) -> Span {
        let start = self.fields.first().map_or(0, |field| field.range.start);
        let end = self.fields.last().map_or(start, |field| field.range.end);
        Span::new(start..end)
    }
}

/// The value on one line.
pub(super) fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every record of `text` that holds anything.
pub(super) fn records<'s>(text: &'s str, syntax: &Syntax) -> Vec<Record<'s>> {
    let mut records = vec![Record::default()];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}').trim();
        let start = at + line.find(words).unwrap_or(0);
        at += line.len();
        match (syntax.line)(line.trim_start_matches('\u{feff}')) {
            Some((tag, _)) if Some(tag) == syntax.end => records.push(Record::default()),
            Some((tag, value)) => {
                if records.last().is_some_and(|open| !open.fields.is_empty() && (syntax.begins)(tag, open)) {
                    records.push(Record::default());
                }
                let field = Field { tag, value: String::from(value.trim()), range: start..start + words.len() };
                records.last_mut().into_iter().for_each(|open| open.fields.push(field.clone()));
            }
            None => go_on(records.last_mut(), words, start + words.len()),
        }
    }
    records.retain(|record| record.fields.iter().any(|field| !field.value.is_empty()));
    records
}

/// Adds a line without a tag to the value before it.
fn go_on(open: Option<&mut Record<'_>>, words: &str, end: usize) {
    if let Some(field) = open.and_then(|open| open.fields.last_mut()).filter(|_| !words.is_empty()) {
        field.value.push('\n');
        field.value.push_str(words);
        field.range.end = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{Syntax, records};

    const SYNTAX: Syntax = Syntax {
        line: |line| line.split_once("- ").filter(|(tag, _)| tag.len() == 2),
        begins: |tag, _| tag == "AA",
        end: Some("ZZ"),
    };

    #[test]
    fn values_go_on_until_the_next_tag() {
        let text = "\u{feff}AA- one\n   two\n\nBB- three\nZZ- \nrubbish\nAA- four\nAA- five";
        let records = records(text, &SYNTAX);
        let read: Vec<_> = records.iter().map(|record| (record.first(&["AA"]), record.first(&["BB"]))).collect();
        let words = |words: &str| Some(String::from(words));
        assert_eq!(read, [(words("one two"), words("three")), (words("four"), None), (words("five"), None)]);
        assert_eq!(&text[records[0].span().range()], "AA- one\n   two\n\nBB- three");
    }
}

//! BibTeX and BibLaTeX: `@article{key, title = {…}}`.
//!
//! The library that reads entries gives up on a whole file for one mistake. So it is given one entry at a time, with
//! the `@string` words it uses already put in, and with the entry that its `crossref` names.

use std::collections::BTreeMap;

use biblatex::{Pair, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Token};

use crate::finding::{Finding, Findings};
use crate::model::reference::Reference;
use crate::parse::references::bibtex_entry::{converted, keep_year};
use crate::parse::references::bibtex_strings::{Strings, put_in_strings, strings};
use crate::parse::references::bibtex_text::{Block, Flaw, blocks};
use crate::parse::references::complete::Facts;
use crate::parse::references::keys::{Keys, made_key};
use crate::parse::references::{ReferenceFormat, bad_field, bibtex_text, broken_entry, complete, contained, no_key};
use crate::source::{FilePath, Span};

/// BibTeX and BibLaTeX.
pub(super) struct BibTex;

impl ReferenceFormat for BibTex {
    fn recognises(&self, text: &str) -> bool {
        let mut at = 0;
        text.split_inclusive('\n').any(|line| {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            text[start..].starts_with('@') && bibtex_text::opening(text, start).is_some()
        })
    }

    fn has_extension(&self, extension: &str) -> bool {
        matches!(extension, "bib" | "bibtex" | "biblatex")
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let blocks = blocks(text);
        let strings = strings(text, &blocks);
        let entries: Vec<Written> =
            blocks.iter().filter_map(|block| written(file, text, block, &strings, findings)).collect();
        let mut by_key = BTreeMap::new();
        for entry in entries.iter().filter(|entry| !entry.raw.key.v.is_empty()) {
            by_key.entry(entry.raw.key.v).or_insert(&entry.raw);
        }
        let mut keys: Keys = by_key.keys().copied().collect();
        let library = Shelf { file, by_key };
        entries.iter().filter_map(|entry| library.reference(entry, &mut keys, findings)).collect()
    }
}

/// An entry as it was written, with its place.
struct Written<'s> {
    raw: RawEntry<'s>,
    span: Span,
}

/// Reads the outline of an entry: key and fields. `@string` and the like are no entries.
fn written<'s>(
    file: &FilePath,
    text: &'s str,
    block: &Block,
    strings: &Strings<'s>,
    findings: &mut Findings,
) -> Option<Written<'s>> {
    if matches!(block.kind.as_str(), "string" | "preamble" | "comment") {
        return None;
    }
    let source = &text[block.range.clone()];
    let span = Span::new(block.range.start..block.range.start + source.trim_end().len());
    if let Some(flaw) = block.flaw {
        findings.push(flaw_finding(file, span, key_of(source), flaw));
        if flaw != Flaw::ClosedTooEarly {
            return None;
        }
    }
    let parsed =
        contained(|| RawBibliography::parse(source).map_err(|error| (error.span.start, in_plain_words(&error.kind))));
    let mut raw = match parsed.unwrap_or_else(|| Err((0, String::from("it makes no sense")))) {
        Ok(raw) => raw.entries.into_iter().next()?.v,
        Err((at, what)) => {
            findings.push(syntax_finding(file, source, span, at, &what));
            return None;
        }
    };
    put_in_strings(file, span, &mut raw, strings, findings);
    Some(Written { raw, span })
}

/// The key of an entry whose braces are wrong.
fn key_of(source: &str) -> &str {
    let after = source.split_once(['{', '(']).map_or("", |(_, after)| after);
    after.split([',', '\n', '}']).next().unwrap_or_default().trim()
}

/// The finding for braces that do not match.
fn flaw_finding(file: &FilePath, span: Span, key: &str, flaw: Flaw) -> Finding {
    let first_line = Span::new(span.range().start..span.range().start + 1);
    match flaw {
        Flaw::Open => {
            let help = "a `}` or a quotation mark is missing in it: count those of each field";
            broken_entry(file, first_line, key, "it does not end before the next entry begins", help)
        }
        Flaw::TooDeep => {
            let help = "write the words without so many braces around them";
            broken_entry(file, first_line, key, "its braces lie too deep in each other", help)
        }
        Flaw::ClosedTooEarly => {
            let end = Span::new(span.range().end.saturating_sub(1)..span.range().end);
            let what = "it ends here, although more fields seem to follow";
            bad_field(file, end, key, "the rest", what, "a `}` stands twice in it: remove one")
        }
    }
}

/// The finding for an entry that is not BibTeX, at the line where the reader stumbled.
fn syntax_finding(file: &FilePath, source: &str, span: Span, at: usize, what: &str) -> Finding {
    let at = source.floor_char_boundary(at);
    let start = source[..at].rfind('\n').map_or(0, |line| line + 1);
    let end = source[at..].find('\n').map_or(source.len(), |length| at + length);
    let line = Span::new(span.range().start + start..span.range().start + end);
    let help = "look for a comma, brace or quotation mark that is missing or stands twice, here or one line above";
    broken_entry(file, line, key_of(source), what, help)
}

/// The entries of one file.
struct Shelf<'s> {
    file: &'s FilePath,
    by_key: BTreeMap<&'s str, &'s RawEntry<'s>>,
}

impl<'s> Shelf<'s> {
    /// The reference of an entry. One without a key gets the key that a reader of the file would guess.
    fn reference(&self, written: &Written<'s>, keys: &mut Keys, findings: &mut Findings) -> Option<Reference> {
        if !written.raw.key.v.is_empty() {
            return self.keyed(written, false, findings);
        }
        let key = keys.free(&guessed_key(&written.raw));
        findings.push(no_key(self.file, written.span, &key, "write it after the `{`, as in `@article{bower2014,`"));
        let mut raw = written.raw.clone();
        raw.key.v = &key;
        self.keyed(&Written { raw, span: written.span }, true, findings)
    }

    /// The reference of an entry that has a key. Fields that make no sense are left out, and told.
    fn keyed(&self, written: &Written<'s>, key_is_made: bool, findings: &mut Findings) -> Option<Reference> {
        let raw = &written.raw;
        let parents = self.parents(raw);
        let read = converted(raw.clone(), &parents).or_else(|_| {
            let mut mended = raw.clone();
            mended.fields.retain_mut(|field| {
                keep_year(field);
                self.makes_sense(written, field, findings)
            });
            converted(mended.clone(), &parents).or_else(|_| converted(mended, &[]))
        });
        match read {
            Ok((entry, lost)) => {
                for (name, what) in lost {
                    findings.push(self.bad(written, name, &what));
                }
                let facts = Facts { key_is_made, ..Facts::by_hand(|name| field_words(raw, name)) };
                let read = contained(|| complete::reference(entry, self.file, written.span, facts));
                read.map(|(reference, found)| {
                    findings.extend(found);
                    reference
                })
            }
            Err(what) => {
                let help = "compare it with an entry that works";
                findings.push(broken_entry(self.file, written.span, raw.key.v, &what, help));
                None
            }
        }
    }

    /// The entries that this one takes fields from. Theirs are not followed further, so that none is its own parent.
    fn parents(&self, raw: &RawEntry<'s>) -> Vec<RawEntry<'s>> {
        let keys = raw.fields.iter().filter(|field| is_relation(field)).flat_map(related);
        let mut parents: BTreeMap<&str, RawEntry<'s>> = BTreeMap::new();
        for parent in keys.filter_map(|key| self.by_key.get(key)).filter(|parent| parent.key.v != raw.key.v) {
            let mut parent = (*parent).clone();
            parent.fields.retain(|field| !is_relation(field));
            parents.insert(parent.key.v, parent);
        }
        parents.into_values().collect()
    }

    /// Whether a field can be read alone; a finding if it cannot.
    fn makes_sense(&self, written: &Written<'s>, field: &Pair<'s>, findings: &mut Findings) -> bool {
        let alone = RawEntry { fields: vec![field.clone()], ..written.raw.clone() };
        match converted(alone, &[]) {
            Ok(_) => true,
            Err(what) => {
                let value = field.value.v.iter().map(|chunk| match chunk.v {
                    RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words,
                });
                let what = match field.key.v.to_ascii_lowercase().as_str() {
                    "date" | "year" | "urldate" => format!("`{}` is no date", value.collect::<String>()),
                    _ => what,
                };
                findings.push(self.bad(written, field.key.v, &what));
                false
            }
        }
    }

    /// The finding for the field `name`.
    fn bad(&self, written: &Written<'s>, name: &str, what: &str) -> Finding {
        let field = written.raw.fields.iter().find(|field| field.key.v.eq_ignore_ascii_case(name));
        let offset = written.span.range().start;
        let place = field.map(|field| offset + field.value.span.start..offset + field.value.span.end);
        let span = place.map_or(written.span, Span::new);
        let help = match name {
            "year" | "date" | "urldate" => "write it as `2026-03-02`, `2026-03` or `2026`",
            "url" => "write the full address, from `https://` on",
            _ => "put a `\\` before `$`, `%` and braces that are meant as such",
        };
        bad_field(self.file, span, written.raw.key.v, name, what, help)
    }
}

/// The key for an entry that has none.
fn guessed_key(raw: &RawEntry<'_>) -> String {
    let entry = converted(raw.clone(), &[]).ok().map(|(entry, _)| entry);
    let people = entry.as_ref().and_then(|entry| entry.authors().or_else(|| entry.editors())).unwrap_or_default();
    let year = entry.as_ref().and_then(|entry| entry.date_any()).map(|date| date.year);
    let title = entry.as_ref().and_then(|entry| entry.title()).map(|title| title.value.to_str());
    made_key(people.first().map(|person| person.name.as_str()), year, title.as_deref())
}

/// The words of a field as they are written.
fn field_words(raw: &RawEntry<'_>, name: &str) -> Option<String> {
    let field = raw.fields.iter().find(|field| field.key.v.eq_ignore_ascii_case(name))?;
    let words = field.value.v.iter().map(|chunk| match chunk.v {
        RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words,
    });
    Some(words.collect())
}

/// Whether a field names another entry.
pub(super) fn is_relation(field: &Pair<'_>) -> bool {
    ["crossref", "xdata"].iter().any(|name| field.key.v.eq_ignore_ascii_case(name))
}

/// The keys that such a field names.
pub(super) fn related<'s>(field: &Pair<'s>) -> impl Iterator<Item = &'s str> {
    let words: Vec<&'s str> = field
        .value
        .v
        .iter()
        .map(|chunk| match chunk.v {
            RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words,
        })
        .collect();
    words.into_iter().flat_map(|words| words.split(',')).map(str::trim)
}

/// What is wrong, for somebody who does not program.
pub(super) fn in_plain_words(kind: &ParseErrorKind) -> String {
    let name = |token: &Token| match token {
        Token::Identifier => "the name of a field",
        Token::OpeningBrace => "`{`",
        Token::ClosingBrace => "`}`",
        Token::Comma => "a comma",
        Token::QuotationMark => "a quotation mark",
        Token::Equals => "`=`",
        Token::DecimalPoint => "a point",
    };
    match kind {
        ParseErrorKind::UnexpectedEof => String::from("a brace, quotation mark or `$` in it is not closed"),
        ParseErrorKind::Unexpected(token) => format!("{} stands where it should not", name(token)),
        ParseErrorKind::Expected(token) => format!("{} is missing", name(token)),
        other => other.to_string(),
    }
}

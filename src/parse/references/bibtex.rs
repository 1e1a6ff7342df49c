//! BibTeX and BibLaTeX: `@article{key, title = {…}}`.
//!
//! The library that reads entries gives up on a whole file for one mistake. So it is given one entry at a time, with
//! the `@string` words it uses already put in, and with the entry that its `crossref` names.

use std::collections::BTreeMap;

use biblatex::{
    Bibliography, ChunksExt, EntryType, Pair, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned, Token,
};
use hayagriva::Entry;
use hayagriva::types::{Date, FormatString, Publisher};

use crate::finding::{Finding, Findings};
use crate::model::reference::Reference;
use crate::parse::references::bibtex_strings::{Strings, put_in_strings, strings};
use crate::parse::references::bibtex_text::{Block, Flaw, blocks};
use crate::parse::references::complete::Facts;
use crate::parse::references::{ReferenceFormat, bad_field, bibtex_text, broken_entry, complete, contained};
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
        for entry in &entries {
            by_key.entry(entry.raw.key.v).or_insert(&entry.raw);
        }
        let library = Shelf { file, by_key };
        entries.iter().filter_map(|entry| library.reference(entry, findings)).collect()
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
    if raw.key.v.is_empty() {
        let help = "write a key after the `{`, as in `@article{bower2014,`";
        findings.push(broken_entry(file, span, "", "it has no key", help));
        return None;
    }
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
    /// The reference of an entry. Fields that make no sense are left out, and told.
    fn reference(&self, written: &Written<'s>, findings: &mut Findings) -> Option<Reference> {
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
                let facts = Facts::by_hand(|name| field_words(raw, name));
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

/// The words of a field as they are written.
fn field_words(raw: &RawEntry<'_>, name: &str) -> Option<String> {
    let field = raw.fields.iter().find(|field| field.key.v.eq_ignore_ascii_case(name))?;
    let words = field.value.v.iter().map(|chunk| match chunk.v {
        RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words,
    });
    Some(words.collect())
}

/// Whether a field names another entry.
fn is_relation(field: &Pair<'_>) -> bool {
    ["crossref", "xdata"].iter().any(|name| field.key.v.eq_ignore_ascii_case(name))
}

/// The keys that such a field names.
fn related<'s>(field: &Pair<'s>) -> impl Iterator<Item = &'s str> {
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
fn in_plain_words(kind: &ParseErrorKind) -> String {
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

/// What was lost of an entry: names of fields, and why.
type Lost = Vec<(&'static str, String)>;

/// The entry as citation styles want it, or why it cannot be had.
fn converted(mut raw: RawEntry<'_>, parents: &[RawEntry<'_>]) -> Result<(Entry, Lost), String> {
    // Other names of an entry are of no use here, and the library stumbles over odd ones. An entry that takes fields
    // from itself would keep it going for ever.
    let key = raw.key.v;
    raw.fields.retain(|field| {
        let names_itself = is_relation(field) && related(field).any(|name| name == key);
        !names_itself && !field.key.v.eq_ignore_ascii_case("ids")
    });
    let entries = std::iter::once(raw).chain(parents.iter().cloned()).map(|raw| Spanned::new(raw, 0..0)).collect();
    let bibliography = RawBibliography { preamble: String::new(), entries, abbreviations: Vec::new() };
    let read = contained(|| {
        let entries = Bibliography::from_raw(bibliography).map_err(|error| in_plain_words(&error.kind))?.into_vec();
        let mut tex = entries.into_iter().next().ok_or_else(|| String::from("it is empty"))?;
        tex.entry_type = as_chapter(tex.entry_type);
        let mut entry = Entry::try_from(&tex).map_err(|error| format!("it makes no sense here ({})", error.kind))?;
        let lost = add_missing(&tex, &mut entry);
        Ok((entry, lost))
    });
    read.unwrap_or_else(|| Err(String::from("it makes no sense")))
}

/// What is printed like a chapter is taken for one: of the other kinds, styles such as APA print the title of the whole
/// twice with this library.
fn as_chapter(kind: EntryType) -> EntryType {
    match kind {
        EntryType::InCollection | EntryType::InProceedings | EntryType::InReference => EntryType::InBook,
        other => other,
    }
}

/// Lets `Taylor and Francis` be one publisher, as BibTeX has it; BibLaTeX takes it for two.
fn keep_publisher(tex: &biblatex::Entry, entry: &mut Entry) {
    let Some(name) = tex.get("publisher").filter(|name| name.format_verbatim().contains(" and ")) else { return };
    let named = |entry: &Entry| {
        let place = entry.publisher()?.location().cloned();
        Some(Publisher::new(Some(FormatString::from(name)), place))
    };
    if let Some(publisher) = named(entry) {
        entry.set_publisher(publisher);
        return;
    }
    let mut parents = entry.parents().to_vec();
    for parent in &mut parents {
        if let Some(publisher) = named(parent) {
            parent.set_publisher(publisher);
        }
    }
    entry.set_parents(parents);
}

/// Adds what the library passes over, and tells what cannot be added.
fn add_missing(tex: &biblatex::Entry, entry: &mut Entry) -> Lost {
    let mut lost = Lost::new();
    keep_publisher(tex, entry);
    let words = |name: &str| tex.get(name).map(ChunksExt::format_verbatim).filter(|words| !words.is_empty());
    for (field, name) in [("pmid", "pmid"), ("pubmedid", "pmid"), ("pmcid", "pmcid"), ("pmc", "pmcid")] {
        if let Some(number) = words(field).filter(|_| entry.keyed_serial_number(name).is_none()) {
            entry.set_keyed_serial_number(name, number);
        }
    }
    let dates: Vec<_> = ["date", "year"].into_iter().filter_map(|name| Some((name, words(name)?))).collect();
    if let Some((name, date)) = dates.first().filter(|_| entry.date().is_none()) {
        match dates.iter().find_map(|(_, date)| year_in(date)?.parse().ok()) {
            Some(year) => entry.set_date(Date::from_year(year)),
            None => lost.push((*name, format!("`{date}` is no date"))),
        }
    }
    if let Some(url) = words("url").filter(|_| !is_of_web(entry)) {
        lost.push(("url", format!("`{url}` is no address of the web")));
    }
    lost
}

/// Whether the entry has an address that a page may link to.
fn is_of_web(entry: &Entry) -> bool {
    entry.url().is_some_and(|url| matches!(url.value.scheme(), "http" | "https"))
}

/// Leaves of a date in words, as `June 2014`, its year.
fn keep_year(field: &mut Pair<'_>) {
    if !["date", "year", "urldate"].iter().any(|name| field.key.v.eq_ignore_ascii_case(name)) {
        return;
    }
    if let [Spanned { v: RawChunk::Normal(words), .. }] = field.value.v.as_mut_slice()
        && let Some(year) = year_in(words)
    {
        *words = year;
    }
}

/// The first four digits that stand alone.
fn year_in(words: &str) -> Option<&str> {
    words.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4)
}

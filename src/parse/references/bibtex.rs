//! BibTeX and BibLaTeX: `@article{key, title = {…}}`.
//!
//! The library that reads entries gives up on a whole file for one mistake. So it is given one entry at a time, with
//! the `@string` words it uses already put in, and with the entry that its `crossref` names.

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt, Pair, RawBibliography, RawChunk, RawEntry, Spanned};
use hayagriva::Entry;
use hayagriva::types::Date;

use crate::finding::{Finding, Findings, nearest};
use crate::model::reference::Reference;
use crate::parse::references::bibtex_text::{Block, Flaw, blocks};
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

/// The words that `@string` defines, by their names in lower case, each as the pieces it is joined from.
type Strings<'s> = BTreeMap<String, Vec<&'s str>>;

/// How many pieces a word may be joined from. Words that are joined from words could otherwise double at every step.
const MAX_PIECES: usize = 64;

/// Every `@string` of the file. One that uses words which come later is left out, and its users are told.
fn strings<'s>(text: &'s str, blocks: &[Block]) -> Strings<'s> {
    let mut strings = Strings::new();
    for block in blocks.iter().filter(|block| block.kind == "string") {
        let Ok(raw) = RawBibliography::parse(&text[block.range.clone()]) else { continue };
        for pair in raw.abbreviations {
            if let Ok(pieces) = pieces(&pair.value.v, &strings) {
                strings.insert(pair.key.v.to_lowercase(), pieces);
            }
        }
    }
    strings
}

/// The pieces of a value, or the word in it that nothing defines.
fn pieces<'s>(value: &[Spanned<RawChunk<'s>>], strings: &Strings<'s>) -> Result<Vec<&'s str>, &'s str> {
    let mut pieces = Vec::new();
    for chunk in value {
        match chunk.v {
            RawChunk::Normal(words) => pieces.push(words),
            RawChunk::Abbreviation(name) => match strings.get(&name.to_lowercase()) {
                Some(words) if pieces.len() + words.len() <= MAX_PIECES => pieces.extend(words),
                Some(_) => return Err(name),
                None => pieces.push(month(name).ok_or(name)?),
            },
        }
    }
    Ok(pieces)
}

/// The number of a month that BibTeX defines by itself.
fn month(name: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("jan", "01"),
        ("feb", "02"),
        ("mar", "03"),
        ("apr", "04"),
        ("may", "05"),
        ("jun", "06"),
        ("jul", "07"),
        ("aug", "08"),
        ("sep", "09"),
        ("oct", "10"),
        ("nov", "11"),
        ("dec", "12"),
    ];
    let start = name.get(..3)?.to_lowercase();
    MONTHS.iter().find(|(month, _)| *month == start).map(|(_, number)| *number)
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
        contained(|| RawBibliography::parse(source).map_err(|error| (error.span.start, error.kind.to_string())));
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

/// Replaces the words that `@string` defines. A field with an undefined one is left out.
fn put_in_strings<'s>(
    file: &FilePath,
    span: Span,
    raw: &mut RawEntry<'s>,
    strings: &Strings<'s>,
    findings: &mut Findings,
) {
    let key = raw.key.v;
    raw.fields.retain_mut(|field| {
        let place = field.value.span.clone();
        match pieces(&field.value.v, strings) {
            Ok(pieces) => {
                let chunk = |words| Spanned::new(RawChunk::Normal(words), place.clone());
                field.value.v = pieces.into_iter().map(chunk).collect();
                true
            }
            Err(name) => {
                let offset = span.range().start;
                let place = Span::new(offset + place.start..offset + place.end);
                findings.push(undefined(file, place, key, field.key.v, name, strings));
                false
            }
        }
    });
}

/// The finding for a word that no `@string` defines.
fn undefined(file: &FilePath, span: Span, key: &str, field: &str, name: &str, strings: &Strings<'_>) -> Finding {
    let what = format!("no `@string` defines `{name}`");
    let help = match nearest(name, strings.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("put braces around it: `{{{name}}}`"),
    };
    bad_field(file, span, key, field, &what, &help)
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
            mended.fields.retain(|field| self.makes_sense(written, field, findings));
            converted(mended.clone(), &parents).or_else(|_| converted(mended, &[]))
        });
        match read {
            Ok((entry, lost)) => {
                for (name, what) in lost {
                    findings.push(self.bad(written, name, &what));
                }
                contained(|| complete::reference(entry, self.file, written.span))
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
        let named = raw.fields.iter().filter(|field| is_relation(field)).flat_map(|field| &field.value.v);
        let keys = named.flat_map(|chunk| match chunk.v {
            RawChunk::Normal(words) | RawChunk::Abbreviation(words) => words.split(','),
        });
        let mut parents: BTreeMap<&str, RawEntry<'s>> = BTreeMap::new();
        for parent in keys.filter_map(|key| self.by_key.get(key.trim())).filter(|parent| parent.key.v != raw.key.v) {
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

/// Whether a field names another entry.
fn is_relation(field: &Pair<'_>) -> bool {
    ["crossref", "xdata"].iter().any(|name| field.key.v.eq_ignore_ascii_case(name))
}

/// What was lost of an entry: names of fields, and why.
type Lost = Vec<(&'static str, String)>;

/// The entry as citation styles want it, or why it cannot be had.
fn converted(mut raw: RawEntry<'_>, parents: &[RawEntry<'_>]) -> Result<(Entry, Lost), String> {
    // Other names of an entry are of no use here, and the library stumbles over odd ones.
    raw.fields.retain(|field| !field.key.v.eq_ignore_ascii_case("ids"));
    let entries = std::iter::once(raw).chain(parents.iter().cloned()).map(|raw| Spanned::new(raw, 0..0)).collect();
    let bibliography = RawBibliography { preamble: String::new(), entries, abbreviations: Vec::new() };
    let read = contained(|| {
        let entries = Bibliography::from_raw(bibliography).map_err(|error| error.kind.to_string())?.into_vec();
        let tex = entries.into_iter().next().ok_or_else(|| String::from("it is empty"))?;
        let mut entry = Entry::try_from(&tex).map_err(|error| error.kind.to_string())?;
        let lost = add_missing(&tex, &mut entry);
        Ok((entry, lost))
    });
    read.unwrap_or_else(|| Err(String::from("it makes no sense")))
}

/// Adds what the library passes over, and tells what cannot be added.
fn add_missing(tex: &biblatex::Entry, entry: &mut Entry) -> Lost {
    let mut lost = Lost::new();
    let words = |name: &str| tex.get(name).map(|chunks| chunks.format_verbatim()).filter(|words| !words.is_empty());
    for (field, name) in [("pmid", "pmid"), ("pubmedid", "pmid"), ("pmcid", "pmcid"), ("pmc", "pmcid")] {
        if let Some(number) = words(field).filter(|_| entry.keyed_serial_number(name).is_none()) {
            entry.set_keyed_serial_number(name, number);
        }
    }
    if let Some((name, date)) = ["date", "year"].into_iter().find_map(|name| Some((name, words(name)?)))
        && entry.date().is_none()
    {
        match year_in(&date) {
            Some(year) => entry.set_date(Date::from_year(year)),
            None => lost.push((name, format!("`{date}` is no date"))),
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

/// The first four digits that stand alone, as in `June 2014`.
fn year_in(words: &str) -> Option<i32> {
    words.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4)?.parse().ok()
}

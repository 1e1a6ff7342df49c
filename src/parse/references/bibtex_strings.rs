//! BibTeX's abbreviations: `@string{nejm = "New England Journal of Medicine"}`.

use std::collections::BTreeMap;

use biblatex::{RawBibliography, RawChunk, RawEntry, Spanned};

use crate::finding::{Finding, Findings, nearest};
use crate::parse::references::bad_field;
use crate::parse::references::bibtex_text::Block;
use crate::source::{FilePath, Span};

/// The words that `@string` defines, by their names in lower case, each as the pieces it is joined from.
pub(super) type Strings<'s> = BTreeMap<String, Vec<&'s str>>;

/// How many pieces a word may be joined from. Words that are joined from words could otherwise double at every step.
const MAX_PIECES: usize = 64;

/// Every `@string` of the file. One that uses words which come later is left out, and its users are told.
pub(super) fn strings<'s>(text: &'s str, blocks: &[Block]) -> Strings<'s> {
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

/// Replaces the words that `@string` defines. A field with an undefined one is left out.
pub(super) fn put_in_strings<'s>(
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

//! A plain list of links, as colleagues send them: title, address, publisher and the day it was seen.
//!
//! Each link is a line, or a block of lines between empty lines. The parts of a line are parted by tabs, ` | ` or `;`:
//!
//! ```text
//! Cancer-related fatigue | https://www.cancerresearchuk.org/… | Cancer Research UK | seen 2026-03-02
//! ```
//!
//! A bullet before the line, a Markdown link, and the address before the title are understood as well.

use std::ops::Range;

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::model::slug::slug;
use crate::model::web_address::host;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::{Draft, Kind};
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::keys::usable_key;
use crate::parse::references::{ReferenceFormat, broken_entry, dates, names};
use crate::source::{FilePath, Span};

/// A plain list of links.
pub(super) struct LinkList;

impl ReferenceFormat for LinkList {
    // Anything may hold links; so this format is asked last, by [`recognises`].
    fn recognises(&self, _text: &str) -> bool {
        false
    }

    fn has_extension(&self, _extension: &str) -> bool {
        false
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let mut shelf = Shelf::new(file, findings);
        for range in entries(text) {
            let span = Span::new(range.clone());
            match found(&text[range], span) {
                Some(found) => shelf.add(found),
                None => {
                    let help = "write `Title | https://… | publisher | seen 2026-03-02` on one line";
                    shelf.findings.push(broken_entry(file, span, "", "it has no address", help));
                }
            }
        }
        shelf.finish()
    }
}

/// Whether at least half of the lines or blocks hold an address: a letter with one link in it is no list.
pub(super) fn recognises(text: &str) -> bool {
    let entries = entries(text);
    let with_link = entries.iter().filter(|range| address(&text[(*range).clone()]).is_some()).count();
    let is_code = text.trim_start().starts_with(['<', '{', '@', '%']) || text.contains("\":");
    with_link > 0 && 2 * with_link >= entries.len() && !is_code
}

/// The entries: lines with an address each, or else blocks between empty lines. Headings and notes are passed over.
fn entries(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}').trim();
        let start = at + line.find(words).unwrap_or(0);
        at += line.len();
        match words {
            "" => blocks.push(Vec::new()),
            note if note.starts_with('#') => blocks.push(Vec::new()),
            _ => blocks.last_mut().into_iter().for_each(|block| block.push(start..start + words.len())),
        }
    }
    blocks.into_iter().flat_map(|block| entries_of(text, block)).collect()
}

/// The entries of one block of lines.
fn entries_of(text: &str, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let links = lines.iter().filter(|line| address(&text[(*line).clone()]).is_some()).count();
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) if links == 1 && lines.len() <= 5 => std::iter::once(first.start..last.end).collect(),
        _ => lines,
    }
}

/// The first address in `text`, with its place.
fn address(text: &str) -> Option<Range<usize>> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()?;
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|' | ')')).unwrap_or(rest.len());
    Some(start..start + rest[..end].trim_end_matches([',', ';', '.']).len())
}

/// What one entry says.
fn found(entry: &str, span: Span) -> Option<Found> {
    let place = address(entry)?;
    let url = &entry[place.clone()];
    let around = format!("{}\n{}", &entry[..place.start], &entry[place.end..]);
    let mut parts = parts(&around);
    let key = parts.iter().position(|part| part.starts_with("key:")).map(|at| parts.remove(at));
    let seen = parts.iter().position(|part| is_seen(part)).map(|at| parts.remove(at));
    let mut parts = parts.into_iter();
    let title = parts.next().unwrap_or_else(|| title_of(url));
    let publisher = parts.next().or_else(|| host(url));
    let draft = Draft {
        kind: Kind::WebPage,
        title: Some(title),
        authors: publisher.iter().map(|name| names::organisation(name)).collect(),
        url: Some(String::from(url)),
        accessed: seen.as_deref().and_then(dates::date),
        ..Draft::default()
    };
    let key = key.as_deref().and_then(|key| usable_key(key.trim_start_matches("key:").trim()));
    let key = key.or_else(|| Some(slug(&title_key(&draft)))).filter(|key| !key.is_empty());
    Some(Found { key, draft, facts: Facts { key_is_made: true, ..Facts::default() }, span })
}

/// The parts of an entry, without bullets and the marks of Markdown.
fn parts(around: &str) -> Vec<String> {
    let parts = around.split(['\n', '\t', '|', ';']).flat_map(|part| part.split(" – "));
    let bare = |part: &str| {
        let part = part.trim().trim_start_matches(['-', '*', '•', '–', '>']).trim();
        let numbered = part
            .split_once(['.', ')'])
            .filter(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
        let part = numbered.map_or(part, |(_, rest)| rest);
        String::from(
            part.trim().trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ',' | ':' | '<' | '>' | '"')).trim(),
        )
    };
    parts.map(bare).filter(|part| !part.is_empty()).collect()
}

/// Whether a part tells when the page was seen.
fn is_seen(part: &str) -> bool {
    let lower = part.to_lowercase();
    let words =
        ["seen", "accessed", "viewed", "visited", "retrieved", "checked", "last accessed", "date seen", "visto"];
    let labelled = words.iter().any(|word| lower.starts_with(word)) && lower.chars().any(|c| c.is_ascii_digit());
    labelled || (part.len() <= 12 && dates::date(part).is_some())
}

/// A title for an address that has none: its last part in words.
fn title_of(url: &str) -> String {
    let path = url.trim_end_matches('/').rsplit('/').next().unwrap_or(url);
    path.split(['?', '#']).next().unwrap_or(path).replace(['-', '_'], " ")
}

/// The key of a link: its publisher and the first words of its title.
fn title_key(draft: &Draft) -> String {
    let publisher = draft.url.as_deref().and_then(host).unwrap_or_default();
    let publisher = publisher.split('.').next().unwrap_or_default();
    let title = draft.title.as_deref().unwrap_or_default();
    let words: Vec<&str> = title.split_whitespace().take(4).collect();
    format!("{publisher} {}", words.join(" "))
}

//! SVG: a picture as text. Comments, `<metadata>` and what drawing programs write for themselves go: the latter often
//! holds the path of a file, and with it the name of a user. Titles, descriptions and labels are part of the picture; they
//! are noted, so that checks see them.

use crate::metadata::{note, xmp};
use crate::model::asset::Embedded;

/// Vocabularies of drawing programs.
const PROGRAMS: [&str; 5] = ["inkscape:", "sodipodi:", "serif:", "sketch:", "figma:"];

/// The picture alone.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut kept = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.find('<') {
        let label = rest[..at].trim();
        if !label.is_empty() {
            embedded.shown.push(String::from(label));
        }
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match dropped(rest) {
            Some(length) => {
                xmp::read(&rest.as_bytes()[..length], embedded);
                comment(&rest[..length], embedded);
                &rest[length..]
            }
            None => {
                let end = tag_length(rest);
                push_tag(&mut kept, &rest[..end]);
                &rest[end..]
            }
        };
    }
    kept.push_str(rest);
    kept.into_bytes()
}

/// Notes what a comment says.
fn comment(dropped: &str, embedded: &mut Embedded) {
    if let Some(words) = dropped.strip_prefix("<!--") {
        note(embedded, words.trim_end_matches("-->"));
    }
}

/// How much to drop at the beginning of `rest`, which begins with `<`.
fn dropped(rest: &str) -> Option<usize> {
    let until = |end: &str| Some(rest.find(end).map_or(rest.len(), |at| at + end.len()));
    if rest.starts_with("<!--") {
        return until("-->");
    }
    if rest.starts_with("<metadata") {
        let own = tag_length(rest);
        return if rest[..own].ends_with("/>") { Some(own) } else { until("</metadata>") };
    }
    let name = rest[1..].trim_start_matches('/');
    (rest.starts_with("<?xpacket") || PROGRAMS.iter().any(|program| name.starts_with(program)))
        .then(|| tag_length(rest))
}

/// How long the tag at the beginning of `rest` is: up to the `>` outside quotation marks.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// Appends a tag without the attributes that drawing programs write for themselves.
fn push_tag(kept: &mut String, tag: &str) {
    let mut rest = tag;
    while let Some(at) = PROGRAMS.iter().filter_map(|program| attribute(rest, program)).min() {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let quote = rest.find(['"', '\'']).unwrap_or(rest.len());
        let mark = rest[quote..].chars().next();
        let end = mark.and_then(|mark| rest[quote + 1..].find(mark));
        rest = end.map_or("", |end| &rest[quote + 1 + end + 1..]);
    }
    kept.push_str(rest);
}

/// Where an attribute of a vocabulary begins in a piece of a tag.
fn attribute(tag: &str, vocabulary: &str) -> Option<usize> {
    tag.match_indices(vocabulary).map(|(at, _)| at).find(|at| tag[..*at].ends_with(char::is_whitespace))
}

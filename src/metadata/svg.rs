//! SVG: a picture as text. Comments, `<metadata>` and what drawing programs write for themselves go: the latter often
//! holds the path of a file, and with it the name of a user. Titles, descriptions and labels are part of the picture; they
//! are noted, so that checks see them.
//!
//! A picture runs nothing and loads nothing: scripts, foreign pages in it, handlers of events, style sheets and pictures
//! from elsewhere go as well. Entities of a document type, as old drawing programs use them for addresses, are written out
//! first, because they could hide any of these. Other XML keeps what it does: nobody opens it as a picture.

use std::borrow::Cow;

use crate::metadata::{note, xmp};
use crate::model::asset::Embedded;

/// Vocabularies of drawing programs.
const PROGRAMS: [&str; 5] = ["inkscape:", "sodipodi:", "serif:", "sketch:", "figma:"];

/// Elements that go with everything in them.
const ACTIVE: [&str; 7] = ["script", "foreignobject", "handler", "iframe", "object", "embed", "listener"];

/// Elements that change attributes.
const ANIMATED: [&str; 2] = ["set", "animate"];

/// The picture alone.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let is_drawing = text.contains("<svg") || text.contains(":svg");
    let text = if is_drawing { written_out(text) } else { text };
    let mut kept = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.find('<') {
        let label = rest[..at].trim();
        if !label.is_empty() {
            embedded.shown.push(String::from(label));
        }
        push_text(&mut kept, &rest[..at], is_drawing);
        rest = &rest[at..];
        rest = match dropped(rest, is_drawing) {
            Some(length) => {
                xmp::read(&rest.as_bytes()[..length], embedded);
                comment(&rest[..length], embedded);
                &rest[length..]
            }
            None => {
                let end = tag_length(rest);
                push_tag(&mut kept, &rest[..end], is_drawing);
                &rest[end..]
            }
        };
    }
    push_text(&mut kept, rest, is_drawing);
    kept.into_bytes()
}

/// Appends what stands between tags. In a style sheet it may load something; then it goes.
fn push_text(kept: &mut String, text: &str, is_drawing: bool) {
    let is_style = text.contains('{') || text.contains("@import");
    if !(is_drawing && is_style && loads(text)) {
        kept.push_str(text);
    }
}

/// Notes what a comment says.
fn comment(dropped: &str, embedded: &mut Embedded) {
    if let Some(words) = dropped.strip_prefix("<!--") {
        note(embedded, words.trim_end_matches("-->"));
    }
}

/// How much to drop at the beginning of `rest`, which begins with `<`.
fn dropped(rest: &str, is_drawing: bool) -> Option<usize> {
    let until = |end: &str| Some(rest.find(end).map_or(rest.len(), |at| at + end.len()));
    if rest.starts_with("<!--") {
        return until("-->");
    }
    if let Some(length) = document_type(rest).filter(|_| is_drawing) {
        return Some(length);
    }
    if rest.starts_with("<![CDATA[") {
        let end = rest.find("]]>").map_or(rest.len(), |at| at + 3);
        return (is_drawing && loads(&rest[..end])).then_some(end);
    }
    let name = rest[1..].trim_start_matches('/');
    let local = local_name(name);
    // What is animated may be the address of something.
    let acts = || ACTIVE.contains(&local.as_str()) || ANIMATED.contains(&local.as_str()) && names_an_address(rest);
    if local == "metadata" || is_drawing && acts() {
        let own = tag_length(rest);
        let is_alone = rest[..own].ends_with("/>") || rest.starts_with("</");
        return if is_alone { Some(own) } else { Some(element_length(rest, &local)) };
    }
    (rest.starts_with("<?xpacket")
        || rest.starts_with("<?xml-stylesheet")
        || PROGRAMS.iter().any(|program| name.starts_with(program)))
    .then(|| tag_length(rest))
}

/// Whether the tag at the beginning of `rest` speaks of an address.
fn names_an_address(rest: &str) -> bool {
    rest[..tag_length(rest)].to_ascii_lowercase().contains("href")
}

/// How long the document type at the beginning of `rest` is, with what stands in its brackets.
fn document_type(rest: &str) -> Option<usize> {
    rest.get(..9).filter(|start| start.eq_ignore_ascii_case("<!doctype"))?;
    let end = tag_length(rest);
    let has_subset = rest[..end].contains('[');
    let close = if has_subset { rest.find(']').and_then(|at| Some(at + rest[at..].find('>')? + 1)) } else { Some(end) };
    Some(close.unwrap_or(rest.len()))
}

/// How much longer a text may become by writing entities out.
const GROWTH: usize = 1 << 20;

/// `text` with the entities of its document type written out where they stand, in one pass. One that holds markup or
/// another entity, or is a file, is not written out: then nothing shows it.
fn written_out(text: Cow<'_, str>) -> Cow<'_, str> {
    let start = text.find("<!DOCTYPE").or_else(|| text.find("<!doctype"));
    let Some((start, length)) = start.and_then(|start| Some((start, document_type(&text[start..])?))) else {
        return text;
    };
    let subset = &text[start..start + length];
    let mut written = [&text[..start], &text[start + length..]].concat();
    for entity in subset.split("<!ENTITY").skip(1) {
        let mut parts = entity.split(['"', '\'']);
        let (Some(name), Some(value)) = (parts.next().map(str::trim), parts.next()) else { continue };
        let is_plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
        let reference = format!("&{name};");
        if is_plain && !value.contains(['<', '&']) && written.matches(&reference).count() * value.len() < GROWTH {
            written = written.replace(&reference, value);
        }
    }
    Cow::Owned(written)
}

/// The name of an element, in small letters and without its vocabulary.
fn local_name(name: &str) -> String {
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
    name[..end].rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// How long the element at the beginning of `rest` is, up to the end of its closing tag. Elements of its name in it count.
fn element_length(rest: &str, local: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(start) = rest[at..].find('<').map(|found| at + found) {
        let tag = &rest[start..];
        let end = start + tag_length(tag);
        if local_name(tag[1..].trim_start_matches('/')) == local && !rest[..end].ends_with("/>") {
            depth = if tag.starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
            if depth == 0 {
                return end;
            }
        }
        at = end;
    }
    rest.len()
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

/// Appends a tag without the attributes that drawing programs write for themselves, and those that act or load.
fn push_tag(kept: &mut String, tag: &str, is_drawing: bool) {
    let mut rest = tag;
    let is_link = matches!(local_name(tag.trim_start_matches(['<', '/'])).as_str(), "a");
    while let Some(at) = rest.find(char::is_whitespace) {
        kept.push_str(&rest[..at]);
        let after = rest[at..].trim_start();
        let blank = &rest[at..rest.len() - after.len()];
        let length = attribute_length(after);
        if length == 0 {
            kept.push_str(blank);
            rest = after;
            break;
        }
        if !(is_program_own(&after[..length]) || is_drawing && acts_or_loads(&after[..length], is_link)) {
            kept.push_str(blank);
            kept.push_str(&after[..length]);
        }
        rest = &after[length..];
    }
    kept.push_str(rest);
}

/// How long the attribute at the beginning of `text` is; 0 when there is none.
fn attribute_length(text: &str) -> usize {
    let name = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(text.len());
    let value = text[name..].trim_start();
    let Some(value) = value.strip_prefix('=').filter(|_| name > 0) else { return name };
    let value = value.trim_start();
    let start = text.len() - value.len();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(text.len(), |end| start + end + 2),
        _ => start + value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
    }
}

/// Whether a drawing program wrote an attribute for itself.
fn is_program_own(attribute: &str) -> bool {
    PROGRAMS.iter().any(|program| attribute.starts_with(program))
}

/// Whether an attribute handles an event, or loads or runs something.
fn acts_or_loads(attribute: &str, is_link: bool) -> bool {
    let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
    let name = name.trim();
    let local = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_namespace = name.starts_with("xmlns");
    let value = decoded(value.trim().trim_matches(['"', '\'']));
    local.starts_with("on")
        || runs(&value)
        || matches!(local.as_str(), "href" | "src") && !is_link && is_remote(&value)
        || !is_namespace && !is_link && loads(&value)
        || local == "base"
}

/// Whether an address runs something where it stands.
fn runs(value: &str) -> bool {
    ["javascript:", "vbscript:", "data:text/", "data:application/", "data:image/svg"]
        .iter()
        .any(|scheme| value.contains(scheme))
}

/// Whether an address lies elsewhere.
fn is_remote(value: &str) -> bool {
    value.starts_with("//")
        || value.split_once(':').is_some_and(|(scheme, _)| scheme != "data" && !scheme.contains('#'))
}

/// Whether a style loads something from elsewhere.
fn loads(style: &str) -> bool {
    let style = decoded(style);
    let remote = |at: usize| is_remote(style[at + 4..].trim_start_matches(['"', '\'']));
    style.contains("@import") || style.match_indices("url(").any(|(at, _)| remote(at)) || runs(&style)
}

/// A value as a browser reads it: entities decoded, small letters, no blanks and no characters of control.
fn decoded(value: &str) -> String {
    let mut read = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(';').filter(|end| *end < 12);
        match end.and_then(|end| entity(&rest[..end])).zip(end) {
            Some((character, end)) => {
                read.push(character);
                rest = &rest[end + 1..];
            }
            None => read.push('&'),
        }
    }
    read.push_str(rest);
    read.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\\').flat_map(char::to_lowercase).collect()
}

/// The character of an entity.
fn entity(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok()?,
        Some(number) => number.parse().ok()?,
        None => {
            let named = [("colon", ':'), ("Tab", ' '), ("NewLine", ' '), ("quot", '"'), ("apos", '\'')];
            return named.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
        }
    };
    char::from_u32(code)
}

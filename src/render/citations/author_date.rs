//! Citations in styles that name authors and years: `(Bower et al., 2014)`.
//!
//! The library looks at all sources of a page together, because two papers of one author and year are told apart by
//! letters.

use std::collections::BTreeMap;

use hayagriva::{CitePurpose, ElemChild, ElemChildren, ElemMeta, Entry, Rendered};

use crate::model::prose::{Citation, CitedItem};
use crate::render::citations::elements::{Links, escaped, html, plain, push_child, push_escaped};
use crate::render::citations::locator::{self, Place};
use crate::render::citations::style::{Asked, Sheet};
use crate::render::citations::{Cited, Citer, ListEntry, Page, anchor, by_hand, reachable, unknown_key};

/// The known items of a citation, with the places in their sources.
struct Group<'a> {
    citation: &'a Citation,
    items: Vec<(&'a CitedItem, Place)>,
}

/// Writes the citations and the list of a page.
pub(super) fn cite(citer: &Citer, page: &Page<'_>, language: &str) -> Cited {
    let groups: Vec<Group<'_>> = page.citations.iter().map(|citation| group(page, citation)).collect();
    let mut asked: Vec<Vec<Asked<'_>>> = groups.iter().map(|group| asked(page, group)).collect();
    // A hidden citation puts the sources of the front matter into the list.
    asked.push(page.keys.iter().filter_map(|key| Some(hidden(&page.reference(key)?.entry))).collect());
    let rendered = if page.keys.is_empty() { None } else { citer.sheet.format(&asked, language) };
    let citations = groups.iter().enumerate().map(|(at, group)| {
        let made = rendered.as_ref().and_then(|rendered| rendered.citations.get(at)).map(|made| &made.citation);
        citation(&citer.sheet, page, at, group, made)
    });
    let citations = citations.collect();
    let mut list = list(page, rendered);
    list.extend(page.addresses(None));
    Cited { citations, list }
}

/// An entry that is listed and not printed.
fn hidden(entry: &Entry) -> Asked<'_> {
    Asked { hidden: true, ..Asked::plainly(entry) }
}

/// The known items of `citation`.
fn group<'a>(page: &Page<'a>, citation: &'a Citation) -> Group<'a> {
    let known = citation.items.iter().filter(|item| page.reference(&item.key).is_some());
    Group { citation, items: known.map(|item| (item, locator::parse(&item.suffix))).collect() }
}

/// What the library is asked to print for a citation.
fn asked<'a>(page: &Page<'a>, group: &'a Group<'_>) -> Vec<Asked<'a>> {
    let narrative = group.citation.narrative;
    let items = group.items.iter().filter_map(|(item, place)| {
        let purpose = match (item.suppress_author, narrative) {
            (true, _) => Some(CitePurpose::Year),
            (false, true) => Some(CitePurpose::Prose),
            (false, false) => None,
        };
        let locator = place.locator.as_ref().map(|(kind, number)| (*kind, number.as_str()));
        Some(Asked { entry: &page.reference(&item.key)?.entry, locator, purpose, hidden: false })
    });
    items.collect()
}

/// One citation as HTML: each source leads to the list.
fn citation(sheet: &Sheet, page: &Page<'_>, at: usize, group: &Group<'_>, made: Option<&ElemChildren>) -> String {
    let mut inner = String::new();
    if let Some(made) = made.filter(|made| !plain(made).trim().is_empty()) {
        let layout = &sheet.style.citation.layout;
        // The library leaves the brackets out as soon as one source is printed in a special form.
        let special = group.items.iter().any(|(item, _)| item.suppress_author) && !group.citation.narrative;
        if special {
            push_escaped(&mut inner, layout.prefix.as_deref().unwrap_or_default());
        }
        made.0.iter().for_each(|child| push_source(&mut inner, page, group, child));
        if special {
            push_escaped(&mut inner, layout.suffix.as_deref().unwrap_or_default());
        }
    } else {
        group.items.iter().for_each(|(item, _)| push_link(&mut inner, page.id(&item.key), &escaped(&item.key)));
    }
    let unknown = group.citation.items.iter().filter(|item| page.reference(&item.key).is_none());
    unknown.for_each(|item| inner.push_str(&unknown_key(&item.key)));
    format!("<span class=\"cite\" id=\"{}\">{inner}</span>", anchor(at))
}

/// Appends one element of a citation: a source as a link with the words around it, or what stands between two.
fn push_source(inner: &mut String, page: &Page<'_>, group: &Group<'_>, child: &ElemChild) {
    let source = match child {
        ElemChild::Elem(element) => match element.meta {
            Some(ElemMeta::Entry(at)) => group.items.get(at).map(|(item, place)| (element, *item, place)),
            _ => None,
        },
        _ => None,
    };
    let Some((element, item, place)) = source else { return push_child(inner, child, Links::Words) };
    if !item.prefix.is_empty() {
        push_escaped(inner, &item.prefix);
        inner.push(' ');
    }
    push_link(inner, page.id(&item.key), &html(&element.children, Links::Words));
    // Of a year alone the library leaves the place out.
    let rest = if item.suppress_author { &item.suffix } else { &place.rest };
    if !rest.is_empty() {
        inner.push_str(", ");
        push_escaped(inner, rest);
    }
}

/// Appends a link to a source of the list.
fn push_link(inner: &mut String, id: &str, words: &str) {
    inner.push_str(&format!("<a href=\"#{id}\">{words}</a>"));
}

/// The list in the order of the style.
fn list(page: &Page<'_>, rendered: Option<Rendered>) -> Vec<ListEntry> {
    let items = rendered.and_then(|rendered| rendered.bibliography).map(|list| list.items).unwrap_or_default();
    let mut left: BTreeMap<&str, usize> = page.keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let mut list = Vec::new();
    for item in items {
        if let Some((key, reference)) =
            left.remove_entry(item.key.as_str()).and_then(|(key, _)| Some((key, page.reference(key)?)))
        {
            list.push(page.listed(key, None, reachable(html(&item.content, Links::Kept), reference)));
        }
    }
    // Some styles print no list at all.
    let missing = left.keys().filter_map(|key| Some(page.listed(key, None, by_hand(page.reference(key)?))));
    list.extend(missing);
    list
}

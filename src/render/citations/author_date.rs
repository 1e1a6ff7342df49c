//! Citations in styles that name authors and years: `(Bower et al., 2014)`.
//!
//! Two papers of one author and year are told apart by letters, so where a page may have such, the library looks at all
//! its sources together. On other pages a source looks as it does alone.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::sync::Arc;

use hayagriva::types::Person;
use hayagriva::{CitePurpose, ElemChild, ElemChildren, ElemMeta, Entry};

use crate::model::prose::{Citation, CitedItem};
use crate::render::citations::elements::{Links, escaped, html, plain, push_child, push_escaped};
use crate::render::citations::fingerprinter::Fingerprinter;
use crate::render::citations::locator::{self, Place};
use crate::render::citations::style::{Asked, Item, Sheet};
use crate::render::citations::{Cited, Citer, ListEntry, Page, Source, anchor, by_hand, reachable, unknown_key};
use crate::source::Fingerprint;

/// The known items of a citation, with the places in their sources.
struct Group<'a> {
    citation: &'a Citation,
    items: Vec<(&'a CitedItem, Place)>,
}

/// What was made of a page: its citations in their order, and the sources of its list in theirs.
#[derive(Default)]
pub(super) struct Made {
    citations: Vec<Arc<Option<ElemChildren>>>,
    list: Vec<(String, Arc<String>)>,
}

/// Writes the citations and the list of a page.
pub(super) fn cite(citer: &Citer, page: &Page<'_>, language: &str) -> Cited {
    let groups: Vec<Group<'_>> = page.citations.iter().map(|citation| group(page, citation)).collect();
    let asked: Vec<Vec<Asked<'_>>> = groups.iter().map(|group| asked(page, group)).collect();
    let made = citer.made.get(print_of(page, &asked, language), || make(citer, page, asked, language));
    let citations = groups.iter().enumerate();
    let citations = citations.map(|(at, group)| {
        citation(&citer.sheet, page, at, group, made.citations.get(at).and_then(|made| made.as_ref().as_ref()))
    });
    let citations = citations.collect();
    let mut list = list(page, &made.list);
    list.extend(page.addresses(None));
    Cited { citations, list }
}

/// A fingerprint of all that a page is made of. The same page in large print is made of the same.
fn print_of(page: &Page<'_>, asked: &[Vec<Asked<'_>>], language: &str) -> Fingerprint {
    let mut fingerprinter = Fingerprinter::default();
    (language, asked).hash(&mut fingerprinter);
    for source in page.keys.iter().filter_map(|key| page.source(key)) {
        (source.key, source.print.0).hash(&mut fingerprinter);
    }
    fingerprinter.fingerprint()
}

/// Makes the citations and the list of a page.
fn make<'a>(citer: &Citer, page: &Page<'a>, asked: Vec<Vec<Asked<'a>>>, language: &str) -> Made {
    let made = match page.keys.is_empty() {
        true => None,
        false if citer.sheet.stands_alone && !may_be_confused(page) => apart(citer, page, &asked, language),
        false => together(citer, page, asked, language),
    };
    made.unwrap_or_default()
}

/// Whether two sources of a page may look the same where they are cited, so that more names or letters after the year
/// tell them apart: they are of one year and one first person, or of persons that are not known.
pub(super) fn may_be_confused(page: &Page<'_>) -> bool {
    let years_alone = page.citations.iter().flat_map(|citation| &citation.items).any(|item| item.suppress_author);
    let mut seen = BTreeSet::new();
    page.keys.iter().filter_map(|key| page.reference(key)).any(|reference| {
        let first = first_person(&reference.entry).filter(|_| !years_alone).map(str::to_lowercase);
        !seen.insert((reference.year, first))
    })
}

/// The family name of the first author, else of the first editor.
fn first_person(entry: &Entry) -> Option<&str> {
    let people = entry.authors().filter(|people| !people.is_empty()).or_else(|| entry.editors())?;
    people.first().map(|person| person.name.as_str())
}

/// All sources together, as they tell each other apart.
fn together<'a>(citer: &Citer, page: &Page<'a>, mut asked: Vec<Vec<Asked<'a>>>, language: &str) -> Option<Made> {
    // A hidden citation puts the sources of the front matter into the list.
    asked.push(page.items().into_iter().map(hidden).collect());
    let rendered = citer.sheet.format(&asked, language)?;
    let items = rendered.bibliography.map(|list| list.items).unwrap_or_default();
    let listed = items.into_iter().filter_map(|item| {
        let html = reachable(html(&item.content, Links::Kept), page.reference(&item.key)?);
        Some((item.key, Arc::new(html)))
    });
    let citations = rendered.citations.into_iter().map(|made| Arc::new(Some(made.citation)));
    Some(Made { citations: citations.collect(), list: listed.collect() })
}

/// Sources that nobody confuses: each looks as it does alone, so the page is made of what is remembered of each. The
/// library still puts them into the order of the style. It asks much of each pair that it compares, so they come nearly
/// in order already.
fn apart(citer: &Citer, page: &Page<'_>, asked: &[Vec<Asked<'_>>], language: &str) -> Option<Made> {
    let mut sources: Vec<&Source<'_>> = page.keys.iter().filter_map(|key| page.source(key)).collect();
    sources.sort_by_cached_key(|source| roughly(&source.reference.entry));
    let items: Vec<Item<'_>> = sources.iter().map(|source| source.item()).collect();
    let order = citer.sheet.order(&items, language)?;
    let ordered = order.into_iter().filter_map(|at| sources.get(at));
    let list = ordered.map(|source| (String::from(source.key), citer.list_entry(source, language))).collect();
    let citations = asked.iter().map(|asked| citer.sheet.citation(asked, language)).collect();
    Some(Made { citations, list })
}

/// What most styles sort by: names, year and title.
fn roughly(entry: &Entry) -> (String, Option<i32>, String) {
    let title = entry.title().map(|title| title.value.to_str().to_lowercase()).unwrap_or_default();
    let people = entry.authors().filter(|people| !people.is_empty()).or_else(|| entry.editors()).unwrap_or_default();
    let name = |person: &Person| format!("{} {} ", person.name, person.given_name.as_deref().unwrap_or_default());
    let names: String = people.iter().take(3).map(name).collect();
    let names = if names.is_empty() { title.clone() } else { names.to_lowercase() };
    (names, entry.date_any().map(|date| date.year), title)
}

/// An entry that is listed and not printed.
fn hidden(item: Item<'_>) -> Asked<'_> {
    Asked { hidden: true, ..Asked::plainly(item) }
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
        Some(Asked { item: page.source(&item.key)?.item(), locator, purpose, hidden: false })
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
fn list(page: &Page<'_>, made: &[(String, Arc<String>)]) -> Vec<ListEntry> {
    let mut left: BTreeMap<&str, usize> = page.keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let mut list = Vec::new();
    for (key, html) in made {
        if let Some((key, _)) = left.remove_entry(key.as_str()) {
            list.push(page.listed(key, None, html.to_string()));
        }
    }
    // Some styles print no list at all.
    let missing = left.keys().filter_map(|key| Some(page.listed(key, None, by_hand(page.reference(key)?))));
    list.extend(missing);
    list
}

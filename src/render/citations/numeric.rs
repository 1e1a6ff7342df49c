//! Citations in styles that number their sources: `¹`, `[1,3–5]`.
//!
//! How a style writes numbers is learnt once, by having the library print a few numbers; see [`Marks`].

use std::collections::BTreeMap;
use std::hash::Hash;

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{Collapse, VerticalAlign};
use hayagriva::types::EntryType;
use hayagriva::{ElemChild, ElemChildren, Entry};

use crate::model::prose::{Citation, CitedItem};
use crate::render::citations::elements::{escaped, plain, push_escaped};
use crate::render::citations::fingerprinter::Fingerprinter;
use crate::render::citations::style::{Asked, Item, Sheet};
use crate::render::citations::{Cited, Citer, Page, anchor, locator, narrative_names, unknown_key};

/// What a style writes around numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Before the first number, as `[`.
    open: String,
    /// After the last, as `]`.
    close: String,
    /// Between two, as `,`.
    between: String,
    /// Between the ends of a range; nothing if the style prints every number.
    range: Option<String>,
    /// Whether they are raised.
    raised: bool,
}

impl Marks {
    /// Learns the marks of a style.
    fn of(sheet: &Sheet, language: &str) -> Self {
        let entries = [sample("a"), sample("b"), sample("c")];
        let [one, two, three] = [0, 1, 2].map(|at: usize| Item::of(&entries[at]));
        // The first three citations give the samples their numbers.
        let citations: Vec<Vec<Asked<'_>>> = [vec![one], vec![two], vec![three], vec![one, three]]
            .map(|items| items.into_iter().map(Asked::plainly).collect())
            .into();
        let Some(rendered) = sheet.format(&citations, language) else { return Self::plain() };
        let alone = rendered.citations.first().map(|citation| plain(&citation.citation)).unwrap_or_default();
        let pair = rendered.citations.get(3).map(|citation| plain(&citation.citation)).unwrap_or_default();
        let (Some((open, close)), Some(between)) = (alone.split_once('1'), inside(&pair)) else { return Self::plain() };
        let collapses = sheet.style.citation.collapse == Some(Collapse::CitationNumber);
        Self {
            open: String::from(open),
            close: String::from(close),
            between: String::from(between),
            range: collapses.then(|| String::from("–")),
            raised: rendered.citations.first().is_some_and(|citation| is_raised(&citation.citation)),
        }
    }

    /// Marks for a style that prints nothing that we understand.
    fn plain() -> Self {
        Self { open: String::from("["), close: String::from("]"), between: String::from(","), ..Self::default() }
    }
}

/// A source without any words.
fn sample(key: &str) -> Entry {
    Entry::new(key, EntryType::Misc)
}

/// What stands between `1` and `3`.
fn inside(pair: &str) -> Option<&str> {
    let (_, after) = pair.split_once('1')?;
    after.split_once('3').map(|(inside, _)| inside)
}

/// Whether the first words are raised.
fn is_raised(children: &ElemChildren) -> bool {
    let first =
        children.0.iter().find(|child| !matches!(child, ElemChild::Elem(element) if element.children.is_empty()));
    match first {
        Some(ElemChild::Text(text)) => text.formatting.vertical_align == VerticalAlign::Sup,
        Some(ElemChild::Elem(element)) => is_raised(&element.children),
        _ => false,
    }
}

/// Writes the citations and the list of a page.
pub(super) fn cite(citer: &Citer, page: &Page<'_>, language: &str) -> Cited {
    let order = order(citer, page, language);
    let numbers: BTreeMap<&str, usize> = order.iter().enumerate().map(|(at, key)| (*key, at + 1)).collect();
    let mut fingerprinter = Fingerprinter::default();
    language.hash(&mut fingerprinter);
    let marks = citer.marks.get(fingerprinter.fingerprint(), || Marks::of(&citer.sheet, language));
    let writer = Writer { citer, page, language, numbers: &numbers, marks: &marks };
    let citations = page.citations.iter().enumerate().map(|(at, citation)| writer.citation(at, citation)).collect();
    let listed = order.iter().enumerate().filter_map(|(at, key)| {
        let html = citer.list_entry(page.source(key)?, language);
        Some(page.listed(key, Some(at + 1), html.to_string()))
    });
    Cited { citations, list: listed.chain(page.addresses(Some(order.len()))).collect() }
}

/// The sources in the order of their numbers: that of their first citation, unless the style sorts its list.
fn order<'a>(citer: &Citer, page: &Page<'a>, language: &str) -> Vec<&'a str> {
    let sorts = citer.sheet.style.bibliography.as_ref().is_some_and(|list| list.sort.is_some());
    if !sorts {
        return page.keys.clone();
    }
    let order = citer.sheet.order(&page.items(), language).unwrap_or_default();
    let ordered: Vec<&str> = order.into_iter().filter_map(|at| page.keys.get(at).copied()).collect();
    if ordered.is_empty() { page.keys.clone() } else { ordered }
}

/// What the citations of a page are written with.
struct Writer<'a> {
    citer: &'a Citer,
    page: &'a Page<'a>,
    language: &'a str,
    numbers: &'a BTreeMap<&'a str, usize>,
    marks: &'a Marks,
}

/// One number of a citation, with its words.
struct Numbered<'a> {
    number: usize,
    item: &'a CitedItem,
}

impl Numbered<'_> {
    /// Whether nothing but the number is printed, so that a range may swallow it.
    fn is_bare(&self) -> bool {
        self.item.prefix.is_empty() && self.item.suffix.is_empty()
    }
}

impl Writer<'_> {
    /// One citation as HTML.
    fn citation(&self, at: usize, citation: &Citation) -> String {
        let mut known: Vec<Numbered<'_>> = Vec::new();
        let mut unknown = String::new();
        for item in &citation.items {
            match self.page.listed_key(&item.key).and_then(|key| self.numbers.get(key)) {
                Some(&number) => known.push(Numbered { number, item }),
                None => unknown.push_str(&unknown_key(&item.key)),
            }
        }
        let names = if citation.narrative { known.first().map(|first| self.names(first)) } else { None };
        let marks = if known.is_empty() { String::new() } else { self.group(&mut known) };
        let names = names.unwrap_or_default();
        let element = if self.marks.raised && unknown.is_empty() { "sup" } else { "span" };
        let inner = match (self.marks.raised, element) {
            (true, "span") if !marks.is_empty() => format!("<sup>{marks}</sup>{unknown}"),
            _ => format!("{marks}{unknown}"),
        };
        // Raised numbers follow the name at once; others after a space.
        let space = if names.is_empty() || self.marks.raised { "" } else { " " };
        format!("{names}{space}<{element} class=\"cite\" id=\"{}\">{inner}</{element}>", anchor(at))
    }

    /// The names of a source that is part of a sentence.
    fn names(&self, numbered: &Numbered<'_>) -> String {
        let reference = self.page.reference(&numbered.item.key).filter(|_| !numbered.item.suppress_author);
        let names = reference
            .map(|reference| narrative_names(&self.citer.sheet, &reference.entry, &reference.title, self.language));
        escaped(&names.unwrap_or_default())
    }

    /// The numbers of a citation, with the marks of the style around them.
    fn group(&self, known: &mut Vec<Numbered<'_>>) -> String {
        if self.citer.sheet.style.citation.sort.is_some() {
            known.sort_by_key(|numbered| numbered.number);
        }
        known.dedup_by(|b, a| a.number == b.number && a.is_bare() && b.is_bare());
        let mut html = escaped(&self.marks.open);
        let mut at = 0;
        while at < known.len() {
            if at > 0 {
                push_escaped(&mut html, &self.marks.between);
            }
            let end = self.range_end(known, at);
            self.push_numbered(&mut html, &known[at]);
            if let Some(range) = self.marks.range.as_ref().filter(|_| end > at + 1) {
                push_escaped(&mut html, range);
                self.push_numbered(&mut html, &known[end]);
                at = end;
            }
            at += 1;
        }
        push_escaped(&mut html, &self.marks.close);
        html
    }

    /// Where the range that begins at `start` ends. Only three numbers and more make a range.
    fn range_end(&self, known: &[Numbered<'_>], start: usize) -> usize {
        let mut end = start;
        while end + 1 < known.len()
            && known[end].is_bare()
            && known[end + 1].is_bare()
            && known[end + 1].number == known[end].number + 1
        {
            end += 1;
        }
        end
    }

    /// Appends a number that leads to the list, and the words around it.
    fn push_numbered(&self, html: &mut String, numbered: &Numbered<'_>) {
        let item = numbered.item;
        if !item.prefix.is_empty() {
            push_escaped(html, &item.prefix);
            html.push(' ');
        }
        html.push_str(&format!("<a href=\"#{}\">{}</a>", self.page.id(&item.key), numbered.number));
        let place = locator::parse(&item.suffix);
        if let Some((kind, number)) = &place.locator {
            push_escaped(html, &self.place(*kind, number));
        }
        if !place.rest.is_empty() {
            html.push_str(", ");
            push_escaped(html, &place.rest);
        }
    }

    /// A place in a source as the style writes it after the number; as `, p. 3` where it writes none.
    fn place(&self, kind: Locator, number: &str) -> String {
        let mut fingerprinter = Fingerprinter::default();
        (self.language, kind, number).hash(&mut fingerprinter);
        let made = self.citer.places.get(fingerprinter.fingerprint(), || {
            let entry = sample("a");
            let locator = Some((kind, number));
            let asked = Asked { locator, ..Asked::plainly(Item::of(&entry)) };
            let rendered = self.citer.sheet.format(&[vec![asked]], self.language);
            let words = rendered.and_then(|rendered| Some(plain(&rendered.citations.first()?.citation)));
            let words = words.unwrap_or_default();
            let after = words.strip_prefix(&format!("{}1", self.marks.open)).unwrap_or_default();
            String::from(after.strip_suffix(self.marks.close.as_str()).unwrap_or(after))
        });
        match made.as_str() {
            "" => format!(", {} {number}", self.citer.sheet.label(kind, number, self.language)),
            words => String::from(words),
        }
    }
}

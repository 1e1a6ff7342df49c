//! Prints what looks the same wherever it stands: the citation of a source, and its entry in a list.
//!
//! Of a whole page the library writes every citation twice, looks for those that are alike, and prints the sources on its
//! way to their order. Where nobody can confuse the sources of a page, nothing of that changes a word, and each part is
//! asked for by itself.

use std::hash::Hash;
use std::sync::Arc;

use hayagriva::citationberg::{IndependentStyle, ToFormatting};
use hayagriva::{CitePurpose, Elem, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use crate::render::citations::elements::plain;
use crate::render::citations::fingerprinter::Fingerprinter;
use crate::render::citations::part::Part;
use crate::render::citations::polish::polish;
use crate::render::citations::style::{Asked, Item, Sheet};

impl Sheet {
    /// A citation of sources that nobody confuses, remembered.
    pub(super) fn citation(&self, asked: &[Asked<'_>], language: &str) -> Arc<Option<ElemChildren>> {
        let mut fingerprinter = Fingerprinter::default();
        (language, asked).hash(&mut fingerprinter);
        self.citations.get(fingerprinter.fingerprint(), || {
            let order = self.order_of_citation(asked, language);
            let each = order.and_then(|order| self.citation_of_each(asked, &order, language));
            let together = || self.format_part(Part::Citations, &[asked], language)?.citations.into_iter().next();
            each.or_else(|| Some(together()?.citation))
        })
    }

    /// The order of the sources of a citation, if each looks as it does alone. Beside others of the same people it does not.
    fn order_of_citation(&self, asked: &[Asked<'_>], language: &str) -> Option<Vec<usize>> {
        let is_single = asked.len() == 1;
        let is_alone = |one: &Asked<'_>| self.is_printed_alone(one) && (is_single || one.purpose.is_none());
        if !asked.iter().all(is_alone) {
            return None;
        }
        let items: Vec<Item<'_>> = asked.iter().map(|one| one.item).collect();
        if is_single { Some(vec![0]) } else { self.order_by_first_people(&items, language) }
    }

    /// Whether the marks around a citation are the same whether the library puts them there or not. In a sentence it puts
    /// round brackets around the year if it knows of no marks.
    fn is_printed_alone(&self, asked: &Asked<'_>) -> bool {
        let layout = &self.style.citation.layout;
        let is_round = (layout.prefix.as_deref(), layout.suffix.as_deref()) == (Some("("), Some(")"));
        let is_part_of_sentence = asked.purpose == Some(CitePurpose::Prose);
        !asked.hidden && layout.to_formatting().is_empty() && (is_round || !is_part_of_sentence)
    }

    /// The citation of sources in this order, each as it looks alone, with the marks around and between them.
    fn citation_of_each(&self, asked: &[Asked<'_>], order: &[usize], language: &str) -> Option<ElemChildren> {
        let layout = &self.style.citation.layout;
        let mut printed = Vec::new();
        for at in order {
            let one = asked.get(*at)?;
            let style = self.special(Part::Citation, &[self.answers(one.item)]);
            let children = self.print_alone(&style, std::slice::from_ref(one), language)?;
            // Of several, those that print nothing would leave their marks.
            if order.len() > 1 && plain(&children).trim().is_empty() {
                return None;
            }
            printed.extend(mark(layout.delimiter.as_ref()).filter(|_| !printed.is_empty()));
            printed.push(ElemChild::Elem(Elem { children, display: None, meta: Some(ElemMeta::Entry(*at)) }));
        }
        let has_marks = asked.iter().all(|one| one.purpose.is_none());
        let around = |words: &Option<String>| mark(words.as_ref()).filter(|_| has_marks);
        let open = around(&layout.prefix);
        let mut citation = ElemChildren(open.into_iter().chain(printed).collect());
        let suffix = layout.suffix.as_deref().unwrap_or_default();
        if suffix.is_empty() || !plain(&citation).ends_with(suffix) {
            citation.0.extend(around(&layout.suffix));
        }
        Some(citation)
    }

    /// One source as the list prints it, without its number.
    pub(super) fn list_entry(&self, item: Item<'_>, language: &str) -> Option<ElemChildren> {
        let asked = [Asked::plainly(item)];
        if !self.lists_like_citations {
            let rendered = self.format_part(Part::List, &[&asked], language)?;
            return Some(rendered.bibliography?.items.into_iter().next()?.content);
        }
        let style = self.special(Part::Entry, &[self.answers(item)]);
        let mut content = self.print_alone(&style, &asked, language)?;
        polish(&mut content, language);
        Some(content)
    }
}

/// A style whose citations are the entries of the list of `style`.
pub(super) fn printing_entries(mut style: IndependentStyle) -> IndependentStyle {
    if let Some(list) = style.bibliography.take() {
        style.citation.layout = list.layout;
        style.citation.name_options = list.name_options;
    }
    style.citation.sort = None;
    style
}

/// Words of the style between sources or around them.
fn mark(words: Option<&String>) -> Option<ElemChild> {
    Some(ElemChild::Text(Formatted { text: words?.clone(), formatting: Formatting::default() }))
}

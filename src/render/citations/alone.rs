//! Prints what looks the same wherever it stands: the citation of a source, its entry in a list, and the order of a list.
//!
//! Of a whole page the library writes every citation twice, looks for those that are alike, and prints the sources on its
//! way to their order. Where nobody can confuse the sources of a page, nothing of that changes a word, and each part is
//! asked for by itself.

use std::hash::Hash;
use std::sync::Arc;

use hayagriva::citationberg::taxonomy::{Locator, NumberVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, Layout, LayoutRenderingElement, LongShortForm, Text, TextTarget, ToFormatting,
};
use hayagriva::{CitePurpose, Elem, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use crate::render::citations::Fingerprinter;
use crate::render::citations::elements::plain;
use crate::render::citations::polish::polish;
use crate::render::citations::style::{Asked, Item, Part, Sheet};

/// What stands between two places of an order.
const BETWEEN: &str = ";";

impl Sheet {
    /// A citation of sources that nobody confuses, remembered.
    pub(super) fn citation(&self, asked: &[Asked<'_>], language: &str) -> Arc<Option<ElemChildren>> {
        let mut fingerprinter = Fingerprinter::default();
        language.hash(&mut fingerprinter);
        for one in asked {
            (one.item.print.0, one.locator, one.purpose, one.hidden).hash(&mut fingerprinter);
        }
        self.citations.get(fingerprinter.fingerprint(), || match asked {
            [one] if self.is_printed_alone(one) => self.single_citation(one, language),
            _ => Some(self.format_part(Part::Citations, &[asked], language)?.citations.into_iter().next()?.citation),
        })
    }

    /// Whether the marks around a citation are the same whether the library puts them there or not. In a sentence it puts
    /// round brackets around the year if it knows of no marks.
    fn is_printed_alone(&self, asked: &Asked<'_>) -> bool {
        let layout = &self.style.citation.layout;
        let is_round = (layout.prefix.as_deref(), layout.suffix.as_deref()) == (Some("("), Some(")"));
        let is_part_of_sentence = asked.purpose == Some(CitePurpose::Prose);
        !asked.hidden && layout.to_formatting().is_empty() && (is_round || !is_part_of_sentence)
    }

    /// The citation of one source, with the marks around it.
    fn single_citation(&self, asked: &Asked<'_>, language: &str) -> Option<ElemChildren> {
        let style = self.special(Part::Citation, &[self.answers(asked.item)]);
        let children = self.print_alone(&style, std::slice::from_ref(asked), language)?;
        let layout = &self.style.citation.layout;
        let mark = |mark: &Option<String>| mark.as_deref().filter(|_| asked.purpose.is_none()).map(words);
        let suffix = layout.suffix.as_deref().unwrap_or_default();
        let is_closed = !suffix.is_empty() && plain(&children).ends_with(suffix);
        let close = mark(&layout.suffix).filter(|_| !is_closed);
        let source = ElemChild::Elem(Elem { children, display: None, meta: Some(ElemMeta::Entry(0)) });
        Some(ElemChildren(mark(&layout.prefix).into_iter().chain([source]).chain(close).collect()))
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

    /// The places of `items`, in the order of the style's list.
    pub(super) fn order(&self, items: &[Item<'_>], language: &str) -> Option<Vec<usize>> {
        let places: Vec<String> = (0..items.len()).map(|at| at.to_string()).collect();
        let asked = items.iter().zip(&places).map(|(item, place)| {
            let locator = Some((Locator::Page, place.as_str()));
            Asked { locator, ..Asked::plainly(*item) }
        });
        let asked: Vec<Asked<'_>> = asked.collect();
        let answers: Vec<Arc<String>> = items.iter().map(|item| self.answers(*item)).collect();
        let style = self.special(Part::Order, &answers);
        let printed = plain(&self.print_alone(&style, &asked, language)?);
        let order: Vec<usize> = printed.split(BETWEEN).filter_map(|place| place.parse().ok()).collect();
        (order.len() == items.len()).then_some(order)
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

/// A style whose citations are sorted as the list of `style` is, and print the places that they point at. Nothing that
/// lists are sorted by has to do with places.
pub(super) fn printing_places(mut style: IndependentStyle) -> IndependentStyle {
    style.citation.sort = style.bibliography.take().and_then(|list| list.sort);
    let place = Variable::Number(NumberVariable::Locator);
    let place = Text::with_target(TextTarget::Variable { var: place, form: LongShortForm::Long });
    let elements = vec![LayoutRenderingElement::Text(place)];
    style.citation.layout = Layout { delimiter: Some(String::from(BETWEEN)), ..Layout::with_elements(elements) };
    style
}

/// Words as they are.
fn words(words: &str) -> ElemChild {
    ElemChild::Text(Formatted { text: String::from(words), formatting: Formatting::default() })
}

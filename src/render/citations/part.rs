//! The parts of a page that the library prints: to print one alone costs less than a page.

use hayagriva::citationberg::IndependentStyle;

use crate::render::citations::{alone, order};

/// What of a page is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The citations and the list.
    Both,
    /// The citations.
    Citations,
    /// The list.
    List,
    /// A single citation, without the marks around it.
    Citation,
    /// A single entry of the list, printed as a citation is.
    Entry,
    /// The places of citations, in the order of the list.
    Order,
}

impl Part {
    /// Whether the library prints it without comparing the people of its sources.
    pub(super) fn is_printed_alone(self) -> bool {
        matches!(self, Self::Citation | Self::Entry | Self::Order)
    }

    /// `style` without the words of the other parts.
    pub(super) fn only(self, mut style: IndependentStyle) -> IndependentStyle {
        match (self, &mut style.bibliography) {
            (Self::Citations, _) => style.bibliography = None,
            (Self::List, Some(list)) => {
                list.sort = None;
                style.citation.sort = None;
                style.citation.layout.elements.clear();
            }
            (Self::Citation, _) => {
                style.bibliography = None;
                (style.citation.layout.prefix, style.citation.layout.suffix) = (None, None);
            }
            (Self::Entry, _) => return alone::printing_entries(style),
            (Self::Order, _) => return order::printing_places(style),
            _ => {}
        }
        style
    }
}

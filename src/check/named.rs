//! The sources that a text names, whichever way: what several checks walk over.

use crate::model::network::Text;
use crate::model::prose::{CitedItem, Namespace, Target};
use crate::source::Span;

/// A source that a text names.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct NamedSource<'a> {
    /// Its key; in the front matter it may be an address as well.
    pub(in crate::check) key: &'a str,
    /// Where it is named.
    pub(in crate::check) span: Span,
    /// How it is named.
    pub(in crate::check) how: How<'a>,
}

/// How a text names a source.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) enum How<'a> {
    /// It is cited: `[@bower2014]`.
    Cited(&'a CitedItem),
    /// It is linked to: `[[ref:bower2014]]`.
    Linked,
    /// It stands among the `sources` of the front matter.
    Listed,
}

impl NamedSource<'_> {
    /// Whether it is named by its address.
    pub(in crate::check) fn is_address(&self) -> bool {
        let key = self.key.trim_start().to_ascii_lowercase();
        matches!(self.how, How::Listed) && (key.starts_with("https://") || key.starts_with("http://"))
    }
}

/// Every source that a text names, as often as it does.
pub(in crate::check) fn named_sources(text: Text<'_>) -> impl Iterator<Item = NamedSource<'_>> {
    let items = text.prose.citations.iter().flat_map(|citation| &citation.items);
    let cited = items.map(|item| NamedSource { key: &item.key, span: item.key.span, how: How::Cited(item) });
    let linked = text.prose.links.iter().filter_map(|link| match &link.target {
        Target::Named { space: Namespace::Reference, name } => {
            Some(NamedSource { key: name, span: link.span, how: How::Linked })
        }
        _ => None,
    });
    let listed = text.meta.sources.iter();
    let listed = listed.map(|source| NamedSource { key: source, span: source.span, how: How::Listed });
    cited.chain(linked).chain(listed)
}

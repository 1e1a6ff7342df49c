//! Puts sources into the order of a citation style.
//!
//! To compare two sources, the library prints what the style sorts them by, of both and each time anew. Most styles sort by
//! authors, and most sources of a page differ in the family name of the first. There the letters of these names decide,
//! whatever comes after them, and the library is only asked about sources whose first people share a name.

use std::cmp::Ordering;
use std::sync::Arc;

use hayagriva::Entry;
use hayagriva::citationberg::taxonomy::{Locator, NameVariable, NumberVariable, Variable};
use hayagriva::citationberg::{
    CslMacro, IndependentStyle, Layout, LayoutRenderingElement, LongShortForm, NameForm, Names, Sort, SortDirection,
    SortKey, Text, TextTarget, ToAffixes,
};

use crate::render::citations::absent::decided;
use crate::render::citations::elements::plain;
use crate::render::citations::part::Part;
use crate::render::citations::stand_ins::substitutes;
use crate::render::citations::style::{Asked, Item, Sheet};
use crate::render::letters::Order;

/// What stands between two places of an order.
const BETWEEN: &str = ";";

/// How deep macros call one another at most before the name of an author; in styles of the archive two levels.
const DEEPEST: usize = 10;

impl Sheet {
    /// The places of `items`, in the order of the style's list.
    pub(super) fn order(&self, items: &[Item<'_>], language: &str) -> Option<Vec<usize>> {
        let style = self.special(Part::Order, &self.answers_of(items));
        let runs = self.runs(&style, items, language).unwrap_or_else(|| vec![(0..items.len()).collect()]);
        let sorted = runs.into_iter().map(|run| self.sorted(&style, items, run, language));
        Some(sorted.collect::<Option<Vec<_>>>()?.concat())
    }

    /// The places of `items` in the order of the style's citations, if no two of them share the name of their first people.
    pub(super) fn order_by_first_people(&self, items: &[Item<'_>], language: &str) -> Option<Vec<usize>> {
        let runs = self.runs(&self.special(Part::Citation, &self.answers_of(items)), items, language)?;
        runs.iter().all(|run| run.len() == 1).then(|| runs.concat())
    }

    /// The answers of several sources.
    fn answers_of(&self, items: &[Item<'_>]) -> Vec<Arc<String>> {
        items.iter().map(|item| self.answers(*item)).collect()
    }

    /// A part of `items`, by its places, in the order of the citations of `style`, which print places.
    fn sorted(
        &self,
        style: &IndependentStyle,
        items: &[Item<'_>],
        run: Vec<usize>,
        language: &str,
    ) -> Option<Vec<usize>> {
        if run.len() < 2 {
            return Some(run);
        }
        let places: Vec<String> = run.iter().map(ToString::to_string).collect();
        let asked = run.iter().zip(&places).filter_map(|(at, place)| {
            let locator = Some((Locator::Page, place.as_str()));
            Some(Asked { locator, ..Asked::plainly(*items.get(*at)?) })
        });
        let printed = plain(&self.print_alone(style, &asked.collect::<Vec<_>>(), language)?);
        let order: Vec<usize> = printed.split(BETWEEN).filter_map(|place| place.parse().ok()).collect();
        (order.len() == run.len()).then_some(order)
    }

    /// The places of `items` by the family names of their first authors, in the order of these, those together that share
    /// one. Nothing if the citations of `style` are sorted by something else, or if a name is not a plain one.
    fn runs(&self, style: &IndependentStyle, items: &[Item<'_>], language: &str) -> Option<Vec<Vec<usize>>> {
        let is_sorted_by_authors = style.citation.sort.as_ref().is_some_and(|sort| is_by_authors(sort, &style.macros));
        if !is_sorted_by_authors || self.questions.may_hide_names {
            return None;
        }
        let names: Vec<String> = items.iter().map(|item| plain_family(item.entry)).collect::<Option<_>>()?;
        let order = Order::of(&self.language(language)?);
        let mut places: Vec<usize> = (0..names.len()).collect();
        places.sort_by(|a, b| order.compare_letters(&names[*a], &names[*b]));
        let is_same = |a: &usize, b: &usize| order.compare_letters(&names[*a], &names[*b]) == Ordering::Equal;
        Some(places.chunk_by(is_same).map(<[usize]>::to_vec).collect())
    }
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

/// Whether sources that have authors are sorted by these first, from A to Z.
fn is_by_authors(sort: &Sort, macros: &[CslMacro]) -> bool {
    match sort.keys.first() {
        Some(SortKey::MacroName { name, names_use_first, sort_direction: SortDirection::Ascending, .. }) => {
            *names_use_first != Some(0)
                && called(macros, name).is_some_and(|part| begin(&part.children, macros, DEEPEST))
        }
        _ => false,
    }
}

/// The macro called `name`.
fn called<'a>(macros: &'a [CslMacro], name: &str) -> Option<&'a CslMacro> {
    macros.iter().find(|part| part.name == name)
}

/// Whether what is printed first of a source with authors is the family name of the first.
fn begin(elements: &[LayoutRenderingElement], macros: &[CslMacro], deepest: usize) -> bool {
    let Some((first, deepest)) = elements.first().zip(deepest.checked_sub(1)) else { return false };
    match first {
        LayoutRenderingElement::Names(names) => begins_with_family(names),
        LayoutRenderingElement::Group(group) => {
            group.to_affixes().prefix.is_none() && begin(&group.children, macros, deepest)
        }
        LayoutRenderingElement::Choose(choose) => {
            decided(choose).is_some_and(|children| begin(children, macros, deepest))
        }
        LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, affixes, .. }) => {
            let part = called(macros, name).filter(|_| affixes.prefix.is_none());
            part.is_some_and(|part| begin(&part.children, macros, deepest))
        }
        _ => false,
    }
}

/// Whether names are those of authors, with nothing before the family name of the first.
fn begins_with_family(names: &Names) -> bool {
    let is_plain =
        names.to_affixes().prefix.is_none() && names.label().is_none() && substitutes(names).next().is_none();
    let has_plain_names = names.name().is_some_and(|name| {
        name.affixes.prefix.is_none() && name.name_part_family().is_none() && name.form != Some(NameForm::Count)
    });
    names.variable == [NameVariable::Author] && is_plain && has_plain_names
}

/// The family name of the first author in small letters, if the library is sure to begin with that and to go on with
/// something before all letters: a name of letters with a given name, without particles, and in no script that writes the
/// two as one. The apostrophe in it comes after all marks that may follow a name; a hyphen does not.
fn plain_family(entry: &Entry) -> Option<String> {
    let first = entry.authors()?.first()?;
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{2E80}';
    let is_plain = |c: char| is_letter(c) || matches!(c, '\'' | '’');
    let has_given = first.given_name.as_ref().is_some_and(|given| given.chars().next().is_some_and(is_letter));
    let is_sure = has_given && first.prefix.is_none() && !first.name.is_empty() && first.name.chars().all(is_plain);
    is_sure.then(|| first.name.to_lowercase().replace('’', "'"))
}

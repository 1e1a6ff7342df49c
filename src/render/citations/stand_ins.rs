//! Takes out of a citation style what would stand in for names and never does, for sources of which it is known what names
//! they have.
//!
//! A style says of names what to print instead when there are none: for a composer the author, else one of twenty other
//! people, else the title. The library looks into all of that whatever it prints, again at every level of the tree.
//! 1. Where names are there, nothing stands in for them. That holds for names that stand in nowhere themselves: of names
//!    that have stood in for others, the library says from there on that there are none.
//! 2. Names that are not there print nothing, and stand in for nobody.
//! 3. Of those who may stand in, the first who are there do, and nothing after them is asked. That holds for names that
//!    are printed at one place at most, so that they cannot have stood in before.

use std::collections::BTreeSet;

use hayagriva::citationberg::taxonomy::NameVariable;
use hayagriva::citationberg::{
    CslMacro, IndependentStyle, LayoutRenderingElement, Names, NamesChild, SortKey, Substitute, TextTarget,
};

/// Takes out of `style` what never stands in for names, as far as it is known of each names whether a source `has` them,
/// and returns the names that may still stand in for others.
pub(super) fn take_out(style: &mut IndependentStyle, has: impl Fn(NameVariable) -> Option<bool>) -> Vec<NameVariable> {
    // Whether a style prints authors at all, the library asks of their element, be there authors or not.
    let is_absent = |name: &NameVariable| has(*name) == Some(false) && *name != NameVariable::Author;
    each_list(style, &mut |elements| elements.retain(|element| !is_nobody(element, is_absent)));
    loop {
        let standing_in = standing_in(style);
        let is_there = |name: &NameVariable| has(*name) == Some(true);
        let is_repeated = |name: &NameVariable| is_there(name) && places(style, *name) > 1;
        let repeated: Vec<NameVariable> = standing_in.iter().copied().filter(is_repeated).collect();
        let needs_none = |name: &NameVariable| is_there(name) && !standing_in.contains(name);
        let stands_in = |name: &NameVariable| is_there(name) && !repeated.contains(name);
        let mut is_changed = false;
        each_list(style, &mut |elements| {
            for names in elements.iter_mut().filter_map(names_mut) {
                is_changed |= shorten(names, needs_none, stands_in);
            }
        });
        if !is_changed {
            return standing_in;
        }
    }
}

/// Takes out what stands in for names that need nobody, and what comes after names that stand in for sure; says whether
/// there was anything.
fn shorten(
    names: &mut Names,
    needs_none: impl Fn(&NameVariable) -> bool,
    stands_in: impl Fn(&NameVariable) -> bool + Copy,
) -> bool {
    let before = names.children.len();
    if is_printed(names) && names.variable.iter().any(needs_none) {
        names.children.retain(|child| !matches!(child, NamesChild::Substitute(_)));
    }
    let mut is_changed = names.children.len() < before;
    for child in &mut names.children {
        let NamesChild::Substitute(substitute) = child else { continue };
        let before = substitute.children.len();
        if let Some(first) = substitute.children.iter().position(|child| is_somebody(child, stands_in)) {
            substitute.children.truncate(first + 1);
        }
        is_changed |= substitute.children.len() < before;
    }
    is_changed
}

/// Whether names are printed where there are some.
pub(super) fn is_printed(names: &Names) -> bool {
    names.children.is_empty() || names.children.iter().any(|child| matches!(child, NamesChild::Name(_)))
}

/// Whether an element is names, none of which is there and for which nothing stands in: it prints nothing.
fn is_nobody(child: &LayoutRenderingElement, is_absent: impl Fn(&NameVariable) -> bool) -> bool {
    matches!(child, LayoutRenderingElement::Names(names)
        if substitutes(names).next().is_none() && names.variable.iter().all(is_absent))
}

/// Whether what may stand in are names that do.
fn is_somebody(child: &LayoutRenderingElement, stands_in: impl Fn(&NameVariable) -> bool) -> bool {
    matches!(child, LayoutRenderingElement::Names(names) if is_printed(names) && names.variable.iter().any(stands_in))
}

/// In how many places one printing of `style` may ask for names, at most: of the citation, of the list, or of what
/// sources are sorted by.
pub(super) fn places(style: &IndependentStyle, name: NameVariable) -> usize {
    let count = |elements: &[LayoutRenderingElement]| places_in(&style.macros, elements, name, DEEPEST);
    let sorts = style.citation.sort.iter().chain(style.bibliography.iter().filter_map(|list| list.sort.as_ref()));
    let sorted_by = sorts.flat_map(|sort| &sort.keys).filter_map(|key| match key {
        SortKey::MacroName { name, .. } => style.macros.iter().find(|part| part.name == *name),
        SortKey::Variable { .. } => None,
    });
    let sorted_by = sorted_by.map(|part| count(&part.children));
    let list = style.bibliography.iter().map(|list| count(&list.layout.elements));
    sorted_by.chain(list).chain([count(&style.citation.layout.elements)]).max().unwrap_or_default()
}

/// How deep macros call one another at most; in styles of the archive some ten levels.
const DEEPEST: usize = 30;

/// In how many places these elements may ask for names; many if they nest too deeply.
fn places_in(macros: &[CslMacro], elements: &[LayoutRenderingElement], name: NameVariable, deepest: usize) -> usize {
    let Some(deepest) = deepest.checked_sub(1) else { return 2 };
    let within = |elements: &[LayoutRenderingElement]| places_in(macros, elements, name, deepest);
    let places = elements.iter().map(|element| match element {
        LayoutRenderingElement::Names(names) => {
            let own = usize::from(names.variable.contains(&name));
            own + substitutes(names).map(|substitute| within(&substitute.children)).sum::<usize>()
        }
        LayoutRenderingElement::Group(group) => within(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            let branches = choose.branches().map(|branch| within(&branch.children));
            let otherwise = choose.otherwise.iter().map(|otherwise| within(&otherwise.children));
            branches.chain(otherwise).max().unwrap_or_default()
        }
        LayoutRenderingElement::Text(text) => match &text.target {
            TextTarget::Macro { name } => {
                macros.iter().find(|part| part.name == *name).map_or(0, |part| within(&part.children))
            }
            _ => 0,
        },
        _ => 0,
    });
    places.fold(0, |sum, more| (sum + more).min(2))
}

/// Whether names may be left out of `style` although there are some: then what stands in for them is needed.
pub(super) fn may_hide_names(written: &str) -> bool {
    written.contains("et-al-use-first=\"0\"") || written.contains("et-al-subsequent-use-first=\"0\"")
}

/// Every names that stand in for others.
fn standing_in(style: &IndependentStyle) -> Vec<NameVariable> {
    let mut gatherer = Gatherer { macros: &style.macros, seen: BTreeSet::new(), found: Vec::new() };
    for part in &style.macros {
        gatherer.look(&part.children, false);
    }
    gatherer.look(&style.citation.layout.elements, false);
    style.bibliography.iter().for_each(|list| gatherer.look(&list.layout.elements, false));
    gatherer.found
}

/// Gathers the names that stand in for others.
struct Gatherer<'a> {
    macros: &'a [CslMacro],
    /// The macros that are called by what stands in.
    seen: BTreeSet<&'a str>,
    found: Vec<NameVariable>,
}

impl<'a> Gatherer<'a> {
    /// Looks into elements, which stand in for names or do not, however deep. Styles of the archive nest a few levels.
    fn look(&mut self, elements: &'a [LayoutRenderingElement], standing_in: bool) {
        for element in elements {
            match element {
                LayoutRenderingElement::Names(names) => self.names(names, standing_in),
                LayoutRenderingElement::Group(group) => self.look(&group.children, standing_in),
                LayoutRenderingElement::Choose(choose) => {
                    choose.branches().for_each(|branch| self.look(&branch.children, standing_in));
                    choose.otherwise.iter().for_each(|otherwise| self.look(&otherwise.children, standing_in));
                }
                LayoutRenderingElement::Text(text) if standing_in => {
                    if let TextTarget::Macro { name } = &text.target {
                        self.called(name);
                    }
                }
                _ => {}
            }
        }
    }

    fn names(&mut self, names: &'a Names, standing_in: bool) {
        if standing_in {
            self.found.extend(&names.variable);
        }
        substitutes(names).for_each(|substitute| self.look(&substitute.children, true));
    }

    /// Looks into a macro that is called by what stands in.
    fn called(&mut self, name: &'a str) {
        if self.seen.insert(name) {
            let macros = self.macros;
            macros.iter().filter(|part| part.name == name).for_each(|part| self.look(&part.children, true));
        }
    }
}

/// What stands in for names.
pub(super) fn substitutes(names: &Names) -> impl Iterator<Item = &Substitute> {
    names.children.iter().filter_map(|child| match child {
        NamesChild::Substitute(substitute) => Some(substitute),
        _ => None,
    })
}

/// The names that an element is.
fn names_mut(element: &mut LayoutRenderingElement) -> Option<&mut Names> {
    if let LayoutRenderingElement::Names(names) = element { Some(names) } else { None }
}

/// Does something to every list of elements in `style`.
pub(super) fn each_list(style: &mut IndependentStyle, change: &mut impl FnMut(&mut Vec<LayoutRenderingElement>)) {
    style.macros.iter_mut().for_each(|part| within(&mut part.children, change));
    within(&mut style.citation.layout.elements, change);
    style.bibliography.iter_mut().for_each(|list| within(&mut list.layout.elements, change));
}

/// Does something to a list of elements and to all lists in it.
fn within(elements: &mut Vec<LayoutRenderingElement>, change: &mut impl FnMut(&mut Vec<LayoutRenderingElement>)) {
    change(elements);
    for element in elements {
        match element {
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        within(&mut substitute.children, change);
                    }
                }
            }
            LayoutRenderingElement::Group(group) => within(&mut group.children, change),
            LayoutRenderingElement::Choose(choose) => {
                within(&mut choose.if_.children, change);
                choose.else_if.iter_mut().for_each(|branch| within(&mut branch.children, change));
                choose.otherwise.iter_mut().for_each(|otherwise| within(&mut otherwise.children, change));
            }
            _ => {}
        }
    }
}

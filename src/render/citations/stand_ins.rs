//! Takes out of a citation style what stands in for names, where a source has the names.
//!
//! A style says of names what to print instead when there are none: for authors the editors, else the title. The library
//! looks into all of that even where there are authors, again at every level of the tree. Where names are known to be
//! there, nothing ever stands in for them, and what would is taken out. That holds for names that stand in nowhere
//! themselves: of names that have stood in for others, the library says from there on that there are none.

use std::collections::BTreeSet;

use hayagriva::citationberg::taxonomy::NameVariable;
use hayagriva::citationberg::{
    CslMacro, IndependentStyle, LayoutRenderingElement, Names, NamesChild, Substitute, TextTarget,
};

/// Takes the stand-ins out of `style` of all names that a source `has`, and returns the names that may still stand in for
/// others.
pub(super) fn take_out(style: &mut IndependentStyle, has: impl Fn(NameVariable) -> bool) -> Vec<NameVariable> {
    loop {
        let standing_in = standing_in(style);
        let is_there = |name: &NameVariable| has(*name) && !standing_in.contains(name);
        let mut is_changed = false;
        each_names(style, &mut |names| {
            let says_how = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
            if says_how && names.variable.iter().any(is_there) {
                let before = names.children.len();
                names.children.retain(|child| !matches!(child, NamesChild::Substitute(_)));
                is_changed |= names.children.len() < before;
            }
        });
        if !is_changed {
            return standing_in;
        }
    }
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
fn substitutes(names: &Names) -> impl Iterator<Item = &Substitute> {
    names.children.iter().filter_map(|child| match child {
        NamesChild::Substitute(substitute) => Some(substitute),
        _ => None,
    })
}

/// Does something to all names of `style`.
fn each_names(style: &mut IndependentStyle, change: &mut impl FnMut(&mut Names)) {
    style.macros.iter_mut().for_each(|part| each_of(&mut part.children, change));
    each_of(&mut style.citation.layout.elements, change);
    style.bibliography.iter_mut().for_each(|list| each_of(&mut list.layout.elements, change));
}

/// Does something to all names of these elements.
fn each_of(elements: &mut [LayoutRenderingElement], change: &mut impl FnMut(&mut Names)) {
    for element in elements {
        match element {
            LayoutRenderingElement::Names(names) => {
                change(names);
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        each_of(&mut substitute.children, change);
                    }
                }
            }
            LayoutRenderingElement::Group(group) => each_of(&mut group.children, change),
            LayoutRenderingElement::Choose(choose) => {
                each_of(&mut choose.if_.children, change);
                choose.else_if.iter_mut().for_each(|branch| each_of(&mut branch.children, change));
                choose.otherwise.iter_mut().for_each(|otherwise| each_of(&mut otherwise.children, change));
            }
            _ => {}
        }
    }
}

//! Takes levels out of the tree of a citation style that was cut down.
//!
//! At every level the library asks of all that is below whether it will print anything, so that each level more doubles
//! the work. A style that is cut down has many levels with one element in them.
//! 1. A choice that is decided gives way to what is in it. It prints its elements with the marks of the group around
//!    it between them, so they must stand in a group, or be one only.
//! 2. A group of one element without marks of its own gives way to it, if the element prints nothing without variables.
//! 3. A macro that only calls another gives way to that.
//! 4. What calls a macro of one element gives way to it, if the element prints nothing without variables.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::{
    CslMacro, Group, IndependentStyle, LayoutRenderingElement, SortKey, Text, TextTarget, ToAffixes, ToFormatting,
};

use crate::render::citations::absent::{asked, decided};
use crate::render::citations::stand_ins::each_list;

/// Takes levels out of `style`. What it prints stays the same.
pub(super) fn flatten(style: &mut IndependentStyle) {
    let mut flattener = Flattener { asking: asking(&style.macros), single: BTreeMap::new() };
    flattener.style(style);
    // Macros that call others of one element may be of one element themselves then.
    for _ in 0..MOST_ROUNDS {
        let single = flattener.single(&style.macros);
        if single == flattener.single {
            break;
        }
        flattener.single = single;
        flattener.style(style);
    }
    let aliases = aliases(&style.macros);
    each_list(style, &mut |elements| elements.iter_mut().filter_map(called).for_each(|name| rename(name, &aliases)));
    let lists = style.bibliography.iter_mut().filter_map(|list| list.sort.as_mut());
    let keys = style.citation.sort.iter_mut().chain(lists).flat_map(|sort| &mut sort.keys);
    for key in keys {
        if let SortKey::MacroName { name, .. } = key {
            rename(name, &aliases);
        }
    }
}

/// How often macros are put into one another; more would cost more than it saves.
const MOST_ROUNDS: usize = 3;

/// What a list of elements stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// A group, however many choices are between: there are marks between the elements, and each is looked at before it is
    /// printed.
    Group,
    /// A macro or the whole style: the elements are printed one after the other.
    Nothing,
}

/// The macros that ask for a variable in whatever form a source is cited.
fn asking(macros: &[CslMacro]) -> BTreeSet<String> {
    let mut flattener = Flattener { asking: BTreeSet::new(), single: BTreeMap::new() };
    loop {
        let before = flattener.asking.len();
        for part in macros {
            if part.children.iter().any(|child| flattener.asks(child)) {
                flattener.asking.insert(part.name.clone());
            }
        }
        if flattener.asking.len() == before {
            return flattener.asking;
        }
    }
}

/// Takes levels out of lists.
struct Flattener {
    /// The macros that ask for a variable.
    asking: BTreeSet<String>,
    /// The elements of macros that have only one.
    single: BTreeMap<String, LayoutRenderingElement>,
}

impl Flattener {
    /// Takes levels out of every list of `style`.
    fn style(&self, style: &mut IndependentStyle) {
        style.macros.iter_mut().for_each(|part| self.list(&mut part.children, Around::Nothing));
        self.list(&mut style.citation.layout.elements, Around::Nothing);
        style.bibliography.iter_mut().for_each(|list| self.list(&mut list.layout.elements, Around::Nothing));
    }

    /// The macros of one element that may stand where they are called.
    fn single(&self, macros: &[CslMacro]) -> BTreeMap<String, LayoutRenderingElement> {
        let single = macros.iter().filter_map(|part| match part.children.as_slice() {
            [element] if is_whole(element) && self.asks(element) => Some((part.name.clone(), element.clone())),
            _ => None,
        });
        single.collect()
    }

    /// Whether an element asks for a variable for sure. A group or a macro that does is printed only if it has one.
    fn asks(&self, element: &LayoutRenderingElement) -> bool {
        let any = |elements: &[LayoutRenderingElement]| elements.iter().any(|element| self.asks(element));
        match element {
            LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, .. }) => self.asking.contains(name),
            LayoutRenderingElement::Group(group) => any(&group.children),
            LayoutRenderingElement::Choose(choose) => decided(choose).is_some_and(|children| any(children)),
            element => asked(element).is_some(),
        }
    }

    /// Takes levels out of a list and all in it, from the innermost on.
    fn list(&self, elements: &mut Vec<LayoutRenderingElement>, around: Around) {
        elements.iter_mut().for_each(|element| self.within(element, around));
        let flat = std::mem::take(elements).into_iter().flat_map(|element| self.shortened(element, around));
        *elements = flat.collect();
    }

    /// Takes levels out of what is in an element.
    fn within(&self, element: &mut LayoutRenderingElement, around: Around) {
        match element {
            LayoutRenderingElement::Group(group) => self.list(&mut group.children, Around::Group),
            LayoutRenderingElement::Choose(choose) => {
                self.list(&mut choose.if_.children, around);
                choose.else_if.iter_mut().for_each(|branch| self.list(&mut branch.children, around));
                choose.otherwise.iter_mut().for_each(|otherwise| self.list(&mut otherwise.children, around));
            }
            _ => {}
        }
    }

    /// What an element gives way to; mostly itself.
    fn shortened(&self, element: LayoutRenderingElement, around: Around) -> Vec<LayoutRenderingElement> {
        match element {
            LayoutRenderingElement::Choose(choose) if self.may_dissolve(decided(&choose), around) => {
                choose.if_.children
            }
            LayoutRenderingElement::Group(group) if self.is_idle(&group) => group.children,
            element => vec![bare_call(&element).and_then(|name| self.single.get(name)).cloned().unwrap_or(element)],
        }
    }

    /// Whether what is in a choice that is decided may stand by itself. A group looks whether it has groups that print
    /// anything, so these must print nothing that the group would not know of.
    fn may_dissolve(&self, children: Option<&Vec<LayoutRenderingElement>>, around: Around) -> bool {
        let is_known = |child| !matches!(child, &LayoutRenderingElement::Group(_)) || self.asks(child);
        children.is_some_and(|children| match around {
            Around::Group => children.iter().all(is_known),
            Around::Nothing => children.len() == 1,
        })
    }

    /// Whether a group changes nothing about its one element.
    fn is_idle(&self, group: &Group) -> bool {
        let affixes = group.to_affixes();
        let is_bare = affixes.prefix.is_none() && affixes.suffix.is_none() && group.to_formatting().is_empty();
        let [element] = group.children.as_slice() else { return false };
        is_bare && group.display.is_none() && is_whole(element) && self.asks(element)
    }
}

/// Whether an element prints the same whatever stands around it.
fn is_whole(element: &LayoutRenderingElement) -> bool {
    matches!(element, LayoutRenderingElement::Text(_) | LayoutRenderingElement::Group(_))
}

/// The macros that only call another, with that.
fn aliases(macros: &[CslMacro]) -> BTreeMap<String, String> {
    let called = |part: &CslMacro| match part.children.as_slice() {
        [element] => bare_call(element).map(String::from),
        _ => None,
    };
    macros.iter().filter_map(|part| Some((part.name.clone(), called(part)?))).collect()
}

/// The macro that an element calls, with no marks or form of its own.
fn bare_call(element: &LayoutRenderingElement) -> Option<&str> {
    match element {
        LayoutRenderingElement::Text(text) => match &text.target {
            TextTarget::Macro { name } if *text == Text::with_target(text.target.clone()) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// The name of the macro that an element calls.
fn called(element: &mut LayoutRenderingElement) -> Option<&mut String> {
    match element {
        LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, .. }) => Some(name),
        _ => None,
    }
}

/// Turns the name of a macro that only calls another into the name of that.
fn rename(name: &mut String, aliases: &BTreeMap<String, String>) {
    // As many steps as there are macros: these might call one another in a circle.
    for _ in aliases {
        let Some(next) = aliases.get(name) else { break };
        name.clone_from(next);
    }
}

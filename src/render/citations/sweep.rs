//! Sweeps out of a citation style what prints nothing any more once the style was cut down: empty macros, what calls them,
//! groups that are empty then, and macros that nothing calls. The library would look into each of them again and again.

use std::collections::BTreeSet;

use hayagriva::citationberg::{
    Choose, IndependentStyle, LayoutRenderingElement, NamesChild, SortKey, Text, TextTarget,
};

use crate::render::citations::stand_ins::each_list;

/// Takes out of `style` whatever is empty, until nothing is.
pub(super) fn sweep(style: &mut IndependentStyle) {
    loop {
        let empty = style.macros.iter().filter(|part| part.children.is_empty()).map(|part| part.name.clone());
        let empty: BTreeSet<String> = empty.collect();
        style.macros.retain(|part| !part.children.is_empty());
        style.macros.iter_mut().for_each(|part| elements(&mut part.children, &empty));
        elements(&mut style.citation.layout.elements, &empty);
        style.bibliography.iter_mut().for_each(|list| elements(&mut list.layout.elements, &empty));
        if style.macros.iter().all(|part| !part.children.is_empty()) {
            break;
        }
    }
    loop {
        let (called, before) = (called(style), style.macros.len());
        style.macros.retain(|part| called.contains(&part.name));
        if style.macros.len() == before {
            break;
        }
    }
}

/// The macros that the style calls, from wherever.
fn called(style: &mut IndependentStyle) -> BTreeSet<String> {
    let sorts = style.citation.sort.iter().chain(style.bibliography.iter().filter_map(|list| list.sort.as_ref()));
    let sorted_by = sorts.flat_map(|sort| &sort.keys).filter_map(|key| match key {
        SortKey::MacroName { name, .. } => Some(name.clone()),
        SortKey::Variable { .. } => None,
    });
    let mut called: BTreeSet<String> = sorted_by.collect();
    let macro_of = |element: &LayoutRenderingElement| match element {
        LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, .. }) => Some(name.clone()),
        _ => None,
    };
    each_list(style, &mut |elements| called.extend(elements.iter().filter_map(macro_of)));
    called
}

/// Takes out what is empty, and calls of macros that are.
fn elements(children: &mut Vec<LayoutRenderingElement>, empty: &BTreeSet<String>) {
    children.retain_mut(|child| match child {
        LayoutRenderingElement::Text(text) => {
            !matches!(&text.target, TextTarget::Macro { name } if empty.contains(name))
        }
        LayoutRenderingElement::Group(group) => {
            elements(&mut group.children, empty);
            !group.children.is_empty()
        }
        LayoutRenderingElement::Choose(choose) => choice(choose, empty),
        LayoutRenderingElement::Names(names) => {
            for child in &mut names.children {
                if let NamesChild::Substitute(substitute) = child {
                    elements(&mut substitute.children, empty);
                }
            }
            true
        }
        _ => true,
    });
}

/// Sweeps each branch of a choice; whether anything is left in one.
fn choice(choose: &mut Choose, empty: &BTreeSet<String>) -> bool {
    let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if).map(|branch| &mut branch.children);
    let otherwise = choose.otherwise.iter_mut().map(|otherwise| &mut otherwise.children);
    let mut is_left = false;
    for children in branches.chain(otherwise) {
        elements(children, empty);
        is_left |= !children.is_empty();
    }
    is_left
}

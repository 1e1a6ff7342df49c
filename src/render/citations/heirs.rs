//! Puts people into the places of those for whom they stand in.
//!
//! APA asks for the composer of everything, and for the author where there is none. For each source the library then makes
//! names of its own out of both, prints them within the others, and remembers who stood in. Where it is known that the first
//! are not there and who stands in, these take their place, with all that says how they are printed. That changes nothing
//! if they are asked for nowhere else: of whoever stood in, the library says from there on that there is nobody.

use hayagriva::citationberg::taxonomy::{NameVariable, Variable};
use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, Names};

use crate::render::citations::stand_ins::{each_list, is_printed, places, substitutes};

/// Lets people take their places in `style`, as far as it is known of each names whether a source `has` them.
pub(super) fn take_places(style: &mut IndependentStyle, has: impl Fn(NameVariable) -> Option<bool>) {
    let asked_for = asked_for(style);
    let before = style.clone();
    let is_free = |name: &NameVariable| !asked_for.contains(name) && places(&before, *name) < 2;
    each_list(style, &mut |elements| {
        for element in elements {
            if let LayoutRenderingElement::Names(names) = element
                && let Some(heir) = heir(names, &has).filter(|heir| heir.variable.iter().all(is_free))
            {
                *element = LayoutRenderingElement::Names(names.from_names_substitute(heir));
            }
        }
    });
}

/// The names that stand in for others for sure, and are printed as these would be.
fn heir(names: &Names, has: impl Fn(NameVariable) -> Option<bool>) -> Option<&Names> {
    // Whether a style prints authors at all, the library asks of their element, be there authors or not.
    let is_absent = |name: &NameVariable| has(*name) == Some(false) && *name != NameVariable::Author;
    let LayoutRenderingElement::Names(heir) = substitutes(names).next()?.children.first()? else { return None };
    let is_there = heir.variable.iter().any(|name| has(*name) == Some(true));
    let is_plain = heir.children.is_empty() && names.display.is_none() && heir.display.is_none();
    (is_there && is_plain && is_printed(names) && names.variable.iter().all(is_absent)).then_some(heir)
}

/// The names that conditions of `style` ask for.
fn asked_for(style: &mut IndependentStyle) -> Vec<NameVariable> {
    let mut asked_for = Vec::new();
    each_list(style, &mut |elements| {
        for element in elements {
            let LayoutRenderingElement::Choose(choose) = element else { continue };
            let variables = choose.branches().flat_map(|branch| branch.variable.iter().flatten());
            asked_for.extend(variables.filter_map(|variable| match variable {
                Variable::Name(name) => Some(*name),
                _ => None,
            }));
        }
    });
    asked_for
}

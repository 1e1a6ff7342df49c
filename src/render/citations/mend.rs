//! Mends a citation style for the library that prints it.
//!
//! hayagriva 0.10.1 prints no names at all where a style says how to label them and not how to write them, as in
//! `<names variable="editor"><label/></names>`. The CSL specification has them written in the default way. So the default
//! is put in: editors appear in AMA, and authors in the archive's Vancouver styles. See also [`never_plural`].

use hayagriva::citationberg::taxonomy::{Locator, NumberOrPageVariable, PageVariable, Term};
use hayagriva::citationberg::{
    IndependentStyle, Label, LabelPluralize, LayoutRenderingElement, Name, Names, NamesChild, Text, TextTarget,
};

/// Puts in the default way of writing names wherever `style` leaves it out.
pub(super) fn names(style: &mut IndependentStyle) {
    style.macros.iter_mut().for_each(|part| elements(&mut part.children));
    elements(&mut style.citation.layout.elements);
    if let Some(list) = &mut style.bibliography {
        elements(&mut list.layout.elements);
    }
}

/// Mends names in elements, however deep. Styles of the archive nest a few levels.
fn elements(children: &mut [LayoutRenderingElement]) {
    for child in children {
        match child {
            LayoutRenderingElement::Names(names) => mend(names),
            LayoutRenderingElement::Label(label) => {
                if let Some(word) = never_plural(label) {
                    *child = LayoutRenderingElement::Text(word);
                }
            }
            LayoutRenderingElement::Group(group) => elements(&mut group.children),
            LayoutRenderingElement::Choose(choose) => {
                elements(&mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| elements(&mut branch.children));
                if let Some(otherwise) = &mut choose.otherwise {
                    elements(&mut otherwise.children);
                }
            }
            LayoutRenderingElement::Text(_) | LayoutRenderingElement::Date(_) | LayoutRenderingElement::Number(_) => {}
        }
    }
}

/// The word for pages where it is the same for one and for several, as in the style of the National Library of Medicine.
/// The library prints `pp.` even there.
fn never_plural(label: &Label) -> Option<Text> {
    let is_page = label.variable == NumberOrPageVariable::Page(PageVariable::Page);
    if !is_page || label.label.plural != LabelPluralize::Never {
        return None;
    }
    let term = Term::Locator(Locator::Page);
    let word = Text::with_target(TextTarget::Term { term, form: label.label.form, plural: false });
    Some(Text {
        formatting: label.label.formatting,
        affixes: label.label.affixes.clone(),
        text_case: label.label.text_case,
        strip_periods: label.label.strip_periods,
        ..word
    })
}

/// Mends one element. Names without children are left alone, and so are substitutes: both are printed, these as the
/// names that they stand for.
fn mend(names: &mut Names) {
    let says_how = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
    if !says_how && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
}

//! Mends a citation style for the library that prints it.
//!
//! hayagriva 0.10.1 prints no names at all where a style says how to label them and not how to write them, as in
//! `<names variable="editor"><label/></names>`. The CSL specification has them written in the default way. So the default
//! is put in: editors appear in AMA, and authors in the archive's Vancouver styles. See also [`never_plural`] and
//! [`labels_in_titles`].

use hayagriva::citationberg::taxonomy::{Locator, NumberOrPageVariable, NumberVariable, PageVariable, Term, Variable};
use hayagriva::citationberg::{
    IndependentStyle, Label, LabelPluralize, LayoutRenderingElement, Name, Names, NamesChild, Text, TextTarget,
};

use crate::render::citations::stand_ins::each_list;

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
    Some(word_of(label, Term::Locator(Locator::Page)))
}

/// The words of a label for one of its kind.
fn word_of(label: &Label, term: Term) -> Text {
    let word = Text::with_target(TextTarget::Term { term, form: label.label.form, plural: false });
    Text {
        formatting: label.label.formatting,
        affixes: label.label.affixes.clone(),
        text_case: label.label.text_case,
        strip_periods: label.label.strip_periods,
        ..word
    }
}

/// Turns the labels of editions and serial numbers into words, for sources without people.
///
/// Of such a source the title stands in for the names, and what comes with it: `(4th ed.)`. What was printed there is not
/// printed again. The library takes a number for printed as soon as it has asked whether its label is needed, so the
/// number was printed nowhere. It need not ask about a word.
pub(super) fn labels_in_titles(style: &mut IndependentStyle) {
    each_list(style, &mut |elements| {
        for element in elements {
            let LayoutRenderingElement::Group(group) = element else { continue };
            let mut printed = Vec::new();
            let is_simple = variables(&group.children, &mut printed);
            // Such a group is printed if its number is, so the word beside it never stands alone.
            if let Some(variable) = printed.first().filter(|first| is_simple && printed.iter().all(|one| one == *first))
            {
                words_for_labels(&mut group.children, *variable);
            }
        }
    });
}

/// Gathers the variables that elements print; says whether these are all that they may print besides words and labels.
fn variables(elements: &[LayoutRenderingElement], printed: &mut Vec<Variable>) -> bool {
    elements.iter().all(|element| match element {
        LayoutRenderingElement::Choose(choose) => {
            let branches = choose.branches().map(|branch| &branch.children);
            let otherwise = choose.otherwise.iter().map(|otherwise| &otherwise.children);
            branches.chain(otherwise).all(|children| variables(children, printed))
        }
        LayoutRenderingElement::Text(Text { target: TextTarget::Variable { var, .. }, .. }) => {
            printed.push(*var);
            true
        }
        LayoutRenderingElement::Number(number) => {
            printed.push(number.variable.into());
            true
        }
        LayoutRenderingElement::Label(_) => true,
        LayoutRenderingElement::Text(text) => !matches!(text.target, TextTarget::Macro { .. }),
        _ => false,
    })
}

/// Puts words for the labels of a variable that is an edition or a serial number.
fn words_for_labels(elements: &mut [LayoutRenderingElement], variable: Variable) {
    const TITLES_HAVE: [NumberVariable; 2] = [NumberVariable::Edition, NumberVariable::Number];
    for element in elements {
        match element {
            LayoutRenderingElement::Label(label) => {
                let is_meant = TITLES_HAVE.iter().any(|number| label.variable == NumberOrPageVariable::Number(*number));
                if is_meant && Variable::from(label.variable) == variable {
                    *element = LayoutRenderingElement::Text(word_of(label, label.variable.into()));
                }
            }
            LayoutRenderingElement::Choose(choose) => {
                words_for_labels(&mut choose.if_.children, variable);
                choose.else_if.iter_mut().for_each(|branch| words_for_labels(&mut branch.children, variable));
                choose.otherwise.iter_mut().for_each(|otherwise| words_for_labels(&mut otherwise.children, variable));
            }
            _ => {}
        }
    }
}

/// Mends one element. Names without children are left alone, and so are substitutes: both are printed, these as the
/// names that they stand for.
fn mend(names: &mut Names) {
    let says_how = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
    if !says_how && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
}

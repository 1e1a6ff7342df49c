//! Takes out of a citation style what would print the variables that a source does not have.
//!
//! A group prints nothing if it asks for variables and there are none of them; to find out, the library looks at all that
//! is in it, again at every level of the tree. So what prints a variable that is absent, and whatever then prints nothing
//! for sure, is taken out. Of each list one such element stays if nothing else in it asks for a variable: whether
//! variables are asked for at all decides whether the words beside them are printed.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseMatch, IndependentStyle, LayoutRenderingElement, LongShortForm, NamesChild, Text, TextTarget,
};

/// Takes out of `style` what prints variables that are `absent`, and nothing beside them but words.
pub(super) fn take_out(style: &mut IndependentStyle, absent: impl Fn(Variable) -> bool) {
    let mut cutter = Cutter { absent, void: BTreeMap::new() };
    loop {
        let before = cutter.void.len();
        for part in &mut style.macros {
            cutter.cut(&mut part.children);
            if let Some(variable) = cutter.void(&part.children) {
                cutter.void.insert(part.name.clone(), variable);
            }
        }
        if cutter.void.len() == before {
            break;
        }
    }
    cutter.cut(&mut style.citation.layout.elements);
    style.bibliography.iter_mut().for_each(|list| cutter.cut(&mut list.layout.elements));
}

/// The variable that an element prints, and nothing else.
pub(super) fn printed(element: &LayoutRenderingElement) -> Option<Variable> {
    match element {
        LayoutRenderingElement::Date(date) => date.variable.map(Variable::Date),
        element => asked(element),
    }
}

/// The variable that an element prints, if the library counts it in citations of any form. Some forms leave dates out.
pub(super) fn asked(element: &LayoutRenderingElement) -> Option<Variable> {
    match element {
        LayoutRenderingElement::Text(text) => match text.target {
            // The letters after years are never counted.
            TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => None,
            TextTarget::Variable { var, .. } => Some(var),
            _ => None,
        },
        LayoutRenderingElement::Number(number) => Some(number.variable.into()),
        _ => None,
    }
}

/// Knows what is absent.
struct Cutter<F> {
    absent: F,
    /// The macros that print nothing because of that, with a variable that they ask for.
    void: BTreeMap<String, Variable>,
}

impl<F: Fn(Variable) -> bool> Cutter<F> {
    /// Cuts the elements down, however deep. Styles of the archive nest a few levels.
    fn cut(&self, elements: &mut Vec<LayoutRenderingElement>) {
        elements.iter_mut().for_each(|element| self.cut_within(element));
        let first = elements.iter().find_map(|element| self.missing(element));
        elements.retain(|element| self.missing(element).is_none());
        if let Some(variable) = first.filter(|_| !elements.iter().any(|element| asked(element).is_some())) {
            elements.push(nothing(variable));
        }
    }

    /// Cuts down what is in an element.
    fn cut_within(&self, element: &mut LayoutRenderingElement) {
        match element {
            LayoutRenderingElement::Group(group) => self.cut(&mut group.children),
            LayoutRenderingElement::Choose(choose) => {
                self.cut(&mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| self.cut(&mut branch.children));
                choose.otherwise.iter_mut().for_each(|otherwise| self.cut(&mut otherwise.children));
            }
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        self.cut(&mut substitute.children);
                    }
                }
            }
            _ => {}
        }
    }

    /// A variable that an element asks for, if it asks for absent ones only and so prints nothing.
    fn missing(&self, element: &LayoutRenderingElement) -> Option<Variable> {
        match element {
            LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, .. }) => {
                self.void.get(name).copied()
            }
            LayoutRenderingElement::Group(group) => self.void(&group.children),
            LayoutRenderingElement::Choose(choose) => self.void_choice(choose),
            element => printed(element).filter(|variable| (self.absent)(*variable)),
        }
    }

    /// A variable that a group of these elements asks for, if it asks for absent ones only. Then its words are not printed.
    fn void(&self, elements: &[LayoutRenderingElement]) -> Option<Variable> {
        let is_void = elements.iter().all(|element| self.are_words(element) || self.missing(element).is_some());
        elements.iter().find_map(|element| self.missing(element)).filter(|_| is_void)
    }

    /// Like [`Cutter::missing`] of a choice that is decided. Words in it would be printed: it is no group.
    fn void_choice(&self, choose: &Choose) -> Option<Variable> {
        let missing: Option<Vec<Variable>> = decided(choose)?.iter().map(|child| self.missing(child)).collect();
        missing?.first().copied()
    }

    /// Whether an element prints words whatever the source, or labels what is absent.
    fn are_words(&self, element: &LayoutRenderingElement) -> bool {
        match element {
            LayoutRenderingElement::Text(text) => {
                matches!(text.target, TextTarget::Term { .. } | TextTarget::Value { .. })
            }
            LayoutRenderingElement::Label(label) => (self.absent)(label.variable.into()),
            _ => false,
        }
    }
}

/// What is printed of a choice that is decided.
pub(super) fn decided(choose: &Choose) -> Option<&Vec<LayoutRenderingElement>> {
    let branch = &choose.if_;
    let kinds = branch.type_.is_none() && branch.variable.is_none();
    let numbers = branch.is_numeric.is_none() && branch.is_uncertain_date.is_none() && branch.locator.is_none();
    let is_decided = kinds && numbers && branch.disambiguate.is_none() && branch.position.is_none();
    (is_decided && branch.match_ == ChooseMatch::None).then_some(&branch.children)
}

/// What asks for an absent variable, and prints nothing.
fn nothing(variable: Variable) -> LayoutRenderingElement {
    let target = TextTarget::Variable { var: variable, form: LongShortForm::Long };
    LayoutRenderingElement::Text(Text::with_target(target))
}

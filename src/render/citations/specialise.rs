//! Makes a citation style cheap for certain sources: it is cut down to what is left of it once it is known what they
//! answer to its [`Questions`]. What it prints of them stays the same.
//!
//! 1. Choices that are decided lose their other branches.
//! 2. Names lose whoever would stand in for them and never does ([`stand_ins`]). That decides more choices.
//! 3. What prints only what the sources do not have is taken out ([`absent`]), and what is empty then ([`sweep`]).
//! 4. People take the places of those for whom they stand in ([`heirs`]), and lose labels without words ([`labels`]).
//! 5. Levels of the tree that have one element are taken out ([`flatten`]).

use hayagriva::citationberg::taxonomy::{NameVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement, NamesChild,
};

use crate::render::citations::flatten::flatten;
use crate::render::citations::part::Part;
use crate::render::citations::questions::{Question, Questions, always, asked};
use crate::render::citations::sweep::sweep;
use crate::render::citations::{absent, heirs, labels, stand_ins};

/// `style` for sources that gave these `answers` to its questions, of which a `part` is printed.
pub(super) fn specialised(
    questions: &Questions,
    style: &IndependentStyle,
    answers: &str,
    part: Part,
) -> IndependentStyle {
    let mut special = style.clone();
    let known = Known { questions, answers: answers.as_bytes(), names: Names::StandIn };
    known.cut_style(&mut special);
    let has = |name| known.raw_answer(Question::Has(Variable::Name(name)));
    if !questions.may_hide_names {
        let standing_in = stand_ins::take_out(&mut special, has);
        Known { names: Names::StandInOnly(&standing_in), ..known }.cut_style(&mut special);
    }
    absent::take_out(&mut special, |variable| known.raw_answer(Question::Has(variable)) == Some(false));
    sweep(&mut special);
    if part.is_printed_alone() && !questions.may_hide_names {
        heirs::take_places(&mut special, has);
    }
    labels::take_out(&mut special);
    flatten(&mut special);
    sweep(&mut special);
    special
}

/// `style` for sources of which these `answers` say the kinds.
pub(super) fn of_kinds(questions: &Questions, style: &IndependentStyle, answers: &str) -> IndependentStyle {
    let kinds = questions.kinds_alone(answers);
    let mut special = style.clone();
    Known { questions, answers: kinds.as_bytes(), names: Names::StandIn }.cut_style(&mut special);
    sweep(&mut special);
    special
}

/// Answers by the places of their questions.
#[derive(Clone, Copy)]
struct Known<'a> {
    questions: &'a Questions,
    answers: &'a [u8],
    names: Names<'a>,
}

/// Which names may stand in for others. Of those the library says from there on that there are none, so whether there are
/// some has no one answer.
#[derive(Clone, Copy)]
enum Names<'a> {
    /// All of them may.
    StandIn,
    /// Only these may.
    StandInOnly(&'a [NameVariable]),
}

impl Known<'_> {
    /// Cuts every part of a style down.
    fn cut_style(&self, style: &mut IndependentStyle) {
        style.macros.iter_mut().for_each(|part| self.cut(&mut part.children));
        self.cut(&mut style.citation.layout.elements);
        style.bibliography.iter_mut().for_each(|list| self.cut(&mut list.layout.elements));
    }

    /// The answer, if it is the same wherever it is asked.
    fn answer(&self, question: Question) -> Option<bool> {
        let Question::Has(Variable::Name(name)) = question else { return self.raw_answer(question) };
        match self.names {
            Names::StandInOnly(others) if !others.contains(&name) => self.raw_answer(question),
            _ => None,
        }
    }

    /// The answer of the source itself.
    fn raw_answer(&self, question: Question) -> Option<bool> {
        self.questions.answer(self.answers, question)
    }

    /// Cuts the elements down, however deep. Styles of the archive nest a few levels.
    fn cut(&self, elements: &mut Vec<LayoutRenderingElement>) {
        elements.retain_mut(|element| match element {
            LayoutRenderingElement::Choose(choose) => self.decide(choose),
            LayoutRenderingElement::Group(group) => {
                self.cut(&mut group.children);
                true
            }
            LayoutRenderingElement::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        self.cut(&mut substitute.children);
                    }
                }
                true
            }
            _ => true,
        });
    }

    /// Leaves of a choice what is not decided; whether that is anything. A choice that is decided stays a choice: its
    /// elements belong together, and would not among those around it.
    fn decide(&self, choose: &mut Choose) -> bool {
        let branches = std::iter::once(std::mem::replace(&mut choose.if_, always(Vec::new())));
        let branches = branches.chain(std::mem::take(&mut choose.else_if));
        let mut otherwise = choose.otherwise.take().map(|otherwise| otherwise.children);
        let mut open = Vec::new();
        for mut branch in branches {
            match self.holds(&mut branch) {
                Some(false) => {}
                Some(true) => {
                    otherwise = Some(branch.children);
                    break;
                }
                None => open.push(branch),
            }
        }
        open.iter_mut().for_each(|branch| self.cut(&mut branch.children));
        otherwise.iter_mut().for_each(|children| self.cut(children));
        let otherwise = otherwise.filter(|children| !children.is_empty());
        let mut open = open.into_iter();
        match (open.next(), otherwise) {
            (None, None) => return false,
            (None, Some(children)) => choose.if_ = always(children),
            (Some(first), otherwise) => {
                choose.if_ = first;
                choose.otherwise = otherwise.map(|children| ElseBranch { children });
            }
        }
        choose.else_if = open.collect();
        true
    }

    /// Whether a condition holds, if that is known. What is known of it and does not decide it is taken out.
    fn holds(&self, branch: &mut ChooseBranch) -> Option<bool> {
        // The answer that decides the condition at once, and what it then is.
        let (deciding, decided) = match branch.match_ {
            ChooseMatch::All => (false, false),
            ChooseMatch::Any => (true, true),
            ChooseMatch::None => (true, false),
        };
        if asked(branch).any(|question| self.answer(question) == Some(deciding)) {
            return Some(decided);
        }
        self.take_out(&mut branch.type_, Question::Is);
        self.take_out(&mut branch.variable, Question::Has);
        self.take_out(&mut branch.is_numeric, Question::IsNumeric);
        self.take_out(&mut branch.is_uncertain_date, Question::IsUncertain);
        let is_open = branch.type_.is_some()
            || branch.variable.is_some()
            || branch.is_numeric.is_some()
            || branch.is_uncertain_date.is_some()
            || branch.disambiguate.is_some()
            || branch.locator.is_some()
            || branch.position.is_some();
        if is_open { None } else { Some(!decided) }
    }

    /// Takes the questions out that are answered.
    fn take_out<T: Copy>(&self, list: &mut Option<Vec<T>>, question: fn(T) -> Question) {
        let Some(values) = list else { return };
        values.retain(|value| self.answer(question(*value)).is_none());
        if values.is_empty() {
            *list = None;
        }
    }
}

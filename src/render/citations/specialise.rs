//! Makes a citation style cheap for certain sources: it answers, once and for all, what the style asks of each of them.
//!
//! A style is a tree with hundreds of questions: is it a film, has it an editor? The library asks them anew for each
//! source, and for each part of a style that may print nothing it asks twice, once more at every level of the tree. APA
//! asks so much that ten sources took 26 ms. So the questions are put once to each source ([`Questions::asking`]), and
//! the style is cut down to what is left for all sources that are printed together ([`Questions::specialised`]). What it
//! prints stays the same.

use std::hash::Hash;

use hayagriva::citationberg::taxonomy::{DateVariable, Kind, NameVariable, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, Layout, LayoutRenderingElement, NamesChild, Style,
    Text, TextTarget,
};
use rustc_hash::FxHashMap;

use crate::render::citations::absent;
use crate::render::citations::flatten::flatten;
use crate::render::citations::stand_ins;
use crate::render::citations::sweep::sweep;

/// Something that a style asks of a source, and that has one answer wherever it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Question {
    Is(Kind),
    Has(Variable),
    IsNumeric(Variable),
    IsUncertain(DateVariable),
}

/// What stands for the answers yes and no, and for either.
const YES: char = 'y';
const NO: char = 'n';
const EITHER: char = '?';

/// Everything that a style asks.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// The place of each question among the answers.
    places: FxHashMap<Question, usize>,
    all: Vec<Question>,
    /// Whether the style may leave out names that there are.
    may_hide_names: bool,
}

impl Questions {
    /// What `style` asks.
    pub(super) fn of(style: &IndependentStyle) -> Self {
        let written = Style::Independent(style.clone()).to_xml().unwrap_or_default();
        let mut questions = Self { may_hide_names: stand_ins::may_hide_names(&written), ..Self::default() };
        parts(style).for_each(|part| questions.collect(part));
        questions
    }

    fn collect(&mut self, elements: &[LayoutRenderingElement]) {
        for element in elements {
            match element {
                LayoutRenderingElement::Choose(choose) => {
                    for branch in choose.branches() {
                        asked(branch).for_each(|question| self.add(question));
                        self.collect(&branch.children);
                    }
                    choose.otherwise.iter().for_each(|otherwise| self.collect(&otherwise.children));
                }
                LayoutRenderingElement::Group(group) => self.collect(&group.children),
                LayoutRenderingElement::Names(names) => {
                    names.variable.iter().for_each(|name| self.add(Question::Has(Variable::Name(*name))));
                    for child in &names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.collect(&substitute.children);
                        }
                    }
                }
                LayoutRenderingElement::Label(label) => self.add_if_one(Question::Has(label.variable.into())),
                element => {
                    if let Some(variable) = absent::printed(element) {
                        self.add_if_one(Question::Has(variable));
                    }
                }
            }
        }
    }

    fn add_if_one(&mut self, question: Question) {
        if question.has_one_answer() {
            self.add(question);
        }
    }

    fn add(&mut self, question: Question) {
        let next = self.all.len();
        self.places.entry(question).or_insert_with(|| {
            self.all.push(question);
            next
        });
    }

    /// A style whose citations print a letter for each question that is answered yes, and nothing else.
    pub(super) fn asking(&self, style: &IndependentStyle) -> IndependentStyle {
        let mut asking = style.clone();
        asking.macros.clear();
        (asking.bibliography, asking.citation.sort) = (None, None);
        let elements = self.all.iter().zip(letters()).map(|(question, yes)| question.element(yes)).collect();
        asking.citation.layout = Layout::with_elements(elements);
        asking
    }

    /// The answers to all questions in their order, of what [`Questions::asking`] printed.
    pub(super) fn answers(&self, printed: &str) -> String {
        let mut printed = printed.chars().peekable();
        let answer = |(_, yes)| if printed.next_if_eq(&yes).is_some() { YES } else { NO };
        self.all.iter().zip(letters()).map(answer).collect()
    }

    /// The answers that hold for a source without people. Who stands in for a name is said to be missing from there on, so
    /// for names there is no one answer. The library says that of a title that stands in as well, even while it prints it;
    /// citeproc-js does not print it again and still knows that there is one, and so it is here.
    pub(super) fn without_people(&self, answers: &str) -> String {
        let is_name = |question: &Question| matches!(question, Question::Has(Variable::Name(_)));
        let pairs = self.all.iter().zip(answers.chars());
        pairs.map(|(question, answer)| if is_name(question) { EITHER } else { answer }).collect()
    }

    /// Whether these are the answers of a source without people: of others every question has an answer.
    pub(super) fn are_without_people(answers: &str) -> bool {
        answers.contains(EITHER)
    }

    /// The answers that hold for all of several sources.
    pub(super) fn common<'a>(&self, answers: impl Iterator<Item = &'a str>) -> String {
        answers
            .map(String::from)
            .reduce(|all, one| {
                let pairs = all.chars().zip(one.chars());
                pairs.map(|(all, one)| if all == one { all } else { EITHER }).collect()
            })
            .filter(|answers| answers.len() == self.all.len())
            .unwrap_or_else(|| self.all.iter().map(|_| EITHER).collect())
    }

    /// `style` for sources with these answers.
    pub(super) fn specialised(&self, style: &IndependentStyle, answers: &str) -> IndependentStyle {
        let mut special = style.clone();
        let known = Known { questions: self, answers: answers.as_bytes(), names: Names::StandIn };
        known.cut_style(&mut special);
        if !self.may_hide_names {
            let has = |name| known.raw_answer(Question::Has(Variable::Name(name)));
            let standing_in = stand_ins::take_out(&mut special, has);
            Known { names: Names::StandInOnly(&standing_in), ..known }.cut_style(&mut special);
        }
        absent::take_out(&mut special, |variable| known.raw_answer(Question::Has(variable)) == Some(false));
        sweep(&mut special);
        flatten(&mut special);
        sweep(&mut special);
        special
    }
}

/// The trees of a style.
fn parts(style: &IndependentStyle) -> impl Iterator<Item = &[LayoutRenderingElement]> {
    let list = style.bibliography.iter().map(|list| list.layout.elements.as_slice());
    let macros = style.macros.iter().map(|part| part.children.as_slice());
    macros.chain(list).chain([style.citation.layout.elements.as_slice()])
}

/// The questions of a condition that always have one answer.
fn asked(branch: &ChooseBranch) -> impl Iterator<Item = Question> {
    let kinds = branch.type_.iter().flatten().map(|kind| Question::Is(*kind));
    let variables = branch.variable.iter().flatten().map(|variable| Question::Has(*variable));
    let numeric = branch.is_numeric.iter().flatten().map(|variable| Question::IsNumeric(*variable));
    let uncertain = branch.is_uncertain_date.iter().flatten().map(|variable| Question::IsUncertain(*variable));
    kinds.chain(variables).chain(numeric).chain(uncertain).filter(|question| question.has_one_answer())
}

impl Question {
    /// Whether the answer depends on nothing but the source: where it is cited, and beside what, has no part in it. Of
    /// names that holds as long as they stand in for no others.
    fn has_one_answer(self) -> bool {
        let (Self::Has(variable) | Self::IsNumeric(variable)) = self else { return true };
        !matches!(
            variable,
            Variable::Number(
                NumberVariable::Locator | NumberVariable::CitationNumber | NumberVariable::FirstReferenceNoteNumber
            ) | Variable::Standard(StandardVariable::YearSuffix | StandardVariable::CitationLabel)
        )
    }

    /// What prints the letter `yes` if that is the answer. Most answers are no, and to print takes long.
    fn element(self, yes: char) -> LayoutRenderingElement {
        let value = TextTarget::Value { val: String::from(yes) };
        let mut branch = always(vec![LayoutRenderingElement::Text(Text::with_target(value))]);
        branch.match_ = ChooseMatch::All;
        match self {
            Self::Is(kind) => branch.type_ = Some(vec![kind]),
            Self::Has(variable) => branch.variable = Some(vec![variable]),
            Self::IsNumeric(variable) => branch.is_numeric = Some(vec![variable]),
            Self::IsUncertain(variable) => branch.is_uncertain_date = Some(vec![variable]),
        }
        LayoutRenderingElement::Choose(Choose { if_: branch, else_if: Vec::new(), otherwise: None })
    }
}

/// A letter for each question. Unicode leaves these to whoever wants them, so no style and no language changes them.
fn letters() -> impl Iterator<Item = char> {
    '\u{E000}'..='\u{F8FF}'
}

/// A branch that is always taken: none of no conditions holds.
fn always(children: Vec<LayoutRenderingElement>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::None,
        children,
    }
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
        let place = self.questions.places.get(&question)?;
        match char::from(*self.answers.get(*place)?) {
            YES => Some(true),
            NO => Some(false),
            _ => None,
        }
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

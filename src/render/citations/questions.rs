//! What a citation style asks of a source: is it a film, has it an editor?
//!
//! A style is a tree with hundreds of such questions. The library asks them anew for each source, and for each part of a
//! style that may print nothing it asks twice, once more at every level of the tree. APA asks so much that ten sources
//! took 26 ms. So the questions are put once to each source, and the style is cut down to what is left of it for such
//! answers, see [`specialise`](crate::render::citations::specialise). First it is asked of what kind the source is
//! ([`Questions::asking_kinds`]), and then what matters for that kind ([`Questions::asking_besides`]): of a book nobody
//! asks for the issue.

use std::hash::Hash;

use hayagriva::citationberg::taxonomy::{DateVariable, Kind, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, IndependentStyle, Layout, LayoutRenderingElement, NamesChild, Style, Text,
    TextTarget,
};
use rustc_hash::FxHashMap;

use crate::render::citations::absent;
use crate::render::citations::stand_ins;

/// Something that a style asks of a source, and that has one answer wherever it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Question {
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
    pub(super) may_hide_names: bool,
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

    /// A style whose citations print a letter for each of the `asked` questions that is answered yes, and nothing else.
    fn asking<'a>(&self, style: &IndependentStyle, asked: impl IntoIterator<Item = &'a Question>) -> IndependentStyle {
        let mut asking = style.clone();
        asking.macros.clear();
        (asking.bibliography, asking.citation.sort) = (None, None);
        let element = |question: &Question| Some(question.element(letter(*self.places.get(question)?)?));
        asking.citation.layout = Layout::with_elements(asked.into_iter().filter_map(element).collect());
        asking
    }

    /// A style that asks what kind of source it is.
    pub(super) fn asking_kinds(&self, style: &IndependentStyle) -> IndependentStyle {
        self.asking(style, self.all.iter().filter(|question| question.is_about_kinds()))
    }

    /// A style that asks what `style` still does of sources of certain kinds, for which it was cut down to `cut`.
    pub(super) fn asking_besides(&self, style: &IndependentStyle, cut: &IndependentStyle) -> IndependentStyle {
        let mut asked = Self::default();
        parts(cut).for_each(|part| asked.collect(part));
        self.asking(style, asked.all.iter().filter(|question| !question.is_about_kinds()))
    }

    /// The answers to all questions in their order, of what the styles that ask them printed. Nobody needs to know the
    /// answer to what was not asked.
    pub(super) fn answers(&self, printed: &str) -> String {
        let mut answers = vec![NO; self.all.len()];
        for place in printed.chars().filter_map(place) {
            answers.iter_mut().skip(place).take(1).for_each(|answer| *answer = YES);
        }
        answers.into_iter().collect()
    }

    /// The answers of which only those about kinds are known.
    pub(super) fn kinds_alone(&self, answers: &str) -> String {
        let pairs = self.all.iter().zip(answers.chars());
        pairs.map(|(question, answer)| if question.is_about_kinds() { answer } else { EITHER }).collect()
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

    /// What `answers` say to a question; nothing if there is no one answer, or if nobody asks.
    pub(super) fn answer(&self, answers: &[u8], question: Question) -> Option<bool> {
        let place = self.places.get(&question)?;
        match char::from(*answers.get(*place)?) {
            YES => Some(true),
            NO => Some(false),
            _ => None,
        }
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
}

/// The trees of a style.
fn parts(style: &IndependentStyle) -> impl Iterator<Item = &[LayoutRenderingElement]> {
    let list = style.bibliography.iter().map(|list| list.layout.elements.as_slice());
    let macros = style.macros.iter().map(|part| part.children.as_slice());
    macros.chain(list).chain([style.citation.layout.elements.as_slice()])
}

/// The questions of a condition that always have one answer.
pub(super) fn asked(branch: &ChooseBranch) -> impl Iterator<Item = Question> {
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

    fn is_about_kinds(self) -> bool {
        matches!(self, Self::Is(_))
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

/// A letter for the question at a place. Unicode leaves these to whoever wants them, so no style and no language changes
/// them.
fn letter(place: usize) -> Option<char> {
    let letter = char::from_u32(FIRST + u32::try_from(place).ok()?)?;
    ('\u{E000}'..='\u{F8FF}').contains(&letter).then_some(letter)
}

/// The place of the question that a letter stands for.
fn place(letter: char) -> Option<usize> {
    usize::try_from(u32::from(letter).checked_sub(FIRST)?).ok()
}

/// The letter for the first question.
const FIRST: u32 = 0xE000;

/// A branch that is always taken: none of no conditions holds.
pub(super) fn always(children: Vec<LayoutRenderingElement>) -> ChooseBranch {
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

//! Where somebody works or learns.

use crate::check::privacy::line::Line;
use crate::check::privacy::name::proper_run;
use crate::check::privacy::words::{Tags, is_ordinary, is_proper_word};
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A message tells where somebody works or learns.
    ///
    /// Of 45 CFR 164.514(b)(2): identifiers of employers count like those of the person. In chats: what follows "I work at",
    /// "she teaches at", "my job with", "our son goes to", "trabajo en", when it bears a name.
    ///
    /// **Why it matters to a patient.** Colleagues read too. Somebody may not have told their employer that they are ill.
    ///
    /// **How to mend it.** Write "in a shop", "at a school", "for a large firm".
    EMPLOYER = "privacy/employer", Error;
}

/// Finds employers and schools.
pub(crate) struct Employer;

impl Detector for Employer {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict()
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            let Some(start) =
                PHRASES.iter().filter_map(|phrase| line.phrase(at, phrase)).max().or_else(|| profession(line, at))
            else {
                continue;
            };
            let skipped =
                (0..2).take_while(|step| line.is(start + step, &["the", "a", "an", "el", "la", "our", "my"])).count();
            let first = start + skipped;
            let end = proper_run(line, first);
            let is_general = end == first + 1
                && (line.get(first).tags.has(Tags::COUNTRY.with(Tags::MONTH).with(Tags::WEEKDAY))
                    || line.is(first, &["nhs", "home", "saturday", "i", "christmas"]));
            if end > first && !is_general {
                hits.push(Class::Employer, line.range(first, end), Excuse::Familiar);
            } else if skipped == 0
                && line.get(first).is_word()
                && line.get(first).len() > 3
                && !is_ordinary(&line.folded(first))
                && !is_proper_word(&line.folded(first))
            {
                hits.push(Class::Employer, line.range(first, first + 1), Excuse::None);
            }
        }
    }
}

/// What stands before an employer or school.
const PHRASES: [&str; 52] = [
    "work at",
    "work for",
    "works at",
    "works for",
    "worked at",
    "worked for",
    "working at",
    "working for",
    "job at",
    "job with",
    "job in",
    "employed by",
    "employed at",
    "employer is",
    "employer",
    "boss at",
    "colleagues at",
    "teach at",
    "teaches at",
    "taught at",
    "teaching at",
    "study at",
    "studies at",
    "studying at",
    "student at",
    "goes to",
    "go to school at",
    "went to",
    "goes to school at",
    "attends",
    "enrolled at",
    "enrolled in",
    "pupil at",
    "shift at",
    "shifts at",
    "desk at",
    "manager at",
    "office at",
    "staff at",
    "volunteer at",
    "volunteers at",
    "drive for",
    "drives for",
    "retired from",
    "trabajo en",
    "trabajo para",
    "trabaja en",
    "trabaja para",
    "trabajaba en",
    "estudia en",
    "estudio en",
    "arbeite bei",
];

/// "a nurse at", "the manager of": a profession and where it is done.
fn profession(line: &Line<'_>, at: usize) -> Option<usize> {
    let word = line.folded(at);
    let is_profession =
        ["er", "or", "ist", "ian", "ant", "nurse", "cook", "chef", "clerk", "cashier", "assistant", "driver"]
            .iter()
            .any(|ending| word.ends_with(ending))
            && word.len() > 3;
    let is_somebodys = line.was(at, 1, &["a", "an", "as"]) || line.was(at, 2, &["a", "an", "as"]);
    (is_profession && is_somebodys && line.is(at + 1, &["at", "for", "with"]) && (line.is_personal() || at <= 2))
        .then_some(at + 2)
}

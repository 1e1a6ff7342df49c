//! Where somebody works or learns.

use crate::check::privacy::capitals::proper_run;
use crate::check::privacy::line::Line;
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
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
    /// **How sure it is.** In the first run over fresh sentences it found 30 of 39 (recall 0.77, precision 0.94); what it
    /// missed was mended by class since (`tests/privacy/README.md`).
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
        line.is_strict() && line.may_hold(Triggers::EMPLOYER)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            // A profession is known by the word behind it.
            if !line.get(at).triggers.with(line.get(at + 1).triggers).has(Triggers::EMPLOYER) {
                continue;
            }
            let said = PHRASES.end(line, at).or_else(|| profession(line, at)).or_else(|| business(line, at));
            let Some(start) = said.or_else(|| job(line, at)) else { continue };
            let skipped = (0..2)
                .take_while(|step| line.is(start + step, words!["the", "a", "an", "el", "la", "our", "my"]))
                .count();
            let first = start + skipped;
            let end = proper_run(line, first);
            let is_general = end == first + 1
                && (line.get(first).tags.has(Tags::COUNTRY.with(Tags::MONTH).with(Tags::WEEKDAY))
                    || line.is(first, words!["nhs", "home", "saturday", "i", "christmas"]));
            let is_known = said.is_none() && (first..end).all(|next| line.is_proper(next));
            if end > first && !is_general && !is_known {
                hits.push(Class::Employer, line.range(first, end), Excuse::Familiar);
            } else if skipped == 0
                && !line.is(at, words!["at", "for", "with", "of", "en", "del", ","])
                && line.get(first).is_word()
                && line.get(first).len() > 3
                && !line.is_ordinary(first)
                && !line.is_proper(first)
            {
                hits.push(Class::Employer, line.range(first, first + 1), Excuse::None);
            }
        }
    }
}

/// With what an employer or school begins, or what stands before it.
pub(super) static TRIGGER: Trigger = Trigger {
    words: &[BUSINESSES, words!["at", "for", "with", "of", "en", "del", ","]],
    phrases: &[&PHRASES],
    signs: ",",
    ..Trigger::of(Triggers::EMPLOYER)
};

/// What stands before an employer or school.
static PHRASES: Phrases = Phrases::of(
    "interning at|intern for|freshman at|sophomore at|junior at|senior at|grad student at|postdoc at|play for|plays for|
    played for|coach the|coaches the|captain the|run the|runs the|own the|owns the|owner of|landlord of|landlady of|head of|
    serving with|served with|serve with|lecture at|lectures at|part time at|full time at|a job at|temp at|placement at|apprentice at|intern at|internship at|contract with|
    fired from|sacked from|laid off by|laid off from|redundant from|made redundant by|signed off from|sick leave from|
    leave from|back at|hr at|on shift at|clean at|career at|years at|yrs at|professor at|degree at|va al|work at|
    work for|works at|works for|worked at|worked for|working at|working for|job at|job with|job in|employed by|
    employed at|employer is|employer|boss at|colleagues at|teach at|teaches at|taught at|teaching at|study at|
    studies at|studying at|student at|goes to|go to school at|went to|goes to school at|attends|enrolled at|enrolled in|
    pupil at|shift at|shifts at|desk at|manager at|office at|staff at|volunteer at|volunteers at|drive for|drives for|
    retired from|trabajo en|trabajo para|trabaja en|trabaja para|trabajaba en|estudia en|estudio en|arbeite bei",
);

/// Jobs, and words of work and school.
static JOBS: Phrases = Phrases::of(
    "work|works|worked|working|job|jobs|shift|shifts|nights|staff|team|teacher|ta|nurse|porter|driver|drive|drives|cook|cooks|chef|clerk|
    cashier|manager|fireman|firefighter|policeman|officer|vicar|priest|accountant|engineer|student|year|grade|pupil|apprentice|
    intern|trainee|temp|started|starts|secretary|librarian|receptionist|cleaner|carer|builder|plumber|electrician|barista|waitress|
    waiter|baker|professor|lecturer|teach|teaches|taught|colleague|colleagues|boss|employed|volunteer|volunteers|retired|enfermera|
    enfermero|profe|profesora|profesor|maestra|maestro|camarera|camarero|trabajo|trabaja|medica|abogada|abogado|conductor|conserje|
    coach|trainer|pilot|steward|soldier|paramedic|midwife|pharmacist|dentist|vet|farmer|gardener|mechanic|bank|programmer|developer",
);

/// "a porter at", "cooks at the", "year 4 at": work or school a few words before a preposition.
fn job(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_before = line.is(at, words!["at", "for", "with", "of", "en", "del"])
        && JOBS.is_in(line, at.saturating_sub(5)..at)
        || line.get(at).is(',')
            && line.was(at, 1, words!["bank", "shop", "school", "firm", "company", "factory", "college"]);
    let is_told = line.is_personal() || line.tags.has(Tags::KIN.with(Tags::THIRD)) || at <= 4;
    let is_vague = line.is(at, words!["of", "for", "with"]) && !line.get(at + 1).capital && !line.get(at + 2).capital;
    (is_before && is_told && !is_vague).then_some(at + 1)
}

/// What people run.
const BUSINESSES: Words = words![
    "cafe",
    "shop",
    "salon",
    "firm",
    "business",
    "restaurant",
    "bakery",
    "company",
    "school",
    "farm",
    "pub",
    "studio",
    "garage",
    "store",
    "boutique",
    "bar",
    "cantina",
    "tienda",
    "empresa",
    "taller",
    "clinic",
    "charity",
    "choir",
    "church",
];

/// "our cafe called", "a salon named": what somebody runs, before its name.
fn business(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_called = line.is(at + 1, words!["called", "named", "llamada", "llamado"]);
    (line.is(at, BUSINESSES) && is_called && (line.is_personal() || line.tags.has(Tags::KIN))).then_some(at + 2)
}

/// "a nurse at", "the manager of": a profession and where it is done.
fn profession(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at + 1, words!["at", "for", "with"]) {
        return None;
    }
    let word = line.folded(at);
    let is_profession =
        ["er", "or", "ist", "ian", "ant", "nurse", "cook", "chef", "clerk", "cashier", "assistant", "driver"]
            .iter()
            .any(|ending| word.ends_with(ending))
            && word.len() > 3;
    let is_somebodys = line.was(at, 1, words!["a", "an", "as"]) || line.was(at, 2, words!["a", "an", "as"]);
    (is_profession && is_somebodys && (line.is_personal() || at <= 2)).then_some(at + 2)
}

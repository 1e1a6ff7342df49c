//! Where somebody works or learns.

mod firm;

use crate::check::privacy::capitals::proper_run;
use crate::check::privacy::employer::firm::{
    FIRMS, TAILS, by_its_end, company, department, firm, served, station, this_house, university,
};
use crate::check::privacy::line::{Kind, Line};
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
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 172 of 207 (recall
    /// 0.83, precision 0.96); what it missed was mended by class since (`tests/privacy/README.md`).
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
        line.is_strict() && line.may_hold(Triggers::EMPLOYER.with(Triggers::FIRM))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            // A profession is known by the word behind it.
            if !line.get(at).triggers.with(line.get(at + 1).triggers).has(Triggers::EMPLOYER.with(Triggers::FIRM)) {
                continue;
            }
            let is_before = line.is(at, BEFORE);
            let named = match is_before {
                true => told(line, at),
                false if line.get(at).triggers.has(Triggers::FIRM) => named(line, at),
                false => None,
            };
            if let Some((from, end)) = named {
                hits.push(Class::Employer, line.range(from, end), Excuse::Familiar);
            }
            let (said, guessed) = match is_before {
                true => (PHRASES.end(line, at), job(line, at)),
                false => (PHRASES.end(line, at).or_else(|| profession(line, at)).or_else(|| business(line, at)), None),
            };
            if let Some(start) = said.or(guessed) {
                behind(line, at, start, said.is_some(), hits);
            }
        }
    }
}

/// Words before employers and between them, which begin no name.
const BEFORE: Words = words!["at", "for", "with", "of", "from", "this", "en", "del", "de", ","];

/// An employer that is known by its own name.
fn named(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    firm(line, at)
        .or_else(|| by_its_end(line, at))
        .or_else(|| university(line, at))
        .or_else(|| station(line, at))
        .or_else(|| department(line, at))
        .or_else(|| of_village(line, at))
        .or_else(|| only_one(line, at))
}

/// An employer that is known by what stands before it.
fn told(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    this_house(line, at).or_else(|| company(line, at)).or_else(|| served(line, at)).or_else(|| worked_at(line, at))
}

/// Notes the name that stands at `start`, behind words of work that begin at `at`; `is_sure` if they tell of nothing else.
fn behind(line: &Line<'_>, at: usize, start: usize, is_sure: bool, hits: &mut Hits) {
    let skipped =
        (0..2).take_while(|step| line.is(start + step, words!["the", "a", "an", "el", "la", "our", "my"])).count();
    let first = start + skipped;
    // "The 3rd Airborne Engineers".
    let first = first + usize::from(line.get(first).kind == Kind::Code && line.get(first + 1).capital && is_sure);
    let end = proper_run(line, first);
    let is_general = end == first + 1
        && (line.get(first).tags.has(Tags::COUNTRY.with(Tags::MONTH).with(Tags::WEEKDAY))
            || line.is(first, words!["nhs", "home", "saturday", "i", "christmas"]));
    let is_known = !is_sure && (first..end).all(|next| line.is_proper(next));
    // "Attends st winifreds", in small letters.
    let is_saint = line.is(first, words!["st", "saint", "san", "santa"]) && line.get(first + 1).is_word() && is_sure;
    if is_saint || end > first && !is_general && !is_known {
        let end = if is_saint { end.max(first + 2) } else { end };
        return hits.push(Class::Employer, line.range(first, end), Excuse::Familiar);
    }
    let is_odd = skipped == 0
        && !line.is(at, words!["at", "for", "with", "of", "en", "del", ","])
        && line.get(first).is_word()
        && line.get(first).len() > 3
        && !line.is_ordinary(first)
        && !line.is_proper(first);
    if is_odd || is_odd_house(line, at, start) {
        hits.push(Class::Employer, line.range(first, first + 1), Excuse::None);
    }
}

/// What stands before an employer or school, or behind a profession.
pub(super) static TRIGGER: Trigger =
    Trigger { words: &[BUSINESSES, BEFORE], phrases: &[&PHRASES], signs: ",", ..Trigger::of(Triggers::EMPLOYER) };

/// With what the name of an employer or school begins or ends.
pub(super) static FIRM: Trigger = Trigger {
    words: &[
        RUN,
        SINGLE,
        words!["university", "uni", "universidad", "station", "precinct", "depot", "fire", "police", "sheriff's"],
    ],
    phrases: &[&FIRMS, &TAILS],
    ..Trigger::of(Triggers::FIRM)
};

/// What stands before an employer or school.
static PHRASES: Phrases = Phrases::of(
    "interning at|intern for|freshman at|sophomore at|junior at|senior at|grad student at|postdoc at|play for|plays for|
    played for|coach the|coaches the|captain the|run the|runs the|own the|owns the|owner of|landlord of|landlady of|landlady at|landlord at|landlady in|head of|
    stationed with|stationed at|deployed with|enlisted in|serving with|served with|serve with|lecture at|lectures at|part time at|full time at|a job at|temp at|placement at|apprentice at|intern at|internship at|contract with|
    fired from|sacked from|laid off by|laid off from|redundant from|made redundant by|signed off from|sick leave from|
    leave from|back at|hr at|on shift at|clean at|career at|years at|yrs at|professor at|degree at|va al|work at|
    work for|works at|works for|worked at|worked for|working at|working for|job at|job with|job in|employed by|
    employed at|employer is|employer|boss at|colleagues at|teach at|teaches at|taught at|teaching at|study at|
    studies at|studying at|student at|goes to|go to school at|went to|goes to school at|attends|enrolled at|enrolled in|
    pupil at|shift at|shifts at|desk at|manager at|office at|staff at|volunteer at|volunteers at|drive for|drives for|
    retired from|driving for|drove for|despidieron de|echaron de|empleado de|empleada de|trabaje en|trabajaba para|trabajo en|trabajo para|trabaja en|trabaja para|trabajaba en|estudia en|estudio en|arbeite bei",
);

/// Jobs, and words of work and school.
static JOBS: Phrases = Phrases::of(
    "work|works|worked|working|job|jobs|shift|shifts|nights|staff|team|teacher|ta|nurse|porter|driver|drive|drives|cook|cooks|chef|clerk|
    cashier|manager|fireman|firefighter|cartero|manage|manages|policeman|officer|vicar|priest|accountant|engineer|student|year|grade|pupil|apprentice|
    intern|trainee|temp|started|starts|secretary|librarian|receptionist|cleaner|carer|builder|plumber|electrician|barista|waitress|
    waiter|baker|professor|lecturer|teach|teaches|taught|colleague|colleagues|boss|employed|volunteer|volunteers|retired|enfermera|
    enfermero|profe|profesora|profesor|maestra|maestro|camarera|camarero|trabajo|trabaja|medica|abogada|abogado|conductor|conserje|
    coach|lineman|linesman|welder|roofer|trucker|machinist|scaffolder|fitter|docker|miner|plasterer|detective|sergeant|firefighters|bartender|hairdresser|trainer|pilot|steward|soldier|paramedic|midwife|pharmacist|dentist|vet|farmer|gardener|mechanic|bank|programmer|developer",
);

/// "a porter at", "cooks at the", "year 4 at": work or school a few words before a preposition.
fn job(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_before = || {
        line.is(at, words!["at", "for", "with", "of", "en", "del"]) && JOBS.is_in(line, at.saturating_sub(5)..at)
            || line.get(at).is(',')
                && line.was(at, 1, words!["bank", "shop", "school", "firm", "company", "factory", "college"])
    };
    let is_told = line.is_personal() || line.tags.has(Tags::KIN.with(Tags::THIRD)) || at <= 4;
    let is_vague = line.is(at, words!["of", "for", "with"]) && !line.get(at + 1).capital && !line.get(at + 2).capital;
    (is_told && !is_vague && is_before()).then_some(at + 1)
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
    let is_somebodys =
        line.recently(at, 2, words!["a", "an", "as"]) || line.recently(at, 3, words!["ex", "former", "retired"]);
    (is_profession && is_somebodys && (line.is_personal() || at <= 2)).then_some(at + 2)
}

/// What somebody does with a business of theirs.
const RUN: Words = words![
    "run", "runs", "ran", "own", "owns", "owned", "keep", "keeps", "lleva", "llevo", "regenta", "regento", "llevamos"
];

/// "runs the post office in our village": what somebody runs, by the place where there is but one.
fn of_village(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is(at, RUN) || !line.is(at + 1, words!["the", "a", "la", "el", "una", "un"]) {
        return None;
    }
    // "I run the bakery next to the cathedral."
    let beside = (at + 3..at + 6).find(|next| {
        line.phrase(*next, words!["next", "to"]).is_some() || line.is(*next, words!["opposite", "behind", "beside"])
    });
    if let Some(beside) = beside.filter(|_| line.is_personal() || line.tags.has(Tags::KIN)) {
        return Some((at + 1, beside + 1));
    }
    let home = (at + 3..at + 8).find(|next| {
        line.is(*next, words!["village", "town", "street", "hamlet", "valley", "pueblo", "aldea", "barrio"])
    })?;
    let is_ours = line.was(home, 1, words!["our", "my", "the", "this", "nuestro", "mi", "este", "del"])
        && (line.was(home, 2, words!["in", "on", "of", "de", "en"]) || line.was(home, 1, words!["del"]));
    (is_ours && (line.is_personal() || line.tags.has(Tags::KIN))).then_some((at + 1, home + 1))
}

/// Offices that a place has but one of.
const SINGLE: Words = words![
    "mayor",
    "mayoress",
    "headmaster",
    "headmistress",
    "headteacher",
    "postmaster",
    "postmistress",
    "vicar",
    "sheriff",
    "alcalde",
    "alcaldesa",
    "parroco",
];

/// "my husband is the mayor", "soy la alcaldesa": an office by which a whole place knows somebody.
fn only_one(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_held = line.is(at, SINGLE)
        && line.was(at, 1, words!["the", "el", "la"])
        && line.was(at, 2, words!["is", "am", "i'm", "im", "was", "es", "soy", "era", "he's", "she's"]);
    (is_held && (line.is_personal() || line.tags.has(Tags::KIN))).then(|| (at - 1, at + 1))
}

/// "at Curl Up & Dye where I do Saturdays".
fn worked_at(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is(at, words!["at", "for", "from"]) || !line.has(words!["where"]) {
        return None;
    }
    let first = at + 1 + usize::from(line.is(at + 1, words!["the"]));
    let end = proper_run(line, first);
    let where_ = end + usize::from(line.get(end).is(','));
    let is_worked = line.is(where_, words!["where"])
        && (where_ + 1..where_ + 4).any(|next| {
            line.is(
                next,
                words![
                    "work",
                    "worked",
                    "works",
                    "do",
                    "did",
                    "does",
                    "teach",
                    "teaches",
                    "taught",
                    "volunteer",
                    "study"
                ],
            )
        });
    (end > first && is_worked).then_some((first, end))
}

/// "head chef at the blue lobster": behind a job of the one who speaks, a house that no other is called like.
fn is_odd_house(line: &Line<'_>, at: usize, first: usize) -> bool {
    static COMMON: Phrases = Phrases::of(
        "moment|time|times|end|same|weekend|weekends|local|minute|start|beginning|shop|office|store|bank|supermarket|pub|hotel|airport|
        council|post|gym|garage|farm|home|checkout|till|tills|desk|front|back|bar|counter|top|bottom|age|thought|big|main|nearest|nearby|
        new|old|chemist|chemist's|pharmacy|market|bakery|cafe|restaurant|company|firm|ministry|court|depot|port|docks|mill|mine|pit|
        plant|site|warehouse|charity|museum|theatre|cinema|zoo|town|village|city|station|next|first|last|one|other|very|whole|cancer|
        infusion|chemo|information|support|enquiry|enquiries|help|cash|cold|little|large|small|great|national|state|
        university|council|army|navy|police|railway|railways|government|family|kitchen|kitchens|gate|door|table|edge|side|bus",
    );
    let is_of_job = line.is(at, words!["at"]) && line.is(at + 1, words!["the"]) && JOBS.is_at(line, at.wrapping_sub(1));
    let is_mine = line.recently(at, 6, words!["i", "i'm", "im", "he", "she", "was", "am", "hubby", "husband", "wife"])
        && !line.recently(at, 4, words!["the", "my", "our", "your", "this", "that"]);
    let house = first.max(at + 2);
    let is_kind = (house..house + 4).any(|next| line.get(next).tags.has(Tags::INSTITUTION.with(Tags::PERIOD)));
    is_of_job
        && is_mine
        && line.get(house).is_word()
        && !line.get(house).capital
        && !is_kind
        && !COMMON.is_at(line, house)
}

//! Ages, in figures and words.

mod announced;

use crate::check::privacy::age::announced::{ends_clause, is_announced, is_approached, is_in_years, is_reached};
use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::spelled::number_at;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text tells an age over 89.
    ///
    /// Identifier C of 45 CFR 164.514(b)(2)(i): "93", "ninety-three", "noventa y tres años", of one person.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 123 of 144 (recall
    /// 0.85, precision 0.96); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** So few people live so long that the age with a town tells who it is.
    ///
    /// **How to mend it.** Write "over 90", or leave the age out.
    GREAT_AGE = "privacy/age-over-89", Error;

    /// A text tells somebody's age.
    ///
    /// In personal context, in figures and words, English and Spanish: "I'm 54", "my 8-year-old", "aged seventy-six", "45F",
    /// "tengo 54 años". Ages of groups ("women over 50", "screening begins at 45"), durations and doses pass.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 171 of 217 (recall
    /// 0.79, precision 0.99); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** By itself an age up to 89 tells little; with a relative, a place or a day it tells who
    /// it is. So it is a warning, and counts for `privacy/combination`.
    ///
    /// **How to mend it.** Write "in her fifties", or leave it out.
    AGE = "privacy/age", Warning;
}

/// Finds ages.
pub(crate) struct Age;

impl Detector for Age {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_record = matches!(line.ground, Ground::References | Ground::People | Ground::Contacts);
        !is_record && line.may_hold(Triggers::AGE.with(Triggers::GREAT_AGE))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let mut at = 0;
        while at < line.tokens.len() {
            if !line.get(at).triggers.has(Triggers::AGE) {
                at += 1;
                continue;
            }
            if let Some((from, end, value)) = shorthand(line, at)
                .or_else(|| sex_first(line, at))
                .or_else(|| birthday(line, at))
                .or_else(|| born_long_ago(line, at))
                .or_else(|| number(line, at))
            {
                note(line, from, end, value, hits);
                at = end;
            } else {
                at += 1;
            }
        }
        for at in line.places(Triggers::GREAT_AGE) {
            let is_birthday = line.is(at, NINETIETH)
                && line.is_strict()
                && line.tags.has(Tags::KIN.with(Tags::SELF).with(Tags::THIRD));
            // Professional texts speak of the very old in general: there, somebody must be called one.
            let is_called = line.is_strict()
                || line.was(at, 1, words!["a", "an", "the", "my", "his", "her", "our", "un", "una", "mi", "su"]);
            let is_old = line.is(at, VERY_OLD);
            // "Well into her nineties" says more than "90 or older", which may be said.
            let is_decade = line.is(at, NINETIES)
                && line.is_strict()
                && line.recently(at, 2, words!["my", "his", "her", "their", "sus"]);
            if is_birthday || is_decade || is_called && is_old {
                note(line, at, at + 1, 90, hits);
            }
        }
    }
}

/// What tells by itself that somebody is very old.
pub(super) static OLD: Trigger =
    Trigger { words: &[VERY_OLD, NINETIETH, NINETIES], ..Trigger::of(Triggers::GREAT_AGE) };

/// With what an age begins.
pub(super) static TRIGGER: Trigger = Trigger {
    tags: Tags::NUMBER.with(Tags::ORDINAL),
    words: &[words!["a"]],
    numbers: true,
    codes: true,
    ..Trigger::of(Triggers::AGE)
};

/// Birthdays of people over 89.
const NINETIETH: Words = words!["ninetieth", "hundredth", "90th", "95th", "100th", "nonagesimo"];

/// The years over 89.
const NINETIES: Words = words!["nineties", "noventas"];

/// Of whom days are counted.
const NEWBORN: Words = words!["newborn", "newborn's", "baby's", "bub", "preemie", "premie"];

/// What people over 89 are called.
const VERY_OLD: Words = words!["nonagenarian", "centenarian", "nonagenaria", "nonagenario"];

/// Whom a professional may tell of.
const PATIENT: Words = words!["patient", "client", "paciente", "lady", "gentleman"];

/// Notes an age if it is told of a person.
fn note(line: &Line<'_>, from: usize, end: usize, value: u32, hits: &mut Hits) {
    let is_close = |tags| line.any(from.saturating_sub(6)..from + 6, tags);
    let is_told =
        line.is(from.saturating_sub(1), words!["my", "our", "mi"]) || line.recently(from, 6, words!["my", "i'm", "mi"]);
    let is_of_one = line.is_strict()
        || is_told && (is_close(Tags::KIN.with(Tags::TITLE)) || line.recently(from, 6, PATIENT))
        || value > 89 && is_close(Tags::THIRD.with(Tags::SELF));
    // "I feel a hundred years old" tells how somebody feels.
    let is_felt =
        line.recently(from, 2, words!["feel", "felt", "feeling", "feels", "look", "looked", "like"]) && value > 89;
    if is_of_one && !is_felt && !is_of_many(line, from) {
        let class = if value > 89 { Class::GreatAge } else { Class::Age };
        hits.push(class, line.range(from, end), Excuse::None);
    }
}

/// "76F", "54yo", "8yr", "32f".
fn shorthand(line: &Line<'_>, at: usize) -> Option<(usize, usize, u32)> {
    if line.get(at).kind != Kind::Code {
        return None;
    }
    let word = line.folded(at);
    // "F32, two kids": as people present themselves; "F32.1" is a disease.
    let figures = word.strip_prefix(['f', 'm']).and_then(|figures| figures.parse::<u32>().ok());
    if let Some(value) = figures.filter(|value| (16..=99).contains(value) && line.is_strict()) {
        let is_present = line.get(at).opens && at == 0 && line.get(at + 1).is(',');
        return is_present.then_some((at, at + 1, value));
    }
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let value: u32 = word[..word.len() - letters.len()].parse().ok()?;
    let is_age = match letters {
        "yo" | "yrs" | "yr" | "y" | "yrold" => {
            letters != "yrs" && letters != "yr" && letters != "y"
                || line.is(at + 1, words!["old", "o"])
                || line.get(at + 1).is('/')
        }
        "f" | "m" => {
            line.is_strict()
                && (16..=99).contains(&value)
                && (line.get(at).opens
                    || line.before(at, 1).is('(')
                    || line.before(at, 1).tags.has(Tags::SELF.with(Tags::KIN))
                    || line.was(
                        at,
                        1,
                        words!["a", "an", "as", "is", "am", "was", "here", "another", "hi", "hello", "hey"],
                    )
                    || line.is(at + 1, words!["here"])
                    || line.get(at + 1).is(','))
        }
        _ => false,
    };
    (is_age && value <= 115).then_some((at, at + 1, value))
}

/// "F/54", "f 92 breast", "54/F" at the beginning of a message, as people present themselves.
fn sex_first(line: &Line<'_>, at: usize) -> Option<(usize, usize, u32)> {
    let token = line.get(at);
    let is_sex = |at: usize| line.is(at, words!["f", "m", "fem", "female", "male"]);
    let divided = usize::from(line.before(at, 1).is('/') || line.before(at, 1).is(','));
    let before = at.checked_sub(1 + divided)?;
    let is_present =
        is_sex(before) && line.get(before).opens && (divided == 1 || !line.get(at + 1).tags.has(Tags::UNIT));
    let is_age = token.is_number() && line.is_strict() && (10..=110).contains(&token.value);
    (is_age && is_present).then_some((before, at + 1, token.value))
}

/// "just had my 50th": a birthday by its number alone; of other things that are counted so, few reach twenty.
fn birthday(line: &Line<'_>, at: usize) -> Option<(usize, usize, u32)> {
    let token = line.get(at);
    // "In my seventy-ninth year" begins with its tens.
    let is_compound = line.before(at, 1).is('-') && line.before(at, 2).tags.has(Tags::NUMBER);
    let (start, tens) = if is_compound { (at - 2, line.get(at - 2).value) } else { (at, 0) };
    if !line.is_strict() || !line.before(start, 1).tags.has(Tags::POSSESSIVE) {
        return None;
    }
    // "The day after my fortieth", "I'm in my 38th year".
    let is_year = line.is(at + 1, words!["year"]) && line.was(start, 2, words!["in"]);
    let value = tens + token.value;
    if token.tags.has(Tags::ORDINAL) && value >= 20 && (is_year || ends_clause(line, at + 1)) {
        return Some((start, at + 1, value));
    }
    if token.kind != Kind::Code {
        return None;
    }
    let value: u32 = line.word(at).trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    if !["st", "nd", "rd", "th"].iter().any(|end| line.word(at).ends_with(end)) {
        return None;
    }
    if is_year && (16..=110).contains(&value) {
        return Some((at, at + 1, value - 1));
    }
    let is_round = matches!(value, 18 | 21 | 65 | 75 | 85) || value.is_multiple_of(10);
    (is_round && (18..=110).contains(&value) && ends_clause(line, at + 1)).then_some((at, at + 1, value))
}

/// "born 1929", "nacida en 1931": a year of birth that shows an age over 89 counts like the age (45 CFR
/// 164.514(b)(2)(i)(C)). The bound is that of the year in which it was written here: later it errs towards too few.
fn born_long_ago(line: &Line<'_>, at: usize) -> Option<(usize, usize, u32)> {
    let token = line.get(at);
    let is_old = token.is_number() && token.len() == 4 && (1900..1937).contains(&token.value);
    let is_born = is_old && line.recently(at, 2, words!["born", "b", "nacio", "nacido", "nacida", "naci", "dob"]);
    (is_born && line.is_strict()).then_some((at, at + 1, 90))
}

/// An age that begins with a number.
fn number(line: &Line<'_>, at: usize) -> Option<(usize, usize, u32)> {
    let (value, end) = number_at(line, at)?;
    let is_share = line.is(end, words!["por", "per"]) && line.is(end + 1, words!["ciento", "cent"]);
    // "All at once" is no eleven in Spanish.
    let is_at_once = line.is(at, words!["once"]) && line.was(at, 1, words!["at", "all"]);
    if is_share || is_at_once {
        return None;
    }
    let is_decimal =
        (line.get(end).is('.') || line.get(end).is(',')) && !line.get(end + 1).spaced && line.get(end + 1).is_number();
    let is_part = matches!(line.before(at, 1).kind, Kind::Sign('.' | '/' | '-' | ',' | ':' | '$' | '£' | '€' | '#'))
        && !line.get(at).spaced;
    if value > 115
        || value == 0
        || is_decimal
        || is_part
        || line.get(end).is('/') && line.get(end + 1).is_number()
        || line.get(end).is('%')
    {
        return None;
    }
    if let Some(end) = years_old(line, end) {
        return Some((at, end, value));
    }
    if let Some(end) = years_in_spanish(line, at, end, value) {
        return Some((at, end, value));
    }
    let is_told = !is_counted(line, end) && is_announced(line, at, end, value);
    (is_told || is_in_years(line, at, end, value)).then_some((at, end, value))
}

/// The index behind "years old", "-year-old", "yo", "y/o", "years of age", "years young" at `at`.
fn years_old(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut next = at + usize::from(line.get(at).is('-'));
    if line.is(next, words!["yo", "y.o", "yrold"]) || line.phrase(next, words!["y", "o"]).is_some() {
        return Some(next + 1);
    }
    if line.is(next, words!["y"]) && line.get(next + 1).is('/') && line.is(next + 2, words!["o"]) {
        return Some(next + 3);
    }
    // "weeks old" and "months old" tell an age as well.
    let is_days = line.is(next, words!["day", "days"]) && (line.tags.has(Tags::KIN) || line.has(NEWBORN));
    if !is_days
        && !line.is(next, words!["year", "years", "yr", "yrs", "month", "months", "weeks", "week", "jahre", "ans", "y"])
    {
        return None;
    }
    next += 1;
    next += usize::from(line.get(next).is('-') || line.get(next).is('\''));
    if line.is(next, words!["old", "olds", "young", "alt"]) {
        return Some(next + 1);
    }
    line.phrase(next, words!["of", "age"])
}

/// "54 años" behind "tengo", "tiene", "con", "de", "cumplir", "a los".
fn years_in_spanish(line: &Line<'_>, at: usize, end: usize, value: u32) -> Option<usize> {
    const BEFORE: Words = words![
        "tienen",
        "teniendo",
        "cumplidos",
        "cumplen",
        "tengo",
        "tiene",
        "tenia",
        "cumplo",
        "cumplio",
        "cumplir",
        "cumpli",
        "con",
        "edad",
        "los",
        "sus",
        "mis",
        "tenemos",
        "tenga",
        "j'ai",
        "a",
    ];
    let is_years = line.is(end, words!["anos", "anitos", "anazos", "tacos", "primaveras", "ans", "jahre"]);
    if is_years
        && line.is_strict()
        && line.tags.has(Tags::KIN)
        && (line.was(at, 1, words!["casi", "ya", "sus", "unos"]) || line.before(at, 1).is(','))
        && value >= 16
    {
        return Some(end + 1);
    }
    if line.recently(
        at,
        3,
        words!["tengo", "tiene", "tenia", "cumplo", "cumple", "cumplio", "cumpli", "cumplira", "cumplia", "cumplido"],
    ) && line.was(
        at,
        1,
        words![
            "tengo", "tiene", "tenia", "los", "cumplo", "cumple", "cumplio", "cumpli", "cumplira", "cumplido", "ya",
            "casi"
        ],
    ) && value >= 16
        && ends_clause(line, end)
    {
        return Some(end);
    }
    let of = line.was(at, 1, words!["de"])
        && (line.before(at, 2).tags.has(Tags::KIN.with(Tags::PEOPLE))
            || line.before(at, 2).is(',') && line.before(at, 3).tags.has(Tags::KIN)
            || line.was(at, 2, words!["paciente", "varon", "hembra", "pte", "senor"]));
    let is_duration =
        line.recently(at, 3, words!["hace", "durante", "llevo", "lleva", "desde", "dentro", "cada", "supervivencia"])
            || line.is(end + 1, words!["despues", "de"]) && line.is(end + 2, words!["tratamiento", "remision"]);
    (is_years && !is_duration && (of || line.recently(at, 2, BEFORE) || line.recently(at, 3, words!["tengo", "tiene"])))
        .then_some(end + 1)
}

/// Whether a number counts what follows.
fn is_counted(line: &Line<'_>, end: usize) -> bool {
    let hyphen = usize::from(line.get(end).is('-'));
    line.get(end + hyphen).tags.has(Tags::UNIT) && !line.is(end + hyphen, words!["other", "more", "out", "post"])
        || line.get(end).is('%')
}

/// Whether an age is one of a group: "women over 50", "from 45 to 70", "people aged 65 and older".
fn is_of_many(line: &Line<'_>, at: usize) -> bool {
    const BOUNDS: Words = words![
        "over", "under", "above", "below", "between", "than", "older", "younger", "from", "to", "until", "mayores",
        "menores", "entre", "through", "every",
    ];
    let has_bound = line.recently(at, 2, BOUNDS)
        && !line.recently(at, 6, words!["i'm", "she's", "he's", "i", "she", "he"])
        && !is_reached(line, at)
        && !is_approached(line, at, line.get(at).value);
    let is_people = |near: usize| {
        line.get(near).tags.has(Tags::PEOPLE)
            && !line.was(near, 1, words!["la", "el", "una", "un", "a", "the", "this", "mi"])
    };
    let has_many =
        (at.saturating_sub(4)..at).any(is_people) && !line.any(at.saturating_sub(4)..at, Tags::KIN.with(Tags::SELF));
    let is_range = (line.before(at, 1).is('-') || line.was(at, 1, words!["and", "to"]))
        && (line.before(at, 2).is_number())
        || line.get(at + 1).is('-') && line.get(at + 2).is_number();
    let goes_on = (1..=6).any(|step| {
        line.is(at + step, words!["and", "or"])
            && line.is(at + step + 1, words!["older", "over", "above", "under", "younger", "up"])
    });
    let is_screening = line.recently(
        at,
        8,
        words![
            "screening",
            "recommended",
            "invited",
            "offered",
            "average",
            "guidelines",
            "eligible",
            "mammograms",
            "starts",
            "begins",
        ],
    ) && !line.recently(at, 8, words!["i", "i'm", "my", "she", "he"]);
    has_bound || has_many || is_range || goes_on || is_screening
}

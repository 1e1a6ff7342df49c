//! Ages, in figures and words.

use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::spelled::number_at;
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
    /// **Why it matters to a patient.** So few people live so long that the age with a town tells who it is.
    ///
    /// **How to mend it.** Write "over 90", or leave the age out.
    GREAT_AGE = "privacy/age-over-89", Error;

    /// A text tells somebody's age.
    ///
    /// In personal context, in figures and words, English and Spanish: "I'm 54", "my 8-year-old", "aged seventy-six", "45F",
    /// "tengo 54 años". Ages of groups ("women over 50", "screening begins at 45"), durations and doses pass.
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
        !is_record && (line.digit || line.tags.has(Tags::NUMBER.with(Tags::PEOPLE)))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let mut at = 0;
        while at < line.tokens.len() {
            if let Some((from, end, value)) = shorthand(line, at).or_else(|| number(line, at)) {
                note(line, from, end, value, hits);
                at = end;
            } else {
                at += 1;
            }
        }
        for at in 0..line.tokens.len() {
            if line.is(at, &["nonagenarian", "centenarian", "nonagenaria", "nonagenario"]) {
                note(line, at, at + 1, 90, hits);
            }
        }
    }
}

/// Notes an age if it is told of a person.
fn note(line: &Line<'_>, from: usize, end: usize, value: u32, hits: &mut Hits) {
    let is_close = |tags| line.any(from.saturating_sub(6)..from + 6, tags);
    let is_told = line.is(from.saturating_sub(1), &["my", "our", "mi"]) || line.recently(from, 6, &["my", "i'm", "mi"]);
    let is_of_one =
        line.is_strict() || is_told && is_close(Tags::KIN) || value > 89 && is_close(Tags::THIRD.with(Tags::SELF));
    if is_of_one && !is_of_many(line, from) {
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
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let value: u32 = word[..word.len() - letters.len()].parse().ok()?;
    let is_age = match letters {
        "yo" | "yrs" | "yr" | "y" | "yrold" => {
            letters != "yrs" && letters != "yr" && letters != "y"
                || line.is(at + 1, &["old", "o"])
                || line.get(at + 1).is('/')
        }
        "f" | "m" => {
            line.is_strict()
                && (16..=99).contains(&value)
                && (line.get(at).opens
                    || line.before(at, 1).is('(')
                    || line.before(at, 1).tags.has(Tags::SELF.with(Tags::KIN))
                    || line.get(at + 1).is(','))
        }
        _ => false,
    };
    (is_age && value <= 115).then_some((at, at + 1, value))
}

/// An age that begins with a number.
fn number(line: &Line<'_>, at: usize) -> Option<(usize, usize, u32)> {
    let (value, end) = number_at(line, at)?;
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
    if let Some(end) = years_in_spanish(line, at, end) {
        return Some((at, end, value));
    }
    (is_announced(line, at, end, value) && !is_counted(line, end)).then_some((at, end, value))
}

/// The index behind "years old", "-year-old", "yo", "y/o", "years of age", "years young" at `at`.
fn years_old(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut next = at + usize::from(line.get(at).is('-'));
    if line.is(next, &["yo", "y.o", "yrold"]) || line.phrase(next, "y o").is_some() {
        return Some(next + 1);
    }
    if line.is(next, &["y"]) && line.get(next + 1).is('/') && line.is(next + 2, &["o"]) {
        return Some(next + 3);
    }
    // "weeks old" and "months old" tell an age as well.
    if !line.is(next, &["year", "years", "yr", "yrs", "month", "months", "weeks", "week", "jahre", "ans", "y"]) {
        return None;
    }
    next += 1;
    next += usize::from(line.get(next).is('-') || line.get(next).is('\''));
    if line.is(next, &["old", "olds", "young", "alt"]) {
        return Some(next + 1);
    }
    line.phrase(next, "of age")
}

/// "54 años" behind "tengo", "tiene", "con", "de", "cumplir", "a los".
fn years_in_spanish(line: &Line<'_>, at: usize, end: usize) -> Option<usize> {
    const BEFORE: [&str; 16] = [
        "tengo", "tiene", "tenia", "cumplo", "cumplio", "cumplir", "cumpli", "con", "edad", "los", "sus", "mis",
        "tenemos", "tenga", "j'ai", "a",
    ];
    let is_years = line.is(end, &["anos", "anitos", "ans", "jahre"]);
    let of = line.was(at, 1, &["de"]) && line.before(at, 2).tags.has(Tags::KIN.with(Tags::PEOPLE));
    let is_duration = line.recently(at, 3, &["hace", "durante", "llevo", "lleva", "desde", "dentro", "cada"])
        || line.is(end + 1, &["despues", "de"]) && line.is(end + 2, &["tratamiento", "remision"]);
    (is_years && !is_duration && (of || line.recently(at, 2, &BEFORE) || line.recently(at, 3, &["tengo", "tiene"])))
        .then_some(end + 1)
}

/// Whether what stands before a bare number says that it is an age.
fn is_announced(line: &Line<'_>, at: usize, end: usize, value: u32) -> bool {
    if line.was(at, 1, &["aged", "age", "ages", "edad"])
        || line.was(at, 2, &["age", "aged", "edad"])
            && (line.was(at, 1, &["of", "is", "was", "about", "de"]) || line.before(at, 1).is(':'))
    {
        return true;
    }
    let is_reached = line.was(at, 1, &["to", "until"]) && line.recently(at, 4, &["made", "lived", "got", "live"]);
    if line.was(at, 1, &["turned", "turning", "turns", "cumpli", "cumplo", "reached"]) && value >= 2
        || is_reached && ends_clause(line, end)
    {
        return true;
    }
    let ends = ends_clause(line, end);
    let is_self = line.was(at, 1, &["i'm", "im", "she's", "he's", "shes", "hes"])
        || line.was(at, 1, &["am", "is", "was", "just", "only", "now", "nearly", "almost", "be", "were", "are"])
            && (line.recently(at, 4, &["i", "she", "he", "i'm", "she's", "he's", "i'll", "ella", "who"])
                || line.any(at.saturating_sub(4)..at, Tags::KIN));
    let is_at = line.was(at, 1, &["at"])
        && value >= 2
        && line.recently(
            at,
            5,
            &[
                "diagnosed",
                "died",
                "dx",
                "menopause",
                "dx'd",
                "mastectomy",
                "cancer",
                "passed",
                "started",
                "had",
                "got",
                "surgery",
                "it",
            ],
        );
    let is_appended = line.before(at, 1).is(',')
        && (line.get(end).is(',') || line.get(end).kind == Kind::End)
        && line.any(at.saturating_sub(3)..at, Tags::KIN)
        && value >= 2;
    let is_bracketed = line.before(at, 1).is('(')
        && line.get(end).is(')')
        && line.any(at.saturating_sub(4)..at, Tags::KIN.with(Tags::SELF));
    let is_kin_first =
        line.before(at, 1).tags.has(Tags::SELF) && line.get(end).is('-') && line.get(end + 1).tags.has(Tags::PERIOD);
    (is_self || is_at) && ends && value >= 1 || is_appended || is_bracketed || is_kin_first
}

/// Whether a clause ends behind a number, so that it counts nothing.
fn ends_clause(line: &Line<'_>, end: usize) -> bool {
    const GOES_ON: [&str; 32] = [
        "and",
        "but",
        "now",
        "so",
        "when",
        "with",
        "this",
        "next",
        "today",
        "still",
        "too",
        "or",
        "yet",
        "soon",
        "tomorrow",
        "who",
        "while",
        "then",
        "at",
        "already",
        "in",
        "because",
        "having",
        "going",
        "diagnosed",
        "years",
        "though",
        "living",
        "single",
        "married",
        "male",
        "female",
    ];
    let token = line.get(end);
    let is_preposition_of_count = line.is(end, &["in", "at", "with"]) && line.get(end + 1).is_number();
    match token.kind {
        Kind::End => true,
        Kind::Sign(sign) => {
            matches!(sign, '.' | ',' | '!' | '?' | ')' | ';' | '-' | '\u{fffc}' | '…' | '(') || !sign.is_ascii()
        }
        Kind::Word => line.is(end, &GOES_ON) && !is_preposition_of_count,
        _ => false,
    }
}

/// Whether a number counts what follows.
fn is_counted(line: &Line<'_>, end: usize) -> bool {
    let hyphen = usize::from(line.get(end).is('-'));
    line.get(end + hyphen).tags.has(Tags::UNIT) && !line.is(end + hyphen, &["other", "more", "out", "post"])
        || line.get(end).is('%')
}

/// Whether an age is one of a group: "women over 50", "from 45 to 70", "people aged 65 and older".
fn is_of_many(line: &Line<'_>, at: usize) -> bool {
    let bounds = [
        "over", "under", "above", "below", "between", "than", "older", "younger", "from", "to", "until", "mayores",
        "menores", "entre", "through", "every",
    ];
    let has_bound = line.recently(at, 2, &bounds) && !line.recently(at, 6, &["i'm", "she's", "he's", "i", "she", "he"]);
    let has_many = line.any(at.saturating_sub(4)..at, Tags::PEOPLE)
        && !line.any(at.saturating_sub(4)..at, Tags::KIN.with(Tags::SELF));
    let is_range = (line.before(at, 1).is('-') || line.was(at, 1, &["and", "to"])) && (line.before(at, 2).is_number())
        || line.get(at + 1).is('-') && line.get(at + 2).is_number();
    let goes_on = (1..=6).any(|step| {
        line.is(at + step, &["and", "or"])
            && line.is(at + step + 1, &["older", "over", "above", "under", "younger", "up"])
    });
    let is_screening = line.recently(
        at,
        8,
        &[
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
    ) && !line.recently(at, 8, &["i", "i'm", "my", "she", "he"]);
    has_bound || has_many || is_range || goes_on || is_screening
}

//! Dates more precise than a year, in figures and words.

use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::spelled::number_at;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::{Tags, known};
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a date in somebody's life.
    ///
    /// Identifier C of 45 CFR 164.514(b)(2)(i): days and months, as in "12 March 2024", "3/14/21", "the third of April",
    /// "in March", "12 de marzo", "12. März", "12 mars". A year alone passes. On pages only what is told of a person: "born
    /// on", "admitted on", "date of birth". Dates that staff announce in a chat pass.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 159 of 165 (recall
    /// 0.96, precision 0.96); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** The day of a birth, an operation or a death, with a town, tells who it was.
    ///
    /// **How to mend it.** Write the year, or "a few months later".
    DATE = "privacy/date", Error;
}

/// Finds dates.
pub(crate) struct Date;

impl Detector for Date {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_record = matches!(line.ground, Ground::References | Ground::People | Ground::Contacts);
        !is_record && line.may_hold(Triggers::DATE)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let mut behind = 0;
        for at in line.places(Triggers::DATE) {
            if at < behind {
                continue;
            }
            if let Some((from, end)) = in_figures(line, at).or_else(|| in_words(line, at)).or_else(|| glued(line, at)) {
                if line.is_strict() || is_of_a_person(line, from) {
                    hits.push(Class::Date, line.range(from, end), Excuse::SaidByStaff);
                }
                behind = end;
            }
        }
    }
}

/// With what a date begins; the day before a month is looked for from the month.
pub(super) static TRIGGER: Trigger =
    Trigger { tags: Tags::MONTH, numbers: true, codes: true, ..Trigger::of(Triggers::DATE) };

/// Whether a page tells the date of a person.
fn is_of_a_person(line: &Line<'_>, at: usize) -> bool {
    const EVENTS: Words = words![
        "born",
        "dob",
        "birth",
        "birthday",
        "admitted",
        "discharged",
        "nacio",
        "nacimiento",
        "ingreso",
        "nacida",
        "nacido",
        "deceased",
    ];
    line.recently(at, 6, EVENTS)
        || line.any(at.saturating_sub(10)..at, Tags::SELF.with(Tags::THIRD))
            && line.recently(at, 8, words!["diagnosed", "operated", "died", "seen", "saw"])
}

/// `2024-03-12`, `12/03/2024`, `12.3.24`, `3/14`, `12-Mar-2024`.
fn in_figures(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let first = line.get(at);
    let sign = line.get(at + 1);
    let Kind::Sign(divider @ ('/' | '-' | '.')) = sign.kind else { return None };
    let before = line.before(at, 1);
    let goes_on = !first.spaced && matches!(before.kind, Kind::Sign('/' | '-' | '.' | ',') | Kind::Code | Kind::Word);
    if !first.is_number() || sign.spaced || line.get(at + 2).spaced || goes_on {
        return None;
    }
    let second = line.get(at + 2);
    if second.is_word() && second.tags.has(Tags::MONTH) && first.value <= 31 {
        let year = line.get(at + 3).is(divider) && line.get(at + 4).is_number();
        return Some((at, at + 3 + 2 * usize::from(year)));
    }
    match second.is_number() && line.get(at + 3).is(divider) && !line.get(at + 3).spaced {
        true if line.get(at + 4).is_number() && !line.get(at + 4).spaced => three(line, at, divider),
        _ => two(line, at, divider),
    }
}

/// `2024-03-12`, `12/03/2024`, `12.3.24`: three numbers from `at` on, divided by `divider`.
fn three(line: &Line<'_>, at: usize, divider: char) -> Option<(usize, usize)> {
    let (first, second, third) = (line.get(at), line.get(at + 2), line.get(at + 4));
    let behind = line.get(at + 5);
    let goes_on = matches!(behind.kind, Kind::Sign('/' | '-') | Kind::Word | Kind::Code) && !behind.spaced;
    // "10-20-30" is a scale, "9.30.15 pm" a time.
    let is_scale = third.len() == 2 && first.value + third.value == 2 * second.value && divider == '-';
    let is_time = line.is(at + 5, words!["am", "pm"]) && divider == '.';
    let is_day_first =
        is_day_and_month(first.value, second.value) && matches!(third.len(), 2 | 4) && first.len() <= 2 && !is_scale;
    let is_year_first = first.len() == 4 && is_year(first.value) && is_day_and_month(second.value, third.value);
    let is_suffix = line.word(at + 5).starts_with(['T', 't']);
    // "App version 4.8.27".
    let is_version =
        divider == '.' && line.recently(at, 3, words!["app", "ec", "version", "v", "ios", "android", "firmware"]);
    ((is_day_first || is_year_first) && !is_time && !is_version && (!goes_on || is_suffix)).then_some((at, at + 5))
}

/// What stands before a day and a month in two numbers.
static BEFORE_DAY: Phrases = Phrases::of(
    "on|el|since|dated|home|hospital|ward|discharged|admitted|died|seen|from|until|by|am|le|desde|of|del|born|dob|for|booked|set|scheduled|due|op|surgery|scan|appt|appointment|dx|
    diagnosed|the|this|hasta|para|chemo|date|il|before|after|started|ended|finished|out|removed|fitted|inserted|placed|starts|begins|began|moved|rescheduled|postponed",
);

/// `3/14`, `03/2024`: two numbers from `at` on.
fn two(line: &Line<'_>, at: usize, divider: char) -> Option<(usize, usize)> {
    let (first, second) = (line.get(at), line.get(at + 2));
    let is_short = second.is_number() && first.len() <= 2 && second.len() <= 2;
    let is_day = is_short && is_day_and_month(first.value, second.value) && divider == '/';
    let is_told = at > 0 && BEFORE_DAY.is_at(line, at - 1) || line.is_strict() && is_told_of(line, at);
    let is_score = line.get(at + 3).is('%')
        || line.get(at + 3).tags.has(Tags::UNIT)
        || line.recently(at, 4, words!["pain", "score", "rate", "scale", "stage"]);
    let is_month_of_year =
        divider == '/' && (1..=12).contains(&first.value) && second.len() == 4 && is_year(second.value);
    (is_day && is_told && !is_score || is_month_of_year).then_some((at, at + 3))
}

/// What happens on the day of a date that opens a sentence: "22/5 was my first chemo".
static EVENTS: Phrases = Phrases::of(
    "surgery|op|operation|chemo|scan|biopsy|results|result|diagnosed|diagnosis|admitted|discharged|infusion|mammogram|mri|ct|pet|
    transplant|birth|born|port|picc|stent|drain|stitches|fitted|treatment|radiotherapy|rads|appointment|appt|lump|found|mastectomy|lumpectomy|operated|home",
);

/// Whether a day and a month in two numbers are told of: "22/5 was my first chemo", "21/11: lump found", "my dob is 22/9".
fn is_told_of(line: &Line<'_>, at: usize) -> bool {
    let is_named = line.was(at, 1, words!["is", "was", "=", ":", "es"])
        && line.was(
            at,
            2,
            words![
                "dob",
                "birthday",
                "bday",
                "surgery",
                "op",
                "scan",
                "appointment",
                "appt",
                "date",
                "chemo",
                "due",
                "biopsy"
            ],
        );
    let is_opening = line.get(at).opens
        && (line.is(at + 3, words!["was", "is", "were"]) || line.get(at + 3).is(':') || line.get(at + 3).is('-'));
    is_named || is_opening && EVENTS.is_in(line, at + 3..at + 10)
}

/// `5Nov2009`, `22aug89`: a date in one piece.
fn glued(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.get(at).kind != Kind::Code || !(5..=11).contains(&line.get(at).len()) {
        return None;
    }
    let word = line.word(at);
    let month = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let letters = month.trim_end_matches(|c: char| c.is_ascii_digit());
    let (day, year) = (word.len() - month.len(), month.len() - letters.len());
    let is_day = (1..=2).contains(&day) && word[..day].parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
    (is_day && matches!(year, 2 | 4) && known(letters).tags.has(Tags::MONTH)).then_some((at, at + 1))
}

/// Whether two numbers are a day and a month, in either order.
fn is_day_and_month(one: u32, other: u32) -> bool {
    (1..=31).contains(&one) && (1..=31).contains(&other) && one.min(other) <= 12
}

/// Whether a number is a year that people of today speak of.
fn is_year(value: u32) -> bool {
    (1900..2100).contains(&value)
}

/// `12 March 2024`, `March 12th`, `the third of April`, `in March`, `12 de marzo de 2024`, `March 2024`.
fn in_words(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let month = line.get(at);
    if !month.tags.has(Tags::MONTH) || !is_month(line, at) {
        return None;
    }
    let (from, has_day) = day_before(line, at);
    let (day_end, has_later_day) = if has_day { (at + 1, false) } else { day_after(line, at) };
    let (end, has_year) = year_after(line, day_end);
    let is_told = has_day
        || line.phrase(at + 1, words!["bank", "holiday"]).is_some()
        || has_later_day
        || has_year
        || line.was(at, 1, PREPOSITIONS)
        || line.was(at, 2, words!["in", "since", "en", "desde"])
        || line.before(at, 1).is('-') && line.was(at, 2, words!["mid", "early", "late"]);
    let is_bare = !has_day && !has_later_day && !has_year;
    (is_told && !(is_bare && is_custom(line))).then_some((from, end))
}

/// Whether a line tells what is done every year and nothing of anybody: "flu jabs usually start in October".
fn is_custom(line: &Line<'_>) -> bool {
    const CUSTOMS: Words = words![
        "usually",
        "always",
        "normally",
        "generally",
        "often",
        "every",
        "each",
        "typically",
        "suele",
        "suelen",
        "siempre",
        "normalmente",
        "cierran",
        "cierra",
        "abren",
        "cada",
    ];
    line.has(CUSTOMS) && !line.tags.has(Tags::SELF.with(Tags::KIN).with(Tags::THIRD))
}

/// What stands before a month.
const PREPOSITIONS: Words = words![
    "in", "since", "last", "next", "this", "until", "till", "by", "of", "early", "late", "mid", "from", "during",
    "before", "after", "every", "around", "en", "de", "desde", "pasado", "proximo", "im", "seit", "letzten", "depuis",
    "end", "through", "between", "and", "to",
];

/// Whether a word that names a month is meant so: "may" and "march" are verbs, "mar" is the sea.
fn is_month(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    let next = line.get(at + 1);
    let is_abbreviated = next.is('.') && !next.spaced && line.get(at + 2).is_number();
    let is_spelled =
        line.is(at + 1, words!["the"]) && line.get(at + 2).tags.has(Tags::ORDINAL) || next.tags.has(Tags::ORDINAL);
    let is_of_year = line.is(at + 1, words!["of", "del", "de"]) && line.get(at + 2).is_number();
    let has_number = is_abbreviated
        || is_spelled
        || is_of_year
        || next.is_number() && next.len() != 3
        || next.kind == Kind::Code && is_suffixed_day(line.word(at + 1))
        || line.before(at, 1).is_number()
        || line.before(at, 1).is('.') && line.before(at, 2).is_number()
        || line.before(at, 1).kind == Kind::Code && is_suffixed_day(line.word(at - 1))
        || line.before(at, 1).tags.has(Tags::ORDINAL);
    let of = line.was(at, 1, words!["of", "de", "in", "en", "since", "last", "next", "this", "early", "late", "until"]);
    if line.is(at, words!["may", "march", "mar", "dec", "sep", "jan", "mai", "juli", "oct", "mars"]) {
        let is_suffixed = next.kind == Kind::Code && is_suffixed_day(line.word(at + 1));
        // "Chemo starts on the 9th of may", in small letters; "the 9th may be late" is no date.
        let is_day = |back: usize| {
            let day = line.before(at, back);
            day.kind == Kind::Code && is_suffixed_day(line.word(at - back)) || day.tags.has(Tags::ORDINAL)
        };
        let is_after_day = line.was(at, 1, words!["of", "de"]) && is_day(2)
            || is_day(1) && line.before(at, 1).kind == Kind::Code && !line.get(at + 1).is_word();
        return line.is_strict() && (is_suffixed || is_after_day)
            || token.capital && (has_number || of && !line.was(at, 1, words!["this", "de"]))
            || has_number && !line.is(at, words!["may", "mar"]) && line.get(at + 1).tags != Tags::UNIT
            || line.is_strict() && next.is_number() && next.len() < 3 && at > 0 && BEFORE_DAY.is_at(line, at - 1);
    }
    true
}

/// A day before the month at `at`: the index at which the date begins, and whether there is a day.
fn day_before(line: &Line<'_>, at: usize) -> (usize, bool) {
    let skipped = (1..=3).take_while(|back| {
        line.was(at, *back, words!["of", "de", "the", "th", "st", "nd", "rd"])
            || line.before(at, *back).is('.')
            || line.before(at, *back).is('-')
    });
    let back = skipped.count() + 1;
    let Some(day) = at.checked_sub(back) else { return (at, false) };
    let token = line.get(day);
    let is_suffixed = token.kind == Kind::Code && is_suffixed_day(line.word(day));
    let is_number = token.is_number() && (1..=31).contains(&token.value) && token.len() <= 2;
    let is_spoken = token.tags.has(Tags::ORDINAL)
        || token.tags.has(Tags::NUMBER)
            && (1..=31).contains(&token.value)
            && back > 1
            && line.was(at, 1, words!["de", "of"]);
    if !(is_suffixed || is_number || is_spoken) {
        return (at, false);
    }
    // "twenty first of April" and "21 and 22 March" begin earlier.
    let compound =
        token.tags.has(Tags::ORDINAL) && line.before(day, 1).tags.has(Tags::NUMBER) && line.before(day, 1).value >= 20;
    let hyphen =
        token.tags.has(Tags::ORDINAL) && line.before(day, 1).is('-') && line.before(day, 2).tags.has(Tags::NUMBER);
    (day - usize::from(compound) - 2 * usize::from(hyphen), true)
}

/// `1st`, `22nd`, `12th`
fn is_suffixed_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word[digits.len()..].to_ascii_lowercase();
    // "12thof may" is typed in a hurry.
    ["st", "nd", "rd", "th", "º", "er"].contains(&suffix.trim_end_matches("of"))
        && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

/// A day behind the month at `at`: the index behind it, and whether there is one.
fn day_after(line: &Line<'_>, at: usize) -> (usize, bool) {
    let next = at + 1 + usize::from(line.get(at + 1).is('.')) + usize::from(line.is(at + 1, words!["the"]));
    let token = line.get(next);
    let is_number = token.is_number()
        && token.len() <= 2
        && (1..=31).contains(&token.value)
        && !line.get(next + 1).is('%')
        && !(line.get(next + 1).tags.has(Tags::UNIT) && line.get(next + 1).spaced);
    let is_suffixed = token.kind == Kind::Code && is_suffixed_day(line.word(next));
    let is_spoken = token.tags.has(Tags::ORDINAL) || token.tags.has(Tags::NUMBER) && token.value <= 31;
    match is_number || is_suffixed || is_spoken {
        true => {
            let compound = token.tags.has(Tags::NUMBER)
                && token.value >= 20
                && line.get(next + 1).tags.has(Tags::ORDINAL.with(Tags::NUMBER));
            (next + 1 + usize::from(compound), true)
        }
        false => (at + 1, false),
    }
}

/// A year behind a date: the index behind it, and whether there is one.
fn year_after(line: &Line<'_>, at: usize) -> (usize, bool) {
    let skipped = usize::from(line.get(at).is(',') || line.is(at, words!["of", "de", "del"]));
    let year = at + skipped;
    let token = line.get(year);
    if token.is_number() && token.len() == 4 && is_year(token.value) {
        return (year + 1, true);
    }
    let is_short = line.is(at, words!["del"]) && token.is_number() && token.len() == 2;
    if is_short {
        return (year + 1, true);
    }
    // "Nov. '19".
    let short = year + usize::from(line.get(year).is('.'));
    if line.get(short).is('\'') && line.get(short + 1).is_number() {
        return (short + 2, true);
    }
    match number_at(line, year) {
        Some((value, end)) if token.tags.has(Tags::NUMBER) && (value == 19 || value == 20 || is_year(value)) => {
            let rest = number_at(line, end).map_or(end, |(_, end)| end);
            (rest, true)
        }
        _ => (at, false),
    }
}

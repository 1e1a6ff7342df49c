//! Days told from the day of writing: "last Tuesday", "three weeks ago", "on my birthday".

use crate::check::privacy::line::Line;
use crate::check::privacy::spelled::number_at;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A message tells a day from the day on which it was written.
    ///
    /// Identifier C of 45 CFR 164.514(b)(2)(i), in chats: "last Tuesday", "yesterday", "three weeks ago", "on my birthday",
    /// "el martes pasado", "hace dos semanas". The date of the chat stands on the page, so each of these can be reckoned.
    /// What happens every week, how long something lasted, and what staff announce pass.
    ///
    /// **Why it matters to a patient.** With the date of the chat, "my mastectomy last Tuesday" is a date of admission.
    ///
    /// **How to mend it.** Take the day out, or write "recently".
    RELATIVE_DATE = "privacy/relative-date", Warning;
}

/// Finds days told from the day of writing.
pub(crate) struct RelativeDate;

impl Detector for RelativeDate {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict()
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            let found = weekday(line, at)
                .or_else(|| named(line, at))
                .or_else(|| ago(line, at))
                .or_else(|| period(line, at))
                .or_else(|| ordinal_day(line, at));
            if let Some((from, end)) = found {
                hits.push(Class::RelativeDate, line.range(from, end), Excuse::SaidByStaff);
            }
        }
    }
}

/// What places a day of the week, a season or a span before or after today.
const POINTERS: [&str; 20] = [
    "last",
    "next",
    "this",
    "past",
    "coming",
    "previous",
    "following",
    "on",
    "since",
    "until",
    "til",
    "till",
    "by",
    "pasado",
    "proximo",
    "el",
    "este",
    "nachsten",
    "letzten",
    "for",
];

/// "last Tuesday", "on Monday", "Friday morning", "el martes".
fn weekday(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.get(at).tags.has(Tags::WEEKDAY) || line.recently(at, 2, &["every", "each", "most", "cada", "todos", "los"])
    {
        return None;
    }
    let word = line.folded(at);
    let is_plural = word.ends_with("days");
    let is_pointed = line.was(at, 1, &POINTERS);
    let has_daytime =
        line.is(at + 1, &["morning", "afternoon", "evening", "night", "gone", "just", "last", "pasado", "proximo"]);
    let is_sure = is_pointed || has_daytime || line.get(at).capital && line.is_personal() && word.len() > 4;
    (is_sure && !is_plural).then_some((at - usize::from(is_pointed), at + 1))
}

/// "yesterday", "tomorrow", "on my birthday", "on Christmas Day", "last night".
fn named(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    const DAYS: [&str; 9] =
        ["yesterday", "tomorrow", "ayer", "anteayer", "gestern", "morgen", "hier", "demain", "tmrw"];
    if line.is(at, &DAYS) && !line.is(at, &["morgen", "hier"]) {
        return Some((at, at + 1));
    }
    let is_mine = line.before(at, 1).tags.has(Tags::POSSESSIVE);
    if line.is(at, &["birthday", "anniversary", "cumpleanos", "aniversario", "wedding"])
        && is_mine
        && line.recently(at, 4, &["on", "before", "after", "since", "en", "el", "day", "for", "until"])
    {
        return Some((at - 1, at + 1));
    }
    const FEASTS: [&str; 10] = [
        "christmas",
        "xmas",
        "easter",
        "thanksgiving",
        "halloween",
        "navidad",
        "valentine's",
        "hogmanay",
        "boxing",
        "eid",
    ];
    let is_day = line.is(at + 1, &["day", "eve", "sunday", "monday"])
        || line.was(at, 1, &["last", "this", "before", "since", "after", "next", "at", "over", "en", "by"]);
    let is_told = line.is_personal() || line.was(at, 1, &["on"]);
    (line.is(at, &FEASTS) && is_day && is_told).then_some((at, at + 1))
}

/// "three weeks ago", "a month ago", "hace dos semanas", "in two days' time".
fn ago(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let token = line.get(at);
    let is_period = token.tags.has(Tags::PERIOD) && !line.is(at, &["year", "years", "ano", "anos", "evening"]);
    if !is_period {
        return None;
    }
    if line.is(at + 1, &["ago"]) {
        let from = (1..=4).take_while(|back| {
            line.before(at, *back).tags.has(Tags::NUMBER)
                || line.before(at, *back).is_number()
                || line.was(at, *back, &["a", "an", "few", "couple", "of", "about", "or", "one"])
                || line.before(at, *back).is('-')
        });
        return Some((at - from.count(), at + 2));
    }
    let count = at
        .checked_sub(1)
        .filter(|count| number_at(line, *count).is_some() || line.is(*count, &["un", "una", "unas", "unos"]));
    let is_told = |count: &usize| {
        line.was(*count, 1, &["hace", "vor", "dentro"])
            || line.was(*count, 2, &["hace", "vor", "dentro"])
            || line.was(*count, 1, &["in"]) && (line.is(at + 1, &["time"]) || line.get(at + 1).is('\''))
    };
    count.filter(is_told).map(|count| (count.saturating_sub(1), at + 1))
}

/// "last week", "next month", "this summer", "la semana pasada", "earlier this week".
fn period(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_period = line.get(at).tags.has(Tags::PERIOD)
        && !line.is(
            at,
            &[
                "year",
                "years",
                "ano",
                "anos",
                "day",
                "days",
                "night",
                "morning",
                "afternoon",
                "evening",
                "nights",
                "dia",
                "dias",
            ],
        );
    let is_night = line.is(at, &["night"]) && line.was(at, 1, &["last"]);
    let is_pointed =
        line.was(at, 1, &["last", "next", "past", "coming"]) && !line.recently(at, 3, &["the", "for", "over", "in"]);
    let is_this = line.was(at, 1, &["this"])
        && line.is(at, &["week", "month", "weekend", "summer", "spring", "winter", "autumn"])
        && line.recently(at, 3, &["earlier", "later"]);
    let is_spanish = line.is(at + 1, &["pasada", "pasado", "proxima", "proximo", "viene"])
        || line.is(at + 1, &["que"]) && line.is(at + 2, &["viene"]);
    if is_period && (is_pointed || is_this) || is_night {
        return Some((at - 1, at + 1));
    }
    (is_period && is_spanish).then_some((at, at + 2))
}

/// "on the 14th", "the 3rd", when no month follows.
fn ordinal_day(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let word = line.word(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_day = digits.len() < word.len()
        && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
        && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
    let is_pointed = line.was(at, 1, &["the"]) && line.was(at, 2, &["on", "since", "until", "by", "for"]);
    let is_noun = line.get(at + 1).is_word()
        && !line.is(
            at + 1,
            &["and", "at", "for", "with", "so", "but", "of", "when", "in", "to", "then", "i", "my", "is", "was"],
        );
    (is_day && is_pointed && !is_noun).then_some((at.saturating_sub(1), at + 1))
}

//! Days told from the day of writing: "last Tuesday", "three weeks ago", "on my birthday".

mod event;
mod weekday;

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::relative_date::event::{EVENTS, around_event, counted, same_day, since_event, today};
use crate::check::privacy::relative_date::weekday::weekday;
use crate::check::privacy::spelled::number_at;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
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
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 171 of 217 (recall
    /// 0.79, precision 0.95); what it missed was mended by class since (`tests/privacy/README.md`).
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
        line.is_strict() && line.may_hold(Triggers::RELATIVE_DATE)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in line.places(Triggers::RELATIVE_DATE) {
            let found = weekday(line, at)
                .or_else(|| named(line, at))
                .or_else(|| phrase(line, at))
                .or_else(|| since_event(line, at))
                .or_else(|| around_event(line, at))
                .or_else(|| same_day(line, at))
                .or_else(|| day_of(line, at))
                .or_else(|| today(line, at))
                .or_else(|| tomorrow(line, at))
                .or_else(|| counted(line, at))
                .or_else(|| ago(line, at))
                .or_else(|| period(line, at))
                .or_else(|| ordinal_day(line, at));
            if let Some((from, end)) = found {
                hits.push(Class::RelativeDate, line.range(from, end), Excuse::SaidByStaff);
            }
        }
    }
}

/// With what a day told from today begins.
pub(super) static TRIGGER: Trigger = Trigger {
    tags: Tags::WEEKDAY.with(Tags::PERIOD).with(Tags::ORDINAL),
    words: &[
        DAYS,
        FEASTS,
        HOURS,
        words![
            "birthday",
            "anniversary",
            "cumpleanos",
            "aniversario",
            "bday",
            "wedding",
            "today",
            "tonight",
            "hoy",
            "heute",
            "manana",
            "t",
            "sleeps",
            "sleep",
            "hours",
            "hrs",
            "hour",
            "days",
            "day",
            "week",
            "dia",
            "semana",
            "night",
        ],
    ],
    phrases: &[&PHRASES],
    codes: true,
    ..Trigger::of(Triggers::RELATIVE_DATE)
};

/// "the night of the grand final", "the morning of my scan": a day by what else happened on it.
fn day_of(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_day = line
        .is(at, words!["night", "day", "morning", "evening", "afternoon", "weekend", "week", "eve", "noche", "dia"]);
    let is_of = line.was(at, 1, words!["the", "la", "el"])
        && (line.is(at + 1, words!["of"]) && line.is(at + 2, words!["the", "my", "our", "his", "her"])
            || line.is(at + 1, words!["del", "de"]) && line.is(at + 2, words!["mi", "la", "su", "partido"]));
    let is_told =
        || line.has(words!["i", "we", "my", "me", "he", "she", "us", "nos", "mi"]) && !line.tags.has(Tags::YOU);
    (is_day && is_of && is_told()).then(|| (at - 1, at + 3))
}

/// Whether a feast stands at `at`.
fn is_feast(line: &Line<'_>, at: usize) -> bool {
    line.is(at, FEASTS)
}

const FEASTS: Words = words![
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
    "diwali",
    "hanukkah",
    "passover",
    "reyes",
    "ramadan",
    "holi",
    "yom",
    "rosh",
    "lent",
    "ashura",
    "bodhi",
    "pongal",
    "nochebuena",
    "nochevieja",
    "mothering",
    "shrove",
];

/// Days that are told in a phrase.
static PHRASES: Phrases = Phrases::of(
    "this morning|this afternoon|this evening|this arvo|earlier today|later today|late last night|the other day|the other night|
    the week before last|the night before last|the day before yesterday|the day after tomorrow|day before yesterday|day after tomorrow|
    week after next|month after next|month before last|this time last year|a week today|a week tomorrow|a week on|a week from|
    on the morrow|last bank holiday|on bank holiday|bank holiday monday|at the weekend|over the weekend|this weekend|on the weekend|
    mothers day|mother's day|fathers day|father's day|new year's|new years eve|new years day|boxing day|bonfire night|christmas eve|
    christmas day|valentines day|st patrick's day|independence day|labor day|memorial day|black friday|good friday|esta manana|
    esta tarde|esta noche|el otro dia|hoy mismo|pasado manana|antes de ayer|antes de anoche|el finde|dia de la madre|semana santa|
    heute morgen|heute fruh|ce matin|the summer before last|the winter before last|the spring before last|the autumn before last|the fall before last|the easter before last|
    the christmas before last|the new year , just gone|new year just gone|a year ago today|a year to the day|since the weekend|before the weekend|after the weekend|the eve of my|the eve of our|before the bank holiday|
    after the bank holiday|since the bank holiday|an hour before the chat|half term|half term week|pancake day|burns night|st george's day|pride weekend|
    election day|graduation day|prom night|homecoming night|graduation night|day of ramadan|night of ramadan|last week of term|first day of term|first thing tomorrow|a fortnight back|end of last week",
);

/// Words with which a line begins that leaves out who.
const ELLIPTIC: Words = words![
    "had",
    "got",
    "was",
    "saw",
    "went",
    "woke",
    "rang",
    "started",
    "finished",
    "just",
    "felt",
    "been",
    "done",
    "lost",
    "found",
    "rushed",
    "collapsed",
    "fell",
    "fainted",
    "finally",
    "admitted",
    "discharged",
    "diagnosed",
    "ended",
    "moved",
    "transferred",
];

/// A phrase of the list. What a chat does "this evening" is the chat itself.
fn phrase(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let end = PHRASES.end(line, at)?;
    let is_vague = line.is(at + 1, words!["morning", "afternoon", "evening", "tarde", "noche", "manana"])
        && !line.is(at, words!["pasado"])
        && !line.before(at, 1).tags.has(Tags::NUMBER)
        || line.is(at, words!["new"])
        || line.is(end - 1, words!["weekend", "day", "eve", "finde", "arvo"]) && !line.is(at, words!["the", "a"]);
    // "Had a scan this morning" leaves out who.
    let is_elliptic = line.is(0, ELLIPTIC);
    // "Biopsy was this morning" leaves out whose.
    let is_of_event = line.was(at, 1, words!["was", "is"]) && EVENTS.is_in(line, at.saturating_sub(5)..at);
    let is_of_one = line.is_personal()
        || line.tags.has(Tags::KIN)
        || line.is(0, words!["they"]) && EVENTS.is_in(line, end..line.tokens.len());
    (!is_vague || is_of_one || is_elliptic || is_of_event).then_some((at, end))
}

/// "mañana me ponen el port", not "por la mañana".
fn tomorrow(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is(at, words!["manana"]) {
        return None;
    }
    let is_daytime = line.was(at, 1, words!["la", "cada", "una", "de", "las", "media", "buena", "esta", "toda", "y"]);
    let is_mine = line.tags.has(Tags::SELF.with(Tags::KIN))
        || line.is(at + 1, words!["empiezo", "voy", "vamos", "ingreso", "vuelvo", "toca", "tenemos", "le", "lo", "la"]);
    (!is_daytime && is_mine).then_some((at, at + 1))
}

/// Days by their names.
const DAYS: Words = words![
    "yesterday",
    "tomorrow",
    "ayer",
    "anteayer",
    "gestern",
    "demain",
    "tmrw",
    "tmr",
    "tmw",
    "tomoz",
    "tomorro",
    "yday",
    "anoche",
    "anteanoche",
    "vorgestern",
    "ubermorgen",
    "yesterdays",
    "yesterday's",
    "tomorrow's",
    "2moro",
];

/// "yesterday", "tomorrow", "on my birthday", "on Christmas Day", "last night".
fn named(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    // "Nobody knows what tomorrow brings", "never put off until tomorrow".
    let is_saying = || {
        line.was(at, 1, words!["no"])
            || line.was(at, 1, words!["what"]) && line.is(at + 1, words!["brings", "holds"])
            || line.was(at, 1, words!["until", "till"]) && line.recently(at, 7, words!["put"])
    };
    if line.is(at, DAYS) && !is_saying() {
        return Some((at, at + 1));
    }
    if !line.is(at, words!["birthday", "anniversary", "cumpleanos", "aniversario", "bday", "wedding"])
        && !is_feast(line, at)
    {
        return None;
    }
    let is_mine = line.any(at.saturating_sub(2)..at, Tags::POSSESSIVE);
    if line.is(at, words!["birthday", "anniversary", "cumpleanos", "aniversario", "bday"])
        && is_mine
        && !line.is(at + 1, words!["cake", "present", "card", "party", "wish"])
        || line.is(at, words!["wedding"])
            && line.before(at, 1).tags.has(Tags::POSSESSIVE)
            && line.recently(at, 4, words!["on", "before", "after", "since", "day", "until"])
    {
        return Some((at - 1, at + 1));
    }
    let is_day = line.is(at + 1, words!["day", "eve", "sunday", "monday"])
        || line.was(at, 1, words!["last", "this", "before", "since", "after", "next", "at", "over", "en", "by"])
        || line.was(at, 1, words!["on", "during"]) && line.tags.has(Tags::SELF.with(Tags::KIN));
    let is_span = line.is(at + 1, words!["weekend", "week", "holidays", "holiday", "break"])
        && line.was(at, 1, words!["the"])
        && line.was(at, 2, words!["over", "at", "on", "during", "before", "after", "since"]);
    // "Thanksgiving morning", "which was Halloween".
    let is_daytime = line.is(at + 1, words!["morning", "night", "evening", "afternoon", "lunch", "dinner"]);
    let was_it = line.was(at, 1, words!["was", "is"]) && line.was(at, 2, words!["which", "it", "that", "day", "night"]);
    let is_day = is_day || is_span || is_daytime || was_it;
    // "They took it out Halloween night 2019."
    let is_dated = (at + 1..at + 4).any(|next| line.get(next).is_number() && line.get(next).len() == 4);
    let is_told = line.is_personal() || line.was(at, 1, words!["on"]) || is_dated;
    (is_feast(line, at) && is_day && is_told).then_some((at, at + 1))
}

/// Spans shorter than a day, and nights that are counted.
const HOURS: Words = words!["hour", "hours", "hrs", "minutes", "mins", "hora", "horas", "heures", "stunden", "sleeps"];

/// "three weeks ago", "a month ago", "hace dos semanas", "in two days' time".
fn ago(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let token = line.get(at);
    let is_hour = line.is(at, HOURS);
    let is_period = token.tags.has(Tags::PERIOD) && !line.is(at, words!["year", "years", "ano", "anos", "evening"]);
    if !(is_period || is_hour) {
        return None;
    }
    if line.is(
        at + 1,
        words![
            "ago",
            "back",
            "earlier",
            "before",
            "after",
            "atras",
            "antes",
            "came",
            "arrived",
            "home",
            "appointment",
            "chemo",
            "surgery",
            "op",
            "scan",
            "due",
            "finished",
            "started",
            "moved",
            "from",
            "since"
        ],
    ) && (line.is(at + 1, words!["ago", "atras"])
        || line.is(at + 1, words!["back"])
            && !line.is(at + 2, words!["to", "at", "in", "on", "pain", "home"])
            && at.checked_sub(1).is_some_and(|count| number_at(line, count).is_some())
        || is_feast(line, at + 2)
        || line.is(at + 2, words!["now", "today"]) && line.is(at + 1, words!["from"]))
    {
        let from = (1..=4).take_while(|back| {
            line.before(at, *back).tags.has(Tags::NUMBER)
                || line.before(at, *back).is_number()
                || line.was(at, *back, words!["a", "an", "few", "couple", "of", "about", "or", "one"])
                || line.before(at, *back).is('-')
        });
        // "A couple of months ago" tells no day.
        let is_vague =
            line.is(at, words!["months", "month", "mths"]) && line.recently(at, 2, words!["couple", "few", "several"]);
        return (!is_vague).then_some((at - from.count(), at + 2));
    }
    let count = at
        .checked_sub(1)
        .filter(|count| number_at(line, *count).is_some() || line.is(*count, words!["un", "una", "unas", "unos"]));
    // "En dos días me quitan los puntos."
    let is_of_me = line.is(at + 1, words!["me", "ingreso", "empiezo", "nos", "le"]) && line.is_personal();
    let is_told = |count: &usize| {
        is_of_me && line.was(*count, 1, words!["en"])
            || line.was(*count, 1, words!["hace", "vor", "dentro"])
            || line.was(*count, 2, words!["hace", "vor", "dentro"])
            || line.was(*count, 1, words!["a"]) && line.was(*count, 2, words!["y"]) && line.was(*count, 3, words!["il"])
            || line.was(*count, 1, words!["in"]) && (line.is(at + 1, words!["time"]) || line.get(at + 1).is('\''))
    };
    count.filter(is_told).map(|count| (count.saturating_sub(1), at + 1))
}

/// Periods that "last" and "next" do not place.
const PARTS_OF_DAYS_AND_YEARS: Words = words![
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
];

/// "last week", "next month", "this summer", "la semana pasada", "earlier this week".
fn period(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    // "Night" is a period as well. Days and years are told in other ways.
    if !line.get(at).tags.has(Tags::PERIOD) {
        return None;
    }
    let is_period = !line.is(at, PARTS_OF_DAYS_AND_YEARS);
    let is_night = line.is(at, words!["night"]) && line.was(at, 1, words!["last"]);
    if line.phrase(at + 1, words!["just", "gone"]).is_some() && at > 0 {
        return Some((at - 1, at + 3));
    }
    let is_pointed = line.was(at, 1, words!["last", "next", "past", "coming"])
        && !line.recently(at, 3, words!["the", "for", "over", "in"]);
    let is_this = line.was(at, 1, words!["this"])
        && line.is(at, words!["week", "month", "weekend", "summer", "spring", "winter", "autumn"])
        && (line.recently(at, 3, words!["earlier", "later"]) || line.is(at + 1, words!["since"]));
    let is_spanish = line.is(at + 1, words!["pasada", "pasado", "proxima", "proximo", "viene"])
        || line.is(at + 1, words!["que"]) && line.is(at + 2, words!["viene"]);
    if is_period && (is_pointed || is_this) || is_night {
        return Some((at - 1, at + 1));
    }
    (is_period && is_spanish).then_some((at, at + 2))
}

/// "on the 14th", "the 3rd", when no month follows.
fn ordinal_day(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.get(at).tags.has(Tags::ORDINAL) {
        return spelled_day(line, at);
    }
    if line.get(at).kind != Kind::Code {
        return None;
    }
    let word = line.word(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_day = digits.len() < word.len()
        && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
        && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
    let is_pointed =
        line.was(at, 1, words!["the"]) && (line.was(at, 2, DAY_POINTERS) || line.before(at, 2).tags.has(Tags::WEEKDAY));
    let is_noun = line.get(at + 1).is_word()
        && !line.is(
            at + 1,
            words![
                "and", "at", "for", "with", "so", "but", "of", "when", "in", "to", "then", "i", "my", "is", "was",
                "they", "we", "he", "she", "you", "it"
            ],
        );
    (is_day && is_pointed && !is_noun).then_some((at.saturating_sub(1), at + 1))
}

/// What stands before "the 14th" of a person.
const DAY_POINTERS: Words = words![
    "on",
    "since",
    "until",
    "by",
    "for",
    "born",
    "died",
    "admitted",
    "diagnosed",
    "discharged",
    "around",
    "from",
    "before",
    "till",
];

/// "I finish on the twentieth": a day as it is spelled, when nothing follows that is counted.
fn spelled_day(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let start = at
        - (1..=2)
            .take_while(|back| {
                *back <= at && (line.before(at, *back).tags.has(Tags::NUMBER) || line.before(at, *back).is('-'))
            })
            .count();
    let is_pointed =
        line.was(start, 1, words!["the"]) && line.was(start, 2, words!["on", "since", "until", "born", "by"]);
    let is_end = !line.get(at + 1).is_word() || line.is(at + 1, words!["and", "at", "so", "but", "then", "when"]);
    (is_pointed && is_end && line.is_personal()).then_some((start.saturating_sub(1), at + 1))
}

//! Days of the week that are told from the day of writing.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::relative_date::event::EVENTS;
use crate::check::privacy::relative_date::{ELLIPTIC, is_feast};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// What places a day of the week, a season or a span before or after today.
const POINTERS: Words = words![
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
pub(super) fn weekday(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.get(at).tags.has(Tags::WEEKDAY) && line.is(at + 1, words!["ago"]) && at > 0 {
        return Some((at - 1, at + 2));
    }
    if !line.get(at).tags.has(Tags::WEEKDAY)
        || line.recently(at, 2, words!["every", "each", "most", "cada", "todos", "los"])
    {
        return None;
    }
    let word = line.folded(at);
    // "Three Sundays running" ends today.
    let is_plural = word.ends_with("days") && !line.is(at + 1, words!["running"]);
    let is_pointed = line.was(at, 1, POINTERS);
    let has_daytime = line.is(
        at + 1,
        words![
            "morning",
            "afternoon",
            "evening",
            "night",
            "gone",
            "coming",
            "just",
            "last",
            "week",
            "pasado",
            "proximo"
        ],
    ) || line.phrase(at + 1, words!["before", "last"]).is_some()
        || line.is(at + 1, words!["running"])
        || line.is(at + 1, words!["before", "after"]) && is_feast(line, at + 2);
    let is_told = line.is_personal() || line.is(0, ELLIPTIC);
    let is_begun = line.was(at, 1, BEGINS) && EVENTS.is_in(line, at.saturating_sub(8)..at + 5);
    let is_meal = line.is(at + 1, words!["roast", "roasts", "best", "papers", "school", "league", "telly"]);
    let is_capital = line.get(at).capital && is_told && word.len() > 4 && !is_meal;
    let is_sure = is_pointed || has_daytime || is_begun || is_capital || is_arranged(line, at);
    (is_sure && !is_plural && !is_of_hours(line, at)).then_some((at - usize::from(is_pointed), at + 1))
}

/// "seeing the surgeon monday, what should I ask?": a day without any word before it, and what is done on it.
fn is_arranged(line: &Line<'_>, at: usize) -> bool {
    const DOING: Words = words![
        "seeing", "see", "having", "have", "getting", "get", "got", "starting", "start", "going", "meeting", "had",
        "saw",
    ];
    let closes = !line.get(at + 1).is_word() || line.is(at + 1, words!["and", "so", "but", "at", "then", "after"]);
    let is_all_day = line.was(at, 1, words!["day"]) && line.was(at, 2, words!["all"]) && line.is_personal();
    // "Results friday, climbing the walls."
    let is_bare = at == 1 && EVENTS.is_at(line, 0) && closes;
    if is_all_day || is_bare {
        return true;
    }
    closes && line.recently(at, 6, DOING) && EVENTS.is_in(line, at.saturating_sub(6)..at)
}

/// "Monday to Friday": the hours of an office.
fn is_of_hours(line: &Line<'_>, at: usize) -> bool {
    let is_day = |at: usize| line.get(at).tags.has(Tags::WEEKDAY);
    let is_to = |at: usize| {
        line.is(at, words!["to", "till", "until", "through", "thru", "a"])
            || matches!(line.get(at).kind, Kind::Sign('-' | '–' | '/'))
    };
    is_to(at + 1) && is_day(at + 2) || at > 1 && is_to(at - 1) && is_day(at - 2)
}

/// What a treatment does on a day of the week.
const BEGINS: Words = words![
    "starts",
    "start",
    "started",
    "begins",
    "due",
    "booked",
    "moved",
    "scheduled",
    "finishes",
    "finish",
    "ends",
    "in",
    "back",
    "sa",
];

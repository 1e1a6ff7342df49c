//! Towns and regions, known by the words before them.

use crate::check::privacy::capitals::{is_title_case, proper_run};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::place::address::STATES;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::{Tags, begins_town, is_ordinary, is_proper_word, is_town};
use crate::check::privacy::{Excuse, Hits};
use crate::finding::identifier::Class;

/// Words that say that somebody lives in or comes from what follows; all but the last word of each.
pub(super) static LIVING: Phrases = Phrases::of(
    "live in|lives in|lived in|living in|live near|lives near|live at|living near|living at|live outside|
    live just outside|i'm from|im from|am from|is from|are from|we're from|come from|comes from|came from|moved to|
    moving to|born in|grew up in|raised in|based in|i'm in|im in|we're in|home in|house in|vivo en|vive en|vivimos en|
    soy de|es de|somos de|estoy en|naci en|wohne in|habite a|here in",
);

/// What somebody lives in, or comes from.
pub(super) fn lived_in(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let end = LIVING.end(line, at);
    let opens = (line.is(at, words!["from"])
        && (at == 0 || line.get(at).opens || !line.was(at, 1, words!["different", "far", "away", "apart"])))
    .then_some(at + 1);
    let Some(start) = end.or(opens) else { return };
    let skipped = (0..3)
        .take_while(|step| {
            line.is(
                start + step,
                words![
                    "the", "a", "small", "little", "near", "sunny", "rainy", "just", "outside", "north", "south",
                    "east", "west", "central", "downtown", "rural", "old", "el", "la", "un", "lovely",
                ],
            ) && !line.get(start + step).capital
        })
        .count();
    let first = start + skipped;
    let is_sure = end.is_some() && !line.is(at, words!["i'm", "im", "we're", "estoy", "es", "here"]);
    let run = proper_run(line, first);
    if run > first {
        let is_wide = (first..run).all(|next| line.get(next).tags.has(Tags::COUNTRY) || is_wide(line, next));
        let is_known = run == first + 1
            && (line.is_proper(first) || line.get(first).tags.has(Tags::MONTH.with(Tags::WEEKDAY).with(Tags::SELF)));
        if !is_wide && !is_known {
            hits.push(Class::Place, line.range(first, run), Excuse::Familiar);
        }
    } else if is_sure && skipped == 0 && is_unknown_small(line, first) {
        hits.push(Class::Place, line.range(first, first + 1), Excuse::None);
    }
}

/// What stands before a place and nothing else.
pub(super) static BEFORE_TOWNS: Phrases = Phrases::of(
    "near|from|outside|around|farm before|house before|stop before|turning before|village past|just past|just beyond|
    outside of|off the|by the|hi from|originally from|over from|back from|driving to|moving to|greetings from|live in|lives in|living in|i'm in|im in|moved to|up in|down in|
    over in|based in|born in|raised in|grew up in|here in|drove to|flew to|vivo en|soy de|desde|unit is|hospital in|
    clinic in|nach",
);

/// What may stand before a place.
pub(super) static BEFORE_ANYTHING: Phrases = Phrases::of("in|to|at|en|de");

/// "in wolverhampton", "live in little rock": a town of the list in small letters. After a word that may stand before
/// anything, one of its words must be no ordinary one.
pub(super) fn town(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let sure = BEFORE_TOWNS.end(line, at);
    if let Some(from) = sure.and_then(|from| region(line, from)) {
        return hits.push(Class::Place, line.range(from, proper_run(line, from)), Excuse::Familiar);
    }
    let Some(from) = sure.or_else(|| BEFORE_ANYTHING.end(line, at)) else { return };
    if !begins_town(line.get(from + usize::from(line.get(from).is('-'))).hash) {
        return;
    }
    let is_sure = sure.is_some();
    for end in (from + 1..=from + 4).rev() {
        if (from..end).any(|next| !line.get(next).is_word() && !line.get(next).is('-')) {
            continue;
        }
        let words: Vec<_> =
            (from..end).filter(|next| line.get(*next).is_word()).map(|next| line.folded(next)).collect();
        let is_telling =
            is_sure && end > from + 1 || words.iter().any(|word| !is_ordinary(word) && !is_proper_word(word));
        let is_time = line.get(from).tags.has(Tags::MONTH.with(Tags::WEEKDAY).with(Tags::COUNTRY));
        if is_telling && !is_time && is_town(&words.join(" ")) {
            hits.push(Class::Place, line.range(from, end), Excuse::Familiar);
            return;
        }
    }
}

/// Where a region begins that is called by ordinary words: "up in the Highlands", "near Bath", "from the Black Country".
fn region(line: &Line<'_>, from: usize) -> Option<usize> {
    let first = from + usize::from(line.is(from, words!["the"]));
    let token = line.get(first);
    let is_general = token
        .tags
        .has(Tags::MONTH.with(Tags::WEEKDAY).with(Tags::COUNTRY).with(Tags::SELF).with(Tags::KIN).with(Tags::TITLE));
    let is_region = token.is_word() && token.capital && token.len() > 3 && !token.opens;
    let is_shouted = line.word(first).bytes().all(|byte| byte.is_ascii_uppercase());
    let is_office =
        line.is(first, words!["national", "american", "british", "institute", "department", "internet", "web"]);
    (is_region
        && !is_general
        && !is_shouted
        && !is_office
        && line.is_ordinary(first)
        && !line.is_proper(first)
        && !is_wide(line, first)
        && !is_title_case(line))
    .then_some(first)
}

/// What a home stands in.
pub(super) const HOMES: Words =
    words!["village", "town", "hometown", "city", "parish", "hamlet", "estate", "pueblo", "ciudad"];

/// "my village, Little Snoring", "our town of Ambleside": a place named behind what it is.
pub(super) fn home(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let is_home = line.is(at, HOMES) && line.before(at, 1).tags.has(Tags::POSSESSIVE);
    let is_joined = matches!(line.get(at + 1).kind, Kind::Sign(',' | '(' | ':'))
        || line.is(at + 1, words!["of", "is", "called", "de", "es"]);
    if is_home && is_joined {
        let end = proper_run(line, at + 2);
        let is_word = end == at + 3 && line.get(at + 2).tags.has(Tags::SELF.with(Tags::MONTH).with(Tags::WEEKDAY));
        if end > at + 2 && !is_word {
            hits.push(Class::Place, line.range(at + 2, end), Excuse::Familiar);
        }
    }
}

/// Parts of names that are as large as a state.
fn is_wide(line: &Line<'_>, at: usize) -> bool {
    line.is(
        at,
        words![
            "new", "north", "south", "east", "west", "united", "northern", "southern", "eastern", "western", "midwest",
            "uk", "us", "the", "of", "county", "latin", "central",
        ],
    ) || STATES.contains(&line.word(at))
}

/// A word in small letters that nobody knows, as in "i live in leeds".
fn is_unknown_small(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    token.is_word()
        && !token.capital
        && token.len() > 3
        && !token.tags.has(Tags::COUNTRY)
        && !line.is_ordinary(at)
        && !line.is_proper(at)
}

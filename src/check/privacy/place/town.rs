//! Towns and regions, known by the words before them.

use crate::check::privacy::capitals::{is_title_case, proper_run};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::place::address::{STATES, is_outward};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::{Tags, begins_town, is_misspelt, is_town};
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
    "near|from|outside|around|out past|out near|farm before|house before|stop before|turning before|village past|just past|just beyond|
    outside of|off the|by the|hi from|originally from|over from|back from|driving to|moving to|greetings from|live in|lives in|living in|i'm in|im in|moved to|up in|down in|
    over in|based in|born in|bred in|raised in|grew up in|here in|drove to|flew to|vivo en|soy de|desde|unit is|hospital in|
    clinic in|nach",
);

/// What may stand before a place.
pub(super) static BEFORE_ANYTHING: Phrases = Phrases::of("in|to|at|en|de|on");

/// "in wolverhampton", "live in little rock": a town of the list in small letters. After a word that may stand before
/// anything, one of its words must be no ordinary one.
pub(super) fn town(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let sure = BEFORE_TOWNS.end(line, at);
    if let Some(from) = sure.and_then(|from| region(line, from)) {
        return hits.push(Class::Place, line.range(from, proper_run(line, from)), Excuse::Familiar);
    }
    // A test or a scale has its name from where it was made.
    if line.was(at, 1, words!["prueba", "escala", "test", "criterios", "score", "protocolo"]) {
        return;
    }
    if let Some((from, end)) = sure.and_then(|from| unlisted(line, from)).or_else(|| by_its_kind(line, at)) {
        return hits.push(Class::Place, line.range(from, end), Excuse::None);
    }
    let Some(from) = sure.or_else(|| BEFORE_ANYTHING.end(line, at)) else { return };
    // "From south manchester".
    let from = from + usize::from(line.is(from, words!["north", "south", "east", "west", "central", "greater"]));
    if !begins_town(line.get(from + usize::from(line.get(from).is('-'))).hash) {
        return;
    }
    let is_sure = sure.is_some();
    let is_part = |next: usize| line.get(next).is_word() || line.get(next).is('-');
    let longest = (from..from + 4).take_while(|next| is_part(*next)).count();
    for end in (from + 1..=from + longest).rev() {
        let words = || (from..end).filter(|next| line.get(*next).is_word());
        let is_telling =
            is_sure && end > from + 1 || words().any(|word| !line.is_ordinary(word) && !line.is_proper(word));
        // "In Paisley town hall": a word with a capital in the middle of a sentence means the town.
        let is_capital = line.get(from).capital
            && line.is(at, words!["in", "near", "en"])
            && !is_title_case(line)
            && end == from + 1
            && !line.is_proper(from);
        let is_telling = is_telling || is_capital;
        let is_time = line.get(from).tags.has(Tags::MONTH.with(Tags::WEEKDAY).with(Tags::COUNTRY));
        let name = || words().map(|word| line.folded(word)).collect::<Vec<_>>().join(" ");
        if is_telling && !is_time && is_town(&name()) {
            hits.push(Class::Place, line.range(from, end), Excuse::Familiar);
            return;
        }
    }
}

/// "outside ballinasloe", "greetings from napoli": a word in small letters that nobody knows, where only a place is said.
fn unlisted(line: &Line<'_>, from: usize) -> Option<(usize, usize)> {
    let token = line.get(from);
    let is_odd = is_unknown_small(line, from) && token.tags == Tags::default() && token.len() > 4;
    let is_of_person =
        line.is_personal() || line.tags.has(Tags::KIN) || line.is(0, words!["greetings", "hi", "hello", "anyone"]);
    (is_odd && is_of_person && !line.word(from).contains('\'') && !is_misspelt(&line.folded(from)))
        .then_some((from, from + 1))
}

/// "on the isle of mull", "in bexar county", "near BN3": a place by the word that says of what kind it is, or by the
/// beginning of its postcode.
fn by_its_kind(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let first = at + 1 + usize::from(line.is(at + 1, words!["the"]));
    let is_isle = line.is(first, words!["isle", "isles", "vale", "forest", "wirral", "county"])
        && line.is(first + 1, words!["of"]);
    if is_isle && line.get(first + 2).is_word() && !line.get(first + 2).tags.has(Tags::POSSESSIVE) {
        return Some((first, first + 3));
    }
    // "Transferred from mercy general", not "in general".
    let is_regional = line.get(first).capital
        && (first + 1..first + 4).any(|next| {
            line.is(next, words!["regional", "memorial", "infirmary", "baptist", "methodist", "presbyterian"])
                && (first..=next).all(|part| line.get(part).capital)
        });
    if is_regional && line.is(at, words!["at", "to", "from", "in"]) && !is_title_case(line) {
        return Some((first, proper_run(line, first)));
    }
    let is_general_hospital = line.is(first + 1, words!["general"])
        && line.is(at, words!["at", "to", "from", "in"])
        && first == at + 1
        && line.get(first).is_word()
        && !line.is(first, words!["in", "the", "a", "more", "very", "my", "our", "your", "this", "and", "as", "under"])
        && (line.get(first).capital && line.get(first + 1).capital
            || line.get(first + 2).kind == Kind::End
            || !line.get(first + 2).is_word()
            || line.is(first + 2, words!["to", "and", "for", "where", "but"]));
    if is_general_hospital {
        return Some((first, first + 2));
    }
    let is_county = first == at + 1
        && line.is(at, words!["in", "from", "near"])
        && line.is(first + 1, words!["county"])
        && line.get(first).is_word()
        && !line.is(first, words!["the", "my", "our", "every", "each", "this", "that", "another", "any", "whole", "a"]);
    if is_county {
        return Some((first, first + 2));
    }
    let word = line.word(first);
    let is_outward = line.get(first).kind == Kind::Code
        && word.len() <= 4
        && is_outward(&word.to_ascii_uppercase())
        && line.get(first).capital;
    (is_outward && line.is(at, words!["near", "around"])).then_some((first, first + 1))
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

/// Kinds of places that stand right before their names in Spanish.
pub(super) const SPANISH_HOMES: Words = words![
    "vereda",
    "barrio",
    "colonia",
    "urbanizacion",
    "caserio",
    "aldea",
    "rancheria",
    "municipio",
    "pedania",
    "poblado"
];

/// "my village, Little Snoring", "our town of Ambleside": a place named behind what it is.
pub(super) fn home(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let named = at + 1 + usize::from(line.is(at + 1, words!["de", "del"]));
    if line.is(at, SPANISH_HOMES) && line.get(named).capital && !line.get(at).capital {
        let end = proper_run(line, named);
        return hits.push(Class::Place, line.range(at, end.max(named + 1)), Excuse::Familiar);
    }
    // "Vivo en la colonia del valle", in small letters.
    let is_small = line.is(at, SPANISH_HOMES)
        && line.recently(at, 3, words!["vivo", "vive", "vivimos", "viven"])
        && line.get(named).is_word();
    if is_small {
        return hits.push(Class::Place, line.range(at, named + 1), Excuse::Familiar);
    }
    let is_called = line.recently(at, 3, words!["a"]) && line.is(at + 1, words!["called"]);
    let is_home = line.is(at, HOMES) && (line.before(at, 1).tags.has(Tags::POSSESSIVE) || is_called);
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

//! What capitals tell: names, runs of names, titles, and lines that are shouted.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Traits;

/// Whether the word at `at` has a capital and is neither ordinary nor known as harmless.
pub(crate) fn is_capital_name(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    token.capital && token.traits.has(Traits::NAME_BY_CAPITAL) && token.is_word() && token.len() > 1
}

/// Things that bear the name of whoever thought of them, or of where that was: "the Edinburgh scale", "Milan criteria".
const NAMED_AFTER: Words = words![
    "drain",
    "drains",
    "criteria",
    "criterion",
    "scale",
    "score",
    "scoring",
    "classification",
    "staging",
    "protocol",
    "regimen",
    "system",
    "method",
    "technique",
    "index",
    "procedure",
    "manoeuvre",
    "maneuver",
    "position",
    "diet",
    "study",
    "syndrome",
    "sign",
    "brace",
    "collar",
];

/// Whether the word at `at` is the name of a thing that is called after somebody or some place.
pub(crate) fn is_of_thing(line: &Line<'_>, at: usize) -> bool {
    let is_of = line.was(at, 1, words!["de"])
        && line.was(at, 2, words!["prueba", "escala", "test", "criterios", "enfermedad", "sindrome"]);
    let behind = at + 1 + 2 * usize::from(line.get(at + 1).is('-') && line.get(at + 2).capital);
    // "The Glasgow coma scale".
    let is_scale = line.is(at + 1, words!["coma", "prognostic", "outcome", "risk"]) && line.is(at + 2, NAMED_AFTER);
    is_scale || line.is(behind, NAMED_AFTER) || line.is(at + 1, words!["curie"]) || is_of
}

/// The index behind the run of words with capitals at `at`, small words of names included: "Leeds", "New York", "Santa Cruz
/// de Tenerife", "St James's".
pub(crate) fn proper_run(line: &Line<'_>, at: usize) -> usize {
    let is_joining = |next: usize| {
        line.is(next, words!["de", "la", "del", "upon", "on", "le", "of", "y", "and", "los", "las"])
            || line.get(next).is('-')
            || line.get(next).is('.') && line.was(next, 1, words!["st"])
            || line.get(next).is('&')
    };
    let is_proper = |next: usize| {
        line.get(next).capital
            && (line.get(next).is_word() || line.get(next).kind == Kind::Code)
            && !line.is(next, words!["i", "i'm", "i've", "i'd", "i'll"])
    };
    let mut end = at;
    let mut next = at;
    while next < at + 8 {
        if is_proper(next) {
            end = next + 1;
        } else if end == at || !is_joining(next) {
            break;
        }
        next += 1;
    }
    end
}

/// Whether a line is written in capitals; [`Line::is_shouted`] keeps the answer.
pub(crate) fn is_in_capitals(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
    letters > 8 && capitals * 10 > letters * 7
}

/// Whether most words of a line have capitals, as in titles.
pub(crate) fn is_title_case(line: &Line<'_>) -> bool {
    let words = line.tokens.iter().filter(|token| token.is_word() && token.len() > 3);
    let (all, capitals) = words.fold((0, 0), |(all, capitals), token| (all + 1, capitals + usize::from(token.capital)));
    all > 3 && capitals * 4 > all * 3
}

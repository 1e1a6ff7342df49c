//! Hospitals, schools and other houses by their names.

use crate::check::privacy::capitals::is_title_case;
use crate::check::privacy::line::Line;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Excuse, Hits};
use crate::finding::identifier::Class;

/// "Leeds General Infirmary", "St Mary's Hospital", "the Royal Marsden", "Hospital Clínic".
pub(super) fn house(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let token = line.get(at);
    if !token.tags.has(Tags::INSTITUTION) {
        return;
    }
    let is_named = |next: usize| {
        let token = line.get(next);
        token.is_word() && token.capital && (!token.opens || line.get(next + 1).capital)
            || line.is(next, words!["st", "of", "de", "la", "del", "los", "san", "santa"])
    };
    let back = (1..=5)
        .take_while(|back| {
            *back <= at
                && (is_named(at - back) || line.before(at, *back).is('.') && line.was(at, back + 1, words!["st"]))
        })
        .count();
    let from = (at - back..at).find(|next| line.get(*next).capital).unwrap_or(at);
    let is_telling = |next: usize| {
        line.get(next).capital && !line.get(next).tags.has(Tags::INSTITUTION) && is_place_name(line, next)
    };
    // "Mercy Hospital": an ordinary word that is the whole name.
    let is_short_name = from > 0
        && from + 1 == at
        && token.capital
        && token.tags.has(Tags::INSTITUTION)
        && !line.get(from).opens
        && !is_title_case(line)
        && is_part_of_name(line, from)
        && line.get(from).tags == Tags::default();
    // "at Trinity college": the kind of house may be in small letters when its name is not.
    let is_whole_name =
        from > 0 && at - from >= 2 && !is_title_case(line) && (from..at).all(|next| is_part_of_name(line, next));
    // "Mercy Valley Medical Center lost my slides": such an end belongs to one house, wherever the sentence begins.
    let is_center = from + 1 < at
        && token.capital
        && line.was(at, 1, words!["medical", "memorial", "regional", "general"])
        && is_part_of_name(line, from);
    if is_center && !is_title_case(line) {
        hits.push(Class::Place, line.range(from, at + 1), Excuse::Familiar);
    }
    let is_named_here = token.capital || from < at && line.before(at, 1).capital && !line.before(at, 1).opens;
    if is_named_here && ((from..at).any(is_telling) || token.capital && is_whole_name || is_short_name) {
        hits.push(Class::Place, line.range(from, at + 1), Excuse::Familiar);
    }
    // "at st brannocs hospital", in small letters.
    let saint =
        (1..=3).find(|back| line.was(at, *back, words!["st", "saint", "san", "santa"])).filter(|back| *back > 1);
    if let Some(back) = saint.filter(|_| !token.capital) {
        hits.push(Class::Place, line.range(at - back, at + 1), Excuse::Familiar);
    }
    in_spanish(line, at, hits);
    let after = (at + 1..at + 6).take_while(|next| is_named(*next)).count();
    if token.capital && after > 0 && (at + 1..at + 1 + after).any(is_telling) {
        hits.push(Class::Place, line.range(at, at + 1 + after), Excuse::Familiar);
    }
}

/// "El hospital de Cruces", "Hospital La Fe": the kind of a house stands before its name.
fn in_spanish(line: &Line<'_>, at: usize, hits: &mut Hits) {
    // "El hospital la paz", in small letters.
    let is_known = line.is(at, words!["hospital", "clinica"])
        && (line.is(at + 1, words!["san", "santa", "virgen", "infanta", "reina", "vall"])
            || line.phrase(at + 1, words!["la", "paz"]).is_some()
            || line.phrase(at + 1, words!["la", "fe"]).is_some());
    if is_known {
        hits.push(Class::Place, line.range(at, at + 3), Excuse::Familiar);
    }
    // "El hospital de Cruces", "Hospital La Fe".
    let name = at + 1 + usize::from(line.is(at + 1, words!["de", "la", "el"]));
    let is_kind = line.is(name, words!["dia", "ninos", "nino", "mujer", "urgencias", "oncologia", "referencia"])
        || line.is_proper(name);
    let is_spanish = line.is(at, words!["hospital", "clinica", "colegio", "instituto"])
        && name > at + 1
        && line.get(name).capital
        && !is_kind;
    if is_spanish && !is_title_case(line) {
        hits.push(Class::Place, line.range(at, name + 1), Excuse::Familiar);
    }
}

/// "chemo at QEH", "the Royal Free": houses by their letters, and those that everybody calls royal. The word at `at` has a
/// capital.
pub(super) fn letters_of_house(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_acronym =
        || (3..=5).contains(&line.get(at).len()) && line.word(at).bytes().all(|byte| byte.is_ascii_uppercase());
    let is_at = line.was(at, 1, words!["at"]) || line.was(at, 1, words!["the"]) && line.was(at, 2, words!["at"]);
    let is_known = || line.is_proper(at) || line.is_ordinary(at);
    if is_at && is_acronym() && !line.is_shouted() && !is_known() {
        return Some((at, at + 1));
    }
    let next = line.get(at + 1);
    let is_royal = line.is(at, words!["royal"]) && next.capital && next.is_word();
    (is_royal && !line.is(at + 1, words!["college", "family", "society"])).then_some((at, at + 2))
}

/// Whether a word with a capital may belong to the name of one house, not to that of its kind: "Charing Cross Hospital",
/// not "Breast Cancer Clinic".
fn is_part_of_name(line: &Line<'_>, at: usize) -> bool {
    const KINDS: Words = words![
        "breast",
        "cancer",
        "care",
        "day",
        "chemo",
        "chemotherapy",
        "oncology",
        "radiotherapy",
        "medical",
        "health",
        "general",
        "community",
        "children's",
        "women's",
        "national",
        "hospice",
        "lymphoedema",
        "pain",
        "skin",
        "eye",
        "heart",
        "stroke",
        "teaching",
        "support",
        "information",
        "outpatient",
    ];
    line.get(at).is_word() && line.get(at).capital && !line.is(at, KINDS)
}

/// Whether a word of the name of a house tells which one.
fn is_place_name(line: &Line<'_>, at: usize) -> bool {
    const TELLING: Words = words![
        "trinity", "christ", "emmanuel", "corpus", "royal", "saint", "st", "memorial", "queen", "king", "prince",
        "princess", "san", "santa", "nuestra", "sacred", "good", "mount", "county", "virgen",
    ];
    line.is(at, TELLING) || !line.is_ordinary(at) && !line.is_proper(at)
}

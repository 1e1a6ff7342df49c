//! Places smaller than a state: addresses, postcodes, towns that somebody lives in or is treated in.

use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::name::{is_capital_name, is_shouted, is_title_case, proper_run};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::{Tags, begins_town, is_ordinary, is_proper_word, is_town};
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text tells a place where somebody lives or is treated.
    ///
    /// Identifier B of 45 CFR 164.514(b)(2)(i): streets with a number, flats and boxes, ZIP codes and postcodes of the UK and
    /// Spain anywhere; in chats what follows "I live in", "from", "moved to", "vivo en", and hospitals and other houses by
    /// their names. Countries and states pass.
    ///
    /// **How sure it is.** In the first run over fresh sentences it found 51 of 56 (recall 0.91, precision 0.90); what it
    /// missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** In a town, three facts about somebody with a rare disease are enough to know them.
    ///
    /// **How to mend it.** Write the state or country, "a small town", "a teaching hospital", or leave it out.
    PLACE = "privacy/place", Error;
}

/// Finds places.
pub(crate) struct Place;

impl Detector for Place {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_record = matches!(line.ground, Ground::References | Ground::Contacts);
        !is_record && (line.digit || line.is_strict())
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            let found = street(line, at)
                .or_else(|| box_or_flat(line, at))
                .or_else(|| british_postcode(line, at))
                .or_else(|| zip(line, at));
            if let Some((from, end)) = found.filter(|_| !line.is_notice()) {
                hits.push(Class::Place, line.range(from, end), Excuse::None);
            }
        }
        if line.is_strict() {
            (0..line.tokens.len()).for_each(|at| lived_in(line, at, hits));
            (0..line.tokens.len()).for_each(|at| house(line, at, hits));
            (0..line.tokens.len()).for_each(|at| town(line, at, hits));
            (0..line.tokens.len()).for_each(|at| home(line, at, hits));
            for (from, end) in (0..line.tokens.len()).filter_map(|at| letters_of_house(line, at)) {
                hits.push(Class::Place, line.range(from, end), Excuse::Familiar);
            }
        }
    }
}

/// "12 Acacia Avenue", "14B High St", "Calle Mayor 5", "C/ Mayor, 5".
fn street(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let token = line.get(at);
    let is_number = token.is_number() && token.len() <= 5
        || token.kind == Kind::Code && token.len() <= 5 && line.word(at).starts_with(|c: char| c.is_ascii_digit());
    if is_number {
        let mut next = at + 1 + usize::from(line.get(at + 1).is(','));
        let first = next;
        while next < first + 4 && line.get(next).is_word() && (line.get(next).capital || is_street_word(line, next)) {
            if next > first
                && is_street_word(line, next)
                && !line.is(next, words!["st", "way", "place", "close", "view", "park", "green", "rise", "road", "row"])
                || next > first && is_street_word(line, next) && line.get(next).capital
            {
                return Some((at, next + 1));
            }
            next += 1;
        }
        return lower_street(line, at, first);
    }
    let is_spanish = line.is(at, words!["calle", "avenida", "avda", "plaza", "paseo", "carretera", "rue", "camino"])
        || line.is(at, words!["c"]) && line.get(at + 1).is('/');
    if !is_spanish {
        return None;
    }
    let end = (at + 1..at + 8).find(|next| line.get(*next).is_number())?;
    let is_named = (at + 1..end).any(|next| line.get(next).is_word())
        && (at + 1..end)
            .all(|next| line.get(next).is_word() || matches!(line.get(next).kind, Kind::Sign(',' | '/' | '.' | 'º')));
    // Professional texts write the names of streets in capitals, or right between the street and its number.
    let is_likely = line.is_strict() || end - at <= 3 || (at..end).any(|next| line.get(next).capital);
    (is_named && is_likely && line.get(end).len() <= 4).then_some((at, end + 1))
}

/// "14 acacia avenue": without capitals only certain kinds of streets count.
fn lower_street(line: &Line<'_>, at: usize, first: usize) -> Option<(usize, usize)> {
    let end = (first + 1..first + 4).find(|next| {
        line.is(
            *next,
            words!["street", "avenue", "road", "lane", "crescent", "boulevard", "blvd", "terrace", "ave", "rd"],
        )
    })?;
    let is_named = (first..end).all(|next| {
        line.get(next).is_word()
            && !line.get(next).tags.has(Tags::UNIT.with(Tags::PERIOD))
            && !line.is(next, words!["of", "on", "to", "the", "by", "down", "up", "from", "a"])
    });
    (is_named && line.is_strict()).then_some((at, end + 1))
}

fn is_street_word(line: &Line<'_>, at: usize) -> bool {
    line.get(at).tags.has(Tags::STREET)
}

/// "PO Box 123", "Apt 4B", "Flat 3".
fn box_or_flat(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let label_end = line
        .phrase(at, words!["po", "box"])
        .or_else(|| line.phrase(at, words!["p", "o", "box"]))
        .or_else(|| line.phrase(at, words!["apartado", "de", "correos"]))
        .or_else(|| {
            let is_house = line.is(at, words!["apt", "apartment", "flat", "suite"]) && line.is_strict();
            is_house.then_some(at + 1)
        })?;
    let next = label_end
        + (0..2)
            .take_while(|step| {
                matches!(line.get(label_end + step).kind, Kind::Sign('.' | '#'))
                    || line.is(label_end + step, words!["number", "no"])
            })
            .count();
    let is_numbered = matches!(line.get(next).kind, Kind::Number | Kind::Code)
        && line.get(next).len() <= 6
        && !line.get(next + 1).is('%')
        && !line.get(next + 1).tags.has(Tags::UNIT);
    is_numbered.then_some((at, next + 1))
}

/// "SW1A 1AA", "M1 1AE", "CF10 3NP".
fn british_postcode(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.get(at).kind != Kind::Code {
        return None;
    }
    let word = line.word(at);
    let (outward, inward, end) = match line.get(at + 1) {
        next if next.kind == Kind::Code && next.len() == 3 => (word, line.word(at + 1), at + 2),
        _ if word.is_ascii() && (5..=7).contains(&word.len()) => {
            (&word[..word.len() - 3], &word[word.len() - 3..], at + 1)
        }
        _ => return None,
    };
    let is_told = line.recently(at, 4, words!["postcode", "post", "address"]);
    let is_capital =
        !line.text[line.get(at).start..line.before(end, 1).end].bytes().any(|byte| byte.is_ascii_lowercase());
    let is_joined = end == at + 1;
    (is_outward(&outward.to_ascii_uppercase())
        && is_inward(&inward.to_ascii_uppercase())
        && (is_told || is_capital && !is_joined))
        .then_some((at, end))
}

/// The first half of a postcode: one or two letters, a digit, and a digit or letter or nothing.
fn is_outward(code: &str) -> bool {
    let letters = code.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &code[letters..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&letters)
        && (2..=4).contains(&code.len())
        && (digits == rest.len() && (1..=2).contains(&digits) || digits == 1 && rest.len() == 2)
}

/// The second half: a digit and two letters, without C, I, K, M, O and V.
fn is_inward(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 3
        && bytes[0].is_ascii_digit()
        && bytes[1..].iter().all(|byte| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte))
}

/// "zip 02139", "Boston, MA 02139", "28013 Madrid", "código postal 28013".
fn zip(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let token = line.get(at);
    if !token.is_number() || token.len() != 5 || !token.spaced && !line.before(at, 1).is(':') && at > 0 {
        return None;
    }
    let end = if line.get(at + 1).is('-') && line.get(at + 2).is_number() && line.get(at + 2).len() == 4 {
        at + 3
    } else {
        at + 1
    };
    let is_told = line.recently(at, 4, words!["zip", "zipcode", "postal", "postcode", "cp", "plz", "postleitzahl"]);
    let is_state = STATES.contains(&line.word(at.saturating_sub(1))) && at > 0;
    let is_town = line.is_strict()
        && line.get(at + 1).is_word()
        && is_capital_name(line, at + 1)
        && token.spaced
        && line.recently(at, 8, words!["vivo", "live", "calle", "direccion", "address", "en", "wohne", "habite"]);
    (is_told || is_state || is_town).then_some((at, end))
}

/// The states by their two letters.
const STATES: [&str; 51] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
];

/// Words that say that somebody lives in or comes from what follows; all but the last word of each.
static LIVING: Phrases = Phrases::of(
    "live in|lives in|lived in|living in|live near|lives near|live at|living near|living at|live outside|
    live just outside|i'm from|im from|am from|is from|are from|we're from|come from|comes from|came from|moved to|
    moving to|born in|grew up in|raised in|based in|i'm in|im in|we're in|home in|house in|vivo en|vive en|vivimos en|
    soy de|es de|somos de|estoy en|naci en|wohne in|habite a|here in",
);

/// What somebody lives in, or comes from.
fn lived_in(line: &Line<'_>, at: usize, hits: &mut Hits) {
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
static BEFORE_TOWNS: Phrases = Phrases::of(
    "near|from|outside|around|hi from|greetings from|live in|lives in|living in|i'm in|im in|moved to|up in|down in|
    over in|based in|born in|raised in|grew up in|here in|drove to|flew to|vivo en|soy de|desde|unit is|hospital in|
    clinic in|nach",
);

/// What may stand before a place.
static BEFORE_ANYTHING: Phrases = Phrases::of("in|to|at|en|de");

/// "in wolverhampton", "live in little rock": a town of the list in small letters. After a word that may stand before
/// anything, one of its words must be no ordinary one.
fn town(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let sure = BEFORE_TOWNS.end(line, at);
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

/// "my village, Little Snoring", "our town of Ambleside": a place named behind what it is.
fn home(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let is_home = line
        .is(at, words!["village", "town", "hometown", "city", "parish", "hamlet", "estate", "pueblo", "ciudad"])
        && line.before(at, 1).tags.has(Tags::POSSESSIVE);
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

/// "Leeds General Infirmary", "St Mary's Hospital", "the Royal Marsden", "Hospital Clínic".
fn house(line: &Line<'_>, at: usize, hits: &mut Hits) {
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
    // "at Trinity college": the kind of house may be in small letters when its name is not.
    let is_whole_name =
        from > 0 && at - from >= 2 && !is_title_case(line) && (from..at).all(|next| is_part_of_name(line, next));
    let is_named_here = token.capital || from < at && line.before(at, 1).capital && !line.before(at, 1).opens;
    if is_named_here && ((from..at).any(is_telling) || token.capital && is_whole_name) {
        hits.push(Class::Place, line.range(from, at + 1), Excuse::Familiar);
    }
    let after = (at + 1..at + 6).take_while(|next| is_named(*next)).count();
    if token.capital && after > 0 && (at + 1..at + 1 + after).any(is_telling) {
        hits.push(Class::Place, line.range(at, at + 1 + after), Excuse::Familiar);
    }
}

/// "chemo at QEH", "the Royal Free": houses by their letters, and those that everybody calls royal.
fn letters_of_house(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let word = line.word(at);
    let is_acronym = (3..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_at = line.was(at, 1, words!["at"]) || line.was(at, 1, words!["the"]) && line.was(at, 2, words!["at"]);
    let is_known = || line.is_proper(at) || line.is_ordinary(at);
    if is_acronym && is_at && !is_shouted(line) && !is_known() {
        return Some((at, at + 1));
    }
    // "At the Freeman": an ordinary word with a capital in the middle of a sentence is a name.
    let is_word_as_name = line.get(at).capital
        && !line.get(at).opens
        && word.len() > 3
        && line.was(at, 1, words!["the"])
        && line.was(at, 2, words!["at"])
        && !line.get(at + 1).capital
        && line.get(at).tags == Tags::default()
        && !line.is_proper(at)
        && !line.is(at, words!["internet", "unit", "suite", "ward", "clinic", "reception", "desk"])
        && !is_title_case(line);
    if is_word_as_name && !is_shouted(line) {
        return Some((at, at + 1));
    }
    let next = line.get(at + 1);
    let is_royal = line.is(at, words!["royal"]) && line.get(at).capital && next.capital && next.is_word();
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

//! Postal addresses: streets with their numbers, boxes, flats, postcodes.

use crate::check::privacy::capitals::{is_capital_name, is_title_case};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// "12 Acacia Avenue", "14B High St", "Calle Mayor 5", "C/ Mayor, 5".
pub(super) fn street(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
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
        return lower_street(line, at, first).or_else(|| odd_street(line, at, first));
    }
    let is_spanish = line.is(at, SPANISH_STREETS) || line.is(at, words!["c"]) && line.get(at + 1).is('/');
    if !is_spanish {
        return named_street(line, at);
    }
    if let Some(found) = named_street(line, at) {
        return Some(found);
    }
    let end = (at + 1..at + 8).find(|next| line.get(*next).is_number())?;
    let is_named = (at + 1..end).any(|next| line.get(next).is_word())
        && (at + 1..end)
            .all(|next| line.get(next).is_word() || matches!(line.get(next).kind, Kind::Sign(',' | '/' | '.' | 'º')));
    // Professional texts write the names of streets in capitals, or right between the street and its number.
    let is_likely = line.is_strict() || end - at <= 3 || (at..end).any(|next| line.get(next).capital);
    (is_named && is_likely && line.get(end).len() <= 4).then_some((at, end + 1))
}

/// Words of those who tell where somebody lives.
const LIVED: Words =
    words!["live", "lives", "lived", "living", "house", "home", "flat", "moved", "neighbour", "neighbor"];

/// "on Dogwood Lane, that's where mum lives": a street without its number, where somebody lives.
pub(super) fn lived_on(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is(at, words!["on", "in", "off", "down"]) {
        return None;
    }
    let may_be_any = line.has(LIVED);
    let street = (at + 2..at + 4).find(|next| line.get(*next).capital && is_street_word(line, *next))?;
    // Where nobody is said to live, only what is nothing but a street counts: "outside the chippy on Tannery Lane".
    let is_street = line.is(street, words!["street", "road", "lane", "avenue", "crescent", "terrace"])
        && !line.is(at + 1, words!["memory", "sesame", "coronation", "ward", "high", "main"])
        && !is_title_case(line);
    ((may_be_any || is_street) && (at + 1..street).all(|next| line.get(next).capital)).then_some((at + 1, street + 1))
}

/// Kinds of streets that stand before their names.
pub(super) const SPANISH_STREETS: Words =
    words!["calle", "avenida", "avda", "plaza", "paseo", "carretera", "rue", "camino"];

/// Kinds of streets that the post of the US knows beside the common ones.
static ODD_KINDS: Phrases = Phrases::of(
    "prairie|isle|isles|wells|well|grove|groves|forge|forges|knoll|knolls|meadow|meadows|ridge|ridges|valley|valleys|
    village|villages|ville|vista|walks|ways|burg|burgs|common|corner|corners|cove|coves|creek|crossing|crossroad|
    crest|course|dale|dam|divide|estate|estates|falls|ferry|field|fields|flats|ford|fords|forest|fork|forks|fort|
    freeway|gateway|glen|glens|greens|harbor|harbors|haven|heights|hills|hollow|inlet|island|islands|junction|
    junctions|key|keys|lake|lakes|landing|light|lights|loaf|locks|lodge|loop|mall|manor|manors|mews|mill|mills|
    mission|motorway|mount|mountain|mountains|neck|orchard|oval|overpass|parks|pass|passage|path|pike|pine|pines|
    plain|plains|point|points|port|ports|radial|ramp|ranch|rapids|rest|river|roads|route|run|shoal|shoals|shore|
    shores|skyway|spring|springs|spur|squares|station|stravenue|stream|streets|summit|throughway|trace|track|
    trafficway|tunnel|turnpike|underpass|union|unions|viaduct|branch|bridge|brook|brooks|bypass|camp|canyon|cape|
    causeway|center|centers|circles|cliff|cliffs|club|bluff|bluffs|bottom|bend|beach|bayou|arcade|annex|alley|
    expressway|extension|extensions|garden|curve|parkways|plazas|row|via|wall",
);

/// "27 Dale Prairie", "628 Smith Groves": a number and two names, of which the second is a kind of street that the post of
/// the US knows.
fn odd_street(line: &Line<'_>, at: usize, first: usize) -> Option<(usize, usize)> {
    let is_named = line.get(first).is_word() && line.get(first).capital && line.get(first).len() > 1;
    let kind = first + 1;
    let is_kind = line.get(kind).capital && ODD_KINDS.is_at(line, kind);
    (line.is_strict() && is_named && is_kind).then_some((at, kind + 1))
}

/// Kinds of streets that are written in small letters before their names.
pub(super) const NAMED_STREETS: Words =
    words!["rue", "boulevard", "chemin", "quai", "calle", "avenida", "rua", "viale", "impasse"];

/// "boulevard de Raynaud", "rue Molière", "Via Roma": a street of a country where its kind stands first and in small letters.
fn named_street(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is_strict() || !line.is(at, NAMED_STREETS) {
        return None;
    }
    let skipped = (1..4)
        .take_while(|step| line.is(at + step, words!["de", "du", "des", "la", "le", "del", "los", "las", "da", "do"]))
        .count();
    let name = at + 1 + skipped;
    (line.get(name).is_word() && line.get(name).capital).then_some((at, name + 1))
}

/// "14 acacia avenue": without capitals only certain kinds of streets count.
fn lower_street(line: &Line<'_>, at: usize, first: usize) -> Option<(usize, usize)> {
    let end = (first + 1..first + 4).find(|next| {
        line.is(
            *next,
            words!["street", "avenue", "road", "lane", "crescent", "boulevard", "blvd", "terrace", "ave", "rd"],
        ) || line.is(*next, words!["st", "ct", "pl", "dr", "cl", "pde"])
            && line.recently(at, 5, words!["address", "live", "lives", "living", "direccion"])
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
pub(super) fn box_or_flat(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.is(at, words!["studio", "flat", "unit", "apartment"])
        && line.is_strict()
        && line.get(at + 1).is_number()
        && line.get(at + 2).is(',')
        && line.get(at + 3).capital
    {
        return Some((at, at + 4));
    }
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

/// "Unit 0617 Box 6925, DPO AP 15950", "RR 2 Box 44": a box of a rural or military post.
pub(super) fn numbered_box(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_route = line.is(at, words!["unit", "psc", "rr", "hc", "cmr"]) && line.get(at + 1).is_number();
    let box_at = at + 2 + usize::from(line.get(at + 2).is(','));
    if is_route && line.is(box_at, words!["box"]) && line.get(box_at + 1).is_number() {
        return Some((at, box_at + 2));
    }
    let is_military = matches!(line.word(at), "APO" | "FPO" | "DPO") && matches!(line.word(at + 1), "AA" | "AE" | "AP");
    is_military.then_some((at, at + 3))
}

/// "off the A40": a road that somebody lives by.
pub(super) fn numbered_road(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let digits = line.word(at).strip_prefix(['A', 'B', 'M']).filter(|_| line.get(at).kind == Kind::Code)?;
    let is_road = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_near = line.was(at, 1, words!["the"]) && line.was(at, 2, words!["off", "by", "near", "along", "beside"]);
    (is_road && is_near && line.is_strict()).then_some((at, at + 1))
}

/// "on 5th and Mulberry": the corner of two streets.
pub(super) fn corner(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_street = |at: usize| {
        let word = line.word(at);
        line.get(at).kind == Kind::Code && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
    };
    let is_corner = is_street(at)
        && line.was(at, 1, words!["on", "at", "of"])
        && (line.is(at + 1, words!["and"]) || line.get(at + 1).is('&'))
        && (is_street(at + 2) || line.get(at + 2).capital && !line.get(at + 2).tags.has(Tags::MONTH));
    (is_corner && line.is_strict()).then_some((at, at + 3))
}

/// "37.7749° N, 122.4194° W", "51.5007, -0.1246", "///filled.count.soap": a spot on the map.
pub(super) fn spot(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is_strict() {
        return None;
    }
    let is_slashed = (0..3).all(|step| line.get(at + step).is('/')) && line.get(at + 3).is_word();
    if is_slashed && line.get(at + 4).is('.') && line.get(at + 6).is('.') {
        return Some((at, at + 8));
    }
    let is_degrees = |at: usize| {
        line.get(at).is_number()
            && line.get(at).len() <= 3
            && line.get(at + 1).is('.')
            && line.get(at + 2).is_number()
            && line.get(at + 2).len() >= 4
    };
    if !is_degrees(at) {
        return None;
    }
    let other = (at + 3..at + 8).find(|next| is_degrees(*next))?;
    (at + 3..other).all(|next| !line.get(next).is_word() || line.get(next).len() == 1).then_some((at, other + 3))
}

/// "SW1A 1AA", "M1 1AE", "CF10 3NP".
pub(super) fn british_postcode(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
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
    let is_told = line.recently(at, 4, words!["postcode", "postcode's", "postcodes", "post", "address"]);
    let is_capital =
        !line.text[line.get(at).start..line.before(end, 1).end].bytes().any(|byte| byte.is_ascii_lowercase());
    let is_joined = end == at + 1;
    // "b12 6th" is a list, "t2 5gy" a dose.
    let is_count = ["st", "nd", "rd", "th", "hr", "yr", "gy", "ft", "lb", "fu", "pt", "wt", "ds"]
        .iter()
        .any(|unit| inward.to_ascii_lowercase().ends_with(unit));
    let is_small = line.is_strict() && !is_joined && !is_count;
    (is_outward(&outward.to_ascii_uppercase())
        && is_inward(&inward.to_ascii_uppercase())
        && (is_told || is_small || is_capital && (!is_joined || outward.len() > 2 && line.is_strict())))
    .then_some((at, end))
}

/// The first half of a postcode: one or two letters, a digit, and a digit or letter or nothing.
pub(super) fn is_outward(code: &str) -> bool {
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
pub(super) fn zip(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let token = line.get(at);
    if !token.is_number() || token.len() != 5 || !token.spaced && !line.before(at, 1).is(':') && at > 0 {
        return None;
    }
    let end = if line.get(at + 1).is('-') && line.get(at + 2).is_number() && line.get(at + 2).len() == 4 {
        at + 3
    } else {
        at + 1
    };
    let is_told =
        line.recently(at, 4, words!["zip", "zip's", "zipcode", "postal", "postcode", "cp", "plz", "postleitzahl"]);
    let is_told = is_told || (end..end + 4).any(|next| line.is(next, words!["zip", "zipcode", "postcode"]));
    let is_state = STATES.contains(&line.word(at.saturating_sub(1))) && at > 0;
    let is_town = line.is_strict()
        && line.get(at + 1).is_word()
        && is_capital_name(line, at + 1)
        && token.spaced
        && line.recently(at, 8, words!["vivo", "live", "calle", "direccion", "address", "en", "wohne", "habite"]);
    (is_told || is_state || is_town).then_some((at, end))
}

/// The states by their two letters.
pub(super) const STATES: [&str; 51] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
];

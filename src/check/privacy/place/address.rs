//! Postal addresses: streets with their numbers, boxes, flats, postcodes.

use crate::check::privacy::capitals::is_capital_name;
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::word_list::words;
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
pub(super) fn box_or_flat(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
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
pub(super) const STATES: [&str; 51] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
];

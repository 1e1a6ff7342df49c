//! Numbers as people write and say them: "76", "seventy-six", "one hundred and two", "setenta y seis".

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::word_list::words;
use crate::check::privacy::words::Tags;

/// The number that begins at `at`, and the index behind it.
pub(crate) fn number_at(line: &Line<'_>, at: usize) -> Option<(u32, usize)> {
    let token = line.get(at);
    if token.is_number() {
        let is_part = line.get(at + 1).is(',') && !line.get(at + 2).spaced && line.get(at + 2).is_number();
        return (!is_part && token.len() <= 4).then_some((token.value, at + 1));
    }
    // "A hundred and one" begins with its article.
    let article = usize::from(line.is(at, words!["a"]) && line.is(at + 1, words!["hundred"]));
    let token = line.get(at + article);
    if !token.tags.has(Tags::NUMBER) || token.capital && token.value == 0 {
        return None;
    }
    let (mut value, mut next) = (token.value, at + article + 1);
    if value == 0 && !line.is(at, words!["zero", "oh", "o", "cero", "nought"]) && !token.tags.has(Tags::NUMBER) {
        return None;
    }
    while let Some((more, end)) = continuation(line, next, value) {
        (value, next) = (more, end);
    }
    Some((value, next))
}

/// The number that `value` becomes with the words at `at`, and the index behind them.
fn continuation(line: &Line<'_>, at: usize, value: u32) -> Option<(u32, usize)> {
    let joins = line.get(at).is('-') || line.is(at, words!["and", "y", "a"]);
    let next = at + usize::from(joins);
    let token = line.get(next);
    let is_one = line.is(at, words!["y"]) && line.is(next, words!["un", "una"]);
    if !is_one && (!token.tags.has(Tags::NUMBER) || token.kind != Kind::Word) {
        return None;
    }
    let more = if is_one { 1 } else { token.value };
    let sum = match (value, more) {
        (1..=9, 100) if !joins => value * 100,
        (20..=90, 1..=9) if value.is_multiple_of(10) => value + more,
        (100, 1..=99) if joins => value + more,
        (100..=900, 1..=99) if value.is_multiple_of(100) => value + more,
        (1..=99, 1000) if !joins => value * 1000,
        (1000..=9000, 1..=999) if value.is_multiple_of(1000) => value + more,
        _ => return None,
    };
    Some((sum, next + 1))
}

/// How many digits are dictated from `at` on, and the index behind them: "oh seven seven double oh" are five.
pub(crate) fn dictated(line: &Line<'_>, at: usize) -> (usize, usize) {
    // "Double" and "triple" bear the tag as well.
    let is_single = |at: usize| line.get(at).is_number() && line.get(at).len() == 1;
    if !line.get(at).tags.has(Tags::DIGIT) && !is_single(at) {
        return (0, at);
    }
    let (mut digits, mut next, mut words) = (0, at, 0);
    loop {
        let token = line.get(next);
        let times = match () {
            () if line.is(next, words!["double", "doble"]) => 2,
            () if line.is(next, words!["triple", "treble"]) => 3,
            () => 1,
        };
        let ahead = next + usize::from(times > 1) + usize::from(times > 1 && line.get(next + 1).is('-'));
        let is_digit = line.get(ahead).tags.has(Tags::DIGIT) && line.get(ahead).value <= 9;
        if times > 1 && is_digit || times == 1 && token.tags.has(Tags::DIGIT) {
            digits += times;
            words += 1;
            next = ahead + 1;
        } else if times > 1 && is_single(ahead) {
            (digits, words, next) = (digits + times, words + 1, ahead + 1);
        } else if is_single(next) {
            // "3 double 1 0 7 5"
            (digits, next) = (digits + 1, next + 1);
        } else if words > 2
            && token.tags.has(Tags::NUMBER)
            && token.is_word()
            && line.get(next + 1 + usize::from(line.get(next + 1).is(','))).tags.has(Tags::DIGIT)
        {
            // "Nine hundred one two three", "forty two": more than one digit at once.
            digits += 2;
            next += 1;
        } else if words > 2 && token.is_number() {
            // "Oh one one four, 496 0388".
            (digits, next) = (digits + token.len(), next + 1);
        } else if words > 2
            && let Some(end) = pair(line, next)
        {
            // "Seis uno dos, cuarenta y ocho, treinta".
            digits += 2;
            next = end;
        } else if words > 0 && goes_on(line, next, words) {
            next += 1;
        } else {
            return if words == 0 { (0, at) } else { (digits, next) };
        }
    }
}

/// Whether digits are dictated on behind the sign at `at`, of which `words` were dictated before it.
fn goes_on(line: &Line<'_>, at: usize, words: usize) -> bool {
    let is_digit = line.get(at + 1).tags.has(Tags::DIGIT);
    (line.get(at).is(',') || line.get(at).is('-')) && is_digit
        || line.get(at).is(',') && words > 2 && (line.get(at + 1).is_number() || pair(line, at + 1).is_some())
}

/// The index behind a number of two digits at `at` that is spelled in Spanish, as numbers are dictated there.
fn pair(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_spanish = line.is(
        at,
        words![
            "diez",
            "once",
            "doce",
            "trece",
            "catorce",
            "quince",
            "veinte",
            "treinta",
            "cuarenta",
            "cincuenta",
            "sesenta",
            "setenta",
            "ochenta",
            "noventa",
            "veintiuno",
            "veintidos",
            "veintitres",
            "veinticuatro",
            "veinticinco",
            "veintiseis",
            "veintisiete",
            "veintiocho",
            "veintinueve",
        ],
    );
    is_spanish.then(|| number_at(line, at).map(|(_, end)| end)).flatten()
}

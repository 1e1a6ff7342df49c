//! What somebody of the staff says happens, or has happened, to the other "with us".

use crate::check::privacy::care::here::HOUSES;
use crate::check::privacy::care::role::{is_advice, is_close};
use crate::check::privacy::care::{THEIRS, is_past};
use crate::check::privacy::line::Line;
use crate::check::privacy::word_list::{Words, words};

/// Words that only those say who treat the other and somebody else's relatives, too.
pub(super) fn ours(line: &Line<'_>, at: usize) -> Option<usize> {
    treatment_with_us(line, at)
        .or_else(|| on_our_list(line, at))
        .or_else(|| did_well(line, at))
        .or_else(|| put_in_with_us(line, at))
        .or_else(|| told_by_colleagues(line, at))
}

/// The index behind "with us", "on our ward", "con nosotros", "en nuestra planta" at `at`.
pub(super) fn with_us(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_us = line.is(at, words!["with", "con"]) && line.is(at + 1, words!["us", "nosotros", "nosotras"]);
    let is_ours = line.is(at, words!["on", "in", "at", "under", "with", "en", "con"])
        && line.is(at + 1, words!["our", "nuestro", "nuestra"])
        && line.is(at + 2, HOUSES);
    is_us.then_some(at + 2).or_else(|| is_ours.then_some(at + 3))
}

/// "your stay on our ward", "su operación con nosotros": what the other had or has here.
fn treatment_with_us(line: &Line<'_>, at: usize) -> Option<usize> {
    const TIME: Words = words!["stay", "visit", "time", "care", "admission", "course", "ingreso", "estancia"];
    if !line.is(at, words!["your", "ur", "tu", "su", "tus", "sus"]) {
        return None;
    }
    let end = (at + 2..at + 5).find_map(|next| with_us(line, next))?;
    let is_theirs = (at + 1..at + 4).any(|next| THEIRS.is_at(line, next) || line.is(next, TIME));
    (is_theirs && !is_advice(line, at.saturating_sub(5)..at)).then_some(end)
}

/// "yes we do have him on the list", "we have you down for Friday": that somebody is expected.
fn on_our_list(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["we", "i", "we've", "i've"]) {
        return None;
    }
    let have = at + 1 + usize::from(line.is(at + 1, words!["do", "did", "still"]));
    let who = have + usize::from(line.is(have, words!["have", "had", "got"]));
    let is_one =
        line.is(who, words!["him", "her", "you", "them"]) || line.is(who, words!["your"]) && is_close(line, who + 1);
    let where_ = who + 1 + usize::from(line.is(who, words!["your"]));
    let is_listed = line.is(where_, words!["on", "in", "down", "booked", "listed", "scheduled"])
        && (where_..where_ + 6).any(|next| {
            line.is(
                next,
                words![
                    "list",
                    "diary",
                    "for",
                    "booked",
                    "books",
                    "clinic",
                    "system",
                    "scheduled",
                    "program",
                    "programme",
                    "here"
                ],
            )
        });
    (who > have && is_one && is_listed).then_some(where_ + 1)
}

/// "your little one did so well in theatre".
fn did_well(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["your"]) || !is_close(line, at + 1) {
        return None;
    }
    let well =
        (at + 3..at + 7).find(|next| line.is(*next, words!["well", "great", "brilliantly", "fine", "amazing"]))?;
    let is_done = (at + 2..well).any(|next| line.is(next, words!["did", "is", "was", "coped", "managed", "has"]));
    let is_here = line.is(well + 1, words!["in", "during", "after", "through", "on"])
        && line.is(well + 2, words!["theatre", "surgery", "recovery", "icu", "itu", "the", "his", "her", "our"]);
    (is_done && is_here).then_some(well + 3)
}

/// "reception have rebooked you with us", "we squeezed you in with our nurses".
fn put_in_with_us(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["you"]) || at == 0 || !is_past(line, at - 1) {
        return None;
    }
    let end = (at + 1..at + 4).find_map(|next| with_us(line, next))?;
    (!is_advice(line, at.saturating_sub(6)..at)).then_some(end)
}

/// "the radiographers told me you were dizzy": what staff tell each other of somebody.
fn told_by_colleagues(line: &Line<'_>, at: usize) -> Option<usize> {
    const COLLEAGUES: Words = words![
        "radiographers",
        "radiographer",
        "nurses",
        "nurse",
        "doctors",
        "doctor",
        "physios",
        "physio",
        "dietitian",
        "dietitians",
        "midwives",
        "midwife",
        "consultant",
        "surgeon",
        "surgeons",
        "sister",
        "secretary",
        "reception",
        "receptionist",
        "pharmacist",
        "pharmacy",
        "colleague",
        "colleagues",
        "team",
        "registrar",
    ];
    let is_told = line.is(at, words!["you"])
        && line.was(at, 1, words!["me", "us"])
        && line.was(at, 2, words!["told", "tells", "tell"])
        && line.recently(at, 6, COLLEAGUES);
    let is_of_them =
        line.is(at + 1, words!["were", "are", "had", "have", "did", "felt", "got", "came", "rang", "asked"]);
    (is_told && is_of_them).then_some(at + 2)
}

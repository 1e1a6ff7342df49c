//! Days counted from or to what happens to a patient but once.

use crate::check::privacy::line::Line;
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::relative_date::ELLIPTIC;
use crate::check::privacy::spelled::number_at;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// What happens to a patient on a day.
pub(super) static EVENTS: Phrases = Phrases::of(
    "surgery|op|operation|chemo|scan|biopsy|results|result|diagnosed|admitted|discharged|infusion|rads|mammogram|mri|ct|pet|bloods|
    transfusion|mastectomy|lumpectomy|transplant|birth|labour|diagnosis|dx|treatment|radiotherapy|appointment|consultant|onc|oncologist|
    port|picc|drain|stitches|bell|cirugia|quimio|biopsia|operaron|operacion|resultados|ingresada|ingresado|alta|hospital|stroke|heart attack|
    hysterectomy|reversal|stoma|amputation|bypass|induction|delivery|caesarean|section|csection|graft|engraftment|cycle|dose|stent|
    colonoscopy|endoscopy|theatre|icu|ward|miscarriage|funeral|fracture|accident|fall|seizure|relapse|remission|surgeon|wedding|
    christening|under the knife|big chair|chemo chair|took me in|taken in|rushed|kept me in|brought me in",
);

/// "two weeks after my surgery", "in 10 days I get my results": a span from an event that has a day of its own.
pub(super) fn since_event(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.get(at).tags.has(Tags::PERIOD) || line.is(at, words!["year", "years", "evening", "night", "nights"]) {
        return None;
    }
    let count = at
        .checked_sub(1)
        .filter(|count| number_at(line, *count).is_some() || line.is(*count, words!["a", "one", "few", "un", "una"]))?;
    let is_since = line.is(at + 1, words!["into", "after", "since"])
        && (line.get(at + 2).tags.has(Tags::POSSESSIVE)
            || line.is(at + 2, words!["the"]) && line.is(at + 1, words!["since"]));
    let is_past = line.is(at + 1, words!["post", "out"]) && line.has(words!["today", "hoy"]);
    let to_the_day = line.phrase(at + 1, words!["to", "the", "day"]).is_some();
    let is_told = (is_since || is_past) && (at + 1..at + 6).any(|next| is_event(line, next)) || to_the_day;
    // "In 10 days I get my results."
    let is_set =
        count > 1 && line.was(count, 2, words!["is", "are", "es"]) && EVENTS.is_at(line, count.saturating_sub(3));
    let exactly = usize::from(line.was(count, 1, words!["exactly", "just", "about", "only"]));
    let is_due = line.is_personal()
        && (line.recently(count, 6, words!["get", "getting", "have", "having", "due"])
            && EVENTS.is_in(line, count.saturating_sub(6)..count)
            || line.recently(count, 4, words!["next"]) && line.recently(count, 5, words!["my"]));
    let is_ahead = line.was(count, 1 + exactly, words!["in", "en"])
        && (line.is_personal() && EVENTS.is_in(line, at + 1..at + 8) || is_set || is_due);
    (is_told && line.is_strict() || is_ahead).then_some((count, at + 1))
}

/// "two nights after my second infusion", "the day before his last scan", "10 days post-op", "a los cinco dias de la
/// operacion": a span or a part of a day, told from what one patient has once.
pub(super) fn around_event(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    const JOINING: Words = words!["after", "before", "following", "since", "post", "de", "despues", "antes"];
    if !line.get(at).tags.has(Tags::PERIOD) || !line.is(at + 1, JOINING) || line.is(at, words!["year", "years"]) {
        return None;
    }
    // "Day after the Super Bowl my husband couldn't feel his hand."
    let is_of_show = line.is(at, words!["day", "night", "morning"])
        && line.is(at + 2, words!["the"])
        && line.get(at + 3).capital
        && line.tags.has(Tags::SELF.with(Tags::KIN));
    if is_of_show && line.is_strict() {
        return Some((at, at + 4));
    }
    let count = at.checked_sub(1)?;
    let is_counted = number_at(line, count).is_some();
    let is_pointed = line.is(count, words!["the", "el", "la"]) && !line.is(at, words!["week", "weeks", "month"]);
    // "A los cinco dias de la operacion"; otherwise "de" says nothing of before or after.
    let is_spanish = || line.was(count, 1, words!["los", "las"]) && line.was(count, 2, words!["a"]);
    if !is_counted && !is_pointed || line.is(at + 1, words!["de"]) && !is_spanish() {
        return None;
    }
    // "Revoked for 6 months after the seizure" is how long, and "8 weeks post op" no day.
    let is_vague = line.was(count, 1, words!["for"])
        || line.is(at + 1, words!["post"]) && !line.is(at, words!["day", "days", "dia", "dias"]);
    if is_vague {
        return None;
    }
    let is_of_one = line.is_personal() || line.tags.has(Tags::KIN.with(Tags::THIRD));
    let is_whose = |near: usize| {
        let tags = line.get(near).tags;
        tags.has(Tags::POSSESSIVE.with(Tags::KIN)) && !tags.has(Tags::YOU)
    };
    let is_somebodys = (at + 2..at + 6).any(is_whose);
    // What is said to others is said of everybody, unless it is said whose it is.
    let is_told = is_somebodys || is_of_one && !line.tags.has(Tags::YOU);
    // "After the first oxaliplatin", "after they removed my catheter".
    let is_done = line.is(at + 2, words!["they"]) && line.word(at + 3).ends_with("ed");
    let is_given = |next: usize| line.get(next).tags.has(Tags::ORDINAL) && line.is_proper(next + 1);
    let is_event = is_done || (at + 2..at + 8).any(|next| is_event(line, next) || is_given(next));
    (is_told && is_event).then_some((count, at + 2))
}

/// "the day my grandson was born", "the same day they told me": a day by what else happened on it to somebody close.
pub(super) fn same_day(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is(at, words!["day", "night", "morning", "week", "dia", "noche"]) {
        return None;
    }
    let is_same = line.was(at, 1, words!["same", "mismo", "misma"])
        && line.is(at + 1, words!["they", "he", "she", "i", "we", "my", "our", "his", "her", "que"])
        && line.is_personal();
    let is_of_kin = line.was(at, 1, words!["the"])
        && line.is(at + 1, words!["my", "our", "his", "her"])
        && line.get(at + 2).tags.has(Tags::KIN)
        && (at + 3..at + 6)
            .any(|next| line.is(next, words!["born", "died", "married", "graduated", "arrived", "left"]));
    // "The night I came out of hospital", "due the day we fly back".
    let is_of_us = line.was(at, 1, words!["the"])
        && line.is(at + 1, words!["i", "we", "he", "she"])
        && line.is_personal()
        && (line.was(at, 2, words!["due", "on", "until", "since", "started", "began"])
            || (at + 2..at + 5).any(|next| line.is(next, words!["came", "went", "got", "left"]))
                && EVENTS.is_in(line, at + 2..at + 7));
    (is_same || is_of_kin || is_of_us).then(|| (at - 1, at + 1))
}

/// Whether something happens at `at` that a patient has but once or twice; many operations are known by their endings.
fn is_event(line: &Line<'_>, at: usize) -> bool {
    let is_operation = || {
        let word = line.folded(at);
        ["ectomy", "otomy", "ostomy", "plasty", "oscopy"]
            .iter()
            .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
    };
    // The shortest of these endings has five letters.
    EVENTS.is_at(line, at) || line.get(at).is_word() && line.get(at).len() > 7 && is_operation()
}

/// "day 12 post transplant", "9 more sleeps till my transplant", "T minus 3 days": days counted from or to an event.
pub(super) fn counted(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_day = line.is(at, words!["day", "week", "dia", "semana"]) && line.get(at + 1).is_number();
    if is_day
        && line.is(at + 2, words!["post", "after", "since", "of"])
        && (at + 3..at + 6).any(|next| is_event(line, next))
    {
        let is_today = line.has(words!["today", "now", "tomorrow", "tonight", "starts", "hoy"])
            || line.has(words!["here", "and"]) && line.is_personal();
        return is_today.then_some((at, at + 2));
    }
    let is_launch = line.is(at, words!["t"]) && line.is(at + 1, words!["minus"]) && line.get(at + 2).is_number();
    if is_launch {
        return Some((at, at + 3));
    }
    // "A month to go until my mastectomy."
    let goes = at + 1 + 2 * usize::from(line.phrase(at + 1, words!["to", "go"]).is_some());
    let is_to_go = goes > at + 1
        && line.get(at).tags.has(Tags::PERIOD)
        && line.is(goes, words!["until", "till", "til", "before", "to"])
        && line.get(goes + 1).tags.has(Tags::POSSESSIVE);
    if is_to_go && at > 0 {
        return Some((at - 1, goes));
    }
    let is_sleep =
        line.is(at, words!["sleeps", "sleep"]) && line.is(at + 1, words!["till", "til", "until", "to", "before"]);
    let is_hour = line.is(at, words!["hours", "hrs", "hour", "days"])
        && line.is(at + 1, words!["since"])
        && line.before(at, 1).is_number();
    let is_mine = || line.is_personal() && (at + 2..at + 6).any(|next| is_event(line, next));
    (at > 0 && (is_sleep || is_hour) && is_mine()).then(|| (at - 1, at + 1))
}

/// "came round from surgery about 2pm today": with the date of the chat, the day of an operation.
pub(super) fn today(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is(at, words!["today", "tonight", "hoy", "heute"]) {
        return None;
    }
    let is_event = EVENTS.is_in(line, at.saturating_sub(9)..at) || EVENTS.is_in(line, at + 1..at + 7);
    let is_of_one = line.tags.has(Tags::SELF.with(Tags::KIN))
        || line.is(0, words!["came", "had", "got", "just", "home", "back", "out", "in"]);
    // "Woke at 4 am today."
    let is_elliptic = line.is(0, ELLIPTIC) && !line.text.contains('?');
    if is_elliptic {
        return Some((at, at + 1));
    }
    (is_event && is_of_one && !line.text.contains('?')).then_some((at, at + 1))
}

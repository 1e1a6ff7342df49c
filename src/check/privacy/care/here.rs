//! That somebody is or was here: a person, and "with us", "in our unit", "here" in the same clause.
//!
//! Staff who answer a relative name nobody and say it all the same: "yes, he's still with us on the renal ward". What makes
//! a sentence general ("if", "can", "ask") turns it away, and so does "you" without a word for what is done to patients.

use crate::check::privacy::care::role::{ROLES, is_close};
use crate::check::privacy::care::{GENERAL, THEIRS, is_past};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// Words that confirm that somebody is or was here.
pub(super) fn here(line: &Line<'_>, at: usize) -> Option<usize> {
    confirmed(line, at)
        .or_else(|| moved(line, at))
        .or_else(|| handled(line, at))
        .or_else(|| by_one_of_ours(line, at))
        .or_else(|| had_by_us(line, at))
        .or_else(|| saw_them(line, at))
        .or_else(|| appointed(line, at))
        .or_else(|| since_we(line, at))
        .or_else(|| done_in_spanish(line, at))
        .or_else(|| as_your(line, at))
}

/// With what some of this begins and nothing else of care does.
pub(super) const OPENERS: Words = words!["here", "this", "since", "nuestra", "nuestro", "nosotros", "nosotras"];

/// Parts of a hospital.
pub(super) const HOUSES: Words = words![
    "ward",
    "unit",
    "clinic",
    "floor",
    "icu",
    "itu",
    "er",
    "ed",
    "nicu",
    "picu",
    "hdu",
    "lab",
    "labs",
    "team",
    "theatre",
    "theatres",
    "hospital",
    "department",
    "hatch",
    "pharmacy",
    "program",
    "programme",
    "service",
    "surgery",
    "cardiology",
    "oncology",
    "haematology",
    "hematology",
    "physio",
    "midwives",
    "nurses",
    "consultant",
    "surgeon",
    "planta",
    "unidad",
    "consulta",
    "servicio",
    "equipo",
    "urgencias",
    "system",
    "bay",
    "resus",
    "dialysis",
    "corridor",
    "care",
];

/// What is done to patients, or what they are.
const DONE: Words = words![
    "admitted",
    "discharged",
    "transferred",
    "dialysing",
    "dialysed",
    "dialyzing",
    "delivered",
    "seen",
    "treated",
    "operated",
    "referred",
    "established",
    "scanned",
    "diagnosed",
    "completed",
    "open",
    "patient",
    "inpatient",
    "paciente",
    "ingresado",
    "ingresada",
    "operado",
    "operada",
    "atendido",
    "atendida",
    "booked",
    "registered",
    "looked",
    "left",
];

/// "she had her baby with us", "you were discharged from us", "he's been dialysing here", "sigue en nuestra planta".
fn confirmed(line: &Line<'_>, at: usize) -> Option<usize> {
    let end = place(line, at)?;
    let from = (0..at).rev().take(14).take_while(|near| !is_end(line, *near)).last()?;
    let is_third = |near: usize| {
        line.is(near, words!["he", "she", "he's", "she's", "hes", "shes", "him", "person"])
            || line.get(near).tags.has(Tags::POSSESSIVE)
                && !line.get(near).tags.has(Tags::SELF)
                && is_close(line, near + 1)
            || line.get(near).tags.has(Tags::KIN) && line.word(near).ends_with("'s")
    };
    let is_second = |near: usize| line.is(near, words!["you", "you're", "you've", "usted", "ustedes"]);
    let is_ours = line.is(at, words!["our"]);
    let is_done = || {
        (from..at).any(|near| {
            line.is(near, DONE) || is_ours && line.is(near, words!["were", "stayed", "went", "leave", "having"])
        })
    };
    // "Here" by itself is also where the chat is.
    let is_vague = line.is(at, words!["here"]);
    let is_told = (from..at).any(is_third) && (!is_vague || is_done()) || (from..at).any(is_second) && is_done();
    // "So you can leave our ward."
    let is_leaving = is_ours && line.was(at, 1, words!["leave", "left", "leaving"]);
    (is_told && (is_leaving || !is_general(line, from..end))).then_some(end)
}

/// Whether a clause ends at `at`.
fn is_end(line: &Line<'_>, at: usize) -> bool {
    matches!(line.get(at).kind, Kind::Sign('.' | '!' | '?' | ';'))
}

/// Whether a stretch of a line is advice, a question, or told of many.
fn is_general(line: &Line<'_>, range: std::ops::Range<usize>) -> bool {
    const MANY: Words = words![
        "people", "patients", "anyone", "anybody", "everyone", "someone", "women", "men", "most", "usually", "often",
        "would", "don't", "dont", "not", "never", "let", "tell", "pregunte", "consulte", "puede", "pueden", "si",
    ];
    let is_if = |near: usize| line.is(near, MANY) && !(line.is(near, words!["si"]) && line.get(near + 1).is(','));
    let behind = (range.end..range.end + 8).find(|near| is_end(line, *near) || line.get(*near).kind == Kind::End);
    behind.is_some_and(|behind| line.get(behind).is('?'))
        || range.into_iter().any(|near| {
            // "I can confirm", "I can see" and "once you've" go on with what is so.
            GENERAL.is_at(line, near)
                && !line.is(near + 1, words!["confirm", "see", "you've"])
                && !line.is(near, words!["who"])
                || is_if(near)
        })
}

/// The index behind "with us", "through our day unit", "here", "en nuestra planta", whose last telling word begins at `at`.
fn place(line: &Line<'_>, at: usize) -> Option<usize> {
    if line.is(at, words!["us", "nosotros", "nosotras"]) {
        return line.was(at, 1, words!["with", "to", "from", "by", "under", "con"]).then_some(at + 1);
    }
    if line.is(at, words!["our", "nuestra", "nuestro"]) {
        let is_house = |next: usize| {
            line.is(next, HOUSES)
                || ["ologa", "ologo", "ologia"].iter().any(|ending| line.folded(next).ends_with(ending))
        };
        let house = (at + 1..at + 4).find(|next| is_house(*next))?;
        let is_chat = line.is(house + 1, words!["chat", "page", "website", "number", "line", "leaflet"]);
        return (!is_chat).then_some(house + 1);
    }
    // "Isn't on this ward any longer."
    if line.is(at, words!["this"]) {
        return line.is(at + 1, HOUSES).then_some(at + 2);
    }
    let is_elsewhere =
        line.was(at, 1, words!["in", "on", "out", "over", "from", "down", "up", "i'm", "im", "am", "or"]);
    (line.is(at, words!["here"]) && at > 0 && !is_elsewhere).then_some(at + 1)
}

/// "she's gone up to stroke", "he isn't in A&E any more", "your mother was seen": where somebody of theirs is moved to.
fn moved(line: &Line<'_>, at: usize) -> Option<usize> {
    static WHERE: Phrases = Phrases::of(
        "in a & e|in icu|in itu|in nicu|in resus|in theatre|in recovery|gone up to|gone down to|moved up to|on the ward|off the ventilator|
        being discharged|been discharged|been admitted|been transferred|been moved|was admitted|was seen|was discharged|was transferred|
        got admitted|got discharged|checked himself out|checked herself out|completed her last|completed his last|finished her last|
        finished his last|sent home with|rounding on|asking for you",
    );
    let is_kin = line.is(at, words!["your", "tu", "su"]) && is_close(line, at + 1);
    let is_third = line.is(at, words!["he", "she", "he's", "she's"]);
    if !is_kin && !is_third {
        return None;
    }
    let told = WHERE.first(line, at + 1..at + 6)?;
    (!is_general(line, at.saturating_sub(4)..told + 2)).then_some(told + 2)
}

/// "they've dispensed your capecitabine", "our lab has your biopsy": what of the other somebody has in hand.
fn handled(line: &Line<'_>, at: usize) -> Option<usize> {
    const HANDLED: Words = words![
        "dispensed",
        "filed",
        "processed",
        "received",
        "couriered",
        "signed",
        "uploaded",
        "posted",
        "faxed",
        "filled",
        "labelled",
        "prepared",
        "reported",
    ];
    if !line.is(at, words!["your", "su", "tu", "sus", "tus"]) {
        return None;
    }
    let is_theirs = THEIRS.is_in(line, at + 1..at + 3) || line.is_proper(at + 1) && !line.get(at + 1).capital;
    let is_had = line.was(at, 1, words!["has", "have", "got", "tiene"])
        && (line.was(at, 3, words!["our", "the"]) && line.recently(at, 2, HOUSES))
        || line.was(at, 1, words!["tenemos", "tengo"]);
    let is_handled = line.recently(at, 3, HANDLED) || is_had;
    (is_theirs && is_handled && !is_general(line, at.saturating_sub(6)..at)).then_some(at + 2)
}

/// "one of our midwives who did your sweep".
fn by_one_of_ours(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_who = line.is(at, words!["your", "you"])
        && line.was(at, 2, words!["who", "that"])
        && is_past(line, at.wrapping_sub(1))
        && line.recently(at, 6, words!["our", "my"]);
    (is_who && !is_general(line, at.saturating_sub(6)..at.saturating_sub(2))).then_some(at + 1)
}

/// "the afternoon team had her", "I'll let the nurse in charge know he's poorly".
fn had_by_us(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_let = line.is(at, words!["he's", "she's"])
        && line.was(at, 1, words!["know"])
        && line.recently(at, 7, words!["i'll", "we'll", "let"]);
    is_let.then_some(at + 1)
}

/// "I saw her in wound clinic": what somebody of the team did to one of theirs.
fn saw_them(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["i", "we", "i've", "we've"]) {
        return None;
    }
    // "Whose sister we look after."
    if line.phrase(at + 1, words!["look", "after"]).is_some() && line.before(at, 1).tags.has(Tags::KIN) {
        return Some(at + 3);
    }
    let verb = (at + 1..at + 4).find(|next| {
        line.is(*next, words!["saw", "seen", "examined", "treated", "operated", "admitted", "discharged", "scanned"])
    })?;
    let is_them = line.is(verb + 1, words!["him", "her", "them"])
        && line.is(verb + 2, words!["in", "on", "at", "yesterday", "today", "last", "earlier", "this", "and", "for"]);
    (is_them && !is_general(line, at.saturating_sub(3)..verb)).then_some(verb + 2)
}

/// "your son's cast check got bumped to the afternoon": an appointment that was moved.
fn appointed(line: &Line<'_>, at: usize) -> Option<usize> {
    const APPOINTMENTS: Words = words![
        "appointment",
        "appt",
        "check",
        "slot",
        "scan",
        "clinic",
        "operation",
        "surgery",
        "op",
        "admission",
        "review",
        "bloods",
        "dressing",
        "procedure",
        "infusion",
        "cita",
        "visit",
    ];
    const MOVED: Words = words![
        "bumped",
        "moved",
        "rebooked",
        "booked",
        "cancelled",
        "canceled",
        "changed",
        "brought",
        "pushed",
        "rescheduled",
        "confirmed",
    ];
    if !line.is(at, words!["your", "su", "tu"]) {
        return None;
    }
    let what = (at + 1..at + 5).find(|next| line.is(*next, APPOINTMENTS))?;
    let moved = (what + 2..what + 4).find(|next| line.is(*next, MOVED))?;
    let is_told = line.is(what + 1, words!["got", "was", "is", "has", "been"]);
    (is_told && !is_general(line, at.saturating_sub(6)..moved)).then_some(moved + 1)
}

/// "how is your little one since we put the grommets in?"
fn since_we(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_since = line.is(at, words!["since"]) && line.is(at + 1, words!["we", "i"]) && is_past(line, at + 2);
    let is_of_them = || (0..line.tokens.len()).any(|near| line.is(near, words!["your", "you", "him", "her"]));
    (is_since && is_of_them()).then_some(at + 3)
}

/// "a su abuelo ya le han quitado el suero".
fn done_in_spanish(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["su", "tu"]) || !is_close(line, at + 1) {
        return None;
    }
    let done = (at + 2..at + 6).find(|next| {
        line.is(*next, words!["le", "la", "lo"])
            && line.is(next + 1, words!["han", "hemos", "he", "ha", "dimos", "vimos"])
    })?;
    (!is_general(line, at.saturating_sub(5)..done)).then_some(done + 2)
}

/// "as your oncology nurse I'd rather you rang me".
fn as_your(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["your"]) || !line.was(at, 1, words!["as"]) {
        return None;
    }
    let role = (at + 1..at + 4).find(|next| line.is(*next, ROLES))?;
    (role + 1..role + 3).any(|next| line.is(next, words!["i", "i'd", "i'm", "we", "we'd", "i've"])).then_some(role + 1)
}

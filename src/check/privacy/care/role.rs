//! Staff who say who they are, and then speak of what only those know who treat somebody.

use crate::check::privacy::care::{DONE, GENERAL, THEIRS, is_past};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// Who treats people, or works with those who do.
pub(super) const ROLES: Words = words![
    "nurse",
    "doctor",
    "dr",
    "consultant",
    "surgeon",
    "oncologist",
    "registrar",
    "pharmacist",
    "pharmacy",
    "dietitian",
    "dietician",
    "physio",
    "physiotherapist",
    "midwife",
    "radiographer",
    "radiologist",
    "technician",
    "therapist",
    "psychologist",
    "psychiatrist",
    "phlebotomist",
    "hca",
    "student",
    "team",
    "clinic",
    "ward",
    "unit",
    "trial",
    "reception",
    "secretary",
    "anaesthetist",
    "haematologist",
    "cardiologist",
    "nephrologist",
    "chaplain",
    "coordinator",
    "cns",
    "enfermera",
    "enfermero",
    "medico",
    "medica",
    "doctora",
    "farmaceutica",
    "farmaceutico",
    "matrona",
    "fisioterapeuta",
    "consulta",
    "oncologa",
    "oncologo",
    "guardia",
    "equipo",
];

/// Whether somebody close is told of at `at`: a relative, or a "little one".
pub(super) fn is_close(line: &Line<'_>, at: usize) -> bool {
    line.get(at).tags.has(Tags::KIN) || line.is(at, words!["little", "nino", "nina", "peque"])
}

/// Where a role is said: "Nurse here:", "from the trial team", "I'm the dietitian who", "soy la enfermera".
const SAYS: Words = words!["i'm", "im", "i", "from", "soy", "desde", "as", "here", "we"];

/// Words of which a line must have one: somebody is spoken to, or told of as treated here.
pub(super) const ADDRESSED: Words = words![
    "you", "you're", "your", "ur", "tu", "su", "tus", "sus", "le", "te", "usted", "us", "our", "my", "patient", "vi",
    "vimos", "who",
];

/// Words with which anything of this file begins.
pub(super) const OPENERS: Words = words![
    "you", "you're", "your", "ur", "tu", "su", "tus", "sus", "le", "te", "he", "she", "they", "he's", "she's", "the",
    "we", "i", "vi", "vimos", "remember", "usted", "me", "us", "patient", "la", "lo",
];

/// Words that confirm that somebody is treated, by those who may have said that they are of the team.
pub(super) fn role(line: &Line<'_>, at: usize, says_role: bool) -> Option<usize> {
    looked_after(line, at)
        .or_else(|| of_theirs(line, at))
        .or_else(|| of_kin(line, at))
        .or_else(|| from_file(line, at))
        .or_else(|| seen_in_spanish(line, at))
        .or_else(|| treated_here(line, at))
        .or_else(|| who_did(line, at))
        .or_else(|| state(line, at))
        .or_else(|| if says_role { told_by_role(line, at) } else { None })
}

/// Whether a line says which part of the team speaks.
pub(super) fn says_role(line: &Line<'_>) -> bool {
    (0..line.tokens.len().min(12)).any(|at| {
        let is_here = line.is(at, ROLES) && (line.is(at + 1, words!["here"]) || at < 4 && line.get(at + 1).is(':'));
        let is_said = line.is(at, ROLES)
            && line.recently(at, 4, SAYS)
            && !line.recently(at, 4, words!["your", "my", "ask", "our"]);
        is_here || is_said
    })
}

/// "you were very brave", "your potassium's come back high", "le hemos cambiado el filtro": of the one who is spoken to.
fn told_by_role(line: &Line<'_>, at: usize) -> Option<usize> {
    static STATES: Phrases =
        Phrases::of("are in|are on|are due|were|taught|had|did|came|told|finished|have had|re in|re on|re due");
    let is_you = line.is(at, words!["you"]) && STATES.is_at(line, at + 1)
        || line.is(at, words!["you're"]) && line.is(at + 1, words!["in", "on", "due"]);
    let is_done = |next: usize| is_past(line, next) || DONE.is_at(line, next);
    let is_theirs = line.is(at, words!["your", "ur", "su", "tu", "sus", "tus"])
        && (THEIRS.is_in(line, at + 1..at + 3) || is_close(line, at + 1) || line.is(at + 1, words!["diagnosis"]))
        && (at.saturating_sub(5)..at).any(is_done);
    let is_found = line.is(at, words!["your", "su", "tu"])
        && line.is(
            at + 2,
            words!["has", "is", "was", "have", "are", "were", "come", "came", "esta", "salio", "ha", "sale"],
        )
        && line.get(at + 1).is_word()
        && !line.is(
            at + 1,
            words!["best", "team", "gp", "doctor", "nurse", "body", "question", "questions", "equipo", "medico"],
        );
    let is_found_so = line.is(at, words!["your"])
        && line.word(at + 1).ends_with("'s")
        && line.is(at + 2, words!["come", "back", "a", "up", "down", "fine", "ok"]);
    let is_spanish = line.is(at, words!["le", "te"])
        && line.was(at, 1, words!["que"])
        && (line.is(at + 1, DID) || line.word(at + 1).ends_with('ó'))
        || line.is(at, words!["le", "te"])
            && line.is(at + 1, words!["hemos", "he", "di", "puse", "vi", "hice", "pusimos", "dimos"]);
    let is_told = is_you || is_theirs || is_found || is_found_so || is_spanish;
    (is_told && !is_advice(line, at.saturating_sub(3)..at)).then_some(at + 3)
}

/// Whether words make advice of what stands behind them; "who" and "can confirm" do not.
pub(super) fn is_advice(line: &Line<'_>, range: std::ops::Range<usize>) -> bool {
    range
        .into_iter()
        .any(|at| GENERAL.is_at(line, at) && !line.is(at, words!["who"]) && !line.is(at + 1, words!["confirm"]))
}

/// "it was a pleasure to look after you", "we looked after your mum", "I'll be your key worker".
fn looked_after(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_you = line.is(at, words!["you"]) || line.is(at, words!["your"]) && is_close(line, at + 1);
    let is_cared = line.was(at, 1, words!["after"]) && line.was(at, 2, words!["look", "looked", "looking"])
        || line.was(at, 1, words!["for"]) && line.was(at, 2, words!["cared", "caring"])
        || line.was(at, 1, words!["of"])
            && line.was(at, 2, words!["care"])
            && line.was(at, 3, words!["took", "taken", "taking"]);
    let is_by_us = || {
        line.recently(
            at,
            9,
            words!["we", "i", "we've", "i've", "pleasure", "privilege", "lovely", "enjoyed", "who", "team"],
        ) && !GENERAL.is_in(line, at.saturating_sub(6)..at)
            && !line.recently(at, 6, words!["will", "people", "those"])
    };
    let is_worker = line.is(at, words!["your"])
        && line.was(at, 1, words!["be"])
        && line.was(at, 2, words!["i'll", "will", "to"])
        && line.recently(at, 4, words!["i'll", "i", "i'm"])
        && (at + 1..at + 4).any(|next| line.is(next, ROLES) || line.is(next, words!["worker", "keyworker"]));
    (is_you && is_cared && is_by_us() || is_worker).then_some(at + 2)
}

/// What has become of something that only the treating team deals with.
static SETTLED: Phrases = Phrases::of(
    "has been|have been|was accepted|is done|is finished|was done|is ready|are ready|is booked|are booked|is stable|was sent|is complete|
    came through|has come|have come|is waiting|is arranged|is confirmed|was approved|esta estable|esta lista|esta listo|ya esta",
);

/// "your referral to our team has been accepted", "your capecitabine is ready": what the team has settled.
fn of_theirs(line: &Line<'_>, at: usize) -> Option<usize> {
    const PAPERS: Words =
        words!["referral", "discharge", "prescription", "appointment", "admission", "tac", "mask", "bed", "slot"];
    if !line.is(at, words!["your", "ur", "tu", "su"]) {
        return None;
    }
    let is_theirs =
        THEIRS.is_at(line, at + 1) || line.is(at + 1, PAPERS) || line.is_proper(at + 1) && !line.get(at + 1).capital;
    if !is_theirs || GENERAL.is_in(line, at.saturating_sub(6)..at) {
        return None;
    }
    let told = SETTLED.first(line, at + 2..at + 10)?;
    let is_clause = (at + 1..told).all(|next| !matches!(line.get(next).kind, Kind::Sign('.' | ',' | '?' | ';')));
    is_clause.then_some(told + 2)
}

/// "your dad's settled on our ward", "he is an inpatient with us": of somebody whom the one who asks cares for.
fn of_kin(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_kin = line.is(at, words!["your"]) && is_close(line, at + 1);
    let is_third = line.is(at, words!["he", "she", "they", "he's", "she's", "they're"]);
    if !(is_kin || is_third) {
        return None;
    }
    let end = (at + 2..at + 9).find(|next| {
        line.is(*next, words!["our", "my"])
            && line.is(next - 1, words!["on", "in", "to", "under", "from"])
            && (next + 1..next + 4)
                .any(|it| line.is(it, words!["ward", "unit", "clinic", "care", "list", "room", "bay", "department"]))
            || line.phrase(*next, words!["with", "us"]).is_some()
                && line.any(at..*next + 5, Tags::INSTITUTION.with(Tags::PERIOD))
            || line.phrase(*next, words!["with", "us"]).is_some()
                && (at..*next).any(|it| line.is(it, words!["inpatient", "patient", "in", "admitted"]))
    })?;
    let is_clause = (at + 1..end).all(|next| line.get(next).kind != Kind::Sign('?'));
    (is_clause && !is_advice(line, at.saturating_sub(4)..at)).then_some(end + 2)
}

/// "glad the drain I took out isn't leaking", "putting in your port": somebody of the team did it.
pub(super) fn done_to_it(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["the", "remember"]) {
        return None;
    }
    let is_thing = line.is(at, words!["the"]) && THEIRS.is_at(line, at + 1);
    let by = at + 2 + usize::from(line.is(at + 2, words!["that", "which"]));
    let is_by_us = line.is(by, words!["i", "we"]) && is_past(line, by + 1);
    let is_remembered = line.is(at, words!["remember"])
        && line.is(at.wrapping_sub(1), words!["i", "we", "still"])
        && line.word(at + 1).ends_with("ing")
        && (at + 2..at + 6).any(|next| line.is(next, words!["you", "your"]));
    (is_thing && is_by_us && !line.is(by + 1, words!["had", "got"]) || is_remembered).then_some(by + 2)
}

/// "we can see from your file", "as I wrote on your card": what is written of somebody here.
fn from_file(line: &Line<'_>, at: usize) -> Option<usize> {
    const FILES: Words =
        words!["file", "notes", "record", "records", "chart", "history", "card", "letter", "results", "bloods", "scan"];
    const READ: Words =
        words!["see", "saw", "read", "wrote", "looked", "noticed", "checked", "written", "says", "noted"];
    let is_file = line.is(at, words!["your"]) && (line.is(at + 1, FILES) || line.is(at + 2, FILES));
    let is_read = line.was(at, 1, words!["from", "in", "on", "at"]) && line.recently(at, 3, READ);
    let is_by_us = || {
        line.recently(at, 6, words!["i", "we", "i've", "we've"])
            && !line.recently(at, 6, words!["if", "where", "how", "cannot", "can't", "not", "unless", "until"])
    };
    (is_file && is_read && is_by_us()).then_some(at + 2)
}

/// "vi a su hijo en urgencias": staff saw somebody, in Spanish.
fn seen_in_spanish(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_seen =
        line.is(at, words!["vi", "vimos"]) && line.is(at + 1, words!["a"]) && line.is(at + 2, words!["su", "tu"]);
    (is_seen && is_close(line, at + 3)).then_some(at + 4)
}

/// What somebody of the team did, as others tell it in Spanish.
const DID: Words = words![
    "puso", "hizo", "dio", "opero", "atendio", "vio", "quito", "cambio", "tomo", "trato", "saco", "hace", "lleva",
    "trata"
];

/// "the consultant who treats you here", "a former patient of our unit", "usted termino la radioterapia con nosotros".
fn treated_here(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_treated = line.is(at, words!["you"])
        && line.was(at, 1, words!["treats", "treated", "treating"])
        && line.is(at + 1, words!["here", "at", "in", "with"])
        && !is_advice(line, at.saturating_sub(5)..at);
    let is_of_ours = line.is(at, words!["patient"])
        && line.is(at + 1, words!["of"])
        && line.is(at + 2, words!["our", "my", "mine", "ours"]);
    let is_theirs = line.is(at, words!["su", "tu"]) && is_close(line, at + 1) || line.is(at, words!["usted"]);
    let is_with_us = |next: usize| {
        line.is(next, words!["con"]) && line.is(next + 1, words!["nosotros", "nosotras"])
            || line.is(next, words!["en"]) && line.is(next + 1, words!["nuestra", "nuestro"])
    };
    let is_asked = || {
        // "Sí," answers, "si" asks.
        let is_if = |near: usize| line.is(near, words!["si"]) && !line.get(near + 1).is(',');
        (at.saturating_sub(4)..at).any(is_if)
            || line.recently(at, 4, words!["puede", "pueden", "pregunte"])
            || line.is(at + 1, words!["puede", "debe"])
    };
    let is_with_us = is_theirs && (at + 1..at + 10).any(is_with_us) && !is_asked();
    let is_under = line.is(at, words!["you", "you're"])
        && (at + 1..at + 5).any(|next| line.is(next, words!["under"]) && line.is(next + 1, words!["our", "my"]))
        && !is_advice(line, at.saturating_sub(3)..at);
    let is_here = line.is(at, words!["you"])
        && (at + 2..at + 7).any(|next| line.phrase(next, words!["here", "with", "us"]).is_some())
        && is_past(line, at + 1);
    (is_treated || is_of_ours || is_with_us || is_under || is_here).then_some(at + 2)
}

/// "it was me who took your stitches out", "the doctor who gave you your diagnosis", "la vi en la consulta".
fn who_did(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_me = line.is(at, words!["me", "i", "us"]) && line.is(at + 1, words!["who", "that"]);
    let is_of_you = || (at + 3..at + 6).any(|next| line.is(next, words!["your", "you"]));
    let is_seen = line.is(at, words!["la", "lo", "le", "te"]) && line.is(at + 1, words!["vi", "vimos"]);
    (is_me && is_past(line, at + 2) && is_of_you() || is_seen).then_some(at + 3)
}

/// "she's out of theatre", "your mum had a settled night here", "we all missed your jokes": how somebody fares here.
fn state(line: &Line<'_>, at: usize) -> Option<usize> {
    static STATES: Phrases = Phrases::of(
        "doing fine|doing well|doing great|doing ok|doing okay|waking up|asking for|keeps pulling|resting|ate half|ate her|ate his|ate all|
        had a good night|had a bad night|had a settled|comfy|out of theatre|in theatre|in recovery|out of surgery|back on the ward|being looked after|comfortable|settled|asleep now|stable|
        awake now|off the ventilator|eating well|in good spirits",
    );
    let is_kin = line.is(at, words!["your"]) && is_close(line, at + 1);
    let is_third = line.is(at, words!["he's", "she's"]) || line.is(at, words!["he", "she"]);
    let is_told = (is_kin || is_third) && STATES.is_in(line, at + 1..at + 5) && line.has(words!["your"]);
    let is_here = is_kin
        && line.is(at + 2, words!["had", "has", "is", "was", "ate", "slept"])
        && (at + 3..at + 9).any(|next| line.is(next, words!["here"]));
    let is_missed = line.is(at, words!["we"])
        && (at + 1..at + 3).any(|next| line.is(next, words!["missed"]) && line.is(next + 1, words!["you", "your"]));
    let is_operated = line.is(at, words!["your"])
        && is_close(line, at + 1)
        && line.was(at, 1, words!["on"])
        && line.was(at, 2, words!["operated", "operating"])
        && line.has(words!["i", "we"]);
    let is_so = (is_told || is_here || is_missed) && !is_advice(line, at.saturating_sub(3)..at);
    (is_so || is_operated).then_some(at + 3)
}

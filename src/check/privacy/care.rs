//! Words of staff that say that somebody is in their care.

mod here;
mod ours;
mod role;

use crate::check::privacy::care::here::here;
use crate::check::privacy::care::ours::{ours, with_us};
use crate::check::privacy::care::role::{done_to_it, is_close, role, says_role};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A member of staff confirms in a chat that somebody is in their care.
    ///
    /// In messages of people on the roster who lead, are invited or belong to the staff: "when I saw you", "your scan showed",
    /// "my patient", "at your last appointment", "see you in clinic", "su última analítica". General advice ("ask your team",
    /// "your doctor can tell you") passes. US settlements for replies online that told health details: $10,000 (2019), $50,000
    /// (2022), $23,000 (December 2022), $30,000 (June 2023).
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 135 of 233 (recall
    /// 0.58, precision 0.97); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** That somebody is treated here is itself a secret, also when the person said it first.
    ///
    /// **How to mend it.** Take the sentence out, or answer in general: "results like this are often …".
    CARE = "privacy/care-relationship", Error;
}

/// Finds words that confirm a care relationship.
pub(crate) struct Care;

impl Detector for Care {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict() && line.may_hold(Triggers::CARE)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let mut behind = 0;
        let may_be_role = line.may_hold(Triggers::ADDRESSED);
        let says_role = may_be_role && says_role(line);
        for at in line.places(Triggers::CARE) {
            if at < behind {
                continue;
            }
            let of_staff = || {
                treated(line, at)
                    .or_else(|| worked(line, at))
                    .or_else(|| rang(line, at))
                    .or_else(|| treated_in_spanish(line, at))
                    .or_else(|| done_to_it(line, at))
                    .or_else(|| ours(line, at))
                    .or_else(|| here(line, at))
                    .or_else(|| if may_be_role { role(line, at, says_role) } else { None })
            };
            let of_both = || of_staff().or_else(|| patient(line, at)).or_else(|| came(line, at));
            let end = of_list(line, at).or_else(|| findings(line, at)).or_else(of_both);
            if let Some(end) = end {
                hits.push(Class::CareRelationship, line.range(at, end), Excuse::OnlyByStaff);
            }
            behind = end.unwrap_or(at);
        }
    }
}

/// With what the words of a treating team begin.
pub(super) static TRIGGER: Trigger = Trigger {
    words: &[
        words![
            "i", "we", "i've", "we've", "i'll", "we'll", "i'd", "we'd", "i'm", "we're", "te", "le", "os", "les", "la",
            "lo", "las", "los", "you", "you're", "youre", "you've", "u", "your", "ur", "tu", "su", "tus", "sus", "my",
            "mi", "our", "patient", "patients", "paciente",
        ],
        role::OPENERS,
        here::OPENERS,
    ],
    phrases: &[&PHRASES],
    ..Trigger::of(Triggers::CARE)
};

/// Whether somebody is spoken to.
pub(super) static ADDRESSED: Trigger = Trigger { words: &[role::ADDRESSED], ..Trigger::of(Triggers::ADDRESSED) };

/// Phrases that only somebody says who treats the other.
static PHRASES: Phrases = Phrases::of(
    "looking at your last|looking at your latest|looking at your recent|trusting us with|trusted us with|letting us look after|
    letting us care for|thank you for coming in|thanks for coming in|thank you for coming to see|thanks for coming to see|
    looking at your notes|looking at your chart|looking at your file|looking at your record|looking at your results|
    looking at your scan|looking at your bloods|i looked you up|i've put your name down|put your name down|
    put you down for|got you down for|have you down for|you've been a patient|you have been a patient|
    you are a patient here|you're a patient here|you were a patient|a patient here|meet you and your|met you and your|
    meeting you and your|meet you in clinic|meeting you in clinic|your consultant here|your team here|your nurse here|
    our team saw you|when you came to a&e|when you came to a & e|when you came to ed|when you attended|
    you didn't attend|you did not attend|you dna'd|you missed your appointment|you missed your|
    next appointment with me|next appointment with us|your treatment plan says|your care plan says|
    your discharge letter says|in your discharge letter|your letter from us|my ladies|my gentlemen|
    one of my gentlemen|lady on my ward|gentleman on my ward|man on my ward|woman on my ward|chap on my ward|
    lady on our ward|gentleman on our ward|lady in my clinic|gentleman in my clinic|lady under my|
    patient last week who|patient yesterday who|patient on my|patient of ours|your last visit with|
    your last visit was|since your last visit|last time you were in|last time you were here|last time i saw|
    last time we saw|when i next see|when you're next in|pop in and see|pop back and see|come back and see|
    see you tomorrow in|we're expecting you|we are expecting you|expecting you on|expecting you at|your bed is ready|
    your slot is|your place on|your named nurse|your key worker here|your keyworker here|as i explained in|
    as i explained at|as i said in clinic|as i said at|as i mentioned at|as i mentioned in|as we agreed at|
    as we agreed in|as we said at|as discussed in clinic|as discussed at your|as discussed yesterday|
    we agreed in clinic|when you left us|when you left the ward|when you went home from|when you were discharged|
    before we discharged|since your operation with|operation with us|surgery with us|treatment with us|stay with us|
    admission here|your stay here|your time with us|you stayed with us|you signed the consent|you consented to|
    i wrote to your|i've written to your|we wrote to your|i spoke to your|i spoke with your|i rang your|we rang your|
    i emailed your|i delivered your|we delivered your|was placed by me|was put in by me|was done by me|
    were done by me|removed by me|performed by me|i performed your|i inserted your|i see from your|your file shows|
    your file mentions|the file shows you|our records show|our system shows you|we have you booked|we have you in|
    we have you on|i have you on|your name is on our|your name is on my|you're on our|you are on our|you are on my|
    te operé|cuando te operamos|cuando te operé|cuando ingresaste|tus resultados ya|tu analitica ya|tu biopsia ya|
    su analitica ya|te llamare con|le llamare con|te llamaremos con|tu historial dice|en tu historia|en su historia|
    en tu ficha|gracias por venir|te esperamos el|le esperamos el|when you rang me|when you called me|
    when you phoned me|you looked well at|you looked well in|you looked better at|you looked great at|
    you seemed better at|from your record|from your records|from your notes|from your scan|in your record|
    we talked about you|we discussed you|talked about your case|one of ours|one of our patients|one of mine|
    get you in for|got you in for|booked you in|booked you for|have you booked|i showed you on the ward|
    i showed you in clinic|we showed you on the ward|the new dose i gave you|i have seen you|we have seen you|
    i've seen you|we've seen you|when i saw you|when we saw you|when i see you|i saw you|we saw you|since i saw you|
    i'll see you in clinic|see you in clinic|see you on the ward|see you at your|see you at your next|
    see you for your|when you came in|when you came to us|when you came to me|when you came under|
    when we admitted you|when i admitted you|while you were with us|while you were in with us|i've been your|
    i have been your|we've been your|you were one of my|you were one of our|you are one of my|you are one of our|
    you're one of my|you're one of our|when you came to see|when you were in|when you were on the ward|
    when you were here|when you were admitted|when we met|when we spoke|when we last|nice to see you again|
    good to see you in|good to see you yesterday|good to see you on|good to see you at|lovely to see you in|
    i operated on you|we operated on you|your surgeon here|as your doctor|as your nurse|as your consultant|
    as your surgeon|as your oncologist|as your gp|i'm your|i am your|i was your|i'm the nurse who|i was the nurse who|
    i am the nurse who|i'm the doctor who|i was the doctor who|i did your|we did your|i do your|i prescribed for you|
    we started you on|i started you on|we put you on|i put you on|we gave you|i gave you|we discussed at your|
    i told you at|we told you at|we talked about at your|at your last appointment|at your last visit|
    at your last clinic|at your last review|at our last meeting|at our last appointment|at our last visit|
    at our last review|at our last call|our last consultation|our last appointment|our chat on the ward|
    our talk on the ward|our phone call|at your next appointment with|in your notes|in your file|in your chart|
    in your records|your records show|your notes say|your notes mention|your notes show|your file says|
    your chart says|according to your notes|on my list|on our list|on my clinic list|on the ward round|in my clinic|
    under my care|under our care|in our care|with us on the ward|next cycle with us|cycle with us|
    your next appointment is|your appointment is on|your appointment with me|your appointment with us|i remember you|
    we remember you|i know you from|you came to my|you came to our|come and see me again|back to see me|
    back to see us|you asked me in clinic|you told me in clinic|you told me on the ward|you mentioned in clinic|
    i have your results|we have your results|i've got your results|i have your scan|we got your|usted es paciente|es usted paciente|me acuerdo de usted|me acuerdo de ti|nos acordamos de usted|nos acordamos de ti|me acuerdo de su|me acuerdo de tu|cuando te vi|
    cuando le vi|cuando viniste|en tu ultima consulta|en su ultima consulta|en tu ultima visita|te opere|te operamos|
    le operamos|le opere|mi paciente|te vi en|le vi en|te receté|te recete|le recete|te pusimos|le pusimos|te atendi|
    te atendimos|le atendimos|en mi consulta|te veo en|le veo en|tu cita conmigo|su cita conmigo|as we discussed at|discussed you at|discussed you with|discussed your case|remember operating on|remember treating you|remember seeing you|
    remember meeting you|remember your|
    as we discussed in clinic|as we discussed on the ward|as we discussed when|at your review we|at your review i|
    at your preop we|at your pre op we|at your follow up we|at your follow up i|at your check up we|
    since we last met in clinic|i can see from your notes|i can see from your scan",
);

/// A phrase of the list, unless it is asked whether it is so.
fn of_list(line: &Line<'_>, at: usize) -> Option<usize> {
    let end = PHRASES.end(line, at)?;
    // "You don't have to be a patient here to ask."
    let is_denied = line.is(at, words!["a"]) && line.was(at, 1, words!["be"]);
    (!is_denied && !line.recently(at, 6, words!["whether", "if"])).then_some(end)
}

/// What a treating team does to somebody or something of theirs, as people tell it afterwards or announce it.
static DONE: Phrases = Phrases::of(
    "saw|met|examined|operated|treated|removed|took|changed|increased|reduced|lowered|raised|started|stopped|prescribed|gave|did|put|
    inserted|discharged|admitted|referred|scanned|reviewed|called|rang|phoned|booked|remember|checked|cannulated|biopsied|diagnosed|
    seen|had|delivered|wrote|fitted|placed|implanted|repaired|closed|opened|replaced|reset|titrated|tapered|weaned|extubated|swabbed|tested|
    get|got|signed|showed|talked|spoke|taught|told|advised|arranged|organised|ordered|requested|supervised|performed|assessed|
    hooked|plugged|wheeled|looked|cared|drained|dressed|stitched|sent|moved|switched|adjusted|consented|measured|weighed|injected|anaesthetised|intubated|
    recommended|ring|call|phone|see|review|check|examine|book|adjust|chase|look|discussed",
);

/// What of somebody only the treating team deals with.
static THEIRS: Phrases = Phrases::of(
    "analisis|scan|scans|result|results|incision|incisions|sutures|herida|biopsy|bloods|blood|counts|mri|ct|pet|xray|ultrasound|mammogram|pathology|histology|labs|tumour|tumor|lump|
    wound|stitches|drain|operation|surgery|chart|margins|nodes|markers|notes|file|dose|doses|cannula|line|picc|port|dressing|referral|
    prescription|chemo|treatment|cycle|medication|meds|tablets|case|appointment|slides|ecg|echo|bone|catheter|stoma|catheters|
    infusion|infusions|consent|transfusion|anaesthetic|physio|tablets|inhaler|marcadores|analiticas|puntos|gp|baby|insulin|stent|tube|cast|brace|splint|pacemaker|valve|hip|knee|shoulder|spine|heart|liver|kidney|kidneys|lungs|bowel|bladder|ovary|
    womb|thyroid|eye|eyes|ear|ears|tooth|teeth|leg|arm|foot|skin|mole|polyp|polyps|cyst|fibroid|hernia|gallbladder|appendix|symptoms|pain|
    pressure|bp|sugars|sugar|ferritin|tsh|inr|hba1c|cholesterol|weight|smear|swabs|urine|stool|culture|cultures|mum's|dad's|mother's|father's|
    tac|radiotherapy|radiation|rads|immunotherapy|dialysis|transplant|potassium's|referral|discharge|daughter's|son's|wife's|husband's|record|records|potassium|sodium|haemoglobin|hemoglobin|hb|platelets|neutrophils|creatinine|calcium|slot|sample|samples|swab|pump|
    analitica|resultados|biopsia|ecografia|resonancia|mamografia|operacion|dosis|tratamiento|informe|prueba|pruebas",
);

/// "I examined you", "we removed your drain", "I'll look at your bloods", "we saw your scan at the MDT".
fn treated(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["i", "we", "i've", "we've", "i'll", "we'll", "i'd", "we'd", "i'm", "we're"]) {
        return None;
    }
    let skipped = (1..4).take_while(|step| {
        line.is(
            at + step,
            words![
                "have",
                "had",
                "did",
                "do",
                "will",
                "also",
                "just",
                "then",
                "only",
                "can",
                "am",
                "already",
                "personally",
                "going",
                "to",
                "really",
            ],
        )
    });
    let mut verb = at + 1 + skipped.count();
    // "We've had your bloods back."
    verb -= usize::from(verb > at + 1 && line.is(verb, words!["your", "you"]));
    if !DONE.is_at(line, verb) {
        return None;
    }
    let is_past = !line.is(
        verb,
        words!["ring", "call", "phone", "see", "review", "check", "examine", "book", "adjust", "chase", "look"],
    );
    let is_announced = line.is(at, words!["i'll", "we'll"]) || line.recently(verb, 3, words!["will", "going"]);
    let object = (verb + 1..verb + 6).find(|next| line.is(*next, words!["you", "your", "u", "ur", "yours"]))?;
    let is_between = (verb + 1..object).all(|next| {
        line.is(
            next,
            words![
                "on", "at", "after", "for", "up", "in", "out", "about", "with", "with", "off", "to", "over", "back",
                "down",
            ],
        )
    });
    let is_of_theirs = line.is(object, words!["your", "ur"]) && THEIRS.is_in(line, object + 1..object + 4);
    let is_open = OPEN.is_at(line, verb);
    // "I've hooked your dad up."
    let is_of_theirs =
        is_of_theirs || line.is(object, words!["your", "ur"]) && is_close(line, object + 1) && !OPEN.is_at(line, verb);
    let is_of_you = line.is(object, words!["you", "u"]) && (!is_open || is_placed(line, object));
    ((is_past || is_announced) && is_between && (is_of_theirs || is_of_you)).then_some(object + 1)
}

/// What anybody does to anybody: it tells of care only with a place or a matter of care behind it.
static OPEN: Phrases = Phrases::of(
    "sent|recommended|looked|look|called|discussed|call|see|check|ring|phone|did|moved|met|get|got|showed|talked|spoke|told|advised|
    taught|arranged|signed|ordered|organised|rang|phoned|put|took|raised|started|stopped|remember",
);

/// Whether a place or a matter of care follows: "met you in clinic", "get you in for bloods".
fn is_placed(line: &Line<'_>, object: usize) -> bool {
    let is_joined = line.is(
        object + 1,
        words![
            "in",
            "on",
            "at",
            "last",
            "yesterday",
            "about",
            "after",
            "with",
            "when",
            "for",
            "through",
            "off",
            "from",
            "how",
        ],
    );
    let is_matter = THEIRS.is_in(line, object + 1..object + 6);
    is_joined && (is_matter || line.any(object + 1..object + 6, Tags::INSTITUTION.with(Tags::WEEKDAY)))
}

/// Past forms that do not end in "ed".
static PAST: Phrases = Phrases::of(
    "had|made|took|gave|put|saw|seen|sent|wrote|written|got|did|done|found|felt|heard|read|cut|kept|held|left|told|rang|spoke|brought|drew|drawn|
    set|ran|went|chose|fed|fitted|shown|taken|given|spoken|begun|began|met|sewed|sewn|split|woke",
);

/// Whether the word at `at` is a past form.
fn is_past(line: &Line<'_>, at: usize) -> bool {
    line.word(at).ends_with("ed") || PAST.is_at(line, at)
}

/// "I countersigned your consent form", "our pharmacist has made up your tablets", "we moved your infusion": somebody of the
/// team did something to what only the treating team deals with.
fn worked(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["i", "we", "i've", "we've", "our"]) {
        return None;
    }
    let is_past = |next: usize| {
        let word = line.word(next);
        word.len() > 4
            && word.ends_with("ed")
            && !line.is(next, words!["need", "indeed", "used", "needed", "wanted", "hoped", "loved", "liked"])
            || PAST.is_at(line, next)
    };
    let told = if line.phrase(at + 1, words!["was", "the", "one"]).is_some() && line.is(at + 4, words!["who", "that"]) {
        at + 5
    } else {
        at + 1
    };
    let verb = (told..told + 4).find(|next| is_past(*next))?;
    let is_clause =
        (at + 1..verb + 7).all(|next| line.get(next).kind != Kind::Sign('?')) && !GENERAL.is_in(line, told..verb + 1);
    let object = (verb + 1..verb + 8).find(|next| {
        // "We dispensed your capecitabine": drugs are known by their names.
        let is_theirs =
            THEIRS.is_in(line, next + 1..next + 4) || line.is_proper(next + 1) && !line.get(next + 1).capital;
        line.is(*next, words!["your", "ur"]) && is_theirs
            || line.is(*next, words!["you"])
                && line.was(*next, 2, words!["to"])
                && line.was(*next, 1, words!["see", "ring", "call", "visit", "phone", "assess"])
    })?;
    (is_clause && !GENERAL.is_in(line, verb + 1..object)).then_some(object + 1)
}

/// "your district nurse rang me", "when he visited you here", "you did so well with us": others who treat the same person.
fn rang(line: &Line<'_>, at: usize) -> Option<usize> {
    const TEAM: Words = words![
        "nurse",
        "gp",
        "consultant",
        "surgeon",
        "oncologist",
        "physio",
        "dietitian",
        "pharmacist",
        "midwife",
        "carer",
        "husband",
        "wife",
        "daughter",
        "son",
        "mum",
        "mother",
        "sister"
    ];
    if line.is(at, words!["your"]) {
        let who = (at + 1..at + 4).find(|next| line.is(*next, TEAM))?;
        let is_to_us = line.is(
            who + 1,
            words!["rang", "called", "phoned", "told", "emailed", "wrote", "asked", "visited", "brought", "came"],
        ) && (who + 2..who + 5).any(|next| line.is(next, words!["me", "us", "you"]));
        return is_to_us.then_some(who + 2);
    }
    let is_here = line.is(at + 1, words!["here"])
        && line.was(at, 1, words!["visited", "brought", "saw", "treated", "admitted", "met", "visit"]);
    let is_done = line.is(at + 1, words!["did", "coped", "went", "managed", "came", "stayed", "sailed"]);
    if !line.is(at, words!["you"]) || !is_here && !is_done || GENERAL.is_in(line, at.saturating_sub(4)..at) {
        return None;
    }
    let with_us = (at + 2..at + 9).find(|next| line.phrase(*next, words!["with", "us"]).is_some());
    match with_us.filter(|_| is_done) {
        Some(end) => Some(end + 2),
        None => is_here.then_some(at + 2),
    }
}

/// "le cambié la dosis", "te pusimos un port": a person before a verb that says what the speaker did.
fn treated_in_spanish(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["te", "le", "os", "les", "la", "lo", "las", "los"]) {
        return None;
    }
    let verb = line.word(at + 1);
    let is_done = line.is(at + 1, words!["hemos", "di", "dimos", "vi", "vimos", "puse", "hice"])
        || verb.ends_with('é') && verb.chars().count() > 3
        || verb.ends_with("amos")
        || verb.ends_with("imos");
    let is_of_you = line.is(at, words!["te", "le", "os", "les"]) || line.recently(at, 2, words!["usted"]);
    // "Tu biopsia la revisé yo."
    let is_of_yours = || {
        let before = at.saturating_sub(4)..at;
        let whose = before.clone().find(|whose| line.is(*whose, words!["tu", "tus", "su", "sus"]));
        line.is(at, words!["la", "lo", "las", "los"]) && whose.is_some_and(|whose| THEIRS.is_in(line, whose..at))
    };
    let is_told = is_done && !line.is(at + 1, words!["estamos", "vamos"]);
    (is_told && (is_of_you || is_of_yours())).then_some(at + 2)
}

/// "you were in my clinic", "you came to see me", "you are due for your third cycle with us".
fn came(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["you", "you're", "you've", "u"]) {
        return None;
    }
    let is_told = line.is(at, words!["you're", "you've"])
        || line.is(at + 1, words!["were", "are", "came", "have", "had", "was", "come", "saw", "will", "got"])
        || line.word(at + 1).ends_with("ed");
    if !is_told {
        return None;
    }
    let end = (at + 1..at + 9).find(|next| {
        with_us(line, *next).is_some() && THEIRS.is_in(line, at + 1..*next)
            || line.phrase(*next, words!["from", "us"]).is_some() && line.is(at + 1, words!["have", "had", "got"])
            || line.is(*next, words!["my", "our"])
                && line.is(next + 1, words!["clinic", "ward", "care", "list", "unit", "surgery", "team's", "theatre"])
            || line.is(*next, words!["here"]) && line.is(at + 1, words!["had"]) && THEIRS.is_in(line, at + 1..*next)
            || line.is(*next, words!["see"])
                && line.is(next + 1, words!["me", "us"])
                && line.is(next - 1, words!["to", "and"])
    })?;
    let is_general =
        GENERAL.is_in(line, at.saturating_sub(4)..end) || line.is(at + 1, words!["can", "could", "may", "should"]);
    (!is_general).then_some(end + 2)
}

/// What makes advice of a sentence.
static GENERAL: Phrases = Phrases::of(
    "if|ask|whether|once|until|how|what|where|bring|before|unless|understand|why|who|can|could|may|should|any|please|want",
);

/// What is told of something that only the treating team has seen.
static TELL: Phrases = Phrases::of(
    "showed|shows|show|was|were|is|are|came|look|looks|looked|went|confirmed|yesterday|today|tomorrow|last|next|has|have|from|on|this|
    healed|healing|mention|mentions|say|says|said|needs|need|grew|shrank|shrunk|changed|fell|dropped|rose|improved|at|
    han|ha|bajado|subido|salio|salieron|esta|estan|fue|muestra|mostro|indica|ha|han|sale",
);

/// What the treating team has settled.
const SETTLED: Words =
    words!["booked", "scheduled", "ready", "confirmed", "arranged", "due", "here", "moved", "approved", "on"];

/// "your scan showed", "your results are", "tu analítica está": what only the treating team has seen.
fn findings(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, words!["your", "ur", "tu", "su", "tus", "sus"]) {
        return None;
    }
    let mut noun = THEIRS.first(line, at + 1..at + 4)?;
    while THEIRS.is_at(line, noun + 1) {
        noun += 1;
    }
    let is_general = GENERAL.is_in(line, at.saturating_sub(6)..at)
        || line.recently(
            at,
            6,
            words!["when", "about", "after", "get", "getting", "have", "while", "during", "with", "and"],
        );
    let is_vague = line.is(
        noun,
        words![
            "treatment",
            "chemo",
            "case",
            "appointment",
            "surgery",
            "operation",
            "meds",
            "medication",
            "tablets",
            "blood",
            "port",
            "line",
            "bone",
            "chart",
            "tratamiento",
        ],
    ) && !line.is(noun + 1, words!["showed", "was", "went", "yesterday", "came", "looked"])
        && !(line.is(noun + 1, words!["is", "are", "has"]) && (noun + 2..noun + 4).any(|next| line.is(next, SETTLED)));
    let told = noun + 1 + usize::from(line.is(noun + 1, words!["all", "both", "just", "already", "ya", "also", "now"]));
    (TELL.is_at(line, told) && !is_general && !is_vague).then_some(told + 1)
}

/// "my patient", "one of our patients", "a patient of mine".
fn patient(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_patient = |at: usize| line.is(at, words!["patient", "patients", "paciente"]);
    if !line.is(at, words!["my", "mi", "our", "you're", "youre"]) && !is_patient(at) {
        return None;
    }
    if line.is(at, words!["my", "mi"]) && is_patient(at + 1) {
        return Some(at + 2);
    }
    if line.is(at, words!["my", "our"])
        && is_patient(at + 1)
        && line.is(at, words!["our"])
        && line.was(at, 2, words!["one"])
    {
        return Some(at + 2);
    }
    // "You were my last patient that day", not "our new patient guide".
    let is_one = line.is(at, words!["my", "our"])
        && is_patient(at + 2)
        && line.is(at + 2, words!["patient"])
        && !line.is(at + 1, words!["new", "every"])
        && !line.is(
            at + 3,
            words![
                "guide",
                "leaflet",
                "information",
                "group",
                "forum",
                "portal",
                "network",
                "support",
                "experience",
                "safety",
                "education",
                "advocate",
                "panel",
                "day",
                "page"
            ],
        );
    if is_one {
        return Some(at + 3);
    }
    let of_mine = is_patient(at) && line.is(at + 1, words!["of"]) && line.is(at + 2, words!["mine", "ours"]);
    if of_mine {
        return Some(at + 3);
    }
    let is_yours = line.is(at, words!["you're", "youre"])
        && line.is(at + 1, words!["under", "in", "on"])
        && line.is(at + 2, words!["my", "our"])
        && line.is(at + 3, words!["care", "clinic", "ward", "list", "team"]);
    is_yours.then_some(at + 4)
}

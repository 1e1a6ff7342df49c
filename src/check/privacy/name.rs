//! Names of people, known by what stands around them.

mod alone;

use crate::check::privacy::capitals::{is_capital_name, is_title_case};
use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::name::alone::{AFTER_THANKS, BEFORE_NAMES, given, signed, thanked, told, whole};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::{Tags, is_given_name, is_misspelt, is_ordinary, is_proper_word};
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text names somebody who may be a patient or a relative.
    ///
    /// Identifier A of 45 CFR 164.514(b)(2)(i). Known by context: "my daughter Anna", "Mrs Whitfield", "I'm Dave", "her name
    /// is", "me llamo", "— love, Sue", and in chats by the name itself, also in small letters ("thanks sarah"). Staff, authors,
    /// cited people and participants who agreed to be named pass.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 169 of 185 (recall
    /// 0.91, precision 0.92); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** A first name with an illness and a town is often enough for somebody who knows them.
    ///
    /// **How to mend it.** Write "her daughter", "a participant". Somebody of the staff belongs into `people.yaml`.
    NAME = "privacy/name", Error;
}

/// Finds names.
pub(crate) struct Name;

impl Detector for Name {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_place_of_names = matches!(line.ground, Ground::References | Ground::People | Ground::Contacts);
        !is_place_of_names && (line.is_strict() || line.capital) && line.may_hold(Triggers::NAME.with(Triggers::THANKS))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            if let Some(end) = read_out(line, at) {
                note(line, at, end, hits);
            }
            if line.is_strict() && line.before(at, 1).triggers.has(Triggers::THANKS) {
                thanked(line, at, hits);
            }
            if !line.get(at).is_word() || !line.get(at).triggers.has(Triggers::NAME) {
                continue;
            }
            if line.is_strict() {
                told(line, at, hits);
            }
            titled(line, at, hits);
            kin(line, at, hits);
            introduced(line, at, hits);
            if line.is_strict() {
                given(line, at, hits);
                signed(line, at, hits);
            } else {
                whole(line, at, hits);
            }
        }
    }
}

/// With what a name begins, or what stands before it; given names are known as such.
pub(super) static TRIGGER: Trigger = Trigger {
    tags: Tags::TITLE.with(Tags::KIN).with(Tags::INTRODUCES),
    phrases: &[&BEFORE_NAMES],
    ..Trigger::of(Triggers::NAME)
};

/// Behind what a name may stand that is none of the given names.
pub(super) static THANKS: Trigger =
    Trigger { words: &[AFTER_THANKS, words!["and", "n"]], ..Trigger::of(Triggers::THANKS) };

/// Notes the words from `from` up to `to`.
fn note(line: &Line<'_>, from: usize, to: usize, hits: &mut Hits) {
    if line.is_page() && is_eponym(line, from, to) {
        return;
    }
    hits.push(Class::Name, line.range(from, to), Excuse::Familiar);
}

/// What bears somebody's name.
static NAMED_AFTER: Phrases = Phrases::of(
    "syndrome|disease|sequence|anomaly|malformation|disorder|deformity|sign|test|procedure|score|classification|valley|reaction|
    lymphoma|sarcoma|tumor|tumour|review|gene|study|trial|method|law|award|foundation|hospital|institute|clinic|center|centre",
);

/// Whether a professional text names somebody of whom a thing has its name, or who found it: "called Pierre Robin sequence",
/// "a doctor named George Still, who described".
fn is_eponym(line: &Line<'_>, from: usize, to: usize) -> bool {
    const FOUND: Words = words!["described", "discovered", "identified", "reported", "invented", "developed"];
    NAMED_AFTER.is_in(line, to.saturating_sub(1)..to + 2)
        || line.recently(from, 2, words!["after", "for"]) && line.recently(from, 4, words!["named", "called"])
        || (to..to + 10).any(|next| line.is(next, FOUND))
}

/// The index behind a name that begins at `at`: given names, surnames, initials, particles.
fn name_end(line: &Line<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end < at + 6 {
        let token = line.get(end);
        let is_initial = token.capital && token.len() == 1 && token.is_word() && !line.is(end, words!["i", "a"]);
        let is_particle = line.is(end, words!["de", "la", "del", "van", "von", "der", "bin", "al", "o", "mc"])
            && line.get(end + 1).capital;
        let is_hyphen = token.is('-') && !token.spaced && line.get(end + 1).capital;
        let is_dot = token.is('.') && !token.spaced && line.before(end, 1).len() == 1;
        let is_more = token.is_word()
            && token.capital
            && token.len() > 1
            && !token.opens
            && !token.tags.has(Tags::SELF.with(Tags::WEEKDAY))
            && !line.is_proper(end);
        if !(is_initial || is_particle || is_hyphen || is_dot || is_more) {
            break;
        }
        end += 1;
    }
    while end > at + 1 && !line.get(end - 1).is_word() {
        end -= 1;
    }
    end
}

/// "her name is spelled G-u-z-i-n-s-k-i": letters one by one.
fn read_out(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_letter = |at: usize| line.get(at).is_word() && line.get(at).len() == 1;
    if !is_letter(at) || !line.get(at + 1).is('-') || !line.is_strict() || at > 0 && line.before(at, 1).is('-') {
        return None;
    }
    let letters =
        (0..20).take_while(|step| is_letter(at + 2 * step) && (*step == 0 || line.get(at + 2 * step - 1).is('-')));
    let count = letters.count();
    (count > 3).then_some(at + 2 * count - 1)
}

/// "Mrs Whitfield", "Dr Patel", "nurse Jackie", "señora García". On pages doctors and nurses are professionals.
fn titled(line: &Line<'_>, at: usize, hits: &mut Hits) {
    if !line.get(at).tags.has(Tags::TITLE) {
        return;
    }
    let next = at + 1 + usize::from(line.get(at + 1).is('.') && !line.get(at + 1).spaced);
    let is_private = line.is(
        at,
        words![
            "mr", "mrs", "ms", "miss", "mx", "sra", "srta", "senor", "senora", "senorita", "dona", "don", "sr", "herr",
            "frau", "madame", "monsieur",
        ],
    );
    // "MS" is an illness and an office, "SR" a form of a drug.
    let is_abbreviation = line.word(at).len() == 2 && line.word(at).bytes().all(|byte| byte.is_ascii_uppercase());
    if is_abbreviation
        || !line.is_strict() && !is_private
        || !line.get(next).is_word()
        || line.is(at, words!["ms", "don", "miss"]) && !line.get(at).capital && !is_miss(line, at, next)
    {
        return;
    }
    let is_short =
        line.is(at, words!["mr", "mrs", "dr", "mx", "ms", "prof", "sra", "dra", "srta", "sr", "herr", "frau"]);
    let word = line.folded(next);
    let is_name = match line.get(next).capital {
        true => {
            let is_short = is_short || is_miss(line, at, next) || is_small_title(line, at, next);
            is_capital_name(line, next)
                || is_short
                    && !line.get(next).tags.has(Tags::SELF)
                    && (!is_proper_word(&word) || line.is_strict() && !line.is(next, words!["google"]))
                    && line.word(next).len() > 1
        }
        false => {
            is_short && line.is_strict() && !line.is(next, AFTER_TITLES) && line.get(next).tags == Tags::default()
                || is_given_name(&word) && !is_ordinary(&word)
                || line.is(at, words!["nurse", "doctor", "midwife", "sister"]) && line.is_strict() && is_odd(line, next)
        }
    };
    if is_name {
        note(line, next, name_end(line, next), hits);
    }
}

/// Whether a title in small letters stands before a word with a capital: "sister Booker on ward 4".
fn is_small_title(line: &Line<'_>, at: usize, next: usize) -> bool {
    line.is_strict()
        && line.is(at, words!["nurse", "sister", "doctor", "pt"])
        && !line.get(at).capital
        && next == at + 1
        && line.get(next).tags == Tags::default()
        && !line.is_proper(next)
        && !is_title_case(line)
}

/// Whether "miss" stands before a name and is no verb: "miss Green said", not "I miss Spain".
fn is_miss(line: &Line<'_>, at: usize, next: usize) -> bool {
    let before = line.before(at, 1);
    let is_verb = before.tags.has(Tags::SELF.with(Tags::THIRD).with(Tags::YOU))
        || line.was(
            at,
            1,
            words![
                "to", "will", "would", "really", "don't", "dont", "not", "still", "and", "do", "did", "didn't",
                "never", "also", "so"
            ],
        )
        || line.get(next).tags.has(Tags::KIN.with(Tags::COUNTRY));
    line.is(at, words!["miss"]) && line.is_strict() && line.get(next).capital && !is_verb
}

/// What follows "dr" or "mrs" in small letters without being a name.
const AFTER_TITLES: Words = words![
    "says",
    "said",
    "told",
    "tells",
    "wants",
    "wanted",
    "thinks",
    "thought",
    "is",
    "was",
    "will",
    "would",
    "has",
    "had",
    "gave",
    "gives",
    "called",
    "calls",
    "rang",
    "asked",
    "asks",
    "knows",
    "knew",
    "put",
    "puts",
    "did",
    "does",
    "can",
    "could",
    "about",
    "and",
    "or",
    "at",
    "in",
    "on",
    "when",
    "visit",
    "appointment",
    "google",
    "who",
];

/// "my daughter Anna", "my husband, Tom,", "my son's name is Leo", "mi hija Lucía", "my wife (Sue)".
fn kin(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let token = line.get(at);
    if !token.tags.has(Tags::KIN) {
        return;
    }
    let is_somebodys = line.any(at.saturating_sub(3)..at, Tags::POSSESSIVE)
        || token.capital && !line.get(at).opens
        || line.is(at, words!["aunt", "uncle", "auntie", "cousin"]);
    if !is_somebodys && !line.is_strict() {
        return;
    }
    let mut next = at + 1;
    while next < at + 5 {
        let skips = matches!(line.get(next).kind, Kind::Sign(',' | '(' | '-' | ':' | '"'))
            || line.is(
                next,
                words![
                    "is", "called", "named", "name", "who", "se", "llama", "in", "law", "and", "name's", "nombre", "es"
                ],
            );
        if !skips
            || line.is(next, words!["and", "who", "in"]) && !line.get(next + 1).capital && !line.is(next, words!["in"])
        {
            break;
        }
        next += 1;
    }
    let is_appended = next > at + 1 && matches!(line.get(next - 1).kind, Kind::Sign(','));
    let word = line.folded(next);
    let plain = word.strip_suffix("'s").unwrap_or(&word);
    let is_name = match line.get(next).capital {
        true => {
            is_capital_name(line, next) || is_given_name(plain) && !line.get(next).opens || is_newborn(line, at, next)
        }
        false => {
            let is_given = is_given_name(plain) && (!is_ordinary(plain) || is_named(line, next));
            (is_given || is_odd_name(line, at, next)) && line.is_strict()
        }
    };
    // "Mum (Precious)": a word in brackets behind a relative is what they are called.
    let is_bracketed =
        line.get(at + 1).is('(') && next == at + 2 && line.get(next).capital && line.get(next + 1).is(')');
    let is_name = is_name || is_bracketed && line.is_strict();
    let is_page_name = line.is_strict() || is_somebodys && is_given_name(plain) && line.get(next).capital;
    if line.get(next).is_word()
        && is_name
        && is_page_name
        && (!is_appended || is_given_name(plain))
        && !line.get(next).tags.has(Tags::COUNTRY.with(Tags::MONTH).with(Tags::WEEKDAY).with(Tags::INSTITUTION))
    {
        note(line, next, name_end(line, next), hits);
    }
}

/// "my twin bro delroy": right behind a relative of somebody who writes in English, a word in small letters that nobody
/// knows.
fn is_odd_name(line: &Line<'_>, at: usize, next: usize) -> bool {
    next == at + 1 && line.recently(at, 3, words!["my", "our", "her", "his"]) && is_odd(line, next)
}

/// Whether a word in small letters is one that nobody knows.
fn is_odd(line: &Line<'_>, next: usize) -> bool {
    let token = line.get(next);
    token.is_word()
        && !token.capital
        && token.len() > 3
        && token.tags == Tags::default()
        && !line.is_ordinary(next)
        && !line.is_proper(next)
        && !is_misspelt(&line.folded(next))
}

/// "Baby Berger": a child on a ward is called by the name of its family, whatever else that means.
fn is_newborn(line: &Line<'_>, at: usize, next: usize) -> bool {
    line.is(at, words!["baby"])
        && line.is_strict()
        && next == at + 1
        && !line.is(next, words!["bank", "shower", "loss", "brain", "blues", "aspirin"])
}

/// Whether "called" or "named" stands right before the word at `at`.
fn is_named(line: &Line<'_>, at: usize) -> bool {
    line.was(at, 1, words!["called", "named", "llama", "name's"])
        || line.was(at, 1, words!["is"]) && line.was(at, 2, words!["name"])
}

/// What stands before a name and nothing else.
static NAMING: Phrases = Phrases::of(
    "name =|name :|surname :|surname =|surname is|surname was|surname|last name is|last name was|last name|maiden name is|maiden name was|maiden name|family name is|nee|
    initials are|initials|calls me|my name is|my name's|my nam is|name is|name was|names are|i'm called|me llamo|mi nombre es|se llama|ich heisse|ich heiße|
    mein name ist|je m'appelle|named",
);

/// What may stand before a name.
static GREETING: Phrases =
    Phrases::of("called me|call me|i'm|i am|im|it's|this is|soy|aqui|called|signed|regards|love|hugs|xx|xo");

/// "I'm Anna", "my name is Sarah", "call me Bob", "me llamo Lucía", "love, Sue".
fn introduced(line: &Line<'_>, at: usize, hits: &mut Hits) {
    if !line.get(at).tags.has(Tags::INTRODUCES) {
        return;
    }
    let (naming, greeting) = (NAMING.end(line, at), GREETING.end(line, at));
    let Some(end) = naming.max(greeting) else { return };
    let takes_any = naming >= greeting;
    if !line.is_strict() && !takes_any {
        return;
    }
    let next = end
        + (0..2)
            .take_while(|step| {
                matches!(line.get(end + step).kind, Kind::Sign(',' | ':' | '-' | '"' | '\'' | '~' | '?'))
            })
            .count();
    let token = line.get(next);
    let word = line.folded(next);
    // "Your last name? Hays": an answer of one word.
    let is_answer = !line.before(next, 1).is('?') || !line.get(next + 1).is_word();
    let is_said = takes_any
        && is_answer
        && line.is_strict()
        && token.is_word()
        && !token.tags.has(Tags::SELF)
        && !is_no_name(line, next);
    let is_name = match token.capital {
        true => is_capital_name(line, next) || is_given_name(&word) && !line.is_shouted(),
        false => line.is_strict() && is_given_name(&word) && !is_ordinary(&word) && word.len() > 2,
    };
    // "A nurse called Precious": a word with a capital after a person.
    let is_of_person = line.is_strict()
        && line.is(at, words!["called", "named"])
        && token.capital
        && line.any(at.saturating_sub(2)..at, Tags::KIN.with(Tags::TITLE).with(Tags::PEOPLE))
        && !is_proper_word(&word);
    let is_said = is_said || is_of_person;
    let is_page_name = line.is_strict()
        || token.capital && is_given_name(&word) && line.is(at, words!["my", "me", "mi", "ich", "mein", "je"]);
    if token.is_word() && (is_said || is_name) && is_page_name && !token.tags.has(Tags::COUNTRY.with(Tags::WEEKDAY)) {
        note(line, next, name_end(line, next), hits);
    }
}

/// Words that follow "name is" or "named" without being a name.
fn is_no_name(line: &Line<'_>, at: usize) -> bool {
    const NO_NAMES: Words = words![
        "on",
        "in",
        "not",
        "the",
        "a",
        "for",
        "by",
        "after",
        "spelled",
        "correct",
        "so",
        "as",
        "an",
        "too",
        "hard",
        "changed",
        "what",
        "difficult",
        "different",
        "called",
        "now",
        "wrong",
        "irrelevant",
        "person",
    ];
    line.is(at, NO_NAMES)
        || !line.get(at).capital && line.is_ordinary(at) && !line.is_given_name(at)
        || line.is_proper(at) && !line.is_given_name(at)
}

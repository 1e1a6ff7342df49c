//! Names that are known as such with nothing but themselves: given names, signatures, and whole names on pages.

use crate::check::privacy::Hits;
use crate::check::privacy::capitals::{is_capital_name, is_of_thing, is_title_case};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::name::{name_end, note};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::{
    Tags, Traits, is_given_name, is_misspelt, is_name_and_word, is_ordinary, is_proper_word,
};

/// A given name in a chat: with a capital anywhere unless it may begin a sentence as a word, in small letters if it is no
/// word at all.
pub(super) fn given(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let token = line.get(at);
    if !token.traits.has(Traits::GIVEN) && !line.word(at).ends_with("'s") && !line.word(at).ends_with("'S") {
        return;
    }
    let word = line.folded(at);
    let plain = word.strip_suffix("'s").unwrap_or(&word);
    // "St John's wort"; houses that bear a saint are places.
    if line.was(at, 1, words!["st", "saint"]) || line.before(at, 1).is('.') && line.was(at, 2, words!["st"]) {
        return;
    }
    if plain.len() < 3 && (token.opens || !token.capital) || !is_given_name(plain) || token.tags.has(Tags::COUNTRY) {
        return;
    }
    // "Mike's scan" is Mike's, "Paget's disease" nobody's.
    let is_owned = word.len() > plain.len();
    let is_eponym = line
        .is(at + 1, words!["disease", "syndrome", "lymphoma", "sarcoma", "curie", "score", "test", "catheter", "sign"])
        || is_of_thing(line, at)
        || !is_owned && line.is(at + 1, words!["line", "scan", "cells", "stage", "tumour", "tumor"])
        || is_proper_word(plain) && (!line.get(at + 1).capital || line.is_proper(at + 1));
    let is_word_too = is_name_and_word(plain) || is_ordinary(plain);
    let is_month = token.tags.has(Tags::MONTH)
        && (line.get(at + 1).is_number()
            || line.was(
                at,
                1,
                words!["in", "last", "next", "since", "of", "until", "by", "early", "late", "de", "en"],
            ));
    let is_name = match token.capital {
        _ if is_eponym || is_month => false,
        true if line.is_shouted() => !is_word_too,
        true if token.opens => !is_word_too || is_addressed(line, at),
        true => !is_word_too || !is_title_case(line),
        false => !is_word_too && plain.len() > 3 && !is_proper_word(plain) && token.tags == Tags::default(),
    };
    if is_name {
        note(line, at, name_end(line, at), hits);
    }
}

/// Behind what people name each other.
pub(super) const AFTER_THANKS: Words = words![
    "thx",
    "thanks",
    "ty",
    "tysm",
    "hi",
    "hiya",
    "hey",
    "hello",
    "cheers",
    "welcome",
    "gracias",
    "hola",
    "night",
    "done",
    "congrats",
    "congratulations",
    "rip",
    "bye",
    "birthday"
];

/// "thx aisling", "hi tunde!", "me and bilgutay": a word that nobody knows where only a name is said.
pub(super) fn thanked(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let token = line.get(at);
    let is_after =
        line.was(at, 1, AFTER_THANKS) || line.was(at, 1, words!["and", "n"]) && line.was(at, 2, words!["me"]);
    let closes = !line.get(at + 1).is_word()
        || line.is(at + 1, words!["met", "and", "went", "are", "were", "x", "xx", "xxx", "for", "i", "you"]);
    let is_odd = token.is_word()
        && !token.capital
        && (4..=12).contains(&token.len())
        && !line.is_ordinary(at)
        && !line.is_proper(at);
    if is_after && closes && is_odd && !line.word(at).contains('\'') {
        note(line, at, at + 1, hits);
    }
}

/// Whether a name that is a word as well is spoken to or of: "Grace, that helps", "Hope said", "Mark's idea".
fn is_addressed(line: &Line<'_>, at: usize) -> bool {
    let is_spoken_of = line.is(
        at + 1,
        words![
            "said",
            "says",
            "thinks",
            "told",
            "asked",
            "mentioned",
            "wrote",
            "suggested",
            "swears",
            "died",
            "was",
            "loves",
            "has",
            "had",
            "got",
        ],
    ) && !line.get(at).tags.has(Tags::MONTH);
    let is_spoken_to = line.get(at + 1).is(',')
        && line.is(
            at + 2,
            words![
                "that", "i", "you", "your", "thanks", "thank", "so", "how", "what", "have", "did", "do", "are", "we",
                "it", "my", "me",
            ],
        );
    is_spoken_of
        || is_spoken_to
        || line.word(at).ends_with("'s") && !line.get(at).tags.has(Tags::MONTH)
        || line.get(at + 1).capital && is_capital_name(line, at + 1)
}

/// "- Anna", "Anna x", "anna here": a name by itself at an end of the line.
pub(super) fn signed(line: &Line<'_>, at: usize, hits: &mut Hits) {
    if !line.is_given_name(at) {
        return;
    }
    let is_last = (at + 1..line.tokens.len())
        .all(|next| !line.get(next).is_word() || line.is(next, words!["x", "xx", "xxx", "xo", "xoxo"]));
    let closes = is_last
        && at > 0
        && matches!(line.before(at, 1).kind, Kind::Sign('-' | '~' | '—' | '*'))
        && line.before(at, 1).spaced
        && line.get(at).spaced;
    let kisses = is_last && line.is(at + 1, words!["x", "xx", "xxx", "xo", "xoxo"]);
    let is_here = line.is(at + 1, words!["here"]) && (at < 2 || line.get(at).opens || line.before(at, 1).is(','));
    if closes || kisses || is_here {
        note(line, at, at + 1, hits);
    }
}

/// On pages a whole name, given and family name, of nobody whom the site knows.
pub(super) fn whole(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let (token, next) = (line.get(at), line.get(at + 1));
    let is_given = token.capital && token.traits.has(Traits::GIVEN) && !token.traits.has(Traits::NAME_AND_WORD);
    let is_pair = is_given && next.is_word() && next.capital && next.len() > 2 && !next.opens;
    if !is_pair
        || !line.any(at.saturating_sub(3)..at, Tags::SELF) && !is_patient_near(line, at)
        || line.is_proper(at + 1)
    {
        return;
    }
    note(line, at, name_end(line, at), hits);
}

/// Whether a page speaks of a patient right before.
fn is_patient_near(line: &Line<'_>, at: usize) -> bool {
    line.recently(at, 2, words!["patient", "paciente", "name", "client", "called", "named"])
        && line.before(at, 1).is_word()
}

/// What stands before a name that is in no list: "this is raj", "love from wim", "they call me Smudge".
pub(super) static BEFORE_NAMES: Phrases = Phrases::of(
    "this is|love from|regards from|hugs from|lots of love from|shoutout to|shout out to|call me|calls me|called me|known as|nickname is|
    nicknamed|little man|lil man|little lady|my mate|me mate|our mate|my bestie|le llaman|me llaman|me dicen|le dicen|go by|goes by|soy la|soy el|firmado",
);

/// A word that nobody knows where a name is said, or a word with a capital behind "call me" and the like.
pub(super) fn told(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let Some(next) = BEFORE_NAMES.end(line, at) else { return };
    let token = line.get(next);
    let word = line.folded(next);
    let plain = word.strip_suffix("'s").unwrap_or(&word);
    let is_called = line.is(next - 1, words!["me", "as", "is", "nicknamed", "llaman", "dicen", "by"])
        && !line.is(at, words!["this"]);
    let is_odd = token.is_word()
        && plain.len() > 2
        && token.tags == Tags::default()
        && !is_ordinary(plain)
        && !is_proper_word(plain)
        && !is_misspelt(plain);
    let is_nickname = is_called
        && token.capital
        && token.len() > 2
        && token.tags == Tags::default()
        && !is_title_case(line)
        && !line.is_shouted();
    if is_odd || is_nickname {
        note(line, next, name_end(line, next), hits);
    }
}

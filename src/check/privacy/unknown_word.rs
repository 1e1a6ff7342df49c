//! In chats, words with a capital that nobody knows.

use crate::check::privacy::capitals::{is_capital_name, is_of_thing, is_title_case};
use crate::check::privacy::line::{Kind, Line, Token};
use crate::check::privacy::word_list::words;
use crate::check::privacy::words::{Tags, is_ordinary};
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A message of a chat holds a word with a capital that may be a name.
    ///
    /// Identifiers A and B of 45 CFR 164.514(b)(2)(i), by default-deny: a capital, and the word is neither in the dictionary
    /// of ordinary English and Spanish words, drugs, diseases and charities, nor on any page of the site, nor a name of the
    /// roster. After "in", "at", "near" it is taken for a place. A machine that looks for names misses up to a third of them,
    /// so here nothing passes that is not known.
    ///
    /// **How sure it is.** In 8,565 words of chats, without the pages of their site, it asked about no ordinary one.
    /// Chats of another hand were not measured.
    ///
    /// **Why it matters to a patient.** The rare name is the one that no list has, and the one that everybody recognises.
    ///
    /// **How to mend it.** Take it out if it is a name. If it is an ordinary word, use it on a page, or record a decision
    /// once for the whole site.
    UNKNOWN_WORD = "privacy/unknown-word", Error;
}

/// Finds words with a capital that nobody knows.
pub(crate) struct UnknownWord;

impl Detector for UnknownWord {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict() && line.capital
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let mut end = 0;
        for at in line.capitals() {
            let token = line.get(at);
            let is_house = is_house(line, at);
            if at < end || !is_house && !is_unknown(line, at, token) || hits.covers(token.start) {
                continue;
            }
            // Few lines have a word that nobody knows, so this is asked last.
            if line.is_shouted() {
                return;
            }
            end = at + 1;
            while goes_on(line, end) {
                end += 1;
            }
            let is_place = line.was(at, 1, words!["in", "at", "near", "en", "around", "outside", "to"]) && !token.opens
                || line.was(at, 1, words!["the"]) && line.was(at, 2, words!["in", "at", "near"]);
            let class = if is_place || is_house { Class::Place } else { Class::UnknownWord };
            hits.push(class, line.range(at, end), Excuse::Familiar);
        }
    }
}

/// "At the Freeman": an ordinary word with a capital in the middle of a sentence is the name of a house.
fn is_house(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    token.is_word()
        && token.capital
        && !token.opens
        && token.len() > 3
        && line.was(at, 1, words!["the"])
        && line.was(at, 2, words!["at"])
        && !line.get(at + 1).capital
        && token.tags == Tags::default()
        && !line.is_proper(at)
        && !line.is(at, words!["internet", "unit", "suite", "ward", "clinic", "reception", "desk"])
        && !is_title_case(line)
}

/// Whether the word at `at` may be a name.
fn is_unknown(line: &Line<'_>, at: usize, token: &Token) -> bool {
    if !is_capital_name(line, at) || token.tags != Tags::NONE || token.len() < 3 || is_of_thing(line, at) {
        return false;
    }
    // "St John's wort".
    if line.was(at, 1, words!["st"]) && line.is(at + 1, words!["wort"]) {
        return false;
    }
    let word = line.word(at);
    let is_acronym = word.bytes().all(|byte| byte.is_ascii_uppercase()) && token.len() <= 6 && !line.is_given_name(at);
    let is_inside = !token.spaced && matches!(line.before(at, 1).kind, Kind::Sign('#' | '@' | '/' | '_' | '.' | '='))
        || line.get(at + 1).is('_')
        || line.get(at + 1).is('/') && !line.get(at + 1).spaced;
    // "iPhone", "McDonald", "LaTeX": capitals inside are brands or names; a plural of an acronym is neither.
    let is_plural_acronym =
        word.len() <= 6 && word.ends_with('s') && word[..word.len() - 1].bytes().all(|byte| byte.is_ascii_uppercase());
    !is_acronym && !is_inside && !is_plural_acronym && !is_hyphenated(line, at) && !is_stretched(&line.folded(at))
}

/// Whether a name goes on with the word at `at`.
fn goes_on(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    token.is_word()
        && token.capital
        && !token.opens
        && !token.tags.has(Tags::SELF)
        && token.len() > 1
        && is_capital_name(line, at)
        || token.is('-') && !token.spaced && line.get(at + 1).capital
}

/// "Sooooo", "Hmmmm", "Yesss": a letter three times, or an ordinary word drawn out.
fn is_stretched(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]) {
        return true;
    }
    let mut single = String::with_capacity(word.len());
    for c in word.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    single.len() < word.len()
        && word.ends_with(|c: char| single.ends_with(c))
        && bytes.len() > 2
        && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
        && is_ordinary(&single)
}

/// A word that is tied to an ordinary one by a hyphen at the beginning of a sentence, as "Pre-op" and "Anti-sickness".
fn is_hyphenated(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    let before = line.before(at, 1).is('-') && !token.spaced && !line.before(at, 1).spaced;
    let after = line.get(at + 1).is('-') && !line.get(at + 1).spaced && !line.get(at + 2).capital;
    token.opens && after || before && token.len() <= 4
}

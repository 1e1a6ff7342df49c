//! What strangers know somebody by at sight.

use crate::check::privacy::biometric::{is_of_a_person, is_somebodys};
use crate::check::privacy::line::Line;
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::spelled::number_at;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// What strangers know somebody by at sight.
pub(super) static SIGHTS: Phrases = Phrases::of(
    "glass eye|false eye|fake eye|prosthetic eye|prosthetic leg|prosthetic arm|prosthetic nose|prosthetic ear|prosthetic hand|eye patch|
    eyepatch|wooden leg|gold tooth|gold front tooth|missing finger|missing tooth|missing ear|missing eye|missing leg|missing arm|
    missing thumb|sixth finger|extra finger|extra toe|with a limp|with the limp|walking with a limp|harelip|cleft lip|lazy eye|
    heterochromia|different coloured eyes|different colored eyes|ojo de cristal|pata de palo|diente de oro|crooked nose|broken nose|
    dent in my forehead|dent in my skull|dent in my head|born with one|born without|ojo de cada color|hair dyed|beard dyed|dyed green|dyed pink|dyed purple|
    has only three fingers|only three fingers|only four fingers|only two fingers|only one ear|only one eye|only one arm|only one leg|six toes|six fingers|conjoined twin|conjoined twins|double amputee|triple amputee|quadruple amputee|sextuplets|quintuplets|
    quadruplets|an albino|albino|nose ring|lip ring|eyebrow ring|eyebrow piercing|streak in my hair|streak in her hair|pink wig|purple wig|
    hook for a hand|gap in my front teeth|gap in my teeth|gap between my teeth|two thumbs|webbed toes|webbed fingers|birth mark|birth marks|strawberry mark|dental records|dental xrays|dental record|identifying marks|
    distinguishing marks|distinguishing feature|left ear is|right ear is|half ear|half an ear|half a nose|media nariz|media oreja|
    knows who i am|know who i am|knows me by|knows me from|you all know me|everyone knows me|everybody knows me|they all know me|
    me conocen todos|me conoce todo|todos me conocen|todos me reconocen|hear my voice|hear her voice|hear his voice|hear how my voice|
    it's me talking|its me talking|that's me talking|that's my voice|thats my voice|it's my voice|its my voice|map of my face|scan of my face|
    shots of my face|full sleeve of|sleeve tattoo|sleeve of ink|everyone in town knows|everybody in town knows|whole town knows|whole village knows|
    in this recording|on this recording|before and after face|before and after faces|before and after pics|singing is on",
);

/// "my glass eye", "missing the top of my left little finger", "one blue and one brown eye", "my signature is on it".
pub(super) fn sight(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !is_of_a_person(line, at) {
        return None;
    }
    if let Some(end) = SIGHTS.end(line, at) {
        // On a page, one word is about the writer only if that is said right before it.
        let is_word = end == at + 1 || line.is(at, words!["an"]);
        if !line.is_strict() && is_word && !line.was(at, 1, words!["my", "mi", "mis", "i'm", "am"]) {
            return None;
        }
        let is_ear = line.is(end - 1, words!["is"]);
        return (!is_ear || line.is(end, words!["notched", "pierced", "torn", "missing"])).then_some((at, end));
    }
    missing(line, at)
        .or_else(|| eyes(line, at))
        .or_else(|| only_one(line, at))
        .or_else(|| height(line, at))
        .or_else(|| written(line, at))
}

/// "my signature is at the bottom of the letter".
fn written(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_written = line.is(at, WRITTEN) && line.is(at + 1, words!["is", "was", "on", "from", "esta"]);
    (is_written && line.before(at, 1).tags.has(Tags::POSSESSIVE)).then_some((at, at + 1))
}

/// What a hand has written.
const WRITTEN: Words = words!["signature", "handwriting", "firma"];

/// With what whatever is told by single words begins.
pub(super) const OPENERS: Words =
    words!["signature", "handwriting", "firma", "missing", "one", "left", "right", "un", "the", "ft", "foot", "feet",];

/// "the only wheelchair user in our village": whoever is the only one somewhere is known there.
fn only_one(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    const PLACES: Words = words![
        "village", "town", "school", "street", "county", "office", "island", "parish", "church", "class", "district",
        "ward", "team", "regiment",
    ];
    if !line.is_strict() || line.phrase(at, words!["the", "only"]).is_none() {
        return None;
    }
    let place = (at + 3..at + 10).find(|next| line.is(*next, PLACES))?;
    let is_near = line.recently(place, 2, words!["our", "my", "the", "this", "her", "his"])
        && line.recently(place, 3, words!["in", "on", "at"]);
    is_near.then_some((at, place + 1))
}

/// "I'm 6 foot 7", "seven foot tall": a height that few have, in feet and inches.
fn height(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if !line.is_strict() || !line.is(at, words!["foot", "ft", "feet"]) {
        return None;
    }
    let feet = at.checked_sub(1).and_then(|at| number_at(line, at)).map(|(feet, _)| feet)?;
    if line.is(at + 1, words!["tall"]) {
        return (feet == 7 || feet < 5 && feet > 2).then_some((at - 1, at + 2));
    }
    let (inches, end) = number_at(line, at + 1)?;
    let is_rare = feet >= 7 || feet == 6 && (6..12).contains(&inches) || feet < 5 && inches < 10;
    (is_rare && (3..=8).contains(&feet) && !line.get(end).tags.has(Tags::UNIT.with(Tags::PERIOD)))
        .then(|| (at - 1, end))
}

/// What of a body may be missing.
pub(super) static LIMBS: Phrases = Phrases::of(
    "finger|fingers|thumb|toe|toes|nose|lip|eyebrow|eyebrows|ear|eye|hand|arm|leg|foot|tooth|teeth|dedo|oreja|pulgar",
);

/// "missing the top of my left little finger", "my left index finger is missing".
fn missing(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if LIMBS.is_at(line, at) && is_somebodys(line, at) {
        let gone = (at + 2..at + 4).find(|next| line.is(*next, words!["missing", "amputated", "gone"]))?;
        return line.is(at + 1, words!["is", "was", "are"]).then_some((at, gone + 1));
    }
    if !line.is(at, words!["missing"]) {
        return None;
    }
    let limb = LIMBS.first(line, at + 1..at + 9)?;
    line.any(at..limb, Tags::POSSESSIVE.with(Tags::SELF)).then_some((at, limb + 1))
}

/// "one blue and one brown eye", "one blue eye and one brown".
fn eyes(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    static COLOURS: Phrases = Phrases::of("blue|brown|green|grey|gray|hazel|azul|marron|verde");
    if !(line.is(at, words!["one", "un", "left", "right"]) && COLOURS.is_at(line, at + 1)) {
        return None;
    }
    let eye = (at + 2..at + 7).find(|next| line.is(*next, words!["eye", "ojo"]))?;
    (COLOURS.is_in(line, at + 2..eye) || COLOURS.is_in(line, eye + 1..eye + 5)).then_some((at, eye + 1))
}

//! Pictures, prints and marks of a person.

mod picture;
mod print;
mod sight;

use crate::check::privacy::biometric::picture::{ATTACHED, MEDIA, PICTURES, SHOWING, picture};
use crate::check::privacy::biometric::print::{PARTS, PRINTS, print};
use crate::check::privacy::biometric::sight::{LIMBS, SIGHTS, sight};
use crate::check::privacy::line::Line;
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds or points at a picture, a print or a mark by which a person is recognised.
    ///
    /// Identifiers P and Q of 45 CFR 164.514(b)(2)(i): "my fingerprint", voice, palm and iris prints, recordings of a voice,
    /// "a photo of my face", selfies, and what is seen of somebody: "the scar on her chin", a tattoo, a birthmark, a glass
    /// eye. On pages only what somebody says of themselves. Scars of operations that clothes cover and the marks of
    /// radiotherapy pass. Pictures themselves are left out of transcripts when they are read.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 166 of 217 (recall
    /// 0.76, precision 0.94); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** A face is recognised by everybody who knows it, and by machines.
    ///
    /// **How to mend it.** Take the sentence out, or write "a scar", "a photo".
    BIOMETRIC = "privacy/biometric", Error;
}

/// Finds pictures, prints and marks.
pub(crate) struct Biometric;

impl Detector for Biometric {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        // "Most of our DNA" is everybody's.
        let is_told = || line.has(words!["my", "mi", "mis"]);
        line.may_hold(ANY) && (line.is_strict() || line.is_personal() && line.is_page() && is_told())
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in line.places(ANY) {
            let triggers = line.get(at).triggers;
            let told = |trigger, find: fn(&Line<'_>, usize) -> Option<(usize, usize)>| {
                if triggers.has(trigger) { find(line, at) } else { None }
            };
            let found = told(Triggers::PRINT, print)
                .or_else(|| told(Triggers::MARK, mark))
                .or_else(|| told(Triggers::VOICE, voice))
                .or_else(|| told(Triggers::SIGHT, sight))
                .or_else(|| if line.is_strict() { told(Triggers::PICTURE, picture) } else { None });
            if let Some((from, end)) = found {
                hits.push(Class::Biometric, line.range(from, end), Excuse::None);
            }
        }
    }
}

/// Whatever of it a word may begin.
const ANY: Triggers =
    Triggers::PRINT.with(Triggers::MARK).with(Triggers::VOICE).with(Triggers::SIGHT).with(Triggers::PICTURE);

/// With what a print begins.
pub(super) static PRINT: Trigger = Trigger { phrases: &[&PRINTS, &PARTS], ..Trigger::of(Triggers::PRINT) };

/// With what a mark begins.
pub(super) static MARK: Trigger = Trigger { phrases: &[&SCARS, &DRAWN], ..Trigger::of(Triggers::MARK) };

/// With what a voice begins.
pub(super) static VOICE: Trigger =
    Trigger { words: &[words!["voice", "nota"]], phrases: &[&RECORDED], ..Trigger::of(Triggers::VOICE) };

/// With what begins what strangers know somebody by.
pub(super) static SIGHT: Trigger =
    Trigger { words: &[sight::OPENERS], phrases: &[&SIGHTS, &LIMBS], ..Trigger::of(Triggers::SIGHT) };

/// With what a picture begins.
pub(super) static PICTURE: Trigger = Trigger {
    words: &[picture::OPENERS],
    phrases: &[&PICTURES, &MEDIA, &ATTACHED, &SHOWING],
    ..Trigger::of(Triggers::PICTURE)
};

/// Prints and marks in the plural.
const MANY: Words =
    words!["fingerprints", "thumbprints", "handprints", "voiceprints", "tattoos", "birthmarks", "tatuajes", "huellas"];

/// Whether it is said right before the word at `at` whose it is; on pages it must be the one who speaks.
fn is_somebodys(line: &Line<'_>, at: usize) -> bool {
    let before = at.saturating_sub(3)..at;
    match line.is_strict() {
        true => line.any(before, Tags::POSSESSIVE.with(Tags::KIN)),
        // Several at once are spoken of in general, unless it is said right before them whose they are.
        false => {
            let near = if line.is(at, MANY) { at.saturating_sub(1)..at } else { before };
            near.into_iter().any(|near| line.is(near, words!["my", "mi", "mis"]))
        }
    }
}

/// Whether a line speaks of a person: of the one who speaks or, in chats, of somebody close.
fn is_of_a_person(line: &Line<'_>, at: usize) -> bool {
    let is_near = || (at.saturating_sub(8)..at + 9).any(|near| line.is(near, words!["my", "mi", "mis", "i", "i'm"]));
    if !line.is_strict() {
        return is_near();
    }
    line.is_personal() || line.tags.has(Tags::THIRD.with(Tags::KIN)) || line.has(words!["tiene", "tienen", "lleva"])
}

/// Parts of a face, which everybody sees.
static FACE: Phrases = Phrases::of(
    "eye|eyes|eyebrow|eyebrows|brow|eyelid|cheek|cheeks|cheekbone|chin|forehead|lip|lips|nose|face|temple|ear|earlobe|jaw|jawline|
    hairline|mouth|ojo|ceja|mejilla|barbilla|menton|frente|labio|nariz|cara|sien|oreja|boca|nostril|dimple|cupid's",
);

/// Other parts of a body that are often seen.
static BODY: Phrases = Phrases::of(
    "neck|throat|nape|arm|arms|forearm|forearms|wrist|wrists|hand|hands|knuckles|finger|fingers|ankle|calf|shoulder|shoulders|leg|legs|thigh|back|
    foot|elbow|knee|bicep|scalp|head|hip|collarbone|shin|cuello|brazo|muneca|mano|tobillo|pierna|hombro|espalda|antebrazo|nuca|
    sleeve",
);

/// What is drawn on skins, and stands for a drawing only with a part of the body behind it: "a dragon down my back".
const FIGURES: Words = words![
    "dragon",
    "skull",
    "butterfly",
    "cross",
    "anchor",
    "eagle",
    "snake",
    "phoenix",
    "wolf",
    "lion",
    "koi",
    "swallow",
    "dagger",
];

/// Words of radiotherapy and reconstruction, which leave dots, scars and drawings of their own.
static CLINICAL: Phrases = Phrases::of(
    "radiotherapy|radiation|rads|radio|dot|dots|tiny|nipple|areola|medical|mastectomy|surgery|biopsy|planning|radioterapia|puntos|
    removed|lumpectomy|incision|healed|healing|drain|reconstruction|beam|alignment",
);

/// What is seen in a face.
static SCARS: Phrases = Phrases::of("scar|scars|cicatriz|freckle|dimple|mole|lunar|stain|piercing|cleft|mark");

/// What is drawn on a skin, or looks so.
static DRAWN: Phrases = Phrases::of(
        "dragon|skull|butterfly|cross|anchor|eagle|snake|phoenix|wolf|lion|koi|swallow|dagger|tattoo|tattoos|tattooed|tatt|tatts|tat|tats|tatuado|tatuada|inked|tatuaje|tatuajes|birthmark|birthmarks|birth mark|birth marks|ink|antojo|port wine|
    mancha de nacimiento|mancha de vino|marca de nacimiento|strawberry mark",
);

/// "the scar on my chin", "un lunar en la mejilla", "a birthmark on her neck", "un tatuaje en la muñeca": what strangers know somebody by.
fn mark(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_drawn = DRAWN.is_at(line, at);
    let is_in_spanish = line.is(at, words!["lunar", "cicatriz", "tatuaje", "mancha"])
        && line.is_strict()
        && !line.has(words!["puede", "pueden", "suele", "suelen", "algunos"]);
    if !(is_drawn || SCARS.is_at(line, at)) || !(is_of_a_person(line, at) || is_in_spanish) {
        return None;
    }
    // Eyebrows are tattooed where hair has fallen out.
    if line.was(at, 1, words!["eyebrow", "eyebrows", "brows", "eyeliner", "lips"]) {
        return None;
    }
    let is_burn = line.was(at, 1, words!["burn"]);
    let is_seen_at = |next: usize| FACE.is_at(line, next) || (is_drawn || is_burn) && BODY.is_at(line, next);
    let place = (at + 1..at + 12).find(|next| is_seen_at(*next));
    let before = at.checked_sub(1).is_some_and(is_seen_at);
    // What a page says of tattoos and birthmarks in general tells of nobody.
    let is_general = !line.is_strict() && line.is(at, MANY);
    if is_general && !is_somebodys(line, at) {
        return None;
    }
    let is_figure = line.is(at, FIGURES);
    let is_told = is_drawn
        && !is_general
        && (line
            .is(at + 1, words!["of", "that", "saying", "says", "with", "reading", "de", "que", "shaped", "una", "un"])
            || is_somebodys(line, at))
        && !is_figure;
    let is_laid_on =
        line.is(at + 1, words!["inked", "tattooed", "on", "down", "across", "over", "round", "around", "up", "along"]);
    if is_figure && !is_laid_on {
        return None;
    }
    let is_clinical = CLINICAL.is_in(line, at.saturating_sub(6)..at + 7);
    let is_seen = place.is_some() || before || is_told;
    (is_seen && !is_clinical).then(|| (at, place.map_or(at + 1, |place| place + 1)))
}

/// What a voice is kept in.
static RECORDED: Phrases =
    Phrases::of("recording|recordings|sample|clip|recorded|grabacion|audio|muestra|recording|tape");

/// "a recording of my voice", "my voice note", "nota de voz".
fn voice(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if RECORDED.is_at(line, at) && line.is(at + 1, words!["of", "de", "my"]) {
        let voice = (at + 1..at + 5).find(|next| line.is(*next, words!["voice", "voz", "speaking", "singing"]))?;
        return is_somebodys(line, voice).then_some((at, voice + 1));
    }
    let is_note = line.is(at, words!["voice"])
        && (RECORDED.is_at(line, at + 1) || line.is(at + 1, words!["print", "memo", "note", "message"]))
        || line.phrase(at, words!["nota", "de", "voz"]).is_some() && line.is_strict();
    let is_own = is_somebodys(line, at) || line.is(at + 2, words!["of", "from"]) && line.is_personal();
    (is_note && is_own).then_some((at, at + 2))
}

#[cfg(test)]
mod tests {
    use crate::check::privacy::reading::classes_in;
    use crate::finding::identifier::Class;

    #[test]
    fn on_pages_only_what_somebody_says_of_themselves_counts() {
        let is_found = |text: &str| classes_in(text, false).contains(&Class::Biometric);
        assert!(is_found("my fingerprint and the scar over my left eye") && is_found("my glass eye is the brown one"));
        for general in [
            "The nurse compares your fingerprint with the one on file.",
            "A scar on the cheek fades within a year.",
            "My mastectomy scar itched for months.",
            "We wrote my leaflet for the parents of an albino child.",
            "Small tattoos on my chest showed where the beam goes in radiotherapy.",
        ] {
            assert!(!is_found(general), "{general}");
        }
    }
}

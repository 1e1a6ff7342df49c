//! Pictures, prints and marks of a person.

use crate::check::privacy::line::Line;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds or points at a picture, a print or a mark by which a person is recognised.
    ///
    /// Identifiers P and Q of 45 CFR 164.514(b)(2)(i): "my fingerprint", voice, palm and iris prints, recordings of a voice,
    /// "a photo of my face", selfies, and what is seen of somebody: "the scar on her chin", a tattoo, a birthmark. On
    /// pages only what somebody says of themselves. Scars of operations that clothes cover and the marks of radiotherapy
    /// pass. Pictures themselves are left out of transcripts when they are read.
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
        line.is_strict() || line.is_personal() && line.is_page()
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            let of_body = || print(line, at).or_else(|| mark(line, at)).or_else(|| voice(line, at));
            let found = of_body().or_else(|| if line.is_strict() { picture(line, at) } else { None });
            if let Some((from, end)) = found {
                hits.push(Class::Biometric, line.range(from, end), Excuse::None);
            }
        }
    }
}

/// Whether it is said right before the word at `at` whose it is; on pages it must be the one who speaks.
fn is_somebodys(line: &Line<'_>, at: usize) -> bool {
    let before = at.saturating_sub(3)..at;
    match line.is_strict() {
        true => line.any(before.clone(), Tags::POSSESSIVE) || line.any(before, Tags::KIN),
        false => line.any(before.clone(), Tags::SELF) && line.any(before, Tags::POSSESSIVE),
    }
}

/// Prints that are one's own by themselves.
const PRINTS: [&str; 16] = [
    "fingerprint",
    "fingerprints",
    "thumbprint",
    "thumbprints",
    "handprint",
    "palmprint",
    "voiceprint",
    "faceprint",
    "biometrics",
    "biometric",
    "huella",
    "huellas",
    "fingertips",
    "footprint",
    "footprints",
    "faceid",
];

/// What is looked at or taken of a part of the body so that a machine knows whose it is.
const SCANNED: [&str; 14] = [
    "scan",
    "scans",
    "scanned",
    "print",
    "prints",
    "pattern",
    "patterns",
    "recognition",
    "id",
    "template",
    "unlock",
    "image",
    "images",
    "login",
];

/// "my fingerprint", "her voiceprint", "iris scan of my eye", "mi huella dactilar", "facial recognition knows me".
fn print(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_own = line.is(at, &PRINTS)
        && !line.is(at, &["fingertips"])
        && (is_somebodys(line, at) || line.get(at + 1).is_word() && line.is(at + 1, &SCANNED) && line.is_strict());
    if is_own {
        return Some((at, at + 1));
    }
    let is_part =
        line.is(at, &["iris", "retina", "retinal", "palm", "facial", "face", "voice", "thumb", "finger", "dna"]);
    let is_scanned =
        line.is(at + 1, &SCANNED) || line.is(at, &["dna"]) && line.is(at + 1, &["profile", "sequence", "raw"]);
    // A scan of the retina is also an examination.
    let is_examined = line.is(at, &["retinal", "retina", "finger", "face"])
        && line.is(at + 1, &["scan", "scans", "image", "images", "prints"]);
    let is_used = line.recently(
        at,
        6,
        &["unlock", "unlocks", "id", "login", "door", "clock", "passport", "airport", "gate", "match"],
    ) || (at + 2..at + 8).any(|next| {
        line.is(
            next,
            &["unlock", "unlocks", "id", "login", "door", "passport", "airport", "file", "record", "match", "matches"],
        )
    });
    let is_known = is_part && is_scanned && (is_somebodys(line, at) || line.is_personal() && is_used);
    (is_known && (!is_examined || is_used || is_somebodys(line, at) && line.is(at + 1, &["prints"])))
        .then_some((at, at + 2))
}

/// Parts of a face, which everybody sees.
const FACE: [&str; 34] = [
    "eye",
    "eyes",
    "eyebrow",
    "eyebrows",
    "brow",
    "eyelid",
    "cheek",
    "cheeks",
    "cheekbone",
    "chin",
    "forehead",
    "lip",
    "lips",
    "nose",
    "face",
    "temple",
    "ear",
    "earlobe",
    "jaw",
    "jawline",
    "hairline",
    "mouth",
    "ojo",
    "ceja",
    "mejilla",
    "barbilla",
    "menton",
    "frente",
    "labio",
    "nariz",
    "cara",
    "sien",
    "oreja",
    "boca",
];

/// Other parts of a body that are often seen.
const BODY: [&str; 34] = [
    "neck",
    "arm",
    "arms",
    "forearm",
    "wrist",
    "wrists",
    "hand",
    "hands",
    "knuckles",
    "finger",
    "fingers",
    "ankle",
    "calf",
    "shoulder",
    "shoulders",
    "leg",
    "legs",
    "thigh",
    "back",
    "foot",
    "elbow",
    "knee",
    "bicep",
    "scalp",
    "head",
    "cuello",
    "brazo",
    "muneca",
    "mano",
    "tobillo",
    "pierna",
    "hombro",
    "espalda",
    "antebrazo",
];

/// "the scar on my chin", "a birthmark on her neck", "un tatuaje en la muñeca": what strangers know somebody by.
fn mark(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_scar =
        line.is(at, &["scar", "scars", "cicatriz", "freckle", "dimple", "mole", "lunar", "stain", "piercing", "cleft"]);
    let is_drawn = line
        .is(at, &["tattoo", "tattoos", "tattooed", "tatuaje", "tatuajes", "birthmark", "birthmarks", "ink", "antojo"])
        || line.phrase(at, "port wine").is_some()
        || line.is(at, &["mancha", "marca"]) && line.phrase(at + 1, "de nacimiento").is_some();
    if !(is_scar || is_drawn) || !(line.is_personal() || line.is_strict() && line.tags.has(Tags::THIRD.with(Tags::KIN)))
    {
        return None;
    }
    // Radiotherapy and reconstruction leave dots and drawings of their own.
    const CLINICAL: [&str; 20] = [
        "radiotherapy",
        "radiation",
        "rads",
        "radio",
        "dot",
        "dots",
        "tiny",
        "nipple",
        "areola",
        "medical",
        "mastectomy",
        "surgery",
        "biopsy",
        "planning",
        "radioterapia",
        "puntos",
        "removed",
        "lumpectomy",
        "port",
        "incision",
    ];
    let is_clinical = (at.saturating_sub(6)..at + 7).any(|near| line.is(near, &CLINICAL));
    let place = (at + 1..at + 9).find(|next| line.is(*next, &FACE) || is_drawn && line.is(*next, &BODY));
    let before = at.checked_sub(1).filter(|before| line.is(*before, &FACE) || is_drawn && line.is(*before, &BODY));
    let is_told = is_drawn
        && (line.is(at + 1, &["of", "that", "saying", "says", "with", "reading", "de", "que"])
            || is_somebodys(line, at));
    let is_seen = place.is_some() || before.is_some() || is_told;
    (is_seen && !is_clinical).then(|| (at, place.map_or(at + 1, |place| place + 1)))
}

/// "a recording of my voice", "my voice note", "nota de voz".
fn voice(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let recorded = ["recording", "recordings", "sample", "clip", "recorded", "grabacion", "audio", "muestra"];
    if line.is(at, &recorded)
        && line.is(at + 1, &["of", "de"])
        && line.is(at + 3, &["voice", "voz"])
        && is_somebodys(line, at + 3)
    {
        return Some((at, at + 4));
    }
    let is_of_voice = line.is(at, &["voice"])
        && line.is(at + 1, &["recording", "recordings", "sample", "print", "clip", "memo", "note"])
        || line.phrase(at, "nota de voz").is_some() && line.is_strict();
    (is_of_voice && (is_somebodys(line, at) || line.is(at + 2, &["of"]) && line.is_personal())).then_some((at, at + 2))
}

/// Pictures by their names.
const PICTURES: [&str; 26] = [
    "photo",
    "photos",
    "photograph",
    "photographs",
    "picture",
    "pictures",
    "pic",
    "pics",
    "headshot",
    "headshots",
    "foto",
    "fotos",
    "image",
    "video",
    "videos",
    "portrait",
    "snap",
    "snaps",
    "mugshot",
    "vid",
    "clip",
    "bild",
    "retrato",
    "passport",
    "polaroid",
    "gif",
];

/// "photo of me", "a selfie", "foto de mi hija", "picture of my face", "my profile pic".
fn picture(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.is(at, &["selfie", "selfies", "selfi", "autofoto"]) {
        return Some((at, at + 1));
    }
    if line.is(at, &["recognise", "recognize", "reconocer", "spot", "know"])
        && line.is(at + 1, &["me", "us", "her", "him"])
        && line.is(at + 2, &["by", "from", "por"])
        && line.get(at + 3).tags.has(Tags::POSSESSIVE)
    {
        return Some((at, at + 5));
    }
    if !line.is(at, &PICTURES) {
        return None;
    }
    let is_of_person = line.is(at + 1, &["of", "de", "from", "with"])
        && (line.is(at + 2, &["me", "us", "him", "her", "myself", "mi", "mia", "nosotros", "ella", "them"])
            && !line.is(at + 3, &["scan", "scans", "scar", "scars", "wound", "rash", "breast", "chest", "xray"])
            || line.get(at + 2).tags.has(Tags::POSSESSIVE)
                && ((line.get(at + 3).tags.has(Tags::KIN)
                    || line.is(at + 3, &FACE)
                    || line.is(at + 3, &["smile", "bald", "head"]))
                    || line.is(at + 4, &FACE)));
    let is_my = line.before(at, 1).tags.has(Tags::POSSESSIVE)
        && line.is(at + 1, &["is", "was", "on", "attached", "here", "with", "esta"])
        && !line.is(at, &["clip", "snap", "passport", "image", "video"])
        || line.is(at.saturating_sub(1), &["profile", "passport", "wedding", "school", "perfil", "face", "family"])
            && line.any(at.saturating_sub(3)..at, Tags::POSSESSIVE)
            && !line.is(at, &["passport"]);
    (is_of_person || is_my).then_some((at, at + if is_of_person { 3 } else { 1 }))
}

#[cfg(test)]
mod tests {
    use crate::check::privacy::reading::classes_in;
    use crate::finding::identifier::Class;

    #[test]
    fn on_pages_only_what_somebody_says_of_themselves_counts() {
        let is_found = |text: &str| classes_in(text, false).contains(&Class::Biometric);
        assert!(is_found("my fingerprint and the scar over my left eye"));
        for general in [
            "The nurse compares your fingerprint with the one on file.",
            "A scar on the cheek fades within a year.",
            "My mastectomy scar itched for months.",
            "Small tattoos on my chest showed where the beam goes in radiotherapy.",
        ] {
            assert!(!is_found(general), "{general}");
        }
    }
}

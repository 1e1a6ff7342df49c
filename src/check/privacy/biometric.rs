//! Pictures and prints of a person.

use crate::check::privacy::line::Line;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A message holds or points at a picture or print of a person.
    ///
    /// Identifiers P and Q of 45 CFR 164.514(b)(2)(i), in chats: "here's a selfie", "a photo of my face", fingerprint, voice
    /// and retina prints. Pictures themselves are left out of transcripts when they are read.
    ///
    /// **Why it matters to a patient.** A face is recognised by everybody who knows it, and by machines.
    ///
    /// **How to mend it.** Take the sentence out if somebody could look the picture up.
    BIOMETRIC = "privacy/biometric", Warning;
}

/// Finds pictures and prints.
pub(crate) struct Biometric;

impl Detector for Biometric {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict()
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            if let Some(end) = picture(line, at).or_else(|| print(line, at)) {
                hits.push(Class::Biometric, line.range(at, end), Excuse::None);
            }
        }
    }
}

/// "photo of me", "a selfie of us", "foto de mi hija", "picture of my face".
fn picture(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_picture = line.is(
        at,
        &[
            "photo", "photos", "picture", "pictures", "pic", "pics", "selfie", "selfies", "foto", "fotos", "image",
            "video",
        ],
    );
    let is_of_person = line.is(at + 1, &["of", "de"])
        && (line.is(at + 2, &["me", "us", "him", "her", "myself", "mi", "mia", "nosotros"])
            || line.get(at + 2).tags.has(Tags::POSSESSIVE)
                && (line.get(at + 3).tags.has(Tags::KIN) || line.is(at + 3, &["face", "cara", "smile"])));
    let is_own = line.is(at, &["selfie", "selfies"]) && line.any(at.saturating_sub(5)..at + 3, Tags::SELF);
    (is_picture && (is_of_person || is_own)).then_some(if is_of_person { at + 3 } else { at + 1 })
}

/// "my fingerprint", "voiceprint ID".
fn print(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_print = line.is(
        at,
        &[
            "fingerprint",
            "fingerprints",
            "voiceprint",
            "faceprint",
            "biometric",
            "biometrics",
            "retina",
            "iris",
            "huella",
        ],
    );
    let is_told = line.before(at, 1).tags.has(Tags::POSSESSIVE)
        && line.is(
            at + 1,
            &[
                "id", "scan", "scans", "file", "record", "template", "data", "is", "are", "dactilar", "unlock", "on",
                "code",
            ],
        );
    (is_print && is_told).then_some(at + 2)
}

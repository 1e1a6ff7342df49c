//! Prints of a body, and what machines compare of it.

use crate::check::privacy::biometric::is_somebodys;
use crate::check::privacy::line::Line;
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// Prints that are one's own by themselves.
pub(super) static PRINTS: Phrases = Phrases::of(
    "fingerprint|fingerprints|fingerprint's|thumbprint's|fingerprinted|thumbprint|thumbprints|handprint|handprints|palmprint|voiceprint|voiceprints|faceprint|
    biometrics|biometric|huella|huellas|footprint|footprints|faceid",
);

/// Parts of a body that machines compare.
pub(super) static PARTS: Phrases =
    Phrases::of("iris|retina|retinal|palm|facial|face|voice|thumb|finger|dna|hand|ear|vein|gait|eye|eyeball|eyes");

/// What is looked at or taken of a part of the body so that a machine knows whose it is.
static SCANNED: Phrases = Phrases::of(
    "scan|scans|scanned|scanner|print|prints|pattern|patterns|recognition|id|template|unlock|image|images|login|geometry|signature",
);

/// What is opened by a part of the body, or compares it.
static USED: Phrases = Phrases::of(
    "unlock|unlocks|unlocked|check in|checkin|kiosk|reader|tablet|id|login|log|door|clock|passport|airport|gate|match|matches|matched|file|record|work|bank|app|phone|
    border|visa|police|immigration|turnstile|gym|office|security",
);

/// "my fingerprint", "her voiceprint", "iris scan at the gate", "mi huella dactilar", "facial recognition knows me".
pub(super) fn print(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if PRINTS.is_at(line, at) {
        return is_own_print(line, at).then_some((at, at + 1));
    }
    if !PARTS.is_at(line, at) {
        return None;
    }
    let is_found = is_scanned(line, at) || is_compared(line, at);
    is_found.then(|| (at, (at + 2).min(line.tokens.len()))).or_else(|| scanned_afterwards(line, at))
}

/// Whether the print at `at` is somebody's.
fn is_own_print(line: &Line<'_>, at: usize) -> bool {
    /// What becomes of prints under treatment, which is no print: "my fingerprints feel smooth".
    const BECOMES: Words = words![
        "feel",
        "feels",
        "felt",
        "are",
        "have",
        "disappear",
        "disappeared",
        "peel",
        "peeling",
        "smooth",
        "vanished",
        "vanish",
        "gone",
        "worn",
        "faded"
    ];
    let is_worn = line.is(at + 1, BECOMES) && !USED.is_in(line, at + 1..at + 10);
    let is_general = line.was(at, 1, words!["your"]) && !USED.is_in(line, at.saturating_sub(4)..at);
    let is_of_mine = line.is(at + 1, words!["of"]) && line.get(at + 2).tags.has(Tags::POSSESSIVE)
        || line.is(at + 1, words!["del"]) && line.is(at + 2, words!["indice", "pulgar", "dedo"]);
    let is_said = SCANNED.is_at(line, at + 1) || is_taken(line, at) || is_of_mine;
    !is_worn && !is_general && (is_somebodys(line, at) || line.is_strict() && is_said)
}

/// Whether what reads a part of the body is near the one at `at`.
fn is_used(line: &Line<'_>, at: usize) -> bool {
    USED.is_in(line, at.saturating_sub(6)..at) || USED.is_in(line, at + 2..at + 11)
}

/// "iris scan at the gate", "my DNA profile": a part of somebody's body that is scanned so that a machine knows them.
fn is_scanned(line: &Line<'_>, at: usize) -> bool {
    // A scan of an eye or a hand is also an examination.
    let is_examined = line.is(at, words!["retina", "retinal", "finger", "face", "hand", "ear", "eye", "palm"])
        && line.is(at + 1, words!["scan", "scans", "image", "images", "scanned"]);
    const OF_DNA: Words =
        words!["profile", "sequence", "raw", "is", "data", "sample", "fingerprint", "results", "match", "kit"];
    let is_scanned = match line.is(at, words!["dna"]) {
        true => line.is(at + 1, OF_DNA) || line.was(at, 1, words!["raw"]),
        false => SCANNED.is_at(line, at + 1),
    };
    let is_face = line.is(at, words!["facial", "face"]) && !line.is(at + 1, words!["image", "images", "print"]);
    let is_print = line.is_strict() && line.is(at + 1, words!["print", "prints"]);
    let is_used = is_used(line, at);
    let is_own = is_somebodys(line, at) || is_used && (line.is_personal() || is_print) || is_face && line.is_personal();
    is_scanned && is_own && (!is_examined || is_used)
}

/// "My retina was scanned for the study."
fn scanned_afterwards(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_scanned = line.is(at + 1, words!["was", "were", "is"]) && SCANNED.is_at(line, at + 2);
    (is_scanned && line.is_strict() && is_somebodys(line, at)).then_some((at, at + 3))
}

/// "The bank uses my voice", "they scanned my eyeball at the airport".
fn is_compared(line: &Line<'_>, at: usize) -> bool {
    const COMPARE: Words = words![
        "uses",
        "use",
        "used",
        "scanned",
        "scans",
        "scan",
        "reads",
        "read",
        "took",
        "recognises",
        "recognise",
        "recognize",
        "recognizes",
        "accept",
        "knows",
        "unlocks",
        "unlock",
        "unlocked",
        "opens",
    ];
    line.before(at, 1).tags.has(Tags::POSSESSIVE) && is_used(line, at) && line.recently(at, 3, COMPARE)
}

/// "they took fingerprints", "fingerprinted at the station".
fn is_taken(line: &Line<'_>, at: usize) -> bool {
    line.is(at, words!["fingerprinted"])
        || line.recently(at, 4, words!["took", "taken", "gave", "scanned", "scan", "on", "by"]) && line.is_personal()
}

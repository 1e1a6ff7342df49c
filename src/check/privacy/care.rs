//! Words of staff that say that somebody is in their care.

use crate::check::privacy::line::Line;
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
        line.is_strict()
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            if let Some(end) = phrase(line, at).or_else(|| findings(line, at)).or_else(|| patient(line, at)) {
                hits.push(Class::CareRelationship, line.range(at, end), Excuse::OnlyByStaff);
            }
        }
    }
}

/// Phrases that only somebody says who treats the other.
const PHRASES: [&str; 58] = [
    "when i saw you",
    "when we saw you",
    "when i see you",
    "i saw you",
    "we saw you",
    "since i saw you",
    "i'll see you in clinic",
    "see you in clinic",
    "see you on the ward",
    "see you at your",
    "see you at your next",
    "when you came in",
    "when you came to see",
    "when you were in",
    "when you were on the ward",
    "when you were here",
    "when you were admitted",
    "when we met",
    "when we spoke",
    "when we last",
    "nice to see you again",
    "good to see you in",
    "i operated on you",
    "we operated on you",
    "your surgeon here",
    "as your doctor",
    "as your nurse",
    "as your consultant",
    "i'm your",
    "i am your",
    "i prescribed you",
    "we prescribed you",
    "i prescribed for you",
    "we started you on",
    "i started you on",
    "we put you on",
    "i put you on",
    "we gave you",
    "i gave you",
    "we discussed at your",
    "we talked about at your",
    "at your last appointment",
    "at your last visit",
    "at your last clinic",
    "at your next appointment with",
    "in your notes",
    "in your file",
    "in your chart",
    "your records show",
    "your notes say",
    "cuando te vi",
    "cuando le vi",
    "cuando viniste",
    "en tu ultima consulta",
    "en su ultima consulta",
    "te opere",
    "te operamos",
    "mi paciente",
];

/// A phrase of the list.
fn phrase(line: &Line<'_>, at: usize) -> Option<usize> {
    PHRASES.iter().filter_map(|phrase| line.phrase(at, phrase)).max()
}

/// What only the treating team has seen.
const RESULTS: [&str; 34] = [
    "scan",
    "scans",
    "result",
    "results",
    "biopsy",
    "bloods",
    "counts",
    "mri",
    "ct",
    "pet",
    "xray",
    "ultrasound",
    "mammogram",
    "pathology",
    "histology",
    "labs",
    "tumour",
    "tumor",
    "wound",
    "stitches",
    "drain",
    "operation",
    "surgery",
    "chart",
    "margins",
    "nodes",
    "markers",
    "analitica",
    "resultados",
    "biopsia",
    "ecografia",
    "resonancia",
    "mamografia",
    "operacion",
];

/// What is told of it.
const TELL: [&str; 34] = [
    "showed",
    "shows",
    "show",
    "was",
    "were",
    "is",
    "are",
    "came",
    "look",
    "looks",
    "looked",
    "went",
    "confirmed",
    "yesterday",
    "today",
    "tomorrow",
    "last",
    "next",
    "has",
    "have",
    "from",
    "on",
    "this",
    "salio",
    "salieron",
    "esta",
    "estan",
    "fue",
    "muestra",
    "mostro",
    "indica",
    "healed",
    "healing",
    "on",
];

/// "your scan showed", "your results are", "tu analítica": what only the treating team has seen.
fn findings(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at, &["your", "ur", "tu", "su", "tus", "sus"]) {
        return None;
    }
    let noun = (at + 1..at + 4).find(|next| line.is(*next, &RESULTS))?;
    let is_general = line.recently(
        at,
        6,
        &[
            "if",
            "ask",
            "when",
            "whether",
            "once",
            "about",
            "until",
            "how",
            "what",
            "where",
            "bring",
            "before",
            "after",
            "unless",
            "understand",
            "get",
            "getting",
            "have",
            "why",
            "who",
        ],
    );
    let has_result = line.is(noun + 1, &TELL);
    (has_result && !is_general).then_some(noun + 2)
}

/// "my patient", "one of our patients", "a patient of mine".
fn patient(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_patient = |at: usize| line.is(at, &["patient", "patients", "paciente"]);
    if line.is(at, &["my", "mi"]) && is_patient(at + 1) {
        return Some(at + 2);
    }
    if line.is(at, &["my", "our"]) && is_patient(at + 1) && line.is(at, &["our"]) && line.was(at, 2, &["one"]) {
        return Some(at + 2);
    }
    let of_mine = is_patient(at) && line.is(at + 1, &["of"]) && line.is(at + 2, &["mine", "ours"]);
    if of_mine {
        return Some(at + 3);
    }
    let is_yours = line.is(at, &["you're", "youre"])
        && line.is(at + 1, &["under", "in", "on"])
        && line.is(at + 2, &["my", "our"])
        && line.is(at + 3, &["care", "clinic", "ward", "list", "team"]);
    is_yours.then_some(at + 4)
}

//! How strong the evidence of a source is, in patients' words.

use serde::Serialize;

use crate::model::evidence::StudyType;
use crate::model::network::Network;
use crate::model::reference::Reference;
use crate::model::retraction::Notice;
use crate::render::strings::Strings;
use crate::site::SitePath;

/// Where the words are explained.
pub const KEY: &str = "evidence.html";

/// The words, from the strongest on, by their keys in the files of strings.
pub const WORDS: [&str; 6] =
    ["evidence_1", "evidence_2", "evidence_3", "evidence_4", "evidence_5", "evidence_guideline"];

/// How strong the evidence is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StrengthView {
    /// One word: "Strong".
    pub word: String,
    /// What that means: "several good studies agree".
    pub meaning: String,
    /// Its place on the page that explains the words.
    pub href: String,
}

/// The word for the evidence of a source, by its key; nothing if nobody said how the study was done.
pub fn word(reference: &Reference) -> Option<&'static str> {
    match reference.level() {
        Some(level) => WORDS.get(usize::from(level).checked_sub(1)?).copied(),
        None => (reference.study == Some(StudyType::Guideline)).then_some("evidence_guideline"),
    }
}

/// How strong the evidence of a source is, as the page at `path` shows it.
pub fn strength(strings: &Strings, path: &SitePath, reference: &Reference) -> Option<StrengthView> {
    let word = word(reference)?;
    let key = path.link_to(&SitePath::new(KEY));
    Some(StrengthView {
        word: String::from(strings.get(word)),
        meaning: String::from(strings.get(&format!("{word}_means"))),
        href: format!("{key}#{}", anchor(word)),
    })
}

/// What a reader must know of a source that was retracted or is doubted.
pub fn warning(network: &Network, strings: &Strings, reference: &Reference) -> Option<String> {
    let notice = network.retractions.get(&reference.key).map(|retraction| retraction.notice);
    let words = match notice {
        Some(Notice::Retraction) => "retracted",
        None if reference.retracted => "retracted",
        Some(Notice::Concern) => "retraction_concern",
        _ => return None,
    };
    Some(String::from(strings.get(words)))
}

/// The anchor of a word on the page that explains it.
pub fn anchor(word: &str) -> String {
    word.replace('_', "-")
}

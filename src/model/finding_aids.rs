//! What a network adds to its search: words of its patients, emergencies, and what editors expect to be found.

use crate::source::{FilePath, Located};

/// `search.yaml`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchSettings {
    /// Whether bedside's own list of patients' words is left out.
    pub without_built_in_words: bool,
    /// Groups of words that mean the same.
    pub words: Vec<WordGroup>,
    /// What must not wait, with the words that tell of it.
    pub emergencies: Vec<Emergency>,
}

/// Words that mean the same: for each BCP 47 tag, what people and clinicians say.
pub type WordGroup = std::collections::BTreeMap<String, Vec<String>>;

/// Words that tell of an emergency, and the page whose care card stands above the results then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// The file it stands in.
    pub file: FilePath,
    /// What people type, as in `fever on chemo`.
    pub words: Vec<String>,
    /// The page with the care card, a path from the top of the network folder.
    pub card: Located<String>,
}

/// One line of `search-tests.yaml`: what a patient types, and what they must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTest {
    /// The file it stands in.
    pub file: FilePath,
    /// What the patient types.
    pub query: Located<String>,
    /// The page that must be found: a path from the top of the network folder, or an address in the site.
    pub page: Located<String>,
    /// Among how many of the first results.
    pub within: u32,
    /// The language that the patient reads the site in; the site's own if none is given.
    pub language: Option<String>,
}

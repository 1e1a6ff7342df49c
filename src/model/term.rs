//! The glossary: lay words with their clinical words and plain definitions.

use crate::model::id::NodeId;
use crate::source::{FilePath, Located};

/// One entry of `glossary.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name in the network.
    pub id: NodeId,
    /// The file it is recorded in.
    pub file: FilePath,
    /// The lay word.
    pub term: Located<String>,
    /// The clinical word.
    pub clinical: Option<String>,
    /// What it means, in one to three plain sentences.
    pub definition: String,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// The BCP 47 tag of its language, when that is not the site's.
    pub language: Option<String>,
    /// The page to read on, a path from the top of the network folder.
    pub see: Option<Located<String>>,
}

//! Recorded decisions: what somebody responsible decided about a passage that may identify a person, why, and until when.

use jiff::civil::Date;

use crate::finding::identifier::Identifier;
use crate::source::{FilePath, Fingerprint, Located, Span};

/// Everything in `decisions.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The file.
    pub file: Option<FilePath>,
    /// The key of the site: fingerprints are made with it, so that nobody without the file can try out names.
    pub key: Option<String>,
    /// The decisions, in the order written. Those that lack something are not among them.
    pub decisions: Vec<Decision>,
}

/// How many hexadecimal digits of a fingerprint are written down.
const DIGITS: usize = 24;

impl Decisions {
    /// The fingerprint under which a decision about `identifier` is recorded; nothing as long as the site has no key.
    pub fn fingerprint(&self, identifier: &Identifier) -> Option<String> {
        let key = self.key.as_ref()?;
        Some(Fingerprint::of(&[b"decision", key.as_bytes(), &identifier.fingerprint.0]).hex(DIGITS))
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Where it was written.
    pub span: Span,
    /// The fingerprint of the words that it is about.
    pub fingerprint: Located<String>,
    /// The file that it is about; nothing when it holds for the whole site.
    pub place: Option<FilePath>,
    /// The class of the finding, as in `privacy/name`.
    pub class: String,
    /// What was decided.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub date: Date,
    /// The last day on which it holds.
    pub expires: Date,
}

impl Decision {
    /// Whether it is about words with this fingerprint that were found as `class` in `file`.
    pub fn is_about(&self, class: &str, fingerprint: &str, file: &FilePath) -> bool {
        self.class == class && *self.fingerprint == fingerprint && self.place.as_ref().is_none_or(|place| place == file)
    }
}

/// What may be decided about a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It identifies nobody, or the person agreed: it is published.
    Publish,
    /// It is left out of the site; a mark shows that something is missing.
    Withhold,
}

impl Verdict {
    /// Every verdict with its word in `decisions.yaml`.
    pub const ALL: [(&'static str, Self); 2] = [("publish", Self::Publish), ("withhold", Self::Withhold)];

    /// The word in `decisions.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Withhold => "withhold",
        }
    }
}

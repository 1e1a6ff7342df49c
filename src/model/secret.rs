//! Words that no output may hold: names and handles of people who did not agree to be named, their numbers and addresses,
//! and passages that are withheld. They leave the parser as hashes only, so that nothing can show them by accident; the
//! scan of the output compares hashes.

pub mod words;

use std::fmt;

use crate::finding::identifier::masked;
use crate::model::chat::AuthorKey;
use crate::model::secret::words::{Word, words};

/// How many words of a passage in a row are compared. Fewer would be found in other people's sentences: a summary of what
/// somebody said shares seven or eight words with it by chance.
pub const WINDOW: usize = 10;

/// The fewest digits of a number that is looked for, and the most that are compared: the last ones, for one telephone
/// number is written with its country, with a zero, or with neither.
pub const DIGITS: std::ops::RangeInclusive<u32> = 7..=9;

/// What must not be in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// A whole name or handle.
    Name,
    /// The first or last word of a name.
    Part,
    /// A telephone number or another long one.
    Number,
    /// An e-mail address.
    Address,
    /// Words that somebody said or wrote.
    Passage,
}

/// Words that must not be in the output, as hashes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// What they are.
    pub kind: SecretKind,
    /// The hashes of the words, in order.
    pub words: Box<[Word]>,
    /// Whose name or words they are, where that decides whether they may be shown.
    pub whose: Option<AuthorKey>,
    /// The words as a log may show them: `M••• W•••`; empty for passages.
    pub masked: Box<str>,
}

impl Secret {
    /// A secret; nothing when there is no word in it.
    pub fn new(kind: SecretKind, text: &str, whose: Option<AuthorKey>) -> Option<Self> {
        let words: Box<[Word]> = words(text).into();
        let masked = if kind == SecretKind::Passage { "".into() } else { masked(text.trim()).into() };
        (!words.is_empty()).then_some(Self { kind, words, whose, masked })
    }
}

/// Shows what kind of secret it is and nothing else.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({:?})", self.kind)
    }
}

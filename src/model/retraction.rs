//! What the list of retracted papers says of a source.

use jiff::civil::Date;

/// What was done to a paper after it appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// It was put back.
    Reinstatement,
    /// It was corrected.
    Correction,
    /// Its journal doubts it.
    Concern,
    /// It was taken back.
    Retraction,
}

/// A notice about one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// What was done.
    pub notice: Notice,
    /// When, if the list says so.
    pub date: Option<Date>,
    /// Why, in the words of the list.
    pub reason: Option<String>,
    /// The DOI of the notice.
    pub doi: Option<String>,
}

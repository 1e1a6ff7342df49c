//! A source that pages cite.

use jiff::civil::Date;

use crate::source::{FilePath, Span};

/// One source of the reference library.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The key that citations use.
    pub key: String,
    /// The file it is recorded in.
    pub file: FilePath,
    /// Where in that file.
    pub span: Span,
    /// The title, plain.
    pub title: String,
    /// Authors or, failing them, editors or the organisation, each `Family, Given` or a whole name; plain.
    pub authors: Vec<String>,
    /// What it appeared in, plain.
    pub container: Option<String>,
    /// The year it appeared.
    pub year: Option<i32>,
    /// Where it can be read: http or https only.
    pub url: Option<String>,
    /// The day on which the address was last seen to work.
    pub accessed: Option<Date>,
    /// The DOI in lower case, without a resolver.
    pub doi: Option<String>,
    /// The PubMed number.
    pub pmid: Option<String>,
    /// The entry that citation styles format.
    pub entry: hayagriva::Entry,
}

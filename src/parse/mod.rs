//! Reads one file at a time. A parser is a pure function of its file and never fails: it returns what it could read,
//! and findings about what it could not.

pub mod chat;
pub mod references;

use crate::finding::{Findings, Rule};
use crate::model::document::Document;
use crate::source::SourceFile;

/// Reads `file` as what its place in the network folder says it is.
pub fn document(file: &SourceFile) -> (Document, Findings) {
    let mut findings = Findings::new();
    let document = match file.path.as_str() {
        path if path.starts_with("references/") => Document::References(references::parse(file, &mut findings)),
        path if path.starts_with("chats/") => chat::parse(file, &mut findings),
        _ => Document::Nothing,
    };
    (document, findings)
}

/// The rules of every parser.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [chat::RULES, references::RULES].into_iter().flatten().copied()
}

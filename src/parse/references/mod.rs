//! Files of references.

use std::sync::Arc;

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::rules;
use crate::source::SourceFile;

rules! {
    /// A reference file is in no format that bedside knows.
    UNKNOWN_FORMAT = "references/unknown-format", Warning;
}

/// Reads a file under `references/`.
pub fn parse(_file: &SourceFile, _findings: &mut Findings) -> Vec<Arc<Reference>> {
    Vec::new()
}

//! Transcripts of chats.

use crate::finding::Findings;
use crate::model::document::Document;
use crate::rules;
use crate::source::SourceFile;

rules! {
    /// A transcript is in no format that bedside knows.
    UNKNOWN_FORMAT = "chat/unknown-format", Warning;
}

/// Reads a transcript: any file of a chat's folder but `recap.md`.
pub fn parse(_file: &SourceFile, _findings: &mut Findings) -> Document {
    Document::Nothing
}

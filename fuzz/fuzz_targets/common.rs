//! What the targets share: a file in the folder of a chat is read, and every message must lie in it.

use bedside::finding::Findings;
use bedside::model::document::Document;
use bedside::parse::chat::parse;
use bedside::source::{FilePath, SourceFile};

/// Reads `text` after `start`, which makes it one of the family.
#[allow(dead_code, reason = "archives are no text")]
pub fn read_text(start: &str, bytes: &[u8]) {
    let text = format!("{start}{}", String::from_utf8_lossy(bytes));
    let file = SourceFile::text(FilePath::new("chats/c/input"), text.as_str());
    let mut findings = Findings::new();
    if let Document::Transcript(transcript) = parse(&file, &mut findings) {
        for message in &transcript.messages {
            assert!(text.get(message.span.range()).is_some());
        }
    }
}

/// Reads `bytes` as a file that is no text.
#[allow(dead_code, reason = "only some of the targets have bytes")]
pub fn read_bytes(bytes: &[u8]) {
    let file = SourceFile::binary(FilePath::new("chats/c/input"), bytes);
    let _ = parse(&file, &mut Findings::new());
}

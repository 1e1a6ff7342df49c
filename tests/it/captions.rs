//! Real transcripts, where they are present: none of them breaks anything, and what is read of each is printed.
//! `cargo test --test it captions -- --nocapture` shows the counts.

use std::fs;
use std::path::{Path, PathBuf};

use bedside::finding::Findings;
use bedside::model::document::Document;
use bedside::parse::chat::parse;
use bedside::source::{FilePath, SourceFile};

/// Every file below `folder`, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for path in fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn captions_and_mails_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/chats");
    for path in ["webvtt", "srt", "mbox"].iter().flat_map(|kind| files(&root.join(kind))) {
        let bytes = fs::read(&path).unwrap();
        let name = FilePath::new(format!("chats/c/{}", path.file_name().unwrap().to_str().unwrap()));
        let file = match String::from_utf8(bytes) {
            Ok(text) => SourceFile::text(name, text.trim_start_matches('\u{feff}')),
            Err(error) => SourceFile::binary(name, error.into_bytes()),
        };
        let mut findings = Findings::new();
        let shown = path.strip_prefix(&root).unwrap().display();
        let rules: Vec<&str> = findings_of(&file, &mut findings, &shown.to_string());
        println!("{shown}: {}", rules.join(", "));
    }
}

/// Reads a file and says what was read and found.
fn findings_of(file: &SourceFile, findings: &mut Findings, shown: &str) -> Vec<&'static str> {
    if let Document::Transcript(transcript) = parse(file, findings) {
        let text = file.as_text().unwrap();
        let unread = transcript.dropped.unreadable;
        print!(
            "{} {} messages, {} people, {unread} unreadable; ",
            transcript.format,
            transcript.messages.len(),
            transcript.authors.len()
        );
        for message in &transcript.messages {
            assert!(text.get(message.span.range()).is_some(), "{shown}");
        }
    }
    findings.iter().map(|finding| finding.rule.id).collect()
}

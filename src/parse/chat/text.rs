//! The text of a file, where it has one that can be a transcript.

use crate::finding::Finding;
use crate::parse::chat::rules::{EMPTY_TRANSCRIPT, NOT_PUBLISHED, NOT_TEXT};
use crate::parse::chat::{cues, lines, other};
use crate::source::{FilePath, SourceFile};

/// The text of a file, if it is one that can be a transcript.
pub(super) fn transcript_text(file: &SourceFile) -> Result<&str, Box<Finding>> {
    let name = file.path.file_name();
    if let Some(kind) = other::kind(file) {
        let message = format!("`{name}` is a {kind}. It lies in a chat's folder, but it is not published.");
        let help = if kind == "archive" {
            "Unpack it and put the text of the conversation into the folder."
        } else {
            "Move it out of the folder. A picture for readers belongs into `static/`, if everybody in it has agreed."
        };
        return Err(Box::new(Finding::new(&NOT_PUBLISHED, &file.path, message).help(help)));
    }
    some_text(&file.path, file.as_text().map_or("", |text| &**text))
}

/// `text`, if there is some and it has no NUL byte.
pub(super) fn some_text<'a>(path: &FilePath, text: &'a str) -> Result<&'a str, Box<Finding>> {
    let name = path.file_name();
    // In captions a NUL has a meaning: it is a character that could not be written.
    if let Some(nul) = text.find('\0').filter(|_| !cues::is_webvtt(text)) {
        let line = text[..nul].matches('\n').count() + 1;
        let message =
            format!("`{name}` holds a NUL byte in line {line}: it is damaged or no text, so it is not published.");
        return Err(Box::new(
            Finding::new(&NOT_TEXT, path, message).help("Export the chat again as plain text (UTF-8)."),
        ));
    }
    if text.chars().all(lines::is_blank) {
        let message = format!("`{name}` is empty: the chat has no transcript.");
        let help = "Export the chat again, or delete the file.";
        return Err(Box::new(Finding::new(&EMPTY_TRANSCRIPT, path, message).help(help)));
    }
    Ok(text)
}

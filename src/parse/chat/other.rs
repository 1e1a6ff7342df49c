//! Files of a chat's folder that hold no text of a transcript: pictures, documents, archives.

use crate::source::{Content, SourceFile};

/// What a file is, if it is no text: in a word for editors.
pub(super) fn kind(file: &SourceFile) -> Option<&'static str> {
    let by_content = match &file.content {
        Content::Binary(bytes) => by_magic(bytes).or(Some("binary file")),
        Content::Text(text) => by_text(text),
        Content::Unread(_) => Some("file"),
    };
    match by_content {
        Some("binary file" | "file") => Some(by_extension(file.path.extension()).unwrap_or("file that is no text")),
        other => other,
    }
}

/// The bytes of a zip archive. A small one may happen to be text as well.
pub(super) fn zip(file: &SourceFile) -> Option<&[u8]> {
    let bytes = match &file.content {
        Content::Binary(bytes) => &**bytes,
        Content::Text(text) => text.as_bytes(),
        Content::Unread(_) => return None,
    };
    (bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")).then_some(bytes)
}

/// What the first bytes tell.
fn by_magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 9] = [
        (b"\x89PNG", "picture"),
        (b"\xff\xd8\xff", "picture"),
        (b"GIF8", "picture"),
        (b"BM", "picture"),
        (b"II*\0", "picture"),
        (b"Rar!", "archive"),
        (b"%PDF", "PDF document"),
        (b"\x1a\x45\xdf\xa3", "video"),
        (b"OggS", "recording"),
    ];
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let known = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    if webp { Some("picture") } else { known }
}

/// A drawing or a document is text too, but none to read.
fn by_text(text: &str) -> Option<&'static str> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("<svg") || start.starts_with("<?xml") && start.get(..1000).unwrap_or(start).contains("<svg") {
        Some("picture")
    } else if start.starts_with("%PDF") {
        Some("PDF document")
    } else if start.starts_with("{\\rtf") {
        Some("word-processor document")
    } else {
        None
    }
}

/// What the name tells of a file that was not read.
fn by_extension(extension: &str) -> Option<&'static str> {
    Some(match extension.to_ascii_lowercase().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "heic" | "heif" | "avif" | "bmp" | "tif" | "tiff" | "svg" => {
            "picture"
        }
        "mp4" | "mov" | "m4v" | "avi" | "mkv" | "webm" => "video",
        "mp3" | "m4a" | "opus" | "ogg" | "wav" | "aac" => "recording",
        "zip" | "7z" | "rar" | "gz" | "tar" => "archive",
        "pdf" => "PDF document",
        "doc" | "docx" | "odt" | "rtf" | "pages" => "word-processor document",
        "xls" | "xlsx" | "ods" | "numbers" => "spreadsheet",
        "ppt" | "pptx" | "odp" | "key" => "presentation",
        _ => return None,
    })
}

/// Files that systems leave in folders and nobody means anything by.
pub(super) fn is_litter(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || matches!(name, "Thumbs.db" | "desktop.ini" | "Icon\r")
}

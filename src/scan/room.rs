//! How a file is read, by its place in the network folder.

use crate::scan::retractions;
use crate::source::FilePath;

/// How one file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As text, up to so many bytes; anything else in it is a finding.
    Text(u64),
    /// As text, else as the bytes it is, up to so many of each.
    Either {
        /// The longest text, in bytes.
        text: u64,
        /// The longest other file, in bytes.
        binary: u64,
    },
    /// Not at all: it is copied, or only its being there matters.
    Unread,
}

/// The longest text: far longer than a page that anybody reads.
const TEXT: u64 = 16 << 20;
/// The longest transcript: the export of years of a busy group.
const TRANSCRIPT: u64 = 256 << 20;
/// The longest file that an importer unpacks.
const BINARY: u64 = 64 << 20;

/// Endings of files that are text wherever something reads them.
const TEXTS: [&str; 17] = [
    "md", "markdown", "yaml", "yml", "txt", "text", "json", "jsonl", "bib", "ris", "nbib", "xml", "csv", "tsv", "vtt",
    "srt", "html",
];

/// Endings of pictures, sound and films: exports of chats carry them along, and nothing reads them.
const MEDIA: [&str; 23] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "svg", "bmp", "tif", "tiff", "mp3", "m4a", "aac", "ogg",
    "opus", "wav", "mp4", "m4v", "mov", "webm", "mkv", "pdf",
];

/// How the file at `path` is read.
pub(crate) fn reading(path: &FilePath) -> Reading {
    let extension = path.extension().to_lowercase();
    let is = |list: &[&str]| list.contains(&extension.as_str());
    match path.as_str().split_once('/') {
        None if is(&["yaml", "yml"]) => Reading::Text(TEXT),
        Some(("topics" | "pages", _)) if is(&["md", "markdown"]) => Reading::Text(TEXT),
        Some(("theme", _)) if is(&["html", "css", "js", "svg", "json", "txt", "xml", "yaml", "yml"]) => {
            Reading::Text(TEXT)
        }
        // Far too long to keep: `retractions` reads it row by row.
        Some(_) if path.as_str() == retractions::LIST => Reading::Unread,
        Some(("chats" | "references", _)) if is(&MEDIA) => Reading::Unread,
        Some(("chats", _)) if is(&["md", "markdown"]) && path.stem() == "recap" => Reading::Text(TEXT),
        Some(("chats", _)) if is(&TEXTS) => Reading::Text(TRANSCRIPT),
        Some(("chats", _)) => Reading::Either { text: TRANSCRIPT, binary: BINARY },
        Some(("references", _)) if is(&TEXTS) => Reading::Text(TEXT),
        Some(("references", _)) => Reading::Either { text: TEXT, binary: BINARY },
        _ => Reading::Unread,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, reading};
    use crate::source::FilePath;

    fn of(path: &str) -> Reading {
        reading(&FilePath::new(path))
    }

    #[test]
    fn a_file_is_read_as_its_place_says() {
        assert_eq!(of("topics/living/work.MD"), Reading::Text(16 << 20));
        assert_eq!(of("topics/living/work.jpg"), Reading::Unread);
        assert_eq!(of("static/leaflet.md"), Reading::Unread, "static files are copied as they are");
        assert_eq!(of("chats/2026-05-12-hair-loss/transcript.txt"), Reading::Text(256 << 20));
        assert_eq!(of("chats/2026-05-12-hair-loss/recap.md"), Reading::Text(16 << 20));
        assert_eq!(of("chats/2026-05-12-hair-loss/IMG_1.jpg"), Reading::Unread);
        assert!(matches!(of("chats/2026-05-12-hair-loss/export.zip"), Reading::Either { .. }));
        assert!(matches!(of("references/library.enw"), Reading::Either { .. }));
        assert_eq!(of("references/retractions.csv"), Reading::Unread);
        assert_eq!(of("people.yaml"), Reading::Text(16 << 20));
        assert_eq!(of("README.md"), Reading::Unread);
    }
}

//! What the scan brings in: files with their text, and the places inside them that findings point at.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Deref, Range};
use std::path::PathBuf;
use std::sync::Arc;

/// The path of a file inside the network folder: relative, with `/` on every platform, never leaving the folder.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FilePath(Arc<str>);

impl Ord for FilePath {
    fn cmp(&self, other: &Self) -> Ordering {
        // What is said of one file mostly shares its path, and is sorted by it again and again.
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for FilePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FilePath {
    /// Takes a relative path that the scan, or a test, has already brought into the form above.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The whole path, as in `topics/side-effects/fatigue.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part of the path, as in `fatigue.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The file name without its last extension, as in `fatigue`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// The last extension in the letters it was written with, without its dot; empty when there is none.
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[dot + 1..],
            _ => "",
        }
    }

    /// The folder the file lies in, as in `topics/side-effects`; empty for a file at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }
}

impl Borrow<str> for FilePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A range of bytes in the text of one file. It always lies on character boundaries of that text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span over `range`. Files are limited by the scan to far less than 4 GiB, so a larger offset is clamped.
    pub fn new(range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end) }
    }

    /// The span as a range for slicing the file's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
}

/// Walks through a text from one place to the next, so that many places cost one reading of the text.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    place: Place,
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, offset: 0, place: Place { line: 1, column: 1 } }
    }

    /// The place of the byte at `offset`, clamped to the text. Going backwards begins anew.
    pub fn go_to(&mut self, offset: usize) -> Place {
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let mut characters = self.text[self.offset..].char_indices().peekable();
        let from = self.offset;
        while let Some((at, character)) = characters.next_if(|(at, _)| from + at < offset) {
            let is_pair = character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
            if character == '\n' || character == '\r' && !is_pair {
                self.place = Place { line: self.place.line + 1, column: 1 };
            } else {
                self.place.column += 1;
            }
            self.offset = from + at + character.len_utf8();
        }
        self.place
    }
}

/// A value together with the place it was written at.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where it was written, in the file that the value was read from.
    pub span: Span,
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A text file, decoded to UTF-8 without its byte order mark.
    Text(Arc<str>),
    /// A file that only an importer can read, such as a zip.
    Binary(Arc<[u8]>),
    /// A file that is copied to the site as it is; its bytes stay on the disk.
    Unread(PathBuf),
}

/// One file of the network folder.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies in the network folder.
    pub path: FilePath,
    /// What it holds.
    pub content: Content,
    /// A hash of path and content: equal fingerprints mean equal parses.
    pub fingerprint: Fingerprint,
}

impl SourceFile {
    /// A text file, fingerprinted.
    pub fn text(path: FilePath, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let fingerprint = Fingerprint::of(&[path.as_str().as_bytes(), text.as_bytes()]);
        Self { path, content: Content::Text(text), fingerprint }
    }

    /// A binary file, fingerprinted.
    pub fn binary(path: FilePath, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let fingerprint = Fingerprint::of(&[path.as_str().as_bytes(), &bytes]);
        Self { path, content: Content::Binary(bytes), fingerprint }
    }

    /// The text of a text file, else nothing.
    pub fn as_text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Binary(_) | Content::Unread(_) => None,
        }
    }
}

/// A 128-bit hash (the first half of BLAKE3) of what a value is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// Hashes `parts`, each with its length before it, so that moving a byte between parts changes the result.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = Hasher::new();
        parts.iter().for_each(|part| hasher.add(part));
        hasher.finish()
    }

    /// The first `digits` hexadecimal digits, for file names.
    pub fn hex(self, digits: usize) -> String {
        let mut hex: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
        hex.truncate(digits);
        hex
    }
}

/// Makes a [`Fingerprint`] of many parts.
#[derive(Debug, Default)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// A hasher that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one part, with its length before it.
    pub fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// The fingerprint of all parts.
    pub fn finish(&self) -> Fingerprint {
        let mut half = [0; 16];
        half.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        Fingerprint(half)
    }
}

/// Every file of a network folder, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Takes files in any order.
    pub fn new(mut files: Vec<Arc<SourceFile>>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// All files, sorted by path.
    pub fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| &self.files[at])
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Place};

    #[test]
    fn places_are_counted_as_editors_count_them() {
        let text = "é1\r\nzwei\rdrei\n";
        let mut cursor = Cursor::new(text);
        let mut at = |needle: &str| cursor.go_to(text.find(needle).unwrap());
        assert_eq!(at("é"), Place { line: 1, column: 1 });
        assert_eq!(at("1"), Place { line: 1, column: 2 });
        assert_eq!(at("ei\r"), Place { line: 2, column: 3 });
        assert_eq!(at("drei"), Place { line: 3, column: 1 });
        assert_eq!(at("1"), Place { line: 1, column: 2 }, "backwards");
        assert_eq!(cursor.go_to(1000), Place { line: 4, column: 1 }, "beyond the end");
    }
}

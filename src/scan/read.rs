//! Reads one file, by the rules of its room.

use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::Path;

use crate::finding::Finding;
use crate::scan::decode::{NoText, captions, decode};
use crate::scan::room::{Reading, reading};
use crate::scan::walk::Found;
use crate::scan::{NOT_UTF8, NUL_BYTE, Read, SPECIAL, TOO_LARGE, UNREADABLE};
use crate::source::{Content, FilePath, Fingerprint, SourceFile};

/// What the file system says of a file: if none of it changes, neither did the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The length in bytes.
    length: u64,
    /// When it was last written, in nanoseconds of the file system's clock.
    modified: i128,
    /// When anything about it last changed, where the file system tells, else when it was last written.
    pub(crate) changed: i128,
    /// Its number on the disk, where the file system has one.
    number: u64,
}

/// The stamp of the file at `path`, if it is still there.
pub(crate) fn stamp(path: &Path) -> Option<Stamp> {
    path.metadata().ok().map(|metadata| stamp_of(&metadata))
}

#[cfg(unix)]
fn stamp_of(metadata: &Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt as _;
    let time = |seconds: i64, nanoseconds: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
    Stamp {
        length: metadata.len(),
        modified: time(metadata.mtime(), metadata.mtime_nsec()),
        changed: time(metadata.ctime(), metadata.ctime_nsec()),
        number: metadata.ino(),
    }
}

#[cfg(not(unix))]
fn stamp_of(metadata: &Metadata) -> Stamp {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let modified = since.and_then(|since| i128::try_from(since.as_nanos()).ok()).unwrap_or_default();
    Stamp { length: metadata.len(), modified, changed: modified, number: 0 }
}

/// Reads the file, or says why it is left out.
pub(crate) fn read(found: &Found, stamp: Stamp) -> Read {
    match reading(&found.path) {
        Reading::Unread => Ok(unread(found, stamp)),
        Reading::Text(limit) => text(&found.path, bytes(found, stamp, limit)?),
        Reading::Either { text: longest, binary } => {
            let bytes = bytes(found, stamp, longest)?;
            if bytes.len() as u64 > binary && std::str::from_utf8(&bytes).is_err() {
                return Err(too_large(&found.path, bytes.len() as u64, binary));
            }
            Ok(either(&found.path, bytes))
        }
    }
    .map(std::sync::Arc::new)
}

/// A file whose bytes stay on the disk. Its stamp stands for them.
fn unread(found: &Found, stamp: Stamp) -> SourceFile {
    let parts = [found.path.as_str().as_bytes(), &stamp.length.to_le_bytes(), &stamp.modified.to_le_bytes()];
    SourceFile {
        path: found.path.clone(),
        content: Content::Unread(found.real.clone()),
        fingerprint: Fingerprint::of(&parts),
    }
}

/// A text file, or why its bytes are no text.
fn text(path: &FilePath, bytes: Vec<u8>) -> Result<SourceFile, Finding> {
    decode(bytes).map(|text| SourceFile::text(path.clone(), text)).map_err(|why| no_text(path, &why))
}

/// A text file if it is text, else a binary one.
pub(crate) fn either(path: &FilePath, bytes: Vec<u8>) -> SourceFile {
    match decode(bytes.clone()).ok().or_else(|| captions(&bytes)) {
        Some(text) => SourceFile::text(path.clone(), text),
        None => SourceFile::binary(path.clone(), bytes),
    }
}

/// The bytes of a file, if there are no more than `limit`.
fn bytes(found: &Found, stamp: Stamp, limit: u64) -> Result<Vec<u8>, Finding> {
    if stamp.length > limit {
        return Err(too_large(&found.path, stamp.length, limit));
    }
    let unreadable = |error: std::io::Error| {
        Finding::new(&UNREADABLE, &found.path, format!("this file cannot be read ({error}), so it is missing"))
            .help("close other programs that use it, wait until it has synchronised, or ask for permission to read it")
    };
    let file = open(&found.real).map_err(unreadable)?;
    // It was a file when the folder was walked; a pipe that took its place would be read for ever.
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Err(Finding::new(&SPECIAL, &found.path, "this is no longer a file, so it is left alone"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(stamp.length).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(&found.path, bytes.len() as u64, limit));
    }
    Ok(bytes)
}

/// Opens a file without waiting for whoever is at the other end, should it be a pipe.
#[cfg(unix)]
pub(crate) fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let nonblocking = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default();
    File::options().read(true).custom_flags(nonblocking).open(path)
}

#[cfg(not(unix))]
pub(crate) fn open(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

fn too_large(path: &FilePath, length: u64, limit: u64) -> Finding {
    // Rounded up, so that a file one byte too long does not seem to be within the limit.
    let mebibytes = length.div_ceil(1 << 20).max((limit >> 20) + 1);
    Finding::new(
        &TOO_LARGE,
        path,
        format!("this file has {mebibytes} MiB, more than the {} MiB that are read, so it is left out", limit >> 20),
    )
    .help("move files to download to static/; divide a long text into several pages")
}

fn no_text(path: &FilePath, why: &NoText) -> Finding {
    match why {
        NoText::Nul { line } => {
            let message = format!("line {line} holds a NUL byte: the file is damaged or no text, so it is left out");
            Finding::new(&NUL_BYTE, path, message)
                .help("copy the text into a new file and save that; if it is no text file, give it its proper ending")
        }
        NoText::Encoding { line, before, latin1 } => {
            let after = if before.is_empty() { String::new() } else { format!(" after “{before}”") };
            let message = format!("line {line} holds a byte that is not UTF-8{after}, so the file is left out");
            let finding = Finding::new(&NOT_UTF8, path, message);
            match latin1 {
                Some(words) => finding.help(format!(
                    "the whole file seems to be Latin-1 (Windows-1252), where this reads “{words}”; {SAVE_AS}"
                )),
                None => finding.help(SAVE_AS),
            }
        }
    }
}

/// How to save a file as UTF-8 in the programs that editors have.
const SAVE_AS: &str = "open it and save it as UTF-8: in Notepad, Save as, Encoding “UTF-8”; in Word, Save as Plain Text, \
                       Other encoding “Unicode (UTF-8)”";

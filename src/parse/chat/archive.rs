//! Zip archives, as messengers hand them out: the texts in one, read into memory and never written to the disk.
//!
//! An archive may have been made to do harm, so it is refused as a whole when a name leads out of it, when it holds a
//! link, or when it unpacks to more than a conversation needs. Pictures and films in it are not unpacked at all.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::read::ZipFile;

use crate::finding::Finding;
use crate::parse::chat::rules::ARCHIVE;
use crate::source::FilePath;

/// A text of an archive.
pub(super) struct Entry {
    /// Its name in the archive.
    pub(super) name: String,
    /// Its text, without a byte order mark.
    pub(super) text: String,
}

/// How many files an archive may hold.
const MOST_ENTRIES: usize = 20_000;
/// How many bytes the texts of an archive may have together.
const MOST_BYTES: u64 = 256 << 20;
/// How many times smaller than its text a packed text may be.
const HIGHEST_RATIO: u64 = 200;
/// The ratio is asked of texts larger than this: a short text of one word over and over is harmless.
const RATIO_FROM: u64 = 1 << 20;
/// Endings of texts that are read.
const TEXTS: [&str; 11] = ["txt", "json", "js", "md", "csv", "tsv", "vtt", "srt", "log", "mbox", "html"];

/// The texts of an archive, sorted by name.
pub(super) fn unpack(path: &FilePath, bytes: &[u8]) -> Result<Vec<Entry>, Box<Finding>> {
    read(bytes).map_err(|(what, help)| {
        let message = format!("`{}` {what}, so nothing of it is published.", path.file_name());
        Box::new(Finding::new(&ARCHIVE, path, message).help(help))
    })
}

/// What is wrong with an archive, and how to mend it.
type Refusal = (String, &'static str);

const AGAIN: &str =
    "Export the chat again, or unpack the archive and put the text of the conversation into the folder.";
const UNTRUSTED: &str = "An export has nothing like that. Ask where the file comes from before you open it.";
const TOO_MUCH: &str = "Unpack it and put only the text of this conversation into the folder.";

fn read(bytes: &[u8]) -> Result<Vec<Entry>, Refusal> {
    let damaged = || (String::from("is a damaged zip archive"), AGAIN);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MOST_ENTRIES {
        let what = format!("holds {} files, more than the {MOST_ENTRIES} that are read", archive.len());
        return Err((what, TOO_MUCH));
    }
    let texts = texts(&mut archive)?;
    let mut entries = Vec::with_capacity(texts.len());
    let mut room = MOST_BYTES;
    for at in texts {
        let mut file = archive.by_index(at).map_err(|_| damaged())?;
        let text = text(&mut file, room).ok_or_else(damaged)?;
        room = room.checked_sub(text.len() as u64).ok_or_else(too_large)?;
        let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), String::from);
        let name = file.name().map_err(|_| damaged())?.into_owned();
        entries.push(Entry { name, text });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// The numbers of the texts in `archive`, if nothing in it is suspicious. Nothing is unpacked for that.
fn texts(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<usize>, Refusal> {
    let mut texts = Vec::new();
    let mut total: u64 = 0;
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).map_err(|_| (String::from("is a damaged zip archive"), AGAIN))?;
        let name = file.name().map_err(|_| (String::from("is a damaged zip archive"), AGAIN))?;
        if leads_out(&name) {
            return Err((
                String::from("holds a file whose name leads out of the archive (`../`, or a folder of the computer)"),
                UNTRUSTED,
            ));
        }
        if file.is_symlink() {
            return Err((String::from("holds a link to another file of the computer"), UNTRUSTED));
        }
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if file.is_dir() || name.starts_with("__MACOSX/") || !TEXTS.contains(&ending.as_str()) {
            continue;
        }
        if file.encrypted() {
            return Err((
                String::from("is locked with a password"),
                "Unpack it yourself and put the text into the folder.",
            ));
        }
        if file.size() > RATIO_FROM && file.size() / file.compressed_size().max(1) > HIGHEST_RATIO {
            let what = format!(
                "holds a text that unpacks to more than {HIGHEST_RATIO} times its size, as no conversation does (a “zip bomb”)"
            );
            return Err((what, UNTRUSTED));
        }
        total = total.saturating_add(file.size());
        texts.push(at);
    }
    if total > MOST_BYTES { Err(too_large()) } else { Ok(texts) }
}

fn too_large() -> Refusal {
    (format!("unpacks to more than {} MiB of text", MOST_BYTES >> 20), TOO_MUCH)
}

/// The text of one file, of which at most `room` bytes and one are unpacked, whatever the archive says of its size.
fn text<R: std::io::Read>(file: &mut ZipFile<'_, R>, room: u64) -> Option<String> {
    let mut bytes = Vec::new();
    file.take(room + 1).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Whether a name leads out of the folder that an archive is unpacked to.
fn leads_out(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':') && name.starts_with(|c: char| c.is_ascii_alphabetic());
    drive || name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..")
}

/// The one conversation of an archive that holds the text of one, as WhatsApp packs it beside pictures.
pub(super) fn conversation(entries: &[Entry]) -> Option<&Entry> {
    let named = |entry: &&Entry| {
        let name = entry.name.rsplit('/').next().unwrap_or_default();
        name == "_chat.txt" || name.contains("WhatsApp") && name.ends_with(".txt")
    };
    match entries {
        [entry] => Some(entry),
        _ => entries.iter().find(named),
    }
}

#[cfg(test)]
mod tests {
    use super::{leads_out, unpack};
    use crate::source::FilePath;

    #[test]
    fn names_that_lead_out() {
        for name in ["../a", "/a", "a/../../b", "..\\a", "C:/a", "\\a"] {
            assert!(leads_out(name), "{name}");
        }
        for name in ["a..b/c.json", "general/2026-05-12.json", "_chat.txt"] {
            assert!(!leads_out(name), "{name}");
        }
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        let path = FilePath::new("chats/c/a.zip");
        let finding = unpack(&path, b"PK\x03\x04 and nothing else").err().unwrap();
        assert_eq!(finding.message, "`a.zip` is a damaged zip archive, so nothing of it is published.");
    }
}

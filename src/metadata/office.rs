//! Files of Word, Excel, PowerPoint and OpenDocument: zip archives of XML. Document properties are emptied, the names of
//! whoever changed or commented something are blanked, and pictures are stripped like any other picture.
//!
//! A zip archive that is none of these is refused: what is in it goes through no check.

use std::io::{Cursor, Read as _, Write as _};

use zip::read::ZipFile;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use crate::metadata::{HEAD, Kind, Refusal, Stripped, note, strip as strip_any};
use crate::model::asset::Embedded;

const DAMAGED: Refusal = "is a damaged archive, so what it says of its author cannot be taken out; save it anew";
const ARCHIVE: Refusal =
    "is an archive, and what is in it goes through no check; put its files into static/ one by one";

/// The longest entry that is unpacked, and how much is unpacked of one file, in bytes.
const LONGEST_ENTRY: u64 = 64 << 20;
const MOST: u64 = 512 << 20;

/// Attributes that name whoever worked on a document, or where on a disk it lay.
const AUTHORS: [&str; 5] = ["w:author", "w:initials", "w15:author", "w15:userId", "x15ac:absPath url"];

/// The same in parts that list whoever commented on something; elsewhere these are names of tables and styles.
const LISTED_AUTHORS: [&str; 4] = ["displayName", "userId", "name", "initials"];

/// Elements that name them.
const AUTHOR_ELEMENTS: [&str; 4] = ["dc:creator", "meta:creator-initials", "loext:sender-initials", "author"];

/// Elements of document properties that people write.
const WORDS: [&str; 12] = [
    "dc:title",
    "dc:creator",
    "dc:subject",
    "dc:description",
    "cp:keywords",
    "cp:lastModifiedBy",
    "Company",
    "Manager",
    "meta:keyword",
    "meta:initial-creator",
    "meta:user-defined",
    "vt:lpwstr",
];

/// The document without what it says of itself.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Result<Vec<u8>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    if !is_document(&archive) {
        return Err(ARCHIVE);
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| DAMAGED)?;
        if entry.encrypted() {
            return Err(DAMAGED);
        }
        let name = entry.name().map_err(|_| DAMAGED)?.into_owned();
        if !is_telling(&name) {
            writer.raw_copy_file(entry).map_err(|_| DAMAGED)?;
            continue;
        }
        let content = content(&mut entry, &mut unpacked)?;
        let stripped = part(&name, &content, embedded)?;
        let method = if entry.compression() == CompressionMethod::Stored { entry.compression() } else { DEFLATED };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(name, options).map_err(|_| DAMAGED)?;
        writer.write_all(&stripped).map_err(|_| DAMAGED)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| DAMAGED)
}

const DEFLATED: CompressionMethod = CompressionMethod::Deflated;

/// Whether an archive is a document of an Office program or an e-book.
fn is_document(archive: &ZipArchive<Cursor<&[u8]>>) -> bool {
    archive.file_names().flatten().any(|name| name == "[Content_Types].xml" || name == "mimetype")
}

/// Whether an entry may tell who worked on the document.
fn is_telling(name: &str) -> bool {
    !name.ends_with('/') && name != "mimetype" && name != "[Content_Types].xml" && !name.ends_with(".rels")
}

/// What an entry holds, if that is no more than a document holds.
fn content(entry: &mut ZipFile<'_, Cursor<&[u8]>>, unpacked: &mut u64) -> Result<Vec<u8>, Refusal> {
    let mut content = Vec::new();
    entry.take(LONGEST_ENTRY + 1).read_to_end(&mut content).map_err(|_| DAMAGED)?;
    *unpacked += content.len() as u64;
    if content.len() as u64 > LONGEST_ENTRY || *unpacked > MOST { Err(DAMAGED) } else { Ok(content) }
}

/// One part of the document without what it says of its author.
fn part(name: &str, content: &[u8], embedded: &mut Embedded) -> Result<Vec<u8>, Refusal> {
    if name.starts_with("docProps/") && name.ends_with(".xml") || name == "meta.xml" {
        return Ok(properties(content, embedded));
    }
    if name.ends_with(".xml") {
        let is_list = ["people", "persons", "person", "uthors"].iter().any(|part| name.contains(part));
        return Ok(without_authors(content, if is_list { &LISTED_AUTHORS } else { &[] }));
    }
    match Kind::of(&content[..content.len().min(HEAD)]) {
        // An archive in an archive could go on for ever.
        Kind::Zip | Kind::Pdf | Kind::Refused(_) => Ok(content.to_vec()),
        _ => {
            let Stripped { bytes, embedded: inside } = strip_any(content)?;
            inside.words.iter().for_each(|words| note(embedded, words));
            embedded.place |= inside.place;
            Ok(bytes)
        }
    }
}

/// Document properties without their values: the elements stay, for programs look for them.
fn properties(content: &[u8], embedded: &mut Embedded) -> Vec<u8> {
    let text = String::from_utf8_lossy(content);
    let mut kept = String::with_capacity(text.len());
    let mut is_words = false;
    for piece in text.split_inclusive('>') {
        let (value, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        if is_words {
            note(embedded, value);
        }
        let name = tag.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or_default();
        is_words = WORDS.contains(&name);
        kept.push_str(tag);
    }
    // An empty date is no date: programs would call the document damaged.
    without_elements(&kept, &["dcterms:created", "dcterms:modified", "cp:lastPrinted", "meta:creation-date", "dc:date"])
        .into_bytes()
}

/// XML without the elements of these names.
fn without_elements(xml: &str, names: &[&str]) -> String {
    let mut kept = String::from(xml);
    for name in names {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        while let Some(start) = kept.find(&open) {
            let Some(end) = kept[start..].find(&close) else { break };
            kept.replace_range(start..start + end + close.len(), "");
        }
    }
    kept
}

/// XML with every name of an author blanked.
fn without_authors(content: &[u8], listed: &[&str]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(content) else { return content.to_vec() };
    let mut kept = String::from(text);
    for attribute in AUTHORS.iter().chain(listed) {
        blank_all(&mut kept, &format!(" {attribute}=\""), "\"");
    }
    for element in AUTHOR_ELEMENTS {
        blank_all(&mut kept, &format!("<{element}>"), "<");
    }
    kept.into_bytes()
}

/// Takes out whatever stands between `open` and the next `close`.
fn blank_all(text: &mut String, open: &str, close: &str) {
    if !text.contains(open) {
        return;
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(open) {
        let value = at + open.len();
        kept.push_str(&rest[..value]);
        rest = &rest[value..];
        rest = &rest[rest.find(close).unwrap_or(rest.len())..];
    }
    kept.push_str(rest);
    *text = kept;
}

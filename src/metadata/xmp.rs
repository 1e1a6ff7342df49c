//! XMP and IPTC: what picture editors and news rooms write.

use crate::metadata::note;
use crate::model::asset::Embedded;

/// Vocabularies whose values are written by programs: dates, sizes, names of software, histories of editing.
const BY_PROGRAMS: [&str; 9] = ["xmp", "xmpMM", "stEvt", "stRef", "tiff", "pdf", "crs", "rdf:Description", "x"];

/// Notes the words of an XMP packet.
pub(super) fn read(packet: &[u8], embedded: &mut Embedded) {
    let text = String::from_utf8_lossy(packet);
    embedded.place |= text.contains("GPSLatitude");
    let mut by_program = false;
    for piece in text.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '\t', '\n', '\r', '/']).next().unwrap_or_default();
        let vocabulary = name.split(':').next().unwrap_or_default();
        // Items of lists belong to the field around them.
        if vocabulary != "rdf" {
            by_program = BY_PROGRAMS.contains(&vocabulary) || vocabulary == "exif" || name.contains("Date");
        }
        attributes(tag, embedded);
        if !by_program {
            note(embedded, words);
        }
    }
}

/// Notes the words in the attributes of a tag.
fn attributes(tag: &str, embedded: &mut Embedded) {
    for vocabulary in ["dc:", "photoshop:", "Iptc4xmpCore:", "xmpRights:", "aux:OwnerName"] {
        for (at, _) in tag.match_indices(vocabulary).filter(|(at, _)| *at > 0) {
            let mut value = tag[at..].split(['"', '\'']);
            let is_date = value.next().is_none_or(|name| name.contains("Date"));
            if let Some(words) = value.next().filter(|_| !is_date) {
                note(embedded, words);
            }
        }
    }
}

/// Notes the words of the IPTC record in the resources that Photoshop writes.
pub(super) fn read_iptc(resources: &[u8], embedded: &mut Embedded) {
    let mut rest = resources;
    while let Some(at) = memchr::memchr(0x1C, rest) {
        rest = &rest[at + 1..];
        let &[record, field, high, low, ref value @ ..] = rest else { return };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let is_words = record == 2 && !matches!(field, 0 | 3..=4 | 30..=38 | 47 | 55..=70);
        if let Some(value) = value.get(..length).filter(|_| is_words) {
            note(embedded, &String::from_utf8_lossy(value));
            rest = &rest[4 + length..];
        }
    }
}

/// Text in UTF-16, up to its first NUL.
pub(super) fn utf16(bytes: &[u8], big: bool) -> String {
    let units = bytes.as_chunks::<2>().0.iter();
    let units = units.map(|&pair| if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) });
    char::decode_utf16(units.take_while(|unit| *unit != 0)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

//! PNG: chunks. Those that draw the picture, its colours, its size and its animation stay; texts, times and anything
//! unknown go, and so does whatever follows the end.

use std::io::Read as _;

use crate::metadata::{exif, note};
use crate::model::asset::Embedded;

const SIGNATURE: usize = 8;

/// Chunks that are needed to show the picture.
const NEEDED: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The longest text that is unpacked, in bytes.
const LONGEST_TEXT: u64 = 1 << 20;

/// The picture alone; nothing when it is damaged.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..SIGNATURE)?.to_vec();
    let mut rest = &bytes[SIGNATURE..];
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let end = length.checked_add(12)?;
        let content = rest.get(8..8 + length)?;
        if NEEDED.contains(&kind) {
            kept.extend(rest.get(..end)?);
        } else if kind == b"eXIf" {
            kept.extend(turned(exif::read(content, embedded)));
        } else {
            text(kind, content, embedded);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        rest = &rest[end..];
    }
}

/// A chunk that says which way is up, where the picture must be turned.
fn turned(orientation: u16) -> Vec<u8> {
    if orientation == 1 {
        return Vec::new();
    }
    let mut named = b"eXIf".to_vec();
    named.extend(exif::only_orientation(orientation));
    let mut chunk = ((named.len() - 4) as u32).to_be_bytes().to_vec();
    let sum = checksum(&named);
    chunk.extend(named);
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// Notes what a chunk of text says. Its key word is a word of programs.
fn text(kind: &[u8; 4], content: &[u8], embedded: &mut Embedded) {
    let Some(end) = memchr::memchr(0, content) else { return };
    let (key, value) = (&content[..end], &content[end + 1..]);
    if [&b"Software"[..], b"Creation Time", b"date:create", b"date:modify"].contains(&key) {
        return;
    }
    match kind {
        b"tEXt" => note(embedded, &latin1(value)),
        b"zTXt" => note(embedded, &latin1(&inflate(value.get(1..).unwrap_or_default()))),
        b"iTXt" => international(value, embedded),
        _ => {}
    }
}

/// Notes an international text: two flags, a language, a translated key word, then the text.
fn international(value: &[u8], embedded: &mut Embedded) {
    let [packed, _, named @ ..] = value else { return };
    let Some(text) = named.splitn(3, |byte| *byte == 0).nth(2) else { return };
    let text = if *packed == 1 { inflate(text) } else { text.to_vec() };
    if text.starts_with(b"<?xpacket") || text.starts_with(b"<x:xmpmeta") {
        crate::metadata::xmp::read(&text, embedded);
    } else {
        note(embedded, &String::from_utf8_lossy(&text));
    }
}

/// Unpacks a text, up to a length that no caption has.
fn inflate(packed: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    // A text that is cut off is noted as far as it goes.
    let _ = flate2::read::ZlibDecoder::new(packed).take(LONGEST_TEXT).read_to_end(&mut text);
    text
}

/// Text in Latin-1.
fn latin1(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => String::from(text),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The checksum of a chunk (CRC-32).
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

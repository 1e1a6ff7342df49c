//! JPEG: segments before, between and after the scans. The scans, the tables, the colour profile and the orientation
//! stay; every other segment goes, and so does whatever follows the end of the picture.

use crate::metadata::{exif, note, xmp};
use crate::model::asset::Embedded;

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const COMMENT: u8 = 0xFE;

/// The picture alone; nothing when it is damaged.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Option<Vec<u8>> {
    let mut kept = vec![0xFF, SOI];
    let mut orientation = 1;
    let mut rest = bytes.get(2..)?;
    loop {
        let (marker, after) = marker(rest)?;
        if marker == EOI {
            kept.extend([0xFF, EOI]);
            return Some(with_orientation(kept, orientation));
        }
        let length = usize::from(u16::from_be_bytes([*after.first()?, *after.get(1)?]));
        let content = after.get(2..length)?;
        let mut end = length;
        if marker == SOS {
            end += scan_length(after.get(length..)?);
        }
        if is_needed(marker, content) {
            kept.extend([0xFF, marker]);
            kept.extend(after.get(..end)?);
        } else {
            orientation = segment(marker, content, embedded).unwrap_or(orientation);
        }
        rest = after.get(end..)?;
        if rest.is_empty() && marker == SOS {
            // Cameras that lose power write no end; browsers show the picture all the same.
            kept.extend([0xFF, EOI]);
            return Some(with_orientation(kept, orientation));
        }
    }
}

/// The next marker, and what follows it. Any number of fill bytes may stand before it.
fn marker(rest: &[u8]) -> Option<(u8, &[u8])> {
    let rest = rest.strip_prefix(&[0xFF])?;
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    rest[fill..].split_first().map(|(marker, after)| (*marker, after))
}

/// How long the compressed data at the beginning of `rest` are: up to the next marker that is no restart.
fn scan_length(rest: &[u8]) -> usize {
    let ends = |at: &usize| !matches!(rest.get(at + 1), None | Some(0 | 0xFF | 0xD0..=0xD7));
    memchr::memchr_iter(0xFF, rest).find(ends).unwrap_or(rest.len())
}

/// Whether a segment is needed to show the picture.
fn is_needed(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xE0 => content.starts_with(b"JFIF\0"),
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        0xE1..=0xEF | COMMENT => false,
        _ => true,
    }
}

/// Notes what a segment tells; the orientation, if it holds that.
fn segment(marker: u8, content: &[u8], embedded: &mut Embedded) -> Option<u16> {
    match (marker, content) {
        (0xE1, [b'E', b'x', b'i', b'f', 0, _, tiff @ ..]) => return Some(exif::read(tiff, embedded)),
        (0xE1, packet) => xmp::read(packet, embedded),
        (0xED, resources) => xmp::read_iptc(resources, embedded),
        (COMMENT, comment) => note(embedded, &String::from_utf8_lossy(comment)),
        _ => {}
    }
    None
}

/// The picture with a segment that says which way is up, where it must be turned.
fn with_orientation(mut kept: Vec<u8>, orientation: u16) -> Vec<u8> {
    if orientation != 1 {
        let mut segment = vec![0xFF, 0xE1, 0, 0];
        segment.extend(b"Exif\0\0");
        segment.extend(exif::only_orientation(orientation));
        let length = (segment.len() - 2) as u16;
        segment[2..4].copy_from_slice(&length.to_be_bytes());
        kept.splice(2..2, segment);
    }
    kept
}

/// Overwrites what the JPEG at the beginning of `bytes` tells with zeros and moves nothing: for pictures inside a file
/// that knows where everything stands.
pub(super) fn blank(bytes: &mut [u8], embedded: &mut Embedded) {
    let mut at = 2;
    while let [0xFF, marker, high, low, ..] = bytes[at.min(bytes.len())..] {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let Some(content) = bytes.get_mut(at + 4..at + 2 + length) else { return };
        if marker == SOS {
            return;
        }
        if !is_needed(marker, content) && matches!(marker, 0xE0..=0xEF | COMMENT) {
            segment(marker, content, embedded);
            content.fill(0);
        }
        at += 2 + length;
    }
}

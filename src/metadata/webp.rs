//! WebP: chunks in a RIFF file. Exif and XMP have chunks of their own.

use crate::metadata::{exif, xmp};
use crate::model::asset::Embedded;

/// Chunks that are needed to show the picture.
const NEEDED: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// The flags of `VP8X` that announce Exif and XMP.
const EXIF_FLAG: u8 = 0b1000;
const XMP_FLAG: u8 = 0b0100;

/// The picture alone; nothing when it is damaged.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..12)?.to_vec();
    let mut flags = None;
    let mut orientation = 1;
    let mut rest = &bytes[12..];
    while rest.len() >= 8 {
        let kind: &[u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let content = rest.get(8..length.checked_add(8)?)?;
        let end = (8 + length + length % 2).min(rest.len());
        match kind {
            b"EXIF" => orientation = exif::read(content.strip_prefix(b"Exif\0\0").unwrap_or(content), embedded),
            b"XMP " => xmp::read(content, embedded),
            _ if NEEDED.contains(&kind) => {
                if kind == b"VP8X" {
                    flags = Some(kept.len() + 8);
                }
                kept.extend(&rest[..end]);
            }
            _ => {}
        }
        rest = &rest[end..];
    }
    if let Some(flags) = flags.and_then(|at| kept.get_mut(at)) {
        *flags &= !(EXIF_FLAG | XMP_FLAG);
        if orientation != 1 {
            *flags |= EXIF_FLAG;
            push_orientation(&mut kept, orientation);
        }
    }
    let length = (kept.len() - 8) as u32;
    kept[4..8].copy_from_slice(&length.to_le_bytes());
    Some(kept)
}

/// Appends a chunk that says which way is up.
fn push_orientation(kept: &mut Vec<u8>, orientation: u16) {
    let exif = exif::only_orientation(orientation);
    kept.extend(b"EXIF");
    kept.extend((exif.len() as u32).to_le_bytes());
    kept.extend(exif);
}

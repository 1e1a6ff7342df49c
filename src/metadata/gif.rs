//! GIF: blocks. Frames, their timing and the loop of an animation stay; comments and what programs add go.

use crate::metadata::{note, xmp};
use crate::model::asset::Embedded;

const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2C;
const TRAILER: u8 = 0x3B;
const GRAPHIC_CONTROL: u8 = 0xF9;
const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;

/// The picture alone; nothing when it is damaged.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Option<Vec<u8>> {
    let head = 13 + table_length(*bytes.get(10)?);
    let mut kept = bytes.get(..head)?.to_vec();
    let mut rest = &bytes[head..];
    loop {
        let (length, is_needed) = match *rest.first()? {
            TRAILER => {
                kept.push(TRAILER);
                return Some(kept);
            }
            EXTENSION => {
                let label = *rest.get(1)?;
                let length = 2 + blocks_length(rest.get(2..)?)?;
                (length, is_needed(label, rest.get(2..length)?, embedded))
            }
            FRAME => {
                // The place, the flags, a table of colours, the width of codes; then the blocks.
                let head = 11 + table_length(*rest.get(9)?);
                (head + blocks_length(rest.get(head..)?)?, true)
            }
            _ => return None,
        };
        if is_needed {
            kept.extend(rest.get(..length)?);
        }
        rest = rest.get(length..)?;
    }
}

/// How long the table of colours is that `flags` announce.
fn table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << (1 + (flags & 7)) }
}

/// How long the run of blocks at the beginning of `rest` is, with its end.
fn blocks_length(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        match usize::from(*rest.get(at)?) {
            0 => return Some(at + 1),
            length => at += 1 + length,
        }
    }
}

/// Whether an extension is needed to show the picture. Notes what the others say.
fn is_needed(label: u8, blocks: &[u8], embedded: &mut Embedded) -> bool {
    match label {
        GRAPHIC_CONTROL => true,
        APPLICATION => match blocks.get(1..12) {
            Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0") => true,
            Some(b"XMP DataXMP") => {
                xmp::read(blocks.get(12..).unwrap_or_default(), embedded);
                false
            }
            _ => false,
        },
        COMMENT => {
            note(embedded, &String::from_utf8_lossy(&joined(blocks)));
            false
        }
        _ => false,
    }
}

/// What a run of blocks holds.
fn joined(mut blocks: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    while let Some((length, after)) = blocks.split_first() {
        let length = usize::from(*length).min(after.len());
        content.extend(&after[..length]);
        blocks = &after[length..];
    }
    content
}

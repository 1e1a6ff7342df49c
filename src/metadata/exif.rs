//! Exif: what cameras write. It is a TIFF file inside a picture; of its entries only the orientation is needed to show
//! the picture as it was taken.

use crate::metadata::note;
use crate::metadata::xmp::utf16;
use crate::model::asset::Embedded;

/// Entries that hold words of people: description, artist, copyright, comment, owner, and what Windows writes.
const WORDS: [u16; 10] = [0x010E, 0x013B, 0x8298, 0x9286, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F, 0xA430];
/// Those of them that are written in UTF-16.
const WIDE: std::ops::RangeInclusive<u16> = 0x9C9B..=0x9C9F;
const ORIENTATION: u16 = 0x0112;
const EXIF_DIRECTORY: u16 = 0x8769;
const GPS_DIRECTORY: u16 = 0x8825;
/// More directories than any camera writes.
const MOST_DIRECTORIES: usize = 8;

/// Notes what `tiff` tells, and gives its orientation: 1 when nothing needs to be turned.
pub(super) fn read(tiff: &[u8], embedded: &mut Embedded) -> u16 {
    let Some(tiff) = Tiff::of(tiff) else { return 1 };
    let mut orientation = 1;
    let mut directories: Vec<u32> = tiff.long(4).into_iter().collect();
    let mut seen = 0;
    while let Some(at) = directories.pop().filter(|_| seen < MOST_DIRECTORIES) {
        seen += 1;
        for entry in tiff.entries(at as usize) {
            match entry.tag {
                ORIENTATION => orientation = tiff.short(entry.at + 8).filter(|o| (1..=8).contains(o)).unwrap_or(1),
                EXIF_DIRECTORY => directories.extend(tiff.long(entry.at + 8)),
                GPS_DIRECTORY => embedded.place = true,
                tag if WORDS.contains(&tag) => note(embedded, &tiff.words(&entry)),
                _ => {}
            }
        }
    }
    orientation
}

/// Exif that says nothing but the orientation.
pub(super) fn only_orientation(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    tiff.extend(ORIENTATION.to_be_bytes());
    tiff.extend([0, 3, 0, 0, 0, 1]);
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0, 0, 0, 0, 0, 0]);
    tiff
}

/// A TIFF file in either order of bytes.
struct Tiff<'a> {
    bytes: &'a [u8],
    big: bool,
}

/// One entry of a directory.
struct Entry {
    tag: u16,
    at: usize,
}

impl<'a> Tiff<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let big = match bytes.get(..2)? {
            b"MM" => true,
            b"II" => false,
            _ => return None,
        };
        Some(Self { bytes, big })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    /// The entries of the directory at `at`.
    fn entries(&self, at: usize) -> impl Iterator<Item = Entry> {
        let count = usize::from(self.short(at).unwrap_or_default());
        (0..count).map_while(move |index| {
            let at = at + 2 + index * 12;
            Some(Entry { tag: self.short(at)?, at })
        })
    }

    /// The words of an entry. A comment begins with eight letters that name its encoding.
    fn words(&self, entry: &Entry) -> String {
        let length = self.long(entry.at + 4).unwrap_or_default() as usize;
        let start = if length <= 4 { entry.at + 8 } else { self.long(entry.at + 8).unwrap_or(u32::MAX) as usize };
        let value = self.bytes.get(start..start.saturating_add(length)).unwrap_or_default();
        match value.strip_prefix(b"UNICODE\0") {
            Some(wide) => utf16(wide, self.big),
            None if WIDE.contains(&entry.tag) => utf16(value, false),
            None => String::from_utf8_lossy(value.strip_prefix(b"ASCII\0\0\0").unwrap_or(value)).into_owned(),
        }
    }
}

//! Takes out of a file what it says besides what it shows, before it is copied to the site.
//!
//! A photograph from a telephone tells where and when it was taken and with which device; a PDF and a Word file tell who
//! wrote them. A patient may be found by either. So every copied file goes through [`strip`], a pure function from bytes
//! to bytes: what is known to be needed for showing the file stays (size, colours, which way is up, animation), anything
//! else goes. A file in which this cannot be done is refused, never copied as it is.
//!
//! [`embedded`] is the same procedure for checks: it tells what was found, so that an editor hears of it.

mod exif;
mod gif;
mod jpeg;
mod office;
mod pdf;
mod png;
mod svg;
mod webp;
mod xmp;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::model::asset::Embedded;
use crate::site::{Artifact, MakeError};

/// The longest file that is looked into, in bytes. Films are longer; see [`Kind::of`].
const LONGEST: u64 = 128 << 20;

/// How many bytes at the beginning tell what a file is.
const HEAD: usize = 64;

/// A file without what it said of itself, and what that was.
struct Stripped {
    bytes: Vec<u8>,
    embedded: Embedded,
}

/// Why a file cannot be stripped, in a sentence without a subject.
type Refusal = &'static str;

/// What a file is, judged by its first bytes, never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Svg,
    Pdf,
    /// A zip with an Office or OpenDocument file in it, or another zip.
    Zip,
    /// Kinds that browsers do not show and that carry their makers' names.
    Refused(Refusal),
    /// Nothing to take out is known of: style sheets, fonts, plain text, films.
    Other,
}

impl Kind {
    /// The kind of a file that begins with `head`.
    fn of(head: &[u8]) -> Self {
        match head {
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [b'G', b'I', b'F', b'8', ..] => Self::Gif,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Webp,
            [b'P', b'K', 3, 4, ..] => Self::Zip,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Self::Refused(OLD_OFFICE),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Self::Refused(TIFF),
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_still_picture(brand) => Self::Refused(HEIF),
            _ if contains(head, b"%PDF-") => Self::Pdf,
            _ if is_svg(head) => Self::Svg,
            _ => Self::Other,
        }
    }
}

const OLD_OFFICE: Refusal = "is in an old format of Office, which keeps the names of everybody who worked on it; save it as .docx, .xlsx, .pptx or PDF";
const TIFF: Refusal = "is a TIFF or raw picture, which browsers do not show; save it as JPEG or PNG";
const HEIF: Refusal = "is a HEIC or AVIF picture, which may tell where it was taken; save it as JPEG, PNG or WebP";
const DAMAGED: Refusal =
    "is damaged or built in an unusual way, so what it says of its author or place cannot be taken out; save it anew";
const TOO_LONG: Refusal = "is longer than 128 MiB, too long to take out what it says of its author or place";

/// Whether the brand of an ISO file is one of pictures.
fn is_still_picture(brand: &[u8]) -> bool {
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"]
        .iter()
        .any(|picture| brand.starts_with(*picture))
}

/// Whether a file that begins with `head` is an SVG picture, or XML that may be one.
fn is_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    ["<svg", "<?xml", "<!DOCTYPE svg", "<!--"].iter().any(|start| text.starts_with(start))
}

/// The artifact that copies `file`: without what it says of itself, or as it is where nothing is to be taken out.
///
/// A file that cannot be stripped is not copied, unless its editors have decided that it may be: then it is copied
/// `as_it_is`.
pub fn artifact<'a>(file: PathBuf, as_it_is: bool) -> Artifact<'a> {
    match kind_of_file(&file) {
        Ok(Kind::Other) | Err(_) => Artifact::File(file),
        Ok(Kind::Refused(_)) if as_it_is => Artifact::File(file),
        Ok(_) => Artifact::Made(Box::new(move || made(&file, as_it_is))),
    }
}

/// The bytes that are copied of `file`.
fn made(file: &Path, as_it_is: bool) -> Result<Vec<u8>, MakeError> {
    let failed = |error: io::Error| MakeError(format!("{} can no longer be read: {error}", file.display()));
    match strip_file(file) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => std::fs::read(file).map_err(failed),
        Err(_) if as_it_is => std::fs::read(file).map_err(failed),
        Err(error) => Err(MakeError(format!("{} cannot be copied: {error}", file.display()))),
    }
}

/// What a file is.
fn kind_of_file(file: &Path) -> io::Result<Kind> {
    let mut head = Vec::new();
    File::open(file)?.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(Kind::of(&head))
}

/// `file` without what it says of itself; nothing when there is nothing to take out of its kind.
///
/// # Errors
/// When it cannot be read, or not be stripped.
fn strip_file(file: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(bytes) = read(file)? else { return Ok(None) };
    let refused = |why: Refusal| io::Error::other(format!("it {why}"));
    bytes.and_then(|bytes| strip(&bytes)).map(|stripped| Some(stripped.bytes)).map_err(refused)
}

/// What `file` says of itself.
pub fn embedded(file: &Path) -> Embedded {
    match read(file) {
        Ok(None) => Embedded { text: text_of(file), ..Embedded::default() },
        // Whoever copies a file that cannot be read says so.
        Err(_) => Embedded::default(),
        Ok(Some(read)) => match read.and_then(|bytes| strip(&bytes)) {
            Ok(stripped) => stripped.embedded,
            Err(why) => Embedded::refused(why),
        },
    }
}

/// Endings of texts that are copied as they are and that people write. Style sheets and programs are none.
const TEXTS: [&str; 18] = [
    "txt", "text", "csv", "tsv", "html", "htm", "xhtml", "json", "jsonl", "xml", "md", "markdown", "vtt", "srt", "ics",
    "vcf", "yaml", "yml",
];

/// The text of a file that is copied as it is, if its ending says that it is one and it is not too long.
fn text_of(file: &Path) -> Option<String> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    let mut bytes = Vec::new();
    TEXTS.contains(&ending.as_str()).then(|| File::open(file).ok()?.take(LONGEST).read_to_end(&mut bytes).ok())??;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a file of a kind that can be stripped; nothing for other kinds, which may be longer than the memory.
fn read(file: &Path) -> io::Result<Option<Result<Vec<u8>, Refusal>>> {
    let mut file = File::open(file)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut bytes)?;
    match Kind::of(&bytes) {
        Kind::Other => return Ok(None),
        Kind::Refused(why) => return Ok(Some(Err(why))),
        _ => file.take(LONGEST + 1).read_to_end(&mut bytes)?,
    };
    Ok(Some(if bytes.len() as u64 > LONGEST { Err(TOO_LONG) } else { Ok(bytes) }))
}

/// `bytes` without what they say of themselves.
fn strip(bytes: &[u8]) -> Result<Stripped, Refusal> {
    let mut embedded = Embedded::default();
    let stripped = match Kind::of(&bytes[..bytes.len().min(HEAD)]) {
        Kind::Jpeg => jpeg::strip(bytes, &mut embedded).ok_or(DAMAGED)?,
        Kind::Png => png::strip(bytes, &mut embedded).ok_or(DAMAGED)?,
        Kind::Gif => gif::strip(bytes, &mut embedded).ok_or(DAMAGED)?,
        Kind::Webp => webp::strip(bytes, &mut embedded).ok_or(DAMAGED)?,
        Kind::Svg => svg::strip(bytes, &mut embedded),
        Kind::Pdf => pdf::strip(bytes, &mut embedded)?,
        Kind::Zip => office::strip(bytes, &mut embedded)?,
        Kind::Refused(why) => return Err(why),
        Kind::Other => bytes.to_vec(),
    };
    Ok(Stripped { bytes: stripped, embedded })
}

/// Where `needle` begins in `bytes`, at `from` or later.
fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find(bytes.get(from..)?, needle).map(|at| from + at)
}

/// Whether `needle` is in `bytes`.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    find(bytes, needle, 0).is_some()
}

/// Notes words that somebody wrote; what a program left empty is none.
fn note(embedded: &mut Embedded, words: &str) {
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if words.chars().any(char::is_alphanumeric) && !embedded.words.iter().any(|known| known == words) {
        embedded.words.push(String::from(words));
    }
}

#[cfg(test)]
mod tests;

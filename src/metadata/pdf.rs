//! PDF: what it says of itself is overwritten with spaces, and nothing is moved, since a PDF knows where each of its
//! objects stands.
//!
//! 1. Encrypted files are refused: nobody can see what they say.
//! 2. The information dictionary (`/Info`: title, author, subject, key words) loses its strings, wherever it stands; in a
//!    compressed stream of objects, that stream is unpacked, overwritten and packed again into the same place.
//! 3. XMP packets are overwritten, packed or not, the document's and those of pictures.
//! 4. Pictures (JPEG) in it lose what they tell of themselves.

use std::io::{Read as _, Write as _};
use std::ops::Range;

use crate::metadata::xmp::utf16;
use crate::metadata::{Refusal, contains, find, jpeg, note, xmp};
use crate::model::asset::Embedded;

const ENCRYPTED: Refusal = "is encrypted, so nobody can see what it says of its author; save it without a password";
const PACKED: Refusal =
    "hides its document properties where they cannot be taken out; open it and print or export it to a new PDF";

/// The longest stream that is unpacked, in bytes.
const LONGEST_STREAM: u64 = 64 << 20;

/// Keys of the information dictionary whose values people write.
const WORDS: [&[u8]; 5] = [b"/Title", b"/Author", b"/Subject", b"/Keywords", b"/Company"];

/// The document without what it says of itself.
pub(super) fn strip(bytes: &[u8], embedded: &mut Embedded) -> Result<Vec<u8>, Refusal> {
    if is_encrypted(bytes) {
        return Err(ENCRYPTED);
    }
    let mut pdf = bytes.to_vec();
    let infos = info_numbers(bytes);
    for number in &infos {
        for body in plain_objects(bytes, *number) {
            blank_strings(&mut pdf[body], embedded);
        }
    }
    for stream in streams(bytes) {
        if contains(&bytes[stream.dict.clone()], b"/ObjStm") {
            blank_packed_info(&mut pdf, &stream, &infos, embedded)?;
        } else if contains(&bytes[stream.dict.clone()], b"/Metadata") {
            blank_packet(&mut pdf, &stream, embedded)?;
        } else if bytes[stream.data.clone()].starts_with(&[0xFF, 0xD8, 0xFF]) {
            jpeg::blank(&mut pdf[stream.data.clone()], embedded);
        }
    }
    Ok(pdf)
}

/// Whether a trailer says that the document is encrypted.
fn is_encrypted(bytes: &[u8]) -> bool {
    every(bytes, b"/Encrypt").any(|at| {
        let after = bytes[at + 8..].trim_ascii_start();
        after.first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'<')
    })
}

/// Everywhere that `needle` stands in `bytes`.
fn every<'a>(bytes: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(bytes, needle)
}

/// The numbers of the information dictionaries that the trailers name; a changed document has several.
fn info_numbers(bytes: &[u8]) -> Vec<u32> {
    let mut numbers: Vec<u32> =
        every(bytes, b"/Info").filter_map(|at| number(bytes[at + 5..].trim_ascii_start())).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The number at the beginning of `bytes`.
fn number(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()
}

/// The bodies of the objects with this number that are not packed into a stream.
fn plain_objects(bytes: &[u8], number: u32) -> Vec<Range<usize>> {
    let head = format!("{number} 0 obj");
    let begins = |at: &usize| at.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_digit());
    let body = |at: usize| at + head.len()..find(bytes, b"endobj", at).unwrap_or(bytes.len());
    every(bytes, head.as_bytes()).filter(begins).map(body).collect()
}

/// Overwrites every string of a dictionary with spaces, and notes those that people write.
fn blank_strings(dict: &mut [u8], embedded: &mut Embedded) {
    let mut at = 0;
    let mut is_words = false;
    while at < dict.len() {
        match dict[at] {
            b'/' => {
                is_words = WORDS.iter().any(|key| dict[at..].starts_with(key));
                at += 1;
            }
            b'(' => {
                let inside = at + 1..literal_end(dict, at + 1);
                at = inside.end + 1;
                note_string(is_words, &unescaped(&dict[inside.clone()]), embedded);
                dict[inside].fill(b' ');
            }
            b'<' if dict.get(at + 1) != Some(&b'<') => {
                let end = memchr::memchr(b'>', &dict[at..]).map_or(dict.len(), |end| at + end);
                note_string(is_words, &unhexed(&dict[at + 1..end]), embedded);
                dict[at + 1..end].fill(b' ');
                at = end + 1;
            }
            b'<' => at += 2,
            _ => at += 1,
        }
    }
}

/// Notes a string of PDF: UTF-16 if it says so, else near enough to Latin-1.
fn note_string(is_words: bool, string: &[u8], embedded: &mut Embedded) {
    if !is_words {
        return;
    }
    match string {
        [0xFE, 0xFF, wide @ ..] => note(embedded, &utf16(wide, true)),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => note(embedded, text),
            Err(_) => note(embedded, &bytes.iter().map(|byte| char::from(*byte)).collect::<String>()),
        },
    }
}

/// Where the string in round brackets ends that begins at `from`.
fn literal_end(dict: &[u8], from: usize) -> usize {
    let (mut depth, mut at) = (0_usize, from);
    while at < dict.len() {
        match dict[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => return at,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    dict.len()
}

/// A string in round brackets as it is meant.
fn unescaped(string: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(string.len());
    let mut rest = string;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'\\' {
            plain.push(byte);
            continue;
        }
        let digits = rest.iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        if digits > 0 {
            let value = rest[..digits].iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
            plain.push(value as u8);
        } else if let Some(&next) = rest.first() {
            plain.push(match next {
                b'n' | b'r' | b't' | b'\n' | b'\r' => b' ',
                other => other,
            });
        }
        rest = &rest[digits.max(1).min(rest.len())..];
    }
    plain
}

/// A string in pointed brackets as it is meant.
fn unhexed(string: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        string.iter().filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or_default()).collect()
}

/// A stream: where its dictionary and its data stand.
struct Stream {
    dict: Range<usize>,
    data: Range<usize>,
}

/// Every stream of the document.
fn streams(bytes: &[u8]) -> Vec<Stream> {
    let mut streams = Vec::new();
    let mut from = 0;
    while let Some(at) = find(bytes, b"stream", from) {
        from = at + 6;
        let start = match bytes[from..] {
            [b'\r', b'\n', ..] => from + 2,
            [b'\n' | b'\r', ..] => from + 1,
            _ => continue,
        };
        let dict = memchr::memmem::rfind(&bytes[..at], b" obj").unwrap_or_default()..at;
        let Some(end) = find(bytes, b"endstream", start) else { return streams };
        let stated = stated_length(&bytes[dict.clone()]).map(|length| start + length).filter(|stated| {
            bytes.get(*stated..).is_some_and(|after| after.trim_ascii_start().starts_with(b"endstream"))
        });
        let end = stated.unwrap_or(end);
        streams.push(Stream { dict, data: start..end });
        from = end;
    }
    streams
}

/// The length that a dictionary states itself.
fn stated_length(dict: &[u8]) -> Option<usize> {
    let at = find(dict, b"/Length", 0)? + 7;
    let value = dict[at..].trim_ascii_start();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // `12 0 R` names another object, which holds the length.
    let is_reference = value[digits..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
    if is_reference { None } else { number(value).map(|length| length as usize) }
}

/// Overwrites the information dictionaries in a stream of objects.
fn blank_packed_info(pdf: &mut [u8], stream: &Stream, infos: &[u32], embedded: &mut Embedded) -> Result<(), Refusal> {
    let dict = &pdf[stream.dict.clone()];
    let first = find(dict, b"/First", 0).and_then(|at| number(dict[at + 6..].trim_ascii_start()));
    let mut content = unpacked(dict, &pdf[stream.data.clone()]).ok_or(PACKED)?;
    let objects = packed_objects(&content, first.unwrap_or_default() as usize);
    let mine: Vec<Range<usize>> =
        objects.into_iter().filter(|(number, _)| infos.contains(number)).map(|(_, range)| range).collect();
    if mine.is_empty() {
        return Ok(());
    }
    for range in mine {
        blank_strings(content.get_mut(range).ok_or(PACKED)?, embedded);
    }
    repack(pdf, stream, &content)
}

/// The objects of a stream by their numbers: a table of pairs at its beginning tells where each begins.
fn packed_objects(content: &[u8], first: usize) -> Vec<(u32, Range<usize>)> {
    let table = String::from_utf8_lossy(content.get(..first).unwrap_or_default()).into_owned();
    let numbers: Vec<u32> = table.split_whitespace().map_while(|word| word.parse().ok()).collect();
    let starts: Vec<(u32, usize)> =
        numbers.as_chunks::<2>().0.iter().map(|pair| (pair[0], first + pair[1] as usize)).collect();
    let end = |at: usize| starts.get(at + 1).map_or(content.len(), |next| next.1);
    starts.iter().enumerate().map(|(at, (number, start))| (*number, *start..end(at))).collect()
}

/// Overwrites an XMP packet.
fn blank_packet(pdf: &mut [u8], stream: &Stream, embedded: &mut Embedded) -> Result<(), Refusal> {
    let dict = &pdf[stream.dict.clone()];
    if !contains(dict, b"/XML") {
        return Ok(());
    }
    let content = unpacked(dict, &pdf[stream.data.clone()]).ok_or(PACKED)?;
    xmp::read(&content, embedded);
    if contains(dict, b"/Filter") {
        return repack(pdf, stream, b" ");
    }
    pdf[stream.data.clone()].fill(b' ');
    Ok(())
}

/// What a stream holds; nothing when it is packed in a way that is not read here.
fn unpacked(dict: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    if !contains(dict, b"/Filter") {
        return Some(data.to_vec());
    }
    if !contains(dict, b"/FlateDecode") || contains(dict, b"/Predictor") {
        return None;
    }
    let mut content = Vec::new();
    flate2::read::ZlibDecoder::new(data).take(LONGEST_STREAM).read_to_end(&mut content).ok()?;
    Some(content)
}

/// Packs `content` into the place of a stream. It must not be longer than what stood there; the rest becomes spaces after
/// the end of the stream, and the length that the dictionary states is put right without moving anything.
fn repack(pdf: &mut [u8], stream: &Stream, content: &[u8]) -> Result<(), Refusal> {
    if !contains(&pdf[stream.dict.clone()], b"/Filter") {
        let end = (stream.data.start + content.len()).min(stream.data.end);
        pdf[stream.data.start..end].copy_from_slice(&content[..end - stream.data.start]);
        return Ok(());
    }
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(content).map_err(|_| PACKED)?;
    let packed = packer.finish().map_err(|_| PACKED)?;
    let start = stream.data.start;
    let tail = find(pdf, b"endstream", stream.data.end).ok_or(PACKED)? + b"endstream".len();
    let mut new = packed.clone();
    new.extend(b"\nendstream");
    if new.len() > tail - start {
        return Err(PACKED);
    }
    new.resize(tail - start, b' ');
    pdf[start..tail].copy_from_slice(&new);
    state_length(&mut pdf[stream.dict.clone()], packed.len())
}

/// Writes the length of a stream over the one that its dictionary states, with as many digits.
fn state_length(dict: &mut [u8], length: usize) -> Result<(), Refusal> {
    if stated_length(dict).is_none() {
        // The length is an object of its own, so readers look for the end of the stream themselves when it is wrong;
        // but a document must not depend on that.
        return Err(PACKED);
    }
    let at = find(dict, b"/Length", 0).ok_or(PACKED)? + 7;
    let at = at + dict[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let digits = dict[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let written = format!("{length:0digits$}");
    if written.len() != digits {
        return Err(PACKED);
    }
    dict[at..at + digits].copy_from_slice(written.as_bytes());
    Ok(())
}

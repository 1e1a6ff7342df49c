//! Turns the bytes of a text file into text, or says where they are none.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoText {
    /// A NUL byte stands in this line, counted from 1.
    Nul {
        /// The line, counted from 1.
        line: usize,
    },
    /// Bytes that are not UTF-8, or half a character of UTF-16.
    Encoding {
        /// The line, counted from 1.
        line: usize,
        /// What stands before the first bad byte in its line, at most a few words of it.
        before: String,
        /// The text around it as it would be in Latin-1, if that is what the whole file seems to be.
        latin1: Option<String>,
    },
}

/// The text of `bytes` without its byte order mark.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, NoText> {
    let text = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => utf16(encoding, &bytes[mark..])?,
        Some((_, mark)) => utf8(bytes[mark..].to_vec())?,
        None => utf8(bytes)?,
    };
    match text.find('\0') {
        Some(at) => Err(NoText::Nul { line: line(&text.as_bytes()[..at]) }),
        None => Ok(text),
    }
}

/// The text of WebVTT captions, in which a NUL byte stands for a character that could not be written; nothing if the
/// bytes are no such captions. (W3C, "WebVTT", section 4.1: U+0000 becomes U+FFFD.)
pub(crate) fn captions(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).ok()?;
    let head = text.strip_prefix("WEBVTT")?;
    head.starts_with(['\n', '\r', ' ', '\t']).then(|| text.replace('\0', "\u{FFFD}"))
}

/// The text of UTF-8 bytes.
fn utf8(bytes: Vec<u8>) -> Result<String, NoText> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        if bytes[..good].contains(&0) || looks_binary(bytes) {
            let nul = bytes.iter().position(|byte| *byte == 0).unwrap_or(good);
            return NoText::Nul { line: line(&bytes[..nul]) };
        }
        NoText::Encoding { line: line(&bytes[..good]), before: before(&bytes[..good]), latin1: latin1(bytes, good) }
    })
}

/// Whether there are NUL bytes: then it is no Latin-1 either.
fn looks_binary(bytes: &[u8]) -> bool {
    bytes.contains(&0)
}

/// The text of UTF-16 bytes.
fn utf16(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, NoText> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if malformed {
        let good = text.find('\u{FFFD}').unwrap_or(text.len());
        let text = &text.as_bytes()[..good];
        return Err(NoText::Encoding { line: line(text), before: before(text), latin1: None });
    }
    Ok(text.into_owned())
}

/// The number of the line after `bytes`, with `\n`, `\r\n` and a lone `\r` as its end.
fn line(bytes: &[u8]) -> usize {
    let breaks = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + breaks.count()
}

/// The end of the last line of `good`, short enough to be quoted.
fn before(good: &[u8]) -> String {
    let text = String::from_utf8_lossy(good);
    let line = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    let skip = line.chars().count().saturating_sub(30);
    line.chars().skip(skip).collect::<String>().trim_start().to_owned()
}

/// The words around the byte at `bad`, read as Latin-1 (as Windows writes it), if every byte of the file is a letter or
/// sign of it.
fn latin1(bytes: &[u8], bad: usize) -> Option<String> {
    let plausible = bytes.iter().all(|byte| !matches!(byte, 0..=8 | 14..=31 | 0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D));
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let start = bytes[..bad].iter().rposition(is_space).map_or(0, |at| at + 1).max(bad.saturating_sub(30));
    let end = bytes[bad..].iter().position(is_space).map_or(bytes.len(), |at| bad + at).min(bad + 30);
    plausible.then(|| encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[start..end]).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::{NoText, captions, decode};

    #[test]
    fn byte_order_marks_are_taken_off() {
        assert_eq!(decode(b"\xEF\xBB\xBF# Hello".to_vec()), Ok(String::from("# Hello")));
        assert_eq!(decode(b"\xFF\xFEH\0\xE9\0".to_vec()), Ok(String::from("Hé")));
        assert_eq!(decode(b"\xFE\xFF\0H\0\xE9".to_vec()), Ok(String::from("Hé")));
        assert_eq!(decode(Vec::new()), Ok(String::new()));
    }

    #[test]
    fn the_line_of_a_bad_byte_is_named() {
        let NoText::Encoding { line, before, latin1 } = decode(b"one\r\ntwo\rtake 5 \xB5g twice".to_vec()).unwrap_err()
        else {
            panic!("a bad byte is about the encoding")
        };
        assert_eq!((line, before.as_str(), latin1.as_deref()), (3, "take 5 ", Some("µg")));
    }

    #[test]
    fn nul_bytes_are_no_text() {
        assert_eq!(decode(b"one\ntwo\0".to_vec()), Err(NoText::Nul { line: 2 }));
        assert_eq!(decode(b"PK\x03\x04\xFF\0".to_vec()), Err(NoText::Nul { line: 1 }));
    }

    #[test]
    fn nul_bytes_of_captions_are_characters_that_could_not_be_written() {
        let text = captions(b"\xEF\xBB\xBFWEBVTT\n\n00:01.000 --> 00:02.000\nAna: 5 \0g\n");
        assert_eq!(text.as_deref(), Some("WEBVTT\n\n00:01.000 --> 00:02.000\nAna: 5 \u{FFFD}g\n"));
        assert_eq!((captions(b"WEBVTTX\0"), captions(b"one\0"), captions(b"WEBVTT\n\xFF")), (None, None, None));
    }

    #[test]
    fn half_a_character_of_utf16_is_found() {
        assert!(matches!(decode(b"\xFF\xFEa\0\n\0\x00\xD8".to_vec()), Err(NoText::Encoding { line: 2, .. })));
    }
}

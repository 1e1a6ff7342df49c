//! How large a picture is and of what kind, read from the first bytes of its file.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ExtendedColorType, ImageDecoder};

use crate::model::picture::CopyFormat;

/// What the head of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// How wide the picture is, in pixels, held upright.
    pub(super) width: u32,
    /// How high it is.
    pub(super) height: u32,
    /// What copies of it are made as, if there can be any.
    pub(super) format: Option<CopyFormat>,
}

impl Head {
    /// What the head of `file` says; nothing when it is no picture.
    pub(super) fn of(file: &[u8]) -> Option<Self> {
        match file {
            [0xFF, 0xD8, 0xFF, ..] => jpeg(file),
            [0x89, b'P', b'N', b'G', ..] => png(file),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(file),
            [b'G', b'I', b'F', _, _, _, w0, w1, h0, h1, ..] => {
                let side = |low: &u8, high: &u8| u32::from(u16::from_le_bytes([*low, *high]));
                Some(Self { width: side(w0, w1), height: side(h0, h1), format: None })
            }
            _ => svg(file).map(|(width, height)| Self { width, height, format: None }),
        }
        .filter(|head| head.width > 0 && head.height > 0)
    }

    /// The head of a picture whose decoder has read it.
    fn read(decoder: &mut impl ImageDecoder, format: Option<CopyFormat>) -> Self {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        let (width, height) = decoder.dimensions();
        let lies = matches!(decoder.orientation(), Ok(Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH));
        let (width, height) = if lies { (height, width) } else { (width, height) };
        Self { width, height, format }
    }
}

/// A photograph. One in the colours of a printing press is never copied: its colours would come out wrong.
fn jpeg(file: &[u8]) -> Option<Head> {
    let mut decoder = JpegDecoder::new(Cursor::new(file)).ok()?;
    let pressed = decoder.original_color_type() == ExtendedColorType::Cmyk8;
    Some(Head::read(&mut decoder, Some(CopyFormat::Jpeg).filter(|_| !pressed)))
}

/// A drawing. One that moves is never copied: a copy would stand still.
fn png(file: &[u8]) -> Option<Head> {
    let mut decoder = PngDecoder::new(Cursor::new(file)).ok()?;
    let moves = decoder.is_apng().unwrap_or(true);
    Some(Head::read(&mut decoder, Some(CopyFormat::Webp).filter(|_| !moves)))
}

/// A WebP picture. Whoever made one knew about weights, so it stays as it is.
fn webp(file: &[u8]) -> Option<Head> {
    let mut decoder = WebPDecoder::new(Cursor::new(file)).ok()?;
    Some(Head::read(&mut decoder, None))
}

/// How far into a file the element `svg` is looked for.
const SVG_HEAD: usize = 4096;

/// The size of an SVG: its width and height in pixels, else the shape of its view box.
fn svg(file: &[u8]) -> Option<(u32, u32)> {
    let head = String::from_utf8_lossy(file.get(..SVG_HEAD).unwrap_or(file));
    let element = head.split_once("<svg")?.1.split_once('>')?.0;
    let attribute = |name: &str| {
        let (before, rest) = element.split_once(&format!("{name}="))?;
        let quote = rest.chars().next()?;
        let value = rest.get(quote.len_utf8()..)?.split(quote).next();
        value.filter(|_| before.ends_with(char::is_whitespace))
    };
    let pixels = |value: &str| value.trim().trim_end_matches("px").parse::<f64>().ok().and_then(whole);
    let written = || Some((pixels(attribute("width")?)?, pixels(attribute("height")?)?));
    let shape = || {
        let numbers: Vec<&str> = attribute("viewBox")?.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        Some((pixels(numbers.get(2)?)?, pixels(numbers.get(3)?)?))
    };
    written().or_else(shape)
}

/// A length in whole pixels, if it is one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range has been looked at")]
fn whole(length: f64) -> Option<u32> {
    (1.0..=100_000.0).contains(&length).then(|| length.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::Head;

    fn size(file: &str) -> Option<(u32, u32)> {
        Head::of(file.as_bytes()).map(|head| (head.width, head.height))
    }

    #[test]
    fn the_size_of_a_drawing_is_where_it_says() {
        assert_eq!(size("<?xml version='1.0'?><svg width='12.4px' height=\"20\" stroke-width='3'>"), Some((12, 20)));
        assert_eq!(size("<svg\n viewBox='0 0 640,360' width='100%'>"), Some((640, 360)));
        assert_eq!(size("<svg viewBox='0 0 0 0'>"), None);
        assert_eq!(size("<svg width=>"), None);
        assert_eq!(size("GIF89a\x10\0\x20\0"), Some((16, 32)));
        assert_eq!(size("<p>"), None);
    }
}

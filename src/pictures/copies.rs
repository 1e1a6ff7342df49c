//! The smaller copies of one picture.
//!
//! The same file gives the same bytes on any machine: what is computed here with fractions is sums and products alone,
//! which every processor rounds alike.
//!
//! Drawings become WebP without loss. Photographs stay JPEG: the encoders of newer formats with loss that we know do not
//! keep that promise. `ravif` 0.13 (AVIF, in Rust alone) makes our photograph of a river path 11.5 KB instead of 44 at 960
//! pixels, in 0.7 s of a processor's time instead of 0.03. But it weighs its choices with `exp` and `powf`, which each
//! system's library rounds in its own way, and brings 33 crates that we do not have. `webp` wraps C.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::{FilterType, thumbnail};
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageResult, RgbImage, RgbaImage};

use crate::model::picture::{CopyFormat, LighterCopy};

/// How good photographs are, from 1 to 100.
const QUALITY: u8 = 80;

/// A picture as it was decoded.
struct Decoded {
    pixels: Pixels,
    /// What its colours mean, where it says so.
    colours: Option<Vec<u8>>,
}

/// Pixels with eight bits a colour.
enum Pixels {
    Opaque(RgbImage),
    SeeThrough(RgbaImage),
}

/// The copies of the picture in `file` that are lighter than it and than all wider ones, the widest first.
pub(super) fn lighter(file: &[u8], format: CopyFormat, widths: &[u32]) -> ImageResult<Vec<LighterCopy>> {
    let picture = match format {
        CopyFormat::Jpeg => decoded(JpegDecoder::new(Cursor::new(file))?)?,
        CopyFormat::Webp => decoded(PngDecoder::new(Cursor::new(file))?)?,
    };
    let mut copies: Vec<LighterCopy> = Vec::new();
    for width in widths {
        let bytes = encoded(&picture.pixels.narrowed(*width), picture.colours.as_deref(), format)?;
        let before = copies.last().map_or(file.len(), |copy| copy.bytes.len());
        if bytes.len() < before {
            copies.push(LighterCopy { width: *width, bytes: Arc::from(bytes) });
        }
    }
    Ok(copies)
}

/// Decodes a picture, and turns it upright.
fn decoded(mut decoder: impl ImageDecoder) -> ImageResult<Decoded> {
    let colours = decoder.icc_profile()?;
    let turn = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(turn);
    // What is said of shades of grey does not hold for the three colours that they become.
    let colours = colours.filter(|_| picture.color().has_color());
    let pixels = if picture.color().has_alpha() {
        Pixels::SeeThrough(picture.into_rgba8())
    } else {
        Pixels::Opaque(picture.into_rgb8())
    };
    Ok(Decoded { pixels, colours })
}

impl Pixels {
    /// The same picture, `width` pixels wide.
    fn narrowed(&self, width: u32) -> DynamicImage {
        match self {
            Self::Opaque(pixels) => narrowed(pixels, width).into(),
            Self::SeeThrough(pixels) => narrowed(pixels, width).into(),
        }
    }
}

/// Makes a picture narrower in two steps: roughly to twice the width, which is quick, then carefully.
fn narrowed<P>(picture: &image::ImageBuffer<P, Vec<u8>>, width: u32) -> image::ImageBuffer<P, Vec<u8>>
where
    P: image::Pixel<Subpixel = u8> + 'static,
{
    if width >= picture.width() {
        return picture.clone();
    }
    let height = |width: u32| {
        let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width());
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    };
    let twice = width * 2;
    if picture.width() > width * 3 {
        let rough = thumbnail(picture, twice, height(twice));
        return image::imageops::resize(&rough, width, height(width), FilterType::CatmullRom);
    }
    image::imageops::resize(picture, width, height(width), FilterType::CatmullRom)
}

/// A picture as the bytes of a file.
fn encoded(picture: &DynamicImage, colours: Option<&[u8]>, format: CopyFormat) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        CopyFormat::Jpeg => write(JpegEncoder::new_with_quality(&mut bytes, QUALITY), picture, colours)?,
        CopyFormat::Webp => write(WebPEncoder::new_lossless(&mut bytes), picture, colours)?,
    }
    Ok(bytes)
}

/// Writes a picture, and what its colours mean.
fn write(mut encoder: impl ImageEncoder, picture: &DynamicImage, colours: Option<&[u8]>) -> ImageResult<()> {
    if let Some(colours) = colours {
        encoder.set_icc_profile(colours.to_vec()).map_err(ImageError::Unsupported)?;
    }
    encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into())
}

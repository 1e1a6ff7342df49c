//! Makes pictures light enough for ward Wi-Fi.
//!
//! 1. [`look`] reads how large a picture is and of what kind ([`head`]): enough for a page that is being written, which
//!    must not jump when the picture comes.
//! 2. When a page that shows the picture is made, [`mod@copies`] makes smaller ones of it, once. A copy holds pixels and
//!    their colours alone: where and when a photograph was taken, and with which telephone, is not carried over.
//! 3. [`cache`] remembers copies from one build to the next.

pub mod cache;
mod copies;
mod head;

use std::path::Path;
use std::sync::Arc;

use crate::model::picture::{CopyFormat, LighterCopy, Picture, WIDEST};
use crate::pictures::cache::Cache;
use crate::pictures::head::Head;

/// How wide smaller copies are, in pixels: for a phone, and for a sharp phone.
const NARROWER: [u32; 2] = [960, 480];

/// The widest drawing that is not made narrower for large screens, in pixels.
const WIDEST_DRAWING: u32 = 2000;

/// The lightest file that copies are worth their place for, in bytes.
const LIGHTEST: u64 = 20_000;

/// The largest picture that is made smaller, in pixels: three times what a telephone takes.
const MOST_PIXELS: u64 = 150_000_000;

/// The longest file that is looked into, in bytes.
const LONGEST: u64 = 128 << 20;

/// The picture in a file, with its copies to come; nothing when the file holds none that browsers show.
pub fn look(file: &Path, cache: &Arc<Cache>) -> Option<Picture> {
    let bytes = std::fs::metadata(file).ok().filter(|found| found.len() <= LONGEST)?.len();
    let Head { width, height, format } = Head::of(&std::fs::read(file).ok()?)?;
    let picture = Picture::new(width, height, bytes);
    let fits = bytes >= LIGHTEST && u64::from(width) * u64::from(height) <= MOST_PIXELS;
    let Some(format) = format.filter(|_| fits) else { return Some(picture) };
    let widths = widths(format, width);
    let (file, cache, wanted) = (file.to_path_buf(), Arc::clone(cache), widths.clone());
    Some(picture.with_copies(format, widths, move || copies(&file, format, &wanted, &cache)))
}

/// How wide the copies of a picture may be, the widest first.
fn widths(format: CopyFormat, width: u32) -> Vec<u32> {
    // A drawing that is made narrower gets many colours at its edges, and becomes heavier rather than lighter.
    let keeps_width = format == CopyFormat::Webp && width <= WIDEST_DRAWING;
    let widest = if keeps_width { width } else { width.min(WIDEST) };
    std::iter::once(widest).chain(NARROWER.into_iter().filter(|narrower| *narrower < widest)).collect()
}

/// The copies of a file that are lighter than itself; none of one that turns out to be broken: it costs only itself.
fn copies(file: &Path, format: CopyFormat, widths: &[u32], cache: &Cache) -> Vec<LighterCopy> {
    let Ok(bytes) = std::fs::read(file) else { return Vec::new() };
    cache.get(&bytes, || copies::lighter(&bytes, format, widths).unwrap_or_default())
}

#[cfg(test)]
mod tests;

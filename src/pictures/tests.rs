//! Pictures of our own making, and what becomes of them.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

use crate::model::picture::{CopyFormat, Picture};
use crate::pictures::cache::Cache;
use crate::pictures::look;
use crate::site::SitePath;

/// A picture that is as hard to pack as a photograph: soft, with a grain.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let grain = |x: u32, y: u32| (x.wrapping_mul(31) ^ y.wrapping_mul(17)) % 23;
    let byte = |n: u32| u8::try_from(n % 256).unwrap();
    let pixel = |x, y| Rgb([byte(x / 8 + grain(x, y)), byte(y / 8 + grain(y, x)), byte((x + y) / 9)]);
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 97);
    RgbImage::from_fn(width, height, pixel).write_with_encoder(encoder).unwrap();
    bytes
}

/// A drawing: discs of one colour with soft edges.
fn discs(width: u32, height: u32) -> RgbImage {
    let byte = |n: u32| u8::try_from(n.min(255)).unwrap();
    RgbImage::from_fn(width, height, |x, y| {
        let (across, down) = ((x % 120).abs_diff(60), (y % 120).abs_diff(60));
        let edge = (across * across + down * down).saturating_sub(2500);
        Rgb([byte(20 + edge / 9), byte(90 + edge / 12), byte(100 + edge / 14)])
    })
}

fn drawing(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    discs(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A folder with one file in it, the file, and the cache of the folder.
fn put(bytes: &[u8]) -> (tempfile::TempDir, PathBuf, Arc<Cache>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picture");
    std::fs::write(&path, bytes).unwrap();
    let cache = Arc::new(Cache::new(folder.path()));
    (folder, path, cache)
}

fn looked(bytes: &[u8]) -> Option<Picture> {
    let (_folder, path, cache) = put(bytes);
    let picture = look(&path, &cache)?;
    // They are made while the folder is there.
    let _ = picture.copies();
    Some(picture)
}

fn widths(picture: &Picture) -> Vec<u32> {
    picture.copies().iter().map(|copy| copy.width).collect()
}

#[test]
fn a_drawing_becomes_lighter_and_none_of_its_pixels_is_lost() {
    let original = drawing(900, 600);
    let picture = looked(&original).unwrap();
    assert_eq!((picture.width, picture.height, picture.format), (900, 600, Some(CopyFormat::Webp)));
    assert_eq!(widths(&picture), [900, 480]);
    assert!(picture.is_replaced());
    let copy = image::load_from_memory(&picture.copies()[0].bytes).unwrap();
    assert_eq!(copy.to_rgb8(), discs(900, 600));
    let smallest = image::load_from_memory(&picture.copies()[1].bytes).unwrap();
    assert_eq!((smallest.width(), smallest.height()), (480, 320));
}

#[test]
fn each_copy_is_lighter_than_the_wider_one_and_the_file() {
    let original = photograph(2000, 900);
    let picture = looked(&original).unwrap();
    assert_eq!(widths(&picture), [1440, 960, 480]);
    let weights: Vec<usize> =
        std::iter::once(original.len()).chain(picture.copies().iter().map(|copy| copy.bytes.len())).collect();
    assert!(weights.is_sorted_by(|wider, narrower| wider > narrower), "{weights:?}");
}

#[test]
fn a_photograph_stands_upright_and_says_nothing_of_its_camera() {
    let mut sideways = photograph(800, 400);
    // An EXIF block that says that the camera was held sideways, and an owner's name.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0Somebody Else";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    sideways.splice(2..2, [&[0xff, 0xe1], &length[..], exif].concat());
    let picture = looked(&sideways).unwrap();
    assert_eq!((picture.width, picture.height), (400, 800), "it lies on its side");
    let copy = &picture.copies()[0].bytes;
    let upright = image::load_from_memory(copy).unwrap();
    assert_eq!((upright.width(), upright.height()), (400, 800));
    assert!(!copy.windows(4).any(|bytes| bytes == b"Some" || bytes == b"Exif"), "the copy tells whose it is");
}

#[test]
fn what_would_not_become_lighter_is_let_alone() {
    assert!(looked(b"no picture").is_none());
    let svg = looked(b"<svg xmlns='x' viewBox='0 0 320 200'></svg>").unwrap();
    assert_eq!((svg.width, svg.height, svg.copies().len()), (320, 200, 0));
    let small = looked(&drawing(40, 30)).unwrap();
    assert!(small.widths.is_empty(), "a small file gets no second one");
    let mut broken = drawing(1200, 700);
    broken.truncate(30_000);
    let broken = looked(&broken).unwrap();
    assert_eq!((broken.width, broken.copies().len()), (1200, 0), "a broken file costs only itself");
    assert!(!broken.is_replaced());
}

#[test]
fn copies_are_remembered_until_their_picture_goes_or_their_file_is_damaged() {
    let (folder, path, cache) = put(&photograph(600, 300));
    let first = look(&path, &cache).unwrap().copies().to_vec();
    let remembered = kept(folder.path());
    assert_eq!(remembered.len(), 1);
    assert_eq!(std::fs::read_to_string(folder.path().join(".bedside-cache/.gitignore")).unwrap(), "*\n");
    // A copy that says something else shows that it is the remembered one that is given.
    std::fs::write(&remembered[0], crate::pictures::cache::packed(&first[..1])).unwrap();
    assert_eq!(look(&path, &cache).unwrap().copies(), &first[..1]);
    std::fs::write(&remembered[0], b"half of it").unwrap();
    assert_eq!(look(&path, &cache).unwrap().copies(), first);
    cache.forget_unused();
    assert_eq!(kept(folder.path()), remembered);
    Cache::new(folder.path()).forget_unused();
    assert!(kept(folder.path()).is_empty());
}

/// The remembered copies.
fn kept(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join(".bedside-cache")).unwrap();
    entries.map(|entry| entry.unwrap().path()).filter(|path| !path.ends_with(".gitignore")).collect()
}

#[test]
fn copies_stand_beside_their_file() {
    let picture = looked(&drawing(600, 300)).unwrap();
    let path = picture.path_of(&SitePath::new("images/a.b.png"), 480);
    assert_eq!(path.as_str(), "images/a.b.png.480.webp");
}

//! Archives of Slack, packed anew from the input: the list of people, the list of channels and one day, parted by NUL.
#![no_main]

#[path = "common.rs"]
mod common;

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::CompressionMethod;

const NAMES: [&str; 3] = ["users.json", "channels.json", "c/2026-05-12.json"];

fuzz_target!(|bytes: &[u8]| {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in NAMES.into_iter().zip(bytes.splitn(3, |byte| *byte == 0)) {
        archive.start_file(name, options).unwrap();
        archive.write_all(part).unwrap();
    }
    common::read_bytes(archive.finish().unwrap().get_ref());
});

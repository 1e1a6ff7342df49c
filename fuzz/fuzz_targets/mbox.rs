//! Mails.
#![no_main]

#[path = "common.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_text("From a@b.example Tue May 12 19:02:31 2026\n", bytes);
});

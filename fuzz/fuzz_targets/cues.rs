//! Captions: WebVTT and SRT.
#![no_main]

#[path = "common.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_text("WEBVTT\n\n", bytes);
    common::read_text("1\n00:00:01,000 --> 00:00:02,000\n", bytes);
});

//! Archives.
#![no_main]

#[path = "common.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_bytes(bytes);
    common::read_bytes(&[b"PK\x03\x04", bytes].concat());
});

//! Lists of messages in lines: by hand, tweet chats, WhatsApp, Zoom, IRC, Google Meet, tables.
#![no_main]

#[path = "common.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_text("", bytes);
});

//! Tables with a row for each message, the columns divided by commas, semicolons or tabs.
#![no_main]

#[path = "common.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_text("", bytes);
    common::read_text("name,time,text,reply_to\n", bytes);
    common::read_text("autor;fecha;mensaje\n", bytes);
});

//! Exports in JSON.
#![no_main]

#[path = "common.rs"]
mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_text("", bytes);
    common::read_text("{\"orderedItems\":[", bytes);
    common::read_text("window.YTD.tweets.part0 = [", bytes);
    common::read_text("[{\"createdDateTime\":\"\",\"body\":{}},", bytes);
    common::read_text("[{\"sender_full_name\":\"\",\"content\":\"\"},", bytes);
    common::read_text("{\"data\":[{\"id\":\"\",\"text\":\"\",\"author_id\":\"\"},", bytes);
});

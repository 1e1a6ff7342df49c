//! Lists of links.
#![no_main]

#[path = "references.rs"]
mod references;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    references::read("input.txt", "A page | https://example.org/a\n", bytes);
});

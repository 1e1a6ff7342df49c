//! RIS.
#![no_main]

#[path = "references.rs"]
mod references;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    references::read("input.ris", "TY  - JOUR\n", bytes);
});

//! XML of EndNote.
#![no_main]

#[path = "references.rs"]
mod references;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    references::read("input.xml", "<xml><records><record><ref-type name=\"Journal Article\">17</ref-type>", bytes);
});

//! MEDLINE, as PubMed gives it out.
#![no_main]

#[path = "references.rs"]
mod references;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    references::read("input.nbib", "PMID- 23152233\n", bytes);
});

//! Tables of retracted papers.
#![no_main]

use bedside::model::retraction::Wanted;
use bedside::scan::retractions::rows;
use libfuzzer_sys::fuzz_target;

const HEAD: &[u8] = b"Reason,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n";

fuzz_target!(|bytes: &[u8]| {
    let mut wanted = Wanted::default();
    wanted.add("a", Some("10.5555/a"), Some("7"));
    let _ = rows(bytes, &wanted);
    let _ = rows(&*[HEAD, bytes].concat(), &wanted);
});

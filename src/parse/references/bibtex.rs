//! BibTeX and BibLaTeX.
use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::ReferenceFormat;
use crate::source::FilePath;
/// BibTeX and BibLaTeX.
pub(super) struct BibTex;
impl ReferenceFormat for BibTex {
    fn recognises(&self, _text: &str) -> bool { false }
    fn has_extension(&self, extension: &str) -> bool { extension == "bib" }
    fn read(&self, _: &FilePath, _: &str, _: &mut Findings) -> Vec<Reference> { Vec::new() }
}

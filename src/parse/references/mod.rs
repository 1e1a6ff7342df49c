//! Reads files of references. A format recognises its files by what they hold; each reads entry by entry, so that a
//! broken entry costs only itself.

mod bibtex;
mod bibtex_strings;
mod bibtex_text;
mod complete;
mod csl_json;
mod draft;
mod hayagriva_yaml;
mod json_text;

use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::reference::Reference;
use crate::rules;
use crate::source::{FilePath, SourceFile, Span};

rules! {
    /// A reference file is in no format that bedside knows.
    ///
    /// **Why it matters to a patient.** None of its sources can be shown, so pages that rest on them look as if they
    /// had no source.
    ///
    /// **How to mend it.** Export the references from your reference manager as BibTeX (`.bib`), CSL-JSON (`.json`) or
    /// Hayagriva (`.yaml`), and put the file into `references/`. Move what is no list of references elsewhere.
    UNKNOWN_FORMAT = "references/unknown-format", Warning;

    /// An entry of a reference file cannot be read.
    ///
    /// The other entries of the file are not affected.
    ///
    /// **Why it matters to a patient.** A source that cannot be read cannot be shown. Somebody who wants to know where
    /// a statement comes from finds nothing.
    ///
    /// **How to mend it.** Look at the entry that the message names. Common causes are a `}` or `,` that is missing or
    /// stands twice, and an entry without a key. In BibTeX an entry looks like this:
    ///
    /// ```text
    /// @article{bower2014,
    ///   author = {Bower, Julienne E.},
    ///   title  = {Cancer-related fatigue},
    ///   year   = {2014}
    /// }
    /// ```
    BROKEN_ENTRY = "references/broken-entry", Warning;

    /// A field of a reference is left out, because its value makes no sense.
    ///
    /// **Why it matters to a patient.** The source is shown without this detail, such as its date or address, and may
    /// be harder to find.
    ///
    /// **How to mend it.** Correct the value as the message says. Dates are written `2026-03-02`, `2026-03` or `2026`;
    /// addresses begin with `https://`.
    BAD_FIELD = "references/bad-field", Warning;
}

/// One way of writing a list of references.
trait ReferenceFormat: Sync {
    /// Whether `text` is written in this way, as far as its first significant words tell.
    fn recognises(&self, text: &str) -> bool;

    /// The file name extension, in lower case, that stands for this format when the words do not tell.
    fn has_extension(&self, extension: &str) -> bool;

    /// Reads every entry that can be read, in the order of the file.
    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference>;
}

/// Every format. The first that recognises a file reads it.
const REFERENCE_FORMATS: &[&dyn ReferenceFormat] =
    &[&csl_json::CslJson, &bibtex::BibTex, &hayagriva_yaml::HayagrivaYaml];

/// Reads a file under `references/`.
pub fn parse(file: &SourceFile, findings: &mut Findings) -> Vec<Arc<Reference>> {
    // Pictures, PDF files and the like may lie beside the references.
    let Some(text) = file.as_text() else { return Vec::new() };
    if text.trim().is_empty() {
        return Vec::new();
    }
    match format_of(&file.path, text) {
        Some(format) => format.read(&file.path, text, findings).into_iter().map(Arc::new).collect(),
        None => {
            let message = format!("`{}` is no list of references that bedside can read", file.path.file_name());
            let help = "export the references as BibTeX, CSL-JSON or Hayagriva YAML";
            findings.push(Finding::new(&UNKNOWN_FORMAT, &file.path, message).help(help));
            Vec::new()
        }
    }
}

/// The format of a file: by its words, else by its name.
fn format_of(file: &FilePath, text: &str) -> Option<&'static dyn ReferenceFormat> {
    let extension = file.extension().to_lowercase();
    let by_words = REFERENCE_FORMATS.iter().find(|format| format.recognises(text));
    by_words.or_else(|| REFERENCE_FORMATS.iter().find(|format| format.has_extension(&extension))).copied()
}

/// The finding for an entry that cannot be read.
fn broken_entry(file: &FilePath, span: Span, key: &str, what: &str, help: &str) -> Finding {
    let message = match key {
        "" => format!("an entry without a key cannot be read: {what}"),
        key => format!("the reference `{}` cannot be read: {what}", shortened(key)),
    };
    Finding::new(&BROKEN_ENTRY, file, message).at(span).help(help)
}

/// The finding for a field that is left out.
fn bad_field(file: &FilePath, span: Span, key: &str, field: &str, what: &str, help: &str) -> Finding {
    let message = format!("`{}` of the reference `{}` is left out: {what}", shortened(field), shortened(key));
    Finding::new(&BAD_FIELD, file, message).at(span).help(help)
}

/// The beginning of `text`, short enough for a message, on one line.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = short.char_indices().nth(LONGEST) {
        short.truncate(end);
        short.push('…');
    }
    short
}

/// What `read` returns, or nothing if the library that it calls gives up on odd input by panicking. The libraries that
/// read and format references do so in places that no check of ours can foresee for good.
fn contained<T>(read: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()
}

#[cfg(test)]
mod tests;

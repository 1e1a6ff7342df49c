//! Reads files of references. A format recognises its files by what they hold; each reads entry by entry, so that a
//! broken entry costs only itself.
//!
//! `biblib` 0.10 reads RIS, MEDLINE, PubMed's and EndNote's XML and EndNote's tags as well, and was tried on JabRef's 31
//! samples of these. It reads 30 of them; of the last, one entry without title and author costs the whole file. Its entries
//! have no editors, edition or day of access, and no place in the file that a finding could point at. So the readers are
//! our own. They share their lines ([`tagged`]) and elements ([`xml`]).

mod bibtex;
mod bibtex_entry;
mod bibtex_strings;
mod bibtex_text;
mod complete;
mod csl_json;
mod dates;
mod draft;
mod endnote_kinds;
mod endnote_tags;
mod endnote_xml;
mod found;
mod hayagriva_yaml;
mod identifiers;
mod json_text;
mod keys;
mod languages;
mod links;
mod medline;
mod names;
mod pubmed_xml;
mod ris;
mod tagged;
mod web_of_science;
mod xml;
mod xml_records;

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
    /// **How to mend it.** Export the references from PubMed (`.nbib` or XML), Zotero or EndNote (RIS, BibTeX, CSL-JSON,
    /// `.enw` or XML), and put the file into `references/`. A list of links is a text with one link on a line:
    /// `Title | https://… | publisher | seen 2026-03-02`. Move what is no list of references elsewhere.
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

    /// An entry has no key, the short name by which pages cite it.
    ///
    /// It gets one, made of its first author, its year and a word of its title.
    ///
    /// **Why it matters to a patient.** When the author or the title is corrected later, the key changes with it, and
    /// what pages say rests on no source any more.
    ///
    /// **How to mend it.** Write the key that the message gives, or one of your own, into the entry.
    NO_KEY = "references/no-key", Warning;

    /// A source has no title.
    ///
    /// It is kept, and called by what it appeared in or by its number.
    ///
    /// **Why it matters to a patient.** Somebody who sees only a number or the name of a journal cannot tell what the
    /// source is about, and whether it is worth looking up.
    ///
    /// **How to mend it.** Look the source up at <https://pubmed.ncbi.nlm.nih.gov> or <https://search.crossref.org>, and
    /// export it from there or write its title.
    NO_TITLE = "references/no-title", Warning;

    /// A DOI, PubMed number, ISBN or ISSN cannot be right.
    ///
    /// A DOI begins with `10.` and a number; a PubMed number has digits only; the last digit of an ISBN and of an ISSN
    /// follows from the others.
    ///
    /// **Why it matters to a patient.** A link that is made of it leads nowhere, or to another study.
    ///
    /// **How to mend it.** Look the source up at <https://pubmed.ncbi.nlm.nih.gov> or <https://search.crossref.org> and
    /// copy the identifier from there.
    BAD_IDENTIFIER = "references/bad-identifier", Warning;

    /// The address of a source carries a parameter that follows readers about or earns somebody money.
    ///
    /// **Why it matters to a patient.** Whoever reads about an illness is told to a company. bedside takes such
    /// parameters off before it links to the address.
    ///
    /// **How to mend it.** Write the address that the message gives. Parameters such as `utm_source` and `fbclid` can
    /// always be removed.
    TRACKING = "references/tracking", Warning;
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
const REFERENCE_FORMATS: &[&dyn ReferenceFormat] = &[
    &csl_json::CslJson,
    &pubmed_xml::PubMedXml,
    &endnote_xml::EndNoteXml,
    &medline::Medline,
    &ris::Ris,
    &endnote_tags::EndNoteTags,
    &web_of_science::WebOfScience,
    &bibtex::BibTex,
    &hayagriva_yaml::HayagrivaYaml,
    &links::LinkList,
];

/// Reads a file under `references/`.
pub fn parse(file: &SourceFile, findings: &mut Findings) -> Vec<Arc<Reference>> {
    // Pictures, PDF files and the like may lie beside the references.
    let Some(text) = file.as_text() else { return Vec::new() };
    if text.trim().is_empty() {
        return Vec::new();
    }
    let Some(format) = format_of(&file.path, text) else {
        findings.push(unknown_format(&file.path));
        return Vec::new();
    };
    let before = findings.len();
    let references: Vec<_> = format.read(&file.path, text, findings).into_iter().map(Arc::new).collect();
    // The name promised a list, and nothing in the file is one.
    if references.is_empty() && findings.len() == before && !format.recognises(text) && !is_remark(text) {
        findings.push(unknown_format(&file.path));
    }
    references
}

/// Whether a text has nothing but remarks, as a list that is still to be filled.
fn is_remark(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with(['%', '#']))
}

/// The finding for a file that is no list of references.
fn unknown_format(file: &FilePath) -> Finding {
    let message = format!("`{}` is no list of references that bedside can read", file.file_name());
    let help = "export the references as RIS, PubMed `.nbib`, BibTeX or CSL-JSON";
    Finding::new(&UNKNOWN_FORMAT, file, message).help(help)
}

/// The format of a file: by its words, else by its name; what is left may be a list of links.
fn format_of(file: &FilePath, text: &str) -> Option<&'static dyn ReferenceFormat> {
    let extension = file.extension().to_lowercase();
    let by_words = REFERENCE_FORMATS.iter().find(|format| format.recognises(text));
    let by_name = || REFERENCE_FORMATS.iter().find(|format| format.has_extension(&extension));
    by_words.or_else(by_name).copied().or_else(|| links::recognises(text).then_some(&links::LinkList as _))
}

/// The finding for an entry that cannot be read.
fn broken_entry(file: &FilePath, span: Span, key: &str, what: &str, help: &str) -> Finding {
    let message = match key {
        "" => format!("an entry without a key cannot be read: {what}"),
        key => format!("the reference `{}` cannot be read: {what}", shortened(key)),
    };
    Finding::new(&BROKEN_ENTRY, file, message).at(span).help(help)
}

/// The finding for an entry that gets a key because it has none.
fn no_key(file: &FilePath, span: Span, key: &str, help: &str) -> Finding {
    let message = format!("an entry has no key; it is called `{}`", shortened(key));
    Finding::new(&NO_KEY, file, message).at(span).help(help)
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

/// A title without the full stop that PubMed puts after it: citation styles put their own.
fn without_full_stop(title: &str) -> &str {
    let title = title.trim();
    match title.strip_suffix('.') {
        Some(bare) if !bare.ends_with('.') => bare,
        _ => title,
    }
}

/// What `read` returns, or nothing if the library that it calls gives up on odd input by panicking. The libraries that
/// read and format references do so in places that no check of ours can foresee for good.
fn contained<T>(read: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()
}

#[cfg(test)]
mod tests;

//! A source that pages cite.

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::evidence::{Question, StudyType};
use crate::source::{FilePath, Span};

/// One source of the reference library.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The key that citations use.
    pub key: String,
    /// The file it is recorded in.
    pub file: FilePath,
    /// Where in that file.
    pub span: Span,
    /// The title, plain.
    pub title: String,
    /// Authors or, failing them, editors or the organisation, each `Family, Given` or a whole name; plain.
    pub authors: Vec<String>,
    /// What it appeared in, plain.
    pub container: Option<String>,
    /// The year it appeared.
    pub year: Option<i32>,
    /// Where it can be read: http or https only.
    pub url: Option<String>,
    /// The day on which the address was last seen to work.
    pub accessed: Option<Date>,
    /// The DOI in lower case, without a resolver.
    pub doi: Option<String>,
    /// The PubMed number.
    pub pmid: Option<String>,
    /// The ISBN, digits only.
    pub isbn: Option<String>,
    /// How the study was done, if the file says so.
    pub study: Option<StudyType>,
    /// What is asked of it.
    pub question: Question,
    /// The level of evidence that an editor gave it, where it differs from the one of its type.
    pub level: Option<u8>,
    /// Whether the file itself says that the source was retracted.
    pub retracted: bool,
    /// Whether the key was made from author, year and title because the file has none.
    pub key_is_made: bool,
    /// The entry that citation styles format.
    pub entry: hayagriva::Entry,
}

impl Reference {
    /// The same source under another key; nothing if the library that formats it cannot be told so.
    pub fn renamed(&self, key: &str) -> Option<Self> {
        let mut library = hayagriva::Library::new();
        library.push(&self.entry);
        let written = serde_json::to_value(&library).ok()?;
        let fields = written.as_object()?.values().next()?.clone();
        let renamed = serde_json::Value::Object([(String::from(key), fields)].into_iter().collect());
        let entry = hayagriva::Library::deserialize(renamed).ok()?.into_iter().next()?;
        Some(Self { key: String::from(key), entry, ..self.clone() })
    }

    /// The level of evidence, 1 to 5: the one given by hand, else that of the type of study for the question.
    pub fn level(&self) -> Option<u8> {
        self.level.or_else(|| self.study?.level(self.question))
    }

    /// The address at which readers find it: its own, else that of its DOI or PubMed number.
    pub fn address(&self) -> Option<String> {
        let doi = || Some(format!("https://doi.org/{}", self.doi.as_ref()?));
        let pubmed = || Some(format!("https://pubmed.ncbi.nlm.nih.gov/{}/", self.pmid.as_ref()?));
        self.url.clone().or_else(doi).or_else(pubmed)
    }

    /// Whether it is a page of the web, which may change without notice.
    pub fn is_web_page(&self) -> bool {
        *self.entry.entry_type() == hayagriva::types::EntryType::Web
    }
}

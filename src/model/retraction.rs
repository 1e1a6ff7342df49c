//! What the list of retracted papers says of a source.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// What was done to a paper after it appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// It was put back.
    Reinstatement,
    /// It was corrected.
    Correction,
    /// Its journal doubts it.
    Concern,
    /// It was taken back.
    Retraction,
}

/// A notice about one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// What was done.
    pub notice: Notice,
    /// When, if the list says so.
    pub date: Option<Date>,
    /// Why, in the words of the list.
    pub reason: Option<String>,
    /// The DOI of the notice.
    pub doi: Option<String>,
}

/// The sources that are looked up in the list, by their identifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    by_doi: BTreeMap<String, String>,
    by_pmid: BTreeMap<String, String>,
}

impl Wanted {
    /// Adds the source called `key`.
    pub fn add(&mut self, key: &str, doi: Option<&str>, pmid: Option<&str>) {
        let name = || String::from(key);
        if let Some(doi) = doi {
            self.by_doi.insert(doi.to_lowercase(), name());
        }
        if let Some(pmid) = pmid {
            self.by_pmid.insert(String::from(pmid), name());
        }
    }

    /// The key of the source that has this DOI, in whatever case, or this PubMed number.
    pub fn key(&self, doi: &str, pmid: &str) -> Option<&str> {
        let by_doi = self.by_doi.get(&doi.to_lowercase());
        by_doi.or_else(|| self.by_pmid.get(pmid)).map(String::as_str)
    }

    /// Every identifier, in an order that never changes.
    pub fn identifiers(&self) -> impl Iterator<Item = &str> {
        self.by_doi.iter().chain(&self.by_pmid).flat_map(|(identifier, key)| [identifier.as_str(), key.as_str()])
    }
}

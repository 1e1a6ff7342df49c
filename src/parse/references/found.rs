//! Turns what an export says into references: gives entries a key where the format has none, and refuses those that
//! say nothing by which their source could be found.

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::model::slug::slug;
use crate::parse::references::complete::{self, Facts};
use crate::parse::references::draft::Draft;
use crate::parse::references::keys::{Keys, made_key};
use crate::parse::references::{broken_entry, contained, identifiers};
use crate::source::{FilePath, Span};

/// An entry as an export gives it.
pub(super) struct Found {
    /// Its key, if the export has one.
    pub(super) key: Option<String>,
    /// What it says.
    pub(super) draft: Draft,
    /// What it says beyond that.
    pub(super) facts: Facts,
    /// Where it stands in the file.
    pub(super) span: Span,
}

/// The references of one file while it is read.
pub(super) struct Shelf<'a> {
    file: &'a FilePath,
    /// What is wrong.
    pub(super) findings: &'a mut Findings,
    keys: Keys,
    references: Vec<Reference>,
}

impl<'a> Shelf<'a> {
    /// An empty shelf for the references of `file`.
    pub(super) fn new(file: &'a FilePath, findings: &'a mut Findings) -> Self {
        Self { file, findings, keys: Keys::default(), references: Vec::new() }
    }

    /// The references.
    pub(super) fn finish(self) -> Vec<Reference> {
        self.references
    }

    /// Adds one entry. It needs something by which a reader finds its source.
    pub(super) fn add(&mut self, found: Found) {
        let Found { key, draft, mut facts, span } = found;
        if !can_be_found(&draft) {
            let what = "it has no title, and nothing else by which its source could be found";
            let help = "export it again with all fields, or write its title";
            self.findings.push(broken_entry(self.file, span, &key.unwrap_or_default(), what, help));
            return;
        }
        facts.key_is_made = key.is_none();
        let key = match key {
            Some(key) => {
                self.keys.take(&key);
                key
            }
            None => self.keys.free(&guessed_key(&draft)),
        };
        let read = contained(|| complete::reference(draft.entry(&key), self.file, span, facts));
        self.references.extend(read.map(|(reference, found)| {
            self.findings.extend(found);
            reference
        }));
    }
}

/// Whether a reader finds the source: by its title, by a number or address, or by who wrote where.
fn can_be_found(draft: &Draft) -> bool {
    let has_people = !draft.authors.is_empty() || !draft.editors.is_empty();
    let has_address = !draft.identifiers.is_empty() || draft.url.is_some();
    draft.title.is_some() || has_address || has_people && draft.container.is_some()
}

/// The key for an entry that has none; without a title, its number: `pmid23152233`.
pub(super) fn guessed_key(draft: &Draft) -> String {
    let mut numbers = draft.identifiers.iter().filter(|_| draft.title.is_none());
    if let Some((name, number)) = numbers.next() {
        let doi = identifiers::doi(number).filter(|_| *name == "doi");
        return slug(&format!("{name}{}", doi.as_ref().unwrap_or(number)));
    }
    let author = draft.authors.first().or_else(|| draft.editors.first()).map(|person| person.name.as_str());
    made_key(author, draft.issued.map(|date| date.year), draft.title.as_deref())
}

//! Turns what an export says into references: gives entries a key where the format has none, and refuses those that
//! say too little to be found.

use std::collections::BTreeSet;

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::model::slug::slug;
use crate::parse::references::complete::{self, Facts};
use crate::parse::references::draft::Draft;
use crate::parse::references::{broken_entry, contained};
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
    keys: BTreeSet<String>,
    references: Vec<Reference>,
}

impl<'a> Shelf<'a> {
    /// An empty shelf for the references of `file`.
    pub(super) fn new(file: &'a FilePath, findings: &'a mut Findings) -> Self {
        Self { file, findings, keys: BTreeSet::new(), references: Vec::new() }
    }

    /// The references.
    pub(super) fn finish(self) -> Vec<Reference> {
        self.references
    }

    /// Adds one entry. Without a title, a source cannot be shown.
    pub(super) fn add(&mut self, found: Found) {
        let Found { key, draft, mut facts, span } = found;
        if draft.title.is_none() {
            let what = "it has no title";
            let name = key.or_else(|| identifier(&draft)).unwrap_or_default();
            let help = "export it again with all fields, or write its title";
            self.findings.push(broken_entry(self.file, span, &name, what, help));
            return;
        }
        facts.key_is_made = key.is_none();
        let key = key.unwrap_or_else(|| self.free_key(&made_key(&draft)));
        self.keys.insert(key.clone());
        let read = contained(|| complete::reference(draft.entry(&key), self.file, span, facts));
        self.references.extend(read.map(|(reference, found)| {
            self.findings.extend(found);
            reference
        }));
    }

    /// The key with a letter after it if it is taken in this file.
    fn free_key(&self, key: &str) -> String {
        let letters = (b'b'..=b'z').map(|letter| format!("{key}{}", char::from(letter)));
        let numbers = (27..).map(|number| format!("{key}-{number}"));
        let mut keys = std::iter::once(String::from(key)).chain(letters).chain(numbers);
        keys.find(|key| !self.keys.contains(key)).unwrap_or_default()
    }
}

/// What an entry without a key and a title is called in a message.
fn identifier(draft: &Draft) -> Option<String> {
    draft.identifiers.iter().find(|(name, _)| matches!(*name, "pmid" | "doi")).map(|(name, id)| format!("{name}:{id}"))
}

/// Words that say nothing about what a title is about.
const FILLERS: [&str; 24] = [
    "the", "and", "for", "with", "from", "into", "its", "their", "are", "can", "does", "how", "what", "why", "when",
    "who", "effect", "effects", "study", "using", "use", "between", "among", "after",
];

/// A key that a reader of the file would guess: `bower2014fatigue`, from the first author, the year and the first word
/// of the title that says something. The same entry gets the same key in every export.
fn made_key(draft: &Draft) -> String {
    let author = draft.authors.first().or_else(|| draft.editors.first()).map(|person| person.name.as_str());
    let title = slug(draft.title.as_deref().unwrap_or_default());
    let mut words = title.split('-').filter(|word| word.len() > 2 && !FILLERS.contains(word));
    let word = words.next().unwrap_or("untitled");
    let author = author.map(slug).filter(|author| !author.is_empty());
    // The name of an organisation may be a whole sentence.
    let author: String = author.unwrap_or_default().split('-').take(3).collect();
    let year = draft.issued.map(|date| date.year.to_string()).unwrap_or_default();
    format!("{author}{year}{word}")
}

/// A key that an export gives, if citations can name it.
pub(super) fn usable_key(key: &str) -> Option<String> {
    let usable = !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "_-:.".contains(letter));
    // A number alone is a place in somebody's database.
    (usable && key.chars().any(char::is_alphabetic) && key.len() <= 100).then(|| String::from(key))
}

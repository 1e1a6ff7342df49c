//! The outline of a network: everything that a link can lead to or that decides where it leads, and no running text.
//!
//! An edit usually changes the words of one page and leaves the outline as it was. Then what the links of all other
//! pages were found to point at is still true.

use crate::model::document::Document;
use crate::model::network::linker::{Linker, together};
use crate::model::network::{Network, Parsed, Text};
use crate::source::{FilePath, Fingerprint, Hasher};

impl Network {
    /// A fingerprint of the outline of the network that `documents` were tied into.
    pub(super) fn outline_of(&self, documents: &[Parsed], linker: &Linker) -> Fingerprint {
        let prints = documents.iter().map(|parsed| parsed.file.fingerprint).collect();
        let faces = linker.faces.get_all(Fingerprint::default(), prints, |at| face(&documents[at]));
        let drafts = self.drafts.iter().map(FilePath::as_str).collect::<Vec<_>>().join("\n");
        let whole = Fingerprint::of(&[self.config.language.as_bytes(), drafts.as_bytes()]);
        together([whole].into_iter().chain(faces.iter().map(|face| **face)))
    }
}

/// A fingerprint of what one file is to the links of others.
fn face(parsed: &Parsed) -> Fingerprint {
    let mut hasher = Hasher::new();
    match &*parsed.document {
        Document::Article(article) => add_text(&mut hasher, Text::from(&**article)),
        Document::Recap(recap) => add_text(&mut hasher, Text::from(&**recap)),
        // What has no text of its own is small or rarely changed, so all of it counts.
        Document::People(_)
        | Document::Glossary(_)
        | Document::Contacts(_)
        | Document::SearchSettings(_)
        | Document::SearchTests(_)
        | Document::References(_) => hasher.add(&parsed.file.fingerprint.0),
        // Links lead to such files, never to a place in them.
        Document::Transcript(_) | Document::Decisions(_) | Document::Asset(..) | Document::Nothing => {
            hasher.add(parsed.file.path.as_str().as_bytes());
        }
    }
    hasher.finish()
}

/// What links know of a text: its names, its language and its anchors; and where it stands among the others.
fn add_text(hasher: &mut Hasher, text: Text<'_>) {
    hasher.add(text.file.as_str().as_bytes());
    hasher.add(text.title.as_bytes());
    hasher.add(text.meta.language.as_deref().unwrap_or_default().as_bytes());
    hasher.add(&[u8::from(text.meta.draft)]);
    hasher.add(&text.meta.weight.to_le_bytes());
    for names in [&text.meta.aliases, &text.meta.tags] {
        names.iter().for_each(|name| hasher.add(name.as_bytes()));
        // The number keeps lists apart.
        hasher.add(&names.len().to_le_bytes());
    }
    text.prose.each_anchor(&mut |anchor| hasher.add(anchor.as_bytes()));
}

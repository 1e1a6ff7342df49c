//! The outline of a network: everything that a link can lead to or that decides where it leads, and no running text.
//!
//! An edit usually changes the words of one page and leaves the outline as it was. Then what the links of all other
//! pages were found to point at is still true.

use crate::model::document::Document;
use crate::model::network::{Network, Parsed, Text};
use crate::source::{Fingerprint, Hasher};

impl Network {
    /// A fingerprint of the outline of the network that `documents` were tied into.
    pub(super) fn outline(&self, documents: &[Parsed]) -> Fingerprint {
        let mut hasher = Hasher::new();
        hasher.add(self.config.language.as_bytes());
        for parsed in documents {
            match &*parsed.document {
                Document::Article(article) => add_text(&mut hasher, Text::from(&**article)),
                Document::Recap(recap) => add_text(&mut hasher, Text::from(&**recap)),
                // What has no text of its own is small or rarely changed, so all of it counts.
                Document::People(_)
                | Document::Glossary(_)
                | Document::Contacts(_)
                | Document::SearchSettings(_)
                | Document::SearchTests(_)
                | Document::References(_) => {
                    hasher.add(&parsed.file.fingerprint.0);
                }
                // Links lead to such files, never to a place in them.
                Document::Transcript(_) | Document::Decisions(_) | Document::Asset(..) | Document::Nothing => {
                    hasher.add(parsed.file.path.as_str().as_bytes());
                }
            }
        }
        self.drafts.iter().for_each(|draft| hasher.add(draft.as_str().as_bytes()));
        hasher.finish()
    }
}

/// What links know of a text: its names, its language and its anchors.
fn add_text(hasher: &mut Hasher, text: Text<'_>) {
    hasher.add(text.file.as_str().as_bytes());
    hasher.add(text.title.as_bytes());
    hasher.add(text.meta.language.as_deref().unwrap_or_default().as_bytes());
    hasher.add(&[u8::from(text.meta.draft)]);
    text.meta.aliases.iter().for_each(|alias| hasher.add(alias.as_bytes()));
    // The number keeps names and anchors apart.
    hasher.add(&text.meta.aliases.len().to_le_bytes());
    text.prose.each_anchor(&mut |anchor| hasher.add(anchor.as_bytes()));
}

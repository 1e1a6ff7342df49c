//! What is remembered from one linking of a network to the next.
//!
//! Every network is linked as a whole, and nothing in it is ever patched. But most of what linking works out is the same
//! after an edit, and so are the fingerprints of what it is worked out from.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::memo::{Memo, Series};
use crate::model::chat::Chat;
use crate::model::document::Document;
use crate::model::id::NodeId;
use crate::model::library::Library;
use crate::model::network::shape::Shape;
use crate::model::network::{Link, Linked, Parsed};
use crate::source::Fingerprint;

/// Remembers what was worked out for the networks of one folder.
#[derive(Debug, Default)]
pub struct Linker {
    /// What a file is to the links of others, by the file.
    pub(super) faces: Series<Fingerprint>,
    /// Sources, by the files that they stand in.
    pub(super) libraries: Memo<Library>,
    /// Chats, by everything that they are made from.
    pub(super) chats: Series<Chat>,
    /// Sections, tags and names, by the outline of the network.
    pub(super) shapes: Memo<Shape>,
    /// What links lead to, by the text under the outline.
    pub(super) linked: Series<Linked>,
    /// Ties by the node they lead to, by all ties.
    pub(super) incoming: Memo<FxHashMap<NodeId, Vec<Link>>>,
}

impl Linker {
    /// How many texts had their links looked up so far.
    pub fn linked(&self) -> usize {
        self.linked.made()
    }

    /// Every source of every file.
    pub(super) fn library(&self, documents: &[Parsed]) -> Arc<Library> {
        let files: Vec<_> = documents
            .iter()
            .filter_map(|parsed| match &*parsed.document {
                Document::References(references) => Some((parsed.file.fingerprint, references)),
                _ => None,
            })
            .collect();
        self.libraries.get(together(files.iter().map(|(print, _)| *print)), || {
            Library::gather(&files.iter().flat_map(|(_, references)| references.iter().cloned()).collect::<Vec<_>>())
        })
    }

    /// Forgets what the last network did not need.
    pub(super) fn end_generation(&self) {
        self.libraries.end_generation();
        self.shapes.end_generation();
        self.incoming.end_generation();
    }
}

/// A fingerprint of several.
pub(super) fn together(prints: impl IntoIterator<Item = Fingerprint>) -> Fingerprint {
    // All of them at once: a hash of many bytes costs a tenth of as many hashes of few.
    let bytes: Vec<u8> = prints.into_iter().flat_map(|print| print.0).collect();
    Fingerprint::of(&[&bytes])
}

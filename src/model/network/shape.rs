//! What follows from the outline of a network alone: its sections, its tags and the names of its pages. An edit of running
//! text leaves all of it as it was.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::linker::Linker;
use crate::model::network::names::Names;
use crate::model::network::{Network, Section, Tag};
use crate::model::slug::slug;
use crate::source::FilePath;

/// The sections, tags and names of a network.
#[derive(Debug, Default)]
pub(super) struct Shape {
    sections: Arc<BTreeMap<NodeId, Section>>,
    tags: Arc<BTreeMap<NodeId, Tag>>,
    /// The node of each file that is the text of an article.
    pub(super) files: FxHashMap<FilePath, NodeId>,
    /// Where each text stands among [`Network::texts`].
    pub(super) places: FxHashMap<NodeId, usize>,
    /// The names by which wikilinks call pages, gathered when the first wikilink is looked up.
    names: OnceLock<Names>,
}

impl Network {
    /// Works out the shape of the network, or remembers it.
    pub(super) fn add_shape(&mut self, linker: &Linker) {
        let shape = linker.shapes.get(self.outline, || Shape {
            sections: Arc::new(self.gather_sections()),
            tags: Arc::new(self.gather_tags()),
            files: self.articles.values().map(|article| (article.file.clone(), article.id.clone())).collect(),
            places: self.texts().enumerate().map(|(at, text)| (text.id.clone(), at)).collect(),
            names: OnceLock::new(),
        });
        (self.sections, self.tags) = (Arc::clone(&shape.sections), Arc::clone(&shape.tags));
        self.shape = shape;
    }

    /// The names by which wikilinks call pages.
    pub(super) fn names(&self) -> &Names {
        self.shape.names.get_or_init(|| Names::of(self))
    }

    /// Gathers the tags of all texts.
    fn gather_tags(&self) -> BTreeMap<NodeId, Tag> {
        let mut tags: BTreeMap<NodeId, Tag> = BTreeMap::new();
        // Few tags are written often, so the key of each is worked out once.
        let mut keys: FxHashMap<&str, Option<NodeId>> = FxHashMap::default();
        for text in self.texts() {
            for name in &text.meta.tags {
                let key = keys.entry(name).or_insert_with(|| tag_id(name));
                let Some(id) = key else { continue };
                let tag = tags.entry(id.clone()).or_insert_with(|| Tag { name: name.clone(), nodes: Vec::new() });
                if tag.nodes.last() != Some(text.id) {
                    tag.nodes.push(text.id.clone());
                }
            }
        }
        tags
    }
}

/// The longest name of a tag's page, in bytes: with its ending it must fit into what file systems take for a name.
const LONGEST_TAG: usize = 120;

/// The node of a tag, if it has a letter. A tag that is a whole sentence is cut, so that it costs only itself.
fn tag_id(name: &str) -> Option<NodeId> {
    let mut key = slug(name);
    key.truncate(key.floor_char_boundary(LONGEST_TAG));
    key.truncate(key.trim_end_matches('-').len());
    (!key.is_empty()).then(|| NodeId::new(NodeKind::Tag, key))
}

//! Makes the tree of sections out of the folders that topics lie in.

use std::collections::BTreeMap;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{Network, Section};

impl Network {
    /// Makes a section of each folder under `topics/` and sorts what lies in it.
    pub(super) fn gather_sections(&self) -> BTreeMap<NodeId, Section> {
        let mut sections = BTreeMap::new();
        self.ensure_section(&mut sections, "");
        let articles: Vec<_> = self.articles.values().collect();
        // Topics of one folder mostly follow one another.
        for group in articles.chunk_by(|a, b| folder(&a.id) == folder(&b.id)) {
            let Some(folder) = group.first().and_then(|article| folder(&article.id)) else { continue };
            let section = self.ensure_section(&mut sections, folder);
            let topics = group.iter().filter(|article| article.id.kind() == NodeKind::Topic);
            section.topics.extend(topics.map(|topic| topic.id.clone()));
        }
        let order: BTreeMap<NodeId, (i64, String)> =
            sections.values().map(|section| (section.id.clone(), (section.weight, section.title.clone()))).collect();
        for section in sections.values_mut() {
            section.topics.sort_by_cached_key(|id| {
                self.articles.get(id).map(|topic| (topic.meta.weight, topic.title.to_lowercase(), id.clone()))
            });
            section.sections.sort_by_cached_key(|id| (order.get(id).cloned(), id.clone()));
        }
        sections
    }

    /// The section of `folder`, made now with all the folders above it if it is not there yet.
    fn ensure_section<'a>(&self, sections: &'a mut BTreeMap<NodeId, Section>, folder: &str) -> &'a mut Section {
        let id = NodeId::new(NodeKind::Section, folder);
        if !sections.contains_key(&id) {
            if !folder.is_empty() {
                self.ensure_section(sections, parent(folder)).sections.push(id.clone());
            }
            let article = self.articles.get(&id);
            let section = Section {
                title: article.map_or_else(|| in_words(folder), |article| article.title.clone()),
                article: article.map(|article| article.id.clone()),
                topics: Vec::new(),
                sections: Vec::new(),
                weight: article.map_or(0, |article| article.meta.weight),
                id: id.clone(),
            };
            sections.insert(id.clone(), section);
        }
        sections.entry(id).or_insert_with(|| unreachable!("the section was inserted above"))
    }
}

/// The folder of the section that a topic lies in, or that a text introduces; none for other pages.
fn folder(id: &NodeId) -> Option<&str> {
    match id.kind() {
        NodeKind::Topic => Some(parent(id.key())),
        NodeKind::Section => Some(id.key()),
        _ => None,
    }
}

/// The folder that `key` lies in; empty at the top.
fn parent(key: &str) -> &str {
    key.rfind('/').map_or("", |slash| &key[..slash])
}

/// A folder's or file's name as a title: `side-effects` becomes `Side effects`.
pub(crate) fn in_words(key: &str) -> String {
    let name = key.rsplit('/').next().unwrap_or(key);
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

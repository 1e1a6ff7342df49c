//! Finds the node that an editor means by a path or a name.

use std::collections::HashMap;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Network;
use crate::model::slug::fold;
use crate::source::FilePath;

/// How well a name names a node: the better way wins before two nodes are called ambiguous.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// By its title or the name of its file.
    Own,
    /// By another name that its page gives.
    Alias,
    /// By a word of the glossary.
    Glossary,
}

/// All the names by which `[[wikilinks]]` may call a node.
#[derive(Debug)]
pub(super) struct Names {
    by_name: HashMap<String, Vec<(Rank, NodeId)>>,
}

impl Names {
    /// Gathers the names of all texts and terms.
    pub(super) fn of(network: &Network) -> Self {
        let mut names = Self { by_name: HashMap::new() };
        for text in network.texts() {
            names.add(Rank::Own, text.title, text.id);
            names.add(Rank::Own, text.id.key(), text.id);
            names.add(Rank::Own, text.id.key().rsplit('/').next().unwrap_or_default(), text.id);
            names.add(Rank::Own, text.file.stem(), text.id);
            text.meta.aliases.iter().for_each(|alias| names.add(Rank::Alias, alias, text.id));
        }
        for term in network.terms.values() {
            let own = std::iter::once(&*term.term).chain(&term.clinical);
            own.chain(&term.synonyms).for_each(|name| names.add(Rank::Glossary, name, &term.id));
        }
        names
    }

    /// The nodes that `name` names best; more than one when it is ambiguous.
    pub(super) fn find(&self, name: &str) -> Vec<NodeId> {
        let Some(found) = self.by_name.get(&fold(name)) else { return Vec::new() };
        let best = found.iter().map(|(rank, _)| *rank).min();
        found.iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, id)| id.clone()).collect()
    }

    fn add(&mut self, rank: Rank, name: &str, id: &NodeId) {
        let nodes = self.by_name.entry(fold(name)).or_default();
        if !nodes.iter().any(|(_, known)| known == id) {
            nodes.push((rank, id.clone()));
        }
    }
}

impl Network {
    /// The node whose text lies at `path`, written in the file `from`: relative to it, or from the top of the network.
    pub fn find_path(&self, from: &FilePath, path: &str) -> Option<NodeId> {
        candidates(from, path).find_map(|candidate| {
            // Nearly every link names a file as it is called; only the others are worth the work of `of_file`.
            if let Some(id) = self.shape.files.get(candidate.as_str()) {
                return Some(id.clone());
            }
            let whole = if candidate.ends_with(".md") { candidate } else { folder_text(&candidate) };
            NodeId::of_file(&whole).filter(|id| self.is_shown(id))
        })
    }

    /// The path of the file that `path`, written in the file `from`, names, if it is one that may be copied.
    pub(super) fn find_asset(&self, from: &FilePath, path: &str) -> Option<FilePath> {
        let in_static = format!("static/{}", path.trim_start_matches('/'));
        candidates(from, path)
            .chain(path.starts_with('/').then_some(in_static))
            .map(FilePath::new)
            .find(|candidate| self.assets.contains_key(candidate))
    }

    /// Whether the network shows this node on a page of its own.
    fn is_shown(&self, id: &NodeId) -> bool {
        match id.kind() {
            NodeKind::Section => self.sections.contains_key(id),
            NodeKind::Chat => self.chats.contains_key(id),
            _ => self.articles.contains_key(id),
        }
    }
}

/// The files that `path` may mean, written in the file `from`: beside it first, then from the top of the network.
pub(super) fn candidates(from: &FilePath, path: &str) -> impl Iterator<Item = String> {
    let places = [(!path.starts_with('/')).then(|| (from.folder(), path)), Some(("", path.trim_start_matches('/')))];
    places.into_iter().flatten().filter_map(|(folder, path)| join(folder, path))
}

/// The file that holds the text of a folder.
fn folder_text(folder: &str) -> String {
    let folder = folder.trim_end_matches('/');
    if folder.starts_with("chats/") { format!("{folder}/recap.md") } else { format!("{folder}/index.md") }
}

/// `path` as seen from `folder`, with `.` and `..` worked out; nothing when it leaves the network folder.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut joined = String::with_capacity(folder.len() + path.len() + 1);
    joined.push_str(folder);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or_default()),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    Some(joined)
}

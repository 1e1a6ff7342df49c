//! What a topic is tied to: the pages, chats, sources and words on either end of its links.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{LinkKind, Network, Resolved, Text};

/// What one topic is tied to, each list in the order in which it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Topics that it links to or that link to it, by title.
    pub topics: Vec<NodeId>,
    /// Chats that discussed it, the latest first.
    pub chats: Vec<NodeId>,
    /// Sources, in the order in which it cites them.
    pub sources: Vec<NodeId>,
    /// Words of the glossary that it uses, by word.
    pub words: Vec<NodeId>,
}

impl Neighbours {
    /// What `text` is tied to.
    pub fn of(network: &Network, text: Text<'_>) -> Self {
        let mut tied: BTreeSet<NodeId> = outgoing(network, text).collect();
        tied.extend(incoming(network, text.id).cloned());
        tied.remove(text.id);
        let of_kind = |kind| -> Vec<NodeId> { tied.iter().filter(|id| id.kind() == kind).cloned().collect() };
        let by_title = |kind| -> Vec<NodeId> {
            let mut ids = of_kind(kind);
            ids.sort_by_cached_key(|id| (network.title(id).to_lowercase(), id.clone()));
            ids
        };
        let mut chats = of_kind(NodeKind::Chat);
        chats.reverse();
        Self {
            topics: by_title(NodeKind::Topic),
            chats,
            sources: sources(network, text),
            words: by_title(NodeKind::Term),
        }
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.topics.len() + self.chats.len() + self.sources.len() + self.words.len()
    }
}

/// How many ties there are between the topics of one section and those of another, each tie counted once.
pub fn between_sections(network: &Network, section: impl Fn(&NodeId) -> NodeId) -> BTreeMap<(NodeId, NodeId), usize> {
    let mut pairs = BTreeSet::new();
    for topic in network.topics() {
        let text = Text::from(&**topic);
        for other in outgoing(network, text).filter(|id| id.kind() == NodeKind::Topic && id != text.id) {
            let (a, b) = if other < *text.id { (other, text.id.clone()) } else { (text.id.clone(), other) };
            pairs.insert((a, b));
        }
    }
    let mut counts = BTreeMap::new();
    for (a, b) in pairs {
        let (a, b) = (section(&a), section(&b));
        if a != b {
            *counts.entry(if a < b { (a, b) } else { (b, a) }).or_default() += 1;
        }
    }
    counts
}

/// What the links of a text lead to.
fn outgoing<'a>(network: &'a Network, text: Text<'_>) -> impl Iterator<Item = NodeId> + use<'a> {
    network.resolved(text.id).iter().filter_map(|target| match target {
        Resolved::Node(id, _) | Resolved::Message(id, _) => Some(id.clone()),
        _ => None,
    })
}

/// The topics and chats that link to a topic or discussed it.
fn incoming<'a>(network: &'a Network, id: &NodeId) -> impl Iterator<Item = &'a NodeId> + use<'a> {
    let ties = network.incoming(id).iter();
    ties.filter(|link| matches!(link.kind, LinkKind::Mentions | LinkKind::Discusses)).map(|link| &link.from)
}

/// The sources that a text cites and those that it rests on as a whole, each once.
fn sources(network: &Network, text: Text<'_>) -> Vec<NodeId> {
    let cited = text.prose.citations.iter().flat_map(|citation| &citation.items).map(|item| item.key.as_str());
    let keys = cited.chain(text.meta.sources.iter().map(|source| source.value.as_str()));
    let mut known = BTreeSet::new();
    keys.filter(|key| network.references.contains_key(key) && known.insert(*key))
        .map(|key| NodeId::new(NodeKind::Reference, key))
        .collect()
}

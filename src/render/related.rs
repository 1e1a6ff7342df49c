//! Finds pages on neighbouring subjects.

use std::collections::BTreeMap;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{LinkKind, Network, Resolved, Text};
use crate::model::slug::slug;

/// How many related pages are shown.
const MOST_SHOWN: usize = 6;

/// A tag that more pages than this bear says little about any of them.
const COMMON_TAG: usize = 60;

/// What a link from the one page to the other counts, where a shared tag counts 1.
const LINK_WEIGHT: usize = 2;

/// Topics that share tags with `text`, link to it or are linked from it: the closest first, then by title.
pub fn related<'a>(network: &'a Network, text: Text<'_>) -> Vec<&'a NodeId> {
    let mut scores: BTreeMap<&NodeId, usize> = BTreeMap::new();
    for tag in &text.meta.tags {
        let tag = network.tags.get(&NodeId::new(NodeKind::Tag, slug(tag)));
        for node in tag.filter(|tag| tag.nodes.len() <= COMMON_TAG).iter().flat_map(|tag| &tag.nodes) {
            *scores.entry(node).or_default() += 1;
        }
    }
    let incoming = network.incoming(text.id).iter().filter(|link| link.kind == LinkKind::Mentions);
    let outgoing = network.resolved(text.id).iter().filter_map(|target| match target {
        Resolved::Node(id, _) | Resolved::Message(id, _) => Some(id),
        _ => None,
    });
    for node in incoming.take(COMMON_TAG).map(|link| &link.from).chain(outgoing) {
        *scores.entry(node).or_default() += LINK_WEIGHT;
    }
    best(network, text, scores)
}

/// The topics with the highest scores, in the language of the text.
fn best<'a>(network: &'a Network, text: Text<'_>, scores: BTreeMap<&'a NodeId, usize>) -> Vec<&'a NodeId> {
    let language = network.language(text.meta);
    let mut best: Vec<_> = scores
        .into_iter()
        .filter(|(id, _)| id.kind() == NodeKind::Topic && *id != text.id)
        .filter(|(id, _)| network.text(id).is_some_and(|other| network.language(other.meta) == language))
        .map(|(id, score)| (std::cmp::Reverse(score), network.title(id), id))
        .collect();
    best.sort();
    best.into_iter().take(MOST_SHOWN).map(|(_, _, id)| id).collect()
}

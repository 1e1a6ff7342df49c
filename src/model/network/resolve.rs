//! Looks up what links, citations and front matter point at, and notes the ties in both directions.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::id::{Address, NodeId, NodeKind};
use crate::model::network::linker::{Linker, together};
use crate::model::network::names::candidates;
use crate::model::network::{Link, LinkKind, Linked, Network, Resolved, Text};
use crate::model::prose::{Namespace, Target};
use crate::model::slug::{fold, slug};
use crate::model::web_address::without_tracking;
use crate::source::{Fingerprint, Hasher};

/// The anchors that every chat page has besides those of its recap.
const CHAT_ANCHORS: [&str; 1] = ["transcript"];

impl Network {
    /// Resolves every link of every text, and gathers the ties between nodes. What `linker` remembers of a text is still
    /// true when neither the text nor the outline of the network has changed.
    pub(super) fn resolve_links(&mut self, linker: &Linker) {
        let texts: Vec<Text<'_>> = self.texts().collect();
        let linked = linker.linked.get_all(self.outline, self.prints.clone(), |at| self.linked(texts[at]));
        let incoming = linker.incoming.get(together(linked.iter().map(|linked| linked.print)), || incoming(&linked));
        (self.linked, self.incoming) = (linked, incoming);
    }

    /// What the links of one text point at, and the ties that follow.
    fn linked(&self, text: Text<'_>) -> Linked {
        let targets: Vec<_> = text.prose.links.iter().map(|link| self.resolve(text, &link.target)).collect();
        let ties = self.ties_of(text, &targets);
        let files = text.prose.links.iter().zip(&targets).filter_map(|(link, target)| match target {
            Resolved::Asset(path) => Some((path.clone(), link.image)),
            _ => None,
        });
        let quotes_messages = targets.iter().any(|target| matches!(target, Resolved::Message(..)));
        Linked { print: print_of(&ties), ties, files: files.collect(), quotes_messages, targets }
    }

    /// What one link points at.
    fn resolve(&self, text: Text<'_>, target: &Target) -> Resolved {
        match target {
            Target::Url(url) => {
                Resolved::External(without_tracking(url).map_or_else(|| url.clone(), |(clean, _)| clean))
            }
            Target::Forbidden(_) => Resolved::Forbidden,
            Target::Fragment(fragment) => self.anchor_on(text.id, fragment, true),
            Target::Path { path, fragment } => self.resolve_path(text, path, fragment.as_deref()),
            Target::Wiki { name, fragment } => self.resolve_name(text, name, fragment.as_deref()),
            Target::Named { space, name } => self.resolve_named(*space, name),
        }
    }

    /// What a relative path points at.
    fn resolve_path(&self, text: Text<'_>, path: &str, fragment: Option<&str>) -> Resolved {
        if let Some(id) = self.find_path(text.file, path) {
            return self.node(&id, fragment);
        }
        if let Some(file) = self.find_asset(text.file, path) {
            return Resolved::Asset(self.assets[&file].path.clone());
        }
        let is_draft = |candidate: String| self.drafts.iter().any(|draft| draft.as_str() == candidate);
        if candidates(text.file, path).any(is_draft) { Resolved::Draft } else { Resolved::Unknown }
    }

    /// What a wikilink points at. Of pages with one name, the one in the language of the text is meant.
    fn resolve_name(&self, text: Text<'_>, name: &str, fragment: Option<&str>) -> Resolved {
        let mut found = self.names().find(name);
        if found.len() > 1 {
            let language = self.language(text.meta);
            let same = |id: &NodeId| self.text(id).is_some_and(|other| self.language(other.meta) == language);
            if found.iter().filter(|id| same(id)).count() == 1 {
                found.retain(same);
            }
        }
        match found.as_slice() {
            [] if self.drafts.iter().any(|draft| fold(draft.stem()) == fold(name)) => Resolved::Draft,
            [] => Resolved::Unknown,
            [id] => self.node(id, fragment),
            _ => Resolved::Ambiguous(found),
        }
    }

    /// What `[[space:name]]` points at.
    fn resolve_named(&self, space: Namespace, name: &str) -> Resolved {
        let node = |id: NodeId| Resolved::Node(id.clone(), id.address());
        let (name, place) = space.place(name);
        let found = match space {
            Namespace::Term => {
                let wanted = fold(name);
                let named = |words: &str| fold(words) == wanted;
                let term = self.terms.values().find(|term| {
                    term.id.key() == slug(name)
                        || named(&term.term)
                        || term.clinical.as_deref().is_some_and(named)
                        || term.synonyms.iter().any(|word| named(word))
                });
                term.map(|term| node(term.id.clone()))
            }
            Namespace::Person => self.people.staff_member(name).map(|_| node(NodeId::new(NodeKind::Person, name))),
            Namespace::Chat => {
                let id = NodeId::new(NodeKind::Chat, name);
                self.chats.contains_key(&id).then(|| self.node(&id, place))
            }
            Namespace::Reference => {
                self.references.get_key_value(name).map(|(key, _)| node(NodeId::new(NodeKind::Reference, key.as_str())))
            }
            Namespace::Contact => {
                self.contacts.contacts.iter().position(|contact| *contact.id == name).map(Resolved::Contact)
            }
            Namespace::Threshold => self.contacts.thresholds.get(name).cloned().map(Resolved::Threshold),
        };
        found.unwrap_or(Resolved::Unknown)
    }

    /// A node, at `fragment` if there is such an anchor.
    fn node(&self, id: &NodeId, fragment: Option<&str>) -> Resolved {
        match fragment {
            None | Some("") => Resolved::Node(id.clone(), id.address()),
            Some(fragment) => self.anchor_on(id, fragment, false),
        }
    }

    /// The anchor `fragment` on the page of `id`, which is the `same` page as the link or another one.
    fn anchor_on(&self, id: &NodeId, fragment: &str, same: bool) -> Resolved {
        let known = self.text(id).is_some_and(|text| text.prose.has_anchor(fragment))
            || id.kind() == NodeKind::Chat && CHAT_ANCHORS.contains(&fragment);
        if let Some(number) = message_number(fragment).filter(|_| id.kind() == NodeKind::Chat && !known) {
            return Resolved::Message(id.clone(), number);
        }
        match (known, same) {
            (true, true) => Resolved::Anchor(String::from(fragment)),
            (true, false) => {
                Resolved::Node(id.clone(), Address { page: id.address().page, fragment: Some(String::from(fragment)) })
            }
            (false, _) => Resolved::NoAnchor(id.clone(), String::from(fragment)),
        }
    }

    /// Every tie that `text` has to other nodes, each once.
    fn ties_of(&self, text: Text<'_>, targets: &[Resolved]) -> Vec<Link> {
        let mut ties = Vec::new();
        let mut tie = |kind, to: NodeId| {
            if to != *text.id {
                ties.push(Link { from: text.id.clone(), kind, to });
            }
        };
        for target in targets {
            if let Resolved::Node(id, _) | Resolved::Message(id, _) = target {
                let kind = match id.kind() {
                    NodeKind::Term => LinkKind::Uses,
                    NodeKind::Reference => LinkKind::Cites,
                    _ => LinkKind::Mentions,
                };
                tie(kind, id.clone());
            }
        }
        let cited = text.prose.citations.iter().flat_map(|citation| &citation.items).map(|item| &item.key);
        for (key, _) in cited.chain(&text.meta.sources).filter_map(|key| self.references.get_key_value(key)) {
            tie(LinkKind::Cites, NodeId::new(NodeKind::Reference, key.as_str()));
        }
        let people = [(LinkKind::WrittenBy, &text.meta.authors), (LinkKind::ReviewedBy, &text.meta.reviewed_by)];
        for (kind, ids) in people {
            for id in ids.iter().filter(|id| self.people.staff_member(id).is_some()) {
                tie(kind, NodeId::new(NodeKind::Person, id.as_str()));
            }
        }
        if let Some(original) = &text.meta.translation_of
            && let Some(id) = self.find_path(text.file, original)
        {
            tie(LinkKind::Translates, id);
        }
        if let Some(chat) = self.chats.get(text.id) {
            for topic in &chat.recap.facts.topics {
                if let Some(id) = self.find_path(text.file, topic) {
                    tie(LinkKind::Discusses, id);
                }
            }
        }
        ties.sort_unstable();
        ties.dedup();
        ties
    }
}

/// The number of the message whose anchor this is: `message-12`.
fn message_number(anchor: &str) -> Option<usize> {
    let digits = anchor.strip_prefix("message-")?;
    let is_plain = digits.starts_with(|c: char| matches!(c, '1'..='9')) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| is_plain)
}

/// All ties by the node that they lead to, sorted by the node that they come from.
fn incoming(all: &[Arc<Linked>]) -> FxHashMap<NodeId, Vec<Link>> {
    let mut incoming: FxHashMap<NodeId, Vec<Link>> = FxHashMap::default();
    for link in all.iter().flat_map(|linked| &linked.ties) {
        incoming.entry(link.to.clone()).or_default().push(link.clone());
    }
    // Texts come in the order of their names, but for chats, which come last; so most lists are sorted already.
    incoming.values_mut().for_each(|links| links.sort());
    incoming
}

/// A fingerprint of ties.
fn print_of(ties: &[Link]) -> Fingerprint {
    let mut hasher = Hasher::new();
    for Link { from, kind, to } in ties {
        hasher.add(&[from.kind() as u8, *kind as u8, to.kind() as u8]);
        hasher.add(from.key().as_bytes());
        hasher.add(to.key().as_bytes());
    }
    hasher.finish()
}

//! The names of the network's nodes, and the addresses at which the site shows them.

use std::fmt;
use std::sync::Arc;

use crate::model::slug::{file_slug, slug};
use crate::site::SitePath;

/// What kind of thing a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A page under `topics/`.
    Topic,
    /// A folder under `topics/`.
    Section,
    /// A folder under `chats/`.
    Chat,
    /// An entry of a reference file.
    Reference,
    /// A member of staff in `people.yaml`.
    Person,
    /// An entry of `glossary.yaml`.
    Term,
    /// A tag of topics and chats.
    Tag,
    /// A page under `pages/`.
    Page,
}

impl NodeKind {
    /// The word before the colon of a [`NodeId`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Section => "section",
            Self::Chat => "chat",
            Self::Reference => "reference",
            Self::Person => "person",
            Self::Term => "term",
            Self::Tag => "tag",
            Self::Page => "page",
        }
    }
}

/// The stable name of one node, as in `topic:side-effects/nausea`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    kind: NodeKind,
    key: Arc<str>,
}

impl NodeId {
    /// The node of `kind` that is called `key` among its kind.
    pub fn new(kind: NodeKind, key: impl Into<Arc<str>>) -> Self {
        Self { kind, key: key.into() }
    }

    /// The node that the file at `path` is the text of: a Markdown file under `topics/` or `pages/`, or a recap.
    pub fn of_file(path: &str) -> Option<Self> {
        let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown"))?;
        let (room, rest) = stem.split_once('/')?;
        let key = rest.split('/').map(file_slug).collect::<Vec<_>>().join("/");
        match room {
            "topics" if key == "index" => Some(Self::new(NodeKind::Section, "")),
            "topics" => match key.strip_suffix("/index") {
                Some(folder) => Some(Self::new(NodeKind::Section, folder)),
                None => Some(Self::new(NodeKind::Topic, key)),
            },
            "pages" => Some(Self::new(NodeKind::Page, key)),
            "chats" => Some(Self::new(NodeKind::Chat, key.strip_suffix("/recap").filter(|id| !id.contains('/'))?)),
            _ => None,
        }
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> NodeKind {
        self.kind
    }

    /// Its name among its kind: a path for topics and sections, a key or slug for the others.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Where the site shows the node.
    pub fn address(&self) -> Address {
        let key = self.key();
        match self.kind {
            NodeKind::Topic => Address::page(format!("topics/{key}.html")),
            NodeKind::Section if key.is_empty() => Address::page("topics.html"),
            NodeKind::Section => Address::page(format!("topics/{key}/index.html")),
            NodeKind::Chat => Address::page(format!("chats/{key}.html")),
            NodeKind::Page => Address::page(format!("{key}.html")),
            NodeKind::Tag => Address::page(format!("tags/{key}.html")),
            NodeKind::Reference => Address::anchor("references.html", format!("ref-{}", slug(key))),
            NodeKind::Person => Address::anchor("people.html", format!("person-{}", slug(key))),
            NodeKind::Term => Address::anchor("glossary.html", format!("term-{key}")),
        }
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.key)
    }
}

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A page of the site, and where there is one, the anchor on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// The page.
    pub page: SitePath,
    /// The `id` of an element on the page, without `#`.
    pub fragment: Option<String>,
}

impl Address {
    /// The page at `path` as a whole.
    pub fn page(path: impl Into<Arc<str>>) -> Self {
        Self { page: SitePath::new(path), fragment: None }
    }

    /// The element `fragment` of the page at `path`.
    pub fn anchor(path: impl Into<Arc<str>>, fragment: impl Into<String>) -> Self {
        Self { page: SitePath::new(path), fragment: Some(fragment.into()) }
    }

    /// The address as written on the page at `from`: relative, or only the fragment on the same page.
    pub fn href(&self, from: &SitePath) -> String {
        let mut href =
            if *from == self.page && self.fragment.is_some() { String::new() } else { from.link_to(&self.page) };
        if let Some(fragment) = &self.fragment {
            href.push('#');
            href.push_str(fragment);
        }
        href
    }
}

//! Everything from A to Z: it leads to every page without JavaScript.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::render::letters::{Letter, Order};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// `a-z.html`
pub struct AToZ;

/// What the template sees.
#[derive(Serialize)]
struct AToZView {
    introduction_html: Option<String>,
    letters: Vec<Letter<EntryView>>,
}

/// One entry.
#[derive(Serialize)]
struct EntryView {
    /// The words that the entry is found under.
    words: String,
    /// The language of these words, when that is not the site's.
    lang: Option<String>,
    /// Where it leads.
    link: LinkView,
    /// Whether the words are another name for what the entry leads to.
    see: bool,
    /// What kind of thing it is, in words, when it is not a page.
    kind: Option<String>,
}

impl Pages for AToZ {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("a-z.html"), a_z)]
    }
}

/// The list.
fn a_z(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let page = room.page(path, "a-z", room.site_strings().get("nav_a_z"));
    let mut entries = Vec::new();
    for id in nodes(room) {
        push_node(room, path, id, &mut entries);
    }
    let view = AToZView {
        introduction_html: room.introduction("a-z", path)?,
        letters: Order::of(&room.network.config.language).group(entries),
    };
    room.render("a-z.html", &page, &view)
}

/// Everything that has a title of its own, but the home page and the list of all topics.
fn nodes<'a>(room: &'a Room<'_>) -> impl Iterator<Item = &'a NodeId> {
    let network = room.network;
    let articles = network.articles.keys().filter(|id| id.kind() != NodeKind::Section && id.key() != "index");
    let sections = network.sections.keys().filter(|id| !id.key().is_empty());
    articles.chain(sections).chain(network.chats.keys()).chain(network.terms.keys())
}

/// The entries of one node: under its title and under its other names.
fn push_node(room: &Room<'_>, path: &SitePath, id: &NodeId, entries: &mut Vec<(String, EntryView)>) {
    let strings = room.site_strings();
    let link = LinkView { note: None, ..room.link(path, &room.network.config.language, id) };
    let kind = match id.kind() {
        NodeKind::Chat => room.network.chats.get(id).and_then(|chat| chat.date).map_or_else(
            || Some(String::from(strings.get("kind_chat"))),
            |date| Some(format!("{} {date}", strings.get("kind_chat"))),
        ),
        NodeKind::Term => Some(String::from(strings.get("kind_term"))),
        _ => None,
    };
    let mut push = |words: &str, see: bool| {
        let lang = link.lang.clone();
        let view = EntryView { words: String::from(words), lang, link: link.clone(), see, kind: kind.clone() };
        entries.push((String::from(words), view));
    };
    push(&link.text, false);
    other_names(room, id).into_iter().filter(|name| *name != link.text).for_each(|name| push(name, true));
}

/// Other names of a node.
fn other_names<'a>(room: &'a Room<'_>, id: &NodeId) -> Vec<&'a str> {
    if let Some(text) = room.network.text(id) {
        return text.meta.aliases.iter().map(String::as_str).collect();
    }
    match room.network.terms.get(id) {
        Some(term) => term.clinical.iter().chain(&term.synonyms).map(String::as_str).collect(),
        None => Vec::new(),
    }
}

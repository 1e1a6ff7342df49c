//! All topics by section.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Section;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, SitePath};

/// A section with more topics than this is shown with their number.
const MOST_TOPICS: usize = 60;

/// `topics.html`
pub struct Topics;

/// What the template sees.
#[derive(Serialize)]
struct TopicsView {
    summary: Option<String>,
    introduction_html: Option<String>,
    topics: Vec<LinkView>,
    sections: Vec<SectionItem>,
}

/// One section of the list.
#[derive(Clone, Debug, Serialize)]
pub struct SectionItem {
    /// The section.
    pub link: LinkView,
    /// How deep it lies: 0 for the folders at the top.
    pub depth: usize,
    /// Its topics, when they are few enough.
    pub topics: Vec<LinkView>,
    /// Their number in words, when they are not.
    pub count: Option<String>,
}

impl Pages for Topics {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let top = NodeId::new(NodeKind::Section, "");
        vec![page(room, top.address().page, |room, path| {
            let top = room.network.sections.get(&NodeId::new(NodeKind::Section, ""));
            let text = top.and_then(|top| top.article.as_ref()).and_then(|id| room.network.text(id));
            let title = text.map_or_else(|| room.site_strings().get("nav_topics"), |text| text.title);
            let language = room.network.config.language.as_str();
            let page = room.page(path, "topics", title);
            let introduction = match text {
                Some(text) => Some(room.body(text, path, &room.cite(text)?.citations)),
                None => room.introduction("topics", path)?,
            };
            let view = TopicsView {
                summary: text.and_then(|text| text.meta.summary.clone()),
                introduction_html: introduction,
                topics: top.map_or_else(Vec::new, |top| links(room, path, language, top)),
                sections: sections(room, path, MOST_TOPICS),
            };
            room.render("topics.html", &page, &view)
        })]
    }
}

/// Every section below the top, from the top down, with its topics where there are no more than `most`.
pub fn sections(room: &Room<'_>, path: &SitePath, most: usize) -> Vec<SectionItem> {
    let mut items = Vec::new();
    let mut waiting: Vec<(usize, NodeId)> = vec![(0, NodeId::new(NodeKind::Section, ""))];
    while let Some((depth, id)) = waiting.pop() {
        let Some(section) = room.network.sections.get(&id) else { continue };
        if depth > 0 {
            items.push(item(room, path, section, depth - 1, most));
        }
        waiting.extend(section.sections.iter().rev().map(|inner| (depth + 1, inner.clone())));
    }
    items
}

/// One section.
fn item(room: &Room<'_>, path: &SitePath, section: &Section, depth: usize, most: usize) -> SectionItem {
    let language = room.network.config.language.as_str();
    let few = section.topics.len() <= most;
    let own = section.article.as_ref().and_then(|id| room.network.text(id));
    let lang = own.map(|text| room.network.language(text.meta)).filter(|own| *own != language).map(String::from);
    SectionItem {
        link: LinkView { lang, ..room.link_with_summary(path, language, &section.id) },
        depth,
        topics: if few { links(room, path, language, section) } else { Vec::new() },
        count: (!few).then(|| room.site_strings().count("topics", section.topics.len())),
    }
}

/// Links to the topics of a section.
fn links(room: &Room<'_>, path: &SitePath, language: &str, section: &Section) -> Vec<LinkView> {
    section.topics.iter().map(|id| room.link(path, language, id)).collect()
}

//! The home page.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::render::pages::chats::{ChatItem, NextChat, chat_item, next_chat};
use crate::render::pages::topics::{SectionItem, sections};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::structured;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// How many past chats are shown.
const LATEST_CHATS: usize = 3;

/// A section with more topics than this is shown with their number.
const MOST_TOPICS: usize = 8;

/// `index.html`
pub struct Home;

/// What the template sees.
#[derive(Serialize)]
struct HomeView {
    summary: Option<String>,
    introduction_html: Option<String>,
    sections: Vec<SectionItem>,
    topics: Vec<LinkView>,
    next_chat: Option<NextChat>,
    latest: Vec<ChatItem>,
}

impl Pages for Home {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("index.html"), home)]
    }
}

/// The home page.
fn home(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let config = &room.network.config;
    let language = config.language.as_str();
    let text = room.network.text(&NodeId::new(NodeKind::Page, "index"));
    let summary = text.and_then(|text| text.meta.summary.clone()).or_else(|| config.description.clone());
    let mut page = room.page(path, "home", &config.title);
    page.head_title.clone_from(&config.title);
    page.description = config.description.clone().or_else(|| summary.clone());
    page.crumbs.clear();
    page.structured = Some(structured::website(room));
    let top = room.network.sections.get(&NodeId::new(NodeKind::Section, ""));
    let topics = top.map_or(&[][..], |top| &top.topics);
    let few = topics.len() <= MOST_TOPICS;
    let view = HomeView {
        summary,
        introduction_html: room.introduction("index", path)?,
        sections: sections(room, path, MOST_TOPICS).into_iter().filter(|section| section.depth == 0).collect(),
        topics: topics.iter().filter(|_| few).map(|id| room.link(path, language, id)).collect(),
        next_chat: next_chat(room, path, language),
        latest: room.past.iter().take(LATEST_CHATS).map(|chat| chat_item(room, path, language, chat)).collect(),
    };
    room.render("home.html", &page, &view)
}

//! The page of each section: its own text, then what lies in it.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Section;
use crate::render::pages::article::{ArticleView, article_page, article_view};
use crate::render::pages::topic::section_crumbs;
use crate::render::pages::{Pages, atom, page, section_print};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// The folders under `topics/`, but the top one, which [`topics`](crate::render::pages::topics) shows.
pub struct Sections;

/// What the template sees.
#[derive(Serialize)]
struct SectionView {
    article: Option<ArticleView>,
    sections: Vec<LinkView>,
    topics: Vec<LinkView>,
    /// The page with the whole section.
    print: Option<String>,
    /// The feed of the section.
    feed: Option<String>,
}

impl Pages for Sections {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let sections = room.network.sections.values().filter(|section| !section.id.key().is_empty());
        sections
            .map(|section| page(room, section.id.address().page, move |room, path| section_page(room, path, section)))
            .collect()
    }
}

/// One section.
fn section_page(room: &Room<'_>, path: &SitePath, section: &Section) -> Result<Vec<u8>, MakeError> {
    let text = section.article.as_ref().and_then(|id| room.network.text(id));
    let language = text.map_or(room.network.config.language.as_str(), |text| room.network.language(text.meta));
    let mut page = match text {
        Some(text) => article_page(room, path, "topics", text),
        None => room.page(path, "topics", &section.title),
    };
    page.crumbs.extend(section_crumbs(room, path, language, &parent_of(&section.id)));
    let link = |id: &NodeId| room.link_with_summary(path, language, id);
    let feed = atom::section_path(&section.id);
    let view = SectionView {
        article: text.map(|text| article_view(room, text, path)).transpose()?,
        sections: section.sections.iter().map(link).collect(),
        topics: section.topics.iter().map(link).collect(),
        print: section_print::path_of(section).map(|print| path.link_to(&print)),
        feed: feed.filter(|_| room.network.config.url.is_some()).map(|feed| path.link_to(&feed)),
    };
    room.render("section.html", &page, &view)
}

/// The section that a section lies in.
fn parent_of(section: &NodeId) -> NodeId {
    let key = section.key();
    NodeId::new(NodeKind::Section, key.rfind('/').map_or("", |slash| &key[..slash]))
}

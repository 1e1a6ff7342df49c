//! The list of tags, and a page for each.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::NodeId;
use crate::model::network::Tag;
use crate::render::letters::Order;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// `tags.html` and the pages of `tags/`.
pub struct Tags;

/// What the template of the list sees.
#[derive(Serialize)]
struct TagsView {
    introduction_html: Option<String>,
    tags: Vec<LinkView>,
}

/// What the template of one tag sees.
#[derive(Serialize)]
struct TagView {
    count: String,
    pages: Vec<LinkView>,
}

impl Pages for Tags {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let list = page(room, SitePath::new("tags.html"), list);
        let tags = room.network.tags.iter();
        let tags = tags.map(|(id, tag)| page(room, id.address().page, move |room, path| tag_page(room, path, tag)));
        std::iter::once(list).chain(tags).collect()
    }
}

/// The list of all tags.
fn list(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let page = room.page(path, "tags", strings.get("nav_tags"));
    let order = Order::of(&room.network.config.language);
    let mut tags: Vec<(&NodeId, &Tag)> = room.network.tags.iter().collect();
    tags.sort_by(|(_, a), (_, b)| order.compare(&a.name, &b.name));
    let link = |(id, tag): (&NodeId, &Tag)| LinkView {
        href: id.address().href(path),
        text: tag.name.clone(),
        lang: None,
        note: Some(strings.count("pages", tag.nodes.len())),
    };
    let tags = tags.into_iter().map(link).collect();
    room.render("tags.html", &page, &TagsView { introduction_html: room.introduction("tags", path)?, tags })
}

/// One tag.
fn tag_page(room: &Room<'_>, path: &SitePath, tag: &Tag) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let language = room.network.config.language.as_str();
    let mut page = room.page(path, "tags", &strings.fill("tagged", &[("tag", &tag.name)]));
    page.crumbs.push(LinkView {
        href: path.link_to(&SitePath::new("tags.html")),
        text: String::from(strings.get("nav_tags")),
        ..LinkView::default()
    });
    let order = Order::of(language);
    let mut nodes: Vec<&NodeId> = tag.nodes.iter().collect();
    nodes.sort_by(|a, b| order.compare(room.network.title(a), room.network.title(b)));
    let view = TagView {
        count: strings.count("pages", nodes.len()),
        pages: nodes.into_iter().map(|id| room.link_with_summary(path, language, id)).collect(),
    };
    room.render("tag.html", &page, &view)
}

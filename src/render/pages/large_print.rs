//! Topic pages in large print: pages of their own, so that they can be handed out and printed without any setting.

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::id::{NodeId, NodeKind};
use crate::render::pages::topic::{Edition, topic};
use crate::render::pages::{Pages, page, topic_at};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// The folder that they stand in.
const FOLDER: &str = "large-print/";

/// The pages of `large-print/`, one for each topic.
pub struct LargePrint;

impl Pages for LargePrint {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        room.network.topics().map(|article| large_page(room, article)).collect()
    }

    fn page<'a>(&self, room: &Arc<Room<'a>>, path: &SitePath) -> Option<Make<'a>> {
        topic_at(room, FOLDER, path).map(|article| large_page(room, article).1)
    }
}

/// The page of one topic.
fn large_page<'a>(room: &Arc<Room<'a>>, article: &'a Arc<Article>) -> (SitePath, Make<'a>) {
    page(room, path_of(&article.id), move |room, path| topic(room, path, article, Edition::Large))
}

/// Where the large print of a topic stands.
pub fn path_of(topic: &NodeId) -> SitePath {
    let page = topic.address().page;
    SitePath::new(format!("{FOLDER}{}", page.as_str().trim_start_matches("topics/")))
}

/// The address on `page` of the other edition of `text`: its large print, or from there the usual page.
pub fn other_edition(text: &NodeId, page: &SitePath) -> Option<String> {
    let usual = text.address().page;
    match text.kind() {
        NodeKind::Topic if *page == usual => Some(page.link_to(&path_of(text))),
        NodeKind::Topic => Some(page.link_to(&usual)),
        _ => None,
    }
}

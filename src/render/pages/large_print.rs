//! Topic pages in large print: pages of their own, so that they can be handed out and printed without any setting.

use std::sync::Arc;

use crate::model::id::{NodeId, NodeKind};
use crate::render::pages::topic::{Edition, topic};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// The folder that they stand in.
const FOLDER: &str = "large-print/";

/// The pages of `large-print/`, one for each topic.
pub struct LargePrint;

impl Pages for LargePrint {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let topics = room.network.topics();
        topics
            .map(|article| {
                let path = path_of(&article.id);
                page(room, path, move |room, path| topic(room, path, article, Edition::Large))
            })
            .collect()
    }
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

//! The page that a web server shows for an address that there is not.

use std::sync::Arc;

use serde::Serialize;

use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// `404.html`
pub struct NotFound;

/// What the template sees. A server shows this page at any depth, where relative links lead astray: where the network
/// says where it is published, the links in the text are absolute.
#[derive(Serialize)]
struct NotFoundView {
    home: String,
    topics: String,
    a_z: String,
}

impl Pages for NotFound {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("404.html"), |room, path| {
            let link = |name: &str| {
                let target = SitePath::new(name);
                room.absolute(&target).unwrap_or_else(|| path.link_to(&target))
            };
            let page = room.page(path, "404", room.site_strings().get("not_found"));
            let view = NotFoundView { home: link("index.html"), topics: link("topics.html"), a_z: link("a-z.html") };
            room.render("404.html", &page, &view)
        })]
    }
}

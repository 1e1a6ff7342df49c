//! A page at each old address that leads on to where the text stands now: at once where a browser does so, else by a link.
//! It needs no server, so it works from a disk as well.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::NodeId;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::{LinkView, PageView};
use crate::site::{Make, MakeError, SitePath};

/// The old addresses that front matter gives among its `aliases`.
pub struct Redirects;

/// What the template sees.
#[derive(Serialize)]
struct RedirectView {
    link: LinkView,
}

impl Pages for Redirects {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let (redirects, _) = room.network.redirects();
        redirects.into_iter().map(|(path, id)| page(room, path, move |room, path| redirect(room, path, id))).collect()
    }
}

/// The page at one old address.
fn redirect(room: &Room<'_>, path: &SitePath, id: &NodeId) -> Result<Vec<u8>, MakeError> {
    let language = room.network.text(id).map_or("", |text| room.network.language(text.meta));
    let page = room.page_in(path, "moved", room.strings(language).get("moved"), language);
    let page = PageView { canonical: room.absolute(&id.address().page), ..page };
    room.render("moved.html", &page, &RedirectView { link: LinkView { note: None, ..room.link(path, language, id) } })
}

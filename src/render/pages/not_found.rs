//! The page that a web server shows for an address that there is not.
//!
//! A server shows it at any depth, where relative links lead astray and the style would not be found. Where the network says
//! where it is published, its links are absolute and its style is written into the page, as a `data:` address which the
//! policy of this one page allows. It has no script, so its search is the way to the search page.

use std::sync::Arc;

use serde::Serialize;

use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::site_view::POLICY;
use crate::render::views::PageView;
use crate::site::{Make, MakeError, SitePath};

/// The styles of a page, as the theme calls them.
const STYLES: [&str; 2] = ["site.css", "custom.css"];

/// `404.html`
pub struct NotFound;

/// What the template sees.
#[derive(Serialize)]
struct NotFoundView {
    /// The policy, the styles and the address of the search, where the page stands alone.
    alone: Option<Alone>,
    home: String,
    topics: String,
    a_z: String,
    search: String,
}

/// What a page needs that knows nothing of its own address.
#[derive(Serialize)]
struct Alone {
    policy: String,
    styles: Vec<String>,
}

impl Pages for NotFound {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("404.html"), not_found)]
    }
}

/// The page.
fn not_found(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let link = |name: &str| {
        let target = SitePath::new(name);
        room.absolute(&target).unwrap_or_else(|| path.link_to(&target))
    };
    let page = room.page(path, "404", room.site_strings().get("not_found"));
    let root = room.network.config.url.clone().unwrap_or_default();
    let page = PageView { canonical: None, crumbs: Vec::new(), rel: root, ..page };
    let view = NotFoundView {
        alone: room.network.config.url.as_ref().map(|_| alone(room)),
        home: link("index.html"),
        topics: link("topics.html"),
        a_z: link("a-z.html"),
        search: link("search.html"),
    };
    room.render("404.html", &page, &view)
}

/// The styles as addresses that hold them, and the policy that lets them in.
fn alone(room: &Room<'_>) -> Alone {
    let styles = STYLES.iter().filter_map(|name| room.theme.bytes(name));
    Alone {
        policy: POLICY.replace("style-src 'self'", "style-src 'self' data:"),
        styles: styles.map(|style| format!("data:text/css;charset=utf-8,{}", encoded(style))).collect(),
    }
}

/// Bytes as the end of a `data:` address.
fn encoded(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len() * 3 / 2);
    for byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(char::from(*byte)),
            byte if b"-._~!*();:@$,/?=+".contains(byte) => encoded.push(char::from(*byte)),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

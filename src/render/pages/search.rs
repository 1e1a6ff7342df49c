//! The search page. The search itself is the theme's script; without it the page leads to the A–Z.

use std::sync::Arc;

use serde::Serialize;

use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// What can be found, as the index calls it, with the key of its words.
const KINDS: [(&str, &str); 6] = [
    ("topic", "search_topics"),
    ("chat", "search_chats"),
    ("reference", "search_references"),
    ("term", "search_terms"),
    ("person", "search_people"),
    ("page", "search_pages"),
];

/// `search.html`
pub struct Search;

/// What the template sees.
#[derive(Serialize)]
struct SearchView {
    kinds: Vec<KindView>,
}

/// One kind of result.
#[derive(Serialize)]
struct KindView {
    value: &'static str,
    label: String,
}

impl Pages for Search {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("search.html"), |room, path| {
            let strings = room.site_strings();
            let page = room.page(path, "search", strings.get("search"));
            let kind =
                |(value, key): &(&'static str, &'static str)| KindView { value, label: String::from(strings.get(key)) };
            room.render("search.html", &page, &SearchView { kinds: KINDS.iter().map(kind).collect() })
        })]
    }
}

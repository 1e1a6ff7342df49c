//! `sitemap.xml`: every page with the day its text last changed, where the network says where it is published.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::article::Meta;
use crate::model::id::{NodeId, NodeKind};
use crate::render::escape::push_text;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// `sitemap.xml`
pub struct Sitemap;

/// Lists that search engines should know besides the texts.
const LISTS: [&str; 7] =
    ["index.html", "topics.html", "chats.html", "references.html", "people.html", "glossary.html", "a-z.html"];

impl Pages for Sitemap {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        if room.network.config.url.is_none() {
            return Vec::new();
        }
        vec![page(room, SitePath::new("sitemap.xml"), |room, _| Ok(sitemap(room).into_bytes()))]
    }
}

/// The whole map.
fn sitemap(room: &Room<'_>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for list in LISTS {
        push_url(&mut xml, room, &SitePath::new(list), None);
    }
    for text in room.network.texts().filter(|text| has_page_of_its_own(text.id)) {
        push_url(&mut xml, room, &text.id.address().page, changed(text.meta));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Whether a text has a page that is not one of the lists.
fn has_page_of_its_own(id: &NodeId) -> bool {
    match id.kind() {
        NodeKind::Section => !id.key().is_empty(),
        NodeKind::Page => !LISTS.contains(&id.address().page.as_str()),
        _ => true,
    }
}

/// One page.
fn push_url(xml: &mut String, room: &Room<'_>, path: &SitePath, changed: Option<Date>) {
    let Some(address) = room.absolute(path) else { return };
    xml.push_str("<url><loc>");
    push_text(xml, &address);
    xml.push_str("</loc>");
    if let Some(changed) = changed {
        xml.push_str(&format!("<lastmod>{changed}</lastmod>"));
    }
    xml.push_str("</url>\n");
}

/// When a text last changed: never the day of the build.
pub fn changed(meta: &Meta) -> Option<Date> {
    meta.updated.as_ref().or(meta.reviewed.as_ref()).map(|date| date.value)
}

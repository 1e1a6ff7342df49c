//! `sitemap.xml`: every page with the day its text last changed, where the network says where it is published.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::id::{NodeId, NodeKind};
use crate::model::library_pages::page_of_year;
use crate::model::network::Text;
use crate::render::escape::{push_attribute, push_text};
use crate::render::evidence::KEY;
use crate::render::pages::{Pages, evidence, library_files, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// `sitemap.xml`
pub struct Sitemap;

/// Lists that search engines should know besides the texts.
const LISTS: [&str; 13] = [
    "index.html",
    "topics.html",
    "chats.html",
    "references.html",
    "references.bib",
    "references.json",
    "references.ris",
    "evidence.html",
    "people.html",
    "glossary.html",
    "a-z.html",
    "map.html",
    "corrections.html",
];

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
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for list in LISTS.into_iter().filter(|list| is_made(room, list)) {
        push_url(&mut xml, room, &SitePath::new(list), None, &[]);
    }
    for year in room.network.references.years().keys() {
        push_url(&mut xml, room, &page_of_year(year.0), None, &[]);
    }
    for text in room.network.texts().filter(|text| has_page_of_its_own(text.id)) {
        push_url(&mut xml, room, &text.id.address().page, text.meta.changed(), &languages(room, text));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Whether the site has this list.
fn is_made(room: &Room<'_>, list: &str) -> bool {
    let is_export = || library_files::FILES.iter().any(|(file, _)| *file == list);
    if list == KEY { evidence::is_made(room) } else { !is_export() || !room.network.references.is_empty() }
}

/// Whether a text has a page that is not one of the lists.
fn has_page_of_its_own(id: &NodeId) -> bool {
    match id.kind() {
        NodeKind::Section => !id.key().is_empty(),
        NodeKind::Page => !LISTS.contains(&id.address().page.as_str()),
        _ => true,
    }
}

/// The text in each of the languages it is in, its own among them; nothing when it is in one only.
fn languages<'a>(room: &'a Room<'_>, text: Text<'a>) -> Vec<(&'a str, String)> {
    let others = room.translations(text);
    if others.is_empty() {
        return Vec::new();
    }
    let own = (room.network.language(text.meta), text.id.address().page);
    let others = others.iter().filter_map(|id| {
        let other = room.network.text(id)?;
        Some((room.network.language(other.meta), id.address().page))
    });
    let all = [own].into_iter().chain(others);
    all.filter_map(|(language, path)| Some((language, room.absolute(&path)?))).collect()
}

/// One page.
fn push_url(xml: &mut String, room: &Room<'_>, path: &SitePath, changed: Option<Date>, languages: &[(&str, String)]) {
    let Some(address) = room.absolute(path) else { return };
    xml.push_str("<url><loc>");
    push_text(xml, &address);
    xml.push_str("</loc>");
    if let Some(changed) = changed {
        xml.push_str(&format!("<lastmod>{changed}</lastmod>"));
    }
    for (language, address) in languages {
        xml.push_str("<xhtml:link rel=\"alternate\" hreflang=\"");
        push_attribute(xml, language);
        xml.push_str("\" href=\"");
        push_attribute(xml, address);
        xml.push_str("\"/>");
    }
    xml.push_str("</url>\n");
}

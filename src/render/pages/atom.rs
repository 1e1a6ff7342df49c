//! The latest topics and chats for feed readers (Atom, RFC 4287): `feed.xml` of the whole site, `chats/feed.xml` of the
//! chats, and `topics/<section>/feed.xml` of each section with what lies in it.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{Network, Text};
use crate::render::escape::{push_attribute, push_text};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// How many entries a feed has.
const MOST_ENTRIES: usize = 30;

/// All feeds.
pub struct Feeds;

/// One feed.
struct Feed<'a> {
    /// What it is called.
    title: String,
    /// The page that it follows.
    home: SitePath,
    /// The texts in it, the latest first.
    entries: Vec<(Date, Text<'a>)>,
}

impl Pages for Feeds {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        if room.network.config.url.is_none() {
            return Vec::new();
        }
        let whole = page(room, SitePath::new("feed.xml"), |room, path| Ok(write(room, path, &of_site(room))));
        let chats =
            chats_path(room.network).map(|path| page(room, path, |room, path| Ok(write(room, path, &of_chats(room)))));
        let sections = room.network.sections.keys().filter_map(|id| {
            let path = section_path(id)?;
            Some(page(room, path, move |room, path| Ok(write(room, path, &of_section(room, id)))))
        });
        [whole].into_iter().chain(chats).chain(sections).collect()
    }
}

/// Where the feed of the chats is, if there are any.
pub fn chats_path(network: &Network) -> Option<SitePath> {
    (network.config.url.is_some() && !network.chats.is_empty()).then(|| SitePath::new("chats/feed.xml"))
}

/// Where the feed of a section would be; the top section has that of the site.
pub fn section_path(id: &NodeId) -> Option<SitePath> {
    (!id.key().is_empty()).then(|| SitePath::new(format!("topics/{}/feed.xml", id.key())))
}

/// The feed of the whole site.
fn of_site<'a>(room: &'a Room<'_>) -> Feed<'a> {
    let shown = |text: &Text<'_>| matches!(text.id.kind(), NodeKind::Topic | NodeKind::Chat);
    Feed {
        title: room.network.config.title.clone(),
        home: SitePath::new("index.html"),
        entries: entries(room, room.network.texts().filter(shown)),
    }
}

/// The feed of the chats.
fn of_chats<'a>(room: &'a Room<'_>) -> Feed<'a> {
    let chats = room.network.texts().filter(|text| text.id.kind() == NodeKind::Chat);
    let words = room.site_strings().get("nav_chats");
    Feed {
        title: format!("{words} – {}", room.network.config.title),
        home: SitePath::new("chats.html"),
        entries: entries(room, chats),
    }
}

/// The feed of a section and of the sections in it.
fn of_section<'a>(room: &'a Room<'_>, id: &NodeId) -> Feed<'a> {
    let folder = format!("{}/", id.key());
    let inside = |text: &Text<'_>| text.id.kind() == NodeKind::Topic && text.id.key().starts_with(&folder);
    Feed {
        title: format!("{} – {}", room.network.title(id), room.network.config.title),
        home: id.address().page,
        entries: entries(room, room.network.texts().filter(inside)),
    }
}

/// Those of `texts` that changed last, the latest first. A chat whose recap has no date counts from its day on: a feed
/// tells nothing that is still to come, since readers sort by date.
fn entries<'a>(room: &'a Room<'_>, texts: impl Iterator<Item = Text<'a>>) -> Vec<(Date, Text<'a>)> {
    let mut entries: Vec<_> = texts
        .filter_map(|text| {
            let day = || room.network.chats.get(text.id).and_then(|chat| chat.date);
            let held = || day().filter(|day| *day <= room.network.today);
            Some((text.meta.changed().or_else(held)?, text))
        })
        .collect();
    entries.sort_by_key(|(date, text)| (Reverse(*date), text.id.clone()));
    entries.truncate(MOST_ENTRIES);
    entries
}

/// The whole feed. Its own date is that of its latest entry.
fn write(room: &Room<'_>, path: &SitePath, feed: &Feed<'_>) -> Vec<u8> {
    let config = &room.network.config;
    let updated = feed.entries.first().map_or(Date::constant(1970, 1, 1), |(date, _)| *date);
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    push_pair(&mut xml, " xml:lang", &config.language);
    xml.push_str(">\n");
    push_element(&mut xml, "title", &feed.title);
    if let Some(description) = &config.description {
        push_element(&mut xml, "subtitle", description);
    }
    push_element(&mut xml, "id", &room.absolute(&feed.home).unwrap_or_default());
    push_element(&mut xml, "updated", &midnight(updated));
    xml.push_str("<author>");
    push_element(&mut xml, "name", config.organisation.as_deref().unwrap_or(&config.title));
    xml.push_str("</author>\n");
    push_link(&mut xml, "alternate", room, &feed.home);
    push_link(&mut xml, "self", room, path);
    for (date, text) in &feed.entries {
        push_entry(&mut xml, room, *date, *text);
    }
    xml.push_str("</feed>\n");
    xml.into_bytes()
}

/// One entry.
fn push_entry(xml: &mut String, room: &Room<'_>, date: Date, text: Text<'_>) {
    let path = text.id.address().page;
    xml.push_str("<entry");
    let language = room.network.language(text.meta);
    if language != room.network.config.language {
        push_pair(xml, " xml:lang", language);
    }
    xml.push_str(">\n");
    push_element(xml, "title", text.title);
    push_element(xml, "id", &room.absolute(&path).unwrap_or_default());
    push_link(xml, "alternate", room, &path);
    push_element(xml, "updated", &midnight(date));
    if let Some(summary) = &text.meta.summary {
        push_element(xml, "summary", summary);
    }
    xml.push_str("</entry>\n");
}

/// The beginning of a day. The feed has no use for times of the day, and the day none for time zones.
fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// `<name>text</name>`
fn push_element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>"));
    push_text(xml, text);
    xml.push_str(&format!("</{name}>\n"));
}

/// `name="value"`
fn push_pair(xml: &mut String, name: &str, value: &str) {
    xml.push_str(&format!("{name}=\""));
    push_attribute(xml, value);
    xml.push('"');
}

/// A link to a page.
fn push_link(xml: &mut String, rel: &str, room: &Room<'_>, path: &SitePath) {
    xml.push_str("<link");
    push_pair(xml, " rel", rel);
    push_pair(xml, " href", &room.absolute(path).unwrap_or_default());
    xml.push_str("/>\n");
}

//! `feed.xml`: the latest topics and chats, for feed readers (Atom, RFC 4287).

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::id::NodeKind;
use crate::model::network::Text;
use crate::render::escape::{push_attribute, push_text};
use crate::render::pages::sitemap::changed;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// How many entries the feed has.
const MOST_ENTRIES: usize = 30;

/// `feed.xml`
pub struct Feed;

impl Pages for Feed {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        if room.network.config.url.is_none() {
            return Vec::new();
        }
        vec![page(room, SitePath::new("feed.xml"), |room, path| Ok(feed(room, path).into_bytes()))]
    }
}

/// The whole feed. Its own date is that of its latest entry.
fn feed(room: &Room<'_>, path: &SitePath) -> String {
    let config = &room.network.config;
    let entries = entries(room);
    let updated = entries.first().map_or(Date::constant(1970, 1, 1), |(date, _)| *date);
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    push_pair(&mut xml, " xml:lang", &config.language);
    xml.push_str(">\n");
    push_element(&mut xml, "title", &config.title);
    if let Some(description) = &config.description {
        push_element(&mut xml, "subtitle", description);
    }
    push_element(&mut xml, "id", &room.absolute(&SitePath::new("index.html")).unwrap_or_default());
    push_element(&mut xml, "updated", &midnight(updated));
    xml.push_str("<author>");
    push_element(&mut xml, "name", config.organisation.as_deref().unwrap_or(&config.title));
    xml.push_str("</author>\n");
    push_link(&mut xml, "alternate", room, &SitePath::new("index.html"));
    push_link(&mut xml, "self", room, path);
    for (date, text) in entries {
        push_entry(&mut xml, room, date, text);
    }
    xml.push_str("</feed>\n");
    xml
}

/// The texts that changed last, the latest first. A chat counts from its day on if its recap has no date.
fn entries<'a>(room: &'a Room<'_>) -> Vec<(Date, Text<'a>)> {
    let shown = room.network.texts().filter(|text| matches!(text.id.kind(), NodeKind::Topic | NodeKind::Chat));
    let mut entries: Vec<_> = shown
        .filter_map(|text| {
            let held = || room.network.chats.get(text.id).and_then(|chat| chat.date);
            Some((changed(text.meta).or_else(held)?, text))
        })
        .collect();
    entries.sort_by_key(|(date, text)| (Reverse(*date), text.id.clone()));
    entries.truncate(MOST_ENTRIES);
    entries
}

/// One entry.
fn push_entry(xml: &mut String, room: &Room<'_>, date: Date, text: Text<'_>) {
    let path = text.id.address().page;
    xml.push_str("<entry>\n");
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

//! `api/pages.json`: every page with its title, kind and dates, for programs.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::NodeKind;
use crate::model::network::Text;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, MakeError, SitePath};

/// `api/pages.json`
pub struct List;

/// One page.
#[derive(Serialize)]
struct Entry<'a> {
    path: String,
    title: &'a str,
    kind: &'static str,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
}

impl Pages for List {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("api/pages.json"), |room, _| {
            let entries: Vec<Entry<'_>> = room.network.texts().map(|text| entry(room, text)).collect();
            let mut json = serde_json::to_vec_pretty(&entries).map_err(|error| MakeError(error.to_string()))?;
            json.push(b'\n');
            Ok(json)
        })]
    }
}

/// One page.
fn entry<'a>(room: &'a Room<'_>, text: Text<'a>) -> Entry<'a> {
    let chat = room.network.chats.get(text.id);
    Entry {
        path: text.id.address().page.to_string(),
        title: text.title,
        kind: match text.id.kind() {
            NodeKind::Topic => text.meta.kind.map_or("topic", |kind| kind.as_str()),
            kind => kind.as_str(),
        },
        language: room.network.language(text.meta),
        summary: text.meta.summary.as_deref(),
        date: chat.and_then(|chat| chat.date).map(|date| date.to_string()),
        reviewed: text.meta.reviewed.as_ref().map(|date| date.value.to_string()),
        updated: text.meta.updated.as_ref().map(|date| date.value.to_string()),
    }
}

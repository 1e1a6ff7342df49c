//! `api/pages.json`: every text of the site for programs, in the order of their names.
//!
//! It is a list of objects. Fields may be added; those that are here keep their names and meaning. A field that a text
//! has no value for is left out. Dates are `YYYY-MM-DD`.
//!
//! | field | what it holds |
//! |---|---|
//! | `path` | where the page is, from the top of the site |
//! | `url` | its absolute address, where `bedside.yaml` says where the site is published |
//! | `title`, `summary`, `language` | as on the page; `language` is a BCP 47 tag |
//! | `kind` | `topic` or the kind of topic (`condition`, `treatment`, `side-effect`, `test`, `practical`, `living`, `guide`), `section`, `chat`, `page` |
//! | `translation_of` | the `path` of the page that this one translates |
//! | `date`, `status` | of chats: the day, and `upcoming`, `held` or `cancelled` |
//! | `reviewed`, `review_due`, `updated` | when it was last reviewed, must be reviewed next, last changed |
//! | `tags`, `aliases` | its tags and other names, as written |

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::NodeKind;
use crate::model::network::Text;
use crate::render::foot::review_due;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, MakeError, SitePath};

/// `api/pages.json`
pub struct List;

/// One page.
#[derive(Serialize)]
struct Entry<'a> {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    title: &'a str,
    kind: &'static str,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    aliases: &'a [String],
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
    let path = text.id.address().page;
    let original = text.meta.translation_of.as_ref().and_then(|path| room.network.find_path(text.file, path));
    Entry {
        url: room.absolute(&path),
        path: path.to_string(),
        translation_of: original.map(|id| id.address().page.to_string()),
        status: chat.map(|chat| chat.status.as_str()),
        review_due: review_due(room, text).map(|date| date.to_string()),
        tags: &text.meta.tags,
        aliases: &text.meta.aliases,
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

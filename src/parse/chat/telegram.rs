//! *telegram*: `result.json` of Telegram Desktop ("Export chat history", machine-readable JSON).
//!
//! The root has `messages`, or `chats.list` of several chats with `messages` each. A message has `id`, `type` (`message`
//! or `service`), `date` (the clock of whoever exported it, without a zone), `date_unixtime` (a moment), `from`, `from_id`
//! and `text`: a string, or an array of strings and entities `{type, text, href}`. What is attached stands in fields
//! beside it. Source: Telegram Desktop, `export_output_json.cpp`.

use std::borrow::Cow;

use serde::Deserialize;

use crate::finding::{Finding, Findings};
use crate::model::chat::{Dropped, MessageTime};
use crate::parse::chat::json::{Json, report_truncated, report_unreadable};
use crate::parse::chat::raw::{
    CONTACT, Export, FILE, Format, PHOTO, PLACE, POLL, RECORDING, RawChat, RawMessage, RawReply, RawSpeaker, STICKER,
    Sureness, VIDEO, attachment_of, iso_time, unix_time,
};
use crate::parse::chat::rules::AMBIGUOUS_FORMAT;

/// The format.
pub(super) struct Telegram;

#[derive(Deserialize)]
struct Item {
    id: Option<i64>,
    #[serde(rename = "type")]
    kind: Option<String>,
    date: Option<String>,
    date_unixtime: Option<String>,
    edited: Option<String>,
    edited_unixtime: Option<String>,
    from: Option<String>,
    from_id: Option<serde_json::Value>,
    text: Option<Text>,
    reply_to_message_id: Option<i64>,
    photo: Option<serde_json::Value>,
    file: Option<serde_json::Value>,
    media_type: Option<String>,
    mime_type: Option<String>,
    contact_information: Option<serde_json::Value>,
    location_information: Option<serde_json::Value>,
    poll: Option<serde_json::Value>,
    reactions: Option<Vec<Sign>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Parts(Vec<Part>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Plain(String),
    Entity {
        #[serde(rename = "type")]
        kind: String,
        text: String,
        href: Option<String>,
    },
}

#[derive(Deserialize)]
struct Sign {
    emoji: Option<String>,
    count: Option<u32>,
}

impl Format for Telegram {
    fn name(&self) -> &'static str {
        "telegram"
    }

    fn looks_like(&self) -> &'static str {
        "`result.json` with `messages` that have `date_unixtime` or `from_id`, as Telegram Desktop exports them"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let Some(root) = Json::of(export.text) else { return Sureness::No };
        let lists = lists(root);
        let first: Vec<Json<'_>> = lists.iter().flat_map(|list| list.elements()).take(20).collect();
        let has = |key: &str| first.iter().any(|message| message.member(key).is_some());
        let is_item = has("date_unixtime") || has("from_id") || has("actor_id") || has("text_entities");
        if is_item && has("type") { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let Some(root) = Json::of(export.text) else { return chat };
        let mut lists = lists(root);
        lists.retain(|list| list.elements().next().is_some());
        if lists.len() > 1 {
            let message =
                format!("`{}` holds {} chats, so none of it is published.", export.path.file_name(), lists.len());
            findings.push(
                Finding::new(&AMBIGUOUS_FORMAT, export.path, message)
                    .help("Open the one chat in Telegram Desktop and choose “Export chat history” there."),
            );
            return chat;
        }
        for item in lists.into_iter().flat_map(Json::elements).filter(|item| item.is_complete()) {
            add(item, &mut chat);
        }
        report_unreadable(export, chat.dropped.unreadable, findings);
        if !root.is_complete() {
            report_truncated(export, chat.messages.len(), findings);
        }
        chat
    }
}

/// The lists of messages, one a chat.
fn lists(root: Json<'_>) -> Vec<Json<'_>> {
    match root.member("messages") {
        Some(list) => vec![list],
        None => {
            let chats = root.member("chats").and_then(|chats| chats.member("list"));
            chats.into_iter().flat_map(Json::elements).filter_map(|chat| chat.member("messages")).collect()
        }
    }
}

/// Adds what one entry of the list says.
fn add<'a>(json: Json<'a>, chat: &mut RawChat<'a>) {
    let Some(item) = json.read::<Item>() else {
        chat.dropped.unreadable += 1;
        return;
    };
    if item.kind.as_deref() != Some("message") {
        chat.dropped = Dropped { system: chat.dropped.system + 1, ..chat.dropped };
        return;
    }
    let id = item.from_id.as_ref().map(|id| id.as_str().map_or_else(|| id.to_string(), String::from));
    let Some(name) = item.from.clone().filter(|name| !name.trim().is_empty()).or(id) else {
        chat.dropped.unreadable += 1;
        return;
    };
    let attachments = attachments(&item);
    let text = words(item.text, &mut chat.others);
    chat.messages.push(RawMessage {
        id: item.id.map(|id| id.to_string().into()),
        speaker: Some(RawSpeaker::named(name)),
        at: time(item.date_unixtime.as_deref(), item.date.as_deref()),
        text: Cow::Owned(text),
        reply_to: item.reply_to_message_id.map(|id| RawReply::Id(id.to_string().into())),
        edited: item.edited.is_some() || item.edited_unixtime.is_some(),
        reactions: item.reactions.into_iter().flatten().map(sign).collect(),
        attachments,
        span: json.span(),
        ..RawMessage::default()
    });
}

fn sign<'a>(sign: Sign) -> (Cow<'a, str>, u32) {
    (sign.emoji.unwrap_or_default().into(), sign.count.unwrap_or(1))
}

/// The moment if there is one. `date` is on the clock of whoever exported the chat.
fn time(moment: Option<&str>, date: Option<&str>) -> Option<MessageTime> {
    moment.and_then(unix_time).or_else(|| iso_time(date?))
}

fn attachments(item: &Item) -> Vec<&'static str> {
    let by_media = |media: &str| match media {
        "sticker" => STICKER,
        "video_file" | "video_message" => VIDEO,
        "animation" => PHOTO,
        "voice_message" | "audio_file" => RECORDING,
        _ => FILE,
    };
    let file = item
        .media_type
        .as_deref()
        .map(by_media)
        .or_else(|| item.file.as_ref().map(|_| item.mime_type.as_deref().map_or(FILE, attachment_of)));
    let one = |field: &Option<serde_json::Value>, what| field.as_ref().map(|_| what);
    let others = [
        one(&item.photo, PHOTO),
        file,
        one(&item.contact_information, CONTACT),
        one(&item.location_information, PLACE),
        one(&item.poll, POLL),
    ];
    others.into_iter().flatten().collect()
}

/// The words of a text; people who are mentioned by name go to `others`.
fn words(text: Option<Text>, others: &mut Vec<RawSpeaker<'_>>) -> String {
    let parts = match text {
        None => return String::new(),
        Some(Text::Plain(text)) => return text,
        Some(Text::Parts(parts)) => parts,
    };
    let mut words = String::new();
    for part in parts {
        match part {
            Part::Plain(text) => words.push_str(&text),
            Part::Entity { kind, text, href } => {
                if kind == "mention_name" {
                    words.push('@');
                    others.push(RawSpeaker::named(text.clone()));
                }
                words.push_str(&text);
                if let Some(href) = href.filter(|href| kind == "text_link" && *href != text) {
                    words.push_str(&format!(" ({href})"));
                }
            }
        }
    }
    words
}

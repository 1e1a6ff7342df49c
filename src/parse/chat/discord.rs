//! *discord*: JSON of DiscordChatExporter.
//!
//! The root has `guild`, `channel` and `messages`. A message has `id`, `type` (`Default`, `Reply`; all others are notices
//! of the program), `timestamp` with the offset that the exporter was set to, `timestampEdited`, `content`, `author`
//! (`name`, `nickname`, `isBot`), `attachments`, `stickers`, `reactions`, `mentions` and `reference`.
//! Source: DiscordChatExporter, `JsonMessageWriter.cs`.

use std::borrow::Cow;

use serde::Deserialize;

use crate::finding::Findings;
use crate::parse::chat::json::{Json, report_truncated, report_unreadable};
use crate::parse::chat::raw::{
    Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, STICKER, Sureness, attachment_of, iso_offset, iso_time,
};

/// The format.
pub(super) struct Discord;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: Option<serde_json::Value>,
    timestamp: Option<String>,
    timestamp_edited: Option<String>,
    #[serde(default)]
    content: String,
    author: User,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    stickers: Vec<serde_json::Value>,
    #[serde(default)]
    reactions: Vec<Sign>,
    #[serde(default)]
    mentions: Vec<User>,
    reference: Option<Reference>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    name: String,
    nickname: Option<String>,
    #[serde(default)]
    is_bot: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attachment {
    file_name: Option<String>,
}

#[derive(Deserialize)]
struct Sign {
    emoji: Emoji,
    count: Option<u32>,
}

#[derive(Deserialize)]
struct Emoji {
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reference {
    message_id: Option<String>,
}

impl User {
    /// The user under the handle, and the nickname beside it.
    fn speaker<'a>(&self) -> RawSpeaker<'a> {
        let also = self.nickname.clone().filter(|nickname| *nickname != self.name);
        RawSpeaker { name: self.name.clone().into(), also: also.map(Cow::Owned) }
    }
}

impl Format for Discord {
    fn name(&self) -> &'static str {
        "discord"
    }

    fn looks_like(&self) -> &'static str {
        "JSON with `guild`, `channel` and `messages`, as DiscordChatExporter writes it"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let Some(root) = Json::of(export.text) else { return Sureness::No };
        let has = |key: &str| root.member(key).is_some();
        if has("guild") && has("channel") && has("messages") { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let Some(root) = Json::of(export.text) else { return chat };
        let kind = root.member("channel").and_then(|channel| channel.member("type")?.read::<String>());
        let direct = kind.is_some_and(|kind| kind.starts_with("Direct"));
        for item in root.member("messages").into_iter().flat_map(Json::elements).filter(|item| item.is_complete()) {
            if direct {
                chat.dropped.direct += 1;
            } else {
                add(item, &mut chat);
            }
        }
        report_unreadable(export, chat.dropped.unreadable, findings);
        if !root.is_complete() {
            report_truncated(export, chat.messages.len(), findings);
        }
        chat
    }
}

/// Adds what one entry of the list says.
fn add<'a>(json: Json<'a>, chat: &mut RawChat<'a>) {
    let Some(item) = json.read::<Item>() else {
        chat.dropped.unreadable += 1;
        return;
    };
    let kind = item.kind.as_ref().map_or_else(String::new, |kind| kind.as_str().map_or(kind.to_string(), String::from));
    if item.author.is_bot || !matches!(kind.as_str(), "" | "Default" | "Reply" | "0" | "19") {
        chat.dropped.system += 1;
        return;
    }
    chat.others.extend(item.mentions.iter().map(User::speaker));
    let mut attachments: Vec<&'static str> =
        item.attachments.iter().map(|file| attachment_of(file.file_name.as_deref().unwrap_or_default())).collect();
    attachments.extend(item.stickers.iter().map(|_| STICKER));
    chat.messages.push(RawMessage {
        id: Some(item.id.into()),
        speaker: Some(item.author.speaker()),
        at: item.timestamp.as_deref().and_then(iso_time),
        offset: item.timestamp.as_deref().and_then(iso_offset),
        text: item.content.replace("||", "").into(),
        reply_to: item.reference.and_then(|reference| reference.message_id).map(|id| RawReply::Id(id.into())),
        edited: item.timestamp_edited.is_some(),
        reactions: item
            .reactions
            .into_iter()
            .map(|sign| (sign.emoji.name.unwrap_or_default().into(), sign.count.unwrap_or(1)))
            .collect(),
        attachments,
        span: json.span(),
        ..RawMessage::default()
    });
}

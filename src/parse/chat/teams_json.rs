//! *teams*: the messages of a Teams chat or channel as JSON: an answer of Microsoft Graph (`chatMessage`), or what
//! PowerShell and export tools make of it, with capitals at the beginning of keys.
//!
//! ```text
//! file    = list | { "value" | "messages": list }
//! message = { id, messageType: "message" | …, createdDateTime, lastEditedDateTime?, deletedDateTime?, replyToId?,
//!             chatId?, from: { user: { displayName } } | null, body: { contentType: "html" | "text", content },
//!             attachments: [ { contentType, name } ], mentions: [ { mentionText } ], reactions: [ { reactionType } ] }
//! ```
//! HTML becomes plain text and the quotation of the message that is answered is dropped. `from` is null for lines of
//! the program. Messages of a chat of two people (`…@unq.gbl.spaces`) are dropped. Source: Microsoft Graph, resource
//! type `chatMessage`.

use std::borrow::Cow;

use serde_json::Value;

use crate::finding::Findings;
use crate::parse::chat::html::{Quotations, plain_text};
use crate::parse::chat::json::Json;
use crate::parse::chat::json_messages::{Outcome, field, has_keys, id, list, member, read_lists, text};
use crate::parse::chat::raw::{
    Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness, attachment_of, iso_time,
};
use crate::source::Span;

/// The format.
pub(super) struct Teams;

impl Format for Teams {
    fn name(&self) -> &'static str {
        "teams"
    }

    fn looks_like(&self) -> &'static str {
        "JSON from Microsoft Teams, a list of messages with `createdDateTime`, `from` and `body`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let is_own = messages(export.text).is_some_and(|list| has_keys(list, &["createdDateTime", "body"]));
        if is_own { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let lists: Vec<Json<'_>> = messages(export.text).into_iter().collect();
        let mut mentioned = Vec::new();
        read_lists(&lists, export, findings, &mut chat, |value, span| {
            let names = list(value, &["mentions"]).iter().filter_map(|mention| text(mention, &["mentionText"]));
            mentioned.extend(names.map(|name| RawSpeaker::named(String::from(name))));
            message(value, span)
        });
        chat.others = mentioned;
        chat
    }
}

/// The list of messages.
fn messages(text: &str) -> Option<Json<'_>> {
    let root = Json::of(text)?;
    if root.is_array() {
        return Some(root);
    }
    ["value", "messages"].iter().find_map(|key| member(root, key).filter(|list| list.is_array()))
}

fn message(value: &Value, span: Span) -> Outcome {
    if field(value, &["createdDateTime"]).is_none() {
        return Outcome::Unreadable;
    }
    let is_private = text(value, &["chatId"]).is_some_and(|chat| chat.ends_with("@unq.gbl.spaces"))
        || text(value, &["chatType"]).is_some_and(|kind| kind.eq_ignore_ascii_case("oneOnOne"));
    if is_private {
        return Outcome::Direct;
    }
    let is_message = text(value, &["messageType"]).is_none_or(|kind| kind.eq_ignore_ascii_case("message"));
    let Some(name) = text(value, &["from", "user", "displayName"]).filter(|_| is_message) else {
        return Outcome::System;
    };
    Outcome::Message(Box::new(RawMessage {
        id: id(value, &["id"]),
        speaker: Some(RawSpeaker::named(String::from(name))),
        at: text(value, &["createdDateTime"]).and_then(iso_time),
        text: Cow::Owned(body(value)),
        reply_to: quoted(value).map(RawReply::Id),
        thread: id(value, &["replyToId"]).map(RawReply::Id),
        edited: field(value, &["lastEditedDateTime"]).is_some(),
        deleted: field(value, &["deletedDateTime"]).is_some(),
        reactions: list(value, &["reactions"]).iter().filter_map(reaction).collect(),
        attachments: attachments(value),
        span,
        ..RawMessage::default()
    }))
}

/// The words of a message.
fn body(value: &Value) -> String {
    let content = text(value, &["body", "content"]).unwrap_or_default();
    let is_text = text(value, &["body", "contentType"]).is_some_and(|kind| kind.eq_ignore_ascii_case("text"));
    if is_text { String::from(content) } else { plain_text(content, Quotations::Drop) }
}

/// The message that is answered, where it is quoted.
fn quoted(value: &Value) -> Option<Cow<'static, str>> {
    let is_quotation = |item: &&Value| text(item, &["contentType"]) == Some("messageReference");
    list(value, &["attachments"]).iter().find(is_quotation).and_then(|item| id(item, &["id"]))
}

fn attachments(value: &Value) -> Vec<&'static str> {
    let items = list(value, &["attachments"]).iter();
    items
        .filter(|item| text(item, &["contentType"]) != Some("messageReference"))
        .map(|item| attachment_of(text(item, &["name"]).or_else(|| text(item, &["contentType"])).unwrap_or_default()))
        .collect()
}

/// A sign set on a message; older exports call the six of them by name.
fn reaction(value: &Value) -> Option<(Cow<'static, str>, u32)> {
    const SIGNS: [(&str, &str); 6] =
        [("like", "👍"), ("heart", "❤️"), ("laugh", "😆"), ("surprised", "😮"), ("sad", "😢"), ("angry", "😡")];
    let written = text(value, &["reactionType"])?;
    let sign = SIGNS.iter().find(|(name, _)| *name == written).map_or(written, |(_, sign)| sign);
    Some((Cow::Owned(String::from(sign)), 1))
}

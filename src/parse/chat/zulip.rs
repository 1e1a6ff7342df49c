//! *zulip*: messages of a Zulip channel, as its API returns them (`GET /messages`).
//!
//! ```text
//! file    = list | { "messages": list }
//! message = { id, sender_full_name, timestamp: seconds, type: "stream" | "private", subject, content_type,
//!             content: HTML or Markdown, last_edit_timestamp?, reactions: [ { emoji_code, reaction_type } ] }
//! ```
//! Messages of the type `private` (or `direct`) are dropped, and quotations of other messages too. Source: Zulip API,
//! "Get messages".

use std::borrow::Cow;

use serde_json::Value;

use crate::finding::Findings;
use crate::parse::chat::html::{Quotations, plain_text};
use crate::parse::chat::json::Json;
use crate::parse::chat::json_messages::{Outcome, field, has_keys, id, list, member, read_lists, text};
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawSpeaker, Sureness, unix_time};
use crate::source::Span;

/// The format.
pub(super) struct Zulip;

impl Format for Zulip {
    fn name(&self) -> &'static str {
        "zulip"
    }

    fn looks_like(&self) -> &'static str {
        "JSON from Zulip, a list of messages with `sender_full_name`, `timestamp` and `content`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let is_own = messages(export.text).is_some_and(|list| has_keys(list, &["sender_full_name", "content"]));
        if is_own { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let lists: Vec<Json<'_>> = messages(export.text).into_iter().collect();
        let mut mentioned = Vec::new();
        read_lists(&lists, export, findings, &mut chat, |value, span| {
            let content = text(value, &["content"]).unwrap_or_default();
            mentioned.extend(mentions(content).map(|name| RawSpeaker::named(String::from(name))));
            message(value, span)
        });
        chat.others = mentioned;
        chat
    }
}

/// The list of messages.
fn messages(text: &str) -> Option<Json<'_>> {
    let root = Json::of(text)?;
    if root.is_array() { Some(root) } else { member(root, "messages").filter(|list| list.is_array()) }
}

fn message(value: &Value, span: Span) -> Outcome {
    if text(value, &["type"]).is_some_and(|kind| matches!(kind, "private" | "direct")) {
        return Outcome::Direct;
    }
    let Some((name, content)) = text(value, &["sender_full_name"]).zip(field(value, &["content"])) else {
        return Outcome::Unreadable;
    };
    let content = content.as_str().unwrap_or_default();
    let is_markdown = text(value, &["content_type"]).is_some_and(|kind| kind.contains("markdown"));
    Outcome::Message(Box::new(RawMessage {
        id: id(value, &["id"]),
        speaker: Some(RawSpeaker::named(String::from(name))),
        at: id(value, &["timestamp"]).and_then(|seconds| unix_time(&seconds)),
        text: Cow::Owned(if is_markdown {
            markdown(content)
        } else {
            plain_text(&without_attributions(content), Quotations::Drop)
        }),
        edited: field(value, &["last_edit_timestamp"]).is_some() || !list(value, &["edit_history"]).is_empty(),
        reactions: list(value, &["reactions"]).iter().filter_map(reaction).collect(),
        span,
        ..RawMessage::default()
    }))
}

/// The names after `@**` in Markdown, and in mentions of HTML.
fn mentions(content: &str) -> impl Iterator<Item = &str> {
    let html = content.split("class=\"user-mention").skip(1).filter_map(|rest| {
        let (_, words) = rest.split_once('>')?;
        words.split('<').next()
    });
    let marked = ["@**", "@_**"]
        .into_iter()
        .flat_map(|mark| content.split(mark).skip(1).filter_map(|rest| rest.split_once("**")).map(|(name, _)| name));
    html.chain(marked).map(|name| name.trim_start_matches('@').split('|').next().unwrap_or_default())
}

/// Markdown as Zulip has it, with quotations dropped and mentions as they are read aloud.
fn markdown(content: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in content.lines() {
        let fence = line.trim_start();
        if inside || fence.starts_with("```quote") || fence.starts_with("````quote") {
            inside = !(inside && fence.starts_with("```") && fence.trim_matches('`').is_empty());
            continue;
        }
        if !fence.starts_with('>') {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let lines = kept.lines().filter(|line| !(line.starts_with("@_**") && line.ends_with("):")));
    String::from(mentions_read_aloud(&lines.collect::<Vec<_>>().join("\n")).trim())
}

/// `text` with `@Ana Ruiz` for `@**Ana Ruiz|2**`.
fn mentions_read_aloud(text: &str) -> String {
    let text = text.replace("@_**", "@**");
    let mut parts = text.split("@**");
    let mut read = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("**").unwrap_or((part, ""));
        read.push('@');
        read.push_str(name.split('|').next().unwrap_or_default());
        read.push_str(rest);
    }
    read
}

/// HTML without the paragraphs that say before a quotation whose words it repeats.
fn without_attributions(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut parts = html.split("<blockquote").peekable();
    while let Some(part) = parts.next() {
        let start =
            part.rfind("<p>").filter(|start| parts.peek().is_some() && part[*start..].contains("user-mention silent"));
        kept.push_str(&part[..start.unwrap_or(part.len())]);
        kept.push_str(if parts.peek().is_some() { "<blockquote" } else { "" });
    }
    kept
}

/// A sign that was set on a message: the code points of an emoji, as `1f44d` or `1f1ea-1f1f8`.
fn reaction(value: &Value) -> Option<(Cow<'static, str>, u32)> {
    let code = text(value, &["emoji_code"])?;
    let is_emoji = text(value, &["reaction_type"]).is_none_or(|kind| kind == "unicode_emoji");
    let point = |part: &str| u32::from_str_radix(part, 16).ok().and_then(char::from_u32);
    let emoji: Option<String> = code.split('-').map(point).collect();
    Some((Cow::Owned(emoji.filter(|_| is_emoji).unwrap_or_default()), 1))
}

//! *x-api*: posts of X, formerly Twitter, as its API v2 returns them, also page after page in one file.
//!
//! ```text
//! file = page+ | [ page+ ]
//! page = { "data": [ post ] | post, "includes": { "users": [ { id, username, name, protected? } ], "media": [ … ] } }
//! post = { id, text, note_tweet?: { text }, author_id, created_at, referenced_tweets?: [ { type, id } ],
//!          entities?: { urls, mentions: [ { username } ] }, attachments?: { media_keys } }
//! ```
//! Ids are strings. Posts of protected accounts are dropped; a repost (`retweeted`) is folded away like any other. The
//! newest post is first in the file and last in the transcript. Source: X API v2, data dictionary.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::finding::Findings;
use crate::parse::chat::json::Json;
use crate::parse::chat::json_messages::{Outcome, field, has_keys, id, list, read_lists, text};
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness};
use crate::parse::chat::x_posts::{account, attachment, oldest_first, time, words};
use crate::source::Span;

/// The format.
pub(super) struct XApi;

/// Who and what the posts refer to, of all pages.
#[derive(Default)]
struct Includes {
    users: BTreeMap<String, RawSpeaker<'static>>,
    protected: Vec<String>,
    media: BTreeMap<String, &'static str>,
}

impl Format for XApi {
    fn name(&self) -> &'static str {
        "x-api"
    }

    fn looks_like(&self) -> &'static str {
        "JSON from the API of X, with `data` and `includes.users`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let pages = pages(export.text);
        let data = pages.first().and_then(|page| page.member("data"));
        let is_own = data.is_some_and(|data| {
            let is_post = data.member("author_id").is_some() && data.member("text").is_some();
            is_post || has_keys(data, &["id", "text", "author_id"])
        });
        if is_own { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let pages = pages(export.text);
        let includes = includes(&pages);
        let lists: Vec<Json<'_>> = pages.iter().filter_map(|page| page.member("data")).collect();
        let mut others: Vec<RawSpeaker<'_>> = includes.users.values().cloned().collect();
        let mut read = |value: &Value, span| {
            let mentions = list(value, &["entities", "mentions"]).iter();
            others.extend(mentions.filter_map(|mention| Some(account(text(mention, &["username"])?, None))));
            message(value, span, &includes)
        };
        read_lists(&lists, export, findings, &mut chat, &mut read);
        for single in lists.iter().filter(|list| !list.is_array() && list.is_complete()) {
            if let Some(Outcome::Message(message)) = single.read::<Value>().map(|value| read(&value, single.span())) {
                chat.messages.push(*message);
            }
        }
        chat.others = others;
        oldest_first(&mut chat.messages);
        chat
    }
}

/// The pages of a file.
fn pages(text: &str) -> Vec<Json<'_>> {
    let Some(first) = Json::of(text) else { return Vec::new() };
    if first.is_array() {
        return first.elements().collect();
    }
    let next = |page: &Json<'_>| if page.is_complete() { Json::at(text, page.span().range().end) } else { None };
    std::iter::successors(Some(first), next).collect()
}

fn includes(pages: &[Json<'_>]) -> Includes {
    let mut includes = Includes::default();
    let entries = |key: &'static str| {
        let list = pages.iter().filter_map(|page| page.member("includes")?.member(key));
        list.flat_map(Json::elements).filter_map(Json::read::<Value>)
    };
    for user in entries("users") {
        if let (Some(id), Some(handle)) = (id(&user, &["id"]), text(&user, &["username"])) {
            if field(&user, &["protected"]) == Some(&Value::Bool(true)) {
                includes.protected.push(id.to_string());
            }
            includes.users.insert(id.into_owned(), account(handle, text(&user, &["name"])));
        }
    }
    for media in entries("media") {
        if let Some(key) = text(&media, &["media_key"]) {
            includes.media.insert(String::from(key), attachment(&media));
        }
    }
    includes
}

fn message(post: &Value, span: Span, includes: &Includes) -> Outcome {
    let (Some(author), Some(written)) = (id(post, &["author_id"]), text(post, &["text"])) else {
        return Outcome::Unreadable;
    };
    if includes.protected.iter().any(|id| *id == author) {
        return Outcome::NotPublic;
    }
    let speaker = includes.users.get(author.as_ref()).cloned().unwrap_or_else(|| RawSpeaker::named(author));
    let answered = list(post, &["referenced_tweets"]).iter().find(|post| text(post, &["type"]) == Some("replied_to"));
    let keys = list(post, &["attachments", "media_keys"]).iter().filter_map(Value::as_str);
    let written = text(post, &["note_tweet", "text"]).unwrap_or(written);
    Outcome::Message(Box::new(RawMessage {
        id: id(post, &["id"]),
        speaker: Some(speaker),
        at: text(post, &["created_at"]).and_then(time),
        text: Cow::Owned(words(written, post)),
        reply_to: answered.and_then(|post| id(post, &["id"])).map(RawReply::Id),
        edited: list(post, &["edit_history_tweet_ids"]).len() > 1,
        attachments: keys.filter_map(|key| includes.media.get(key).copied()).collect(),
        span,
        ..RawMessage::default()
    }))
}

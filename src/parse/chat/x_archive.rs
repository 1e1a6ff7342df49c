//! *x-archive*: the posts of one account out of its archive of X, formerly Twitter: `data/tweets.js` with its parts, or
//! the whole archive as a zip.
//!
//! ```text
//! file  = "window.YTD." kind ".part" number " = " [ { "tweet": post } | post ]
//! kind  = "tweets" | "tweet" | "community_tweet"                          others are not read
//! post  = { id_str, full_text, created_at: "Tue May 12 19:02:31 +0000 2026", in_reply_to_status_id_str?,
//!           entities: { urls, user_mentions: [ { screen_name, name } ] }, extended_entities: { media } }
//! ```
//! Ids are larger than 2^53 and are read from their strings. Only the account's own posts are in it; who owns it stands
//! in `account.js` of the zip, else in the address of a picture of its own, else the posts are by the "account owner".
//! Direct messages (`direct-messages.js`) are dropped. Source: the archive's `data/README.txt`.

use std::borrow::Cow;

use serde_json::Value;

use crate::finding::Findings;
use crate::parse::chat::json::Json;
use crate::parse::chat::json_messages::{Outcome, field, id, list, read_lists, text};
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness};
use crate::parse::chat::x_posts::{account, attachment, oldest_first, time, words};
use crate::source::Span;

const PREFIX: &str = "window.YTD.";

/// The format.
pub(super) struct XArchive;

impl Format for XArchive {
    fn name(&self) -> &'static str {
        "x-archive"
    }

    fn looks_like(&self) -> &'static str {
        "`tweets.js` of an archive of X or Twitter, which begins `window.YTD.`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let is_own = |text: &str| part(text).is_some();
        let has_posts = |text: &str| part(text).is_some_and(|(kind, _)| is_posts(kind));
        if is_own(export.text) || export.entries.iter().any(|entry| has_posts(&entry.text)) {
            Sureness::Certain
        } else {
            Sureness::No
        }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let texts = || std::iter::once(export.text).chain(export.entries.iter().map(|entry| entry.text.as_str()));
        let parts: Vec<(&str, Json<'_>)> = texts().filter_map(part).collect();
        let lists: Vec<Json<'_>> = parts.iter().filter(|(kind, _)| is_posts(kind)).map(|(_, list)| *list).collect();
        let direct = parts.iter().filter(|(kind, _)| kind.starts_with("direct_message"));
        chat.dropped.direct = direct.map(|(_, list)| conversation_messages(*list)).sum();
        let mut owner = parts.iter().filter(|(kind, _)| *kind == "account").find_map(|(_, list)| username(*list));
        let mut others = Vec::new();
        read_lists(&lists, export, findings, &mut chat, |value, span| {
            let post = field(value, &["tweet"]).unwrap_or(value);
            owner = owner.take().or_else(|| own_address(post));
            others.extend(
                list(post, &["entities", "user_mentions"])
                    .iter()
                    .filter_map(|mention| Some(account(text(mention, &["screen_name"])?, text(mention, &["name"])))),
            );
            message(post, span)
        });
        let owner = owner.map_or(RawSpeaker::named("account owner"), |handle| account(&handle, None));
        chat.messages.iter_mut().for_each(|message| message.speaker = Some(owner.clone()));
        chat.others = others;
        oldest_first(&mut chat.messages);
        chat
    }
}

/// What a file of the archive holds, and its list.
fn part(text: &str) -> Option<(&str, Json<'_>)> {
    let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
    let rest = text[start..].strip_prefix(PREFIX)?;
    let kind = &rest[..rest.find(['.', ' ', '='])?];
    let equals = rest.find('=').filter(|at| *at < 100)?;
    Some((kind, Json::at(text, start + PREFIX.len() + equals + 1)?))
}

fn is_posts(kind: &str) -> bool {
    matches!(kind, "tweets" | "tweet" | "community_tweet")
}

/// How many direct messages a part holds.
fn conversation_messages(list: Json<'_>) -> usize {
    list.text().matches("\"messageCreate\"").count()
}

/// The handle that `account.js` names.
fn username(list: Json<'_>) -> Option<String> {
    let value = list.elements().next()?.read::<Value>()?;
    text(&value, &["account", "username"]).map(String::from)
}

/// The handle in the address of a picture that belongs to the post itself.
fn own_address(post: &Value) -> Option<String> {
    let id = id(post, &["id_str"])?;
    list(post, &["entities", "media"]).iter().find_map(|media| {
        let (_, rest) = text(media, &["expanded_url"])?.split_once(".com/")?;
        let mut parts = rest.split('/');
        let (handle, status, of) = (parts.next()?, parts.next()?, parts.next()?);
        (status == "status" && of == id).then(|| String::from(handle))
    })
}

fn message(post: &Value, span: Span) -> Outcome {
    let Some(written) = text(post, &["full_text"]).or_else(|| text(post, &["text"])) else {
        return Outcome::Unreadable;
    };
    let media = match list(post, &["extended_entities", "media"]) {
        [] => list(post, &["entities", "media"]),
        media => media,
    };
    Outcome::Message(Box::new(RawMessage {
        id: id(post, &["id_str"]).or_else(|| id(post, &["id"])),
        at: text(post, &["created_at"]).and_then(time),
        text: Cow::Owned(words(written, post)),
        reply_to: id(post, &["in_reply_to_status_id_str"]).map(RawReply::Id),
        attachments: media.iter().map(attachment).collect(),
        span,
        ..RawMessage::default()
    }))
}

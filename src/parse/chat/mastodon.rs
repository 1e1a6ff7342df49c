//! *mastodon*: the posts of one account, `outbox.json` of a Mastodon archive (ActivityStreams 2.0).
//!
//! ```text
//! file     = { "type": "OrderedCollection", "orderedItems": [ activity ] }
//! activity = { type: "Create", actor, published, to, cc, object: { id, type: "Note" | "Question", summary?, inReplyTo?,
//!              published, content: HTML, attachment: [ { mediaType } ], tag: [ { type: "Mention", name } ] } }
//!          | { type: "Announce", … }                              a boost: somebody else's words, dropped
//! ```
//! An outbox holds posts to followers and to single people among the public ones. Only a post whose own `to` names
//! `https://www.w3.org/ns/activitystreams#Public` is read; a "quiet public" one, which has it in `cc`, was kept out of
//! lists on purpose and stays out. Posts of one account have no other author. Source: W3C ActivityPub, sections 5.1 and
//! 5.6.

use std::borrow::Cow;

use serde_json::Value;

use crate::finding::Findings;
use crate::parse::chat::html::{Quotations, plain_text};
use crate::parse::chat::json::Json;
use crate::parse::chat::json_messages::{Outcome, field, id, list, member, read_lists, text};
use crate::parse::chat::raw::{
    Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness, attachment_of, iso_time,
};
use crate::source::Span;

/// The format.
pub(super) struct Mastodon;

impl Format for Mastodon {
    fn name(&self) -> &'static str {
        "mastodon"
    }

    fn looks_like(&self) -> &'static str {
        "`outbox.json` of a Mastodon archive, JSON with `orderedItems`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        if outbox(export).is_some() { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let lists: Vec<Json<'_>> = outbox(export).into_iter().collect();
        let mut mentioned = Vec::new();
        read_lists(&lists, export, findings, &mut chat, |value, span| {
            let outcome = message(value, span);
            if matches!(outcome, Outcome::Message(_)) {
                let tags = list(value, &["object", "tag"]).iter();
                let names =
                    tags.filter(|tag| text(tag, &["type"]) == Some("Mention")).filter_map(|tag| text(tag, &["name"]));
                mentioned.extend(names.map(|name| RawSpeaker::named(String::from(name))));
            }
            outcome
        });
        chat.others = mentioned;
        chat
    }
}

/// The posts: of the file, or of `outbox.json` in an archive.
fn outbox<'a>(export: &Export<'a>) -> Option<Json<'a>> {
    let of =
        |text: &'a str| Json::of(text).and_then(|root| member(root, "orderedItems")).filter(|list| list.is_array());
    let entry = export.entries.iter().find(|entry| entry.name.rsplit('/').next() == Some("outbox.json"));
    of(export.text).or_else(|| entry.and_then(|entry| of(&entry.text)))
}

fn message(value: &Value, span: Span) -> Outcome {
    match text(value, &["type"]) {
        Some("Create") => {}
        Some("Announce" | "Like" | "Delete" | "Update" | "Follow" | "Undo" | "Add" | "Remove") => {
            return Outcome::System;
        }
        _ => return Outcome::Unreadable,
    }
    let Some(object) = field(value, &["object"]).filter(|object| object.is_object()) else {
        return Outcome::Unreadable;
    };
    if !is_public(object)
        || field(value, &["to"]).is_some() && !is_public(value)
        || field(value, &["directMessage"]) == Some(&Value::Bool(true))
    {
        return Outcome::NotPublic;
    }
    let Some(content) = field(object, &["content"]).and_then(Value::as_str) else { return Outcome::Unreadable };
    let words = plain_text(content, Quotations::Keep);
    let warning = text(object, &["summary"]).map(|summary| plain_text(summary, Quotations::Keep));
    Outcome::Message(Box::new(RawMessage {
        id: id(object, &["id"]),
        speaker: Some(author(text(object, &["attributedTo"]).or_else(|| text(value, &["actor"])).unwrap_or_default())),
        at: text(object, &["published"]).or_else(|| text(value, &["published"])).and_then(iso_time),
        text: Cow::Owned(warning.map(|warning| format!("{warning}\n\n{words}")).unwrap_or(words)),
        reply_to: id(object, &["inReplyTo"]).map(RawReply::Id),
        edited: field(object, &["updated"]).is_some(),
        attachments: list(object, &["attachment"])
            .iter()
            .map(|item| attachment_of(text(item, &["mediaType"]).unwrap_or_default()))
            .collect(),
        span,
        ..RawMessage::default()
    }))
}

/// Whether something is addressed to everybody. An address may stand alone or in a list.
fn is_public(value: &Value) -> bool {
    let is_everybody = |address: &Value| {
        let address = address.as_str().unwrap_or_default();
        matches!(address, "https://www.w3.org/ns/activitystreams#Public" | "as:Public" | "Public")
    };
    field(value, &["to"]).is_some_and(|to| match to {
        Value::Array(addresses) => addresses.iter().any(is_everybody),
        address => is_everybody(address),
    })
}

/// The account that an address names: `https://social.example/users/ana` is `@ana@social.example`, and `ana`.
fn author(address: &str) -> RawSpeaker<'static> {
    let parts: Vec<&str> = address.trim_end_matches('/').split('/').collect();
    match (parts.get(2), parts.last()) {
        (Some(host), Some(name)) if parts.len() > 3 && !host.is_empty() => {
            let name = name.trim_start_matches('@');
            RawSpeaker { name: Cow::Owned(format!("@{name}@{host}")), also: Some(Cow::Owned(String::from(name))) }
        }
        _ => RawSpeaker::named("account owner"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{author, is_public};

    #[test]
    fn only_what_is_addressed_to_everybody_is_public() {
        assert!(is_public(&json!({"to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": []})));
        assert!(is_public(&json!({"to": "as:Public"})));
        assert!(!is_public(
            &json!({"to": ["https://s.example/followers"], "cc": ["https://www.w3.org/ns/activitystreams#Public"]})
        ));
        assert!(!is_public(&json!({"to": ["https://s.example/users/x#Public"]})));
        assert!(!is_public(&json!({})));
    }

    #[test]
    fn accounts() {
        assert_eq!(author("https://social.example/users/ana").name, "@ana@social.example");
        assert_eq!(author("").name, "account owner");
    }
}

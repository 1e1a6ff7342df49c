//! *slack*: the zip archive that Slack exports: `users.json`, `channels.json`, and a file a day in a folder a channel.
//!
//! A message has `ts` (a string: seconds, a stop, six digits; it is the id, and never a number), `user` or `username`,
//! `text` in mrkdwn, `thread_ts`, `edited`, `reactions`, and `files` (before 2018 `file`). Messages with a `subtype` that
//! is not among [`SPOKEN`] were written by a program. Private channels and direct messages, which some exports hold as
//! well, are listed in `groups.json`, `dms.json` and `mpims.json`: they are dropped and counted.
//! Addresses of files hold a token: nothing but the kind of a file is read.

mod mrkdwn;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::finding::Findings;
use crate::parse::chat::archive::Entry;
use crate::parse::chat::json::{Json, report_truncated, report_unreadable};
use crate::parse::chat::raw::{
    Export, FILE, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness, attachment_of, unix_time,
};
use crate::parse::chat::slack::mrkdwn::{emoji, plain};

/// The format.
pub(super) struct Slack;

/// Subtypes of messages that people say.
const SPOKEN: [&str; 6] = ["", "me_message", "file_share", "thread_broadcast", "file_comment", "tombstone"];

#[derive(Deserialize)]
struct Item {
    subtype: Option<String>,
    user: Option<String>,
    username: Option<String>,
    bot_id: Option<String>,
    text: Option<String>,
    ts: Option<String>,
    thread_ts: Option<String>,
    edited: Option<serde_json::Value>,
    #[serde(default)]
    reactions: Vec<Sign>,
    files: Option<Vec<File>>,
    file: Option<File>,
    #[serde(default)]
    hidden: bool,
}

#[derive(Deserialize)]
struct Sign {
    name: String,
    count: Option<u32>,
}

#[derive(Deserialize)]
struct File {
    mimetype: Option<String>,
}

#[derive(Deserialize)]
struct User {
    id: String,
    name: Option<String>,
    real_name: Option<String>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Profile {
    display_name: Option<String>,
    real_name: Option<String>,
}

/// A person of `users.json`: the name shown, and every other name.
struct Member {
    shown: String,
    also: Vec<String>,
}

type Members = BTreeMap<String, Member>;

impl Format for Slack {
    fn name(&self) -> &'static str {
        "slack"
    }

    fn looks_like(&self) -> &'static str {
        "the zip archive of an export, with `users.json` and a folder for each channel"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let named = |name: &str| export.entries.iter().any(|entry| file_name(&entry.name) == name);
        let days = days(export.entries).next().is_some();
        match (named("users.json"), named("channels.json"), days) {
            (true, _, true) | (_, true, true) => Sureness::Certain,
            (true, true, false) => Sureness::Likely,
            _ => Sureness::No,
        }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let members = members(export.entries);
        let private = private(export.entries);
        let mut broken = false;
        for (channel, entry) in days(export.entries) {
            let Some(root) = Json::of(&entry.text) else {
                chat.dropped.unreadable += 1;
                continue;
            };
            broken |= !root.is_complete();
            for item in root.elements().filter(|item| item.is_complete()) {
                if private.contains(channel) {
                    chat.dropped.direct += 1;
                } else {
                    add(item, channel, &members, &mut chat);
                }
            }
        }
        let mut seen = BTreeSet::new();
        chat.messages.retain(|message| message.id.as_ref().is_none_or(|id| seen.insert(id.clone())));
        chat.others = members.values().flat_map(Member::speakers).collect();
        report_unreadable(export, chat.dropped.unreadable, findings);
        if broken {
            report_truncated(export, chat.messages.len(), findings);
        }
        chat
    }
}

impl Member {
    /// The member under each of their names.
    fn speakers<'a>(&self) -> Vec<RawSpeaker<'a>> {
        let one = |also: &String| RawSpeaker { name: self.shown.clone().into(), also: Some(also.clone().into()) };
        self.also.iter().map(one).chain([RawSpeaker::named(self.shown.clone())]).collect()
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The files of days with the folder of their channel, in the order of channels and days.
fn days(entries: &[Entry]) -> impl Iterator<Item = (&str, &Entry)> {
    entries.iter().filter_map(|entry| {
        let (folder, file) = entry.name.rsplit_once('/')?;
        let day: Option<jiff::civil::Date> = file.strip_suffix(".json")?.parse().ok();
        day.map(|_| (file_name(folder), entry))
    })
}

/// What a file at the top lists.
fn listed<'a, T: Deserialize<'a>>(entries: &'a [Entry], name: &str) -> impl Iterator<Item = T> {
    let file = entries.iter().find(|entry| file_name(&entry.name) == name && entry.name.matches('/').count() <= 1);
    file.and_then(|entry| Json::of(&entry.text)).into_iter().flat_map(Json::elements).filter_map(Json::read)
}

/// `text` without the sentence in which old exports tell that a file was uploaded: titles of files may be names.
fn without_upload<'t>(text: &'t str, subtype: &str) -> &'t str {
    match text.find("uploaded a file:").filter(|_| subtype == "file_share") {
        Some(_) => text.split_once("and commented:").map_or("", |(_, words)| words.trim()),
        None => text,
    }
}

/// Everybody in `users.json`, by id.
fn members(entries: &[Entry]) -> Members {
    let member = |user: User| {
        let profile = user.profile.unwrap_or(Profile { display_name: None, real_name: None });
        let names = [profile.display_name, profile.real_name, user.real_name, user.name];
        let mut names: Vec<String> = names.into_iter().flatten().filter(|name| !name.trim().is_empty()).collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        let shown = names.first().cloned().unwrap_or_else(|| user.id.clone());
        (user.id, Member { shown, also: names.into_iter().skip(1).collect() })
    };
    listed::<User>(entries, "users.json").map(member).collect()
}

/// The folders of private channels and direct messages.
fn private(entries: &[Entry]) -> BTreeSet<String> {
    #[derive(Deserialize)]
    struct Private {
        id: Option<String>,
        name: Option<String>,
    }
    let lists = ["groups.json", "dms.json", "mpims.json"].into_iter();
    lists
        .flat_map(|name| listed::<Private>(entries, name))
        .flat_map(|private| [private.id, private.name])
        .flatten()
        .collect()
}

/// Adds what one entry of a day says.
fn add<'a>(json: Json<'a>, channel: &str, members: &Members, chat: &mut RawChat<'a>) {
    let Some(item) = json.read::<Item>() else {
        chat.dropped.unreadable += 1;
        return;
    };
    let subtype = item.subtype.as_deref().unwrap_or_default();
    if item.hidden || !SPOKEN.contains(&subtype) || item.bot_id.is_some() && item.user.is_none() {
        chat.dropped.system += 1;
        return;
    }
    let Some(name) = item.user.clone().or(item.username.clone()) else {
        chat.dropped.unreadable += 1;
        return;
    };
    let speaker = match members.get(&name) {
        Some(member) => {
            RawSpeaker { name: member.shown.clone().into(), also: member.also.first().cloned().map(Cow::Owned) }
        }
        None => RawSpeaker::named(item.username.unwrap_or(name)),
    };
    let id = |ts: String| Cow::Owned(format!("{channel}/{ts}"));
    let kind = |file: &File| file.mimetype.as_deref().map_or(FILE, attachment_of);
    let said = without_upload(item.text.as_deref().unwrap_or_default(), subtype);
    let thread = item.thread_ts.filter(|thread| item.ts.as_ref() != Some(thread));
    chat.messages.push(RawMessage {
        speaker: Some(speaker),
        at: item.ts.as_deref().and_then(unix_time),
        text: plain(said, |id| members.get(id).map(|member| member.shown.as_str())).into(),
        reply_to: thread.clone().map(id).map(RawReply::Id),
        thread: thread.map(id).map(RawReply::Id),
        edited: item.edited.is_some(),
        deleted: subtype == "tombstone",
        reactions: item
            .reactions
            .iter()
            .map(|sign| (emoji(&sign.name).unwrap_or_default().into(), sign.count.unwrap_or(1)))
            .collect(),
        attachments: item.files.iter().flatten().chain(&item.file).map(kind).collect(),
        id: item.ts.map(id),
        ..RawMessage::default()
    });
}

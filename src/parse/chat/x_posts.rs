//! Posts of X, formerly Twitter, as archive and API write them alike: texts with entities, short addresses in place of
//! links and pictures, and people who are mentioned.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use crate::model::chat::MessageTime;
use crate::parse::chat::html::decoded;
use crate::parse::chat::json_messages::{list, text};
use crate::parse::chat::raw::{FILE, PHOTO, RawMessage, RawSpeaker, VIDEO, iso_time};

/// The words of a post: each short address becomes the one it stands for, and that of a picture goes.
pub(super) fn words(written: &str, post: &Value) -> String {
    let mut words = String::from(written);
    let lists = [["entities", "urls"], ["entities", "media"], ["extended_entities", "media"]];
    for url in lists.iter().flat_map(|path| list(post, path)).take(200) {
        let (Some(short), Some(long)) = (text(url, &["url"]), text(url, &["expanded_url"])) else { continue };
        let is_media = text(url, &["media_key"]).is_some() || text(url, &["media_url"]).is_some();
        let is_media = is_media || text(url, &["media_url_https"]).is_some();
        words = words.replace(short, if is_media { "" } else { long });
    }
    String::from(decoded(&words).trim())
}

/// What is attached, by the kinds that X has.
pub(super) fn attachment(media: &Value) -> &'static str {
    match text(media, &["type"]) {
        Some("photo") => PHOTO,
        Some("video" | "animated_gif") => VIDEO,
        _ => FILE,
    }
}

/// Somebody with a handle.
pub(super) fn account(handle: &str, name: Option<&str>) -> RawSpeaker<'static> {
    RawSpeaker { name: Cow::Owned(format!("@{handle}")), also: name.map(|name| Cow::Owned(String::from(name))) }
}

/// A time as the archive writes it, `Tue May 12 19:02:31 +0000 2026`, or as the API does.
pub(super) fn time(written: &str) -> Option<MessageTime> {
    let long = Timestamp::strptime("%a %b %d %H:%M:%S %z %Y", written).ok().map(MessageTime::Instant);
    long.or_else(|| iso_time(written))
}

/// Puts the oldest post first, where the newest is.
pub(super) fn oldest_first(messages: &mut [RawMessage<'_>]) {
    let first = messages.iter().find_map(|message| message.at);
    let last = messages.iter().rev().find_map(|message| message.at);
    if first > last {
        messages.reverse();
    }
}

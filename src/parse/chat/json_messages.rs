//! What the JSON exports have in common: a list of messages of which each is read by itself, so that a broken one costs
//! only itself; and values under keys whose letters may be small or capital.

use std::borrow::Cow;

use serde_json::Value;

use crate::finding::Findings;
use crate::parse::chat::json::{Json, report_truncated, report_unreadable};
use crate::parse::chat::raw::{Export, RawChat, RawMessage};
use crate::source::Span;

/// What becomes of one entry of a list.
pub(super) enum Outcome {
    /// It is a message.
    Message(Box<RawMessage<'static>>),
    /// It was written to one person or a few.
    Direct,
    /// A program says it.
    System,
    /// It was not addressed to everybody.
    NotPublic,
    /// Nothing can be made of it.
    Unreadable,
}

/// Adds what `read` makes of each entry of `lists` to `chat`, and says what could not be read.
pub(super) fn read_lists<'a>(
    lists: &[Json<'a>],
    export: &Export<'_>,
    findings: &mut Findings,
    chat: &mut RawChat<'_>,
    mut read: impl FnMut(&Value, Span) -> Outcome,
) {
    let mut broken_off = false;
    let mut unreadable = 0;
    for list in lists {
        broken_off |= !list.is_complete();
        for entry in list.elements().filter(|entry| entry.is_complete()) {
            let outcome = entry.read::<Value>().map_or(Outcome::Unreadable, |value| read(&value, entry.span()));
            match outcome {
                Outcome::Message(message) => chat.messages.push(*message),
                Outcome::Direct => chat.dropped.direct += 1,
                Outcome::System => chat.dropped.system += 1,
                Outcome::NotPublic => chat.dropped.not_public += 1,
                Outcome::Unreadable => unreadable += 1,
            }
        }
    }
    chat.dropped.unreadable += unreadable;
    report_unreadable(export, unreadable, findings);
    if broken_off {
        report_truncated(export, chat.messages.len(), findings);
    }
}

/// The value at the end of `path`, with no regard to capitals in keys. `null` is nothing.
pub(super) fn field<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    let found = path.iter().try_fold(value, |value, key| {
        let object = value.as_object()?;
        object
            .get(*key)
            .or_else(|| object.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value))
    })?;
    Some(found).filter(|found| !found.is_null())
}

/// The text at the end of `path`, if it is not empty.
pub(super) fn text<'v>(value: &'v Value, path: &[&str]) -> Option<&'v str> {
    field(value, path)?.as_str().filter(|text| !text.trim().is_empty())
}

/// The name of a message at the end of `path`: a text, or a whole number with all of its digits.
pub(super) fn id(value: &Value, path: &[&str]) -> Option<Cow<'static, str>> {
    match field(value, path)? {
        Value::String(text) if !text.is_empty() => Some(Cow::Owned(text.clone())),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// The list at the end of `path`; empty when there is none.
pub(super) fn list<'v>(value: &'v Value, path: &[&str]) -> &'v [Value] {
    field(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The member of a JSON object, with no regard to capitals.
pub(super) fn member<'a>(json: Json<'a>, key: &str) -> Option<Json<'a>> {
    json.members().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

/// Whether one of the first entries of a list has all of these keys.
pub(super) fn has_keys(list: Json<'_>, keys: &[&str]) -> bool {
    list.elements().take(5).any(|entry| {
        let names: Vec<&str> = entry.members().map(|(name, _)| name).collect();
        keys.iter().all(|key| names.iter().any(|name| name.eq_ignore_ascii_case(key)))
    })
}

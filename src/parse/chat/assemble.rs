//! Makes a transcript from raw messages. This is the one place in which names turn into keys, and the words of a
//! message into pieces that may be shown: whatever a format hands on goes through here.

use std::collections::BTreeMap;

use jiff::tz::Offset;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::chat::{AuthorKey, Dropped, Fragment, Message, Noise, Reaction, Sealed, TopicMark, Transcript};
use crate::model::id::NodeId;
use crate::parse::chat::body::{fragments, plain};
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::marks::{chat_hashtag, mark, repost, without_hashtag};
use crate::parse::chat::names::Names;
use crate::parse::chat::raw::{RawChat, RawMessage, RawReply, RawSpeaker};
use crate::parse::chat::secrets;
use crate::source::{FilePath, Fingerprint};

/// Says that the words of another message are repeated and not shown.
const REPEATED: &str = "repeated message not shown";

/// Makes a transcript from what a format has read.
pub(super) fn transcript(chat: NodeId, file: &FilePath, format: &'static str, chat_read: RawChat<'_>) -> Transcript {
    let raw = &chat_read.messages;
    let mut authors = Vec::new();
    let mut known: FxHashMap<AuthorKey, usize> = FxHashMap::default();
    // Making a key of a name takes time, and most messages are by somebody who has spoken before.
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    let mut assembler = Assembler {
        names: Names::of(distinct_speakers(&chat_read)),
        hashtag: chat_hashtag(
            raw.iter().filter(|message| message.speaker.is_some()).map(|message| message.text.as_ref()),
        ),
        closing: false,
        ids: ids(raw),
    };
    let mut messages = Vec::with_capacity(raw.len());
    let mut odd_authors = Vec::new();
    for message in raw {
        let author = message.speaker.as_ref().map(|speaker| match by_name.get(speaker.name.as_ref()) {
            Some(author) => *author,
            None => {
                let author = *known.entry(AuthorKey::of(&speaker.name)).or_insert_with_key(|key| {
                    authors.push(*key);
                    authors.len() - 1
                });
                by_name.insert(&speaker.name, author);
                if is_odd(&speaker.name) {
                    odd_authors.push((messages.len(), Sealed::new(&speaker.name)));
                }
                author
            }
        });
        messages.push(assembler.message(message, author, messages.len()));
    }
    let deleted = messages.iter().filter(|message| message.deleted).count();
    let dropped = Dropped { deleted, ..chat_read.dropped };
    let secrets = secrets::of(&chat_read);
    Transcript {
        chat,
        file: file.clone(),
        format,
        authors,
        messages,
        dropped,
        secrets,
        odd_authors,
        offset: offset(raw),
    }
}

/// How far the clock of a file is from universal time: what all of its times agree on. Universal time itself is what
/// programs write that do not know a clock, so it tells nothing.
fn offset(raw: &[RawMessage<'_>]) -> Option<Offset> {
    let mut offsets = raw.iter().filter(|message| message.at.is_some()).map(|message| message.offset);
    let first = offsets.next()?.filter(|offset| *offset != Offset::UTC)?;
    offsets.all(|offset| offset == Some(first)).then_some(first)
}

/// Whether what stands in the place of a name does not look like a name, a handle or a telephone number, of which a
/// pseudonym is made: a sentence, an address, a word beside a number.
fn is_odd(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let has_letter = name.chars().any(char::is_alphabetic);
    let has_digit = name.chars().any(char::is_numeric);
    let is_number = !has_letter && !name.contains(['.', ':']) && name.chars().filter(|c| c.is_numeric()).count() > 6;
    words > 4
        || name.trim_start_matches('@').contains(['@', '/', ':'])
        || has_digit && words > 1 && has_letter
        || has_digit && !has_letter && !is_number
}

/// Everybody who speaks or is listed, once.
fn distinct_speakers<'r, 'a>(raw: &'r RawChat<'a>) -> Vec<&'r RawSpeaker<'a>> {
    let mut seen = FxHashSet::default();
    let speakers = raw.messages.iter().filter_map(|message| message.speaker.as_ref());
    speakers.chain(&raw.others).filter(|speaker| seen.insert(*speaker)).collect()
}

/// The messages by the names that the export gives them. Of two with one name the first counts.
fn ids<'r>(raw: &'r [RawMessage<'_>]) -> FxHashMap<&'r str, usize> {
    let mut ids = FxHashMap::default();
    for (at, message) in raw.iter().enumerate() {
        if let Some(id) = &message.id {
            ids.entry(id.as_ref()).or_insert(at);
        }
    }
    ids
}

/// The signs of a message: each emoji once, and what is no emoji together, for a sign of one's own may be a name.
fn reactions(raw: &RawMessage<'_>) -> Vec<Reaction> {
    if raw.reactions.is_empty() {
        return Vec::new();
    }
    let mut counts: BTreeMap<Option<String>, u32> = BTreeMap::new();
    for (sign, count) in &raw.reactions {
        let emoji = emojis::get(sign.trim()).map(|emoji| String::from(emoji.as_str()));
        let sum = counts.entry(emoji).or_default();
        *sum = sum.saturating_add(*count);
    }
    counts.into_iter().map(|(emoji, count)| Reaction { emoji, count }).collect()
}

/// What must be known of the whole file to make one message.
struct Assembler<'r> {
    names: Names,
    hashtag: Option<String>,
    ids: FxHashMap<&'r str, usize>,
    /// Whether the closing thoughts have been asked for.
    closing: bool,
}

impl Assembler<'_> {
    /// The message at index `at`.
    fn message(&mut self, raw: &RawMessage<'_>, author: Option<usize>, at: usize) -> Message {
        let message = Message {
            author,
            at: raw.at,
            mark: raw.heading.clone(),
            span: raw.span,
            id: raw.id.as_ref().map(|id| Fingerprint::of(&[b"message", id.as_bytes()])),
            reply_to: self.index(raw.reply_to.as_ref(), at),
            thread: self.index(raw.thread.as_ref(), at),
            edited: raw.edited,
            deleted: raw.deleted,
            reactions: reactions(raw),
            ..Message::default()
        };
        if author.is_none() || raw.deleted {
            self.closing |= message.mark == Some(TopicMark::Closing);
            return message;
        }
        let mut message = self.said(message, &raw.text);
        for what in &raw.attachments {
            if !message.body.is_empty() {
                message.body.push(Fragment::Text(String::from(" ")));
            }
            message.body.push(Fragment::Omitted(what));
            message.noise = message.noise.filter(|noise| *noise == Noise::Repost);
        }
        self.closing |= message.mark == Some(TopicMark::Closing);
        message
    }

    /// The index of the message that the one at index `at` names, if it is another one.
    fn index(&self, reply: Option<&RawReply<'_>>, at: usize) -> Option<usize> {
        let index = match reply? {
            RawReply::Id(id) => *self.ids.get(id.as_ref())?,
            RawReply::At(index) => *index,
        };
        (index != at).then_some(index)
    }

    /// `message` with what its words say.
    fn said(&self, message: Message, text: &str) -> Message {
        let text = plain(text);
        let text = self.hashtag.as_deref().map_or(text.as_ref(), |hashtag| without_hashtag(&text, hashtag));
        let cut = repost(text);
        if cut == Some(0) {
            return Message { body: vec![Fragment::Omitted(REPEATED)], noise: Some(Noise::Repost), ..message };
        }
        let text = text[..cut.unwrap_or(text.len())].trim_matches(is_blank);
        let marked = mark(text, self.closing);
        let mut body = match &marked {
            Some(marked) => fragments(&without(text, marked.range.clone()), &self.names),
            None => fragments(text, &self.names),
        };
        if cut.is_some() {
            body.extend([Fragment::Text(String::from(" ")), Fragment::Omitted(REPEATED)]);
        }
        let noise = (marked.is_none() && is_greeting(&body)).then_some(Noise::Greeting);
        Message { body, noise, mark: marked.map(|marked| marked.mark), ..message }
    }
}

/// `text` without `range`.
fn without(text: &str, range: std::ops::Range<usize>) -> String {
    [&text[..range.start], &text[range.end..]].concat()
}

/// Words of a greeting or of thanks.
const GREETINGS: [&str; 26] = [
    "hi",
    "hello",
    "hey",
    "hiya",
    "evening",
    "morning",
    "afternoon",
    "night",
    "goodnight",
    "goodbye",
    "bye",
    "thanks",
    "thank",
    "thx",
    "ta",
    "cheers",
    "welcome",
    "hola",
    "gracias",
    "adiós",
    "adios",
    "buenas",
    "buenos",
    "saludos",
    "bonsoir",
    "merci",
];

/// Words that may stand in a greeting and say nothing else.
const FILLERS: [&str; 34] = [
    "all",
    "everyone",
    "everybody",
    "folks",
    "there",
    "good",
    "to",
    "you",
    "so",
    "very",
    "much",
    "again",
    "both",
    "from",
    "me",
    "x",
    "xx",
    "xxx",
    "and",
    "the",
    "team",
    "tonight",
    "today",
    "a",
    "todos",
    "todas",
    "muchas",
    "tardes",
    "noches",
    "días",
    "dias",
    "y",
    "for",
    "having",
];

/// Whether a message of at most eight words only greets or thanks.
fn is_greeting(body: &[Fragment]) -> bool {
    let mut words = 0;
    let mut greets = false;
    for fragment in body {
        match fragment {
            Fragment::Mention(_) | Fragment::LineBreak => {}
            Fragment::Link(_) | Fragment::Omitted(_) => return false,
            Fragment::Text(text) => {
                for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                    let word = word.to_lowercase();
                    words += 1;
                    let greeting = GREETINGS.contains(&word.as_str());
                    if words > 8 || !greeting && !FILLERS.contains(&word.as_str()) {
                        return false;
                    }
                    greets |= greeting;
                }
                if text.contains('?') {
                    return false;
                }
            }
        }
    }
    greets
}

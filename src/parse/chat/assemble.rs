//! Makes a transcript from raw messages. This is the one place in which names turn into keys, and the words of a
//! message into pieces that may be shown: whatever a format hands on goes through here.

use rustc_hash::FxHashMap;

use crate::model::chat::{AuthorKey, Fragment, Message, Noise, TopicMark, Transcript};
use crate::model::id::NodeId;
use crate::parse::chat::body::{fragments, plain};
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::marks::{chat_hashtag, mark, repost, without_hashtag};
use crate::parse::chat::names::Names;
use crate::parse::chat::raw::RawMessage;
use crate::source::FilePath;

/// Says that the words of another message are repeated and not shown.
const REPEATED: &str = "repeated message not shown";

/// Makes a transcript from what a format has read.
pub(super) fn transcript(chat: NodeId, file: &FilePath, format: &'static str, raw: &[RawMessage<'_>]) -> Transcript {
    let mut authors = Vec::new();
    let mut known: FxHashMap<AuthorKey, usize> = FxHashMap::default();
    let mut assembler = Assembler {
        names: Names::of(distinct_speakers(raw)),
        hashtag: chat_hashtag(
            raw.iter().filter(|message| message.speaker.is_some()).map(|message| message.text.as_str()),
        ),
        closing: false,
    };
    let mut messages = Vec::with_capacity(raw.len());
    for message in raw {
        let author = message.speaker.map(|speaker| {
            *known.entry(AuthorKey::of(speaker.name)).or_insert_with_key(|key| {
                authors.push(*key);
                authors.len() - 1
            })
        });
        messages.push(assembler.message(message, author));
    }
    Transcript { chat, file: file.clone(), format, authors, messages }
}

/// Everybody who speaks, once.
fn distinct_speakers<'a>(raw: &[RawMessage<'a>]) -> Vec<crate::parse::chat::raw::RawSpeaker<'a>> {
    let mut seen = rustc_hash::FxHashSet::default();
    let speakers = raw.iter().filter_map(|message| message.speaker);
    speakers.filter(|speaker| seen.insert((speaker.name, speaker.also))).collect()
}

/// What must be known of the whole file to make one message.
struct Assembler {
    names: Names,
    hashtag: Option<String>,
    /// Whether the closing thoughts have been asked for.
    closing: bool,
}

impl Assembler {
    fn message(&mut self, raw: &RawMessage<'_>, author: Option<usize>) -> Message {
        let message =
            Message { author, at: raw.at, mark: raw.heading.clone(), body: Vec::new(), noise: None, span: raw.span };
        let message = if author.is_some() { self.said(message, &raw.text) } else { message };
        self.closing |= message.mark == Some(TopicMark::Closing);
        message
    }

    /// `message` with what its words say.
    fn said(&self, message: Message, text: &str) -> Message {
        let text = plain(text);
        let text = self.hashtag.as_deref().map_or(text.as_str(), |hashtag| without_hashtag(&text, hashtag));
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

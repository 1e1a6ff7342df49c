//! The transcript of a chat, part by part, as the gate hands it on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::gate::{Conversation, PublicFragment, PublicMessage, PublicPart};
use crate::model::chat::{Chat, MessageTime, PartTopic, Question, SpeakerName, SpeakerRole};
use crate::model::prose::{Heading, text_of};
use crate::render::dates::{DateView, clock, moment};
use crate::render::escape::{push_attribute, push_text, safe_url};
use crate::render::strings::Strings;

/// What the template sees of a transcript.
#[derive(Clone, Debug, Serialize)]
pub struct TranscriptView {
    /// The parts, in order.
    pub parts: Vec<PartView>,
    /// What is left out, in words.
    pub held_back: Option<String>,
}

/// The messages of one question.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// The anchor.
    pub id: String,
    /// The question, or what else the part is.
    pub title: String,
    /// How many messages there are, in words.
    pub count: String,
    /// The messages.
    pub messages: Vec<MessageView>,
}

/// One message.
#[derive(Clone, Debug, Serialize)]
pub struct MessageView {
    /// Its number; the anchor is `message-n`.
    pub number: usize,
    /// The name under which the speaker is shown.
    pub name: String,
    /// What part the speaker plays, for those who do not just take part.
    pub role: Option<String>,
    /// When it was said.
    pub time: Option<DateView>,
    /// What was said.
    pub body_html: String,
}

/// The transcript of a chat.
pub fn transcript(strings: &Strings, language: &str, chat: &Chat, conversation: &Conversation) -> TranscriptView {
    let part = |part: &PublicPart| PartView {
        id: part_anchor(&part.topic),
        title: part_title(strings, chat, &part.topic),
        count: strings.count("messages", part.messages.len()),
        messages: part.messages.iter().map(|message| message_view(strings, language, chat, message)).collect(),
    };
    TranscriptView {
        parts: conversation.parts.iter().map(part).collect(),
        held_back: (conversation.held_back > 0)
            .then(|| strings.count_suppressed("messages_held_back", conversation.held_back)),
    }
}

/// Safe HTML that leads from the headings of the recap to the parts of the transcript, by the anchors of the headings.
pub fn links_to_parts(strings: &Strings, chat: &Chat, conversation: &Conversation) -> BTreeMap<String, String> {
    let mut links = BTreeMap::new();
    for part in &conversation.parts {
        let PartTopic::Question(index) = part.topic else { continue };
        let Some(question) = chat.recap.facts.questions.get(index) else { continue };
        if let Some(heading) = heading_of(chat, question) {
            let words = strings.count("read_messages", part.messages.len());
            let mut html = format!("<p class=\"to-transcript\"><a href=\"#{}\">", part_anchor(&part.topic));
            push_text(&mut html, &words);
            html.push_str("</a></p>\n");
            links.insert(heading.id.clone(), html);
        }
    }
    links
}

/// The heading of the recap under which a question is summed up.
pub fn heading_of<'a>(chat: &'a Chat, question: &Question) -> Option<&'a Heading> {
    chat.recap.prose.headings().find(|heading| begins_with(&text_of(&heading.content), &question.label))
}

/// Whether a heading begins with the label of a question: `T1: …`.
fn begins_with(heading: &str, label: &str) -> bool {
    let after = heading.get(..label.len()).filter(|start| start.eq_ignore_ascii_case(label));
    after.is_some() && !heading[label.len()..].starts_with(char::is_alphanumeric)
}

/// The anchor of a part. The underscore keeps it apart from the anchors of headings.
fn part_anchor(topic: &PartTopic) -> String {
    match topic {
        PartTopic::Introductions => String::from("part_introductions"),
        PartTopic::Question(index) => format!("part_{}", index + 1),
        PartTopic::Closing => String::from("part_closing"),
        PartTopic::Whole => String::from("part_all"),
    }
}

/// What a part is about.
fn part_title(strings: &Strings, chat: &Chat, topic: &PartTopic) -> String {
    match topic {
        PartTopic::Introductions => String::from(strings.get("part_introductions")),
        PartTopic::Closing => String::from(strings.get("part_closing")),
        PartTopic::Whole => String::from(strings.get("part_whole")),
        PartTopic::Question(index) => match chat.recap.facts.questions.get(*index) {
            Some(question) => format!("{}: {}", question.label, question.text.value),
            None => String::from(strings.get("part_whole")),
        },
    }
}

/// One message.
fn message_view(strings: &Strings, language: &str, chat: &Chat, message: &PublicMessage) -> MessageView {
    let mut body = String::new();
    for fragment in &message.body {
        push_fragment(&mut body, strings, fragment);
    }
    MessageView {
        number: message.number,
        name: speaker(strings, &message.name),
        role: role_key(message.role).map(|key| String::from(strings.get(key))),
        time: message.at.map(|at| time(strings, language, chat, at)),
        body_html: body,
    }
}

/// The name under which a speaker is shown.
fn speaker(strings: &Strings, name: &SpeakerName) -> String {
    match name {
        SpeakerName::Named { name, .. } => name.clone(),
        SpeakerName::Participant(number) => strings.fill("participant", &[("n", &number.to_string())]),
    }
}

/// The key of the words for the part that a speaker plays.
fn role_key(role: SpeakerRole) -> Option<&'static str> {
    match role {
        SpeakerRole::Moderator => Some("role_moderator"),
        SpeakerRole::Guest => Some("role_guest"),
        SpeakerRole::Staff => Some("role_staff"),
        SpeakerRole::Participant => None,
    }
}

/// When a message was said: the time alone on the day of the chat, else with its day.
fn time(strings: &Strings, language: &str, chat: &Chat, at: MessageTime) -> DateView {
    match (at, chat.date) {
        (MessageTime::Clock(time), Some(date)) => {
            DateView { words: clock(time), ..moment(strings, language, date.to_datetime(time)) }
        }
        (MessageTime::Clock(time), None) => DateView { iso: clock(time), words: clock(time) },
        (MessageTime::Local(at), Some(date)) if at.date() == date => {
            DateView { words: clock(at.time()), ..moment(strings, language, at) }
        }
        (MessageTime::Local(at), _) => moment(strings, language, at),
        (MessageTime::Offset(seconds), _) => DateView { iso: format!("PT{seconds}S"), words: since_beginning(seconds) },
        // The gate hands on no moment: it has put them on the clock of the chat.
        (MessageTime::Instant(at), _) => DateView { iso: at.to_string(), words: at.to_string() },
    }
}

/// How long after the beginning of a recording: `0:07:31`.
fn since_beginning(seconds: u32) -> String {
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Appends a piece of a message.
fn push_fragment(html: &mut String, strings: &Strings, fragment: &PublicFragment) {
    match fragment {
        PublicFragment::Text(text) => push_text(html, text),
        PublicFragment::LineBreak => html.push_str("<br>"),
        PublicFragment::Link(url) => match safe_url(url) {
            Some(href) => {
                html.push_str("<a rel=\"noreferrer nofollow\" href=\"");
                push_attribute(html, &href);
                html.push_str("\">");
                push_text(html, url);
                html.push_str("</a>");
            }
            None => push_text(html, url),
        },
        PublicFragment::Mention(name) => push_text(html, &speaker(strings, name)),
        PublicFragment::Someone => push_text(html, strings.get("someone")),
        PublicFragment::Omitted(what) => {
            html.push_str("<span class=\"omitted\">[");
            push_text(html, strings.find(&format!("omitted_{}", what.replace(' ', "_"))).unwrap_or(what));
            html.push_str("]</span>");
        }
    }
}

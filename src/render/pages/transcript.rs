//! The transcript of a chat, part by part, as the gate hands it on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::gate::conversation::{Conversation, PublicPart};
use crate::model::chat::{Chat, PartTopic, Question};
use crate::model::prose::{Heading, text_of};
use crate::render::escape::push_text;
use crate::render::pages::message::{MessageView, message_views};
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
    /// The messages that say something.
    pub messages: Vec<MessageView>,
    /// How many only greet or thank, in words.
    pub greetings_count: Option<String>,
    /// The messages that only greet or thank.
    pub greetings: Vec<MessageView>,
}

/// The transcript of a chat.
pub fn transcript(strings: &Strings, language: &str, chat: &Chat, conversation: &Conversation) -> TranscriptView {
    TranscriptView {
        parts: conversation.parts.iter().map(|part| part_view(strings, language, chat, part)).collect(),
        held_back: (conversation.held_back > 0)
            .then(|| strings.count_suppressed("messages_held_back", conversation.held_back)),
    }
}

/// One part, its greetings put aside.
fn part_view(strings: &Strings, language: &str, chat: &Chat, part: &PublicPart) -> PartView {
    let views = message_views(strings, language, chat, &part.messages);
    let (greetings, messages): (Vec<_>, Vec<_>) = views.into_iter().partition(|view| view.greeting);
    PartView {
        id: part_anchor(&part.topic),
        title: part_title(strings, chat, &part.topic),
        count: strings.count("messages", part.messages.len()),
        greetings_count: (!greetings.is_empty()).then(|| strings.count("greetings", greetings.len())),
        messages,
        greetings,
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

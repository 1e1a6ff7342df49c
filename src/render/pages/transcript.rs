//! The transcript of a chat, part by part, as the gate hands it on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::gate::conversation::{Conversation, PublicMessage, PublicPart};
use crate::model::chat::{Chat, MessageTime, PartTopic, Question};
use crate::model::id::Address;
use crate::model::prose::{Heading, text_of};
use crate::render::escape::{push_attribute, push_text};
use crate::render::pages::message::{MessageView, message_views};
use crate::render::pages::protection::protection_path;
use crate::render::strings::Strings;
use crate::render::views::LinkView;
use crate::site::SitePath;

/// What the template sees of a transcript.
#[derive(Clone, Debug, Serialize)]
pub struct TranscriptView {
    /// The parts that stand on the page of the chat, in order.
    pub parts: Vec<PartView>,
    /// Links to those that have pages of their own.
    pub pages: Vec<LinkView>,
    /// Whose time the times of the messages are, in words.
    pub times: Option<String>,
    /// What is left out, in words.
    pub held_back: Option<String>,
    /// Where the page stands that says how the people of the chat were protected.
    pub protection: String,
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
    let page = chat.id.address().page;
    let (here, elsewhere): (Vec<_>, Vec<_>) = conversation.parts.iter().partition(|part| part.page == page);
    TranscriptView {
        parts: here.into_iter().map(|part| part_view(strings, language, chat, part)).collect(),
        pages: elsewhere.into_iter().map(|part| link_to_part(strings, chat, part, &page)).collect(),
        times: times_in_words(strings, chat, conversation),
        held_back: (conversation.held_back > 0)
            .then(|| strings.count_suppressed("messages_held_back", conversation.held_back)),
        protection: page.link_to(&protection_path(&chat.id)),
    }
}

/// Whose time the times of the messages are. Where no time is shown, or none is that of a clock, there is nothing to say.
pub fn times_in_words(strings: &Strings, chat: &Chat, conversation: &Conversation) -> Option<String> {
    let is_clock = |message: &PublicMessage| matches!(message.at, Some(MessageTime::Clock(_) | MessageTime::Local(_)));
    let known = chat.timezone.as_ref()?;
    conversation.parts.iter().flat_map(|part| &part.messages).find(|message| is_clock(message))?;
    Some(match known.place() {
        Some(place) => strings.fill("times_of_place", &[("place", &place)]),
        None => strings.fill("times_of_offset", &[("offset", &known.name())]),
    })
}

/// A link from `from` to the page of a part.
pub fn link_to_part(strings: &Strings, chat: &Chat, part: &PublicPart, from: &SitePath) -> LinkView {
    LinkView {
        href: from.link_to(&part.page),
        text: part_title(strings, chat, part),
        note: Some(strings.count("messages", part.messages.len())),
        lang: None,
    }
}

/// One part, its greetings put aside.
pub fn part_view(strings: &Strings, language: &str, chat: &Chat, part: &PublicPart) -> PartView {
    let views = message_views(strings, language, chat, part);
    let (greetings, messages): (Vec<_>, Vec<_>) = views.into_iter().partition(|view| view.greeting);
    PartView {
        id: part_anchor(&part.topic),
        title: part_title(strings, chat, part),
        count: strings.count("messages", part.messages.len()),
        greetings_count: (!greetings.is_empty()).then(|| strings.count("greetings", greetings.len())),
        messages,
        greetings,
    }
}

/// Safe HTML that leads from the headings of the recap to the parts of the transcript, by the anchors of the headings.
pub fn links_to_parts(strings: &Strings, chat: &Chat, conversation: &Conversation) -> BTreeMap<String, String> {
    let mut links = BTreeMap::new();
    for part in conversation.parts.iter().filter(|part| part.number == 1) {
        let PartTopic::Question(index) = part.topic else { continue };
        let Some(question) = chat.recap.facts.questions.get(index) else { continue };
        if let Some(heading) = heading_of(chat, question) {
            let pages = conversation.parts.iter().filter(|other| other.topic == part.topic);
            let words = strings.count("read_messages", pages.map(|page| page.messages.len()).sum());
            let there = Address { page: part.page.clone(), fragment: Some(part_anchor(&part.topic)) };
            let mut html = String::from("<p class=\"to-transcript\"><a href=\"");
            push_attribute(&mut html, &there.href(&chat.id.address().page));
            html.push_str("\">");
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

/// What a part is about, and which of several pages it is.
pub fn part_title(strings: &Strings, chat: &Chat, part: &PublicPart) -> String {
    let title = topic_title(strings, chat, &part.topic);
    if part.of == 1 {
        return title;
    }
    let (n, of) = (part.number.to_string(), part.of.to_string());
    strings.fill("page_of_topic", &[("title", &title), ("n", &n), ("of", &of)])
}

/// What a topic is called.
fn topic_title(strings: &Strings, chat: &Chat, topic: &PartTopic) -> String {
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

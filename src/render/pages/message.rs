//! One message of a transcript, as the gate hands it on.

use serde::Serialize;

use crate::gate::conversation::{Answered, PublicFragment, PublicMessage, PublicPart, Sign};
use crate::model::chat::{Chat, MessageTime, PartTopic, SpeakerName, SpeakerRole};
use crate::model::id::Address;
use crate::render::dates::{DateView, clock, iso_clock, moment};
use crate::render::escape::{push_attribute, push_text, safe_url};
use crate::render::strings::Strings;
use crate::site::SitePath;

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
    /// The message that it answers, where that is not plain to see.
    pub answers: Option<AnswersView>,
    /// Whether it belongs to a thread that another message opened.
    pub in_thread: bool,
    /// Whether its words were changed later.
    pub edited: bool,
    /// Whether it only greets or thanks.
    pub greeting: bool,
    /// The emoji that were set on it, with their counts.
    pub signs: Option<String>,
}

/// The message that another one answers.
#[derive(Clone, Debug, Serialize)]
pub struct AnswersView {
    /// Whose message it is, in words.
    pub words: String,
    /// Where it stands; nothing when it is not shown.
    pub href: Option<String>,
}

/// The messages of one part, which all stand on one page.
pub fn message_views(strings: &Strings, language: &str, chat: &Chat, part: &PublicPart) -> Vec<MessageView> {
    let (messages, from) = (&part.messages, &part.page);
    let asks = matches!(part.topic, PartTopic::Question(_));
    let opening = messages.first().map(|message| message.number).filter(|_| asks);
    let mut above = None;
    let mut views = Vec::with_capacity(messages.len());
    for message in messages {
        let answers = message.answers.as_ref().filter(|answered| !is_plain(answered, [opening, above]));
        let answers = answers.map(|answered| answers_view(strings, from, answered));
        views.push(MessageView { answers, ..message_view(strings, language, chat, message) });
        above = Some(message.number);
    }
    views
}

/// Whether a reader sees what is answered without being told: the question of the part, or the message right above.
fn is_plain(answered: &Answered, near: [Option<usize>; 2]) -> bool {
    matches!(answered, Answered::Message { number, .. } if near.contains(&Some(*number)))
}

/// What a message answers.
fn answers_view(strings: &Strings, from: &SitePath, answered: &Answered) -> AnswersView {
    match answered {
        Answered::Message { number, page, name } => AnswersView {
            words: strings.fill("answers", &[("name", &speaker(strings, name))]),
            href: Some(Address { page: page.clone(), fragment: Some(format!("message-{number}")) }.href(from)),
        },
        Answered::Withheld => AnswersView { words: String::from(strings.get("answers_withheld")), href: None },
    }
}

/// The emoji that were set on a message: `👍 3, ❤️ 1`.
fn signs_in_words(signs: &[Sign]) -> Option<String> {
    let words: Vec<String> = signs.iter().map(|sign| format!("{} {}", sign.emoji, sign.count)).collect();
    (!words.is_empty()).then(|| words.join(", "))
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
        time: message.at.map(|at| time(language, chat, at)),
        body_html: body,
        answers: None,
        in_thread: message.in_thread,
        edited: message.edited,
        greeting: message.greeting,
        signs: signs_in_words(&message.signs),
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
fn time(language: &str, chat: &Chat, at: MessageTime) -> DateView {
    match (at, chat.date) {
        (MessageTime::Clock(time), Some(date)) => {
            DateView { words: clock(language, time), ..moment(language, date.to_datetime(time)) }
        }
        (MessageTime::Clock(time), None) => DateView { iso: iso_clock(time), words: clock(language, time) },
        (MessageTime::Local(at), Some(date)) if at.date() == date => {
            DateView { words: clock(language, at.time()), ..moment(language, at) }
        }
        (MessageTime::Local(at), _) => moment(language, at),
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

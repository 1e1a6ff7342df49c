//! Divides a conversation among pages, so that a phone on the ward's network can show each of them.
//!
//! A conversation that is short enough stands on the page of its chat. Of a longer one every topic has a page of its
//! own, and a topic that is too long for one has several: the cut is made before a message that belongs to no thread,
//! unless the thread itself fills a page. Pages are told by what a reader would download, roughly: the estimate depends
//! on nothing but the messages themselves, so the same messages always stand on the same pages.

use crate::model::chat::{Fragment, Message, PartTopic};
use crate::model::id::NodeId;
use crate::site::SitePath;

/// How much the messages of one page may weigh, in bytes as they are sent. A page may have 300 KB: this leaves room for
/// the recap, and for a thread that is not to be cut.
const LIMIT: usize = 240_000;

/// How far a page may go over its limit for the sake of a thread.
const SLACK: usize = 30_000;

/// What the markup of a message weighs when it is sent, apart from the words.
const MARKUP: usize = 60;

/// Messages of one topic that stand on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The topic.
    pub(super) topic: PartTopic,
    /// The page.
    pub(super) page: SitePath,
    /// Which one of the pages of its topic it is, from 1.
    pub(super) number: usize,
    /// How many pages the topic has.
    pub(super) of: usize,
    /// The messages, as indexes into the transcript.
    pub(super) messages: Vec<usize>,
}

/// Divides the messages of `chat`, topic by topic, among pages.
pub(super) fn stretches(chat: &NodeId, parts: Vec<(PartTopic, Vec<usize>)>, messages: &[Message]) -> Vec<Stretch> {
    let weigh = |of: &[usize]| of.iter().filter_map(|&at| messages.get(at)).map(weight).sum::<usize>();
    if parts.iter().map(|(_, part)| weigh(part)).sum::<usize>() <= LIMIT {
        let page = chat.address().page;
        let whole = |(topic, messages)| Stretch { topic, page: page.clone(), number: 1, of: 1, messages };
        return parts.into_iter().map(whole).collect();
    }
    let mut stretches = Vec::new();
    for (topic, part) in parts {
        let pieces = cut(&part, messages);
        let of = pieces.len();
        stretches.extend(pieces.into_iter().zip(1..).map(|(messages, number)| {
            let page = page_of(chat, &topic, number);
            Stretch { topic: topic.clone(), page, number, of, messages }
        }));
    }
    stretches
}

/// The page of the nth stretch of a topic: `chats/2026-05-12-hair-loss/topic-1.html`, `…/topic-1-2.html`.
fn page_of(chat: &NodeId, topic: &PartTopic, number: usize) -> SitePath {
    let name = match topic {
        PartTopic::Introductions => String::from("introductions"),
        PartTopic::Question(index) => format!("topic-{}", index + 1),
        PartTopic::Closing => String::from("closing"),
        PartTopic::Whole => String::from("messages"),
    };
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    SitePath::new(format!("chats/{}/{name}{number}.html", chat.key()))
}

/// Cuts a part into pieces that fit a page each.
fn cut(part: &[usize], messages: &[Message]) -> Vec<Vec<usize>> {
    let mut pieces: Vec<Vec<usize>> = vec![Vec::new()];
    let mut filled = 0;
    for &at in part {
        let Some(message) = messages.get(at) else { continue };
        let weight = weight(message);
        let limit = if message.thread.is_some() { LIMIT + SLACK } else { LIMIT };
        if filled > 0 && filled + weight > limit {
            pieces.push(Vec::new());
            filled = 0;
        }
        filled += weight;
        if let Some(piece) = pieces.last_mut() {
            piece.push(at);
        }
    }
    pieces
}

/// How many bytes a message takes at most when it is sent. Words of any script compress to three quarters and better.
fn weight(message: &Message) -> usize {
    let words = message.body.iter().map(|fragment| match fragment {
        Fragment::Text(text) => text.len(),
        Fragment::Link(url) => url.len() * 2,
        Fragment::LineBreak => 2,
        Fragment::Mention(_) | Fragment::Omitted(_) => 12,
    });
    MARKUP + words.sum::<usize>() * 3 / 4 + message.reactions.len() * 6
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, Stretch, stretches};
    use crate::model::chat::{Fragment, Message, PartTopic};
    use crate::model::id::{NodeId, NodeKind};

    fn divided(parts: Vec<(PartTopic, Vec<usize>)>, messages: &[Message]) -> Vec<(String, usize, usize)> {
        let chat = NodeId::new(NodeKind::Chat, "c");
        let facts = |stretch: &Stretch| (stretch.page.to_string(), stretch.of, stretch.messages.len());
        stretches(&chat, parts, messages).iter().map(facts).collect()
    }

    fn message(weight: usize) -> Message {
        Message { body: vec![Fragment::Text("x".repeat((weight - super::MARKUP) * 4 / 3))], ..Message::default() }
    }

    #[test]
    fn a_short_conversation_stays_on_the_page_of_its_chat() {
        let messages = vec![message(LIMIT / 4); 4];
        let parts = vec![(PartTopic::Introductions, vec![0]), (PartTopic::Question(0), vec![1, 2, 3])];
        let page = String::from("chats/c.html");
        assert_eq!(divided(parts, &messages), [(page.clone(), 1, 1), (page, 1, 3)]);
    }

    #[test]
    fn a_long_one_has_a_page_for_each_topic_and_several_for_a_long_topic() {
        let messages = vec![message(LIMIT / 4); 12];
        let parts = vec![(PartTopic::Introductions, vec![0]), (PartTopic::Question(0), (1..12).collect())];
        let expected = [
            (String::from("chats/c/introductions.html"), 1, 1),
            (String::from("chats/c/topic-1.html"), 3, 4),
            (String::from("chats/c/topic-1-2.html"), 3, 4),
            (String::from("chats/c/topic-1-3.html"), 3, 3),
        ];
        assert_eq!(divided(parts, &messages), expected);
    }

    #[test]
    fn a_thread_is_not_cut_unless_it_fills_a_page() {
        let mut messages = vec![message(LIMIT / 8); 24];
        messages[8].thread = Some(7);
        let lengths = |messages: &[Message]| -> Vec<usize> {
            divided(vec![(PartTopic::Whole, (0..24).collect())], messages).iter().map(|piece| piece.2).collect()
        };
        assert_eq!(lengths(&messages), [9, 8, 7], "one more message of the thread has room");
        messages.iter_mut().for_each(|message| message.thread = Some(0));
        assert_eq!(lengths(&messages), [9, 9, 6]);
    }
}

//! What may be shown of the transcript of one chat.
//!
//! 1. Of each part of the chat the messages are taken whose words may be shown: their speaker agreed to that, and they
//!    were not taken back. Nothing else is looked at again.
//! 2. [`paging`](crate::gate::paging) says on which page each of them stands.
//! 3. [`Writer`] writes each of them anew. A message names the one that it answers only by number and shown name. Of one that is withheld a reader learns
//!    that there was one, so that the answer is not read as an answer to something else, and nothing more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::gate::paging::{Stretch, stretches};
use crate::model::chat::{
    AuthorKey, Chat, ChatPart, Fragment, Message, MessageTime, Noise, PartTopic, SpeakerName, SpeakerRole, Transcript,
};
use crate::model::person::{Consent, Roster};
use crate::site::SitePath;

/// What may be shown of a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// The messages by topic, in the order of the questions. Parts without a message that may be shown are left out; a
    /// topic that is too long for one page has several parts.
    pub parts: Vec<PublicPart>,
    /// How many messages are not shown because their speakers did not agree to it.
    pub held_back: usize,
}

impl Conversation {
    /// The page on which a message stands; nothing when it is not shown.
    pub fn page_of(&self, number: usize) -> Option<&SitePath> {
        let has_it = |part: &&PublicPart| part.messages.iter().any(|message| message.number == number);
        self.parts.iter().find(has_it).map(|part| &part.page)
    }
}

/// The messages of one topic that stand on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPart {
    /// What they are about.
    pub topic: PartTopic,
    /// The page on which they stand: that of the chat, or one of their own.
    pub page: SitePath,
    /// Which one of the pages of its topic it is, from 1.
    pub number: usize,
    /// How many pages the topic has.
    pub of: usize,
    /// The messages, in the order in which they are read: that of the file, with each thread kept together.
    pub messages: Vec<PublicMessage>,
}

/// A message as the site may show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicMessage {
    /// The number of the message in its transcript, from 1: its anchor is `message-n`.
    pub number: usize,
    /// The name under which the speaker is shown.
    pub name: SpeakerName,
    /// What part the speaker plays.
    pub role: SpeakerRole,
    /// When it was said, on the clock of the chat; never a moment whose time of day is not known.
    pub at: Option<MessageTime>,
    /// What was said.
    pub body: Vec<PublicFragment>,
    /// The message that it answers.
    pub answers: Option<Answered>,
    /// Whether it belongs to a thread that another message opened.
    pub in_thread: bool,
    /// Whether its words were changed later.
    pub edited: bool,
    /// Whether it only greets or thanks.
    pub greeting: bool,
    /// The emoji that were set on it. Who set them is not known.
    pub signs: Vec<Sign>,
}

/// What a message answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// A message that is shown.
    Message {
        /// Its number.
        number: usize,
        /// The page on which it stands.
        page: SitePath,
        /// The name under which its speaker is shown.
        name: SpeakerName,
    },
    /// A message that is not shown.
    Withheld,
}

/// How often an emoji was set on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The emoji.
    pub emoji: String,
    /// How often.
    pub count: u32,
}

/// A piece of a message as the site may show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicFragment {
    /// Words.
    Text(String),
    /// A line break.
    LineBreak,
    /// A web address.
    Link(String),
    /// Somebody who speaks in this chat, or who agreed to be named.
    Mention(SpeakerName),
    /// Somebody who must not be recognised.
    Someone,
    /// Something that is left out, and what it was.
    Omitted(&'static str),
}

/// Says that the words of a message are withheld because they may identify somebody.
pub const WITHHELD: &str = "passage withheld";

/// What may be shown of `transcript` when the words of the messages at the indexes `withheld` may not.
pub(super) fn of(roster: &Roster, chat: &Chat, transcript: &Transcript, withheld: &BTreeSet<usize>) -> Conversation {
    let may_be_shown = |at: &usize| transcript.messages.get(*at).is_some_and(|message| chat.may_show(message));
    let shown = |part: &ChatPart| part.messages.iter().copied().filter(may_be_shown).collect::<Vec<_>>();
    let parts: Vec<(PartTopic, Vec<usize>)> = chat.parts.iter().map(|part| (part.topic.clone(), shown(part))).collect();
    let count = |parts: &[(PartTopic, Vec<usize>)]| parts.iter().map(|(_, messages)| messages.len()).sum::<usize>();
    let all: usize = chat.parts.iter().map(|part| part.messages.len()).sum();
    let held_back = all - count(&parts);
    let parts = parts.into_iter().filter(|(_, messages)| !messages.is_empty()).collect();
    let stretches = stretches(&chat.id, parts, &transcript.messages);
    let writer = Writer { roster, chat, transcript, withheld, pages: pages(&stretches) };
    Conversation { parts: stretches.iter().map(|stretch| writer.part(stretch)).collect(), held_back }
}

/// The page of each message that is shown, by its index.
fn pages(stretches: &[Stretch]) -> BTreeMap<usize, &SitePath> {
    stretches.iter().flat_map(|stretch| stretch.messages.iter().map(|&at| (at, &stretch.page))).collect()
}

/// Writes the messages of one chat anew.
struct Writer<'a> {
    roster: &'a Roster,
    chat: &'a Chat,
    transcript: &'a Transcript,
    withheld: &'a BTreeSet<usize>,
    /// The page of each message that is shown.
    pages: BTreeMap<usize, &'a SitePath>,
}

impl Writer<'_> {
    /// The messages of one topic that stand on one page.
    fn part(&self, stretch: &Stretch) -> PublicPart {
        PublicPart {
            topic: stretch.topic.clone(),
            page: stretch.page.clone(),
            number: stretch.number,
            of: stretch.of,
            messages: stretch.messages.iter().filter_map(|&at| self.message(at)).collect(),
        }
    }

    /// The message at index `at`.
    fn message(&self, at: usize) -> Option<PublicMessage> {
        let message = self.transcript.messages.get(at)?;
        let speaker = self.chat.speakers.get(message.author?)?;
        Some(PublicMessage {
            number: at + 1,
            name: speaker.name.clone(),
            role: speaker.role,
            at: message.at.and_then(|at| at.on_clock(self.zone())),
            body: self.body(message, at),
            answers: message.reply_to.map(|answered| self.answered(answered)),
            in_thread: message.thread.is_some(),
            edited: message.edited,
            greeting: message.noise == Some(Noise::Greeting),
            signs: signs(message),
        })
    }

    /// The time zone of the chat's clock.
    fn zone(&self) -> Option<&TimeZone> {
        self.chat.timezone.as_ref().map(|known| &known.zone)
    }

    /// The words of a message, or a mark that they are withheld.
    fn body(&self, message: &Message, at: usize) -> Vec<PublicFragment> {
        if self.withheld.contains(&at) {
            return vec![PublicFragment::Omitted(WITHHELD)];
        }
        message.body.iter().map(|fragment| self.fragment(fragment)).collect()
    }

    /// The message at index `at` as one that answers it may speak of it.
    fn answered(&self, at: usize) -> Answered {
        let speaker = |message: &Message| self.chat.speakers.get(message.author?);
        match (self.pages.get(&at), self.transcript.messages.get(at).and_then(speaker)) {
            (Some(page), Some(speaker)) => {
                Answered::Message { number: at + 1, page: SitePath::clone(page), name: speaker.name.clone() }
            }
            _ => Answered::Withheld,
        }
    }

    /// One piece of a message, with whoever it speaks of shown as they may be.
    fn fragment(&self, fragment: &Fragment) -> PublicFragment {
        match fragment {
            Fragment::Text(text) => PublicFragment::Text(text.clone()),
            Fragment::LineBreak => PublicFragment::LineBreak,
            Fragment::Link(url) => PublicFragment::Link(url.clone()),
            Fragment::Omitted(what) => PublicFragment::Omitted(what),
            Fragment::Mention(author) => self.name_of(*author).map_or(PublicFragment::Someone, PublicFragment::Mention),
        }
    }

    /// The name under which somebody who is spoken of may be shown, if any.
    fn name_of(&self, author: AuthorKey) -> Option<SpeakerName> {
        match self.chat.speakers.iter().find(|speaker| speaker.author == author) {
            Some(speaker) => speaker.words.then(|| speaker.name.clone()),
            None => self
                .roster
                .by_author(author)
                .filter(|person| person.consent == Some(Consent::Name))
                .map(|person| SpeakerName::Named { name: person.name.clone(), staff: None }),
        }
    }
}

/// The emoji that were set on a message. Signs that are no emoji are left out: one of somebody's own may be a name.
fn signs(message: &Message) -> Vec<Sign> {
    let sign = |emoji: &String, count: u32| Sign { emoji: emoji.clone(), count };
    let reactions = message.reactions.iter();
    reactions.filter_map(|reaction| Some(sign(reaction.emoji.as_ref()?, reaction.count))).collect()
}

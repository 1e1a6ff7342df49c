//! What may be shown of the transcript of one chat.
//!
//! 1. [`shown`] says of each message whether its words may be shown: its speaker agreed to that, it was not taken back,
//!    and it is not folded away.
//! 2. [`of`] goes through the parts of the chat and writes each such message anew.
//! 3. A message names the one that it answers only by number and shown name. Of one that is withheld a reader learns
//!    that there was one, so that the answer is not read as an answer to something else, and nothing more.

use crate::model::chat::{
    AuthorKey, Chat, Fragment, Message, MessageTime, Noise, PartTopic, SpeakerName, SpeakerRole, Transcript,
};
use crate::model::person::{Consent, Roster};

/// What may be shown of a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// The messages by topic, in the order of the questions. Parts without a message that may be shown are left out.
    pub parts: Vec<PublicPart>,
    /// How many messages are not shown because their speakers did not agree to it.
    pub held_back: usize,
}

/// The messages of one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPart {
    /// What they are about.
    pub topic: PartTopic,
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

/// What may be shown of `transcript`.
pub(super) fn of(roster: &Roster, chat: &Chat, transcript: &Transcript) -> Conversation {
    let writer = Writer { roster, chat, transcript, shown: shown(chat, transcript) };
    let mut conversation = Conversation::default();
    for part in &chat.parts {
        let messages: Vec<PublicMessage> = part.messages.iter().filter_map(|&at| writer.message(at)).collect();
        conversation.held_back += part.messages.len() - messages.len();
        if !messages.is_empty() {
            conversation.parts.push(PublicPart { topic: part.topic.clone(), messages });
        }
    }
    conversation
}

/// For each message of the transcript, whether it is shown.
fn shown(chat: &Chat, transcript: &Transcript) -> Vec<bool> {
    let agreed =
        |message: &Message| message.author.and_then(|author| chat.speakers.get(author)).is_some_and(|s| s.words);
    let mut shown = vec![false; transcript.messages.len()];
    for &at in chat.parts.iter().flat_map(|part| &part.messages) {
        if let (Some(shown), Some(message)) = (shown.get_mut(at), transcript.messages.get(at)) {
            *shown = !message.deleted && agreed(message);
        }
    }
    shown
}

/// Writes the messages of one chat anew.
struct Writer<'a> {
    roster: &'a Roster,
    chat: &'a Chat,
    transcript: &'a Transcript,
    shown: Vec<bool>,
}

impl Writer<'_> {
    /// The message at index `at`, if it is shown.
    fn message(&self, at: usize) -> Option<PublicMessage> {
        let message = self.transcript.messages.get(at).filter(|_| self.is_shown(at))?;
        let speaker = self.chat.speakers.get(message.author?)?;
        Some(PublicMessage {
            number: at + 1,
            name: speaker.name.clone(),
            role: speaker.role,
            at: message.at.and_then(|at| at.on_clock(self.chat.timezone.as_ref())),
            body: message.body.iter().map(|fragment| self.fragment(fragment)).collect(),
            answers: message.reply_to.map(|answered| self.answered(answered)),
            in_thread: message.thread.is_some(),
            edited: message.edited,
            greeting: message.noise == Some(Noise::Greeting),
            signs: signs(message),
        })
    }

    fn is_shown(&self, at: usize) -> bool {
        self.shown.get(at).copied().unwrap_or(false)
    }

    /// The message at index `at` as one that answers it may speak of it.
    fn answered(&self, at: usize) -> Answered {
        let author = self.transcript.messages.get(at).filter(|_| self.is_shown(at)).and_then(|message| message.author);
        match author.and_then(|author| self.chat.speakers.get(author)) {
            Some(speaker) => Answered::Message { number: at + 1, name: speaker.name.clone() },
            None => Answered::Withheld,
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

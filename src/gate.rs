//! The one door to publication. Nothing else makes a [`Cleared`], and render and search accept nothing else.
//!
//! What the gate does, in order:
//! 1. It refuses to publish a network with findings of severity *error* (for the preview it lets the pages pass, so that
//!    an editor can see what to mend; the words of chats are held back there just the same).
//! 2. It takes the transcripts out of the network. What render and search receive has no raw transcript in it.
//! 3. It writes each message that may be shown anew, under the name that its speaker agreed to: the roster's name with
//!    recorded consent, else a number that holds in this one chat. Words of people who did not agree to be quoted are
//!    not handed on at all, and whoever is spoken of in a message is shown as the chat shows them, or as "someone".

use std::collections::BTreeMap;

use crate::finding::{Findings, Severity};
use crate::model::chat::{AuthorKey, Chat, Fragment, MessageTime, PartTopic, SpeakerName, SpeakerRole, Transcript};
use crate::model::id::NodeId;
use crate::model::network::Network;
use crate::model::person::{Consent, Roster};

/// A network that may be shown. It holds no transcript; the words of chats are in [`Cleared::conversation`].
#[derive(Debug)]
pub struct Cleared {
    network: Network,
    conversations: BTreeMap<NodeId, Conversation>,
}

/// Why a network may not be published: this many findings of severity *error*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How many there are.
    pub errors: usize,
}

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
    /// The messages, in the order of the file.
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

/// Clears `network` for publication.
///
/// # Errors
/// When `findings` hold an error.
pub fn publish(network: Network, findings: &Findings) -> Result<Cleared, Refused> {
    match findings.count(Severity::Error) {
        0 => Ok(clear(network)),
        errors => Err(Refused { errors }),
    }
}

/// Clears `network` for the eyes of its editors, errors and all.
pub fn preview(network: Network) -> Cleared {
    clear(network)
}

/// Takes the transcripts out and writes anew what may be shown of them.
fn clear(mut network: Network) -> Cleared {
    let transcripts = std::mem::take(&mut network.transcripts);
    network.extra_transcripts.clear();
    let conversations = network
        .chats
        .iter()
        .filter_map(|(id, chat)| Some((id.clone(), conversation(&network.people, chat, transcripts.get(id)?))))
        .collect();
    Cleared { network, conversations }
}

impl Cleared {
    /// The network without its transcripts.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What may be shown of the transcript of a chat; nothing when the chat has none.
    pub fn conversation(&self, chat: &NodeId) -> Option<&Conversation> {
        self.conversations.get(chat)
    }
}

/// What may be shown of `transcript`.
fn conversation(roster: &Roster, chat: &Chat, transcript: &Transcript) -> Conversation {
    let mut conversation = Conversation::default();
    for part in &chat.parts {
        let mut messages = Vec::with_capacity(part.messages.len());
        for &at in &part.messages {
            match message(roster, chat, transcript, at) {
                Some(message) => messages.push(message),
                None => conversation.held_back += 1,
            }
        }
        if !messages.is_empty() {
            conversation.parts.push(PublicPart { topic: part.topic.clone(), messages });
        }
    }
    conversation
}

/// One message, if the words of its speaker may be shown.
fn message(roster: &Roster, chat: &Chat, transcript: &Transcript, at: usize) -> Option<PublicMessage> {
    let message = transcript.messages.get(at)?;
    let speaker = chat.speakers.get(message.author?).filter(|speaker| speaker.words && !message.deleted)?;
    Some(PublicMessage {
        number: at + 1,
        name: speaker.name.clone(),
        role: speaker.role,
        at: message.at.and_then(|at| at.on_clock(chat.timezone.as_ref())),
        body: message.body.iter().map(|fragment| public_fragment(roster, chat, fragment)).collect(),
    })
}

/// One piece of a message, with whoever it speaks of shown as they may be.
fn public_fragment(roster: &Roster, chat: &Chat, fragment: &Fragment) -> PublicFragment {
    match fragment {
        Fragment::Text(text) => PublicFragment::Text(text.clone()),
        Fragment::LineBreak => PublicFragment::LineBreak,
        Fragment::Link(url) => PublicFragment::Link(url.clone()),
        Fragment::Omitted(what) => PublicFragment::Omitted(what),
        Fragment::Mention(author) => {
            public_name(roster, chat, *author).map_or(PublicFragment::Someone, PublicFragment::Mention)
        }
    }
}

/// The name under which somebody who is spoken of may be shown, if any.
fn public_name(roster: &Roster, chat: &Chat, author: AuthorKey) -> Option<SpeakerName> {
    match chat.speakers.iter().find(|speaker| speaker.author == author) {
        Some(speaker) => speaker.words.then(|| speaker.name.clone()),
        None => roster
            .by_author(author)
            .filter(|person| person.consent == Consent::Name)
            .map(|person| SpeakerName::Named { name: person.name.clone(), staff: None }),
    }
}

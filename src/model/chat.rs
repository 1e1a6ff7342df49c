//! Chats: the reviewed recap, the transcript as it was parsed, and the chat as the two make it together.
//!
//! A raw name never leaves the parser. A transcript knows its authors by [`AuthorKey`]s; only a person of the roster
//! who agreed to it gets a name back, and that name is the roster's, never the transcript's. What stands in the place of a
//! name and is none leaves it [`Sealed`], for the detectors.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use crate::model::article::Meta;
use crate::model::id::NodeId;
use crate::model::prose::Prose;
use crate::model::secret::Secret;
use crate::model::slug::fold;
use crate::source::{FilePath, Fingerprint, Located, Span};

/// The reviewed summary of a chat: `chats/<id>/recap.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recap {
    /// The chat it sums up.
    pub id: NodeId,
    /// The file it was written in.
    pub file: FilePath,
    /// The title.
    pub title: String,
    /// The front matter that recaps share with articles.
    pub meta: Meta,
    /// The front matter that only chats have.
    pub facts: ChatFacts,
    /// The body.
    pub prose: Prose,
}

/// What the front matter of a recap says of the chat itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatFacts {
    /// The day of the chat.
    pub date: Option<Located<Date>>,
    /// When it began, on the clock of its time zone.
    pub start: Option<Time>,
    /// The IANA name of its time zone.
    pub timezone: Option<Located<String>>,
    /// How long it lasted, in minutes.
    pub length: Option<u32>,
    /// The hashtag, with its `#`.
    pub hashtag: Option<String>,
    /// Who led it: ids of `people.yaml`.
    pub moderators: Vec<Located<String>>,
    /// Who was invited: ids of `people.yaml`.
    pub guests: Vec<Located<String>>,
    /// What was asked, in order: T1, T2 …
    pub questions: Vec<Question>,
    /// The topic pages that the chat belongs to, as written.
    pub topics: Vec<Located<String>>,
    /// What became of it, if that is written.
    pub status: Option<ChatStatus>,
}

impl ChatFacts {
    /// The index of the question with `label`; `T1a` belongs to `T1` where the recap has no such part of the question.
    /// The recap may call its questions `Q1` as well.
    pub fn question(&self, label: &str) -> Option<usize> {
        let number = |label: &str| label.trim_start_matches(['T', 'Q', 't', 'q']).to_ascii_lowercase();
        let find = |wanted: &str| self.questions.iter().position(|question| number(&question.label) == wanted);
        let wanted = number(label);
        find(&wanted).or_else(|| find(wanted.trim_end_matches(|c: char| c.is_ascii_alphabetic())))
    }
}

/// One of the questions of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The label: `T1`, `T2a`.
    pub label: String,
    /// The question.
    pub text: Located<String>,
    /// When it was put, on the clock of the chat.
    pub at: Option<Time>,
}

/// What became of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChatStatus {
    /// It is still to come.
    Upcoming,
    /// It took place.
    Held,
    /// It was called off.
    Cancelled,
}

impl ChatStatus {
    /// Every status with its word in front matter.
    pub const ALL: [(&'static str, Self); 3] =
        [("upcoming", Self::Upcoming), ("held", Self::Held), ("cancelled", Self::Cancelled)];

    /// The word in front matter.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, status)| *status == self).map_or("held", |(word, _)| word)
    }
}

/// Stands for the name or handle of somebody who speaks or is spoken of in a transcript. Equal names give equal keys,
/// whatever their case, spaces, leading `@` and pronouns in brackets; a key cannot be turned back into a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorKey(Fingerprint);

impl AuthorKey {
    /// The key of `name`.
    pub fn of(name: &str) -> Self {
        let name = name.trim();
        let without_pronouns = match name.rfind('(') {
            Some(bracket) if name.ends_with(')') && name[bracket..].contains('/') => &name[..bracket],
            _ => name,
        };
        let folded = fold(without_pronouns);
        Self(Fingerprint::of(&[b"author", folded.trim_start_matches(['@', '＠']).trim().as_bytes()]))
    }

    /// The key of somebody about whom it cannot be told who it is, as when two people share a first name. Nobody on a
    /// roster and nobody who speaks has it.
    pub fn nobody() -> Self {
        Self(Fingerprint::of(&[b"nobody"]))
    }
}

/// What was said in a chat, as one file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// The chat it belongs to.
    pub chat: NodeId,
    /// The file it was read from.
    pub file: FilePath,
    /// The name of the format it was read as.
    pub format: &'static str,
    /// Everybody who speaks, in the order of their first words.
    pub authors: Vec<AuthorKey>,
    /// Everything said, in the order of the file.
    pub messages: Vec<Message>,
    /// What was left out.
    pub dropped: Dropped,
    /// What it knows and no output may hold.
    pub secrets: Vec<Secret>,
    /// What stands in the place of a name and does not look like one, with the first message that bears it.
    pub odd_authors: Vec<(usize, Sealed)>,
    /// How far the clock of the file is from universal time, if the file tells.
    pub offset: Option<Offset>,
}

/// Words for the detectors of `check::privacy` and for nobody else. They cannot be printed by accident, and the gate drops
/// them with the transcript.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Box<str>);

impl Sealed {
    /// Seals `words`.
    pub fn new(words: &str) -> Self {
        Self(words.into())
    }

    /// The words, for looking at what they are.
    pub fn open(&self) -> &str {
        &self.0
    }
}

/// Shows nothing of the words.
impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}

/// How many things of a file are not in its transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Messages to one person or a few, which only the saver of the file could see.
    pub direct: usize,
    /// Lines of a program: who joined, who left.
    pub system: usize,
    /// Messages that were taken back. They keep their place among the messages, without words.
    pub deleted: usize,
    /// Messages that were not addressed to everybody.
    pub not_public: usize,
    /// Messages that are damaged, or that nothing can be made of.
    pub unreadable: usize,
}

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Who said it: an index into [`Transcript::authors`]; none for a heading, which has a mark and no words.
    pub author: Option<usize>,
    /// When it was said.
    pub at: Option<MessageTime>,
    /// What the message says of the topic it belongs to.
    pub mark: Option<TopicMark>,
    /// What was said.
    pub body: Vec<Fragment>,
    /// Whether it adds something of its own.
    pub noise: Option<Noise>,
    /// Where it was written; nothing inside an archive.
    pub span: Span,
    /// A hash of the name that the export gives the message, if it gives one.
    pub id: Option<Fingerprint>,
    /// The message that it answers: an index into [`Transcript::messages`], always of another message.
    pub reply_to: Option<usize>,
    /// The message that opened the thread it belongs to: an index likewise.
    pub thread: Option<usize>,
    /// Whether its words were changed later.
    pub edited: bool,
    /// Whether it was taken back. Then it has no words and is not shown.
    pub deleted: bool,
    /// The signs that were set on it.
    pub reactions: Vec<Reaction>,
}

/// How often a sign was set on a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reaction {
    /// The emoji; none for all signs that are no emoji of Unicode, counted together.
    pub emoji: Option<String>,
    /// How often.
    pub count: u32,
}

/// When a message was said, as precisely as the file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MessageTime {
    /// A time of the day.
    Clock(Time),
    /// A day and time on the clock of the chat.
    Local(DateTime),
    /// So many seconds after the recording began. When it began, nobody tells.
    Offset(u32),
    /// A moment, the same everywhere. Which time of day it was, only a time zone tells.
    Instant(Timestamp),
}

impl MessageTime {
    /// The time as the clock of the chat showed it. Without a time zone nobody knows what it showed at a moment.
    pub fn on_clock(self, zone: Option<&TimeZone>) -> Option<Self> {
        match self {
            Self::Instant(moment) => zone.map(|zone| Self::Local(zone.to_datetime(moment))),
            other => Some(other),
        }
    }
}

/// How a message says which topic it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopicMark {
    /// A heading of the transcript that names a question, as `## T1: …`: everything after it belongs to that question.
    /// The label is written `T1` or `T1a`, here as below, whatever the transcript writes (`Q1`, `A1`, `Question 1`).
    Heading(String),
    /// A heading that opens the introductions.
    Introductions,
    /// `T1` or `Q1` at the beginning: puts the question if a moderator says it, else answers it.
    Topic(String),
    /// `A1` at the beginning: answers the question.
    Answer(String),
    /// `CT`: a closing thought; or a heading that opens the closing thoughts.
    Closing,
}

impl TopicMark {
    /// The label of the question that the mark names, if it names one.
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Heading(label) | Self::Topic(label) | Self::Answer(label) => Some(label),
            Self::Introductions | Self::Closing => None,
        }
    }
}

/// Why a message adds nothing of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noise {
    /// It repeats somebody else's message (RT, MT).
    Repost,
    /// It only greets or thanks.
    Greeting,
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// Words.
    Text(String),
    /// A line break.
    LineBreak,
    /// A web address, http or https only, without anything that tells who shared it.
    Link(String),
    /// Somebody who is spoken of: shown as the chat shows them, never as written.
    Mention(AuthorKey),
    /// Something that is left out, and what it was: `photo not shown`.
    Omitted(&'static str),
}

/// A chat: its recap and its transcript brought together. The words of the transcript are not in here:
/// only the gate hands them on.
#[derive(Clone, Debug)]
pub struct Chat {
    /// Its name in the network.
    pub id: NodeId,
    /// The reviewed summary. A transcript without one is not published.
    pub recap: Arc<Recap>,
    /// When it is or was: the front matter's date, else the beginning of the folder's name.
    pub date: Option<Date>,
    /// What became of it.
    pub status: ChatStatus,
    /// Everybody who speaks, in the order of their first words.
    pub speakers: Vec<Speaker>,
    /// The transcript by topic.
    pub parts: Vec<ChatPart>,
    /// How many people spoke.
    pub people: usize,
    /// How many messages there are.
    pub messages: usize,
    /// The time zone of its clock, if anything tells.
    pub timezone: Option<ChatZone>,
}

impl Chat {
    /// Whether the words of a message of the chat may be shown: its speaker agreed to that, and it was not taken back.
    pub fn may_show(&self, message: &Message) -> bool {
        let speaker = message.author.and_then(|author| self.speakers.get(author));
        !message.deleted && speaker.is_some_and(|speaker| speaker.words)
    }
}

/// The time zone of a chat's clock, and who says so. It is never guessed: what nobody says stays unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatZone {
    /// The time zone.
    pub zone: TimeZone,
    /// Who says so.
    pub origin: ZoneOrigin,
}

impl ChatZone {
    /// What the time zone is called: `Europe/London`, or `UTC+2` when only the distance from universal time is known.
    pub fn name(&self) -> String {
        match (self.zone.iana_name(), self.zone.to_fixed_offset()) {
            (Some(name), _) => String::from(name),
            (None, Ok(offset)) => offset_in_words(offset),
            (None, Err(_)) => String::from("UTC"),
        }
    }

    /// The place whose time it is, as in `London`; nothing when only the distance from universal time is known.
    pub fn place(&self) -> Option<String> {
        self.zone.iana_name().map(place_of_zone)
    }
}

/// A distance from universal time as people write it: `UTC+2`, `UTC-3:30`.
fn offset_in_words(offset: Offset) -> String {
    let minutes = offset.seconds().unsigned_abs() / 60;
    let sign = if offset.is_negative() { '-' } else { '+' };
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
    }
}

/// The place that a time zone is named after: London for `Europe/London`.
pub fn place_of_zone(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

/// Who says which time zone a chat was held in, from the one who knows best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneOrigin {
    /// The front matter of its recap.
    Recap,
    /// The settings of the site.
    Settings,
    /// The transcript: all of its times are equally far from universal time.
    Transcript,
}

/// How somebody who speaks in a chat is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The key under which the transcript knows them.
    pub author: AuthorKey,
    /// The name shown.
    pub name: SpeakerName,
    /// What part they play.
    pub role: SpeakerRole,
    /// Whether their words may be shown.
    pub words: bool,
}

/// The name under which a speaker is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerName {
    /// A person of the roster who agreed to be named; with an id when the people page shows them.
    Named {
        /// The name, as the roster writes it.
        name: String,
        /// The member of staff.
        staff: Option<NodeId>,
    },
    /// "Participant n": a number that holds in this chat only; 0 for somebody whose words are left out, who is not shown.
    Participant(u32),
}

/// What part a speaker plays in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpeakerRole {
    /// Leads the chat.
    Moderator,
    /// Was invited to answer.
    Guest,
    /// Another member of staff.
    Staff,
    /// Everybody else.
    Participant,
}

/// The messages of one topic, or those before the first and after the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatPart {
    /// What the messages are about.
    pub topic: PartTopic,
    /// Their indexes in the transcript, in order.
    pub messages: Vec<usize>,
}

/// What a part of a chat is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartTopic {
    /// The greetings before the first question.
    Introductions,
    /// One of the questions: an index into [`ChatFacts::questions`].
    Question(usize),
    /// The closing thoughts.
    Closing,
    /// The whole of a chat without questions.
    Whole,
}

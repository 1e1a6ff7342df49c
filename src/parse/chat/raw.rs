//! What a format hands on: messages with their names still in them. Nothing here leaves `parse::chat`, and nothing here
//! can be printed by accident: the types have no `Debug`.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use crate::finding::Findings;
use crate::model::chat::{Dropped, MessageTime, TopicMark};
use crate::parse::chat::archive::Entry;
use crate::source::{FilePath, Span};

/// A file as a format sees it.
pub(super) struct Export<'a> {
    /// Where it lies.
    pub(super) path: &'a FilePath,
    /// Its text: empty for an archive of several files. An archive with one text in it is that text.
    pub(super) text: &'a str,
    /// The texts of an archive, sorted by name; empty when the file is none.
    pub(super) entries: &'a [Entry],
}

/// How sure a format is that a file is its own. A surer format wins; equally sure ones are ambiguous.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// It is not.
    No,
    /// It can be read as such, but so can other files.
    Possible,
    /// It looks like it.
    Likely,
    /// Nothing else looks like this.
    Certain,
}

/// Somebody who speaks, as the file writes them.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct RawSpeaker<'a> {
    /// The name or handle by which the person is known: what the roster is asked for.
    pub(super) name: Cow<'a, str>,
    /// Another name that stands beside it, as the display name beside a handle.
    pub(super) also: Option<Cow<'a, str>>,
}

impl<'a> RawSpeaker<'a> {
    /// Somebody of whom the file knows only one name.
    pub(super) fn named(name: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), also: None }
    }
}

/// One message, or a heading between messages.
#[derive(Default)]
pub(super) struct RawMessage<'a> {
    /// The name that the export gives the message, if it gives one. Only its hash is kept.
    pub(super) id: Option<Cow<'a, str>>,
    /// Who said it; none for a heading.
    pub(super) speaker: Option<RawSpeaker<'a>>,
    /// When it was said.
    pub(super) at: Option<MessageTime>,
    /// How far the clock that the file tells the time by is from universal time, if it is told.
    pub(super) offset: Option<Offset>,
    /// The topic that a heading opens. Marks in the words of a message are found later, for all formats alike.
    pub(super) heading: Option<TopicMark>,
    /// The words, lines divided by `\n`.
    pub(super) text: Cow<'a, str>,
    /// The message that it answers.
    pub(super) reply_to: Option<RawReply<'a>>,
    /// The message that opened the thread it belongs to.
    pub(super) thread: Option<RawReply<'a>>,
    /// Whether its words were changed later.
    pub(super) edited: bool,
    /// Whether it was taken back. Its words are dropped, whatever the export still has of them.
    pub(super) deleted: bool,
    /// Signs that were set on it, and how often. Who set them is not asked.
    pub(super) reactions: Vec<(Cow<'a, str>, u32)>,
    /// What was attached, as in [`PHOTO`].
    pub(super) attachments: Vec<&'static str>,
    /// Where it was written; nothing inside an archive.
    pub(super) span: Span,
}

/// How a message names another one.
pub(super) enum RawReply<'a> {
    /// By the name that the export gives it.
    Id(Cow<'a, str>),
    /// By its place among the messages that the format hands on.
    At(usize),
}

impl RawMessage<'_> {
    /// A heading that stands at `span`.
    pub(super) fn heading(mark: TopicMark, span: Span) -> Self {
        Self { heading: Some(mark), span, ..Self::default() }
    }
}

/// Everything that a format has read of a file.
#[derive(Default)]
pub(super) struct RawChat<'a> {
    /// The messages, in the order of the file.
    pub(super) messages: Vec<RawMessage<'a>>,
    /// People whom the export lists and who need not speak: their names are looked for in the words as well.
    pub(super) others: Vec<RawSpeaker<'a>>,
    /// Words that only the saver of the file could see. They are looked for in the output and go no further.
    pub(super) hidden: Vec<Cow<'a, str>>,
    /// What was left out. Deleted messages are counted later, for all formats alike.
    pub(super) dropped: Dropped,
}

impl<'a> From<Vec<RawMessage<'a>>> for RawChat<'a> {
    fn from(messages: Vec<RawMessage<'a>>) -> Self {
        Self { messages, ..Self::default() }
    }
}

/// Says what was attached.
pub(super) const PHOTO: &str = "photo not shown";
/// Says what was attached.
pub(super) const VIDEO: &str = "video not shown";
/// Says what was attached.
pub(super) const FILE: &str = "file not shown";
/// Says what was attached.
pub(super) const RECORDING: &str = "recording not shown";
/// Says what was attached.
pub(super) const STICKER: &str = "sticker not shown";
/// Says what was attached.
pub(super) const CONTACT: &str = "contact not shown";
/// Says what was attached.
pub(super) const PLACE: &str = "place not shown";
/// Says what was attached.
pub(super) const POLL: &str = "poll not shown";

/// What is attached, by the media type or the ending of a file's name.
pub(super) fn attachment_of(kind: &str) -> &'static str {
    let kind = kind.to_ascii_lowercase();
    let ending = kind.rsplit(['.', '/']).next().unwrap_or_default();
    match ending {
        _ if kind.starts_with("image/") => PHOTO,
        _ if kind.starts_with("video/") => VIDEO,
        _ if kind.starts_with("audio/") => RECORDING,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "heic" | "heif" | "avif" | "bmp" => PHOTO,
        "mp4" | "mov" | "m4v" | "avi" | "mkv" | "webm" | "3gp" => VIDEO,
        "mp3" | "m4a" | "opus" | "ogg" | "oga" | "wav" | "aac" | "amr" => RECORDING,
        "vcf" => CONTACT,
        _ => FILE,
    }
}

/// The moment that is so many seconds and nanoseconds after 1970, as exports write it: `1544006350`,
/// `1544006350.000200`, `1544006350123` (milliseconds). Nothing when it is no moment of our time.
pub(super) fn unix_time(written: &str) -> Option<MessageTime> {
    let whole = written.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() >= 13 { number / 1000 } else { number };
    Timestamp::from_second(seconds).ok().map(MessageTime::Instant)
}

/// A time as JSON writes it: `2026-05-12T19:02:31.123+02:00` or `…Z` is a moment; without a zone it is on the clock of
/// the chat.
pub(super) fn iso_time(written: &str) -> Option<MessageTime> {
    let instant = written.parse::<Timestamp>().ok().map(MessageTime::Instant);
    instant.or_else(|| written.parse::<jiff::civil::DateTime>().ok().map(MessageTime::Local))
}

/// How far a time as JSON writes it is from universal time: two hours in `2026-05-12T19:02:31+02:00`.
pub(super) fn iso_offset(written: &str) -> Option<Offset> {
    Pieces::parse(written).ok()?.to_numeric_offset()
}

/// A format of transcripts. One file a format; [`crate::parse::chat::recognise::EXPORTS`] and [`crate::parse::chat::recognise::BY_HAND`] are
/// the lists.
pub(super) trait Format: Sync {
    /// Its name, as in `name-text`.
    fn name(&self) -> &'static str;

    /// What such a file looks like, for the finding about a file that no format knows.
    fn looks_like(&self) -> &'static str;

    /// How sure it is that the file is its own, judged by the content alone.
    fn sureness(&self, export: &Export<'_>) -> Sureness;

    /// Reads the file. Findings name a line and never quote it.
    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a>;
}

/// A name as a finding may show it: its first letter. Logs of a build server are public, and names are not.
pub(super) fn masked(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric());
    first.into_iter().chain("•••".chars()).collect()
}

//! What a format hands on: messages with their names still in them. Nothing here leaves `parse::chat`, and nothing here
//! can be printed by accident: the types have no `Debug`.

use crate::finding::Findings;
use crate::model::chat::{MessageTime, TopicMark};
use crate::source::{FilePath, Span};

/// A file as a format sees it.
pub(super) struct Export<'a> {
    /// Where it lies.
    pub(super) path: &'a FilePath,
    /// Its text.
    pub(super) text: &'a str,
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
#[derive(Clone, Copy)]
pub(super) struct RawSpeaker<'a> {
    /// The name or handle by which the person is known: what the roster is asked for.
    pub(super) name: &'a str,
    /// Another name that stands beside it, as the display name beside a handle.
    pub(super) also: Option<&'a str>,
}

/// One message, or a heading between messages.
pub(super) struct RawMessage<'a> {
    /// Who said it; none for a heading.
    pub(super) speaker: Option<RawSpeaker<'a>>,
    /// When it was said.
    pub(super) at: Option<MessageTime>,
    /// The topic that a heading opens. Marks in the words of a message are found later, for all formats alike.
    pub(super) heading: Option<TopicMark>,
    /// The words, lines divided by `\n`.
    pub(super) text: String,
    /// Where it was written.
    pub(super) span: Span,
}

impl RawMessage<'_> {
    /// A heading that stands at `span`.
    pub(super) fn heading(mark: TopicMark, span: Span) -> Self {
        Self { speaker: None, at: None, heading: Some(mark), text: String::new(), span }
    }
}

/// A format of transcripts. One file a format; [`crate::parse::chat::FORMATS`] is the list.
pub(super) trait Format: Sync {
    /// Its name, as in `name-text`.
    fn name(&self) -> &'static str;

    /// What such a file looks like, for the finding about a file that no format knows.
    fn looks_like(&self) -> &'static str;

    /// How sure it is that the file is its own, judged by the content alone.
    fn sureness(&self, export: &Export<'_>) -> Sureness;

    /// Reads the file. Findings name a line and never quote it.
    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> Vec<RawMessage<'a>>;
}

/// A name as a finding may show it: its first letter. Logs of a build server are public, and names are not.
pub(super) fn masked(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric());
    first.into_iter().chain("•••".chars()).collect()
}

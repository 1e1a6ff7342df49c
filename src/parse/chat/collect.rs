//! Gathers the messages of a format that is read line by line.

use crate::finding::{Finding, Findings};
use crate::parse::chat::lines::{Line, heading};
use crate::parse::chat::marks::heading_mark;
use crate::parse::chat::raw::{Export, RawChat, RawMessage};
use crate::parse::chat::rules::BEFORE_FIRST_MESSAGE;
use crate::source::Span;

/// The messages of a file so far.
pub(super) struct Collector<'a> {
    messages: Vec<RawMessage<'a>>,
    /// Whether the line before was blank.
    paragraph: bool,
    /// Whether lines are left out until the next message, because it is in doubt who speaks.
    leaving_out: bool,
    /// The numbers of lines with words that no message is before.
    lost: Vec<usize>,
}

impl<'a> Collector<'a> {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { messages: Vec::new(), paragraph: false, leaving_out: false, lost: Vec::new() }
    }

    /// Adds a line: `message` if one begins on it, else a heading, or more words of the message before it.
    pub(super) fn line(&mut self, line: &Line<'a>, message: Option<RawMessage<'a>>) {
        if let Some(message) = message {
            self.leaving_out = false;
            self.messages.push(message);
        } else if let Some(words) = heading(line.text) {
            self.messages.extend(heading_mark(words).map(|mark| RawMessage::heading(mark, line.span())));
        } else if !line.text.is_empty() && !self.leaving_out {
            self.more_words(line);
        }
        self.paragraph = line.text.is_empty();
    }

    /// Adds a topic's heading that is written without `#`.
    pub(super) fn topic(&mut self, line: &Line<'a>) {
        let mark = heading_mark(line.text.trim_start_matches('*'));
        self.messages.extend(mark.map(|mark| RawMessage::heading(mark, line.span())));
        self.paragraph = false;
    }

    /// Leaves out the current line and those that go on with it.
    pub(super) fn leave_out(&mut self) {
        self.leaving_out = true;
        self.paragraph = false;
    }

    /// Whether a blank line, or nothing, is before the next line.
    pub(super) fn begins_paragraph(&self) -> bool {
        self.paragraph || self.messages.is_empty()
    }

    /// The messages; a finding says which words were lost.
    pub(super) fn finish(self, export: &Export<'_>, findings: &mut Findings) -> RawChat<'a> {
        if let Some(first) = self.lost.first() {
            let message = match self.lost.len() {
                1 => format!("Line {first} stands before the first message, so it is not shown."),
                count => format!("{count} lines, from line {first} on, stand before a message, so they are not shown."),
            };
            findings.push(Finding::new(&BEFORE_FIRST_MESSAGE, export.path, message).help(
                "That is right for a title or a note. If somebody said it, write their name before it, as in `Name: text`.",
            ));
        }
        self.messages.into()
    }

    /// Adds words to the message before, after a blank line as a paragraph of their own.
    fn more_words(&mut self, line: &Line<'_>) {
        let Some(message) = self.messages.last_mut().filter(|message| message.speaker.is_some()) else {
            self.lost.push(line.number);
            return;
        };
        if !message.text.is_empty() {
            message.text.to_mut().push_str(if self.paragraph { "\n\n" } else { "\n" });
        }
        message.text.to_mut().push_str(line.text);
        message.span = Span { end: line.span().end, ..message.span };
    }
}

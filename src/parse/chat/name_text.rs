//! *name-text*: a transcript written by hand, in Markdown or plain text.
//!
//! ```text
//! file    = front-matter? ( message | heading | blank line )*
//! heading = "## T1: …" | a paragraph that begins "T1: …" or "Question 1: …"
//! message = marker? time? speaker time? text? line*       lines run on until the next message or heading
//! marker  = "- " | "* " | "+ " | "• "                     a list
//! time    = clock | "[" clock "]" | "(" clock ")"         then blanks, "-", "–", "|" or "·"
//! clock   = 19:02 | 19:02:31 | 7:02 pm
//! speaker = "**Name:**" | "**Name**:" | "Name:"           also with `__` or `*`; the time may stand after the name,
//!                                                         in brackets also after the colon
//! ```
//! A colon ends a name only before a blank or the end of the line, so `https://…` and `10:30` are text; it may stand in a
//! name that has none after it (`Ward 3:Ruth: hello`). A name has at most five words and none of `?!;"<>=`.
//!
//! Which lines begin a message is decided for the file as a whole, see [`speakers`].

mod line;
mod speakers;

use crate::finding::Findings;
use crate::model::chat::TopicMark;
use crate::parse::chat::collect::Collector;
use crate::parse::chat::lines::{Line, heading, lines};
use crate::parse::chat::marks::heading_mark;
use crate::parse::chat::name_text::line::{Candidate, candidate, is_system_line};
use crate::parse::chat::name_text::speakers::{Speakers, Verdict};
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawSpeaker, Sureness};

/// The format.
pub(super) struct NameText;

impl Format for NameText {
    fn name(&self) -> &'static str {
        "name-text"
    }

    fn looks_like(&self) -> &'static str {
        "`Name: text` or `**Name:** text` on each line, with or without a time before it"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let lines = lines(export.text);
        let candidates = candidates(&lines);
        let speakers = Speakers::of(&candidates);
        let speaks = |candidate: &Option<Candidate<'_>>| {
            candidate.as_ref().is_some_and(|found| speakers.judge(found) == Verdict::Speaks)
        };
        let words: Vec<bool> = lines
            .iter()
            .zip(&candidates)
            .filter(|(line, _)| !line.text.is_empty() && heading(line.text).is_none())
            .map(|(_, candidate)| speaks(candidate))
            .collect();
        let messages = words.iter().filter(|speaks| **speaks).count();
        match words.first() {
            _ if messages == 0 => Sureness::No,
            Some(true) => Sureness::Likely,
            _ if messages >= 3 && messages * 10 >= words.len() => Sureness::Likely,
            _ => Sureness::No,
        }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let lines = lines(export.text);
        let candidates = candidates(&lines);
        let speakers = Speakers::of(&candidates);
        speakers.report(export, &lines, &candidates, findings);
        let mut collector = Collector::new();
        for (line, candidate) in lines.iter().zip(&candidates) {
            let verdict = candidate.as_ref().map_or(Verdict::Text, |candidate| speakers.judge(candidate));
            match (candidate, verdict) {
                (Some(candidate), Verdict::Speaks) => collector.line(line, Some(raw(candidate, line))),
                (_, Verdict::Doubtful) => collector.leave_out(),
                _ if collector.begins_paragraph() && begins_topic(line.text) => collector.topic(line),
                _ if speakers.are_timed() && is_system_line(line.text) => {}
                _ => collector.line(line, None),
            }
        }
        collector.finish(export, findings)
    }
}

/// `Name: words`, without a time and without markup, for formats that write names like this.
pub(super) fn speaker_before_colon(line: &str) -> Option<(&str, &str)> {
    let found = candidate(line).filter(|found| !found.style.timed && !found.style.bold && !found.style.item)?;
    Some((found.name, found.text))
}

/// What may be the beginning of a message, for each line.
fn candidates<'a>(lines: &[Line<'a>]) -> Vec<Option<Candidate<'a>>> {
    lines.iter().map(|line| candidate(line.text)).collect()
}

/// The message that begins on `line`.
fn raw<'a>(candidate: &Candidate<'a>, line: &Line<'a>) -> RawMessage<'a> {
    RawMessage {
        speaker: Some(RawSpeaker::named(candidate.name)),
        at: candidate.at,
        text: candidate.text.into(),
        span: line.span(),
        ..RawMessage::default()
    }
}

/// Whether a paragraph begins like the heading of a topic: `T1: …`, `Q1. …` or `Question 1: …`.
fn begins_topic(line: &str) -> bool {
    let bare = line.trim_start_matches('*');
    let answers = bare.starts_with(['A', 'a', 'R', 'r']);
    let punctuated = bare.chars().take(16).any(|c| matches!(c, ':' | '.' | ')'));
    !answers && punctuated && matches!(heading_mark(bare), Some(TopicMark::Heading(_)))
}

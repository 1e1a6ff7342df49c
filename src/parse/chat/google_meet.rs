//! *google-meet*: the transcript of a meeting in Google Meet, saved from Google Docs as plain text.
//!
//! ```text
//! file    = title? ( "Attendees" names )? "Transcript"? note? section*
//! names   = "Ana Ruiz, Bev Jones" on one line
//! section = "00:05:00" line ( "Name: words" line+ )*
//! end     = "Transcription ended after 00:58:21" | "Meeting ended after 00:58:21"
//! note    = "This editable transcript was computer generated and might contain errors. …"
//! ```
//! A time stands before a section of five minutes, so only the first message of a section has it. Source: transcripts
//! that Meet puts into Google Drive, "Download as plain text".

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::finding::Findings;
use crate::model::chat::MessageTime;
use crate::model::slug::fold;
use crate::parse::chat::collect::Collector;
use crate::parse::chat::lines::{Line, lines};
use crate::parse::chat::name_text::speaker_before_colon;
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawSpeaker, Sureness};
use crate::parse::chat::words::never_speaks;

/// The format.
pub(super) struct GoogleMeet;

impl Format for GoogleMeet {
    fn name(&self) -> &'static str {
        "google-meet"
    }

    fn looks_like(&self) -> &'static str {
        "a Google Meet transcript: `00:05:00` on lines of its own, then `Name: words`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        // Most files are something else, and are not to be divided into lines for that.
        if ![" ended after ", "computer generated", "Attendees"].iter().any(|mark| export.text.contains(mark)) {
            return Sureness::No;
        }
        let lines = lines(export.text);
        let has = |fits: &dyn Fn(&str) -> bool| lines.iter().any(|line| fits(line.text));
        let is_meet = has(&is_end) || has(&is_note) || has(&|line| line == "Attendees");
        let is_own =
            is_meet && has(&|line| offset(line).is_some()) && has(&|line| speaker_before_colon(line).is_some());
        if is_own { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let lines = lines(export.text);
        let attendees = attendees(&lines);
        let speakers = speakers(&lines, &attendees);
        let mut collector = Collector::new();
        let mut section = None;
        let begin = lines.iter().position(|line| offset(line.text).is_some()).unwrap_or(0);
        for line in &lines[begin..] {
            if let Some(at) = offset(line.text) {
                section = Some(MessageTime::Offset(at));
            } else if !is_end(line.text) && !is_note(line.text) {
                let message = speaker_before_colon(line.text)
                    .filter(|(name, _)| speakers.contains_key(&fold(name)))
                    .map(|(name, words)| said(name, words, section.take(), line));
                collector.line(line, message);
            }
        }
        let mut chat = collector.finish(export, findings);
        chat.others = attendees.into_iter().map(RawSpeaker::named).collect();
        chat
    }
}

fn said<'a>(name: &'a str, words: &'a str, at: Option<MessageTime>, line: &Line<'a>) -> RawMessage<'a> {
    let speaker = Some(RawSpeaker::named(name));
    RawMessage { speaker, at, text: Cow::Borrowed(words), span: line.span(), ..RawMessage::default() }
}

/// Who was there. A shared screen is listed as well, as in `Bev Jones's Presentation`.
fn attendees<'a>(lines: &[Line<'a>]) -> Vec<&'a str> {
    let Some(at) = lines.iter().position(|line| line.text == "Attendees") else { return Vec::new() };
    let names = lines[at + 1..].iter().map(|line| line.text).find(|line| !line.is_empty()).unwrap_or_default();
    let names = names.split(',').map(str::trim);
    names.filter(|name| !name.is_empty() && !name.ends_with("Presentation")).collect()
}

/// Who speaks, by folded name: those who were there, or whoever stands before a colon twice. Where everybody would speak
/// only once, whoever stands before a colon at all.
fn speakers(lines: &[Line<'_>], attendees: &[&str]) -> BTreeMap<String, usize> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in lines.iter().filter_map(|line| speaker_before_colon(line.text)) {
        *times.entry(fold(name)).or_default() += 1;
    }
    let listed: Vec<String> = attendees.iter().map(|name| fold(name)).collect();
    let all = times.values().all(|times| *times == 1) && listed.is_empty();
    times.retain(|name, times| !never_speaks(name) && (all || *times > 1 || listed.contains(name)));
    times
}

/// `00:05:00` alone on its line, in seconds.
fn offset(line: &str) -> Option<u32> {
    let mut parts = line.split(':').map(|part| if part.len() == 2 { part.parse::<u32>().ok() } else { None });
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && minutes < 60 && seconds < 60).then_some((hours * 60 + minutes) * 60 + seconds)
}

fn is_end(line: &str) -> bool {
    let starts = ["Meeting ended after ", "Transcription ended after ", "La reunión terminó después de "];
    starts.iter().any(|start| line.starts_with(start))
}

fn is_note(line: &str) -> bool {
    line.starts_with("This editable transcript was computer generated")
}

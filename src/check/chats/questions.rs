//! The questions of a recap, held against the marks of its transcript.

use crate::check::chats::UNKNOWN_QUESTION;
use crate::finding::{Finding, Findings};
use crate::model::chat::{Chat, Transcript};

/// Marks of the transcript that no question of the recap has, each label once. The message is named by its number:
/// a finding that points into a transcript would show its words in a log.
pub(super) fn questions(chat: &Chat, transcript: &Transcript, findings: &mut Findings) {
    let known = chat.recap.facts.questions.len();
    let mut labels: Vec<(&str, usize, usize)> = Vec::new();
    for (at, message) in transcript.messages.iter().enumerate() {
        let Some(label) = message.mark.as_ref().and_then(|mark| mark.label()) else { continue };
        if chat.recap.facts.question(label).is_some() {
            continue;
        }
        match labels.iter_mut().find(|(seen, ..)| *seen == label) {
            Some((_, _, count)) => *count += 1,
            None => labels.push((label, at + 1, 1)),
        }
    }
    for (label, first, count) in labels {
        let what = if count == 1 { String::from("A message is") } else { format!("{count} messages are") };
        let asked = match known {
            0 => String::from("no questions"),
            1 => String::from("one question"),
            known => format!("{known} questions"),
        };
        let message = format!("{what} marked {label} (the first is number {first}), but the recap lists {asked}.");
        findings.push(
            Finding::new(&UNKNOWN_QUESTION, &transcript.file, message)
                .help(format!("Add the question to `questions` in `{}`, or correct the mark.", chat.recap.file)),
        );
    }
}

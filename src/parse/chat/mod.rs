//! Transcripts of chats: any file of a chat's folder but `recap.md`.
//!
//! 1. [`parse`] asks each of [`FORMATS`] how sure it is that the file is its own, by the content, never the name.
//! 2. The surest one reads the file into raw messages (`raw`), which still hold names.
//! 3. `assemble` makes the transcript: names become keys (`names`), the words of a message become pieces that may be
//!    shown (`body`, `link`), and marks at their beginning and end are read (`marks`).
//!
//! A raw name never leaves this room: not in a [`crate::model::chat::Transcript`], and not in a finding. Findings about a
//! transcript name a line and have no span, for whoever shows a span shows the words, and logs are public.

mod assemble;
mod body;
mod collect;
mod lines;
mod link;
mod marks;
mod name_text;
mod names;
mod other;
mod raw;
mod time;
mod tweet_chat;
mod words;

use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::document::Document;
use crate::model::id::{NodeId, NodeKind};
use crate::model::slug::file_slug;
use crate::parse::chat::raw::{Export, Format, Sureness};
use crate::rules;
use crate::source::SourceFile;

/// Every format of transcripts.
const FORMATS: &[&dyn Format] = &[&name_text::NameText, &tweet_chat::TweetChat];

rules! {
    /// A transcript is in no format that bedside knows.
    ///
    /// **Why it matters to a patient.** The conversation is missing from the chat's page.
    ///
    /// **How to mend it.** Write one message a line, as in `Name: text` or `[19:02] Name: text`, or export the chat in one
    /// of the formats that the finding lists. The name of the file does not matter.
    UNKNOWN_FORMAT = "chat/unknown-format", Warning;

    /// A transcript can be read in more than one way.
    ///
    /// **Why it matters to a patient.** Read in the wrong way, words are put into the mouth of somebody else. So nothing
    /// of it is published.
    ///
    /// **How to mend it.** Put one conversation into one file, written in one way throughout.
    AMBIGUOUS_FORMAT = "chat/ambiguous-format", Warning;

    /// A transcript is empty.
    ///
    /// **Why it matters to a patient.** The conversation is missing from the chat's page.
    ///
    /// **How to mend it.** Export the chat again, or delete the file.
    EMPTY_TRANSCRIPT = "chat/empty-transcript", Warning;

    /// A transcript holds bytes that are no text.
    ///
    /// **Why it matters to a patient.** Such a file is damaged or of another kind, so nothing of it is published.
    ///
    /// **How to mend it.** Export the chat again as plain text (UTF-8).
    NOT_TEXT = "chat/not-text", Warning;

    /// A file in a chat's folder is not published.
    ///
    /// **Why it matters to a patient.** Pictures and files out of a chat often show a face, a letter or an appointment.
    /// Only the words of a transcript are published, never what was attached to it.
    ///
    /// **How to mend it.** Nothing is wrong with the site. Move the file out of the folder; a picture for readers belongs
    /// into `static/`, if the people in it have agreed.
    NOT_PUBLISHED = "chat/not-published", Warning;

    /// A file does not lie in the folder of a chat.
    ///
    /// **Why it matters to a patient.** It is not published, because nobody can tell which chat it belongs to.
    ///
    /// **How to mend it.** Move it into the folder of its chat, as in `chats/2026-05-12-hair-loss/transcript.txt`.
    STRAY_FILE = "chat/stray-file", Warning;

    /// It is not clear who speaks in a line.
    ///
    /// **Why it matters to a patient.** Words may be shown as somebody else's, or a name may stand in the middle of a
    /// message, where it is shown.
    ///
    /// **How to mend it.** Write all messages of a file in the same way: with the same kind of time, or with the same
    /// bold name. If the line belongs to the message before it, reword it so that no colon follows its first words.
    UNSURE_SPEAKER = "chat/unsure-speaker", Warning;

    /// Words stand before the first message.
    ///
    /// **Why it matters to a patient.** Words that nobody is known to have said are not published.
    ///
    /// **How to mend it.** A title or a note may stay. If somebody said it, write the name before it: `Name: text`.
    BEFORE_FIRST_MESSAGE = "chat/before-first-message", Info;
}

/// Reads a transcript: any file of a chat's folder but `recap.md`.
pub fn parse(file: &SourceFile, findings: &mut Findings) -> Document {
    let path = &file.path;
    if other::is_litter(path.file_name()) || path.file_name() == "recap.md" {
        return Document::Nothing;
    }
    let Some(chat) = chat_of(path.as_str()) else {
        findings.push(stray(file));
        return Document::Nothing;
    };
    match transcript_text(file).and_then(|text| recognise(&Export { path, text })) {
        Ok((format, export)) => {
            let raw = format.read(&export, findings);
            Document::Transcript(Arc::new(assemble::transcript(chat, path, format.name(), &raw)))
        }
        Err(finding) => {
            findings.push(*finding);
            Document::Nothing
        }
    }
}

/// The chat whose folder a file lies in.
fn chat_of(path: &str) -> Option<NodeId> {
    let mut parts = path.split('/').skip(1);
    let (folder, _, None) = (parts.next()?, parts.next()?, parts.next()) else { return None };
    Some(NodeId::new(NodeKind::Chat, file_slug(folder)))
}

fn stray(file: &SourceFile) -> Finding {
    let message = format!("`{}` does not lie in the folder of a chat, so nothing of it is published.", file.path);
    Finding::new(&STRAY_FILE, &file.path, message)
        .help("Move it to the chat it belongs to, as in `chats/2026-05-12-hair-loss/transcript.txt`.")
}

/// The text of a file, if it is one that can be a transcript.
fn transcript_text(file: &SourceFile) -> Result<&str, Box<Finding>> {
    let name = file.path.file_name();
    if let Some(kind) = other::kind(file) {
        let message = format!("`{name}` is a {kind}. It lies in a chat's folder, but it is not published.");
        let help = if kind == "zip archive" {
            "Unpack it and put the text of the conversation into the folder."
        } else {
            "Move it out of the folder. A picture for readers belongs into `static/`, if everybody in it has agreed."
        };
        return Err(Box::new(Finding::new(&NOT_PUBLISHED, &file.path, message).help(help)));
    }
    let text = file.as_text().map_or("", |text| &**text);
    if let Some(nul) = text.find('\0') {
        let line = text[..nul].matches('\n').count() + 1;
        let message =
            format!("`{name}` holds a NUL byte in line {line}: it is damaged or no text, so it is not published.");
        return Err(Box::new(
            Finding::new(&NOT_TEXT, &file.path, message).help("Export the chat again as plain text (UTF-8)."),
        ));
    }
    if text.chars().all(lines::is_blank) {
        let message = format!("`{name}` is empty: the chat has no transcript.");
        let help = "Export the chat again, or delete the file.";
        return Err(Box::new(Finding::new(&EMPTY_TRANSCRIPT, &file.path, message).help(help)));
    }
    Ok(text)
}

/// The format that is surest of a file.
fn recognise<'a>(export: &Export<'a>) -> Result<(&'static dyn Format, Export<'a>), Box<Finding>> {
    let claims: Vec<(Sureness, &'static dyn Format)> =
        FORMATS.iter().map(|format| (format.sureness(export), *format)).collect();
    let best = claims.iter().map(|(sureness, _)| *sureness).max().unwrap_or(Sureness::No);
    let winners: Vec<&'static dyn Format> =
        claims.iter().filter(|(sureness, _)| *sureness == best).map(|(_, format)| *format).collect();
    match winners.as_slice() {
        _ if best == Sureness::No => Err(Box::new(unknown(export))),
        [format] => Ok((*format, Export { path: export.path, text: export.text })),
        several => Err(Box::new(ambiguous(export, several))),
    }
}

/// A finding about a file that no format knows.
fn unknown(export: &Export<'_>) -> Finding {
    let tried: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
    let known: Vec<String> =
        FORMATS.iter().map(|format| format!("{}: {}", format.name(), format.looks_like())).collect();
    let message = format!(
        "`{}` is in no format that bedside knows, so it is not published. Tried: {}.",
        export.path.file_name(),
        tried.join(", ")
    );
    Finding::new(&UNKNOWN_FORMAT, export.path, message).help(format!("What would be recognised: {}.", known.join("; ")))
}

/// A finding about a file that several formats claim.
fn ambiguous(export: &Export<'_>, formats: &[&dyn Format]) -> Finding {
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let message = format!(
        "`{}` can be read as {}, and it would say different things, so it is not published.",
        export.path.file_name(),
        names.join(" or as ")
    );
    Finding::new(&AMBIGUOUS_FORMAT, export.path, message)
        .help("Put one conversation into the file, and write all of its messages in one way.")
}

#[cfg(test)]
mod tests {}

//! Transcripts of chats: any file of a chat's folder but `recap.md`.
//!
//! 1. [`parse`] unpacks a zip archive (`archive`) and asks each of [`EXPORTS`] and [`BY_HAND`] how sure it is that the file is its own, by the content, never the name.
//! 2. The surest one reads the file into raw messages (`raw`), which still hold names.
//! 3. `assemble` makes the transcript: names become keys (`names`), the words of a message become pieces that may be
//!    shown (`body`, `link`), and marks at their beginning and end are read (`marks`).
//!
//! A raw name never leaves this room, save by [`participants`] to the terminal of the editor who adds an export: not in a [`crate::model::chat::Transcript`], and not in a finding. Findings about a
//! transcript name a line and have no span, for whoever shows a span shows the words, and logs are public.

mod archive;
mod assemble;
mod body;
mod collect;
mod cues;
mod discord;
mod google_meet;
mod html;
mod irc;
mod json;
mod json_messages;
mod lines;
mod link;
mod marks;
mod mastodon;
mod mbox;
mod name_text;
mod names;
mod other;
mod raw;
mod slack;
mod srt;
mod table;
mod teams_json;
mod teams_vtt;
mod telegram;
mod time;
mod tweet_chat;
mod webvtt;
mod whatsapp;
mod words;
mod x_api;
mod x_archive;
mod x_posts;
mod zoom;
mod zoom_vtt;
mod zulip;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::chat::Transcript;
use crate::model::document::Document;
use crate::model::id::{NodeId, NodeKind};
use crate::model::slug::file_slug;
use crate::parse::chat::raw::{Export, Format, RawChat, Sureness};
use crate::rules;
use crate::source::{FilePath, SourceFile, Span};

/// Formats that a program writes. They are asked first: where one of them is certain, nobody wrote the file by hand.
const EXPORTS: &[&dyn Format] = &[
    &discord::Discord,
    &google_meet::GoogleMeet,
    &irc::Irc,
    &mastodon::Mastodon,
    &mbox::Mbox,
    &slack::Slack,
    &srt::Srt,
    &table::Table,
    &teams_json::Teams,
    &teams_vtt::TeamsVtt,
    &telegram::Telegram,
    &webvtt::WebVtt,
    &whatsapp::WhatsApp,
    &x_api::XApi,
    &x_archive::XArchive,
    &zoom::Zoom,
    &zoom_vtt::ZoomVtt,
    &zulip::Zulip,
];

/// Formats that people write or copy together by hand.
const BY_HAND: &[&dyn Format] = &[&name_text::NameText, &tweet_chat::TweetChat];

/// Every format of transcripts.
fn formats() -> impl Iterator<Item = &'static dyn Format> {
    EXPORTS.iter().chain(BY_HAND).copied()
}

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
    /// **Why it matters to a patient.** Words could be shown as somebody else's, or a name could stand in the middle of a
    /// message. So a line that nobody known begins is left out.
    ///
    /// **How to mend it.** Write all messages of a file in the same way: with the same kind of time, or with the same
    /// bold name. If the line belongs to the message before it, reword it so that no colon follows its first words.
    UNSURE_SPEAKER = "chat/unsure-speaker", Warning;

    /// A zip archive is damaged, or is none that a messenger would write.
    ///
    /// **Why it matters to a patient.** The conversation is missing from the chat's page. An archive with names that lead
    /// out of it, or that unpacks to far more than a conversation, is made to do harm to a computer.
    ///
    /// **How to mend it.** Export the chat again. Of a large archive, unpack it and put only the text of the conversation
    /// into the chat's folder.
    ARCHIVE = "chat/archive", Warning;

    /// A transcript breaks off in the middle.
    ///
    /// **Why it matters to a patient.** The end of the conversation is missing: often the answers and the corrections.
    ///
    /// **How to mend it.** Export or copy the chat again, and compare the last messages.
    TRUNCATED = "chat/truncated", Warning;

    /// Messages of an export cannot be read.
    ///
    /// **Why it matters to a patient.** They are missing from the transcript, and answers may stand there without their
    /// question.
    ///
    /// **How to mend it.** Export the chat again and leave the file as it is.
    UNREADABLE = "chat/unreadable-message", Warning;

    /// Words of a transcript stand under nobody's name.
    ///
    /// **Why it matters to a patient.** Nobody can be asked whether their words may be shown, and nobody can take them
    /// back. In a transcript that names some of its speakers, words without a name are left out.
    ///
    /// **How to mend it.** Write the name before the words, as in `<v Ana>words` or `Ana: words`. If the file names nobody,
    /// publish it only if everybody in it has agreed.
    NOBODY_NAMED = "chat/nobody-named", Warning;

    /// It is not clear which number of a date is the day and which is the month.
    ///
    /// **Why it matters to a patient.** 05/06 is in May for one reader and in June for another. So only the time of day
    /// is shown.
    ///
    /// **How to mend it.** Nothing needs to be done for a chat of one evening: its date stands in `recap.md`. Otherwise
    /// export a longer part of the conversation, in which a day after the 12th occurs.
    DATE_ORDER = "chat/date-order", Info;

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
    match read(file, chat, findings) {
        Ok(transcript) => Document::Transcript(Arc::new(transcript)),
        Err(finding) => {
            findings.push(*finding);
            Document::Nothing
        }
    }
}

/// Reads a transcript in the format that is surest of it.
fn read(file: &SourceFile, chat: NodeId, findings: &mut Findings) -> Result<Transcript, Box<Finding>> {
    with_raw(file, findings, |format, raw| assemble::transcript(chat, &file.path, format, raw))
}

/// Somebody who speaks in an export, under the name that the export gives them.
pub struct Participant {
    /// The name. It is for the eyes of the editor who adds the export, on their own terminal, and for nothing else: it
    /// must not be written to a file, to a log or to a page.
    pub name: String,
    /// How many messages there are by them.
    pub messages: usize,
}

/// Everybody who speaks in an export, those who say most first; nobody when it cannot be read.
pub fn participants(file: &SourceFile) -> Vec<Participant> {
    let count = |_: &'static str, raw: RawChat<'_>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for speaker in
            raw.messages.iter().filter(|message| !message.deleted).filter_map(|message| message.speaker.as_ref())
        {
            *counts.entry(speaker.name.clone().into_owned()).or_default() += 1;
        }
        let mut people: Vec<_> = counts.into_iter().map(|(name, messages)| Participant { name, messages }).collect();
        people.sort_by_key(|person| std::cmp::Reverse(person.messages));
        people
    };
    with_raw(file, &mut Findings::new(), count).unwrap_or_default()
}

/// What `make` makes of the messages of a file and the name of its format.
fn with_raw<T>(
    file: &SourceFile,
    findings: &mut Findings,
    make: impl FnOnce(&'static str, RawChat<'_>) -> T,
) -> Result<T, Box<Finding>> {
    let path = &file.path;
    let packed = other::zip(file);
    let archive = packed.map(|bytes| archive::unpack(path, bytes)).transpose()?;
    let entries = archive.as_deref().unwrap_or_default();
    let export = match (packed, archive::conversation(entries)) {
        (None, _) => {
            let text = transcript_text(file)?;
            Export { path, text, entries }
        }
        (Some(_), Some(entry)) => {
            let text = some_text(path, &entry.text)?;
            Export { path, text, entries }
        }
        (Some(_), None) => Export { path, text: "", entries },
    };
    let format = recognise(&export)?;
    let mut raw = format.read(&export, findings);
    if raw.messages.is_empty() {
        let message = format!("`{}` holds no message that may be shown: the chat has no transcript.", path.file_name());
        let help = "Export the chat again, or delete the file.";
        findings.push(Finding::new(&EMPTY_TRANSCRIPT, path, message).help(help));
    }
    if archive.is_some() {
        // Places inside an archive are none of the file.
        raw.messages.iter_mut().for_each(|message| message.span = Span::default());
    }
    Ok(make(format.name(), raw))
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
        let help = if kind == "archive" {
            "Unpack it and put the text of the conversation into the folder."
        } else {
            "Move it out of the folder. A picture for readers belongs into `static/`, if everybody in it has agreed."
        };
        return Err(Box::new(Finding::new(&NOT_PUBLISHED, &file.path, message).help(help)));
    }
    some_text(&file.path, file.as_text().map_or("", |text| &**text))
}

/// `text`, if there is some and it has no NUL byte.
fn some_text<'a>(path: &FilePath, text: &'a str) -> Result<&'a str, Box<Finding>> {
    let name = path.file_name();
    // In captions a NUL has a meaning: it is a character that could not be written.
    if let Some(nul) = text.find('\0').filter(|_| !cues::is_webvtt(text)) {
        let line = text[..nul].matches('\n').count() + 1;
        let message =
            format!("`{name}` holds a NUL byte in line {line}: it is damaged or no text, so it is not published.");
        return Err(Box::new(
            Finding::new(&NOT_TEXT, path, message).help("Export the chat again as plain text (UTF-8)."),
        ));
    }
    if text.chars().all(lines::is_blank) {
        let message = format!("`{name}` is empty: the chat has no transcript.");
        let help = "Export the chat again, or delete the file.";
        return Err(Box::new(Finding::new(&EMPTY_TRANSCRIPT, path, message).help(help)));
    }
    Ok(text)
}

/// The format that is surest of a file.
fn recognise(export: &Export<'_>) -> Result<&'static dyn Format, Box<Finding>> {
    let ask = |format: &&'static dyn Format| (format.sureness(export), *format);
    let mut claims: Vec<(Sureness, &'static dyn Format)> = EXPORTS.iter().map(ask).collect();
    if claims.iter().all(|(sureness, _)| *sureness < Sureness::Certain) {
        claims.extend(BY_HAND.iter().map(ask));
    }
    let best = claims.iter().map(|(sureness, _)| *sureness).max().unwrap_or(Sureness::No);
    let winners: Vec<&'static dyn Format> =
        claims.iter().filter(|(sureness, _)| *sureness == best).map(|(_, format)| *format).collect();
    match winners.as_slice() {
        _ if best == Sureness::No => Err(Box::new(unknown(export))),
        [format] => Ok(*format),
        several => Err(Box::new(ambiguous(export, several))),
    }
}

/// A finding about a file that no format knows.
fn unknown(export: &Export<'_>) -> Finding {
    let tried: Vec<&str> = formats().map(Format::name).collect();
    let known: Vec<String> = formats().map(|format| format!("{}: {}", format.name(), format.looks_like())).collect();
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
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::{RULES, formats, parse};
    use crate::finding::Findings;
    use crate::model::chat::Transcript;
    use crate::model::document::Document;
    use crate::source::{FilePath, SourceFile};

    fn file(text: &str) -> SourceFile {
        SourceFile::text(FilePath::new("chats/2026-05-12-hair-loss/transcript.txt"), text)
    }

    fn read(text: &str) -> (Option<Arc<Transcript>>, Findings) {
        let mut findings = Findings::new();
        match parse(&file(text), &mut findings) {
            Document::Transcript(transcript) => (Some(transcript), findings),
            _ => (None, findings),
        }
    }

    /// The one finding about a file that is not published.
    fn refused(file: &SourceFile) -> String {
        let mut findings = Findings::new();
        assert!(matches!(parse(file, &mut findings), Document::Nothing));
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings.iter().map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect()
    }

    #[test]
    fn formats_and_rules_do_not_clash() {
        let names: BTreeSet<_> = formats().map(super::Format::name).collect();
        assert_eq!(names.len(), formats().count());
        let rules: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(rules.len(), RULES.len());
    }

    #[test]
    fn what_is_no_transcript_gets_one_finding() {
        let binary = |name: &str, bytes: &[u8]| SourceFile::binary(FilePath::new(format!("chats/c/{name}")), bytes);
        assert!(refused(&file(" \u{feff}\r\n\t\n")).starts_with("chat/empty-transcript"));
        assert!(refused(&file("Ana: hi\nBev: \0")).contains("NUL byte in line 2"));
        assert!(refused(&binary("a.txt", b"\xff\xd8\xff\xe0")).contains("`a.txt` is a picture"));
        assert!(refused(&binary("a.zip", b"PK\x03\x04x")).contains("damaged zip archive"));
        assert!(refused(&binary("a.bin", b"\x00\x01")).contains("file that is no text"));
        assert!(refused(&file("<svg xmlns='x'></svg>")).contains("picture"));
        let unknown = refused(&file("Just a poem.\nAnd another line."));
        assert!(unknown.ends_with("name-text, tweet-chat."), "{unknown}");
        assert!(refused(&file("Hm (19:00): x\n@ana (19:02): y\n@bev (19:03): z")).starts_with("chat/ambiguous-format"));
        let stray = SourceFile::text(FilePath::new("chats/notes.txt"), "Ana: hi");
        assert!(refused(&stray).starts_with("chat/stray-file"));
    }

    #[test]
    fn recaps_and_litter_are_left_alone() {
        for name in ["recap.md", ".DS_Store", "Thumbs.db"] {
            let mut findings = Findings::new();
            let file = SourceFile::text(FilePath::new(format!("chats/c/{name}")), "Ana: hi");
            assert!(matches!(parse(&file, &mut findings), Document::Nothing) && findings.is_empty(), "{name}");
        }
    }

    #[test]
    fn words_repeated_from_somebody_else_are_not_kept() {
        let (transcript, _) =
            read("@a (19:00): secret words\n@b (19:01): so true RT @a: secret words\n@c (19:02): RT @a: secret words");
        let messages = &transcript.unwrap().messages;
        assert_eq!(messages.iter().filter(|message| format!("{message:?}").contains("secret")).count(), 1);
    }

    /// The fixtures of all formats, with the name of each one's format.
    fn fixtures() -> Vec<(String, std::path::PathBuf)> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
        let entries = |folder: &std::path::Path| -> Vec<std::path::PathBuf> {
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect()
        };
        let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let cases = |format: std::path::PathBuf| entries(&format).into_iter().map(move |case| (name(&format), case));
        entries(&root).into_iter().flat_map(cases).collect()
    }

    /// The text of a fixture that is no archive.
    fn input(case: &std::path::Path) -> Option<String> {
        let mut files = std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path());
        let file = files.find(|file| file.is_file() && file.file_stem().is_some_and(|stem| stem == "input"))?;
        std::fs::read_to_string(file).ok()
    }

    #[test]
    fn each_fixture_is_claimed_by_its_own_format_alone() {
        for (format, case) in fixtures() {
            let Some(text) = input(&case) else { continue };
            let path = FilePath::new("chats/c/input.txt");
            let export = super::Export { path: &path, text: &text, entries: &[] };
            let certain = |format: &&&dyn super::Format| format.sureness(&export) == super::Sureness::Certain;
            let claims: Vec<&str> = super::EXPORTS.iter().filter(certain).map(|format| format.name()).collect();
            let by_hand = super::BY_HAND.iter().any(|other| other.name() == format) || format == "none";
            if by_hand {
                assert!(claims.is_empty(), "{}: {claims:?}", case.display());
            } else {
                assert_eq!(claims, [format.as_str()], "{}", case.display());
            }
        }
    }

    #[test]
    fn broken_off_fixtures_are_read_up_to_there() {
        for (format, case) in fixtures() {
            let Some(text) = input(&case) else { continue };
            for end in (0..text.len()).step_by(37).filter(|end| text.is_char_boundary(*end)) {
                let (transcript, findings) = read(&text[..end]);
                assert!(findings.iter().all(|finding| finding.span.is_none()), "{format}");
                for message in transcript.iter().flat_map(|transcript| &transcript.messages) {
                    assert!(text[..end].get(message.span.range()).is_some(), "{} at {end}", case.display());
                }
            }
        }
    }

    /// A transcript in which every name is used in every way, in one of the formats.
    fn conversation(format: usize, names: &[String]) -> String {
        let mut text = String::new();
        for (at, name) in names.iter().enumerate() {
            let other = &names[(at + 1) % names.len()];
            let words = format!(
                "thanks {other}, and @{other}! {other}'s tip ({other}) https://a.example/{other} ok\nfor {other}: yes"
            );
            let line = match format {
                0 => format!("{name}: {words}"),
                1 => format!("[19:0{at}] **{name}:** {words}"),
                2 => format!("@{name} (19:0{at}): {words}"),
                _ => format!("{name} @handle{at} · 12 May 2026 19:0{at}\n{words}\n"),
            };
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    proptest! {
        #[test]
        fn names_never_leave(format in 0..4usize, names in prop::collection::btree_set("[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{4,9}zq", 2..5)) {
            let names: Vec<String> = names.into_iter().collect();
            let (transcript, findings) = read(&conversation(format, &names));
            let transcript = transcript.unwrap();
            prop_assert_eq!(transcript.authors.len(), names.len());
            let shown = format!("{transcript:?} {findings:?}").to_lowercase();
            for name in &names {
                prop_assert!(!shown.contains(&name.to_lowercase()), "{} in {}", name, shown);
            }
        }

        #[test]
        fn full_names_never_leave(format in 0..2usize, names in prop::collection::btree_set("[A-Z][a-z]{4,9}zq [A-Z][a-z]{4,9}qz", 2..5)) {
            let names: Vec<String> = names.into_iter().collect();
            let (transcript, findings) = read(&conversation(format, &names));
            let shown = format!("{transcript:?} {findings:?}").to_lowercase();
            for word in names.iter().flat_map(|name| name.split(' ')) {
                prop_assert!(!shown.contains(&word.to_lowercase()), "{} in {}", word, shown);
            }
        }

        #[test]
        fn any_text_is_read_without_harm(text in "(\\PC|[\n\r\t:@#*\\[\\]()0-9TQARC._<>!+-]|Ana: |T1|＠|a@|RT ＠|19:02 |@ana |https://|RT |\u{202e}){0,200}") {
            let (transcript, findings) = read(&text);
            prop_assert!(findings.iter().all(|finding| finding.span.is_none()));
            for message in transcript.iter().flat_map(|transcript| &transcript.messages) {
                prop_assert!(text.get(message.span.range()).is_some());
                prop_assert!(message.author.is_none_or(|author| author < transcript.as_ref().map_or(0, |t| t.authors.len())));
            }
        }
    }

    #[test]
    fn hostile_text_takes_no_longer_than_its_length() {
        let bits =
            ["[", "![", "@", "a@a", "a.", "(", "https://)", "RT ", "+1 ", "*", "**a", "Ana ", "#a ", "<", "\u{301}"];
        for bit in bits {
            let text = format!("Ana: x\nBev: {}", bit.repeat(40_000));
            assert_eq!(read(&text).0.map(|transcript| transcript.messages.len()), Some(2), "{bit}");
        }
    }
}

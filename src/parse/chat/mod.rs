//! Transcripts of chats: any file of a chat's folder but `recap.md`.
//!
//! 1. [`parse`] unpacks a zip archive (`archive`) and looks whether there is a text in the file (`text`).
//! 2. `recognise` asks each format how sure it is that the file is its own.
//! 3. The surest one reads the file into raw messages (`raw`), which still hold names.
//! 4. `assemble` makes the transcript: names become keys (`names`), the words of a message become pieces that may be
//!    shown (`body`, `link`), and marks at their beginning and end are read (`marks`).
//!
//! A raw name never leaves this room, save by [`participants`] to the terminal of the editor who adds an export: not in a
//! [`Transcript`], and not in a finding. Findings about a transcript name a line and have no span, for whoever shows a
//! span shows the words, and logs are public.

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
mod mixed;
mod name_text;
mod names;
mod other;
mod raw;
mod recognise;
pub mod rules;
pub(in crate::parse) mod secrets;
mod slack;
mod srt;
mod table;
mod teams_json;
mod teams_vtt;
mod telegram;
mod text;
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
use crate::parse::chat::raw::{Export, RawChat};
use crate::parse::chat::recognise::recognise;
use crate::parse::chat::rules::{EMPTY_TRANSCRIPT, STRAY_FILE};
use crate::parse::chat::text::{some_text, transcript_text};
use crate::source::{SourceFile, Span};

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
    findings.extend(mixed::mixed(&export, format.name(), &raw));
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::parse;
    use super::recognise::formats;
    use super::rules::RULES;
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
        let names: BTreeSet<_> = formats().map(super::raw::Format::name).collect();
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
            let certain = |format: &&&dyn super::raw::Format| format.sureness(&export) == super::raw::Sureness::Certain;
            let claims: Vec<&str> =
                super::recognise::EXPORTS.iter().filter(certain).map(|format| format.name()).collect();
            let by_hand = super::recognise::BY_HAND.iter().any(|other| other.name() == format) || format == "none";
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

    /// Reads `text`; every message must lie in it, and no finding may show words.
    fn read_without_harm(text: &str) {
        let (transcript, findings) = read(text);
        assert!(findings.iter().all(|finding| finding.span.is_none()));
        for message in transcript.iter().flat_map(|transcript| &transcript.messages) {
            assert!(text.get(message.span.range()).is_some());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let packed = [b"PK\x03\x04", bytes.as_slice()].concat();
            for bytes in [bytes.as_slice(), &packed] {
                let _ = parse(&SourceFile::binary(FilePath::new("chats/c/a"), bytes), &mut Findings::new());
            }
            read_without_harm(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn damaged_exports_are_read_without_harm(
            case in any::<prop::sample::Index>(),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9),
        ) {
            let texts: Vec<String> = fixtures().iter().filter_map(|(_, case)| input(case)).collect();
            let mut bytes = case.get(&texts).clone().into_bytes();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            read_without_harm(&String::from_utf8_lossy(&bytes));
        }

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

//! Formats of transcripts: each folder `tests/formats/<format>/<case>` holds an `input.txt` (or `.json`, or a folder
//! `zip` that is packed for the test) and what must be read from it.
//!
//! `expected.txt` never holds a name of its input. A line says: number of the message, number of the author, time, mark,
//! noise, and the words with `⟨2⟩` for the second author, `⟨?⟩` for somebody else, `↵` for a line break, `‹…›` for a link
//! and `{…}` for what is left out. Findings follow. The folder `none` holds files that no format may claim.
//! `SNAPSHOTS=overwrite cargo test formats` writes the expectations anew; read what it wrote.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use bedside::finding::Findings;
use bedside::model::chat::{
    AuthorKey, Dropped, Fragment, Message, MessageTime, Noise, Reaction, TopicMark, Transcript,
};
use bedside::model::document::Document;
use bedside::parse::chat::parse;
use bedside::source::{FilePath, SourceFile};

/// Reads a text as a transcript.
fn read(text: &str) -> (Document, Findings) {
    read_file(&SourceFile::text(FilePath::new("chats/2026-05-12-hair-loss/input.txt"), text))
}

fn read_file(file: &SourceFile) -> (Document, Findings) {
    let mut findings = Findings::new();
    let document = parse(file, &mut findings);
    (document, findings)
}

/// The input of a case: `input` with any ending, or a folder `zip` that is packed.
fn input(case: &Path) -> SourceFile {
    let folder = case.join("zip");
    if folder.is_dir() {
        return SourceFile::binary(FilePath::new("chats/2026-05-12-hair-loss/input.zip"), zip_of(&folder));
    }
    let file = folders(case).into_iter().find(|file| file.file_stem().is_some_and(|stem| stem == "input")).unwrap();
    let path = format!("chats/2026-05-12-hair-loss/{}", file.file_name().unwrap().to_str().unwrap());
    SourceFile::text(FilePath::new(path), fs::read_to_string(file).unwrap())
}

/// A zip archive of everything in `folder`.
fn zip_of(folder: &Path) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for path in folders(&next) {
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&fs::read(path).unwrap()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// What was read, in lines.
fn dump(file: &SourceFile) -> String {
    let (document, findings) = read_file(file);
    let mut dump = match document {
        Document::Transcript(transcript) => dump_transcript(&transcript),
        _ => String::from("none\n"),
    };
    for finding in findings {
        // Which formats there are is not what a case is about.
        let message = finding.message.split(" Tried: ").next().unwrap();
        let _ = writeln!(dump, "! {}: {message}", finding.rule.id);
    }
    dump
}

fn dump_transcript(transcript: &Transcript) -> String {
    let (people, messages) = (transcript.authors.len(), transcript.messages.len());
    let mut dump = format!("{} · {people} people · {messages} messages\n", transcript.format);
    // Of a file whose times tell how far its clock is from universal time.
    if let Some(offset) = transcript.offset {
        let _ = writeln!(dump, "clock: {offset}");
    }
    for (at, message) in transcript.messages.iter().enumerate() {
        let author = message.author.map_or(String::from("-"), |author| (author + 1).to_string());
        let mut facts = vec![(at + 1).to_string(), format!("⟨{author}⟩")];
        facts.extend(message.at.map(|at| match at {
            MessageTime::Clock(time) => time.to_string(),
            MessageTime::Local(moment) => moment.to_string(),
            MessageTime::Offset(seconds) => format!("+{seconds}s"),
            MessageTime::Instant(moment) => moment.to_string(),
        }));
        facts.extend(message.mark.as_ref().map(mark));
        facts.extend(message.noise.map(|noise| match noise {
            Noise::Repost => String::from("(repost)"),
            Noise::Greeting => String::from("(greeting)"),
        }));
        facts.extend(message.reply_to.map(|at| format!("re {}", at + 1)));
        facts.extend(message.thread.map(|at| format!("thread {}", at + 1)));
        facts.extend(message.edited.then(|| String::from("(edited)")));
        facts.extend(message.deleted.then(|| String::from("(deleted)")));
        facts.extend(message.reactions.iter().map(reaction));
        let _ = writeln!(dump, "{} | {}", facts.join(" "), words(transcript, message));
    }
    if transcript.dropped != Dropped::default() {
        let Dropped { direct, system, deleted, not_public, unreadable } = transcript.dropped;
        let _ = writeln!(
            dump,
            "dropped: {direct} direct, {system} system, {deleted} deleted, {not_public} not public, {unreadable} unreadable"
        );
    }
    dump
}

fn reaction(reaction: &Reaction) -> String {
    format!("{}×{}", reaction.emoji.as_deref().unwrap_or("?"), reaction.count)
}

fn mark(mark: &TopicMark) -> String {
    match mark {
        TopicMark::Heading(label) => format!("# {label}"),
        TopicMark::Introductions => String::from("# introductions"),
        TopicMark::Topic(label) => label.clone(),
        TopicMark::Answer(label) => format!("answers {label}"),
        TopicMark::Closing => String::from("closing"),
    }
}

fn words(transcript: &Transcript, message: &Message) -> String {
    let fragment = |fragment: &Fragment| match fragment {
        Fragment::Text(text) => text.clone(),
        Fragment::LineBreak => String::from("↵"),
        Fragment::Link(link) => format!("‹{link}›"),
        Fragment::Omitted(what) => format!("{{{what}}}"),
        Fragment::Mention(key) => match transcript.authors.iter().position(|author| author == key) {
            Some(author) => format!("⟨{}⟩", author + 1),
            None => String::from("⟨?⟩"),
        },
    };
    message.body.iter().map(fragment).collect()
}

/// The folders in `folder`, sorted.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

#[test]
fn every_fixture_is_read_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut cases = 0;
    for format in folders(&root) {
        let name = format.file_name().unwrap().to_str().unwrap();
        for case in folders(&format) {
            let dump = dump(&input(&case));
            let first = dump.split([' ', '\n']).next().unwrap();
            assert_eq!(first, name, "{} is read as another format", case.display());
            let expected = snapbox::Data::read_from(&case.join("expected.txt"), None);
            snapbox::Assert::new().action_env("SNAPSHOTS").eq(dump, expected.raw());
            cases += 1;
        }
    }
    assert!(cases >= 12, "only {cases} cases found");
}

/// Who speaks in the example site's transcripts, message after message, told by a rule of thumb that knows the few ways
/// in which they are written. A line that is misread changes it.
#[test]
fn the_example_sites_messages_are_their_authors() {
    let chats = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site/chats");
    for folder in folders(&chats) {
        for file in folders(&folder).into_iter().filter(|file| !file.ends_with("recap.md")) {
            let text = fs::read_to_string(&file).unwrap();
            let (Document::Transcript(transcript), findings) = read(&text) else {
                panic!("{} is not read", file.display())
            };
            let spoken = transcript.messages.iter().filter_map(|message| message.author);
            let spoken: Vec<AuthorKey> = spoken.map(|author| transcript.authors[author]).collect();
            let expected: Vec<AuthorKey> = text.lines().filter_map(speaker).map(AuthorKey::of).collect();
            assert!(expected.len() >= 60, "{} has {} messages", file.display(), expected.len());
            assert_eq!(spoken, expected, "{}", file.display());
            assert!(transcript.messages.iter().all(|message| message.author.is_none() || message.at.is_some()));
            assert!(findings.iter().all(|finding| finding.rule.id == "chat/before-first-message"), "{findings:?}");
        }
    }
}

/// The name on a line of the example site that begins a message: `@name (19:02):`, `@name · 10 March 2026 19:02`,
/// `[19:02] **Name:**` or `19:02 Name:`.
fn speaker(line: &str) -> Option<&str> {
    if line.starts_with('@') {
        let (name, rest) = line.split_once(' ')?;
        return (rest.starts_with('·') || rest.starts_with("(19:")).then_some(name);
    }
    let rest = line.strip_prefix("[19:").or_else(|| line.strip_prefix("19:"))?;
    Some(rest[2..].trim_start_matches([']', ' ', '*']).split_once(':')?.0)
}

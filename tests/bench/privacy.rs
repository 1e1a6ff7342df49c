//! How fast texts are read for identifiers, in megabytes a second of one core: the topic pages of the example site as pages;
//! as a chat the messages of its transcripts, which are what the gate reads, the exports with all their names and times, and
//! the labelled sentences that hold nothing but look so, which are the slowest to read.
//! `cargo bench --profile ci --bench privacy` prints the fastest of several readings, because other programs disturb the rest;
//! with `-- chats` only what has that in its name is read, as for a profile.

use std::borrow::Cow;
use std::path::Path;
use std::time::{Duration, Instant};

use bedside::check::privacy::reading::{classes_in, words_of};
use bedside::finding::Findings;
use bedside::model::document::Document;
use bedside::parse::chat::parse;
use bedside::source::{FilePath, SourceFile};

/// How much text each reading has, at least.
const BYTES: usize = 2_000_000;

#[allow(clippy::print_stdout, reason = "a measurement is there to be read")]
fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages: String = texts(&root.join("example-site/topics"), "").collect();
    let exports: Vec<String> = texts(&root.join("example-site/chats"), "transcript").collect();
    let messages: String = exports.iter().map(|export| messages_of(export)).collect();
    let sentences: String = ["tuning.md", "untouched.md", "fresh.md", "fresh-2.md", "fresh-3.md", "fresh-4.md"]
        .iter()
        .filter_map(|file| std::fs::read_to_string(root.join("tests/privacy").join(file)).ok())
        .collect();
    let look_alikes: String =
        sentences.lines().filter_map(|line| line.strip_prefix("- ")).flat_map(|line| [line, "\n"]).collect();
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let all = [
        ("pages", pages, false),
        ("chats", messages, true),
        ("exports", exports.concat(), true),
        ("look-alikes in a chat", look_alikes, true),
    ];
    for (name, text, is_chat) in all.into_iter().filter(|(name, ..)| name.contains(&wanted)) {
        let text = text.repeat(BYTES / text.len().max(1) + 1);
        let fastest = (0..5).map(|_| reading(&text, is_chat)).min().unwrap_or_default();
        println!("{name}: {:.1} MB/s", text.len() as f64 / 1e6 / fastest.as_secs_f64());
    }
}

/// The texts of the files in `folder` whose names begin with `name`.
fn texts(folder: &Path, name: &'static str) -> impl Iterator<Item = String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let named = files.filter(move |file| file.file_name().to_string_lossy().starts_with(name));
    named.filter_map(|file| std::fs::read_to_string(file.path()).ok())
}

/// The words of the messages of a transcript, a line for each of theirs.
fn messages_of(export: &str) -> String {
    let name = if export.starts_with('#') { "chats/one/transcript.md" } else { "chats/one/transcript.txt" };
    let Document::Transcript(transcript) = parse(&SourceFile::text(FilePath::new(name), export), &mut Findings::new())
    else {
        return String::new();
    };
    transcript.messages.iter().flat_map(|message| [words_of(message), Cow::from("\n")]).collect()
}

/// How long one reading takes.
fn reading(text: &str, is_chat: bool) -> Duration {
    let start = Instant::now();
    std::hint::black_box(classes_in(text, is_chat));
    start.elapsed()
}

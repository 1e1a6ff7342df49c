//! How fast transcripts are read: WhatsApp exports of 5,000 and 100,000 messages, in megabytes a second of one core.
//! `cargo bench --profile ci --bench chats` prints the fastest of several readings, because other programs disturb the rest.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bedside::finding::Findings;
use bedside::model::document::Document;
use bedside::parse::chat::parse;
use bedside::source::{FilePath, SourceFile};

/// People of all kinds: with and without family names, saved and unsaved.
const PEOPLE: [&str; 9] = [
    "Maria L.",
    "Dr Ruth Okafor",
    "Bev",
    "+44 7700 900123",
    "Tom \u{1f9e2}",
    "Ana Ruiz",
    "Moderator",
    "Priya K",
    "José Núñez",
];

/// What people write: mostly a sentence or two.
const WORDS: [&str; 12] = [
    "I found that a short walk after breakfast helps more than lying down, even on bad days.",
    "Thanks Ruth, that is good to know!",
    "My hair began to grow again about six weeks after the last one, softer than before and quite curly.",
    "Did anybody try the cold cap? It hurt for the first 10 minutes and then I hardly felt it.",
    "T2 The nurse told me to ring when it is 38 or more, and not to wait until morning.",
    "ok",
    "We wrote it down at https://www.example.org/hair-loss and on the sheet that everybody gets.",
    "Same here. I was so tired that I slept in the chair, and nobody had told me it would be like that.\nIt did get better though.",
    "<Media omitted>",
    "I don\u{2019}t know what I would have done without this group \u{2764}\u{fe0f}",
    "It depends on which of the two you get, so ask the pharmacist before you take anything else with it.",
    "good evening everyone",
];

/// An export of so many messages.
fn export(messages: usize) -> String {
    let mut text = String::new();
    for at in 0..messages {
        let (day, hour, minute) = (1 + at / 1440 % 28, at / 60 % 24, at % 60);
        let (name, words) = (PEOPLE[at * 7 % PEOPLE.len()], WORDS[at * 5 % WORDS.len()]);
        let _ = writeln!(text, "{day:02}/05/2026, {hour:02}:{minute:02} - {name}: {words}");
    }
    text
}

/// The shortest time that reading `file` takes, and how many messages it has.
fn shortest(file: &SourceFile) -> (Duration, usize) {
    let read = || {
        let begin = Instant::now();
        let document = parse(file, &mut Findings::new());
        let took = begin.elapsed();
        match document {
            Document::Transcript(transcript) => (took, transcript.messages.len()),
            _ => (took, 0),
        }
    };
    (0..15).map(|_| read()).min().unwrap_or_default()
}

#[allow(clippy::print_stdout, reason = "a measurement is there to be read")]
fn main() {
    for messages in [5_000, 100_000] {
        let text = export(messages);
        let megabytes = text.len() as f64 / 1e6;
        let (took, read) = shortest(&SourceFile::text(FilePath::new("chats/2026-05-12-hair/export.txt"), text));
        assert_eq!(read, messages);
        println!("{messages} messages, {megabytes:.1} MB: {:.0} MB/s", megabytes / took.as_secs_f64());
    }
}

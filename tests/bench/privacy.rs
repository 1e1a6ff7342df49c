//! How fast texts are read for identifiers, in megabytes a second of one core: the topic pages of the example site as pages,
//! and the labelled sentences that hold nothing as a chat.
//! `cargo bench --profile ci --bench privacy` prints the fastest of several readings, because other programs disturb the rest.

use std::path::Path;
use std::time::{Duration, Instant};

use bedside::check::privacy::reading::classes_in;

/// How much text each reading has, at least.
const BYTES: usize = 2_000_000;

#[allow(clippy::print_stdout, reason = "a measurement is there to be read")]
fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages: String = walkdir::WalkDir::new(root.join("example-site/topics"))
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
        .collect();
    let sentences: String = ["tuning.md", "untouched.md", "fresh.md", "fresh-2.md", "fresh-3.md", "fresh-4.md"]
        .iter()
        .filter_map(|file| std::fs::read_to_string(root.join("tests/privacy").join(file)).ok())
        .collect();
    let chat: String =
        sentences.lines().filter_map(|line| line.strip_prefix("- ")).flat_map(|line| [line, "\n"]).collect();
    for (name, text, is_chat) in [("pages", pages, false), ("a chat", chat, true)] {
        let text = text.repeat(BYTES / text.len().max(1) + 1);
        let fastest = (0..5).map(|_| reading(&text, is_chat)).min().unwrap_or_default();
        println!("{name}: {:.1} MB/s", text.len() as f64 / 1e6 / fastest.as_secs_f64());
    }
}

/// How long one reading takes.
fn reading(text: &str, is_chat: bool) -> Duration {
    let start = Instant::now();
    std::hint::black_box(classes_in(text, is_chat));
    start.elapsed()
}

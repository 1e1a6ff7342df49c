//! Writes decisions into `decisions.yaml` and leaves everything else in the file as it is: comments, order, blank lines.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::Failure;
use crate::finding::Findings;
use crate::finding::identifier::Identifier;
use crate::model::decision::{Decisions, Verdict};
use crate::parse::decisions::parse;
use crate::source::FilePath;

const NAME: &str = "decisions.yaml";

/// How a new file begins.
const OPENING: &str = "\
# What was decided about passages that may identify somebody. `bedside decide` adds entries, and you may write some
# yourself. A decision holds for the words that it was made about, until the day it names.
# The key keeps the fingerprints from being guessed. It belongs to this network: do not change it.
";

/// One decision to write down.
pub(super) struct Entry {
    /// The fingerprint of the words.
    pub(super) fingerprint: String,
    /// The class of the finding.
    pub(super) class: &'static str,
    /// The file; nothing when it holds for the whole site.
    pub(super) file: Option<FilePath>,
    /// What was decided.
    pub(super) verdict: Verdict,
    /// Why.
    pub(super) reason: String,
    /// By whom.
    pub(super) by: String,
    /// When.
    pub(super) date: Date,
    /// Until when.
    pub(super) expires: Date,
}

/// `decisions.yaml`, open for writing.
pub(super) struct Book {
    path: PathBuf,
    text: String,
    decisions: Decisions,
}

impl Book {
    /// Opens the file of the network in `root`, and begins it with a new key if it is not there yet.
    pub(super) fn open(root: &Path) -> Result<Self, Failure> {
        let path = root.join(NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::from(OPENING),
            Err(error) => return Err(Failure::from(format!("{} cannot be read: {error}", path.display()))),
        };
        let mut book = Self { path, text, decisions: Decisions::default() };
        book.decisions = book.read(&book.text)?;
        if book.decisions.key.is_none() {
            let text = with_key(&book.text, &new_key());
            book.write(text)?;
        }
        Ok(book)
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The fingerprint of what was found, with the key of the site.
    pub(super) fn fingerprint(&self, identifier: &Identifier) -> String {
        self.decisions.fingerprint(identifier).unwrap_or_default()
    }

    /// Writes a decision down.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), Failure> {
        self.write(with_entry(&self.text, &yaml(entry)?))
    }

    /// Puts a new text into the place of the old one, if it can be read.
    fn write(&mut self, text: String) -> Result<(), Failure> {
        self.decisions = self.read(&text)?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(text.as_bytes())?;
        new.persist(&self.path)?;
        self.text = text;
        Ok(())
    }

    /// What the text says; a failure when the file needs mending first, for nothing may be lost by writing it anew.
    fn read(&self, text: &str) -> Result<Decisions, Failure> {
        let mut findings = Findings::new();
        let decisions = parse(&FilePath::new(NAME), text, &mut findings);
        match findings.iter().next() {
            Some(finding) => Err(Failure::from(format!("{NAME} has to be mended first: {}", finding.message))),
            None => Ok(Decisions::clone(&decisions)),
        }
    }
}

/// A key that nobody can guess.
fn new_key() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// The text with a key: after the comments at its beginning.
fn with_key(text: &str, key: &str) -> String {
    let comments: usize = text.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
    format!("{}key: \"{key}\"\n{}", &text[..comments], &text[comments..])
}

/// An entry as YAML. Words stand between quotation marks as in JSON, which YAML reads alike.
fn yaml(entry: &Entry) -> Result<String, Failure> {
    let mut lines = format!("  - fingerprint: \"{}\"\n    class: {}\n", entry.fingerprint, entry.class);
    if let Some(file) = &entry.file {
        lines.push_str(&format!("    file: {}\n", serde_json::to_string(file.as_str())?));
    }
    lines.push_str(&format!("    decision: {}\n", entry.verdict.as_str()));
    lines.push_str(&format!("    reason: {}\n", serde_json::to_string(&entry.reason)?));
    lines.push_str(&format!("    by: {}\n", serde_json::to_string(&entry.by)?));
    lines.push_str(&format!("    date: {}\n    expires: {}\n", entry.date, entry.expires));
    Ok(lines)
}

/// The text with an entry behind the last one.
fn with_entry(text: &str, entry: &str) -> String {
    let text = text.replace("\ndecisions: []", "\ndecisions:");
    let mut end = None;
    let mut at = 0;
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let is_empty = line.trim().is_empty() || line.trim_start().starts_with('#');
        if line.starts_with("decisions:") {
            (inside, end) = (true, Some(at));
        } else if inside && !is_empty {
            inside = line.starts_with([' ', '-']);
            end = if inside { Some(at) } else { end };
        }
    }
    let indented = text
        .lines()
        .skip_while(|line| !line.starts_with("decisions:"))
        .nth(1)
        .is_none_or(|line| !line.starts_with('-'));
    let entry =
        if indented { String::from(entry) } else { entry.lines().map(|line| format!("{}\n", &line[2..])).collect() };
    match end {
        Some(end) => {
            let newline = if text[..end].ends_with('\n') { "" } else { "\n" };
            format!("{}{newline}{entry}{}", &text[..end], &text[end..])
        }
        None => {
            let newline = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            format!("{text}{newline}decisions:\n{entry}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{with_entry, with_key};

    #[test]
    fn an_entry_goes_behind_the_last_one_and_comments_stay() {
        let text = "# ours\nkey: \"k\"\ndecisions:\n  # the first\n  - a: 1\n    b: 2\n\n# afterwards\nother: 1\n";
        let with =
            "# ours\nkey: \"k\"\ndecisions:\n  # the first\n  - a: 1\n    b: 2\n  - c: 3\n\n# afterwards\nother: 1\n";
        assert_eq!(with_entry(text, "  - c: 3\n"), with);
        assert_eq!(with_entry("key: k", "  - c: 3\n"), "key: k\ndecisions:\n  - c: 3\n");
        assert_eq!(with_entry("key: k\ndecisions:\n- a: 1\n", "  - c: 3\n"), "key: k\ndecisions:\n- a: 1\n- c: 3\n");
        assert_eq!(with_entry("key: k\ndecisions: []\n", "  - c: 3\n"), "key: k\ndecisions:\n  - c: 3\n");
    }

    #[test]
    fn a_key_goes_below_the_opening_words() {
        assert_eq!(with_key("# a\n# b\ndecisions:\n", "k"), "# a\n# b\nkey: \"k\"\ndecisions:\n");
    }
}

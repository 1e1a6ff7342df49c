//! The last look at what goes out: every file of the site is searched for names, handles, numbers, addresses and passages
//! that parse has seen and that may not be shown. What keeps them out is the gate; this room trusts nobody, neither the
//! gate nor a template nor an editor who quotes a participant in a recap.
//!
//! 1. [`Leaks::of`] gathers what may not be shown from a network before the gate takes it apart, and what may be shown
//!    although it looks alike: staff, people who agreed to be named, authors of sources.
//! 2. [`Leaks::in_file`] reads a file as a reader would ([`reader`]: entities, escapes and percent signs decoded, markup
//!    between the letters of a word ignored, attributes apart from the text) and compares hashes of words.
//!
//! A whole name, handle, number, address or passage of ten words is looked for everywhere; the first or last word of a
//! name, and a withheld message of six to nine words, only on the pages of their own chat, for elsewhere they are somebody
//! else's. A name of one word counts only with its
//! capital, and not when a page about something else writes it as a word.

mod patterns;
mod reader;

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::finding::identifier::masked;
use crate::finding::{Finding, Findings};
use crate::leaks::patterns::{Pattern, Patterns, Scope};
use crate::leaks::reader::{Reader, Syntax};
use crate::model::network::Network;
use crate::model::secret::words::Word;
use crate::model::secret::{DIGITS, SecretKind, WINDOW};
use crate::rules;
use crate::site::SitePath;
use crate::source::FilePath;

rules! {
    /// A file of the finished site holds something that must not be published: a name, a number or words of a chat.
    ///
    /// **Why it matters to a patient.** Somebody who was promised not to be recognised would be. Nothing of the new site
    /// is published, and the previous site stays.
    ///
    /// **How to mend it.** Look for the words in the page that the finding names: mostly a recap calls a participant by
    /// name, or quotes somebody who did not agree to be quoted. Write "a participant", or sum up what was said. If you did
    /// not write the words yourself, the fault is in bedside: please report it, without the words.
    LEAK = "privacy/leak", Error;
}

/// What may not be in the output, ready to be looked for.
pub struct Leaks {
    patterns: Patterns,
}

/// Something in a file of the site that must not be there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file, masked if its own name tells something.
    pub path: Box<str>,
    /// The line in the file; 0 for its name.
    pub line: usize,
    /// What it is.
    pub kind: SecretKind,
    /// The words, masked.
    pub masked: Box<str>,
}

impl Leaks {
    /// Gathers what the site made of `network` may not hold; `findings` tell which messages are withheld.
    pub fn of(network: &Network, findings: &Findings) -> Self {
        Self { patterns: Patterns::of(network, findings) }
    }

    /// What is in the file at `path` and must not be there, once for each pattern.
    pub fn in_file(&self, path: &SitePath, bytes: &[u8]) -> Vec<Leak> {
        if self.patterns.is_empty() {
            return Vec::new();
        }
        // The name of a file can be read as well as what is in it, and then a log must not repeat it.
        let in_path = self.search(path, Syntax::Plain, path.as_str().as_bytes());
        let shown: Box<str> = if in_path.is_empty() { path.as_str().into() } else { masked(path.as_str()).into() };
        let found = Syntax::of(path).map(|syntax| self.search(path, syntax, bytes)).unwrap_or_default();
        let in_path = in_path.into_iter().map(|(kind, masked, _)| (kind, masked, 0));
        let leak = |(kind, masked, line)| Leak { path: shown.clone(), line, kind, masked };
        in_path.chain(found).map(leak).collect()
    }

    /// What is in a text and must not be there, with its line, each secret once.
    fn search(&self, path: &SitePath, syntax: Syntax, bytes: &[u8]) -> Vec<(SecretKind, Box<str>, usize)> {
        let mut search =
            Search { patterns: &self.patterns, path, lanes: [Lane::default(), Lane::default()], hits: Vec::new() };
        Reader::new(syntax, bytes).read(&mut |lane, word, at| search.word(lane, word, at));
        search.found(bytes)
    }
}

/// How many words are remembered: more than any pattern has.
const RING: usize = 16;

/// What is remembered of the words before the current one. Text and attributes have a lane each.
#[derive(Clone, Copy, Default)]
struct Lane {
    words: [Word; RING],
    /// How many words have been read.
    count: usize,
    /// The hash of the last [`WINDOW`] words.
    window: u64,
    /// The last nine digits of the numbers in a row, and how many digits there are.
    number: u64,
    digits: u32,
}

impl Lane {
    /// The word before the current one by `back`.
    fn before(&self, back: usize) -> Word {
        self.words[(self.count.wrapping_sub(1 + back)) % RING]
    }
}

/// A pattern that was found in a lane, at a run of words.
struct Hit<'a> {
    pattern: &'a Pattern,
    lane: usize,
    /// The numbers of its first and last word.
    first: usize,
    last: usize,
    /// Where it ends in the file.
    at: usize,
}

/// The search of one file.
struct Search<'a> {
    patterns: &'a Patterns,
    path: &'a SitePath,
    lanes: [Lane; 2],
    hits: Vec<Hit<'a>>,
}

impl<'a> Search<'a> {
    /// Takes one word.
    #[inline]
    fn word(&mut self, lane: usize, word: Word, at: usize) {
        let patterns = self.patterns;
        let running = &mut self.lanes[lane];
        if patterns.has_windows() {
            let leaving = running.words[(running.count.wrapping_sub(WINDOW)) % RING].hash;
            running.window = patterns::roll(running.window, leaving, word.hash);
        }
        running.words[running.count % RING] = word;
        running.count += 1;
        if word.digits > 0 {
            running.number = (running.number * 10_u64.pow(word.digits.min(9)) + word.number) % 1_000_000_000;
            running.digits += word.digits;
            self.number(lane, at);
        } else {
            (running.number, running.digits) = (0, 0);
        }
        if patterns.may_end(word.hash) {
            self.ends(lane, word, at);
        }
        if patterns.has_windows() && self.lanes[lane].count >= WINDOW {
            let window = self.lanes[lane].window;
            if let Some(pattern) = patterns.window(window) {
                self.hit(pattern, lane, WINDOW, at);
            }
        }
    }

    /// Looks up the number that ends here.
    fn number(&mut self, lane: usize, at: usize) {
        let Lane { number, digits, .. } = self.lanes[lane];
        if digits >= *DIGITS.start()
            && let Some(pattern) = self.patterns.number(number, digits)
        {
            self.hit(pattern, lane, 1, at);
        }
    }

    /// Looks up the patterns that end with `word`.
    #[cold]
    fn ends(&mut self, lane: usize, word: Word, at: usize) {
        for pattern in self.patterns.ending(word.hash) {
            let length = pattern.words.len();
            let running = &self.lanes[lane];
            let fits = running.count >= length
                && pattern.words.iter().rev().enumerate().all(|(back, wanted)| {
                    let found = running.before(back);
                    found.hash == *wanted && (found.capital || !pattern.capital)
                });
            if !fits || !pattern.scope.holds(self.path) {
                continue;
            }
            if pattern.secret.is_some() {
                self.hit(pattern, lane, length, at);
            } else {
                // What may be shown covers what looks alike in it: "Harbeck, Nadia" covers "Nadia".
                let first = running.count - length;
                self.hits.retain(|hit| hit.lane != lane || hit.first < first || hit.pattern.secret.is_none());
                self.hits.push(Hit { pattern, lane, first, last: running.count - 1, at });
            }
        }
    }

    fn hit(&mut self, pattern: &'a Pattern, lane: usize, length: usize, at: usize) {
        let last = self.lanes[lane].count - 1;
        let first = (last + 1).saturating_sub(length);
        let covered =
            |hit: &Hit<'_>| hit.pattern.secret.is_none() && hit.lane == lane && hit.first <= first && hit.last >= last;
        if !self.hits.iter().rev().take(4).any(covered) {
            self.hits.push(Hit { pattern, lane, first, last, at });
        }
    }

    /// What was found and is not covered, each secret once.
    fn found(self, bytes: &[u8]) -> Vec<(SecretKind, Box<str>, usize)> {
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        for hit in &self.hits {
            let Some((kind, masked)) = &hit.pattern.secret else { continue };
            if seen.insert((*kind, masked)) {
                let line = 1 + memchr::memchr_iter(b'\n', &bytes[..hit.at.min(bytes.len())]).count();
                found.push((*kind, masked.clone(), line));
            }
        }
        found
    }
}

/// Whether the file at `path` is one that is searched whole, so that its bytes are needed even if it is only copied.
pub fn is_searched(path: &SitePath) -> bool {
    Syntax::of(path).is_some_and(|syntax| syntax != Syntax::Plain) || reader::is_plain_text(path)
}

/// Leaks as findings. They name files of the site, not of the network.
pub fn findings(leaks: &BTreeSet<Leak>) -> Findings {
    leaks.iter().map(finding).collect()
}

/// One leak as a finding.
fn finding(leak: &Leak) -> Finding {
    let what = match leak.kind {
        SecretKind::Name => "the name or handle of somebody in a chat who did not agree to be named",
        SecretKind::Part => "a part of the name of somebody in this chat who did not agree to be named",
        SecretKind::Number => "a telephone number or another number out of a chat",
        SecretKind::Address => "an e-mail address out of a chat",
        SecretKind::Passage => "words of a chat that are withheld",
    };
    let masked = if leak.masked.is_empty() { String::new() } else { format!(" ({})", leak.masked) };
    let place = if leak.line == 0 { String::from("in its name") } else { format!("near its line {}", leak.line) };
    let message = format!("the finished page `{}` would hold {what}{masked}, {place}", leak.path);
    let help = "look for it in the text that the page is made from and leave it out, or write “a participant”";
    Finding::new(&LEAK, &FilePath::new(&*leak.path), message).help(help)
}

impl Scope {
    /// Whether the scope holds the file at `path`.
    fn holds(&self, path: &SitePath) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Below(prefix) => {
                let rest = path.as_str().strip_prefix(&**prefix);
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            }
        }
    }
}

#[cfg(test)]
mod tests;

//! What bedside has to say to an editor: where something is wrong, what it means for a patient and how to mend it.
//!
//! A [`Rule`] is a kind of finding and carries its own help page; a [`Finding`] is one place where it applies.

pub mod identifier;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::finding::identifier::{Identifier, Passage, masked};
use crate::source::{Cursor, FilePath, Place, Sources, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Something that a patient may stumble over; the site is published.
    Warning,
    /// Something that must not be published; the previous site stays.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A kind of finding: its name, how much it matters unless `bedside.yaml` says otherwise, and its help page.
#[derive(Debug)]
pub struct Rule {
    /// The stable name, as in `links/broken`.
    pub id: &'static str,
    /// The severity unless the network's configuration changes it.
    pub severity: Severity,
    /// The help page of `bedside explain`, in Markdown: what it is, why it matters to a patient, how to mend it.
    pub doc: &'static str,
}

impl Rule {
    /// The first sentence of the help page.
    pub fn title(&self) -> &str {
        self.doc.trim_start().lines().next().unwrap_or_default()
    }
}

impl Rule {
    /// The help page as Markdown. Doc comments begin each line with a space, which is taken off.
    pub fn help_page(&self) -> String {
        let lines = self.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// Declares [`Rule`]s; the doc comment of each is its help page.
#[macro_export]
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $severity:ident;)+) => {
        $(
            $(#[doc = $doc])+
            pub static $name: $crate::finding::Rule = $crate::finding::Rule {
                id: $id,
                severity: $crate::finding::Severity::$severity,
                doc: concat!($($doc, "\n"),+),
            };
        )+
        /// The rules declared in this file.
        pub const RULES: &[&$crate::finding::Rule] = &[$(&$name),+];
    };
}

/// One place where a [`Rule`] applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The kind of finding.
    pub rule: &'static Rule,
    /// How much it matters in this network.
    pub severity: Severity,
    /// The file it was found in.
    pub file: FilePath,
    /// The place in that file; none when it is about the file as a whole.
    pub span: Option<Span>,
    /// What is wrong, in a sentence for an editor, with the text in question.
    pub message: String,
    /// How to mend it, in a sentence; the nearest match where there is one.
    pub help: Option<String>,
    /// What may identify somebody, when that is what was found. The message then shows it masked.
    pub identifier: Option<Box<Identifier>>,
    /// Whether somebody decided that the passage is left out of the site.
    pub withheld: bool,
}

impl Finding {
    /// A finding with the rule's own severity about a whole file.
    pub fn new(rule: &'static Rule, file: &FilePath, message: impl Into<String>) -> Self {
        let (severity, file, message) = (rule.severity, file.clone(), message.into());
        Self { rule, severity, file, span: None, message, help: None, identifier: None, withheld: false }
    }

    /// The same finding pointing at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same finding about `identifier`.
    #[must_use]
    pub fn identifies(mut self, identifier: Identifier) -> Self {
        self.identifier = Some(Box::new(identifier));
        self
    }

    /// The same finding with a sentence that says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// What findings are sorted by.
fn sort_key(finding: &Finding) -> (&FilePath, Option<Span>, &str, &str, Option<&Identifier>) {
    (&finding.file, finding.span, finding.rule.id, &finding.message, finding.identifier.as_deref())
}

/// How often the same may be said of one file before the first finding speaks for all.
const MAX_REPETITIONS: usize = 10;

/// Findings in the order they were made; [`Findings::sorted`] puts them in the order they are shown. They are shared, so
/// that what is remembered from one build to the next is not copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<Arc<Finding>>);

impl Findings {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(Arc::new(finding));
    }

    /// Adds all of `other`.
    pub fn extend<F: Into<Arc<Finding>>>(&mut self, other: impl IntoIterator<Item = F>) {
        self.0.extend(other.into_iter().map(Into::into));
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Finding> + ExactSizeIterator {
        self.0.iter().map(|finding| &**finding)
    }

    /// All of them, to be shared.
    pub fn shared(&self) -> impl Iterator<Item = &Arc<Finding>> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many have exactly this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Sorted by file, place and rule, each said once, and what is said of one file again and again folded.
    #[must_use]
    pub fn sorted(self) -> Self {
        self.sorted_with([])
    }

    /// These and those of `lists`, sorted like [`Findings::sorted`]. Each of the lists is in order already and about one
    /// file, of which mostly nothing else is said: it then is taken as it is.
    #[must_use]
    pub fn sorted_with<'a>(self, lists: impl IntoIterator<Item = &'a Arc<Self>>) -> Self {
        let own = self.in_order();
        let own = own.0.chunk_by(|a, b| a.file == b.file);
        let lists = lists.into_iter().map(|list| list.0.as_slice());
        let mut lists: Vec<&[Arc<Finding>]> = own.chain(lists).filter(|list| !list.is_empty()).collect();
        lists.sort_by(|a, b| a[0].file.cmp(&b[0].file));
        let mut sorted = Vec::with_capacity(lists.iter().map(|list| list.len()).sum());
        for of_file in lists.chunk_by(|a, b| a[0].file == b[0].file) {
            match of_file {
                [list] => fold_into(&mut sorted, list),
                lists => fold_into(&mut sorted, &Self(lists.concat()).in_order().0),
            }
        }
        Self(sorted)
    }

    /// Sorted by file, place and rule, each said once.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.0.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self.0.dedup();
        self
    }

    /// The findings that `keep` returns, changed as it likes.
    #[must_use]
    pub fn filter_map(self, keep: impl FnMut(Arc<Finding>) -> Option<Arc<Finding>>) -> Self {
        Self(self.0.into_iter().filter_map(keep).collect())
    }
}

/// Adds the sorted findings of one file to `kept`, without those that are said more than [`MAX_REPETITIONS`] times.
fn fold_into(kept: &mut Vec<Arc<Finding>>, of_file: &[Arc<Finding>]) {
    if of_file.len() <= MAX_REPETITIONS {
        kept.extend_from_slice(of_file);
        return;
    }
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    // Whatever may identify somebody stays, because each passage is withheld and decided on by itself.
    for finding in of_file.iter().filter(|finding| finding.identifier.is_none()) {
        *counts.entry((finding.rule.id, &finding.message)).or_default() += 1;
    }
    for finding in of_file {
        match counts.get_mut(&(finding.rule.id, finding.message.as_str())) {
            _ if finding.identifier.is_some() => kept.push(Arc::clone(finding)),
            // The first one speaks for all; a count of zero marks the others as said.
            Some(0) => {}
            Some(count) if *count > MAX_REPETITIONS => {
                let mut first = Finding::clone(finding);
                first.message.push_str(&format!(" (in {count} places of this file; this is the first)"));
                kept.push(Arc::new(first));
                *count = 0;
            }
            _ => kept.push(Arc::clone(finding)),
        }
    }
}

impl IntoIterator for Findings {
    type Item = Arc<Finding>;
    type IntoIter = std::vec::IntoIter<Arc<Finding>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<F: Into<Arc<Finding>>> FromIterator<F> for Findings {
    fn from_iter<I: IntoIterator<Item = F>>(iter: I) -> Self {
        Self(iter.into_iter().map(Into::into).collect())
    }
}

/// A finding as programs read it. The names of the fields are a contract; absent places are `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placed<'a> {
    /// The name of the rule, as in `links/broken`.
    pub check: &'a str,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// The path in the network folder.
    pub file: Cow<'a, str>,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// The character in the line, counted from 1.
    pub column: Option<usize>,
    /// The line of the end.
    pub end_line: Option<usize>,
    /// The character after the last.
    pub end_column: Option<usize>,
    /// What is wrong.
    pub message: &'a str,
    /// How to mend it.
    pub help: Option<&'a str>,
}

impl Findings {
    /// The findings with their places by line and column. Sorted findings cost one reading of each file.
    pub fn placed<'a>(&'a self, sources: &'a Sources) -> Vec<Placed<'a>> {
        let mut open: Option<(&FilePath, Cursor<'_>)> = None;
        let mut place = |finding: &'a Finding| {
            let span = finding.span?;
            if open.is_none_or(|(file, _)| *file != finding.file) {
                let text = sources.get(finding.file.as_str())?.as_text()?;
                open = Some((&finding.file, Cursor::new(text)));
            }
            let (_, cursor) = open.as_mut()?;
            let start = cursor.go_to(span.range().start);
            // A copy goes on to the end, because the next finding may begin before that.
            let end = { *cursor }.go_to(span.range().end);
            Some((start, end))
        };
        let telling = self.files_with_telling_names();
        let placed = |finding: &'a Finding| Placed::new(finding, telling.contains(&finding.file), place(finding));
        self.iter().map(placed).collect()
    }

    /// The files whose names may identify somebody, so that no log may repeat them.
    fn files_with_telling_names(&self) -> BTreeSet<&FilePath> {
        let tells = |finding: &&Finding| {
            finding.identifier.as_ref().is_some_and(|identifier| identifier.passage == Passage::FileName)
        };
        self.iter().filter(tells).map(|finding| &finding.file).collect()
    }
}

impl<'a> Placed<'a> {
    fn new(finding: &'a Finding, tells: bool, place: Option<(Place, Place)>) -> Self {
        Self {
            check: finding.rule.id,
            severity: finding.severity.to_string(),
            file: if tells { masked(finding.file.as_str()).into() } else { finding.file.as_str().into() },
            line: place.map(|(start, _)| start.line),
            column: place.map(|(start, _)| start.column),
            end_line: place.map(|(_, end)| end.line),
            end_column: place.map(|(_, end)| end.column),
            message: &finding.message,
            help: finding.help.as_deref(),
        }
    }
}

/// The candidate that `word` was probably meant to be: the nearest by edits, if it is near enough to be believable.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{Finding, Findings, Rule, Severity, nearest};
    use crate::source::{FilePath, Span};

    static TEST: Rule = Rule { id: "test/rule", severity: Severity::Warning, doc: "A rule of this test." };

    #[test]
    fn what_is_said_too_often_is_said_once_with_its_count() {
        let file = FilePath::new("topics/a.md");
        let many = (0..50).map(|at| Finding::new(&TEST, &file, "the same").at(Span::new(at..at + 1)));
        let findings: Findings = many.chain([Finding::new(&TEST, &file, "another")]).collect();
        let messages: Vec<_> = findings.sorted().iter().map(|finding| finding.message.clone()).collect();
        assert_eq!(messages, ["another", "the same (in 50 places of this file; this is the first)"]);
    }

    #[test]
    fn the_nearest_name_is_near_enough_to_be_believed() {
        assert_eq!(nearest("reviewd_by", ["reviewed", "reviewed_by"]), Some("reviewed_by"));
        assert_eq!(nearest("colour", ["title", "tags"]), None);
    }
}

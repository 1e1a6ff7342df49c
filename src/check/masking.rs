//! Masks in the sentences of every finding what any of them found to identify somebody. A check that says "the page
//! `margaret-whitfield.md` is not there" knows nothing of patients, and its sentence goes to the same public log.
//!
//! Three rules, each of which would rather mask too much:
//! 1. Words that stand at the place of an identifier are masked in every sentence.
//! 2. So is the name of a file that tells who somebody is, however its words are divided.
//! 3. A sentence about the place of an identifier, or about such a file, repeats nothing that it quotes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::finding::identifier::{Passage, masked};
use crate::finding::{Finding, Findings};
use crate::model::secret::words::words_at;
use crate::source::{FilePath, Fingerprint, Hasher, Sources, Span};

/// What no sentence may repeat.
#[derive(Debug, Default)]
pub struct Masks {
    /// The hashes of words that may identify somebody, by their first word.
    words: FxHashMap<u64, Vec<Vec<u64>>>,
    /// The places of identifiers.
    places: BTreeMap<FilePath, Vec<Range<usize>>>,
    /// Files whose names tell who somebody is.
    files: BTreeSet<FilePath>,
}

impl Masks {
    /// What stands at the places of findings about identifiers.
    pub fn of(findings: &Findings, sources: &Sources) -> Self {
        let mut masks = Self::default();
        for finding in findings.iter() {
            let Some(identifier) = &finding.identifier else { continue };
            if identifier.passage == Passage::FileName {
                telling_parts(finding.file.as_str()).for_each(|part| masks.add(part));
                masks.files.insert(finding.file.clone());
            }
            if let Some(span) = finding.span.map(Span::range) {
                masks.places.entry(finding.file.clone()).or_default().push(span);
            }
            text(finding, sources).into_iter().for_each(|text| masks.add(text));
        }
        masks
    }

    /// `findings` with every identifier masked in every sentence.
    pub fn mask(&self, findings: Findings) -> Findings {
        if self.is_empty() {
            return findings;
        }
        findings.filter_map(|mut finding| {
            // Findings about identifiers mask them themselves.
            if finding.identifier.is_none() {
                let quotes = self.touches(&finding);
                let message = self.without(&finding.message, quotes);
                let help = finding.help.as_ref().map(|help| self.without(help, quotes));
                if message != finding.message || help != finding.help {
                    let own = Arc::make_mut(&mut finding);
                    (own.message, own.help) = (message, help);
                }
            }
            Some(finding)
        })
    }

    /// A fingerprint of what is masked in the sentences about every file.
    pub fn print(&self) -> Fingerprint {
        let mut all: Vec<&Vec<u64>> = self.words.values().flatten().collect();
        all.sort_unstable();
        let mut hasher = Hasher::new();
        for words in all {
            hasher.add(&words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>());
        }
        self.files.iter().for_each(|file| hasher.add(file.as_str().as_bytes()));
        hasher.finish()
    }

    /// A fingerprint of `file`, which is `print`, and of what is masked besides in the sentences about it.
    pub fn print_of(&self, file: &FilePath, print: Fingerprint) -> Fingerprint {
        let Some(places) = self.places.get(file) else { return print };
        let ends = places.iter().flat_map(|place| [place.start, place.end]);
        Fingerprint::of(&[&print.0, &ends.flat_map(usize::to_le_bytes).collect::<Vec<_>>()])
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.places.is_empty() && self.files.is_empty()
    }

    /// Adds the words of a text.
    fn add(&mut self, text: &str) {
        let words: Vec<u64> = words_at(text).iter().map(|(_, hash)| *hash).collect();
        if let Some(first) = words.first() {
            let known = self.words.entry(*first).or_default();
            if !known.contains(&words) {
                known.push(words);
            }
        }
    }

    /// Whether a finding is about the place of an identifier, or about a file whose name tells who somebody is.
    fn touches(&self, finding: &Finding) -> bool {
        let place = finding.span.map(Span::range);
        let overlaps = |place: &Range<usize>, other: &Range<usize>| place.start < other.end && other.start < place.end;
        let places = self.places.get(&finding.file).map_or(&[][..], Vec::as_slice);
        self.files.contains(&finding.file)
            || place.is_some_and(|place| places.iter().any(|identifier| overlaps(&place, identifier)))
    }

    /// `sentence` with every identifier in it masked, and everything in quotation marks if `quotes` says so.
    fn without(&self, sentence: &str, quotes: bool) -> String {
        let sentence = if quotes { without_quotes(sentence) } else { String::from(sentence) };
        let words = words_at(&sentence);
        let mut kept = String::with_capacity(sentence.len());
        let (mut at, mut written) = (0, 0);
        while at < words.len() {
            match self.length_at(&words[at..]) {
                Some(length) => {
                    let (start, end) = (words[at].0.start, words[at + length - 1].0.end);
                    kept.push_str(&sentence[written..start]);
                    kept.push_str(&masked(&sentence[start..end]));
                    (at, written) = (at + length, end);
                }
                None => at += 1,
            }
        }
        kept + &sentence[written..]
    }

    /// How many words the longest identifier at the beginning of `words` has.
    fn length_at(&self, words: &[(Range<usize>, u64)]) -> Option<usize> {
        let fits = |candidate: &&Vec<u64>| {
            words.len() >= candidate.len() && candidate.iter().zip(words).all(|(hash, word)| *hash == word.1)
        };
        self.words.get(&words.first()?.1)?.iter().filter(fits).map(Vec::len).max()
    }
}

/// The parts of a path that may tell who somebody is: those of several words, and the name of the file itself.
fn telling_parts(path: &str) -> impl Iterator<Item = &str> {
    const PLAIN: [&str; 4] = ["recap.md", "transcript.txt", "index.md", "references.bib"];
    let is_of_words = |part: &&str| words_at(part).len() > 1;
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    folders.split('/').filter(is_of_words).chain(Some(stem).filter(|_| !PLAIN.contains(&file)))
}

/// The text at the place of a finding.
fn text<'a>(finding: &'a Finding, sources: &'a Sources) -> Option<&'a str> {
    sources.get(finding.file.as_str())?.as_text()?.get(finding.span?.range())
}

/// `sentence` with what stands in quotation marks masked.
fn without_quotes(sentence: &str) -> String {
    const QUOTES: [(char, char); 3] = [('`', '`'), ('"', '"'), ('“', '”')];
    let mut kept = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((at, close)) =
        rest.char_indices().find_map(|(at, c)| Some((at, QUOTES.iter().find(|(open, _)| *open == c)?.1)))
    {
        let inside = at + rest[at..].chars().next().map_or(0, char::len_utf8);
        let end = rest[inside..].find(close).map_or(rest.len(), |end| inside + end);
        kept.push_str(&rest[..inside]);
        kept.push_str(&masked(&rest[inside..end]));
        let after = (end + close.len_utf8()).min(rest.len());
        kept.push_str(&rest[end..after]);
        rest = &rest[after..];
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::{Masks, without_quotes};
    use crate::finding::identifier::{Class, Identifier, Passage};
    use crate::finding::{Finding, Findings, Rule, Severity};
    use crate::source::{FilePath, Sources, Span};

    static RULE: Rule = Rule { id: "test/rule", severity: Severity::Error, doc: "A rule of this test." };

    #[test]
    fn quotations_are_masked_and_the_sentence_stays() {
        assert_eq!(without_quotes("the page `mrs-w.md` is not there"), "the page `m•••-w•••.m•••` is not there");
        assert_eq!(without_quotes("called \"Mrs W\" or “Anna”, `x"), "called \"M••• W•••\" or “A•••”, `x•••");
    }

    #[test]
    fn a_telling_name_of_a_file_is_in_no_sentence() {
        let (file, other) = (FilePath::new("topics/margaret-whitfield.md"), FilePath::new("topics/b.md"));
        let identifier = Identifier::new(Class::Name, "margaret whitfield", Passage::FileName);
        let findings: Findings = [
            Finding::new(&RULE, &file, "masked").identifies(identifier),
            Finding::new(&RULE, &file, "it is called \"Maggie\"").at(Span::new(0..1)),
            Finding::new(&RULE, &other, "there is no `x.md`").help("did you mean `margaret-whitfield.md`?"),
        ]
        .into_iter()
        .collect();
        let said: String = Masks::of(&findings, &Sources::default())
            .mask(findings)
            .iter()
            .map(|finding| format!("{}{} ", finding.message, finding.help.clone().unwrap_or_default()))
            .collect();
        assert!(!said.to_lowercase().contains("whitfield") && !said.contains("Maggie"), "{said}");
        assert!(said.contains("there is no `x.md`"), "{said}");
    }
}

//! Masks in the sentences of every finding what any of them found to identify somebody. A check that says "the page
//! `margaret-whitfield.md` is not there" knows nothing of patients, and its sentence goes to the same public log.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::finding::identifier::masked;
use crate::finding::{Finding, Findings};
use crate::model::secret::words::words_at;
use crate::source::Sources;

/// The hashes of words that may identify somebody, by their first word.
type Identifiers = FxHashMap<u64, Vec<Vec<u64>>>;

/// `findings` with every identifier masked in every sentence.
pub fn mask(findings: Findings, sources: &Sources) -> Findings {
    let identifiers = identifiers(&findings, sources);
    if identifiers.is_empty() {
        return findings;
    }
    findings.filter_map(|mut finding| {
        // Findings about identifiers mask them themselves.
        if finding.identifier.is_none() {
            let message = without(&identifiers, &finding.message);
            let help = finding.help.as_ref().map(|help| without(&identifiers, help));
            if message != finding.message || help != finding.help {
                let own = Arc::make_mut(&mut finding);
                (own.message, own.help) = (message, help);
            }
        }
        Some(finding)
    })
}

/// What stands at the places of findings about identifiers.
fn identifiers(findings: &Findings, sources: &Sources) -> Identifiers {
    let mut identifiers = Identifiers::default();
    for finding in findings.iter().filter(|finding| finding.identifier.is_some()) {
        let words: Vec<u64> =
            text(finding, sources).map(words_at).unwrap_or_default().iter().map(|(_, hash)| *hash).collect();
        if let Some(first) = words.first() {
            let known = identifiers.entry(*first).or_default();
            if !known.contains(&words) {
                known.push(words);
            }
        }
    }
    identifiers
}

/// The text at the place of a finding; the name of the file when it is about the file.
fn text<'a>(finding: &'a Finding, sources: &'a Sources) -> Option<&'a str> {
    match finding.span {
        Some(span) => sources.get(finding.file.as_str())?.as_text()?.get(span.range()),
        None => None,
    }
}

/// `sentence` with every identifier in it masked.
fn without(identifiers: &Identifiers, sentence: &str) -> String {
    let words = words_at(sentence);
    let mut kept = String::with_capacity(sentence.len());
    let (mut at, mut written) = (0, 0);
    while at < words.len() {
        let fits = |candidate: &&Vec<u64>| {
            words[at..].len() >= candidate.len()
                && candidate.iter().zip(&words[at..]).all(|(hash, word)| *hash == word.1)
        };
        let candidates = identifiers.get(&words[at].1).map_or(&[][..], Vec::as_slice);
        match candidates.iter().filter(fits).map(Vec::len).max() {
            Some(length) => {
                let (start, end) = (words[at].0.start, words[at + length - 1].0.end);
                kept.push_str(&sentence[written..start]);
                kept.push_str(&masked(&sentence[start..end]));
                (at, written) = (at + length, end);
            }
            None => at += 1,
        }
    }
    kept.push_str(&sentence[written..]);
    kept
}

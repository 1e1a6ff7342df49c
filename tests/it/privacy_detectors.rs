//! The detectors, measured on a labelled set of sentences: `tests/privacy`. Detectors are tuned on one half; the figures
//! that must hold are those of the other half, which nobody looks at while tuning.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bedside::check::privacy::reading::classes_in;

/// A sentence, the class of the list it stands in, and whether it holds an identifier of that class.
struct Sentence {
    class: String,
    text: String,
    is_identifying: bool,
}

/// The sentences of one half.
fn half(name: &str) -> Vec<Sentence> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/privacy").join(name);
    let text = std::fs::read_to_string(file).unwrap();
    let mut class = String::new();
    let mut sentences = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            class = String::from(name);
        } else if let Some((sign, text)) = line.split_once(' ').filter(|(sign, _)| ["+", "-"].contains(sign)) {
            sentences.push(Sentence { class: class.clone(), text: String::from(text), is_identifying: sign == "+" });
        }
    }
    sentences
}

/// What was found in the sentences of one class.
#[derive(Default)]
struct Score {
    identifying: usize,
    found: usize,
    innocent: usize,
    alarms: usize,
    wrong: Vec<String>,
}

impl Score {
    fn recall(&self) -> f64 {
        self.found as f64 / self.identifying.max(1) as f64
    }

    /// The share of findings that are right, when as many sentences hold an identifier as do not.
    fn precision(&self) -> f64 {
        let alarms = self.alarms as f64 / self.innocent.max(1) as f64;
        self.recall() / (self.recall() + alarms).max(f64::EPSILON)
    }
}

/// Finds in every sentence whatever there is. A passage is withheld whichever class it is found by, so a hit of another
/// class counts; a look-alike must not be found by any class.
fn scores(sentences: &[Sentence]) -> BTreeMap<&str, Score> {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for sentence in sentences {
        let mut found = classes_in(&sentence.text, true);
        let is_care = |name: &str| name == "privacy/care-relationship";
        // Only what staff say can confirm a care relationship.
        found.retain(|class| sentence.class == "care-relationship" || !is_care(class.name()));
        let score = scores.entry(&sentence.class).or_default();
        let is_found = usize::from(!found.is_empty());
        if sentence.is_identifying {
            (score.identifying, score.found) = (score.identifying + 1, score.found + is_found);
        } else {
            (score.innocent, score.alarms) = (score.innocent + 1, score.alarms + is_found);
        }
        if found.is_empty() == sentence.is_identifying {
            let names: Vec<_> = found.iter().map(|class| class.name()).collect();
            score.wrong.push(format!(
                "{} {} {names:?}",
                if sentence.is_identifying { "missed" } else { "alarm" },
                sentence.text
            ));
        }
    }
    scores
}

/// Prints the figures of one half: `cargo test --test it privacy_detectors -- --nocapture --ignored`.
fn print(name: &str, with_sentences: bool) {
    for (class, score) in scores(&half(name)) {
        println!(
            "{class:20} recall {:.3} ({}/{}) precision {:.3} ({} of {} look-alikes)",
            score.recall(),
            score.found,
            score.identifying,
            score.precision(),
            score.alarms,
            score.innocent
        );
        if with_sentences {
            score.wrong.iter().for_each(|line| println!("    {line}"));
        }
    }
}

#[test]
#[ignore = "prints what to tune"]
fn tune() {
    print("tuning.md", true);
}

#[test]
#[ignore = "prints figures"]
fn figures() {
    print("untouched.md", false);
}

#[test]
fn the_halves_share_no_sentence_and_are_large_enough() {
    let (tuning, untouched) = (half("tuning.md"), half("untouched.md"));
    let texts: BTreeSet<&str> = tuning.iter().chain(&untouched).map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(texts.len(), tuning.len() + untouched.len());
    assert!(texts.len() >= 1_500, "{}", texts.len());
}

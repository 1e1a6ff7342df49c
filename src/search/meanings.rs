//! Words that mean the same, so that *chemo sick* finds nausea: bedside's own list, `patients_words.yaml` beside this
//! file, and what the network adds to it by `search.yaml`, its glossary and the other names of its pages.
//!
//! The browser gets one line for each group, `en:hair loss,alopecia|es:-caida pelo`: phrases by language, in the words
//! under which the index is looked up, without those that weigh nothing. A phrase with `-` before it stands nowhere in
//! the network; it leads to the others, but need not be looked for. What follows from a group is decided in
//! `search-core.js`: other words count less than those that were asked for, and those of another language still less.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::model::finding_aids::WordGroup;
use crate::model::network::Network;
use crate::model::term::Term;
use crate::search::languages::{Language, primary};
use crate::search::postings::Postings;
use crate::search::words::words;

/// The list that every network has unless it says otherwise.
const BUILT_IN: &str = include_str!("patients_words.yaml");

/// The groups of [`BUILT_IN`]. A test reads the list, so that it is never broken here.
static BUILT_IN_GROUPS: LazyLock<Vec<WordGroup>> = LazyLock::new(|| serde_yaml::from_str(BUILT_IN).unwrap_or_default());

/// The longest phrase in words: what is longer is an explanation.
const LONGEST: usize = 6;

/// The groups of `network` as the browser reads them, and the languages in them.
pub(super) fn write(network: &Network, postings: &Postings) -> (String, BTreeSet<String>) {
    let mut writer = Writer::new(postings);
    let site = primary(&network.config.language);
    for group in network.search.words.iter().chain(built_in(network)) {
        writer.push(group.iter().map(|(tag, phrases)| {
            (if tag.is_empty() { site.clone() } else { primary(tag) }, phrases.iter().map(String::as_str).collect())
        }));
    }
    network.terms.values().for_each(|term| writer.push([(site.clone(), names_of(term))]));
    for article in network.articles.values().filter(|article| !article.meta.aliases.is_empty()) {
        let names = parts_of(&article.title).chain(article.meta.aliases.iter().map(String::as_str)).collect();
        writer.push([(primary(network.language(&article.meta)), names)]);
    }
    (writer.lines.join("\n"), writer.tags)
}

/// bedside's own list, unless the network does without it.
fn built_in(network: &Network) -> &'static [WordGroup] {
    if network.search.without_built_in_words { &[] } else { &BUILT_IN_GROUPS }
}

/// What a term of the glossary is called.
fn names_of(term: &Term) -> Vec<&str> {
    let names = std::iter::once(&term.term.value).chain(&term.clinical).chain(&term.synonyms);
    names.map(String::as_str).collect()
}

/// What stands before the brackets of a title, and in them: `Tiredness (fatigue)` is two names.
fn parts_of(title: &str) -> impl Iterator<Item = &str> {
    title.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty())
}

/// Writes groups.
struct Writer<'a> {
    forms: BTreeSet<&'a str>,
    languages: BTreeMap<String, Language>,
    lines: Vec<String>,
    tags: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    fn new(postings: &'a Postings) -> Self {
        let forms = postings.forms.iter().map(|(form, _)| &**form).collect();
        Self { forms, languages: BTreeMap::new(), lines: Vec::new(), tags: BTreeSet::new() }
    }

    /// Adds a group, if it leads from one phrase to another that stands in the network.
    fn push<'p>(&mut self, group: impl IntoIterator<Item = (String, Vec<&'p str>)>) {
        let mut all = 0;
        let mut present = 0;
        let mut parts = Vec::new();
        for (tag, phrases) in group {
            let phrases: Vec<String> = self.phrases(&tag, &phrases);
            all += phrases.len();
            present += phrases.iter().filter(|phrase| !phrase.starts_with('-')).count();
            if !phrases.is_empty() {
                parts.push((format!("{tag}:{}", phrases.join(",")), tag));
            }
        }
        if all > 1 && present > 0 {
            self.lines.push(parts.iter().map(|(part, _)| part.as_str()).collect::<Vec<_>>().join("|"));
            self.tags.extend(parts.into_iter().map(|(_, tag)| tag));
        }
    }

    /// The phrases in the words that are looked up, each once.
    fn phrases(&mut self, tag: &str, phrases: &[&str]) -> Vec<String> {
        let language = self.languages.entry(String::from(tag)).or_insert_with(|| Language::new(tag));
        let mut written = Vec::new();
        for phrase in phrases {
            let words = words(phrase).into_iter().filter(|word| !word.compound && !language.is_stop_word(&word.form));
            let forms: Vec<String> = words.map(|word| word.form).collect();
            let absent = !forms.iter().all(|form| self.forms.contains(form.as_str()));
            let phrase = format!("{}{}", if absent { "-" } else { "" }, forms.join(" "));
            if (1..=LONGEST).contains(&forms.len()) && !written.contains(&phrase) {
                written.push(phrase);
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{BUILT_IN, WordGroup, parts_of};
    use crate::search::words::words;

    fn groups() -> Vec<WordGroup> {
        serde_yaml::from_str(BUILT_IN).unwrap()
    }

    /// How many ways from one word to another the list has in a language: each further word of a group is one.
    fn pairs(language: &str) -> usize {
        groups().iter().filter_map(|group| group.get(language)).map(|words| words.len() - 1).sum()
    }

    #[test]
    fn the_built_in_list_is_as_large_as_the_handbook_says() {
        assert!(pairs("en") >= 400, "{} English pairs", pairs("en"));
        assert!(pairs("es") >= 100, "{} Spanish pairs", pairs("es"));
    }

    #[test]
    fn every_group_of_the_built_in_list_says_one_thing_in_several_words_once() {
        let mut seen = BTreeSet::new();
        for group in groups() {
            assert!(group.values().map(Vec::len).sum::<usize>() > 1, "{group:?}");
            assert!(group.keys().all(|tag| ["en", "es"].contains(&tag.as_str())), "{group:?}");
            for (tag, phrases) in group {
                for phrase in phrases {
                    assert!(!words(&phrase).is_empty() && words(&phrase).len() < 8, "{phrase}");
                    assert!(seen.insert((tag.clone(), phrase.to_lowercase())), "{phrase} stands in two groups");
                }
            }
        }
    }

    #[test]
    fn a_title_with_brackets_is_two_names() {
        assert_eq!(parts_of("Tiredness (fatigue)").collect::<Vec<_>>(), ["Tiredness", "fatigue"]);
    }
}

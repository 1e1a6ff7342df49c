//! Reads `search.yaml`, what a network adds to its search, and `search-tests.yaml`, what its editors expect of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::finding_aids::{Emergency, SearchSettings, SearchTest, WordGroup};
use crate::parse::fields::Fields;
use crate::parse::yaml::{self, Node, Value};
use crate::rules;
use crate::source::FilePath;

rules! {
    /// An entry of `search.yaml` or `search-tests.yaml` lacks something that it needs.
    ///
    /// **Why it matters to a patient.** The entry is left out: a word that patients use finds nothing, an emergency is
    /// not answered with its care card, or nobody notices when a page can no longer be found.
    ///
    /// **How to mend it.** Under `words`, give each line at least two words that mean the same. Under `emergencies`,
    /// give each entry `words` and the `card`, the page with the care card. In `search-tests.yaml`, give each entry a
    /// `query` and the `page` that it should find.
    ENTRY = "search/incomplete", Warning;
}

/// Among how many results an expected page may stand when the test does not say.
const WITHIN: u32 = 3;

/// Reads `search.yaml`.
pub fn settings(file: &FilePath, text: &str, findings: &mut Findings) -> Arc<SearchSettings> {
    let Some(mut fields) = yaml::read(file, text, 0, findings).and_then(|node| Fields::of(file, node, findings)) else {
        return Arc::default();
    };
    let built_in = fields.flag("built_in_words").unwrap_or(true);
    let words = match fields.node("words") {
        Some(Node { value: Value::List(groups), .. }) => {
            groups.into_iter().filter_map(|group| word_group(file, group, findings)).collect()
        }
        Some(node) => {
            fields.complain(node.span, "`words` is not a list", "write `- [feeling sick, nausea]` on a line for each");
            Vec::new()
        }
        None => Vec::new(),
    };
    let emergencies =
        fields.maps("emergencies").into_iter().filter_map(|entry| emergency(file, entry, findings)).collect();
    findings.extend(fields.finish());
    Arc::new(SearchSettings { without_built_in_words: !built_in, words, emergencies })
}

/// A list of words of the site's language, or such lists by language.
fn word_group(file: &FilePath, node: Node, findings: &mut Findings) -> Option<WordGroup> {
    let span = node.span;
    let mut group = BTreeMap::new();
    match node.value {
        Value::List(_) => {
            group.insert(String::new(), words_of(node));
        }
        Value::Map(languages) => group.extend(languages.into_iter().filter_map(|(tag, words)| match tag.value {
            Value::Scalar(tag) => Some((tag, words_of(words))),
            _ => None,
        })),
        _ => {}
    }
    if group.values().map(Vec::len).sum::<usize>() < 2 {
        let finding = Finding::new(&ENTRY, file, "these are not two words or more that mean the same").at(span);
        findings
            .push(finding.help("write them as `[feeling sick, nausea]`, or by language as `{en: [...], es: [...]}`"));
        return None;
    }
    Some(group)
}

/// The words of a list, or the only one.
fn words_of(node: Node) -> Vec<String> {
    let words = |node: Node| if let Value::Scalar(words) = node.value { Some(words) } else { None };
    match node.value {
        Value::List(items) => items.into_iter().filter_map(words).collect(),
        _ => words(node).into_iter().collect(),
    }
}

/// One emergency.
fn emergency(file: &FilePath, mut entry: Fields<'_>, findings: &mut Findings) -> Option<Emergency> {
    let span = entry.span();
    let (words, card) = (entry.all_words("words"), entry.text("card"));
    findings.extend(entry.finish());
    match card {
        Some(card) if !words.is_empty() => Some(Emergency { file: file.clone(), words, card }),
        _ => {
            let finding = Finding::new(&ENTRY, file, "this emergency has no `words` or no `card`").at(span);
            findings.push(finding.help("add what people type, and the path of the page with the care card"));
            None
        }
    }
}

/// Reads `search-tests.yaml`: a list of tests, or a map with that list under `tests`.
pub fn tests(file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Arc<SearchTest>> {
    let entries = match yaml::read(file, text, 0, findings) {
        None => Vec::new(),
        Some(Node { value: Value::List(items), .. }) => {
            items.into_iter().filter_map(|item| Fields::of(file, item, findings)).collect()
        }
        Some(node) => {
            let Some(mut fields) = Fields::of(file, node, findings) else { return Vec::new() };
            let entries = fields.maps("tests");
            findings.extend(fields.finish());
            entries
        }
    };
    entries.into_iter().filter_map(|entry| test(file, entry, findings)).map(Arc::new).collect()
}

/// One test.
fn test(file: &FilePath, mut entry: Fields<'_>, findings: &mut Findings) -> Option<SearchTest> {
    let span = entry.span();
    let (query, page) = (entry.text("query"), entry.text("page"));
    let (within, language) = (entry.number("within").unwrap_or(WITHIN), entry.words("language"));
    findings.extend(entry.finish());
    let (Some(query), Some(page)) = (query, page) else {
        let finding = Finding::new(&ENTRY, file, "this test has no `query` or no `page`").at(span);
        findings.push(finding.help("add what a patient types, and the path of the page that they should find"));
        return None;
    };
    Some(SearchTest { file: file.clone(), query, page, within: within.max(1), language })
}

#[cfg(test)]
mod tests {
    use super::{settings, tests};
    use crate::finding::Findings;
    use crate::source::FilePath;

    #[test]
    fn groups_of_words_are_of_the_sites_language_or_of_several() {
        let mut findings = Findings::new();
        let text = "words:\n- [chemo, chemotherapy]\n- {en: hair loss, es: [caída del pelo]}\n- [alone]\n";
        let settings = settings(&FilePath::new("search.yaml"), text, &mut findings);
        assert_eq!(settings.words.len(), 2);
        assert_eq!(settings.words[0][""], ["chemo", "chemotherapy"]);
        assert_eq!((settings.words[1]["en"].len(), settings.words[1]["es"].len()), (1, 1));
        assert!(!settings.without_built_in_words);
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.clone()).collect();
        assert_eq!(messages, ["these are not two words or more that mean the same"]);
    }

    #[test]
    fn a_test_without_a_page_costs_only_itself() {
        let mut findings = Findings::new();
        let text =
            "- {query: brest, page: topics/a.md, within: 1}\n- {query: lump}\n- {query: \"38.5\", page: topics/b.md}\n";
        let tests = tests(&FilePath::new("search-tests.yaml"), text, &mut findings);
        let read: Vec<_> = tests.iter().map(|test| (test.query.as_str(), test.within)).collect();
        assert_eq!(read, [("brest", 1), ("38.5", 3)]);
        assert_eq!(findings.len(), 1);
    }
}

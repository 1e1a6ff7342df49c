//! The words of the interface, by language.

use std::collections::BTreeMap;

use tera::Value;

use crate::render::dates;
use crate::site::MakeError;

/// The language whose words stand in for those that another language lacks.
pub const FALLBACK: &str = "en";

/// The words of the interface in one language.
#[derive(Clone, Debug)]
pub struct Strings {
    /// The BCP 47 tag of the language that the words are really in.
    pub language: String,
    words: BTreeMap<String, String>,
    value: Value,
}

impl Strings {
    /// Words with those of `fallback` in the place of missing ones.
    fn new(language: &str, own: BTreeMap<String, String>, fallback: &BTreeMap<String, String>) -> Self {
        let mut words = fallback.clone();
        words.extend(own);
        let value = Value::from_serializable(&words);
        Self { language: String::from(language), words, value }
    }

    /// The words called `key`, or the key itself when no language has them.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The words called `key`, if there are any.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The words called `key` with each `{name}` replaced by its value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.get(key);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let hole = after.split_once('}').and_then(|(name, after)| {
                values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
            });
            rest = match hole {
                Some((value, after)) => {
                    filled.push_str(value);
                    after
                }
                None => {
                    filled.push('{');
                    after
                }
            };
        }
        filled.push_str(rest);
        filled
    }

    /// The words called `key` in the form that the language uses for so many (`key_one`, `key_few`, `key_other` …), with
    /// the number in the place of `{n}`.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.fill(&self.form(key, n), &[("n", &dates::number(&self.language, n))])
    }

    /// Like [`Self::count`], but a number from 1 to 4 is not told: in a small department it could point at a person.
    pub fn count_suppressed(&self, key: &str, n: usize) -> String {
        match n {
            // The words stand in the form that five has: "fewer than 5 messages".
            1..5 => self.fill(&self.form(key, 5), &[("n", self.get("fewer_than_5"))]),
            n => self.count(key, n),
        }
    }

    /// The key of the words for so many.
    fn form(&self, key: &str, n: usize) -> String {
        let form = format!("{key}_{}", dates::plural(&self.language, n));
        if self.words.contains_key(&form) { form } else { format!("{key}_other") }
    }

    /// All words, for templates.
    pub fn value(&self) -> Value {
        self.value.clone()
    }
}

/// The words of every language that a theme knows.
#[derive(Clone, Debug)]
pub struct Languages {
    by_tag: BTreeMap<String, Strings>,
    fallback: Strings,
}

impl Languages {
    /// Takes the files of a theme: a language and what its file says.
    ///
    /// # Errors
    /// When a file is not a plain list of keys and words; the message names file and line.
    pub fn read(files: &[(String, String, String)]) -> Result<Self, MakeError> {
        let mut maps: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (language, name, text) in files {
            maps.entry(language.to_lowercase()).or_default().extend(read(name, text)?);
        }
        let english = maps.get(FALLBACK).cloned().unwrap_or_default();
        let fallback = Strings::new(FALLBACK, english.clone(), &BTreeMap::new());
        let by_tag = maps.into_iter().map(|(tag, own)| (tag.clone(), Strings::new(&tag, own, &english))).collect();
        Ok(Self { by_tag, fallback })
    }

    /// The words for pages in `language`: those of the tag itself, else of its first part, else English.
    pub fn get(&self, language: &str) -> &Strings {
        let tag = language.to_lowercase();
        let first = tag.split('-').next().unwrap_or_default();
        self.by_tag.get(&tag).or_else(|| self.by_tag.get(first)).unwrap_or(&self.fallback)
    }
}

/// Reads one file of words.
fn read(name: &str, text: &str) -> Result<BTreeMap<String, String>, MakeError> {
    serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map_or_else(String::new, |location| format!(", line {}", location.line()));
        MakeError(format!(
            "{name}{line}: the words of the interface cannot be read ({error}). Write one \"key: words\" a line, with \
             the words between quotation marks when they hold a colon."
        ))
    })
}

/// Whether a language runs from right to left.
pub fn runs_right_to_left(language: &str) -> bool {
    let first = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    matches!(first.as_str(), "ar" | "he" | "fa" | "ur" | "yi" | "ps" | "sd" | "ckb" | "dv")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Languages, runs_right_to_left};
    use crate::render::dates::plural;
    use crate::render::embedded::FILES;

    fn languages() -> Languages {
        let file = |language: &str, text: &str| {
            (String::from(language), format!("theme/strings/{language}.yaml"), String::from(text))
        };
        Languages::read(&[
            file("en", "home: Home\npages_one: \"{n} page\"\npages_other: \"{n} pages\"\nfewer_than_5: fewer than 5"),
            file("es", "home: Inicio"),
        ])
        .unwrap()
    }

    #[test]
    fn missing_words_fall_back_to_english() {
        let languages = languages();
        assert_eq!(languages.get("es-MX").get("home"), "Inicio");
        assert_eq!(languages.get("es").count("pages", 2), "2 pages");
        assert_eq!(languages.get("pl").get("home"), "Home");
        assert_eq!(languages.get("pl").language, "en");
    }

    #[test]
    fn small_numbers_are_not_told() {
        let languages = languages();
        let strings = languages.get("en");
        assert_eq!(strings.count("pages", 1), "1 page");
        assert_eq!(strings.count_suppressed("pages", 4), "fewer than 5 pages");
        assert_eq!(strings.count_suppressed("pages", 5), "5 pages");
        assert_eq!(strings.count_suppressed("pages", 0), "0 pages");
    }

    #[test]
    fn values_are_not_filled_twice() {
        let languages = languages();
        assert_eq!(languages.get("en").fill("pages_one", &[("n", "{n}")]), "{n} page");
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let broken = [(String::from("en"), String::from("theme/strings/en.yaml"), String::from("a: b\nc: [1, 2"))];
        let message = Languages::read(&broken).unwrap_err().0;
        assert!(message.starts_with("theme/strings/en.yaml, line "), "{message}");
    }

    #[test]
    fn every_language_has_the_same_words_in_all_the_forms_it_uses() {
        let words = |name: &str| -> BTreeMap<String, String> {
            let text = files().find(|(file, _)| *file == name).unwrap().1;
            serde_yaml::from_str(text).unwrap()
        };
        let english = words("en.yaml");
        for (name, _) in files() {
            let language = name.strip_suffix(".yaml").unwrap();
            let expected: BTreeSet<String> = english.keys().flat_map(|key| forms(language, &english, key)).collect();
            let own = words(name);
            assert_eq!(own.keys().cloned().collect::<BTreeSet<_>>(), expected, "{name}");
            for (key, text) in &own {
                let twin = english.get(key).or_else(|| english.get(&format!("{}_other", stem(key)))).unwrap();
                // A form for none, one or two may name the number in words.
                let missing = holes(twin).difference(&holes(text)).cloned().collect::<BTreeSet<_>>();
                let counted = ["_zero", "_one", "_two"].iter().any(|form| key.ends_with(form));
                assert!(missing.is_empty() || counted && missing == holes("{n}"), "{name}: {key} lacks {missing:?}");
                assert!(holes(text).is_subset(&holes(twin)), "{name}: {key} has a hole that nothing fills");
            }
        }
    }

    /// The keys that a language needs for a key of English: one for each of its plural forms where English counts.
    fn forms(language: &str, english: &BTreeMap<String, String>, key: &str) -> Vec<String> {
        let counts = ["_one", "_other"].iter().any(|form| key.ends_with(form));
        if !counts || !english.contains_key(&format!("{}_one", stem(key))) {
            return vec![String::from(key)];
        }
        let used: BTreeSet<&str> = (0..200).map(|number| plural(language, number)).collect();
        used.into_iter().map(|form| format!("{}_{form}", stem(key))).collect()
    }

    /// The files of words of the default theme.
    fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
        FILES.iter().filter_map(|(path, text)| Some((path.strip_prefix("default/strings/")?, *text)))
    }

    /// A key without its plural form.
    fn stem(key: &str) -> &str {
        key.rsplit_once('_').map_or(key, |(stem, _)| stem)
    }

    /// The names in braces.
    fn holes(text: &str) -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| String::from(name)).collect()
    }

    #[test]
    fn arabic_runs_right_to_left() {
        assert!(runs_right_to_left("ar-EG"));
        assert!(!runs_right_to_left("en"));
    }
}

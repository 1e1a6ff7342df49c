//! Sorts lists as a dictionary of a language would, and groups them by their letters.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// The order of words in one language.
pub struct Order {
    full: Option<CollatorBorrowed<'static>>,
    letters: Option<CollatorBorrowed<'static>>,
}

/// The entries under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct Letter<T> {
    /// The anchor.
    pub id: String,
    /// The letter, or `0–9` for whatever begins with none.
    pub label: String,
    /// The entries, in order.
    pub entries: Vec<T>,
}

impl Order {
    /// The order of `language`; that of all languages together when it is not a tag.
    pub fn of(language: &str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new((&locale).into(), options).ok()
        };
        Self { full: collator(Strength::Tertiary), letters: collator(Strength::Primary) }
    }

    /// Which of two words comes first.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let by_language = self.full.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b));
        by_language.then_with(|| a.cmp(b))
    }

    /// Which of two words comes first by their letters alone: equal, if they differ in accents or capitals only.
    pub fn compare_letters(&self, a: &str, b: &str) -> Ordering {
        self.letters.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b))
    }

    /// `entries`, which come with the words they are found under, sorted and grouped by letter.
    pub fn group<T>(&self, mut entries: Vec<(String, T)>) -> Vec<Letter<T>> {
        entries.sort_by(|(a, _), (b, _)| self.compare(trimmed(a), trimmed(b)));
        let mut letters: Vec<Letter<T>> = Vec::new();
        for (words, entry) in entries {
            let label = self.letter_of(&words);
            match letters.iter_mut().rfind(|letter| self.is_same_letter(&letter.label, &label)) {
                Some(letter) => letter.entries.push(entry),
                None => letters.push(Letter { id: format!("letter_{label}"), label, entries: vec![entry] }),
            }
        }
        letters
    }

    /// The letter that `words` begin with, without its accents where the language puts both in one place.
    fn letter_of(&self, words: &str) -> String {
        match trimmed(words).chars().next() {
            Some(first) if first.is_alphabetic() => {
                // `ß` and ligatures become two letters; the first of them is the one to look under.
                let whole: String = first.to_uppercase().nfc().take(1).collect();
                let plain: String = whole.nfd().take(1).collect();
                if self.is_same_letter(&plain, &whole) { plain } else { whole }
            }
            _ => String::from("0–9"),
        }
    }

    /// Whether two letters stand in one place in the dictionary, as A and Á do in Spanish and N and Ñ do not.
    fn is_same_letter(&self, a: &str, b: &str) -> bool {
        a == b || (self.letters.is_some() && self.compare_letters(a, b) == Ordering::Equal)
    }
}

/// The words without what stands before their first letter or digit.
fn trimmed(words: &str) -> &str {
    words.trim_start_matches(|character: char| !character.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::Order;

    fn grouped(language: &str, words: &[&str]) -> Vec<(String, Vec<String>)> {
        let entries = words.iter().map(|word| (String::from(*word), String::from(*word))).collect();
        Order::of(language).group(entries).into_iter().map(|letter| (letter.label, letter.entries)).collect()
    }

    #[test]
    fn accents_do_not_make_letters_of_their_own_unless_the_language_says_so() {
        let letters = |language: &str, words: &[&str]| -> String {
            grouped(language, words).into_iter().map(|(letter, _)| letter).collect()
        };
        assert_eq!(letters("en", &["Zoladex", "apple", "Ángel"]), "AZ");
        assert_eq!(letters("es", &["ñandú", "nube", "ojo"]), "NÑO");
        assert_eq!(letters("sv", &["zebra", "ärr"]), "ZÄ");
    }

    #[test]
    fn case_does_not_matter_and_digits_come_first() {
        let groups = grouped("en", &["blood", "5-FU", "Bone", "“Back” pain"]);
        assert_eq!(groups[0], (String::from("0–9"), vec![String::from("5-FU")]));
        assert_eq!(groups[1].1, ["“Back” pain", "blood", "Bone"]);
    }
}

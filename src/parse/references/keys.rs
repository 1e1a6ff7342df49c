//! Keys for entries that have none, and which keys of an export can be used.

use std::collections::BTreeSet;

use crate::model::slug::slug;

/// The keys of one file that are taken.
#[derive(Default)]
pub(super) struct Keys(BTreeSet<String>);

impl Keys {
    /// Takes a key that the file gives.
    pub(super) fn take(&mut self, key: &str) {
        self.0.insert(String::from(key));
    }

    /// Takes `key`, with a letter after it if it is taken already.
    pub(super) fn free(&mut self, key: &str) -> String {
        let letters = (b'b'..=b'z').map(|letter| format!("{key}{}", char::from(letter)));
        let numbers = (27..).map(|number| format!("{key}-{number}"));
        let mut keys = std::iter::once(String::from(key)).chain(letters).chain(numbers);
        let free = keys.find(|key| !self.0.contains(key)).unwrap_or_default();
        self.take(&free);
        free
    }
}

impl<'a> FromIterator<&'a str> for Keys {
    fn from_iter<I: IntoIterator<Item = &'a str>>(keys: I) -> Self {
        Self(keys.into_iter().map(String::from).collect())
    }
}

/// Words that say nothing about what a title is about.
const FILLERS: [&str; 24] = [
    "the", "and", "for", "with", "from", "into", "its", "their", "are", "can", "does", "how", "what", "why", "when",
    "who", "effect", "effects", "study", "using", "use", "between", "among", "after",
];

/// A key that a reader of the file would guess: `bower2014fatigue`, from the first author, the year and the first word
/// of the title that says something. The same entry gets the same key in every export.
pub(super) fn made_key(author: Option<&str>, year: Option<i32>, title: Option<&str>) -> String {
    let title = slug(title.unwrap_or_default());
    let mut words = title.split('-').filter(|word| word.len() > 2 && !FILLERS.contains(word));
    let word = words.next().unwrap_or("untitled");
    let author = author.map(slug).filter(|author| !author.is_empty());
    // The name of an organisation may be a whole sentence.
    let author: String = author.unwrap_or_default().split('-').take(3).collect();
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    format!("{author}{year}{word}")
}

/// A key that an export gives, if citations can name it.
pub(super) fn usable_key(key: &str) -> Option<String> {
    let usable = !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "_-:.".contains(letter));
    // A number alone is a place in somebody's database.
    (usable && key.chars().any(char::is_alphabetic) && key.len() <= 100).then(|| String::from(key))
}

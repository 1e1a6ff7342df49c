//! How much of each place a result can show. In a network of some hundred pages that is the beginning of every section;
//! in one of thousands it is the beginning of each page only, so that the index stays small.

use crate::search::entries::Entry;
use crate::source::Fingerprint;

/// How many characters all excerpts together may have.
const ALL: usize = 600_000;
/// The longest excerpt, and the shortest that is worth showing.
const LONGEST: usize = 240;
const SHORTEST: usize = 90;

/// The lengths of excerpts in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Excerpts {
    /// Of the entry itself.
    first: usize,
    /// Of its other places.
    other: usize,
}

impl Excerpts {
    /// The lengths for so many entries with so many places.
    pub(super) fn new(entries: usize, places: usize) -> Self {
        match ALL / places.max(1) {
            each if each >= SHORTEST => Self { first: each.min(LONGEST), other: each.min(LONGEST) },
            _ => Self { first: (ALL / entries.max(1)).clamp(SHORTEST, LONGEST), other: 0 },
        }
    }

    /// A fingerprint of the lengths.
    pub(super) fn print(self) -> Fingerprint {
        Fingerprint::of(&[&self.first.to_le_bytes(), &self.other.to_le_bytes()])
    }

    /// Leaves of the texts of `entry` what a result shows: of the entry itself its summary, if it has one.
    pub(super) fn cut(self, entry: &mut Entry) {
        let own = entry.places.iter().map(|place| place.text.as_str());
        let mut beginnings = entry.summary.iter().map(String::as_str).chain(own);
        let first =
            beginnings.find(|text| !text.trim().is_empty()).map_or_else(String::new, |text| cut(text, self.first));
        for place in &mut entry.places {
            place.text = cut(&place.text, self.other);
        }
        if let Some(place) = entry.places.first_mut() {
            place.text = first;
        }
    }
}

/// The beginning of `text` in one line, cut after a word, with `…` where it goes on. Nothing of it where `longest` is 0.
fn cut(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace().take_while(|_| longest > 0) {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > longest {
            line.push('…');
            break;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.extend(word.chars().take(longest));
        length += letters;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Excerpts, cut};

    #[test]
    fn an_excerpt_ends_after_a_word() {
        assert_eq!(cut("Your  hair may\nfall out.", 13), "Your hair may…");
        assert_eq!(cut("Your hair may fall out.", 60), "Your hair may fall out.");
        assert_eq!(cut("Incomprehensibilities", 5), "Incom");
        assert_eq!(cut("Your hair", 0), "");
    }

    #[test]
    fn large_networks_show_the_beginning_of_pages_only() {
        assert_eq!(Excerpts::new(100, 800), Excerpts { first: 240, other: 240 });
        assert_eq!(Excerpts::new(5_500, 16_000), Excerpts { first: 109, other: 0 });
        assert_eq!(Excerpts::new(0, 0), Excerpts { first: 240, other: 240 });
    }
}

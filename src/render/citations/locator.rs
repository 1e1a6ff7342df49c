//! Tells where in a source a citation points: `p. 3`, `pp. 3-5`, `chapter 2`.

use hayagriva::citationberg::taxonomy::Locator;

/// A place in a source, and the words after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// What kind of place, and its number.
    pub(super) locator: Option<(Locator, String)>,
    /// The words after it.
    pub(super) rest: String,
}

/// The words that stand for a kind of place, longest first where one begins another.
const LABELS: [(&str, Locator); 34] = [
    ("pages", Locator::Page),
    ("page", Locator::Page),
    ("pp.", Locator::Page),
    ("p.", Locator::Page),
    ("pp", Locator::Page),
    ("p", Locator::Page),
    ("chapters", Locator::Chapter),
    ("chapter", Locator::Chapter),
    ("chaps.", Locator::Chapter),
    ("chap.", Locator::Chapter),
    ("ch.", Locator::Chapter),
    ("sections", Locator::Section),
    ("section", Locator::Section),
    ("sec.", Locator::Section),
    ("§§", Locator::Section),
    ("§", Locator::Section),
    ("figures", Locator::Figure),
    ("figure", Locator::Figure),
    ("fig.", Locator::Figure),
    ("tables", Locator::Table),
    ("table", Locator::Table),
    ("paragraphs", Locator::Paragraph),
    ("paragraph", Locator::Paragraph),
    ("para.", Locator::Paragraph),
    ("¶", Locator::Paragraph),
    ("volumes", Locator::Volume),
    ("volume", Locator::Volume),
    ("vol.", Locator::Volume),
    ("appendix", Locator::Appendix),
    ("parts", Locator::Part),
    ("part", Locator::Part),
    ("lines", Locator::Line),
    ("line", Locator::Line),
    ("note", Locator::Note),
];

/// Reads the words after a key.
pub(super) fn parse(suffix: &str) -> Place {
    let suffix = suffix.trim();
    let labelled = LABELS.iter().find_map(|(label, kind)| {
        let start = suffix.get(..label.len()).filter(|start| start.eq_ignore_ascii_case(label))?;
        let rest = &suffix[start.len()..];
        // `p` alone begins many words: a number or a space must follow.
        rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit()).then(|| (*kind, rest.trim_start()))
    });
    let (kind, rest) = labelled.unwrap_or((Locator::Page, suffix));
    let length = number_length(rest);
    if length == 0 {
        return Place { locator: None, rest: String::from(suffix) };
    }
    let number = rest[..length].trim_end_matches([',', ' ', '-', '–', '&']);
    let after = rest[number.len()..].trim_start_matches([',', ' ']);
    Place { locator: Some((kind, String::from(number))), rest: String::from(after) }
}

/// How many bytes at the start of `text` are a number, a range or a list of them: `3`, `iv`, `S12-S15`, `3, 7 & 9`.
fn number_length(text: &str) -> usize {
    let mut length = 0;
    for word in text.split_inclusive([' ', ',']) {
        let bare = word.trim_end_matches([' ', ',']);
        let is_number = bare.chars().any(|c| c.is_ascii_digit()) || is_roman(bare);
        if !is_number && !matches!(bare, "&" | "-" | "–" | "") {
            break;
        }
        length += word.len();
    }
    length
}

/// Whether a word is a Roman number in small letters, as prefaces are paged.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | '-' | '–'))
}

#[cfg(test)]
mod tests {
    use super::{Place, parse};
    use hayagriva::citationberg::taxonomy::Locator;

    #[test]
    fn places_are_told_from_other_words() {
        let place = |kind, number: &str, rest: &str| Place {
            locator: Some((kind, String::from(number))),
            rest: String::from(rest),
        };
        assert_eq!(parse("p. 3"), place(Locator::Page, "3", ""));
        assert_eq!(parse("pp. 3-5, and elsewhere"), place(Locator::Page, "3-5", "and elsewhere"));
        assert_eq!(parse("Chapter 2"), place(Locator::Chapter, "2", ""));
        assert_eq!(parse("§4"), place(Locator::Section, "4", ""));
        assert_eq!(parse("33, 35 & 40"), place(Locator::Page, "33, 35 & 40", ""));
        assert_eq!(parse("p. xiv"), place(Locator::Page, "xiv", ""));
        for words in ["", "for a review", "part of it", "p.", "pages", "🦀"] {
            assert_eq!(parse(words), Place { locator: None, rest: String::from(words) }, "{words}");
        }
    }
}

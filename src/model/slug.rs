//! Turns written names into the parts of addresses.

use unicode_normalization::UnicodeNormalization;

/// The anchor or file name of a title: lower case, letters and digits of any script kept, the rest one `-` each run.
///
/// `"Low white cells (neutropenia)"` becomes `low-white-cells-neutropenia`. Empty when nothing of the kind is in `text`.
pub fn slug(text: &str) -> String {
    // Text of ASCII is in every normal form already, and most text is.
    if text.is_ascii() { slug_of(text.chars()) } else { slug_of(text.nfc()) }
}

/// The slug of normalised characters.
fn slug_of(characters: impl Iterator<Item = char>) -> String {
    let mut slug = String::new();
    for character in characters {
        if character.is_alphanumeric() || is_mark(character) {
            slug.extend(character.to_lowercase());
        } else if matches!(character, '\'' | '’') {
            // "doctor's" reads better as `doctors` than as `doctor-s`.
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The part of an address that a file or folder name becomes: letters, digits, `.`, `_` and `-` stay as they are.
pub fn file_slug(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) && !name.is_empty() {
        let trimmed = name.trim_matches('-');
        return String::from(if trimmed.is_empty() { "page" } else { trimmed });
    }
    let mut slug = String::with_capacity(name.len());
    for character in name.nfc() {
        if character.is_alphanumeric() || is_mark(character) || matches!(character, '.' | '_' | '-') {
            slug.push(character);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let trimmed = slug.trim_matches(|c| c == '-' || c == '.');
    if trimmed.is_empty() { String::from("page") } else { String::from(trimmed) }
}

/// What two names must share to be taken for one: the same letters, whatever their case, Unicode form and spaces.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.chars().map(|character| character.to_ascii_lowercase()));
        } else {
            folded.extend(word.nfkc().flat_map(char::to_lowercase));
        }
    }
    folded
}

/// Whether the character only changes the one before it, as vowel signs do in Arabic and Hindi.
fn is_mark(character: char) -> bool {
    !character.is_ascii() && unicode_normalization::char::is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use super::{file_slug, fold, slug};

    #[test]
    fn slugs_keep_letters_of_every_script() {
        assert_eq!(slug("Low white cells (neutropenia)"), "low-white-cells-neutropenia");
        assert_eq!(slug("  Your doctor’s advice?! "), "your-doctors-advice");
        assert_eq!(slug("Cáncer de mama"), "cáncer-de-mama");
        assert_eq!(slug("???"), "");
    }

    #[test]
    fn file_names_keep_their_case_and_lose_what_addresses_cannot_hold() {
        assert_eq!(file_slug("CancerGov_0000001_1"), "CancerGov_0000001_1");
        assert_eq!(file_slug("What to ask? (1)"), "What-to-ask-1");
        assert_eq!(file_slug(".."), "page");
    }

    #[test]
    fn folding_joins_spellings_of_one_name() {
        assert_eq!(fold("Cafe\u{301}  Nero"), fold("CAFÉ NERO"));
    }
}

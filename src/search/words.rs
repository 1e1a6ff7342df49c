//! Words: how text becomes the *forms* under which the index is looked up. `search-core.js` cuts and folds what a
//! reader types by the same rules, and `tests/search/vectors.json` holds both sides to them.
//!
//! 1. Text is brought into compatibility form (NFKC) and lower case. `ı ß æ œ ø ł đ ð þ ς` become `i ss ae oe o l d d th σ`.
//! 2. It is cut at everything but letters, digits and the marks on them. A dot or comma between two digits stays, as a
//!    dot (`38.5`); of an apostrophe see [`push_at_apostrophe`].
//! 3. Words tied by single hyphens give each word and the whole: `X-linked` gives `x`, `linked` and `xlinked`.
//! 4. Scripts that write no spaces give every two neighbouring letters (`CJK`).
//! 5. Accents are taken off (`cáncer` is `cancer`), but `ñ` stays: it is a letter of its own, and *ano* (anus) is not
//!    *año* (year). Vowel points of Arabic and Hebrew go, the vowel signs of Indian scripts stay.
//!
//! The reader's browser has no stemmer: forms that share a stem share one list of places, and the index holds the forms.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest form, in characters; what is longer is cut, so that a line of base64 costs no more than a word.
const LONGEST: usize = 64;

/// One word in the two shapes that the index needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is looked up: folded, without accents.
    pub(super) form: String,
    /// As a stemmer wants it: in lower case, with its accents.
    pub(super) spelled: String,
    /// Whether it is a whole compound, whose parts come before it.
    pub(super) compound: bool,
}

/// The pieces of `text` between ASCII blanks and punctuation. They are cut with no look at Unicode, so that each
/// distinct piece goes through [`words`] once however often it stands in the text.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !wordish(bytes[at]) {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && (wordish(bytes[at]) || joins(bytes, at)) {
            at += 1;
        }
        text.get(start..at).filter(|chunk| !chunk.is_empty())
    })
}

/// Whether a byte may be part of a word.
fn wordish(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Whether the byte at `at`, which is not the first, ties what stands on its two sides.
fn joins(bytes: &[u8], at: usize) -> bool {
    let (Some(&before), Some(&after)) = (bytes.get(at.wrapping_sub(1)), bytes.get(at + 1)) else { return false };
    match bytes[at] {
        b'-' | b'\'' => wordish(before) && wordish(after),
        b'.' | b',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// The words of `text`, in order, each compound after its parts.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        push_word(&mut words, text, false);
        return words;
    }
    let plain = plain(text);
    for run in plain.split(|c: char| !(is_letter(c) || matches!(c, '-' | '\'' | '.'))) {
        run.split("--").for_each(|compound| push_compound(&mut words, compound));
    }
    words
}

/// `text` in lower case and compatibility form, with one sort of hyphen and apostrophe, and dots only inside numbers.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.nfkc().flat_map(char::to_lowercase).nfc() {
        match character {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
            '\u{2010}' | '\u{2011}' => plain.push('-'),
            '’' | '‘' | 'ʼ' => plain.push('\''),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'þ' => plain.push_str("th"),
            'ς' => plain.push('σ'),
            other => plain.push(other),
        }
    }
    if plain.contains(['.', ',']) { keep_dots_in_numbers(&plain) } else { plain }
}

/// `text` with a dot for each dot or comma between two ASCII digits, and a blank for every other dot.
fn keep_dots_in_numbers(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    text.char_indices()
        .map(|(at, character)| match character {
            '.' | ',' if at > 0 && digit(at - 1) && digit(at + 1) => '.',
            '.' => ' ',
            other => other,
        })
        .collect()
}

/// Whether a character is part of a word: a letter, a digit or a mark.
fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Adds the words of one compound and, if it has several, the compound as a whole.
fn push_compound(words: &mut Vec<Word>, compound: &str) {
    let mut parts = 0;
    let mut whole = String::new();
    for part in compound.split('-').map(|part| part.trim_matches('\'')).filter(|part| !part.is_empty()) {
        push_at_apostrophe(words, part);
        whole.extend(part.chars().filter(|c| *c != '\''));
        parts += 1;
    }
    if parts > 1 {
        push_word(words, &whole, true);
    }
}

/// Adds the word or the two words of `part`. `l'hormone` and `dell'acqua` are two words: at most two letters stand
/// before the apostrophe, or at least three after it. `parkinson's` is one, as most people type it: `parkinsons`.
fn push_at_apostrophe(words: &mut Vec<Word>, part: &str) {
    let Some((before, after)) = part.split_once('\'') else { return push_word(words, part, false) };
    let after = after.replace('\'', "");
    if before.chars().count() <= 2 || after.chars().count() >= 3 {
        push_word(words, before, false);
        push_word(words, &after, false);
    } else {
        push_word(words, &format!("{before}{after}"), false);
    }
}

/// Adds one word, or its pairs of letters where the script writes no spaces.
fn push_word(words: &mut Vec<Word>, word: &str, compound: bool) {
    if word.is_ascii() && word.len() <= LONGEST {
        words.push(Word { form: String::from(word), spelled: String::from(word), compound });
        return;
    }
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let spaceless = is_spaceless(first);
        let end = rest.find(|c: char| is_spaceless(c) != spaceless).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if spaceless {
            push_pairs(words, run, compound);
        } else {
            push_spelled(words, run, compound);
        }
        rest = after;
    }
}

/// Adds a word that is written with letters of its own.
fn push_spelled(words: &mut Vec<Word>, run: &str, compound: bool) {
    let spelled: String = run.chars().take(LONGEST).collect();
    let form = fold(&spelled);
    if form.contains(char::is_alphanumeric) {
        words.push(Word { form, spelled, compound });
    }
}

/// Adds every two neighbouring letters of `run`, or the only one.
fn push_pairs(words: &mut Vec<Word>, run: &str, compound: bool) {
    let letters: Vec<char> = run.chars().collect();
    for pair in letters.windows(letters.len().min(2)) {
        let form: String = pair.iter().collect();
        words.push(Word { spelled: form.clone(), form, compound });
    }
}

/// Whether the script of `character` writes no spaces between words.
fn is_spaceless(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// `text` without accents: what two spellings must share to be one form.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return String::from(text);
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfd() {
        match character {
            '\u{303}' if folded.ends_with('n') => {
                folded.pop();
                folded.push('ñ');
            }
            accent if is_accent(accent) => {}
            other => folded.push(other),
        }
    }
    folded.nfc().collect()
}

/// Whether a mark is an accent or a point that readers leave out when they type.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::{Word, chunks, words};
    use crate::model::slug::slug;

    /// What `search-core.js` is held to as well.
    const VECTORS: &str = include_str!("../../tests/search/vectors.json");

    fn forms(text: &str) -> Vec<String> {
        chunks(text).flat_map(words).map(|word| word.form).collect()
    }

    fn vectors(which: &str) -> Vec<(String, serde_json::Value)> {
        let all: serde_json::Value = serde_json::from_str(VECTORS).unwrap();
        let pair = |pair: &serde_json::Value| (String::from(pair[0].as_str().unwrap()), pair[1].clone());
        all[which].as_array().unwrap().iter().map(pair).collect()
    }

    #[test]
    fn words_are_cut_and_folded_as_in_the_browser() {
        for (text, wanted) in vectors("words") {
            assert_eq!(serde_json::json!(forms(&text)), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_text_in_one_piece_has_the_words_of_its_pieces() {
        for (text, wanted) in vectors("words") {
            let whole: Vec<String> = words(&text).into_iter().map(|word| word.form).collect();
            assert_eq!(serde_json::json!(whole), wanted, "{text:?}");
        }
    }

    #[test]
    fn anchors_are_made_of_headings_as_in_the_browser() {
        for (text, wanted) in vectors("slugs") {
            assert_eq!(serde_json::json!(slug(&text)), wanted, "{text:?}");
        }
    }

    #[test]
    fn the_stemmer_sees_accents_and_compounds_are_told_from_their_parts() {
        let word = |form: &str, spelled: &str, compound| Word { form: form.into(), spelled: spelled.into(), compound };
        assert_eq!(words("Depresión"), [word("depresion", "depresión", false)]);
        assert_eq!(words("X-rays"), [word("x", "x", false), word("rays", "rays", false), word("xrays", "xrays", true)]);
    }
}

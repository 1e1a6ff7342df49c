//! What a transcript knows and no output may hold: the names of its people, telephone numbers, e-mail addresses, and
//! words that were taken back. They are handed on as hashes for the scan of the output.

use rustc_hash::FxHashSet;

use crate::model::chat::AuthorKey;
use crate::model::secret::{Secret, SecretKind};
use crate::model::slug::fold;
use crate::parse::chat::raw::{RawChat, RawMessage, RawSpeaker};
use crate::parse::chat::words::{is_name_and_word, is_no_name, is_part};

/// The fewest digits of a number that tells whose it is, written in a message.
const FEWEST_DIGITS: usize = 9;

/// Every secret of a file, each once.
pub(super) fn of(raw: &RawChat<'_>) -> Vec<Secret> {
    let mut secrets = Vec::new();
    let mut seen = FxHashSet::default();
    let speakers = raw.messages.iter().filter_map(|message| message.speaker.as_ref()).chain(&raw.others);
    for speaker in speakers {
        if seen.insert(speaker.name.as_ref()) {
            person(speaker, &mut secrets);
        }
    }
    raw.messages.iter().for_each(|message| said(message, &mut secrets));
    secrets.extend(raw.hidden.iter().filter_map(|text| Secret::new(SecretKind::Passage, text, None)));
    secrets
}

/// The name of somebody, and the name that stands beside it.
fn person(speaker: &RawSpeaker<'_>, secrets: &mut Vec<Secret>) {
    let key = AuthorKey::of(&speaker.name);
    for name in std::iter::once(&speaker.name).chain(&speaker.also) {
        secrets.extend(of_name(name, Some(key)));
    }
}

/// A name or handle as a whole, and its first and last word. What is an ordinary word as well is none: "May", "Nurse 2".
pub(in crate::parse) fn of_name(name: &str, whose: Option<AuthorKey>) -> Vec<Secret> {
    let name = name.trim().trim_start_matches(['@', '＠']);
    if name.bytes().filter(u8::is_ascii_digit).count() >= 7 && !name.chars().any(char::is_alphabetic) {
        return Secret::new(SecretKind::Number, name, whose).into_iter().collect();
    }
    let core = name.split(['(', '[', ',', '|', '/']).next().unwrap_or_default().trim();
    let words: Vec<&str> = core.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if is_part(&fold(core)) || words.iter().all(|word| is_no_name(&fold(word))) {
        return Vec::new();
    }
    match words.as_slice() {
        [] => Vec::new(),
        [word] if !is_telling(word) => Vec::new(),
        [_] => Secret::new(SecretKind::Name, core, whose).into_iter().collect(),
        [first, .., last] => {
            let parts = [*first, *last].into_iter().filter(|word| is_telling(word) && is_capital(word));
            let parts = parts.filter_map(|word| Secret::new(SecretKind::Part, word, whose));
            Secret::new(SecretKind::Name, core, whose).into_iter().chain(parts).collect()
        }
    }
}

/// Whether a word tells whose name it is by itself.
fn is_telling(word: &str) -> bool {
    let folded = fold(word);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && !is_no_name(&folded) && !is_name_and_word(&folded)
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(|first| !first.is_lowercase())
}

/// What a message says that its pieces leave out: numbers and addresses, and everything when it was taken back.
fn said(message: &RawMessage<'_>, secrets: &mut Vec<Secret>) {
    if message.deleted {
        secrets.extend(Secret::new(SecretKind::Passage, &message.text, None));
    }
    let text = &message.text;
    if text.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS {
        numbers(text).filter_map(|number| Secret::new(SecretKind::Number, number, None)).for_each(|s| secrets.push(s));
    }
    if text.contains('@') {
        let words = text.split(|c: char| c.is_whitespace() || "<>(),;\"".contains(c));
        let addresses = words.filter(|word| is_address(word)).map(|word| word.trim_end_matches(['.', '!', '?', ':']));
        secrets.extend(addresses.filter_map(|address| Secret::new(SecretKind::Address, address, None)));
    }
}

/// Whether a word is an e-mail address.
fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.trim_end_matches('.').contains('.') && !domain.contains('@') && !word.contains("//")
    })
}

/// Runs of digits and what may stand between them in a telephone number, of nine digits or more.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| c.is_ascii_digit() || " +().-\u{a0}\u{202f}".contains(c);
    text.split(move |c: char| !is_between(c)).filter(|run| {
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        (FEWEST_DIGITS..=20).contains(&digits)
            && run.split_whitespace().all(|group| group.parse::<f32>().is_err() || !group.contains('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::{numbers, of_name};
    use crate::model::secret::SecretKind;

    fn kinds(name: &str) -> Vec<SecretKind> {
        of_name(name, None).iter().map(|secret| secret.kind).collect()
    }

    #[test]
    fn names_are_secrets_and_ordinary_words_are_none() {
        use SecretKind::{Name, Number, Part};
        assert_eq!(kinds("Margaret Whitfield (she/her)"), [Name, Part, Part]);
        assert_eq!(kinds("@bev_and_the_dog"), [Name]);
        assert_eq!(kinds("Bev"), [Name]);
        assert_eq!(kinds("+44 7911 123456"), [Number]);
        for word in ["May", "Will", "Nurse", "Participant 2", "Dr", "", "…"] {
            assert_eq!(kinds(word), [], "{word}");
        }
    }

    #[test]
    fn long_numbers_are_found() {
        let found: Vec<_> = numbers("ring 01632 960 123 or (0)7911-123456, 3 tablets, 2026").collect();
        assert_eq!(found, [" 01632 960 123 ", " (0)7911-123456"]);
    }
}

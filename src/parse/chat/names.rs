//! Finds the people of a file in the words of its messages.
//!
//! What is looked for, as whole words, accents ignored:
//! * every full name and handle (without `@`), with and without what stands in brackets behind it. A name of one word
//!   that is an ordinary word as well ("May", "Hope") counts only in the very letters it is written with; so do names of
//!   one or two letters. All others count in any case, because people type without capitals.
//! * the first word of a longer name (titles aside), in any case, if it has three letters and a capital or no case;
//! * the last word of a longer name, under the same conditions but only in its own letters: "Dr Okafor".
//!
//! First and last names that are months, titles or words of health care ("May", "Nurse", "Hospital") are not looked for;
//! those that are names and words ("Will", "Grace") only with their capital, and at the beginning of a sentence only
//! before a comma: "Grace, that helps".
//!
//! A first or last name that two people of the file share names neither: it is shown as nobody in particular.
//! In scripts without spaces every character is a word of its own, so names are found inside a run of characters.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::model::chat::AuthorKey;
use crate::model::slug::fold;
use crate::parse::chat::raw::RawSpeaker;
use crate::parse::chat::words::{is_name_and_word, is_no_name, is_part};

/// The longest name, in words.
const LONGEST: usize = 8;

/// The names of the people of one file.
#[derive(Default)]
pub(super) struct Names {
    /// Names by their folded words, joined by spaces.
    by_words: FxHashMap<String, Vec<Entry>>,
    /// How many words the longest name has that begins with a word.
    by_first: FxHashMap<String, usize>,
    /// The first letters and lengths of those words.
    outlines: Outlines,
    /// Full names and handles without anything but letters and digits, as they may stand in an address.
    squeezed: Vec<String>,
}

/// One way to call somebody.
struct Entry {
    key: AuthorKey,
    /// The letters that it must be written with, if not any case will do.
    exact: Option<String>,
    /// Whether it is a word as well, and so no name at the beginning of a sentence.
    word_too: bool,
    /// Whether the name ends in a full stop, as "Maria L." does.
    dotted: bool,
}

/// A name found at the beginning of a text.
pub(super) struct Found {
    /// Who it is.
    pub(super) key: AuthorKey,
    /// How many bytes it takes.
    pub(super) length: usize,
}

impl Names {
    /// Gathers the names of `speakers`.
    pub(super) fn of<'a>(speakers: impl IntoIterator<Item = &'a RawSpeaker<'a>>) -> Self {
        let mut names = Self::default();
        for speaker in speakers {
            let key = AuthorKey::of(&speaker.name);
            for name in std::iter::once(&speaker.name).chain(&speaker.also) {
                names.add_person(name, key);
            }
        }
        names
    }

    /// Whether a name may begin with this word. For nearly every word this says no, and quickly.
    pub(super) fn may_begin(&self, word: &[u8]) -> bool {
        self.outlines.may_hold(word)
    }

    /// The longest name at the beginning of `text`, which begins with a word and stands after `before`.
    pub(super) fn find(&self, text: &str, before: &str) -> Option<Found> {
        let first = &text[..word_length(text)];
        if !self.may_begin(first.as_bytes()) {
            return None;
        }
        let longest = *self.by_first.get(&folded(first))?;
        let mut joined = String::new();
        let mut ends = Vec::with_capacity(longest);
        for (start, end) in Words::of(text).take(longest) {
            if let Some((_, before)) = ends.last()
                && !is_gap(&text[*before..start])
            {
                break;
            }
            joined.push_str(if joined.is_empty() { "" } else { " " });
            joined.push_str(&folded(&text[start..end]));
            ends.push((joined.len(), end));
        }
        ends.iter().rev().find_map(|&(joined_end, end)| {
            let entry = self.named(&joined[..joined_end], &text[..end])?;
            if entry.word_too && begins_sentence(before) && !text[end..].starts_with(',') {
                return None;
            }
            let dot = entry.dotted && text[end..].starts_with('.');
            Some(Found { key: entry.key, length: end + usize::from(dot) })
        })
    }

    /// Whether an address holds a full name or handle, or a first or last name as a word of its own.
    pub(super) fn in_address(&self, address: &str) -> bool {
        let squeezed = squeeze(address);
        self.squeezed.iter().any(|name| squeezed.contains(name.as_str()))
            || Words::of(address).any(|(start, end)| self.is_telling_part(&address[start..end]))
    }

    /// Whether a word is a name that is no ordinary word.
    fn is_telling_part(&self, word: &str) -> bool {
        let folded = folded(word);
        let entries = self.by_words.get(&folded);
        let is_word = || is_no_name(&folded) || is_name_and_word(&folded) || folded.chars().count() < 3;
        entries.is_some_and(|entries| !entries.is_empty() && !is_word())
    }

    /// Who is called `written`, folded `joined`.
    fn named(&self, joined: &str, written: &str) -> Option<&Entry> {
        let fits = |entry: &&Entry| entry.exact.as_ref().is_none_or(|exact| exact == written);
        self.by_words.get(joined)?.iter().find(fits)
    }

    /// Adds everything by which the person with `name` may be called.
    fn add_person(&mut self, name: &str, key: AuthorKey) {
        let name = name.trim().trim_start_matches(['@', '＠']);
        let core = name.split(['(', '[', ',', '|', '/']).next().unwrap_or_default().trim();
        if is_part(&fold(core)) {
            return;
        }
        for full in [name, core] {
            self.add_full(full, key);
        }
        let words: Vec<&str> = Words::of(core).map(|(start, end)| &core[start..end]).collect();
        if words.len() < 2 || words.iter().all(|word| is_unspaced_word(word)) {
            return;
        }
        let titles = words.iter().take_while(|word| is_no_name(&folded(word))).count();
        let telling = |word: &&&str| is_telling(word);
        if let Some(first) = words.get(titles).filter(telling) {
            let any_case = !is_name_and_word(&folded(first));
            self.add_part(first, key, (!any_case).then(|| String::from(*first)));
        }
        if let Some(last) = words.last().filter(telling) {
            self.add_part(last, key, Some(String::from(*last)));
        }
    }

    /// Adds a full name or handle.
    fn add_full(&mut self, name: &str, key: AuthorKey) {
        let words: Vec<&str> = Words::of(name).take(LONGEST).map(|(start, end)| &name[start..end]).collect();
        let Some(first) = words.first() else { return };
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let is_word_too = |word: &str| is_no_name(word) || is_name_and_word(word);
        let is_plain_word = words.len() == 1 && (letters < 3 || is_word_too(&folded(first)));
        let exact = (is_plain_word && !is_unspaced_word(first)).then(|| String::from(*first));
        let joined = words.iter().map(|word| folded(word)).collect::<Vec<_>>().join(" ");
        self.index(first, words.len());
        let entries = self.by_words.entry(joined).or_default();
        if !entries.iter().any(|entry| entry.key == key && entry.exact == exact) {
            // A full name goes before what is only a part of another name.
            entries.insert(0, Entry { key, exact, word_too: false, dotted: name.ends_with('.') });
        }
        let squeezed = squeeze(name);
        if squeezed.chars().count() >= 5 && !is_plain_word && !self.squeezed.contains(&squeezed) {
            self.squeezed.push(squeezed);
        }
    }

    /// Adds the first or last word of a name.
    fn add_part(&mut self, word: &str, key: AuthorKey, exact: Option<String>) {
        self.index(word, 1);
        let word_too = is_name_and_word(&folded(word));
        let entries = self.by_words.entry(folded(word)).or_default();
        match entries.iter_mut().find(|entry| entry.exact == exact) {
            Some(entry) if entry.key != key && !is_whole(entry, word) => entry.key = AuthorKey::nobody(),
            Some(_) => {}
            None => entries.push(Entry { key, exact, word_too, dotted: false }),
        }
    }

    fn index(&mut self, first: &str, words: usize) {
        let first = folded(first);
        self.outlines.add(&first);
        let longest = self.by_first.entry(first).or_default();
        *longest = words.max(*longest);
    }
}

/// The first letters and lengths of some words: nearly every word of a message is known by these to be none of them.
#[derive(Default)]
struct Outlines {
    /// For each first letter, whatever its case, a bit for each length.
    lengths: [u32; 32],
}

impl Outlines {
    fn add(&mut self, folded: &str) {
        if let (true, Some(first)) = (folded.is_ascii(), folded.bytes().next()) {
            self.lengths[usize::from(first & 31)] |= Self::bit(folded.as_bytes());
        }
    }

    /// Whether `word` can be one of the words in any case. Folding changes the length of no word that is ASCII.
    fn may_hold(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        self.lengths[usize::from(first & 31)] & Self::bit(word) != 0 || !word.is_ascii()
    }

    fn bit(word: &[u8]) -> u32 {
        1 << word.len().min(31)
    }
}

/// Whether the entry stands for somebody whose full name is this one word.
fn is_whole(entry: &Entry, word: &str) -> bool {
    entry.key == AuthorKey::of(word)
}

/// Whether a word of a name tells whose name it is.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= 3
        && word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
        && !is_no_name(&folded(word))
}

/// Whether a sentence begins after `before`.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '"', '“', '‘', '\'', '(', '[', '¡', '¿', '-', '*']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '…', '\n'])
}

/// What may stand between two words of one name.
fn is_gap(between: &str) -> bool {
    between.chars().count() <= 3 && !between.contains(['\n', '!', '?', ':', ';'])
}

/// A word as it is compared: no case, no accents.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    word.nfkd().filter(|c| !is_accent(c)).flat_map(char::to_lowercase).collect()
}

/// The letters and digits of a name, as they are run together in addresses.
fn squeeze(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    folded(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a character belongs to a word.
pub(super) fn is_word(character: char) -> bool {
    if character.is_ascii() {
        // Nearly every character is one of these, and tables need not be asked about them.
        return character.is_ascii_alphanumeric() || character == '_';
    }
    character.is_alphanumeric() || character == '_' || unicode_normalization::char::is_combining_mark(character)
}

/// Whether a character belongs to a script that sets no spaces between words, or hangs endings on names.
fn is_unspaced(character: char) -> bool {
    !character.is_ascii()
        && matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{323af}')
}

fn is_unspaced_word(word: &str) -> bool {
    word.chars().all(is_unspaced)
}

/// Whether `after` goes on with the word that `before` belongs to.
pub(super) fn is_same_word(before: char, after: char) -> bool {
    is_word(before) && is_word(after) && !is_unspaced(before) && !is_unspaced(after)
}

/// How many bytes the word at the beginning of `text` takes; at least one character.
pub(super) fn word_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    if is_unspaced(first) || !is_word(first) {
        return first.len_utf8();
    }
    let plain = text.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_').unwrap_or(text.len());
    if text.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return plain;
    }
    text.find(|c| !is_word(c) || is_unspaced(c)).unwrap_or(text.len())
}

/// The words of a text, as ranges of bytes.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Words<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let start = self.at + self.text[self.at..].find(is_word)?;
        self.at = start + word_length(&self.text[start..]);
        Some((start, self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::model::chat::AuthorKey;
    use crate::parse::chat::raw::RawSpeaker;

    fn names(names: &[&'static str]) -> Names {
        Names::of(&names.iter().map(|name| RawSpeaker::named(*name)).collect::<Vec<_>>())
    }

    fn found(of: &[&'static str], text: &str) -> Option<(AuthorKey, String)> {
        names(of).find(text, "").map(|found| (found.key, String::from(&text[..found.length])))
    }

    fn is(of: &[&'static str], text: &str, name: &str, written: &str) {
        assert_eq!(found(of, text), Some((AuthorKey::of(name), String::from(written))), "{text}");
    }

    #[test]
    fn full_and_first_names_are_found_as_people_type_them() {
        let all = ["Dr Ruth Okafor", "Maria L.", "deskbound_dee", "Mo", "José Ángel Núñez"];
        is(&all, "Ruth said", "Dr Ruth Okafor", "Ruth");
        is(&all, "ruth said", "Dr Ruth Okafor", "ruth");
        is(&all, "Okafor said", "Dr Ruth Okafor", "Okafor");
        is(&all, "Maria L. said", "Maria L.", "Maria L.");
        is(&all, "MARIA!", "Maria L.", "MARIA");
        is(&all, "deskbound_dee?", "deskbound_dee", "deskbound_dee");
        is(&all, "Mo, yes", "Mo", "Mo");
        is(&all, "Jose Angel Nunez", "José Ángel Núñez", "Jose Angel Nunez");
        for text in ["mo of them", "Marian", "okafor", "Dr who", "deskbound"] {
            assert_eq!(found(&all, text), None, "{text}");
        }
    }

    #[test]
    fn names_that_are_words_count_only_as_written() {
        let all = ["May", "Will Turner", "Grace Hopper", "Moderator", "Breast Care Nurse"];
        is(&all, "May is right", "May", "May");
        is(&all, "Will Turner", "Will Turner", "Will Turner");
        is(&all, "Hopper", "Grace Hopper", "Hopper");
        is(&all, "Grace, yes", "Grace Hopper", "Grace");
        for text in ["may I", "Will you", "Grace and favour", "Moderator", "Breast", "Nurse", "Care"] {
            assert_eq!(found(&all, text), None, "{text}");
        }
        let names = names(&all);
        assert!(names.find("Will said", "I agree with ").is_some());
        assert!(names.find("Will you", "Right. ").is_none());
        assert!(names.find("will you", "and ").is_none());
    }

    #[test]
    fn a_shared_first_name_is_nobodys() {
        let all = ["Maria L.", "Maria G.", "Ana", "Ana Ruiz"];
        assert_eq!(found(&all, "Maria").map(|found| found.0), Some(AuthorKey::nobody()));
        is(&all, "Maria G said", "Maria G.", "Maria G");
        is(&all, "Ana", "Ana", "Ana");
    }

    #[test]
    fn scripts_without_spaces() {
        is(&["王芳"], "王芳谢谢", "王芳", "王芳");
        assert_eq!(found(&["王芳"], "王"), None);
        is(&["مريم حسن"], "مريم،", "مريم حسن", "مريم");
    }

    #[test]
    fn addresses_that_hold_a_name() {
        let names = names(&["Maria Living", "@deskbound_dee"]);
        assert!(names.in_address("https://maria-living.example/blog"));
        assert!(names.in_address("https://example.org/u/DeskboundDee"));
        assert!(names.in_address("https://example.org/maria"));
        assert!(!names.in_address("https://example.org/marianne"));
    }
}

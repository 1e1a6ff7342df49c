//! Finds the words of the glossary in running text, in time that grows with the text alone, however long the glossary is.
//!
//! 1. A text is brought into a plain form: each word in lower case between two [`EDGE`]s, a [`STOP`] where anything but
//!    spaces and hyphens stands between two words. So `Anti-sickness medicine, please` and `anti sickness medicine` hold
//!    the same phrase, and no phrase is found inside a longer word or across the end of a sentence.
//! 2. The phrases of the glossary, in the same form, are looked for all at once by the Aho–Corasick automaton.
//!
//! Looked for are the lay word, the clinical word, and abbreviations. The other synonyms are spoken forms and misspellings
//! that help the search; a page that uses such a word in passing needs no explanation of it.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::term::Term;

/// Stands at both edges of each word. It is no letter, so it is in no word.
const EDGE: char = '\u{1}';

/// Stands where a phrase cannot go on.
const STOP: char = '\u{2}';

/// Languages in which most words make their plural with an `s`.
const PLURAL_S: [&str; 3] = ["en", "es", "fr"];

/// The phrases of a glossary in one language.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    automaton: AhoCorasick,
    phrases: Vec<Phrase<'a>>,
}

/// One phrase to look for.
#[derive(Debug)]
struct Phrase<'a> {
    term: &'a Term,
    /// Whether it is an abbreviation: `ALL` is an illness, `all` is not.
    capitals: bool,
}

/// A phrase that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// The entry of the glossary.
    pub term: &'a Term,
}

impl<'a> Vocabulary<'a> {
    /// The phrases of `terms`, which are in `language`. Nothing when there is none to look for.
    pub fn of(terms: impl Iterator<Item = &'a Term>, language: &str) -> Option<Self> {
        let plural = PLURAL_S.contains(&primary(language));
        let (mut patterns, mut phrases) = (Vec::new(), Vec::new());
        for term in terms {
            for written in words_of(term) {
                let capitals = is_abbreviation(written);
                let mut forms = vec![String::from(written)];
                if plural && written.ends_with(|last: char| last.is_alphabetic() && last != 's' && last != 'S') {
                    forms.push(format!("{written}s"));
                }
                for form in forms {
                    patterns.push(plain(&form).text);
                    phrases.push(Phrase { term, capitals });
                }
            }
        }
        patterns.iter().any(|pattern| !pattern.is_empty()).then_some(())?;
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()?;
        Some(Self { automaton, phrases })
    }

    /// The phrases in `text`, in order; where one lies in another, the longer one.
    pub fn find(&self, text: &str) -> Vec<Found<'a>> {
        let plain = plain(text);
        let matches = self.automaton.find_iter(&plain.text);
        matches
            .filter_map(|found| {
                let phrase = self.phrases.get(found.pattern().as_usize())?;
                let range = plain.range(found.range())?;
                let is_meant = !phrase.capitals || is_abbreviation(text.get(range.clone())?.trim_end_matches('s'));
                is_meant.then_some(Found { range, term: phrase.term })
            })
            .collect()
    }
}

/// The first part of a language's tag.
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// The words of an entry that pages may use.
fn words_of(term: &Term) -> impl Iterator<Item = &str> {
    let abbreviations = term.synonyms.iter().map(String::as_str).filter(|word| is_abbreviation(word));
    std::iter::once(term.term.as_str()).chain(term.clinical.as_deref()).chain(abbreviations)
}

/// Whether a word is an abbreviation: at least two capitals and no small letter.
fn is_abbreviation(word: &str) -> bool {
    word.chars().filter(|letter| letter.is_uppercase()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// A text in its plain form.
#[derive(Default)]
struct Plain {
    text: String,
    /// For each word: where it begins in the plain form, and where it stands in the text as written.
    words: Vec<(usize, Range<usize>)>,
}

impl Plain {
    /// Where the words that begin in `range` of the plain form stand in the text as written.
    fn range(&self, range: Range<usize>) -> Option<Range<usize>> {
        let first = self.words.partition_point(|(at, _)| *at < range.start);
        let end = self.words.partition_point(|(at, _)| *at < range.end);
        let (first, last) = (self.words.get(first)?, self.words.get(end.checked_sub(1)?)?);
        (first.1.start <= last.1.end).then_some(first.1.start..last.1.end)
    }
}

/// Brings `text` into its plain form.
fn plain(text: &str) -> Plain {
    let mut plain = Plain { text: String::with_capacity(text.len() * 2), words: Vec::new() };
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !first.is_alphanumeric() {
            if !first.is_whitespace() && !is_hyphen(first) && !plain.text.ends_with(STOP) {
                plain.text.push(STOP);
            }
            continue;
        }
        let begin = plain.text.len();
        plain.text.push(EDGE);
        plain.text.extend(first.to_lowercase());
        let mut end = start + first.len_utf8();
        // Chinese and Japanese write no spaces: each of their signs is a word.
        while let Some((at, letter)) = letters.next_if(|(_, letter)| !is_sign(first) && is_inside(*letter)) {
            if letter.is_alphanumeric() {
                plain.text.extend(letter.to_lowercase());
                end = at + letter.len_utf8();
            }
        }
        plain.text.push(EDGE);
        plain.words.push((begin, start..end));
    }
    plain
}

/// Whether a word goes on with this: apostrophes are passed over, however they are written.
fn is_inside(letter: char) -> bool {
    (letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '\u{ad}')) && !is_sign(letter)
}

/// Whether this is a hyphen, which joins words as a space does.
fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether this is a sign that is a word of its own.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;
    use crate::model::id::{NodeId, NodeKind};
    use crate::model::slug::slug;
    use crate::model::term::Term;
    use crate::source::{FilePath, Located};

    fn term(word: &str, clinical: &str, synonyms: &[&str]) -> Term {
        Term {
            id: NodeId::new(NodeKind::Term, slug(word)),
            file: FilePath::new("glossary.yaml"),
            term: Located { value: String::from(word), ..Located::default() },
            clinical: Some(String::from(clinical)).filter(|clinical| !clinical.is_empty()),
            definition: String::from("What it means."),
            synonyms: synonyms.iter().map(|word| String::from(*word)).collect(),
            language: None,
            see: None,
        }
    }

    fn found(terms: &[Term], text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::of(terms.iter(), "en-GB").unwrap();
        let found = vocabulary.find(text).into_iter();
        found.map(|found| format!("{}={}", &text[found.range], found.term.id.key())).collect()
    }

    #[test]
    fn phrases_are_found_as_whole_words_in_any_case() {
        let terms = [term("anti-sickness medicine", "antiemetic", &["sick pills"]), term("arm", "", &[])];
        assert_eq!(
            found(&terms, "Anti sickness\u{a0}medicines help. An ANTIEMETIC? A farm, sick pills, my arm’s sore arm."),
            [
                "Anti sickness\u{a0}medicines=anti-sickness-medicine",
                "ANTIEMETIC=anti-sickness-medicine",
                "arm’s=arm",
                "arm=arm",
            ]
        );
    }

    #[test]
    fn the_longest_phrase_wins_and_none_crosses_a_sentence() {
        let terms = [
            term("blood", "", &[]),
            term("blood count", "", &[]),
            term("arm pain", "", &[]),
            term("pain clinic", "", &[]),
        ];
        assert_eq!(
            found(&terms, "A blood count. Farm pain clinic. Blood. Count"),
            ["blood count=blood-count", "pain clinic=pain-clinic", "Blood=blood",]
        );
    }

    #[test]
    fn abbreviations_are_told_from_common_words() {
        let terms = [term("a blood cancer", "ALL", &[]), term("blood clot", "thrombosis", &["DVT", "clot"])];
        assert_eq!(
            found(&terms, "All of us know that ALL is no DVT. A clot."),
            ["ALL=a-blood-cancer", "DVT=blood-clot"]
        );
    }

    #[test]
    fn words_of_every_script_are_found() {
        let terms = [term("médula ósea", "", &[]), term("化疗", "", &[]), term("العلاج", "", &[])];
        let text = "La MÉDULA ÓSEA; 我在做化疗。 بعد العلاج اليوم";
        let vocabulary = Vocabulary::of(terms.iter(), "es").unwrap();
        let words: Vec<&str> = vocabulary.find(text).into_iter().map(|found| &text[found.range]).collect();
        assert_eq!(words, ["MÉDULA ÓSEA", "化疗", "العلاج"]);
    }

    #[test]
    fn a_glossary_without_words_finds_nothing() {
        assert!(Vocabulary::of(std::iter::empty(), "en").is_none());
        assert!(found(&[term("…", "", &[]), term("arm", "", &[])], "… …").is_empty());
    }

    #[test]
    fn ten_thousand_words_among_two_thousand_phrases_take_no_time() {
        let terms: Vec<Term> =
            (0..2000).map(|n| term(&format!("word{n} of many"), &format!("clinical{n}"), &[])).collect();
        let text = "word1999 of many or clinical7 and word1999 of few. ".repeat(1000);
        let vocabulary = Vocabulary::of(terms.iter(), "en").unwrap();
        assert_eq!(vocabulary.find(&text).len(), 2000);
    }
}

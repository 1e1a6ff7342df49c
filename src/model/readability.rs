//! How hard a text is to read, by the formulas that were validated for its language.
//!
//! 1. A sentence ends where its punctuation says so, and at the end of every block or list item. Headings, tables and
//!    code are no sentences and are left out: on flattened text the same pages come out five school years harder.
//! 2. The formulas are defined for one language each. For a language without one there is no number.
//!
//! The result says which pages to look at first, and never that a page is good.

mod syllables;

use std::iter::Sum;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::prose::{Block, BlockKind, Prose, text_of};
use crate::model::readability::syllables::syllables;
use crate::source::Span;

/// What the formulas count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sentences.
    pub sentences: usize,
    /// Words.
    pub words: usize,
    /// Syllables.
    pub syllables: usize,
    /// Words of three syllables or more.
    pub long_words: usize,
    /// Letters and digits.
    pub letters: usize,
}

/// What a formula says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The name of the formula.
    pub formula: &'static str,
    /// Its number: a school grade where [`Self::is_grade`], else an ease of reading on which higher is easier.
    pub value: f64,
    /// Whether the number is a school grade.
    pub is_grade: bool,
}

/// How many sentences a text needs for its numbers to mean much: SMOG is defined for so many.
pub const ENOUGH_SENTENCES: usize = 30;

/// One paragraph or item of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it was written.
    pub span: Span,
    /// What the formulas count in it.
    pub counts: Counts,
    /// How many words its longest sentence has.
    pub longest_sentence: usize,
}

/// The paragraphs and items of `prose`, written in the language with the BCP 47 tag `language`, in their order.
pub fn passages(prose: &Prose, language: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    add_blocks(&prose.blocks, language, &mut passages);
    passages
}

fn add_blocks(blocks: &[Block], language: &str, passages: &mut Vec<Passage>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                let mut counts = Counts::default();
                let longest_sentence = counts.add(&text_of(inlines), language);
                passages.push(Passage { span: block.span, counts, longest_sentence });
            }
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => add_blocks(blocks, language, passages),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| add_blocks(&item.blocks, language, passages));
            }
            BlockKind::Definitions(definitions) => {
                let blocks = definitions.iter().flat_map(|definition| &definition.definitions);
                blocks.for_each(|blocks| add_blocks(blocks, language, passages));
            }
            BlockKind::Heading(_)
            | BlockKind::Table(_)
            | BlockKind::Code { .. }
            | BlockKind::Html(_)
            | BlockKind::Rule => {}
        }
    }
}

impl Counts {
    /// Counts `prose`, written in the language with the BCP 47 tag `language`.
    pub fn of(prose: &Prose, language: &str) -> Self {
        passages(prose, language).iter().map(|passage| passage.counts).sum()
    }

    /// Counts the sentences of running text.
    pub fn of_text(text: &str, language: &str) -> Self {
        let mut counts = Self::default();
        counts.add(text, language);
        counts
    }

    /// Counts the sentences of `text`, and returns how many words the longest has.
    fn add(&mut self, text: &str, language: &str) -> usize {
        let mut longest = 0;
        for sentence in text.unicode_sentences() {
            let before = self.words;
            sentence.unicode_words().for_each(|word| self.add_word(word, language));
            self.sentences += usize::from(self.words > before);
            longest = longest.max(self.words - before);
        }
        longest
    }

    fn add_word(&mut self, word: &str, language: &str) {
        let syllables = syllables(word, language);
        self.words += 1;
        self.syllables += syllables;
        self.long_words += usize::from(syllables >= 3);
        self.letters += word.chars().filter(|character| character.is_alphanumeric()).count();
    }

    /// What the formulas for `language`, a BCP 47 tag, say of these counts; nothing when there is no validated one.
    pub fn scores(&self, language: &str) -> Vec<Score> {
        if self.words == 0 || self.sentences == 0 {
            return Vec::new();
        }
        let [sentences, words, syllables, long_words, letters] =
            [self.sentences, self.words, self.syllables, self.long_words, self.letters].map(|count| count as f64);
        let (per_sentence, per_word) = (words / sentences, syllables / words);
        let grade = |formula, value| Score { formula, value, is_grade: true };
        let ease = |formula, value| Score { formula, value, is_grade: false };
        match language.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => vec![
                grade("Flesch–Kincaid", 0.39 * per_sentence + 11.8 * per_word - 15.59),
                grade("SMOG", 1.0430 * (30.0 * long_words / sentences).sqrt() + 3.1291),
                grade("Gunning Fog", 0.4 * (per_sentence + 100.0 * long_words / words)),
                grade("ARI", 4.71 * letters / words + 0.5 * per_sentence - 21.43),
                grade("Coleman–Liau", 0.0588 * 100.0 * letters / words - 0.296 * 100.0 * sentences / words - 15.8),
                ease("Flesch", 206.835 - 1.015 * per_sentence - 84.6 * per_word),
            ],
            "es" => vec![ease("INFLESZ", 206.835 - 62.3 * per_word - per_sentence)],
            "de" => vec![ease("Amstad", 180.0 - per_sentence - 58.5 * per_word)],
            "fr" => vec![ease("Flesch (français)", 207.0 - 1.015 * per_sentence - 73.6 * per_word)],
            "it" => vec![ease("Gulpease", 89.0 + (300.0 * sentences - 10.0 * letters) / words)],
            "nl" => vec![ease("Flesch-Douma", 206.835 - 0.93 * per_sentence - 77.0 * per_word)],
            _ => Vec::new(),
        }
    }

    /// Whether the text is so short that its numbers mean little.
    pub fn is_short(&self) -> bool {
        self.sentences < ENOUGH_SENTENCES
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |all, more| Self {
            sentences: all.sentences + more.sentences,
            words: all.words + more.words,
            syllables: all.syllables + more.syllables,
            long_words: all.long_words + more.long_words,
            letters: all.letters + more.letters,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn the_formulas_are_those_of_their_authors() {
        // 100 words, 10 sentences, 150 syllables, 10 long words, 450 letters, worked out by hand.
        let counts = Counts { sentences: 10, words: 100, syllables: 150, long_words: 10, letters: 450 };
        let said = |language: &str| -> Vec<String> {
            let scores = counts.scores(language);
            scores.iter().map(|score| format!("{} {:.3}", score.formula, score.value)).collect()
        };
        assert_eq!(
            said("en-GB"),
            [
                "Flesch–Kincaid 6.010",
                "SMOG 8.842",
                "Gunning Fog 8.000",
                "ARI 4.765",
                "Coleman–Liau 7.700",
                "Flesch 69.785"
            ]
        );
        assert_eq!(said("es"), ["INFLESZ 103.385"]);
        assert_eq!(said("de"), ["Amstad 82.250"]);
        assert_eq!(said("fr"), ["Flesch (français) 86.450"]);
        assert_eq!(said("it"), ["Gulpease 74.000"]);
        assert_eq!(said("nl"), ["Flesch-Douma 82.035"]);
        assert_eq!(said("fi"), [""; 0], "no validated formula, so no number");
        assert_eq!(Counts::default().scores("en"), [], "and none for an empty text");
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop_and_not_inside_a_number() {
        let counts = Counts::of_text("Take 2.5 mg. Drink water!", "en");
        assert_eq!((counts.sentences, counts.words), (2, 5));
    }
}

//! Pages and paragraphs that are hard to read. The formulas only say where to look first; no page is good because of them.

use std::cmp::Reverse;

use crate::check::{Alone, Check};
use crate::config::{Config, Readability};
use crate::finding::{Finding, Findings, Rule};
use crate::model::readability::{Counts, Passage, passages};
use crate::rules;

rules! {
    /// A page is harder to read than pages of this site should be.
    ///
    /// For English the school grade of Flesch–Kincaid is compared with grade 6, for Spanish the ease of INFLESZ with 55. In
    /// German, French, Italian and Dutch the ease of a formula for that language is compared where `bedside.yaml` says with
    /// what; other languages have no validated formula, and so no number. Headings, tables and code do not count.
    ///
    /// **Why it matters to a patient.** Many people read at the level of a child of 9 to 11, and everybody who is worried or
    /// tired reads worse than usual. The number is no verdict: a formula sees long words and sentences, and no meaning. A
    /// low grade does not make a page clear, nor does a high one make it bad. It says which pages to look at first.
    ///
    /// **How to mend it.** Divide long sentences, and use the words that patients use. The site's own aim stands in
    /// `bedside.yaml`:
    ///
    /// ```text
    /// readability:
    ///   grade: 8
    ///   ease: 55
    /// ```
    PAGE = "readability/page", Info;

    /// A paragraph is much harder to read than the page that it stands on.
    ///
    /// At most three of each page are named, the hardest first, and none of fewer than 25 words.
    ///
    /// **Why it matters to a patient.** Somebody who has understood everything so far stops here, and may miss what comes
    /// after.
    ///
    /// **How to mend it.** Divide its sentences: one thought in each, and no more than 20 words. Say long words in shorter
    /// ones, or explain them where they stand.
    PARAGRAPH = "readability/paragraph", Info;
}

/// A page needs so many words for its number to mean something.
const FEWEST_WORDS: usize = 100;
/// A paragraph needs so many words.
const FEWEST_WORDS_OF_PARAGRAPH: usize = 25;
/// By so many school grades a paragraph stands out from its page.
const GRADES_APART: f64 = 4.0;
/// By so many points of ease a paragraph stands out from its page.
const EASE_APART: f64 = 20.0;
/// How many paragraphs of a page are named.
const MOST_PARAGRAPHS: usize = 3;
/// The ease of Spanish texts for patients.
const SPANISH_EASE: u32 = 55;

/// Looks for what is hard to read.
pub struct ReadabilityCheck;

impl Check for ReadabilityCheck {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        let language = page.text.meta.language.as_deref().unwrap_or(&page.config.language);
        let passages = passages(page.text.prose, language);
        let counts: Counts = passages.iter().map(|passage| passage.counts).sum();
        let Some(whole) = Measure::of(&counts, language, page.config) else { return };
        if counts.words >= FEWEST_WORDS && whole.is_hard() {
            findings.push(hard_page(page, whole, &counts, &passages));
        }
        let measured = passages.iter().filter(|passage| passage.counts.words >= FEWEST_WORDS_OF_PARAGRAPH);
        let measured =
            measured.filter_map(|passage| Some((passage, Measure::of(&passage.counts, language, page.config)?)));
        let mut hard: Vec<_> = measured.filter(|(_, measure)| measure.is_hard() && measure.stands_out(whole)).collect();
        hard.sort_by_key(|(passage, measure)| (Reverse(measure.tenths_too_hard()), passage.span));
        findings.extend(hard.into_iter().take(MOST_PARAGRAPHS).map(|it| hard_paragraph(page, whole, it)));
    }
}

/// What the formula of a language says of a text, and what it should say.
#[derive(Clone, Copy, Debug)]
struct Measure {
    formula: &'static str,
    value: f64,
    aim: f64,
    is_grade: bool,
}

impl Measure {
    /// The measure of a text with these counts; nothing if there is no formula or no aim for its language.
    fn of(counts: &Counts, language: &str, config: &Config) -> Option<Self> {
        let score = counts.scores(language).into_iter().next()?;
        let Readability { grade, ease } = config.readability;
        let spanish = (score.formula == "INFLESZ").then_some(SPANISH_EASE);
        let aim = if score.is_grade { grade } else { ease.or(spanish)? };
        Some(Self { formula: score.formula, value: score.value, aim: f64::from(aim), is_grade: score.is_grade })
    }

    /// By how much the text is too hard, in tenths of a grade or a point.
    fn tenths_too_hard(self) -> i64 {
        let too_hard = if self.is_grade { self.value - self.aim } else { self.aim - self.value };
        (too_hard * 10.0).round() as i64
    }

    /// Whether the text is harder than it should be, by what shows when numbers are rounded.
    fn is_hard(self) -> bool {
        self.tenths_too_hard() >= 5
    }

    /// Whether a paragraph is much harder than the page.
    fn stands_out(self, page: Self) -> bool {
        if self.is_grade { self.value >= page.value + GRADES_APART } else { self.value <= page.value - EASE_APART }
    }

    /// The number in words.
    fn words(self) -> String {
        match self.is_grade {
            true => format!("at school grade {:.1}", self.value),
            false => format!("with an ease of {:.1}", self.value),
        }
    }
}

/// The finding for a page that is hard to read.
fn hard_page(page: &Alone<'_>, whole: Measure, counts: &Counts, passages: &[Passage]) -> Finding {
    let aim = match whole.is_grade {
        true => format!("grade {} or below", whole.aim),
        false => format!("an ease of {} or above", whole.aim),
    };
    let lightly = if counts.is_short() { "; it is short, so take the number lightly" } else { "" };
    let message = format!("this page reads {} ({}), and the aim is {aim}{lightly}", whole.words(), whole.formula);
    let longest = passages.iter().map(|passage| passage.longest_sentence).max().unwrap_or_default();
    let help = format!("divide long sentences (the longest has {longest} words), and use the words that patients use");
    Finding::new(&PAGE, page.text.file, message).help(help)
}

/// The finding for a paragraph that stands out.
fn hard_paragraph(page: &Alone<'_>, whole: Measure, (passage, measure): (&Passage, Measure)) -> Finding {
    let message = format!("this paragraph reads {}, and the page {}", measure.words(), whole.words());
    let help = match passage.longest_sentence {
        0..=20 => String::from("say its long words in shorter ones, or explain them where they stand"),
        words => format!("divide its longest sentence, which has {words} words; one thought in each"),
    };
    Finding::new(&PARAGRAPH, page.text.file, message).at(passage.span).help(help)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use crate::check;
    use crate::config::{Config, Readability};
    use crate::model::network::{Drafts, Network, Parsed};
    use crate::parse;
    use crate::source::{FilePath, SourceFile};

    /// What these rules say of a page.
    fn said(text: &str, readability: Readability) -> Vec<String> {
        let file = Arc::new(SourceFile::text(FilePath::new("topics/t.md"), text));
        let parsed = Parsed { document: Arc::new(parse::document(&file).0), file };
        let config = Config { readability, ..Config::default() };
        let network = Network::link(Arc::new(config), date(2026, 1, 1), Drafts::LeaveOut, &[parsed]);
        let findings = check::run(&network).in_order();
        let ours = findings.iter().filter(|finding| super::RULES.contains(&finding.rule));
        ours.map(|it| format!("{}: {} ({})", it.rule.id, it.message, it.help.as_deref().unwrap_or_default())).collect()
    }

    const EASY: &str = "You may feel tired. Rest when you can. Ask a friend to help you cook. ";
    const HARD: &str = "Immunosuppressive pharmacotherapy administered postoperatively necessitates continuous laboratory \
        surveillance of haematological parameters, particularly neutrophil concentrations, whenever gastrointestinal \
        complications manifest simultaneously with unexplained temperature elevations and persistent unexpected lethargy.";

    #[test]
    fn an_easy_page_is_not_named() {
        assert_eq!(said(&EASY.repeat(10), Readability::default()), [""; 0]);
    }

    #[test]
    fn a_hard_page_and_its_hardest_paragraph_are_named_with_what_to_do() {
        let said = said(&format!("{}\n\n{HARD}\n", EASY.repeat(3)), Readability { grade: 2, ease: None });
        assert_eq!(said.len(), 1, "the page has fewer than 100 words: {said:?}");
        assert!(said[0].starts_with("readability/paragraph: this paragraph reads at school grade "), "{said:?}");
        assert!(
            said[0].ends_with("(divide its longest sentence, which has 27 words; one thought in each)"),
            "{said:?}"
        );
    }

    #[test]
    fn the_aim_is_the_sites_own() {
        let page = HARD.repeat(5);
        let strict = said(&page, Readability::default());
        assert!(strict[0].starts_with("readability/page: this page reads at school grade "), "{strict:?}");
        assert!(strict[0].contains("the aim is grade 6 or below; it is short"), "{strict:?}");
        assert_eq!(said(&page, Readability { grade: 100, ease: None }), [""; 0]);
    }

    #[test]
    fn other_languages_have_other_formulas_and_some_have_none() {
        let page = |language: &str| format!("---\ntitle: T\nlanguage: {language}\n---\n\n{}\n", HARD.repeat(5));
        let spanish = said(&page("es"), Readability::default());
        assert!(spanish[0].contains("(INFLESZ), and the aim is an ease of 55 or above"), "{spanish:?}");
        assert_eq!(said(&page("de"), Readability::default()), [""; 0], "no aim is known");
        assert_eq!(said(&page("de"), Readability { grade: 6, ease: Some(60) }).len(), 1);
        assert_eq!(said(&page("fi"), Readability { grade: 6, ease: Some(60) }), [""; 0], "no formula is known");
    }
}

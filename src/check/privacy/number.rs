//! Runs of digits with what divides them, and codes of digits and letters.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::spelled::dictated;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// Groups of digits in a row, divided by one or two signs or blanks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// The indexes of the tokens of the groups.
    pub(crate) groups: Vec<usize>,
}

/// Every run of groups in a line, the longest possible; [`Line::runs`] keeps them.
pub(crate) fn runs_of(line: &Line<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<usize> = None;
    for at in (0..line.tokens.len()).filter(|at| line.get(*at).is_number()) {
        match (last, runs.last_mut()) {
            (Some(before), Some(run)) if are_joined(line, before, at) => run.groups.push(at),
            _ => runs.push(Run { groups: vec![at] }),
        }
        last = Some(at);
    }
    runs
}

/// Whether two numbers are divided by nothing but a few signs.
fn are_joined(line: &Line<'_>, before: usize, at: usize) -> bool {
    let between = &line.text[line.get(before).end..line.get(at).start];
    between.len() <= 3 && between.chars().all(|c| " .-()/".contains(c))
}

/// The digits of the tokens `groups`.
pub(crate) fn digits(line: &Line<'_>, groups: &[usize]) -> String {
    groups.iter().map(|at| line.word(*at)).collect()
}

/// How many digits `groups` have together.
pub(crate) fn total(line: &Line<'_>, groups: &[usize]) -> usize {
    groups.iter().map(|at| line.get(*at).len()).sum()
}

/// Whether `groups` have these lengths.
pub(crate) fn are_of(line: &Line<'_>, groups: &[usize], lengths: &[usize]) -> bool {
    groups.len() == lengths.len() && groups.iter().zip(lengths).all(|(at, length)| line.get(*at).len() == *length)
}

/// How many digits each of `groups` has.
pub(crate) fn lengths(line: &Line<'_>, groups: &[usize]) -> Vec<usize> {
    groups.iter().map(|at| line.get(*at).len()).collect()
}

/// A code that begins at a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    /// Its letters, large, and digits, without what divides them.
    pub(crate) text: String,
    /// The index behind it.
    pub(crate) end: usize,
    /// How many digits it has.
    pub(crate) digits: usize,
}

/// The code that begins at `at`.
pub(crate) fn code_at<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Code> {
    let codes = line.codes();
    codes.binary_search_by_key(&at, |(at, _)| *at).ok().map(|index| &codes[index].1)
}

/// Every code of a line with the place at which it begins; [`Line::codes`] keeps them.
pub(crate) fn codes_of(line: &Line<'_>) -> Vec<(usize, Code)> {
    (0..line.tokens.len()).filter_map(|at| Some((at, code_from(line, at)?))).collect()
}

/// The code that begins at `at`: numbers, codes and capitals that hang together, also over blanks between digits.
fn code_from(line: &Line<'_>, at: usize) -> Option<Code> {
    let token = line.get(at);
    let may_begin = matches!(token.kind, Kind::Number | Kind::Code) || token.capital || token.tags.has(Tags::DIGIT);
    if !may_begin {
        return None;
    }
    let (spoken, end) = dictated(line, at);
    if spoken >= 3 {
        return Some(Code { text: String::new(), end, digits: spoken });
    }
    let mut code = Code { text: String::new(), end: at, digits: 0 };
    let mut next = at;
    while let Some(end) = part(line, next, next == at) {
        let word = line.word(end - 1);
        code.text.push_str(&word.to_ascii_uppercase());
        code.digits += word.bytes().filter(u8::is_ascii_digit).count();
        (code.end, next) = (end, end);
        if code.text.len() > 40 {
            break;
        }
    }
    (code.digits > 0).then_some(code)
}

/// The index behind the next part of a code.
fn part(line: &Line<'_>, at: usize, is_first: bool) -> Option<usize> {
    let token = line.get(at);
    let is_capitals = |at: usize| {
        let word = line.word(at);
        word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let is_digits = |kind| matches!(kind, Kind::Number | Kind::Code);
    match token.kind {
        Kind::Number | Kind::Code if is_first || !token.spaced => Some(at + 1),
        // Over a blank, digits go on with digits, and codes with codes.
        Kind::Number if line.before(at, 1).is_number() || line.before(at, 1).kind == Kind::Code => Some(at + 1),
        Kind::Number if line.before(at, 1).is_word() && is_capitals(at.saturating_sub(1)) => Some(at + 1),
        Kind::Code if line.before(at, 1).kind == Kind::Code || is_capitals(at.saturating_sub(1)) => Some(at + 1),
        Kind::Word if is_first || !token.spaced => {
            let goes_on = matches!(line.get(at + 1).kind, Kind::Number | Kind::Code | Kind::Sign('-' | '/'));
            (is_capitals(at) && (goes_on || !is_first)).then_some(at + 1)
        }
        Kind::Word if is_capitals(at) && token.len() <= 3 && is_digits(line.before(at, 1).kind) => Some(at + 1),
        Kind::Word if is_capitals(at) && is_digits(line.before(at, 1).kind) && line.get(at + 1).is_number() => {
            Some(at + 1)
        }
        Kind::Sign('-' | '/' | '.') if !is_first && !token.spaced && !line.get(at + 1).spaced => {
            matches!(line.get(at + 1).kind, Kind::Number | Kind::Code | Kind::Word)
                .then(|| part(line, at + 1, false))
                .flatten()
        }
        _ => None,
    }
}

/// Whether what ends before `end` is a plain quantity: a unit or a percent sign follows.
pub(crate) fn is_quantity(line: &Line<'_>, end: usize) -> bool {
    line.get(end).tags.has(Tags::UNIT) || line.get(end).is('%') || line.get(end).is('°')
}

/// Whether a number of another kind is announced: of a paper, a trial, a book, a sum of money, and, in what professionals
/// write, of a record in a database of papers ("MEDLINE AN 2009142766").
pub(crate) fn is_cited(line: &Line<'_>, first: usize) -> bool {
    const CITED: Words = words![
        "pmid", "pmc", "pmcid", "doi", "isbn", "issn", "nct", "isrctn", "eudract", "orcid", "vol", "pp", "pages",
        "page", "gene", "protocol", "leaflet", "lot", "batch", "omim", "snomed", "article", "usd", "catalog", "cas",
        "nm",
    ];
    const DATABASES: Words = words![
        "accession",
        "medline",
        "embase",
        "pubmed",
        "cinahl",
        "scopus",
        "psycinfo",
        "cochrane",
        "lilacs",
        "wos",
        "oclc",
        "lccn",
        "nlm",
        "proquest",
        "ebsco",
    ];
    // "AN" is how databases write "accession number"; "an" is an article.
    let before = 1 + usize::from(line.before(first, 1).is(':'));
    let is_accession = || first.checked_sub(before).is_some_and(|at| line.word(at) == "AN");
    line.recently(first, 3, CITED) || !line.is_strict() && (line.recently(first, 4, DATABASES) || is_accession())
}

/// Whether decimal digits pass the check of Luhn, as numbers of cards and IMEI do.
pub(crate) fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| match (at % 2, u32::from(byte - b'0')) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

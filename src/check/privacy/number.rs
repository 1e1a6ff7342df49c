//! Runs of digits with what divides them, and codes of digits and letters.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::spelled::dictated;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;

/// Whether two numbers are divided by nothing but a few signs.
pub(crate) fn are_joined(line: &Line<'_>, before: usize, at: usize) -> bool {
    let between = &line.text[line.get(before).end..line.get(at).start];
    between == " , " || between.len() <= 3 && between.chars().all(|c| " .-()/".contains(c))
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
    /// Where it begins.
    start: usize,
    /// The index behind it.
    pub(crate) end: usize,
    /// How many digits it has.
    pub(crate) digits: usize,
    /// How many letters and digits are written of it: none if it is dictated.
    pub(crate) length: usize,
    /// Whether it is made of digits alone.
    pub(crate) is_plain: bool,
}

impl Code {
    /// Its letters, large, and digits, without what divides them.
    pub(crate) fn text(&self, line: &Line<'_>) -> String {
        let written = if self.length > 0 { self.start..self.end } else { 0..0 };
        let parts = written.filter(|at| !matches!(line.get(*at).kind, Kind::Sign(_)));
        parts.map(|at| line.word(at).to_ascii_uppercase()).collect()
    }
}

/// The code that begins at `at`.
pub(crate) fn code_at<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Code> {
    let codes = line.codes();
    codes.binary_search_by_key(&at, |(at, _)| *at).ok().map(|index| &codes[index].1)
}

/// Every code of a line with the place at which it begins; [`Line::codes`] keeps them.
pub(crate) fn codes_of(line: &Line<'_>) -> Vec<(usize, Code)> {
    (0..line.tokens.len()).filter(|at| may_begin(line, *at)).filter_map(|at| Some((at, code_from(line, at)?))).collect()
}

/// Whether a code may begin at `at`.
fn may_begin(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    // Most words with a capital begin a sentence and no code.
    let is_followed = || matches!(line.get(at + 1).kind, Kind::Number | Kind::Code | Kind::Sign('-' | '/'));
    match token.kind {
        Kind::Number | Kind::Code => true,
        _ => token.tags.has(Tags::DIGIT) || token.capital && is_followed(),
    }
}

/// The code that begins at `at`: numbers, codes and capitals that hang together, also over blanks between digits.
fn code_from(line: &Line<'_>, at: usize) -> Option<Code> {
    let (spoken, end) = dictated(line, at);
    if spoken >= 3 {
        return Some(Code { start: at, end, digits: spoken, length: 0, is_plain: true });
    }
    let mut code = Code { start: at, end: at, digits: 0, length: 0, is_plain: true };
    let mut next = at;
    while let Some(end) = part(line, next, next == at) {
        let word = line.word(end - 1);
        let is_number = line.get(end - 1).is_number();
        code.length += word.len();
        code.is_plain &= is_number;
        code.digits += if is_number { word.len() } else { word.bytes().filter(u8::is_ascii_digit).count() };
        (code.end, next) = (end, end);
        if code.length > 40 {
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
        "product", "sku", "ndc", "ean", "nm",
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
    // "The ISBN of that cookbook is …".
    let is_of_book = line.recently(first, 8, words!["isbn", "issn", "cas"]);
    is_of_book
        || line.recently(first, 3, CITED)
        || !line.is_strict() && (line.recently(first, 4, DATABASES) || is_accession())
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

//! In chats, long numbers and codes that nothing explains.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::number::is_quantity;
use crate::check::privacy::telephone::{is_cited, is_free};
use crate::check::privacy::word_list::{Words, hash_of, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;

/// Finds codes that nobody knows. They are "any other unique number" of the rule, and share the finding of record numbers:
/// whoever typed `ZU3344190` did so because a register knows somebody by it.
pub(crate) struct UniqueCode;

impl Detector for UniqueCode {
    fn rules(&self) -> &'static [&'static Rule] {
        &[]
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict() && line.digit
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let mut at = 0;
        while at < line.tokens.len() {
            let end = code_end(line, at);
            if end > at && is_unique(line, at, end) && !hits.covers(line.get(at).start) {
                hits.push(Class::Record, line.range(at, end), Excuse::Public);
            }
            at = end.max(at + 1);
        }
    }
}

/// The index behind the numbers, codes and capitals from `at` on that hang together without a blank.
fn code_end(line: &Line<'_>, at: usize) -> usize {
    let is_part = |next: usize| matches!(line.get(next).kind, Kind::Number | Kind::Code | Kind::Word);
    if !is_part(at) {
        return at;
    }
    let mut end = at + 1;
    loop {
        let divider = usize::from(matches!(line.get(end).kind, Kind::Sign('-' | '/' | '#')) && !line.get(end).spaced);
        let next = end + divider;
        if !is_part(next) || line.get(next).spaced {
            return end;
        }
        end = next + 1;
    }
}

/// Beginnings of codes that are public: trials, papers, variants of genes, drugs before they have a name, diseases.
const PUBLIC: Words = words![
    "nct",
    "isrctn",
    "eudract",
    "euctr",
    "actrn",
    "drks",
    "pmid",
    "pmc",
    "doi",
    "isbn",
    "rs",
    "cosm",
    "omim",
    "gsk",
    "bms",
    "mk",
    "azd",
    "ro",
    "ly",
    "pf",
    "abt",
    "cpi",
    "sgn",
    "inc",
    "keynote",
    "checkmate",
    "nsabp",
    "swog",
    "eortc",
    "calgb",
    "ecog",
    "rtog",
    "icd",
    "covid",
];

/// Whether a code could be looked up in some register, and nothing says that it is public or counts something.
fn is_unique(line: &Line<'_>, at: usize, end: usize) -> bool {
    let text = &line.text[line.range(at, end)];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let has_small = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_long = match letters {
        // Small numbers in a row are a course of doses or a score.
        0 => digits >= 7 && (at..end).any(|at| line.get(at).len() > 3) && !is_free(&text.replace(['-', '/'], "")),
        _ => digits >= 5 || digits >= 4 && digits + letters >= 7 && !has_small,
    };
    let is_free = !matches!(line.before(at, 1).kind, Kind::Sign('.' | '$' | '£' | '€' | '#' | '@' | '/' | '=' | '_'))
        || line.get(at).spaced;
    let goes_on = matches!(line.get(end).kind, Kind::Sign('.' | ',' | ':' | '%' | '@' | '_'))
        && !line.get(end + 1).spaced
        && !matches!(line.get(end + 1).kind, Kind::End);
    // "2400mg" and "20mins" are quantities without a blank.
    let is_measured = letters > 0
        && line.get(end - 1).kind == Kind::Code
        && text.starts_with(|c: char| c.is_ascii_digit())
        && has_small;
    is_long
        && is_free
        && !goes_on
        && !is_measured
        && !is_quantity(line, end)
        && !line.get(end).tags.has(Tags::PEOPLE)
        && !is_of_years(line, at, end)
        && !is_public(line, at, text)
        && !is_cited(line, at)
}

/// Whether numbers are years or days: "2012-2018", "2019/2020".
fn is_of_years(line: &Line<'_>, at: usize, end: usize) -> bool {
    let is_year = |at: usize| line.get(at).is_number() && (1900..2100).contains(&line.get(at).value);
    (at..end).all(|at| is_year(at) || matches!(line.get(at).kind, Kind::Sign(_)))
}

/// Whether a code is public, by its beginning or by the word before it.
fn is_public(line: &Line<'_>, at: usize, text: &str) -> bool {
    let letters = text.find(|c: char| c.is_ascii_digit() || c == '-').map_or("", |end| &text[..end]);
    PUBLIC.has(hash_of(letters))
        || line.recently(at, 2, PUBLIC)
        || line.recently(at, 1, words!["gene", "trial", "study", "usd", "eur", "gbp"])
}

#[cfg(test)]
mod tests {
    use crate::check::privacy::reading::classes_in;

    #[test]
    fn codes_that_a_register_may_know_are_found_in_chats_alone() {
        for code in
            ["my residence permit is ZU3344190", "got B22-33107 printed on it", "it says 24488120-061", "it is 3377120"]
        {
            assert!(!classes_in(code, true).is_empty(), "{code}");
        }
        for public in [
            "NCT04567890 is open",
            "the rs1801133 variant",
            "from 2012-2018",
            "2400mg over 46h",
            "T1cN0M0 and CA-125 of 35",
            "BMS-936558 has a name now",
            "1200000 people",
        ] {
            assert!(classes_in(public, true).is_empty(), "{public} {:?}", classes_in(public, true));
        }
        assert!(classes_in("The box ZU3344190 was recalled.", false).is_empty());
    }
}

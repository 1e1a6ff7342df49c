//! In chats, long numbers and codes that nothing explains.

use crate::check::privacy::line::{Kind, Line, Token};
use crate::check::privacy::number::{is_cited, is_quantity};
use crate::check::privacy::telephone::is_free;
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
        line.is_strict() && line.digit && line.digits > 3
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let mut at = 0;
        while at < line.tokens.len() {
            // Words by themselves are most of a line.
            if line.get(at).is_word() && line.get(at + 1).spaced {
                at += 1;
                continue;
            }
            let end = code_end(line, at);
            if end == at + 1 && (line.get(at).len() < 4 || line.get(at).is_word()) {
                at = end;
                continue;
            }
            if end > at && is_unique(line, at, end) && !hits.covers(line.get(at).start) {
                hits.push(Class::Record, line.range(at, end), Excuse::Public);
            }
            at = end.max(at + 1);
        }
        for run in line.runs() {
            if let (true, [first, .., last]) = (is_grouped(line, run), run) {
                let is_found = (*first..=*last).any(|at| hits.covers(line.get(at).start));
                if !is_found && !is_cited(line, *first) && !is_public(line, *first, "") {
                    hits.push(Class::Record, line.range(*first, last + 1), Excuse::Public);
                }
            }
        }
    }
}

/// Whether groups of digits divided by blanks and dashes are a number that a register may know: two groups or more with
/// eight digits or more, which nothing around them explains, and neither doses nor years, a scale or a range.
fn is_grouped(line: &Line<'_>, groups: &[usize]) -> bool {
    let [first, .., last] = groups else { return false };
    let text = &line.text[line.get(*first).start..line.get(*last).end];
    let digits = digits_of(text);
    (8..=20).contains(&digits.len())
        && is_divided(text)
        && !is_counted(line, groups, text)
        && !is_free(&digits)
        && stands_alone(line, *first, *last)
}

/// Whether blanks and dashes are all that divides groups, or dashes and full stops are.
fn is_divided(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'))
        || text.contains('-') && text.contains('.') && !text.contains([',', '/', '(', ')'])
}

/// Whether groups are numbers of their own: doses, years, a range, or a scale that is counted up.
fn is_counted(line: &Line<'_>, groups: &[usize], text: &str) -> bool {
    let all = |is: fn(&Token) -> bool| groups.iter().all(|at| is(line.get(*at)));
    let all_pairs =
        |are: fn(&Token, &Token) -> bool| groups.windows(2).all(|two| are(line.get(two[0]), line.get(two[1])));
    let is_rising = all_pairs(|one, next| one.value < next.value);
    let is_even = || all_pairs(|one, next| one.len() == next.len());
    let are_doses = all(|group| group.value.is_multiple_of(5) && group.len() < 5);
    let are_years = all(|group| group.len() == 4 && (1900..2100).contains(&group.value));
    let is_range = is_rising && groups.len() < 4 && !text.contains(' ') && is_even();
    are_doses || are_years || is_range || is_rising && all(|group| group.len() < 4)
}

/// Whether the numbers from `first` to `last` are no part of more, no sum of money and no quantity.
fn stands_alone(line: &Line<'_>, first: usize, last: usize) -> bool {
    let (before, after) = (line.before(first, 1), line.get(last + 1));
    let is_tied = !line.get(first).spaced && matches!(before.kind, Kind::Sign('.' | ',' | '/' | ':'));
    !is_tied
        && !matches!(before.kind, Kind::Sign('$' | '£' | '€'))
        && !matches!(after.kind, Kind::Sign('/' | ':' | '%' | '$' | '£' | '€'))
        && !after.tags.has(Tags::PEOPLE)
        && !is_quantity(line, last + 1)
}

/// The digits of a text.
fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
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
    "pl",
    "hla",
    "ndc",
    "ean",
];

/// Whether a code could be looked up in some register, and nothing says that it is public or counts something.
fn is_unique(line: &Line<'_>, at: usize, end: usize) -> bool {
    let text = &line.text[line.range(at, end)];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let has_small = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_long = match letters {
        // Small numbers in a row are a course of doses or a score.
        0 if is_told(line, at) => digits >= 4,
        // Nothing that is counted begins with a nought.
        0 if text.starts_with('0') && text.len() == digits => digits >= 6,
        0 => digits >= 7 && (at..end).any(|at| line.get(at).len() > 3) && !is_free(&text.replace(['-', '/'], "")),
        _ => digits >= 5 || digits >= 4 && digits + letters >= 7 && !has_small,
    };
    if !is_long {
        return false;
    }
    let is_free = !matches!(line.before(at, 1).kind, Kind::Sign('.' | '$' | '£' | '€' | '#' | '@' | '/' | '=' | '_'))
        || line.get(at).spaced;
    let goes_on = matches!(line.get(end).kind, Kind::Sign('.' | ',' | ':' | '%' | '@' | '_'))
        && !line.get(end + 1).spaced
        && !matches!(line.get(end + 1).kind, Kind::End);
    // "2400mg" and "20mins" are quantities without a blank.
    let is_measured = letters > 0
        && text.len() < 12
        && line.get(end - 1).kind == Kind::Code
        && text.starts_with(|c: char| c.is_ascii_digit())
        && has_small;
    is_free
        && !goes_on
        && !is_measured
        && !is_quantity(line, end)
        && !line.get(end).tags.has(Tags::PEOPLE)
        && !is_of_years(line, at, end)
        && !is_public(line, at, text)
        && !text.starts_with("1-8")
        && !is_cited(line, at)
}

/// Whether it is said right before a number that it is one: "visit number 4471".
fn is_told(line: &Line<'_>, at: usize) -> bool {
    let skipped = usize::from(line.was(at, 1, words!["is", "was", "es"]) || line.before(at, 1).is(':'));
    let what = line.before(at, skipped + 2);
    line.was(at, skipped + 1, words!["number", "no", "nr", "id", "ref", "numero", "num"])
        && what.is_word()
        && !line.was(
            at,
            skipped + 2,
            words!["a", "the", "page", "question", "article", "trial", "study", "grant", "patent"],
        )
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
        for code in [
            "my residence permit is ZU3344190",
            "got B22-33107 printed on it",
            "it says 24488120-061",
            "it is 3377120",
            "my card 0040 44 287",
            "visit number 4471",
            "it is 47.59.01-762.62",
        ] {
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
            "pages 1134-1150",
            "100 200 300 400 mg",
            "the years 2019 2020 2021",
            "week 12 24 36 48",
        ] {
            assert!(classes_in(public, true).is_empty(), "{public} {:?}", classes_in(public, true));
        }
        assert!(classes_in("The box ZU3344190 was recalled.", false).is_empty());
    }
}

//! Telephone and fax numbers, as they are written and dictated in several countries.

use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::number::{digits, is_cited, is_quantity, lengths, total};
use crate::check::privacy::spelled::dictated;
use crate::check::privacy::word_list::words;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a telephone or fax number.
    ///
    /// Identifiers D and E of 45 CFR 164.514(b)(2)(i): international forms (`+34 …`, `0034 …`), those of the US, the UK,
    /// Spain, France and Germany, any number behind "call", "text", "fax", "mi móvil", and dictated digits ("oh seven seven
    /// double oh …"). Emergency numbers, free numbers such as 0800 and 1-800, and the numbers of `contacts.yaml` pass.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 141 of 146 (recall
    /// 0.97, precision 0.97); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** Anybody can call the person, and most numbers can be looked up.
    ///
    /// **How to mend it.** Take it out. A number of the hospital belongs into `contacts.yaml`: pages refer to it with
    /// `[[contact:id]]`, so that it is right everywhere when it changes.
    TELEPHONE = "privacy/phone", Error;
}

/// Finds telephone numbers.
pub(crate) struct Telephone;

impl Detector for Telephone {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_place_of_numbers = matches!(line.ground, Ground::References | Ground::Contacts);
        !is_place_of_numbers && line.digits > 2
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for run in line.runs() {
            in_run(line, run, hits);
        }
        if !line.code && !line.tags.has(Tags::DIGIT) {
            return;
        }
        for at in 0..line.tokens.len() {
            if line.code {
                with_letters(line, at, hits);
            }
            if line.get(at).tags.has(Tags::DIGIT) && !hits.covers(line.get(at).start) {
                let (count, end) = dictated(line, at);
                if count >= 7 || count >= 5 && line.any(at.saturating_sub(8)..at, Tags::CALL) {
                    hits.push(Class::Telephone, line.range(at, end), Excuse::None);
                }
            }
        }
    }
}

/// Notes a number that begins at `at` or ends there, in which letters stand among the digits.
fn with_letters(line: &Line<'_>, at: usize, hits: &mut Hits) {
    if let Some(end) = in_letters(line, at) {
        hits.push(Class::Telephone, line.range(at, end), Excuse::None);
    }
    if let Some(from) = with_extension(line, at) {
        hits.push(Class::Telephone, line.range(from, at + 1), Excuse::Public);
    }
}

/// The index behind a number in which letters stand for digits: "O7700 9OO 417".
fn in_letters(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_digits = |at: usize| {
        let is_part = matches!(line.get(at).kind, Kind::Number | Kind::Code);
        is_part && line.word(at).bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'o' | b'l' | b'I'))
    };
    if !line.is_strict() || !is_digits(at) || at > 0 && is_digits(at - 1) {
        return None;
    }
    let end = (at..at + 6).find(|next| !is_digits(*next)).unwrap_or(at + 6);
    let length: usize = (at..end).map(|at| line.get(at).len()).sum();
    let has_letter = (at..end).any(|at| line.get(at).kind == Kind::Code);
    (has_letter && (9..=14).contains(&length)).then_some(end)
}

/// Where a number begins that ends with its extension in one piece: "661.454.3413x6438".
fn with_extension(line: &Line<'_>, at: usize) -> Option<usize> {
    if line.get(at).kind != Kind::Code {
        return None;
    }
    let (last, extension) = line.word(at).split_once(['x', 'X'])?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_tied = |at: usize| !line.get(at).spaced && matches!(line.before(at, 1).kind, Kind::Sign('.' | '-' | ')'));
    let is_shaped = last.len() == 4 && is_digits(last) && is_digits(extension) && extension.len() >= 2 && is_tied(at);
    (line.is_strict() && is_shaped && line.before(at, 2).is_number()).then(|| at - 2)
}

/// Whether the number at `at` is one inside of a house.
fn is_extension(line: &Line<'_>, at: usize) -> bool {
    line.was(at, 1, words!["extension", "ext", "pager", "bleep"])
        || line.before(at, 1).is('.') && line.was(at, 2, words!["ext"])
}

/// Notes the longest telephone number in a run of groups.
fn in_run(line: &Line<'_>, run: &[usize], hits: &mut Hits) {
    let total = total(line, run);
    // Less than six digits are a number only where they are called one.
    let is_called = || run.iter().any(|at| is_extension(line, *at));
    if total < 3 || total < 6 && !is_called() || is_free(&digits(line, run)) {
        return;
    }
    for from in 0..run.len() {
        for to in (from + 1..=run.len()).rev() {
            let groups = &run[from..to];
            if is_telephone(line, groups) {
                let (first, last) = (groups[0], groups[groups.len() - 1]);
                if line.is_notice() && !is_mobile(&digits(line, groups)) {
                    return;
                }
                let lead = (1..=2).take_while(|back| is_lead(line, first, *back)).count();
                hits.push(Class::Telephone, line.range(first - lead, last + 1), Excuse::Public);
                return;
            }
        }
    }
}

/// Whether digits are a number of a mobile telephone of the UK or Spain, which belongs to a person.
fn is_mobile(digits: &str) -> bool {
    let abroad = |country: &str| digits.trim_start_matches("00").strip_prefix(country);
    let is_british = digits.starts_with("07") && digits.len() == 11
        || abroad("44").is_some_and(|rest| rest.trim_start_matches('0').starts_with('7') && rest.len() >= 10);
    let spanish = abroad("34").unwrap_or(digits);
    is_british || spanish.starts_with('6') && spanish.len() == 9
}

/// Whether the token `back` before the first group belongs to the number.
fn is_lead(line: &Line<'_>, first: usize, back: usize) -> bool {
    matches!(line.before(first, back).kind, Kind::Sign('+' | '('))
}

/// Whether groups of digits are a telephone number.
fn is_telephone(line: &Line<'_>, groups: &[usize]) -> bool {
    let (first, last) = (groups[0], groups[groups.len() - 1]);
    let total = total(line, groups);
    if !(3..=15).contains(&total) {
        return false;
    }
    if is_extension(line, first) && line.is_strict() && (3..=6).contains(&total) {
        return true;
    }
    if total < 6 {
        return false;
    }
    let digits = digits(line, groups);
    let lengths = lengths(line, groups);
    if is_free(&digits) || is_part_of_more(line, first, last) {
        return false;
    }
    if is_international(line, first, &digits) {
        return digits.len() >= 8;
    }
    if lengths.len() >= 9 && lengths.iter().all(|length| *length == 1) {
        // A scale is counted up: "0 1 2 3 …".
        return digits.as_bytes().windows(2).any(|two| two[1] != two[0] + 1);
    }
    let is_called = line.any(first.saturating_sub(6)..first, Tags::CALL) && !is_quantity(line, last + 1);
    let is_date = matches!(lengths.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4]);
    if is_called && !is_date && (digits.len() >= 7 || lengths.len() == 1) {
        return true;
    }
    // The country may stand there without its sign.
    const COUNTRIES: [&str; 14] = ["44", "34", "49", "33", "39", "61", "91", "353", "52", "55", "27", "31", "32", "86"];
    let is_abroad = line.is_strict()
        && lengths.len() > 1
        && (11..=13).contains(&digits.len())
        && COUNTRIES.iter().any(|country| digits.starts_with(country) && lengths[0] == country.len());
    if is_abroad && !is_quantity(line, last + 1) {
        return true;
    }
    !is_date && (is_american(line, first, &digits, &lengths) || is_european(line, &digits, &lengths, groups))
}

/// Whether a number begins with the sign or the digits of a call to another country.
fn is_international(line: &Line<'_>, first: usize, digits: &str) -> bool {
    let before = line.before(first, 1);
    let is_signed = before.is('+') || before.is('(') && line.before(first, 2).is('+');
    is_signed || digits.starts_with("00") && digits.len() >= 11 && !digits.starts_with("000")
}

/// Free numbers and those of emergency belong to nobody.
pub(crate) fn is_free(digits: &str) -> bool {
    const FREE: [&str; 24] = [
        "0800", "0808", "0300", "0303", "0330", "0333", "0345", "0844", "0845", "0870", "0871", "1800", "1888", "1877",
        "1866", "1855", "1844", "1833", "800", "888", "877", "866", "900", "116",
    ];
    let is_long_enough = |prefix: &&str| prefix.len() == 4 || matches!(digits.len(), 6 | 9 | 10);
    FREE.iter().any(|prefix| digits.starts_with(prefix) && is_long_enough(prefix))
        || digits.starts_with("855") && digits.len() == 10
        || digits.starts_with("844") && digits.len() == 10
        || digits.starts_with("833") && digits.len() == 10
}

/// Whether the digits go on before or behind, as in a decimal, an identifier or an address of the net.
fn is_part_of_more(line: &Line<'_>, first: usize, last: usize) -> bool {
    let (before, after) = (line.before(first, 1), line.get(last + 1));
    let opens = matches!(before.kind, Kind::Sign('.' | ',' | '/' | '_' | '#' | '=' | '$' | '£' | '€' | '&' | '-'))
        && !line.get(first).spaced
        || matches!(before.kind, Kind::Code | Kind::Word) && !line.get(first).spaced;
    let goes_on =
        matches!(after.kind, Kind::Sign(',' | '_' | '=' | '%')) && !after.spaced && line.get(last + 2).is_number();
    let is_extension = line.word(last + 1).starts_with(['x', 'X']) && after.kind == Kind::Code;
    opens
        || goes_on
        || !after.spaced && matches!(after.kind, Kind::Code | Kind::Word) && !is_extension
        || is_cited(line, first)
}

/// `(555) 123-4567`, `555-123-4567`, `1 555 123 4567`, `555-1234`.
fn is_american(line: &Line<'_>, first: usize, digits: &str, lengths: &[usize]) -> bool {
    let area = |digits: &str| digits.starts_with(|c: char| ('2'..='9').contains(&c));
    match lengths {
        [3, 3, 4] | [3, 7] => area(digits),
        [1, 3, 3, 4] => digits.starts_with('1') && area(&digits[1..]),
        [10] => area(digits) && area(&digits[3..]),
        [3, 4] => {
            let between = line.get(first + 1);
            (between.is('-') || between.is('.')) && !between.spaced && area(digits) && line.is_strict()
        }
        _ => false,
    }
}

/// Numbers with a zero in front, as in the UK, France and Germany, and those of Spain.
fn is_european(line: &Line<'_>, digits: &str, lengths: &[usize], groups: &[usize]) -> bool {
    let text = &line.text[line.get(groups[0]).start..line.get(groups[groups.len() - 1]).end];
    let is_range = lengths.len() == 2 && text.contains('-') && lengths[0] == lengths[1];
    if digits.starts_with('0') && !is_range {
        let is_trunk = !digits.starts_with("00") && lengths[0] >= 2;
        return is_trunk && (10..=12).contains(&digits.len());
    }
    let is_spanish = digits.len() == 9 && digits.starts_with(['6', '7', '8', '9']);
    is_spanish
        && matches!(lengths, [9] | [3, 3, 3] | [3, 2, 2, 2] | [2, 3, 2, 2] | [2, 3, 4] | [3, 6] | [5, 4])
        && !text.contains('.')
        || lengths == [2, 2, 2, 2, 2] && digits.starts_with('0')
}

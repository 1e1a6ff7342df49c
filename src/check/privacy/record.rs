//! Numbers of patients and of their records.

use crate::check::privacy::label::{self, Labels, TOLD, label};
use crate::check::privacy::line::Line;
use crate::check::privacy::number::{are_of, digits, is_cited};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a number of a patient or of a medical record.
    ///
    /// Identifiers H and R of 45 CFR 164.514(b)(2)(i): numbers of records, charts, specimens, studies and bookings behind
    /// their names in English and Spanish, and NHS numbers, whose last digit is checked (mod 11), wherever they stand.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 140 of 146 (recall
    /// 0.96, precision 0.96); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** Whoever has access to a hospital's or an insurer's system finds the person with it.
    ///
    /// **How to mend it.** Take the number out; nobody needs it to understand the text.
    RECORD = "privacy/record-number", Error;
}

/// Finds numbers of patients and records.
pub(crate) struct Record;

impl Detector for Record {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.digits > 2 && (line.digit || line.tags.has(Tags::LABEL))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::Record, &LABELS, hits);
        // In a professional text an accession number may be that of a paper in a database.
        if line.is_strict() || line.has(OF_LABORATORIES) {
            label::look(line, Class::Record, &ACCESSION, hits);
        }
        for run in line.runs() {
            for groups in run.windows(3).chain(run.windows(1)) {
                let is_grouped = are_of(line, groups, &[3, 3, 4]) || are_of(line, groups, &[10]);
                let is_named = !line.is_strict() && is_cited(line, groups[0]);
                if is_grouped && !is_named && is_bare(line, groups) && is_nhs_number(&digits(line, groups)) {
                    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { continue };
                    hits.push(Class::Record, line.range(*first, last + 1), Excuse::Public);
                }
            }
        }
    }
}

/// How laboratories and databases call the number under which they took something in.
static ACCESSION: Labels = Labels::of(&[label("accession", 5)]);

/// Words of laboratories and of whom they examine.
const OF_LABORATORIES: Words = words![
    "specimen",
    "lab",
    "laboratory",
    "pathology",
    "histology",
    "sample",
    "patient",
    "patient's",
    "biopsy",
    "scan",
    "mrn",
    "my",
    "her",
    "his"
];

static LABELS: Labels = Labels::of(&[
    label("peticion", 5),
    label("episodio", 4),
    label("wristband", 4),
    label("bracelet", TOLD),
    label("episode", 5),
    label("visit", TOLD),
    label("emr", 4),
    label("ehr", 4),
    label("ur", 5),
    label("fin", 5),
    label("har", 5),
    label("csn", 5),
    label("empi", 5),
    label("ihi", 8),
    label("hc", 6),
    label("ticket", TOLD),
    label("complaint", TOLD),
    label("donor", TOLD),
    label("mrn", 3),
    label("medical record", 3),
    label("medical records", TOLD),
    label("record", TOLD),
    label("hospital", TOLD),
    label("patient", TOLD),
    label("chart", 5),
    label("nhs", 6),
    label("chi", 6),
    label("case", TOLD),
    label("file", TOLD),
    label("specimen", 5),
    label("sample", TOLD),
    label("lab", TOLD),
    label("pathology", TOLD),
    label("hosp", TOLD),
    label("ubrn", 6),
    label("encounter", 5),
    label("sticker", 5),
    label("sip", 6),
    label("trial pt", 3),
    label("trial patient", 3),
    label("trial participant", 3),
    label("biopsy", TOLD),
    label("scan", TOLD),
    label("unit", TOLD),
    label("crn", 5),
    label("urn", 5),
    label("nhi", 5),
    label("path", TOLD),
    label("casenote", TOLD),
    label("histology", TOLD),
    label("study", TOLD),
    label("subject", TOLD),
    label("participant", TOLD),
    label("barcode", 5),
    label("unique identifier", 3),
    label("identifier", 4),
    label("id", TOLD),
    label("reference", TOLD),
    label("ref", 5),
    label("booking", TOLD),
    label("booking reference", 3),
    label("booking ref", 3),
    label("appointment", TOLD),
    label("prescription", TOLD),
    label("rx", TOLD),
    label("confirmation", TOLD),
    label("referral", TOLD),
    label("numero de historia", 3),
    label("historia clinica", 3),
    label("historia", TOLD),
    label("nhc", 3),
    label("expediente", 4),
    label("cip", 4),
    label("paciente", TOLD),
]);

/// Whether groups are divided by blanks, or are one, and do not go on.
fn is_bare(line: &Line<'_>, groups: &[usize]) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let text = &line.text[line.get(*first).start..line.get(*last).end];
    let before = line.before(*first, 1);
    let is_free = |sign: char, spaced: bool| spaced || !matches!(sign, '+' | '/' | '.' | '-' | ':');
    let opens = match before.kind {
        crate::check::privacy::line::Kind::Sign(sign) => is_free(sign, line.get(*first).spaced),
        _ => true,
    };
    opens
        && text.chars().all(|c| c.is_ascii_digit() || c == ' ')
        && !line.any(first.saturating_sub(3)..*first, Tags::CALL)
}

/// Whether ten digits are an NHS number: their weighted sum decides the last one.
fn is_nhs_number(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let [first @ .., check] = values.as_slice() else { return false };
    if first.len() != 9 || first.iter().all(|digit| digit == check) {
        return false;
    }
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11 == *check
}

#[cfg(test)]
mod tests {
    use super::is_nhs_number;

    #[test]
    fn the_last_digit_of_an_nhs_number_is_checked() {
        assert!(is_nhs_number("9434765919") && is_nhs_number("4505577104"));
        assert!(!is_nhs_number("9434765918") && !is_nhs_number("0000000000") && !is_nhs_number("943476591"));
    }
}

//! Numbers of health plans and insurances.

use crate::check::privacy::label::{self, Label, TOLD};
use crate::check::privacy::line::Line;
use crate::check::privacy::number::code_at;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a number of a health plan or insurance.
    ///
    /// Identifier I of 45 CFR 164.514(b)(2)(i): numbers of policies, members, groups and claims behind their names in
    /// English and Spanish, and the Medicare Beneficiary Identifier by its shape.
    ///
    /// **How sure it is.** In the first run over fresh sentences it found 31 of 35 (recall 0.89, precision 1.00); what it
    /// missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** With it strangers can learn what was treated and paid for, or be treated in the person's name.
    ///
    /// **How to mend it.** Take the number out; nobody needs it to understand the text.
    PLAN = "privacy/plan-number", Error;
}

/// Finds numbers of health plans.
pub(crate) struct Plan;

impl Detector for Plan {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.digit || line.tags.has(Tags::LABEL) && line.tags.has(Tags::DIGIT)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::HealthPlan, LABELS, hits);
        for at in 0..line.tokens.len() {
            if let Some(code) = code_at(line, at).filter(|code| is_medicare(&code.text)) {
                hits.push(Class::HealthPlan, line.range(at, code.end), Excuse::None);
            }
        }
    }
}

const LABELS: &[Label] = &[
    ("policy", 5),
    ("member", TOLD),
    ("membership", 5),
    ("group", TOLD),
    ("insurance", 6),
    ("insurance policy", 4),
    ("medicare", 6),
    ("medicaid", 6),
    ("beneficiary", 6),
    ("plan", TOLD),
    ("subscriber", 5),
    ("insured", TOLD),
    ("claim", 6),
    ("bupa", 5),
    ("aetna", 5),
    ("cigna", 5),
    ("humana", 5),
    ("anthem", 5),
    ("kaiser", 6),
    ("blue cross", 5),
    ("blue shield", 5),
    ("prior auth", TOLD),
    ("tricare", 6),
    ("rx bin", 4),
    ("rx grp", 4),
    ("rx group", 4),
    ("pcn", 4),
    ("grp", 4),
    ("uhc", 5),
    ("sanitas", 5),
    ("adeslas", 5),
    ("dental", TOLD),
    ("medical card", 4),
    ("axa", 5),
    ("vhi", 5),
    ("krankenversicherung", 5),
    ("health plan", 5),
    ("health insurance", 6),
    ("healthcare", TOLD),
    ("health card", 4),
    ("authorization", TOLD),
    ("poliza", 4),
    ("afiliado", 4),
    ("afiliacion", 4),
    ("mutua", 5),
    ("tarjeta sanitaria", 4),
    ("seguro medico", 4),
    ("seguro", 6),
];

/// Whether a code has the shape of a Medicare Beneficiary Identifier: `1EG4TE5MK73`.
fn is_medicare(code: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"SLOIBZ".contains(&byte);
    let shape = |(at, byte): (usize, u8)| match at {
        0 => (b'1'..=b'9').contains(&byte),
        1 | 4 | 7 | 8 => letter(byte),
        2 | 5 => letter(byte) || byte.is_ascii_digit(),
        _ => byte.is_ascii_digit(),
    };
    code.len() == 11 && code.bytes().enumerate().all(shape)
}

#[cfg(test)]
mod tests {
    use super::is_medicare;

    #[test]
    fn medicare_numbers_have_a_shape() {
        assert!(is_medicare("1EG4TE5MK73"));
        assert!(!is_medicare("1SG4TE5MK73") && !is_medicare("12345678901") && !is_medicare("1EG4TE5MK7"));
    }
}

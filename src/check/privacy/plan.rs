//! Numbers of health plans and insurances.

use crate::check::privacy::label::{self, Labels, TOLD, label};
use crate::check::privacy::line::Line;
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
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 113 of 116 (recall
    /// 0.97, precision 0.95); what it missed was mended by class since (`tests/privacy/README.md`).
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
        line.digits > 2 && (line.digit || line.tags.has(Tags::LABEL))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::HealthPlan, &LABELS, hits);
        for (at, code) in line.codes().iter().filter(|(_, code)| code.length == 11 && !code.is_plain) {
            if is_medicare(&code.text(line)) {
                hits.push(Class::HealthPlan, line.range(*at, code.end), Excuse::None);
            }
        }
    }
}

static LABELS: Labels = Labels::of(&[
    label("policy", 5),
    label("member", TOLD),
    label("membership", 5),
    label("group", TOLD),
    label("insurance", 6),
    label("insurance policy", 4),
    label("medicare", 6),
    label("medicaid", 6),
    label("beneficiary", 6),
    label("plan", TOLD),
    label("subscriber", 5),
    label("insured", TOLD),
    label("claim", 6),
    label("bupa", 5),
    label("aetna", 5),
    label("cigna", 5),
    label("humana", 5),
    label("anthem", 5),
    label("kaiser", 6),
    label("blue cross", 5),
    label("blue shield", 5),
    label("prior auth", TOLD),
    label("tricare", 6),
    label("rx bin", 4),
    label("rx grp", 4),
    label("rx group", 4),
    label("pcn", 4),
    label("grp", 4),
    label("uhc", 5),
    label("sanitas", 5),
    label("adeslas", 5),
    label("dental", TOLD),
    label("medical card", 4),
    label("axa", 5),
    label("vhi", 5),
    label("krankenversicherung", 5),
    label("health plan", 5),
    label("certificate of coverage", 4),
    label("health insurance", 6),
    label("healthcare", TOLD),
    label("health card", 4),
    label("authorization", TOLD),
    label("poliza", 4),
    label("afiliado", 4),
    label("afiliacion", 4),
    label("mutua", 5),
    label("tarjeta sanitaria", 4),
    label("seguro medico", 4),
    label("seguro", 6),
]);

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

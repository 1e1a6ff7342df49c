//! Numbers of licences, certificates and passports.

use crate::check::privacy::label::{self, Labels, TOLD, label};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a number of a licence, certificate or passport.
    ///
    /// Identifier K of 45 CFR 164.514(b)(2)(i): numbers of driving licences, passports, professional registrations and
    /// permits behind their names in English and Spanish.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 110 of 116 (recall
    /// 0.95, precision 0.94); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** Such a number belongs to one person for life and stands in many registers.
    ///
    /// **How to mend it.** Take the number out; nobody needs it to understand the text.
    LICENCE = "privacy/licence-number", Error;
}

/// Finds numbers of licences.
pub(crate) struct Licence;

impl Detector for Licence {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.digits > 2 && (line.digit || line.tags.has(Tags::LABEL))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::Licence, &LABELS, hits);
        if line.is_strict() && line.code && line.digits > 10 {
            for (at, end) in (0..line.tokens.len()).filter_map(|at| british(line, at)) {
                hits.push(Class::Licence, line.range(at, end), Excuse::None);
            }
        }
    }
}

/// "MACNA 607145 K99XD": five letters of a surname, six digits, and five letters and digits, as British licences bear.
fn british(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_surname = line.get(at).is_word() && line.get(at).len() == 5;
    let is_birth = line.get(at + 1).is_number() && line.get(at + 1).len() == 6;
    let last = line.word(at + 2).as_bytes();
    let is_last = line.get(at + 2).kind == Kind::Code
        && last.len() == 5
        && last[0].is_ascii_alphabetic()
        && last[3..].iter().all(u8::is_ascii_alphabetic);
    (is_surname && is_birth && is_last).then_some((at, at + 3))
}

static LABELS: Labels = Labels::of(&[
    label("license", 5),
    label("dvla", 6),
    label("cdl", 5),
    label("rn", 5),
    label("lpn", 5),
    label("licence", 5),
    label("driver's license", 4),
    label("driver's licence", 4),
    label("drivers license", 4),
    label("drivers licence", 4),
    label("driver license", 4),
    label("driver licence", 4),
    label("driving licence", 4),
    label("dl", 5),
    label("passport", 5),
    label("certificate", TOLD),
    label("cert", TOLD),
    label("blue badge", 4),
    label("badge", 4),
    label("residence permit", 5),
    label("green card", 6),
    label("fuhrerschein", 6),
    label("permiso de residencia", 5),
    label("licencia de conducir", 4),
    label("licencia de manejo", 4),
    label("dea", 5),
    label("npi", 6),
    label("gmc", 6),
    label("nmc", 5),
    label("nmc pin", 4),
    label("registration", TOLD),
    label("nurse registration", TOLD),
    label("pin", TOLD),
    label("permit", 5),
    label("visa", TOLD),
    label("pasaporte", 5),
    label("permiso de conducir", 4),
    label("permiso", TOLD),
    label("carnet de conducir", 4),
    label("carnet", 5),
    label("permis de conduire", 4),
    label("colegiado", 4),
    label("matricula profesional", 3),
    label("gas safe", 5),
    label("licencia", 5),
]);

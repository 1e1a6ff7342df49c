//! Numbers of licences, certificates and passports.

use crate::check::privacy::label::{self, Label, TOLD};
use crate::check::privacy::line::Line;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a number of a licence, certificate or passport.
    ///
    /// Identifier K of 45 CFR 164.514(b)(2)(i): numbers of driving licences, passports, professional registrations and
    /// permits behind their names in English and Spanish.
    ///
    /// **How sure it is.** In the first run over fresh sentences it found 25 of 33 (recall 0.76, precision 1.00); what it
    /// missed was mended by class since (`tests/privacy/README.md`).
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
        line.digit || line.tags.has(Tags::LABEL) && line.tags.has(Tags::DIGIT)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::Licence, LABELS, hits);
    }
}

const LABELS: &[Label] = &[
    ("license", 5),
    ("licence", 5),
    ("driver's license", 4),
    ("driver's licence", 4),
    ("drivers license", 4),
    ("drivers licence", 4),
    ("driver license", 4),
    ("driver licence", 4),
    ("driving licence", 4),
    ("dl", 5),
    ("passport", 5),
    ("certificate", TOLD),
    ("cert", TOLD),
    ("blue badge", 4),
    ("badge", TOLD),
    ("residence permit", 5),
    ("green card", 6),
    ("fuhrerschein", 6),
    ("permiso de residencia", 5),
    ("licencia de conducir", 4),
    ("licencia de manejo", 4),
    ("dea", 5),
    ("npi", 6),
    ("gmc", 6),
    ("nmc", 5),
    ("nmc pin", 4),
    ("registration", TOLD),
    ("nurse registration", TOLD),
    ("pin", TOLD),
    ("permit", 5),
    ("visa", TOLD),
    ("pasaporte", 5),
    ("permiso de conducir", 4),
    ("permiso", TOLD),
    ("carnet de conducir", 4),
    ("carnet", 5),
    ("permis de conduire", 4),
    ("colegiado", 4),
    ("licencia", 5),
];

//! Serial numbers of devices and implants.

use crate::check::privacy::label::{self, Label, TOLD};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::number::code_at;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a serial number of a device.
    ///
    /// Identifier M of 45 CFR 164.514(b)(2)(i): serial, device and IMEI numbers behind their names in English and
    /// Spanish, and codes in a sentence that speaks of an implant or pump.
    ///
    /// **How sure it is.** In the first run over fresh sentences it found 30 of 35 (recall 0.86, precision 1.00); what it
    /// missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** Makers and hospitals keep lists of who wears which device.
    ///
    /// **How to mend it.** Take the number out; nobody needs it to understand the text.
    DEVICE = "privacy/device", Error;
}

/// Finds serial numbers.
pub(crate) struct Device;

impl Detector for Device {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.digit || line.tags.has(Tags::LABEL) && line.tags.has(Tags::DIGIT)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::Device, LABELS, hits);
        for at in (0..line.tokens.len()).filter(|at| matches!(line.get(*at).kind, Kind::Code | Kind::Word)) {
            let Some(code) = code_at(line, at).filter(|code| code.text.len() >= 6 && code.digits >= 2) else {
                continue;
            };
            let is_long = code.text.len() >= 7 && code.digits >= 4;
            if is_long && line.recently(at, 8, &DEVICES) || line.is_strict() && line.recently(at, 2, &DEVICES) {
                hits.push(Class::Device, line.range(at, code.end), Excuse::None);
            }
        }
    }
}

const LABELS: &[Label] = &[
    ("serial", 4),
    ("serie", 5),
    ("s / n", 4),
    ("sn", 5),
    ("device", TOLD),
    ("device serial", 3),
    ("udi", 6),
    ("imei", 6),
    ("implant", TOLD),
    ("implant serial", 3),
    ("implant card", 4),
    ("implant card says", 4),
    ("pacemaker", 6),
    ("pacemaker serial", 3),
    ("pump", TOLD),
    ("pump serial", 3),
    ("lot", 5),
    ("model", TOLD),
    ("icd serial", 3),
    ("stent serial", 3),
    ("valve serial", 3),
    ("monitor serial", 3),
    ("sensor serial", 3),
    ("sensor", TOLD),
    ("marcapasos", 5),
    ("numero de serie", 3),
];

/// Devices that people wear.
const DEVICES: [&str; 32] = [
    "transmitter",
    "dexcom",
    "libre",
    "omnipod",
    "medtronic",
    "recorder",
    "neurostimulator",
    "stimulator",
    "processor",
    "nebuliser",
    "nebulizer",
    "driver",
    "pacemaker",
    "implant",
    "implants",
    "pump",
    "icd",
    "defibrillator",
    "stent",
    "valve",
    "sensor",
    "monitor",
    "cochlear",
    "prosthesis",
    "port",
    "expander",
    "glucometer",
    "cpap",
    "device",
    "marcapasos",
    "bomba",
    "implante",
];

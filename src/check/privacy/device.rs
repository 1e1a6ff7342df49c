//! Serial numbers of devices and implants.

use crate::check::privacy::label::{self, Labels, TOLD, label};
use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
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
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 112 of 116 (recall
    /// 0.97, precision 0.93); what it missed was mended by class since (`tests/privacy/README.md`).
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
        // The serial number of a journal is its ISSN. What people remark on a source is read like a page.
        line.ground != Ground::References && line.digits > 1 && (line.digit || line.tags.has(Tags::LABEL))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::Device, &LABELS, hits);
        if !line.may_hold(Triggers::DEVICE) {
            return;
        }
        for (at, code) in line.codes() {
            let (at, is_name) = (*at, matches!(line.get(*at).kind, Kind::Code | Kind::Word));
            // "ICD code C50.911" is a disease.
            let is_disease = line.recently(at, 3, words!["code", "codes"]) && line.recently(at, 4, words!["icd"]);
            if is_disease || !is_name || code.length < 6 || code.digits < 2 {
                continue;
            }
            let is_long = code.length >= 7 && code.digits >= 4;
            if is_long && line.recently(at, 8, DEVICES) || line.is_strict() && line.recently(at, 2, DEVICES) {
                hits.push(Class::Device, line.range(at, code.end), Excuse::None);
            }
        }
    }
}

static LABELS: Labels = Labels::of(&[
    label("concentrator", TOLD),
    label("transmitter", TOLD),
    label("serial", 3),
    label("serie", 5),
    label("s / n", 4),
    label("sn", 5),
    label("device", TOLD),
    label("device serial", 3),
    label("udi", 6),
    label("imei", 6),
    label("implant", TOLD),
    label("implant serial", 3),
    label("implant card", 4),
    label("implant card says", 4),
    label("pacemaker", 6),
    label("pacemaker serial", 3),
    label("pump", TOLD),
    label("pump serial", 3),
    label("lot", 5),
    label("model", TOLD),
    label("icd serial", 3),
    label("stent serial", 3),
    label("valve serial", 3),
    label("monitor serial", 3),
    label("sensor serial", 3),
    label("sensor", TOLD),
    label("marcapasos", 5),
    label("numero de serie", 3),
]);

/// The words for devices.
pub(super) static TRIGGER: Trigger = Trigger { words: &[DEVICES], ..Trigger::of(Triggers::DEVICE) };

/// Devices that people wear.
const DEVICES: Words = words![
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
    "protesis",
    "bomba",
    "implante",
];

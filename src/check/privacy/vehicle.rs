//! Plates and numbers of vehicles.

use crate::check::privacy::label::{self, Labels, TOLD, label};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a number of a vehicle.
    ///
    /// Identifier L of 45 CFR 164.514(b)(2)(i): plates and identification numbers behind their names in English and
    /// Spanish; British and Spanish plates and the 17 characters of a VIN by their shape.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 107 of 116 (recall
    /// 0.92, precision 0.95); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** A plate is seen on the street, and a register tells whose it is.
    ///
    /// **How to mend it.** Take the number out; nobody needs it to understand the text.
    VEHICLE = "privacy/vehicle", Error;
}

/// Finds numbers of vehicles.
pub(crate) struct Vehicle;

impl Detector for Vehicle {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.digit || line.tags.has(Tags::LABEL) && (line.tags.has(Tags::DIGIT) || line.is_strict() && line.capital)
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::Vehicle, &LABELS, hits);
        let codes = if line.digits > 1 { line.codes() } else { &[] };
        for (at, code) in codes.iter().filter(|(_, code)| code.length >= 7) {
            let at = *at;
            let before = line.before(at, 1);
            let is_free = line.get(at).spaced || !matches!(before.kind, Kind::Sign('-' | '/' | '.'));
            let text = code.text(line);
            if is_free && (is_vin(&text) || is_british(line.word(at), &text) || is_spanish(line, at)) {
                hits.push(Class::Vehicle, line.range(at, code.end), Excuse::None);
            }
        }
        if !line.is_strict() || !line.may_hold(Triggers::VEHICLE) {
            return;
        }
        for at in (0..line.tokens.len()).filter(|at| is_of_vehicle(line, *at)) {
            if let Some(end) = plate(line, at) {
                hits.push(Class::Vehicle, line.range(at, end), Excuse::None);
            }
        }
    }
}

static LABELS: Labels = Labels::of(&[
    label("kennzeichen", 3),
    label("plaque", 3),
    label("targa", 3),
    label("immatriculation", 3),
    label("car number", 3),
    label("rego", 2),
    label("rego's", 2),
    label("chapa", 3),
    label("patente", 3),
    label("license plate", 3),
    label("licence plate", 3),
    label("plate", 3),
    label("plates", 3),
    label("number plate", 2),
    label("tag", TOLD),
    label("scooter tag", 2),
    label("bike tag", 2),
    label("car tag", 2),
    label("placard", 4),
    label("vin", 6),
    label("vehicle registration", 2),
    label("car registration", 2),
    label("car reg", 2),
    label("reg", 2),
    label("registration plate", 2),
    label("registration", 4),
    label("vehicle", TOLD),
    label("vehicle identification", TOLD),
    label("matricula", 3),
    label("bastidor", 5),
]);

/// What is driven, parked and looked for.
const VEHICLES: Words = words![
    "car",
    "vehicle",
    "camioneta",
    "chapa",
    "camper",
    "van",
    "truck",
    "plate",
    "plates",
    "reg",
    "rego",
    "registration",
    "matricula",
    "plaque",
    "targa",
    "tag",
    "kennzeichen",
    "parking",
    "parked",
    "permit",
    "driving",
    "motorbike",
    "motorcycle",
    "scooter",
    "taxi",
    "campervan",
    "caravan",
    "ford",
    "fiesta",
    "corsa",
    "astra",
    "polo",
    "golf",
    "honda",
    "toyota",
    "bmw",
    "audi",
    "kia",
    "nissan",
    "vauxhall",
    "peugeot",
    "renault",
    "skoda",
    "volvo",
    "mazda",
    "hyundai",
    "seat",
    "hilux",
    "corolla",
    "camry",
    "civic",
    "passat",
    "prius",
    "yaris",
    "clio",
    "mondeo",
    "moto",
    "motocicleta",
    "transit",
    "sprinter",
    "jeep",
    "tesla",
    "chevy",
    "coche",
    "auto",
    "wagen",
    "voiture",
    "clamped",
    "towed",
    "suv",
    "minivan",
    "pickup",
    "hatchback",
    "estate",
    "lorry",
    "ambulance",
];

/// That a vehicle is spoken of.
pub(super) static TRIGGER: Trigger = Trigger { words: &[VEHICLES], ..Trigger::of(Triggers::VEHICLE) };

/// Whether a vehicle is spoken of around the token at `at`.
fn is_of_vehicle(line: &Line<'_>, at: usize) -> bool {
    let is_code =
        matches!(line.get(at).kind, Kind::Number | Kind::Code) || line.get(at).is_word() && line.get(at).len() <= 3;
    is_code && (at.saturating_sub(7)..at + 7).any(|near| near != at && line.get(near).triggers.has(Triggers::VEHICLE))
}

/// The index behind a plate in any letters: "ab12 cde", "067 fru", "abc-1234", "ab-123-cd", "1234 bcd".
fn plate(line: &Line<'_>, at: usize) -> Option<usize> {
    // "Reg ends in HJX."
    let near = 1 + usize::from(line.was(at, 1, words!["in", "with"]));
    let is_end = line.was(at, near, words!["ends", "ending", "finishes", "starts", "starting", "begins"]);
    if is_end && line.word(at).len() == 3 && line.word(at).bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(at + 1);
    }
    if is_chosen(line, at) {
        return Some(at + 1 + usize::from(line.get(at + 1).capital && line.get(at + 1).len() <= 4));
    }
    let mut shape = String::new();
    let mut end = at;
    while end < at + 5 {
        let token = line.get(end);
        let is_tied = token.is('-') && end > at;
        let is_part = matches!(token.kind, Kind::Number | Kind::Code) || token.is_word() && token.len() <= 3;
        let is_tied_up = line.get(end + 1).is('-') || line.before(end, 1).is('-');
        // "12 g 3057", as they are in Ireland.
        let is_county =
            token.len() == 1 && line.before(end, 1).is_number() && line.get(end + 1).is_number() && end > at;
        let is_count = !is_county && token.is_word() && !token.capital && line.is_ordinary(end) && !is_tied_up;
        match () {
            () if is_tied => {}
            () if is_part && !is_count => {
                shape.extend(line.word(end).chars().map(|c| if c.is_ascii_digit() { '9' } else { 'a' }));
            }
            () => break,
        }
        end += 1;
    }
    const SHAPES: [&str; 17] = [
        "99a999",
        "99a9999",
        "99a99999",
        "999a99999",
        "aa99aaa",
        "999aaa",
        "aaa999",
        "aaa9999",
        "9999aaa",
        "9aaa999",
        "aa999aa",
        "aaa99a",
        "a999aaa",
        "aaa999a",
        "aa9999",
        "aa99aa9999",
        "a99aa9999",
    ];
    SHAPES.contains(&shape.as_str()).then_some(end)
}

/// "personalised plate W1G NOW": letters that somebody has chosen for a plate.
fn is_chosen(line: &Line<'_>, at: usize) -> bool {
    const CHOSEN: Words = words!["personalised", "personalized", "vanity", "cherished", "private"];
    let word = line.word(at);
    let is_code = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) && word.len() > 1;
    let is_plate = line.recently(at, 3, words!["plate", "plates", "tag", "reg"]) && line.recently(at, 5, CHOSEN);
    is_code && is_plate
        || line.get(at).kind == Kind::Code && is_code && line.recently(at, 3, words!["tag"]) && line.has(CHOSEN)
}

/// Whether a code has the 17 letters and digits of a vehicle identification number.
fn is_vin(code: &str) -> bool {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    code.len() == 17 && (4..=14).contains(&digits) && !code.contains(['I', 'O', 'Q'])
}

/// Whether a code is a British plate, `AB12CDE`, written in capitals.
fn is_british(first: &str, code: &str) -> bool {
    let shape =
        |(at, byte): (usize, u8)| if matches!(at, 2 | 3) { byte.is_ascii_digit() } else { byte.is_ascii_uppercase() };
    let is_capital = first.bytes().all(|byte| !byte.is_ascii_lowercase());
    code.len() == 7 && is_capital && code.bytes().enumerate().all(shape)
}

/// Whether a Spanish plate stands at `at`: four digits and three consonants, `1234 BCD`.
fn is_spanish(line: &Line<'_>, at: usize) -> bool {
    let letters = line.word(at + 1);
    let is_plate = letters.len() == 3 && letters.bytes().all(|byte| b"BCDFGHJKLMNPRSTVWXYZ".contains(&byte));
    let is_year = (1900..2100).contains(&line.get(at).value);
    line.is_strict()
        && !is_year
        && line.get(at).is_number()
        && line.get(at).len() == 4
        && is_plate
        && !line.get(at + 1).tags.has(Tags::UNIT)
}

#[cfg(test)]
mod tests {
    use super::{is_british, is_vin};

    #[test]
    fn plates_have_shapes() {
        assert!(is_british("AB12", "AB12CDE") && !is_british("ab12", "AB12CDE") && !is_british("T1N0M0", "T1N0M0X"));
        assert!(is_vin("1HGCM82633A004352") && !is_vin("1HGCM82633A00435") && !is_vin("12345678901234567"));
    }
}

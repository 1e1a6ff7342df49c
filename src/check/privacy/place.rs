//! Places smaller than a state: addresses, postcodes, towns that somebody lives in or is treated in.

mod address;
mod house;
mod town;

use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::place::address::{
    NAMED_STREETS, SPANISH_STREETS, box_or_flat, british_postcode, corner, lived_on, numbered_box, numbered_road, spot,
    street, zip,
};
use crate::check::privacy::place::house::{house, letters_of_house};
use crate::check::privacy::place::town::{
    BEFORE_ANYTHING, BEFORE_TOWNS, HOMES, LIVING, SPANISH_HOMES, home, lived_in, town,
};
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text tells a place where somebody lives or is treated.
    ///
    /// Identifier B of 45 CFR 164.514(b)(2)(i): streets with a number, flats and boxes, ZIP codes and postcodes of the UK and
    /// Spain anywhere; in chats what follows "I live in", "from", "moved to", "vivo en", and hospitals and other houses by
    /// their names. Countries and states pass.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 190 of 218 (recall
    /// 0.87, precision 0.94); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** In a town, three facts about somebody with a rare disease are enough to know them.
    ///
    /// **How to mend it.** Write the state or country, "a small town", "a teaching hospital", or leave it out.
    PLACE = "privacy/place", Error;
}

/// Finds places.
pub(crate) struct Place;

impl Detector for Place {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_record = matches!(line.ground, Ground::References | Ground::Contacts);
        !is_record && (line.digit || line.is_strict() || line.is_page() && is_of_patient(line))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in line.places(Triggers::ADDRESS) {
            let found = match line.get(at).kind {
                Kind::Number => street(line, at).or_else(|| zip(line, at)).or_else(|| spot(line, at)),
                Kind::Code => street(line, at)
                    .or_else(|| british_postcode(line, at))
                    .or_else(|| numbered_box(line, at))
                    .or_else(|| numbered_road(line, at))
                    .or_else(|| corner(line, at)),
                Kind::Word => street(line, at).or_else(|| box_or_flat(line, at)).or_else(|| numbered_box(line, at)),
                _ => spot(line, at),
            };
            if let Some((from, end)) = found.filter(|_| !line.is_notice()) {
                hits.push(Class::Place, line.range(from, end), Excuse::None);
            }
        }
        if line.is_strict() || is_of_patient(line) {
            line.places(Triggers::LIVED_IN).for_each(|at| lived_in(line, at, hits));
        }
        if line.is_strict() {
            named(line, hits);
        }
    }
}

/// Houses, towns and villages by their names.
fn named(line: &Line<'_>, hits: &mut Hits) {
    if line.tags.has(Tags::INSTITUTION) {
        (0..line.tokens.len()).for_each(|at| house(line, at, hits));
    }
    line.places(Triggers::TOWN).for_each(|at| town(line, at, hits));
    line.places(Triggers::HOME).for_each(|at| home(line, at, hits));
    if line.capital && line.tags.has(Tags::STREET) {
        for (from, end) in (0..line.tokens.len()).filter_map(|at| lived_on(line, at)) {
            hits.push(Class::Place, line.range(from, end), Excuse::None);
        }
    }
    for (from, end) in line.capitals().filter_map(|at| letters_of_house(line, at)) {
        hits.push(Class::Place, line.range(from, end), Excuse::Familiar);
    }
}

/// With what a postal address begins.
pub(super) static ADDRESS: Trigger = Trigger {
    words: &[
        SPANISH_STREETS,
        NAMED_STREETS,
        words![
            "c",
            "po",
            "p",
            "apartado",
            "apt",
            "apartment",
            "flat",
            "suite",
            "studio",
            "unit",
            "psc",
            "rr",
            "hc",
            "cmr",
            "apo",
            "fpo",
            "dpo",
        ],
    ],
    signs: "/",
    numbers: true,
    codes: true,
    ..Trigger::of(Triggers::ADDRESS)
};

/// What stands before a place where somebody lives.
pub(super) static LIVED_IN: Trigger =
    Trigger { words: &[words!["from"]], phrases: &[&LIVING], ..Trigger::of(Triggers::LIVED_IN) };

/// What stands before a town.
pub(super) static TOWN: Trigger =
    Trigger { phrases: &[&BEFORE_TOWNS, &BEFORE_ANYTHING], ..Trigger::of(Triggers::TOWN) };

/// What somebody lives in, before its name.
pub(super) static HOME: Trigger = Trigger { words: &[HOMES, SPANISH_HOMES], ..Trigger::of(Triggers::HOME) };

/// Whether a professional tells of one patient: "my patient", "our patient".
fn is_of_patient(line: &Line<'_>) -> bool {
    line.has(PATIENT)
        && (1..line.tokens.len()).any(|at| line.is(at, PATIENT) && line.was(at, 1, words!["my", "our", "mi"]))
}

/// Whom a professional may tell of.
const PATIENT: Words = words!["patient", "paciente"];

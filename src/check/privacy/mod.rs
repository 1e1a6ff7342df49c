//! Looks for what may tell who a patient is. One file a detector; [`DETECTORS`] is the list.
//!
//! How a text is looked at, in order:
//! 1. [`reading`] takes one file, as it was written or, for a chat, as it was parsed. It is pure, so that a file that has
//!    not changed is not read again.
//! 2. [`surface`] lays open what a reader would see: markup joined, entities decoded, disguises taken off.
//! 3. [`mod@line`] cuts each line into words, numbers and signs, and looks the words up in [`lexicon`] and [`words`].
//!    [`triggers`] tells which rules may begin at each, so that a rule is tried only where it may find something.
//! 4. The detectors walk over these and note suspects. Earlier ones in the list go before later ones in the same place.
//! 5. [`judge`] knows the whole network. It lets pass what is public and professional — staff, authors, cited people,
//!    numbers of `contacts.yaml`, words that the pages of the site use — and makes findings of the rest.
//!
//! Two strictnesses: what people said in a chat is found unless it is known to be harmless, because a miss costs a
//! patient; a professional text is found only where it is known to be harmful, because nobody reads a tool that cries wolf.

pub mod account;
pub mod age;
pub mod biometric;
mod capitals;
pub mod care;
pub mod combination;
pub mod date;
pub mod device;
pub mod email;
pub mod employer;
mod fields;
pub mod handle;
pub mod identity_number;
pub mod judge;
mod label;
mod lexicon;
pub mod licence;
mod line;
pub mod name;
pub mod network_address;
mod number;
mod phrases;
pub mod place;
pub mod plan;
pub mod reading;
pub mod record;
pub mod relative_date;
mod spelled;
mod surface;
pub mod telephone;
mod triggers;
mod unique_code;
pub mod unknown_word;
pub mod vehicle;
pub mod web_address;
mod word_list;
mod words;

use std::ops::Range;

use crate::check::privacy::line::Line;
use crate::finding::Rule;
use crate::finding::identifier::Class;

/// One way in which somebody may be told.
pub(crate) trait Detector: Sync {
    /// The kinds of findings it makes; each bears the name of its class.
    fn rules(&self) -> &'static [&'static Rule];

    /// Whether a line may hold anything, told from what is known of the line as a whole.
    fn may_be_in(&self, line: &Line<'_>) -> bool;

    /// Notes what it finds in `line`.
    fn look(&self, line: &Line<'_>, hits: &mut Hits);
}

/// Makes the list of detectors, and the function that lets each of them look at a line. They are named to the compiler, which
/// then builds what each asks of a line into one function: most lines are turned away there.
macro_rules! detectors {
    ($($detector:expr),* $(,)?) => {
        /// Every detector. Where two find something in the same place, the first counts.
        pub(crate) const DETECTORS: &[&dyn Detector] = &[$(&$detector),*];

        /// Lets every detector look at `line`.
        pub(crate) fn look(line: &Line<'_>, hits: &mut Hits) {
            $(if $detector.may_be_in(line) {
                $detector.look(line, hits);
            })*
        }
    };
}

detectors! {
    email::Email,
    web_address::WebAddress,
    network_address::NetworkAddress,
    handle::Handle,
    identity_number::IdentityNumber,
    record::Record,
    plan::Plan,
    account::Account,
    licence::Licence,
    vehicle::Vehicle,
    device::Device,
    telephone::Telephone,
    date::Date,
    relative_date::RelativeDate,
    age::Age,
    place::Place,
    employer::Employer,
    biometric::Biometric,
    unique_code::UniqueCode,
    name::Name,
    unknown_word::UnknownWord,
    combination::Combination,
    care::Care,
}

/// The rules of every detector.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    DETECTORS.iter().flat_map(|detector| detector.rules()).copied()
}

/// What may yet explain a hit, once the whole network is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excuse {
    /// Nothing.
    None,
    /// Its words are names of staff, authors or cited people, or ordinary words of the site.
    Familiar,
    /// It is recorded in `contacts.yaml`, or the web host is one that the site itself points at.
    Public,
    /// Somebody of the staff says it of the chat and not of a patient.
    SaidByStaff,
    /// It was left out when the chat was read; what staff say is of the hospital.
    LeftOut,
    /// It counts only if somebody of the staff says it.
    OnlyByStaff,
    /// By itself it tells nothing; it counts among others.
    OnlyTogether,
}

/// Something found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// What it is.
    pub(crate) class: Class,
    /// The bytes of the line.
    pub(crate) range: Range<usize>,
    /// What may yet explain it.
    pub(crate) excuse: Excuse,
}

/// What was found in a line, without overlaps.
#[derive(Debug, Default)]
pub(crate) struct Hits(Vec<Hit>);

impl Hits {
    /// Notes what stands at `range`, unless something is noted there already.
    pub(crate) fn push(&mut self, class: Class, range: Range<usize>, excuse: Excuse) {
        let stands_alone = matches!(excuse, Excuse::OnlyTogether | Excuse::OnlyByStaff);
        let overlaps = |hit: &Hit| hit.range.start < range.end && range.start < hit.range.end;
        let is_taken = self.0.iter().any(|hit| overlaps(hit) && hit.excuse != Excuse::OnlyTogether);
        if range.start < range.end && (stands_alone || !is_taken) {
            self.0.push(Hit { class, range, excuse });
        }
    }

    /// Whether something is noted at a byte of the line.
    pub(crate) fn covers(&self, at: usize) -> bool {
        self.0.iter().any(|hit| hit.excuse != Excuse::OnlyTogether && hit.range.contains(&at))
    }

    /// Everything noted, in the order of the detectors; nothing is left behind.
    pub(crate) fn drain(&mut self) -> std::vec::Drain<'_, Hit> {
        self.0.drain(..)
    }
}

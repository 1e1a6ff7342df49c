//! Looks over the network for what a patient may stumble over. One file a check; [`CHECKS`] is the list.

pub mod addresses;
mod again;
pub mod chats;
pub mod citations;
pub mod decisions;
pub mod emergencies;
pub mod feedback;
pub mod files;
pub mod images;
pub mod links;
pub mod masking;
mod named;
pub mod people;
pub mod privacy;
pub mod readability;
pub mod retractions;
pub mod review;
pub mod sources;
pub mod translations;

use jiff::civil::Date;

pub use crate::check::again::{Checks, OfTexts};
use crate::config::Config;
use crate::finding::{Findings, Rule};
use crate::model::network::{Network, Text};
use crate::model::person::Roster;
use crate::source::Fingerprint;

/// One way of looking over the network. The more a check has to know, the more often it runs, so each of these is the
/// better place than those below it for whatever can be found there.
pub trait Check: Sync {
    /// The kinds of findings it makes.
    fn rules(&self) -> &'static [&'static Rule];

    /// Looks over one text by itself. What it finds is remembered until the text or the settings change.
    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        let _ = (page, findings);
    }

    /// Looks over one text and what it names: the targets of its links, its sources, its people. What it finds is
    /// remembered until the text, the settings or the outline of the network change ([`Network::outline`]), so it may
    /// not look at the running text or the dates of another page.
    fn tied(&self, network: &Network, text: Text<'_>, findings: &mut Findings) {
        let _ = (network, text, findings);
    }

    /// Looks over the outline of the network: its files, names and anchors. What it finds is remembered until that changes.
    fn outline(&self, network: &Network, findings: &mut Findings) {
        let _ = (network, findings);
    }

    /// Looks over `network` as a whole, at each change.
    fn run(&self, network: &Network, findings: &mut Findings) {
        let _ = (network, findings);
    }
}

/// One text by itself, and what every text is held against.
#[derive(Clone, Copy, Debug)]
pub struct Alone<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The day on which the site is built.
    pub today: Date,
    /// The people.
    pub people: &'a Roster,
    /// The text.
    pub text: Text<'a>,
    /// Whether it is the recap of a chat that took place.
    pub is_held_chat: bool,
}

/// Every check.
pub const CHECKS: &[&dyn Check] = &[
    &addresses::Addresses,
    &chats::Chats,
    &citations::Citations,
    &emergencies::Emergencies,
    &files::Files,
    &feedback::Feedback,
    &images::Images,
    &links::Links,
    &people::People,
    &readability::ReadabilityCheck,
    &retractions::Retractions,
    &review::Review,
    &sources::SourcesCheck,
    &translations::Translations,
];

/// Runs every check over a network that nothing is remembered of, and leaves what they find as they find it.
pub fn run(network: &Network) -> Findings {
    let (checks, settings) = (Checks::default(), Fingerprint::default());
    let mut findings = checks.of_network(network, settings);
    findings.extend(checks.of_texts(network, settings).all().cloned());
    findings
}

/// The rules of every check.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().flat_map(|check| check.rules()).chain(decisions::RULES).copied().chain(privacy::rules())
}

//! Looks over the network for what a patient may stumble over. One file a check; [`CHECKS`] is the list.

pub mod addresses;
pub mod chats;
pub mod citations;
pub mod decisions;
pub mod emergencies;
pub mod feedback;
pub mod files;
pub mod images;
pub mod links;
pub mod masking;
pub mod people;
pub mod privacy;
pub mod retractions;
pub mod review;
pub mod sources;
pub mod translations;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Config;
use crate::finding::{Findings, Rule};
use crate::memo::Memo;
use crate::model::chat::ChatStatus;
use crate::model::network::{Network, Text};
use crate::model::person::Roster;
use crate::source::Fingerprint;

/// One way of looking over the network.
pub trait Check: Sync {
    /// The kinds of findings it makes.
    fn rules(&self) -> &'static [&'static Rule];

    /// Looks over `network` and adds what it finds.
    fn run(&self, network: &Network, findings: &mut Findings) {
        let _ = (network, findings);
    }

    /// Looks over one text by itself. What it finds is remembered until the text or the settings change, so this is the
    /// better place for whatever needs to know no other page.
    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        let _ = (page, findings);
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
    &retractions::Retractions,
    &review::Review,
    &sources::SourcesCheck,
    &translations::Translations,
];

/// Runs every check.
pub fn run(network: &Network) -> Findings {
    run_again(network, Fingerprint::of(&[]), &Memo::default())
}

/// Runs every check over the network as a whole, and over each text by itself unless `memo` holds what was found in it
/// under the same `settings`, which stand for the configuration, the people and the day.
pub fn run_again(network: &Network, settings: Fingerprint, memo: &Memo<Findings>) -> Findings {
    let texts: Vec<Text<'_>> = network.texts().collect();
    let alone = texts.par_iter().map(|text| {
        let print = Fingerprint::of(&[&network.print(*text).0, &settings.0]);
        Findings::clone(&memo.get(print, || of_text(network, *text)))
    });
    let found: Vec<Findings> = alone.chain(CHECKS.par_iter().map(|check| of_network(*check, network))).collect();
    memo.end_generation();
    found.into_iter().flatten().collect()
}

/// What one check finds in the network as a whole.
fn of_network(check: &dyn Check, network: &Network) -> Findings {
    let mut findings = Findings::new();
    check.run(network, &mut findings);
    findings
}

/// What all checks find in one text by itself.
fn of_text(network: &Network, text: Text<'_>) -> Findings {
    let chat = network.chats.get(text.id);
    let is_held_chat = chat.is_some_and(|chat| chat.status == ChatStatus::Held);
    let (config, today, people) = (&*network.config, network.today, &*network.people);
    let page = Alone { config, today, people, text, is_held_chat };
    let mut findings = Findings::new();
    CHECKS.iter().for_each(|check| check.text(&page, &mut findings));
    findings
}

/// The rules of every check.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().flat_map(|check| check.rules()).chain(decisions::RULES).copied().chain(privacy::rules())
}

//! Looks over the network for what a patient may stumble over. One file a check; [`CHECKS`] is the list.

pub mod addresses;
pub mod chats;
pub mod citations;
pub mod files;
pub mod images;
pub mod links;
pub mod people;
pub mod review;

use rayon::prelude::*;

use crate::finding::{Findings, Rule};
use crate::model::network::Network;

/// One way of looking over the network.
pub trait Check: Sync {
    /// The kinds of findings it makes.
    fn rules(&self) -> &'static [&'static Rule];

    /// Looks over `network` and adds what it finds.
    fn run(&self, network: &Network, findings: &mut Findings);
}

/// Every check.
pub const CHECKS: &[&dyn Check] = &[
    &addresses::Addresses,
    &chats::Chats,
    &citations::Citations,
    &files::Files,
    &images::Images,
    &links::Links,
    &people::People,
    &review::Review,
];

/// Runs every check.
pub fn run(network: &Network) -> Findings {
    let found: Vec<Findings> = CHECKS
        .par_iter()
        .map(|check| {
            let mut findings = Findings::new();
            check.run(network, &mut findings);
            findings
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// The rules of every check.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().flat_map(|check| check.rules()).copied()
}

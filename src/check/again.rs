//! Runs the checks over a network, and remembers from one network to the next what is still true.

use std::sync::Arc;

use rayon::prelude::*;

use crate::check::{Alone, CHECKS};
use crate::finding::{Finding, Findings};
use crate::memo::{Memo, Results, Series};
use crate::model::chat::ChatStatus;
use crate::model::network::{Network, Text};
use crate::source::Fingerprint;

/// Runs the checks over the networks of one folder.
#[derive(Debug, Default)]
pub struct Checks {
    alone: Series<Findings>,
    tied: Series<Findings>,
    outline: Memo<Findings>,
}

impl Checks {
    /// How many texts were looked at by themselves so far.
    pub fn made(&self) -> usize {
        self.alone.made()
    }

    /// What is found in the network as a whole and in its outline. `settings` stand for the configuration, the people and
    /// the day.
    pub fn of_network(&self, network: &Network, settings: Fingerprint) -> Findings {
        let outline = self.outline.get(both(settings, network.outline), || {
            let mut findings = Findings::new();
            CHECKS.iter().for_each(|check| check.outline(network, &mut findings));
            findings
        });
        self.outline.end_generation();
        let whole = CHECKS.par_iter().map(|check| {
            let mut findings = Findings::new();
            check.run(network, &mut findings);
            findings
        });
        let mut findings = Findings::clone(&outline);
        whole.collect::<Vec<_>>().into_iter().for_each(|found| findings.extend(found));
        findings
    }

    /// What is found in each text.
    pub fn of_texts(&self, network: &Network, settings: Fingerprint) -> OfTexts {
        let (texts, prints): (Vec<Text<'_>>, _) = (network.texts().collect(), network.prints());
        OfTexts {
            alone: self.alone.get_all(settings, prints.to_vec(), |at| of_text(network, texts[at])),
            tied: self.tied.get_all(both(settings, network.outline), prints.to_vec(), |at| of_ties(network, texts[at])),
        }
    }
}

/// What is found in each text by itself and in what it names, in the order of [`Network::texts`].
pub struct OfTexts {
    alone: Results<Findings>,
    tied: Results<Findings>,
}

impl OfTexts {
    /// What is found in the text at this place.
    pub fn at(&self, place: usize) -> impl Iterator<Item = &Arc<Finding>> {
        [&self.alone, &self.tied].into_iter().filter_map(move |found| found.get(place)).flat_map(|found| found.shared())
    }

    /// What is found in all of them.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Finding>> {
        (0..self.alone.len()).flat_map(|place| self.at(place))
    }
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

/// What all checks find in what one text names.
fn of_ties(network: &Network, text: Text<'_>) -> Findings {
    let mut findings = Findings::new();
    CHECKS.iter().for_each(|check| check.tied(network, text, &mut findings));
    findings
}

/// A fingerprint of two.
fn both(one: Fingerprint, other: Fingerprint) -> Fingerprint {
    Fingerprint::of(&[&one.0, &other.0])
}

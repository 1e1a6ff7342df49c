//! Runs the checks over a network, and remembers from one network to the next what is still true.

use rayon::prelude::*;

use crate::check::masking::Masks;
use crate::check::{Alone, CHECKS};
use crate::finding::Findings;
use crate::memo::Memo;
use crate::model::chat::ChatStatus;
use crate::model::network::{Network, Text};
use crate::source::Fingerprint;

/// Runs the checks over the networks of one folder.
#[derive(Debug, Default)]
pub struct Checks {
    alone: Memo<Findings>,
    tied: Memo<Findings>,
    /// What was found in a text by itself and in what it names, as it is shown.
    shown: Memo<Findings>,
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

    /// What is found in each text, with the severities of the configuration, and with what `masks` mask.
    pub fn of_texts(&self, network: &Network, settings: Fingerprint, masks: &Masks) -> Findings {
        let texts: Vec<Text<'_>> = network.texts().collect();
        let prints: Vec<_> = texts.iter().map(|text| network.print(*text)).collect();
        let tied_to = both(settings, network.outline);
        let alone = self.alone.get_all(settings, &prints, |at| of_text(network, texts[at]));
        let tied = self.tied.get_all(tied_to, &prints, |at| of_ties(network, texts[at]));
        let masked =
            |(text, print): (&Text<'_>, &Fingerprint)| masks.print_of(text.file).map_or(*print, |it| both(*print, it));
        let masked: Vec<_> = texts.iter().zip(&prints).map(masked).collect();
        let shown = self.shown.get_all(both(tied_to, masks.print()), &masked, |at| {
            let found = alone[at].shared().chain(tied[at].shared()).cloned();
            let adjusted = found.filter_map(|finding| network.config.adjust(finding));
            masks.mask(adjusted.collect()).in_order()
        });
        [&self.alone, &self.tied, &self.shown].into_iter().for_each(Memo::end_generation);
        shown.iter().flat_map(|findings| findings.shared().cloned()).collect()
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

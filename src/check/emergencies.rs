//! Emergencies of `search.yaml` that no care card answers.

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule, nearest};
use crate::model::finding_aids::Emergency;
use crate::model::network::Network;
use crate::rules;

rules! {
    /// An emergency in `search.yaml` names a page that there is not, or that has no care card.
    ///
    /// **Why it matters to a patient.** Somebody who types “fever on chemo” must be told at once whom to call. Without
    /// a card they get a list of pages to read.
    ///
    /// **How to mend it.** Name a page with a care card, as in `card: topics/side-effects/infection.md`. A care card
    /// is a quotation in that page which begins with `> [!EMERGENCY]` or `> [!URGENT]`.
    NO_CARD = "search/no-card", Error;
}

/// Looks for the care cards that answer emergencies.
pub struct Emergencies;

impl Check for Emergencies {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        findings.extend(network.search.emergencies.iter().filter_map(|emergency| no_card(network, emergency)));
    }
}

/// A finding if no care card answers the emergency.
fn no_card(network: &Network, emergency: &Emergency) -> Option<Finding> {
    let Emergency { file, card, .. } = emergency;
    let page = network.find_path(file, card);
    let Some(text) = page.as_ref().and_then(|id| network.text(id)) else {
        let finding = Finding::new(&NO_CARD, file, format!("there is no page `{}`", **card)).at(card.span);
        return Some(match nearest(card, network.texts().map(|text| text.file.as_str())) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("write the path of a page, as in `topics/side-effects/infection.md`"),
        });
    };
    if text.prose.care_card().is_some() {
        return None;
    }
    let message = format!("the page `{}` has no care card", **card);
    Some(Finding::new(&NO_CARD, file, message).at(card.span).help("add one that begins with `> [!EMERGENCY]` there"))
}

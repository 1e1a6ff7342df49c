//! Whether readers can really reach those whom `bedside.yaml` names for feedback.

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule, nearest};
use crate::model::network::Network;
use crate::rules;
use crate::source::{FilePath, Located};

rules! {
    /// Feedback is to go to somebody who cannot be reached.
    ///
    /// **Why it matters to a patient.** Under "Was this clear?" and "Report a mistake" a patient finds an address or a
    /// telephone number. When there is none, mistakes stay on the page.
    ///
    /// **How to mend it.** Write the `id` of a contact of `contacts.yaml` that has an `email` or a `telephone`.
    CONTACT = "feedback/contact", Error;
}

/// Looks up the contacts for feedback.
pub struct Feedback;

impl Check for Feedback {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        let feedback = &network.config.feedback;
        let named = [&feedback.contact, &feedback.questions, &feedback.mistakes];
        findings.extend(named.into_iter().flatten().filter_map(|id| out_of_reach(network, id)));
    }
}

/// A finding if the contact is not there, or has neither an address nor a number.
fn out_of_reach(network: &Network, id: &Located<String>) -> Option<Finding> {
    let file = FilePath::new("bedside.yaml");
    let Some(contact) = network.contacts.contact(id) else {
        let message = format!("feedback goes to `{}`, which is not in contacts.yaml", **id);
        let finding = Finding::new(&CONTACT, &file, message).at(id.span);
        return Some(match nearest(id, network.contacts.contacts.iter().map(|contact| contact.id.as_str())) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("write the id of a contact there, or add the contact"),
        });
    };
    if contact.email.is_some() || contact.telephone.is_some() {
        return None;
    }
    let message = format!("feedback goes to `{}`, which has no `email` and no `telephone`", **id);
    Some(Finding::new(&CONTACT, &file, message).at(id.span).help("add one of the two in contacts.yaml"))
}

//! Whether readers can really reach those whom `bedside.yaml` names: for feedback, and in an emergency.

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

    /// The line about emergencies names a contact or a value that is not in `contacts.yaml`.
    ///
    /// **Why it matters to a patient.** This line stands at the top of every page, for somebody who must ring now. In
    /// the place of the telephone number they would read a word that means nothing to them.
    ///
    /// **How to mend it.** Write the `id` of a contact of `contacts.yaml` that has a `telephone`, as in
    /// `[[contact:helpline]]`, or the name of a value there, as in `[[threshold:fever]]`.
    EMERGENCY = "emergency/contact", Error;
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
        if let Some(text) = &network.config.emergency {
            findings.extend(holes(text).filter_map(|name| unfilled(network, text, name)));
        }
    }
}

/// The names in double brackets in a text.
fn holes(text: &str) -> impl Iterator<Item = &str> {
    text.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0))
}

/// A finding if `contacts.yaml` has nothing to put in the place of `[[name]]`.
fn unfilled(network: &Network, text: &Located<String>, name: &str) -> Option<Finding> {
    let contacts = &network.contacts;
    let (kind, id) = name.split_once(':').unwrap_or(("", name));
    let (id, ids): (&str, Vec<&str>) = (
        id.trim(),
        match kind {
            "threshold" => contacts.thresholds.keys().map(String::as_str).collect(),
            _ => contacts.contacts.iter().map(|contact| contact.id.as_str()).collect(),
        },
    );
    let filled = match kind {
        "contact" => contacts.contact(id).is_some_and(|contact| contact.telephone.is_some()),
        "threshold" => contacts.thresholds.contains_key(id),
        _ => false,
    };
    let finding = || {
        let message = format!("the line about emergencies holds `[[{name}]]`, for which contacts.yaml has nothing");
        Finding::new(&EMERGENCY, &FilePath::new("bedside.yaml"), message).at(text.span)
    };
    (!filled).then(|| match nearest(id, ids).filter(|near| *near != id) {
        Some(near) => finding().help(format!("did you mean `{near}`?")),
        None => finding().help("write `[[contact:…]]` with the id of a contact that has a telephone number"),
    })
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

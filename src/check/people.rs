//! Authors and reviewers whom nobody knows.

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule, nearest};
use crate::model::network::{Network, Text};
use crate::rules;
use crate::source::Located;

rules! {
    /// A page names an author or reviewer who is not among the staff in `people.yaml`.
    ///
    /// **Why it matters to a patient.** Readers can look up who stands behind a page: what they do, and what interests
    /// they have. A name without an entry cannot be looked up.
    ///
    /// **How to mend it.** Write the `id` of somebody in `people.yaml`, or add the person there.
    UNKNOWN = "people/unknown", Warning;
}

/// Looks up authors and reviewers.
pub struct People;

impl Check for People {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn tied(&self, network: &Network, text: Text<'_>, findings: &mut Findings) {
        let people = text.meta.authors.iter().chain(&text.meta.reviewed_by);
        findings.extend(people.filter_map(|person| unknown(network, text, person)));
    }
}

/// A finding if nobody of the staff has this id.
fn unknown(network: &Network, text: Text<'_>, person: &Located<String>) -> Option<Finding> {
    if network.people.staff_member(person).is_some() {
        return None;
    }
    let message = format!("`{}` is not among the staff in people.yaml", **person);
    let finding = Finding::new(&UNKNOWN, text.file, message).at(person.span);
    Some(match nearest(person, network.people.staff.iter().map(|person| person.id.as_str())) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write the id of a person there, or add the person"),
    })
}

//! Reads `contacts.yaml`: telephone numbers and thresholds that pages fill in.

use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::contact::{Contact, Contacts};
use crate::parse::fields::Fields;
use crate::parse::yaml;
use crate::rules;
use crate::source::FilePath;

rules! {
    /// A contact lacks its id or its name.
    ///
    /// **Why it matters to a patient.** Care cards tell patients whom to call. A contact that cannot be named on a page
    /// leaves them without a number.
    ///
    /// **How to mend it.** Give the contact an `id` and a `name`.
    CONTACT = "contacts/incomplete", Error;
}

/// Reads the contacts.
pub fn parse(file: &FilePath, text: &str, findings: &mut Findings) -> Arc<Contacts> {
    let Some(mut fields) = yaml::read(file, text, 0, findings).and_then(|node| Fields::of(file, node, findings)) else {
        return Arc::default();
    };
    let contacts = fields.maps("contacts").into_iter().filter_map(|entry| contact(file, entry, findings)).collect();
    let thresholds = fields.pairs("thresholds").into_iter().map(|(name, value)| (name.value, value.value)).collect();
    findings.extend(fields.finish());
    Arc::new(Contacts { contacts, thresholds })
}

/// One contact.
fn contact(file: &FilePath, mut entry: Fields<'_>, findings: &mut Findings) -> Option<Contact> {
    let span = entry.span();
    let (id, name) = (entry.text("id"), entry.words("name"));
    let (telephone, hours) = (entry.words("telephone"), entry.words("hours"));
    let (purpose, email) = (entry.words("for"), entry.words("email"));
    findings.extend(entry.finish());
    let (Some(id), Some(name)) = (id, name) else {
        let finding = Finding::new(&CONTACT, file, "this contact has no `id` or no `name`").at(span);
        findings.push(finding.help("add both; until then pages cannot use it"));
        return None;
    };
    Some(Contact { id, name, telephone, hours, purpose, email })
}

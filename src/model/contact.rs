//! Telephone numbers and thresholds that pages fill in and never spell out.

use std::collections::BTreeMap;

use crate::source::Located;

/// Everything in `contacts.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Whom to call, in the order written.
    pub contacts: Vec<Contact>,
    /// Values such as the temperature of a fever, by name.
    pub thresholds: BTreeMap<String, String>,
}

impl Contacts {
    /// The contact with this id.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id.as_str() == id)
    }
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The id that pages use.
    pub id: Located<String>,
    /// What to call it.
    pub name: String,
    /// The number as people read it.
    pub telephone: Option<String>,
    /// When it is answered.
    pub hours: Option<String>,
    /// What to call it for.
    pub purpose: Option<String>,
    /// An address of a department, never of a person.
    pub email: Option<String>,
}

//! Shows the people whom front matter names.

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Network;
use crate::model::person::{Consent, Person};
use crate::render::views::PersonView;
use crate::site::SitePath;
use crate::source::Located;

/// The people named as authors or reviewers. Somebody whom `people.yaml` does not know is shown as written; a chat
/// participant only with consent to be named, else as nobody.
pub fn people(network: &Network, page: &SitePath, ids: &[Located<String>]) -> Vec<PersonView> {
    ids.iter().filter_map(|id| person(network, page, id)).collect()
}

/// One author or reviewer.
fn person(network: &Network, page: &SitePath, id: &str) -> Option<PersonView> {
    if let Some(person) = network.people.staff_member(id) {
        return Some(view(person, page));
    }
    match participant(network, id) {
        Some(person) if person.consent == Some(Consent::Name) => Some(view(person, page)),
        Some(_) => None,
        None => {
            Some(PersonView { name: String::from(id), href: None, role: None, credentials: None, disclosures: None })
        }
    }
}

/// Those of `ids` who agreed to be named in chats, and how many others may be counted: whoever wants nothing of theirs
/// shown is not even that.
pub fn named_in_chats(network: &Network, page: &SitePath, ids: &[Located<String>]) -> (Vec<PersonView>, usize) {
    let mut named = Vec::new();
    let mut unnamed = 0;
    for id in ids {
        match network.people.staff_member(id).or_else(|| participant(network, id)) {
            Some(person) if person.consent == Some(Consent::Name) => named.push(view(person, page)),
            Some(person) if person.consent == Some(Consent::None) => {}
            _ => unnamed += 1,
        }
    }
    (named, unnamed)
}

/// The chat participant with this id.
fn participant<'a>(network: &'a Network, id: &str) -> Option<&'a Person> {
    network.people.participants.iter().find(|person| person.id.as_str() == id)
}

/// One person of the roster; staff link to the people page.
fn view(person: &Person, page: &SitePath) -> PersonView {
    let id = NodeId::new(NodeKind::Person, person.id.as_str());
    PersonView {
        name: person.name.clone(),
        href: person.staff.then(|| id.address().href(page)),
        role: person.role.clone(),
        credentials: person.credentials.clone(),
        disclosures: person.disclosures.clone(),
    }
}

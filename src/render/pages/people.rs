//! The staff: who they are, what interests they have declared, and what they wrote and reviewed.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::LinkKind;
use crate::model::person::{Consent, Person};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// `people.html`
pub struct People;

/// What the template sees.
#[derive(Serialize)]
struct PeopleView {
    introduction_html: Option<String>,
    people: Vec<StaffView>,
}

/// One member of staff.
#[derive(Serialize)]
struct StaffView {
    id: Option<String>,
    name: String,
    role: Option<String>,
    credentials: Option<String>,
    disclosures: Option<String>,
    about: Option<String>,
    wrote: Vec<LinkView>,
    reviewed: Vec<LinkView>,
    chats: Vec<LinkView>,
}

impl Pages for People {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("people.html"), people)]
    }
}

/// The staff.
fn people(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let page = room.page(path, "people", room.site_strings().get("nav_people"));
    let view = PeopleView {
        introduction_html: room.introduction("people", path)?,
        people: room.network.people.staff.iter().map(|person| view(room, path, person)).collect(),
    };
    room.render("people.html", &page, &view)
}

/// One member of staff.
fn view(room: &Room<'_>, path: &SitePath, person: &Person) -> StaffView {
    let language = room.network.config.language.as_str();
    let id = NodeId::new(NodeKind::Person, person.id.as_str());
    StaffView {
        id: id.address().fragment,
        name: person.name.clone(),
        role: person.role.clone(),
        credentials: person.credentials.clone(),
        disclosures: person.disclosures.clone(),
        about: person.about.clone(),
        wrote: room.links_from(path, language, &id, LinkKind::WrittenBy),
        reviewed: room.links_from(path, language, &id, LinkKind::ReviewedBy),
        chats: chats(room, path, person),
    }
}

/// The chats that somebody led or was invited to, if they agreed to be named in chats.
fn chats(room: &Room<'_>, path: &SitePath, person: &Person) -> Vec<LinkView> {
    if person.consent != Some(Consent::Name) {
        return Vec::new();
    }
    let language = room.network.config.language.as_str();
    let took_part = room.network.chats.values().filter(|chat| {
        let facts = &chat.recap.facts;
        facts.moderators.iter().chain(&facts.guests).any(|id| **id == *person.id)
    });
    took_part.map(|chat| room.link(path, language, &chat.id)).collect()
}

//! Moderators and guests: whether the roster knows them, and whether they agreed to be named.

use crate::check::chats::{UNKNOWN_PERSON, WITHOUT_CONSENT};
use crate::finding::{Finding, Findings, nearest};
use crate::model::chat::Chat;
use crate::model::network::Network;
use crate::model::person::{Consent, Person};
use crate::source::Located;

/// Moderators and guests who are unknown, or who must not be named.
pub(super) fn people(network: &Network, chat: &Chat, findings: &mut Findings) {
    let roster = || network.people.staff.iter().chain(&network.people.participants);
    let facts = &chat.recap.facts;
    for (part, ids) in [("moderator", &facts.moderators), ("guest", &facts.guests)] {
        for id in ids {
            match roster().find(|person| *person.id == **id) {
                None => findings.push(unknown_person(chat, part, id, roster())),
                Some(person) if person.consent != Some(Consent::Name) => {
                    findings.push(without_consent(network, chat, part, id, person));
                }
                Some(_) => {}
            }
        }
    }
}

fn unknown_person<'a>(
    chat: &Chat,
    part: &str,
    id: &Located<String>,
    roster: impl Iterator<Item = &'a Person>,
) -> Finding {
    let message = format!("The {part} “{}” is not in people.yaml, so no name is shown.", id.value);
    let help = match nearest(id, roster.map(|person| person.id.as_str())) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => String::from("Add the person to people.yaml, and write the id here."),
    };
    Finding::new(&UNKNOWN_PERSON, &chat.recap.file, message).at(id.span).help(help)
}

fn without_consent(network: &Network, chat: &Chat, part: &str, id: &Located<String>, person: &Person) -> Finding {
    let shown = match person.consent.unwrap_or(network.config.chats.words.into()) {
        Consent::SummaryOnly | Consent::None => "their words are left out of the transcript",
        Consent::Pseudonym | Consent::Name => "they are shown as “Participant 1, 2 …” in the transcript",
    };
    let message = format!("The {part} “{}” has not agreed to be named in chats: {shown}.", id.value);
    Finding::new(&WITHOUT_CONSENT, &chat.recap.file, message)
        .at(id.span)
        .help("If they agree, write `consent: name` and the date into people.yaml. If not, take them out of this list.")
}

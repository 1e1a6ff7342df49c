//! How a reader can answer back: by e-mail or telephone, never by a form.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::contact::Contact;
use crate::render::html::{dialled, push_contact};
use crate::render::room::Room;
use crate::render::strings::Strings;
use crate::render::views::LinkView;
use crate::site::SitePath;
use crate::source::Located;

/// The ways in which a reader of a page can answer back.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FeedbackView {
    /// Letters that the reader's own mail program opens, addressed and with a subject.
    pub letters: Vec<LinkView>,
    /// Whom to call.
    pub calls: Vec<CallView>,
}

/// Somebody to call.
#[derive(Clone, Debug, Serialize)]
pub struct CallView {
    /// The name and the number.
    pub contact_html: String,
    /// When it is answered.
    pub hours: Option<String>,
}

/// How to answer back to the page that is called `title`; nothing when `bedside.yaml` names nobody for it.
pub fn feedback(room: &Room<'_>, page: &SitePath, language: &str, title: &str) -> Option<FeedbackView> {
    let settings = &room.network.config.feedback;
    let strings = room.strings(language);
    let contact = |id: &Option<Located<String>>| room.network.contacts.contact(id.as_ref()?.as_str());
    let readers = contact(&settings.contact);
    let mistakes = contact(&settings.mistakes).or(readers);
    let questions = contact(&settings.questions).or(readers).filter(|_| has_chats(room));
    let ways = [
        (readers, "feedback_write", strings.fill("mail_clear", &[("title", title)])),
        (mistakes, "feedback_mistake", strings.fill("mail_mistake", &[("title", title)])),
        (questions, "feedback_question", String::from(strings.get("mail_question"))),
    ];
    let body = address_of(room, strings, page);
    let letters = ways.iter().filter_map(|(contact, words, subject)| {
        let href = letter(contact.as_ref()?, subject, body.as_deref())?;
        Some(LinkView { href, text: String::from(strings.get(words)), ..LinkView::default() })
    });
    let view = FeedbackView { letters: letters.collect(), calls: calls(&[readers, mistakes, questions]) };
    (!view.letters.is_empty() || !view.calls.is_empty()).then_some(view)
}

/// The letter with a question for the next chat.
pub fn question(room: &Room<'_>, language: &str) -> Option<LinkView> {
    let settings = &room.network.config.feedback;
    let contact = room.network.contacts.contact(settings.questions.as_ref().or(settings.contact.as_ref())?)?;
    let strings = room.strings(language);
    let href = letter(contact, strings.get("mail_question"), None)?;
    Some(LinkView { href, text: String::from(strings.get("feedback_question")), ..LinkView::default() })
}

/// Whether there are or will be chats to ask a question for.
fn has_chats(room: &Room<'_>) -> bool {
    !room.network.chats.is_empty() || room.network.config.chats.schedule.is_some()
}

/// Which page a letter is about, where the network says where it is published.
fn address_of(room: &Room<'_>, strings: &Strings, page: &SitePath) -> Option<String> {
    Some(strings.fill("mail_page", &[("address", &room.absolute(page)?)]))
}

/// A `mailto:` address.
fn letter(contact: &Contact, subject: &str, body: Option<&str>) -> Option<String> {
    let email = contact.email.as_deref().map(str::trim).filter(|email| email.contains('@'))?;
    let mut href = format!("mailto:{}?subject={}", encoded(email, "@"), encoded(subject, ""));
    if let Some(body) = body {
        href.push_str(&format!("&body={}", encoded(body, "")));
    }
    Some(href)
}

/// Each of those who have a telephone, once.
fn calls(contacts: &[Option<&Contact>]) -> Vec<CallView> {
    let mut known = BTreeSet::new();
    let reached = contacts
        .iter()
        .flatten()
        .filter(|contact| contact.telephone.as_deref().is_some_and(|telephone| known.insert(dialled(telephone))));
    let view = |contact: &&Contact| {
        let mut contact_html = String::new();
        push_contact(&mut contact_html, contact, &contact.name);
        CallView { contact_html, hours: contact.hours.clone() }
    };
    reached.map(view).collect()
}

/// `text` with every byte encoded that has a meaning in an address, but for those of `kept`.
fn encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte);
        if plain {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::letter;
    use crate::model::contact::Contact;
    use crate::source::Located;

    #[test]
    fn a_letter_is_addressed_and_holds_nothing_else() {
        let contact = |email: &str| Contact {
            id: Located { value: String::from("desk"), ..Located::default() },
            name: String::from("Desk"),
            telephone: None,
            hours: None,
            purpose: None,
            email: Some(String::from(email)),
        };
        let href = letter(&contact("desk@example.org"), "Klar & gut?", Some("https://example.org/a.html"));
        let expected = "mailto:desk@example.org?subject=Klar%20%26%20gut%3F&body=https%3A%2F%2Fexample.org%2Fa.html";
        assert_eq!(href.as_deref(), Some(expected));
        let sly = letter(&contact("a@example.org?bcc=b@example.com"), "x", None).unwrap();
        assert_eq!(sly, "mailto:a@example.org%3Fbcc%3Db@example.com?subject=x");
        assert_eq!(letter(&contact("not an address"), "x", None), None);
    }
}

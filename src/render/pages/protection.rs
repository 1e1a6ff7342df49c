//! "How we protected the people in this chat": a short page for everybody who asks, and for whoever thinks of taking part.
//! Its figures are the gate's own record; nothing is counted here.

use std::sync::Arc;

use serde::Serialize;

use crate::finding::Severity;
use crate::gate::record::Record;
use crate::model::chat::Chat;
use crate::model::id::NodeId;
use crate::model::network::Text;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::strings::Strings;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// The pages `chats/<id>/protection.html`.
pub struct ProtectionPages;

/// What the template sees.
#[derive(Serialize)]
struct ProtectionView {
    chat: LinkView,
    numbers: Vec<String>,
    rules: Vec<String>,
    /// The rules that the network turns off or down, by name.
    turned_down: Vec<String>,
}

/// The keys of the sentences that say what is done, in order.
const RULES: [&str; 6] = [
    "protection_names",
    "protection_words",
    "protection_private",
    "protection_details",
    "protection_decisions",
    "protection_small_numbers",
];

impl Pages for ProtectionPages {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let mut pages = Vec::new();
        for chat in room.network.chats.values() {
            if let Some(record) = room.cleared.record(&chat.id) {
                let make = move |room: &Room<'_>, path: &SitePath| protection_page(room, path, chat, record);
                pages.push(page(room, protection_path(&chat.id), make));
            }
        }
        pages
    }
}

/// Where the page of a chat stands.
pub fn protection_path(chat: &NodeId) -> SitePath {
    SitePath::new(format!("chats/{}/protection.html", chat.key()))
}

/// The page of one chat.
fn protection_page(room: &Room<'_>, path: &SitePath, chat: &Chat, record: &Record) -> Result<Vec<u8>, MakeError> {
    let language = room.network.language(Text::from(&*chat.recap).meta);
    let strings = room.strings(language);
    let mut page = room.page_in(path, "chats", strings.get("protection_title"), language);
    page.head_title = format!("{} – {} – {}", page.title, chat.recap.title, room.network.config.title);
    page.description = Some(String::from(strings.get("protection_summary")));
    page.crumbs.push(LinkView {
        href: path.link_to(&SitePath::new("chats.html")),
        text: String::from(strings.get("nav_chats")),
        ..LinkView::default()
    });
    let link = LinkView { note: None, ..room.link(path, language, &chat.id) };
    page.crumbs.push(link.clone());
    let view = ProtectionView {
        chat: link,
        numbers: numbers(strings, record),
        rules: RULES.iter().map(|key| String::from(strings.get(key))).collect(),
        turned_down: turned_down(room),
    };
    room.render("protection.html", &page, &view)
}

/// The record in words. Numbers under five are not told; what did not happen is left out.
fn numbers(strings: &Strings, record: &Record) -> Vec<String> {
    let left_out: usize = record.left_out.values().sum();
    let always = [("people_took_part", record.people), ("messages", record.messages)];
    let sometimes = [
        ("people_named", record.named),
        ("messages_held_back", record.held_back),
        ("passages_withheld", record.withheld),
        ("names_replaced", record.renamed),
        ("details_left_out", left_out),
        ("messages_not_kept", record.dropped),
    ];
    let sometimes = sometimes.into_iter().filter(|(_, n)| *n > 0);
    always.into_iter().chain(sometimes).map(|(key, n)| strings.count_suppressed(key, n)).collect()
}

/// The rules of privacy that `bedside.yaml` turns off or down.
fn turned_down(room: &Room<'_>) -> Vec<String> {
    let severities = room.network.config.severities.iter();
    let turned =
        severities.filter(|(rule, severity)| rule.starts_with("privacy/") && **severity != Some(Severity::Error));
    turned.map(|(rule, _)| rule.clone()).collect()
}

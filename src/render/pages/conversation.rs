//! The pages of a conversation that is too long for the page of its chat: one for each topic, and several for a long one.

use std::sync::Arc;

use serde::Serialize;

use crate::gate::conversation::{Conversation, PublicPart};
use crate::model::chat::Chat;
use crate::model::network::Text;
use crate::render::pages::transcript::{PartView, link_to_part, part_title, part_view, times_in_words};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::{LinkView, PageView};
use crate::site::{Make, MakeError, SitePath};

/// The pages of `chats/<id>/`.
pub struct ConversationPages;

/// What the template sees.
#[derive(Serialize)]
struct ConversationView {
    chat: LinkView,
    /// Whose time the times of the messages are, in words.
    times: Option<String>,
    part: PartView,
    previous: Option<LinkView>,
    next: Option<LinkView>,
}

impl Pages for ConversationPages {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let mut pages = Vec::new();
        for chat in room.network.chats.values() {
            let Some(conversation) = room.cleared.conversation(&chat.id) else { continue };
            let own = conversation.parts.iter().enumerate().filter(|(_, part)| part.page != chat.id.address().page);
            pages.extend(own.map(|(at, part)| {
                page(room, part.page.clone(), move |room, path| part_page(room, path, chat, conversation, at))
            }));
        }
        pages
    }
}

/// The page of the part at index `at`.
fn part_page(
    room: &Room<'_>,
    path: &SitePath,
    chat: &Chat,
    conversation: &Conversation,
    at: usize,
) -> Result<Vec<u8>, MakeError> {
    let language = room.network.language(Text::from(&*chat.recap).meta);
    let strings = room.strings(language);
    let part = conversation.parts.get(at).ok_or_else(|| MakeError(format!("{path} has no messages")))?;
    let link = |part: &PublicPart| link_to_part(strings, chat, part, path);
    let view = ConversationView {
        chat: LinkView { note: None, ..room.link(path, language, &chat.id) },
        times: times_in_words(strings, chat, conversation),
        part: part_view(strings, language, chat, part),
        previous: at.checked_sub(1).and_then(|at| conversation.parts.get(at)).map(link),
        next: conversation.parts.get(at + 1).map(link),
    };
    room.render("conversation.html", &frame(room, path, chat, part, language), &view)
}

/// What every page has, for a part.
fn frame(room: &Room<'_>, path: &SitePath, chat: &Chat, part: &PublicPart, language: &str) -> PageView {
    let strings = room.strings(language);
    let title = part_title(strings, chat, part);
    let mut page = room.page_in(path, "chats", &title, language);
    page.head_title = format!("{title} – {} – {}", chat.recap.title, room.network.config.title);
    page.crumbs.push(LinkView {
        href: path.link_to(&SitePath::new("chats.html")),
        text: String::from(strings.get("nav_chats")),
        ..LinkView::default()
    });
    page.crumbs.push(LinkView { note: None, ..room.link(path, language, &chat.id) });
    page
}

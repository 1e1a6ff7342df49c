//! `llms.txt`: what the site is and where its texts are, in Markdown for language models (llmstxt.org), with what they
//! must say when they pass it on.

use std::sync::Arc;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Text;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// `llms.txt`
pub struct Llms;

impl Pages for Llms {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("llms.txt"), |room, path| Ok(llms(room, path).into_bytes()))]
    }
}

/// The whole file.
fn llms(room: &Room<'_>, path: &SitePath) -> String {
    let config = &room.network.config;
    let mut text = format!("# {}\n", line(&config.title));
    if let Some(description) = &config.description {
        text.push_str(&format!("\n> {}\n", line(description)));
    }
    let publisher: Vec<String> = config.organisation.iter().chain(&config.department).map(|name| line(name)).collect();
    if !publisher.is_empty() {
        text.push_str(&format!("\nPublished by {}.\n", publisher.join(", ")));
    }
    if let Some(disclaimer) = &config.disclaimer {
        text.push_str(&format!("\n{}\n", line(disclaimer)));
    }
    text.push_str(
        "\nEach page names its reviewer, the day of its last review and of the next, and its sources. Whoever passes \
         something on should name the page and the day of its review, and leave telephone numbers and thresholds as \
         the page has them: they differ between hospitals. Chats are summaries of what patients, families and staff told \
         each other; nobody who spoke there may be identified.\n",
    );
    for section in room.network.sections.values() {
        push_list(&mut text, room, path, room.network.title(&section.id), &section.topics);
    }
    let chats: Vec<NodeId> = room.past.iter().chain(&room.upcoming).map(|chat| chat.id.clone()).collect();
    push_list(&mut text, room, path, room.site_strings().get("nav_chats"), &chats);
    let pages = room.network.articles.keys().filter(|id| id.kind() == NodeKind::Page && id.key() != "index");
    push_list(&mut text, room, path, "Optional", &pages.cloned().collect::<Vec<_>>());
    text
}

/// A heading with a list of links under it; nothing when the list is empty.
fn push_list(text: &mut String, room: &Room<'_>, path: &SitePath, title: &str, ids: &[NodeId]) {
    if ids.is_empty() {
        return;
    }
    text.push_str(&format!("\n## {}\n\n", line(title)));
    for found in ids.iter().filter_map(|id| room.network.text(id)) {
        push_entry(text, room, path, found);
    }
}

/// One text: its address, and what it says in a sentence.
fn push_entry(list: &mut String, room: &Room<'_>, path: &SitePath, text: Text<'_>) {
    let page = text.id.address().page;
    let address = room.absolute(&page).unwrap_or_else(|| path.link_to(&page));
    let title = line(text.title).replace('[', "\\[").replace(']', "\\]");
    list.push_str(&format!("- [{title}]({address})"));
    let summary = text.meta.summary.as_deref().map(line);
    let reviewed = text.meta.reviewed.as_ref().map(|date| format!("Reviewed {}.", date.value));
    let notes: Vec<String> = summary.into_iter().chain(reviewed).collect();
    if !notes.is_empty() {
        list.push_str(&format!(": {}", notes.join(" ")));
    }
    list.push('\n');
}

/// Words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

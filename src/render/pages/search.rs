//! The search page. The search itself is the theme's script; without it the page leads to the A–Z.

use std::sync::Arc;

use serde::Serialize;

use crate::model::finding_aids::Emergency;
use crate::model::network::Text;
use crate::model::prose::Prose;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// What can be found, as the index calls it, with the key of its words.
const KINDS: [(&str, &str); 6] = [
    ("topic", "search_topics"),
    ("chat", "search_chats"),
    ("reference", "search_references"),
    ("term", "search_terms"),
    ("person", "search_people"),
    ("page", "search_pages"),
];

/// `search.html`
pub struct Search;

/// What the template sees.
#[derive(Serialize)]
struct SearchView {
    kinds: Vec<KindView>,
    emergencies: Vec<EmergencyView>,
}

/// The care card that answers an emergency. The theme's script shows it when somebody types one of the `words`, which
/// are divided by `|`; nothing of that leaves the reader's browser.
#[derive(Serialize)]
struct EmergencyView {
    words: String,
    lang: String,
    card_html: String,
}

/// One kind of result.
#[derive(Serialize)]
struct KindView {
    value: &'static str,
    label: String,
}

impl Pages for Search {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("search.html"), |room, path| {
            let strings = room.site_strings();
            let page = room.page(path, "search", strings.get("search"));
            let kind =
                |(value, key): &(&'static str, &'static str)| KindView { value, label: String::from(strings.get(key)) };
            let emergencies = &room.network.search.emergencies;
            let view = SearchView {
                kinds: KINDS.iter().map(kind).collect(),
                emergencies: emergencies.iter().filter_map(|emergency| view_of(room, path, emergency)).collect(),
            };
            room.render("search.html", &page, &view)
        })]
    }
}

/// The card of one emergency, if its page has one.
fn view_of(room: &Room<'_>, path: &SitePath, emergency: &Emergency) -> Option<EmergencyView> {
    let page = room.network.find_path(&emergency.file, &emergency.card)?;
    let text = room.network.text(&page)?;
    // The card alone; its links keep their numbers, by which the network knows where they lead.
    let card = Prose { blocks: vec![text.prose.care_card()?.clone()], ..Prose::default() };
    Some(EmergencyView {
        words: emergency.words.join("|"),
        lang: String::from(room.network.language(text.meta)),
        card_html: room.body(Text { prose: &card, ..text }, path, &[]),
    })
}

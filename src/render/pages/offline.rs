//! What keeps pages for the times without a connection: `service-worker.js`, and `offline.html` for pages that it has not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::model::prose::{Block, BlockKind, CalloutKind};
use crate::render::escape::push_text;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};
use crate::source::Fingerprint;

/// How many urgent pages are kept before anybody opened them.
const MOST_URGENT: usize = 60;

/// How many digits tell the versions of the site apart.
const VERSION_DIGITS: usize = 16;

/// `service-worker.js` and `offline.html`
pub struct Offline;

/// What the template of the worker sees: one value, which is a literal of JavaScript as well.
#[derive(Serialize)]
struct WorkerView {
    settings: String,
}

/// What the worker knows of the site.
#[derive(Serialize)]
struct Settings<'a> {
    /// Changes with whatever changes what is published.
    version: String,
    /// What is kept before anybody opened it.
    saved: Vec<String>,
    /// The language of the site.
    language: &'a str,
    /// What a saved copy says of itself, by language, as HTML.
    words: BTreeMap<&'a str, Words>,
}

/// What a saved copy says of itself in one language.
#[derive(Serialize)]
struct Words {
    copy: String,
    on: String,
    due: String,
    overdue: String,
}

/// What the template of the page sees.
#[derive(Serialize)]
struct OfflineView {
    saved: Vec<LinkView>,
}

impl Pages for Offline {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![
            page(room, SitePath::new("service-worker.js"), worker),
            page(room, SitePath::new("offline.html"), |room, path| {
                let page = room.page(path, "offline", room.site_strings().get("offline"));
                room.render("offline.html", &page, &OfflineView { saved: links(room, path) })
            }),
        ]
    }
}

/// The worker.
fn worker(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let language = room.network.config.language.as_str();
    let mut languages: BTreeSet<&str> = room.network.texts().map(|text| room.network.language(text.meta)).collect();
    languages.insert(language);
    let mut saved: Vec<String> = links(room, path).into_iter().map(|link| link.href).collect();
    saved.push(String::from("offline.html"));
    saved.extend(room.theme.assets().map(|asset| path.link_to(asset)));
    let settings = Settings {
        version: version(room),
        saved,
        language,
        words: languages.into_iter().map(|language| (language, words(room, language))).collect(),
    };
    let settings = serde_json::to_string(&settings).map_err(|error| MakeError(error.to_string()))?;
    room.render("service-worker.js", &room.page(path, "offline", ""), &WorkerView { settings })
}

/// The pages that are kept at once: the ways in, then those that say what to do when it is urgent.
fn links(room: &Room<'_>, path: &SitePath) -> Vec<LinkView> {
    let strings = room.site_strings();
    let own =
        [("index.html", "home"), ("a-z.html", "nav_a_z"), ("topics.html", "nav_topics"), ("search.html", "search")];
    let own = own.iter().map(|(page, words)| LinkView {
        href: path.link_to(&SitePath::new(*page)),
        text: String::from(strings.get(words)),
        ..LinkView::default()
    });
    let language = room.network.config.language.as_str();
    let urgent = urgent(room).into_iter().map(|id| LinkView { note: None, ..room.link(path, language, id) });
    own.chain(urgent).collect()
}

/// The topics that say when to call at once, emergencies first.
fn urgent<'a>(room: &'a Room<'_>) -> Vec<&'a NodeId> {
    let rank = |blocks: &[Block]| {
        let kinds = callouts(blocks);
        [CalloutKind::Emergency, CalloutKind::Urgent].iter().position(|kind| kinds.contains(kind))
    };
    let topics = room.network.articles.values().filter(|article| article.id.kind() == NodeKind::Topic);
    let mut urgent: Vec<_> = topics.filter_map(|article| Some((rank(&article.prose.blocks)?, &article.id))).collect();
    urgent.sort();
    urgent.into_iter().take(MOST_URGENT).map(|(_, id)| id).collect()
}

/// The kinds of callouts in a text.
fn callouts(blocks: &[Block]) -> BTreeSet<CalloutKind> {
    let mut kinds = BTreeSet::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Callout(kind, inner) => {
                kinds.insert(*kind);
                kinds.extend(callouts(inner));
            }
            BlockKind::Quote(inner) => kinds.extend(callouts(inner)),
            BlockKind::List { items, .. } => kinds.extend(items.iter().flat_map(|item| callouts(&item.blocks))),
            _ => {}
        }
    }
    kinds
}

/// The words of a saved copy.
fn words(room: &Room<'_>, language: &str) -> Words {
    let strings = room.strings(language);
    let html = |key: &str| {
        let mut html = String::new();
        push_text(&mut html, strings.get(key));
        html
    };
    Words { copy: html("saved_copy"), on: html("saved_on"), due: html("saved_due"), overdue: html("saved_overdue") }
}

/// A name for the site as it is now. It changes with every file that is published, with every word of a chat that the gate
/// lets through or takes back, and with the theme; not with what nobody may see, nor with the day of the build.
fn version(room: &Room<'_>) -> String {
    let network = room.network;
    let conversations = network.chats.keys().map(|chat| format!("{:?}", room.cleared.conversation(chat)));
    let assets: String = room.theme.assets().map(|path| format!("{path}\n")).collect();
    let mut parts: Vec<String> = vec![
        String::from(env!("CARGO_PKG_VERSION")),
        network.published.hex(32),
        format!("{:?}", network.people.staff),
        assets,
    ];
    parts.extend(conversations);
    let bytes: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    Fingerprint::of(&bytes).hex(VERSION_DIGITS)
}

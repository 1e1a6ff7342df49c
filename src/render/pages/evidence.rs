//! The key to the words for evidence: what "strong" and "weak" stand for, and which sources they are said of.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::render::evidence::{KEY, WORDS, anchor, word};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// `evidence.html`
pub struct Evidence;

/// What the template sees.
#[derive(Serialize)]
struct EvidenceView {
    introduction_html: Option<String>,
    words: Vec<WordView>,
}

/// One of the words.
#[derive(Serialize)]
struct WordView {
    id: String,
    word: String,
    meaning: String,
    explanation: String,
    count: String,
    sources: Vec<LinkView>,
}

impl Pages for Evidence {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        // Without a single source that was rated, the page would explain words that stand nowhere.
        let rated = room.network.references.values().any(|reference| word(reference).is_some());
        if rated { vec![page(room, SitePath::new(KEY), evidence)] } else { Vec::new() }
    }
}

/// The key.
fn evidence(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let page = room.page(path, "references", strings.get("evidence_title"));
    let language = room.network.config.language.as_str();
    let word_view = |key: &&str| {
        let rated = room.network.references.values().filter(|reference| word(reference) == Some(*key));
        let sources: Vec<LinkView> = rated
            .map(|reference| room.link(path, language, &NodeId::new(NodeKind::Reference, reference.key.as_str())))
            .collect();
        WordView {
            id: anchor(key),
            word: String::from(strings.get(key)),
            meaning: String::from(strings.get(&format!("{key}_means"))),
            explanation: String::from(strings.get(&format!("{key}_more"))),
            count: strings.count("sources", sources.len()),
            sources,
        }
    };
    let view = EvidenceView {
        introduction_html: room.introduction("evidence", path)?,
        words: WORDS.iter().map(word_view).collect(),
    };
    room.render("evidence.html", &page, &view)
}

//! The key to the words for evidence: what "strong" and "weak" stand for, and which sources they are said of.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::render::evidence::{CERTAINTIES, KEY, WORDS, anchor, word};
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
    certainties: Vec<CertaintyView>,
}

/// One of the words for how sure a claim is.
#[derive(Serialize)]
struct CertaintyView {
    id: String,
    word: String,
    meaning: String,
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
        if is_made(room) { vec![page(room, SitePath::new(KEY), evidence)] } else { Vec::new() }
    }
}

/// Whether there is a key: without a single source that was rated, or a claim, it would explain words that stand nowhere.
pub(super) fn is_made(room: &Room<'_>) -> bool {
    room.network.references.values().any(|reference| word(reference).is_some()) || has_claims(room)
}

/// Whether any text says how sure a claim is.
fn has_claims(room: &Room<'_>) -> bool {
    room.network.texts().any(|text| !text.meta.claims.is_empty())
}

/// The words for how sure claims are; none when there are no claims.
fn certainties(room: &Room<'_>) -> Vec<CertaintyView> {
    let strings = room.site_strings();
    let view = |key: &str| CertaintyView {
        id: anchor(key),
        word: String::from(strings.get(key)),
        meaning: String::from(strings.get(&format!("{key}_means"))),
    };
    if has_claims(room) { CERTAINTIES.into_iter().map(view).collect() } else { Vec::new() }
}

/// The key.
fn evidence(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let mut page = room.page(path, "references", strings.get("evidence_title"));
    page.description = Some(String::from(strings.get("evidence_lead")));
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
        certainties: certainties(room),
    };
    room.render("evidence.html", &page, &view)
}

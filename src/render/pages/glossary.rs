//! The glossary: lay words with their clinical words, what they mean, and where they are used.

use std::sync::Arc;

use serde::Serialize;

use crate::model::network::LinkKind;
use crate::model::term::Term;
use crate::render::letters::{Letter, Order};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::structured;
use crate::render::views::{LinkView, PageView};
use crate::site::{Make, MakeError, SitePath};

/// `glossary.html`
pub struct Glossary;

/// What the template sees.
#[derive(Serialize)]
struct GlossaryView {
    introduction_html: Option<String>,
    letters: Vec<Letter<TermView>>,
}

/// One word.
#[derive(Serialize)]
struct TermView {
    id: Option<String>,
    lang: Option<String>,
    term: String,
    clinical: Option<String>,
    definition: String,
    synonyms: Vec<String>,
    see: Option<LinkView>,
    used_on: Vec<LinkView>,
}

impl Pages for Glossary {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("glossary.html"), glossary)]
    }
}

/// The glossary.
fn glossary(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let title = strings.get("nav_glossary");
    let structured = Some(structured::glossary(room, path, title));
    let description = Some(String::from(strings.get("glossary_lead")));
    let page = PageView { structured, description, ..room.page(path, "glossary", title) };
    let terms = room.network.terms.values().map(|term| (term.term.value.clone(), view(room, path, term)));
    let view = GlossaryView {
        introduction_html: room.introduction("glossary", path)?,
        letters: Order::of(&room.network.config.language).group(terms.collect()),
    };
    room.render("glossary.html", &page, &view)
}

/// One word.
fn view(room: &Room<'_>, path: &SitePath, term: &Term) -> TermView {
    let language = room.network.config.language.as_str();
    let see = term.see.as_ref().and_then(|see| room.network.find_path(&term.file, see));
    TermView {
        id: term.id.address().fragment,
        lang: term.language.clone().filter(|other| other != language),
        term: term.term.value.clone(),
        clinical: term.clinical.clone().filter(|clinical| *clinical != term.term.value),
        definition: term.definition.clone(),
        synonyms: term.synonyms.clone(),
        see: see.map(|id| room.link(path, language, &id)),
        used_on: room.links_from(path, language, &term.id, LinkKind::Uses),
    }
}

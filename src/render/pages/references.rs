//! The library of references: every source, and which pages and chats rest on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::LinkKind;
use crate::model::reference::Reference;
use crate::render::dates::{self, DateView};
use crate::render::escape::safe_url;
use crate::render::letters::Order;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// Where a DOI is resolved.
const DOI: &str = "https://doi.org/";

/// Where a PubMed number is looked up.
const PUBMED: &str = "https://pubmed.ncbi.nlm.nih.gov/";

/// `references.html`
pub struct References;

/// What the template sees.
#[derive(Serialize)]
struct ReferencesView {
    introduction_html: Option<String>,
    count: String,
    references: Vec<ReferenceView>,
}

/// One source.
#[derive(Serialize)]
struct ReferenceView {
    id: Option<String>,
    title: String,
    href: Option<String>,
    authors: Option<String>,
    container: Option<String>,
    year: Option<i32>,
    doi: Option<LinkView>,
    pubmed: Option<LinkView>,
    accessed: Option<DateView>,
    cited_by: Vec<LinkView>,
}

impl Pages for References {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("references.html"), references)]
    }
}

/// The library.
fn references(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let page = room.page(path, "references", strings.get("nav_references"));
    let order = Order::of(&room.network.config.language);
    let mut sorted: Vec<&Arc<Reference>> = room.network.references.values().collect();
    sorted.sort_by(|a, b| {
        let author =
            |reference: &Reference| reference.authors.first().cloned().unwrap_or_else(|| reference.title.clone());
        let by_author = order.compare(&author(a), &author(b));
        by_author.then_with(|| order.compare(&a.title, &b.title)).then_with(|| a.key.cmp(&b.key))
    });
    let mut anchors = BTreeSet::new();
    let view = ReferencesView {
        introduction_html: room.introduction("references", path)?,
        count: strings.count("sources", sorted.len()),
        references: sorted.into_iter().map(|reference| view(room, path, reference, &mut anchors)).collect(),
    };
    room.render("references.html", &page, &view)
}

/// One source. Of two keys that differ only in what an anchor cannot hold, the first has the anchor.
fn view(room: &Room<'_>, path: &SitePath, reference: &Reference, anchors: &mut BTreeSet<String>) -> ReferenceView {
    let language = room.network.config.language.as_str();
    let id = NodeId::new(NodeKind::Reference, reference.key.as_str());
    let link = |base: &str, number: &String| LinkView {
        href: safe_url(&format!("{base}{number}")).unwrap_or_default(),
        text: number.clone(),
        ..LinkView::default()
    };
    ReferenceView {
        id: id.address().fragment.filter(|anchor| anchors.insert(anchor.clone())),
        title: reference.title.clone(),
        href: reference.url.as_deref().and_then(safe_url),
        authors: authors(room, &reference.authors),
        container: reference.container.clone(),
        year: reference.year,
        doi: reference.doi.as_ref().map(|doi| link(DOI, doi)),
        pubmed: reference.pmid.as_ref().map(|pmid| link(PUBMED, pmid)),
        accessed: reference.accessed.map(|date| dates::date(language, date)),
        cited_by: room.links_from(path, language, &id, LinkKind::Cites),
    }
}

/// How many authors are named before the others are summed up.
const MOST_AUTHORS: usize = 6;

/// The authors in one line.
fn authors(room: &Room<'_>, authors: &[String]) -> Option<String> {
    let (shown, more) = authors.split_at(authors.len().min(MOST_AUTHORS));
    let mut line = shown.join("; ");
    if !more.is_empty() {
        line.push_str("; ");
        line.push_str(room.site_strings().get("and_others"));
    }
    (!line.is_empty()).then_some(line)
}

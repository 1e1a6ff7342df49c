//! The library of references: every source, and which pages and chats rest on it. When there are many, the sources of
//! each year have a page of their own, and the library's page leads to these.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hayagriva::types::EntryType;
use serde::Serialize;

use crate::model::id::{NodeId, NodeKind};
use crate::model::library_pages::page_of_year;
use crate::model::network::LinkKind;
use crate::model::reference::Reference;
use crate::render::dates::{self, DateView};
use crate::render::escape::safe_url;
use crate::render::evidence::{self, StrengthView};
use crate::render::export;
use crate::render::letters::Order;
use crate::render::pages::library_files::FILES;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::strings::Strings;
use crate::render::views::{LinkView, PageView};
use crate::site::{Make, MakeError, SitePath};

/// Where a DOI is resolved.
const DOI: &str = "https://doi.org/";

/// Where a PubMed number is looked up.
const PUBMED: &str = "https://pubmed.ncbi.nlm.nih.gov/";

/// `references.html`, and `references/2021.html` and the like in a large library.
pub struct References;

/// What the template sees.
#[derive(Default, Serialize)]
struct ReferencesView {
    introduction_html: Option<String>,
    lead: String,
    count: String,
    files: Vec<LinkView>,
    evidence: Option<String>,
    years: Vec<LinkView>,
    indexes: Vec<IndexView>,
    references: Vec<ReferenceView>,
}

/// The sources in another order, for readers who look for something else than a name.
#[derive(Serialize)]
struct IndexView {
    title: String,
    groups: Vec<GroupView>,
}

/// The sources that have something in common.
#[derive(Serialize)]
struct GroupView {
    name: String,
    links: Vec<LinkView>,
}

/// One source.
#[derive(Serialize)]
struct ReferenceView {
    id: Option<String>,
    coins: String,
    strength: Option<StrengthView>,
    warning: Option<String>,
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
        let years = room.network.references.years().into_keys();
        let years =
            years.map(|Reverse(year)| page(room, page_of_year(year), move |room, path| of_year(room, path, year)));
        std::iter::once(page(room, SitePath::new(LIBRARY), references)).chain(years).collect()
    }
}

/// The page of the whole library.
const LIBRARY: &str = "references.html";

/// The library.
fn references(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let lead = strings.get("references_lead");
    let page = frame(room, path, strings.get("nav_references"), lead);
    let library = &room.network.references;
    let rated = library.values().any(|reference| evidence::word(reference).is_some());
    let file = |(href, text)| LinkView { href: String::from(href), text: String::from(text), ..LinkView::default() };
    let listed = if library.is_by_year() { Vec::new() } else { library.values().collect() };
    let view = ReferencesView {
        introduction_html: room.introduction("references", path)?,
        lead: String::from(lead),
        count: strings.count("sources", library.len()),
        files: FILES.map(file).into(),
        evidence: rated.then(|| String::from(evidence::KEY)),
        years: library.years().into_iter().map(|(Reverse(year), of)| year_link(room, path, year, of.len())).collect(),
        ..listing(room, path, listed)
    };
    room.render("references.html", &page, &view)
}

/// The sources of one year.
fn of_year(room: &Room<'_>, path: &SitePath, year: Option<i32>) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let title = format!("{}: {}", strings.get("nav_references"), year_word(strings, year));
    let lead = match year {
        Some(year) => strings.fill("references_year_lead", &[("year", &year.to_string())]),
        None => String::from(strings.get("references_noyear_lead")),
    };
    let mut page = frame(room, path, &title, &lead);
    page.crumbs.push(LinkView {
        href: path.link_to(&SitePath::new(LIBRARY)),
        text: String::from(strings.get("nav_references")),
        ..LinkView::default()
    });
    let listed = room.network.references.of_year(year);
    let count = strings.count("sources", listed.len());
    let mut view = ReferencesView { lead, count, ..listing(room, path, listed) };
    // All are of one year here, and perhaps of one kind: such a way leads nowhere else.
    view.indexes.retain(|index| index.groups.len() > 1);
    room.render("references.html", &page, &view)
}

/// What every page has.
fn frame(room: &Room<'_>, path: &SitePath, title: &str, lead: &str) -> PageView {
    let mut page = room.page(path, "references", title);
    page.description = Some(String::from(lead));
    page
}

/// A link to the sources of a year, with how many there are.
fn year_link(room: &Room<'_>, path: &SitePath, year: Option<i32>, count: usize) -> LinkView {
    let strings = room.site_strings();
    LinkView {
        href: path.link_to(&page_of_year(year)),
        text: year_word(strings, year),
        note: Some(strings.count("sources", count)),
        ..LinkView::default()
    }
}

/// The year in words.
fn year_word(strings: &Strings, year: Option<i32>) -> String {
    year.map_or_else(|| String::from(strings.get("library_noyear")), |year| year.to_string())
}

/// A list of sources, sorted by their first author, with the ways to find one.
fn listing(room: &Room<'_>, path: &SitePath, mut listed: Vec<&Arc<Reference>>) -> ReferencesView {
    let order = Order::of(&room.network.config.language);
    listed.sort_by(|a, b| {
        let by_author = order.compare(first_words(a), first_words(b));
        by_author.then_with(|| order.compare(&a.title, &b.title)).then_with(|| a.key.cmp(&b.key))
    });
    let mut anchors = BTreeSet::new();
    ReferencesView {
        indexes: if listed.len() < FEWEST_FOR_INDEXES { Vec::new() } else { indexes(room, path, &listed) },
        references: listed.into_iter().map(|reference| view(room, path, reference, &mut anchors)).collect(),
        ..ReferencesView::default()
    }
}

/// What a source is listed under: its first author, else its title.
fn first_words(reference: &Reference) -> &str {
    reference.authors.first().unwrap_or(&reference.title)
}

/// Fewer sources than this are found by looking.
const FEWEST_FOR_INDEXES: usize = 8;

/// The sources by year, kind, strength of evidence, and number of pages that cite them.
fn indexes(room: &Room<'_>, path: &SitePath, sorted: &[&Arc<Reference>]) -> Vec<IndexView> {
    let strings = room.site_strings();
    let mut by_year = BTreeMap::new();
    let mut by_kind = BTreeMap::new();
    let mut by_strength = BTreeMap::new();
    let mut by_cited = BTreeMap::new();
    // Many are cited by as many pages; to put a number into words takes long.
    let mut counts: BTreeMap<usize, String> = BTreeMap::new();
    for reference in sorted {
        let id = NodeId::new(NodeKind::Reference, reference.key.as_str());
        let cited = room.network.incoming(&id).iter().filter(|link| link.kind == LinkKind::Cites).count();
        let link = room.link(path, &room.network.config.language, &id);
        let year = year_word(strings, reference.year);
        let word = evidence::word(reference);
        let place = evidence::WORDS.iter().position(|other| Some(*other) == word).unwrap_or(evidence::WORDS.len());
        let strength = String::from(strings.get(word.unwrap_or("library_unrated")));
        let (order, kind) = kind(reference);
        put(&mut by_year, (Reverse(reference.year), year), &link);
        put(&mut by_kind, (order, String::from(strings.get(kind))), &link);
        put(&mut by_strength, (place, strength), &link);
        let count = counts.entry(cited).or_insert_with(|| strings.count("pages", cited)).clone();
        put(&mut by_cited, (Reverse(cited), count), &link);
    }
    vec![
        index(strings.get("library_year"), by_year),
        index(strings.get("library_kind"), by_kind),
        index(strings.get("library_strength"), by_strength),
        index(strings.get("library_cited"), by_cited),
    ]
}

/// Adds a link to its group.
fn put<K: Ord>(groups: &mut BTreeMap<(K, String), Vec<LinkView>>, group: (K, String), link: &LinkView) {
    groups.entry(group).or_default().push(link.clone());
}

/// An index of these groups.
fn index<K: Ord>(title: &str, groups: BTreeMap<(K, String), Vec<LinkView>>) -> IndexView {
    let groups = groups.into_iter().map(|((_, name), links)| GroupView { name, links });
    IndexView { title: String::from(title), groups: groups.collect() }
}

/// What kind of source it is: its place among the kinds, and its name in the files of strings.
fn kind(reference: &Reference) -> (usize, &'static str) {
    match reference.entry.entry_type() {
        EntryType::Article => (0, "library_article"),
        EntryType::Book | EntryType::Chapter | EntryType::Anthology | EntryType::Anthos => (1, "library_book"),
        EntryType::Report => (2, "library_report"),
        EntryType::Web | EntryType::Blog | EntryType::Post => (3, "library_web"),
        _ => (4, "library_other"),
    }
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
        coins: export::coins(reference),
        strength: evidence::strength(room.site_strings(), path, reference),
        warning: evidence::warning(room.network, room.site_strings(), reference),
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

//! A whole section on one page, for printing: `topics/<section>/print.html`.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::NodeId;
use crate::model::network::{Network, Section, Text};
use crate::render::escape::push_attribute;
use crate::render::foot::foot;
use crate::render::inset::inset;
use crate::render::pages::topic::section_crumbs;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::{EntryView, FootView, LinkView, PageView};
use crate::site::{Make, MakeError, SitePath};

/// The most topics of a section that somebody would print at once.
const MOST_PRINTED: usize = 60;

/// The page of each section with all of its topics.
pub struct SectionPrints;

/// What the template sees.
#[derive(Serialize)]
struct PrintView {
    section: LinkView,
    topics: Vec<TopicView>,
}

/// One topic.
#[derive(Serialize)]
struct TopicView {
    id: String,
    title: String,
    lang: String,
    dir: &'static str,
    summary: Option<String>,
    body_html: String,
    foot: FootView,
}

impl Pages for SectionPrints {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let sections = room.network.sections.values().filter_map(|section| Some((section, path_of(section)?)));
        sections.map(|(section, path)| page(room, path, move |room, path| print(room, path, section))).collect()
    }
}

/// Where the page of a section is, if there is one: for sections with more than one topic, but not a whole library.
pub fn path_of(section: &Section) -> Option<SitePath> {
    let key = section.id.key();
    let some = (2..=MOST_PRINTED).contains(&section.topics.len());
    (some && !key.is_empty()).then(|| SitePath::new(format!("topics/{key}/print.html")))
}

/// The page.
fn print(room: &Room<'_>, path: &SitePath, section: &Section) -> Result<Vec<u8>, MakeError> {
    let language = language_of(room.network, section);
    let title = room.strings(language).fill("section_print_title", &[("title", &section.title)]);
    let page = room.page_in(path, "topics", &title, language);
    let mut page = PageView { canonical: room.absolute(&section.id.address().page), ..page };
    page.crumbs.extend(section_crumbs(room, path, language, &section.id));
    let texts = section.topics.iter().filter_map(|id| room.network.text(id)).enumerate();
    let topics: Result<Vec<_>, MakeError> = texts.map(|(at, text)| topic(room, path, at, text)).collect();
    let view = PrintView { section: room.link(path, language, &section.id), topics: topics? };
    room.render("section-print.html", &page, &view)
}

/// The language of a section: that of its own text, else the site's.
fn language_of<'a>(network: &'a Network, section: &'a Section) -> &'a str {
    let own = section.article.as_ref().and_then(|id: &NodeId| network.articles.get(id));
    own.map_or(network.config.language.as_str(), |article| network.language(&article.meta))
}

/// One topic with its references and the dates of its reviews.
fn topic(room: &Room<'_>, path: &SitePath, at: usize, text: Text<'_>) -> Result<TopicView, MakeError> {
    let prefix = format!("p{}_", at + 1);
    let cited = room.cite(text)?;
    let body_html = told_apart(&inset(&room.body(text, path, &cited.citations), &prefix), text.title);
    let mut foot = foot(room, text, path, cited);
    for entry in &mut foot.references {
        rename(entry, &prefix);
    }
    let page = room.page_in(path, "topics", text.title, room.network.language(text.meta));
    Ok(TopicView {
        id: format!("{prefix}title"),
        title: String::from(text.title),
        lang: page.lang,
        dir: page.dir,
        summary: text.meta.summary.clone(),
        body_html,
        foot,
    })
}

/// Gives the tables of a topic names that no table of another topic has: the title of the topic comes first.
fn told_apart(html: &str, title: &str) -> String {
    let label = "role=\"region\" tabindex=\"0\" aria-label=\"";
    let mut own = String::from(label);
    push_attribute(&mut own, title);
    own.push_str(": ");
    html.replace(label, &own)
}

/// Gives an entry of the references the anchor that the citations of its topic lead to.
fn rename(entry: &mut EntryView, prefix: &str) {
    entry.id = format!("{prefix}{}", entry.id);
    entry.entry_html = inset(&entry.entry_html, prefix);
}

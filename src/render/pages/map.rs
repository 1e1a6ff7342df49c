//! The map of the network: one page for the whole site, by sections, and one for each topic with what it is tied to.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::model::article::Article;
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{Section, Text};
use crate::render::drawing::{self, Group, Shape};
use crate::render::neighbours::{Neighbours, between_sections};
use crate::render::pages::topic::section_crumbs;
use crate::render::pages::{Pages, page, topic_at};
use crate::render::room::{Room, section_of};
use crate::render::views::{LinkView, PageView};
use crate::site::{Make, MakeError, SitePath};

/// How many things of one kind are drawn around a topic; the list below the drawing has all of them.
const MOST_DRAWN: usize = 8;

/// How many sections are drawn; the list below the drawing has all of them.
const MOST_SECTIONS: usize = 24;

/// How many arcs are drawn, the thickest first: more would run into one another.
const MOST_ARCS: usize = 30;

/// How many other sections are named with a section, the closest first.
const MOST_TIED: usize = 5;

/// A section with more topics than this is shown with their number.
const MOST_TOPICS: usize = 80;

/// `map.html` and `map/<topic>.html`
pub struct Map;

/// What the template of a topic's map sees.
#[derive(Serialize)]
struct TopicMapView {
    topic: LinkView,
    drawing_html: String,
    groups: Vec<GroupView>,
}

/// Things of one kind, in words.
#[derive(Serialize)]
struct GroupView {
    title: String,
    links: Vec<LinkView>,
}

/// What the template of the site's map sees.
#[derive(Serialize)]
struct SiteMapView {
    drawing_html: Option<String>,
    sections: Vec<SectionView>,
}

/// One section of the site's map.
#[derive(Serialize)]
struct SectionView {
    id: String,
    link: LinkView,
    /// The sections that its topics are tied to, the closest first.
    tied: Vec<LinkView>,
    /// How many more there are, in words.
    more: Option<String>,
    topics: Vec<TopicView>,
    /// The number of its topics in words, when they are too many to show.
    count: Option<String>,
}

/// One topic of the site's map.
#[derive(Serialize)]
struct TopicView {
    link: LinkView,
    bar_html: String,
    ties: String,
    map: String,
}

/// What the site's map is drawn from.
struct Plan {
    right_to_left: bool,
    /// How many ties each topic has.
    counts: BTreeMap<NodeId, usize>,
    /// How many ties there are between each two sections.
    ties: BTreeMap<(NodeId, NodeId), usize>,
}

impl Pages for Map {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let topics = room.network.topics().map(|topic| map_page(room, topic));
        [page(room, SitePath::new(WHOLE), site_map)].into_iter().chain(topics).collect()
    }

    fn page<'a>(&self, room: &Arc<Room<'a>>, path: &SitePath) -> Option<Make<'a>> {
        match path.as_str() {
            WHOLE => Some(page(room, path.clone(), site_map).1),
            _ => topic_at(room, "map/", path).map(|topic| map_page(room, topic).1),
        }
    }
}

/// Where the map of the whole site is.
const WHOLE: &str = "map.html";

/// The map of one topic.
fn map_page<'a>(room: &Arc<Room<'a>>, topic: &'a Arc<Article>) -> (SitePath, Make<'a>) {
    page(room, path_of(&topic.id), move |room, path| topic_map(room, path, Text::from(&**topic)))
}

/// Where the map of a topic is.
pub fn path_of(topic: &NodeId) -> SitePath {
    SitePath::new(format!("map/{}.html", topic.key()))
}

/// What one topic is tied to.
fn topic_map(room: &Room<'_>, path: &SitePath, text: Text<'_>) -> Result<Vec<u8>, MakeError> {
    let language = room.network.language(text.meta);
    let strings = room.strings(language);
    let title = strings.fill("map_around", &[("title", text.title)]);
    let topic = LinkView { note: None, ..room.link(path, language, text.id) };
    let mut page = PageView {
        description: Some(String::from(strings.get("map_around_lead"))),
        ..room.page_in(path, "topics", &title, language)
    };
    page.crumbs.extend(section_crumbs(room, path, language, &section_of(text.id)));
    page.crumbs.push(topic.clone());
    let neighbours = Neighbours::of(room.network, text);
    let kinds = [
        ("nav_topics", Shape::Circle, &neighbours.topics),
        ("nav_chats", Shape::Square, &neighbours.chats),
        ("nav_references", Shape::Diamond, &neighbours.sources),
        ("nav_glossary", Shape::Triangle, &neighbours.words),
    ];
    let shown = kinds.iter().filter(|(_, _, ids)| !ids.is_empty());
    let groups: Vec<_> =
        shown.clone().map(|(key, shape, ids)| group(room, path, language, (key, *shape, ids))).collect();
    let view = TopicMapView {
        topic,
        drawing_html: drawing::tree(text.title, page.dir == "rtl", &groups),
        groups: shown
            .map(|(key, _, ids)| GroupView {
                title: String::from(strings.get(key)),
                links: ids.iter().map(|id| room.link(path, language, id)).collect(),
            })
            .collect(),
    };
    room.render("map-topic.html", &page, &view)
}

/// Things of one kind as they are drawn.
fn group(room: &Room<'_>, path: &SitePath, language: &str, (key, shape, ids): (&str, Shape, &[NodeId])) -> Group {
    let strings = room.strings(language);
    let item = |id: &NodeId| (String::from(room.network.title(id)), id.address().href(path));
    let left = ids.len().saturating_sub(MOST_DRAWN);
    Group {
        title: String::from(strings.get(key)),
        shape,
        items: ids.iter().take(MOST_DRAWN).map(item).collect(),
        more: (left > 0).then(|| strings.count("map_more", left)),
    }
}

/// Every section with its topics.
fn site_map(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let strings = room.site_strings();
    let page = PageView {
        description: Some(String::from(strings.get("map_lead"))),
        ..room.page(path, "map", strings.get("map"))
    };
    let sections: Vec<&Section> = room.network.sections.values().filter(|section| !section.topics.is_empty()).collect();
    let ties = between_sections(room.network, section_of);
    let plan = Plan { right_to_left: page.dir == "rtl", counts: counts(room, &sections), ties };
    let view = SiteMapView {
        drawing_html: arcs(room, path, &plan, &sections),
        sections: sections.iter().map(|section| section_view(room, path, &plan, section)).collect(),
    };
    room.render("map.html", &page, &view)
}

/// How many ties each topic has that is shown.
fn counts(room: &Room<'_>, sections: &[&Section]) -> BTreeMap<NodeId, usize> {
    let shown = sections.iter().filter(|section| section.topics.len() <= MOST_TOPICS);
    let texts = shown.flat_map(|section| &section.topics).filter_map(|id| room.network.text(id));
    texts.map(|text| (text.id.clone(), Neighbours::of(room.network, text).count())).collect()
}

/// The sections with an arc between each two whose topics are tied; nothing when there is only one.
fn arcs(room: &Room<'_>, path: &SitePath, plan: &Plan, sections: &[&Section]) -> Option<String> {
    let drawn = &sections[..sections.len().min(MOST_SECTIONS)];
    let place = |id: &NodeId| drawn.iter().position(|section| section.id == *id);
    let mut arcs: Vec<_> =
        plan.ties.iter().filter_map(|((a, b), count)| Some((place(a)?, place(b)?, *count))).collect();
    arcs.sort_by_key(|(from, to, count)| (std::cmp::Reverse(*count), *from, *to));
    arcs.truncate(MOST_ARCS);
    let items: Vec<_> =
        drawn.iter().map(|section| (title_of(room, section), section.id.address().href(path))).collect();
    (drawn.len() > 1).then(|| drawing::arcs(plan.right_to_left, &items, &arcs))
}

/// The title of a section; the top one has none of its own.
fn title_of(room: &Room<'_>, section: &Section) -> String {
    let title = section.title.as_str();
    String::from(if title.is_empty() { room.site_strings().get("nav_topics") } else { title })
}

/// One section.
fn section_view(room: &Room<'_>, path: &SitePath, plan: &Plan, section: &Section) -> SectionView {
    let language = room.network.config.language.as_str();
    let most = plan.counts.values().copied().max().unwrap_or(0);
    let topic = |id: &NodeId| {
        let count = *plan.counts.get(id)?;
        Some(TopicView {
            link: room.link(path, language, id),
            bar_html: drawing::bar(plan.right_to_left, count, most),
            ties: room.site_strings().count("map_ties", count),
            map: path.link_to(&path_of(id)),
        })
    };
    let few = section.topics.len() <= MOST_TOPICS;
    let mut tied = tied(room, path, plan, section);
    let left = tied.len().saturating_sub(MOST_TIED);
    tied.truncate(MOST_TIED);
    SectionView {
        id: format!("section_{}", section.id.key().replace('/', "_")),
        link: LinkView { text: title_of(room, section), note: None, ..room.link(path, language, &section.id) },
        tied,
        more: (left > 0).then(|| room.site_strings().count("map_more", left)),
        topics: section.topics.iter().filter_map(topic).collect(),
        count: (!few).then(|| room.site_strings().count("topics", section.topics.len())),
    }
}

/// The sections that a section is tied to, the closest first, each with how many ties there are.
fn tied(room: &Room<'_>, path: &SitePath, plan: &Plan, section: &Section) -> Vec<LinkView> {
    let language = room.network.config.language.as_str();
    let mut others: Vec<(&NodeId, usize)> = plan
        .ties
        .iter()
        .filter_map(|((a, b), count)| match &section.id {
            id if id == a => Some((b, *count)),
            id if id == b => Some((a, *count)),
            _ => None,
        })
        .collect();
    others.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let link = |(id, count): (&NodeId, usize)| LinkView {
        note: Some(room.site_strings().count("map_ties", count)),
        text: room.network.sections.get(id).map_or_else(String::new, |section| title_of(room, section)),
        ..room.link(path, language, id)
    };
    others.into_iter().filter(|(id, _)| id.kind() == NodeKind::Section).map(link).collect()
}

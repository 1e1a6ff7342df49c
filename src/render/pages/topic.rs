//! Topic pages.

use std::sync::Arc;

use serde::Serialize;

use crate::model::article::Article;
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Text;
use crate::render::pages::article::{ArticleView, article_page, article_view};
use crate::render::pages::{Pages, page, topic_at};
use crate::render::room::{Room, section_of};
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// The pages of `topics/`.
pub struct TopicPages;

/// What the template sees.
#[derive(Serialize)]
struct TopicView {
    #[serde(flatten)]
    article: ArticleView,
    kind: Option<String>,
    aliases: Vec<String>,
    previous: Option<LinkView>,
    next: Option<LinkView>,
}

impl Pages for TopicPages {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        room.network.topics().map(|article| topic_page(room, article)).collect()
    }

    fn page<'a>(&self, room: &Arc<Room<'a>>, path: &SitePath) -> Option<Make<'a>> {
        topic_at(room, "topics/", path).map(|article| topic_page(room, article).1)
    }
}

/// The page of one topic.
fn topic_page<'a>(room: &Arc<Room<'a>>, article: &'a Arc<Article>) -> (SitePath, Make<'a>) {
    page(room, article.id.address().page, move |room, path| topic(room, path, article, Edition::Usual))
}

/// How a topic page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// As the theme sets every page.
    Usual,
    /// In large print.
    Large,
}

/// One topic page.
///
/// # Errors
/// When a template is broken, or `bedside.yaml` names a style of references that there is not.
pub fn topic(room: &Room<'_>, path: &SitePath, article: &Article, edition: Edition) -> Result<Vec<u8>, MakeError> {
    let text = Text::from(article);
    let language = room.network.language(text.meta);
    let mut page = article_page(room, path, "topics", text);
    page.large = edition == Edition::Large;
    page.canonical = room.absolute(&article.id.address().page);
    page.crumbs.extend(section_crumbs(room, path, language, &section_of(&article.id)));
    let (previous, next) = room.neighbours(&article.id);
    let link = |id: &NodeId| room.link(path, language, id);
    let view = TopicView {
        article: article_view(room, text, path)?,
        kind: text.meta.kind.map(|kind| String::from(room.strings(language).get(kind_key(kind.as_str())))),
        aliases: text.meta.aliases.clone(),
        previous: previous.map(link),
        next: next.map(link),
    };
    room.render("topic.html", &page, &view)
}

/// The key of the words for a kind of topic.
fn kind_key(kind: &str) -> &'static str {
    match kind {
        "condition" => "kind_condition",
        "treatment" => "kind_treatment",
        "side-effect" => "kind_side_effect",
        "test" => "kind_test",
        "practical" => "kind_practical",
        "living" => "kind_living",
        _ => "kind_guide",
    }
}

/// The list of all topics, then the sections from the top down to `section`.
pub fn section_crumbs(room: &Room<'_>, path: &SitePath, language: &str, section: &NodeId) -> Vec<LinkView> {
    let top = NodeId::new(NodeKind::Section, "");
    let mut crumbs = vec![LinkView {
        href: top.address().href(path),
        text: String::from(room.strings(language).get("nav_topics")),
        ..LinkView::default()
    }];
    let key = section.key();
    let ends = key.match_indices('/').map(|(slash, _)| slash).chain((!key.is_empty()).then_some(key.len()));
    for end in ends {
        crumbs.push(room.link(path, language, &NodeId::new(NodeKind::Section, &key[..end])));
    }
    crumbs
}

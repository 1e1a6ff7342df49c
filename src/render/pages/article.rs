//! Pages about the site: about, disclaimer, privacy, accessibility.

use std::sync::Arc;

use serde::Serialize;

use crate::model::id::NodeKind;
use crate::model::network::Text;
use crate::model::prose::Prose;
use crate::render::dates;
use crate::render::foot::{foot, sheet_foot};
use crate::render::pages::{Pages, page};
use crate::render::room::{Room, contents};
use crate::render::structured;
use crate::render::views::{ContentsView, FootView, LinkView, PageView};
use crate::site::{Make, MakeError, SitePath};

/// The names of pages that bedside makes itself. A file `pages/NAME.md` stands at the top of such a page.
pub const OWN_PAGES: [&str; 12] = [
    "index",
    "topics",
    "chats",
    "references",
    "people",
    "glossary",
    "a-z",
    "tags",
    "search",
    "corrections",
    "map",
    "offline",
];

/// The pages of `pages/`.
pub struct SitePages;

/// What the templates of topics, sections and pages about the site see.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// One or two plain sentences, shown first.
    pub summary: Option<String>,
    /// The headings, when there are enough for a list of contents.
    pub contents: Vec<ContentsView>,
    /// The text.
    pub body_html: String,
    /// What stands at the end.
    pub foot: FootView,
}

impl Pages for SitePages {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let articles = room.network.articles.values();
        articles
            .filter(|article| article.id.kind() == NodeKind::Page && !is_own(article.id.key()))
            .map(|article| {
                let make = move |room: &Room<'a>, path: &SitePath| {
                    let text = Text::from(&**article);
                    let page = article_page(room, path, "about", text);
                    room.render("article.html", &page, &article_view(room, text, path)?)
                };
                page(room, article.id.address().page, make)
            })
            .collect()
    }
}

/// Whether bedside makes a page of this name itself.
fn is_own(name: &str) -> bool {
    OWN_PAGES.contains(&name) || name == "404"
}

/// What every page has, for a text.
pub fn article_page(room: &Room<'_>, path: &SitePath, place: &'static str, text: Text<'_>) -> PageView {
    let language = room.network.language(text.meta);
    let translations: Vec<_> = room.translations(text).into_iter().map(|id| translation(room, path, &id)).collect();
    let page = room.page_in(path, place, text.title, language);
    let description = text.meta.summary.clone().or_else(|| first_words(text.prose));
    PageView {
        description: description.or_else(|| page.description.clone()),
        alternates: alternates(room, path, text, &translations),
        translations,
        older: older(room, language, text),
        structured: Some(structured::of_text(room, path, text)),
        sheet_foot: Some(sheet_foot(room, text)),
        ..page
    }
}

/// The text in each of the languages it is in, at addresses that search engines take; nothing when it is in one only.
fn alternates(room: &Room<'_>, path: &SitePath, text: Text<'_>, translations: &[LinkView]) -> Vec<LinkView> {
    if translations.is_empty() {
        return Vec::new();
    }
    let own = LinkView {
        href: path.link_to(path),
        lang: Some(String::from(room.network.language(text.meta))),
        ..LinkView::default()
    };
    let absolute = |link: &LinkView| LinkView {
        href: room.absolute(&path.resolve(&link.href)).unwrap_or_else(|| link.href.clone()),
        ..link.clone()
    };
    [&own].into_iter().chain(translations).map(absolute).collect()
}

/// What to say of a translation whose original changed since.
fn older(room: &Room<'_>, language: &str, text: Text<'_>) -> Option<String> {
    let newer = room.network.newer_original(text)?;
    let date = dates::date(language, newer.changed).words;
    Some(room.strings(language).fill("translation_older", &[("date", &date)]))
}

/// A link to the same text in another language, in the words of that language.
fn translation(room: &Room<'_>, path: &SitePath, id: &crate::model::id::NodeId) -> LinkView {
    let language = room.network.text(id).map_or("", |text| room.network.language(text.meta));
    let name = room.strings(language).get("language_name");
    let named = room.strings(language).language == language.split('-').next().unwrap_or_default();
    LinkView {
        href: id.address().href(path),
        text: String::from(if named { name } else { language }),
        lang: Some(String::from(language)),
        note: Some(String::from(room.network.title(id))),
    }
}

/// How long a description is, in characters, when it is taken from the text.
const DESCRIPTION_LENGTH: usize = 160;

/// The first words of a text, for search engines.
fn first_words(prose: &Prose) -> Option<String> {
    use crate::model::prose::{BlockKind, text_of};
    let words = prose.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(content) => Some(text_of(content)).filter(|words| !words.trim().is_empty()),
        _ => None,
    })?;
    match words.char_indices().nth(DESCRIPTION_LENGTH) {
        None => Some(words),
        Some((end, _)) => {
            let cut = words[..end].rfind(' ').unwrap_or(end);
            Some(format!("{}…", words[..cut].trim_end_matches([',', ';', ':', ' '])))
        }
    }
}

/// What the template sees of a text.
///
/// # Errors
/// When `bedside.yaml` names a style of references that there is not.
pub fn article_view(room: &Room<'_>, text: Text<'_>, path: &SitePath) -> Result<ArticleView, MakeError> {
    let cited = room.cite(text)?;
    Ok(ArticleView {
        summary: text.meta.summary.clone(),
        contents: contents(text.prose),
        body_html: room.body(text, path, &cited.citations),
        foot: foot(room, text, path, cited),
    })
}

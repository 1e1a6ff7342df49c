//! What all pages share, worked out once: the network, the theme, and where everything stands.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde::Serialize;
use tera::{Context, Tera};

use crate::config::Config;
use crate::gate::Cleared;
use crate::memo::Memo;
use crate::model::chat::{Chat, ChatStatus};
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{LinkKind, Network, Text};
use crate::model::prose::{Prose, text_of};
use crate::model::term::Term;
use crate::render::citations::{Cited, Citer};
use crate::render::dates;
use crate::render::html::{Glossary, Scene, body};
use crate::render::site_view;
use crate::render::strings::{Strings, runs_right_to_left};
use crate::render::structured;
use crate::render::theme::{Theme, fill};
use crate::render::views::{ContentsView, LinkView, PageView};
use crate::render::vocabulary::{Vocabulary, primary};
use crate::site::{MakeError, SitePath};
use crate::source::Fingerprint;

/// A page has a list of contents when it has at least so many headings.
const FEWEST_CONTENTS: usize = 3;

/// Finished pages, by what they were made from: the preview makes a page again only when something on it has changed.
pub type Memory = Memo<Result<Vec<u8>, MakeError>>;

/// The memory of finished pages, and a fingerprint of what all pages are made from.
struct Rendered {
    memory: Arc<Memory>,
    shared: Fingerprint,
}

/// What all pages share.
pub struct Room<'a> {
    /// What may be shown.
    pub cleared: &'a Cleared,
    /// The network of [`Self::cleared`].
    pub network: &'a Network,
    /// The theme.
    pub theme: &'a Theme,
    /// Chats still to come, the next first.
    pub upcoming: Vec<&'a Chat>,
    /// Chats that took place or were called off, the latest first.
    pub past: Vec<&'a Chat>,
    tera: Tera,
    rendered: Option<Rendered>,
    citer: Arc<Result<Citer, MakeError>>,
    places: FxHashMap<&'a NodeId, usize>,
    /// The words of the glossary by the first part of their language's tag, gathered when a page first asks.
    vocabularies: OnceLock<BTreeMap<&'a str, Vocabulary<'a>>>,
}

impl<'a> Room<'a> {
    /// Works out what all pages of `cleared` share. Pages are remembered in `memory`, if there is one.
    pub fn new(cleared: &'a Cleared, theme: &'a Theme, memory: Option<Arc<Memory>>) -> Self {
        let network = cleared.network();
        let site = site_view::of(network, theme);
        let shared = || Fingerprint::of(&[&theme.print().0, json(&site).as_bytes()]);
        let (mut upcoming, mut past): (Vec<_>, Vec<_>) =
            network.chats.values().map(|chat| &**chat).partition(|chat| chat.status == ChatStatus::Upcoming);
        upcoming.sort_by_key(|chat| (chat.date.is_none(), chat.date, &chat.id));
        past.sort_by_key(|chat| (std::cmp::Reverse(chat.date), &chat.id));
        let places = network
            .sections
            .values()
            .flat_map(|section| section.topics.iter().enumerate().map(|(place, topic)| (topic, place)))
            .collect();
        Self {
            cleared,
            network,
            theme,
            upcoming,
            past,
            tera: theme.templates_for(&site),
            rendered: memory.map(|memory| Rendered { memory, shared: shared() }),
            citer: theme.citer(&network.config.reference_style),
            places,
            vocabularies: OnceLock::new(),
        }
    }

    /// The words of the glossary that are in `language`.
    pub fn vocabulary(&self, language: &str) -> Option<&Vocabulary<'a>> {
        self.vocabularies.get_or_init(|| vocabularies(self.network)).get(primary(language))
    }

    /// The words of the interface for pages in `language`.
    pub fn strings(&self, language: &str) -> &'a Strings {
        self.theme.strings(language)
    }

    /// The words of the interface in the language of the site.
    pub fn site_strings(&self) -> &'a Strings {
        self.strings(&self.network.config.language)
    }

    /// Fills `template` with a page and what stands on it.
    ///
    /// # Errors
    /// When the template asks for something that the page does not have.
    pub fn render(&self, template: &str, page: &PageView, view: &impl Serialize) -> Result<Vec<u8>, MakeError> {
        let structured = structured::script(self, page);
        let make = || self.fill(template, page, view, structured.as_deref());
        let Some(rendered) = &self.rendered else { return make() };
        let said = [template, &json(page), &json(view), structured.as_deref().unwrap_or_default()];
        let print = Fingerprint::of(&[&rendered.shared.0, said.join("\n").as_bytes()]);
        Result::clone(&rendered.memory.get(print, make))
    }

    /// Like [`Self::render`], whatever is remembered.
    fn fill(
        &self,
        template: &str,
        page: &PageView,
        view: &impl Serialize,
        structured: Option<&str>,
    ) -> Result<Vec<u8>, MakeError> {
        let mut context = Context::from_serialize(view).map_err(|error| MakeError(error.to_string()))?;
        context.insert_value("t", self.strings(&page.lang).value());
        context.insert("page", page);
        context.insert("structured_html", &structured);
        fill(&self.tera, template, &context)
    }

    /// What every page has, for the page at `path` with this title in the language of the site.
    pub fn page(&self, path: &SitePath, place: &'static str, title: &str) -> PageView {
        self.page_in(path, place, title, &self.network.config.language)
    }

    /// Like [`Self::page`], in a language.
    pub fn page_in(&self, path: &SitePath, place: &'static str, title: &str, language: &str) -> PageView {
        let config = &self.network.config;
        let rel = "../".repeat(path.as_str().matches('/').count());
        let strings = self.strings(language);
        let home = LinkView {
            href: format!("{rel}index.html"),
            text: String::from(strings.get("home")),
            ..LinkView::default()
        };
        PageView {
            lang: String::from(language),
            dir: if runs_right_to_left(language) { "rtl" } else { "ltr" },
            title: String::from(title),
            head_title: format!("{title} – {}", config.title),
            description: Some(description(config, title, language)),
            canonical: self.absolute(path),
            crumbs: vec![home],
            place,
            translations: Vec::new(),
            alternates: Vec::new(),
            older: None,
            path: path.clone(),
            structured: None,
            sheet_foot: None,
            large: false,
            rel,
        }
    }

    /// The absolute address of the page at `path`, where the network says where it is published.
    pub fn absolute(&self, path: &SitePath) -> Option<String> {
        let root = SitePath::new("index.html");
        let url = self.network.config.url.as_deref()?;
        let slash = if url.ends_with('/') { "" } else { "/" };
        Some(match path.as_str() {
            "index.html" => format!("{url}{slash}"),
            _ => format!("{url}{slash}{}", root.link_to(path)),
        })
    }

    /// A link from `page` to `id`, in words of the language `language`; to a chat, with its date.
    pub fn link(&self, page: &SitePath, language: &str, id: &NodeId) -> LinkView {
        let other = self.network.text(id).map(|text| self.network.language(text.meta));
        let date = self.network.chats.get(id).and_then(|chat| chat.date);
        LinkView {
            href: self.network.address(id).href(page),
            text: String::from(self.network.title(id)),
            lang: other.filter(|other| *other != language).map(String::from),
            note: date.map(|date| dates::date(language, date).words),
        }
    }

    /// Like [`Self::link`], with the page's summary after it.
    pub fn link_with_summary(&self, page: &SitePath, language: &str, id: &NodeId) -> LinkView {
        let summary = self.network.text(id).and_then(|text| text.meta.summary.clone());
        LinkView { note: summary, ..self.link(page, language, id) }
    }

    /// Links from `page` to the nodes that have a tie of this kind to `id`; chats with their dates.
    pub fn links_from(&self, page: &SitePath, language: &str, id: &NodeId, kind: LinkKind) -> Vec<LinkView> {
        let ties = self.network.incoming(id).iter().filter(|link| link.kind == kind);
        ties.map(|link| self.link(page, language, &link.from)).collect()
    }

    /// The text as HTML.
    pub fn body(&self, text: Text<'_>, page: &SitePath, citations: &[String]) -> String {
        body(self.scene(text, page, citations, &BTreeMap::new()), text.prose)
    }

    /// What the words of a text need to know. `after_headings` is safe HTML to put after headings, by their anchors.
    pub fn scene<'s>(
        &'s self,
        text: Text<'s>,
        page: &'s SitePath,
        citations: &'s [String],
        after_headings: &'s BTreeMap<String, String>,
    ) -> Scene<'s> {
        Scene {
            network: self.network,
            cleared: self.cleared,
            strings: self.strings(self.network.language(text.meta)),
            page,
            resolved: self.network.resolved(text.id),
            citations,
            after_headings,
            glossary: Glossary {
                vocabulary: self.vocabulary(self.network.language(text.meta)).filter(|_| *page != glossary_page()),
                text: text.id,
            },
            transcript: self.cleared.conversation(text.id).is_some(),
        }
    }

    /// The citations of the text and its list of references.
    ///
    /// # Errors
    /// When `bedside.yaml` names a style of references that there is not.
    pub fn cite(&self, text: Text<'_>) -> Result<Cited, MakeError> {
        let citer = Result::as_ref(&self.citer).map_err(Clone::clone)?;
        let sources: Vec<String> = text
            .meta
            .sources
            .iter()
            .filter(|key| self.network.references.contains_key(key.as_str()))
            .map(|source| source.value.clone())
            .collect();
        if sources.is_empty() && text.prose.citations.is_empty() {
            return Ok(Cited::default());
        }
        Ok(citer.cite(&self.network.references, &text.prose.citations, &sources, self.network.language(text.meta)))
    }

    /// The text of `pages/NAME.md`, which stands at the top of the page NAME.
    pub fn introduction(&self, name: &str, page: &SitePath) -> Result<Option<String>, MakeError> {
        let Some(text) = self.network.text(&NodeId::new(NodeKind::Page, name)) else { return Ok(None) };
        let cited = self.cite(text)?;
        Ok(Some(self.body(text, page, &cited.citations)))
    }

    /// The topics before and after this one in its section.
    pub fn neighbours(&self, topic: &NodeId) -> (Option<&'a NodeId>, Option<&'a NodeId>) {
        let Some(section) = self.network.sections.get(&section_of(topic)) else { return (None, None) };
        let Some(place) = self.places.get(topic) else { return (None, None) };
        let before = place.checked_sub(1).and_then(|place| section.topics.get(place));
        (before, section.topics.get(place + 1))
    }

    /// The same text in other languages: the one it was translated from, that one's other translations, and its own.
    pub fn translations(&self, text: Text<'_>) -> Vec<NodeId> {
        let translated = |id: &NodeId| -> Vec<NodeId> {
            let links = self.network.incoming(id).iter().filter(|link| link.kind == LinkKind::Translates);
            links.map(|link| link.from.clone()).collect()
        };
        let written = text.meta.translation_of.as_ref();
        let original = written.and_then(|path| self.network.find_path(text.file, path));
        let mut others = translated(text.id);
        others.extend(original.iter().flat_map(translated));
        others.extend(original);
        others.retain(|id| id != text.id);
        others.sort();
        others.dedup();
        others
    }
}

/// What search engines are told of a page that says nothing of itself: its title, and what the site is about.
fn description(config: &Config, title: &str, language: &str) -> String {
    let about = config.description.as_deref().filter(|_| language == config.language);
    format!("{title}: {}", about.unwrap_or(&config.title))
}

/// What a view holds, for its fingerprint.
fn json(view: &impl Serialize) -> String {
    serde_json::to_string(view).unwrap_or_default()
}

/// The page that the words of the glossary lead to; on itself they need no explanation.
fn glossary_page() -> SitePath {
    SitePath::new("glossary.html")
}

/// The words of the glossary by the first part of their language's tag.
fn vocabularies(network: &Network) -> BTreeMap<&str, Vocabulary<'_>> {
    let mut by_language: BTreeMap<&str, Vec<&Term>> = BTreeMap::new();
    for term in network.terms.values() {
        let language = term.language.as_deref().unwrap_or(&network.config.language);
        by_language.entry(primary(language)).or_default().push(term);
    }
    let vocabularies = by_language.into_iter();
    vocabularies.filter_map(|(tag, terms)| Some((tag, Vocabulary::of(terms.into_iter(), tag)?))).collect()
}

/// The headings of a text for its list of contents; none when there are few.
pub fn contents(prose: &Prose) -> Vec<ContentsView> {
    let headings = prose.headings().filter(|heading| heading.level == 2 && !heading.id.is_empty());
    let contents: Vec<_> =
        headings.map(|heading| ContentsView { id: heading.id.clone(), text: text_of(&heading.content) }).collect();
    if contents.len() >= FEWEST_CONTENTS { contents } else { Vec::new() }
}

/// The section that a topic lies in.
pub fn section_of(topic: &NodeId) -> NodeId {
    let folder = topic.key().rfind('/').map_or("", |slash| &topic.key()[..slash]);
    NodeId::new(NodeKind::Section, folder)
}

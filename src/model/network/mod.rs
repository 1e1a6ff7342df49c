//! The whole network: every document, and what ties them together.
//!
//! [`Network::link`] is done anew at each build over shared documents; nothing in it is ever stale.

mod chats;
mod linker;
mod names;
mod outline;
pub mod redirects;
mod resolve;
mod sections;
mod shape;
pub mod translations;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::memo::Results;
use crate::model::article::{Article, Meta};
use crate::model::asset::Embedded;
use crate::model::chat::{Chat, Recap, Transcript};
use crate::model::contact::Contacts;
use crate::model::decision::Decisions;
use crate::model::document::Document;
use crate::model::finding_aids::{SearchSettings, SearchTest};
use crate::model::id::{Address, NodeId, NodeKind};
use crate::model::library::Library;
pub use crate::model::network::linker::Linker;
use crate::model::network::linker::together;
use crate::model::network::shape::Shape;
use crate::model::person::Roster;
use crate::model::picture::Picture;
use crate::model::prose::Prose;
use crate::model::retraction::Retraction;
use crate::model::term::Term;
use crate::site::SitePath;
use crate::source::{Content, FilePath, Fingerprint, SourceFile};

/// Every document of a network folder and what ties them together.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The settings.
    pub config: Arc<Config>,
    /// The day on which the site is built.
    pub today: Date,
    /// Topics, the sections' own texts, and the pages about the site, by name.
    pub articles: BTreeMap<NodeId, Arc<Article>>,
    /// The folders under `topics/`, by name; the root section has an empty key.
    pub sections: Arc<BTreeMap<NodeId, Section>>,
    /// The chats, by name: dated folder names sort by date.
    pub chats: BTreeMap<NodeId, Arc<Chat>>,
    /// What was said in the chats. Only the gate hands words on; in a cleared network this is empty.
    pub transcripts: BTreeMap<NodeId, Arc<Transcript>>,
    /// Transcripts that were left out because their chat has another one already.
    pub extra_transcripts: Vec<Arc<Transcript>>,
    /// The reference library.
    pub references: Arc<Library>,
    /// Sources that were retracted, doubted or corrected after they appeared, by key.
    pub retractions: BTreeMap<String, Retraction>,
    /// The people.
    pub people: Arc<Roster>,
    /// The glossary, in the order of the file, by name.
    pub terms: BTreeMap<NodeId, Arc<Term>>,
    /// Whom to call.
    pub contacts: Arc<Contacts>,
    /// What the network adds to its search.
    pub search: Arc<SearchSettings>,
    /// What editors expect the search to find.
    pub search_tests: Vec<Arc<SearchTest>>,
    /// What was decided about passages that may identify somebody.
    pub decisions: Arc<Decisions>,
    /// The tags, by name.
    pub tags: Arc<BTreeMap<NodeId, Tag>>,
    /// Files that are copied to the site: all of `static/`, and what pages embed.
    pub assets: BTreeMap<FilePath, Asset>,
    /// The pictures that texts show, by where their files stand in the site.
    pub pictures: BTreeMap<SitePath, Arc<Picture>>,
    /// Files of `theme/`, which replace files of the theme.
    pub overrides: Vec<Arc<SourceFile>>,
    /// Pages that are marked as drafts and left out.
    pub drafts: Vec<FilePath>,
    /// A name for everything that the files say which are published as they are: not transcripts and the roster, of which
    /// only the gate knows what may be seen.
    pub published: Fingerprint,
    /// Files that claim an address which another file has already.
    pub collisions: Vec<Collision>,
    /// The documents that were tied together, for tying them anew without what is withheld; a cleared network has none.
    pub documents: Vec<Parsed>,
    /// Whether drafts are part of it.
    pub shown_drafts: Drafts,
    /// A fingerprint of everything that a link can lead to or that decides where it leads: see [`outline`].
    pub outline: Fingerprint,
    shape: Arc<Shape>,
    /// What the links of each text point at, in the order of [`Network::texts`].
    linked: Results<Linked>,
    incoming: Arc<FxHashMap<NodeId, Vec<Link>>>,
    prints: Vec<Fingerprint>,
}

/// What the links of one text were found to point at, and the ties that follow from them.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    targets: Vec<Resolved>,
    ties: Vec<Link>,
    /// The files among the targets, and whether the text shows them as pictures.
    files: Vec<(SitePath, bool)>,
    /// Whether single messages of chats are among the targets.
    quotes_messages: bool,
    /// A fingerprint of the ties.
    print: Fingerprint,
}

/// A folder under `topics/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its name in the network.
    pub id: NodeId,
    /// Its title: that of its `index.md`, else the folder's name in words.
    pub title: String,
    /// Its own text, if it has an `index.md`.
    pub article: Option<NodeId>,
    /// The topics that lie in the folder itself, by weight and title.
    pub topics: Vec<NodeId>,
    /// The folders in the folder, by weight and title.
    pub sections: Vec<NodeId>,
    /// Where it stands among its siblings.
    pub weight: i64,
}

/// A tag and what bears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The tag as it was first written.
    pub name: String,
    /// The topics and chats that bear it, in the order of their names.
    pub nodes: Vec<NodeId>,
}

/// A file that is copied to the site.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it goes.
    pub path: SitePath,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Whether it is copied even if no page uses it.
    pub always: bool,
    /// What it says besides what it shows.
    pub embedded: Arc<Embedded>,
    /// The picture in it, if it is one.
    pub picture: Option<Arc<Picture>>,
}

/// A file whose page would overwrite another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The file that comes second and is refused.
    pub file: FilePath,
    /// The file that has the address.
    pub other: FilePath,
    /// The address.
    pub page: SitePath,
}

/// A tie between two nodes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The node that says so.
    pub from: NodeId,
    /// What it says of the other.
    pub kind: LinkKind,
    /// The other.
    pub to: NodeId,
}

/// What one node says of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// A page or chat rests on a source.
    Cites,
    /// A chat belongs to a topic.
    Discusses,
    /// A page uses a word of the glossary.
    Uses,
    /// A page was written by somebody.
    WrittenBy,
    /// A page was reviewed by somebody.
    ReviewedBy,
    /// A page is a translation of another.
    Translates,
    /// A page links to another in its text.
    Mentions,
}

/// What a link of a text was found to point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A node of the network, at an address that may name an anchor.
    Node(NodeId, Address),
    /// A file that is copied to the site.
    Asset(SitePath),
    /// An absolute address.
    External(String),
    /// An anchor on the same page.
    Anchor(String),
    /// A message of a chat, by its number: on which page it stands, and whether it is shown, only the gate knows.
    Message(NodeId, usize),
    /// A telephone number of `contacts.yaml`: the index of the contact.
    Contact(usize),
    /// A value of `contacts.yaml`.
    Threshold(String),
    /// Nothing: the page it names is a draft.
    Draft,
    /// Nothing: the page is there, but not the anchor.
    NoAnchor(NodeId, String),
    /// Nothing: more than one page has this name.
    Ambiguous(Vec<NodeId>),
    /// Nothing has this name.
    Unknown,
    /// An address that a page may not link to.
    Forbidden,
}

/// One file with what was read from it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What it holds.
    pub document: Arc<Document>,
}

/// An article with the fingerprint of its file.
type PrintedArticle = (Fingerprint, Arc<Article>);

/// Whether drafts are part of the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// Left out: what is published.
    #[default]
    LeaveOut,
    /// Shown: what an editor sees.
    Show,
}

/// Something that can link and be linked to in its text: an article or a recap.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Its name in the network.
    pub id: &'a NodeId,
    /// The file it was written in.
    pub file: &'a FilePath,
    /// The title.
    pub title: &'a str,
    /// The front matter.
    pub meta: &'a Meta,
    /// The body.
    pub prose: &'a Prose,
}

impl Network {
    /// Ties `documents` together. `documents` come sorted by path.
    pub fn link(config: Arc<Config>, today: Date, drafts: Drafts, documents: &[Parsed]) -> Self {
        Self::link_again(config, today, drafts, documents, &Linker::default())
    }

    /// Like [`Network::link`], with what `linker` remembers of networks that were linked before.
    pub fn link_again(config: Arc<Config>, today: Date, drafts: Drafts, documents: &[Parsed], linker: &Linker) -> Self {
        let published = published(documents);
        let mut network =
            Self { config, today, published, documents: documents.to_vec(), shown_drafts: drafts, ..Self::default() };
        let (articles, recaps) = network.add_all(documents);
        network.add_articles(articles);
        network.references = linker.library(documents);
        network.add_chats(&recaps, linker);
        network.outline = network.outline_of(documents, linker);
        network.add_shape(linker);
        network.resolve_links(linker);
        let shown = network.shown_assets();
        let pictures = shown.filter_map(|asset| Some((asset.path.clone(), Arc::clone(asset.picture.as_ref()?))));
        network.pictures = pictures.collect();
        linker.end_generation();
        network
    }

    /// This network tied together anew from other `documents`.
    #[must_use]
    pub fn relinked(&self, documents: &[Parsed], linker: &Linker) -> Self {
        Self::link_again(Arc::clone(&self.config), self.today, self.shown_drafts, documents, linker)
    }

    /// Every text of the network: articles, then recaps.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        let articles = self.articles.values().map(|article| Text::from(&**article));
        articles.chain(self.chats.values().map(|chat| Text::from(&*chat.recap)))
    }

    /// The text of `id`, if it is an article or a chat.
    pub fn text(&self, id: &NodeId) -> Option<Text<'_>> {
        match self.articles.get(id) {
            Some(article) => Some(Text::from(&**article)),
            None => self.chats.get(id).map(|chat| Text::from(&*chat.recap)),
        }
    }

    /// The texts that link to single messages of chats.
    pub fn texts_quoting_messages(&self) -> impl Iterator<Item = Text<'_>> {
        let linked = self.texts().zip(&*self.linked);
        linked.filter(|(_, linked)| linked.quotes_messages).map(|(text, _)| text)
    }

    /// What the links of `id`'s text point at, in the order of [`Prose::links`].
    pub fn resolved(&self, id: &NodeId) -> &[Resolved] {
        let place = self.shape.places.get(id).copied();
        place.and_then(|place| self.linked.get(place)).map_or(&[], |linked| &linked.targets)
    }

    /// The ties that other nodes have to `id`, sorted by the node they come from.
    pub fn incoming(&self, id: &NodeId) -> &[Link] {
        self.incoming.get(id).map_or(&[], Vec::as_slice)
    }

    /// Where the text that `parsed` holds stands among [`Network::texts`]; nothing if it holds none that is shown.
    pub fn place_of(&self, parsed: &Parsed) -> Option<usize> {
        let id = match &*parsed.document {
            Document::Article(article) => &article.id,
            Document::Recap(recap) => &recap.id,
            _ => return None,
        };
        // Of two files with one name only the first is in the network.
        self.text(id).filter(|text| *text.file == parsed.file.path).and(self.shape.places.get(id).copied())
    }

    /// The fingerprints of the files that texts were written in, in the order of [`Network::texts`].
    pub fn prints(&self) -> &[Fingerprint] {
        &self.prints
    }

    /// The fingerprint of the file that the text of `id` was written in.
    pub fn print_of(&self, id: &NodeId) -> Option<Fingerprint> {
        self.prints.get(*self.shape.places.get(id)?).copied()
    }

    /// The fingerprint of the file at `path`.
    fn print_of_file(&self, path: &str) -> Option<Fingerprint> {
        let at = self.documents.binary_search_by(|parsed| parsed.file.path.as_str().cmp(path)).ok()?;
        Some(self.documents[at].file.fingerprint)
    }

    /// What to call `id`: its title, name or term. The key when there is no such node.
    pub fn title<'a>(&'a self, id: &'a NodeId) -> &'a str {
        let found = match id.kind() {
            NodeKind::Topic | NodeKind::Page | NodeKind::Chat => self.text(id).map(|text| text.title),
            NodeKind::Section => self.sections.get(id).map(|section| section.title.as_str()),
            NodeKind::Reference => self.references.get(id.key()).map(|reference| reference.title.as_str()),
            NodeKind::Person => self.people.staff_member(id.key()).map(|person| person.name.as_str()),
            NodeKind::Term => self.terms.get(id).map(|term| term.term.as_str()),
            NodeKind::Tag => self.tags.get(id).map(|tag| tag.name.as_str()),
        };
        found.unwrap_or_else(|| id.key())
    }

    /// Where the site shows `id`.
    pub fn address(&self, id: &NodeId) -> Address {
        match id.kind() {
            NodeKind::Reference => self.references.address(id),
            _ => id.address(),
        }
    }

    /// The topics of the network in the order of their names.
    pub fn topics(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.articles.values().filter(|article| article.id.kind() == NodeKind::Topic)
    }

    /// The files that are copied to the site: those that always are, and those that a text uses.
    pub fn copied_assets(&self) -> impl Iterator<Item = &Asset> {
        let used: BTreeSet<&SitePath> = self.used_files().map(|(path, _)| path).collect();
        self.assets.values().filter(move |asset| asset.always || used.contains(&asset.path))
    }

    /// The files that texts link to, and whether they are shown as pictures.
    fn used_files(&self) -> impl Iterator<Item = &(SitePath, bool)> {
        // Without any file there is nothing to look for.
        self.linked.iter().take_while(|_| !self.assets.is_empty()).flat_map(|linked| &linked.files)
    }

    /// The files that texts show as pictures.
    pub fn shown_assets(&self) -> impl Iterator<Item = &Asset> {
        let shown: BTreeSet<&SitePath> = self.used_files().filter(|(_, shown)| *shown).map(|(path, _)| path).collect();
        self.assets.values().filter(move |asset| shown.contains(&asset.path))
    }

    /// The language of a text: its own, else the site's.
    pub fn language<'a>(&'a self, meta: &'a Meta) -> &'a str {
        meta.language.as_deref().unwrap_or(&self.config.language)
    }

    /// Puts each document into its place, and returns the articles and recaps.
    fn add_all(&mut self, documents: &[Parsed]) -> (Vec<PrintedArticle>, Vec<Arc<Recap>>) {
        let (mut articles, mut recaps) = (Vec::with_capacity(documents.len()), Vec::new());
        let leaves_out = self.shown_drafts == Drafts::LeaveOut;
        for parsed in documents {
            match &*parsed.document {
                Document::Article(article) if article.meta.draft && leaves_out => {
                    self.drafts.push(article.file.clone());
                }
                Document::Recap(recap) if recap.meta.draft && leaves_out => self.drafts.push(recap.file.clone()),
                Document::Article(article) => articles.push((parsed.file.fingerprint, Arc::clone(article))),
                Document::Recap(recap) => recaps.push(Arc::clone(recap)),
                _ => self.add(parsed),
            }
        }
        (articles, recaps)
    }

    /// Puts a document into its place that is no text of a page.
    fn add(&mut self, parsed: &Parsed) {
        match &*parsed.document {
            Document::Transcript(transcript) => self.add_transcript(transcript),
            Document::People(roster) => self.people = Arc::clone(roster),
            Document::Glossary(terms) => {
                self.terms.extend(terms.iter().map(|term| (term.id.clone(), Arc::clone(term))));
            }
            Document::Contacts(contacts) => self.contacts = Arc::clone(contacts),
            Document::SearchSettings(search) => self.search = Arc::clone(search),
            Document::SearchTests(tests) => self.search_tests.extend(tests.iter().cloned()),
            Document::Decisions(decisions) => self.decisions = Arc::clone(decisions),
            // Articles and recaps are added by their names, and references are gathered from all files at once.
            Document::Article(_) | Document::Recap(_) | Document::References(_) => {}
            Document::Asset(embedded, picture) => self.add_other_file(&parsed.file, embedded, picture.as_ref()),
            Document::Nothing => self.add_other_file(&parsed.file, &Arc::default(), None),
        }
    }

    /// Adds `articles`, which come in the order of their files. Of two with one address the first has it.
    fn add_articles(&mut self, mut articles: Vec<PrintedArticle>) {
        articles.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        articles.dedup_by(|(_, article), (_, other)| {
            let collides = article.id == other.id;
            if collides {
                let (file, other) = (article.file.clone(), other.file.clone());
                self.collisions.push(Collision { file, other, page: article.id.address().page });
            }
            collides
        });
        self.prints = articles.iter().map(|(print, _)| *print).collect();
        self.articles = articles.into_iter().map(|(_, article)| (article.id.clone(), article)).collect();
    }

    /// Adds a transcript; a chat has one, so a second one is left out and noted.
    fn add_transcript(&mut self, transcript: &Arc<Transcript>) {
        match self.transcripts.get(&transcript.chat) {
            Some(_) => self.extra_transcripts.push(Arc::clone(transcript)),
            None => {
                self.transcripts.insert(transcript.chat.clone(), Arc::clone(transcript));
            }
        }
    }

    /// Adds a file that nothing was read from: a static file, a picture beside a page, or a part of a theme.
    fn add_other_file(&mut self, file: &Arc<SourceFile>, embedded: &Arc<Embedded>, picture: Option<&Arc<Picture>>) {
        let path = file.path.as_str();
        let (path, always) = if path.starts_with("theme/") {
            self.overrides.push(Arc::clone(file));
            return;
        } else if let Some(rest) = path.strip_prefix("static/") {
            (rest, true)
        } else if path.starts_with("topics/") {
            (path, false)
        } else if let Some(rest) = path.strip_prefix("pages/") {
            (rest, false)
        } else {
            return;
        };
        let (embedded, picture) = (Arc::clone(embedded), picture.cloned());
        let asset = Asset { path: SitePath::new(path), file: Arc::clone(file), always, embedded, picture };
        self.assets.insert(file.path.clone(), asset);
    }
}

/// See [`Network::published`]. Of a file that is only copied its name counts: its fingerprint holds the time at which it
/// was written, and the same sources must give the same site wherever and whenever they were put there.
fn published(documents: &[Parsed]) -> Fingerprint {
    let open = |parsed: &&Parsed| !matches!(&*parsed.document, Document::Transcript(_) | Document::People(_));
    let print = |parsed: &Parsed| match &parsed.file.content {
        Content::Unread(_) => Fingerprint::of(&[parsed.file.path.as_str().as_bytes()]),
        Content::Text(_) | Content::Binary(_) => parsed.file.fingerprint,
    };
    together(documents.iter().filter(open).map(print))
}

impl<'a> From<&'a Article> for Text<'a> {
    fn from(article: &'a Article) -> Self {
        let Article { id, file, title, meta, prose } = article;
        Self { id, file, title, meta, prose }
    }
}

impl<'a> From<&'a Recap> for Text<'a> {
    fn from(recap: &'a Recap) -> Self {
        let Recap { id, file, title, meta, prose, .. } = recap;
        Self { id, file, title, meta, prose }
    }
}

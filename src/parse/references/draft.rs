//! A reference as most formats describe it, flat: what it is, and what it appeared in beside it. [`Draft::entry`] turns
//! it into the nested entry that citation styles format.

use hayagriva::Entry;
use hayagriva::types::{Date, EntryType, FormatString, MaybeTyped, Person, Publisher, QualifiedUrl};

/// What kind of source a draft describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// In a journal.
    JournalArticle,
    /// An article that appeared in nothing, such as a preprint.
    Preprint,
    /// In a newspaper or magazine.
    NewsArticle,
    /// In the proceedings of a conference.
    ConferencePaper,
    /// A book.
    Book,
    /// In a book.
    Chapter,
    /// In a work of reference.
    EncyclopediaEntry,
    /// A report or guideline.
    Report,
    /// A thesis.
    Thesis,
    /// On the web.
    WebPage,
    /// On a blog.
    BlogPost,
    /// On a social network.
    Post,
    /// A film or broadcast.
    Video,
    /// A recording.
    Audio,
    /// Data or a program.
    Dataset,
    /// A law or regulation.
    Legislation,
    /// A case at court.
    Case,
    /// A patent.
    Patent,
    /// Not published.
    Manuscript,
    /// Anything else.
    #[default]
    Other,
}

impl Kind {
    /// The type of the entry, and that of what it appeared in, which may have editors.
    fn types(self, has_editors: bool) -> (EntryType, Option<EntryType>) {
        match self {
            Self::JournalArticle => (EntryType::Article, Some(EntryType::Periodical)),
            Self::Preprint => (EntryType::Article, None),
            Self::NewsArticle => (EntryType::Article, Some(EntryType::Newspaper)),
            Self::Book => (EntryType::Book, None),
            Self::ConferencePaper if !has_editors => (EntryType::Article, Some(EntryType::Proceedings)),
            // What is printed like a chapter is taken for one: of the types that stand for the other two, styles such
            // as APA print the title of the whole twice with this library.
            Self::Chapter | Self::ConferencePaper | Self::EncyclopediaEntry => {
                (EntryType::Chapter, Some(EntryType::Book))
            }
            Self::Report => (EntryType::Report, None),
            Self::Thesis => (EntryType::Thesis, None),
            Self::WebPage => (EntryType::Web, Some(EntryType::Web)),
            Self::BlogPost => (EntryType::Article, Some(EntryType::Blog)),
            Self::Post => (EntryType::Post, Some(EntryType::Web)),
            Self::Video => (EntryType::Video, None),
            Self::Audio => (EntryType::Audio, None),
            Self::Dataset => (EntryType::Repository, None),
            Self::Legislation => (EntryType::Legislation, None),
            Self::Case => (EntryType::Case, None),
            // RIS calls it the published source: the gazette.
            Self::Patent => (EntryType::Patent, Some(EntryType::Periodical)),
            Self::Manuscript => (EntryType::Manuscript, None),
            Self::Other => (EntryType::Misc, None),
        }
    }
}

/// A reference, flat. Every field may be absent.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) title: Option<String>,
    pub(super) short_title: Option<String>,
    pub(super) authors: Vec<Person>,
    pub(super) editors: Vec<Person>,
    /// The journal, book or site it appeared in.
    pub(super) container: Option<String>,
    pub(super) short_container: Option<String>,
    /// The series of the book.
    pub(super) collection: Option<String>,
    pub(super) volume: Option<String>,
    pub(super) issue: Option<String>,
    pub(super) pages: Option<String>,
    pub(super) chapter: Option<String>,
    pub(super) edition: Option<String>,
    /// The number of a report, patent or law.
    pub(super) number: Option<String>,
    /// What kind of report or thesis: "Clinical guideline".
    pub(super) genre: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) place: Option<String>,
    pub(super) issued: Option<Date>,
    pub(super) url: Option<String>,
    pub(super) accessed: Option<Date>,
    pub(super) note: Option<String>,
    /// A language tag.
    pub(super) language: Option<String>,
    /// Identifiers by name: doi, isbn, issn, pmid, pmcid.
    pub(super) identifiers: Vec<(&'static str, String)>,
}

impl Draft {
    /// The entry that citation styles format.
    pub(super) fn entry(self, key: &str) -> Entry {
        let (own, outer) = self.kind.types(!self.editors.is_empty());
        let mut entry = Entry::new(key, own);
        let outer = outer.filter(|_| self.container.is_some());
        if let Some(outer) = outer {
            let parent = self.parent(key, outer);
            entry.set_parents(vec![parent]);
        } else {
            self.set_place_in_whole(&mut entry, own);
            self.set_series(&mut entry, key, own);
        }
        self.set_own(&mut entry, outer.is_some());
        entry
    }

    /// What the entry appeared in.
    fn parent(&self, key: &str, kind: EntryType) -> Entry {
        let mut parent = Entry::new(key, kind);
        if let Some(title) = titled(self.container.as_ref(), self.short_container.as_ref()) {
            parent.set_title(title);
        }
        if !self.editors.is_empty() {
            parent.set_editors(self.editors.clone());
        }
        self.set_place_in_whole(&mut parent, kind);
        self.set_series(&mut parent, key, kind);
        parent
    }

    /// Volume, issue and edition.
    fn set_place_in_whole(&self, entry: &mut Entry, kind: EntryType) {
        if let Some(volume) = &self.volume {
            entry.set_volume(typed(volume));
        }
        if let Some(issue) = &self.issue {
            entry.set_issue(typed(issue));
        }
        if let Some(edition) = &self.edition {
            entry.set_edition(typed(edition));
        }
        let publisher = Publisher::new(formatted(self.publisher.as_ref()), formatted(self.place.as_ref()));
        // A periodical's publisher is no part of a citation, but a report's and a book's is.
        if kind != EntryType::Periodical && (self.publisher.is_some() || self.place.is_some()) {
            entry.set_publisher(publisher);
        }
    }

    /// The series.
    fn set_series(&self, entry: &mut Entry, key: &str, kind: EntryType) {
        if let Some(title) = formatted(self.collection.as_ref()) {
            let mut series = Entry::new(key, kind);
            series.set_title(title);
            entry.set_parents(vec![series]);
        }
    }

    /// What belongs to the source itself.
    fn set_own(self, entry: &mut Entry, inside: bool) {
        if let Some(title) = titled(self.title.as_ref(), self.short_title.as_ref()) {
            entry.set_title(title);
        }
        if !self.authors.is_empty() {
            entry.set_authors(self.authors);
        }
        if !inside && !self.editors.is_empty() {
            entry.set_editors(self.editors);
        }
        if let Some(pages) = &self.pages {
            entry.set_page_range(typed(pages));
        }
        if let Some(chapter) = &self.chapter {
            entry.set_chapter(typed(chapter));
        }
        if let Some(genre) = formatted(self.genre.as_ref()) {
            entry.set_genre(genre);
        }
        if let Some(note) = formatted(self.note.as_ref()) {
            entry.set_note(note);
        }
        if let Some(issued) = self.issued {
            entry.set_date(issued);
        }
        if let Some(language) = self.language.and_then(|language| language.parse().ok()) {
            entry.set_language(language);
        }
        if let Some(value) = self.url.and_then(|url| url.parse().ok()) {
            entry.set_url(QualifiedUrl { value, visit_date: self.accessed });
        }
        if let Some(number) = self.number {
            entry.set_keyed_serial_number("serial", number);
        }
        for (name, value) in self.identifiers {
            entry.set_keyed_serial_number(name, value);
        }
    }
}

/// A number where it is one, else the words.
fn typed<T: std::str::FromStr>(words: &str) -> MaybeTyped<T> {
    words.parse().map_or_else(|_| MaybeTyped::String(String::from(words)), MaybeTyped::Typed)
}

/// Plain words.
fn formatted(words: Option<&String>) -> Option<FormatString> {
    words.map(FormatString::with_value)
}

/// A title, with its short form if it has one.
fn titled(words: Option<&String>, short: Option<&String>) -> Option<FormatString> {
    match (words, short) {
        (Some(words), Some(short)) => Some(FormatString::with_short(words, short)),
        (words, _) => formatted(words),
    }
}

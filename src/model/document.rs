//! Whatever one file of the network folder holds once it has been read.

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::asset::Embedded;
use crate::model::chat::{Recap, Transcript};
use crate::model::contact::Contacts;
use crate::model::decision::Decisions;
use crate::model::finding_aids::{SearchSettings, SearchTest};
use crate::model::person::Roster;
use crate::model::picture::Picture;
use crate::model::reference::Reference;
use crate::model::term::Term;

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Document {
    /// A topic, a section's own text, or a page about the site.
    Article(Arc<Article>),
    /// The reviewed summary of a chat.
    Recap(Arc<Recap>),
    /// What was said in a chat.
    Transcript(Arc<Transcript>),
    /// `people.yaml`
    People(Arc<Roster>),
    /// `glossary.yaml`
    Glossary(Vec<Arc<Term>>),
    /// `contacts.yaml`
    Contacts(Arc<Contacts>),
    /// `search.yaml`
    SearchSettings(Arc<SearchSettings>),
    /// `search-tests.yaml`
    SearchTests(Vec<Arc<SearchTest>>),
    /// `decisions.yaml`
    Decisions(Arc<Decisions>),
    /// A file of references.
    References(Vec<Arc<Reference>>),
    /// A file that may be copied, with what it says of itself, and the picture in it if it is one.
    Asset(Arc<Embedded>, Option<Arc<Picture>>),
    /// A file that changes the theme, or that nothing could be read from.
    Nothing,
}

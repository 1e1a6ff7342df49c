//! What is public and professional, so that detectors do not fire: the names of staff, authors and cited people, numbers and
//! addresses of `contacts.yaml`, hosts that the site points at, and words that its pages use.

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::check::privacy::reading::{Reading, Suspect};
use crate::check::privacy::word_list::word_hash;
use crate::check::privacy::words::folded;
use crate::finding::identifier::Class;
use crate::model::network::Network;
use crate::model::person::{Consent, Person};
use crate::model::prose::Target;

/// What is public in a network. Each list walks over all of it, so it is gathered when something is first looked up.
pub(super) struct Public<'a> {
    network: &'a Network,
    readings: &'a [Arc<Reading>],
    names: OnceCell<FxHashSet<String>>,
    vocabulary: OnceCell<FxHashSet<u64>>,
    contacts: OnceCell<FxHashSet<String>>,
    hosts: OnceCell<FxHashSet<String>>,
}

impl<'a> Public<'a> {
    /// What is public in `network`; `readings` are what was noted in its documents.
    pub(super) fn new(network: &'a Network, readings: &'a [Arc<Reading>]) -> Self {
        let (names, contacts, hosts) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { network, readings, names, vocabulary: OnceCell::new(), contacts, hosts }
    }

    /// Folded words of names that may be told.
    pub(super) fn names(&self) -> &FxHashSet<String> {
        self.names.get_or_init(|| names(self.network))
    }

    /// Hashes of the words that professional pages use.
    pub(super) fn vocabulary(&self) -> &FxHashSet<u64> {
        self.vocabulary.get_or_init(|| vocabulary(self.readings))
    }

    /// Digits of telephone numbers, and e-mail addresses.
    pub(super) fn contacts(&self) -> &FxHashSet<String> {
        self.contacts.get_or_init(|| contacts(self.network))
    }

    /// Hosts that the site points at.
    pub(super) fn hosts(&self) -> &FxHashSet<String> {
        self.hosts.get_or_init(|| hosts(self.network))
    }
}

/// The words of the names that may be told: staff, participants who agreed to it, authors of pages, cited people by
/// their family names, and what the site and its department are called.
fn names(network: &Network) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    let mut add = |text: &str| names.extend(words(text));
    let agreed = |person: &&Person| person.staff || person.consent == Some(Consent::Name);
    for person in network.people.staff.iter().chain(&network.people.participants).filter(agreed) {
        add(&person.name);
    }
    for text in network.texts() {
        text.meta.authors.iter().chain(&text.meta.reviewed_by).for_each(|author| add(author));
    }
    for author in network.references.values().flat_map(|reference| &reference.authors) {
        add(author.split(',').next().unwrap_or_default());
    }
    let config = &network.config;
    let titles =
        [Some(&config.title), config.organisation.as_ref(), config.department.as_ref(), config.chats.hashtag.as_ref()];
    titles.into_iter().flatten().for_each(|title| add(title));
    network.contacts.contacts.iter().for_each(|contact| add(&contact.name));
    names
}

/// The folded words of a text.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| word.len() > 1)
        .map(|word| folded(word).into_owned())
        .collect()
}

/// What professional pages use as words, of those that somebody asks for.
fn vocabulary(readings: &[Arc<Reading>]) -> FxHashSet<u64> {
    let unknown = |suspect: &&Suspect| suspect.class == Class::UnknownWord;
    let asked: FxHashSet<u64> = readings
        .iter()
        .flat_map(|reading| reading.suspects.iter().filter(unknown))
        .flat_map(|suspect| words(&suspect.words))
        .flat_map(|word| [word_hash(&word), word_hash(word.trim_end_matches("'s"))])
        .collect();
    let used = readings.iter().flat_map(|reading| reading.vocabulary.iter().copied());
    used.filter(|word| asked.contains(word)).collect()
}

/// Telephone numbers (as digits) and addresses of `contacts.yaml`.
fn contacts(network: &Network) -> FxHashSet<String> {
    let mut contacts = FxHashSet::default();
    for contact in &network.contacts.contacts {
        contacts.extend(
            contact.telephone.iter().map(|number| number.chars().filter(char::is_ascii_digit).collect::<String>()),
        );
        contacts.extend(contact.email.iter().map(|email| folded(email).into_owned()));
    }
    contacts
}

/// The hosts that the pages and references of the site point at.
fn hosts(network: &Network) -> FxHashSet<String> {
    let references = network.references.values().filter_map(|reference| reference.url.as_deref());
    let links = network.texts().flat_map(|text| &text.prose.links).filter_map(|link| match &link.target {
        Target::Url(url) => Some(url.as_str()),
        _ => None,
    });
    let own = network.config.url.as_deref();
    references.chain(links).chain(own).filter_map(host_of).map(str::to_lowercase).collect()
}

/// The host of a web address, without `www.`.
pub(super) fn host_of(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then_some(host)
}

//! What can be found: an *entry* for each topic, page, chat, glossary term, person and reference, and its *places*: the
//! page itself and each of its sections. The words of chats come from [`Cleared::conversation`] and nowhere else.

use crate::gate::Cleared;
use crate::gate::conversation::{PublicFragment, PublicMessage, PublicPart};
use crate::model::article::Meta;
use crate::model::chat::{Chat, PartTopic, SpeakerName};
use crate::model::id::{Address, NodeKind};
use crate::model::network::{Network, Section, Text};
use crate::model::person::Person;
use crate::model::prose::{Block, BlockKind, Prose, push_block_text, text_of};
use crate::model::reference::Reference;
use crate::model::slug::slug;
use crate::model::term::Term;
use crate::source::Hasher;

/// What kind of thing a reader finds. Entries are numbered in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A topic page, or the text of a section of topics.
    Topic,
    /// A page about the site.
    Page,
    /// A chat: its recap, its questions and what may be shown of its messages.
    Chat,
    /// A term of the glossary.
    Term,
    /// A member of staff.
    Person,
    /// A source.
    Reference,
}

impl Kind {
    /// The word for the kind in the index; the theme's filters use it too.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Page => "page",
            Self::Chat => "chat",
            Self::Term => "term",
            Self::Person => "person",
            Self::Reference => "reference",
        }
    }

    /// How much an entry of this kind counts beside a topic that matches equally well: what has been reviewed comes
    /// before what was said in a chat, and what the hospital says before what it cites.
    pub(super) fn prior(self) -> f64 {
        match self {
            Self::Topic => 1.0,
            Self::Page | Self::Term => 0.9,
            Self::Chat | Self::Person => 0.8,
            Self::Reference => 0.6,
        }
    }
}

/// One thing that can be found.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where it is.
    pub(super) address: Address,
    /// The title.
    pub(super) title: String,
    /// Other names of it.
    pub(super) names: Vec<String>,
    /// What it is about, in a sentence.
    pub(super) summary: Option<String>,
    /// Whether it should have been reviewed again before the day of the build.
    pub(super) overdue: bool,
    /// The entry itself and its sections, in order; never empty.
    pub(super) places: Vec<Place>,
}

/// One place of an entry that a result can lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The headings that lead to it, outermost first, joined by ` › `; empty for the entry itself.
    pub(super) heading: String,
    /// The anchor; none for the entry itself.
    pub(super) fragment: Option<String>,
    /// The words that stand there.
    pub(super) text: String,
    /// Whether they are messages of a chat.
    pub(super) talk: bool,
}

/// What an entry is made from.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    Text(Text<'a>),
    Chat(&'a Chat),
    Part(&'a Chat, &'a PublicPart),
    Section(&'a Section),
    Term(&'a Term),
    Person(&'a Person),
    Reference(&'a Reference),
}

/// An entry that is still to be made.
#[derive(Clone, Copy)]
pub(super) struct Planned<'a> {
    /// What kind of thing it is.
    pub(super) kind: Kind,
    /// The BCP 47 tag of its language.
    pub(super) language: &'a str,
    origin: Origin<'a>,
}

/// Everything that can be found, in the order in which entries are numbered: by kind, language and name.
pub(super) fn plan(cleared: &Cleared) -> Vec<Planned<'_>> {
    let network = cleared.network();
    let site = network.config.language.as_str();
    let mut planned: Vec<Planned<'_>> = Vec::new();
    let mut add = |kind, language, origin| planned.push(Planned { kind, language, origin });
    for article in network.articles.values() {
        let kind = if article.id.kind() == NodeKind::Page { Kind::Page } else { Kind::Topic };
        add(kind, network.language(&article.meta), Origin::Text(Text::from(&**article)));
    }
    for section in network.sections.values().filter(|section| section.article.is_none() && !section.id.key().is_empty())
    {
        add(Kind::Topic, site, Origin::Section(section));
    }
    for chat in network.chats.values() {
        let language = network.language(&chat.recap.meta);
        add(Kind::Chat, language, Origin::Chat(chat));
        for part in parts(cleared, chat).filter(|part| !is_on_page_of(chat, part)) {
            add(Kind::Chat, language, Origin::Part(chat, part));
        }
    }
    network.terms.values().for_each(|term| add(Kind::Term, site, Origin::Term(term)));
    network.people.staff.iter().for_each(|person| add(Kind::Person, site, Origin::Person(person)));
    network.references.values().for_each(|reference| add(Kind::Reference, site, Origin::Reference(reference)));
    planned.sort_by_key(|planned| (planned.kind, planned.language));
    planned
}

impl Planned<'_> {
    /// How many places the entry will have, more or less: what the length of excerpts is reckoned from.
    pub(super) fn places(&self) -> usize {
        match self.origin {
            Origin::Text(text) => 1 + text.prose.headings().count(),
            Origin::Chat(chat) => 1 + chat.recap.prose.headings().count() + chat.parts.len(),
            _ => 1,
        }
    }

    /// Makes the entry.
    pub(super) fn entry(&self, cleared: &Cleared) -> Entry {
        let mut entry = match self.origin {
            Origin::Text(text) => of_text(text),
            Origin::Chat(chat) => of_chat(cleared, chat),
            Origin::Part(chat, part) => of_page(chat, part),
            Origin::Section(section) => bare(section.id.address(), &section.title, ""),
            Origin::Term(term) => of_term(term),
            Origin::Person(person) => of_person(person),
            Origin::Reference(reference) => of_reference(cleared.network(), reference),
        };
        entry.overdue = self.is_overdue(cleared);
        entry
    }

    /// Adds to `hasher` all that the entry is made from. A page is made from its file alone, which need not be read again.
    pub(super) fn add_to(&self, hasher: &mut Hasher, cleared: &Cleared) {
        hasher.add(&[self.kind as u8]);
        hasher.add(self.language.as_bytes());
        let file = match self.origin {
            Origin::Text(text) => cleared.network().print_of(text.id),
            _ => None,
        };
        match file {
            Some(print) => hasher.add(&print.0),
            None => self.entry(cleared).add_to(hasher),
        }
        hasher.add(&[u8::from(self.is_overdue(cleared))]);
    }

    /// Whether the page should have been reviewed again before the day of the build.
    fn is_overdue(&self, cleared: &Cleared) -> bool {
        self.meta().is_some_and(|meta| is_overdue(meta, cleared.network()))
    }

    fn meta(&self) -> Option<&Meta> {
        match self.origin {
            Origin::Text(text) => Some(text.meta),
            Origin::Chat(chat) | Origin::Part(chat, _) => Some(&chat.recap.meta),
            _ => None,
        }
    }
}

/// Whether the page should have been reviewed again before the day of the build.
fn is_overdue(meta: &Meta, network: &Network) -> bool {
    meta.review_due.as_ref().is_some_and(|due| due.value < network.today)
}

/// An entry with a title and one place.
fn bare(address: Address, title: &str, text: &str) -> Entry {
    let place = Place { text: String::from(text), ..Place::default() };
    Entry { address, title: String::from(title), names: Vec::new(), summary: None, overdue: false, places: vec![place] }
}

fn of_text(text: Text<'_>) -> Entry {
    Entry {
        names: text.meta.aliases.clone(),
        summary: text.meta.summary.clone(),
        places: places_of(text.prose),
        ..bare(text.id.address(), text.title, "")
    }
}

fn of_term(term: &Term) -> Entry {
    let title = match &term.clinical {
        Some(clinical) => format!("{} ({clinical})", *term.term),
        None => term.term.value.clone(),
    };
    Entry { names: term.synonyms.clone(), ..bare(term.id.address(), &title, &term.definition) }
}

fn of_person(person: &Person) -> Entry {
    let lines: Vec<&str> =
        [&person.role, &person.credentials, &person.about].into_iter().flatten().map(String::as_str).collect();
    let id = crate::model::id::NodeId::new(NodeKind::Person, person.id.as_str());
    bare(id.address(), &person.name, &lines.join(". "))
}

fn of_reference(network: &Network, reference: &Reference) -> Entry {
    let year = reference.year.map(|year| year.to_string());
    let mut lines = Vec::new();
    if !reference.authors.is_empty() {
        lines.push(reference.authors.join("; "));
    }
    lines.extend(reference.container.iter().cloned());
    lines.extend(year);
    let id = crate::model::id::NodeId::new(NodeKind::Reference, reference.key.as_str());
    bare(network.address(&id), &reference.title, &lines.join(". "))
}

fn of_chat(cleared: &Cleared, chat: &Chat) -> Entry {
    let mut entry = of_text(Text::from(&*chat.recap));
    for (index, question) in chat.recap.facts.questions.iter().enumerate() {
        if !entry.places.iter().any(|place| answers(&place.heading, &question.label)) {
            entry.places.push(Place { heading: question_heading(chat, index), ..Place::default() });
        }
    }
    let here = parts(cleared, chat).filter(|part| is_on_page_of(chat, part));
    entry.places.extend(here.map(|part| of_part(chat, part)));
    entry
}

/// A part of a chat that has a page of its own.
fn of_page(chat: &Chat, part: &PublicPart) -> Entry {
    let messages = of_part(chat, part);
    let title = match messages.heading.as_str() {
        "" => chat.recap.title.clone(),
        question => format!("{}: {question}", chat.recap.title),
    };
    let mut entry = bare(Address { page: part.page.clone(), fragment: None }, &title, "");
    entry.places.push(messages);
    entry
}

/// What may be shown of the transcript of a chat.
fn parts<'a>(cleared: &'a Cleared, chat: &Chat) -> impl Iterator<Item = &'a PublicPart> {
    cleared.conversation(&chat.id).into_iter().flat_map(|conversation| &conversation.parts)
}

/// Whether a part stands on the page of its chat.
fn is_on_page_of(chat: &Chat, part: &PublicPart) -> bool {
    part.page == chat.id.address().page
}

/// Whether `heading` is that of the question with this label, as in `T1: What surprised you?`
fn answers(heading: &str, label: &str) -> bool {
    let rest =
        heading.get(..label.len()).filter(|start| start.eq_ignore_ascii_case(label)).map(|_| &heading[label.len()..]);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The question with its label.
fn question_heading(chat: &Chat, index: usize) -> String {
    chat.recap
        .facts
        .questions
        .get(index)
        .map_or_else(String::new, |question| format!("{}: {}", question.label, *question.text))
}

/// The messages of one topic. The place is the first of them.
fn of_part(chat: &Chat, part: &PublicPart) -> Place {
    let heading = match part.topic {
        PartTopic::Question(index) => question_heading(chat, index),
        PartTopic::Introductions | PartTopic::Closing | PartTopic::Whole => String::new(),
    };
    let fragment = part.messages.first().map(|message| format!("message-{}", message.number));
    let mut text = String::new();
    part.messages.iter().for_each(|message| push_message(&mut text, message));
    Place { heading, fragment, text, talk: true }
}

/// Adds the words of a message on a line of its own. Who said it is not searched for.
fn push_message(text: &mut String, message: &PublicMessage) {
    for fragment in &message.body {
        match fragment {
            PublicFragment::Text(words) => text.push_str(words),
            PublicFragment::LineBreak => text.push(' '),
            PublicFragment::Mention(SpeakerName::Named { name, .. }) => text.push_str(name),
            PublicFragment::Mention(SpeakerName::Participant(_))
            | PublicFragment::Someone
            | PublicFragment::Link(_)
            | PublicFragment::Omitted(_) => {}
        }
    }
    text.push('\n');
}

/// The places of a text: what stands before its first heading, and what stands under each.
fn places_of(prose: &Prose) -> Vec<Place> {
    let mut places = vec![Place::default()];
    let mut path: Vec<(u8, String)> = Vec::new();
    let mut rest = prose.blocks.as_slice();
    while !rest.is_empty() {
        let end = rest.iter().position(is_heading).unwrap_or(rest.len());
        if let Some(place) = places.last_mut() {
            push_block_text(&mut place.text, &rest[..end]);
        }
        rest = &rest[end..];
        if let Some((Block { kind: BlockKind::Heading(heading), .. }, after)) = rest.split_first() {
            path.retain(|(level, _)| *level < heading.level);
            path.push((heading.level, text_of(&heading.content)));
            places.push(Place { heading: joined(&path), fragment: Some(heading.id.clone()), ..Place::default() });
            rest = after;
        }
    }
    if let Some(last) = places.last_mut() {
        prose.footnotes.iter().for_each(|footnote| push_block_text(&mut last.text, &footnote.blocks));
    }
    places
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}

/// The headings of `path`, outermost first.
fn joined(path: &[(u8, String)]) -> String {
    path.iter().map(|(_, heading)| heading.as_str()).collect::<Vec<_>>().join(" › ")
}

impl Entry {
    /// Adds all of it to `hasher`.
    fn add_to(&self, hasher: &mut Hasher) {
        let Self { address, title, names, summary, overdue: _, places } = self;
        hasher.add(address.page.as_str().as_bytes());
        add_all(hasher, address.fragment.as_deref().into_iter().chain([title.as_str()]));
        add_all(hasher, names.iter().map(String::as_str));
        add_all(hasher, summary.as_deref());
        for Place { heading, fragment, text, talk } in places {
            hasher.add(&[u8::from(*talk)]);
            add_all(hasher, [heading.as_str(), text.as_str()].into_iter().chain(fragment.as_deref()));
        }
    }
}

/// Adds a list, with its end, to `hasher`.
fn add_all<'a>(hasher: &mut Hasher, list: impl IntoIterator<Item = &'a str>) {
    let count = list.into_iter().map(|item| hasher.add(item.as_bytes())).count();
    hasher.add(&count.to_le_bytes());
}

impl Place {
    /// The last of the headings that lead to the place.
    pub(super) fn own_heading(&self) -> &str {
        self.heading.rsplit(" › ").next().unwrap_or_default()
    }

    /// Whether the anchor is what a reader would make of the heading, so that the index need not spell it out.
    pub(super) fn has_plain_fragment(&self) -> bool {
        self.fragment.as_deref().is_some_and(|fragment| fragment == slug(self.own_heading()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, answers};

    #[test]
    fn a_question_is_answered_under_a_heading_that_begins_with_its_label() {
        assert!(
            answers("T1: What surprised you?", "T1")
                && answers("t1 – what surprised you?", "T1")
                && answers("T1", "T1")
        );
        assert!(!answers("T10: What else?", "T1") && !answers("What surprised you?", "T1") && !answers("é", "T1"));
    }

    #[test]
    fn an_anchor_that_is_the_slug_of_its_heading_is_not_spelled_out() {
        let place = |heading: &str, fragment: Option<&str>| Place {
            heading: heading.into(),
            fragment: fragment.map(String::from),
            ..Place::default()
        };
        assert!(place("Rest › Short naps", Some("short-naps")).has_plain_fragment());
        assert!(!place("Rest › Short naps", Some("short-naps-1")).has_plain_fragment());
        assert!(!place("T2: What helped?", None).has_plain_fragment());
    }
}

//! A small network made by hand, for the tests of this room.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{date, time};

use crate::config::{ChatSeries, Config, Schedule};
use crate::finding::Findings;
use crate::gate::{Cleared, preview};
use crate::model::article::{Article, Meta};
use crate::model::chat::{
    AuthorKey, ChatFacts, Fragment, Message, MessageTime, Noise, Question, Reaction, Recap, Transcript,
};
use crate::model::contact::{Contact, Contacts};
use crate::model::document::Document;
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{Drafts, Network, Parsed};
use crate::model::person::{Consent, Person, Roster};
use crate::model::prose::{Block, BlockKind, Heading, Inline, Prose, Target, WrittenLink};
use crate::model::slug::slug;
use crate::model::term::Term;
use crate::render::theme::Theme;
use crate::site::SitePath;
use crate::source::{FilePath, Located, SourceFile, Span};

/// `value` without a place.
pub(super) fn located<T>(value: T) -> Located<T> {
    Located { value, span: Span::default() }
}

/// Words.
pub(super) fn words(text: &str) -> Inline {
    Inline::Text(located(Box::from(text)))
}

/// A block without a place.
pub(super) fn block(kind: BlockKind) -> Block {
    Block { span: Span::default(), kind }
}

/// A paragraph.
pub(super) fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph(vec![words(text)]))
}

/// A heading.
pub(super) fn heading(level: u8, text: &str) -> Block {
    block(BlockKind::Heading(Heading { level, id: slug(text), content: vec![words(text)] }))
}

/// A link as written.
pub(super) fn link(target: Target) -> WrittenLink {
    WrittenLink { target, image: false, span: Span::default() }
}

/// The embedded theme.
pub(super) fn theme() -> Theme {
    Theme::load("default", &[]).unwrap()
}

/// A network of these documents, as of 22 November 2026.
pub(super) fn network_of(documents: Vec<(&str, Document)>) -> Network {
    let config = Config {
        title: String::from("Living with cancer"),
        organisation: Some(String::from("Riverbend Hospital")),
        url: Some(String::from("https://example.org/oncology/")),
        timezone: Some(String::from("Europe/London")),
        disclaimer: Some(String::from("General information.")),
        emergency: Some(Located { value: String::from("Call 999 or [[contact:helpline]]."), ..Located::default() }),
        chats: ChatSeries {
            schedule: Some(Schedule::Months(2)),
            first: Some(date(2026, 1, 12)),
            time: Some(time(19, 0, 0, 0)),
            ..ChatSeries::default()
        },
        ..Config::default()
    };
    let parsed: Vec<Parsed> = documents
        .into_iter()
        .map(|(path, document)| Parsed {
            file: Arc::new(SourceFile::text(FilePath::new(path), "")),
            document: Arc::new(document),
        })
        .collect();
    Network::link(Arc::new(config), date(2026, 11, 22), Drafts::LeaveOut, &parsed)
}

/// The network as render sees it.
pub(super) fn cleared(network: Network) -> Cleared {
    preview(network, &Findings::new())
}

/// A topic or page.
pub(super) fn article(path: &str, title: &str, meta: Meta, prose: Prose) -> Document {
    Document::Article(Arc::new(Article {
        id: NodeId::of_file(path).unwrap(),
        file: FilePath::new(path),
        title: String::from(title),
        meta,
        prose,
    }))
}

/// A contact with a telephone number.
pub(super) fn contacts() -> Document {
    Document::Contacts(Arc::new(Contacts {
        contacts: vec![Contact {
            id: located(String::from("helpline")),
            name: String::from("Helpline"),
            telephone: Some(String::from("01632 960 123")),
            hours: None,
            purpose: None,
            email: None,
        }],
        thresholds: BTreeMap::from([(String::from("fever"), String::from("38 °C"))]),
    }))
}

/// One person of the roster.
pub(super) fn person(id: &str, name: &str, consent: Consent, staff: bool) -> Person {
    Person {
        id: located(String::from(id)),
        file: FilePath::new("people.yaml"),
        name: String::from(name),
        role: Some(String::from("Nurse")),
        credentials: None,
        disclosures: Some(String::from("None declared.")),
        about: None,
        known_as: vec![AuthorKey::of(name)],
        consent: Some(consent),
        consent_date: None,
        consent_method: None,
        staff,
    }
}

/// A network with one of everything.
pub(super) fn network() -> Network {
    let hair_loss = Meta {
        summary: Some(String::from("Hair grows back.")),
        reviewed: Some(located(date(2026, 3, 2))),
        reviewed_by: vec![located(String::from("j-lindqvist")), located(String::from("Somebody Else"))],
        aliases: vec![String::from("alopecia")],
        tags: vec![String::from("Appearance")],
        ..Meta::default()
    };
    let prose = Prose {
        blocks: vec![
            heading(2, "Before treatment"),
            paragraph("Ask about cooling."),
            heading(2, "During treatment"),
            heading(2, "Afterwards"),
            block(BlockKind::Paragraph(vec![Inline::Link(0, Vec::new())])),
        ],
        links: vec![link(Target::Wiki { name: String::from("Fatigue"), fragment: None })],
        ..Prose::default()
    };
    let fatigue = Meta { tags: vec![String::from("appearance")], ..Meta::default() };
    let spanish = Meta {
        language: Some(String::from("es")),
        translation_of: Some(located(String::from("topics/side-effects/fatigue.md"))),
        reviewed: Some(located(date(2023, 1, 2))),
        ..Meta::default()
    };
    network_of(vec![
        ("chats/2026-05-12-hair-loss/recap.md", chat()),
        ("chats/2026-05-12-hair-loss/transcript.txt", transcript()),
        ("contacts.yaml", contacts()),
        ("glossary.yaml", Document::Glossary(vec![Arc::new(term())])),
        ("pages/about.md", article("pages/about.md", "About us", Meta::default(), Prose::default())),
        ("people.yaml", Document::People(Arc::new(roster()))),
        ("topics/es/cansancio.md", article("topics/es/cansancio.md", "Cansancio", spanish, Prose::default())),
        (
            "topics/side-effects/fatigue.md",
            article("topics/side-effects/fatigue.md", "Fatigue", fatigue, Prose::default()),
        ),
        (
            "topics/side-effects/hair-loss.md",
            article("topics/side-effects/hair-loss.md", "Hair loss", hair_loss, prose),
        ),
    ])
}

fn roster() -> Roster {
    Roster {
        staff: vec![
            person("j-lindqvist", "Johanna Lindqvist", Consent::Name, true),
            person("t-nguyen", "Thu Nguyen", Consent::None, true),
        ],
        participants: vec![person("bev", "Bev", Consent::SummaryOnly, false)],
        ..Roster::default()
    }
}

fn term() -> Term {
    Term {
        id: NodeId::new(NodeKind::Term, "low-white-blood-cells"),
        file: FilePath::new("glossary.yaml"),
        term: located(String::from("low white blood cells")),
        clinical: Some(String::from("neutropenia")),
        definition: String::from("Too few of the cells that fight infection."),
        synonyms: vec![String::from("low whites")],
        language: None,
        see: Some(located(String::from("topics/side-effects/fatigue.md"))),
    }
}

fn chat() -> Document {
    Document::Recap(Arc::new(Recap {
        id: NodeId::new(NodeKind::Chat, "2026-05-12-hair-loss"),
        file: FilePath::new("chats/2026-05-12-hair-loss/recap.md"),
        title: String::from("Coping with hair loss"),
        meta: Meta::default(),
        facts: ChatFacts {
            moderators: vec![located(String::from("j-lindqvist")), located(String::from("t-nguyen"))],
            questions: vec![Question {
                label: String::from("T1"),
                text: located(String::from("What surprised you?")),
                at: None,
            }],
            topics: vec![located(String::from("topics/side-effects/hair-loss.md"))],
            ..ChatFacts::default()
        },
        prose: Prose { blocks: vec![heading(2, "T1: What surprised you?"), paragraph("A lot.")], ..Prose::default() },
    }))
}

fn transcript() -> Document {
    let names = ["Johanna Lindqvist", "Jane Roe", "Bev", "Thu Nguyen"];
    let message = |author: usize, mark: Option<&str>, body: Vec<Fragment>| Message {
        author: Some(author),
        at: Some(MessageTime::Clock(time(19, 2, 0, 0))),
        mark: mark.map(|label| crate::model::chat::TopicMark::Topic(String::from(label))),
        body,
        ..Message::default()
    };
    let text = |text: &str| vec![Fragment::Text(String::from(text))];
    let thanks = vec![
        Fragment::Text(String::from("It fell out <b>at once</b>. Thanks ")),
        Fragment::Mention(AuthorKey::of("Bev")),
        Fragment::LineBreak,
        Fragment::Link(String::from("https://example.org/?a=1&b=2")),
        Fragment::Link(String::from("javascript:alert(1)")),
    ];
    let reactions = vec![
        Reaction { emoji: None, count: 7 },
        Reaction { emoji: Some(String::from("👍")), count: 3 },
        Reaction { emoji: Some(String::from("🌸")), count: 1 },
    ];
    Document::Transcript(Arc::new(Transcript {
        chat: NodeId::new(NodeKind::Chat, "2026-05-12-hair-loss"),
        file: FilePath::new("chats/2026-05-12-hair-loss/transcript.txt"),
        format: "name-text",
        authors: names.iter().map(|name| AuthorKey::of(name)).collect(),
        messages: vec![
            message(0, Some("T1"), text("What surprised you?")),
            message(1, None, thanks),
            message(2, None, text("my secret")),
            Message { reply_to: Some(2), ..message(0, None, text("Yes, ask the ward.")) },
            Message { reply_to: Some(1), edited: true, reactions, ..message(0, None, text("Indeed.")) },
            Message { noise: Some(Noise::Greeting), ..message(1, None, text("Thanks all")) },
        ],
        dropped: crate::model::chat::Dropped::default(),
        secrets: Vec::new(),
        odd_authors: Vec::new(),
        offset: None,
    }))
}

/// The page at `path` of the site of `network`.
pub(super) fn page(network: Network, path: &str) -> String {
    let cleared = cleared(network);
    let theme = theme();
    let site = crate::render::site(&cleared, &theme);
    let artifact = site.get(&SitePath::new(path)).unwrap_or_else(|| panic!("there is no page {path}"));
    String::from_utf8(artifact.bytes().unwrap().to_vec()).unwrap()
}

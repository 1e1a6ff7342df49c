//! Puts attack strings into every field that reaches a page, and proves that they stay words: a page with attacks in it
//! has the same elements with the same attributes as a page with harmless words.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use crate::config::Config;
use crate::finding::Findings;
use crate::gate::preview;
use crate::model::article::{Article, Meta};
use crate::model::chat::{AuthorKey, ChatFacts, Fragment, Message, Question, Recap, Transcript};
use crate::model::contact::{Contact, Contacts};
use crate::model::document::Document;
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{Drafts, Network, Parsed};
use crate::model::person::{Consent, Person, Roster};
use crate::model::prose::{
    Block, BlockKind, CalloutKind, Definition, Footnote, Heading, Inline, Item, Prose, Style, Table, Target,
    WrittenLink,
};
use crate::model::term::Term;
use crate::render::testing::{block, located, person, theme};
use crate::source::{FilePath, Located, SourceFile, Span};

/// Attacks that every machine tries, whether it has the samples or not.
const ATTACKS: [&str; 10] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "{{ 7*7 }}{% include \"base.html\" %}",
    "&lt;script&gt; &#60;script&#62; &amp;lt;",
    "\u{202e}\u{0}\u{7}\u{1b}[2J",
    "[[contact:helpline]] javascript:alert(1) ${7*7}",
];

#[test]
fn attacks_stay_words() {
    let harmless = pages("harmless");
    for attack in ATTACKS {
        compare(&harmless, attack);
    }
}

#[test]
fn sampled_attacks_stay_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/attacks");
    let Ok(entries) = std::fs::read_dir(&folder) else { return };
    let harmless = pages("harmless");
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        // Together: any one of them that gets out changes the page.
        lines.chunks(400).for_each(|lines| compare(&harmless, &lines.join(" ")));
    }
}

/// Compares the elements of the pages with `attack` in them with those of harmless ones.
fn compare(harmless: &[(String, String)], attack: &str) {
    for ((path, attacked), (_, calm)) in pages(attack).iter().zip(harmless) {
        let (attacked_shape, calm_shape) = (shape(attacked), shape(calm));
        let at = attacked_shape.iter().zip(&calm_shape).position(|(a, b)| a != b);
        assert!(
            attacked_shape == calm_shape,
            "{path}: {attack:.200} changes the elements: {:?} instead of {:?}",
            at.map(|at| &attacked_shape[at]),
            at.map(|at| &calm_shape[at]),
        );
    }
}

/// Every HTML and XML page of a network with `payload` in all of its fields.
fn pages(payload: &str) -> Vec<(String, String)> {
    let cleared = preview(network(&format!("x{payload}x")), &Findings::new());
    let theme = theme();
    crate::render::site(&cleared, &theme)
        .artifacts()
        .iter()
        .filter(|(path, _)| path.as_str().ends_with(".html") || path.as_str().ends_with(".xml"))
        .map(|(path, artifact)| (path.to_string(), String::from_utf8(artifact.bytes().unwrap().to_vec()).unwrap()))
        .collect()
}

/// The elements of a page with the names of their attributes, read as a browser reads them.
fn shape(page: &str) -> Vec<String> {
    let mut shape = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            shape.push(String::from("a bare <"));
            continue;
        }
        let mut tag = String::new();
        let mut quote = None;
        let end = rest.find(|c: char| {
            match quote {
                Some(open) if c == open => quote = None,
                Some(_) => {}
                None if c == '"' || c == '\'' => quote = Some(c),
                None if c == '>' => return true,
                None => tag.push(c),
            }
            false
        });
        let whole = end.map_or(rest, |end| &rest[..end]).to_lowercase();
        // The page for lost readers brings its style with it.
        let style = whole.starts_with("link rel=\"stylesheet\" href=\"data:text/css;");
        let data = whole.contains("=\"data:text") && !style;
        assert!(!whole.contains("=\"javascript:") && !data, "{whole} leads to a script");
        shape.push(tag);
        rest = end.map_or("", |end| &rest[end..]);
    }
    shape
}

/// A network with `payload` in every field that is text.
fn network(payload: &str) -> Network {
    let text = String::from(payload);
    let config = Config {
        title: text.clone(),
        organisation: Some(text.clone()),
        department: Some(text.clone()),
        description: Some(text.clone()),
        disclaimer: Some(text.clone()),
        emergency: Some(Located { value: text.replace("[[", "(("), ..Located::default() }),
        url: Some(String::from("https://example.org/")),
        ..Config::default()
    };
    let documents = [
        ("chats/2026-05-12-x/recap.md", recap(payload)),
        ("chats/2026-05-12-x/transcript.txt", transcript(payload)),
        ("contacts.yaml", contacts(payload)),
        ("glossary.yaml", Document::Glossary(vec![Arc::new(term(payload))])),
        ("people.yaml", Document::People(Arc::new(roster(payload)))),
        ("pages/about.md", article("pages/about.md", payload)),
        ("topics/a/index.md", article("topics/a/index.md", payload)),
        ("topics/a/b.md", article("topics/a/b.md", payload)),
        ("topics/a/c.md", article("topics/a/c.md", payload)),
    ];
    let parsed: Vec<Parsed> = documents
        .into_iter()
        .map(|(path, document)| Parsed {
            file: Arc::new(SourceFile::text(FilePath::new(path), "")),
            document: Arc::new(document),
        })
        .collect();
    Network::link(Arc::new(config), date(2026, 11, 22), Drafts::LeaveOut, &parsed)
}

fn article(path: &str, payload: &str) -> Document {
    Document::Article(Arc::new(Article {
        id: NodeId::of_file(path).unwrap(),
        file: FilePath::new(path),
        title: String::from(payload),
        meta: meta(payload),
        prose: prose(payload),
    }))
}

fn meta(payload: &str) -> Meta {
    let text = String::from(payload);
    Meta {
        summary: Some(text.clone()),
        audience: vec![text.clone()],
        authors: vec![located(text.clone()), located(String::from("staff"))],
        reviewed_by: vec![located(text.clone())],
        sources: vec![located(format!("https://example.org/{text}"))],
        disclosures: Some(text.clone()),
        funding: Some(text.clone()),
        tags: vec![String::from("tag")],
        aliases: vec![text],
        ..Meta::default()
    }
}

fn prose(payload: &str) -> Prose {
    let words = || Inline::Text(located(Box::from(payload)));
    let paragraph = || block(BlockKind::Paragraph(vec![words()]));
    let heading =
        |level, id: &str| block(BlockKind::Heading(Heading { level, id: String::from(id), content: vec![words()] }));
    let url = |target| WrittenLink { target, image: false, span: Span::default() };
    let blocks: Vec<Block> = vec![
        heading(2, "one"),
        heading(2, "two"),
        heading(2, "t1"),
        block(BlockKind::Paragraph(vec![
            words(),
            Inline::Code(located(Box::from(payload))),
            Inline::Styled(Style::Strong, vec![words()]),
            Inline::Link(0, vec![words()]),
            Inline::Link(1, vec![words()]),
            Inline::Link(2, Vec::new()),
            Inline::Link(3, vec![words()]),
            Inline::Image { link: 0, alt: String::from(payload), title: Some(String::from(payload)) },
            Inline::Image { link: 1, alt: String::from(payload), title: None },
            Inline::FootnoteReference(0),
        ])),
        block(BlockKind::Quote(vec![paragraph()])),
        block(BlockKind::Callout(CalloutKind::Urgent, vec![heading(3, "card"), paragraph()])),
        block(BlockKind::Callout(CalloutKind::Note, vec![paragraph()])),
        block(BlockKind::List { start: None, items: vec![Item { task: Some(true), blocks: vec![paragraph()] }] }),
        block(BlockKind::Definitions(vec![Definition {
            terms: vec![vec![words()]],
            definitions: vec![vec![paragraph()]],
        }])),
        block(BlockKind::Table(Table {
            alignments: Vec::new(),
            head: vec![vec![words()], vec![words()]],
            rows: vec![vec![vec![words()], vec![words()]]],
        })),
        block(BlockKind::Code { language: Some(String::from(payload)), text: String::from(payload) }),
    ];
    Prose {
        blocks,
        footnotes: vec![Footnote { label: String::from(payload), blocks: vec![paragraph()] }],
        links: vec![
            url(Target::Url(format!("https://example.org/{payload}"))),
            url(Target::Url(format!("javascript:{payload}"))),
            url(Target::Wiki { name: String::from(payload), fragment: Some(String::from(payload)) }),
            url(Target::Named { space: crate::model::prose::Namespace::Contact, name: String::from("helpline") }),
        ],
        citations: Vec::new(),
    }
}

fn contacts(payload: &str) -> Document {
    Document::Contacts(Arc::new(Contacts {
        contacts: vec![Contact {
            id: located(String::from("helpline")),
            name: String::from(payload),
            telephone: Some(String::from(payload)),
            hours: Some(String::from(payload)),
            purpose: Some(String::from(payload)),
            email: Some(String::from(payload)),
        }],
        ..Contacts::default()
    }))
}

fn term(payload: &str) -> Term {
    let text = String::from(payload);
    Term {
        id: NodeId::new(NodeKind::Term, "term"),
        file: FilePath::new("glossary.yaml"),
        term: located(text.clone()),
        clinical: Some(format!("{text}x")),
        definition: text.clone(),
        synonyms: vec![format!("{text}xx")],
        language: None,
        see: None,
    }
}

fn roster(payload: &str) -> Roster {
    let text = String::from(payload);
    let staff = Person {
        name: text.clone(),
        role: Some(text.clone()),
        credentials: Some(text.clone()),
        disclosures: Some(text.clone()),
        about: Some(text),
        known_as: vec![AuthorKey::of("staff")],
        ..person("staff", "", Consent::Name, true)
    };
    Roster { staff: vec![staff], participants: Vec::new(), ..Roster::default() }
}

fn recap(payload: &str) -> Document {
    let text = String::from(payload);
    Document::Recap(Arc::new(Recap {
        id: NodeId::new(NodeKind::Chat, "2026-05-12-x"),
        file: FilePath::new("chats/2026-05-12-x/recap.md"),
        title: text.clone(),
        meta: meta(payload),
        facts: ChatFacts {
            hashtag: Some(text.clone()),
            timezone: Some(located(text.clone())),
            start: Some(jiff::civil::time(19, 0, 0, 0)),
            moderators: vec![located(String::from("staff"))],
            questions: vec![Question { label: String::from("T1"), text: located(text), at: None }],
            ..ChatFacts::default()
        },
        prose: prose(payload),
    }))
}

fn transcript(payload: &str) -> Document {
    let message = |author, body| Message {
        author: Some(author),
        at: None,
        mark: None,
        body,
        noise: None,
        span: Span::default(),
        id: None,
        reply_to: None,
        thread: None,
        edited: false,
        deleted: false,
        reactions: Vec::new(),
    };
    Document::Transcript(Arc::new(Transcript {
        chat: NodeId::new(NodeKind::Chat, "2026-05-12-x"),
        file: FilePath::new("chats/2026-05-12-x/transcript.txt"),
        format: "name-text",
        authors: vec![AuthorKey::of("staff"), AuthorKey::of(payload)],
        dropped: crate::model::chat::Dropped::default(),
        secrets: Vec::new(),
        odd_authors: Vec::new(),
        offset: None,
        messages: vec![
            message(0, vec![Fragment::Text(String::from(payload))]),
            message(1, vec![Fragment::Text(String::from(payload)), Fragment::Link(format!("https://x.org/{payload}"))]),
        ],
    }))
}

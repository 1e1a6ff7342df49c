//! What the checks of chats say.

use std::sync::Arc;

use crate::check::Check;
use crate::check::chats::Chats;
use crate::check::chats::timezone::exists;
use crate::config::Config;
use crate::finding::{Findings, Severity};
use crate::model::article::{Article, Meta};
use crate::model::chat::{ChatFacts, Message, MessageTime, Question, Recap, TopicMark, Transcript};
use crate::model::document::Document;
use crate::model::id::NodeId;
use crate::model::network::{Drafts, Network, Parsed};
use crate::model::prose::Prose;
use crate::source::{FilePath, Located, SourceFile, Span};

fn located(text: &str) -> Located<String> {
    Located { value: String::from(text), span: Span { start: 4, end: 9 } }
}

fn parsed(path: &str, document: Document) -> Parsed {
    Parsed { file: Arc::new(SourceFile::text(FilePath::new(path), "")), document: Arc::new(document) }
}

fn recap(folder: &str, facts: ChatFacts) -> Parsed {
    let path = format!("chats/{folder}/recap.md");
    let id = NodeId::of_file(&path).unwrap();
    let (title, meta, prose) = (String::from("Hair"), Meta::default(), Prose::default());
    let file = FilePath::new(path.as_str());
    parsed(&path, Document::Recap(Arc::new(Recap { id, file, title, meta, facts, prose })))
}

fn topic(path: &str) -> Parsed {
    let id = NodeId::of_file(path).unwrap();
    let (title, meta, prose) = (String::from("Topic"), Meta::default(), Prose::default());
    parsed(path, Document::Article(Arc::new(Article { id, file: FilePath::new(path), title, meta, prose })))
}

fn transcript(folder: &str, name: &str, labels: &[&str]) -> Parsed {
    let path = format!("chats/{folder}/{name}");
    let chat = NodeId::of_file(&format!("chats/{folder}/recap.md")).unwrap();
    let message = |label: &&str| Message {
        author: Some(0),
        mark: Some(TopicMark::Answer(String::from(*label))),
        ..Message::default()
    };
    let messages = labels.iter().map(message).collect();
    let file = FilePath::new(path.as_str());
    let transcript = Transcript {
        chat,
        file,
        format: "name-text",
        authors: Vec::new(),
        messages,
        dropped: crate::model::chat::Dropped::default(),
        secrets: Vec::new(),
        odd_authors: Vec::new(),
        offset: None,
    };
    parsed(&path, Document::Transcript(Arc::new(transcript)))
}

fn found(documents: &[Parsed]) -> Vec<String> {
    let config = Config { timezone: Some(String::from("Europe/London")), ..Config::default() };
    let network = Network::link(Arc::new(config), "2026-11-22".parse().unwrap(), Drafts::LeaveOut, documents);
    let mut findings = Findings::new();
    Chats.run(&network, &mut findings);
    let line = |finding: &crate::finding::Finding| {
        format!("{}: {} {}", finding.rule.id, finding.message, finding.help.as_deref().unwrap_or_default())
    };
    findings.iter().map(line).collect()
}

fn one(documents: &[Parsed], starts: &str, ends: &str) {
    let found = found(documents);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(starts) && found[0].ends_with(ends), "{found:?}");
}

#[test]
fn a_sound_chat_has_no_findings() {
    let facts = ChatFacts { topics: vec![located("topics/hair.md")], ..ChatFacts::default() };
    assert!(found(&[topic("topics/hair.md"), recap("2026-05-12-hair", facts)]).is_empty());
}

#[test]
fn recaps_and_transcripts_come_in_pairs() {
    one(&[transcript("2026-05-12-hair", "a.txt", &[])], "chat/no-recap: `chats/2026-05-12-hair/a.txt`", "summary.");
    let two = ["a.txt", "b.txt"].map(|name| transcript("2026-05-12-hair", name, &[]));
    let [first, second] = two;
    let all = [recap("2026-05-12-hair", ChatFacts::default()), first, second];
    one(&all, "chat/two-transcripts: The chat has two transcripts: `a.txt` is published, `b.txt` is not.", "folder.");
    one(&[recap("hair", ChatFacts::default())], "chat/no-date", "date.");
}

#[test]
fn marks_without_a_question_are_named_once() {
    let question = Question { label: String::from("T1"), text: located("?"), at: None };
    let facts = ChatFacts { questions: vec![question], ..ChatFacts::default() };
    let all = [recap("2026-05-12-hair", facts), transcript("2026-05-12-hair", "a.txt", &["T1a", "T7", "T1", "T7"])];
    let start =
        "chat/unknown-question: 2 messages are marked T7 (the first is number 2), but the recap lists one question.";
    one(&all, start, "mark.");
}

#[test]
fn misspelt_zones_and_topics_get_their_nearest() {
    let zone = |zone| ChatFacts { timezone: Some(located(zone)), ..ChatFacts::default() };
    one(&[recap("2026-05-12-a", zone("Europe/Lodnon"))], "chat/unknown-timezone", "`Europe/London`?");
    one(&[recap("2026-05-12-a", zone("Madrid"))], "chat/unknown-timezone", "`Europe/Madrid`?");
    let facts = |topic| ChatFacts { topics: vec![located(topic)], ..ChatFacts::default() };
    for written in ["topics/side-effects/hair-lss.md", "topics/hair-loss.md", "hair-loss.md"] {
        let all = [topic("topics/side-effects/hair-loss.md"), recap("2026-05-12-a", facts(written))];
        one(&all, "chat/unknown-topic: There is no topic page", "`topics/side-effects/hair-loss.md`?");
    }
    assert!(exists("Europe/London"));
}

#[test]
fn strangers_who_moderate_are_reported() {
    let facts = ChatFacts { moderators: vec![located("j-lindqvist")], ..ChatFacts::default() };
    one(&[recap("2026-05-12-a", facts)], "chat/unknown-person: The moderator “j-lindqvist”", "here.");
}

#[test]
fn a_zone_that_only_the_export_tells_is_a_remark() {
    let mut told = transcript("2026-05-12-a", "a.txt", &["T1"]);
    if let Document::Transcript(transcript) = &*told.document {
        let mut transcript = Transcript::clone(transcript);
        transcript.offset = Some(jiff::tz::offset(2));
        transcript.messages[0].at = Some(MessageTime::Instant(jiff::Timestamp::UNIX_EPOCH));
        told.document = Arc::new(Document::Transcript(Arc::new(transcript)));
    }
    let facts = ChatFacts {
        questions: vec![Question { label: String::from("T1"), text: located("?"), at: None }],
        ..ChatFacts::default()
    };
    let documents = [recap("2026-05-12-a", facts), told];
    let network = |config| Network::link(Arc::new(config), "2026-11-22".parse().unwrap(), Drafts::LeaveOut, &documents);
    let found = |config| {
        let mut findings = Findings::new();
        Chats.run(&network(config), &mut findings);
        findings.iter().map(|finding| (finding.severity, finding.message.clone())).collect::<Vec<_>>()
    };
    let remarks = found(Config::default());
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].0 == Severity::Info && remarks[0].1.contains("as its export has them (UTC+2)"), "{remarks:?}");
    assert!(found(Config { timezone: Some(String::from("Europe/London")), ..Config::default() }).is_empty());
}

//! A small chat made by hand, for the tests of this room.

use crate::model::chat::{AuthorKey, ChatFacts, Message, MessageTime, Noise, Question, TopicMark, Transcript};
use crate::model::id::{NodeId, NodeKind};
use crate::model::person::{Consent, Person, Roster};
use crate::source::{FilePath, Located, Span};

/// `text` without a place.
pub(super) fn located(text: &str) -> Located<String> {
    Located { value: String::from(text), span: Span::default() }
}

/// Somebody of the roster.
pub(super) fn person(id: &str, known_as: &[&str], consent: Consent) -> Person {
    Person {
        id: located(id),
        file: FilePath::new("people.yaml"),
        name: format!("Nurse {id}"),
        role: None,
        credentials: None,
        disclosures: None,
        about: None,
        known_as: known_as.iter().map(|name| AuthorKey::of(name)).collect(),
        consent: Some(consent),
        consent_date: None,
        consent_method: None,
        staff: true,
    }
}

/// Jo, who agreed to `consent`, and Ed, who agreed to be named.
pub(super) fn roster(consent: Consent) -> Roster {
    let staff = vec![person("jo", &["@jo", "Jo"], consent), person("ed", &["@ed"], Consent::Name)];
    Roster { staff, participants: Vec::new(), ..Roster::default() }
}

/// A recap with so many questions, led by Jo.
pub(super) fn facts(questions: usize) -> ChatFacts {
    let question = |n| Question { label: format!("T{n}"), text: located("?"), at: None };
    ChatFacts {
        moderators: vec![located("jo")],
        guests: vec![located("ed")],
        questions: (1..=questions).map(question).collect(),
        ..ChatFacts::default()
    }
}

/// A transcript of `handle mark` lines: `jo T1`, `ed A1`, `ed -`, `# T2`, `bev RT`, `jo CT`, `ed 19:05`; `ed re3` answers
/// the third message, `ed in3` does so in a thread.
pub(super) fn transcript(lines: &[&str]) -> Transcript {
    let mut authors: Vec<AuthorKey> = Vec::new();
    let mut messages = Vec::new();
    for line in lines {
        let (who, what) = line.split_once(' ').unwrap();
        let author = (who != "#").then(|| {
            let key = AuthorKey::of(who);
            authors.iter().position(|author| *author == key).unwrap_or_else(|| {
                authors.push(key);
                authors.len() - 1
            })
        });
        let label = format!("T{}", what.get(1..).unwrap_or_default());
        let mark = match what {
            "CT" => Some(TopicMark::Closing),
            "intro" => Some(TopicMark::Introductions),
            _ if author.is_none() => Some(TopicMark::Heading(label)),
            _ if what.starts_with('T') => Some(TopicMark::Topic(label)),
            _ if what.starts_with('A') => Some(TopicMark::Answer(label)),
            _ => None,
        };
        let at = what.parse().ok().map(MessageTime::Clock);
        let other = |prefix| what.strip_prefix(prefix)?.parse::<usize>().ok().map(|number| number - 1);
        let (reply_to, thread) = (other("re").or(other("in")), other("in"));
        let noise = (what == "RT").then_some(Noise::Repost);
        messages.push(Message { author, at, mark, noise, reply_to, thread, ..Message::default() });
    }
    let chat = NodeId::new(NodeKind::Chat, "c");
    Transcript {
        chat,
        file: FilePath::new("chats/c/t.txt"),
        format: "name-text",
        authors,
        messages,
        dropped: crate::model::chat::Dropped::default(),
        secrets: Vec::new(),
        odd_authors: Vec::new(),
        offset: None,
    }
}

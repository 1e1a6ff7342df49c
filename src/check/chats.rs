//! Looks over the chats: whether recap, transcript and roster fit together.

use jiff::tz;

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule, Severity, nearest};
use crate::model::chat::{Chat, Message, MessageTime, Transcript};
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Network;
use crate::model::person::{Consent, Person};
use crate::rules;
use crate::source::{FilePath, Located};

rules! {
    /// A transcript has no recap beside it.
    ///
    /// **Why it matters to a patient.** A conversation is only published with a summary that somebody has reviewed. Without
    /// it, mistakes that were made in the chat stand uncorrected, so nothing of it is shown.
    ///
    /// **How to mend it.** Write `recap.md` in the same folder, with at least a title and the date.
    NO_RECAP = "chat/no-recap", Warning;

    /// A chat has more than one transcript.
    ///
    /// **Why it matters to a patient.** Only the first one is published; the same words in two files would be shown twice.
    ///
    /// **How to mend it.** Keep the better file and move the other out of the folder. Two chats need two folders.
    TWO_TRANSCRIPTS = "chat/two-transcripts", Warning;

    /// A transcript speaks of a question that the recap does not list.
    ///
    /// **Why it matters to a patient.** The messages stand under another question, where nobody looks for them.
    ///
    /// **How to mend it.** Add the question to `questions` in `recap.md`, in order, or correct the mark in the transcript.
    UNKNOWN_QUESTION = "chat/unknown-question", Warning;

    /// A chat has no date.
    ///
    /// **Why it matters to a patient.** Readers cannot tell how old the answers are, and a chat that is still to come is not
    /// announced.
    ///
    /// **How to mend it.** Write `date: 2026-05-12` into `recap.md`, or begin the name of the folder with the date.
    NO_DATE = "chat/no-date", Warning;

    /// A moderator or guest is not in `people.yaml`.
    ///
    /// **Why it matters to a patient.** Readers learn who answers and whether they have interests to declare. Somebody
    /// without an entry is not named, and their messages do not open the questions.
    ///
    /// **How to mend it.** Correct the id, or add the person to `people.yaml`.
    UNKNOWN_PERSON = "chat/unknown-person", Warning;

    /// A moderator or guest has not agreed to be named in chats.
    ///
    /// **Why it matters to a patient.** The person is shown as "Participant 1" or not at all. A reader may still guess who
    /// put the questions, as long as the recap lists the person.
    ///
    /// **How to mend it.** Ask the person, and write `consent: name` with the date into `people.yaml`. If they do not want
    /// to be named, take them out of `moderators` and `guests`.
    WITHOUT_CONSENT = "chat/moderator-without-consent", Info;

    /// A time zone does not exist.
    ///
    /// **Why it matters to a patient.** The time of the chat cannot be announced: somebody would come an hour late.
    ///
    /// **How to mend it.** Use a name like `Europe/London`: the continent, a slash, a large city.
    UNKNOWN_TIMEZONE = "chat/unknown-timezone", Warning;

    /// A chat has times but no time zone.
    ///
    /// **Why it matters to a patient.** bedside never guesses a time zone. Calendars of people who read from elsewhere, or
    /// after the clocks have changed, would show another hour.
    ///
    /// **How to mend it.** Write `timezone: Europe/London` into `bedside.yaml`, for all chats at once.
    NO_TIMEZONE = "chat/no-timezone", Warning;

    /// A chat belongs to a topic page that does not exist.
    ///
    /// **Why it matters to a patient.** The chat is missing from the page on which they would look for it.
    ///
    /// **How to mend it.** Write the path from the top of the network folder, as in `topics/side-effects/hair-loss.md`.
    UNKNOWN_TOPIC = "chat/unknown-topic", Error;
}

/// Looks over the chats.
pub struct Chats;

impl Check for Chats {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        orphans(network, findings);
        second_transcripts(network, findings);
        site_timezone(network, findings);
        for chat in network.chats.values() {
            date(chat, findings);
            people(network, chat, findings);
            timezone(network, chat, findings);
            topics(network, chat, findings);
            if let Some(transcript) = network.transcripts.get(&chat.id) {
                questions(chat, transcript, findings);
            }
        }
    }
}

/// Transcripts without a recap. One whose recap is a draft is waiting, and nothing is wrong.
fn orphans(network: &Network, findings: &mut Findings) {
    let is_draft =
        |id: &NodeId| network.drafts.iter().any(|draft| NodeId::of_file(draft.as_str()).as_ref() == Some(id));
    for (id, transcript) in &network.transcripts {
        if !network.chats.contains_key(id) && !is_draft(id) {
            let file = &transcript.file;
            let message = format!("`{file}` has no recap beside it, so the conversation is not published.");
            let help = format!("Write `{}/recap.md` with a title, the date and a reviewed summary.", file.folder());
            findings.push(Finding::new(&NO_RECAP, file, message).help(help));
        }
    }
}

/// Transcripts beside another one.
fn second_transcripts(network: &Network, findings: &mut Findings) {
    for extra in &network.extra_transcripts {
        let Some(first) = network.transcripts.get(&extra.chat) else { continue };
        let message = format!(
            "The chat has two transcripts: `{}` is published, `{}` is not.",
            first.file.file_name(),
            extra.file.file_name()
        );
        findings.push(
            Finding::new(&TWO_TRANSCRIPTS, &extra.file, message)
                .help("Keep one of them; move the other out of the folder."),
        );
    }
}

/// A chat without a date.
fn date(chat: &Chat, findings: &mut Findings) {
    if chat.date.is_none() {
        let message = format!("The chat “{}” has no date.", chat.recap.title);
        findings
            .push(Finding::new(&NO_DATE, &chat.recap.file, message).help(
                "Write `date: 2026-05-12` into the front matter, or begin the name of the folder with the date.",
            ));
    }
}

/// Moderators and guests who are unknown, or who must not be named.
fn people(network: &Network, chat: &Chat, findings: &mut Findings) {
    let roster = || network.people.staff.iter().chain(&network.people.participants);
    let facts = &chat.recap.facts;
    for (part, ids) in [("moderator", &facts.moderators), ("guest", &facts.guests)] {
        for id in ids {
            match roster().find(|person| *person.id == **id) {
                None => findings.push(unknown_person(chat, part, id, roster())),
                Some(person) if person.consent != Some(Consent::Name) => {
                    findings.push(without_consent(network, chat, part, id, person));
                }
                Some(_) => {}
            }
        }
    }
}

fn unknown_person<'a>(
    chat: &Chat,
    part: &str,
    id: &Located<String>,
    roster: impl Iterator<Item = &'a Person>,
) -> Finding {
    let message = format!("The {part} “{}” is not in people.yaml, so no name is shown.", id.value);
    let help = match nearest(id, roster.map(|person| person.id.as_str())) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => String::from("Add the person to people.yaml, and write the id here."),
    };
    Finding::new(&UNKNOWN_PERSON, &chat.recap.file, message).at(id.span).help(help)
}

fn without_consent(network: &Network, chat: &Chat, part: &str, id: &Located<String>, person: &Person) -> Finding {
    let shown = match person.consent.unwrap_or(network.config.chats.words.into()) {
        Consent::SummaryOnly | Consent::None => "their words are left out of the transcript",
        Consent::Pseudonym | Consent::Name => "they are shown as “Participant 1, 2 …” in the transcript",
    };
    let message = format!("The {part} “{}” has not agreed to be named in chats: {shown}.", id.value);
    Finding::new(&WITHOUT_CONSENT, &chat.recap.file, message)
        .at(id.span)
        .help("If they agree, write `consent: name` and the date into people.yaml. If not, take them out of this list.")
}

/// The time zone of one chat.
fn timezone(network: &Network, chat: &Chat, findings: &mut Findings) {
    let facts = &chat.recap.facts;
    match &facts.timezone {
        Some(zone) if !exists(zone) => {
            findings.push(unknown_timezone(&chat.recap.file, zone).at(zone.span));
        }
        None if network.config.timezone.is_none() => {
            if let Some(message) = lacks_timezone(network, chat) {
                findings.push(
                    Finding::new(&NO_TIMEZONE, &chat.recap.file, message).help(
                        "Write `timezone: Europe/London`, or your own zone, into bedside.yaml or into this recap.",
                    ),
                );
            }
        }
        _ => {}
    }
}

/// What cannot be told of a chat without a time zone.
fn lacks_timezone(network: &Network, chat: &Chat) -> Option<String> {
    let title = &chat.recap.title;
    let times = network.transcripts.get(&chat.id).into_iter().flat_map(|transcript| &transcript.messages);
    let mut times = times.filter_map(|message: &Message| message.at);
    if chat.recap.facts.start.or(network.config.chats.time).is_some() {
        Some(format!("The chat “{title}” has a time but no time zone."))
    } else if times.clone().any(|at| matches!(at, MessageTime::Instant(_))) {
        Some(format!(
            "The messages of the chat “{title}” have exact times, but without a time zone of the chat nobody knows what its clock showed: no time is shown."
        ))
    } else if times.any(|at| matches!(at, MessageTime::Clock(_) | MessageTime::Local(_))) {
        Some(format!("The messages of the chat “{title}” have times, but nothing says in which time zone."))
    } else {
        None
    }
}

/// The time zone of the site.
fn site_timezone(network: &Network, findings: &mut Findings) {
    if let Some(zone) = network.config.timezone.as_deref().filter(|zone| !exists(zone)) {
        findings.push(unknown_timezone(&FilePath::new("bedside.yaml"), zone));
    }
}

fn exists(zone: &str) -> bool {
    tz::TimeZone::get(zone).is_ok()
}

fn unknown_timezone(file: &FilePath, zone: &str) -> Finding {
    let known: Vec<String> = tz::db().available().map(|name| name.to_string()).collect();
    let city = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
    let same_city = known.iter().find(|name| city(name) == zone.trim().replace(' ', "_").to_lowercase());
    let help = match same_city.map(String::as_str).or_else(|| nearest(zone, known.iter().map(String::as_str))) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => String::from("Use a name like `Europe/London`: the continent, a slash, a large city."),
    };
    Finding::new(&UNKNOWN_TIMEZONE, file, format!("There is no time zone “{zone}”.")).help(help)
}

/// The topic pages that a chat belongs to.
fn topics(network: &Network, chat: &Chat, findings: &mut Findings) {
    let file = &chat.recap.file;
    for topic in &chat.recap.facts.topics {
        if network.find_path(file, topic).is_some() {
            continue;
        }
        if network.drafts.iter().any(|draft| draft.as_str() == topic.value) {
            let message = format!("The topic page “{}” is a draft, so the chat is not listed there.", topic.value);
            let mut finding =
                Finding::new(&UNKNOWN_TOPIC, file, message).at(topic.span).help("Publish the page first.");
            finding.severity = Severity::Warning;
            findings.push(finding);
            continue;
        }
        let help = match nearest_topic(network, topic) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => String::from(
                "Write the path from the top of the network folder, as in `topics/side-effects/hair-loss.md`.",
            ),
        };
        let message = format!("There is no topic page “{}”.", topic.value);
        findings.push(Finding::new(&UNKNOWN_TOPIC, file, message).at(topic.span).help(help));
    }
}

/// The topic page whose path is nearest, or whose file has the same or nearly the same name in another folder.
fn nearest_topic<'a>(network: &'a Network, written: &str) -> Option<&'a str> {
    let files: Vec<&FilePath> = network
        .articles
        .values()
        .filter(|article| matches!(article.id.kind(), NodeKind::Topic | NodeKind::Section))
        .map(|article| &article.file)
        .collect();
    let stem = FilePath::new(written.rsplit('/').next().unwrap_or_default());
    let by_stem = || {
        let near = nearest(stem.stem(), files.iter().map(|file| file.stem()))?;
        files.iter().find(|file| file.stem() == near).map(|file| file.as_str())
    };
    let same_stem = files.iter().find(|file| file.stem() == stem.stem() && stem.stem() != "index");
    same_stem
        .map(|file| file.as_str())
        .or_else(|| nearest(written, files.iter().map(|file| file.as_str())))
        .or_else(by_stem)
}

/// Marks of the transcript that no question of the recap has, each label once. The message is named by its number:
/// a finding that points into a transcript would show its words in a log.
fn questions(chat: &Chat, transcript: &Transcript, findings: &mut Findings) {
    let known = chat.recap.facts.questions.len();
    let mut labels: Vec<(&str, usize, usize)> = Vec::new();
    for (at, message) in transcript.messages.iter().enumerate() {
        let Some(label) = message.mark.as_ref().and_then(|mark| mark.label()) else { continue };
        if chat.recap.facts.question(label).is_some() {
            continue;
        }
        match labels.iter_mut().find(|(seen, ..)| *seen == label) {
            Some((_, _, count)) => *count += 1,
            None => labels.push((label, at + 1, 1)),
        }
    }
    for (label, first, count) in labels {
        let what = if count == 1 { String::from("A message is") } else { format!("{count} messages are") };
        let asked = match known {
            0 => String::from("no questions"),
            1 => String::from("one question"),
            known => format!("{known} questions"),
        };
        let message = format!("{what} marked {label} (the first is number {first}), but the recap lists {asked}.");
        findings.push(
            Finding::new(&UNKNOWN_QUESTION, &transcript.file, message)
                .help(format!("Add the question to `questions` in `{}`, or correct the mark.", chat.recap.file)),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Chats, exists};
    use crate::check::Check;
    use crate::config::Config;
    use crate::finding::Findings;
    use crate::model::article::{Article, Meta};
    use crate::model::chat::{ChatFacts, Message, Question, Recap, TopicMark, Transcript};
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
        one(
            &all,
            "chat/two-transcripts: The chat has two transcripts: `a.txt` is published, `b.txt` is not.",
            "folder.",
        );
        one(&[recap("hair", ChatFacts::default())], "chat/no-date", "date.");
    }

    #[test]
    fn marks_without_a_question_are_named_once() {
        let question = Question { label: String::from("T1"), text: located("?"), at: None };
        let facts = ChatFacts { questions: vec![question], ..ChatFacts::default() };
        let all = [recap("2026-05-12-hair", facts), transcript("2026-05-12-hair", "a.txt", &["T1a", "T7", "T1", "T7"])];
        let start = "chat/unknown-question: 2 messages are marked T7 (the first is number 2), but the recap lists one question.";
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
}

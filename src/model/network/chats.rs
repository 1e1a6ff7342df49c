//! Brings the recap and the transcript of each chat together: who speaks, under which name, and about what.
//!
//! A message belongs to the topic that its own mark names (`A2`), else to the running topic. The running topic changes
//! with headings, with the moderators' messages marked `T1`, `Q2` …, and with the clock for questions that nothing in
//! the transcript opens and whose time the recap gives. It only moves forward: a moderator who comes back to an earlier
//! question answers it. Who moderates is taken from the recap and the roster, also of people who are shown as
//! "Participant n"; where no moderator speaks, the first message with a new label opens its topic.

use std::sync::Arc;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::model::chat::{
    AuthorKey, Chat, ChatFacts, ChatPart, ChatStatus, Message, MessageTime, Noise, PartTopic, Question, Recap, Speaker,
    SpeakerName, SpeakerRole, TopicMark, Transcript,
};
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Network;
use crate::model::person::{Consent, Person, Roster};
use crate::source::Located;

impl Network {
    /// Makes a chat of each recap.
    pub(super) fn add_chats(&mut self, recaps: &[Arc<Recap>]) {
        for recap in recaps {
            let chat = self.chat(recap, self.transcripts.get(&recap.id));
            self.chats.insert(recap.id.clone(), chat);
        }
    }

    /// One chat.
    fn chat(&self, recap: &Arc<Recap>, transcript: Option<&Arc<Transcript>>) -> Chat {
        let facts = &recap.facts;
        let date = facts.date.as_ref().map(|date| date.value).or_else(|| date_of_folder(recap.id.key()));
        let status = facts.status.unwrap_or(match date {
            Some(date) if date > self.today => ChatStatus::Upcoming,
            _ => ChatStatus::Held,
        });
        let mut chat = Chat {
            id: recap.id.clone(),
            date,
            status,
            speakers: Vec::new(),
            parts: Vec::new(),
            people: 0,
            messages: 0,
            timezone: self.timezone(facts),
            recap: Arc::clone(recap),
        };
        if let Some(transcript) = transcript {
            let start = facts.start.or(self.config.chats.time);
            chat.speakers = speakers(&self.people, facts, transcript);
            chat.parts = parts(
                facts,
                &leaders(&self.people, facts, transcript),
                Opening { date, start, zone: chat.timezone.clone() },
                transcript,
            );
            chat.people = people(&self.people, transcript);
            chat.messages =
                transcript.messages.iter().filter(|message| message.author.is_some() && !message.deleted).count();
        }
        chat
    }

    /// The time zone of a chat: the recap's, else that of the network.
    fn timezone(&self, facts: &ChatFacts) -> Option<TimeZone> {
        let name = facts.timezone.as_ref().map(|zone| zone.value.as_str()).or(self.config.timezone.as_deref())?;
        TimeZone::get(name).ok()
    }
}

/// How everybody who speaks is shown: by name only with recorded consent, else under a number of this chat. Somebody
/// whom the roster knows under several names has one number; somebody whose words are left out has none (0).
fn speakers(roster: &Roster, facts: &ChatFacts, transcript: &Transcript) -> Vec<Speaker> {
    let mut count = 0;
    let mut numbered: Vec<(&Person, u32)> = Vec::new();
    let mut speakers = Vec::with_capacity(transcript.authors.len());
    for &author in &transcript.authors {
        let person = roster.by_author(author);
        let consent = person.map_or(Consent::Pseudonym, |person| person.consent);
        let known = person.and_then(|person| numbered.iter().find(|(other, _)| std::ptr::eq(*other, person)));
        speakers.push(match (consent, person, known) {
            (Consent::Name, Some(person), _) => named(author, person, facts),
            (Consent::SummaryOnly | Consent::None, ..) => numbered_speaker(author, 0, false),
            (_, _, Some((_, number))) => numbered_speaker(author, *number, true),
            (_, person, None) => {
                count += 1;
                numbered.extend(person.map(|person| (person, count)));
                numbered_speaker(author, count, true)
            }
        });
    }
    speakers
}

/// A speaker who agreed to be named.
fn named(author: AuthorKey, person: &Person, facts: &ChatFacts) -> Speaker {
    let role = if is_listed(person, &facts.moderators) {
        SpeakerRole::Moderator
    } else if is_listed(person, &facts.guests) {
        SpeakerRole::Guest
    } else if person.staff {
        SpeakerRole::Staff
    } else {
        SpeakerRole::Participant
    };
    let staff = person.staff.then(|| NodeId::new(NodeKind::Person, person.id.as_str()));
    Speaker { author, name: SpeakerName::Named { name: person.name.clone(), staff }, role, words: true }
}

/// A speaker who is not named. The role of such a speaker would tell who it is: the recap names the moderators.
fn numbered_speaker(author: AuthorKey, number: u32, words: bool) -> Speaker {
    Speaker { author, name: SpeakerName::Participant(number), role: SpeakerRole::Participant, words }
}

/// Whether the ids of a recap hold this person's.
fn is_listed(person: &Person, ids: &[Located<String>]) -> bool {
    ids.iter().any(|id| **id == *person.id)
}

/// How many people speak. Somebody whom the roster knows under several names is one.
fn people(roster: &Roster, transcript: &Transcript) -> usize {
    let mut known: Vec<&Person> = transcript.authors.iter().filter_map(|author| roster.by_author(*author)).collect();
    let strangers = transcript.authors.len() - known.len();
    known.sort_by_key(|person| (person.staff, person.id.as_str()));
    known.dedup_by_key(|person| (person.staff, person.id.as_str()));
    strangers + known.len()
}

/// For each author, whether they moderate, however they are shown. Nothing when no moderator speaks.
fn leaders(roster: &Roster, facts: &ChatFacts, transcript: &Transcript) -> Option<Vec<bool>> {
    let leads =
        |author: &AuthorKey| roster.by_author(*author).is_some_and(|person| is_listed(person, &facts.moderators));
    let leaders: Vec<bool> = transcript.authors.iter().map(leads).collect();
    leaders.contains(&true).then_some(leaders)
}

/// The date that a chat's folder begins with, as in `2026-05-12-hair-loss`.
fn date_of_folder(folder: &str) -> Option<Date> {
    folder.get(..10)?.parse().ok()
}

/// Divides messages among the questions.
fn parts(facts: &ChatFacts, leaders: &Option<Vec<bool>>, opening: Opening, transcript: &Transcript) -> Vec<ChatPart> {
    let mut course = Course::of(facts, leaders.as_deref(), opening, &transcript.messages);
    let mut parts: Vec<ChatPart> = Vec::new();
    for (at, message) in transcript.messages.iter().enumerate() {
        let topic = course.topic_of(message);
        if message.author.is_none() || message.deleted || message.noise == Some(Noise::Repost) {
            continue;
        }
        match parts.iter_mut().find(|part| part.topic == topic) {
            Some(part) => part.messages.push(at),
            None => parts.push(ChatPart { topic, messages: vec![at] }),
        }
    }
    parts.sort_by_key(|part| match part.topic {
        PartTopic::Introductions | PartTopic::Whole => 0,
        PartTopic::Question(index) => index + 1,
        PartTopic::Closing => usize::MAX,
    });
    parts
}

/// When a chat began.
#[derive(Clone)]
struct Opening {
    date: Option<Date>,
    start: Option<Time>,
    zone: Option<TimeZone>,
}

/// The course of a chat: what is being talked about, message after message.
struct Course<'a> {
    facts: &'a ChatFacts,
    leaders: Option<&'a [bool]>,
    opening: Opening,
    /// For each question, whether something in the transcript opens it.
    marked: Vec<bool>,
    running: PartTopic,
}

impl<'a> Course<'a> {
    /// The course at its beginning.
    fn of(facts: &'a ChatFacts, leaders: Option<&'a [bool]>, opening: Opening, messages: &[Message]) -> Self {
        let running = if facts.questions.is_empty() { PartTopic::Whole } else { PartTopic::Introductions };
        let mut course = Self { facts, leaders, opening, marked: vec![false; facts.questions.len()], running };
        for message in messages {
            if let Some(PartTopic::Question(index)) = course.opened_by(message) {
                course.marked[index] = true;
            }
        }
        course
    }

    /// The topic of `message`; what it opens runs on.
    fn topic_of(&mut self, message: &Message) -> PartTopic {
        if self.running == PartTopic::Whole {
            return PartTopic::Whole;
        }
        if message.author.is_some() {
            self.advance(self.by_clock(message.at));
        }
        let opened = self.opened_by(message);
        let is_heading = message.author.is_none();
        match opened {
            Some(topic) if is_heading => self.running = topic,
            topic => self.advance(topic),
        }
        match &message.mark {
            Some(TopicMark::Closing) => PartTopic::Closing,
            Some(mark) => {
                let named = mark.label().and_then(|label| self.facts.question(label));
                named.map_or_else(|| self.running.clone(), PartTopic::Question)
            }
            None => self.running.clone(),
        }
    }

    /// Goes on to `topic` unless that is behind already.
    fn advance(&mut self, topic: Option<PartTopic>) {
        let order = |topic: &PartTopic| match topic {
            PartTopic::Introductions | PartTopic::Whole => 0,
            PartTopic::Question(index) => index + 1,
            PartTopic::Closing => usize::MAX,
        };
        if let Some(topic) = topic.filter(|topic| order(topic) > order(&self.running)) {
            self.running = topic;
        }
    }

    /// The topic that `message` opens: a heading's, or that of a moderator's mark.
    fn opened_by(&self, message: &Message) -> Option<PartTopic> {
        let leads = match (message.author, self.leaders) {
            (Some(author), Some(leaders)) => leaders.get(author).copied().unwrap_or(false),
            (Some(_), None) | (None, _) => true,
        };
        match message.mark.as_ref().filter(|_| leads)? {
            TopicMark::Introductions => Some(PartTopic::Introductions),
            TopicMark::Closing => Some(PartTopic::Closing),
            TopicMark::Heading(label) | TopicMark::Topic(label) => self.facts.question(label).map(PartTopic::Question),
            TopicMark::Answer(_) => None,
        }
    }

    /// The question that was being talked about at this time, of those that the recap gives a time and that nothing in
    /// the transcript opens.
    fn by_clock(&self, at: Option<MessageTime>) -> Option<PartTopic> {
        let now = self.minutes(at?)?;
        let put = |(index, question): (usize, &Question)| {
            !self.marked[index]
                && question.at.and_then(|at| self.minutes(MessageTime::Clock(at))).is_some_and(|put| put <= now)
        };
        let reached = self.facts.questions.iter().enumerate().rfind(|entry| put(*entry));
        reached.map(|(index, _)| PartTopic::Question(index))
    }

    /// Minutes since the chat began, across midnight. A time of day without a day is the one nearest to the beginning.
    fn minutes(&self, at: MessageTime) -> Option<i32> {
        const DAY: i32 = 24 * 60;
        let of_day = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
        let first = self.opening.start.or_else(|| self.facts.questions.iter().find_map(|question| question.at))?;
        let of_clock = |time: Time| (of_day(time) - of_day(first) + DAY / 2).rem_euclid(DAY) - DAY / 2;
        match (at.on_clock(self.opening.zone.as_ref())?, self.opening.date) {
            (MessageTime::Local(moment), Some(date)) => {
                let days = moment.date().since(date).ok()?.get_days();
                Some(days * DAY + of_day(moment.time()) - of_day(first))
            }
            (MessageTime::Local(moment), None) => Some(of_clock(moment.time())),
            (MessageTime::Clock(time), _) => Some(of_clock(time)),
            (MessageTime::Offset(_) | MessageTime::Instant(_), _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Opening, leaders, parts, people, speakers};
    use crate::model::chat::{
        AuthorKey, ChatFacts, Message, MessageTime, Noise, PartTopic, Question, SpeakerName, SpeakerRole, TopicMark,
        Transcript,
    };
    use crate::model::id::{NodeId, NodeKind};
    use crate::model::person::{Consent, Person, Roster};
    use crate::source::{FilePath, Located, Span};

    fn located(text: &str) -> Located<String> {
        Located { value: String::from(text), span: Span::default() }
    }

    fn person(id: &str, known_as: &[&str], consent: Consent) -> Person {
        Person {
            id: located(id),
            file: FilePath::new("people.yaml"),
            name: format!("Nurse {id}"),
            role: None,
            credentials: None,
            disclosures: None,
            about: None,
            known_as: known_as.iter().map(|name| AuthorKey::of(name)).collect(),
            consent,
            consent_date: None,
            consent_method: None,
            staff: true,
        }
    }

    fn roster(consent: Consent) -> Roster {
        let staff = vec![person("jo", &["@jo", "Jo"], consent), person("ed", &["@ed"], Consent::Name)];
        Roster { staff, participants: Vec::new() }
    }

    fn facts(questions: usize) -> ChatFacts {
        let question = |n| Question { label: format!("T{n}"), text: located("?"), at: None };
        ChatFacts {
            moderators: vec![located("jo")],
            guests: vec![located("ed")],
            questions: (1..=questions).map(question).collect(),
            ..ChatFacts::default()
        }
    }

    /// A transcript of `handle mark` lines: `jo T1`, `ed A1`, `ed -`, `# T2`, `bev RT`, `jo CT`, `ed 19:05`.
    fn transcript(lines: &[&str]) -> Transcript {
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
            let noise = (what == "RT").then_some(Noise::Repost);
            messages.push(Message { author, at, mark, noise, ..Message::default() });
        }
        let chat = NodeId::new(NodeKind::Chat, "c");
        Transcript {
            chat,
            file: FilePath::new("chats/c/t.txt"),
            format: "name-text",
            authors,
            messages,
            dropped: crate::model::chat::Dropped::default(),
        }
    }

    /// The parts as `topic: numbers of messages`.
    fn divided(facts: &ChatFacts, roster: &Roster, lines: &[&str]) -> Vec<String> {
        let transcript = transcript(lines);
        let opening = Opening { date: "2026-05-12".parse().ok(), start: facts.start, zone: None };
        let name = |topic: &PartTopic| match topic {
            PartTopic::Introductions => String::from("intro"),
            PartTopic::Question(index) => facts.questions[*index].label.clone(),
            PartTopic::Closing => String::from("closing"),
            PartTopic::Whole => String::from("whole"),
        };
        parts(facts, &leaders(roster, facts, &transcript), opening, &transcript)
            .iter()
            .map(|part| {
                let numbers: Vec<String> = part.messages.iter().map(|at| (at + 1).to_string()).collect();
                format!("{}: {}", name(&part.topic), numbers.join(" "))
            })
            .collect()
    }

    #[test]
    fn moderators_open_topics_and_answers_find_theirs() {
        let lines =
            ["jo -", "ed -", "jo T1", "bev T1", "ed A1", "jo T2", "ed -", "bev A1", "ed -", "jo CT", "bev -", "ed CT"];
        let expected = ["intro: 1 2", "T1: 3 4 5 8", "T2: 6 7 9", "closing: 10 11 12"];
        assert_eq!(divided(&facts(2), &roster(Consent::Name), &lines), expected);
    }

    #[test]
    fn a_moderator_who_is_not_named_still_opens_topics() {
        let lines = ["jo T1", "ed -", "bev T2", "ed -", "jo T2", "ed -"];
        for consent in [Consent::Pseudonym, Consent::SummaryOnly, Consent::None] {
            assert_eq!(divided(&facts(2), &roster(consent), &lines), ["T1: 1 2 4", "T2: 3 5 6"], "{consent:?}");
        }
        let speakers = speakers(&roster(Consent::Pseudonym), &facts(2), &transcript(&lines));
        assert_eq!(speakers[0].name, SpeakerName::Participant(1));
        assert_eq!(speakers[0].role, SpeakerRole::Participant, "the role would tell the name");
        assert_eq!(speakers[1].role, SpeakerRole::Guest);
    }

    #[test]
    fn without_a_known_moderator_the_first_new_label_opens() {
        let lines = ["x -", "x T1", "ed T1", "bev -", "x T2", "bev T1", "bev -"];
        let expected = ["intro: 1", "T1: 2 3 4 6", "T2: 5 7"];
        assert_eq!(divided(&facts(2), &Roster::default(), &lines), expected);
    }

    #[test]
    fn a_late_answer_of_the_moderator_does_not_turn_back() {
        let lines = ["jo T1", "jo T2", "jo T1", "ed -"];
        assert_eq!(divided(&facts(2), &roster(Consent::Name), &lines), ["T1: 1 3", "T2: 2 4"]);
    }

    #[test]
    fn parts_of_a_question_belong_to_it_unless_the_recap_lists_them() {
        let mut facts = facts(2);
        let lines = ["jo T1", "jo T2a", "ed A2b", "ed A7", "ed -"];
        assert_eq!(divided(&facts, &roster(Consent::Name), &lines), ["T1: 1", "T2: 2 3 4 5"]);
        facts.questions.push(Question { label: String::from("Q2b"), text: located("?"), at: None });
        assert_eq!(divided(&facts, &roster(Consent::Name), &lines), ["T1: 1", "T2: 2 4 5", "Q2b: 3"]);
    }

    #[test]
    fn headings_open_topics_and_are_no_messages() {
        let lines = ["# intro", "ed -", "# T1", "ed -", "# T2", "ed -", "# T1", "ed -", "# CT", "ed -"];
        let expected = ["intro: 2", "T1: 4 8", "T2: 6", "closing: 10"];
        assert_eq!(divided(&facts(2), &roster(Consent::Name), &lines), expected);
    }

    #[test]
    fn reposts_are_folded_away_and_chats_without_questions_stay_whole() {
        assert_eq!(divided(&facts(0), &roster(Consent::Name), &["jo T1", "ed RT", "ed CT"]), ["whole: 1 3"]);
    }

    #[test]
    fn the_clock_divides_what_no_mark_opens() {
        let mut facts = facts(3);
        facts.start = "23:30".parse().ok();
        for (question, at) in facts.questions.iter_mut().zip(["23:40", "23:50", "00:10"]) {
            question.at = at.parse().ok();
        }
        let lines = ["ed 23:29", "ed 23:41", "jo T2", "ed 23:45", "ed 00:09", "ed 00:10"];
        let expected = ["intro: 1", "T1: 2", "T2: 3 4 5", "T3: 6"];
        assert_eq!(divided(&facts, &roster(Consent::Name), &lines), expected);
    }

    #[test]
    fn one_person_under_two_names_is_one() {
        let staff = vec![person("jo", &["@jo", "Jo B"], Consent::Pseudonym), person("cy", &["cy"], Consent::None)];
        let roster = Roster { staff, participants: Vec::new() };
        let mut transcript = transcript(&["bev -", "cy -", "@jo -", "dee -"]);
        transcript.authors.push(AuthorKey::of("Jo B"));
        let speakers = speakers(&roster, &facts(0), &transcript);
        let shown: Vec<_> = speakers.iter().map(|speaker| (speaker.name.clone(), speaker.words)).collect();
        let number = SpeakerName::Participant;
        let expected = [(number(1), true), (number(0), false), (number(2), true), (number(3), true), (number(2), true)];
        assert_eq!(shown, expected);
        assert_eq!(people(&roster, &transcript), 4);
    }
}

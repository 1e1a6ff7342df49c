//! Brings the recap and the transcript of each chat together: who speaks, under which name, and about what.

use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::model::chat::{
    AuthorKey, Chat, ChatFacts, ChatPart, ChatStatus, Message, MessageTime, Noise, PartTopic, Question, Recap, Speaker,
    SpeakerName, SpeakerRole, TopicMark, Transcript,
};
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Network;
use crate::model::person::{Consent, Person};

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
        let speakers = transcript.map_or_else(Vec::new, |transcript| self.speakers(&recap.facts, transcript));
        let date = recap.facts.date.as_ref().map(|date| date.value).or_else(|| date_of_folder(recap.id.key()));
        let status = recap.facts.status.unwrap_or(match date {
            Some(date) if date > self.today => ChatStatus::Upcoming,
            _ => ChatStatus::Held,
        });
        Chat {
            id: recap.id.clone(),
            date,
            status,
            parts: transcript.map_or_else(Vec::new, |transcript| parts(&recap.facts, &speakers, &transcript.messages)),
            people: speakers.len(),
            messages: transcript
                .map_or(0, |transcript| transcript.messages.iter().filter(|message| message.author.is_some()).count()),
            speakers,
            recap: Arc::clone(recap),
        }
    }

    /// How everybody who speaks is shown: by name only with recorded consent, else under a number of this chat.
    fn speakers(&self, facts: &ChatFacts, transcript: &Transcript) -> Vec<Speaker> {
        let mut count = 0;
        let mut speakers = Vec::with_capacity(transcript.authors.len());
        for &author in &transcript.authors {
            let person = self.people.by_author(author);
            let consent = person.map_or(Consent::Pseudonym, |person| person.consent);
            speakers.push(match person {
                Some(person) if consent == Consent::Name => named(author, person, facts),
                _ => {
                    let words = consent == Consent::Pseudonym;
                    count += u32::from(words);
                    let name = SpeakerName::Participant(count);
                    Speaker { author, name, role: SpeakerRole::Participant, words }
                }
            });
        }
        speakers
    }
}

/// A speaker who agreed to be named.
fn named(author: AuthorKey, person: &Person, facts: &ChatFacts) -> Speaker {
    let listed = |ids: &[crate::source::Located<String>]| ids.iter().any(|id| **id == *person.id);
    let role = if listed(&facts.moderators) {
        SpeakerRole::Moderator
    } else if listed(&facts.guests) {
        SpeakerRole::Guest
    } else if person.staff {
        SpeakerRole::Staff
    } else {
        SpeakerRole::Participant
    };
    let staff = person.staff.then(|| NodeId::new(NodeKind::Person, person.id.as_str()));
    Speaker { author, name: SpeakerName::Named { name: person.name.clone(), staff }, role, words: true }
}

/// The date that a chat's folder begins with, as in `2026-05-12-hair-loss`.
fn date_of_folder(folder: &str) -> Option<Date> {
    folder.get(..10)?.parse().ok()
}

/// Divides messages among the questions.
fn parts(facts: &ChatFacts, speakers: &[Speaker], messages: &[Message]) -> Vec<ChatPart> {
    let mut parts: Vec<ChatPart> = Vec::new();
    let mut running = if facts.questions.is_empty() { PartTopic::Whole } else { PartTopic::Introductions };
    for (at, message) in messages.iter().enumerate() {
        let Some(author) = message.author else { continue };
        let leads = speakers.get(author).is_some_and(|speaker| speaker.role == SpeakerRole::Moderator);
        let (topic, next) = topic_of(facts, leads, message, &running);
        running = next;
        if message.noise != Some(Noise::Repost) {
            match parts.iter_mut().find(|part| part.topic == topic) {
                Some(part) => part.messages.push(at),
                None => parts.push(ChatPart { topic, messages: vec![at] }),
            }
        }
    }
    parts.sort_by_key(|part| match part.topic {
        PartTopic::Introductions | PartTopic::Whole => 0,
        PartTopic::Question(index) => index + 1,
        PartTopic::Closing => usize::MAX,
    });
    parts
}

/// The topic of one message, and the topic that runs after it.
fn topic_of(facts: &ChatFacts, leads: bool, message: &Message, running: &PartTopic) -> (PartTopic, PartTopic) {
    let stay = |topic: PartTopic| (topic, running.clone());
    let go = |topic: PartTopic| (topic.clone(), topic);
    match &message.mark {
        _ if facts.questions.is_empty() => go(PartTopic::Whole),
        Some(TopicMark::Heading(label)) => go(question(&facts.questions, label).unwrap_or(PartTopic::Closing)),
        Some(TopicMark::Topic(label)) => match question(&facts.questions, label) {
            Some(topic) if leads => go(topic),
            Some(topic) => stay(topic),
            None => stay(running.clone()),
        },
        Some(TopicMark::Answer(label)) => stay(question(&facts.questions, label).unwrap_or_else(|| running.clone())),
        Some(TopicMark::Closing) if leads => go(PartTopic::Closing),
        Some(TopicMark::Closing) => stay(PartTopic::Closing),
        None if *running == PartTopic::Closing => stay(PartTopic::Closing),
        None => go(by_clock(&facts.questions, message.at).unwrap_or_else(|| running.clone())),
    }
}

/// The question with `label`; `T1a` belongs to `T1` where the recap has no such part of the question.
fn question(questions: &[Question], label: &str) -> Option<PartTopic> {
    let find = |wanted: &str| questions.iter().position(|question| question.label.eq_ignore_ascii_case(wanted));
    let whole = label.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    find(label).or_else(|| find(whole)).map(PartTopic::Question)
}

/// The question that was being talked about at this time, where the recap says when each was put.
fn by_clock(questions: &[Question], at: Option<MessageTime>) -> Option<PartTopic> {
    let now: Time = match at? {
        MessageTime::Clock(time) => time,
        MessageTime::Local(moment) => moment.time(),
    };
    questions.iter().rposition(|question| question.at.is_some_and(|put| put <= now)).map(PartTopic::Question)
}

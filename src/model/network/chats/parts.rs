//! The messages of a chat by topic, in the order in which they are read.
//!
//! A message that answers another one belongs to the topic of that one, unless its own mark names a topic. Messages of
//! a thread stand right after the message that opened it, in the order of the file, as they did in the program that the
//! chat was held in. Every other answer keeps its place: whoever spoke after it may have spoken to it.

use crate::model::chat::{ChatFacts, ChatPart, Message, Noise, PartTopic, Transcript};
use crate::model::network::chats::course::{Course, Opening, order};

/// Divides messages among the questions.
pub(super) fn parts(
    facts: &ChatFacts,
    leaders: Option<&[bool]>,
    opening: Opening,
    transcript: &Transcript,
) -> Vec<ChatPart> {
    let topics = topics(facts, leaders, opening, &transcript.messages);
    let mut parts: Vec<ChatPart> = Vec::new();
    for (at, (message, topic)) in transcript.messages.iter().zip(&topics).enumerate() {
        if message.author.is_none() || message.deleted || message.noise == Some(Noise::Repost) {
            continue;
        }
        match parts.iter_mut().find(|part| part.topic == *topic) {
            Some(part) => part.messages.push(at),
            None => parts.push(ChatPart { topic: topic.clone(), messages: vec![at] }),
        }
    }
    parts.sort_by_key(|part| order(&part.topic));
    for part in &mut parts {
        let opened_by = |at: usize| transcript.messages[at].thread.filter(|root| topics[*root] == part.topic);
        part.messages.sort_by_key(|&at| (opened_by(at).unwrap_or(at), at));
    }
    parts
}

/// The topic of each message.
fn topics(facts: &ChatFacts, leaders: Option<&[bool]>, opening: Opening, messages: &[Message]) -> Vec<PartTopic> {
    let mut course = Course::of(facts, leaders, opening, messages);
    let mut topics: Vec<PartTopic> = Vec::with_capacity(messages.len());
    for message in messages {
        let running = course.topic_of(message);
        let answered = message.thread.or(message.reply_to).filter(|_| message.mark.is_none());
        let topic = answered.and_then(|at| topics.get(at).cloned()).unwrap_or(running);
        topics.push(topic);
    }
    topics
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::model::chat::{ChatFacts, PartTopic, Question};
    use crate::model::network::chats::course::Opening;
    use crate::model::network::chats::speakers::leaders;
    use crate::model::network::chats::testing::{facts, located, roster, transcript};
    use crate::model::person::{Consent, Roster};

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
        parts(facts, leaders(roster, facts, &transcript).as_deref(), opening, &transcript)
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
    fn answers_stay_with_what_they_answer() {
        let lines = ["jo T1", "ed -", "jo T2", "bev re2", "ed re4", "bev -", "ed in2", "jo in3", "bev in2", "ed A1"];
        let expected = ["T1: 1 2 7 9 4 5 10", "T2: 3 8 6"];
        assert_eq!(divided(&facts(2), &roster(Consent::Name), &lines), expected);
    }
}

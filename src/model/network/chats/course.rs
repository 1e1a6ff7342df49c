//! The course of a chat: what is being talked about, message after message.
//!
//! A message belongs to the topic that its own mark names (`A2`), else to the running topic. The running topic changes
//! with headings, with the moderators' messages marked `T1`, `Q2` …, and with the clock for questions that nothing in
//! the transcript opens and whose time the recap gives. It only moves forward: a moderator who comes back to an earlier
//! question answers it. Who moderates is taken from the recap and the roster, also of people who are shown as
//! "Participant n"; where no moderator speaks, the first message with a new label opens its topic.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::model::chat::{ChatFacts, Message, MessageTime, PartTopic, Question, TopicMark};

/// When a chat began.
#[derive(Clone)]
pub(super) struct Opening {
    /// The day.
    pub(super) date: Option<Date>,
    /// The time of the day.
    pub(super) start: Option<Time>,
    /// The time zone of its clock.
    pub(super) zone: Option<TimeZone>,
}

/// The place of a topic among the topics of its chat.
pub(super) fn order(topic: &PartTopic) -> usize {
    match topic {
        PartTopic::Introductions | PartTopic::Whole => 0,
        PartTopic::Question(index) => index + 1,
        PartTopic::Closing => usize::MAX,
    }
}

/// The course of a chat at one of its messages.
pub(super) struct Course<'a> {
    facts: &'a ChatFacts,
    leaders: Option<&'a [bool]>,
    opening: Opening,
    /// For each question, whether something in the transcript opens it.
    marked: Vec<bool>,
    running: PartTopic,
}

impl<'a> Course<'a> {
    /// The course at its beginning.
    pub(super) fn of(
        facts: &'a ChatFacts,
        leaders: Option<&'a [bool]>,
        opening: Opening,
        messages: &[Message],
    ) -> Self {
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
    pub(super) fn topic_of(&mut self, message: &Message) -> PartTopic {
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

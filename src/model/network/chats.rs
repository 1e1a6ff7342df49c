//! Brings the recap and the transcript of each chat together.
//!
//! 1. [`mod@speakers`]: who speaks, and under which name.
//! 2. [`course`]: what is being talked about, message after message.
//! 3. [`mod@parts`]: the messages by topic, with threads kept together.

mod course;
mod parts;
mod speakers;
#[cfg(test)]
mod testing;

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::chat::{Chat, ChatFacts, ChatStatus, ChatZone, Recap, Transcript, ZoneOrigin};
use crate::model::network::Network;
use crate::model::network::chats::course::Opening;
use crate::model::network::chats::parts::parts;
use crate::model::network::chats::speakers::{leaders, people, speakers};
use crate::model::network::linker::{Linker, together};
use crate::source::{FilePath, Fingerprint};

impl Network {
    /// Makes a chat of each recap, or remembers it.
    pub(super) fn add_chats(&mut self, recaps: &[Arc<Recap>], linker: &Linker) {
        let settings = ["bedside.yaml", "people.yaml", "people.yml"].map(|name| self.print_of_file(name));
        let day = Fingerprint::of(&[self.today.to_string().as_bytes()]);
        let base = together(settings.into_iter().flatten().chain([day]));
        let transcripts: Vec<_> = recaps.iter().map(|recap| self.transcripts.get(&recap.id)).collect();
        let prints = recaps.iter().zip(&transcripts).map(|(recap, it)| self.chat_print(recap, *it)).collect();
        let chats = linker.chats.get_all(base, prints, |at| self.chat(&recaps[at], transcripts[at]));
        self.chats = chats.iter().map(|chat| (chat.id.clone(), Arc::clone(chat))).collect();
        let recap_print = |chat: &Arc<Chat>| self.print_of_file(chat.recap.file.as_str()).unwrap_or_default();
        self.prints.extend(self.chats.values().map(recap_print).collect::<Vec<_>>());
    }

    /// A fingerprint of the files that a chat is made from.
    fn chat_print(&self, recap: &Recap, transcript: Option<&Arc<Transcript>>) -> Fingerprint {
        let print = |file: &FilePath| self.print_of_file(file.as_str()).unwrap_or_default();
        together([print(&recap.file), transcript.map_or_else(Fingerprint::default, |it| print(&it.file))])
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
            timezone: self.timezone(facts, transcript),
            recap: Arc::clone(recap),
        };
        if let Some(transcript) = transcript {
            let start = facts.start.or(self.config.chats.time);
            chat.speakers = speakers(&self.people, self.config.chats.words.into(), facts, transcript);
            chat.parts = parts(
                facts,
                leaders(&self.people, facts, transcript).as_deref(),
                Opening { date, start, zone: chat.timezone.as_ref().map(|it| it.zone.clone()) },
                transcript,
            );
            chat.people = people(&self.people, transcript);
            chat.messages =
                transcript.messages.iter().filter(|message| message.author.is_some() && !message.deleted).count();
        }
        chat
    }

    /// The time zone of a chat: the recap's, else that of the network, else what its transcript tells. A name that is no
    /// time zone is reported and tells nothing, and what stands below it is not asked: somebody meant another one.
    fn timezone(&self, facts: &ChatFacts, transcript: Option<&Arc<Transcript>>) -> Option<ChatZone> {
        let of_recap = facts.timezone.as_ref().map(|zone| (zone.value.as_str(), ZoneOrigin::Recap));
        let of_settings = || self.config.timezone.as_deref().map(|zone| (zone, ZoneOrigin::Settings));
        match of_recap.or_else(of_settings) {
            Some((name, origin)) => TimeZone::get(name).ok().map(|zone| ChatZone { zone, origin }),
            None => {
                let offset = transcript?.offset?;
                Some(ChatZone { zone: TimeZone::fixed(offset), origin: ZoneOrigin::Transcript })
            }
        }
    }
}

/// The date that a chat's folder begins with, as in `2026-05-12-hair-loss`.
fn date_of_folder(folder: &str) -> Option<Date> {
    folder.get(..10)?.parse().ok()
}

//! Looks over the chats: whether recap, transcript and roster fit together.

mod messages;
mod pairs;
mod people;
mod questions;
#[cfg(test)]
mod tests;
mod timezone;
mod topics;

use crate::check::Check;
use crate::check::chats::messages::messages;
use crate::check::chats::pairs::{orphans, second_transcripts};
use crate::check::chats::people::people;
use crate::check::chats::questions::questions;
use crate::check::chats::timezone::{site_timezone, timezone};
use crate::check::chats::topics::topics;
use crate::finding::{Finding, Findings, Rule};
use crate::model::chat::Chat;
use crate::model::network::Network;
use crate::rules;

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

    /// A link leads to a message of a chat that readers will not find.
    ///
    /// There is no such message, or it is not shown: its writer did not agree to that or took it back, or it only repeats
    /// another message.
    ///
    /// **Why it matters to a patient.** They follow the link to see what somebody said, and there is nothing. The words of
    /// the link stand on the page without it.
    ///
    /// **How to mend it.** Correct the number. The transcript on the page of the chat shows the number of each message.
    UNKNOWN_MESSAGE = "chat/unknown-message", Warning;

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
        messages(network, findings);
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

//! The gate's log of one chat: how many people and passages were protected, and by which rules. The public page "How we
//! protected the people in this chat" and the audit report both tell these figures, so they are counted once, here, from
//! what the gate has made.

use std::collections::BTreeMap;

use crate::gate::conversation::{Conversation, PublicFragment, PublicMessage, WITHHELD};
use crate::model::chat::{Chat, SpeakerName, Transcript};

/// What the gate did to protect the people of one chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// How many people spoke.
    pub people: usize,
    /// How many of them are shown by the name that they agreed to.
    pub named: usize,
    /// How many messages the transcript has.
    pub messages: usize,
    /// How many of them are shown, whole or in part.
    pub shown: usize,
    /// How many are left to the summary because their speakers did not agree to be quoted.
    pub held_back: usize,
    /// How many passages were withheld because they may identify somebody.
    pub withheld: usize,
    /// Messages to one person or a few, and messages that were taken back: nothing of them is kept.
    pub dropped: usize,
    /// How often the name of somebody was replaced in what others said.
    pub renamed: usize,
    /// How often something else was left out of a message, by what it was: `telephone number not shown`.
    pub left_out: BTreeMap<&'static str, usize>,
}

impl Record {
    /// The record of a chat, from what may be shown of it.
    pub(super) fn of(chat: &Chat, transcript: &Transcript, conversation: &Conversation) -> Self {
        let dropped = transcript.dropped;
        let mut record = Self {
            people: chat.people,
            named: chat.speakers.iter().filter(|speaker| matches!(speaker.name, SpeakerName::Named { .. })).count(),
            messages: chat.messages,
            held_back: conversation.held_back,
            dropped: dropped.direct + dropped.deleted + dropped.not_public,
            ..Self::default()
        };
        conversation.parts.iter().flat_map(|part| &part.messages).for_each(|message| record.count(message));
        record
    }

    /// Counts what is left out of a message that is shown.
    fn count(&mut self, message: &PublicMessage) {
        self.shown += 1;
        for fragment in &message.body {
            match fragment {
                PublicFragment::Omitted(WITHHELD) => self.withheld += 1,
                PublicFragment::Omitted(what) => *self.left_out.entry(what).or_default() += 1,
                PublicFragment::Mention(SpeakerName::Participant(_)) | PublicFragment::Someone => self.renamed += 1,
                PublicFragment::Text(_)
                | PublicFragment::LineBreak
                | PublicFragment::Link(_)
                | PublicFragment::Mention(SpeakerName::Named { .. }) => {}
            }
        }
    }
}

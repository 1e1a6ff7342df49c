//! The one door to publication. Nothing else makes a [`Cleared`], and render and search accept nothing else.
//!
//! What the gate does, in order:
//! 1. It refuses to publish a network with findings of severity *error*. For the preview it lets the pages pass, so that
//!    an editor can see what to mend.
//! 2. It leaves out every passage that somebody decided to withhold, and for the preview every passage that would stop a
//!    build because it may identify somebody ([`withheld`]): the preview never shows what the site would not. A mark
//!    stands in its place.
//! 3. It takes the transcripts out of the network. What render and search receive has no raw transcript in it.
//! 4. It writes each message that may be shown anew, under the name that its speaker agreed to: the roster's name with
//!    recorded consent, else a number that holds in this one chat. Words of people who did not agree to be quoted are
//!    not handed on at all, and whoever is spoken of in a message is shown as the chat shows them, or as "someone".
//!    [`conversation`] does this, one chat at a time, and [`record`] counts what was done.

pub mod conversation;
mod paging;
pub mod record;
mod withheld;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Findings, Severity};
use crate::gate::conversation::Conversation;
use crate::gate::record::Record;
use crate::gate::withheld::Withheld;
use crate::model::chat::Chat;
use crate::model::id::NodeId;
use crate::model::network::{Linker, Network};

/// A network that may be shown. It holds no transcript; the words of chats are in [`Cleared::conversation`].
#[derive(Debug)]
pub struct Cleared {
    network: Network,
    conversations: BTreeMap<NodeId, (Conversation, Record)>,
}

/// Why a network may not be published: this many findings of severity *error*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How many there are.
    pub errors: usize,
}

/// Clears `network` for publication.
///
/// # Errors
/// When `findings` hold an error.
pub fn publish(network: Network, findings: &Findings) -> Result<Cleared, Refused> {
    match findings.count(Severity::Error) {
        0 => Ok(clear(network, &Withheld::decided(findings), &Linker::default())),
        errors => Err(Refused { errors }),
    }
}

/// Clears `network` for the eyes of its editors: pages with errors are shown, passages that may identify somebody are not.
pub fn preview(network: Network, findings: &Findings) -> Cleared {
    preview_again(network, findings, &Linker::default())
}

/// Like [`preview`], with what `linker` remembers of networks that something was left out of before.
pub fn preview_again(network: Network, findings: &Findings, linker: &Linker) -> Cleared {
    clear(network, &Withheld::undecided(findings), linker)
}

/// Leaves out what is withheld, takes the transcripts out and writes anew what may be shown of them.
fn clear(network: Network, withheld: &Withheld, linker: &Linker) -> Cleared {
    let mut network = withheld.leave_out(network, linker);
    network.documents.clear();
    let transcripts = std::mem::take(&mut network.transcripts);
    network.extra_transcripts.clear();
    let conversation = |(id, chat): (&NodeId, &Arc<Chat>)| {
        let transcript = transcripts.get(id)?;
        let left_out = withheld.messages(&transcript.file);
        let conversation = conversation::of(&network.people, chat, transcript, &left_out);
        let record = Record::of(chat, transcript, &conversation);
        Some((id.clone(), (conversation, record)))
    };
    let conversations = network.chats.iter().filter_map(conversation).collect();
    Cleared { network, conversations }
}

impl Cleared {
    /// The network without its transcripts.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What may be shown of the transcript of a chat; nothing when the chat has none.
    pub fn conversation(&self, chat: &NodeId) -> Option<&Conversation> {
        self.conversations.get(chat).map(|(conversation, _)| conversation)
    }

    /// What was done to protect the people of a chat; nothing when the chat has no transcript.
    pub fn record(&self, chat: &NodeId) -> Option<&Record> {
        self.conversations.get(chat).map(|(_, record)| record)
    }
}

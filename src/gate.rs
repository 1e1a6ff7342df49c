//! The one door to publication. Nothing else makes a [`Cleared`], and render and search accept nothing else.
//!
//! What the gate does, in order:
//! 1. It refuses to publish a network with findings of severity *error* (for the preview it lets the pages pass, so that
//!    an editor can see what to mend; the words of chats are held back there just the same).
//! 2. It takes the transcripts out of the network. What render and search receive has no raw transcript in it.
//! 3. It writes each message that may be shown anew, under the name that its speaker agreed to: the roster's name with
//!    recorded consent, else a number that holds in this one chat. Words of people who did not agree to be quoted are
//!    not handed on at all, and whoever is spoken of in a message is shown as the chat shows them, or as "someone".
//!    [`conversation`] does this, one chat at a time.

pub mod conversation;
mod paging;

use std::collections::BTreeMap;

use crate::finding::{Findings, Severity};
use crate::gate::conversation::Conversation;
use crate::model::id::NodeId;
use crate::model::network::Network;

/// A network that may be shown. It holds no transcript; the words of chats are in [`Cleared::conversation`].
#[derive(Debug)]
pub struct Cleared {
    network: Network,
    conversations: BTreeMap<NodeId, Conversation>,
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
        0 => Ok(clear(network)),
        errors => Err(Refused { errors }),
    }
}

/// Clears `network` for the eyes of its editors, errors and all.
pub fn preview(network: Network) -> Cleared {
    clear(network)
}

/// Takes the transcripts out and writes anew what may be shown of them.
fn clear(mut network: Network) -> Cleared {
    let transcripts = std::mem::take(&mut network.transcripts);
    network.extra_transcripts.clear();
    let conversations = network
        .chats
        .iter()
        .filter_map(|(id, chat)| Some((id.clone(), conversation::of(&network.people, chat, transcripts.get(id)?))))
        .collect();
    Cleared { network, conversations }
}

impl Cleared {
    /// The network without its transcripts.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What may be shown of the transcript of a chat; nothing when the chat has none.
    pub fn conversation(&self, chat: &NodeId) -> Option<&Conversation> {
        self.conversations.get(chat)
    }
}

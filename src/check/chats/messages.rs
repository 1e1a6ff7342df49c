//! Links that lead to single messages: whether the chat has them, and whether a reader will see them.

use crate::check::chats::UNKNOWN_MESSAGE;
use crate::finding::{Finding, Findings};
use crate::model::id::NodeId;
use crate::model::network::{Network, Resolved, Text};
use crate::source::Span;

/// Links to messages that are not there or not shown.
pub(super) fn messages(network: &Network, findings: &mut Findings) {
    for text in network.texts_quoting_messages() {
        for (link, resolved) in text.prose.links.iter().zip(network.resolved(text.id)) {
            if let Resolved::Message(chat, number) = resolved {
                findings.extend(finding(network, text, link.span, chat, *number));
            }
        }
    }
}

/// What is wrong with a link to a message, if anything. The message is named by its number and nothing else.
fn finding(network: &Network, text: Text<'_>, span: Span, chat: &NodeId, number: usize) -> Option<Finding> {
    let title = network.title(chat);
    let transcript = network.transcripts.get(chat);
    let count = transcript.map_or(0, |transcript| transcript.messages.len());
    let (message, help) = if count == 0 {
        let message = format!("The link leads to message {number} of “{title}”, which has no transcript.");
        (message, "Add the transcript, or remove the link.")
    } else if number > count {
        let message = format!("The link leads to message {number} of “{title}”, which has {count} messages.");
        (message, "Correct the number: the transcript on the page shows it beside each message.")
    } else if !is_shown(network, chat, number) {
        let message = format!("The link leads to message {number} of “{title}”, which is not shown.");
        (message, "Link to another message, or sum up what was said in the recap.")
    } else {
        return None;
    };
    Some(Finding::new(&UNKNOWN_MESSAGE, text.file, message).at(span).help(help))
}

/// Whether a reader sees the message: it stands in a part of the chat, and its words may be shown.
fn is_shown(network: &Network, chat: &NodeId, number: usize) -> bool {
    let (Some(chat), Some(transcript), Some(at)) =
        (network.chats.get(chat), network.transcripts.get(chat), number.checked_sub(1))
    else {
        return false;
    };
    let is_told = chat.parts.iter().any(|part| part.messages.contains(&at));
    is_told && transcript.messages.get(at).is_some_and(|message| chat.may_show(message))
}

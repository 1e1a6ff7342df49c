//! Whether each recap has one transcript at most, and each transcript a recap.

use crate::check::chats::{NO_RECAP, TWO_TRANSCRIPTS};
use crate::finding::{Finding, Findings};
use crate::model::id::NodeId;
use crate::model::network::Network;

/// Transcripts without a recap. One whose recap is a draft is waiting, and nothing is wrong.
pub(super) fn orphans(network: &Network, findings: &mut Findings) {
    let is_draft =
        |id: &NodeId| network.drafts.iter().any(|draft| NodeId::of_file(draft.as_str()).as_ref() == Some(id));
    for (id, transcript) in &network.transcripts {
        if !network.chats.contains_key(id) && !is_draft(id) {
            let file = &transcript.file;
            let message = format!("`{file}` has no recap beside it, so the conversation is not published.");
            let help = format!("Write `{}/recap.md` with a title, the date and a reviewed summary.", file.folder());
            findings.push(Finding::new(&NO_RECAP, file, message).help(help));
        }
    }
}

/// Transcripts beside another one.
pub(super) fn second_transcripts(network: &Network, findings: &mut Findings) {
    for extra in &network.extra_transcripts {
        let Some(first) = network.transcripts.get(&extra.chat) else { continue };
        let message = format!(
            "The chat has two transcripts: `{}` is published, `{}` is not.",
            first.file.file_name(),
            extra.file.file_name()
        );
        findings.push(
            Finding::new(&TWO_TRANSCRIPTS, &extra.file, message)
                .help("Keep one of them; move the other out of the folder."),
        );
    }
}

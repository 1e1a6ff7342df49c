//! The topic pages that a chat belongs to.

use crate::check::chats::UNKNOWN_TOPIC;
use crate::finding::{Finding, Findings, Severity, nearest};
use crate::model::chat::Chat;
use crate::model::id::NodeKind;
use crate::model::network::Network;
use crate::source::FilePath;

/// The topic pages that a chat belongs to.
pub(super) fn topics(network: &Network, chat: &Chat, findings: &mut Findings) {
    let file = &chat.recap.file;
    for topic in &chat.recap.facts.topics {
        if network.find_path(file, topic).is_some() {
            continue;
        }
        if network.drafts.iter().any(|draft| draft.as_str() == topic.value) {
            let message = format!("The topic page “{}” is a draft, so the chat is not listed there.", topic.value);
            let mut finding =
                Finding::new(&UNKNOWN_TOPIC, file, message).at(topic.span).help("Publish the page first.");
            finding.severity = Severity::Warning;
            findings.push(finding);
            continue;
        }
        let help = match nearest_topic(network, topic) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => String::from(
                "Write the path from the top of the network folder, as in `topics/side-effects/hair-loss.md`.",
            ),
        };
        let message = format!("There is no topic page “{}”.", topic.value);
        findings.push(Finding::new(&UNKNOWN_TOPIC, file, message).at(topic.span).help(help));
    }
}

/// The topic page whose path is nearest, or whose file has the same or nearly the same name in another folder.
fn nearest_topic<'a>(network: &'a Network, written: &str) -> Option<&'a str> {
    let files: Vec<&FilePath> = network
        .articles
        .values()
        .filter(|article| matches!(article.id.kind(), NodeKind::Topic | NodeKind::Section))
        .map(|article| &article.file)
        .collect();
    let stem = FilePath::new(written.rsplit('/').next().unwrap_or_default());
    let by_stem = || {
        let near = nearest(stem.stem(), files.iter().map(|file| file.stem()))?;
        files.iter().find(|file| file.stem() == near).map(|file| file.as_str())
    };
    let same_stem = files.iter().find(|file| file.stem() == stem.stem() && stem.stem() != "index");
    same_stem
        .map(|file| file.as_str())
        .or_else(|| nearest(written, files.iter().map(|file| file.as_str())))
        .or_else(by_stem)
}

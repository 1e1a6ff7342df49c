//! The clock of a chat: whether it is told in which time zone it was held, and whether there is such a zone.

use jiff::tz;

use crate::check::chats::{NO_TIMEZONE, UNKNOWN_TIMEZONE};
use crate::finding::{Finding, Findings, Severity, nearest};
use crate::model::chat::{Chat, Message, MessageTime, ZoneOrigin};
use crate::model::network::Network;
use crate::source::FilePath;

/// The time zone of one chat.
pub(super) fn timezone(network: &Network, chat: &Chat, findings: &mut Findings) {
    let facts = &chat.recap.facts;
    match &facts.timezone {
        Some(zone) if !exists(zone) => {
            findings.push(unknown_timezone(&chat.recap.file, zone).at(zone.span));
        }
        None if network.config.timezone.is_none() => findings.extend(untold(network, chat)),
        _ => {}
    }
}

/// The finding for a chat whose recap and site name no time zone.
fn untold(network: &Network, chat: &Chat) -> Option<Finding> {
    let help = "Write `timezone: Europe/London`, or your own zone, into bedside.yaml or into this recap.";
    let new = |message| Finding::new(&NO_TIMEZONE, &chat.recap.file, message).help(help);
    if let Some(message) = lacks_timezone(network, chat) {
        return Some(new(message));
    }
    let known = chat.timezone.as_ref().filter(|known| known.origin == ZoneOrigin::Transcript)?;
    let mut finding = new(format!(
        "The times of the chat “{}” are shown as its export has them ({}), because nothing says where it was held.",
        chat.recap.title,
        known.name()
    ));
    finding.severity = Severity::Info;
    Some(finding)
}

/// What cannot be told of a chat without a time zone.
fn lacks_timezone(network: &Network, chat: &Chat) -> Option<String> {
    let title = &chat.recap.title;
    let times = network.transcripts.get(&chat.id).into_iter().flat_map(|transcript| &transcript.messages);
    let mut times = times.filter_map(|message: &Message| message.at).filter(|_| chat.timezone.is_none());
    if chat.recap.facts.start.or(network.config.chats.time).is_some() {
        Some(format!("The chat “{title}” has a time but no time zone."))
    } else if times.clone().any(|at| matches!(at, MessageTime::Instant(_))) {
        Some(format!(
            "The messages of the chat “{title}” have exact times, but without a time zone of the chat nobody knows what its clock showed: no time is shown."
        ))
    } else if times.any(|at| matches!(at, MessageTime::Clock(_) | MessageTime::Local(_))) {
        Some(format!("The messages of the chat “{title}” have times, but nothing says in which time zone."))
    } else {
        None
    }
}

/// The time zone of the site.
pub(super) fn site_timezone(network: &Network, findings: &mut Findings) {
    if let Some(zone) = network.config.timezone.as_deref().filter(|zone| !exists(zone)) {
        findings.push(unknown_timezone(&FilePath::new("bedside.yaml"), zone));
    }
}

pub(super) fn exists(zone: &str) -> bool {
    tz::TimeZone::get(zone).is_ok()
}

fn unknown_timezone(file: &FilePath, zone: &str) -> Finding {
    let known: Vec<String> = tz::db().available().map(|name| name.to_string()).collect();
    let city = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
    let same_city = known.iter().find(|name| city(name) == zone.trim().replace(' ', "_").to_lowercase());
    let help = match same_city.map(String::as_str).or_else(|| nearest(zone, known.iter().map(String::as_str))) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => String::from("Use a name like `Europe/London`: the continent, a slash, a large city."),
    };
    Finding::new(&UNKNOWN_TIMEZONE, file, format!("There is no time zone “{zone}”.")).help(help)
}

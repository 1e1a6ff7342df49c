//! The formats of transcripts, and which of them a file is in: judged by its content, never its name.

use crate::finding::Finding;
use crate::parse::chat::raw::{Export, Format, Sureness};
use crate::parse::chat::rules::{AMBIGUOUS_FORMAT, UNKNOWN_FORMAT};
use crate::parse::chat::{
    discord, google_meet, irc, mastodon, mbox, name_text, slack, srt, table, teams_json, teams_vtt, telegram,
    tweet_chat, webvtt, whatsapp, x_api, x_archive, zoom, zoom_vtt, zulip,
};

/// Formats that a program writes. They are asked first: where one of them is certain, nobody wrote the file by hand.
pub(super) const EXPORTS: &[&dyn Format] = &[
    &discord::Discord,
    &google_meet::GoogleMeet,
    &irc::Irc,
    &mastodon::Mastodon,
    &mbox::Mbox,
    &slack::Slack,
    &srt::Srt,
    &table::Table,
    &teams_json::Teams,
    &teams_vtt::TeamsVtt,
    &telegram::Telegram,
    &webvtt::WebVtt,
    &whatsapp::WhatsApp,
    &x_api::XApi,
    &x_archive::XArchive,
    &zoom::Zoom,
    &zoom_vtt::ZoomVtt,
    &zulip::Zulip,
];

/// Formats that people write or copy together by hand.
pub(super) const BY_HAND: &[&dyn Format] = &[&name_text::NameText, &tweet_chat::TweetChat];

/// Every format of transcripts.
pub(super) fn formats() -> impl Iterator<Item = &'static dyn Format> {
    EXPORTS.iter().chain(BY_HAND).copied()
}

/// The format that is surest of a file.
pub(super) fn recognise(export: &Export<'_>) -> Result<&'static dyn Format, Box<Finding>> {
    let ask = |format: &&'static dyn Format| (format.sureness(export), *format);
    let mut claims: Vec<(Sureness, &'static dyn Format)> = EXPORTS.iter().map(ask).collect();
    if claims.iter().all(|(sureness, _)| *sureness < Sureness::Certain) {
        claims.extend(BY_HAND.iter().map(ask));
    }
    let best = claims.iter().map(|(sureness, _)| *sureness).max().unwrap_or(Sureness::No);
    let winners: Vec<&'static dyn Format> =
        claims.iter().filter(|(sureness, _)| *sureness == best).map(|(_, format)| *format).collect();
    match winners.as_slice() {
        _ if best == Sureness::No => Err(Box::new(unknown(export))),
        [format] => Ok(*format),
        several => Err(Box::new(ambiguous(export, several))),
    }
}

/// A finding about a file that no format knows.
fn unknown(export: &Export<'_>) -> Finding {
    let tried: Vec<&str> = formats().map(Format::name).collect();
    let known: Vec<String> = formats().map(|format| format!("{}: {}", format.name(), format.looks_like())).collect();
    let message = format!(
        "`{}` is in no format that bedside knows, so it is not published. Tried: {}.",
        export.path.file_name(),
        tried.join(", ")
    );
    Finding::new(&UNKNOWN_FORMAT, export.path, message).help(format!(
        "Export the chat again, or write one message a line, as in `Name: text`. What is recognised: {}.",
        known.join("; ")
    ))
}

/// A finding about a file that several formats claim.
fn ambiguous(export: &Export<'_>, formats: &[&dyn Format]) -> Finding {
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let message = format!(
        "`{}` can be read as {}, and it would say different things, so it is not published.",
        export.path.file_name(),
        names.join(" or as ")
    );
    Finding::new(&AMBIGUOUS_FORMAT, export.path, message)
        .help("Put one conversation into the file, and write all of its messages in one way.")
}

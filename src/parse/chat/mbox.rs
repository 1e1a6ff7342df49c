//! *mbox*: mails of a discussion list, in one file.
//!
//! ```text
//! file = ( "From " address date line mail )*       "From " at the beginning of a line of a mail is written ">From "
//! mail = header* empty-line body                   RFC 5322 and MIME; without a header all of it is the body
//! ```
//! Of a mail only the words that its author wrote are read: quotations (`>`), the line before them ("On … wrote:"), older
//! mails below, the signature (below `-- `) and the footer of the list are cut. Subjects and addresses are never
//! published; addresses of authors only tell people apart. A mail in HTML becomes plain text. Source: RFC 4155 (mbox),
//! RFC 5322.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::Offset;
use mail_parser::{Address, DateTime, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use crate::finding::Findings;
use crate::model::chat::MessageTime;
use crate::parse::chat::html::{Quotations, plain_text};
use crate::parse::chat::json::report_unreadable;
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness, attachment_of};
use crate::source::Span;

/// The format.
pub(super) struct Mbox;

/// One mail as it stands in the file.
struct Mail<'a> {
    /// The address in its first line.
    envelope: &'a str,
    text: &'a str,
    start: usize,
}

impl Format for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn looks_like(&self) -> &'static str {
        "mails in one file (mbox), each after a line such as `From a@b.example Tue May 12 19:02:31 2026`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let first = export.text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
        if first.is_some_and(|line| envelope(line).is_some()) { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        for mail in mails(export.text) {
            match message(&mail, &mut chat.others) {
                Some(message) => chat.messages.push(message),
                None => chat.dropped.unreadable += 1,
            }
        }
        report_unreadable(export, chat.dropped.unreadable, findings);
        chat
    }
}

/// The address in the line before a mail.
fn envelope(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("From ")?;
    let address = rest.split(' ').next()?;
    let is_clock =
        |word: &str| word.len() >= 5 && word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = || rest[address.len()..].split_whitespace();
    (words().any(is_clock) && words().any(is_year)).then_some(address)
}

/// The mails of a file.
fn mails(text: &str) -> Vec<Mail<'_>> {
    let mut mails: Vec<Mail<'_>> = Vec::new();
    let mut start = 0;
    let mut after_blank = true;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if let Some(envelope) = envelope(line.trim_end()).filter(|_| after_blank) {
            mails.push(Mail { envelope, text: &text[end..end], start: end });
        } else if let Some(mail) = mails.last_mut() {
            mail.text = &text[mail.start..end];
        }
        after_blank = line.trim_end_matches(['\r', '\n']).is_empty();
        start = end;
    }
    mails
}

/// Whether a mail begins with a header.
fn has_header(text: &str) -> bool {
    let name = text.lines().next().and_then(|line| line.split_once(':')).map_or("", |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn message<'a>(mail: &Mail<'a>, others: &mut Vec<RawSpeaker<'_>>) -> Option<RawMessage<'a>> {
    let span = Span::new(mail.start..mail.start + mail.text.trim_end().len());
    if !has_header(mail.text) {
        let speaker = Some(RawSpeaker::named(mail.envelope));
        return Some(RawMessage { speaker, text: Cow::Owned(own_words(mail.text)), span, ..RawMessage::default() });
    }
    let parsed = MessageParser::default().parse(mail.text.as_bytes())?;
    for address in [parsed.to(), parsed.cc()].into_iter().flatten() {
        others.extend(names(address));
    }
    let moment = parsed.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    Some(RawMessage {
        id: parsed.message_id().map(|id| Cow::Owned(String::from(id))),
        speaker: Some(author(&parsed, mail.envelope)),
        at: moment.map(MessageTime::Instant),
        offset: parsed.date().and_then(offset),
        text: Cow::Owned(own_words(&body(&parsed))),
        reply_to: answered(parsed.in_reply_to()).map(RawReply::Id),
        attachments: attachments(&parsed),
        span,
        ..RawMessage::default()
    })
}

/// How far the clock of whoever wrote a mail is from universal time.
fn offset(date: &DateTime) -> Option<Offset> {
    let seconds = (i32::from(date.tz_hour) * 60 + i32::from(date.tz_minute)) * 60;
    Offset::from_seconds(if date.tz_before_gmt { -seconds } else { seconds }).ok()
}

/// Who wrote a mail: the name, else the address, which only tells people apart.
fn author(parsed: &Message<'_>, envelope: &str) -> RawSpeaker<'static> {
    let first = parsed.from().and_then(Address::first);
    let name = first.and_then(|from| from.name()).map(str::trim).filter(|name| !name.is_empty());
    let address = first.and_then(|from| from.address());
    let local = |address: &str| String::from(address.split('@').next().unwrap_or_default());
    match (name, address) {
        (Some(name), address) => RawSpeaker {
            name: Cow::Owned(without_list(name)),
            also: address.map(local).filter(|local| local.len() > 2).map(Cow::Owned),
        },
        (None, address) => RawSpeaker::named(String::from(address.unwrap_or(envelope))),
    }
}

/// `Ana Ruiz via List` is Ana Ruiz: lists write themselves behind the name.
fn without_list(name: &str) -> String {
    String::from(name.split(" via ").next().unwrap_or(name).trim_matches(['"', '\'', ' ']))
}

/// The names in an address field.
fn names(address: &Address<'_>) -> Vec<RawSpeaker<'static>> {
    let names = address
        .iter()
        .filter_map(|one| one.name())
        .map(str::trim)
        .filter(|name| !name.is_empty() && !name.contains('@'));
    names.map(|name| RawSpeaker::named(String::from(name))).collect()
}

/// The mail that is answered.
fn answered(value: &HeaderValue<'_>) -> Option<Cow<'static, str>> {
    let id = value.as_text().or_else(|| value.as_text_list()?.first().map(AsRef::as_ref))?;
    Some(Cow::Owned(String::from(id)))
}

/// The text of a mail.
fn body(parsed: &Message<'_>) -> String {
    let parts = parsed.text_body.iter().filter_map(|at| parsed.parts.get(*at as usize));
    let texts: Vec<String> = parts
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(text.to_string()),
            PartType::Html(html) => Some(plain_text(html, Quotations::Drop)),
            _ => None,
        })
        .collect();
    texts.join("\n")
}

fn attachments(parsed: &Message<'_>) -> Vec<&'static str> {
    let kind = |part: &mail_parser::MessagePart<'_>| {
        let media =
            part.content_type().map(|kind| format!("{}/{}", kind.c_type, kind.c_subtype.as_deref().unwrap_or("")));
        attachment_of(&media.unwrap_or_default())
    };
    parsed.attachments().filter(|part| !matches!(part.body, PartType::Text(_) | PartType::Html(_))).map(kind).collect()
}

/// The words of a mail that its author wrote in it.
fn own_words(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = text.lines().map(unescaped).peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        if ends_mail(line, next) {
            break;
        }
        if line.starts_with('>') || line.starts_with("|>") {
            cut_introduction(&mut kept);
        } else {
            kept.push(line.trim_end());
        }
    }
    // An introduction may also stand before a quotation that was cut as HTML.
    cut_introduction(&mut kept);
    let mut words = String::new();
    for (at, line) in kept.iter().enumerate() {
        let is_doubled = line.is_empty() && at > 0 && kept[at - 1].is_empty();
        if !is_doubled {
            words.push_str(line);
            words.push('\n');
        }
    }
    String::from(words.trim())
}

/// `>From` at the beginning of a line stands for `From`, `>>From` for `>From`.
fn unescaped(line: &str) -> &str {
    let marks = line.trim_start_matches('>');
    if marks.len() < line.len() && marks.starts_with("From ") { &line[1..] } else { line }
}

/// Whether nothing of the author's own comes from this line on.
fn ends_mail(line: &str, next: &str) -> bool {
    let bare = line.trim();
    let is_rule = bare.len() >= 10 && bare.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'='));
    let is_header = |line: &str| {
        ["From:", "De:", "Sent:", "Enviado:", "*From:*"].iter().any(|start| line.trim().starts_with(start))
    };
    matches!(line, "-- " | "--")
        || bare.starts_with("-----Original Message")
        || bare.starts_with("-----Mensaje original")
        || bare.starts_with("---------- Forwarded message")
        || bare.starts_with("Sent from my ")
        || bare.starts_with("Enviado desde mi ")
        || bare.starts_with("Get Outlook for ")
        || is_rule
        || is_header(line) && is_header(next)
}

/// Cuts the line that introduces a quotation, which may be broken in two or three, from the end of `kept`.
fn cut_introduction(kept: &mut Vec<&str>) {
    let mut end = kept.len();
    while end > 0 && kept[end - 1].is_empty() {
        end -= 1;
    }
    let ends = kept[..end].last().is_some_and(|line| {
        ["wrote:", "escribió:", "writes:", "a écrit :", "schrieb:"].iter().any(|word| line.ends_with(word))
    });
    if !ends {
        return;
    }
    let begins = |line: &str| ["On ", "El ", "Le ", "Am "].iter().any(|start| line.starts_with(start));
    let from = (end.saturating_sub(4)..end).rev().find(|at| begins(kept[*at]));
    kept.truncate(from.unwrap_or(end - 1));
}

#[cfg(test)]
mod tests {
    use super::{envelope, own_words};

    #[test]
    fn lines_before_mails() {
        assert_eq!(envelope("From a@b.example Tue May 12 19:02:31 2026"), Some("a@b.example"));
        assert_eq!(envelope("From a@b.example  Mon Jan 15  15:30:00  2018"), Some("a@b.example"));
        assert_eq!(envelope("From here on at 19:02 it hurt"), None);
    }

    #[test]
    fn only_own_words_are_read() {
        assert_eq!(
            own_words(
                "Yes.\n\nOn Tue, 12 May 2026, Ana Ruiz\n<a@b.example> wrote:\n> no\n>> older\n\nBecause.\n-- \nBev\n07700"
            ),
            "Yes.\n\nBecause."
        );
        assert_eq!(own_words("Yes.\n\nFrom: Ana\nSent: Monday\nno"), "Yes.");
        assert_eq!(own_words(">From home\nok\n_______________________________________________\nlist"), "From home\nok");
        assert_eq!(own_words("I wrote:\nwords"), "I wrote:\nwords");
    }
}

//! *whatsapp*: "Export chat" of WhatsApp, on iOS and Android, in any language; also the text inside its zip archive.
//!
//! ```text
//! file    = ( message | system )*
//! message = stamp name ": " text line*                     lines run on until the next stamp
//! system  = stamp text                                     nobody speaks: left out and counted
//! stamp   = "[" date sep time "]" blank                    iOS
//!         | date sep time blank dash blank                 Android
//! date    = 12/05/26 | 12.5.2026 | 13. 6. 2018. | 2026-05-12 | ٢٠٢٦/٥/١٢
//! sep     = "," | "،" | "klo" | "at" | blank
//! time    = 19:02 | 19.02.31 | 7:02 PM | 7:02 p. m. | 下午7:02
//! ```
//! Invisible marks (U+200E and the like) and no-break spaces (U+00A0, U+202F) may stand anywhere in a stamp. All stamps
//! of a file are written alike, so a line with a date in another shape goes on with the message before it. Which number
//! is the day is decided for the file as a whole, see [`order`].

mod notices;
mod order;
mod stamp;

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::{memchr, memchr_iter};

use crate::finding::Findings;
use crate::model::chat::{Dropped, MessageTime};
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawSpeaker, Sureness};
use crate::parse::chat::whatsapp::notices::{Notice, is_system, notice, without_edited};
use crate::parse::chat::whatsapp::order::Order;
use crate::parse::chat::whatsapp::stamp::{Shape, Stamp, stamp};
use crate::source::Span;

/// The format.
pub(super) struct WhatsApp;

/// A stamp with the places where its line and what follows it begin.
struct Head {
    stamp: Stamp,
    start: usize,
    rest: usize,
}

impl Format for WhatsApp {
    fn name(&self) -> &'static str {
        "whatsapp"
    }

    fn looks_like(&self) -> &'static str {
        "`12/05/2026, 19:02 - Name: text` or `[12/05/2026, 19:02:31] Name: text` on each line, or the zip archive of it"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let mut lines = export.text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
        let first = lines.next().is_some_and(|line| stamp(line).is_some());
        let more = lines.take(200).filter(|line| stamp(line).is_some()).count();
        match (first, more) {
            (true, _) => Sureness::Certain,
            (false, 2..) => Sureness::Likely,
            _ => Sureness::No,
        }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let heads = heads(export.text);
        let order = Order::of(heads.iter().map(|head| &head.stamp), export, findings);
        let mut messages = Vec::with_capacity(heads.len());
        let mut others = Vec::new();
        let mut system = 0;
        for (at, head) in heads.iter().enumerate() {
            let end = heads.get(at + 1).map_or(export.text.len(), |next| next.start);
            let rest = export.text[head.rest..end].trim_end_matches(is_blank);
            match said(rest) {
                Some((name, text)) => {
                    mentioned(text, &mut others);
                    let span = Span::new(head.start..head.rest + rest.len());
                    messages.push(message(name, text, order.time(&head.stamp), span));
                }
                None => system += 1,
            }
        }
        RawChat { messages, others, dropped: Dropped { system, ..Dropped::default() }, ..RawChat::default() }
    }
}

/// The stamps of a text that are written as most are.
fn heads(text: &str) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut start = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1).chain([text.len()]);
    for end in ends {
        if let Some((stamp, length)) = stamp(&text[start..end]) {
            heads.push(Head { stamp, start, rest: start + length });
        }
        start = end;
    }
    let mut shapes: BTreeMap<Shape, usize> = BTreeMap::new();
    for head in &heads {
        *shapes.entry(head.stamp.shape).or_default() += 1;
    }
    let main = shapes.into_iter().max_by_key(|(_, count)| *count).map(|(shape, _)| shape);
    heads.retain(|head| Some(head.stamp.shape) == main);
    heads
}

/// The name and the words of a message; nothing when a program wrote it.
fn said(rest: &str) -> Option<(&str, &str)> {
    let line = memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end]);
    let ends = |at: &usize| line[at + 1..].chars().next().is_none_or(is_blank);
    let colon = memchr_iter(b':', line.as_bytes()).find(ends)?;
    let name = line[..colon].trim_matches(|c: char| is_blank(c) || c == '~');
    let text = &rest[colon + 1..];
    let marked = !text.is_ascii() && text.trim_start_matches([' ', '\u{202f}']).starts_with('\u{200e}');
    (!name.is_empty() && !is_system(name, text, marked)).then_some((name, text))
}

/// A message of somebody.
fn message<'a>(name: &'a str, text: &'a str, at: Option<MessageTime>, span: Span) -> RawMessage<'a> {
    let (text, edited) = without_edited(text.trim_matches(is_blank));
    let message = RawMessage { speaker: Some(RawSpeaker::named(name)), at, span, edited, ..RawMessage::default() };
    match notice(text) {
        Some(Notice::Deleted) => RawMessage { deleted: true, ..message },
        Some(Notice::Attached(what, caption)) => {
            RawMessage { attachments: vec![what], text: Cow::Borrowed(caption.trim_matches(is_blank)), ..message }
        }
        None => RawMessage { text: Cow::Borrowed(text), ..message },
    }
}

/// The names that are mentioned in `text`: WhatsApp sets marks around them (U+2068 … U+2069).
fn mentioned<'a>(text: &'a str, names: &mut Vec<RawSpeaker<'a>>) {
    if memchr(b'@', text.as_bytes()).is_none() {
        return;
    }
    for (at, open) in text.match_indices("@\u{2068}") {
        let rest = &text[at + open.len()..];
        let name = rest.char_indices().take(80).find(|(_, c)| *c == '\u{2069}').map(|(end, _)| &rest[..end]);
        names.extend(name.map(|name| RawSpeaker::named(name.trim_matches(|c: char| is_blank(c) || c == '~'))));
    }
}

#[cfg(test)]
mod tests {
    use super::{heads, said};

    #[test]
    fn names_end_at_the_first_colon_before_a_blank() {
        assert_eq!(said("Maria: hi: you"), Some(("Maria", " hi: you")));
        assert_eq!(said("~\u{202f}Maria\u{200e}: hi"), Some(("Maria", " hi")));
        assert_eq!(said("\u{202a}+44 7700 900123\u{202c}: 10:30"), Some(("+44 7700 900123", " 10:30")));
        assert_eq!(said("Ward 3:Ruth: hi"), Some(("Ward 3:Ruth", " hi")));
        assert_eq!(said("Maria:"), Some(("Maria", "")));
        for system in ["Maria left", "Maria changed the subject to “T1: hair”", "Group: \u{200e}Messages are encrypted"]
        {
            assert_eq!(said(system), None, "{system}");
        }
    }

    #[test]
    fn a_date_in_another_shape_begins_no_message() {
        let text = "[12/05/26, 19:02:31] A: see\n13.05.26, 10:00 - B: no\n2026-05-14 10:00\n[12/05/26, 19:03:31] B: ok";
        assert_eq!(heads(text).len(), 2);
    }
}

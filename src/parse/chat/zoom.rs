//! *zoom*: the chat that Zoom saves beside a recording, in the layouts of its clients since 2020 and of the cloud.
//!
//! ```text
//! file    = ( message indented-or-further-line* )*
//! message = time tab? "From" name ":" text                            19:02:31     From  Maria : hi
//!         | day? time "From" name "to" whom ":" text?                 the text may stand below, set in
//!         | offset tab name ":" tab text                              the cloud: time since the recording began
//! whom    = "Everyone" | name "(Direct Message)" | name "(privately)" | …
//! ```
//! Messages to anybody but everyone sit in the file of whoever saved it: they are dropped and counted. Replies and
//! reactions quote the beginning of a message (`Replying to "Hello world, this me..."`): the quotation is taken off and
//! becomes a reference, and reactions become counts of the message that they are about.

use rustc_hash::FxHashMap;

use jiff::civil::{Date, Time};

use crate::finding::Findings;
use crate::model::chat::{Dropped, MessageTime};
use crate::parse::chat::lines::{Line, is_blank, lines};
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness};
use crate::source::Span;

/// The format.
pub(super) struct Zoom;

/// The words "from", "to" and the beginning of "everyone" in the languages that Zoom saves in.
const WORDS: [(&str, &[&str], &[&str]); 5] = [
    ("From", &["to"], &["everyone", "all panelists and attendees", "all attendees"]),
    ("De", &["a", "para"], &["todos", "todo el mundo"]),
    ("De", &["à"], &["tous", "tout le monde"]),
    ("Von", &["an"], &["alle"]),
    ("Da", &["a"], &["tutti"]),
];

/// Words after a name that say that the message was for that one person.
const DIRECT: [&str; 4] = ["(direct message)", "(privately)", "(mensaje directo)", "(direktnachricht)"];

/// How many bytes of a message are looked up to find the one that is quoted, and how many candidates are compared.
const QUOTE_KEY: usize = 12;
const CANDIDATES: usize = 50;

/// The first line of a message.
struct Header<'a> {
    name: &'a str,
    at: MessageTime,
    text: &'a str,
    direct: bool,
}

impl Format for Zoom {
    fn name(&self) -> &'static str {
        "zoom"
    }

    fn looks_like(&self) -> &'static str {
        "`19:02:31 From Name to Everyone: text` on each line, as Zoom saves its chat"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let mut lines = export.text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
        let first = lines.next().is_some_and(|line| header(line).is_some());
        match (first, lines.take(200).filter(|line| header(line).is_some()).count()) {
            (true, _) => Sureness::Certain,
            (false, 2..) => Sureness::Likely,
            _ => Sureness::No,
        }
    }

    fn read<'a>(&self, export: &Export<'a>, _: &mut Findings) -> RawChat<'a> {
        let (mut direct, mut hidden) = (0, Vec::new());
        let mut is_direct = true;
        let mut messages: Vec<RawMessage<'a>> = Vec::new();
        for line in lines(export.text) {
            match header(line.text) {
                Some(header) => {
                    is_direct = header.direct;
                    if is_direct {
                        direct += 1;
                        hidden.push(header.text.into());
                    } else {
                        messages.push(message(&header, &line));
                    }
                }
                None if is_direct => hidden.push(line.text.into()),
                None => more_words(messages.last_mut(), &line),
            }
        }
        let dropped = Dropped { direct, ..Dropped::default() };
        RawChat { messages: fold(messages), hidden, dropped, ..RawChat::default() }
    }
}

fn message<'a>(header: &Header<'a>, line: &Line<'a>) -> RawMessage<'a> {
    RawMessage {
        speaker: Some(RawSpeaker::named(header.name)),
        at: Some(header.at),
        text: header.text.into(),
        span: line.span(),
        ..RawMessage::default()
    }
}

fn more_words<'a>(message: Option<&mut RawMessage<'a>>, line: &Line<'a>) {
    let Some(message) = message.filter(|_| !line.text.is_empty()) else { return };
    if message.text.is_empty() {
        message.text = line.text.into();
    } else {
        message.text.to_mut().push('\n');
        message.text.to_mut().push_str(line.text);
    }
    message.span = Span { end: line.span().end, ..message.span };
}

/// Reads the beginning of a message.
fn header(line: &str) -> Option<Header<'_>> {
    let (date, rest) = day(line);
    let (time, seconds, rest) = clock(rest)?;
    let blanks = rest.trim_start_matches(is_blank);
    for (from, to, everyone) in WORDS {
        if let Some(after) = blanks.strip_prefix(from).filter(|after| after.starts_with(is_blank)) {
            let (name, direct, text) = addressed(after, to, everyone).or_else(|| unaddressed(after, from))?;
            let at = match (time, date) {
                (Some(time), Some(date)) => MessageTime::Local(date.to_datetime(time)),
                (Some(time), None) => MessageTime::Clock(time),
                (None, _) => MessageTime::Offset(seconds),
            };
            return Some(Header { name, at, text, direct });
        }
    }
    // The cloud: `00:12:31<tab>Name:<tab>text`.
    let rest = rest.strip_prefix('\t')?;
    let (name, text) = rest.split_once(":\t").or_else(|| rest.split_once(" : "))?;
    let name = name.trim_matches(is_blank);
    let at = MessageTime::Offset(seconds);
    (!name.is_empty() && name.len() <= 120).then(|| Header {
        name,
        at,
        text: text.trim_matches(is_blank),
        direct: false,
    })
}

/// `X to Everyone: text`: the name, whether it is for one person, and the text.
fn addressed<'a>(after: &'a str, to: &[&str], everyone: &[&str]) -> Option<(&'a str, bool, &'a str)> {
    let head = after.char_indices().nth(300).map_or(after, |(end, _)| &after[..end]);
    let mut fallback = None;
    for (at, word) in to.iter().flat_map(|word| head.match_indices(word)) {
        let stands = head[..at].ends_with(is_blank) && head[at + word.len()..].starts_with(is_blank);
        if !stands {
            continue;
        }
        let name = head[..at].trim_matches(is_blank);
        let whom = after[at + word.len()..].trim_start_matches(is_blank);
        let Some(colon) = whom.find(':').filter(|_| !name.is_empty()) else { continue };
        let (whom, text) =
            (whom[..colon].trim_matches(is_blank).to_lowercase(), whom[colon + 1..].trim_matches(is_blank));
        if DIRECT.iter().any(|mark| whom.ends_with(mark)) {
            return Some((name, true, text));
        }
        if everyone.iter().any(|all| whom.starts_with(all)) {
            return Some((name, false, text));
        }
        // To one person or a few, in the words of an old client; unless this colon belongs to the words of a message.
        fallback = fallback.or_else(|| (!name.contains(':')).then_some((name, true, text)));
    }
    fallback
}

/// `Name : text`, of old clients, which name no addressee.
fn unaddressed<'a>(after: &'a str, from: &str) -> Option<(&'a str, bool, &'a str)> {
    let (name, text) = after
        .split_once(" : ")
        .or_else(|| after.strip_suffix(" :").map(|name| (name, "")))
        .or_else(|| (from == "From").then(|| after.split_once(": ")).flatten())?;
    let name = name.trim_matches(is_blank);
    let direct = DIRECT.iter().any(|mark| name.to_lowercase().ends_with(mark));
    (!name.is_empty() && name.len() <= 120).then(|| (name, direct, text.trim_matches(is_blank)))
}

/// The day at the beginning of a line: `2021-03-05 `.
fn day(line: &str) -> (Option<Date>, &str) {
    let date = line.get(..10).and_then(|date| date.replace('/', "-").parse().ok());
    match (date, line.get(10..)) {
        (Some(date), Some(rest)) if rest.starts_with(is_blank) => (Some(date), rest.trim_start_matches(is_blank)),
        _ => (None, line),
    }
}

/// `HH:MM:SS` at the beginning of a line: as a time of day if it is one, in seconds, and what follows it.
fn clock(line: &str) -> Option<(Option<Time>, u32, &str)> {
    let end = line.find(|c: char| !c.is_ascii_digit() && c != ':')?;
    let mut parts = line[..end].split(':');
    let mut part = || parts.next().filter(|part| (1..=2).contains(&part.len()))?.parse::<i8>().ok();
    let (hour, minute, second) = (part()?, part()?, part()?);
    let rest = &line[end..];
    if part().is_some() || !rest.starts_with(is_blank) || minute > 59 || second > 59 {
        return None;
    }
    let number = |part: i8| u32::from(part.unsigned_abs());
    let seconds = number(hour) * 3600 + number(minute) * 60 + number(second);
    Some((Time::new(hour, minute, second, 0).ok(), seconds, rest))
}

/// The messages with their replies and reactions folded in.
fn fold(messages: Vec<RawMessage<'_>>) -> Vec<RawMessage<'_>> {
    let mut folded: Vec<RawMessage<'_>> = Vec::with_capacity(messages.len());
    let mut quotes = Quotes::default();
    for mut message in messages {
        if let Some((at, sign, count)) = reaction(&message.text, &quotes, &folded) {
            if let Some(target) = at.and_then(|at| folded.get_mut(at)) {
                react(target, sign, count);
            }
            continue;
        }
        if let Some((at, words)) = reply(&message.text, &quotes, &folded) {
            message.text = words.to_owned().into();
            message.reply_to = at.map(RawReply::At);
        }
        quotes.add(&message.text, folded.len());
        folded.push(message);
    }
    folded
}

/// Changes the count of a sign.
fn react(message: &mut RawMessage<'_>, sign: String, count: i32) {
    match message.reactions.iter_mut().find(|(known, _)| *known == sign) {
        Some((_, known)) => *known = known.saturating_add_signed(count),
        None if count > 0 => message.reactions.push((sign.into(), 1)),
        None => {}
    }
    message.reactions.retain(|(_, count)| *count > 0);
}

/// What a message that is a reaction is about, its sign, and whether it adds or takes away.
fn reaction(text: &str, quotes: &Quotes, messages: &[RawMessage<'_>]) -> Option<(Option<usize>, String, i32)> {
    let is_sign = |sign: &str| emojis::get(sign.trim_matches(is_blank)).is_some();
    if let Some(rest) = text.strip_prefix("Reacted to ") {
        let (quote, sign) = rest.rsplit_once(" with ")?;
        return Some((quotes.find(unquoted(quote)?, messages), String::from(sign.trim()), 1));
    }
    if let Some(rest) = text.strip_prefix("Removed a ") {
        let (sign, quote) = rest.split_once(" reaction from ")?;
        return Some((quotes.find(unquoted(quote)?, messages), String::from(sign.trim()), -1));
    }
    let (sign, count) =
        text.strip_prefix("add ").map(|sign| (sign, 1)).or(text.strip_prefix("remove ").map(|sign| (sign, -1)))?;
    is_sign(sign).then(|| (messages.len().checked_sub(1), String::from(sign.trim()), count))
}

/// The words between quotation marks.
fn unquoted(quote: &str) -> Option<&str> {
    quote.trim_matches(is_blank).strip_prefix(['"', '“', '”'])?.strip_suffix(['"', '“', '”'])
}

/// What a message answers, and its own words.
fn reply<'t>(text: &'t str, quotes: &Quotes, messages: &[RawMessage<'_>]) -> Option<(Option<usize>, &'t str)> {
    let rest = text.strip_prefix("Replying to ")?.strip_prefix(['"', '“', '”'])?;
    let closes = || rest.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”')).take(8);
    let words = |at: usize| rest[at..].trim_start_matches(['"', '“', '”']).trim_matches(is_blank);
    let found = closes().find_map(|(at, _)| Some((quotes.find(&rest[..at], messages)?, at)));
    match found {
        Some((index, at)) => Some((Some(index), words(at))),
        None => closes().next().map(|(at, _)| (None, words(at))),
    }
}

/// The messages by their first letters.
#[derive(Default)]
struct Quotes(FxHashMap<String, Vec<usize>>);

impl Quotes {
    fn add(&mut self, text: &str, at: usize) {
        self.0.entry(key(text)).or_default().push(at);
    }

    /// The latest message that begins as the quotation does.
    fn find(&self, quote: &str, messages: &[RawMessage<'_>]) -> Option<usize> {
        let start = quote.strip_suffix("...").or_else(|| quote.strip_suffix('…'));
        let fits = |at: &&usize| {
            let text =
                messages.get(**at).map_or(String::new(), |message| one_line(&message.text, quote.len() * 2 + 40));
            start.map_or_else(|| text == quote, |start| text.starts_with(start.trim_end()))
        };
        let named = self.0.get(&key(start.unwrap_or(quote)))?;
        named.iter().rev().take(CANDIDATES).find(fits).copied()
    }
}

/// The first letters of a text, blanks as one.
fn key(text: &str) -> String {
    let line = one_line(text, 4 * QUOTE_KEY);
    line.chars().take(QUOTE_KEY).collect::<String>().trim_end().to_owned()
}

/// About `length` bytes of the beginning of `text` with every run of blanks as one.
fn one_line(text: &str, length: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() >= length {
            break;
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::header;

    fn shown(line: &str) -> String {
        header(line).map_or(String::from("none"), |header| {
            format!("{:?} {}|{}|{}", header.at, header.name, header.text, if header.direct { "direct" } else { "all" })
        })
    }

    #[test]
    fn five_layouts() {
        for line in [
            "19:02:31\t From  Ana (she/her) : hi",
            "19:02:31 From Ana (she/her) : hi",
            "19:02:31 From  Ana (she/her)  to  Everyone: hi",
            "19:02:31 From Ana (she/her) to Everyone: hi",
            "19:02:31 De Ana (she/her) para Todos: hi",
        ] {
            assert_eq!(shown(line), "Clock(19:02:31) Ana (she/her)|hi|all", "{line}");
        }
        assert_eq!(shown("2026-05-12 19:02:31 From Ana to Everyone:"), "Local(2026-05-12T19:02:31) Ana||all");
        assert_eq!(shown("00:12:31\tAna:\thi: you"), "Offset(751) Ana|hi: you|all");
        assert_eq!(
            shown("19:02:31 From Ward 3: Ruth to Everyone: a to b: c"),
            "Clock(19:02:31) Ward 3: Ruth|a to b: c|all"
        );
    }

    #[test]
    fn direct_messages() {
        for line in [
            "10:03:00 From  Ana to Open Mike(Direct Message): mute",
            "10:03:00 From Ana to Bev (privately) : mute",
            "10:03:00 From Ana to Bev: mute",
            "10:03:00 From Ana  to  Hosts and panelists: mute",
        ] {
            assert!(shown(line).ends_with("Ana|mute|direct"), "{line}: {}", shown(line));
        }
        assert_eq!(shown("19:02 From Ana: hi"), "none");
        assert_eq!(shown("19:02:31 hello"), "none");
    }
}

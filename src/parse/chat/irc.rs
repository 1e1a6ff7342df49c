//! *irc*: the log of an IRC channel, as irssi, WeeChat, ZNC and mIRC write it.
//!
//! ```text
//! irssi   = "19:02 <@nick> words" | "19:02  * nick waves" | "19:02 -!- nick [user@host] has joined #chan"
//!         | "--- Log opened Tue May 12 19:00:00 2026" | "--- Day changed Wed May 13 2026"
//! weechat = "2026-05-12 19:02:31" TAB ( mode? "nick" TAB words | " *" TAB "nick waves" | "-->" | "<--" | "--" )
//! znc     = "[19:02:31] <nick> words" | "[19:02:31] * nick waves" | "[19:02:31] *** Joins: nick (user@host)"
//! mirc    = "[19:02] <nick> words" | "[19:02] * nick waves" | "[19:02] * nick (user@host) has joined #chan"
//!         | "Session Start: Tue May 12 19:00:00 2026" | "Session Ident: #chan"
//! nick    = ( "@" | "+" | "%" | "&" | "~" | " " )? name
//! ```
//! Signs for bold and coloured words are dropped. Who changes the nick stays the same person. A session whose `Ident`
//! is no channel is a conversation of two people and is dropped; notices (`-nick-`) go to one person and are dropped
//! too. Sources: the documentation of irssi (`autolog`), WeeChat (logger), ZNC (`log`) and mIRC (logging).

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use crate::finding::Findings;
use crate::model::chat::MessageTime;
use crate::parse::chat::lines::{Line, is_blank, lines};
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawSpeaker, Sureness};
use crate::parse::chat::time::dated;

/// The format.
pub(super) struct Irc;

/// What a line is.
enum Kind<'a> {
    /// Somebody says something.
    Said { nick: &'a str, words: Cow<'a, str> },
    /// A nick becomes another.
    Renamed { from: &'a str, to: &'a str },
    /// Something that a program says.
    System,
    /// Words to one person.
    Direct,
    /// The log, or a day of it, begins.
    Day(Option<Date>),
    /// Whom the session is with.
    Session { channel: bool },
}

/// A line that is written as IRC programs write lines.
struct Entry<'a> {
    date: Option<Date>,
    time: Option<Time>,
    kind: Kind<'a>,
}

impl Format for Irc {
    fn name(&self) -> &'static str {
        "irc"
    }

    fn looks_like(&self) -> &'static str {
        "`19:02 <nick> words`, as irssi, WeeChat, ZNC and mIRC write it"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let lines = export.text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
        if lines.clone().next().and_then(entry).is_none() {
            return Sureness::No;
        }
        let (mut all, mut found, mut said) = (0, 0, false);
        for entry in lines.map(entry) {
            all += 1;
            found += usize::from(entry.is_some());
            said |= matches!(entry, Some(Entry { kind: Kind::Said { .. }, .. }));
        }
        if said && found * 10 >= all * 6 { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, _: &mut Findings) -> RawChat<'a> {
        let mut reader = Reader { chat: RawChat::default(), day: None, private: false, nicks: BTreeMap::new() };
        for line in &lines(export.text) {
            reader.line(line);
        }
        reader.chat
    }
}

/// Reads the lines one after the other.
struct Reader<'a> {
    chat: RawChat<'a>,
    day: Option<Date>,
    /// Whether the session is one of two people.
    private: bool,
    /// The first nick of whoever has another now.
    nicks: BTreeMap<&'a str, &'a str>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &Line<'a>) {
        if line.text.is_empty() {
            return;
        }
        let Some(entry) = entry(line.text) else {
            self.chat.dropped.system += 1;
            return;
        };
        match entry.kind {
            Kind::Said { .. } | Kind::Direct if self.private => self.chat.dropped.direct += 1,
            Kind::Said { nick, words } => self.said(nick, words, (entry.date.or(self.day), entry.time), line),
            Kind::Direct => self.chat.dropped.direct += 1,
            Kind::System => self.chat.dropped.system += 1,
            Kind::Day(day) => self.day = day,
            Kind::Session { channel } => self.private = !channel,
            Kind::Renamed { from, to } => {
                let first = self.nicks.get(from).copied().unwrap_or(from);
                self.nicks.insert(to, first);
                self.chat.dropped.system += 1;
            }
        }
    }

    fn said(
        &mut self,
        nick: &'a str,
        words: Cow<'a, str>,
        (date, time): (Option<Date>, Option<Time>),
        line: &Line<'a>,
    ) {
        let first = self.nicks.get(nick).copied().unwrap_or(nick);
        let also = (first != nick).then_some(Cow::Borrowed(nick));
        let at = match (date, time) {
            (Some(date), Some(time)) => Some(MessageTime::Local(date.to_datetime(time))),
            (None, Some(time)) => Some(MessageTime::Clock(time)),
            (_, None) => None,
        };
        self.chat.messages.push(RawMessage {
            speaker: Some(RawSpeaker { name: Cow::Borrowed(first), also }),
            at,
            text: without_colours(words),
            span: line.span(),
            ..RawMessage::default()
        });
    }
}

/// Reads a line.
fn entry(line: &str) -> Option<Entry<'_>> {
    frame(line).or_else(|| weechat(line)).or_else(|| bracketed_or_bare(line))
}

/// Lines about the log itself.
fn frame(line: &str) -> Option<Entry<'_>> {
    let whole = |kind| Some(Entry { date: None, time: None, kind });
    for start in ["--- Log opened ", "--- Day changed ", "Session Start: ", "Session Time: "] {
        if let Some(rest) = line.strip_prefix(start) {
            return whole(Kind::Day(long_date(rest)));
        }
    }
    if let Some(ident) = line.strip_prefix("Session Ident: ") {
        return whole(Kind::Session { channel: ident.starts_with(['#', '&', '!', '+']) });
    }
    let ends = ["--- Log closed ", "Session Close: "].iter().any(|start| line.starts_with(start));
    if ends { whole(Kind::System) } else { None }
}

/// `Tue May 12 19:00:00 2026`, `Wed May 13 2026`
fn long_date(text: &str) -> Option<Date> {
    let mut words = text.split_whitespace().skip(1);
    let (month, day) = (words.next()?, words.next()?);
    let year = words.find(|word| word.len() == 4)?;
    let stamp = dated(&format!("{day} {month} {year} 00:00")).and_then(|stamp| stamp.at)?;
    match stamp {
        MessageTime::Local(moment) => Some(moment.date()),
        _ => None,
    }
}

/// `2026-05-12 19:02:31` TAB nick TAB words
fn weechat(line: &str) -> Option<Entry<'_>> {
    let (stamp, rest) = line.split_once('\t')?;
    let (date, time) = stamp.split_once(' ')?;
    let (date, time): (Date, Time) = (date.parse().ok()?, hours(time)?);
    let (prefix, words) = rest.split_once('\t').unwrap_or((rest, ""));
    let prefix = prefix.trim();
    let kind = match prefix {
        "--" => renamed(words).unwrap_or(Kind::System),
        "-->" | "<--" | "=!=" | "" => Kind::System,
        "*" => action(words)?,
        nick => Kind::Said { nick: nick_of(nick)?, words: Cow::Borrowed(words) },
    };
    Some(Entry { date: Some(date), time: Some(time), kind })
}

/// `19:02 <nick> words` or `[19:02:31] <nick> words`
fn bracketed_or_bare(line: &str) -> Option<Entry<'_>> {
    let (time, rest) = match line.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => line.split_once(' ')?,
    };
    // mIRC can write the day as well: `[2026-05-12 19:02:31]`.
    let (date, time) = time.split_once([' ', 'T']).map_or((None, time), |(date, time)| (date.parse().ok(), time));
    let time = Some(hours(time)?);
    let rest = rest.trim_start_matches(' ');
    Some(Entry { date, time, kind: kind(rest)? })
}

/// What comes after the time.
fn kind(rest: &str) -> Option<Kind<'_>> {
    if let Some(inner) = rest.strip_prefix('<') {
        let (nick, words) = inner.split_once('>')?;
        return Some(Kind::Said { nick: nick_of(nick)?, words: Cow::Borrowed(words.trim_matches(is_blank)) });
    }
    if let Some(words) = rest.strip_prefix("-!- ").or_else(|| rest.strip_prefix("*** ")) {
        return Some(renamed(words).unwrap_or(Kind::System));
    }
    if let Some(words) = rest.strip_prefix("* ") {
        return action(words);
    }
    let notice = rest.strip_prefix('-').and_then(|inner| inner.split_once("- "));
    notice.filter(|(nick, _)| nick_of(nick.split('(').next().unwrap_or_default()).is_some()).map(|_| Kind::Direct)
}

/// `ana is now known as ana_home`
fn renamed(words: &str) -> Option<Kind<'_>> {
    let (from, to) = words.split_once(" is now known as ")?;
    let to = to.split_whitespace().next()?;
    Some(Kind::Renamed { from: nick_of(from.trim())?, to: nick_of(to)? })
}

/// `ana waves`; what programs say begins with a star as well.
fn action(words: &str) -> Option<Kind<'_>> {
    const DEEDS: [&str; 12] = [
        "has joined",
        "has left",
        "has quit",
        "sets mode",
        "was kicked",
        "changes topic",
        "is on ",
        "has changed",
        "joined #",
        "left #",
        "sets topic",
        "set topic",
    ];
    const STARTS: [&str; 8] =
        ["Now talking", "Topic is", "Set by", "Disconnected", "Attempting", "Rejoin", "Retrieving", "Channel "];
    if let Some(kind) = renamed(words) {
        return Some(kind);
    }
    let (nick, deed) = words.split_once(' ')?;
    let is_host = deed.starts_with(['(', '[']) && deed.contains('@');
    if is_host
        || DEEDS.iter().any(|start| deed.starts_with(start))
        || STARTS.iter().any(|start| words.starts_with(start))
    {
        return Some(Kind::System);
    }
    Some(Kind::Said { nick: nick_of(nick)?, words: Cow::Borrowed(deed) })
}

/// A nick without the sign of its rank.
fn nick_of(nick: &str) -> Option<&str> {
    let nick = nick.trim_start_matches(['@', '+', '%', '&', '~', '!', ' ']).trim_end();
    let fits =
        (1..=40).contains(&nick.len()) && !nick.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ':'));
    fits.then_some(nick)
}

/// `19:02` or `19:02:31`
fn hours(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|part| if part.len() == 2 { part.parse::<i8>().ok() } else { None });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    parts.next().is_none().then(|| Time::new(hour, minute, second, 0).ok())?
}

/// The words without the signs for bold (`\x02`), coloured (`\x03` and two numbers) and other letters.
fn without_colours(words: Cow<'_, str>) -> Cow<'_, str> {
    if !words.contains('\u{3}') {
        return words;
    }
    let mut clean = String::with_capacity(words.len());
    let mut parts = words.split('\u{3}');
    clean.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let rest = without_number(part);
        let rest = rest.strip_prefix(',').filter(|_| rest.len() < part.len()).map_or(rest, |after| {
            let cut = without_number(after);
            if cut.len() < after.len() { cut } else { rest }
        });
        clean.push_str(rest);
    }
    Cow::Owned(clean)
}

/// `text` without the one or two digits at its beginning.
fn without_number(text: &str) -> &str {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    &text[digits..]
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Kind, entry, without_colours};

    fn shown(line: &str) -> String {
        match entry(line).map(|entry| entry.kind) {
            Some(Kind::Said { nick, words }) => format!("{nick}|{words}"),
            Some(Kind::Renamed { from, to }) => format!("{from}>{to}"),
            Some(Kind::System) => String::from("system"),
            Some(Kind::Direct) => String::from("direct"),
            Some(Kind::Day(day)) => format!("{day:?}"),
            Some(Kind::Session { channel }) => format!("channel {channel}"),
            None => String::from("-"),
        }
    }

    #[test]
    fn lines_of_four_programs() {
        for line in [
            "19:02 <@ana> hi",
            "19:02:31 < ana> hi",
            "[19:02] <ana> hi",
            "[19:02:31] <+ana> hi",
            "2026-05-12 19:02:31\t@ana\thi",
            "19:02  * ana hi",
            "2026-05-12 19:02:31\t *\tana hi",
        ] {
            assert_eq!(shown(line), "ana|hi", "{line}");
        }
        for line in [
            "19:02 -!- ana [~a@host] has joined #c",
            "[19:02] * ana (a@host) has joined #c",
            "[19:02:31] *** Joins: ana (a@host)",
            "2026-05-12 19:02:31\t-->\tana (a@host) has joined #c",
            "[19:02] * ana sets mode: +o bev",
        ] {
            assert_eq!(shown(line), "system", "{line}");
        }
        assert_eq!(shown("19:02 -!- ana is now known as ana_home"), "ana>ana_home");
        assert_eq!(shown("19:02 -ana- psst"), "direct");
        assert_eq!(shown("--- Log opened Tue May 12 19:00:00 2026"), "Some(2026-05-12)");
        assert_eq!(shown("--- Day changed Wed May 13 2026"), "Some(2026-05-13)");
        for line in ["19:02 Ana: hi", "see <b> here", "25:61 <ana> hi", "19:02 <ana ruiz b> hi", "@ana 19:02 hi"] {
            assert_eq!(shown(line), "-", "{line}");
        }
    }

    #[test]
    fn colours_are_gone() {
        assert_eq!(without_colours(Cow::Borrowed("a\u{3}04,12b\u{3} 7\u{3}5, c")), "ab 7, c");
    }
}

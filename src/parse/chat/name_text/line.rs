//! One line of a hand-written transcript: whether it may begin a message, and with which name and time.

use crate::model::chat::MessageTime;
use crate::model::slug::fold;
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::names::is_word;
use crate::parse::chat::time::{Stamp, bracketed, clock};

/// How the beginning of a message is written. In most files all of them are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    /// With a time.
    pub(super) timed: bool,
    /// With `**` around the name.
    pub(super) bold: bool,
    /// As an item of a list.
    pub(super) item: bool,
}

/// A line that may begin a message.
pub(super) struct Candidate<'a> {
    pub(super) name: &'a str,
    /// The name as names are compared.
    pub(super) folded: String,
    pub(super) at: Option<MessageTime>,
    pub(super) text: &'a str,
    pub(super) style: Style,
}

/// The most words and characters of a name.
const WORDS: usize = 5;
const CHARACTERS: usize = 48;

/// Reads the beginning of a message.
pub(super) fn candidate(line: &str) -> Option<Candidate<'_>> {
    let (item, rest) = without_marker(line);
    let (before, rest) = time_before(rest);
    let (bold, name, after, rest) = emphasised(rest).or_else(|| plain(rest))?;
    let (within, name) = time_within(name);
    let rest = rest.trim_start_matches(is_blank);
    let behind = bracketed(rest).filter(|_| before.is_none() && within.is_none() && after.is_none());
    let text =
        rest[behind.map_or(0, |stamp| stamp.length)..].trim_start_matches(|c| behind.is_some() && is_after_time(c));
    let name = name.trim_matches(|c: char| is_blank(c) || c == ',');
    if !is_name(name) {
        return None;
    }
    let stamp = before.or(within).or(after).or(behind);
    let style = Style { timed: stamp.is_some(), bold, item };
    Some(Candidate {
        name,
        folded: fold(name),
        at: stamp.and_then(|stamp| stamp.at),
        text: text.trim_start_matches(is_blank),
        style,
    })
}

/// Whether a line with a time but without a name was written by a program: `[19:05] …`, `19:05 … joined`.
pub(super) fn is_system_line(line: &str) -> bool {
    const DEEDS: [&str; 10] =
        ["joined", "left", "entered", "created", "added", "removed", "changed", "renamed", "pinned", "deleted"];
    let (_, rest) = without_marker(line);
    let says = |rest: &str| {
        let words: Vec<&str> = rest.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
        words.len() <= 10 && words.iter().any(|word| DEEDS.contains(word))
    };
    match (bracketed(rest), time_before(rest)) {
        (Some(_), _) => true,
        (None, (Some(_), rest)) => says(rest),
        _ => false,
    }
}

/// `line` without the marker of a list, and whether it had one.
fn without_marker(line: &str) -> (bool, &str) {
    match line.strip_prefix(['-', '*', '+', '•']).filter(|rest| rest.starts_with(is_blank)) {
        Some(rest) => (true, rest.trim_start_matches(is_blank)),
        None => (false, line),
    }
}

/// The time before a name, and what comes after it.
fn time_before(line: &str) -> (Option<Stamp>, &str) {
    match bracketed(line).or_else(|| clock(line)) {
        Some(stamp) => {
            let rest = &line[stamp.length..];
            (Some(stamp), rest.trim_start_matches(is_after_time))
        }
        None => (None, line),
    }
}

fn is_after_time(c: char) -> bool {
    is_blank(c) || matches!(c, '-' | '–' | '—' | '|' | '·')
}

/// `**Name:** text`, `**Name**: text`, `**Name** (19:02): text`: whether it is bold, the name, the time after it, the
/// rest.
fn emphasised(line: &str) -> Option<(bool, &str, Option<Stamp>, &str)> {
    let mark = ["**", "__", "*", "_"].into_iter().find(|mark| line.starts_with(mark))?;
    let inner = &line[mark.len()..];
    let close = inner.find(mark)?;
    let (name, rest) = (&inner[..close], &inner[close + mark.len()..]);
    if let Some(name) = name.trim_end_matches(is_blank).strip_suffix([':', '：']) {
        return Some((true, name, None, rest));
    }
    let rest = rest.trim_start_matches(is_blank);
    let after = bracketed(rest).or_else(|| clock(rest));
    let rest = rest[after.map_or(0, |stamp| stamp.length)..].trim_start_matches(is_blank);
    Some((true, name, after, rest.strip_prefix([':', '：'])?))
}

/// `Name: text`
fn plain(line: &str) -> Option<(bool, &str, Option<Stamp>, &str)> {
    let limit = line.char_indices().nth(CHARACTERS + 16).map_or(line.len(), |(at, _)| at);
    let ends = |at: usize, colon: &str| {
        let rest = &line[at + colon.len()..];
        colon == "：" || rest.is_empty() || rest.starts_with(is_blank)
    };
    let (at, colon) = line[..limit].match_indices([':', '：']).find(|(at, colon)| ends(*at, colon))?;
    Some((false, &line[..at], None, &line[at + colon.len()..]))
}

/// The time at the end of what stands before the colon, and the name without it: `Maria (19:02)`, `Maria 7:02 pm`.
fn time_within(name: &str) -> (Option<Stamp>, &str) {
    let name = name.trim_end_matches(is_blank);
    let starts = name.char_indices().filter(|(at, c)| *at > 0 && (matches!(c, '[' | '(') || c.is_ascii_digit()));
    for (at, _) in starts {
        let stamp = bracketed(&name[at..]).or_else(|| clock(&name[at..]));
        if let Some(stamp) =
            stamp.filter(|stamp| at + stamp.length == name.len() && name[..at].ends_with(|c| is_blank(c) || c == ','))
        {
            return (Some(stamp), &name[..at]);
        }
    }
    (None, name)
}

/// Whether these words may be a name at all.
fn is_name(name: &str) -> bool {
    let first = name.trim_start_matches('@').chars().next();
    let begins = first.is_some_and(|c| c.is_alphabetic() || c == '+' || c.is_numeric());
    let length = name.chars().count();
    let odd = |c: char| "?!;\"“”<>=[]{}|\\#…".contains(c);
    begins
        && (1..=CHARACTERS).contains(&length)
        && name.split(is_blank).filter(|word| word.chars().any(is_word)).count() <= WORDS
        && !name.contains(odd)
        && !name.contains("://")
        && (name.chars().any(char::is_alphabetic) || is_telephone(name))
        && !is_label(name)
}

/// Whether a name is a telephone number, as people have it who are not in the address book.
fn is_telephone(name: &str) -> bool {
    name.starts_with('+') && name.chars().filter(char::is_ascii_digit).count() >= 7
}

/// Whether it is the label of a topic: `T1`, `Q2a`, `Question 3`.
fn is_label(name: &str) -> bool {
    let lower = name.to_lowercase();
    let rest = ["t", "q", "a", "topic ", "question ", "answer ", "tema ", "pregunta ", "respuesta "]
        .iter()
        .filter_map(|word| lower.strip_prefix(word))
        .find(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    rest.is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).chars().count() <= 1)
}

#[cfg(test)]
mod tests {
    use super::{candidate, is_system_line};

    fn shown(line: &str) -> Option<String> {
        let found = candidate(line)?;
        let at = if found.at.is_some() { "19:02" } else { "-" };
        Some(format!("{at}|{}|{}", found.name, found.text))
    }

    #[test]
    fn times_stand_before_or_after_the_name() {
        let lines = [
            "19:02 Maria L.: hi",
            "[19:02] Maria L.: hi",
            "- [19:02] **Maria L.:** hi",
            "(7:02\u{202f}pm) **Maria L.**: hi",
            "19:02 - Maria L.: hi",
            "Maria L. (19:02): hi",
            "Maria L., 19:02: hi",
            "Maria L. 7:02 pm: hi",
            "Maria L.: [19:02] hi",
            "**Maria L.** [19:02]: hi",
            "**Maria L. (19:02):** hi",
            "* __Maria L.__ 19:02: hi",
        ];
        for line in lines {
            assert_eq!(shown(line).as_deref(), Some("19:02|Maria L.|hi"), "{line}");
        }
    }

    #[test]
    fn colons_that_end_no_name() {
        for line in
            ["https://a.example is good", "10:30 works", "see https://a.b: it", "T1: What?", "What? me: yes", "a:b"]
        {
            assert_eq!(shown(line), None, "{line}");
        }
        assert_eq!(shown("Ward 3:Ruth: hello").as_deref(), Some("-|Ward 3:Ruth|hello"));
        assert_eq!(shown("Maria: 10:30 works").as_deref(), Some("-|Maria|10:30 works"));
        assert_eq!(shown("王芳：你好").as_deref(), Some("-|王芳|你好"));
        assert_eq!(shown("+44 7700 900123: hi").as_deref(), Some("-|+44 7700 900123|hi"));
    }

    #[test]
    fn lines_of_a_program() {
        assert!(is_system_line("[19:05] Maria L. joined"));
        assert!(is_system_line("19:05 Maria L. left the chat"));
        assert!(!is_system_line("19:05 is when I left for the hospital, and it was raining so much that day"));
        assert!(!is_system_line("Maria joined"));
    }
}

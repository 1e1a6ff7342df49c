//! What the beginning and the end of a message say about it: the topic it belongs to, whether it repeats another one,
//! and the hashtag of the chat.
//!
//! ```text
//! mark      = before* ( label | closing )          before = @handle | #hashtag
//! label     = [TQA] number letter? end             T1  Q1)  A1.  t2a:  (T3)
//!           | word number letter? [:.)]            Topic 1:  Question 2.  Pregunta 3:
//! closing   = "CT" [:.)–] | "Closing thoughts" | "Final thoughts"
//!           | "CT" blank                           only after a closing of the other kinds: "CT scan" is a scan
//! repost    = ("RT" | "MT" | "QT") ":"? "@"        at the beginning: the whole message; later: from there on
//! ```
//! T2 and T1a are stages of tumours and kinds of pictures too, so a label that a word like "tumour" or "weighted"
//! follows is none.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memchr;

use crate::model::chat::TopicMark;
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::names::is_word;

/// A mark and the bytes it takes in the message.
pub(super) struct Marked {
    pub(super) mark: TopicMark,
    pub(super) range: Range<usize>,
}

/// Words for the three kinds of labels, in English and Spanish.
const LABEL_WORDS: [(&str, bool); 6] = [
    ("topic", false),
    ("question", false),
    ("answer", true),
    ("tema", false),
    ("pregunta", false),
    ("respuesta", true),
];

/// Words after `T2` that make it a stage, a picture or a vertebra.
const NO_LABEL_BEFORE: [&str; 9] = ["tumour", "tumor", "tumours", "tumors", "weighted", "stage", "staging", "n0", "n1"];

/// Words after `CT` that make it a scan.
const NO_CLOSING_BEFORE: [&str; 17] = [
    "scan",
    "scans",
    "scanned",
    "scanner",
    "scanning",
    "guided",
    "contrast",
    "result",
    "results",
    "angiogram",
    "appointment",
    "report",
    "images",
    "image",
    "with",
    "tomorrow",
    "showed",
];

/// The mark at the beginning of a message. `closing` says whether the closing thoughts were asked for before.
pub(super) fn mark(text: &str, closing: bool) -> Option<Marked> {
    let start = after_addressees(text);
    let rest = &text[start..];
    let (mark, length) =
        label(rest).or_else(|| closing_mark(rest, closing).map(|length| (TopicMark::Closing, length)))?;
    Some(Marked { mark, range: start..start + length })
}

/// What a heading between messages opens, if that is known.
pub(super) fn heading_mark(heading: &str) -> Option<TopicMark> {
    if let Some((TopicMark::Topic(label) | TopicMark::Answer(label), _)) = label(heading) {
        return Some(TopicMark::Heading(label));
    }
    let heading = heading.to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| heading.starts_with(word));
    if begins(&["introduction", "welcome", "hello", "presentaci", "bienvenid"]) {
        Some(TopicMark::Introductions)
    } else if heading == "ct" || begins(&["closing", "final thought", "last thought", "goodbye", "cierre", "despedida"])
    {
        Some(TopicMark::Closing)
    } else {
        None
    }
}

/// Where the words begin after the handles and hashtags at the beginning of a message.
fn after_addressees(text: &str) -> usize {
    let mut at = skip_blanks(text, 0);
    while text[at..].starts_with(['@', '#']) {
        let end = text[at + 1..].find(|c| !is_word(c)).map_or(text.len(), |length| at + 1 + length);
        at = skip_blanks(text, end);
    }
    at
}

fn skip_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(is_blank).len()
}

/// A label at the beginning of `text`, with the punctuation and blanks after it.
fn label(text: &str) -> Option<(TopicMark, usize)> {
    let open = usize::from(text.starts_with(['(', '[']));
    let (answer, written_out, number_at) = label_word(text, open)?;
    let digits = text[number_at..].bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || text[number_at..].starts_with('0') {
        return None;
    }
    let mut end = number_at + digits;
    let letter = text[end..].chars().next().filter(|c| matches!(c.to_ascii_lowercase(), 'a'..='f'));
    end += usize::from(letter.is_some());
    let end = label_end(text, end, written_out)?;
    let letter = letter.map(|letter| letter.to_ascii_lowercase());
    let label = format!("T{}{}", &text[number_at..number_at + digits], letter.map(String::from).unwrap_or_default());
    Some((if answer { TopicMark::Answer(label) } else { TopicMark::Topic(label) }, end))
}

/// The letter or word of a label at byte `at`: whether it answers, whether it is a word, and where the number begins.
fn label_word(text: &str, at: usize) -> Option<(bool, bool, usize)> {
    let rest = &text[at..];
    match rest.chars().next()?.to_ascii_uppercase() {
        'T' | 'Q' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => return Some((false, false, at + 1)),
        'A' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => return Some((true, false, at + 1)),
        _ => {}
    }
    let named = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let (word, answer) = LABEL_WORDS.iter().find(|(word, _)| named(word))?;
    let number = skip_blanks(text, at + word.len());
    (number > at + word.len()).then_some((*answer, true, number))
}

/// Where the message goes on after a label that ends at byte `end`; nothing when it is no label after all.
fn label_end(text: &str, end: usize, written_out: bool) -> Option<usize> {
    let rest = &text[end..];
    let Some(next) = rest.chars().next() else { return (!written_out).then_some(end) };
    let is_punctuation = |c: char| matches!(c, ':' | '.' | ')' | ']' | '-' | '–' | '—' | ',' | '/' | '：');
    let after = rest.trim_start_matches(is_punctuation);
    let has_punctuation = after.len() < rest.len();
    if has_punctuation {
        // A1.5 is a number, and a T2-weighted picture no topic.
        let runs_on = |c: char| c.is_ascii_digit() || matches!(next, '-' | '/' | ',' | '.') && is_word(c);
        return (!after.starts_with(runs_on)).then(|| skip_blanks(text, text.len() - after.len()));
    }
    let follows = next_word(rest);
    let is_label = !written_out && is_blank(next) && !NO_LABEL_BEFORE.contains(&follows.as_str());
    let start = skip_blanks(text, end);
    let dash = text[start..].strip_prefix(['-', '–', '—', ':']).filter(|after| after.starts_with(is_blank));
    is_label.then(|| dash.map_or(start, |after| skip_blanks(text, text.len() - after.len())))
}

/// The bytes that `CT` or `Closing thoughts` takes at the beginning of `text`.
fn closing_mark(text: &str, closing: bool) -> Option<usize> {
    let lower = text.get(..15.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("closing thought") || lower.starts_with("final thought") {
        return Some(0);
    }
    let rest = text.get(..2).filter(|start| start.eq_ignore_ascii_case("ct")).map(|_| &text[2..])?;
    let after = rest.trim_start_matches([':', '.', ')', '–', '—', '-', '：']);
    let strong = rest.is_empty() || after.len() < rest.len() && !after.starts_with(is_word);
    let weak = closing && rest.starts_with(is_blank) && !NO_CLOSING_BEFORE.contains(&next_word(rest).as_str());
    (strong || weak).then(|| skip_blanks(text, text.len() - after.len()))
}

/// The first word of `text` in small letters.
fn next_word(text: &str) -> String {
    let text = text.trim_start_matches(|c| !is_word(c));
    text[..text.find(|c| !is_word(c)).unwrap_or(text.len())].to_lowercase()
}

/// Where a message begins to repeat another one: at 0 when all of it does.
pub(super) fn repost(text: &str) -> Option<usize> {
    // Nearly no message has such a mark anywhere.
    if !text.as_bytes().windows(2).any(|pair| matches!(pair, b"RT" | b"MT" | b"QT")) {
        return None;
    }
    let start = after_addressees(text);
    if begins_repost(&text[start..]) {
        return Some(0);
    }
    text.match_indices([' ', '\n', '"', '“', '|'])
        .map(|(at, mark)| at + mark.len())
        .find(|&at| begins_repost(&text[at..]))
}

fn begins_repost(text: &str) -> bool {
    let Some(rest) = ["RT", "MT", "QT"].iter().find_map(|mark| text.strip_prefix(mark)) else { return false };
    let handle = rest.trim_start_matches([' ', ':', '\u{a0}', '“', '"']);
    let handle = handle.strip_prefix(['@', '＠']).filter(|_| handle.len() < rest.len());
    handle.is_some_and(|name| name.starts_with(is_word))
}

/// The hashtag of the chat, in small letters: the commonest one, if every third message has it.
pub(super) fn chat_hashtag<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut messages = 0;
    for text in texts {
        messages += 1;
        if memchr(b'#', text.as_bytes()).is_none() {
            continue;
        }
        let mut tags: Vec<String> = hashtags(text).map(str::to_lowercase).collect();
        tags.sort();
        tags.dedup();
        for tag in tags {
            *counts.entry(tag).or_default() += 1;
        }
    }
    let (tag, count) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    (count * 3 >= messages).then_some(tag)
}

/// The hashtags of a text, with their `#`.
fn hashtags(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('#').filter_map(|(at, _)| {
        let length = text[at + 1..].find(|c| !is_word(c)).unwrap_or(text.len() - at - 1);
        (length > 1).then(|| &text[at..at + 1 + length])
    })
}

/// `text` without the chat's hashtag at its end. Inside the sentence it stays.
pub(super) fn without_hashtag<'a>(text: &'a str, hashtag: &str) -> &'a str {
    let mut text = text.trim_end_matches(is_blank);
    while let Some(at) = text.rfind('#').filter(|&at| text[at..].to_lowercase() == hashtag) {
        text = text[..at].trim_end_matches(is_blank);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{chat_hashtag, heading_mark, mark, repost, without_hashtag};
    use crate::model::chat::TopicMark;

    fn shown(text: &str, closing: bool) -> String {
        mark(text, closing).map_or(String::from("-"), |found| {
            let rest = &text[found.range.end..];
            match found.mark {
                TopicMark::Topic(label) => format!("{label}|{rest}"),
                TopicMark::Answer(label) => format!("A:{label}|{rest}"),
                other => format!("{other:?}|{rest}"),
            }
        })
    }

    #[test]
    fn labels_in_all_their_forms() {
        for text in ["T1: x", "Q1) x", "t1. x", "(T1) x", "T1 x", "#chat T1 x", "Topic 1: x", "Pregunta 1. x", "T1 - x"]
        {
            assert_eq!(shown(text, false), "T1|x", "{text}");
        }
        assert_eq!(shown("A2b: x", false), "A:T2b|x");
        assert_eq!(shown("@ana @bev A1 x", false), "A:T1|x");
        assert_eq!(shown("T1", false), "T1|");
    }

    #[test]
    fn what_only_looks_like_a_label() {
        let none =
            ["T2 tumour, grade 3", "T2-weighted picture", "T0 x", "T123 x", "A1.5 x", "T1x", "Topic 1 is hard", "To"];
        for text in none {
            assert_eq!(shown(text, false), "-", "{text}");
        }
    }

    #[test]
    fn a_scan_is_no_closing_thought() {
        assert_eq!(shown("CT: bye", false), "Closing|bye");
        assert_eq!(shown("CT bye", true), "Closing|bye");
        assert_eq!(shown("Closing thoughts, please", false), "Closing|Closing thoughts, please");
        for (text, closing) in [("CT bye", false), ("CT scan tomorrow", true), ("CT-guided", true), ("Ctrl", true)] {
            assert_eq!(shown(text, closing), "-", "{text}");
        }
    }

    #[test]
    fn headings_open_what_they_name() {
        assert_eq!(heading_mark("T1: Hair"), Some(TopicMark::Heading(String::from("T1"))));
        assert_eq!(heading_mark("Question 2: Hair"), Some(TopicMark::Heading(String::from("T2"))));
        assert_eq!(heading_mark("Introductions"), Some(TopicMark::Introductions));
        assert_eq!(heading_mark("Closing thoughts"), Some(TopicMark::Closing));
        assert_eq!(heading_mark("Riverbend chat: tired"), None);
    }

    #[test]
    fn reposts_whole_and_in_part() {
        assert_eq!(repost("RT @ana: words"), Some(0));
        assert_eq!(repost("MT: @ana words"), Some(0));
        assert_eq!(repost("so true RT @ana: words"), Some(8));
        assert_eq!(repost("ART @ana"), None);
        assert_eq!(repost("RT is radiotherapy"), None);
    }

    #[test]
    fn the_hashtag_goes_only_from_the_end() {
        let texts = ["hi #Chat", "#chat is on #other", "bye"];
        assert_eq!(chat_hashtag(texts.into_iter()).as_deref(), Some("#chat"));
        assert_eq!(without_hashtag("bye #Chat #chat ", "#chat"), "bye");
        assert_eq!(without_hashtag("#chat is on", "#chat"), "#chat is on");
        assert_eq!(chat_hashtag(["a", "b", "c", "#d1"].into_iter()), None);
    }
}

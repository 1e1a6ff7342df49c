//! Captions: the cues of WebVTT and SRT files, read one by one, and the messages they make.
//!
//! ```text
//! vtt   = "WEBVTT" header? ( blank line+ ( NOTE | STYLE | REGION | cue ) )*          srt = ( cue blank line+ )*
//! cue   = ( id line )? time "-->" time settings? line text line*      the id may be a number, a GUID, anything
//! time  = ( hours ":" )? mm ":" ss ( "." | "," ) mmm
//! text  = words, "<v Name>" … "</v>", other tags, entities            tags go, entities are decoded once
//! ```
//! Sources: W3C WebVTT (section 6, the parser), whose rules are followed save that a comma may stand in a time; SRT has
//! no standard, and is read as WebVTT without a header, where a `<` that begins no tag stays. A NUL is U+FFFD.
//!
//! Names stand in `<v Name>`, or before a colon, as Zoom and captioners write them. In a file with voices, what stands
//! outside of them is nobody's and is left out. In a file with names before colons, a cue without one goes on with the
//! cue before it, unless it begins with a dash or `>>`, as another speaker does. A file that names nobody is one unknown
//! "Speaker". What one person says in cues after one another is one message, until a pause or a new question.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::finding::{Finding, Findings};
use crate::model::chat::MessageTime;
use crate::model::slug::fold;
use crate::parse::chat::html::decoded;
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::marks::mark;
use crate::parse::chat::name_text::speaker_before_colon;
use crate::parse::chat::raw::{Export, RawChat, RawMessage, RawSpeaker};
use crate::parse::chat::words::never_speaks;
use crate::parse::chat::{NOBODY_NAMED, UNREADABLE};
use crate::source::Span;

/// A pause after which the same person's words are a new message, in milliseconds.
const PAUSE: u64 = 20_000;
/// How long a message may become before the next sentence is a new one, in bytes.
const LONG: usize = 1200;

/// One cue.
pub(super) struct Cue<'a> {
    /// Its name, if it has one.
    pub(super) id: &'a str,
    /// When it is shown, in milliseconds from the beginning.
    pub(super) start: u64,
    /// When it goes.
    pub(super) end: u64,
    /// Its text with tags and entities.
    pub(super) text: Cow<'a, str>,
    /// Where it stands.
    pub(super) span: Span,
}

/// The cues of a file.
#[derive(Default)]
pub(super) struct Cues<'a> {
    pub(super) cues: Vec<Cue<'a>>,
    /// The lines at which blocks begin that should be cues and are none.
    pub(super) broken: Vec<usize>,
}

/// One line with its end taken off.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
}

/// The lines of `text`, ended by `\n`, `\r\n` or `\r`.
fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        lines.push(Line { text: &rest[..length], start });
        start += length + if rest[length..].starts_with("\r\n") { 2 } else { 1 };
    }
    lines
}

/// Whether `text` begins as WebVTT must.
pub(super) fn is_webvtt(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    text.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Whether `text` begins as SRT does: with a time, or a number and a time.
pub(super) fn begins_with_cue(text: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
    timing(first).is_some() || is_number && lines.next().is_some_and(|second| timing(second).is_some())
}

/// Reads the cues of a WebVTT or SRT file.
pub(super) fn cues(text: &str) -> Cues<'_> {
    let mut lines = split(text);
    let mut found = Cues::default();
    let mut at = 0;
    if is_webvtt(text) {
        at = after_header(&lines);
    } else {
        // In SRT a line of blanks divides as well.
        lines.iter_mut().filter(|line| line.text.chars().all(is_blank)).for_each(|line| line.text = "");
    }
    while at < lines.len() {
        if lines[at].text.is_empty() {
            at += 1;
        } else {
            at = block(text, &lines, at, &mut found);
        }
    }
    found
}

/// The line after the header.
fn after_header(lines: &[Line<'_>]) -> usize {
    let end = lines.iter().skip(1).position(|line| line.text.is_empty() || line.text.contains("-->"));
    end.map_or(lines.len(), |end| end + 1)
}

/// Reads the block at line `first` and returns the line after it.
fn block<'a>(text: &'a str, lines: &[Line<'a>], first: usize, found: &mut Cues<'a>) -> usize {
    let has_arrow = |at: usize| lines.get(at).is_some_and(|line| line.text.contains("-->"));
    let time = if has_arrow(first) {
        first
    } else if has_arrow(first + 1) {
        first + 1
    } else {
        let end = end_of_block(lines, first + 1);
        if !is_furniture(lines[first].text) {
            found.broken.push(first + 1);
        }
        return end;
    };
    let end = end_of_block(lines, time + 1);
    let Some((start, stop)) = timing(lines[time].text) else {
        found.broken.push(first + 1);
        return end;
    };
    let body = without_next_id(lines, time + 1, end);
    let range = body.first().zip(body.last()).map(|(first, last)| first.start..last.start + last.text.len());
    let id = if time > first { lines[first].text.trim_matches(is_blank) } else { "" };
    let range = range.unwrap_or(lines[time].start..lines[time].start);
    let words = without_nul(&text[range.clone()]);
    found.cues.push(Cue { id, start, end: stop, text: words, span: Span::new(range) });
    end
}

/// The line at which a block ends: an empty line, or the time of the next cue.
fn end_of_block(lines: &[Line<'_>], from: usize) -> usize {
    let rest = lines.get(from..).unwrap_or_default();
    from + rest.iter().position(|line| line.text.is_empty() || line.text.contains("-->")).unwrap_or(rest.len())
}

/// The lines of a cue's text. Where no empty line is before the next cue, a number at the end is that cue's.
fn without_next_id<'l, 'a>(lines: &'l [Line<'a>], first: usize, end: usize) -> &'l [Line<'a>] {
    let body = lines.get(first..end).unwrap_or_default();
    let is_cut = lines.get(end).is_some_and(|line| line.text.contains("-->"));
    match body.split_last() {
        Some((last, before)) if is_cut && last.text.trim().bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => body,
    }
}

/// Whether a block says something about the file: notes, styles, regions.
fn is_furniture(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    ["NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP"].iter().any(|word| line.starts_with(word)) || line.is_empty()
}

fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// The two times of a cue, in milliseconds.
fn timing(line: &str) -> Option<(u64, u64)> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\u{c}');
    let (start, rest) = timestamp(line.trim_start_matches(is_space))?;
    let rest = rest.trim_start_matches(is_space).strip_prefix("-->")?;
    let (end, _) = timestamp(rest.trim_start_matches(is_space))?;
    Some((start, end))
}

/// A time at the beginning of `text`, in milliseconds, and what comes after it.
fn timestamp(text: &str) -> Option<(u64, &str)> {
    let (first, width, rest) = digits(text)?;
    let (second, two, rest) = digits(rest.strip_prefix(':')?)?;
    let with_hours = width != 2 || first > 59 || rest.starts_with(':');
    let (hours, minutes, seconds, rest) = if with_hours {
        let (third, two, rest) = digits(rest.strip_prefix(':')?)?;
        (two == 2).then_some((first, second, third, rest))?
    } else {
        (0, first, second, rest)
    };
    let (thousandths, three, rest) = digits(rest.strip_prefix(['.', ','])?)?;
    let fits = two == 2 && three == 3 && minutes <= 59 && seconds <= 59 && hours < 10_000;
    fits.then_some((((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths, rest))
}

/// The number at the beginning of `text`, how many digits it has, and what comes after it.
fn digits(text: &str) -> Option<(u64, usize, &str)> {
    let width = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..width].parse().ok()?, width, &text[width..]))
}

/// What one voice says in a cue.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    voice: Option<String>,
    words: String,
    /// Whether words appear one after the other, as where each cue repeats the one before it.
    rolls: bool,
}

/// The words of a cue by voice, without tags.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = vec![Part { voice: None, words: String::new(), rolls: false }];
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        push_words(&mut parts, before);
        let Some(length) = tag_length(tag) else {
            push_words(&mut parts, &tag[..1]);
            rest = &tag[1..];
            continue;
        };
        read_tag(&mut parts, &tag[..length]);
        rest = &tag[length..];
    }
    push_words(&mut parts, rest);
    parts.retain_mut(|part| {
        part.words = decoded(&part.words).trim_matches(is_blank).to_owned();
        !part.words.is_empty()
    });
    parts
}

fn push_words(parts: &mut [Part], words: &str) {
    if let Some(part) = parts.last_mut() {
        part.words.push_str(words);
    }
}

/// Opens or closes a voice.
fn read_tag(parts: &mut Vec<Part>, tag: &str) {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let name = inner.split([' ', '\t', '\n', '\r', '.']).next().unwrap_or_default();
    if name == "v" {
        let voice = inner.split_once([' ', '\t', '\n', '\r']).map_or("", |(_, voice)| voice);
        let voice = decoded(voice).split_whitespace().collect::<Vec<_>>().join(" ");
        parts.push(Part { voice: Some(voice).filter(|voice| !voice.is_empty()), words: String::new(), rolls: false });
    } else if name == "/v" {
        parts.push(Part { voice: None, words: String::new(), rolls: false });
    } else if let Some(part) = parts.last_mut() {
        part.rolls |= inner.starts_with(|c: char| c.is_ascii_digit());
    }
}

/// How long the tag at the beginning of `text` is. A voice that is not closed takes the rest of its line: it is a name.
fn tag_length(text: &str) -> Option<usize> {
    if text.starts_with('{') {
        return text.starts_with("{\\").then(|| text.find('}').map(|end| end + 1))?;
    }
    let inner = &text[1..];
    let is_time = inner.starts_with(|c: char| c.is_ascii_digit())
        && inner
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
            .is_some_and(|end| inner[end..].starts_with('>'));
    if !is_time && !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '>')) {
        return None;
    }
    let is_voice = inner.starts_with("v ") || inner.starts_with("v.") || inner.starts_with("v\t");
    match inner.find(['>', '<']) {
        Some(end) if inner[end..].starts_with('>') => Some(end + 2),
        _ if is_voice => Some(1 + inner.find('\n').unwrap_or(inner.len())),
        _ => None,
    }
}

/// The program that wrote a WebVTT file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flavour {
    Teams,
    Zoom,
    General,
}

/// Which program wrote the cues. Teams names them by a GUID and has a voice in each; Zoom numbers them from 1, has no
/// tags, and writes a name before the colon.
pub(super) fn flavour(found: &Cues<'_>) -> Flavour {
    let cues = &found.cues;
    let most = |fits: &dyn Fn(usize, &Cue<'_>) -> bool| {
        let count = cues.iter().enumerate().filter(|(at, cue)| fits(*at, cue)).count();
        count > 0 && count * 10 >= cues.len() * 8
    };
    if most(&|_, cue| is_guid(cue.id)) && most(&|_, cue| cue.text.contains("<v ")) {
        Flavour::Teams
    } else if most(&|at, cue| cue.id.parse().is_ok_and(|id: usize| id > at && id <= at + 1 + found.broken.len()))
        && most(&|_, cue| !cue.text.contains('<') && name_before_colon(&cue.text).is_some())
    {
        Flavour::Zoom
    } else {
        Flavour::General
    }
}

/// Whether a cue is named as by Teams: `0bb5c7e9-1f2a-4c55-9c1b-2f4a1e0d9a11/12-0`.
fn is_guid(id: &str) -> bool {
    let guid = id.split('/').next().unwrap_or_default();
    let widths: Vec<usize> = guid.split('-').map(str::len).collect();
    widths == [8, 4, 4, 4, 12] && guid.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// How the file says who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    Voices,
    Colons,
    Nobody,
}

/// One thing said, with the name that stands at it.
struct Said {
    name: Option<String>,
    words: String,
    /// Whether a mark at its beginning says that somebody else speaks.
    turns: bool,
    rolls: bool,
    /// Which cue it is from.
    cue: usize,
}

/// Makes messages of cues.
pub(super) fn messages<'a>(found: &Cues<'a>, export: &Export<'_>, findings: &mut Findings) -> RawChat<'a> {
    let mut said = said(&found.cues);
    let naming = name_speakers(&mut said);
    let mut writer = Joiner { found, naming, messages: Vec::new(), last: None, last_line: String::new(), nameless: 0 };
    for said in said {
        writer.add(said);
    }
    report(&writer, export, findings);
    let mut chat = RawChat::from(writer.messages);
    chat.dropped.unreadable = found.broken.len() + writer.nameless;
    chat
}

/// Everything said in the cues.
fn said(cues: &[Cue<'_>]) -> Vec<Said> {
    let mut said = Vec::new();
    for (cue, Cue { text, .. }) in cues.iter().enumerate() {
        for part in parts(text) {
            let words = part.words.trim_start_matches(['-', '–', '>', '♪']).trim_start_matches(is_blank);
            let turns = words.len() < part.words.len();
            said.push(Said { name: part.voice, words: String::from(words), turns, rolls: part.rolls, cue });
        }
    }
    said
}

/// Finds out how the file names its speakers, and takes names before colons off the words.
fn name_speakers(said: &mut [Said]) -> Naming {
    if said.iter().any(|said| said.name.is_some()) {
        return Naming::Voices;
    }
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut named = 0;
    for (name, _) in said.iter().filter_map(|said| name_before_colon(&said.words)) {
        *times.entry(fold(name)).or_default() += 1;
        named += 1;
    }
    // Where nearly every cue has a name, each of them is one; else only what stands there more than once, or alone.
    let all = named * 10 >= said.len() * 8;
    let is_speaker = |name: &str| all || times.get(&fold(name)).is_some_and(|times| *times > 1) || is_shouted(name);
    let mut naming = Naming::Nobody;
    for said in said {
        if let Some((name, words)) = name_before_colon(&said.words).filter(|(name, _)| is_speaker(name)) {
            naming = Naming::Colons;
            said.name = Some(String::from(name));
            said.words = String::from(words);
        }
    }
    naming
}

/// `Name: words`
fn name_before_colon(words: &str) -> Option<(&str, &str)> {
    let (name, words) = speaker_before_colon(words)?;
    (!never_speaks(&fold(name)) && !name.contains('\n')).then_some((name, words))
}

/// Whether a name is written as captioners write names.
fn is_shouted(name: &str) -> bool {
    name.chars().filter(|c| c.is_uppercase()).count() > 2 && !name.chars().any(char::is_lowercase)
}

/// Joins what one person says.
struct Joiner<'c, 'a> {
    found: &'c Cues<'a>,
    naming: Naming,
    messages: Vec<RawMessage<'a>>,
    /// The name of the last message, folded, and when its last cue ended.
    last: Option<(String, u64)>,
    last_line: String,
    /// How many cues are nobody's.
    nameless: usize,
}

impl Joiner<'_, '_> {
    fn add(&mut self, said: Said) {
        let Some(cue) = self.found.cues.get(said.cue) else { return };
        let words = self.new_lines(&said);
        if words.is_empty() {
            return;
        }
        let Some(name) = self.speaker(&said) else {
            self.last = None;
            self.nameless += 1;
            return;
        };
        let folded = fold(&name);
        let goes_on = self.last.as_ref().is_some_and(|(last, end)| *last == folded && cue.start <= end + PAUSE);
        self.last = Some((folded, cue.end.max(cue.start)));
        match self.messages.last_mut() {
            Some(message) if goes_on && joins(&message.text, &words) => {
                let text = message.text.to_mut();
                text.push(' ');
                text.push_str(&words);
                message.span.end = cue.span.end;
            }
            _ => self.messages.push(RawMessage {
                speaker: Some(RawSpeaker::named(name)),
                at: u32::try_from(cue.start / 1000).ok().map(MessageTime::Offset),
                text: Cow::Owned(words),
                span: cue.span,
                ..RawMessage::default()
            }),
        }
    }

    /// Who says it, if that is known.
    fn speaker(&self, said: &Said) -> Option<String> {
        match (&said.name, self.naming) {
            (Some(name), _) => Some(name.clone()),
            (None, Naming::Voices) => None,
            (None, Naming::Nobody) => Some(String::from("Speaker")),
            (None, Naming::Colons) if said.turns || self.last.is_none() => None,
            (None, Naming::Colons) => self.messages.last()?.speaker.as_ref().map(|speaker| speaker.name.to_string()),
        }
    }

    /// The words on one line, without a line that the cue before it has shown already.
    fn new_lines(&mut self, said: &Said) -> String {
        let mut words = String::new();
        for line in said.words.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty()) {
            let repeats = self.last_line == line && (said.rolls || self.rolled(said.cue));
            if !repeats {
                words.push_str(if words.is_empty() { "" } else { " " });
                words.push_str(line);
            }
            if self.last_line != line {
                line.clone_into(&mut self.last_line);
            }
        }
        words
    }

    /// Whether the cue before this one shows its words one after the other.
    fn rolled(&self, cue: usize) -> bool {
        let before = cue.checked_sub(1).and_then(|cue| self.found.cues.get(cue));
        before.is_some_and(|cue| parts(&cue.text).iter().any(|part| part.rolls))
    }
}

/// Whether `words` go on with the message `text`.
fn joins(text: &str, words: &str) -> bool {
    let is_full = text.len() > LONG && text.ends_with(['.', '!', '?', '…', '。', '؟', '！', '？']);
    !is_full && mark(words, false).is_none()
}

/// Says what was lost.
fn report(writer: &Joiner<'_, '_>, export: &Export<'_>, findings: &mut Findings) {
    if let Some(first) = writer.found.broken.first() {
        let message = match writer.found.broken.len() {
            1 => format!("The caption at line {first} has no time that can be read, so it is left out."),
            count => {
                format!("{count} captions, from line {first} on, have no time that can be read, so they are left out.")
            }
        };
        let help = "A caption is a line such as `00:01:05.000 --> 00:01:09.500` with its words on the lines after it.";
        findings.push(Finding::new(&UNREADABLE, export.path, message).help(help));
    }
    let message = match (writer.naming, writer.nameless) {
        (Naming::Nobody, _) if !writer.messages.is_empty() => {
            String::from("The captions name nobody, so everything is shown as the words of one unknown speaker.")
        }
        (_, 0) => return,
        (_, 1) => String::from("One caption says nobody's name, so it is not shown."),
        (_, count) => format!("{count} captions say nobody's name, so they are not shown."),
    };
    let help = "Write the name before the words, as in `<v Name>words` or `Name: words`; the consent of somebody without a name cannot be asked.";
    findings.push(Finding::new(&NOBODY_NAMED, export.path, message).help(help));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::print_stdout, reason = "the counts are figures of the project")]

    use super::{begins_with_cue, cues, is_webvtt, parts, timing};

    fn shown(text: &str) -> Vec<String> {
        parts(text).iter().map(|part| format!("{}|{}", part.voice.as_deref().unwrap_or("-"), part.words)).collect()
    }

    #[test]
    fn times_of_cues() {
        assert_eq!(timing("00:01.500 --> 01:00:02.000 align:start"), Some((1500, 3_602_000)));
        assert_eq!(timing("  100:00:00,000\t-->\t100:00:00,001"), Some((360_000_000, 360_000_001)));
        for line in ["00:00:60.000 --> 00:00:01.000", "00:00 --> 00:01", "0000:00.000 --> 00:00:01.000", "00:1.000 -->"]
        {
            assert_eq!(timing(line), None, "{line}");
        }
    }

    #[test]
    fn voices_and_tags() {
        assert_eq!(shown("<v Ana Ruiz>hi <b>all</b></v>"), ["Ana Ruiz|hi all"]);
        assert_eq!(shown("<v.loud Ana &amp; Bo>a<v Bev>b</v> c"), ["Ana & Bo|a", "Bev|b", "-|c"]);
        assert_eq!(shown("1 < 2 <3 &lt;v X&gt; <00:01.000>now {\\an8}x {y}"), ["-|1 < 2 <3 <v X> now x {y}"]);
        assert_eq!(shown("<v Ana Ruiz\nwords"), ["Ana Ruiz|words"]);
    }

    #[test]
    fn blocks() {
        let found = cues(
            "WEBVTT - x\nKind: captions\n\nNOTE Ana: no\nno\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000\na\nb\n00:03.000 --> 00:04.000\nc\n\nlost\n\n00:05.000 --> x\nlost",
        );
        let texts: Vec<_> = found.cues.iter().map(|cue| (cue.id, cue.text.as_ref())).collect();
        assert_eq!(texts, [("id", "a\nb"), ("", "c")]);
        assert_eq!(found.broken, [17, 19]);
    }

    #[test]
    fn signatures() {
        assert!(is_webvtt("\u{feff}WEBVTT") && is_webvtt("WEBVTT\tx") && !is_webvtt("WEBVTTx") && !is_webvtt("x"));
        assert!(begins_with_cue("\n1\n00:00:01,000 --> 00:00:02,000\nhi"));
        assert!(!begins_with_cue("1\nhi\n00:00:01,000 --> 00:00:02,000"));
    }

    /// The words of the text nodes of a tree as the test suite writes it.
    fn expected_words(tree: &str) -> String {
        let nodes = tree.split("\n| ").map(|node| node.trim_start_matches("| ").trim());
        let words = nodes.filter_map(|node| node.strip_prefix('"')).map(|node| node.trim_end_matches('\n'));
        words.map(|node| node.strip_suffix('"').unwrap_or(node)).collect()
    }

    /// The test suite of the W3C, where it is present: every valid cue is found, and none that is not.
    #[test]
    fn cues_of_the_test_suite() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/chats/webvtt/w3c");
        let Ok(files) = std::fs::read_dir(folder) else { return };
        let paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "vtt")) {
            let text = std::fs::read_to_string(path).unwrap();
            let found = cues(&text).cues;
            let name = path.file_name().unwrap().to_str().unwrap();
            if let Ok(json) = std::fs::read_to_string(path.with_extension("json")) {
                let expected: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
                assert_eq!(found.len(), expected.len(), "{name}");
                let same = |(cue, expected): &(&super::Cue<'_>, &serde_json::Value)| {
                    let words: String = parts(&cue.text).into_iter().map(|part| part.words).collect();
                    words.trim() == expected_words(expected["expectedTree"].as_str().unwrap()).trim()
                };
                let same = found.iter().zip(&expected).filter(same).count();
                println!("{name}: {same} of {} texts as expected", expected.len());
                continue;
            }
            let is_valid = |text: &str| text.contains("text") && !text.contains("invalid");
            // Elsewhere "invalid" is said of settings, which are not read.
            let is_about_times = name.starts_with("timings") || name.starts_with("nulls");
            // A comma in a time is no error here.
            let has_comma = |cue: &super::Cue<'_>| text[..cue.span.range().start].trim_end().ends_with("01,000");
            let is_invalid = |cue: &super::Cue<'_>| cue.text.trim().starts_with("invalid") && !has_comma(cue);
            assert!(!is_about_times || !found.iter().any(is_invalid), "{name}");
            let valid =
                text.split(['\n', '\r']).filter(|line| line.trim().starts_with("text") && is_valid(line)).count();
            println!("{name}: {} cues, {valid} lines", found.len());
        }
    }
}

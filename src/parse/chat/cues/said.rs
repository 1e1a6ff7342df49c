//! The messages that cues make.
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
use crate::parse::chat::cues::voices::parts;
use crate::parse::chat::cues::{Cue, Cues};
use crate::parse::chat::lines::is_blank;
use crate::parse::chat::marks::mark;
use crate::parse::chat::name_text::speaker_before_colon;
use crate::parse::chat::raw::{Export, RawChat, RawMessage, RawSpeaker};
use crate::parse::chat::rules::{NOBODY_NAMED, UNREADABLE};
use crate::parse::chat::words::never_speaks;

/// A pause after which the same person's words are a new message, in milliseconds.
const PAUSE: u64 = 20_000;
/// How long a message may become before the next sentence is a new one, in bytes.
const LONG: usize = 1200;

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
pub(in crate::parse::chat) fn messages<'a>(
    found: &Cues<'a>,
    export: &Export<'_>,
    findings: &mut Findings,
) -> RawChat<'a> {
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
pub(super) fn name_before_colon(words: &str) -> Option<(&str, &str)> {
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

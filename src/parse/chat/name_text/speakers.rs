//! Which of the lines that may begin a message do so, decided for the file as a whole.
//!
//! 1. Words that never speak ("Note", "PS", "Update" …) are no names.
//! 2. If at least three lines, and three of four, are written in one style with a time or in bold, the file keeps to that
//!    style. Plain lines that do not begin with a name by their looks are not counted. Every such line begins a message, unless its "name" is several words in small letters and stands there only
//!    once. A line in another style begins a message only if its name occurs in the file's style. If it does not, but
//!    looks like a name, nobody can tell who speaks: the line is left out, with those that go on with it, for it is worse
//!    to show a name or to put words into somebody's mouth. A finding names each such line.
//! 3. Otherwise a line begins a message if its name is in the style of names (capitals, at most four words, no ordinary
//!    word), or is one word or has a time or bold letters and occurs at least twice.

use std::collections::BTreeMap;

use crate::finding::{Finding, Findings};
use crate::parse::chat::lines::{Line, is_blank};
use crate::parse::chat::name_text::line::{Candidate, Style};
use crate::parse::chat::raw::{Export, masked};
use crate::parse::chat::rules::UNSURE_SPEAKER;
use crate::parse::chat::words::{is_no_name, is_part, never_speaks};

/// What a line is that may begin a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It begins a message.
    Speaks,
    /// It goes on with the message before it.
    Text,
    /// Nobody can tell.
    Doubtful,
}

/// What the file as a whole says about its names.
pub(super) struct Speakers {
    /// The style that the file keeps to.
    style: Option<Style>,
    /// By folded name.
    names: BTreeMap<String, Seen>,
}

/// How often a name is seen.
#[derive(Default)]
struct Seen {
    times: usize,
    in_style: bool,
}

impl Speakers {
    /// Counts the names of all candidates.
    pub(super) fn of(candidates: &[Option<Candidate<'_>>]) -> Self {
        let found = || candidates.iter().flatten().filter(|candidate| !never_speaks(&candidate.folded));
        let mut speakers = Self { style: main_style(found()), names: BTreeMap::new() };
        for candidate in found() {
            let seen = speakers.names.entry(candidate.folded.clone()).or_default();
            seen.times += 1;
            seen.in_style |= speakers.style == Some(candidate.style);
        }
        speakers
    }

    /// Whether the messages of the file have times, so that a time without a name was written by a program.
    pub(super) fn are_timed(&self) -> bool {
        self.style.is_some_and(|style| style.timed)
    }

    /// What the line is.
    pub(super) fn judge(&self, candidate: &Candidate<'_>) -> Verdict {
        let Some(seen) = self.names.get(&candidate.folded) else { return Verdict::Text };
        let Style { timed, bold, .. } = candidate.style;
        let one_word = !candidate.name.contains(is_blank);
        let repeated = seen.times > 1;
        let named = is_name_like(candidate.name);
        let speaks = match self.style {
            Some(style) if style == candidate.style => repeated || one_word || named,
            Some(_) if !seen.in_style && self.is_doubtful(candidate) => return Verdict::Doubtful,
            Some(_) => seen.in_style,
            None if is_no_name(&candidate.folded) && !is_part(&candidate.folded) => repeated && one_word || timed,
            None => named || repeated && (one_word || timed || bold) || timed && one_word,
        };
        if speaks { Verdict::Speaks } else { Verdict::Text }
    }

    /// Whether a line looks like the beginning of a message, but not like the others of the file.
    fn is_doubtful(&self, candidate: &Candidate<'_>) -> bool {
        self.style.is_some_and(|style| style != candidate.style)
            && self.names.contains_key(&candidate.folded)
            && is_name_like(candidate.name)
            && !is_no_name(&candidate.folded)
    }

    /// Reports lines that look like the beginning of a message, but not like the others.
    pub(super) fn report(
        &self,
        export: &Export<'_>,
        lines: &[Line<'_>],
        candidates: &[Option<Candidate<'_>>],
        findings: &mut Findings,
    ) {
        for (line, candidate) in lines.iter().zip(candidates) {
            let Some(candidate) = candidate else { continue };
            if !self.is_doubtful(candidate) {
                continue;
            }
            let how = match self.judge(candidate) {
                Verdict::Doubtful => {
                    "It was left out, with the lines that go on with it, because it is not clear who speaks."
                }
                _ => "It was read as a new message, because somebody of that name speaks elsewhere.",
            };
            let (name, number) = (masked(candidate.name), line.number);
            let message =
                format!("Line {number} begins with “{name}:”, but is not written like the other messages. {how}");
            findings.push(Finding::new(&UNSURE_SPEAKER, export.path, message).help(
                "If a new message begins here, write the line like the others (the same kind of time, the same bold name). \
                 If not, reword it so that no colon follows the first words.",
            ));
        }
    }
}

/// The style of three of four candidates, if it is one that plain sentences do not have.
fn main_style<'c, 'a: 'c>(candidates: impl Iterator<Item = &'c Candidate<'a>>) -> Option<Style> {
    let mut counts: BTreeMap<Style, usize> = BTreeMap::new();
    let mut all = 0;
    let is_plain = |style: Style| !style.timed && !style.bold;
    for candidate in candidates.filter(|found| !is_plain(found.style) || is_name_like(found.name)) {
        *counts.entry(candidate.style).or_default() += 1;
        all += 1;
    }
    let (style, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (!is_plain(style) && count >= 3 && count * 4 >= all * 3).then_some(style)
}

/// Whether the words are written as names are: at most four, each with a capital or in a script without capitals, save
/// particles as "de" and what stands in brackets.
fn is_name_like(name: &str) -> bool {
    const PARTICLES: [&str; 14] =
        ["de", "del", "la", "las", "los", "van", "von", "der", "den", "di", "da", "bin", "al", "y"];
    let core = name.split('(').next().unwrap_or_default().trim_start_matches(['@', '+']);
    let words: Vec<&str> = core.split(is_blank).filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| !word.starts_with(char::is_lowercase);
    let handle = name.starts_with('@') && words.len() == 1;
    let own = words.iter().filter(|word| !PARTICLES.contains(word)).count();
    (1..=4).contains(&own)
        && !name.contains(',')
        && (handle || words.iter().all(|word| capital(word) || PARTICLES.contains(word)))
        && (handle || words.first().is_some_and(capital))
}

#[cfg(test)]
mod tests {
    use super::{Speakers, Verdict, is_name_like};
    use crate::parse::chat::lines::lines;
    use crate::parse::chat::name_text::line::candidate;

    /// The names of the lines that begin a message.
    fn names(text: &str) -> Vec<&str> {
        let candidates: Vec<_> = lines(text).iter().map(|line| candidate(line.text)).collect();
        let speakers = Speakers::of(&candidates);
        candidates
            .iter()
            .flatten()
            .filter(|found| speakers.judge(found) == Verdict::Speaks)
            .map(|found| found.name)
            .collect()
    }

    #[test]
    fn a_file_with_times_keeps_to_them() {
        let text = "19:00 Ana: hi\n19:01 bev: hi\nSo you know: x\nParacetamol: two\n19:02 Ana: x\n19:03 Mo: x\n19:03 Cy: x\n\
                    19:04 Di: x\n19:04 Ed: x\n19:05 Flo: x\n19:06 of course we: y\nbev: no time";
        assert_eq!(names(text), ["Ana", "bev", "Ana", "Mo", "Cy", "Di", "Ed", "Flo", "bev"]);
    }

    #[test]
    fn a_plain_file_knows_names_by_their_looks_or_by_repetition() {
        let text = "Ana: hi\nNote: be kind\nbev: hello\nAna María de la Cruz: x\none more thing: y\nRemember: z\nbev: bye\ncy: once";
        assert_eq!(names(text), ["Ana", "bev", "Ana María de la Cruz", "bev"]);
    }

    #[test]
    fn bold_words_are_names_only_in_the_files_style() {
        let text = "**Ana:** hi\n**Note:** be kind\n**Bev:** hello\n**Ana:** bye\nCompression: daily";
        assert_eq!(names(text), ["Ana", "Bev", "Ana"]);
    }

    #[test]
    fn names_look_like_names() {
        for name in ["Maria L.", "Dr Ruth Okafor (she/her)", "مريم", "@bev", "Moderator", "Patient 2"] {
            assert!(is_name_like(name), "{name}");
        }
        for name in ["House rules, please", "one thing", "Things that helped me", "What to do about it now"] {
            assert!(!is_name_like(name), "{name}");
        }
    }
}

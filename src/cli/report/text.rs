//! Findings for people: file, line, the text in question and how to mend it.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::cli::terminal;
use crate::finding::{Finding, Findings, Placed, Severity};
use crate::source::{FilePath, Sources, Span};

/// How many findings are shown one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// All of them.
    All,
    /// Every error, and so many others that they can be taken in.
    Most,
    /// Errors only.
    Errors,
}

/// How many warnings and remarks can be taken in.
const MOST: usize = 50;

/// The longest piece of a line that is shown, in bytes, before and after the place in question.
const MARGIN: usize = 120;

/// Says the findings, and how many are left out. What may identify somebody is shown as it stands only if `reveal` says so.
pub(crate) fn report(findings: &Findings, sources: &Sources, show: Show, reveal: bool) {
    let hidden = if reveal { Hidden::default() } else { Hidden::of(findings) };
    let limit = match show {
        Show::All => usize::MAX,
        Show::Most => MOST,
        Show::Errors => 0,
    };
    let renderer = if terminal::colour() { Renderer::styled() } else { Renderer::plain() };
    let mut others = 0;
    for (finding, placed) in findings.iter().zip(findings.placed(sources)) {
        if finding.severity != Severity::Error {
            others += 1;
            if others > limit {
                continue;
            }
        }
        terminal::say(&renderer.render(&[group(finding, &placed, sources, &hidden)]));
        terminal::say("");
    }
    if show == Show::Most && others > limit {
        terminal::say(&format!("… and {} more findings; `bedside check` shows them all\n", others - limit));
    }
}

/// One finding as annotate-snippets draws it.
fn group<'a>(finding: &'a Finding, placed: &Placed<'_>, sources: &'a Sources, hidden: &Hidden<'_>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(terminal::plain(&finding.message)).id(finding.rule.id);
    let group = match excerpt(finding, sources).filter(|excerpt| !hidden.touch(finding, excerpt)) {
        None => title.element(origin(placed)),
        // A line that begins in its middle would be given the wrong column, so its place is said by itself.
        Some(excerpt) if excerpt.is_cut => title.element(origin(placed)).element(snippet(placed, excerpt)),
        Some(excerpt) => title.element(snippet(placed, excerpt).path(terminal::plain(&placed.file))),
    };
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(terminal::plain(help))),
        None => group,
    }
}

/// The text in question, marked.
fn snippet<'a>(placed: &Placed<'_>, excerpt: Excerpt<'a>) -> Snippet<'a, Annotation<'a>> {
    Snippet::source(excerpt.text)
        .line_start(placed.line.unwrap_or(1))
        .annotation(AnnotationKind::Primary.span(excerpt.marked))
}

/// The line that says where.
fn origin(placed: &Placed<'_>) -> Origin<'static> {
    let mut origin = Origin::path(terminal::plain(&placed.file));
    if let (Some(line), Some(column)) = (placed.line, placed.column) {
        origin = origin.line(line).char_column(column);
    }
    origin
}

/// Places that hold what may identify somebody. A line with one of them is never shown, whatever the finding is about.
#[derive(Default)]
struct Hidden<'a>(BTreeMap<&'a FilePath, Vec<Range<usize>>>);

impl<'a> Hidden<'a> {
    fn of(findings: &'a Findings) -> Self {
        let mut hidden = Self::default();
        for finding in findings.iter().filter(|finding| finding.identifier.is_some()) {
            let places = finding.span.map(Span::range);
            hidden.0.entry(&finding.file).or_default().extend(places);
        }
        hidden
    }

    /// Whether an excerpt would show such a place.
    fn touch(&self, finding: &Finding, excerpt: &Excerpt<'_>) -> bool {
        let shown = excerpt.starts_at..excerpt.starts_at + excerpt.text.len();
        let places = self.0.get(&finding.file).map_or(&[][..], Vec::as_slice);
        places.iter().any(|place| place.start < shown.end && shown.start < place.end)
    }
}

/// Shows the words that a finding is about to whoever sits at the terminal.
pub(crate) fn reveal(finding: &Finding, sources: &Sources) {
    if let Some(excerpt) = excerpt(finding, sources) {
        terminal::say(&format!("    {}", terminal::plain(excerpt.text)));
    }
}

/// A piece of a file around the place in question.
struct Excerpt<'a> {
    text: &'a str,
    /// Where it begins in the file.
    starts_at: usize,
    marked: Range<usize>,
    /// Whether the line begins before the excerpt.
    is_cut: bool,
}

/// The text around the place, unless it may not be shown.
fn excerpt<'a>(finding: &Finding, sources: &'a Sources) -> Option<Excerpt<'a>> {
    let text = sources.get(finding.file.as_str())?.as_text()?;
    let span = finding.span?.range();
    // What people said in a chat is shown to the editor before the screen, never to a log that others can read.
    let is_private = finding.file.as_str().starts_with("chats/") && finding.file.file_name() != "recap.md";
    if is_private && !terminal::is_terminal() {
        return None;
    }
    cut(text, span)
}

/// The line of `span`, cut to a length that a terminal can show. A span over several lines is shown by its first.
fn cut(text: &str, span: Range<usize>) -> Option<Excerpt<'_>> {
    let before = text.get(..span.start)?;
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let start = text.ceil_char_boundary(line_start.max(span.start.saturating_sub(MARGIN)));
    let line_end = text[span.start..].find(['\n', '\r']).map_or(text.len(), |at| span.start + at);
    let marked_end = span.end.clamp(span.start, line_end).min(text.floor_char_boundary(span.start + MARGIN));
    let end = text.floor_char_boundary(line_end.min(marked_end + MARGIN));
    let marked = span.start - start..marked_end - start;
    Some(Excerpt { text: text.get(start..end)?, starts_at: start, marked, is_cut: start > line_start })
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn only_the_line_in_question_is_shown() {
        let text = "one\ntwo three\nfour";
        let excerpt = cut(text, 8..16).unwrap();
        assert_eq!((excerpt.text, &excerpt.text[excerpt.marked.clone()]), ("two three", "three"));
        let excerpt = cut(text, text.len()..text.len()).unwrap();
        assert_eq!((excerpt.text, excerpt.marked), ("four", 4..4));
        assert!(cut(text, 100..101).is_none());
    }

    #[test]
    fn a_line_without_end_is_cut_between_characters() {
        let text = "é".repeat(1_000_000);
        let excerpt = cut(&text, 1_000..1_900_000).unwrap();
        assert!(excerpt.text.len() <= 360, "{}", excerpt.text.len());
        assert_eq!(excerpt.marked, 120..240);
    }
}

//! Reads a Markdown body into [`Prose`].
//!
//! 1. pulldown-cmark turns the text into events: CommonMark with GFM's tables, task lists, strikethrough and alerts,
//!    footnotes, definition lists, heading attributes, smart punctuation and wikilinks.
//! 2. [`Builder`] turns the events into a tree: each start opens a [`Frame`], each end closes it and hands what it
//!    gathered to the frame below. Beyond [`MAX_DEPTH`] frames a container is read as if it were not there.
//! 3. On the way links become [`Target`](crate::model::prose::Target)s, `[@key]` becomes a citation, raw HTML is
//!    sanitised, and headings get anchors that are unique on their page.

mod callouts;
mod close;
mod events;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

use crate::finding::{Finding, Findings};
use crate::model::prose::{
    Block, BlockKind, CalloutKind, Definition, Footnote, Inline, Item, Prose, Style, Table, text_of,
};
use crate::parse::citation;
use crate::rules;
use crate::source::{FilePath, Span};

rules! {
    /// A text is nested deeper than anybody can follow.
    ///
    /// **Why it matters to a patient.** Lists in lists in quotations cannot be read on a phone. What lies deeper than
    /// 32 levels is shown without its nesting.
    ///
    /// **How to mend it.** Write the passage with fewer levels.
    TOO_DEEP = "markdown/too-deep", Warning;

    /// Some raw HTML of a page is not shown.
    ///
    /// Pages may use simple elements such as `<br>`, `<sub>` or `<table>`. Scripts, frames, forms, styles and
    /// whatever loads something from another place are left out; their words stay where that is safe.
    ///
    /// **Why it matters to a patient.** Somebody who reads about their illness must not be watched: a frame or picture
    /// of another site would tell its owner who reads what.
    ///
    /// **How to mend it.** Write it in Markdown, or put the picture or file into `static/` and link to it.
    RAW_HTML = "markdown/raw-html", Warning;

    /// A footnote is used but not written, or written but not used.
    ///
    /// **Why it matters to a patient.** A number that leads to nothing looks like a missing source.
    ///
    /// **How to mend it.** Write `[^1]: The note.` on a line of its own for each `[^1]` in the text.
    FOOTNOTE = "markdown/footnote", Warning;
}

/// How many containers may lie in each other.
const MAX_DEPTH: usize = 32;

/// Anchors that the templates use themselves, so that no heading may have them.
const RESERVED_ANCHORS: [&str; 8] =
    ["main", "search-input", "search-results", "results", "transcript", "references", "footnotes", "contents"];

/// A body and the title that its first heading of level 1 gives it, for files whose front matter has none.
pub struct Body {
    /// The text.
    pub prose: Prose,
    /// The words of a heading of level 1 that the text begins with.
    pub title: Option<String>,
}

/// Whether a heading of level 1 at the beginning is the title of the page, and not a part of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstHeading {
    /// The page has no other title, so this is it.
    IsTitle,
    /// The page has a title already.
    IsText,
}

/// Reads `text`, which begins at byte `offset` of `file`.
pub fn read(file: &FilePath, text: &str, offset: usize, first: FirstHeading, findings: &mut Findings) -> Body {
    let mut builder = Builder::new(file, text, offset, findings);
    // Unknown references in brackets are links to pulldown-cmark only if somebody claims them: we claim citations.
    let mut claim = |link: BrokenLink<'_>| {
        let is_citation = link.link_type == LinkType::Shortcut && is_citation(&link.reference);
        is_citation.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let events = Parser::new_with_broken_link_callback(text, options(), Some(&mut claim)).into_offset_iter();
    for (event, range) in events {
        builder.event(event, range);
    }
    let mut prose = builder.finish();
    let title = take_title(&mut prose, first);
    Body { prose, title }
}

/// What pulldown-cmark shall understand. Named one by one: `all()` would bring in the old footnotes as well.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// Whether the words between two brackets cite something.
fn is_citation(words: &str) -> bool {
    words.contains('@') && citation::parse_group(words, 0).is_some()
}

/// Takes the title out of the body if the body begins with it.
fn take_title(prose: &mut Prose, first: FirstHeading) -> Option<String> {
    let heading = match prose.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Heading(heading)) if heading.level == 1 => text_of(&heading.content),
        _ => String::new(),
    };
    let is_title = first == FirstHeading::IsTitle && !heading.is_empty();
    if is_title {
        prose.blocks.remove(0);
    }
    for block in &mut prose.blocks {
        if let BlockKind::Heading(heading) = &mut block.kind {
            heading.level = heading.level.max(2);
        }
    }
    is_title.then_some(heading)
}

/// What is open while events come in.
enum FrameKind {
    Root,
    Paragraph,
    Heading(u8, Option<String>),
    Quote(Option<CalloutKind>),
    List(Option<u64>, Vec<Item>),
    Item(Option<bool>),
    Definitions(Vec<Definition>),
    DefinitionTerm,
    DefinitionText,
    Table(Table),
    TableRow {
        head: bool,
        cells: Vec<Vec<Inline>>,
    },
    Cell,
    Footnote(String),
    Code(Option<String>, String),
    Html(String),
    Styled(Style),
    /// A style that a raw HTML tag opened; no event of its own ends it.
    HtmlStyled(Style),
    Link(usize),
    Image(usize, Option<String>),
}

/// One open container and what it has gathered.
struct Frame {
    kind: FrameKind,
    start: usize,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

/// Turns events into a tree.
struct Builder<'a> {
    file: &'a FilePath,
    text: &'a str,
    offset: usize,
    findings: &'a mut Findings,
    prose: Prose,
    frames: Vec<Frame>,
    /// For each start event that has not ended: whether it opened a frame.
    framed: Vec<bool>,
    /// How many starts have not ended since one whose content is not wanted.
    muted: usize,
    anchors: BTreeSet<String>,
    footnotes: BTreeMap<String, usize>,
    notes: BTreeMap<String, Vec<Block>>,
    said_too_deep: bool,
    removed_tags: BTreeSet<String>,
}

impl<'a> Builder<'a> {
    fn new(file: &'a FilePath, text: &'a str, offset: usize, findings: &'a mut Findings) -> Self {
        Self {
            file,
            text,
            offset,
            findings,
            prose: Prose::default(),
            frames: vec![Frame { kind: FrameKind::Root, start: 0, blocks: Vec::new(), inlines: Vec::new() }],
            framed: Vec::new(),
            muted: 0,
            anchors: RESERVED_ANCHORS.iter().map(|anchor| String::from(*anchor)).collect(),
            footnotes: BTreeMap::new(),
            notes: BTreeMap::new(),
            said_too_deep: false,
            removed_tags: BTreeSet::new(),
        }
    }

    /// Closes everything and puts the footnotes in order.
    fn finish(mut self) -> Prose {
        while self.frames.len() > 1 {
            self.close(self.text.len()..self.text.len());
        }
        if let Some(mut root) = self.frames.pop() {
            self.find_narrative_citations(&mut root.inlines);
            if !root.inlines.is_empty() {
                let span = Span::new(self.offset..self.offset + self.text.len());
                root.blocks.push(Block { span, kind: BlockKind::Plain(root.inlines) });
            }
            self.prose.blocks = root.blocks;
        }
        self.number_footnotes();
        self.prose
    }

    /// Puts the footnotes in the order in which the text refers to them.
    fn number_footnotes(&mut self) {
        let mut order: Vec<(String, usize)> = std::mem::take(&mut self.footnotes).into_iter().collect();
        order.sort_by_key(|(_, index)| *index);
        for (label, _) in order {
            let blocks = self.notes.remove(&label).unwrap_or_else(|| {
                let message = format!("the footnote `[^{label}]` is not written anywhere on this page");
                let finding = Finding::new(&FOOTNOTE, self.file, message);
                self.findings.push(finding.help(format!("add a line `[^{label}]: …`")));
                Vec::new()
            });
            self.prose.footnotes.push(Footnote { label, blocks });
        }
        for label in self.notes.keys() {
            let message = format!("nothing on this page refers to the footnote `[^{label}]`, so it is not shown");
            let finding = Finding::new(&FOOTNOTE, self.file, message);
            self.findings.push(finding.help(format!("put `[^{label}]` where the note belongs, or remove the note")));
        }
    }

    /// A range of the body as a span of the file.
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.offset + range.start..self.offset + range.end)
    }

    /// Says once that something is nested too deep.
    fn say_too_deep(&mut self, range: Range<usize>) {
        if !self.said_too_deep {
            self.said_too_deep = true;
            let message = format!("this is nested deeper than {MAX_DEPTH} levels");
            let finding = Finding::new(&TOO_DEEP, self.file, message).at(self.span(range.start..range.start));
            self.findings.push(finding.help("write it with fewer levels of lists and quotations"));
        }
    }

    /// Says once for each kind of element that it is not shown.
    fn say_removed(&mut self, names: Vec<String>, range: Range<usize>) {
        for name in names {
            if self.removed_tags.insert(name.clone()) {
                let finding = Finding::new(&RAW_HTML, self.file, format!("the element `<{name}>` is not shown"));
                let finding = finding.at(self.span(range.clone()));
                self.findings.push(finding.help("write it in Markdown; pages may not run or load anything"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FirstHeading, read};
    use crate::finding::Findings;
    use crate::model::prose::{BlockKind, CalloutKind, Inline, Namespace, Prose, Target, push_block_text, text_of};
    use crate::source::FilePath;

    fn prose_and_findings(text: &str) -> (Prose, Findings) {
        let mut findings = Findings::new();
        let body = read(&FilePath::new("topics/a.md"), text, 0, FirstHeading::IsText, &mut findings);
        (body.prose, findings)
    }

    fn prose(text: &str) -> Prose {
        prose_and_findings(text).0
    }

    fn words(text: &str) -> String {
        let mut words = String::new();
        push_block_text(&mut words, &prose(text).blocks);
        words
    }

    #[test]
    fn words_are_joined_and_know_their_place() {
        let text = "It's a *long*\nroad.";
        let blocks = prose(text).blocks;
        let BlockKind::Paragraph(inlines) = &blocks[0].kind else { panic!("{blocks:?}") };
        assert_eq!(text_of(inlines), "It’s a long road.");
        let Inline::Text(last) = &inlines[2] else { panic!("{inlines:?}") };
        assert_eq!(&text[last.span.range()], "\nroad.");
    }

    #[test]
    fn headings_get_unique_anchors_and_never_level_one() {
        let prose = prose("# Top\n\n## Key points\n\n### Key points\n\n## Eat {#food}\n\n## References\n");
        let headings: Vec<_> = prose.headings().map(|heading| (heading.level, heading.id.as_str())).collect();
        assert_eq!(headings, [(2, "top"), (2, "key-points"), (3, "key-points-1"), (2, "food"), (2, "references-1")]);
    }

    #[test]
    fn the_first_heading_is_the_title_of_a_page_without_one() {
        let mut findings = Findings::new();
        let file = FilePath::new("a.md");
        let body = read(&file, "# Hair *loss*\n\nText", 0, FirstHeading::IsTitle, &mut findings);
        assert_eq!(body.title.as_deref(), Some("Hair loss"));
        assert_eq!(body.prose.blocks.len(), 1);
    }

    #[test]
    fn labels_of_boxes_are_understood_however_they_are_spelled() {
        for (label, kind) in [
            ("DO", CalloutKind::Do),
            ("Don't", CalloutKind::Dont),
            ("DON’T", CalloutKind::Dont),
            ("KEY POINTS", CalloutKind::KeyPoints),
            ("questions", CalloutKind::Questions),
        ] {
            let blocks = prose(&format!("> [!{label}]\n>\n> - rest\n")).blocks;
            let BlockKind::Callout(found, inside) = &blocks[0].kind else { panic!("{label}: {blocks:?}") };
            assert_eq!(*found, kind, "{label}");
            assert!(matches!(inside.as_slice(), [block] if matches!(block.kind, BlockKind::List { .. })), "{inside:?}");
        }
    }

    #[test]
    fn links_of_every_kind_are_noted() {
        let prose =
            prose("[a](b.md#c) [[fatigue]] [[fatigue|tired]] [[contact:helpline]] <https://nhs.uk> ![x](y.png)\n");
        let targets: Vec<_> = prose.links.iter().map(|link| link.target.clone()).collect();
        assert_eq!(targets[0], Target::Path { path: "b.md".into(), fragment: Some("c".into()) });
        assert_eq!(targets[1], targets[2]);
        assert_eq!(targets[3], Target::Named { space: Namespace::Contact, name: "helpline".into() });
        assert_eq!(targets[4], Target::Url("https://nhs.uk".into()));
        assert!(prose.links[5].image);
    }

    #[test]
    fn citations_are_taken_out_of_the_text() {
        let text = "Rest helps [@bower2014; @nci, p. 3]. As @bower2014 says, mail a@b.org or \\@handle.";
        let prose = prose(text);
        assert_eq!(prose.citations.len(), 2);
        assert_eq!(prose.citations[0].items[1].key.value, "nci");
        assert!(prose.citations[1].narrative);
        assert_eq!(words(text), "Rest helps . As  says, mail a@b.org or @handle.\n");
    }

    #[test]
    fn alerts_and_care_cards_are_callouts() {
        let blocks =
            prose("> [!WARNING]\n> Careful.\n\n> [!URGENT]\n> **Call us if:**\n>\n> - fever\n\n> plain\n").blocks;
        let BlockKind::Callout(CalloutKind::Warning, _) = &blocks[0].kind else { panic!("{blocks:?}") };
        let BlockKind::Callout(CalloutKind::Urgent, card) = &blocks[1].kind else { panic!("{blocks:?}") };
        let mut text = String::new();
        push_block_text(&mut text, card);
        assert_eq!(text, "Call us if:\nfever\n");
        assert!(matches!(&blocks[2].kind, BlockKind::Quote(_)));
    }

    #[test]
    fn tables_tasks_definitions_and_footnotes_are_read() {
        let text = "| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\nTerm\n: Meaning\n\nNote[^n].\n\n[^n]: Small print.\n";
        let prose = prose(text);
        let kinds: Vec<_> = prose.blocks.iter().map(|block| &block.kind).collect();
        assert!(matches!(kinds[0], BlockKind::Table(table) if table.rows.len() == 1 && table.head.len() == 2));
        assert!(matches!(kinds[1], BlockKind::List { items, .. } if items[0].task == Some(true)));
        assert!(matches!(kinds[2], BlockKind::Definitions(entries) if entries[0].definitions.len() == 1));
        assert_eq!(prose.footnotes.len(), 1);
        assert_eq!(prose.footnotes[0].blocks.len(), 1);
        assert_eq!(
            words("| When | What |\n|---|---|\n| day 1 | *rest* |\n| day 2 | |\n"),
            "When · What\nday 1 · rest\nday 2\n"
        );
    }

    #[test]
    fn raw_html_within_a_line_keeps_its_few_elements_and_loses_the_rest() {
        let (prose, findings) =
            prose_and_findings("H<sub onclick=x>2</sub>O <b>bold *and</b> em* <script>x</script>\n");
        let BlockKind::Paragraph(inlines) = &prose.blocks[0].kind else { panic!() };
        assert_eq!(text_of(inlines), "H2O bold and em x");
        assert_eq!(findings.iter().filter(|finding| finding.message.contains("<script>")).count(), 1);
    }

    #[test]
    fn deep_nesting_is_flattened_and_said_once() {
        let (prose, findings) = prose_and_findings(&(">".repeat(5_000) + " deep"));
        let mut text = String::new();
        push_block_text(&mut text, &prose.blocks);
        assert_eq!(text, "deep\n");
        assert_eq!(findings.len(), 1);
    }
}

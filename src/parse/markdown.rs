//! Reads a Markdown body into [`Prose`].
//!
//! 1. pulldown-cmark turns the text into events: CommonMark with GFM's tables, task lists, strikethrough and alerts,
//!    footnotes, definition lists, heading attributes, smart punctuation and wikilinks.
//! 2. [`Builder`] turns the events into a tree: each start opens a [`Frame`], each end closes it and hands what it
//!    gathered to the frame below. Beyond [`MAX_DEPTH`] frames a container is read as if it were not there.
//! 3. On the way links become [`Target`]s, `[@key]` becomes a citation, raw HTML is sanitised, and headings get
//!    anchors that are unique on their page.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag};

use crate::finding::{Finding, Findings};
use crate::model::prose::{
    Alignment, Block, BlockKind, CalloutKind, Citation, Definition, Footnote, Heading, Inline, Item, Prose, Style, Table,
    Target, WrittenLink, text_of,
};
use crate::model::slug::slug;
use crate::parse::{citation, sanitise, target};
use crate::rules;
use crate::source::{FilePath, Located, Span};

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
        let is_citation = link.link_type == LinkType::ShortcutUnknown && is_citation(&link.reference);
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
    TableRow { head: bool, cells: Vec<Vec<Inline>> },
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

    /// Takes in one event.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(_) if self.muted > 0 => self.muted += 1,
            Event::End(_) if self.muted > 0 => self.muted -= 1,
            _ if self.muted > 0 => {}
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(range),
            Event::Text(words) => self.words(&words, range),
            Event::Code(code) => {
                let span = self.span(range);
                self.push(Inline::Code(Located { value: code.into_string().into_boxed_str(), span }));
            }
            Event::Html(html) => self.html(&html),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            Event::SoftBreak => self.words(" ", range),
            Event::HardBreak => self.push(Inline::LineBreak),
            Event::Rule => self.push_block(BlockKind::Rule, range),
            Event::FootnoteReference(label) => {
                let next = self.footnotes.len();
                let index = *self.footnotes.entry(label.into_string()).or_insert(next);
                self.push(Inline::FootnoteReference(index));
            }
            Event::TaskListMarker(done) => {
                if let Some(Frame { kind: FrameKind::Item(task), .. }) = self.frames.last_mut() {
                    *task = Some(done);
                }
            }
            // Mathematics is not turned on.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Opens what a start event opens.
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.frames.len() > MAX_DEPTH {
            self.say_too_deep(range);
            self.framed.push(false);
            return;
        }
        let kind = match tag {
            Tag::Paragraph => FrameKind::Paragraph,
            Tag::Heading { level, id, .. } => FrameKind::Heading(level_number(level), id.map(CowStr::into_string)),
            Tag::BlockQuote(kind) => FrameKind::Quote(kind.map(callout).or_else(|| care_card(&self.text[range.clone()]))),
            Tag::CodeBlock(kind) => FrameKind::Code(code_language(&kind), String::new()),
            Tag::HtmlBlock => FrameKind::Html(String::new()),
            Tag::List(start) => FrameKind::List(start, Vec::new()),
            Tag::Item => FrameKind::Item(None),
            Tag::FootnoteDefinition(label) => FrameKind::Footnote(label.into_string()),
            Tag::DefinitionList => FrameKind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => FrameKind::DefinitionTerm,
            Tag::DefinitionListDefinition => FrameKind::DefinitionText,
            Tag::Table(alignments) => FrameKind::Table(Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                ..Table::default()
            }),
            Tag::TableHead => FrameKind::TableRow { head: true, cells: Vec::new() },
            Tag::TableRow => FrameKind::TableRow { head: false, cells: Vec::new() },
            Tag::TableCell => FrameKind::Cell,
            Tag::Emphasis => FrameKind::Styled(Style::Emphasis),
            Tag::Strong => FrameKind::Styled(Style::Strong),
            Tag::Strikethrough => FrameKind::Styled(Style::Strikethrough),
            Tag::Superscript => FrameKind::Styled(Style::Superscript),
            Tag::Subscript => FrameKind::Styled(Style::Subscript),
            Tag::Link { link_type: LinkType::ShortcutUnknown, .. } => return self.citation(range),
            Tag::Link { link_type, dest_url, .. } => return self.link(link_type, &dest_url, range),
            Tag::Image { link_type, dest_url, title, .. } => {
                let link = self.written(link_target(link_type, &dest_url), true, range.clone());
                FrameKind::Image(link, Some(title.into_string()).filter(|title| !title.is_empty()))
            }
            // Front matter is split off before; the option is not turned on.
            Tag::MetadataBlock(_) => return self.muted += 1,
        };
        self.open(kind, range);
        self.framed.push(true);
    }

    /// A citation in brackets. Its words have been read as a whole, so what is between the brackets is not wanted.
    fn citation(&mut self, range: Range<usize>) {
        self.muted += 1;
        let inner = range.start + 1..range.end.saturating_sub(1);
        let Some(items) = citation::parse_group(&self.text[inner.clone()], self.offset + inner.start) else { return };
        let citation = Citation { items, narrative: false, span: self.span(range) };
        self.cite(citation);
    }

    /// A link. A wikilink without a label of its own gets its words when it is rendered.
    fn link(&mut self, link_type: LinkType, url: &str, range: Range<usize>) {
        let link = self.written(link_target(link_type, url), false, range.clone());
        if link_type == (LinkType::WikiLink { has_pothole: false }) {
            self.muted += 1;
            self.push(Inline::Link(link, Vec::new()));
        } else {
            self.open(FrameKind::Link(link), range);
            self.framed.push(true);
        }
    }

    /// Closes what the innermost start event opened.
    fn end(&mut self, range: Range<usize>) {
        if self.framed.pop() != Some(true) {
            return;
        }
        // A raw HTML element ends at the latest with the Markdown that surrounds it.
        while matches!(self.frames.last(), Some(Frame { kind: FrameKind::HtmlStyled(_), .. })) {
            self.close(range.clone());
        }
        self.close(range);
    }

    /// Opens a frame.
    fn open(&mut self, kind: FrameKind, range: Range<usize>) {
        self.frames.push(Frame { kind, start: range.start, blocks: Vec::new(), inlines: Vec::new() });
    }

    /// Closes the innermost frame and hands what it gathered to the one below.
    fn close(&mut self, range: Range<usize>) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        if !matches!(frame.kind, FrameKind::Link(_)) && !self.in_link() {
            self.find_narrative_citations(&mut frame.inlines);
        }
        let range = frame.start..range.end.max(frame.start);
        match frame.kind {
            FrameKind::Root => {}
            FrameKind::Paragraph if frame.inlines.is_empty() => {}
            FrameKind::Paragraph => self.push_block(BlockKind::Paragraph(frame.inlines), range),
            FrameKind::Heading(level, id) => {
                let id = self.anchor(id, &frame.inlines);
                self.push_block(BlockKind::Heading(Heading { level, id, content: frame.inlines }), range);
            }
            FrameKind::Styled(style) | FrameKind::HtmlStyled(style) => self.push(Inline::Styled(style, frame.inlines)),
            FrameKind::Link(link) => self.push(Inline::Link(link, frame.inlines)),
            FrameKind::Image(link, title) => self.push(Inline::Image { link, alt: text_of(&frame.inlines), title }),
            FrameKind::Code(language, text) => self.push_block(BlockKind::Code { language, text }, range),
            FrameKind::Html(html) => self.html_block(&html, range),
            FrameKind::Table(table) => self.push_block(BlockKind::Table(table), range),
            FrameKind::List(start, items) => self.push_block(BlockKind::List { start, items }, range),
            FrameKind::Definitions(entries) => self.push_block(BlockKind::Definitions(entries), range),
            FrameKind::Cell => self.close_cell(frame.inlines),
            FrameKind::TableRow { head, cells } => self.close_row(head, cells),
            FrameKind::DefinitionTerm => self.close_term(frame.inlines),
            FrameKind::Quote(_) | FrameKind::Item(_) | FrameKind::DefinitionText | FrameKind::Footnote(_) => {
                self.close_container(frame, range);
            }
        }
    }

    /// Closes a frame that holds blocks.
    fn close_container(&mut self, mut frame: Frame, range: Range<usize>) {
        let loose = std::mem::take(&mut frame.inlines);
        if !loose.is_empty() {
            let span = self.span(range.clone());
            frame.blocks.push(Block { span, kind: BlockKind::Plain(loose) });
        }
        let blocks = frame.blocks;
        match frame.kind {
            FrameKind::Quote(None) => self.push_block(BlockKind::Quote(blocks), range),
            FrameKind::Quote(Some(kind)) => {
                self.push_block(BlockKind::Callout(kind, without_card_label(blocks)), range);
            }
            FrameKind::Item(task) => match self.frames.last_mut() {
                Some(Frame { kind: FrameKind::List(_, items), .. }) => items.push(Item { task, blocks }),
                Some(below) => below.blocks.extend(blocks),
                None => {}
            },
            FrameKind::DefinitionText => match self.frames.last_mut() {
                Some(Frame { kind: FrameKind::Definitions(entries), .. }) => {
                    entries.last_mut().into_iter().for_each(|entry| entry.definitions.push(blocks.clone()));
                }
                Some(below) => below.blocks.extend(blocks),
                None => {}
            },
            FrameKind::Footnote(label) => {
                self.notes.entry(label).or_insert(blocks);
            }
            _ => {}
        }
    }

    /// Closes a term of a definition list. A term after a definition begins the next entry.
    fn close_term(&mut self, inlines: Vec<Inline>) {
        if let Some(Frame { kind: FrameKind::Definitions(entries), .. }) = self.frames.last_mut() {
            match entries.last_mut() {
                Some(entry) if entry.definitions.is_empty() => entry.terms.push(inlines),
                _ => entries.push(Definition { terms: vec![inlines], definitions: Vec::new() }),
            }
        }
    }

    /// Closes a cell of a table.
    fn close_cell(&mut self, inlines: Vec<Inline>) {
        if let Some(Frame { kind: FrameKind::TableRow { cells, .. }, .. }) = self.frames.last_mut() {
            cells.push(inlines);
        }
    }

    /// Closes a row of a table.
    fn close_row(&mut self, head: bool, cells: Vec<Vec<Inline>>) {
        if let Some(Frame { kind: FrameKind::Table(table), .. }) = self.frames.last_mut() {
            if head {
                table.head = cells;
            } else {
                table.rows.push(cells);
            }
        }
    }

    /// Takes in words: as text, or as the content of a block of code.
    fn words(&mut self, words: &str, range: Range<usize>) {
        let span = self.span(range);
        let Some(frame) = self.frames.last_mut() else { return };
        if let FrameKind::Code(_, text) = &mut frame.kind {
            text.push_str(words);
            return;
        }
        match frame.inlines.last_mut() {
            Some(Inline::Text(text)) => {
                let mut longer = std::mem::take(&mut text.value).into_string();
                longer.push_str(words);
                text.value = longer.into_boxed_str();
                text.span.end = span.end;
            }
            _ => frame.inlines.push(Inline::Text(Located { value: Box::from(words), span })),
        }
    }

    /// Takes in a line of a block of raw HTML.
    fn html(&mut self, html: &str) {
        if let Some(Frame { kind: FrameKind::Html(text), .. }) = self.frames.last_mut() {
            text.push_str(html);
        }
    }

    /// Closes a block of raw HTML.
    fn html_block(&mut self, html: &str, range: Range<usize>) {
        let removed = sanitise::removed_tags(html);
        self.say_removed(removed, range.clone());
        if let Some(html) = sanitise::html(html) {
            self.push_block(BlockKind::Html(html), range);
        }
    }

    /// Takes in a raw HTML tag within a line. Only a few elements without attributes have a meaning.
    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match sanitise::inline_tag(tag) {
            sanitise::InlineTag::Break => self.push(Inline::LineBreak),
            sanitise::InlineTag::Open(style) if self.frames.len() <= MAX_DEPTH => {
                self.open(FrameKind::HtmlStyled(style), range);
            }
            sanitise::InlineTag::Close(style) => {
                let closes =
                    matches!(self.frames.last(), Some(Frame { kind: FrameKind::HtmlStyled(open), .. }) if *open == style);
                if closes {
                    self.close(range);
                }
            }
            sanitise::InlineTag::Open(_) | sanitise::InlineTag::Nothing => {}
            sanitise::InlineTag::Removed(name) => self.say_removed(vec![name], range),
        }
    }

    /// Notes a link and gives its index.
    fn written(&mut self, target: Target, image: bool, range: Range<usize>) -> usize {
        let span = self.span(range);
        self.prose.links.push(WrittenLink { target, image, span });
        self.prose.links.len() - 1
    }

    /// Notes a citation in brackets.
    fn cite(&mut self, citation: Citation) {
        self.prose.citations.push(citation);
        self.push(Inline::Citation(self.prose.citations.len() - 1));
    }

    /// Whether the words that come in are those of a link.
    fn in_link(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame.kind, FrameKind::Link(_) | FrameKind::Image(..)))
    }

    /// Turns each `@key` in the words of `inlines` into a citation.
    fn find_narrative_citations(&mut self, inlines: &mut Vec<Inline>) {
        if !inlines.iter().any(|inline| matches!(inline, Inline::Text(text) if text.contains('@'))) {
            return;
        }
        let mut split = Vec::with_capacity(inlines.len() + 2);
        for inline in inlines.drain(..) {
            match inline {
                Inline::Text(text) if text.contains('@') => self.split_narrative(&text, &mut split),
                other => split.push(other),
            }
        }
        *inlines = split;
    }

    /// Splits one run of words at the citations in it.
    fn split_narrative(&mut self, text: &Located<Box<str>>, split: &mut Vec<Inline>) {
        let escaped = self.escaped_ats(text);
        let mut done = 0;
        for range in citation::narrative_keys(text) {
            let nth = text[..range.start].matches('@').count();
            if escaped.get(nth).copied().unwrap_or(false) {
                continue;
            }
            push_words(split, &text[done..range.start], text.span);
            let key = Located { value: String::from(text[range.clone()].trim_start_matches('@')), span: text.span };
            let item = crate::model::prose::CitedItem {
                key,
                prefix: String::new(),
                suffix: String::new(),
                suppress_author: false,
            };
            self.prose.citations.push(Citation { items: vec![item], narrative: true, span: text.span });
            split.push(Inline::Citation(self.prose.citations.len() - 1));
            done = range.end;
        }
        push_words(split, &text[done..], text.span);
    }

    /// For each `@` of a run of words, whether it was written `\@`.
    fn escaped_ats(&self, text: &Located<Box<str>>) -> Vec<bool> {
        let start = (text.span.start as usize).saturating_sub(self.offset);
        let end = (text.span.end as usize).saturating_sub(self.offset);
        // The run may begin just after the backslash that escapes its first letter.
        let raw = self.text.get(start.saturating_sub(1)..end).or_else(|| self.text.get(start..end)).unwrap_or_default();
        let ats: Vec<bool> = raw.match_indices('@').map(|(at, _)| raw[..at].ends_with('\\')).collect();
        if ats.len() == text.matches('@').count() { ats } else { Vec::new() }
    }

    /// The anchor of a heading: the one asked for, else made of its words; unique on the page.
    fn anchor(&mut self, wanted: Option<String>, content: &[Inline]) -> String {
        let base = wanted.map(|id| slug(&id)).filter(|id| !id.is_empty()).unwrap_or_else(|| slug(&text_of(content)));
        let base = if base.is_empty() { String::from("section") } else { base };
        let mut anchor = base.clone();
        let mut count = 0;
        while !self.anchors.insert(anchor.clone()) {
            count += 1;
            anchor = format!("{base}-{count}");
        }
        anchor
    }

    /// Adds an inline to the innermost frame.
    fn push(&mut self, inline: Inline) {
        if let Some(frame) = self.frames.last_mut() {
            frame.inlines.push(inline);
        }
    }

    /// Adds a block to the innermost frame; loose words before it become a block of their own.
    fn push_block(&mut self, kind: BlockKind, range: Range<usize>) {
        let span = self.span(range);
        let Some(frame) = self.frames.last_mut() else { return };
        let loose = std::mem::take(&mut frame.inlines);
        if !loose.is_empty() {
            frame.blocks.push(Block { span, kind: BlockKind::Plain(loose) });
        }
        frame.blocks.push(Block { span, kind });
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
}

/// Adds words to `split` unless there are none.
fn push_words(split: &mut Vec<Inline>, words: &str, span: Span) {
    if !words.is_empty() {
        split.push(Inline::Text(Located { value: Box::from(words), span }));
    }
}

/// What a link points at.
fn link_target(link_type: LinkType, url: &str) -> Target {
    match link_type {
        LinkType::WikiLink { .. } => target::wiki(url),
        LinkType::Email => Target::Url(format!("mailto:{url}")),
        _ => target::of(url),
    }
}

/// A GFM alert as a callout.
fn callout(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

/// The labels of care cards, which are no alerts to GFM.
const CARE_CARDS: [(&str, CalloutKind); 5] = [
    ("[!NONURGENT]", CalloutKind::NonUrgent),
    ("[!NON-URGENT]", CalloutKind::NonUrgent),
    ("[!URGENT]", CalloutKind::Urgent),
    ("[!EMERGENCY]", CalloutKind::Emergency),
    ("[!IMMEDIATE]", CalloutKind::Emergency),
];

/// The care card that a quotation is, by the label on its first line.
fn care_card(quotation: &str) -> Option<CalloutKind> {
    let first = quotation.lines().next()?.trim_start_matches(['>', ' ', '\t']).trim_end();
    CARE_CARDS.iter().find(|(label, _)| label.eq_ignore_ascii_case(first)).map(|(_, kind)| *kind)
}

/// The blocks of a callout without the label of a care card in the first of them.
fn without_card_label(mut blocks: Vec<Block>) -> Vec<Block> {
    if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut()
        && let Some(Inline::Text(text)) = inlines.first_mut()
        && let Some((label, _)) =
            CARE_CARDS.iter().find(|(label, _)| text.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label)))
    {
        text.value = Box::from(text[label.len()..].trim_start());
        if text.is_empty() {
            inlines.remove(0);
        }
        if inlines.is_empty() {
            blocks.remove(0);
        }
    }
    blocks
}

/// The language that a block of code names: the first word after the fence.
fn code_language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let word = info.split([' ', ',', '{']).next().unwrap_or_default();
    (!word.is_empty()).then(|| String::from(word))
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Natural,
        pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
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
    fn links_of_every_kind_are_noted() {
        let prose = prose("[a](b.md#c) [[fatigue]] [[fatigue|tired]] [[contact:helpline]] <https://nhs.uk> ![x](y.png)\n");
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
        let blocks = prose("> [!WARNING]\n> Careful.\n\n> [!URGENT]\n> **Call us if:**\n>\n> - fever\n\n> plain\n").blocks;
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
    }

    #[test]
    fn raw_html_within_a_line_keeps_its_few_elements_and_loses_the_rest() {
        let (prose, findings) = prose_and_findings("H<sub onclick=x>2</sub>O <b>bold *and</b> em* <script>x</script>\n");
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

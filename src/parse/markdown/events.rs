//! What each event of pulldown-cmark opens, and when it is closed.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag};

use crate::model::prose::{Alignment, BlockKind, Citation, Inline, Style, Table, Target};
use crate::parse::markdown::{Builder, Frame, FrameKind, MAX_DEPTH, callouts};
use crate::parse::{citation, target};
use crate::source::Located;

impl Builder<'_> {
    /// Takes in one event.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
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
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.frames.len() > MAX_DEPTH {
            self.say_too_deep(range);
            self.framed.push(false);
            return;
        }
        let kind = match tag {
            Tag::Paragraph => FrameKind::Paragraph,
            Tag::Heading { level, id, .. } => FrameKind::Heading(level_number(level), id.map(CowStr::into_string)),
            Tag::BlockQuote(kind) => {
                FrameKind::Quote(kind.map(callouts::callout).or_else(|| callouts::card(&self.text[range.clone()])))
            }
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
    pub(super) fn citation(&mut self, range: Range<usize>) {
        self.muted += 1;
        let inner = range.start + 1..range.end.saturating_sub(1);
        let Some(items) = citation::parse_group(&self.text[inner.clone()], self.offset + inner.start) else { return };
        let citation = Citation { items, narrative: false, span: self.span(range) };
        self.cite(citation);
    }

    /// A link. A wikilink without a label of its own gets its words when it is rendered.
    pub(super) fn link(&mut self, link_type: LinkType, url: &str, range: Range<usize>) {
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
    pub(super) fn end(&mut self, range: Range<usize>) {
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
    pub(super) fn open(&mut self, kind: FrameKind, range: Range<usize>) {
        self.frames.push(Frame { kind, start: range.start, blocks: Vec::new(), inlines: Vec::new() });
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

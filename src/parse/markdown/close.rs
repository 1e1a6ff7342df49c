//! Closes frames, and hands what they gathered to the frame below.

use std::ops::Range;

use crate::model::prose::{Block, BlockKind, Definition, Heading, Inline, Item, text_of};
use crate::model::slug::slug;
use crate::parse::markdown::{Builder, Frame, FrameKind, callouts};
use crate::parse::sanitise;

impl Builder<'_> {
    /// Closes the innermost frame and hands what it gathered to the one below.
    pub(super) fn close(&mut self, range: Range<usize>) {
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
    pub(super) fn close_container(&mut self, mut frame: Frame, range: Range<usize>) {
        let loose = std::mem::take(&mut frame.inlines);
        if !loose.is_empty() {
            let span = self.span(range.clone());
            frame.blocks.push(Block { span, kind: BlockKind::Plain(loose) });
        }
        let blocks = frame.blocks;
        match frame.kind {
            FrameKind::Quote(None) => self.push_block(BlockKind::Quote(blocks), range),
            FrameKind::Quote(Some(kind)) => {
                self.push_block(BlockKind::Callout(kind, callouts::without_card_label(blocks)), range);
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
    pub(super) fn close_term(&mut self, inlines: Vec<Inline>) {
        if let Some(Frame { kind: FrameKind::Definitions(entries), .. }) = self.frames.last_mut() {
            match entries.last_mut() {
                Some(entry) if entry.definitions.is_empty() => entry.terms.push(inlines),
                _ => entries.push(Definition { terms: vec![inlines], definitions: Vec::new() }),
            }
        }
    }

    /// Closes a cell of a table.
    pub(super) fn close_cell(&mut self, inlines: Vec<Inline>) {
        if let Some(Frame { kind: FrameKind::TableRow { cells, .. }, .. }) = self.frames.last_mut() {
            cells.push(inlines);
        }
    }

    /// Closes a row of a table.
    pub(super) fn close_row(&mut self, head: bool, cells: Vec<Vec<Inline>>) {
        if let Some(Frame { kind: FrameKind::Table(table), .. }) = self.frames.last_mut() {
            if head {
                table.head = cells;
            } else {
                table.rows.push(cells);
            }
        }
    }

    /// Closes a block of raw HTML.
    pub(super) fn html_block(&mut self, html: &str, range: Range<usize>) {
        let removed = sanitise::removed_tags(html);
        self.say_removed(removed, range.clone());
        if let Some(html) = sanitise::html(html) {
            self.push_block(BlockKind::Html(html), range);
        }
    }

    /// The anchor of a heading: the one asked for, else made of its words; unique on the page.
    pub(super) fn anchor(&mut self, wanted: Option<String>, content: &[Inline]) -> String {
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
    pub(super) fn push(&mut self, inline: Inline) {
        if let Some(frame) = self.frames.last_mut() {
            frame.inlines.push(inline);
        }
    }

    /// Adds a block to the innermost frame; loose words before it become a block of their own.
    pub(super) fn push_block(&mut self, kind: BlockKind, range: Range<usize>) {
        let span = self.span(range);
        let Some(frame) = self.frames.last_mut() else { return };
        let loose = std::mem::take(&mut frame.inlines);
        if !loose.is_empty() {
            frame.blocks.push(Block { span, kind: BlockKind::Plain(loose) });
        }
        frame.blocks.push(Block { span, kind });
    }
}

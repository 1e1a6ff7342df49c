//! Takes in words, raw HTML within lines, links, and citations.

use std::ops::Range;

use crate::model::prose::{Citation, CitedItem, Inline, Target, WrittenLink};
use crate::parse::markdown::{Builder, Frame, FrameKind, MAX_DEPTH};
use crate::parse::{citation, sanitise};
use crate::source::{Located, Span};

impl Builder<'_> {
    /// Takes in words: as text, or as the content of a block of code.
    pub(super) fn words(&mut self, words: &str, range: Range<usize>) {
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
    pub(super) fn html(&mut self, html: &str) {
        if let Some(Frame { kind: FrameKind::Html(text), .. }) = self.frames.last_mut() {
            text.push_str(html);
        }
    }

    /// Takes in a raw HTML tag within a line. Only a few elements without attributes have a meaning.
    pub(super) fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match sanitise::inline_tag(tag) {
            sanitise::InlineTag::Break => self.push(Inline::LineBreak),
            sanitise::InlineTag::Open(style) if self.frames.len() <= MAX_DEPTH => {
                self.open(FrameKind::HtmlStyled(style), range);
            }
            sanitise::InlineTag::Close(style) => {
                let closes = matches!(self.frames.last(), Some(Frame { kind: FrameKind::HtmlStyled(open), .. }) if *open == style);
                if closes {
                    self.close(range);
                }
            }
            sanitise::InlineTag::Open(_) | sanitise::InlineTag::Nothing => {}
            sanitise::InlineTag::Removed(name) => self.say_removed(vec![name], range),
        }
    }

    /// Notes a link and gives its index.
    pub(super) fn written(&mut self, target: Target, image: bool, range: Range<usize>) -> usize {
        let span = self.span(range);
        self.prose.links.push(WrittenLink { target, image, span });
        self.prose.links.len() - 1
    }

    /// Notes a citation in brackets.
    pub(super) fn cite(&mut self, citation: Citation) {
        self.prose.citations.push(citation);
        self.push(Inline::Citation(self.prose.citations.len() - 1));
    }

    /// Whether the words that come in are those of a link.
    pub(super) fn in_link(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame.kind, FrameKind::Link(_) | FrameKind::Image(..)))
    }

    /// Turns each `@key` in the words of `inlines` into a citation.
    pub(super) fn find_narrative_citations(&mut self, inlines: &mut Vec<Inline>) {
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
    pub(super) fn split_narrative(&mut self, text: &Located<Box<str>>, split: &mut Vec<Inline>) {
        let escaped = self.escaped_ats(text);
        let mut done = 0;
        for range in citation::narrative_keys(text) {
            let nth = text[..range.start].matches('@').count();
            if escaped.get(nth).copied().unwrap_or(false) {
                continue;
            }
            push_words(split, &text[done..range.start], text.span);
            let key = Located { value: String::from(text[range.clone()].trim_start_matches('@')), span: text.span };
            let item = CitedItem { key, prefix: String::new(), suffix: String::new(), suppress_author: false };
            self.prose.citations.push(Citation { items: vec![item], narrative: true, span: text.span });
            split.push(Inline::Citation(self.prose.citations.len() - 1));
            done = range.end;
        }
        push_words(split, &text[done..], text.span);
    }

    /// For each `@` of a run of words, whether it was written `\@`.
    pub(super) fn escaped_ats(&self, text: &Located<Box<str>>) -> Vec<bool> {
        let start = (text.span.start as usize).saturating_sub(self.offset);
        let end = (text.span.end as usize).saturating_sub(self.offset);
        // The run may begin just after the backslash that escapes its first letter.
        let raw = self.text.get(start.saturating_sub(1)..end).or_else(|| self.text.get(start..end)).unwrap_or_default();
        let ats: Vec<bool> = raw.match_indices('@').map(|(at, _)| raw[..at].ends_with('\\')).collect();
        if ats.len() == text.matches('@').count() { ats } else { Vec::new() }
    }
}

/// Adds words to `split` unless there are none.
fn push_words(split: &mut Vec<Inline>, words: &str, span: Span) {
    if !words.is_empty() {
        split.push(Inline::Text(Located { value: Box::from(words), span }));
    }
}

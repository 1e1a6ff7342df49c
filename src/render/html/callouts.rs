//! Alerts, care cards and boxes.

use crate::model::prose::{Block, BlockKind, CalloutKind, Inline, Style};
use crate::render::html::Writer;

/// The class of a callout, and the key of the words that say what it is.
fn words_of(kind: CalloutKind) -> (&'static str, &'static str) {
    match kind {
        CalloutKind::Note => ("callout callout--note", "callout_note"),
        CalloutKind::Tip => ("callout callout--tip", "callout_tip"),
        CalloutKind::Important => ("callout callout--important", "callout_important"),
        CalloutKind::Warning => ("callout callout--warning", "callout_warning"),
        CalloutKind::Caution => ("callout callout--caution", "callout_caution"),
        CalloutKind::NonUrgent => ("care-card care-card--non-urgent", "care_non_urgent"),
        CalloutKind::Urgent => ("care-card care-card--urgent", "care_urgent"),
        CalloutKind::Emergency => ("care-card care-card--emergency", "care_emergency"),
        CalloutKind::Do => ("box box--do", "box_do"),
        CalloutKind::Dont => ("box box--dont", "box_dont"),
        CalloutKind::KeyPoints => ("box box--key-points", "box_key_points"),
        CalloutKind::Questions => ("box box--questions", "box_questions"),
    }
}

/// The title of a callout: its first block if that is a heading or a paragraph of bold words alone.
fn title_of(blocks: &[Block]) -> Option<(Option<&str>, &[Inline])> {
    match &blocks.first()?.kind {
        BlockKind::Heading(heading) => Some((Some(&heading.id), &heading.content)),
        BlockKind::Paragraph(content) => match content.as_slice() {
            [Inline::Styled(Style::Strong, content)] => Some((None, content)),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Writer<'a> {
    /// An alert or care card: its level in words, then its title, then what it says.
    pub(super) fn callout(&mut self, kind: CalloutKind, blocks: &'a [Block]) {
        let (class, level) = words_of(kind);
        match kind {
            CalloutKind::NonUrgent | CalloutKind::Urgent | CalloutKind::Emergency => {
                self.care_card(class, self.string(level), blocks);
            }
            CalloutKind::Do | CalloutKind::Dont | CalloutKind::KeyPoints | CalloutKind::Questions => {
                self.boxed(class, self.string(level), blocks);
            }
            CalloutKind::Note
            | CalloutKind::Tip
            | CalloutKind::Important
            | CalloutKind::Warning
            | CalloutKind::Caution => self.alert(class, self.string(level), blocks),
        }
    }

    /// A card that says when and whom to call.
    fn care_card(&mut self, class: &str, level: &str, blocks: &'a [Block]) {
        let title = title_of(blocks);
        let outer = self.level;
        let heading = (outer + 1).min(6);
        self.raw(&format!("<section class=\"{class}\">\n<h{heading} class=\"care-card__title\""));
        self.anchor_of(title);
        self.raw("><span class=\"care-card__level\">");
        self.text(level);
        self.raw("</span>");
        if let Some((_, content)) = title {
            self.raw(" ");
            self.title(content);
        }
        self.raw(&format!("</h{heading}>\n<div class=\"care-card__body\">\n"));
        self.level = heading;
        self.blocks(&blocks[usize::from(title.is_some())..]);
        self.level = outer;
        self.raw("</div>\n</section>\n");
    }

    /// A box with a heading: its own where it has one, else what boxes of its kind are called.
    fn boxed(&mut self, class: &str, name: &str, blocks: &'a [Block]) {
        let title = title_of(blocks);
        let outer = self.level;
        let heading = (outer + 1).min(6);
        self.raw(&format!("<section class=\"{class}\">\n<h{heading} class=\"box__title\""));
        self.anchor_of(title);
        self.raw(">");
        match title {
            Some((_, content)) => self.title(content),
            None => self.text(name),
        }
        self.raw(&format!("</h{heading}>\n"));
        self.level = heading;
        self.blocks(&blocks[usize::from(title.is_some())..]);
        self.level = outer;
        self.raw("</section>\n");
    }

    /// A note beside the text.
    fn alert(&mut self, class: &str, label: &str, blocks: &'a [Block]) {
        let title = title_of(blocks);
        self.raw(&format!("<div class=\"{class}\" role=\"note\">\n<p class=\"callout__title\""));
        self.anchor_of(title);
        self.raw("><span class=\"callout__label\">");
        self.text(label);
        self.raw("</span>");
        if let Some((_, content)) = title {
            self.raw(" ");
            self.title(content);
        }
        self.raw("</p>\n");
        self.blocks(&blocks[usize::from(title.is_some())..]);
        self.raw("</div>\n");
    }

    /// The anchor of a title that is a heading.
    fn anchor_of(&mut self, title: Option<(Option<&str>, &[Inline])>) {
        if let Some((Some(id), _)) =
            title.filter(|(id, _)| id.is_some_and(|id| !id.is_empty() && !self.is_reserved(id)))
        {
            self.raw(" id=\"");
            self.attribute(id);
            self.raw("\"");
        }
    }
}

//! Pictures without words that stand for them.

use crate::check::{Alone, Check};
use crate::finding::{Finding, Findings, Rule};
use crate::model::network::Text;
use crate::model::prose::{Block, BlockKind, Inline};
use crate::rules;

rules! {
    /// A picture has no text that stands for it.
    ///
    /// **Why it matters to a patient.** Somebody who cannot see the picture, or whose connection is too slow for it,
    /// gets nothing in its place. (WCAG 2.2, success criterion 1.1.1.)
    ///
    /// **How to mend it.** Say in a few words what the picture shows: `![How lymph drains from the arm](lymph.svg)`.
    /// For a picture that is only decoration, turn this finding off for the site, or leave the picture out.
    NO_ALT = "images/no-text", Warning;
}

/// Finds pictures without words.
pub struct Images;

impl Check for Images {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        if page.text.prose.links.iter().any(|link| link.image) {
            in_blocks(page.text, &page.text.prose.blocks, findings);
        }
    }
}

/// Looks through blocks.
fn in_blocks(text: Text<'_>, blocks: &[Block], findings: &mut Findings) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => in_line(text, inlines, findings),
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => in_blocks(text, blocks, findings),
            BlockKind::List { items, .. } => items.iter().for_each(|item| in_blocks(text, &item.blocks, findings)),
            BlockKind::Table(table) => {
                std::iter::once(&table.head)
                    .chain(&table.rows)
                    .flatten()
                    .for_each(|cell| in_line(text, cell, findings));
            }
            BlockKind::Heading(_)
            | BlockKind::Definitions(_)
            | BlockKind::Code { .. }
            | BlockKind::Html(_)
            | BlockKind::Rule => {}
        }
    }
}

/// Looks through a line.
fn in_line(text: Text<'_>, inlines: &[Inline], findings: &mut Findings) {
    for inline in inlines {
        match inline {
            Inline::Image { link, alt, .. } if alt.trim().is_empty() => {
                let finding = Finding::new(&NO_ALT, text.file, "this picture has no words that stand for it");
                let span = text.prose.links[*link].span;
                findings.push(finding.at(span).help("say between the brackets what it shows: `![what it shows](…)`"));
            }
            Inline::Styled(_, content) | Inline::Link(_, content) => in_line(text, content, findings),
            _ => {}
        }
    }
}

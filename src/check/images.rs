//! Pictures without words that stand for them, pictures that are too large, and files that are none.

use crate::check::{Alone, Check};
use crate::finding::{Finding, Findings, Rule};
use crate::model::network::{Asset, Network, Text};
use crate::model::prose::{Block, BlockKind, Inline};
use crate::rules;

rules! {
    /// A picture has no text that stands for it.
    ///
    /// **Why it matters to a patient.** Somebody who cannot see the picture, or whose connection is too slow for it,
    /// gets nothing in its place. (WCAG 2.2, success criterion 1.1.1.)
    ///
    /// **How to mend it.** Say in a few words what the picture shows: `![How lymph drains from the arm](lymph.svg)`.
    /// For a picture that is there for its looks alone, say so on purpose: `![](leaf.svg "decorative")`.
    NO_ALT = "images/no-text", Warning;

    /// A picture is far heavier than any screen needs.
    ///
    /// Pages show lighter copies of photographs and drawings, but the file itself is part of the site, and goes wherever
    /// the site goes. Of other pictures, such as GIF and SVG, there are no copies.
    ///
    /// **Why it matters to a patient.** On ward Wi-Fi a picture of several megabytes does not come at all, and on a
    /// prepaid telephone it costs money.
    ///
    /// **How to mend it.** Save the picture with at most 2000 pixels on its longer side, a photograph as JPEG.
    OVERSIZED = "images/oversized", Warning;

    /// A file that a page shows as a picture cannot be read as one.
    ///
    /// **Why it matters to a patient.** Browsers show an empty frame, or only the words that stand for the picture.
    ///
    /// **How to mend it.** Open the file in a program for pictures and save it anew as PNG or JPEG. If it does not open,
    /// it was damaged while it was copied: copy it again.
    BROKEN = "images/broken", Warning;
}

/// The heaviest file of a picture, in bytes.
const HEAVIEST: u64 = 1_000_000;

/// The title by which an editor says on purpose that a picture is there for its looks alone.
const DECORATIVE: &str = "decorative";

/// Endings of files that hold pictures whose size can be read.
const READABLE: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];

/// Finds pictures without words, pictures that are too large, and files that are none.
pub struct Images;

impl Check for Images {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        findings.extend(network.shown_assets().filter_map(of_file));
    }

    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        if page.text.prose.links.iter().any(|link| link.image) {
            in_blocks(page.text, &page.text.prose.blocks, findings);
        }
    }
}

/// What to say of the file of a picture that a page shows.
fn of_file(asset: &Asset) -> Option<Finding> {
    let file = &asset.file.path;
    let Some(picture) = &asset.picture else {
        let readable = READABLE.contains(&file.extension().to_ascii_lowercase().as_str());
        let refused = asset.embedded.refused.is_some();
        let finding =
            || Finding::new(&BROKEN, file, "a page shows this file as a picture, but it cannot be read as one");
        return (readable && !refused).then(|| finding().help("save the picture anew as PNG or JPEG"));
    };
    let (width, height, tenths) = (picture.width, picture.height, picture.bytes.div_ceil(100_000));
    (picture.bytes > HEAVIEST).then(|| {
        let size = format!("{}.{} MB, {width} × {height} pixels", tenths / 10, tenths % 10);
        Finding::new(&OVERSIZED, file, format!("this picture is too large for a phone: {size}"))
            .help("save it with at most 2000 pixels on its longer side, a photograph as JPEG")
    })
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

/// Whether the title says that the picture is there for its looks alone.
fn is_decorative(title: Option<&str>) -> bool {
    title.is_some_and(|title| title.trim().eq_ignore_ascii_case(DECORATIVE))
}

/// Looks through a line.
fn in_line(text: Text<'_>, inlines: &[Inline], findings: &mut Findings) {
    for inline in inlines {
        match inline {
            Inline::Image { link, alt, title } if alt.trim().is_empty() && !is_decorative(title.as_deref()) => {
                let finding = Finding::new(&NO_ALT, text.file, "this picture has no words that stand for it");
                let span = text.prose.links[*link].span;
                findings.push(finding.at(span).help(
                    "say between the brackets what it shows: `![what it shows](…)`; if it is there for its looks alone: \
                     `![](… \"decorative\")`",
                ));
            }
            Inline::Styled(_, content) | Inline::Link(_, content) => in_line(text, content, findings),
            _ => {}
        }
    }
}

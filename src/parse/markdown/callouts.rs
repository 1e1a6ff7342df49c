//! Tells which quotations are alerts, care cards or boxes.

use pulldown_cmark::BlockQuoteKind;

use crate::model::prose::{Block, BlockKind, CalloutKind, Inline};

/// A GFM alert as a callout.
pub(super) fn callout(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

/// The labels of care cards and boxes, which are no alerts to GFM. Where people write a label in two ways, both are meant;
/// in a text the apostrophe has become a curly one.
const CARDS: [(&str, CalloutKind); 14] = [
    ("[!NONURGENT]", CalloutKind::NonUrgent),
    ("[!NON-URGENT]", CalloutKind::NonUrgent),
    ("[!URGENT]", CalloutKind::Urgent),
    ("[!EMERGENCY]", CalloutKind::Emergency),
    ("[!IMMEDIATE]", CalloutKind::Emergency),
    ("[!DO]", CalloutKind::Do),
    ("[!DONT]", CalloutKind::Dont),
    ("[!DON'T]", CalloutKind::Dont),
    ("[!DON’T]", CalloutKind::Dont),
    ("[!DO-NOT]", CalloutKind::Dont),
    ("[!KEYPOINTS]", CalloutKind::KeyPoints),
    ("[!KEY-POINTS]", CalloutKind::KeyPoints),
    ("[!KEY POINTS]", CalloutKind::KeyPoints),
    ("[!QUESTIONS]", CalloutKind::Questions),
];

/// The care card or box that a quotation is, by the label on its first line.
pub(super) fn card(quotation: &str) -> Option<CalloutKind> {
    let first = quotation.lines().next()?.trim_start_matches(['>', ' ', '\t']).trim_end();
    CARDS.iter().find(|(label, _)| label.eq_ignore_ascii_case(first)).map(|(_, kind)| *kind)
}

/// The blocks of a callout without the label of a card in the first of them.
pub(super) fn without_card_label(mut blocks: Vec<Block>) -> Vec<Block> {
    if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut()
        && let Some(Inline::Text(text)) = inlines.first_mut()
        && let Some((label, _)) =
            CARDS.iter().find(|(label, _)| text.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label)))
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

//! The words of a page that a finding is about, as a browser shows them, so that the panel can point at them.

use crate::model::prose::{Block, BlockKind, Inline, Prose, text_of};
use crate::source::Span;

/// How long a quotation is at most, in bytes: enough to be found, not so much that a small difference hides it.
const LONGEST: usize = 160;

/// The words of `prose` at `span`, as they are shown; those of the whole block where the span holds none.
pub(crate) fn of(prose: &Prose, span: Span) -> Option<String> {
    let blocks = prose.blocks.iter().chain(prose.footnotes.iter().flat_map(|footnote| &footnote.blocks));
    let inlines = blocks.filter_map(|block| smallest(block, span)).next_back()?;
    let mut words = String::new();
    push_words(inlines, span, &mut words);
    if words.trim().is_empty() {
        words = text_of(inlines);
    }
    let words = words.trim();
    let end = words.floor_char_boundary(LONGEST.min(words.len()));
    (!words.is_empty()).then(|| String::from(words[..end].trim_end()))
}

/// The words of the smallest block that holds the beginning of `span`.
fn smallest(block: &Block, span: Span) -> Option<&[Inline]> {
    if span.start < block.span.start || span.start >= block.span.end.max(block.span.start + 1) {
        return None;
    }
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => Some(inlines),
        BlockKind::Heading(heading) => Some(&heading.content),
        BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => {
            blocks.iter().find_map(|block| smallest(block, span))
        }
        BlockKind::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).find_map(|block| smallest(block, span))
        }
        _ => None,
    }
}

/// Appends the words of `inlines` that were written inside `span`.
fn push_words(inlines: &[Inline], span: Span, words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) if text.span.start < span.end && text.span.end > span.start => {
                // Where nothing was escaped, the words are the bytes of the file, and can be cut to the span.
                let whole = (text.span.end - text.span.start) as usize == text.value.len();
                let from = span.start.saturating_sub(text.span.start) as usize;
                let to = (span.end.min(text.span.end) - text.span.start) as usize;
                words.push_str(if whole { text.value.get(from..to).unwrap_or(&text.value) } else { &text.value });
            }
            Inline::Styled(_, content) | Inline::Link(_, content) => push_words(content, span, words),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::model::document::Document;
    use crate::parse;
    use crate::source::{FilePath, SourceFile, Span};

    fn quoted(text: &str, words: &str) -> Option<String> {
        let file = SourceFile::text(FilePath::new("topics/a.md"), text);
        let Document::Article(article) = parse::document(&file).0 else { panic!("no article") };
        let start = text.find(words).unwrap();
        of(&article.prose, Span::new(start..start + words.len()))
    }

    #[test]
    fn the_words_are_those_that_a_browser_shows() {
        let text = "# Title\n\nFirst.\n\n- Take *two tablets* of [it](b.md) daily\n- Rest\n";
        assert_eq!(quoted(text, "two tablets").as_deref(), Some("two tablets"));
        assert_eq!(quoted(text, "[it](b.md)").as_deref(), Some("it"));
        assert_eq!(quoted(text, "(b.md)").as_deref(), Some("Take two tablets of it daily"), "no words: the block's");
        assert_eq!(quoted(text, "First.").as_deref(), Some("First."));
    }
}

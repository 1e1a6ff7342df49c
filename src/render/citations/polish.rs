//! Mends what the library prints: two marks where one belongs, spaces before marks, and the quotation marks and
//! apostrophes of a typewriter. citeproc-js, which most of the world's reference lists come from, does the same.

use hayagriva::{ElemChild, ElemChildren};

/// What may have to be mended. Everything else stays as it is.
const MARKS: [char; 6] = ['.', ',', ';', ')', '\'', '"'];

/// Mends the words of a list entry. Addresses stay as they are.
pub(super) fn polish(content: &mut ElemChildren, language: &str) {
    let mut texts = Vec::new();
    collect(content, &mut texts);
    let english = language.split('-').next() == Some("en");
    let mut polisher =
        Polisher { written: Vec::new(), english, american: english && !language.eq_ignore_ascii_case("en-gb") };
    for text in &texts {
        polisher.written.push(String::with_capacity(text.len()));
        let mut rest = text.as_str();
        while let Some(at) = rest.find(MARKS) {
            polisher.write(&rest[..at]);
            let mut letters = rest[at..].chars();
            letters.next().into_iter().for_each(|mark| polisher.push(mark, letters.clone().next()));
            rest = letters.as_str();
        }
        polisher.write(rest);
    }
    for (text, written) in texts.into_iter().zip(polisher.written) {
        *text = written;
    }
}

/// Every piece of text, in the order of reading.
fn collect<'a>(content: &'a mut ElemChildren, texts: &mut Vec<&'a mut String>) {
    for child in &mut content.0 {
        match child {
            ElemChild::Text(text) => texts.push(&mut text.text),
            ElemChild::Elem(element) => collect(&mut element.children, texts),
            ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => {}
        }
    }
}

/// What has been written so far, piece by piece.
struct Polisher {
    written: Vec<String>,
    english: bool,
    /// Whether full stops and commas go inside quotation marks.
    american: bool,
}

impl Polisher {
    /// The last letter, and the one before.
    fn last(&self) -> (Option<char>, Option<char>) {
        let mut letters = self.written.iter().rev().flat_map(|text| text.chars().rev());
        (letters.next(), letters.next())
    }

    /// Whether a lone `In` stands after the end of a sentence.
    fn ends_with_in(&self) -> bool {
        let letters = self.written.iter().rev().flat_map(|text| text.chars().rev());
        let end: String = letters.take(4).collect();
        end.starts_with("nI ") && end.ends_with(['.', '?', '!', '”'])
    }

    /// Takes the last letter back.
    fn pop(&mut self) {
        if let Some(text) = self.written.iter_mut().rev().find(|text| !text.is_empty()) {
            text.pop();
        }
    }

    /// Writes words after what there is.
    fn write(&mut self, words: &str) {
        if let Some(text) = self.written.last_mut() {
            text.push_str(words);
        }
    }

    /// Writes a mark after what there is.
    fn write_mark(&mut self, mark: char) {
        self.write(mark.encode_utf8(&mut [0; 4]));
    }

    /// Writes the next mark as it should be.
    fn push(&mut self, mark: char, next: Option<char>) {
        let (last, before) = self.last();
        match mark {
            '.' if ends_sentence(last, before) => {}
            // BMJ's `In: editors` of a book without editors.
            '.' if self.ends_with_in() => (0..3).for_each(|_| self.pop()),
            '.' | ',' if self.american && last == Some('”') => {
                self.pop();
                self.write_mark(mark);
                self.write_mark('”');
            }
            ';' | ',' if last == Some(' ') => {
                self.pop();
                self.write_mark(mark);
            }
            ')' if last == Some(',') => {
                self.pop();
                self.write_mark(mark);
            }
            '\'' if last.is_none_or(|last| !last.is_alphanumeric())
                && next.is_some_and(char::is_alphabetic)
                && self.english =>
            {
                self.write_mark('‘');
            }
            '\'' => self.write_mark('’'),
            '"' if self.english => {
                let opens = last.is_none_or(|last| last.is_whitespace() || matches!(last, '(' | '[' | '—' | '–' | '/'));
                self.write_mark(if opens { '“' } else { '”' });
            }
            mark => self.write_mark(mark),
        }
    }
}

/// Whether a sentence has ended already.
fn ends_sentence(last: Option<char>, before: Option<char>) -> bool {
    let ends = |letter: Option<char>| matches!(letter, Some('?' | '!'));
    ends(last) || last == Some('”') && (ends(before) || before == Some('.'))
}

#[cfg(test)]
mod tests {
    use hayagriva::{ElemChild, ElemChildren, Formatted, Formatting};

    use super::polish;
    use crate::render::citations::elements::plain;

    /// The pieces, mended.
    fn polished(pieces: &[&str], language: &str) -> String {
        let text =
            |piece: &&str| ElemChild::Text(Formatted { text: String::from(*piece), formatting: Formatting::default() });
        let mut content = ElemChildren(pieces.iter().map(text).collect());
        polish(&mut content, language);
        plain(&content)
    }

    #[test]
    fn marks_stand_once_and_without_a_space() {
        assert_eq!(polished(&["What helps?", ". ", "Lancet"], "en"), "What helps? Lancet");
        assert_eq!(polished(&["Lancet. 1995 ", ";", "1"], "en"), "Lancet. 1995;1");
        assert_eq!(polished(&["(2013", ",", ")."], "en"), "(2013).");
        assert_eq!(polished(&["Title. ", "In", ". ", "Book"], "en"), "Title. Book");
        assert_eq!(polished(&["Opting In", ". ", "Book"], "en"), "Opting In. Book");
        assert_eq!(polished(&["Wait... and see", "."], "en"), "Wait... and see.");
    }

    #[test]
    fn quotation_marks_are_those_of_print() {
        assert_eq!(
            polished(&["O'Neill J. Work: \"nobody asked me\"", ". ", "BMJ"], "en"),
            "O’Neill J. Work: “nobody asked me.” BMJ"
        );
        assert_eq!(polished(&["\"Nobody asked me\"", ". "], "en-GB"), "“Nobody asked me”. ");
        assert_eq!(polished(&["\"L'eau\""], "fr"), "\"L’eau\"");
        assert_eq!(polished(&["\"Why?\"", ". ", "BMJ"], "en"), "“Why?” BMJ");
    }
}

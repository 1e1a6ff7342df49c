//! What all XML exports share: each record is read on its own, and a broken one is told.

use crate::parse::references::broken_entry;
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::xml::{Element, cut, element};
use crate::source::{FilePath, Span};

/// Reads the records called `names` with `read`, and puts them onto the shelf.
pub(super) fn read_records(
    file: &FilePath,
    text: &str,
    names: &[&'static str],
    shelf: &mut Shelf<'_>,
    read: fn(&Element, Span) -> Found,
) {
    let help = "export it again, or remove it from the file";
    for cut in cut(text, names) {
        let source = &text[cut.range.clone()];
        let span = Span::new(cut.range.start..cut.range.start + source.trim_end().len());
        let first_line = Span::new(cut.range.start..cut.range.start + source.find('\n').unwrap_or(source.len()));
        let result = match cut.closed {
            true => element(source),
            false => Err((String::from("it does not end before the next one begins"), 0)),
        };
        match result {
            Ok(element) => shelf.add(read(&element, span)),
            Err((what, _)) => shelf.findings.push(broken_entry(file, first_line, &pmid(source), &what, help)),
        }
    }
}

/// What a broken record is called in a message.
fn pmid(source: &str) -> String {
    let after = source.split_once("<PMID").and_then(|(_, after)| after.split_once('>'));
    let number = after.map(|(_, after)| after.split('<').next().unwrap_or_default()).unwrap_or_default();
    if number.is_empty() { String::new() } else { format!("pmid:{number}") }
}

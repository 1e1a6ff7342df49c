//! Finds out whether a file holds messages in a second format. The format that was chosen takes their lines for the rest of
//! the message before, so somebody's words would stand under another name.

use crate::finding::Finding;
use crate::parse::chat::raw::{Export, Format, RawChat, Sureness};
use crate::parse::chat::recognise::EXPORTS;
use crate::parse::chat::rules::MIXED_FORMATS;

/// So many lines in another format are no quotation.
const FEWEST: usize = 3;

/// So many lines are looked at.
const MOST: usize = 500;

/// The formats that have a line for each message, and let other lines go on with it.
const OF_LINES: [&str; 3] = ["irc", "whatsapp", "zoom"];

/// The finding for a file of `format` in which lines that go on with a message look like messages of their own.
pub(super) fn mixed(export: &Export<'_>, format: &str, raw: &RawChat<'_>) -> Option<Finding> {
    if !OF_LINES.contains(&format) {
        return None;
    }
    let spans = raw.messages.iter().filter_map(|message| export.text.get(message.span.range()));
    let more = spans.filter_map(|message| message.split_once('\n')).flat_map(|(_, more)| more.lines());
    // Every format of lines has a time in each of its messages.
    let lines: Vec<&str> = more.filter(|line| has_time(line)).take(MOST).collect();
    if lines.len() < FEWEST {
        return None;
    }
    let text = lines.join("\n");
    let among = Export { path: export.path, text: &text, entries: &[] };
    let is_sure = |format: &&&dyn Format| format.sureness(&among) == Sureness::Certain;
    let other = EXPORTS.iter().find(is_sure)?;
    let message = format!(
        "`{}` seems to hold messages in two formats: {} lines that go on with a message look like messages of their own ({}).",
        export.path.file_name(),
        lines.len(),
        other.name()
    );
    let help = "Put each conversation into a file of its own, or write all messages of this one in one way.";
    Some(Finding::new(&MIXED_FORMATS, export.path, message).help(help))
}

/// Whether a time of day begins a line, within its first words: `19:02`.
fn has_time(line: &str) -> bool {
    let start = &line.as_bytes()[..line.len().min(40)];
    start.windows(4).any(|four| {
        four[0].is_ascii_digit()
            && matches!(four[1], b':' | b'.')
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::Findings;
    use crate::parse::chat::parse;
    use crate::source::{FilePath, SourceFile};

    /// The findings about a file of two formats.
    fn said(text: &str) -> Vec<String> {
        let mut findings = Findings::new();
        let _ = parse(&SourceFile::text(FilePath::new("chats/c/a.txt"), text), &mut findings);
        let ours = findings.iter().filter(|finding| finding.rule.id == "chat/mixed-formats");
        ours.map(|finding| finding.message.clone()).collect()
    }

    const ANDROID: &str = "13/05/2026, 19:02 - Ana: one\n13/05/2026, 19:03 - Bev: two\n13/05/2026, 19:04 - Ana: three\n\
        13/05/2026, 19:05 - Ana: four\nand more\n";

    #[test]
    fn a_second_format_in_a_file_is_told() {
        let zoom = "19:10:00\t From  Cem : one\n19:11:00\t From  Dee : two\n19:12:00\t From  Cem : three\n";
        let ios = "[13/05/26, 19:10:31] Cem: one\n[13/05/26, 19:11:31] Dee: two\n[13/05/26, 19:12:31] Cem: three\n";
        for (other, name) in [(zoom, "zoom"), (ios, "whatsapp")] {
            let said = said(&format!("{ANDROID}{other}"));
            assert_eq!(said.len(), 1, "{name}");
            assert!(said[0].contains("3 lines") && said[0].contains(name), "{said:?}");
        }
    }

    #[test]
    fn messages_of_several_lines_are_one_format() {
        let times = "take one at 8:00\nand one at 14.30\nand the last at 21:15\nthen sleep\n";
        assert_eq!(said(&format!("{ANDROID}{times}")), [""; 0]);
        assert_eq!(said(ANDROID), [""; 0]);
    }
}

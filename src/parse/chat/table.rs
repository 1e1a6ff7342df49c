//! *table*: a chat as a table, CSV or TSV, as tools for tweet chats and spreadsheets write it.
//!
//! ```text
//! file    = header record*                                fields divided by "," ";" or TAB, quoted as in RFC 4180
//! header  = names of columns, in any order: one of AUTHOR, one of TEXT, and any of the others
//! ```
//! Columns are known by their names, in English and Spanish, whatever their case; see [`COLUMNS`]. Columns with other
//! names are not read. Times are read as they are in all formats; a date whose day and month cannot be told apart is not
//! shown. Source: RFC 4180; the exports of tools for tweet chats.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;

use crate::finding::Findings;
use crate::model::chat::MessageTime;
use crate::parse::chat::json::report_unreadable;
use crate::parse::chat::raw::{Export, Format, RawChat, RawMessage, RawReply, RawSpeaker, Sureness, unix_time};
use crate::parse::chat::time::{clock, dated};
use crate::parse::chat::x_posts;
use crate::source::Span;

/// The format.
pub(super) struct Table;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Handle,
    Name,
    Time,
    Text,
    Id,
    Reply,
}

/// The names of columns, folded: letters and digits only.
const COLUMNS: &[(Column, &[&str])] = &[
    (
        Column::Handle,
        &[
            "author",
            "handle",
            "user",
            "username",
            "screenname",
            "twitterhandle",
            "from",
            "fromuser",
            "autor",
            "autora",
            "usuario",
            "sender",
            "speaker",
        ],
    ),
    (Column::Name, &["name", "displayname", "fullname", "authorname", "nombre"]),
    (
        Column::Time,
        &[
            "time",
            "date",
            "datetime",
            "createdat",
            "timestamp",
            "posted",
            "postedat",
            "published",
            "publishedat",
            "hora",
            "fecha",
            "datetimeutc",
            "dateutc",
            "timeutc",
        ],
    ),
    (
        Column::Text,
        &["text", "message", "tweet", "tweettext", "fulltext", "content", "post", "body", "words", "mensaje", "texto"],
    ),
    (Column::Id, &["id", "tweetid", "messageid", "postid", "idstr"]),
    (Column::Reply, &["inreplyto", "inreplytostatusid", "inreplytoid", "replyto", "replytoid"]),
];

/// How many records may be damaged before the rest is given up.
const MOST_DAMAGED: usize = 20;

/// How a table is written.
struct Layout {
    delimiter: u8,
    columns: Vec<Option<Column>>,
    /// Where the first record begins.
    start: usize,
}

impl Format for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn looks_like(&self) -> &'static str {
        "a table (CSV or TSV) with a column `author` or `handle`, one `text` or `message`, and perhaps `time` or `date`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        if layout(export.text).is_some() { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        let mut chat = RawChat::default();
        let Some(layout) = layout(export.text) else { return chat };
        let mut at = layout.start;
        while at < export.text.len() && chat.dropped.unreadable <= MOST_DAMAGED {
            at = records(export.text, at, &layout, &mut chat);
        }
        report_unreadable(export, chat.dropped.unreadable, findings);
        chat
    }
}

/// Reads records from byte `start` on, up to one whose quotation mark is never closed. Returns where to go on.
fn records(text: &str, start: usize, layout: &Layout, chat: &mut RawChat<'_>) -> usize {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(layout.delimiter)
        .from_reader(&text.as_bytes()[start..]);
    let mut record = StringRecord::new();
    loop {
        let before = start + position(&reader);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            _ => return text.len(),
        }
        let after = start + position(&reader);
        let written = text.get(before..after).unwrap_or_default();
        // A quotation mark that is never closed swallows the rest of the file. Only its line is given up.
        if after >= text.len() && written.matches('"').count() % 2 == 1 && written.trim_end().contains('\n') {
            chat.dropped.unreadable += 1;
            let line = written.trim_start_matches(['\r', '\n']);
            let skipped = written.len() - line.len();
            return before + skipped + line.find('\n').map_or(line.len(), |end| end + 1);
        }
        match message(&record, layout, trimmed(written, before)) {
            Some(message) => chat.messages.push(message),
            None if record.iter().all(|field| field.trim().is_empty()) => {}
            None => chat.dropped.unreadable += 1,
        }
    }
}

fn position<R: std::io::Read>(reader: &csv::Reader<R>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// The place of `written`, which begins at byte `start`, without blanks around it.
fn trimmed(written: &str, start: usize) -> Span {
    let begin = start + written.len() - written.trim_start().len();
    Span::new(begin..begin + written.trim().len())
}

/// The message of a record.
fn message(record: &StringRecord, layout: &Layout, span: Span) -> Option<RawMessage<'static>> {
    let values = |wanted: Column| {
        let fields = record.iter().zip(&layout.columns).filter(move |(_, column)| **column == Some(wanted));
        fields.map(|(field, _)| field.trim()).filter(|field| !field.is_empty())
    };
    let first = |wanted: Column| values(wanted).next().map(String::from);
    let (name, also) = match (first(Column::Handle), first(Column::Name)) {
        (Some(handle), also) => (handle, also),
        (None, name) => (name?, None),
    };
    let times: Vec<&str> = values(Column::Time).collect();
    Some(RawMessage {
        id: first(Column::Id).map(Cow::Owned),
        speaker: Some(RawSpeaker { name: Cow::Owned(name), also: also.map(Cow::Owned) }),
        at: time(&times),
        text: Cow::Owned(first(Column::Text)?),
        reply_to: first(Column::Reply).map(Cow::Owned).map(RawReply::Id),
        span,
        ..RawMessage::default()
    })
}

/// The time that one or two columns tell.
fn time(written: &[&str]) -> Option<MessageTime> {
    let joined = written.join(" ");
    let number = || joined.len() >= 10 && joined.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let day = |text: &str| text.parse::<Date>().ok();
    x_posts::time(&joined)
        .or_else(|| if number() { unix_time(&joined) } else { None })
        .or_else(|| match written {
            [date, time] | [time, date] if day(date).is_some() => {
                let Some(MessageTime::Clock(time)) = clock(time)?.at else { return None };
                Some(MessageTime::Local(day(date)?.to_datetime(time)))
            }
            _ => None,
        })
        .or_else(|| dated(&joined)?.at)
        .or_else(|| written.iter().find_map(|text| clock(text)?.at))
}

/// How a table is written, if its first line names an author and a text.
fn layout(text: &str) -> Option<Layout> {
    let begin = text.len() - text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace()).len();
    let line = text[begin..].split(['\n', '\r']).next()?;
    if line.len() > 2000 {
        return None;
    }
    let start = begin + line.len();
    [b'\t', b',', b';'].into_iter().find_map(|delimiter| {
        let mut reader = ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(line.as_bytes());
        let mut header = StringRecord::new();
        reader.read_record(&mut header).ok().filter(|read| *read)?;
        let columns: Vec<Option<Column>> = header.iter().map(column).collect();
        let has = |wanted: Column| columns.contains(&Some(wanted));
        let is_table = (has(Column::Handle) || has(Column::Name)) && has(Column::Text);
        is_table.then_some(Layout { delimiter, columns, start })
    })
}

/// What a column of this name holds.
fn column(name: &str) -> Option<Column> {
    let folded: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    COLUMNS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column)
}

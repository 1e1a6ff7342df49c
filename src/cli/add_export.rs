//! `bedside add chat EXPORT`: makes the folder of a chat of what a messenger exported.
//!
//! The export is copied under a plain name, because messengers put names of people into the names of files. Who speaks is
//! said on the editor's own terminal only: nothing is said of it where the output goes to a file or a log.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::add::{in_words, make, name, yaml};
use crate::cli::{Failure, terminal};
use crate::finding::Findings;
use crate::model::chat::{ChatZone, Dropped, Fragment, Message, MessageTime, TopicMark, Transcript, ZoneOrigin};
use crate::model::document::Document;
use crate::parse::chat::{parse, participants};
use crate::parse::config;
use crate::scan::read::either;
use crate::source::{FilePath, SourceFile};

/// What the editor says of the export.
pub(crate) struct Options<'a> {
    /// The day of the chat.
    pub(crate) date: Option<Date>,
    /// The time zone.
    pub(crate) zone: Option<&'a str>,
    /// What it is about.
    pub(crate) title: Option<&'a str>,
}

/// Makes the folder of the chat.
pub(crate) fn run(dir: &Path, export: &Path, options: &Options<'_>) -> Result<(), Failure> {
    let zone = options.zone.map(named_zone).transpose()?;
    let bytes =
        std::fs::read(export).map_err(|error| Failure(format!("{} cannot be read: {error}", export.display())))?;
    let file_name = format!("transcript.{}", ending(export, &bytes));
    let file = source(&file_name, bytes);
    let mut findings = Findings::new();
    let document = parse(&file, &mut findings);
    let Document::Transcript(transcript) = document else {
        let why: Vec<String> = findings.iter().map(in_words).collect();
        return Err(Failure(why.join("\n")));
    };
    let known = zone.or_else(|| of_site(dir)).or_else(|| of_file(&transcript));
    let Some(date) = options.date.or_else(|| day(&transcript, known.as_ref().map(|known| &known.zone))) else {
        return Err(Failure(no_day(&transcript)));
    };
    let title = options.title.unwrap_or("Chat");
    let folder = Path::new("chats").join(format!("{date}-{}", name(title)?));
    let copy = dir.join(&folder).join(&file_name);
    if copy.exists() {
        return Err(Failure(format!("{} is there already", copy.display())));
    }
    begin(dir, &folder, &recap(title, date, known.as_ref(), &transcript))?;
    // The bytes go over as they are, so that the export stays what the messenger wrote.
    std::fs::copy(export, &copy).map_err(|error| Failure(format!("{} cannot be written: {error}", copy.display())))?;
    report(&copy, &transcript, &findings);
    terminal::say(&clock(known.as_ref(), &transcript));
    people(&file);
    Ok(())
}

/// Begins the recap. One that was written when the chat was announced stays as it is.
fn begin(dir: &Path, folder: &Path, recap: &str) -> Result<(), Failure> {
    let path = dir.join(folder).join("recap.md");
    if path.exists() {
        terminal::say(&format!("{} is there already and stays as it is.", path.display()));
        return Ok(());
    }
    make(dir, &folder.join("recap.md"), recap)
}

/// Why the day of the chat is not known, and what helps.
fn no_day(transcript: &Transcript) -> String {
    let is_moment = |message: &Message| matches!(message.at, Some(MessageTime::Instant(_)));
    let help = if transcript.messages.iter().any(is_moment) {
        "the export has exact times, but on which day they were depends on the time zone; add --tz, as in --tz Europe/London, or --date"
    } else {
        "the export does not tell the day of the chat; add --date, as in --date 2026-05-12"
    };
    String::from(help)
}

/// The time zone that the editor names.
fn named_zone(name: &str) -> Result<ChatZone, Failure> {
    Ok(ChatZone { zone: zone(name)?, origin: ZoneOrigin::Recap })
}

/// The time zone of the site, if its settings name one.
fn of_site(dir: &Path) -> Option<ChatZone> {
    let text = std::fs::read_to_string(dir.join("bedside.yaml")).ok()?;
    let settings = config::parse(&FilePath::new("bedside.yaml"), &text, &mut Findings::new());
    TimeZone::get(&settings.timezone?).ok().map(|zone| ChatZone { zone, origin: ZoneOrigin::Settings })
}

/// The time zone that the export tells by its times.
fn of_file(transcript: &Transcript) -> Option<ChatZone> {
    transcript.offset.map(|offset| ChatZone { zone: TimeZone::fixed(offset), origin: ZoneOrigin::Transcript })
}

/// Whose time the times are, and who says so.
fn clock(known: Option<&ChatZone>, transcript: &Transcript) -> String {
    let Some(known) = known else {
        return match transcript.messages.iter().any(|message| message.at.is_some()) {
            true => String::from(
                "Times: nobody says in which time zone. Write it into the recap, as in `timezone: Europe/London`.",
            ),
            false => String::from("Times: the export has none."),
        };
    };
    let origin = match known.origin {
        ZoneOrigin::Recap => "as you say; it stands in the recap",
        ZoneOrigin::Settings => "as bedside.yaml says",
        ZoneOrigin::Transcript => "as the export has them; write the time zone into the recap if you know it",
    };
    format!("Times: {}, {origin}.", known.name())
}

pub(crate) fn zone(name: &str) -> Result<TimeZone, Failure> {
    TimeZone::get(name).map_err(|_| Failure(format!("there is no time zone “{name}”; write it as in Europe/London")))
}

/// Endings of exports that are texts.
pub(crate) const TEXTS: [&str; 10] = ["txt", "json", "js", "vtt", "srt", "csv", "tsv", "mbox", "log", "md"];

/// The ending of the copy, by the content: the name may be wrong.
fn ending(export: &Path, bytes: &[u8]) -> String {
    if bytes.starts_with(b"PK\x03\x04") {
        return String::from("zip");
    }
    let own = export.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if TEXTS.contains(&own.as_str()) { own } else { String::from("txt") }
}

/// The export as the scan would hand it on.
fn source(file_name: &str, bytes: Vec<u8>) -> SourceFile {
    either(&FilePath::new(format!("chats/export/{file_name}")), bytes)
}

/// The day on which most messages were said, if the export tells.
fn day(transcript: &Transcript, zone: Option<&TimeZone>) -> Option<Date> {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for at in transcript.messages.iter().filter_map(|message| message.at?.on_clock(zone)) {
        if let MessageTime::Local(at) = at {
            *days.entry(at.date()).or_default() += 1;
        }
    }
    days.into_iter().max_by_key(|(_, count)| *count).map(|(day, _)| day)
}

/// The questions that the messages name, with the words of the first message that does, and how many name it.
fn topics(transcript: &Transcript) -> BTreeMap<(usize, String), (String, usize)> {
    let mut topics: BTreeMap<(usize, String), (String, usize)> = BTreeMap::new();
    for message in &transcript.messages {
        let Some(label) = message.mark.as_ref().and_then(TopicMark::label) else { continue };
        let number = label.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default();
        let (words, count) = topics.entry((number, String::from(label))).or_default();
        if words.is_empty() && matches!(message.mark, Some(TopicMark::Topic(_))) {
            *words = first_line(message);
        }
        *count += 1;
    }
    topics
}

/// The first line of a message, without what must not be shown.
fn first_line(message: &Message) -> String {
    let line = message.body.iter().take_while(|fragment| **fragment != Fragment::LineBreak);
    line.filter_map(|fragment| if let Fragment::Text(text) = fragment { Some(text.as_str()) } else { None }).collect()
}

/// The skeleton of the recap.
fn recap(title: &str, date: Date, known: Option<&ChatZone>, transcript: &Transcript) -> String {
    let topics = topics(transcript);
    // Questions without a label of their own are T1, T2 … in order.
    let in_order = topics.keys().enumerate().all(|(at, (_, label))| *label == format!("T{}", at + 1));
    let mut questions = String::new();
    let mut sections = String::new();
    for ((_, label), (words, count)) in &topics {
        let words = if words.trim().is_empty() { "What was asked?" } else { words.trim() };
        if in_order {
            questions.push_str(&format!("  - {}\n", yaml(words)));
        } else {
            questions.push_str(&format!("  - id: {label}\n    text: {}\n", yaml(words)));
        }
        let messages = terminal::plural(*count, "message is marked", "messages are marked");
        sections.push_str(&format!("## {label}: \n\n<!-- {messages} {label}. -->\n\n### What the evidence says\n\n"));
    }
    let questions =
        if questions.is_empty() { String::from("# questions: []\n") } else { format!("questions:\n{questions}") };
    format!(
        "---
title: {}
summary: One or two plain sentences.
date: {date}
{}
# moderators: []         # ids of people.yaml
# guests: []
{questions}draft: true              # remove this line to publish the chat
---

<!-- The export holds {}. -->

## Key points

## What this is and is not

This is a summary of what people told each other. It cannot say what is right for you.

{sections}## Resources mentioned
",
        yaml(title),
        timezone(known),
        counts(transcript)
    )
}

/// The line about the time zone: one that stands elsewhere is not written again, so that it can be mended there.
fn timezone(known: Option<&ChatZone>) -> String {
    match known.map(|known| (known.origin, known.name())) {
        Some((ZoneOrigin::Recap, name)) => format!("timezone: {name}"),
        Some((ZoneOrigin::Settings, name)) => format!("# timezone: {name}     # as in bedside.yaml"),
        Some((ZoneOrigin::Transcript, name)) => format!("# timezone: Europe/London     # the export has {name}"),
        None => String::from("# timezone: Europe/London"),
    }
}

/// How much was said, and by how many: `6 messages by 5 people`.
fn counts(transcript: &Transcript) -> String {
    let is_said = |message: &&Message| message.author.is_some() && !message.deleted;
    let messages = transcript.messages.iter().filter(is_said).count();
    let people = terminal::plural(transcript.authors.len(), "person", "people");
    format!("{} by {people}", terminal::plural(messages, "message", "messages"))
}

/// Says what was read and what was left out, and why.
fn report(copy: &Path, transcript: &Transcript, findings: &Findings) {
    let counts = counts(transcript);
    terminal::say(&format!("{} is read as {}: {counts}.", copy.display(), transcript.format));
    for line in left_out(transcript.dropped) {
        terminal::say(&line);
    }
    for finding in findings.iter() {
        terminal::say(&terminal::plain(&in_words(finding)));
    }
}

/// A sentence for each kind of thing that was left out.
fn left_out(dropped: Dropped) -> Vec<String> {
    let kinds = [
        (dropped.direct, "direct or private: only those who wrote and got them may know them"),
        (dropped.system, "written by a program: who joined, who left, what was changed"),
        (dropped.deleted, "taken back by whoever wrote them"),
        (dropped.not_public, "not addressed to everybody"),
        (dropped.unreadable, "damaged or of an unknown kind"),
    ];
    kinds.iter().filter(|(count, _)| *count > 0).map(|(count, why)| format!("Left out: {count}, {why}.")).collect()
}

/// Lists who speaks, on a terminal only.
fn people(file: &SourceFile) {
    if !terminal::is_terminal() {
        terminal::say("Run this in a terminal to see who speaks; names are not written where others may read them.");
        return;
    }
    terminal::say(
        "\nWho speaks, for people.yaml (nobody is named without `consent: name`, a date and how they agreed):\n",
    );
    for person in participants(file) {
        let name = terminal::plain(&person.name);
        let messages = terminal::plural(person.messages, "message", "messages");
        terminal::say(&format!(
            "  - id: \n    name: \n    handles: [{}]    # {messages}\n    consent: pseudonym",
            yaml(&name)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{ending, left_out, recap, source};
    use crate::finding::Findings;
    use crate::model::chat::Dropped;
    use crate::model::document::Document;
    use std::path::Path;

    #[test]
    fn the_skeleton_names_questions_and_nobody() {
        let text = "12/05/2026, 19:00 - Maria: T1: Hair, dear Bev?\n12/05/2026, 19:01 - Bev: A1 yes\n13/05/2026, 19:01 - Bev: A1 no";
        let Document::Transcript(transcript) =
            crate::parse::chat::parse(&source("transcript.txt", text.into()), &mut Findings::new())
        else {
            panic!("not read")
        };
        let recap =
            recap("Hair", "2026-05-12".parse().unwrap(), super::named_zone("Europe/London").ok().as_ref(), &transcript);
        assert!(recap.contains("questions:\n  - \"Hair, dear ?\"\n"), "{recap}");
        assert!(recap.contains("<!-- The export holds 3 messages by 2 people. -->"), "{recap}");
        assert!(recap.contains("<!-- 3 messages are marked T1. -->") && recap.contains("timezone: Europe/London"));
        assert!(!recap.contains("Maria") && !recap.contains("Bev"));
    }

    #[test]
    fn questions_keep_the_labels_of_the_export() {
        let recap_of = |text: &str| {
            let file = source("transcript.txt", text.into());
            let Document::Transcript(transcript) = crate::parse::chat::parse(&file, &mut Findings::new()) else {
                panic!("not read")
            };
            recap("Hair", "2026-05-12".parse().unwrap(), None, &transcript)
        };
        let only = "12/05/2026, 19:00 - Maria: T2: Wigs?\n12/05/2026, 19:01 - Bev: A2 yes";
        assert!(recap_of(only).contains("questions:\n  - id: T2\n    text: \"Wigs?\"\n"), "{}", recap_of(only));
        let parts = "12/05/2026, 19:00 - Maria: T1a: Wigs?\n12/05/2026, 19:01 - Maria: T1b: Scarves?";
        let expected = "  - id: T1a\n    text: \"Wigs?\"\n  - id: T1b\n    text: \"Scarves?\"\n";
        assert!(recap_of(parts).contains(expected), "{}", recap_of(parts));
    }

    #[test]
    fn the_copy_has_the_ending_of_its_content() {
        assert_eq!(ending(Path::new("a.txt"), b"PK\x03\x04"), "zip");
        assert_eq!(ending(Path::new("WhatsApp Chat with Maria.TXT"), b"x"), "txt");
        assert_eq!(ending(Path::new("a.pdf"), b"x"), "txt");
    }

    #[test]
    fn what_is_left_out_is_said_with_its_reason() {
        let said = left_out(Dropped { direct: 2, ..Dropped::default() });
        assert_eq!(said, ["Left out: 2, direct or private: only those who wrote and got them may know them."]);
    }
}

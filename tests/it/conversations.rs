//! Conversations as a reader meets them: long ones, answers, and what is left of somebody who withdraws their consent.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use crate::support::Net;

const RECAP: &str = "---\ntitle: Hair loss\ndate: 2026-05-12\nmoderators: [ruth]\nquestions:\n  - What surprised you?\n  - What helped?\n---\n\n## T1: What surprised you?\n\nA lot.\n\n## T2: What helped?\n\nMuch.\n";

const RUTH: &str = "staff:\n  - id: ruth\n    name: Ruth Okafor\n    role: Nurse\n    consent: name\n    consent_date: 2026-05-01\n    consent_method: form\n";

/// A network of one chat.
fn chat(export: &str, people: &str) -> Net {
    Net::new()
        .file("bedside.yaml", "title: Test network\ntimezone: Europe/London\n")
        .file("people.yaml", people)
        .file("chats/2026-05-12-hair/recap.md", RECAP)
        .file("chats/2026-05-12-hair/export.txt", export)
}

/// Words that hardly compress better than those of people do.
fn words(seed: u64, count: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "ze", "hair", "wig", "cap", "ward", "rest", "day"];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as usize
    };
    let mut word = || (0..1 + next() % 4).map(|_| SYLLABLES[next() % 16]).collect::<String>();
    (0..count).map(|_| word()).collect::<Vec<_>>().join(" ")
}

/// An export of WhatsApp with so many messages, half of them on each question.
fn long_export(messages: usize) -> String {
    let names = ["Ruth Okafor", "Maria L.", "Bev", "deskbound_dee", "+44 7700 900123"];
    let mut text = String::new();
    for at in 0..messages {
        let (name, mark) = match at {
            0 => (names[0], "T1: "),
            at if at == messages / 2 => (names[0], "T2: "),
            at => (names[at * 7 % 5], ""),
        };
        let (hour, minute) = (12 + at / 600, at / 10 % 60);
        let said = words(at as u64 + 1, 4 + at % 23);
        let _ = writeln!(text, "13/05/2026, {hour:02}:{minute:02} - {name}: {mark}{said}");
    }
    text
}

/// How many bytes `bytes` take when they are sent.
fn compressed(bytes: &[u8]) -> usize {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("page", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner().len()
}

/// The pages of the site, as text.
fn pages(net: &Net) -> BTreeMap<String, String> {
    let html = net.site().into_iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// The numbers of the messages on a page.
fn numbers(page: &str) -> Vec<usize> {
    page.split(" id=\"message-").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn five_thousand_messages_stay_usable() {
    let net = chat(&long_export(5_000), RUTH);
    let _ = net.build().ends(0);
    let pages = pages(&net);
    let talk: Vec<(&String, &String)> = pages.iter().filter(|(path, _)| path.starts_with("chats/2026")).collect();
    assert!(talk.len() >= 3, "{:?}", talk.iter().map(|(path, _)| path).collect::<Vec<_>>());
    for (path, page) in &talk {
        let bytes = compressed(page.as_bytes());
        assert!(bytes <= 300_000, "{path} takes {bytes} bytes");
        println!("{path}: {} bytes, {bytes} compressed, {} messages", page.len(), numbers(page).len());
    }
    let mut all: Vec<usize> = talk.iter().flat_map(|(_, page)| numbers(page)).collect();
    all.sort_unstable();
    assert!(all.into_iter().eq(1..=5_000), "a message is missing or stands twice");
    let first = &pages["chats/2026-05-12-hair/topic-1.html"];
    assert!(
        first.contains("<meta name=\"robots\" content=\"noindex\">") && first.contains("<h1>T1: What surprised you?")
    );
    let recap = &pages["chats/2026-05-12-hair.html"];
    assert!(recap.contains("<a href=\"2026-05-12-hair/topic-1.html#part_1\">Read the 2500 messages"), "{recap}");
    assert!(recap.contains("<a href=\"2026-05-12-hair/topic-2.html\">T2: What helped?"), "{recap}");
}

#[test]
fn the_search_leads_to_the_page_on_which_a_message_stands() {
    let net = chat(&long_export(5_000), RUTH);
    let _ = net.build().ends(0);
    let index: String = net
        .site()
        .into_iter()
        .filter(|(path, _)| path.starts_with("search-index/"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    for page in ["topic-1.html", "topic-2.html"] {
        assert!(index.contains(&format!("\"chats/2026-05-12-hair/{page}\"")), "{page} cannot be found");
    }
    let start = index.find("\"chats/2026-05-12-hair/topic-2.html\"").unwrap();
    assert!(index[start..].contains("message-2501"), "the first message of the second topic");
}

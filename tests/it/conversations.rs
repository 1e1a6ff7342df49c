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
    net.tolerate_identifiers();
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
    assert!(recap.contains("<a href=\"2026-05-12-hair/topic-1.html#part_1\">Read the 2,500 messages"), "{recap}");
    assert!(recap.contains("<a href=\"2026-05-12-hair/topic-2.html\">T2: What helped?"), "{recap}");
}

#[test]
fn the_search_leads_to_the_page_on_which_a_message_stands() {
    let net = chat(&long_export(5_000), RUTH);
    net.tolerate_identifiers();
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

#[test]
fn links_to_messages_lead_to_the_page_on_which_they_stand() {
    let links = "- [first](#message-1), [last](#message-5000), [none](#message-5001)\n";
    let net = chat(&long_export(5_000), RUTH)
        .file("chats/2026-05-12-hair/recap.md", format!("{RECAP}{links}"))
        .file("topics/wigs.md", "# Wigs\n\n[Somebody](../chats/2026-05-12-hair/recap.md#message-2501) says so.\n");
    net.tolerate_identifiers();
    let _ = net.run(&["check"]).says("message 5001 of “Hair loss”, which has 5000 messages");
    let _ = net.build().ends(0);
    let pages = pages(&net);
    let recap = &pages["chats/2026-05-12-hair.html"];
    assert!(recap.contains("<a href=\"2026-05-12-hair/topic-1.html#message-1\">first</a>"), "{recap}");
    assert!(recap.contains("<a href=\"2026-05-12-hair/topic-2-2.html#message-5000\">last</a>, none"), "{recap}");
    let topic = &pages["topics/wigs.html"];
    assert!(topic.contains("<a href=\"../chats/2026-05-12-hair/topic-2.html#message-2501\">Somebody</a>"), "{topic}");
    assert!(recap.contains("<li>Times are London time</li>"), "{recap}");
    assert!(pages["chats/2026-05-12-hair/topic-2.html"].contains(" Times are London time.</p>"));
}

#[test]
fn wikilinks_lead_to_messages_and_are_looked_up() {
    let topic = "# Wigs\n\n[[chat:2026-05-12-hair#message-2501|Somebody]] says so, in [[chat:2026-05-12-hair#message-7]].\n\n\
        [[chat:2026-05-12-hair#message-5001|Nobody]] does, and [[chat:2026-05-12-hair#nowhere]].\n";
    let net = chat(&long_export(5_000), RUTH).file("topics/wigs.md", topic);
    net.tolerate_identifiers();
    let _ = net.run(&["check"]).says("topics/wigs.md:5:1").says("message 5001 of “Hair loss”, which has 5000 messages");
    let _ = net.run(&["check"]).says("\"Hair loss\" has no place called `#nowhere`");
    net.put("topics/wigs.md", topic.replace(", and [[chat:2026-05-12-hair#nowhere]]", ""));
    let _ = net.build().ends(0);
    let page = &pages(&net)["topics/wigs.html"];
    assert!(page.contains("<a href=\"../chats/2026-05-12-hair/topic-2.html#message-2501\">Somebody</a>"), "{page}");
    assert!(page.contains("<a href=\"../chats/2026-05-12-hair/topic-1.html#message-7\">Hair loss</a>"), "{page}");
    assert!(page.contains("<p>Nobody does.</p>"), "{page}");
    net.put("topics/wigs.md", "# Wigs\n\n[[chat:2026-05-12-hari#message-7]] says so.\n");
    let _ = net.run(&["check"]).says("did you mean `2026-05-12-hair#message-7`?");
}

#[test]
fn a_link_to_a_message_that_is_not_shown_is_only_words() {
    let export = talk("Quentina", "A secret");
    let recap = format!("{RECAP}[Ruth](#message-1) asks, and [somebody](#message-2) answers.\n");
    let net =
        chat(&export, &with_participant("Quentina", "summary-only")).file("chats/2026-05-12-hair/recap.md", recap);
    let _ = net.run(&["check"]).says("message 2 of “Hair loss”, which is not shown");
    let _ = net.build().ends(0);
    let page = &pages(&net)["chats/2026-05-12-hair.html"];
    assert!(page.contains("<a href=\"#message-1\">Ruth</a> asks, and somebody answers."), "{page}");
}

#[test]
fn the_export_tells_the_time_where_nobody_else_does() {
    let message = |id: u32, at: &str| {
        format!(
            "{{\"id\":\"{id}\",\"type\":\"Default\",\"timestamp\":\"2026-05-12T{at}\",\"content\":\"A walk helped me\",\"author\":{{\"name\":\"bev\"}}}}"
        )
    };
    let export =
        |messages: [String; 2]| format!("{{\"guild\":{{}},\"channel\":{{}},\"messages\":[{}]}}", messages.join(","));
    let told = [message(1, "19:00:00+02:00"), message(2, "19:01:00+02:00")];
    let net = chat(&export(told), RUTH).file("bedside.yaml", "title: Test network\n");
    let _ = net.run(&["check", "--format", "text"]).says("as its export has them (UTC+2)");
    let _ = net.build().ends(0);
    let page = &pages(&net)["chats/2026-05-12-hair.html"];
    assert!(page.contains("<time datetime=\"2026-05-12T19:01\">"), "{page}");
    assert!(page.contains("Times are those of a clock at UTC+2"), "{page}");
    let untold = [message(1, "19:00:00+02:00"), message(2, "17:01:00Z")];
    let net = net.file("chats/2026-05-12-hair/export.txt", export(untold));
    let _ = net.run(&["check"]).says("nobody knows what its clock showed");
    let _ = net.build().ends(0);
    assert!(!pages(&net)["chats/2026-05-12-hair.html"].contains("Times are"));
}

/// What three people say, of whom one has the name, the handle and the words that are given.
fn talk(name: &str, words: &str) -> String {
    format!(
        "12/05/2026, 19:00 - Ruth Okafor: T1: What surprised you?\n12/05/2026, 19:01 - {name}: {words}\n12/05/2026, 19:02 - \
         Zoë: Thank you {name}, that is what I wanted to know\n12/05/2026, 19:03 - {name}: Glad, says {name}\n"
    )
}

/// The roster with the entry of one participant.
fn with_participant(name: &str, consent: &str) -> String {
    format!(
        "{RUTH}participants:\n  - id: somebody\n    name: {name}\n    consent: {consent}\n    consent_date: 2026-05-02\n    \
         consent_method: form\n"
    )
}

/// The site is the same to the last byte, whoever the person is and whatever they said: so there is nothing of them in it.
#[track_caller]
fn leaves_no_trace(settings: &str, people: impl Fn(&str) -> String) {
    let site = |name: &str, words: &str| {
        let net = chat(&talk(name, words), &people(name)).file("bedside.yaml", settings);
        let _ = net.build().ends(0);
        net.site()
    };
    let one = site("Quentina", "My zanzibarwig fell into the river Ouse");
    let other = site("Barnaby", "Nothing much, the xylophone cap was cold enough");
    let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (path, bytes) in &one {
        assert!(bytes == &other[path], "{path} tells who it was or what was said");
    }
}

const PLAIN: &str = "title: Test network\ntimezone: Europe/London\n";

#[test]
fn who_withdraws_their_consent_leaves_no_byte_behind() {
    for consent in ["none", "summary-only", "nun"] {
        leaves_no_trace(PLAIN, |name| with_participant(name, consent));
    }
    leaves_no_trace("title: Test network\ntimezone: Europe/London\nchats:\n  words: summary-only\n", |_| {
        String::from(RUTH)
    });
}

#[test]
fn a_check_lists_what_a_withdrawn_consent_changes() {
    let net = chat(&talk("Quentina", "My zanzibarwig fell"), &with_participant("Quentina", "name"));
    let _ = net.build().ends(0);
    let page = || String::from_utf8(net.site().remove("chats/2026-05-12-hair.html").unwrap()).unwrap();
    assert!(page().contains("Quentina") && page().contains("zanzibarwig"));
    let check = |more: &[&str]| net.run(&[&["check", "--today", crate::support::TODAY], more].concat()).ends(0);
    assert!(!check(&[]).stderr.contains("The next build changes"));
    assert_eq!(check(&["--changed"]).stdout, "");
    net.put("people.yaml", with_participant("Quentina", "none"));
    let run = check(&[]).says("purge these files from every cache").says("\n  chats/2026-05-12-hair.html\n");
    assert!(run.stderr.contains("\n  search-index/"), "{}", run.stderr);
    let listed = check(&["--changed"]).stdout;
    let _ = net.build().ends(0);
    assert!(!page().contains("Quentina") && !page().contains("zanzibarwig"));
    assert!(listed.lines().any(|line| line == "chats/2026-05-12-hair.html"), "{listed}");
    assert!(!listed.contains("topics.html"), "{listed}");
    assert_eq!(check(&["--changed"]).stdout, "", "the site is as the sources are");
}

#[test]
fn an_answer_to_a_withheld_message_does_not_tell_what_it_was() {
    let message = |id: usize, name: &str, text: &str, more: &str| {
        format!(
            r#"{{"id":{id},"type":"message","date_unixtime":"177861240{id}","from":"{name}","from_id":"u{name}","text":"{text}"{more}}}"#
        )
    };
    let export = format!(
        r#"{{"name":"Hair","type":"private_group","id":1,"messages":[{},{},{},{}]}}"#,
        message(1, "Zoe", "Did yours come back?", ""),
        message(2, "Quentina", "My zanzibarwig did", ""),
        message(3, "Ida", "So did mine", r#","reply_to_message_id":2"#),
        message(4, "Ida", "And it was curly", r#","reply_to_message_id":1,"edited_unixtime":"1778612500""#),
    );
    let net = chat(&export, &with_participant("Quentina", "none"));
    let _ = net.build().ends(0);
    let page = String::from_utf8(net.site().remove("chats/2026-05-12-hair.html").unwrap()).unwrap();
    assert!(page.contains("In answer to a message that is not shown"), "{page}");
    assert!(page.contains("<a href=\"#message-1\">In answer to Participant 1</a>"), "{page}");
    assert!(page.contains("changed later") && !page.contains("#message-2"), "{page}");
}

//! What other programs read of a site: feeds are Atom (RFC 4287) and calendars iCalendar (RFC 5545), in dates of the
//! content, without a word of what is withheld.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::example::site;
use crate::support::{Net, tree};

/// A network with a page of each kind that feeds and calendars tell of, and things that they must not tell.
fn network() -> Net {
    Net::empty()
        .file(
            "bedside.yaml",
            "title: Together & well\nurl: https://example.org/net/\ntimezone: Europe/London\nchats:\n  time: \"19:00\"\n  \
             length: 60\n  schedule: every 2 months\n  first: 2026-12-08\n  join: Follow the hashtag.\n",
        )
        .file(
            "topics/care/rest.md",
            "---\ntitle: Rest <b>\nsummary: Sleep & rest.\nreviewed: 2026-03-02\nupdated: 2026-04-05\n---\n\nSleep.\n",
        )
        .file("topics/care/es.md", "---\ntitle: Descanso\nlanguage: es\nreviewed: 2026-01-02\n---\n\nDormir.\n")
        .file("chats/2026-05-12-hair/recap.md", "---\ntitle: Hair\ndate: 2026-05-12\n---\n\nWigs.\n")
        .file("chats/2026-05-12-hair/transcript.txt", "Zelda Quux: It fell out.\nZelda Quux: I wore a scarf.\n")
        .file("chats/2026-12-08-sleep/recap.md", "---\ntitle: Sleep\ndate: 2026-12-08\n---\n\nSoon.\n")
}

/// The site of the network.
fn built(net: &Net) -> BTreeMap<String, String> {
    let _ = net.build().ends(0);
    texts(&net.out())
}

/// The feeds and calendars below a folder.
fn texts(folder: &std::path::Path) -> BTreeMap<String, String> {
    let told = |path: &str| path.ends_with("feed.xml") || path.ends_with(".ics");
    let files = tree(folder).into_iter().filter(|(path, _)| told(path));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// What a feed says of itself or of one of its entries: the texts of its elements, and the addresses of its links.
type Facts = BTreeMap<String, Vec<String>>;

/// The facts of a feed, then those of each of its entries.
fn facts(xml: &str) -> Vec<Facts> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut path) = (vec![Facts::new()], Vec::new());
    let put = |all: &mut Vec<Facts>, name: String, value: String| {
        all.last_mut().unwrap().entry(name).or_default().push(value);
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                path.push(String::from(tag.name().as_ref()));
                if path.last().unwrap() == "entry" {
                    all.push(Facts::new());
                }
                put(&mut all, path.last().unwrap().clone(), String::new());
            }
            Event::Empty(tag) => {
                let value = |name: &str| tag.try_get_attribute(name).unwrap().unwrap().value.into_owned();
                put(&mut all, value("rel"), value("href"));
            }
            Event::Text(text) => {
                let name = path.last().cloned().unwrap_or_default();
                all.last_mut().unwrap().entry(name).or_default().last_mut().into_iter().for_each(|last| *last += &text);
            }
            Event::End(_) => drop(path.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "{path:?} are not closed");
    all
}

/// Fails unless `xml` has all that RFC 4287 asks for, with dates no later than the day of the build.
#[track_caller]
fn is_atom(path: &str, xml: &str) {
    assert!(xml.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""), "{path}: {xml}");
    let all = facts(xml);
    let mut ids = BTreeSet::new();
    for facts in &all {
        for name in ["id", "title", "updated", "alternate"] {
            assert_eq!(facts.get(name).map(Vec::len), Some(1), "{path}: {name} of {facts:?}");
        }
        assert!(ids.insert(&facts["id"][0]) || facts["id"] == all[0]["id"], "{path}: {:?} is there twice", facts["id"]);
        assert!(facts["id"][0].starts_with("https://"), "{path}: {facts:?}");
        let day = facts["updated"][0].strip_suffix("T00:00:00Z").unwrap();
        assert!(day.parse::<jiff::civil::Date>().is_ok() && day <= crate::support::TODAY, "{path}: {day}");
    }
    assert!(!all[0]["name"][0].is_empty() && all[0]["self"][0].ends_with(path), "{path}: {:?}", all[0]);
    let dates: Vec<&String> = all[1..].iter().map(|facts| &facts["updated"][0]).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{path}: {dates:?}");
    assert!(dates.first().is_none_or(|latest| **latest == all[0]["updated"][0]), "{path}: {dates:?}");
}

#[test]
fn feeds_are_atom_in_dates_of_the_content() {
    let net = network();
    let files = built(&net);
    let feeds = files.iter().chain(&texts(site())).filter(|(path, _)| path.ends_with(".xml")).count();
    assert!(feeds >= 8, "only {feeds} feeds");
    for (path, xml) in files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        is_atom(path, xml);
    }
    for (path, xml) in texts(site()).iter().filter(|(path, _)| path.ends_with(".xml")) {
        is_atom(path, xml);
    }
    let told: Vec<_> = facts(&files["feed.xml"])[1..]
        .iter()
        .map(|facts| (facts["title"][0].clone(), facts["updated"][0].clone()))
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(title, date)| (&**title, &date[..10])).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0], ("Hair", "2026-05-12"), "a chat counts from its day on");
    assert_eq!(told[1].1, "2026-04-05", "what changed counts, not what was looked at again");
    assert_eq!(told[2], ("Descanso", "2026-01-02"));
    assert!(files["feed.xml"].contains("<title>Rest &lt;b&gt;</title>"), "{}", files["feed.xml"]);
    assert!(files["feed.xml"].contains("<entry xml:lang=\"es\">\n<title>Descanso<"), "{}", files["feed.xml"]);
}

#[test]
fn feeds_and_calendars_tell_nothing_that_is_withheld() {
    let net = network();
    let files = built(&net);
    assert!(files.len() >= 6, "{:?}", files.keys());
    for (path, text) in &files {
        let unfolded = text.replace("\r\n ", "");
        for word in ["Zelda", "Quux", "scarf", "fell out"] {
            assert!(!unfolded.contains(word), "{word} is in {path}: {text}");
        }
    }
}

/// The lines of a calendar, as they were before they were folded.
fn lines(path: &str, ics: &str) -> Vec<String> {
    assert!(ics.ends_with("\r\n") && !ics.replace("\r\n", "").contains(['\r', '\n']), "{path}: lines end in CRLF");
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{path}: a line of more than 75 bytes: {ics}");
    ics.replace("\r\n ", "").lines().map(String::from).collect()
}

/// Fails unless `ics` has all that RFC 5545 asks for.
#[track_caller]
fn is_calendar(path: &str, ics: &str) {
    let lines = lines(path, ics);
    let (mut open, mut uids, mut zones) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let mut event = BTreeSet::new();
    for line in &lines {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{path}: {line}"));
        match name {
            "BEGIN" => open.push(value),
            "END" => assert_eq!(open.pop(), Some(value), "{path}: {ics}"),
            "UID" => assert!(uids.insert(value), "{path}: {value} is there twice"),
            "TZID" => drop(zones.insert(value)),
            "RRULE" => panic!("{path}: each date stands for itself, so that one can be moved: {line}"),
            _ => {}
        }
        if let Some(("DTSTART", zone)) = name.split_once(";TZID=") {
            assert!(zones.contains(zone), "{path}: nothing says what {zone} is");
        }
        event.insert(name.split(';').next().unwrap());
        if line == "END:VEVENT" {
            let asked = ["UID", "DTSTAMP", "DTSTART", "SUMMARY"];
            assert!(asked.iter().all(|name| event.contains(name)), "{path}: {event:?}");
            event.clear();
        }
    }
    assert!(open.is_empty() && lines[0] == "BEGIN:VCALENDAR" && lines[1] == "VERSION:2.0", "{path}: {ics}");
    assert!(lines[2].starts_with("PRODID:") && !uids.is_empty(), "{path}: {ics}");
}

#[test]
fn calendars_are_icalendar_with_each_date_of_the_series() {
    let net = network();
    let files = built(&net);
    for files in [&files, &texts(site())] {
        let calendars: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".ics")).collect();
        assert!(calendars.len() >= 3, "{calendars:?}");
        calendars.iter().for_each(|(path, ics)| is_calendar(path, ics));
    }
    let begins: Vec<&str> =
        files["calendar.ics"].lines().filter_map(|line| line.strip_prefix("DTSTART;TZID=Europe/London:")).collect();
    assert_eq!(begins[..2], ["20261208T190000", "20270208T190000"], "every two months after the chat that is planned");
    assert!(begins.len() > 2, "{begins:?}");
    assert!(!files["calendar.ics"].contains("20260512"), "the chat of May is over");
}

#[test]
fn a_calendar_always_has_an_entry() {
    let net = Net::new().file("chats/2026-05-12-hair/recap.md", "---\ntitle: Hair\ndate: 2026-05-12\n---\n\nWigs.\n");
    let _ = net.build().ends(0);
    is_calendar("calendar.ics", &texts(&net.out())["calendar.ics"]);
    let without = Net::new();
    let _ = without.build().ends(0);
    assert!(!texts(&without.out()).contains_key("calendar.ics"));
}

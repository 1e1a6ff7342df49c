//! What pages say of themselves to search engines is said in the words of schema.org, and holds nothing that the page
//! does not show.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::example::site;
use crate::page::{Page, none, pages};
use crate::support::{Net, TODAY};

/// The vocabulary: what each type is a kind of, and what may be said of it.
struct Vocabulary {
    kinds: BTreeMap<&'static str, Vec<&'static str>>,
    ranges: BTreeMap<(&'static str, &'static str), Vec<&'static str>>,
}

impl Vocabulary {
    fn read() -> Self {
        let mut vocabulary = Self { kinds: BTreeMap::new(), ranges: BTreeMap::new() };
        let lines = include_str!("structured_data/schema_org.tsv").lines().filter(|line| !line.starts_with('#'));
        for (name, types) in lines.filter_map(|line| line.split_once('\t')) {
            let types = types.split(' ').filter(|name| !name.is_empty()).collect();
            match name.split_once('.') {
                Some(property) => drop(vocabulary.ranges.insert(property, types)),
                None => drop(vocabulary.kinds.insert(name, types)),
            }
        }
        vocabulary
    }

    /// The types of the values of a property, if a thing of this type may have it.
    fn range(&self, kind: &str, property: &str) -> Option<&[&'static str]> {
        let kinds = self.kinds.get_key_value(kind).map(|(kind, above)| (*kind, above))?;
        let mut all = [kinds.0].into_iter().chain(kinds.1.iter().copied());
        all.find_map(|kind| {
            self.ranges
                .iter()
                .find(|((of, name), _)| *of == kind && *name == property)
                .map(|(_, range)| range.as_slice())
        })
    }

    /// Notes what is wrong with `value`, a value of a property that takes `range`.
    fn check(&self, value: &Value, range: &[&str], place: &str, wrong: &mut Vec<String>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.check(value, range, place, wrong)),
            Value::Object(thing) => {
                let kind = thing.get("@type").and_then(Value::as_str).unwrap_or_default();
                let Some(above) = self.kinds.get(kind) else {
                    return wrong.push(format!("{place}: “{kind}” is no type that we know"));
                };
                let fits = range.is_empty() || range.iter().any(|wanted| *wanted == kind || above.contains(wanted));
                if !fits {
                    wrong.push(format!("{place}: is a {kind}, and takes {range:?}"));
                }
                for (name, value) in thing.iter().filter(|(name, _)| !name.starts_with('@')) {
                    let place = format!("{place} {kind}.{name}");
                    match self.range(kind, name) {
                        Some(range) => self.check(value, range, &place, wrong),
                        None => wrong.push(format!("{place}: {kind} has no such property")),
                    }
                }
            }
            Value::String(text) => self.check_text(text, range, place, wrong),
            Value::Number(_) if range.iter().any(|name| ["Integer", "Number"].contains(name)) => {}
            _ => wrong.push(format!("{place}: {value}, and takes {range:?}")),
        }
    }

    fn check_text(&self, text: &str, range: &[&str], place: &str, wrong: &mut Vec<String>) {
        // A source may give no more than its year, or the year and the month: ISO 8601 takes both.
        let whole = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => String::from(text),
        };
        let is_date = whole.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
        let fits = range.iter().any(|name| match *name {
            "Text" | "XPathType" | "CssSelectorType" | "PronounceableText" => true,
            "URL" => text.starts_with("https://") || text.starts_with("http://"),
            "Date" | "DateTime" => is_date,
            // A member of an enumeration is an address of schema.org.
            enumeration => text.starts_with("https://schema.org/") && !self.kinds.contains_key(enumeration),
        });
        // A thing may stand for itself by its address.
        if !fits && !text.starts_with("https://example.org/") {
            wrong.push(format!("{place}: “{text}”, and takes {range:?}"));
        }
    }
}

/// What a page says of itself.
fn structured(page: &Page) -> Vec<Value> {
    let scripts = page.select("script[type='application/ld+json']");
    scripts.iter().map(|script| serde_json::from_str(&script.text().collect::<String>()).unwrap()).collect()
}

/// The things that a page says something of, by type.
fn graph(page: &Page) -> BTreeMap<String, Value> {
    let things = structured(page).into_iter().flat_map(|mut data| match data["@graph"].take() {
        Value::Array(things) => things,
        other => vec![other],
    });
    things.map(|thing| (thing["@type"].as_str().unwrap().to_owned(), thing)).collect()
}

#[test]
fn every_page_speaks_the_words_of_schema_org() {
    let vocabulary = Vocabulary::read();
    let mut wrong = Vec::new();
    let mut types = BTreeSet::new();
    for page in pages(site()) {
        for data in structured(&page) {
            assert_eq!(data["@context"], "https://schema.org", "{}", page.path);
            vocabulary.check(&data["@graph"], &[], &page.path, &mut wrong);
        }
        types.extend(graph(&page).into_keys());
    }
    none(&wrong, "word that is not schema.org's");
    for kind in ["MedicalWebPage", "DiscussionForumPosting", "DefinedTermSet", "WebSite", "BreadcrumbList"] {
        assert!(types.contains(kind), "no page is a {kind}");
    }
}

#[test]
fn the_checker_finds_wrong_words() {
    let vocabulary = Vocabulary::read();
    for wrong in [
        r#"{"@type": "MedicalWebPage", "conflictOfInterest": "none"}"#,
        r#"{"@type": "Hospice"}"#,
        r#"{"@type": "WebPage", "lastReviewed": "last week"}"#,
        r#"{"@type": "WebPage", "reviewedBy": {"@type": "WebSite"}}"#,
        r#"{"@type": "Event", "eventStatus": "Scheduled"}"#,
    ] {
        let mut found = Vec::new();
        vocabulary.check(&serde_json::from_str(wrong).unwrap(), &[], "here", &mut found);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
    }
}

fn network() -> Net {
    Net::empty()
        .file(
            "bedside.yaml",
            "title: Together\norganisation: Riverbend\nurl: https://example.org/net/\ntimezone: Europe/London\n\
             chats:\n  time: \"19:00\"\n  length: 60\n",
        )
        .file(
            "people.yaml",
            "staff:\n  - id: ann\n    name: Ann Lee\n    role: Nurse\n    consent: name\n    consent_date: 2026-01-02\n    \
             consent_method: form\n",
        )
        .file(
            "topics/care/hair-loss.md",
            "---\ntitle: Hair loss </script><script>alert(1)</script>\nkind: side-effect\nreviewed: 2026-03-02\n\
             reviewed_by: [ann]\naliases: [alopecia]\n---\n\nHair grows back.\n",
        )
        .file("topics/es/pelo.md", "---\ntitle: Pelo\nlanguage: es\ntranslation_of: topics/care/hair-loss.md\n---\n\nCrece.\n")
        .file("chats/2027-01-12-sleep/recap.md", "---\ntitle: Sleep\ndate: 2027-01-12\nmoderators: [ann]\n---\n\nSoon.\n")
        .file("chats/2026-05-12-hair/recap.md", "---\ntitle: Hair\ndate: 2026-05-12\nquestions: [What helped?]\n---\n\nWigs.\n")
        .file("chats/2026-05-12-hair/transcript.txt", "Zelda Quux: It fell out at once.\nZelda Quux: I wore a scarf.\n")
}

/// The page at `path` of the network above.
fn page(path: &str) -> Page {
    let net = network();
    let _ = net.build().ends(0);
    Page::read(path, &std::fs::read(net.out().join(path)).unwrap())
}

#[test]
fn a_topic_says_who_reviewed_it_and_when_and_cannot_break_out() {
    let page = page("topics/care/hair-loss.html");
    let graph = graph(&page);
    let topic = &graph["MedicalWebPage"];
    assert_eq!(topic["lastReviewed"], "2026-03-02");
    assert_eq!(topic["reviewedBy"]["name"], "Ann Lee");
    assert_eq!(topic["about"]["@type"], "MedicalSymptom");
    assert_eq!(topic["about"]["alternateName"], "alopecia");
    assert_eq!(topic["audience"]["@type"], "Patient");
    assert_eq!(topic["name"], "Hair loss </script><script>alert(1)</script>");
    let crumbs = &graph["BreadcrumbList"]["itemListElement"];
    assert_eq!(crumbs[0]["item"], "https://example.org/net/");
    assert_eq!(crumbs[3]["item"], "https://example.org/net/topics/care/hair-loss.html");
    assert!(page.select("script:not([src]):not([type])").is_empty(), "the title broke out of its script");
}

#[test]
fn a_translation_names_its_original() {
    let graph = graph(&page("topics/es/pelo.html"));
    let page = &graph["MedicalWebPage"];
    assert_eq!(page["inLanguage"], "es");
    assert_eq!(page["translationOfWork"]["url"], "https://example.org/net/topics/care/hair-loss.html");
}

#[test]
fn a_coming_chat_is_an_event_on_the_web() {
    let graph = graph(&page("chats/2027-01-12-sleep.html"));
    let event = &graph["Event"];
    assert_eq!(event["startDate"], "2027-01-12T19:00:00+00:00");
    assert_eq!(event["endDate"], "2027-01-12T20:00:00+00:00");
    assert_eq!(event["location"]["@type"], "VirtualLocation");
    assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
}

#[test]
fn a_chat_tells_its_questions_and_none_of_the_words_of_participants() {
    let page = page("chats/2026-05-12-hair.html");
    let graph = graph(&page);
    assert_eq!(graph["DiscussionForumPosting"]["comment"]["text"], "What helped?");
    let all = serde_json::to_string(&graph).unwrap();
    for words in ["scarf", "Quux", "fell out"] {
        assert!(!all.contains(words), "{all}");
    }
}

#[test]
fn every_text_has_an_address_in_the_lists_for_programs() {
    let net = network();
    let _ = net.run(&["build", "--today", TODAY]).ends(0);
    let read = |path: &str| std::fs::read_to_string(net.out().join(path)).unwrap();
    let topic = "https://example.org/net/topics/care/hair-loss.html";
    for path in ["llms.txt", "sitemap.xml", "feed.xml", "topics/care/feed.xml", "api/pages.json"] {
        assert!(read(path).contains(topic), "{path}");
    }
    assert!(!read("chats/feed.xml").contains(topic));
    assert!(read("chats/feed.xml").contains("https://example.org/net/chats/2026-05-12-hair.html"));
    let sitemap = read("sitemap.xml");
    assert!(sitemap.contains("hreflang=\"es\" href=\"https://example.org/net/topics/es/pelo.html\""), "{sitemap}");
    let list: Value = serde_json::from_str(&read("api/pages.json")).unwrap();
    let translation = list.as_array().unwrap().iter().find(|page| page["title"] == "Pelo").unwrap();
    assert_eq!(translation["translation_of"], "topics/care/hair-loss.html");
    let calendar = read("chats/2027-01-12-sleep.ics");
    assert!(calendar.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTART;TZID=Europe/London:20270112T190000\r\n"), "{calendar}");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
}

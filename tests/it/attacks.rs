//! Whatever stands in whatever field of a network: nothing of it runs, loads, sends or imitates something.
//!
//! Every line of `../shared/samples/attacks`, where that lies beside the repository, and of a list of our own goes into
//! bodies, link targets, alternative texts, messages, names, definitions and references; those that differ in more than
//! letters also become titles, summaries and tags. The site is read as a browser reads it.

mod dangers;
mod fields;
mod payloads;

use rayon::prelude::*;

use crate::attacks::payloads::{all, telling};
use crate::page::{Page, none};
use crate::support::Net;

#[test]
fn titles_summaries_and_tags_stay_text() {
    let payloads = telling();
    let net = fields::titles(&quiet(), &payloads);
    let pages = built(&net);
    let mut changed = Vec::new();
    for (at, payload) in payloads.iter().enumerate() {
        let path = fields::title_page(at);
        let page =
            pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("{path} is missing: {payload}"));
        let wanted = visible(payload);
        let shown = visible(&page.text("h1"));
        if shown != wanted {
            changed.push(format!("{path}: {wanted:?} is shown as {shown:?}"));
        }
        if !visible(&page.text("title")).starts_with(&wanted) {
            changed.push(format!("{path}: {wanted:?} is not in {:?}", page.text("title")));
        }
    }
    none(&changed, "title that is not shown as it is written");
}

#[test]
fn bodies_links_and_pictures_do_no_harm() {
    let pages = built(&fields::bodies(&quiet(), &all(), &telling()));
    at_least(all().len() + telling().len(), &pages, "main blockquote");
}

#[test]
fn chats_do_no_harm() {
    let net = fields::chats(&quiet(), &all(), &telling());
    let pages = built(&net);
    // Some are commands or repetitions to the reader of transcripts, and are left out.
    at_least(all().len() * 9 / 10, &pages, "[id^=message-]");
}

#[test]
fn glossary_people_contacts_and_references_do_no_harm() {
    let pages = built(&fields::lists(&quiet(), &all(), &telling()));
    at_least(all().len(), &pages, "[id^=term-]");
    at_least(all().len() + telling().len(), &pages, "[id^=ref-]");
    at_least(telling().len(), &pages, "[id^=person-]");
}

#[test]
fn settings_do_no_harm() {
    for payload in payloads::OWN {
        let net = fields::settings(payload);
        let run = net.build();
        assert!(!run.stderr.contains("panicked"), "{payload}: {}", run.stderr);
        if run.code == 0 {
            harmless(&net);
        }
    }
}

/// Builds a network, and every page of it that is safe.
fn built(net: &Net) -> Vec<Page> {
    let _ = net.run(&["build", "--quiet", "--today", crate::support::TODAY]).ends(0);
    harmless(net)
}

/// Fails if fewer elements are shown than payloads were written: a test that finds no danger in nothing proves nothing.
#[track_caller]
fn at_least(wanted: usize, pages: &[Page], selector: &str) {
    let shown: usize = pages.iter().map(|page| page.select(selector).len()).sum();
    assert!(shown >= wanted, "only {shown} of {wanted} {selector} are shown");
}

/// Reads the site of `net` and fails if anything in it is dangerous, or anything lies beside it.
fn harmless(net: &Net) -> Vec<Page> {
    let site = net.site();
    let found: Vec<String> =
        site.par_iter().flat_map_iter(|(path, bytes)| dangers::of_file(path, bytes, &site)).collect();
    none(&found, "danger");
    let beside: Vec<_> = std::fs::read_dir(net.outside()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["net"], "something was written outside of the network folder");
    let pages = site.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| Page::read(path, bytes)).collect()
}

/// Settings under which no finding stops a build: what is published in spite of findings must be safe, too.
fn quiet() -> String {
    let rules = bedside::pipeline::rules();
    let off: String = rules.iter().map(|rule| format!("  {}: off\n", rule.id)).collect();
    format!("title: Test network\nurl: https://example.org/net/\nseverity:\n{off}")
}

/// What a reader sees of a text: no control characters, single spaces.
fn visible(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Networks whose fields hold what attackers write.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::Net;

/// How many payloads a page has.
const A_PAGE: usize = 50;

/// A page a payload, which is its title, its summary, a tag and most other settings.
pub fn titles(settings: &str, payloads: &[&str]) -> Net {
    let net = Net::empty().file("bedside.yaml", settings);
    for (at, payload) in payloads.iter().enumerate() {
        let text = yaml(payload);
        let mut page = format!("---\ntitle: {text}\nsummary: {text}\ntags: [{text}]\naliases: [{text}]\n");
        for field in ["kind", "audience", "authors", "reviewed_by", "disclosures", "funding", "sources"] {
            let _ = writeln!(page, "{field}: {text}");
        }
        if at % 20 == 0 {
            let _ = writeln!(page, "language: {text}\ntranslation_of: {text}");
        }
        net.put(&format!("topics/{:02}/n{at}.md", at % 20), format!("{page}---\n\nText.\n"));
    }
    for (at, payload) in payloads.iter().enumerate().take(20) {
        net.put(&format!("topics/{at:02}/index.md"), format!("---\ntitle: {0}\nsummary: {0}\n---\n", yaml(payload)));
    }
    net
}

/// Where the page of the payload number `at` stands.
pub fn title_page(at: usize) -> String {
    format!("topics/{:02}/n{at}.html", at % 20)
}

/// Payloads in the text of pages: all in what attackers aim at, one of each kind in everything else that Markdown has.
pub fn bodies(settings: &str, all: &[&str], telling: &[&str]) -> Net {
    let net = Net::empty().file("bedside.yaml", settings).file("static/pic.png", b"\x89PNG\r\n\x1a\n");
    // Each stands in a quotation of its own: where that ends, a block of HTML ends that has not been closed.
    for (at, chunk) in all.chunks(A_PAGE).enumerate() {
        let body: String = chunk.iter().map(|p| quoted(&aimed(p))).collect();
        net.put(&format!("topics/all/n{at}.md"), body);
    }
    for (at, chunk) in telling.chunks(A_PAGE).enumerate() {
        let body: String = chunk.iter().map(|p| quoted(&everywhere(p))).collect();
        net.put(&format!("topics/telling/n{at}.md"), body);
    }
    net
}

/// A payload as HTML, as a target, and as an alternative text.
fn aimed(p: &str) -> String {
    format!("{p}\n\nx {p} y\n\n[x]({p}) [x](<{p}>) ![{p}](../../static/pic.png) ![x](<{p}>)\n\n<div>{p}</div>\n")
}

/// A payload in every other place.
fn everywhere(p: &str) -> String {
    format!(
        "## {p}\n\n[{p}](https://example.org/ \"{p}\") [[{p}]] [[x|{p}]] [@{p}] <{p}> `{p}` <span title='{p}'>x</span>\n\n\
         <a href=\"{p}\" title=\"{p}\" class=\"{p}\" id=\"{p}\">x</a> <img src=\"{p}\" alt=\"{p}\">\n\n\
         <p style=\"{p}\" lang=\"{p}\">x</p>\n\n| {p} |\n|---|\n| {p} |\n\n```{p}\n{p}\n```\n\n- [ ] {p}\n\n{p}\n: {p}\n\n\
         [^1]\n\n[^1]: {p}\n\n[ref]: {p} \"{p}\"\n\n[ref] [[contact:{p}]] [[term:{p}]]\n\n> [!URGENT]\n> **{p}**\n>\n> {p}\n"
    )
}

/// A text as a quotation, with a paragraph after it.
fn quoted(text: &str) -> String {
    let quoted: String = text.lines().map(|line| format!("> {line}\n")).collect();
    format!("{quoted}\n&nbsp;\n\n")
}

/// Payloads as messages, as names that may be shown, and as everything that a recap holds.
pub fn chats(settings: &str, all: &[&str], telling: &[&str]) -> Net {
    let net = Net::empty().file("bedside.yaml", settings);
    let people: Vec<Value> = telling
        .iter()
        .enumerate()
        .map(|(at, p)| json!({ "id": format!("p{at}"), "name": p, "role": p, "handles": [format!("Person{at}")], "consent": "name", "consent_date": "2026-01-05", "consent_method": p }))
        .collect();
    net.put("people.yaml", json!({ "participants": people }).to_string());
    for (number, chunk) in all.chunks(1000).enumerate() {
        let line = |(at, p): (usize, &&str)| {
            format!("[19:{:02}] Person{}: {p}\n", at % 60, (number * 1000 + at) % telling.len())
        };
        let transcript: String = chunk.iter().enumerate().map(line).collect();
        chat(&net, &format!("2026-05-{:02}-texts", number + 1), telling[number % telling.len()], &transcript);
    }
    let named: String = telling.iter().map(|p| format!("[19:00] {p}: Hello {p}\n")).collect();
    chat(&net, "2026-06-01-names", telling[0], &named);
    let tweets: String = telling.iter().map(|p| format!("@someone (19:00): T1 {p} @{p}\n")).collect();
    chat(&net, "2026-06-02-tweets", telling[1], &tweets);
    net
}

/// One chat, whose recap is made of `p`.
fn chat(net: &Net, id: &str, p: &str, transcript: &str) {
    let text = yaml(p);
    let recap = format!(
        "---\ntitle: {text}\nsummary: {text}\nhashtag: {text}\nmoderators: [{text}]\nguests: {text}\nquestions: [{text}, {text}]\n\
         topics: {text}\ndisclosures: {text}\nstart: {text}\ntimezone: {text}\nstatus: {text}\n---\n\n## T1: {p}\n\n{p}\n"
    );
    net.put(&format!("chats/{id}/recap.md"), recap);
    net.put(&format!("chats/{id}/transcript.txt"), transcript);
}

/// Payloads in the lists of a network, all of which a page names.
pub fn lists(settings: &str, all: &[&str], telling: &[&str]) -> Net {
    let net = Net::empty().file("bedside.yaml", settings);
    let definitions = all.iter().enumerate().map(|(at, p)| json!({ "term": format!("word {at}"), "definition": p }));
    let terms = telling.iter().map(|p| json!({ "term": p, "clinical": p, "definition": p, "synonyms": [p], "see": p }));
    net.put("glossary.yaml", Value::Array(definitions.chain(terms).collect()).to_string());
    let staff = |(at, p): (usize, &&str)| json!({ "id": format!("s{at}"), "name": p, "role": p, "credentials": p, "disclosures": p, "about": p });
    net.put("people.yaml", json!({ "staff": telling.iter().enumerate().map(staff).collect::<Vec<_>>() }).to_string());
    let contact = |(at, p): (usize, &&str)| json!({ "id": format!("c{at}"), "name": p, "telephone": p, "hours": p, "for": p, "email": p });
    let contacts: Vec<_> = telling.iter().enumerate().map(contact).collect();
    net.put("contacts.yaml", json!({ "contacts": contacts, "thresholds": { "fever": telling[0] } }).to_string());
    net.put("references/titles.json", Value::Array(all.iter().enumerate().map(title).collect()).to_string());
    net.put("references/fields.json", Value::Array(telling.iter().enumerate().map(reference).collect()).to_string());
    net.put("references/entries.bib", telling.iter().enumerate().map(entry).collect::<String>());
    for first in (0..telling.len()).step_by(A_PAGE) {
        let named = |at| format!("[[contact:c{at}]] [[person:s{at}]] [@f{at}; @b{at}] [[threshold:fever]]\n\n");
        let body: String = (first..first + A_PAGE).map(named).collect();
        net.put(
            &format!("topics/n{first}.md"),
            format!("---\nreviewed_by: [s{first}]\nsources: [f{first}]\n---\n\n{body}"),
        );
    }
    net
}

/// A source in CSL-JSON whose title is a payload.
fn title((at, p): (usize, &&str)) -> Value {
    json!({ "id": format!("t{at}"), "type": "webpage", "title": p })
}

/// A source in CSL-JSON all of whose fields are payloads.
fn reference((at, p): (usize, &&str)) -> Value {
    json!({
        "id": format!("f{at}"), "type": "article-journal", "title": p, "author": [{ "family": p, "given": p }, { "literal": p }],
        "container-title": p, "publisher": p, "volume": p, "page": p, "URL": p, "DOI": p, "note": p, "issued": { "date-parts": [[2020]] },
    })
}

/// A source in BibTeX, as far as its syntax can hold the payload.
fn entry((at, p): (usize, &&str)) -> String {
    let p = p.replace(['{', '}', '\\', '%'], "");
    format!(
        "@article{{b{at},\n  title = {{{p}}},\n  author = {{{p}}},\n  journal = {{{p}}},\n  url = {{{p}}},\n  doi = {{{p}}},\n  year = 2020\n}}\n"
    )
}

/// A network all of whose settings are one payload.
pub fn settings(payload: &str) -> Net {
    let text = yaml(payload);
    let mut settings = String::new();
    for field in
        ["title", "organisation", "department", "description", "language", "url", "timezone", "disclaimer", "emergency"]
    {
        let _ = writeln!(settings, "{field}: {text}");
    }
    let _ = writeln!(settings, "chats:\n  first: 2026-01-13\n  schedule: monthly\n  hashtag: {text}\n  join: {text}");
    Net::empty().file("bedside.yaml", settings).file("topics/a.md", "---\ntitle: A\n---\n\nHello.\n")
}

/// A text as YAML takes it, whatever is in it.
fn yaml(text: &str) -> String {
    Value::from(text).to_string()
}

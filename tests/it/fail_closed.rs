//! One planted identifier of each kind in each place that carries text: nothing is published, and no log repeats it.
//!
//! The whole table is checked inside this process, where a network takes milliseconds; a diagonal of it is built with the
//! real program, and every format of report is read.

use bedside::finding::Severity;
use bedside::gate;
use bedside::model::network::Drafts;
use bedside::pipeline::Pipeline;
use jiff::civil::date;

use crate::support::{Net, TODAY};

/// Identifiers, and what of each must not be repeated: kinds A to P and R of 45 CFR 164.514(b)(2)(i).
const KINDS: [(&str, &str); 18] = [
    ("Mrs Margaret Whitfield", "Margaret Whitfield"),
    ("I live at 14 Elm Road, Leeds LS6 3AB", "14 Elm Road"),
    ("born on 12 March 1961", "12 March 1961"),
    ("she is 94 years old", "94 years"),
    ("07700 900123", "07700 900123"),
    ("fax 020 7946 0958", "020 7946 0958"),
    ("maggie.whitfield@example.org", "maggie.whitfield@example.org"),
    ("SSN 219-09-9876", "219-09-9876"),
    ("MRN 48219377", "48219377"),
    ("member ID XJH483920112", "XJH483920112"),
    ("account number 31926819", "31926819"),
    ("driving licence WHITF611231M99AB", "WHITF611231M99AB"),
    ("number plate AB12 CDE", "AB12 CDE"),
    ("pacemaker serial number PN8841207", "PN8841207"),
    ("https://www.facebook.com/margaret.whitfield.9", "margaret.whitfield.9"),
    ("203.0.113.77", "203.0.113.77"),
    ("my fingerprint and the scar over my left eye", "scar over my left eye"),
    ("NHS number 943 476 5919", "943 476 5919"),
];

/// Puts an identifier into a network.
type Carrier = fn(&Net, &str);

/// Every place that carries text.
const CARRIERS: [(&str, Carrier); 12] = [
    ("the body of a page", |net, words| net.put("topics/a.md", page("", &format!("{words}."), "x"))),
    ("a message", |net, words| {
        net.put("chats/2026-05-12-x/t.txt", format!("[19:00] Ana: hello\n[19:01] Berit: well, {words} is it\n"));
    }),
    ("the author of a message", |net, words| {
        let chat = format!("[12/05/2026, 19:00:00] {words}: hello\n[13/05/2026, 19:01:00] Berit: well\n");
        net.put("chats/2026-05-12-x/t.txt", chat);
    }),
    ("front matter", |net, words| net.put("topics/a.md", page(&format!("summary: \"{words}\"\n"), "x", "x"))),
    ("the words of a picture", |net, words| {
        net.put("topics/a.md", page("", &format!("![{words}](p.jpg)"), "x"));
        net.put("topics/p.jpg", photo("x"));
    }),
    ("the name of a file", |net, words| net.put(&format!("topics/{}.md", file_name(words)), page("", "x", "x"))),
    ("the target of a link", |net, words| {
        let target = if words.starts_with("http") { String::from(words) } else { file_name(words) + ".md" };
        net.put("topics/a.md", page("", &format!("[x](<{target}>)"), "x"));
    }),
    ("code", |net, words| net.put("topics/a.md", page("", &format!("```\n{words}\n```"), "x"))),
    ("a comment of HTML", |net, words| net.put("topics/a.md", page("", "x", &format!("<!-- {words} -->")))),
    ("the note of a source", |net, words| {
        let fields = "title={On arms}, author={Harbeck, Nadia}, year={2020}";
        net.put("references/a.bib", format!("@article{{h, {fields}, note={{{words}}}}}"));
    }),
    ("what a picture says of itself", |net, words| net.put("static/p.jpg", photo(words))),
    ("a private field of people.yaml", |net, words| {
        let consent = "consent: name, consent_date: 2026-01-01";
        net.put(
            "people.yaml",
            format!("participants:\n- {{id: q, name: Q Q, {consent}, consent_method: \"{words}\"}}\n"),
        );
    }),
];

/// The one place where some identifiers stand by design: exports write names, handles and telephone numbers before each
/// message. A pseudonym is made of them, so the build goes on and no byte of them is published.
const AUTHORS: &str = "the author of a message";
const AUTHORS_BY_DESIGN: [&str; 2] = ["Mrs Margaret Whitfield", "07700 900123"];

/// A page with more settings, a body, and something behind it.
fn page(settings: &str, body: &str, rest: &str) -> String {
    format!("---\ntitle: Fatigue\n{settings}---\n# Fatigue\n\n{body}\n\n{rest}\n")
}

/// The smallest picture, with a comment.
fn photo(comment: &str) -> Vec<u8> {
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [b"\xFF\xD8\xFF\xFE", &length[..], comment.as_bytes(), b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x01\x02\x03\xFF\xD9"]
        .concat()
}

/// Words as people write them into the name of a file.
fn file_name(words: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || "-_.@".contains(c);
    words.replace("https://", "").chars().map(|c| if is_kept(c) { c } else { '-' }).collect()
}

/// A network with a chat that carries `words`.
fn net(carrier: Carrier, words: &str) -> Net {
    let net = Net::new().file("chats/2026-05-12-x/recap.md", "---\ntitle: Chat\n---\nWe talked.\n");
    carrier(&net, words);
    net
}

/// Letters and digits alone, so that no punctuation hides anything.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every cell of the table, but those that are so by design.
fn cells() -> impl Iterator<Item = (&'static str, Carrier, &'static str, &'static str)> {
    CARRIERS
        .iter()
        .flat_map(|(place, carrier)| KINDS.iter().map(move |(words, core)| (*place, *carrier, *words, *core)))
        .filter(|(place, _, words, _)| *place != AUTHORS || !AUTHORS_BY_DESIGN.contains(words))
}

#[test]
fn nothing_may_be_published_while_an_identifier_stands_anywhere() {
    let mut wrong = Vec::new();
    for (place, carrier, words, core) in cells() {
        let net = net(carrier, words);
        let checked = Pipeline::new(net.root(), net.out(), date(2026, 11, 22)).check(Drafts::LeaveOut).unwrap();
        let said = serde_json::to_string(&checked.findings.placed(&checked.sources)).unwrap();
        if squeezed(&said).contains(&squeezed(core)) {
            wrong.push(format!("{words} in {place} is repeated: {said}"));
        }
        let is_private = |check: &str| check.starts_with("privacy/");
        if !checked.findings.iter().any(|it| it.severity == Severity::Error && is_private(it.rule.id)) {
            wrong.push(format!("{words} in {place} is not found"));
        }
        if gate::publish(checked.network, &checked.findings).is_ok() {
            wrong.push(format!("{words} in {place} may be published"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_program_publishes_nothing_and_no_report_repeats_it() {
    // Each kind and each place at least once.
    for (place, carrier, words, core) in cells().step_by(11) {
        let net = net(carrier, words);
        let built = net.build().ends(2);
        assert!(!net.out().exists(), "{words} in {place}");
        let mut said = built.stdout + &built.stderr;
        for format in ["text", "json", "sarif", "github"] {
            let run = net.run(&["check", "--format", format, "--today", TODAY]).ends(2);
            said += &(run.stdout + &run.stderr);
        }
        assert!(!squeezed(&said).contains(&squeezed(core)), "{words} in {place} is repeated:\n{said}");
    }
}

#[test]
fn who_speaks_is_neither_published_nor_repeated() {
    let (_, carrier) = CARRIERS.into_iter().find(|(place, _)| *place == AUTHORS).unwrap();
    for words in AUTHORS_BY_DESIGN.into_iter().chain(["@maggie_w1961", "Maggie Whitfield (+44 7700 900123)"]) {
        let net = net(carrier, words);
        let built = net.build().ends(0);
        let said = built.stdout + &built.stderr + &net.run(&["check", "--format", "json", "--today", TODAY]).stdout;
        let core = squeezed(words.trim_start_matches("Mrs "));
        assert!(!squeezed(&said).contains(&core), "{words} is repeated:\n{said}");
        for (path, bytes) in net.site() {
            assert!(!squeezed(&String::from_utf8_lossy(&bytes)).contains(&core), "{words} is in {path}");
        }
    }
}

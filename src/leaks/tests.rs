//! What is found in every corner of an output, and what is not.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;

use crate::config::Config;
use crate::finding::identifier::{Class, Identifier, Passage};
use crate::finding::{Finding, Findings, Rule, Severity};
use crate::leaks::Leaks;
use crate::model::network::{Drafts, Network, Parsed};
use crate::model::secret::SecretKind;
use crate::parse;
use crate::site::SitePath;
use crate::source::{FilePath, SourceFile, Sources};

/// A network of these files.
fn network(files: &[(&str, &str)]) -> Network {
    let files = files.iter().map(|(path, text)| Arc::new(SourceFile::text(FilePath::new(*path), *text))).collect();
    let parse = |file: &Arc<SourceFile>| Parsed { file: Arc::clone(file), document: Arc::new(parse::document(file).0) };
    let documents: Vec<Parsed> = Sources::new(files).files().iter().map(parse).collect();
    let config = Config { organisation: Some(String::from("Hartley Hospital")), ..Config::default() };
    Network::link(Arc::new(config), date(2026, 11, 22), Drafts::LeaveOut, &documents)
}

const CHAT: &str = "chats/2026-05-12-x/transcript.txt";

/// What is searched for in the tests: a chat of five people, of whom one is staff and one agreed to be named.
fn leaks() -> Leaks {
    Leaks::of(
        &network(&[
            (
                CHAT,
                "[19:00] Margaret Whitfield: good evening, call me on 01632 960 123 or maggie.w@example.org\n\
             [19:01] Ruth Okafor: hello\n[19:02] Nadia: hello\n[19:03] May: hello\n[19:04] Tess Hartley: hello\n\
             [19:05] quietlycoping: my left arm has been swollen since the second week of radiotherapy\n",
            ),
            ("chats/2026-05-12-x/recap.md", "# A chat\n"),
            (
                "people.yaml",
                "staff:\n- {id: r, name: Ruth Okafor}\nparticipants:\n- {id: q, name: Q Q, handles: [quietlycoping], consent: none}\n\
             - {id: t, name: Tess Hartley, consent: name, consent_date: 2026-01-01, consent_method: form}\n",
            ),
            ("references/a.bib", "@article{h, title={On arms}, author={Harbeck, Nadia}, year={2020}}"),
        ]),
        &Findings::new(),
    )
}

/// The kinds of leaks in a file.
fn found(path: &str, text: &str) -> Vec<SecretKind> {
    leaks().in_file(&SitePath::new(path), text.as_bytes()).into_iter().map(|leak| leak.kind).collect()
}

#[test]
fn a_name_is_found_however_it_is_written() {
    for (path, text) in [
        ("a.html", "<p>margaret WHITFIELD</p>"),
        ("a.html", "<p>Margaret <b>Whit</b>field</p>"),
        ("a.html", "<p>M&#97;rgaret&nbsp;Whit&shy;field</p>"),
        ("a.html", "<img alt=\"Margaret Whitfield\">"),
        ("a.html", "<!-- Margaret Whitfield -->"),
        ("a.html", "<a href=\"m/margaret-whitfield.html\">x</a>"),
        ("a.html", "<a href=\"?q=Margaret%20Whitfield\">x</a>"),
        ("api/pages.json", "{\"t\":\"Marg\\u0061ret\\nWhitfield\"}"),
        ("search-index/all.js", "bedsideSearch(\"x\",[\"Margaret Whitfield\"])"),
        ("calendar.ics", "SUMMARY:Margaret Whit\r\n field\r\n"),
        ("feed.xml", "<title>&lt;b&gt;Margaret&lt;/b&gt; Whitfield</title>"),
        ("style.css", "/* Margaret Whitfield */"),
        ("topics/margaret-whitfield.html", "<p>nothing</p>"),
    ] {
        assert_eq!(found(path, text), [SecretKind::Name], "{path}: {text}");
    }
}

#[test]
fn numbers_addresses_and_passages_are_found() {
    for number in ["01632 960 123", "+44 1632 960123", "(01632)960-123", "tel:+441632960123"] {
        assert_eq!(found("a.html", &format!("<a href=\"{number}\">call</a>")), [SecretKind::Number], "{number}");
    }
    assert_eq!(found("a.html", "maggie.w@example.org"), [SecretKind::Address]);
    assert_eq!(
        found("a.html", "one said: “my left arm has <em>been</em> swollen since the second week”"),
        [SecretKind::Passage]
    );
    assert_eq!(found("a.html", "@QuietlyCoping"), [SecretKind::Name]);
}

#[test]
fn parts_of_names_count_on_the_page_of_their_chat_alone() {
    assert_eq!(found("chats/2026-05-12-x.html", "Whitfield said"), [SecretKind::Part]);
    assert_eq!(found("chats/2026-05-12-x/2.html", "Margaret said"), [SecretKind::Part]);
    assert_eq!(found("chats/2026-05-12-x2.html", "Margaret said"), []);
    assert_eq!(found("topics/a.html", "Margaret Thatcher"), []);
}

#[test]
fn what_is_public_or_an_ordinary_word_is_no_leak() {
    for text in [
        "in May we may",
        "Harbeck, Nadia. On arms.",
        "Harbeck N. On arms.",
        "Nadia Harbeck wrote",
        "Ruth Okafor, nurse",
        "Tess Hartley",
        "Hartley Hospital",
        "my left arm has been swollen",
        "01632 960 124",
        "2026-05-12 19:00:01",
        "whitfield",
        "hello",
    ] {
        assert_eq!(found("chats/2026-05-13-y.html", text), [], "{text}");
    }
    assert_eq!(
        found("topics/a.html", "Nadia said"),
        [SecretKind::Name],
        "the author's first name alone is somebody else's"
    );
    assert_eq!(found("photo.jpg", "Margaret Whitfield"), [], "bytes of pictures are no words");
}

#[test]
fn a_leak_names_the_line_and_masks_the_words() {
    let leaks = leaks().in_file(&SitePath::new("a.html"), b"<p>\n\n<b>Margaret Whitfield</b>, Margaret Whitfield");
    let found: BTreeMap<usize, &str> = leaks.iter().map(|leak| (leak.line, &*leak.masked)).collect();
    assert_eq!(found, BTreeMap::from([(3, "M••• W•••")]), "each secret once");
    assert!(!format!("{leaks:?}").contains("Margaret"));
}

#[test]
fn broken_files_do_no_harm() {
    for bytes in [&b"<a href=\"\xff\xfe%zz%c3&#xffffffffff;\\u12"[..], b"&", b"%", b"<", b"\\", b"\xe2\x80", b"&#;"] {
        for path in ["a.html", "a.json", "a.txt"] {
            assert!(leaks().in_file(&SitePath::new(path), bytes).is_empty());
        }
    }
}

#[test]
fn a_message_that_somebody_decided_to_withhold_is_looked_for_however_short() {
    static RULE: Rule = Rule { id: "privacy/place", severity: Severity::Error, doc: "A rule of this test." };
    let network = network(&[
        (
            CHAT,
            "[19:00] Ana: we farm sheep above the lake\n[19:01] Bea: I have the same question too\n[19:02] Cleo: I have the same question too\n",
        ),
        ("chats/2026-05-12-x/recap.md", "# A chat\n"),
    ]);
    let of = |at| Identifier::new(Class::Place, "lake", Passage::Message(at));
    let decided =
        |at| Finding { withheld: true, ..Finding::new(&RULE, &FilePath::new(CHAT), "masked").identifies(of(at)) };
    let leaks = Leaks::of(&network, &[decided(0), decided(1)].into_iter().collect());
    let found = |path: &str, text: &str| leaks.in_file(&SitePath::new(path), text.as_bytes()).len();
    assert_eq!(found("chats/2026-05-12-x.html", "one said: we farm sheep above the lake"), 1);
    assert_eq!(found("topics/a.html", "one said: we farm sheep above the lake"), 0, "elsewhere it is somebody else's");
    assert_eq!(
        found("chats/2026-05-12-x.html", "I have the same question too"),
        0,
        "somebody who is shown says it too"
    );
}

#[test]
fn direct_messages_are_looked_for() {
    let zoom = "19:02:31\t From  Ana  to  Everyone:\n\tgood evening to everybody\n19:02:33\t From  Ana  to  Bea(Direct Message):\n\tplease do not tell my husband that the lump is back again\n";
    let network = network(&[(CHAT, zoom), ("chats/2026-05-12-x/recap.md", "# A chat\n")]);
    let leaks = Leaks::of(&network, &Findings::new());
    let page = b"<p>please do not tell my husband that the lump is back again</p>";
    assert_eq!(leaks.in_file(&SitePath::new("topics/a.html"), page).len(), 1);
}

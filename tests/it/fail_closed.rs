//! One planted identifier of each kind in each place that carries text: nothing is published, and no log repeats it.

use crate::support::{Net, TODAY};

/// Identifiers, and what of each must not be repeated: kinds A to O and R of 45 CFR 164.514(b)(2)(i).
const KINDS: [(&str, &str); 16] = [
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
    ("203.0.113.77", "203.0.113.77"),
    ("NHS number 943 476 5919", "943 476 5919"),
];

/// Places whose words are published: a file with the identifier in it.
const SHOWN: [(&str, &str); 5] = [
    ("topics/a.md", "# Fatigue\n\nWell, {}.\n"),
    ("topics/a.md", "---\ntitle: Fatigue\nsummary: \"{}\"\n---\nx\n"),
    ("topics/a.md", "# Fatigue\n\n![{}](p.svg)\n"),
    ("topics/a.md", "# Fatigue\n\n```\n{}\n```\n"),
    ("chats/2026-05-12-x/t.txt", "[19:00] Ana: hello\n[19:01] Berit: well, {} is it\n"),
];

/// A network with a page and a chat.
fn net() -> Net {
    Net::new().file("topics/b.md", "# Sleep\n\nRest.\n").file("chats/2026-05-12-x/recap.md", "# A chat\n\nWe talked.\n")
}

/// Letters and digits alone, so that no punctuation hides anything.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Everything that a run and every format of report say.
fn said(net: &Net) -> String {
    let formats = ["text", "json", "sarif", "github"].map(|format| {
        let run = net.run(&["check", "--format", format, "--today", TODAY]);
        run.stdout + &run.stderr
    });
    squeezed(&formats.concat())
}

#[test]
fn nothing_is_published_while_an_identifier_stands_in_what_is_shown() {
    for (path, text) in SHOWN {
        for (identifier, core) in KINDS {
            let net = net().file(path, text.replace("{}", identifier));
            let built = net.build().ends(2);
            assert!(!net.out().exists(), "{identifier} in {text}");
            let said = squeezed(&(built.stdout + &built.stderr)) + &said(&net);
            assert!(!said.contains(&squeezed(core)), "{identifier} in {text} is repeated:\n{said}");
        }
    }
}

#[test]
fn what_is_never_shown_is_neither_published_nor_repeated() {
    let photo = |identifier: &str| {
        let length = u16::try_from(identifier.len() + 2).unwrap().to_be_bytes();
        [b"\xFF\xD8\xFF\xFE", &length[..], identifier.as_bytes(), b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x01\x02\xFF\xD9"]
            .concat()
    };
    for (identifier, core) in KINDS {
        let chat = format!("[19:00] {identifier}: hello\n[19:01] Berit: well\n");
        let net = net().file("chats/2026-05-12-x/t.txt", chat).file("static/p.jpg", photo(identifier));
        let built = net.build();
        let said = squeezed(&(built.stdout + &built.stderr)) + &said(&net);
        assert!(!said.contains(&squeezed(core)), "{identifier} is repeated");
        let site = if net.out().exists() { net.site() } else { continue };
        for (path, bytes) in site {
            assert!(!squeezed(&String::from_utf8_lossy(&bytes)).contains(&squeezed(core)), "{identifier} is in {path}");
        }
    }
}

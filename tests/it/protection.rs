//! Everybody can read how the people in a chat were protected; the department has the exact figures.

use crate::support::{Net, TODAY};

/// A chat of seven people: two agreed to nothing, one is named, six photos are sent.
fn net() -> Net {
    let mut chat = String::new();
    for (at, name) in ["Ana", "Berit", "Chidi", "Dagny", "Esra", "Fumiko"].iter().enumerate() {
        chat.push_str(&format!("[19:0{at}] {name}: thanks Ana, look [photo]\n"));
    }
    chat.push_str("[19:10] Quiet Person: and so on\n[19:11] Quiet Person: and on\n");
    Net::new()
        .file("chats/2026-05-12-arms/recap.md", "---\ntitle: Arms\n---\nWe talked about arms.\n")
        .file("chats/2026-05-12-arms/transcript.txt", chat)
        .file(
            "people.yaml",
            "participants:\n- {id: q, name: Quiet Person, consent: none}\n\
             - {id: e, name: Esra, consent: name, consent_date: 2026-01-01, consent_method: signed form}\n",
        )
}

#[test]
fn the_public_page_tells_no_small_number() {
    let net = net();
    let _ = net.build().ends(0);
    let site = net.site();
    let page = std::str::from_utf8(&site["chats/2026-05-12-arms/protection.html"]).unwrap();
    for words in [
        "<h1>How we protected the people in this chat</h1>",
        "7 people took part",
        "8 messages",
        "fewer than 5 people are shown by name",
        "fewer than 5 messages are left out",
        "6 mentions of somebody are shown without the name",
        "6 numbers, addresses, photos or links are left out",
        "href=\"../2026-05-12-arms.html\"",
    ] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
    let chat = std::str::from_utf8(&site["chats/2026-05-12-arms.html"]).unwrap();
    assert!(chat.contains("href=\"2026-05-12-arms/protection.html\""), "the page of the chat leads there");
}

#[test]
fn the_audit_tells_the_same_figures_exactly() {
    let audit = net().run(&["audit", "--today", TODAY]).ends(0);
    assert!(audit.stdout.starts_with("# Privacy audit of Test network, 2026-11-22\n"), "{}", audit.stdout);
    let row = "| 2026-05-12-arms | 7 | 1 | 8 | 6 | 2 | 0 | 6 | 6 | 0 |";
    assert!(audit.stdout.contains(row), "{}", audit.stdout);
}

//! What a transcript hides stops the build wherever it comes out, and is never repeated.

use crate::support::Net;

/// A network with a chat in which Margaret Whitfield speaks.
fn net() -> Net {
    Net::new()
        .file("chats/2026-05-12-arms/recap.md", "---\ntitle: Arms\n---\nWe talked about arms.\n")
        .file("chats/2026-05-12-arms/transcript.txt", "[19:00] Margaret Whitfield: good evening\n[19:01] Ana: hello\n")
}

#[test]
fn a_recap_that_names_a_participant_is_not_published() {
    let net = net();
    let _ = net.build().ends(0);
    let before = net.site();
    net.put("chats/2026-05-12-arms/recap.md", "---\ntitle: Arms\nsummary: margaret whitfield asked\n---\nWe talked.\n");
    let built = net.build().ends(2);
    assert!(built.stderr.contains("privacy/"), "{}", built.stderr);
    assert!(!built.stderr.to_lowercase().contains("whitfield"), "the log is public: {}", built.stderr);
    assert_eq!(net.site(), before, "the previous site stays");
}

#[test]
fn a_template_that_leaks_is_stopped_as_well() {
    let net = net();
    net.put("theme/templates/partials/foot.html", "<p>Made by Margaret Whitfield</p>");
    let built = net.build().ends(2).says("privacy/leak").says("chats/2026-05-12-arms.html").says("M••• W•••");
    assert!(!built.stderr.contains("Whitfield"), "{}", built.stderr);
    assert!(!net.out().exists());
}

#[test]
fn a_copied_text_is_looked_at_too() {
    let net = net().file("static/list.csv", "name\nMargaret Whitfield\n");
    let _ = net.build().ends(2).says("list.csv");
}

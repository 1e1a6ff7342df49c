//! What a transcript hides stops the build wherever it comes out, and is never repeated.

use bedside::finding::Severity;
use bedside::gate;
use bedside::model::network::Drafts;
use bedside::pipeline::{self, Pipeline};
use bedside::search::asking::Options;
use jiff::civil::date;

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

#[test]
fn the_search_knows_no_name_and_no_withheld_word_in_its_coded_lists() {
    let net = net().file(
        "chats/2026-05-12-arms/transcript.txt",
        "[19:00] Margaret Whitfield: good evening, arms ache\n[19:01] Quietone: my wheelbarrow tipped over\n",
    );
    let net = net.file("people.yaml", "participants:\n- {id: q, name: Q Q, handles: [Quietone], consent: none}\n");
    let checked = Pipeline::new(net.root(), net.out(), date(2026, 11, 22)).check(Drafts::LeaveOut).unwrap();
    assert_eq!(checked.findings.count(Severity::Error), 0);
    let cleared = gate::publish(checked.network, &checked.findings).unwrap();
    let search = pipeline::search(&cleared).unwrap();
    let count = |word: &str| search.query(word, &Options { exact: true, ..Options::default() }).count;
    assert!(count("arms") > 0, "the words of the recap are found");
    for word in ["Margaret", "Whitfield", "Quietone", "wheelbarrow"] {
        assert_eq!(count(word), 0, "{word}");
    }
}

#[test]
fn only_words_of_staff_confirm_a_care_relationship() {
    let chat = "[19:00] Ruth Okafor: when I saw you in clinic you looked well\n[19:01] Ana: when I saw you in clinic you looked well\n";
    let net = Net::new()
        .file("chats/2026-05-12-arms/recap.md", "---\ntitle: Arms\nmoderators: [r]\n---\nWe talked about arms.\n")
        .file("people.yaml", "staff:\n- {id: r, name: Ruth Okafor, role: Nurse}\n")
        .file("chats/2026-05-12-arms/transcript.txt", chat);
    let checked = Pipeline::new(net.root(), net.out(), date(2026, 11, 22)).check(Drafts::LeaveOut).unwrap();
    let care = checked.findings.iter().filter(|finding| finding.rule.id == "privacy/care-relationship");
    let said: Vec<&str> = care.map(|finding| finding.message.as_str()).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("in message 1"), "{said:?}");
}

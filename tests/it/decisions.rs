//! What somebody decided about a passage holds until it changes or the decision is over, and is always said.

use crate::support::{Net, TODAY};

/// A network whose file can be told to identify somebody without any detector: a document that keeps its author.
fn net() -> Net {
    Net::new().file("static/leaflet.doc", [&[0xD0, 0xCF, 0x11, 0xE0][..], b"Somebody Else"].concat())
}

/// The fingerprint of the only passage that is to be decided.
fn fingerprint(net: &Net) -> String {
    let listed = net.run(&["decide", "--list", "--today", TODAY]).ends(2);
    let lines: Vec<&str> = listed.stdout.lines().collect();
    assert_eq!(lines.len(), 1, "{}", listed.stdout);
    let fields: Vec<&str> = lines[0].split('\t').collect();
    assert_eq!(fields[1..3], ["privacy/metadata", "static/leaflet.doc"], "{}", listed.stdout);
    String::from(fields[0])
}

/// Records a decision without being asked anything.
fn decide(net: &Net, decision: &str, expires: &str) {
    let fingerprint = fingerprint(net);
    let _ = net
        .run(&[
            "decide",
            "--fingerprint",
            &fingerprint,
            "--decision",
            decision,
            "--reason",
            "looked at: \"nothing\" in it",
            "--by",
            "R. Okafor",
            "--expires",
            expires,
            "--today",
            TODAY,
        ])
        .ends(0);
}

#[test]
fn a_decision_to_publish_lets_the_passage_pass_until_it_is_over() {
    let net = net();
    let _ = net.build().ends(2);
    decide(&net, "publish", "2027-03-01");
    let _ = net.build().ends(0).says("decisions/recorded").says("R. Okafor");
    assert!(net.site().contains_key("leaflet.doc"));
    let _ = net.run(&["check", "--today", "2027-03-01"]).ends(0);
    let _ = net.run(&["check", "--today", "2027-03-02"]).ends(2).says("decisions/expired");
}

#[test]
fn a_decision_to_withhold_leaves_the_file_out() {
    let net = net();
    decide(&net, "withhold", "2027-03-01");
    let _ = net.build().ends(0);
    assert!(!net.site().contains_key("leaflet.doc"), "{:?}", net.site().keys());
}

#[test]
fn an_incomplete_decision_is_refused_and_a_void_one_is_said() {
    let net = net();
    decide(&net, "publish", "2027-03-01");
    let path = net.root().join("decisions.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    for field in ["reason", "by", "expires"] {
        let without: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with(&format!("{field}:")))
            .map(|line| format!("{line}\n"))
            .collect();
        net.put("decisions.yaml", without);
        let _ = net.build().ends(2).says("decisions/incomplete").says(field);
    }
    net.put("decisions.yaml", &text);
    net.delete("static/leaflet.doc");
    let _ = net.build().ends(0).says("decisions/void");
}

#[test]
fn comments_in_the_file_stay_and_the_key_is_made_once() {
    let net = net().file("static/other.doc", [&[0xD0, 0xCF, 0x11, 0xE0][..], b"x"].concat());
    net.put("decisions.yaml", "# our own words\ndecisions:\n  # none yet\n");
    let listed = net.run(&["decide", "--list", "--today", TODAY]).ends(2);
    assert_eq!(listed.stdout.lines().count(), 2);
    let mut command = crate::support::bedside();
    command
        .current_dir(net.root())
        .args(["decide", "--today", TODAY])
        .write_stdin("p\nlooked\nR. Okafor\n\nf\nw\nno\n\n\nf\n");
    let run = crate::support::Run::of(&mut command).ends(0);
    assert!(run.stderr.contains("[2 of 2]"), "{}", run.stderr);
    let text = std::fs::read_to_string(net.root().join("decisions.yaml")).unwrap();
    assert!(text.starts_with("# our own words\nkey: \""), "{text}");
    assert!(text.contains("# none yet") && text.matches("fingerprint").count() == 2, "{text}");
    assert_eq!(text.matches("by: \"R. Okafor\"").count(), 2, "who decides is remembered: {text}");
}

#[test]
fn a_rule_of_privacy_that_is_turned_off_is_always_said() {
    let net = Net::new()
        .file("bedside.yaml", "title: Test\nseverity:\n  privacy/metadata: off\n  decisions/rule-turned-down: off\n");
    let _ = net.build().ends(0).says("decisions/rule-turned-down").says("privacy/metadata");
}

#[test]
fn names_are_revealed_on_a_terminal_only() {
    let _ = net().run(&["check", "--reveal"]).ends(1).says("terminal");
    let _ = net().run(&["decide", "--reveal"]).ends(1).says("terminal");
}

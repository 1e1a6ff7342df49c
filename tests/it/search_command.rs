//! `bedside search`, and what `bedside check` says of `search-tests.yaml` and `search.yaml`.

use crate::support::{Net, TODAY};

/// Two pages, of which one is about what is asked.
fn net() -> Net {
    Net::new()
        .file(
            "topics/nausea.md",
            "---\ntitle: Feeling sick (nausea)\n---\n\nSmall meals help.\n\n## Ginger\n\nGinger tea.\n",
        )
        .file(
            "topics/hair-loss.md",
            "---\ntitle: Hair loss\n---\n\n> [!URGENT]\n> **Call us.**\n\nHair may fall out.\n",
        )
}

#[test]
fn a_question_is_answered_for_people_and_for_programs() {
    let net = net();
    let said = net.run(&["search", ".", "nausae tea", "--today", TODAY]).ends(0).stdout;
    assert!(said.starts_with("Showing results for “nausea tea”.\n 1. Feeling sick (nausea) › Ginger\n"), "{said}");
    assert!(said.contains("topics/nausea.html#ginger (topic)") && said.ends_with("1 result\n"), "{said}");
    let json = net.run(&["search", ".", "emesis", "--json", "--today", TODAY]).ends(0).stdout;
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((answer["query"].as_str(), answer["count"].as_u64()), (Some("emesis"), Some(1)), "{json}");
}

#[test]
fn a_file_of_questions_gives_a_run_of_pages() {
    let net = net()
        .file("questions.jsonl", "{\"_id\": \"q1\", \"text\": \"sick\"}\n\n{\"_id\": \"q2\", \"text\": \"hair\"}\n");
    let _ = net.run(&["search", ".", "--queries", "questions.jsonl", "--run", "run.txt"]).ends(0).says("2 questions");
    let run = std::fs::read_to_string(net.root().join("run.txt")).unwrap();
    let firsts: Vec<&str> =
        run.lines().map(|line| line.rsplit_once(' ').unwrap().0.rsplit_once(' ').unwrap().0).collect();
    assert_eq!(firsts, ["q1 Q0 topics/nausea.html 1", "q2 Q0 topics/hair-loss.html 1"], "{run}");
    net.put("questions.jsonl", "{\"_id\": \"q1\", \"text\": \"sick\"}\nnot a question\n");
    let _ = net
        .run(&["search", ".", "--queries", "questions.jsonl", "--run", "run.txt"])
        .ends(1)
        .says("line 2 is not a question");
}

#[test]
fn what_a_patient_would_not_find_is_said() {
    let tests = "- {query: sick, page: topics/nausea.md, within: 1}\n- {query: tummy trouble, page: topics/nausea.md}\n\
                 - {query: hair, page: topics/nausea.md}\n- {query: hair, page: topics/hair-los.md}\n";
    let net = net().file("search-tests.yaml", tests);
    let said = net.run(&["check", "--today", TODAY]).ends(0).stderr;
    assert!(said.contains("“hair” does not find topics/nausea.md, but “Hair loss”"), "{said}");
    assert!(said.contains("“tummy trouble”") && !said.contains("“sick”"), "{said}");
    assert!(said.contains("the site has no page `topics/hair-los.md`"), "{said}");
    assert!(said.contains("did you mean `topics/hair-loss.md`?"), "{said}");
    net.put("search.yaml", "words:\n- [tummy trouble, nausea]\n");
    let said = net.run(&["check", "--today", TODAY]).ends(0).stderr;
    assert!(!said.contains("“tummy trouble”"), "a network's own words are not used:\n{said}");
}

#[test]
fn an_emergency_needs_a_card_and_is_shown_with_it() {
    let net = net().file("search.yaml", "emergencies:\n- {words: [fever], card: topics/nausea.md}\n");
    let _ = net.build().ends(2).says("the page `topics/nausea.md` has no care card");
    net.put("search.yaml", "emergencies:\n- {words: [fever, \"<b>\"], card: topics/hair-loss.md}\n");
    let _ = net.build().ends(0);
    let page = String::from_utf8(net.site()["search.html"].clone()).unwrap();
    assert!(page.contains("data-search-emergency=\"fever|&lt;b&gt;\""), "{page}");
    assert!(page.contains("Call us.") && page.contains("care-card--urgent"), "{page}");
}

//! The command line as scripts see it: exit codes, and what goes to which stream.

use crate::support::{Net, Run, TODAY, bedside};

/// A page with a link that leads nowhere: an error.
const BROKEN: &str = "---\ntitle: A\n---\n\nSee [b](b.md), dear reader.\n";

#[test]
fn a_new_network_builds_without_errors_and_is_never_made_over_another() {
    let net = Net::empty();
    let _ = net.run(&["new", "ward"]).ends(0).says("bedside serve ward --open").says("bedside build ward");
    let built = net.run(&["build", "ward", "--today", TODAY]).ends(0);
    assert!(built.stdout.is_empty(), "{}", built.stdout);
    assert!(!built.stderr.contains("error"), "{}", built.stderr);
    assert!(net.root().join("ward/public/.bedside-manifest").is_file());
    let before = crate::support::tree(&net.root());
    let _ = net.run(&["new", "ward"]).ends(1).says("ward is not empty");
    let _ = net.run(&["new", "ward/bedside.yaml"]).ends(1);
    assert_eq!(crate::support::tree(&net.root()), before);
}

#[test]
fn exit_code_0_means_done_even_with_warnings() {
    let net = Net::new().file("topics/a.md", "---\ntitle: A\nsources: https://www.nhs.uk/\n---\n\nHello.\n");
    let built = net.build().ends(0).says("warning[review/missing]").says("public: ");
    assert_eq!(built.stderr.lines().filter(|line| line.contains("changed, ")).count(), 1, "{}", built.stderr);
    assert!(!built.stderr.contains('\u{1b}'), "no colour where nobody looks");
    let quiet = net.run(&["build", "--quiet", "--today", TODAY]).ends(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    let _ = net.run(&["check", "--today", TODAY]).ends(0).says("1 warning");
    let _ = net.run(&["--help"]).ends(0);
    let _ = net.run(&["--version"]).ends(0);
}

#[test]
fn exit_code_1_means_it_could_not_run() {
    let net = Net::empty();
    let _ = net.run(&["build"]).ends(1).says("bedside new");
    let _ = net.run(&["build", "nowhere"]).ends(1).says("there is no folder nowhere");
    let _ = net.run(&["serve", "nowhere"]).ends(1).says("there is no folder nowhere");
    let _ = net.run(&["serve"]).ends(1).says("no bedside.yaml");
    let _ = net.run(&["check"]).ends(1).says("no bedside.yaml");
    let _ = net.run(&["build", "--nonsense"]).ends(1);
    let _ = net.run(&["build", "--today", "yesterday"]).ends(1);
    let _ = net.run(&[]).ends(1);
    let net = Net::empty().file("bedside.yaml", b"title: Caf\xE9\n");
    let _ = net.build().ends(1).says("bedside.yaml cannot be read").says("not UTF-8");
    let net = Net::new();
    let _ = net.run(&["build", "--out", "."]).ends(1).says("the network itself lies in it");
    let _ = net.run(&["build", "--out", "topics/site"]).ends(1).says("own texts");
    let _ = net.run(&["build", "--out", "bedside.yaml"]).ends(1).says("it is a file");
}

#[test]
fn exit_code_2_means_errors_and_the_previous_site_stays() {
    let net = Net::new().file("topics/a.md", "---\ntitle: A\n---\n\nHello.\n").file("static/x.txt", "x");
    let _ = net.build().ends(0);
    let before = net.site();
    net.put("topics/a.md", BROKEN);
    let built = net.build().ends(2).says("nothing was published; the previous site stays");
    assert!(built.stderr.contains("topics/a.md:5:5"), "file and line:\n{}", built.stderr);
    assert!(built.stderr.contains("5 | See [b](b.md), dear reader."), "the text in question:\n{}", built.stderr);
    assert_eq!(net.site(), before);
    let _ = net.run(&["check", "--today", TODAY]).ends(2).says("1 error");
}

#[test]
fn programs_read_standard_output() {
    let net = Net::new().file("topics/a.md", BROKEN);
    let check = |format: &str| {
        let run = net.run(&["check", "--format", format, "--today", TODAY]).ends(2);
        assert_eq!(run.stderr, "", "{format}");
        run.stdout
    };
    let json: serde_json::Value = serde_json::from_str(&check("json")).unwrap();
    assert_eq!(json["errors"], 1);
    let finding = json["findings"].as_array().unwrap().iter().find(|finding| finding["severity"] == "error").unwrap();
    let mut names: Vec<_> = finding.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    let expected = ["check", "column", "end_column", "end_line", "file", "help", "line", "message", "severity"];
    assert_eq!(names, expected);
    assert_eq!((&finding["check"], &finding["file"]), (&"links/broken".into(), &"topics/a.md".into()));
    assert_eq!((&finding["line"], &finding["column"], &finding["end_column"]), (&5.into(), &5.into(), &14.into()));

    let sarif: serde_json::Value = serde_json::from_str(&check("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["level"] == "error").unwrap();
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 5);
    let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][rule]["id"], "links/broken");

    assert!(check("github").contains("::error file=topics/a.md,line=5,col=5,"));
}

#[test]
fn a_misspelt_picture_is_offered_a_picture_and_a_misspelt_link_a_page() {
    let net = Net::new()
        .file("topics/cuddle.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#)
        .file("topics/puddle.md", "---\ntitle: Puddles\n---\n\n![A hug](cudle.svg) and [rain](pudle.md).\n");
    let run = net.run(&["check", "--today", TODAY]).ends(2);
    assert!(run.stderr.contains("did you mean `cuddle.svg`?"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `puddle.md`?"), "{}", run.stderr);
}

#[test]
fn many_warnings_are_counted_by_a_build_and_shown_by_a_check() {
    let mut net = Net::new();
    for at in 0..60 {
        net =
            net.file(&format!("topics/p{at}.md"), "---\ntitle: A page\nsources: https://www.nhs.uk/\n---\n\nHello.\n");
    }
    let shown = |run: &Run| run.stderr.matches("warning[review/missing]").count();
    let built = net.build().ends(0).says("… and 10 more findings; `bedside check` shows them all");
    assert_eq!(shown(&built), 50);
    assert_eq!(shown(&net.run(&["check", "--today", TODAY])), 60);
}

#[test]
fn explain_prints_help_pages() {
    let run = Run::of(bedside().args(["explain", "links/broken"])).ends(0);
    assert!(run.stdout.starts_with("links/broken (error)\n\nA link leads to no page"), "{}", run.stdout);
    let _ = Run::of(bedside().args(["explain", "link/brokn"])).ends(1).says("links/broken");
    let _ = Run::of(bedside().args(["explain", "encryption"])).ends(1).says("there is no check");
    let list = Run::of(bedside().arg("explain")).ends(0).stdout;
    assert!(list.lines().count() > 20 && list.contains("file/not-utf8"), "{list}");
}

#[test]
fn an_export_becomes_the_folder_of_a_chat() {
    let net = Net::new().file("bedside.yaml", "title: Test network\ntimezone: Europe/London\n");
    let export = net.outside().join("WhatsApp Chat with Maria.txt");
    std::fs::write(&export, "13/05/2026, 19:00 - Maria: T2: Wigs?\n13/05/2026, 19:01 - Bev: A2 yes\n").unwrap();
    let add = ["add", "chat", export.to_str().unwrap(), "--title", "Hair"];
    let _ = net
        .run(&add)
        .ends(0)
        .says("whatsapp: 2 messages by 2 people")
        .says("Times: Europe/London, as bedside.yaml says");
    let folder = net.root().join("chats/2026-05-13-hair");
    let recap = std::fs::read_to_string(folder.join("recap.md")).unwrap();
    assert!(recap.contains("  - id: T2\n    text: \"Wigs?\"\n"), "{recap}");
    assert!(!recap.contains("Maria") && !recap.contains("Bev"));
    net.put("chats/2026-05-13-hair/recap.md", recap.replace("draft: true ", "# draft: true "));
    let check = net.run(&["check", "--today", TODAY]);
    assert!(!check.stderr.contains("chat/") && !check.stdout.contains("chat/"), "{}{}", check.stderr, check.stdout);
    let _ = net.run(&add).ends(1).says("transcript.txt is there already");
    let _ = net.run(&["add", "chat", "exprot.txt"]).ends(1).says("there is no file exprot.txt");
    let _ = net.run(&["add", "chat", "Work", "--tz", "London"]).ends(1).says("no time zone");
}

#[test]
fn an_export_joins_the_recap_that_announced_the_chat() {
    let net = Net::new();
    let export = net.outside().join("result.txt");
    // Some programs write UTF-16, as the beginning of the file tells.
    let text = "\u{feff}Ana: T1 What helps?\nBev: A1 A walk\n";
    std::fs::write(&export, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    let _ = net.run(&["add", "chat", "Work", "--date", "2026-10-13", "--tz", "Europe/London"]).ends(0);
    let announced = std::fs::read_to_string(net.root().join("chats/2026-10-13-work/recap.md")).unwrap();
    assert!(announced.contains("\ntimezone: Europe/London\n"), "{announced}");
    let add = ["add", "chat", export.to_str().unwrap(), "--title", "Work"];
    let _ = net.run(&add).ends(1).says("add --date");
    let _ = net.run(&[&add[..], &["--date", "2026-10-13"]].concat()).ends(0).says("stays as it is");
    assert_eq!(std::fs::read_to_string(net.root().join("chats/2026-10-13-work/recap.md")).unwrap(), announced);
    assert!(net.root().join("chats/2026-10-13-work/transcript.txt").is_file());
}

#[test]
fn a_list_of_references_joins_the_library() {
    let bib = "@article{walk, title = {Walking}, doi = {10.5555/w}, year = 2021}\n";
    let net = Net::new().file("references/a.bib", bib);
    let list = net.outside().join("PubMed export.nbib");
    let entries =
        "PMID- 31\nTI  - Walking.\nAID - 10.5555/W [doi]\nDP  - 2021\n\nPMID- 32\nTI  - Resting.\nDP  - 2020\n";
    std::fs::write(&list, entries).unwrap();
    let add = ["add", "reference", list.to_str().unwrap()];
    let run = net.run(&add).ends(0).says("PubMed-export.nbib holds 2 sources").says("[@pmid:32]  Resting (2020)");
    let _ = run.says("1 of them is in the library already");
    assert_eq!(std::fs::read_to_string(net.root().join("references/PubMed-export.nbib")).unwrap(), entries);
    let _ = net.run(&add).ends(1).says("is there already");
    std::fs::write(&list, "Dear all,\nsee you on Tuesday.\n").unwrap();
    let _ =
        net.run(&add).ends(1).says("no list of references that bedside can read").says("export the references as RIS");
}

#[test]
fn what_add_begins_can_be_read_and_is_never_written_over() {
    let net = Net::new();
    let _ = net.run(&["add", "topic", "Dry \"mouth\": what helps?", "--section", "side-effects"]).ends(0);
    let _ = net.run(&["add", "chat", "Work & money", "--date", "2026-10-13"]).ends(0);
    let _ = net.run(&["add", "reference", "A title"]).ends(0).says("[@");
    let topic = net.root().join("topics/side-effects/dry-mouth-what-helps.md");
    assert!(std::fs::read_to_string(topic).unwrap().contains(r#"title: "Dry \"mouth\": what helps?""#));
    assert!(net.root().join("chats/2026-10-13-work-money/recap.md").is_file());
    let _ = net.run(&["check", "--today", TODAY]).ends(0);
    let _ = net.run(&["add", "chat", "Work & money", "--date", "2026-10-13"]).ends(1).says("is there already");
    let _ = net.run(&["add", "topic", "???"]).ends(1);
    let _ = Net::empty().run(&["add", "topic", "A"]).ends(1).says("no bedside.yaml");
}

//! Pages as PDFs to hand out: tagged, in their language, with their title and headings; printed where Chromium is.

use crate::browser::chromium;
use crate::support::{Net, Run, TODAY, bedside};

/// A network with a topic page in Spanish.
fn net() -> Net {
    Net::new()
        .file("bedside.yaml", "title: Test network\nurl: https://example.org/\n")
        .file("contacts.yaml", "contacts:\n  - id: helpline\n    name: Helpline\n    telephone: 01632 960 123\n")
        .file(
            "topics/living/rest.md",
            "---\ntitle: Descansar\nlanguage: es\nreviewed: 2026-03-02\n---\n\n## Por la noche\n\nDormir ayuda.\n",
        )
}

/// Runs `bedside handout` with a browser at `place`.
fn handout(net: &Net, place: &std::path::Path, arguments: &[&str]) -> Run {
    let mut command = bedside();
    command.current_dir(net.root()).env("CHROME_PATH", place).arg("handout").args(arguments).args(["--today", TODAY]);
    Run::of(command.timeout(std::time::Duration::from_secs(240)))
}

#[test]
fn without_a_browser_it_says_what_to_do() {
    let net = net();
    let run = handout(&net, &net.root().join("no-such-browser"), &["living/rest"]);
    let _ = run.ends(1).says("Install one").says("CHROME_PATH").says("print the page from your own browser");
    assert!(!net.root().join("handouts").exists());
}

#[test]
fn a_page_that_is_not_there_is_named() {
    let net = net();
    // Any file will do for a browser: it is never started.
    let run = handout(&net, &net.root().join("bedside.yaml"), &["living/ret"]);
    let _ = run.ends(1).says("there is no page \"living/ret\"").says("Did you mean living/rest?");
}

#[test]
fn a_handout_is_tagged_and_says_its_language_title_and_headings() {
    let Some(chromium) = chromium().filter(|path| path.is_file()) else { return };
    let net = net();
    for (arguments, name, width) in [
        (&["topics/living/rest.md"][..], "living-rest.pdf", "594.9"),
        (&["--large", "--paper", "letter", "living/rest"][..], "living-rest-large-print.pdf", "612 "),
    ] {
        let _ = handout(&net, &chromium, arguments).ends(0).says(name);
        let pdf = std::fs::read(net.root().join("handouts").join(name)).unwrap();
        let pdf = String::from_utf8_lossy(&pdf);
        for part in [
            "%PDF-",
            "/Lang (es)",
            "/MarkInfo",
            "/StructTreeRoot",
            "/S /H1",
            "/S /H2",
            "/S /P",
            "/Outlines",
            "Descansar",
        ] {
            assert!(pdf.contains(part), "{part} is not in {name}");
        }
        assert!(
            pdf.contains(&format!("/MediaBox [0 0 {width}")),
            "{name} is on another paper: {:?}",
            pdf.find("/MediaBox").map(|at| &pdf[at..at + 40])
        );
    }
}

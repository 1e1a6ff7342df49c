//! What the search finds: builds the network beside tests/search and a large one, and runs the tests there in Node.

use std::process::Command;
use std::sync::Arc;

use bedside::config::Config;
use bedside::finding::Findings;
use bedside::model::network::{Drafts, Network, Parsed};
use bedside::source::{FilePath, SourceFile, Sources};
use bedside::{gate, parse, search};

use crate::support::{Net, tree};

/// Where the scripts and the small network are.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search");

#[test]
fn the_search_in_node() {
    let small = small();
    let large = large();
    let mut node = Command::new("node");
    node.current_dir(FOLDER).args(["--test", "--test-reporter=spec"]).args([
        "words.test.mjs",
        "small.test.mjs",
        "large.test.mjs",
    ]);
    node.env("BEDSIDE_SEARCH_SITE", small.out()).env("BEDSIDE_SEARCH_LARGE", large.out());
    let Ok(output) = node.output() else {
        assert!(std::env::var_os("BEDSIDE_REQUIRE_BROWSER").is_none(), "Node is required here, and not installed");
        println!("SKIPPED: the tests of the search, since Node is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("a question loads a few small files") && !text.contains("SKIP"), "{text}");
}

/// The small network, built.
fn small() -> Net {
    let net = Net::empty();
    for (path, bytes) in tree(&std::path::Path::new(FOLDER).join("network")) {
        net.put(&path, bytes);
    }
    let _ = net.build().ends(0);
    net
}

/// A network of 400 pages, built.
fn large() -> Net {
    let net = Net::new();
    for (path, text) in pages(400) {
        net.put(&path, text);
    }
    let _ = net.build().ends(0);
    net
}

/// Pages of words, some frequent and one that no other page has.
fn pages(count: usize) -> Vec<(String, String)> {
    let letters: Vec<char> = ('a'..='j').collect();
    let page = |page: usize| {
        let words: String = (1..60)
            .filter(|word| page.is_multiple_of(*word))
            .map(|word| format!(" word{word} filler{}", word * page))
            .collect();
        let only = format!("only{}{page}", letters[page % 10]);
        let rare = if page == 123 { " epithelioma" } else { "" };
        (
            format!("topics/page-{page}.md"),
            format!("---\ntitle: Page {page}\n---\n\nThe {only}.{rare}\n\n## Words\n\n{words}\n"),
        )
    };
    (0..count).map(page).collect()
}

#[test]
fn threads_change_no_byte_of_a_large_index() {
    let files =
        pages(2_300).into_iter().map(|(path, text)| Arc::new(SourceFile::text(FilePath::new(path), text))).collect();
    let parse = |file: &Arc<SourceFile>| Parsed { file: Arc::clone(file), document: Arc::new(parse::document(file).0) };
    let documents: Vec<Parsed> = Sources::new(files).files().iter().map(parse).collect();
    let network =
        Network::link(Arc::new(Config::default()), jiff::civil::date(2026, 11, 22), Drafts::LeaveOut, &documents);
    let cleared = gate::preview(network, &Findings::new());
    let index = |threads| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| search::index(&cleared))
    };
    let one = index(1);
    assert!(one.len() > 50, "the index has only {} files", one.len());
    assert!(one == index(7), "the index depends on the number of threads");
}

//! What the search finds: builds the network beside tests/search and a large one, and runs the tests there in Node.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use bedside::config::Config;
use bedside::finding::Findings;
use bedside::model::network::{Drafts, Network, Parsed};
use bedside::search::asking::{Answer, Options, Search};
use bedside::site::SitePath;
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
    let Some(output) = run(&mut node) else { return };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("a question loads a few small files") && !text.contains("SKIP"), "{text}");
}

/// What Node said; nothing, which is said, where Node is not installed and not required.
fn run(node: &mut Command) -> Option<Output> {
    let output = node.output().ok();
    if output.is_none() {
        assert!(std::env::var_os("BEDSIDE_REQUIRE_BROWSER").is_none(), "Node is required here, and not installed");
        println!("SKIPPED: the tests of the search, since Node is not installed");
    }
    output
}

/// The small network, built.
fn small() -> Net {
    let net = Net::empty();
    for (path, bytes) in tree(&Path::new(FOLDER).join("network")) {
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

/// What the browser answers to each of `questions`.
fn answers_of_the_browser(site: &Path, questions: &[Question]) -> Option<Vec<Answer>> {
    let asked = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(asked.path(), serde_json::to_string(questions).unwrap()).unwrap();
    let mut node = Command::new("node");
    node.current_dir(FOLDER).arg("answers.mjs").arg(site).arg(asked.path());
    let output = run(&mut node)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// What somebody asks: the words, the language that they read in, and whether they insist on their spelling.
#[derive(serde::Serialize)]
struct Question {
    text: String,
    language: &'static str,
    exact: bool,
}

/// `count` questions of words that stand in `texts`, with typing errors, words that stand nowhere, and oddities.
fn questions(texts: &[String], count: usize) -> Vec<Question> {
    let words: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let mut seed = 20_261_122_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let odd = [
        "",
        "?",
        "the of and",
        "what is the",
        "<b>x</b>",
        "(((",
        "سَرَطَان",
        "乳癌の検査",
        "😀",
        "brest cancer lump",
        "chemo sick",
        "low white blood count",
        "cáncer de mama",
        "caída del pelo",
        "GCBL",
        "HER2",
        "X-linked",
        "xqzv",
        "fever on chemo",
        "low white",
        "being sick after the drip",
        "vitamin d",
        "a",
        "38.5",
        "l'hormone",
        "tired all the time",
        "emesis",
    ];
    let mut question = |at: usize| {
        let mut text: Vec<String> = (0..1 + random(5)).map(|_| words[random(words.len())].to_owned()).collect();
        if at.is_multiple_of(3) {
            let broken = random(text.len());
            text[broken] = with_typing_error(&text[broken], random(100), random(4));
        }
        let text = odd.get(at).map_or_else(|| text.join(" "), |odd| String::from(*odd));
        Question { text, language: ["en", "es", ""][at % 3], exact: at % 11 == 10 }
    };
    (0..count).map(&mut question).collect()
}

/// `word` with a letter left out, doubled, changed or swapped with the next.
fn with_typing_error(word: &str, at: usize, kind: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at % letters.len();
    match kind {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = 'e',
        _ => letters.swap(at, (at + 1) % word.chars().count()),
    }
    letters.into_iter().collect()
}

/// Asks both sides the same, and fails on the first difference.
fn both_sides_agree(net: &Net, count: usize) {
    let files: Vec<(SitePath, Vec<u8>)> = net
        .site()
        .into_iter()
        .filter(|(path, _)| path.starts_with("search-index/"))
        .map(|(path, bytes)| (SitePath::new(path), bytes))
        .collect();
    let search = Search::open(&files).unwrap();
    let texts: Vec<String> = tree(&net.root())
        .into_iter()
        .filter(|(path, _)| path.ends_with(".md") || path.ends_with(".yaml"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    let questions = questions(&texts, count);
    let Some(answers) = answers_of_the_browser(&net.out(), &questions) else { return };
    assert_eq!(answers.len(), count);
    let mut found = 0;
    for (question, theirs) in questions.iter().zip(answers) {
        let options = Options {
            language: String::from(question.language),
            exact: question.exact,
            limit: 10,
            ..Options::default()
        };
        let ours = search.query(&question.text, &options);
        found += ours.results.len();
        let scores = ours.results.iter().zip(&theirs.results).map(|(ours, theirs)| (ours.score - theirs.score).abs());
        assert!(scores.fold(0.0, f64::max) < 1e-9, "{:?}: {ours:?}\n{theirs:?}", question.text);
        let plain = |mut answer: Answer| {
            answer.results.iter_mut().for_each(|found| found.score = 0.0);
            answer
        };
        assert_eq!(plain(ours), plain(theirs), "{:?}", question.text);
    }
    assert!(found > count, "only {found} results: the questions find too little to prove anything");
}

#[test]
fn the_browser_and_the_program_give_the_same_answers_to_a_thousand_questions() {
    let example = Net::empty();
    for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site")) {
        if !path.starts_with("public/") {
            example.put(&path, bytes);
        }
    }
    let _ = example.build().ends(0);
    both_sides_agree(&example, 500);
    both_sides_agree(&large(), 500);
}

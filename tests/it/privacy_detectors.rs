//! The detectors, measured on labelled sentences: `tests/privacy`, whose README says what was known when each file was
//! written. The rates that must hold guard against falling back; how well detectors do on sentences that they have never
//! seen is what the first runs told, which the README records.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bedside::check::privacy::reading::classes_in;

/// A sentence, the class of the list it stands in, and whether it holds an identifier of that class.
struct Sentence {
    class: String,
    text: String,
    is_identifying: bool,
}

/// The sentences of one half.
fn half(name: &str) -> Vec<Sentence> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/privacy").join(name);
    let text = std::fs::read_to_string(file).unwrap();
    let mut class = String::new();
    let mut sentences = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            class = String::from(name);
        } else if let Some((sign, text)) = line.split_once(' ').filter(|(sign, _)| ["+", "-"].contains(sign)) {
            sentences.push(Sentence { class: class.clone(), text: String::from(text), is_identifying: sign == "+" });
        }
    }
    sentences
}

/// What was found in the sentences of one class.
#[derive(Default)]
struct Score {
    identifying: usize,
    found: usize,
    innocent: usize,
    alarms: usize,
    wrong: Vec<String>,
}

impl Score {
    fn recall(&self) -> f64 {
        self.found as f64 / self.identifying.max(1) as f64
    }

    /// The share of findings that are right, when as many sentences hold an identifier as do not.
    fn precision(&self) -> f64 {
        let alarms = self.alarms as f64 / self.innocent.max(1) as f64;
        self.recall() / (self.recall() + alarms).max(f64::EPSILON)
    }
}

/// Finds in every sentence whatever there is. A passage is withheld whichever class it is found by, so a hit of another
/// class counts; a look-alike must not be found by any class.
fn scores(sentences: &[Sentence]) -> BTreeMap<&str, Score> {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for sentence in sentences {
        let mut found = classes_in(&sentence.text, true);
        let is_care = |name: &str| name == "privacy/care-relationship";
        // Only what staff say can confirm a care relationship.
        found.retain(|class| sentence.class == "care-relationship" || !is_care(class.name()));
        let score = scores.entry(&sentence.class).or_default();
        let is_found = usize::from(!found.is_empty());
        if sentence.is_identifying {
            (score.identifying, score.found) = (score.identifying + 1, score.found + is_found);
        } else {
            (score.innocent, score.alarms) = (score.innocent + 1, score.alarms + is_found);
        }
        if found.is_empty() == sentence.is_identifying {
            let names: Vec<_> = found.iter().map(|class| class.name()).collect();
            score.wrong.push(format!(
                "{} {} {names:?}",
                if sentence.is_identifying { "missed" } else { "alarm" },
                sentence.text
            ));
        }
    }
    scores
}

/// Prints the figures of one half: `cargo test --test it privacy_detectors -- --nocapture --ignored`.
fn print(name: &str, with_sentences: bool) {
    for (class, score) in scores(&half(name)) {
        println!(
            "{class:20} recall {:.3} ({}/{}) precision {:.3} ({} of {} look-alikes)",
            score.recall(),
            score.found,
            score.identifying,
            score.precision(),
            score.alarms,
            score.innocent
        );
        if with_sentences {
            score.wrong.iter().for_each(|line| println!("    {line}"));
        }
    }
}

/// Prints what is missed and falsely found in one file, by default the tuning half: `SENTENCES=fresh.md cargo test …`.
#[test]
#[ignore = "prints what to tune"]
fn tune() {
    print(&std::env::var("SENTENCES").unwrap_or(String::from("tuning.md")), true);
}

#[test]
#[ignore = "prints figures"]
fn figures() {
    for file in FILES {
        println!("{file}");
        print(file, false);
    }
}

/// The files of the labelled set.
const FILES: [&str; 16] = [
    "tuning.md",
    "untouched.md",
    "fresh.md",
    "fresh-2.md",
    "fresh-3.md",
    "fresh-4.md",
    "fresh-5.md",
    "fresh-6.md",
    "fresh-7.md",
    "fresh-8.md",
    "fresh-9.md",
    "fresh-10.md",
    "fresh-11.md",
    "fresh-12.md",
    "fresh-13.md",
    "fresh-14.md",
];

#[test]
fn the_files_share_no_sentence_and_each_class_has_sixty_identifiers() {
    let sentences: Vec<Sentence> = FILES.into_iter().flat_map(half).collect();
    let mut texts = BTreeSet::new();
    let twice: Vec<_> = sentences.iter().filter(|sentence| !texts.insert(&sentence.text)).map(|it| &it.text).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert!(texts.len() >= 3_000, "{}", texts.len());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sentence in sentences.iter().filter(|sentence| sentence.is_identifying) {
        *counts.entry(&sentence.class).or_default() += 1;
    }
    assert!(counts.len() >= 21 && counts.values().all(|count| *count >= 60), "{counts:#?}");
}

/// Classes whose identifiers have a form that can be known.
const STRUCTURED: [&str; 14] = [
    "account-number",
    "date",
    "device",
    "email",
    "handle",
    "licence-number",
    "network-address",
    "phone",
    "plan-number",
    "record-number",
    "relative-date",
    "ssn",
    "vehicle",
    "web-address",
];

#[test]
fn identifiers_are_found_and_look_alikes_pass() {
    for file in FILES {
        let sentences = half(file);
        let scores = scores(&sentences);
        let weak: Vec<_> = scores
            .iter()
            .filter(|(_, score)| score.recall() < 0.92 || score.precision() < 0.90)
            .map(|(class, score)| format!("{class}: recall {:.3}, precision {:.3}", score.recall(), score.precision()))
            .collect();
        assert!(weak.is_empty(), "{file}: {weak:#?}");
        let structured = scores.iter().filter(|(class, _)| STRUCTURED.contains(class));
        let (found, all) =
            structured.fold((0, 0), |(found, all), (_, score)| (found + score.found, all + score.identifying));
        assert!(found * 100 >= all * 99, "{file}: {found} of {all} structured identifiers are found");
    }
}

#[test]
fn disguises_are_taken_off() {
    for disguised in [
        "my son is called Leo Whitfield",
        "my son is called L**e**o Whitfield",
        "my son is called L&#101;o Whitfield",
        "my son is called Le\u{200b}o Whit\u{ad}field",
        "my son is called Lео Whitfield",
        "my son is called Ｌｅｏ Whitfield",
        "my NHS number is ９４３ ４７６ ５９１９",
        "write to anna&#64;example.org",
        "my MRN is 44<b>71</b>902",
    ] {
        for is_chat in [true, false] {
            assert!(!classes_in(disguised, is_chat).is_empty(), "{disguised} {is_chat}");
        }
    }
}

#[test]
fn what_a_page_hides_is_found_where_it_stands() {
    let pages = [
        ("a comment", "text <!-- Mrs Whitfield, MRN 4471902 --> text"),
        ("the text of a picture", "![Mrs Whitfield at home](a.png)"),
        ("the title of a link", "[a](b.md \"Mrs Whitfield\")"),
        ("the target of a link", "[mail](mailto:anna%40example.org)"),
        ("code", "```\nmrn: 4471902\n```"),
        ("an attribute", "<span title=\"my daughter Anna\">x</span>"),
        ("front matter", "---\nsummary: my daughter Anna\n---\n"),
    ];
    for (place, text) in pages {
        assert!(!classes_in(text, false).is_empty(), "{place}: {text}");
    }
}

#[test]
fn professional_text_passes() {
    for text in [
        "Dr Ruth Okafor reviewed this page on 12 March 2024.",
        "Women over 50 are invited every three years. Call 0800 123 4567, it is free.",
        "Harbeck N. Lancet 2017;389(10074):1134-1150. PMID 27865536. NCT01234567",
        "Hodgkin lymphoma, T1N0M0, CA-125 of 35, 5-FU 400 mg, BRCA1, grade 2/3, pages 1234-1245",
        "See www.nhs.uk and https://doi.org/10.1016/S0140-6736(16)31891-8",
        "The Royal Marsden Hospital in London; St Thomas' Hospital",
        "MEDLINE AN 2009142766",
        "Accession number: 2009142766 (Embase)",
    ] {
        assert_eq!(classes_in(text, false), [], "{text}");
    }
}

#[test]
fn the_number_of_a_paper_in_a_database_passes_where_professionals_write_and_nowhere_else() {
    for (text, is_chat) in [
        ("MEDLINE AN 2009142766", true),
        ("accession number 2009142766", true),
        ("The accession number of her specimen is 2009142766.", false),
        ("Ring 415 555 0132 about the accession.", false),
    ] {
        assert!(!classes_in(text, is_chat).is_empty(), "{text}");
    }
}

#[test]
fn a_page_that_tells_of_one_patient_tells_too_much() {
    let found = classes_in("My patient Mrs Jones (age 76) from Leeds felt tired.", false);
    let names: Vec<_> = found.iter().map(|class| class.name()).collect();
    assert_eq!(names, ["privacy/age", "privacy/place", "privacy/name"]);
}

#[test]
fn words_that_have_another_meaning_pass_on_pages_and_not_where_somebody_is_told_of() {
    for text in [
        "See [Parking with a placard 4410](parking.md).",
        "Lindgren A. Work and social 2011;12:744.",
        "The opening of an acct 7731 is told below.",
        "Studies of centenarian families show why.",
        "Many birthmarks fade before school, and my advice on tattoos is to wait.",
        "Lindgren A. Births before registration are 2011;12:744.",
        "The plaza of the study clinic had in 2009 no lift.",
    ] {
        assert_eq!(classes_in(text, false), [], "{text}");
    }
    for text in [
        "My placard 4410 was stolen.",
        "Her number plate is KX04 PLM.",
        "My acct 7731 is empty.",
        "The account number is 77310042.",
        "She is a centenarian.",
        "I have a birthmark on my cheek.",
        "They live at Calle Serrano 14.",
    ] {
        assert!(!classes_in(text, false).is_empty(), "{text}");
    }
}

/// Pieces of which lines are put together that detectors look at closely.
const PIECES: &str = "my|mrs|dr|Anna|I'm|is|called|,|.|-|/|(|)|[|]|<|>|<b|&#x4A;|&|%40|**|_|`|~|@|#|:|+|=|é|ß|А|ｊ|𝐉|\u{200b}|\u{301}|\n|\
    \\|{|}|1|12|44|2024|000|943 476 5919|07700|1EG4|TE5|MK73|AB12|CDE|é1234|1ÅBC|st|3rd|of|the|May|march|last|Tuesday|ago|weeks|three|\
    seventy|six|hundred|thousand|y|años|old|years|year|SW1A|1AA|street|Calle|policy|mrn|ssn|number|no|www.|.com|http://|::|at|gmail|dot|\
    com|UID:|Hospital|St|in|from|live|work|at|double|oh|seven|f|F|yo|u|insta|selfie|photo|your|scan|showed|-->|<!--|](|\u{fffc}|x";

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_makes_a_detector_panic(picks in proptest::collection::vec((0_usize..200, proptest::bool::ANY), 0..24), tail in ".{0,12}") {
        let pieces: Vec<&str> = PIECES.split('|').map(str::trim_start).collect();
        let mut text = String::new();
        for (pick, spaced) in picks {
            text.push_str(pieces[pick % pieces.len()]);
            if spaced { text.push(' '); }
        }
        text.push_str(&tail);
        classes_in(&text, true);
        classes_in(&text, false);
    }
}

/// Lines of random words with a number: whatever is found in them says nothing of anybody, and stops a build for nothing.
#[test]
fn random_words_on_a_page_hardly_ever_look_like_somebody() {
    let list = include_str!("../../src/check/privacy/words/ordinary.txt");
    let words: Vec<&str> = list.lines().filter(|word| word.len() > 2).collect();
    let small = ["the", "of", "and", "a", "to", "in", "my", "for", "your", "was", "from", "over"];
    let mut dice = 7_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % sides
    };
    let mut found = Vec::new();
    for at in 0..20_000 {
        let mut line: Vec<&str> = (0..10).map(|_| words[roll(words.len())]).collect();
        (0..5).for_each(|_| line.insert(roll(10), small[roll(small.len())]));
        let line = format!("See {} {at}. {}.", line[..3].join(" "), line[3..].join(" "));
        let classes = classes_in(&line, false);
        if !classes.is_empty() {
            found.push(format!("{classes:?} {line}"));
        }
    }
    assert!(found.len() <= 20, "{} of 20,000:\n{}", found.len(), found.join("\n"));
}

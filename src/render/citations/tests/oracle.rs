//! Compares what we print with citeproc-js, the reference implementation of CSL, on the same items and styles.
//!
//! `npm ci --prefix tests/oracle && cargo test --lib oracle -- --ignored --nocapture` prints the share of equal strings
//! and every string that differs; `tests/oracle/README.md` says why. The styles and the locale are those of the archive, written back as XML.

use std::fs;
use std::path::Path;
use std::process::Command;

use hayagriva::archive::{self, ArchivedStyle};
use serde_json::{Value, json};

use crate::finding::Findings;
use crate::parse::references;
use crate::render::citations::elements::plain;
use crate::render::citations::style::{Item, Sheet};
use crate::source::{FilePath, SourceFile};

/// The styles by the names that editors write, with their names in the archive.
const STYLES: [(&str, &str); 5] = [
    ("vancouver", "nlm-citation-sequence"),
    ("ama", "american-medical-association"),
    ("apa", "apa"),
    ("bmj", "bmj"),
    ("lancet", "the-lancet"),
];

const FAMILIES: [&str; 12] = [
    "Walsh",
    "Okoro",
    "Lind",
    "García Pérez",
    "O'Neill",
    "Müller-Lüdenscheidt",
    "Tanaka",
    "Ng",
    "Smith",
    "Ferreira",
    "Kowalczyk",
    "Abdi",
];
const GIVEN: [&str; 12] = [
    "Orla M.",
    "Ada",
    "Eva",
    "José Luis",
    "C. Everett",
    "Jean-Pierre",
    "Yuki",
    "T. H.",
    "J.",
    "Ana Maria",
    "Zofia K.",
    "Hodan",
];
const TITLES: [&str; 10] = [
    "Walking after chemotherapy: a randomised trial",
    "What helps against fatigue?",
    "The effect of exercise on sleep in people with breast cancer",
    "HER2-positive disease in the UK and Ireland",
    "Care of the scalp",
    "Quality of life – a survey of 1,000 patients",
    "Scalp cooling (cryotherapy) for hair loss",
    "Return to work: \"nobody asked me\"",
    "DNA repair & radiotherapy",
    "Lymphoedema of the arm. A guide for nurses",
];
const JOURNALS: [(&str, &str); 5] = [
    ("The Lancet Oncology", "Lancet Oncol"),
    ("Journal of Invented Oncology", "J Invent Oncol"),
    ("BMJ", "BMJ"),
    ("JAMA: The Journal of the American Medical Association", "JAMA"),
    ("Cochrane Database of Systematic Reviews", "Cochrane Database Syst Rev"),
];

/// So many people, beginning with number `from`.
fn people(from: usize, count: usize) -> Value {
    let person = |at: usize| match at % 17 {
        11 => json!({"literal": "World Health Organization"}),
        13 => json!({"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}),
        15 => json!({"family": "King", "given": "Martin L.", "suffix": "Jr"}),
        _ => json!({"family": FAMILIES[at % FAMILIES.len()], "given": GIVEN[at * 5 % GIVEN.len()]}),
    };
    (from..from + count).map(person).collect()
}

/// The date of item `at`: a year, a month or a day.
fn date(at: usize) -> Value {
    let (year, month, day) = (1995 + at % 31, 1 + at % 12, 1 + at * 3 % 28);
    match at % 3 {
        0 => json!({"date-parts": [[year]]}),
        1 => json!({"date-parts": [[year, month]]}),
        _ => json!({"date-parts": [[year, month, day]]}),
    }
}

/// Item `at`: of ten, five are articles, as in a department's library.
fn item(at: usize) -> Value {
    let authors = people(at * 7, [1, 2, 3, 4, 6, 7, 8, 0, 5, 21][at / 10 % 10]);
    let mut item = json!({"id": format!("i{at}"), "title": TITLES[(at * 3 + at / 10) % TITLES.len()], "author": authors, "issued": date(at)});
    let more = match at % 10 {
        0..=4 => article(at),
        5 => {
            json!({"type": "book", "publisher": "Riverbend Press", "publisher-place": "London", "edition": (at % 4 + 1).to_string(), "ISBN": "9783866801929"})
        }
        6 => {
            json!({"type": "chapter", "container-title": "Handbook of Invented Nursing", "editor": people(at, at / 10 % 4),
            "publisher": "Riverbend Press", "publisher-place": "Oxford", "page": format!("{}-{}", 10 + at, 19 + at)})
        }
        7 => {
            json!({"type": "report", "publisher": "National Institute of Invented Care", "publisher-place": "London", "number": format!("NG{at}"),
            "URL": format!("https://example.org/guidance/ng{at}"), "accessed": {"date-parts": [[2026, 11, 2]]}})
        }
        8 => {
            json!({"type": "webpage", "container-title": "nhs.example", "URL": format!("https://example.org/pages/{at}"), "accessed": {"date-parts": [[2026, 3, 2]]}})
        }
        _ => match at / 10 % 3 {
            0 => {
                json!({"type": "thesis", "publisher": "University of Riverbend", "publisher-place": "Riverbend", "genre": "PhD thesis"})
            }
            1 => {
                json!({"type": "paper-conference", "container-title": "Proceedings of the Invented Meeting", "editor": people(at, at / 30 % 2), "publisher": "Riverbend Press", "publisher-place": "Paris", "page": "12-14"})
            }
            _ => json!({"type": "article-newspaper", "container-title": "The Riverbend Times", "page": "4"}),
        },
    };
    if let (Value::Object(item), Value::Object(more)) = (&mut item, more) {
        item.extend(more.into_iter().filter(|(_, value)| *value != json!([])));
        item.retain(|name, value| !(name == "author" && *value == json!([])));
    }
    item
}

/// The fields of an article in a journal.
fn article(at: usize) -> Value {
    let (journal, short) = JOURNALS[at / 3 % JOURNALS.len()];
    let pages = match at / 5 % 4 {
        0 => format!("{}-{}", 100 + at, 109 + at),
        1 => format!("e{at}"),
        2 => format!("{}-{}", 1201 + at, 1210 + at),
        _ => format!("S{}-S{}", 12 + at, 15 + at),
    };
    let mut article = json!({"type": "article-journal", "container-title": journal, "container-title-short": short, "volume": (at % 60 + 1).to_string(), "page": pages});
    if let Value::Object(article) = &mut article {
        let mut add = |name: &str, value: Value| article.insert(String::from(name), value);
        if at % 4 != 1 {
            add("issue", json!((at % 12 + 1).to_string()));
        }
        if !at.is_multiple_of(3) {
            add("DOI", json!(format!("10.5555/invented.{at}")));
        }
        if at.is_multiple_of(2) {
            add("PMID", json!(format!("{}", 31_000_000 + at)));
        }
    }
    article
}

#[test]
#[ignore = "needs node and citeproc-js: npm ci --prefix tests/oracle"]
fn citeproc_prints_the_same() {
    let items: Vec<Value> = (0..340).map(item).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/oracle");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("items.json"), serde_json::to_string(&items).unwrap()).unwrap();
    let locale =
        archive::locales().into_iter().find(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == "en-US"));
    fs::write(folder.join("locale.xml"), locale_xml(locale.unwrap())).unwrap();
    for (name, archived) in STYLES {
        let xml = ArchivedStyle::by_name(archived).unwrap().get().to_xml().unwrap();
        // The archive's library writes the default of `<et-al/>` out, and not by its name in CSL.
        let xml = xml.replace("<et-al term=\"et al\"", "<et-al term=\"et-al\"");
        fs::write(folder.join(format!("{name}.csl")), xml).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/oracle.mjs");
    let output = Command::new("node").arg(script).arg(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs: Value = serde_json::from_slice(&output.stdout).unwrap();
    let file = SourceFile::text(FilePath::new("references/items.json"), serde_json::to_string(&items).unwrap());
    let library = references::parse(&file, &mut Findings::new());
    assert_eq!(library.len(), items.len());
    for (name, archived) in STYLES {
        let sheet = Sheet::load(archived).unwrap();
        let mut equal = 0;
        for (at, reference) in library.iter().enumerate() {
            let ours = sheet
                .list_entry(Item::of(&reference.entry), "en-US")
                .map(|content| plain(&content))
                .unwrap_or_default();
            let ours = ours.split_whitespace().collect::<Vec<_>>().join(" ");
            let theirs = theirs[name][at].as_str().unwrap_or_default();
            if ours == theirs {
                equal += 1;
            } else {
                println!("{name} {}\n  ours   {ours}\n  theirs {theirs}", reference.key);
            }
        }
        println!("{name}: {equal} of {} strings are equal", library.len());
    }
}

/// A locale of the archive as the file that it came from.
fn locale_xml(locale: hayagriva::citationberg::Locale) -> String {
    let file = hayagriva::citationberg::LocaleFile {
        version: String::from("1.0"),
        lang: locale.lang.unwrap(),
        info: None,
        terms: locale.terms,
        date: locale.date,
        style_options: locale.style_options,
    };
    file.to_xml()
        .unwrap()
        .replacen("<style", "<locale xmlns=\"http://purl.org/net/xbiblio/csl\"", 1)
        .replace("</style>", "</locale>")
}

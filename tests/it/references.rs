//! Formats of references: each file `tests/references/<format>/<name>` stands beside a `<name>.expected` that says what is
//! read from it: one line an entry, then the findings. The folder `none` holds files that no format may claim.
//! `SNAPSHOTS=overwrite cargo test references` writes the expectations anew; read what it wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bedside::finding::Findings;
use bedside::model::reference::Reference;
use bedside::parse::references::parse;
use bedside::source::{FilePath, SourceFile};
use hayagriva::types::Person;

use crate::page::{Page, squeezed};
use crate::support::{Net, samples};

/// What a file holds, and what is wrong with it: line, rule and message.
fn read(name: &str, text: &str) -> (Vec<Arc<Reference>>, Vec<String>) {
    let file = SourceFile::text(FilePath::new(format!("references/{name}")), text);
    let mut findings = Findings::new();
    let references = parse(&file, &mut findings);
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let findings = findings.sorted();
    let said = findings.iter().map(|finding| {
        let line = finding.span.map_or(0, |span| line(span.range().start));
        format!("{line} {} {}", finding.rule.id, finding.message)
    });
    (references, said.collect())
}

/// The text of a file, whatever its encoding.
fn text_of(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}

/// Everything that was read of one source, on one line.
fn described(reference: &Reference) -> String {
    let entry = &reference.entry;
    let parent = entry.parents().first();
    let serial = entry.serial_number().map(|numbers| numbers.0.clone()).unwrap_or_default();
    let short = parent.and_then(|parent| parent.title()?.short.as_ref().map(ToString::to_string));
    let date = entry.date_any().map(|date| [Some(date.year), date.month.map(i32::from), date.day.map(i32::from)]);
    let parts = [
        ("", Some(reference.key.clone())),
        ("", Some(format!("{:?}", entry.entry_type()))),
        ("", Some(reference.title.clone())),
        ("by ", Some(reference.authors.join(" & "))),
        ("in ", reference.container.clone()),
        ("short ", short),
        ("date ", date.map(|parts| format!("{:?}", parts.map(|part| part.unwrap_or(-1))))),
        ("volume ", entry.map(|entry| entry.volume()).map(ToString::to_string)),
        ("issue ", entry.map(|entry| entry.issue()).map(ToString::to_string)),
        ("pages ", entry.page_range().map(ToString::to_string)),
        ("publisher ", entry.map(|entry| entry.publisher()).and_then(|it| it.name()).map(ToString::to_string)),
        (
            "",
            (!serial.is_empty()).then(|| serial.iter().map(|(a, b)| format!("{a}:{b}")).collect::<Vec<_>>().join(" ")),
        ),
        ("at ", reference.url.clone()),
        ("seen ", reference.accessed.map(|date| date.to_string())),
        ("study ", reference.study.map(|study| format!("{} for {}", study.as_str(), reference.question.as_str()))),
        ("", reference.retracted.then(|| String::from("RETRACTED"))),
    ];
    let parts = parts.into_iter().filter_map(|(label, value)| Some(format!("{label}{}", value?)));
    parts.collect::<Vec<_>>().join(" | ")
}

/// The files of a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_format_of_references_is_read_as_its_fixture_says() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut wrong = Vec::new();
    let mut count = 0;
    for folder in files(Path::new("tests/references")).into_iter().filter(|folder| !folder.ends_with("none")) {
        for path in files(&folder).into_iter().filter(|path| path.extension().is_none_or(|ext| ext != "expected")) {
            let (references, said) = read(path.file_name().unwrap().to_str().unwrap(), &text_of(&path));
            let lines = references.iter().map(|reference| described(reference)).chain(said);
            let made = lines.map(|line| format!("{line}\n")).collect::<String>();
            let expected = PathBuf::from(format!("{}.expected", path.display()));
            count += 1;
            if overwrite {
                fs::write(&expected, &made).unwrap();
            } else if fs::read_to_string(&expected).unwrap_or_default() != made {
                wrong.push(format!("{}:\n{made}", path.display()));
            }
        }
    }
    assert!(count >= 8, "the fixtures are missing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_no_list_of_references_is_claimed_by_no_format() {
    for path in files(Path::new("tests/references/none")) {
        let (references, said) = read(path.file_name().unwrap().to_str().unwrap(), &text_of(&path));
        assert!(references.is_empty(), "{}", path.display());
        assert!(said.iter().any(|line| line.contains("references/unknown-format")), "{}", path.display());
    }
}

/// How many entries each sample holds, where the samples lie beside the repository.
#[test]
fn every_sample_is_read() {
    let Some(folder) = samples("references") else { return };
    let (mut read_in_all, mut refused_in_all, mut unread) = (0, 0, Vec::new());
    for path in files(&folder).into_iter().chain(files(&folder.join("jabref"))).filter(|path| path.is_file()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (references, said) = read(name, &text_of(&path));
        let refused = said.iter().filter(|line| line.contains(" references/broken-entry ")).count();
        println!("{name}: {} read, {refused} refused, {} findings in all", references.len(), said.len());
        (read_in_all, refused_in_all) = (read_in_all + references.len(), refused_in_all + refused);
        if references.is_empty() && refused == 0 {
            unread.push(String::from(name));
        }
    }
    println!("in all: {read_in_all} read, {refused_in_all} refused; nothing in {unread:?}");
    // What holds no entry at all: an empty export, and lines that are no MEDLINE.
    let empty = [
        "IsiImporterTestEmpty.isi",
        "MedlinePlainImporterTestInvalidFormat.xml",
        "MedlineImporterTestMinimalEntry.bib",
        "Endnote.pattern.no_enw",
    ];
    unread.retain(|name| !empty.contains(&name.as_str()));
    assert_eq!(unread, [""; 0], "no entry was read or refused in these");
}

/// What reference managers write is no identifier of a patient; what people remark on a source may hold one.
#[test]
fn numbers_of_journals_and_files_stop_no_build() {
    let ris = "TY  - JOUR\nID  - walk\nTI  - Walking\nSN  - 0163-5700\nER  - \n";
    let bib = "@article{rest, title = {Resting}, issn = {0163-5700}, file = {C\\:\\\\Zotero\\\\storage\\\\GB23FRV42M1234567\\\\a.pdf}}\n";
    let net = Net::new().file("topics/t.md", "# T\n\n[@walk; @rest]\n");
    let net = net.file("references/a.ris", ris).file("references/b.bib", bib);
    let run = net.run(&["check"]).ends(0);
    assert!(!run.stderr.contains("privacy/") && !run.stdout.contains("privacy/"), "{}{}", run.stdout, run.stderr);
    net.put("references/a.ris", ris.replace("ER  - ", "N1  - pacemaker serial no. XK99-2731\nER  - "));
    let _ = net.run(&["check"]).ends(2);
}

/// The pairs of JabRef's tests: an export, and what JabRef makes of it.
fn pairs() -> Vec<(PathBuf, PathBuf)> {
    let Some(folder) = samples("references/jabref") else { return Vec::new() };
    let all = files(&folder);
    let exports = all.iter().filter(|path| path.extension().is_some_and(|ext| ext != "bib"));
    exports.map(|path| (path.clone(), path.with_extension("bib"))).filter(|(_, bib)| bib.exists()).collect()
}

/// `text` without what says nothing: case, marks, accents of TeX.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of all names, in no order: JabRef writes names of persons and organisations in one way, and holds editors
/// and organisations in fields of its own.
fn name_words(reference: &Reference, more: &str) -> Vec<String> {
    let people =
        |people: Option<&[Person]>| people.unwrap_or_default().iter().map(name_of).collect::<Vec<_>>().join(" ");
    let editors = reference.entry.map(|entry| entry.editors());
    let names = format!("{} {} {more}", people(reference.entry.authors()), people(editors));
    let mut words: Vec<String> =
        names.split(|c: char| !c.is_alphanumeric()).map(folded).filter(|word| !word.is_empty()).collect();
    words.sort();
    words
}

/// Every part of a name.
fn name_of(person: &Person) -> String {
    let parts = [person.prefix.as_deref(), Some(&person.name), person.given_name.as_deref(), person.suffix.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What the field `name` of an entry of BibTeX holds, whether it is ever printed or not.
fn written<'a>(entry: &'a str, name: &str) -> Option<&'a str> {
    let line = entry.lines().find(|line| line.trim_start().to_lowercase().starts_with(name))?;
    let (field, value) = line.split_once('=')?;
    (field.trim().to_lowercase() == name).then(|| value.trim().trim_start_matches('{').trim_end_matches([',', '}']))
}

/// In what two readings of one entry differ.
fn differences(ours: &Reference, theirs: &Reference, bib: &str) -> Vec<String> {
    let bib = &bib[theirs.span.range()];
    let title = |reference: &Reference| reference.entry.title().map(ToString::to_string).unwrap_or_default();
    let (our_title, their_title) = (title(ours), title(theirs));
    let short = ours.entry.parents().first().and_then(|parent| parent.title()?.short.as_ref().map(ToString::to_string));
    let journals =
        [ours.container.clone(), short].into_iter().flatten().map(|title| folded(&title)).collect::<Vec<_>>();
    // Of what is no article, JabRef's `journal` is nowhere printed; it is looked up as it is written.
    let journal = theirs.container.as_deref().or_else(|| written(bib, "journal"));
    let same_journal = journal.map_or(journals.is_empty(), |title| journals.contains(&folded(title)));
    let (our_names, their_names) =
        (name_words(ours, ""), name_words(theirs, written(bib, "corporate").unwrap_or_default()));
    let doi = theirs.doi.as_deref().or_else(|| written(bib, "article-doi"));
    let parts = [
        ("title", folded(&our_title) == folded(&their_title), our_title, their_title),
        ("people", our_names == their_names, our_names.join(" "), their_names.join(" ")),
        ("year", ours.year == theirs.year, format!("{:?}", ours.year), format!("{:?}", theirs.year)),
        ("journal", same_journal, format!("{:?}", ours.container), format!("{journal:?}")),
        ("DOI", ours.doi.as_deref() == doi, format!("{:?}", ours.doi), format!("{doi:?}")),
    ];
    let differing = parts.into_iter().filter(|(_, same, ..)| !same);
    differing.map(|(name, _, ours, theirs)| format!("{name}: ours `{ours}`, JabRef's `{theirs}`")).collect()
}

/// Where our reading differs from JabRef's, and why it stays.
const DIFFERENT: [(&str, &str, &str); 6] = [
    ("MedlineImporterTestBookArticleSet.xml", "title", "a part of a book, which JabRef calls by the book's title"),
    ("MedlineImporterTestBookArticleSet.xml", "journal", "the book of that part"),
    ("MedlineImporterTestKeywordSingleEntry.xml", "people", "the subject of the article is a person, not its author"),
    ("MedlineImporterTestNbib.xml", "people", "JabRef loses the Jr of a name"),
    ("RisImporterTest1.ris", "title", "five titles, which JabRef strings together: a source has one"),
    ("RisImporterTest1.ris", "journal", "kinds amid a record: there the next begins, or a lost end would join two"),
];

#[test]
fn jabref_reads_the_same() {
    let pairs = pairs();
    let mut totals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut different = Vec::new();
    for (export, bib) in &pairs {
        let name = export.file_name().unwrap().to_str().unwrap();
        let (ours, _) = read(name, &text_of(export));
        let bib = text_of(bib);
        let (theirs, _) = read("x.bib", &bib);
        assert!(ours.len() >= theirs.len(), "{name}: ours {} entries, JabRef's {}", ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let found = differences(ours, theirs, &bib);
            let total = totals.entry(name.rsplit('.').next().unwrap()).or_default();
            *total = (total.0 + 1, total.1 + usize::from(found.is_empty()));
            different.extend(found.into_iter().map(|difference| format!("{name}: {difference}")));
        }
    }
    let is_known =
        |line: &&String| DIFFERENT.iter().any(|(file, field, _)| line.starts_with(&format!("{file}: {field}: ")));
    let unknown: Vec<&String> = different.iter().filter(|line| !is_known(line)).collect();
    assert_eq!(unknown, [""; 0]);
    assert!(pairs.is_empty() || different.len() == DIFFERENT.len(), "{different:#?}");
    println!(
        "{} differences, all known; entries of each kind, and those without a difference: {totals:?}",
        different.len()
    );
}

#[test]
fn claims_say_in_patients_words_how_sure_they_are() {
    let topic = "---\ntitle: Walking\nclaims:\n  - text: Walking <b>helps</b>.\n    certainty: very-low\n    sources: [walk]\n  - text: So does rest.\n    certainty: high\n\
        \u{20} - text: And sleep.\n    certainty: sure\n    sources: [wlak]\n  - text: And soup.\n    certainty: low\n    sources: [wlak]\n---\nGo.\n";
    let bib =
        "@article{walk, title = {Walking}, author = {Walsh, Orla}, year = 2021, note = {x}, certainty = {high}}\n";
    let net = Net::new().file("topics/walking.md", topic).file("references/a.bib", bib);
    let _ = net
        .run(&["check"])
        .ends(2)
        .says("\"So does rest.\" says how sure it is, and names no source")
        .says("no entry of the reference library is called `wlak`")
        .says("this claim has no `text` or no `certainty`")
        .says("`certainty` of the reference `walk` is left out");
    net.put("topics/walking.md", topic.replace("wlak", "walk"));
    let _ = net.build().ends(0);
    let page = Page::read("walking.html", &net.site()["topics/walking.html"]);
    let claims: Vec<String> = page.select(".claims dl > div").iter().map(|claim| squeezed(claim.text())).collect();
    assert_eq!(
        claims,
        [
            "Walking <b>helps</b>.Not sure at all: too little is known so far. Based on: 1",
            "So does rest.Very sure: more research is very unlikely to change this.",
            "And soup.Not very sure: more research is likely to change this. Based on: 1",
        ]
    );
    assert_eq!(page.select(".claims .note a")[0].attr("href"), Some("#ref-walk"));
    assert!(page.anchors().contains("ref-walk"));
    let key = page.select(".claims dd > a")[0].attr("href").unwrap();
    let evidence = Page::read("evidence.html", &net.site()["evidence.html"]);
    assert!(evidence.anchors().contains(key.split_once('#').unwrap().1), "{key}");
}

#[test]
fn a_large_library_has_a_page_for_each_year() {
    let entry = |at: usize| {
        let year = if at == 0 { String::new() } else { format!(", year = {{{}}}", 2000 + at % 3) };
        format!("@book{{k{at}, title = {{Book number {at}}}, author = {{Lind, Eva}}{year}}}\n")
    };
    let page = |net: &Net, path: &str| String::from_utf8(net.site().remove(path).unwrap()).unwrap();
    let library = |count: usize| (0..count).map(entry).collect::<String>();
    let topic = "# Rest\n\nRest helps [@k1], and so does sleep [@k0]. See [[ref:k2|the book]].\n";
    let net = Net::new().file("topics/rest.md", topic).file("references/a.bib", library(300));
    let _ = net.build().ends(0);
    assert!(page(&net, "topics/rest.html").contains("../references.html#ref-k1"));
    assert!(!net.site().keys().any(|path| path.starts_with("references/")));
    net.put("references/a.bib", library(301));
    let _ = net.build().ends(0);
    let topic = page(&net, "topics/rest.html");
    for place in ["2001.html#ref-k1", "undated.html#ref-k0", "2002.html#ref-k2"] {
        assert!(topic.contains(&format!("../references/{place}\"")), "{place}: {topic}");
    }
    let whole = page(&net, "references.html");
    assert!(
        whole.contains("<a href=\"references/2002.html\">2002</a> <span class=\"note\">100 sources</span>"),
        "{whole}"
    );
    assert!(whole.contains("references/undated.html") && !whole.contains("Book number"), "{whole}");
    let year = page(&net, "references/2001.html");
    assert!(year.contains("id=\"ref-k1\"") && year.contains("id=\"ref-k298\"") && !year.contains("id=\"ref-k2\""));
    assert!(!year.contains("By year"), "all are of one: {year}");
    assert!(year.contains("References: 2001</h1>") && year.contains("href=\"../topics/rest.html\""), "{year}");
}

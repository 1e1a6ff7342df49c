//! Tests of reference files.

mod damage;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::date;

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::parse;
use crate::source::{FilePath, SourceFile};

/// What a file called `name` holds, and what is wrong with it: rule, line and message.
fn read(name: &str, text: &str) -> (Vec<Arc<Reference>>, Vec<String>) {
    let file = SourceFile::text(FilePath::new(format!("references/{name}")), text);
    let mut findings = Findings::new();
    let references = parse(&file, &mut findings);
    for span in references.iter().map(|reference| reference.span).chain(findings.iter().filter_map(|f| f.span)) {
        assert!(text.get(span.range()).is_some(), "{name}: {span:?} is no part of the text");
    }
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let said = findings.iter().map(|finding| {
        let line = finding.span.map_or(0, |span| line(span.range().start));
        format!("{line} {} {}", finding.rule.id, finding.message)
    });
    (references, said.collect())
}

fn keys(references: &[Arc<Reference>]) -> Vec<&str> {
    references.iter().map(|reference| reference.key.as_str()).collect()
}

#[test]
fn the_example_is_read_without_a_finding() {
    let mut count = 0;
    for name in ["sources.bib", "guidelines.json", "web.yaml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site/references").join(name);
        let (references, said) = read(name, &fs::read_to_string(path).unwrap());
        assert_eq!(said, [""; 0], "{name}");
        assert!(references.iter().all(|reference| !reference.title.is_empty() && !reference.authors.is_empty()));
        count += references.len();
    }
    assert_eq!(count, 60);
}

#[test]
fn every_format_fills_the_same_fields() {
    let bib = "@article{a, author = {de Boer, Angela and {NHS England} and King, Jr., Martin}, title = {On {DNA} \\& K{\\\"o}ln},
        journaltitle = {Lancet}, date = {2014-03}, url = {https://a.org/x}, urldate = {2026-03-02},
        doi = {https://doi.org/10.1000/ABC}, pmid = {123}}";
    let json = r#"[{"id": "a", "type": "article-journal", "title": "On <i>DNA</i> & Köln", "container-title": ["Lancet"],
        "author": [{"family": "de Boer", "given": "Angela"}, {"literal": "NHS England"}, {"family": "King", "given": "Martin", "suffix": "Jr."}],
        "issued": {"date-parts": [["2014", 3], [2015]]}, "URL": "https://a.org/x",
        "accessed": {"date-parts": [[2026, 3, 2]]}, "DOI": "doi:10.1000/ABC", "PMID": 123}]"#;
    let yaml = "a:\n  type: Article\n  title: On DNA & Köln\n  author: [{name: Boer, prefix: de, given-name: Angela}, NHS England, {name: King, given-name: Martin, suffix: Jr.}]\n  date: 2014-03\n  url: {value: \"https://a.org/x\", date: 2026-03-02}\n  serial-number: {doi: 10.1000/ABC, pmid: 123}\n  parent: {type: Periodical, title: Lancet}\n";
    for (name, text) in [("a.bib", bib), ("a.json", json), ("a.yaml", yaml)] {
        let (references, said) = read(name, text);
        assert_eq!(said, [""; 0], "{name}");
        let a = &references[0];
        assert_eq!((a.key.as_str(), a.title.as_str()), ("a", "On DNA & Köln"), "{name}");
        assert_eq!(a.authors, ["de Boer, Angela", "NHS England", "King, Martin, Jr."], "{name}");
        assert_eq!((a.container.as_deref(), a.year), (Some("Lancet"), Some(2014)), "{name}");
        assert_eq!((a.url.as_deref(), a.accessed), (Some("https://a.org/x"), Some(date(2026, 3, 2))), "{name}");
        assert_eq!((a.doi.as_deref(), a.pmid.as_deref()), (Some("10.1000/abc"), Some("123")), "{name}");
        assert_eq!(a.entry.doi(), Some("10.1000/ABC"), "{name}");
        assert!(text[a.span.range()].contains("Lancet"), "{name}: {}", &text[a.span.range()]);
    }
}

#[test]
fn a_broken_bibtex_entry_costs_only_itself() {
    let text = "@book{a, title = {A}}\n@book{b, title = {B\n}\n@book{c title = {C}}\n@book{d, title = {D}}\n@book{, title={E}}\n@book{f, title = {F}}, year = 2014}\n";
    let (references, said) = read("x.bib", text);
    assert_eq!(keys(&references), ["a", "d", "untitled", "f"]);
    assert!(references[2].key_is_made);
    assert_eq!(
        said,
        [
            "2 references/broken-entry the reference `b` cannot be read: it does not end before the next entry begins",
            "4 references/broken-entry the reference `c title = {C` cannot be read: a comma is missing",
            "7 references/bad-field `the rest` of the reference `f` is left out: it ends here, although more fields seem to follow",
            "6 references/no-key an entry has no key; it is called `untitled`",
        ]
    );
}

#[test]
fn bibtex_strings_are_put_in_and_undefined_ones_cost_a_field() {
    let text = "@STRING{Nejm = \"N Engl J Med\"}\n@string{both = NEJM # \" and \" # {BMJ}}\n@string{loop = loop}\n\
        @article{a, title = {A}, journal = both, month = mar, year = 2014}\n@article{b,\n title = {B},\n journal = njem, year = 2015}\n@article{c, title = loop # loop, year = 2015}";
    let (references, said) = read("x.bib", text);
    assert_eq!(keys(&references), ["a", "b", "c"]);
    assert_eq!(references[0].container.as_deref(), Some("N Engl J Med and BMJ"));
    assert_eq!(references[0].entry.date().map(|date| (date.year, date.month)), Some((2014, Some(2))));
    assert_eq!(
        said,
        [
            "7 references/bad-field `journal` of the reference `b` is left out: no `@string` defines `njem`",
            "8 references/bad-field `title` of the reference `c` is left out: no `@string` defines `loop`",
            "8 references/no-title the reference `c` has no title",
        ]
    );
}

#[test]
fn bad_values_in_bibtex_cost_only_their_field() {
    let text = "@article{a, title = {Costs $5}, journal = {J}, year = {in press}, url = {javascript:alert(1)}}\n@article{b, title = {B}, year = {June 2014}}";
    let (references, said) = read("x.bib", text);
    assert_eq!(keys(&references), ["a", "b"]);
    assert_eq!((references[0].container.as_deref(), references[0].url.as_deref()), (Some("J"), None));
    assert_eq!(references[1].year, Some(2014));
    assert_eq!(
        said,
        [
            "1 references/bad-field `title` of the reference `a` is left out: a brace, quotation mark or `$` in it is not closed",
            "1 references/bad-field `year` of the reference `a` is left out: `in press` is no date",
            "1 references/bad-field `url` of the reference `a` is left out: `javascript:alert(1)` is no address of the web",
            "1 references/no-title the reference `a` has no title",
        ]
    );
}

#[test]
fn bibtex_entries_take_fields_from_those_they_refer_to() {
    let text = "@incollection{a, title = {A}, crossref = {b}}\n@collection{b, title = {B}, year = 2014, crossref = {a}}\n@book{c, title = {C}, crossref = {c}}";
    let (references, said) = read("x.bib", text);
    assert_eq!(said, [""; 0]);
    assert_eq!(keys(&references), ["a", "b", "c"]);
    assert_eq!((references[0].container.as_deref(), references[0].year), (Some("B"), Some(2014)));
}

#[test]
fn keys_given_twice_are_all_kept() {
    let bib = "@book{a, title = {A}}\n@book{a, title = {B}}";
    let json = r#"[{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]"#;
    let yaml = "a:\n  type: Book\n  title: A\na:\n  type: Book\n  title: B\n";
    for (name, text) in [("a.bib", bib), ("a.json", json), ("a.yaml", yaml)] {
        let (references, said) = read(name, text);
        let titles: Vec<_> = references.iter().map(|reference| reference.title.as_str()).collect();
        assert_eq!((titles.as_slice(), said.len()), (["A", "B"].as_slice(), 0), "{name} {said:?}");
    }
}

#[test]
fn odd_values_in_csl_json_cost_only_their_field() {
    let text = r#"[
        {"id": "a", "type": "webpage", "title": "A", "issued": {"date-parts": [[2014, 13, 99], [2015]]}, "volume": {"a": 1},
         "issue": true, "page": null, "container-title": [], "author": [{"family": ""}, {"family": "B"}], "note": ["x", "y"]},
        {"id": 7, "type": ["x"], "title": ["B"], "issued": {"literal": "last spring"}, "accessed": "2026-03-02T10:00", "URL": "ftp://x"},
        {"title": "C"},
        {"id": "d", "title": "D" "type": "book"},
        {"id": "e", "title": "E", "issued": {"date-parts": [[null]]}, "author": "NHS"}
    ]"#;
    let (references, said) = read("x.json", text);
    assert_eq!(keys(&references), ["a", "7", "untitled", "e"]);
    assert_eq!(references[0].year, Some(2014));
    assert_eq!(references[0].authors, ["B"]);
    assert_eq!(references[1].title, "B");
    assert_eq!(references[3].authors, ["NHS"]);
    assert_eq!(
        said,
        [
            "2 references/bad-field `volume` of the reference `a` is left out: it is neither words nor a number",
            "2 references/bad-field `issue` of the reference `a` is left out: it is neither words nor a number",
            "2 references/bad-field `author` of the reference `a` is left out: one of the names cannot be read",
            "4 references/bad-field `issued` of the reference `7` is left out: this is no date",
            "4 references/bad-field `URL` of the reference `7` is left out: `ftp://x` is no address of the web",
            "5 references/no-key an entry has no key; it is called `untitled`",
            "6 references/broken-entry the reference `d` cannot be read: expected `,` or `}`",
            "7 references/bad-field `issued` of the reference `e` is left out: this is no date",
        ]
    );
}

#[test]
fn exports_with_a_head_and_single_items_are_read() {
    let (references, said) = read("x.json", r#"{"version": 1, "items": [{"id": "a", "title": "A"}]}"#);
    assert_eq!((keys(&references), said.len()), (vec!["a"], 0));
    let (references, said) = read("x.json", r#"{"id": "b", "title": "B"}"#);
    assert_eq!((keys(&references), said.len()), (vec!["b"], 0));
}

#[test]
fn a_broken_yaml_entry_costs_only_itself() {
    let text = "a:\n  type: Book\n  title: A\nb:\n  type: Book\n  title: B: C\nc:\n  type: Bok\n  title: C\nd:\n  title: D\ne:\n  type: Web\n  title: E\n  date: soon\n  url: \"javascript:x\"\nf: 3\n";
    let (references, said) = read("x.yaml", text);
    assert_eq!(keys(&references), ["a", "e"]);
    assert_eq!(said.len(), 6, "{said:#?}");
    assert!(said[0].starts_with("6 yaml/syntax"), "{said:#?}");
    assert_eq!(
        said[1..],
        [
            "7 references/broken-entry the reference `c` cannot be read: unknown variant `Bok`",
            "10 references/broken-entry the reference `d` cannot be read: it has no `type`",
            "16 references/bad-field `url` of the reference `e` is left out: `javascript:x` is no address of the web",
            "15 references/bad-field `date` of the reference `e` is left out: this is no date",
            "17 references/broken-entry the reference `f` cannot be read: it has no fields",
        ]
    );
}

#[test]
fn what_is_no_list_of_references_is_told() {
    let (references, said) = read("notes.txt", "Dear all,\nplease read this.\n");
    assert!(references.is_empty());
    assert_eq!(said, ["0 references/unknown-format `notes.txt` is no list of references that bedside can read"]);
    assert_eq!(read("empty.bib", " \n").1, [""; 0]);
}

#[test]
fn hayagriva_reads_the_same_from_our_yaml_as_from_its_own() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/references/hayagriva-basic.yml");
    let Ok(text) = fs::read_to_string(path) else { return };
    let (references, said) = read("basic.yml", &text);
    assert_eq!(said, [""; 0]);
    let library = hayagriva::io::from_yaml_str(&text).unwrap();
    assert_eq!(references.len(), library.len());
    for (ours, theirs) in references.iter().zip(library.iter()) {
        let title = |entry: &hayagriva::Entry| entry.title().map(|title| title.value.to_str().into_owned());
        assert_eq!((ours.entry.key(), title(&ours.entry)), (theirs.key(), title(theirs)));
        assert_eq!((ours.entry.date(), ours.entry.page_range()), (theirs.date(), theirs.page_range()), "{}", ours.key);
        assert_eq!(ours.entry.parents().len(), theirs.parents().len());
    }
}

#[test]
fn no_sample_is_too_odd() {
    let mut files = Vec::new();
    for folder in ["references", "nasty"] {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples").join(folder), &mut files);
    }
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for name in ["x.bib", "x.json", "x.yaml"] {
            read(name, &text);
            let file = SourceFile::text(FilePath::new(format!("references/{name}")), text.as_str());
            let start = Instant::now();
            parse(&file, &mut Findings::new());
            assert!(start.elapsed().as_secs() < 10, "{} as {name}", path.display());
        }
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

#[test]
fn hostile_files_take_no_longer_than_their_length() {
    let size = 200_000;
    let cases = [
        ("x.bib", "@book{a, title = {".repeat(size / 10)),
        ("x.bib", format!("@book{{a, title = {}{}}}", "{".repeat(size), "}".repeat(size))),
        ("x.bib", format!("@book{{a, title = {{{}}}}}", "\\a{\\b{x}}".repeat(size / 10))),
        ("x.bib", format!("@book{{a, author = {{{}}}}}", "A and ".repeat(size / 10))),
        ("x.bib", format!("@book{{a, pages = {{{}}}}}", "1--".repeat(size / 10))),
        (
            "x.bib",
            (0..size / 20).map(|n| format!("@string{{s{n} = s{} # s{}}}\n", n.max(1) - 1, n.max(1) - 1)).collect(),
        ),
        ("x.bib", "@book{a, crossref = {a}}\n".repeat(size / 25)),
        ("x.json", "[{".repeat(size)),
        ("x.json", format!("[{{\"id\": {}", "[".repeat(size))),
        ("x.json", "[{\"id\": \"".repeat(size / 10)),
        ("x.yaml", "a:\n  b: [".repeat(size / 10)),
        ("x.yaml", "a: {\n".repeat(size / 10)),
        ("x.yaml", format!("a:\n  type: Book\n  title: {}\n", "{".repeat(size))),
    ];
    for (name, text) in cases {
        let file = SourceFile::text(FilePath::new(format!("references/{name}")), text.as_str());
        let start = Instant::now();
        parse(&file, &mut Findings::new());
        let elapsed = start.elapsed();
        println!("{name} {elapsed:?} {}", &text[..10]);
        assert!(elapsed.as_secs() < 10, "{name} {} {elapsed:?}", &text[..20]);
    }
}

#[test]
fn an_entry_without_a_key_gets_the_one_that_its_reader_would_guess() {
    let bib = "@article{,author={Bower, J. E.},year=2014,title={Fatigue in survivors}}\n@misc{,author={Bower, J. E.},year=2014,title={Fatigue, again}}\n\
        @misc{bower2014fatigue,title={Taken}}";
    let (references, said) = read("x.bib", bib);
    assert_eq!(keys(&references), ["bower2014fatigueb", "bower2014fatiguec", "bower2014fatigue"]);
    assert_eq!(said.len(), 2, "{said:?}");
    let json = r#"[{"title": "Fatigue in survivors", "author": [{"family": "Bower"}], "issued": {"date-parts": [[2014]]}, "volume": {"a": 1}}]"#;
    let (references, said) = read("x.json", json);
    assert_eq!(keys(&references), ["bower2014fatigue"]);
    assert_eq!(
        said,
        [
            "1 references/no-key an entry has no key; it is called `bower2014fatigue`",
            "1 references/bad-field `volume` of the reference `bower2014fatigue` is left out: it is neither words nor a number",
        ]
    );
}

#[test]
fn a_source_without_a_title_is_kept_and_called_by_what_finds_it() {
    let ris = "TY  - PAT\nAU  - Walsh, O.\nDO  - doi:10.5555/b19107-2\nER  - \nTY  - JOUR\nPY  - 2014\nER  - \n";
    let (references, said) = read("x.ris", ris);
    assert_eq!(keys(&references), ["doi10-5555-b19107-2"]);
    assert_eq!(references[0].title, "DOI 10.5555/b19107-2");
    assert_eq!(
        said,
        [
            "1 references/no-title the reference `doi10-5555-b19107-2` has no title",
            "5 references/broken-entry an entry without a key cannot be read: it has no title, and nothing else by which its source could be found",
        ]
    );
}

//! Tests of citations.

mod oracle;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::{CitePurpose, Entry, Rendered};

use crate::finding::Findings;
use crate::model::library::Library;
use crate::model::prose::{Citation, CitedItem};
use crate::model::reference::Reference;
use crate::parse::{citation, references};
use crate::render::citations::author_date::may_be_confused;
use crate::render::citations::elements::{Links, html};
use crate::render::citations::polish::polish;
use crate::render::citations::questions::Questions;
use crate::render::citations::style::{Asked, Item, Sheet};
use crate::render::citations::{Citer, Page, Source, reachable};
use crate::source::{FilePath, Located, SourceFile, Span};

/// Six sources of six kinds, in three formats.
const BIB: &str = r"
@article{nangia, author = {Nangia, Julie and Wang, Tao and Osborne, Cynthia and Niravath, Polly and Otte, Kristen and Papish, Steven and Holmes, Frankie}, title = {Effect of a scalp cooling device on alopecia: The {SCALP} randomized clinical trial}, journal = {JAMA}, year = {2017}, volume = {317}, number = {6}, pages = {596--605}, doi = {10.1001/jama.2016.20939}}
@article{boer, author = {de Boer, Angela G. E. M. and Hoving, Jan L.}, title = {Return to work}, journal = {Occup Med}, year = {2024}, volume = {3}, pages = {12--19}}
@book{sontag, author = {Sontag, Susan}, title = {Illness as metaphor}, publisher = {Farrar, Straus and Giroux}, address = {New York}, year = {1978}, edition = {2}}
@incollection{breitbart, author = {Breitbart, William and Alici, Yesne}, title = {Fatigue}, booktitle = {Psycho-oncology}, editor = {Holland, Jimmie C.}, publisher = {Oxford University Press}, address = {Oxford}, year = {2015}, pages = {200--210}}
";
const JSON: &str = r#"[{"id": "nice", "type": "report", "author": [{"literal": "National Institute for Health and Care Excellence"}], "title": "Early breast cancer", "number": "NG101", "genre": "NICE guideline", "publisher": "NICE", "publisher-place": "London", "issued": {"date-parts": [[2018, 7, 18]]}, "URL": "https://www.nice.org.uk/guidance/ng101", "accessed": {"date-parts": [[2026, 11, 22]]}}]"#;
const YAML: &str = "nhs:\n  type: Web\n  title: Hair loss\n  author: NHS\n  date: 2024-01-24\n  url: {value: \"https://www.nhs.uk/symptoms/hair-loss/\", date: 2026-11-22}\n  parent: {type: Web, title: NHS website}\n";

fn library(files: &[(&str, &str)]) -> Library {
    let mut all = Vec::new();
    for (name, text) in files {
        let file = SourceFile::text(FilePath::new(format!("references/{name}")), *text);
        let mut findings = Findings::new();
        all.extend(references::parse(&file, &mut findings));
        assert!(findings.is_empty(), "{findings:?}");
    }
    Library::gather(&all)
}

fn sources() -> Library {
    library(&[("a.bib", BIB), ("b.json", JSON), ("c.yaml", YAML)])
}

/// `[@a; @b]`, or `@a` in a sentence.
fn citation(written: &str) -> Citation {
    let inside = written.strip_prefix('[').and_then(|inside| inside.strip_suffix(']'));
    let items = match inside {
        Some(inside) => citation::parse_group(inside, 0).unwrap(),
        None => {
            let key = Located { value: String::from(&written[1..]), span: Span::default() };
            vec![CitedItem { key, prefix: String::new(), suffix: String::new(), suppress_author: false }]
        }
    };
    Citation { items, narrative: inside.is_none(), span: Span::default() }
}

fn citations(style: &str, written: &[&str]) -> Vec<String> {
    let written: Vec<Citation> = written.iter().map(|written| citation(written)).collect();
    Citer::new(style).unwrap().cite(&sources(), &written, &[], "en").citations
}

/// The list of all six sources, with the tags of links left out.
fn list(style: &str) -> Vec<String> {
    let keys = ["nangia", "boer", "sontag", "breitbart", "nice", "nhs"].map(String::from);
    let cited = Citer::new(style).unwrap().cite(&sources(), &[], &keys, "en");
    let without_links = |html: &str| {
        let mut text = html.replace("</a>", "");
        while let Some(start) = text.find("<a ") {
            let end = start + text[start..].find('>').unwrap();
            text.replace_range(start..=end, "");
        }
        text
    };
    cited.list.iter().map(|entry| without_links(&entry.html)).collect()
}

#[test]
fn ama_numbers_are_raised_and_lead_to_the_list() {
    let written = [
        "[@nhs]",
        "[@boer; @nhs; @nice]",
        "[@nice, p. 3]",
        "@nangia",
        "[see @boer, chapter 2, and more]",
        "[@{zz<}]",
        "[@nhs; @zz]",
    ];
    assert_eq!(
        citations("ama", &written),
        [
            "<sup class=\"cite\" id=\"cite-1\"><a href=\"#ref-nhs\">1</a></sup>",
            "<sup class=\"cite\" id=\"cite-2\"><a href=\"#ref-nhs\">1</a>–<a href=\"#ref-nice\">3</a></sup>",
            "<sup class=\"cite\" id=\"cite-3\"><a href=\"#ref-nice\">3</a>(p3)</sup>",
            "Nangia et al.<sup class=\"cite\" id=\"cite-4\"><a href=\"#ref-nangia\">4</a></sup>",
            "<sup class=\"cite\" id=\"cite-5\">see <a href=\"#ref-boer\">2</a>(chap2), and more</sup>",
            "<span class=\"cite\" id=\"cite-6\">[zz&lt;?]</span>",
            "<span class=\"cite\" id=\"cite-7\"><sup><a href=\"#ref-nhs\">1</a></sup>[zz?]</span>",
        ]
    );
}

#[test]
fn vancouver_numbers_stand_in_brackets() {
    assert_eq!(
        citations("elsevier-vancouver", &["[@nhs]", "[@nice; @nhs]", "[@boer, pp. 3-5]", "@boer"]),
        [
            "<span class=\"cite\" id=\"cite-1\">[<a href=\"#ref-nhs\">1</a>]</span>",
            "<span class=\"cite\" id=\"cite-2\">[<a href=\"#ref-nhs\">1</a>,<a href=\"#ref-nice\">2</a>]</span>",
            "<span class=\"cite\" id=\"cite-3\">[<a href=\"#ref-boer\">3</a>, pp. 3-5]</span>",
            "de Boer and Hoving <span class=\"cite\" id=\"cite-4\">[<a href=\"#ref-boer\">3</a>]</span>",
        ]
    );
}

#[test]
fn apa_names_authors_and_years() {
    let written = ["[@nangia]", "[@nice; @boer, p. 3]", "@nangia", "[-@boer, p. 4]", "[see @nhs; @zz]", "@zz"];
    assert_eq!(
        citations("apa", &written),
        [
            "<span class=\"cite\" id=\"cite-1\">(<a href=\"#ref-nangia\">Nangia et al., 2017</a>)</span>",
            "<span class=\"cite\" id=\"cite-2\">(<a href=\"#ref-boer\">de Boer &amp; Hoving, 2024, p. 3</a>; <a href=\"#ref-nice\">National Institute for Health and Care Excellence, 2018</a>)</span>",
            "<span class=\"cite\" id=\"cite-3\"><a href=\"#ref-nangia\">Nangia et al. (2017)</a></span>",
            "<span class=\"cite\" id=\"cite-4\">(<a href=\"#ref-boer\">2024</a>, p. 4)</span>",
            "<span class=\"cite\" id=\"cite-5\">(see <a href=\"#ref-nhs\">NHS, 2024</a>)[zz?]</span>",
            "<span class=\"cite\" id=\"cite-6\">[zz?]</span>",
        ]
    );
}

#[test]
fn ama_lists_print_what_a_reader_needs() {
    assert_eq!(
        list("ama"),
        [
            "Nangia J, Wang T, Osborne C, et al. Effect of a scalp cooling device on alopecia: The SCALP randomized clinical trial. <i>JAMA</i>. 2017;317(6):596-605. doi:10.1001/jama.2016.20939",
            "de Boer AGEM, Hoving JL. Return to work. <i>Occup Med</i>. 2024;3:12-19.",
            "Sontag S. <i>Illness as Metaphor</i>. 2nd ed. Farrar, Straus and Giroux; 1978.",
            "Breitbart W, Alici Y. Fatigue. In: Holland JC, ed. <i>Psycho-Oncology</i>. Oxford University Press; 2015:200-210.",
            "National Institute for Health and Care Excellence. <i>Early Breast Cancer</i>. NICE; 2018. Accessed November 22, 2026. https://www.nice.org.uk/guidance/ng101",
            "NHS. Hair loss. NHS website. January 24, 2024. Accessed November 22, 2026. https://www.nhs.uk/symptoms/hair-loss/",
        ]
    );
}

#[test]
fn apa_lists_print_what_a_reader_needs() {
    assert_eq!(
        list("apa"),
        [
            "Breitbart, W., &amp; Alici, Y. (2015). Fatigue. In J. C. Holland (Ed.), <i>Psycho-oncology</i> (pp. 200–210). Oxford University Press.",
            "de Boer, A. G. E. M., &amp; Hoving, J. L. (2024). Return to work. <i>Occup Med</i>, <i>3</i>, 12–19.",
            "Nangia, J., Wang, T., Osborne, C., Niravath, P., Otte, K., Papish, S., &amp; Holmes, F. (2017). Effect of a scalp cooling device on alopecia: The SCALP randomized clinical trial. <i>JAMA</i>, <i>317</i>(6), 596–605. https://doi.org/10.1001/jama.2016.20939",
            "National Institute for Health and Care Excellence. (2018). <i>Early breast cancer</i> (NICE Guideline No. NG101). NICE. https://www.nice.org.uk/guidance/ng101",
            "NHS. (2024, January 24). <i>Hair loss</i>. NHS Website. https://www.nhs.uk/symptoms/hair-loss/",
            "Sontag, S. (1978). <i>Illness as metaphor</i> (2nd ed.). Farrar, Straus and Giroux.",
        ]
    );
}

#[test]
fn titles_that_stand_in_for_names_keep_their_edition_and_number() {
    let book = "@book{book, title = {Care}, edition = {4}, year = 2020, publisher = {P}}\n";
    let report = r#"[{"id": "report", "type": "report", "title": "Fatigue", "number": "NG77", "publisher": "Ward",
        "issued": {"date-parts": [[2021]]}}]"#;
    let library = library(&[("a.bib", book), ("b.json", report)]);
    let citer = Citer::new("apa").unwrap();
    let listed = |key: &str| citer.list_entry(&Source::find(&library, key).unwrap(), "en");
    let words = |key: &str| listed(key).replace("<i>", "").replace("</i>", "");
    assert_eq!(words("book"), "Care (4th ed.). (2020). P.");
    assert_eq!(words("report"), "Fatigue (No. NG77). (2021). Ward.");
    let cited = citer.cite(&library, &[citation("[@book; @report]")], &[], "en");
    assert!(cited.list[0].html.contains("(4th ed.)") && cited.list[1].html.contains("(No. NG77)"), "{cited:?}");
}

#[test]
fn bmj_lists_print_what_a_reader_needs() {
    assert_eq!(
        list("bmj"),
        [
            "Nangia J, Wang T, Osborne C, <i>et al</i>. Effect of a scalp cooling device on alopecia: The SCALP randomized clinical trial. <i>JAMA</i>. 2017;317:596–605. doi: 10.1001/jama.2016.20939",
            "de Boer AGEM, Hoving JL. Return to work. <i>Occup Med</i>. 2024;3:12–9.",
            "Sontag S. <i>Illness as metaphor</i>. 2nd ed. New York: Farrar, Straus and Giroux 1978.",
            "Breitbart W, Alici Y. Fatigue. In: Holland JC, ed. <i>Psycho-oncology</i>. Oxford: Oxford University Press 2015:200–10.",
            "National Institute for Health and Care Excellence. Early breast cancer. London: NICE 2018. https://www.nice.org.uk/guidance/ng101",
            "NHS. Hair loss. NHS website. 2024. https://www.nhs.uk/symptoms/hair-loss/ (accessed 22 November 2026)",
        ]
    );
}

#[test]
fn lancet_lists_print_what_a_reader_needs() {
    assert_eq!(
        list("lancet"),
        [
            "Nangia J, Wang T, Osborne C, <i>et al</i>. Effect of a scalp cooling device on alopecia: The SCALP randomized clinical trial. <i>JAMA</i> 2017; <b>317</b>: 596–605. https://doi.org/10.1001/jama.2016.20939",
            "de Boer AGEM, Hoving JL. Return to work. <i>Occup Med</i> 2024; <b>3</b>: 12–9.",
            "Sontag S. Illness as metaphor, 2nd edn.  New York: Farrar, Straus and Giroux, 1978.",
            "Breitbart W, Alici Y. Fatigue.  In: Holland JC, ed. Psycho-oncology.  Oxford: Oxford University Press, 2015: 200–10.",
            "National Institute for Health and Care Excellence. Early breast cancer.  London: NICE, 2018 https://www.nice.org.uk/guidance/ng101 (accessed Nov 22, 2026).",
            "NHS. Hair loss. NHS website.  2024; published online Jan 24. https://www.nhs.uk/symptoms/hair-loss/ (accessed Nov 22, 2026).",
        ]
    );
}

#[test]
fn nature_lists_print_what_a_reader_needs() {
    assert_eq!(
        list("nature"),
        [
            "Nangia, J. <i>et al.</i> Effect of a scalp cooling device on alopecia: The SCALP randomized clinical trial. <i>JAMA</i> <b>317,</b> 596–605 (2017). https://doi.org/10.1001/jama.2016.20939",
            "de Boer, A. G. E. M. &amp; Hoving, J. L. Return to work. <i>Occup Med</i> <b>3,</b> 12–19 (2024).",
            "Sontag, S. <i>Illness as Metaphor</i>. (Farrar, Straus and Giroux, New York, 1978).",
            "Breitbart, W. &amp; Alici, Y. Fatigue. in <i>Psycho-oncology</i> (ed. Holland, J. C.) 200–210 (Oxford University Press, Oxford, 2015).",
            "National Institute for Health and Care Excellence. <i>Early Breast Cancer</i>. https://www.nice.org.uk/guidance/ng101 (2018).",
            "NHS. Hair loss. <i>NHS website</i> https://www.nhs.uk/symptoms/hair-loss/ (2024).",
        ]
    );
}

#[test]
fn vancouver_lists_print_what_a_reader_needs() {
    assert_eq!(
        list("elsevier-vancouver"),
        [
            "Nangia J, Wang T, Osborne C, Niravath P, Otte K, Papish S, et al. Effect of a scalp cooling device on alopecia: The SCALP randomized clinical trial. JAMA 2017;317:596–605. https://doi.org/10.1001/jama.2016.20939.",
            "de Boer AGEM, Hoving JL. Return to work. Occup Med 2024;3:12–9.",
            "Sontag S. Illness as metaphor. 2nd ed. New York: Farrar, Straus and Giroux; 1978.",
            "Breitbart W, Alici Y. Fatigue. In: Holland JC, editor. Psycho-oncology, Oxford: Oxford University Press; 2015, p. 200–10.",
            "National Institute for Health and Care Excellence. Early breast cancer. London: NICE; 2018. https://www.nice.org.uk/guidance/ng101",
            "NHS. Hair loss. NHS Website 2024. https://www.nhs.uk/symptoms/hair-loss/ (accessed November 22, 2026).",
        ]
    );
    let nlm = list("nlm");
    assert!(
        nlm[3].ends_with("In: Holland JC, editor. Psycho-oncology. Oxford: Oxford University Press; 2015. p. 200–10."),
        "{nlm:?}"
    );
    assert_eq!(nlm, list("vancouver"));
}

#[test]
fn lists_know_who_cites_them_and_end_with_addresses() {
    let also = ["nice", "https://a.org/?x&y", "zz"].map(String::from);
    let written = [citation("[@nhs; @boer]"), citation("[@nhs]")];
    for (style, order, numbers) in [
        ("ama", ["nhs", "boer", "nice", "https://a.org/?x&y"], [Some(1), Some(2), Some(3), Some(4)]),
        ("apa", ["boer", "nice", "nhs", "https://a.org/?x&y"], [None; 4]),
    ] {
        let cited = Citer::new(style).unwrap().cite(&sources(), &written, &also, "en");
        assert_eq!(cited.list.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), order);
        assert_eq!(cited.list.iter().map(|entry| entry.number).collect::<Vec<_>>(), numbers);
        let nhs = cited.list.iter().find(|entry| entry.key == "nhs").unwrap();
        assert_eq!(
            (nhs.id.as_str(), nhs.backlinks.as_slice()),
            ("ref-nhs", ["cite-1", "cite-2"].map(String::from).as_slice())
        );
        assert_eq!(cited.list[3].html, "<a href=\"https://a.org/?x&amp;y\">https://a.org/?x&amp;y</a>");
    }
}

#[test]
fn keys_with_one_slug_have_anchors_of_their_own() {
    let library = library(&[(
        "a.json",
        r#"[{"id": "a.b", "title": "A"}, {"id": "a-b", "title": "B"}, {"id": "a.b-2", "title": "C"}]"#,
    )]);
    let cited = Citer::new("ama").unwrap().cite(&library, &[citation("[@{a.b}; @{a-b}; @{a.b-2}]")], &[], "en");
    let ids: Vec<_> = cited.list.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["ref-a-b", "ref-a-b-2", "ref-a-b-2-2"]);
}

#[test]
fn nothing_in_an_entry_is_markup() {
    let evil = r#"[{"id": "x\"><script>", "type": "webpage", "title": "<script>alert(1)</script>", "author": [{"family": "<b>", "given": "\"'"}],
        "container-title": "<img src=x onerror=alert(1)>", "URL": "https://a.org/\"onclick=\"x", "DOI": "10.1000/<script>\"", "issued": {"date-parts": [[2014]]}}]"#;
    let library = library(&[("a.json", evil)]);
    let mut item = citation("[see<i> @x, <i>]");
    item.items[0].key.value = String::from("x\"><script>");
    for style in ["ama", "apa", "bmj", "ieee"] {
        let cited = Citer::new(style).unwrap().cite(&library, &[item.clone(), item.clone()], &[], "en");
        for html in cited.citations.iter().chain(cited.list.iter().map(|entry| &entry.html)) {
            let sanitised = ammonia::Builder::default()
                .add_generic_attributes(["id", "class"])
                .link_rel(None)
                .clean(html)
                .to_string();
            assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"), "{html}");
            assert_eq!(sanitised.matches('<').count(), html.matches('<').count(), "{html}\n{sanitised}");
        }
    }
}

#[test]
fn an_unknown_style_suggests_the_nearest() {
    let error = Citer::new("lanset").err().unwrap();
    assert!(error.0.ends_with("did you mean `lancet`?"), "{error}");
    assert!(Citer::new("APA").is_ok());
}

#[test]
fn sources_alone_look_as_they_do_together() {
    let library = example(&[]);
    for name in ["ama", "vancouver", "bmj", "lancet", "nature", "ieee"] {
        let sheet = Sheet::load(name).unwrap();
        assert!(sheet.is_numeric());
        let citations: Vec<_> =
            library.values().map(|reference| vec![Asked::plainly(Item::of(&reference.entry))]).collect();
        let together = sheet.format(&citations, "en").unwrap().bibliography.unwrap();
        let citer = Citer::new(name).unwrap();
        for item in together.items {
            let source = Source::find(&library, &item.key).unwrap();
            let expected = reachable(html(&item.content, Links::Kept), source.reference);
            assert_eq!(*citer.list_entry(&source, "en"), expected, "{name}");
        }
    }
}

#[test]
fn sources_that_nobody_confuses_look_as_they_do_together() {
    let library = example(&[("names.bib", &names())]);
    let keys: Vec<&str> = library.values().map(|reference| reference.key.as_str()).collect();
    for name in ["apa", "chicago-author-date", "harvard-cite-them-right"] {
        let apart = Citer::new(name).unwrap();
        let mut together = Citer::new(name).unwrap();
        together.sheet.stands_alone = false;
        let mut told_apart = 0;
        for (window, language) in keys.windows(4).zip(["en", "es", "da", "cs", "de"].into_iter().cycle()) {
            let [a, b, c, d] = window else { unreachable!() };
            let written = [format!("[@{d}; @{a}, p. 3]"), format!("@{b}"), format!("[@{b}]")];
            let citations: Vec<Citation> = written.iter().map(|written| citation(written)).collect();
            let also = [String::from(*c)];
            let [apart, together] = [&apart, &together].map(|citer| citer.cite(&library, &citations, &also, language));
            assert_eq!(apart, together, "{name}: {written:?} in {language}");
            told_apart += usize::from(!may_be_confused(&Page::new(&library, &citations, &also)));
        }
        assert!(told_apart > 10, "{name}: {told_apart} of {} pages", keys.len());
        // Chicago's citations depend on what was cited before.
        assert_eq!(apart.sheet.stands_alone, !name.starts_with("chicago"), "{name}");
    }
}

/// A book of each of these authors. Those that stand near one another in some dictionary meet on a page, and so do names
/// that an entry does not begin with.
fn names() -> String {
    const NAMES: &str = "Walsh, Orla|Walshe, Ada|Wal, Eva|{World Health Organization}|de Boer, Tom|Boer, Jan|Boer-Lind, Ida|\
        Chavez, Ana|Cruz, Ana|Czerny, Ida|Hana, Eva|Åberg, Ulf|Aaberg, Ida|Zweig, Jo|Ärzte, Udo|Nuñez, José|Nunn, Tom|\
        Nuñoz, Luz|O'Neill, Pat|Oneill, Ada|O’Neill, Ada|O, Ada|Østergaard, Bo|Oster, Ida|王, 小明|Čapek, Jan|Cook, Ada|\
        GARCÍA, Luis|Garcia, Ana|Garcías, Ida|Ng, {}|{Ng}";
    let book = |(at, name): (usize, &str)| {
        let year = 1990 + at % 9;
        format!(
            "@book{{n{at:02}, author = {{{name} and Lind, Eva}}, title = {{Title {at}}}, year = {year}, publisher = {{P}}}}\n"
        )
    };
    NAMES.split('|').enumerate().map(book).collect()
}

#[test]
fn a_style_that_is_cut_down_prints_the_same() {
    let library = example(&[("people.bib", PEOPLE)]);
    for name in ["apa", "ama", "vancouver", "bmj", "lancet", "nature", "chicago-author-date", "ieee"] {
        let sheet = Sheet::load(name).unwrap();
        // Where sources have numbers, names in a sentence are not asked of the library.
        let ways = if sheet.is_numeric() { 2 } else { 4 };
        // What stands in for people is mended, see below.
        let answers = |reference: &Reference| sheet.answers(Item::of(&reference.entry));
        let is_named = |reference: &&Arc<Reference>| !Questions::are_without_people(&answers(reference));
        for reference in library.values().filter(is_named) {
            let cited: Vec<_> = forms(&reference.entry).into_iter().take(ways).map(|asked| vec![asked]).collect();
            let cut = printed(&sheet.format(&cited, "en").unwrap());
            let citations = cited.iter().map(|asked| (&sheet.style, asked.as_slice()));
            let mut whole = sheet.format_in(&sheet.style, citations, "en").unwrap();
            whole
                .bibliography
                .iter_mut()
                .flat_map(|list| &mut list.items)
                .for_each(|item| polish(&mut item.content, "en"));
            assert_eq!(cut, printed(&whole), "{name}");
        }
    }
}

/// A source as it is cited in all ways.
fn forms(entry: &Entry) -> [Asked<'_>; 4] {
    let purposes = [None, None, Some(CitePurpose::Year), Some(CitePurpose::Prose)];
    let locators = [None, Some((Locator::Page, "3-4")), None, None];
    let mut forms = purposes.into_iter().zip(locators);
    std::array::from_fn(|_| {
        let (purpose, locator) = forms.next().unwrap();
        Asked { purpose, locator, ..Asked::plainly(Item::of(entry)) }
    })
}

/// The citations and the list as HTML.
fn printed(rendered: &Rendered) -> Vec<String> {
    let citations = rendered.citations.iter().map(|made| html(&made.citation, Links::Kept));
    let list = rendered.bibliography.iter().flat_map(|list| &list.items).map(|item| html(&item.content, Links::Kept));
    citations.chain(list).collect()
}

/// Sources with and without people of all kinds: whoever is missing, others stand in for.
const PEOPLE: &str = "@book{edited, title = {Edited}, editor = {Lind, Eva and Okoro, Ada}, year = 2019, publisher = {P}, edition = 2}\n\
    @book{both, title = {Both}, author = {Walsh, Orla}, editor = {Lind, Eva}, translator = {Ng, Tom}, year = 2018, publisher = {P}}\n\
    @inbook{part, title = {Part}, booktitle = {Whole}, author = {Walsh, Orla}, bookauthor = {Ng, Tom}, editor = {Lind, Eva}, year = 2017}\n\
    @incollection{chapter, title = {Chapter}, booktitle = {Whole}, editor = {Lind, Eva}, translator = {Lind, Eva}, year = 2016}\n\
    @report{nobody, title = {Nobody}, institution = {Ward}, number = 7, year = 2015}\n\
    @book{translated, title = {Translated}, translator = {Ng, Tom}, year = 2014, publisher = {P}}\n\
    @video{film, title = {Film}, director = {Lind, Eva}, editor = {Ng, Tom}, editortype = {director}, year = 2013}\n\
    @misc{alone, title = {Alone}}\n";

/// The references of the example, with these.
fn example(more: &[(&str, &str)]) -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site/references");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let texts = ["sources.bib", "guidelines.json", "web.yaml"].map(|name| (name, read(name)));
    let texts = texts.iter().map(|(name, text)| (*name, text.as_str()));
    library(&texts.chain(more.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn other_languages_have_their_own_words() {
    let citer = Citer::new("vancouver").unwrap();
    let cited = citer.cite(&sources(), &[citation("@boer")], &[], "de");
    assert!(cited.citations[0].starts_with("de Boer und Hoving "), "{cited:?}");
    assert_eq!(citer.cite(&sources(), &[citation("@boer")], &[], "xx-no").citations.len(), 1);
}

#[test]
#[ignore = "a measurement"]
fn ten_thousand_sources_on_a_thousand_pages() {
    let entries: String = (0..10_000)
        .map(|n| format!("@article{{k{n}, author = {{Author{n}, Anna B. and Other, Carl and Third, D. and Fourth, E.}}, title = {{Title number {n} of {{HER2}} trials}}, journal = {{Journal {}}}, year = {{{}}}, volume = {{{}}}, pages = {{{n}--{}}}, doi = {{10.1000/{n}}}}}\n", n % 50, 1990 + n % 35, n % 99, n + 9))
        .collect();
    let start = Instant::now();
    let library = library(&[("a.bib", &entries)]);
    println!("{} entries, {} bytes read in {:?}", library.len(), entries.len(), start.elapsed());
    for style in ["ama", "apa"] {
        let start = Instant::now();
        let citer = Citer::new(style).unwrap();
        println!("{style} loaded in {:?}", start.elapsed());
        for round in ["first", "second"] {
            let start = Instant::now();
            for page in 0..1_000 {
                let written: Vec<Citation> = (0..20)
                    .map(|n| citation(&format!("[@k{}; @k{}]", (page * 10 + n) % 10_000, (page * 7 + n * 3) % 10_000)))
                    .collect();
                citer.cite(&library, &written, &[], "en");
            }
            println!("{style}, {round} time: 1,000 pages of 20 citations in {:?}", start.elapsed());
        }
    }
}

#[test]
#[ignore = "loads eighty styles"]
fn every_style_of_the_archive_prints_authors() {
    let library = sources();
    for style in ArchivedStyle::all() {
        let name = style.names()[0];
        let keys = [String::from("nangia")];
        let cited = Citer::new(name).unwrap().cite(&library, &[citation("[@nangia]")], &keys, "en");
        let html = &cited.list[0].html;
        assert!(html.to_lowercase().contains("nangia"), "{name}: {html}");
    }
}

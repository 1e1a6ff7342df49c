//! What a reader gets of each kind of block and link.

use std::sync::Arc;

use crate::model::article::Meta;
use crate::model::document::Document;
use crate::model::id::{NodeId, NodeKind};
use crate::model::network::Network;
use crate::model::prose::{
    Block, BlockKind, CalloutKind, Footnote, Heading, Inline, Item, Namespace, Prose, SafeHtml, Style, Table, Target,
    WrittenLink,
};
use crate::model::slug::slug;
use crate::model::term::Term;
use crate::render::testing::{
    article, block, contacts, heading, link, located, network, network_of, page, paragraph, words,
};
use crate::source::FilePath;

/// The body of a topic page with these blocks and links.
fn body(blocks: Vec<Block>, links: Vec<WrittenLink>) -> String {
    body_of(Prose { blocks, links, ..Prose::default() })
}

/// The body of a topic page with this text.
fn body_of(prose: Prose) -> String {
    let page = page(site(prose), "topics/a/b.html");
    let (_, rest) = page.split_once("<div class=\"prose\">\n").unwrap();
    String::from(rest.split_once("\n</div>\n<section class=\"").unwrap().0)
}

/// A network whose topic `a/b` has this text.
fn site(prose: Prose) -> Network {
    network_of(vec![
        ("contacts.yaml", contacts()),
        ("topics/a/b.md", article("topics/a/b.md", "B", Meta::default(), prose)),
        ("topics/a/c.md", article("topics/a/c.md", "All <about> C", Meta::default(), Prose::default())),
        ("topics/a/picture.PNG", Document::Nothing),
        ("topics/a/leaflet.pdf", Document::Nothing),
    ])
}

/// A paragraph that is one link with these words.
fn linked(words_of_link: &str, target: Target) -> String {
    let content = if words_of_link.is_empty() { Vec::new() } else { vec![words(words_of_link)] };
    let html = body(vec![block(BlockKind::Paragraph(vec![Inline::Link(0, content)]))], vec![link(target)]);
    String::from(html.trim().strip_prefix("<p>").unwrap().strip_suffix("</p>").unwrap())
}

fn path(path: &str) -> Target {
    Target::Path { path: String::from(path), fragment: None }
}

fn named(space: Namespace, name: &str) -> Target {
    Target::Named { space, name: String::from(name) }
}

#[test]
fn links_lead_where_they_were_resolved_to() {
    assert_eq!(linked("C", path("c.md")), "<a href=\"c.html\">C</a>");
    assert_eq!(linked("the leaflet", path("leaflet.pdf")), "<a href=\"leaflet.pdf\">the leaflet</a>");
    let wiki = Target::Wiki { name: String::from("all <about> c"), fragment: None };
    assert_eq!(linked("", wiki), "<a href=\"c.html\">All &lt;about&gt; C</a>");
    let outside = Target::Url(String::from("https://example.org/?a=1&b=\"2\""));
    assert_eq!(linked("out", outside), "<a href=\"https://example.org/?a=1&amp;b=%222%22\" rel=\"noreferrer\">out</a>");
    let mail = Target::Url(String::from("mailto:nurses@example.org"));
    assert_eq!(linked("mail", mail), "<a href=\"mailto:nurses@example.org\">mail</a>");
}

#[test]
fn links_that_lead_nowhere_are_words() {
    assert_eq!(linked("gone", path("gone.md")), "gone");
    assert_eq!(
        linked("", Target::Wiki { name: String::from("no <such> page"), fragment: None }),
        "no &lt;such&gt; page"
    );
    assert_eq!(linked("click", Target::Forbidden(String::from("javascript:alert(1)"))), "click");
    // A parser that let a scheme pass would still not get it onto the page.
    assert_eq!(linked("click", Target::Url(String::from("javascript:alert(1)"))), "click");
    let no_anchor = Target::Path { path: String::from("c.md"), fragment: Some(String::from("gone")) };
    assert_eq!(linked("C", no_anchor), "<a href=\"c.html\">C</a>");
}

#[test]
fn numbers_come_from_the_contacts() {
    let telephone = "<a class=\"tel\" dir=\"ltr\" href=\"tel:01632960123\">01632 960 123</a>";
    assert_eq!(linked("", named(Namespace::Contact, "helpline")), telephone);
    assert_eq!(linked("our helpline", named(Namespace::Contact, "helpline")), format!("our helpline {telephone}"));
    assert_eq!(linked("", named(Namespace::Threshold, "fever")), "<bdi>38 °C</bdi>");
    assert_eq!(linked("", named(Namespace::Threshold, "nothing")), "nothing");
}

#[test]
fn pictures_are_shown_only_when_they_are_the_sites_own() {
    let image = |target: Target, alt: &str| {
        let inline = Inline::Image { link: 0, alt: String::from(alt), title: None };
        let html = body(vec![block(BlockKind::Paragraph(vec![inline]))], vec![link(target)]);
        String::from(html.trim())
    };
    assert_eq!(
        image(path("picture.PNG"), "A \"cap\""),
        "<figure><img src=\"picture.PNG\" alt=\"A &quot;cap&quot;\"></figure>"
    );
    let outside = Target::Url(String::from("https://example.org/x.png"));
    assert_eq!(image(outside, "A cap"), "<p><a href=\"https://example.org/x.png\" rel=\"noreferrer\">A cap</a></p>");
    assert_eq!(image(path("gone.png"), "A cap"), "<p>A cap</p>");
}

#[test]
fn a_care_card_says_its_level_in_words() {
    let title = block(BlockKind::Paragraph(vec![Inline::Styled(Style::Strong, vec![words("Call us if:")])]));
    let card = block(BlockKind::Callout(CalloutKind::Urgent, vec![title, paragraph("you shiver")]));
    let html = body(vec![heading(2, "When"), card, heading(3, "Then")], Vec::new());
    assert!(
        html.contains(
            "<section class=\"care-card care-card--urgent\">\n<h3 class=\"care-card__title\">\
             <span class=\"care-card__level\">Urgent advice:</span> Call us if:</h3>\n\
             <div class=\"care-card__body\">\n<p>you shiver</p>\n</div>\n</section>"
        ),
        "{html}"
    );
    assert!(html.contains("<h3 id=\"then\">Then</h3>"), "{html}");
}

#[test]
fn a_box_is_called_by_its_own_title_or_by_what_it_is() {
    let title = || block(BlockKind::Paragraph(vec![Inline::Styled(Style::Strong, vec![words("Before you go")])]));
    let named = block(BlockKind::Callout(CalloutKind::Questions, vec![title(), paragraph("May I fly?")]));
    let plain = block(BlockKind::Callout(CalloutKind::Dont, vec![paragraph("shave")]));
    let html = body(vec![heading(2, "When"), named, plain], Vec::new());
    assert!(
        html.contains(
            "<section class=\"box box--questions\">\n<h3 class=\"box__title\">Before you go</h3>\n<p>May I fly?</p>\n\
             </section>\n<section class=\"box box--dont\">\n<h3 class=\"box__title\">Don’t</h3>\n<p>shave</p>"
        ),
        "{html}"
    );
}

#[test]
fn a_heading_links_to_itself_beside_its_words() {
    let html = body(vec![heading(4, "Sore \"mouth\"")], Vec::new());
    assert_eq!(
        html.trim(),
        "<div class=\"titled\"><h2 id=\"sore-mouth\">Sore \"mouth\"</h2><a class=\"anchor\" href=\"#sore-mouth\" \
         aria-label=\"Link to this part: Sore &quot;mouth&quot;\"><span aria-hidden=\"true\">#</span></a></div>"
    );
    let reserved = body(vec![heading(2, "Search input")], Vec::new());
    assert_eq!(reserved.trim(), "<h2>Search input</h2>");
    assert!(body(vec![heading(2, "Transcript")], Vec::new()).contains("id=\"transcript\""));
}

#[test]
fn a_table_can_be_reached_and_names_its_columns_and_rows() {
    let row = |first: &str, second: &str| vec![vec![words(first)], vec![words(second)]];
    let table = |rows| block(BlockKind::Table(Table { alignments: Vec::new(), head: row("Day", "Energy"), rows }));
    let html = body(vec![heading(2, "Diary"), table(vec![row("Monday", "5"), row("Tuesday", "5")])], Vec::new());
    assert!(
        html.contains("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1: Diary\">"),
        "{html}"
    );
    assert!(html.contains("<th scope=\"col\">Day</th>"), "{html}");
    assert!(html.contains("<th scope=\"row\">Tuesday</th><td>5</td>"), "{html}");
    let repeated = body(vec![table(vec![row("Monday", "5"), row("Monday", "6")])], Vec::new());
    assert!(!repeated.contains("scope=\"row\""), "{repeated}");
}

#[test]
fn tasks_are_labelled_by_their_words() {
    let item = |task, text: &str| Item { task, blocks: vec![block(BlockKind::Plain(vec![words(text)]))] };
    let items = vec![item(Some(true), "Pack"), item(Some(false), "Ring"), item(None, "Rest")];
    let html = body(vec![block(BlockKind::List { start: None, items })], Vec::new());
    assert!(
        html.contains(
            "<li><input type=\"checkbox\" id=\"task_1\" disabled checked> <label for=\"task_1\">Pack</label>"
        ),
        "{html}"
    );
    assert!(html.contains("id=\"task_2\" disabled> <label"), "{html}");
    assert!(html.contains("<li>Rest</li>"), "{html}");
}

#[test]
fn footnotes_lead_back_to_each_place_that_refers_to_them() {
    let note = Inline::FootnoteReference(0);
    let html = body_of(Prose {
        blocks: vec![block(BlockKind::Paragraph(vec![words("a"), note.clone(), words("b"), note]))],
        footnotes: vec![Footnote { label: String::from("x"), blocks: vec![paragraph("Said here.")] }],
        ..Prose::default()
    });
    assert!(html.contains("<sup id=\"fnref_1_2\"><a href=\"#fn_1\" aria-label=\"Note 1\">1</a></sup>"), "{html}");
    assert!(html.contains("<li id=\"fn_1\"><p>Said here. <a class=\"back\" href=\"#fnref_1\""), "{html}");
    assert!(html.contains("href=\"#fnref_1_2\""), "{html}");
}

#[test]
fn links_do_not_stand_in_links() {
    let inner = Inline::Link(1, vec![words("inner")]);
    let outer = block(BlockKind::Paragraph(vec![Inline::Link(0, vec![words("outer "), inner])]));
    let html = body(vec![outer], vec![link(path("c.md")), link(path("c.md"))]);
    assert_eq!(html.trim(), "<p><a href=\"c.html\">outer inner</a></p>");
}

#[test]
fn sanitised_html_passes_as_it_is_and_empty_paragraphs_do_not() {
    let html = SafeHtml::vouched(String::from("<details><summary>More</summary></details>\n"));
    let blocks = vec![block(BlockKind::Html(html)), block(BlockKind::Paragraph(Vec::new()))];
    assert_eq!(body(blocks, Vec::new()).trim(), "<details><summary>More</summary></details>");
}

#[test]
fn a_chat_shows_its_people_between_its_key_points_and_its_questions() {
    let page = page(network(), "chats/2026-05-12-hair-loss.html");
    let people = page.find("id=\"chat_people\"").unwrap();
    let question = page.find("<h2 id=\"t1-what-surprised-you\">").unwrap();
    assert!(people < question, "{page}");
}

#[test]
fn heading_of_a_card_keeps_its_anchor() {
    let title = block(BlockKind::Heading(Heading { level: 3, id: String::from("call"), content: vec![words("Call")] }));
    let html = body(vec![block(BlockKind::Callout(CalloutKind::Emergency, vec![title]))], Vec::new());
    assert!(html.contains("<h2 class=\"care-card__title\" id=\"call\">"), "{html}");
}

/// A topic page of a network with a glossary.
fn with_glossary(file: &str, blocks: Vec<Block>, links: Vec<WrittenLink>) -> String {
    let term = |word: &str, clinical: &str, see: Option<&str>| {
        Arc::new(Term {
            id: NodeId::new(NodeKind::Term, slug(word)),
            file: FilePath::new("glossary.yaml"),
            term: located(String::from(word)),
            clinical: Some(String::from(clinical)),
            definition: format!("What {word} is."),
            synonyms: Vec::new(),
            language: None,
            see: see.map(|see| located(String::from(see))),
        })
    };
    let terms =
        vec![term("bad <infection>", "sepsis", None), term("tiredness", "fatigue", Some("topics/a/fatigue.md"))];
    let prose = Prose { blocks, links, ..Prose::default() };
    let network = network_of(vec![
        ("glossary.yaml", Document::Glossary(terms)),
        (file, article(file, "B", Meta::default(), prose)),
        ("topics/a/fatigue.md", article("topics/a/fatigue.md", "F", Meta::default(), Prose::default())),
    ]);
    page(network, &file.replace(".md", ".html"))
}

#[test]
fn the_first_use_of_a_word_is_explained_and_no_other() {
    let strong = Inline::Styled(Style::Strong, vec![words("Fatigue")]);
    let page = with_glossary(
        "topics/a/b.md",
        vec![
            heading(2, "Sepsis and fatigue"),
            block(BlockKind::Paragraph(vec![
                Inline::Link(0, vec![words("sepsis")]),
                Inline::Code(located(Box::from("sepsis"))),
                words(" is worse than sepsis. Sepsis & "),
                strong,
            ])),
            paragraph("Sepsis, fatigue."),
        ],
        vec![link(path("fatigue.md"))],
    );
    assert!(
        page.contains(
            "<p><a href=\"fatigue.html\">sepsis</a><code>sepsis</code> is worse than \
             <a class=\"term\" href=\"../../glossary.html#term-bad-infection\" data-term=\"term_1\">sepsis</a>. Sepsis &amp; \
             <strong><a class=\"term\" href=\"../../glossary.html#term-tiredness\" data-term=\"term_2\">Fatigue</a></strong></p>\n\
             <p>Sepsis, fatigue.</p>"
        ),
        "{page}"
    );
    assert!(page.contains("<dt>bad &lt;infection&gt; (sepsis)</dt><dd>What bad &lt;infection&gt; is.</dd>"), "{page}");
    assert_eq!(page.matches("class=\"term\"").count(), 2, "{page}");
}

#[test]
fn a_word_is_not_explained_on_its_own_page() {
    let page = with_glossary("topics/a/fatigue.md", vec![paragraph("Fatigue is common.")], Vec::new());
    assert!(page.contains("<p>Fatigue is common.</p>") && !page.contains("class=\"terms\""), "{page}");
}

#[test]
fn a_link_to_the_glossary_is_a_word_to_explain() {
    let linked =
        block(BlockKind::Paragraph(vec![Inline::Link(0, Vec::new()), words(" or "), Inline::Link(1, Vec::new())]));
    let target = || link(named(Namespace::Term, "sepsis"));
    let page = with_glossary("topics/a/b.md", vec![linked], vec![target(), target()]);
    let href = "href=\"../../glossary.html#term-bad-infection\"";
    assert!(
        page.contains(&format!(
            "<p><a class=\"term\" {href} data-term=\"term_1\">bad &lt;infection&gt;</a> or <a {href}>bad &lt;infection&gt;</a></p>"
        )),
        "{page}"
    );
}

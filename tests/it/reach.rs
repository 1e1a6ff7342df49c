//! What carries a page further: translations that say they are old, old addresses, corrections, and ways to answer back.

use crate::page::Page;
use crate::support::Net;

const CONTACTS: &str = "contacts:\n  - id: desk\n    name: Information desk\n    telephone: 01632 960 178\n    \
                        hours: 9 to 5\n    email: desk@example.org\n  - id: ward\n    name: Ward\n";

fn network() -> Net {
    Net::new()
        .file("contacts.yaml", CONTACTS)
        .file(
            "bedside.yaml",
            "title: Together\nurl: https://example.org/net/\nfeedback:\n  contact: desk\nchats:\n  schedule: monthly\n  \
             first: 2026-01-05\n",
        )
        .file(
            "topics/care/hair.md",
            "---\ntitle: Hair\nupdated: 2026-06-01\naliases: [alopecia, /old/hair.html]\ncorrections:\n  - date: 2026-05-02\n    \
             text: We wrote 3 weeks. It is 3 months.\n  - date: 2026-06-01\n    text: The cap is cooled for longer.\n---\n\nText.\n",
        )
        .file(
            "topics/es/pelo.md",
            "---\ntitle: Pelo\nlanguage: es\nupdated: 2026-05-31\ntranslation_of: topics/care/hair.md\n---\n\nTexto.\n",
        )
}

fn page(net: &Net, path: &str) -> Page {
    Page::read(path, &std::fs::read(net.out().join(path)).unwrap_or_else(|error| panic!("{path}: {error}")))
}

#[test]
fn a_translation_that_was_overtaken_says_so_and_is_found() {
    let net = network();
    let _ = net.build().ends(0).says("`topics/care/hair.md` changed on 2026-06-01");
    let found = page(&net, "topics/es/pelo.html");
    assert!(found.text("main").contains("La página original cambió el 1 de junio de 2026"), "{}", found.text("main"));
    let links: Vec<_> = found.select("link[hreflang]").iter().map(|link| link.attr("href").unwrap()).collect();
    assert_eq!(links, ["https://example.org/net/topics/es/pelo.html", "https://example.org/net/topics/care/hair.html"]);
    assert!(!page(&net, "topics/care/hair.html").text("main").contains("translation was last brought up to date"));

    net.put(
        "topics/es/pelo.md",
        "---\ntitle: Pelo\nlanguage: es\nreviewed: 2026-06-01\nreviewed_by: [Ana]\ntranslation_of: topics/care/hair.md\n---\n\nT.\n",
    );
    let run = net.build().ends(0);
    assert!(!run.stderr.contains("translations/older"), "{}", run.stderr);
    assert!(!page(&net, "topics/es/pelo.html").text("main").contains("La página original"));
}

#[test]
fn a_translation_in_the_language_of_its_original_is_found() {
    let net = network();
    net.put("topics/es/pelo.md", "---\ntitle: Pelo\ntranslation_of: topics/care/hair.md\n---\n\nTexto.\n");
    let _ = net.build().ends(0).says("both are in the language `en`");
}

#[test]
fn an_old_address_leads_on_and_is_no_other_name() {
    let net = network();
    let _ = net.build().ends(0);
    let moved = page(&net, "old/hair.html");
    let refresh = moved.select("meta[http-equiv=refresh]");
    assert_eq!(refresh[0].attr("content"), Some("0; url=../topics/care/hair.html"));
    assert_eq!(
        moved.select("link[rel=canonical]")[0].attr("href"),
        Some("https://example.org/net/topics/care/hair.html")
    );
    assert_eq!(moved.select("main a[href='../topics/care/hair.html']").len(), 1);
    let topic = page(&net, "topics/care/hair.html").text("main");
    assert!(topic.contains("alopecia") && !topic.contains("old/hair"), "{topic}");
    assert!(!page(&net, "a-z.html").text("main").contains("old/hair"));
}

#[test]
fn an_old_address_that_leads_nowhere_is_found() {
    let net = network();
    net.put("topics/a.md", "---\ntitle: A\naliases: [/topics/care/hair.html, /../out.html]\n---\n\nText.\n");
    let _ = net.build().ends(0).says("belongs to another page").says("no page can have stood there");
    assert!(!net.root().join("out.html").exists());
}

#[test]
fn corrections_stand_on_their_page_and_in_one_list() {
    let net = network();
    let _ = net.build().ends(0);
    let list = page(&net, "corrections.html").text("main");
    let (newer, older) = (list.find("The cap is cooled").unwrap(), list.find("We wrote 3 weeks").unwrap());
    assert!(newer < older && list.contains("1 June 2026"), "{list}");
    let own = page(&net, "topics/care/hair.html").text(".corrections");
    assert!(own.contains("2 May 2026") && own.contains("We wrote 3 weeks"), "{own}");
    net.put("topics/b.md", "---\ntitle: B\ncorrections:\n  - text: Nothing.\n---\n\nText.\n");
    let _ = net.build().says("this correction has no `date` or no `text`");
}

#[test]
fn readers_answer_by_letter_or_telephone_and_never_by_a_form() {
    let net = network();
    let _ = net.build().ends(0);
    let topic = page(&net, "topics/care/hair.html");
    let letters: Vec<_> =
        topic.select(".feedback a[href^='mailto:']").iter().map(|a| a.attr("href").unwrap()).collect();
    assert_eq!(letters.len(), 3, "{letters:?}");
    let clear = "mailto:desk@example.org?subject=Was%20this%20clear%3F%20Hair&body=The%20page%3A%20https%3A%2F%2Fexample.org\
                 %2Fnet%2Ftopics%2Fcare%2Fhair.html";
    assert_eq!(letters[0], clear);
    assert_eq!(topic.select(".feedback a[href='tel:01632960178']").len(), 1);
    assert_eq!(topic.select("form").len(), 1, "the search is the only form");
    assert_eq!(page(&net, "chats.html").select("a[href^='mailto:desk@example.org']").len(), 1);
}

#[test]
fn without_settings_nobody_is_asked_to_write_to_nobody() {
    let net = network().file("bedside.yaml", "title: Together\n");
    let _ = net.build().ends(0);
    assert!(page(&net, "topics/care/hair.html").select(".feedback").is_empty());
}

#[test]
fn the_line_about_emergencies_holds_numbers_that_there_are() {
    let net = network();
    net.put(
        "bedside.yaml",
        "title: Test\nurl: https://example.org/\nemergency: \"Ring [[contact:helpline]] at [[threshold:fever]].\"\n",
    );
    net.put("contacts.yaml", "contacts:\n  - id: helplines\n    name: Helpline\n    telephone: 01632 960 123\n");
    let run = net.build().ends(2).says("emergency/contact").says("did you mean `helplines`?");
    assert_eq!(run.stderr.matches("error[emergency/contact]").count(), 2, "{}", run.stderr);
    net.put(
        "contacts.yaml",
        "contacts:\n  - id: helpline\n    name: Helpline\n    telephone: 01632 960 123\nthresholds:\n  fever: 38 °C\n",
    );
    let run = net.run(&["check", "--today", crate::support::TODAY]);
    assert!(!run.stderr.contains("emergency/contact"), "{}", run.stderr);
}

#[test]
fn a_translation_and_its_original_name_each_other() {
    let site = crate::example::site();
    let alternates = |path: &str| -> Vec<(String, String)> {
        let page = Page::read(path, &std::fs::read(site.join(path)).unwrap());
        let links = page.select("link[rel=alternate][hreflang]").into_iter();
        let mut found: Vec<_> = links
            .map(|link| (String::from(link.attr("hreflang").unwrap()), String::from(link.attr("href").unwrap())))
            .collect();
        found.sort();
        found
    };
    let (original, translation) = ("topics/side-effects/fatigue.html", "topics/es/cansancio.html");
    assert_eq!(alternates(original), alternates(translation), "they do not name the same pages");
    let address = |path: &str| format!("{}{path}", crate::example::ADDRESS);
    for (language, path) in [("en", original), ("es", translation)] {
        assert!(alternates(original).contains(&(String::from(language), address(path))), "{:?}", alternates(original));
        let page = Page::read(path, &std::fs::read(site.join(path)).unwrap());
        let other = if language == "en" { "es" } else { "en" };
        assert_eq!(page.select(&format!("nav.languages a[hreflang={other}][lang={other}]")).len(), 1, "{path}");
    }
}

#[test]
fn feedback_goes_to_somebody_who_can_be_reached() {
    for (contact, said) in [("desc", "did you mean `desk`?"), ("ward", "has no `email` and no `telephone`")] {
        let net = network().file("bedside.yaml", format!("title: Together\nfeedback:\n  contact: {contact}\n"));
        let _ = net.build().ends(2).says(said);
    }
}

/// A network of two sections with ties, an urgent page and a chat.
fn tied() -> Net {
    network()
        .file("references/a.bib", "@article{one, title = {On hair}, author = {Doe, A}, year = {2020}}\n")
        .file("glossary.yaml", "- term: scarf\n  definition: A cloth.\n")
        .file(
            "topics/care/fever.md",
            "---\ntitle: Fever\n---\n\n## When to call\n\n> [!URGENT]\n> Call us now.\n\nSee [hair](hair.md) [@one].\n",
        )
        .file("topics/living/work.md", "---\ntitle: Work\n---\n\n## When to call\n\nSee [hair](../care/hair.md).\n")
        .file("people.yaml", "participants:\n  - id: bev\n    name: Bev\n    consent: name\n    consent_date: 2026-01-02\n    consent_method: form\n")
        .file("chats/2026-05-12-hair/recap.md", "---\ntitle: Hair chat\ndate: 2026-05-12\ntopics: [topics/care/hair.md]\n---\n\nA recap.\n")
        .file("chats/2026-05-12-hair/transcript.txt", "Bev: It fell out.\nCarol: I wore a scarf.\n")
}

#[test]
fn the_map_of_a_topic_draws_its_ties_and_tells_them_in_words() {
    let net = tied();
    let _ = net.build().ends(0);
    let map = page(&net, "map/care/hair.html");
    for (href, words) in [
        ("../../topics/care/fever.html", "Fever"),
        ("../../topics/living/work.html", "Work"),
        ("../../chats/2026-05-12-hair.html", "Hair chat"),
    ] {
        let links = map.select(&format!("main a[href='{href}']"));
        assert_eq!(links.len(), 2, "{href}: once in the drawing, once in words");
        assert!(links.iter().all(|link| link.text().collect::<String>().contains(words)));
    }
    assert_eq!(page(&net, "topics/care/hair.html").select("main a[href='../../map/care/hair.html']").len(), 1);
    let fever = page(&net, "map/care/fever.html");
    assert_eq!(fever.select("main a[href='../../references.html#ref-one']").len(), 2);
}

#[test]
fn the_map_of_the_site_has_every_topic_and_how_sections_are_tied() {
    let net = tied();
    let _ = net.build().ends(0);
    let map = page(&net, "map.html");
    for topic in ["care/hair", "care/fever", "living/work", "es/pelo"] {
        assert_eq!(map.select(&format!("main a[href='topics/{topic}.html']")).len(), 1, "{topic}");
    }
    assert!(map.text("main").contains("Living (1 tie)"), "{}", map.text("main"));
    assert_eq!(map.select("svg.map path").len(), 1, "one arc between the two sections that are tied");
}

#[test]
fn a_section_is_printed_as_one_page_with_anchors_of_its_own() {
    let net = tied();
    let _ = net.build().ends(0);
    let print = page(&net, "topics/care/print.html");
    assert!(print.text("main").contains("Call us now.") && print.text("main").contains("Text."));
    let ids: Vec<_> = print.elements().filter_map(|element| element.attr("id")).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for link in print.select("main a[href^='#']") {
        let anchor = link.attr("href").unwrap().trim_start_matches('#');
        assert!(ids.contains(&anchor), "{anchor} is not on the page");
    }
    assert_eq!(page(&net, "topics/care/index.html").select("a[href='print.html']").len(), 1);
    assert!(!net.out().join("topics/living/print.html").exists(), "one page needs no page of all pages");
}

#[test]
fn the_worker_keeps_urgent_pages_and_changes_with_what_is_published() {
    let net = tied();
    let worker = || {
        let _ = net.run(&["build", "--today", "2026-11-22"]).ends(0);
        std::fs::read_to_string(net.out().join("service-worker.js")).unwrap()
    };
    let first = worker();
    for path in ["topics/care/fever.html", "a-z.html", "index.html", "search.html", "offline.html"] {
        assert!(first.contains(&format!("\"{path}\"")), "{path} is not kept");
    }
    assert!(!first.contains("topics/care/hair.html"), "{first}");
    assert!(first.contains("Guardada el {date}."), "a saved copy in Spanish speaks Spanish");
    net.put("chats/2026-05-12-hair/transcript.txt", "Bev: It fell out.\nCarol: I wore a scarf.\n");
    assert_eq!(worker(), first, "the same network, the same worker");
    net.put("people.yaml", "participants:\n  - id: bev\n    name: Bev\n    consent: none\n    consent_date: 2026-11-02\n    consent_method: form\n");
    let withdrawn = worker();
    assert_ne!(withdrawn, first, "words were taken back, and saved copies must go");
    net.put("topics/living/work.md", "---\ntitle: Work\n---\n\nSee [hair](../care/hair.md). More.\n");
    assert_ne!(worker(), withdrawn);
}

#[test]
fn the_page_for_lost_readers_stands_alone_at_any_depth() {
    let net = network();
    let _ = net.build().ends(0);
    let lost = page(&net, "404.html");
    let hrefs: Vec<_> = lost.select("a[href], link[href]").iter().map(|link| link.attr("href").unwrap()).collect();
    let alone = |href: &&&str| {
        href.starts_with("https://example.org/net/") || href.starts_with("data:") || href.starts_with('#')
    };
    let astray: Vec<_> = hrefs.iter().filter(|href| !alone(href)).collect();
    assert!(astray.is_empty(), "{astray:?}");
    assert!(hrefs.iter().any(|href| href.starts_with("data:text/css")), "it brings its style");
    assert!(lost.select("script[src]").is_empty());
    let main: Vec<_> = lost.select("main a").iter().map(|link| link.attr("href").unwrap()).collect();
    assert!(
        main.contains(&"https://example.org/net/search.html") && main.contains(&"https://example.org/net/a-z.html")
    );

    let net = network().file("bedside.yaml", "title: Together\n");
    let _ = net.build().ends(0);
    assert_eq!(page(&net, "404.html").select("main a[href='a-z.html']").len(), 1);
}

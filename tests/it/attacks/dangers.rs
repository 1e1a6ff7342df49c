//! What must not be in any file of a site, whatever was written into its sources.

use std::collections::BTreeMap;

use quick_xml::events::Event;
use scraper::ElementRef;

use crate::page::Page;

/// The elements that the theme, Markdown and the sanitiser make. Whatever else is in a page was smuggled in.
const ELEMENTS: [&str; 92] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
    "address",
    "search",
    "svg",
    "circle",
    "polygon",
    "polyline",
    "path",
    "rect",
    "text",
];

/// Their attributes, besides `aria-…` and `data-…`.
const ATTRIBUTES: [&str; 58] = [
    "action",
    "alt",
    "autocomplete",
    "charset",
    "checked",
    "class",
    "colspan",
    "content",
    "datetime",
    "decoding",
    "defer",
    "dir",
    "disabled",
    "for",
    "height",
    "hidden",
    "href",
    "hreflang",
    "http-equiv",
    "id",
    "lang",
    "loading",
    "media",
    "name",
    "open",
    "property",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "scope",
    "sizes",
    "spellcheck",
    "src",
    "start",
    "tabindex",
    "title",
    "translate",
    "type",
    "value",
    "width",
    "cite",
    "accesskey",
    "enterkeyhint",
    "autocapitalize",
    "viewbox",
    "viewBox",
    "points",
    "d",
    "cx",
    "cy",
    "r",
    "x",
    "y",
    "stroke-width",
    "shape-rendering",
    "stroke",
    "download",
];

/// What a link may begin with.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The dangers in one file of a site.
pub fn of_file(path: &str, bytes: &[u8], site: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let found = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => of_page(&Page::read(path, bytes), site),
        "xml" => of_xml(bytes),
        "json" => serde_json::from_slice::<serde_json::Value>(bytes)
            .err()
            .map(|error| error.to_string())
            .into_iter()
            .collect(),
        "ics" => of_calendar(&String::from_utf8_lossy(bytes)),
        "js" if path.starts_with("search-index/") => of_shard(&String::from_utf8_lossy(bytes)),
        _ => Vec::new(),
    };
    found.into_iter().map(|danger| format!("{path}: {danger}")).collect()
}

/// The dangers in a page.
fn of_page(page: &Page, site: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut dangers = Vec::new();
    for element in page.elements() {
        let problems = unknown(element).into_iter().chain(addresses(element)).chain(special(element, site));
        dangers.extend(problems.map(|problem| format!("{problem}: {}", start(element))));
    }
    dangers
}

/// Elements and attributes that nothing of ours makes.
fn unknown(element: ElementRef<'_>) -> Vec<String> {
    let mut problems = Vec::new();
    if !ELEMENTS.contains(&element.value().name()) {
        problems.push(String::from("an element that should not be there"));
    }
    for (name, _) in element.value().attrs() {
        let known = ATTRIBUTES.contains(&name) || name.starts_with("aria-") || name.starts_with("data-");
        if !known || name.starts_with("on") {
            problems.push(format!("the attribute {name}"));
        }
    }
    problems
}

/// Addresses that run something, or that load something from elsewhere.
fn addresses(element: ElementRef<'_>) -> Vec<String> {
    let name = element.value().name();
    let mut problems = Vec::new();
    for attribute in ["href", "src", "action", "cite"] {
        let Some(address) = element.attr(attribute) else { continue };
        let address = seen_by_browser(address);
        let scheme = scheme(&address);
        // The page for lost readers stands alone: it brings its style, and its links are absolute.
        let style = name == "link" && address.starts_with("data:text/css;charset=utf-8,");
        let home = attribute == "action" && address.starts_with("https://example.org/");
        let icon = name == "link" && element.attr("rel") == Some("icon") && address.starts_with("data:image/svg+xml,");
        let allowed = scheme.as_deref().is_none_or(|scheme| SCHEMES.contains(&scheme)) || icon || style;
        let loads =
            attribute == "src" || attribute == "action" || name == "link" && element.attr("rel") == Some("stylesheet");
        if !allowed {
            problems.push(format!("the address {address}"));
        }
        if address.starts_with(['/', '\\']) || loads && scheme.is_some() && !style && !home {
            problems.push(format!("an address out of the site, {address}"));
        }
    }
    problems
}

/// Elements of ours that must be exactly as the theme makes them.
fn special(element: ElementRef<'_>, site: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let is = |name: &str, value: &str| element.attr(name) == Some(value);
    let fine = match element.value().name() {
        // What the page says of itself to search engines: data that is whole, in an element that it cannot end.
        "script" if is("type", "application/ld+json") => {
            let text = element.text().collect::<String>();
            element.attr("src").is_none()
                && !text.contains(['<', '>', '&'])
                && serde_json::from_str::<serde_json::Value>(&text).is_ok()
        }
        "script" => {
            let file = element.attr("src").map(|src| src.trim_start_matches("../"));
            let ours = file.is_some_and(|file| file.starts_with("assets/") && site.contains_key(file));
            ours && element.text().collect::<String>().trim().is_empty()
        }
        "meta" => element.attr("http-equiv").is_none_or(|value| {
            let leads = element.attr("content").and_then(|content| content.strip_prefix("0; url="));
            let inside = leads.is_some_and(|to| !to.contains(':') && !to.starts_with(['/', '\\']));
            value == "Content-Security-Policy" || value == "refresh" && inside
        }),
        "link" => element
            .attr("rel")
            .is_some_and(|rel| ["stylesheet", "icon", "canonical", "alternate", "license"].contains(&rel)),
        // Only the maps of the network and the codes that lead from paper to the page are drawn in a page.
        "svg" => ["map", "map__bar", "qr__code"].iter().any(|class| is("class", class)),
        "form" => is("role", "search") && element.attr("action").is_some_and(|action| action.ends_with("a-z.html")),
        "input" => is("id", "search-input") || is("type", "checkbox"),
        "button" => is("type", "submit") || is("type", "button"),
        _ => true,
    };
    (!fine).then(|| String::from("not as the theme makes it"))
}

/// An address as a browser reads it: without spaces around it, and without line breaks and tabs in it.
fn seen_by_browser(address: &str) -> String {
    let address = address.trim_matches(|c: char| c <= ' ');
    address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

/// The protocol that an address names.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let letters = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (letters && scheme.starts_with(|first: char| first.is_ascii_alphabetic())).then(|| scheme.to_lowercase())
}

/// An element without what is in it.
fn start(element: ElementRef<'_>) -> String {
    element.html().chars().take(200).collect()
}

/// Errors in XML.
fn of_xml(bytes: &[u8]) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::DocType(_) | Event::PI(_)) => return vec![String::from("a declaration that is not ours")],
            Ok(Event::Eof) if depth == 0 => return Vec::new(),
            Ok(Event::Eof) => return vec![String::from("elements that are not closed")],
            Ok(_) => {}
            Err(error) => return vec![error.to_string()],
        }
    }
}

/// Lines of a calendar that are no property of ours.
fn of_calendar(text: &str) -> Vec<String> {
    let lines = text.split("\r\n").filter(|line| !line.is_empty() && !line.starts_with(' '));
    let property = |line: &&str| {
        line.split([':', ';']).next().unwrap_or_default().chars().all(|c| c.is_ascii_uppercase() || c == '-')
    };
    let bare = text.replace("\r\n", "").contains(['\r', '\n']);
    let mut dangers: Vec<_> = lines.filter(|line| !property(line)).map(String::from).collect();
    dangers.extend(bare.then(|| String::from("a bare line break")));
    dangers
}

/// A shard of the search index is one call with a name and data.
fn of_shard(text: &str) -> Vec<String> {
    let data = text.trim().strip_prefix("bedsideSearch(").and_then(|rest| rest.trim_end_matches(';').strip_suffix(')'));
    let read = data.map(|data| serde_json::from_str::<Vec<serde_json::Value>>(&format!("[{data}]")));
    match read {
        Some(Ok(_)) => Vec::new(),
        Some(Err(error)) => vec![error.to_string()],
        None => vec![String::from("not the one call that it should be")],
    }
}

#[test]
fn each_danger_is_seen() {
    let pages = [
        "<img src=x onerror=alert(1)>",
        "<img src=https://evil.example/x.png>",
        "<p style='position:fixed'>x",
        "<script>alert(1)</script>",
        "<script src=//evil.example/x.js></script>",
        "<script src=assets/other.js></script>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<a href=' JavaScript:alert(1)'>x</a>",
        "<a href=//evil.example>x</a>",
        "<svg><a href=x></a></svg>",
        "<math></math>",
        "<iframe></iframe>",
        "<form action=https://evil.example><input></form>",
        "<meta http-equiv=refresh content='0;url=x'>",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<base href=https://evil.example>",
        "<object data=x></object>",
        "<style>p{}</style>",
        "<custom-element></custom-element>",
    ];
    for page in pages {
        assert_ne!(of_file("index.html", page.as_bytes(), &BTreeMap::new()), Vec::<String>::new(), "{page}");
    }
    let safe =
        "<!doctype html><html lang=en><title>x</title><p><a href='a.html#b'>x</a> <a href='https://example.org/'>x</a>";
    assert_eq!(of_file("index.html", safe.as_bytes(), &BTreeMap::new()), Vec::<String>::new());
    assert_ne!(of_file("feed.xml", b"<feed><title>a & b</title></feed>", &BTreeMap::new()), Vec::<String>::new());
    assert_ne!(of_file("feed.xml", b"<feed><title></feed>", &BTreeMap::new()), Vec::<String>::new());
    assert_ne!(of_file("calendar.ics", b"BEGIN:VCALENDAR\r\nhello\r\n", &BTreeMap::new()), Vec::<String>::new());
    assert_ne!(of_file("search-index/a.js", b"alert(1)", &BTreeMap::new()), Vec::<String>::new());
}

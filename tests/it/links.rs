//! Every link of the example site leads somewhere, from a web server, a sub-folder and a disk alike.

use std::collections::{BTreeMap, BTreeSet};

use scraper::ElementRef;

use crate::example::{ADDRESS, site};
use crate::page::{Page, none, pages};
use crate::support::tree;

/// Attributes that hold an address.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "poster", "data", "cite"];

#[test]
fn every_internal_link_and_anchor_resolves() {
    let pages = pages(site());
    let files = tree(site());
    let anchors: BTreeMap<_, _> = pages.iter().map(|page| (page.path.as_str(), page.anchors())).collect();
    let mut broken = Vec::new();
    let mut followed = 0;
    for page in &pages {
        for link in links(page).into_iter().filter(|link| !has_scheme(link)) {
            followed += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { Some(page.path.clone()) } else { resolve(&page.path, file) };
            let known = target.as_deref().filter(|target| files.contains_key(*target));
            let there = known.is_some_and(|target| {
                anchor.is_empty() || anchors.get(target).is_none_or(|ids| ids.contains(decoded(anchor).as_str()))
            });
            if !there {
                broken.push(format!("{}: {link}", page.path));
            }
        }
    }
    none(&broken, "broken link");
    assert!(followed > 1000, "only {followed} links were followed");
}

#[test]
fn links_name_files_and_never_begin_at_the_root() {
    let mut wrong = Vec::new();
    for page in pages(site()) {
        for link in links(&page).into_iter().filter(|link| !has_scheme(link)) {
            let file = link.split('#').next().unwrap_or_default();
            if link.starts_with(['/', '\\']) || file.ends_with('/') || file.contains('?') || link.is_empty() {
                wrong.push(format!("{}: {link:?}", page.path));
            }
        }
    }
    none(&wrong, "link that breaks from a disk");
}

#[test]
fn what_a_page_loads_lies_in_the_site() {
    let mut remote = Vec::new();
    for page in pages(site()) {
        let loading = page.select("[src], [srcset], [poster], [data], link[rel~=stylesheet], link[rel~=icon], use");
        for element in loading {
            let addresses = ["src", "srcset", "poster", "href"].iter().filter_map(|name| element.attr(name));
            for address in addresses.filter(|address| has_scheme(address) || address.starts_with("//")) {
                remote.push(format!("{}: {address}", page.path));
            }
        }
    }
    none(&remote, "thing loaded from elsewhere");
}

#[test]
fn an_id_is_used_once_on_a_page() {
    let mut doubled = Vec::new();
    for page in pages(site()) {
        let mut seen = BTreeSet::new();
        for id in page.elements().filter_map(|element| element.attr("id")) {
            if !seen.insert(id) {
                doubled.push(format!("{}: {id}", page.path));
            }
        }
    }
    none(&doubled, "id used twice");
}

#[test]
fn every_page_has_a_strict_policy_and_nothing_inline() {
    let mut loose = Vec::new();
    for page in pages(site()) {
        let policy = page.select("meta[http-equiv=Content-Security-Policy]");
        let policy = policy.first().and_then(|meta| meta.attr("content")).unwrap_or_default();
        for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'"] {
            if !policy.contains(part) {
                loose.push(format!("{}: its policy {policy:?} lacks {part}", page.path));
            }
        }
        for unsafe_part in ["unsafe-inline", "unsafe-eval", "*", "data:", "http"] {
            if policy.contains(unsafe_part) {
                loose.push(format!("{}: its policy {policy:?} allows {unsafe_part}", page.path));
            }
        }
        let inline = page.select("style, [style], script:not([src]):not([type='application/ld+json'])");
        loose.extend(inline.iter().map(|element| format!("{}: {}", page.path, element.html())));
        let handlers = page.elements().filter(|element| element.value().attrs().any(|(name, _)| name.starts_with("on")));
        loose.extend(handlers.map(|element| format!("{}: {}", page.path, element.html())));
    }
    none(&loose, "hole in the policy");
}

#[test]
fn absolute_addresses_of_the_site_lead_to_its_files() {
    let files = tree(site());
    let mut broken = Vec::new();
    let mut seen = 0;
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for (at, _) in text.match_indices(ADDRESS) {
            let rest = &text[at + ADDRESS.len()..];
            let end = rest.find(['"', '\'', '<', '#', '&', ' ', '\\', '\r', '\n', ')', '?', ',']);
            let target = decoded(&rest[..end.unwrap_or(rest.len())]);
            seen += 1;
            if !target.is_empty() && !files.contains_key(&target) {
                broken.push(format!("{path}: {ADDRESS}{target}"));
            }
        }
    }
    none(&broken, "absolute address without a file");
    assert!(seen > 50, "only {seen} absolute addresses: sitemap and feed should hold them");
}

/// Where the links and what a page loads lead to, as written.
fn links(page: &Page) -> Vec<String> {
    let addresses = |element: ElementRef<'_>| -> Vec<String> {
        let mut found: Vec<_> = ADDRESSES.iter().filter_map(|name| element.attr(name)).map(String::from).collect();
        if let Some(set) = element.attr("srcset") {
            found.extend(set.split(',').filter_map(|one| one.split_whitespace().next()).map(String::from));
        }
        found
    };
    page.elements().flat_map(addresses).collect()
}

/// Whether an address names its protocol.
fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// The file that `link` on the page `from` leads to; nothing when it leads out of the site.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    let link = decoded(link);
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// An address without its percent signs.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match hex.filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| String::from(address))
}

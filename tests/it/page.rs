//! Built pages, read as a browser reads them.

use std::collections::BTreeSet;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use crate::support::tree;

/// A page of a built site.
pub struct Page {
    /// Its path from the root of the site.
    pub path: String,
    /// What a browser makes of it.
    pub html: Html,
}

impl Page {
    /// Reads `bytes`.
    pub fn read(path: &str, bytes: &[u8]) -> Self {
        Self { path: String::from(path), html: Html::parse_document(std::str::from_utf8(bytes).unwrap()) }
    }

    /// Every element.
    pub fn elements(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.html.tree.nodes().filter_map(ElementRef::wrap)
    }

    /// The elements that `selector` finds.
    pub fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The text of the first element that `selector` finds, with single spaces.
    pub fn text(&self, selector: &str) -> String {
        let found = self.select(selector);
        found.first().map(|element| squeezed(element.text())).unwrap_or_default()
    }

    /// What can be linked to.
    pub fn anchors(&self) -> BTreeSet<&str> {
        self.elements().filter_map(|element| element.attr("id")).collect()
    }
}

/// Texts in one, with single spaces.
pub fn squeezed<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let text: String = texts.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every page below `folder`.
pub fn pages(folder: &Path) -> Vec<Page> {
    let files = tree(folder).into_iter().filter(|(path, _)| path.ends_with(".html"));
    files.map(|(path, bytes)| Page::read(&path, &bytes)).collect()
}

/// Fails with one line a problem.
#[track_caller]
pub fn none(problems: &[String], what: &str) {
    let shown: Vec<_> = problems.iter().take(40).map(String::as_str).collect();
    assert!(problems.is_empty(), "{} × {what}:\n{}", problems.len(), shown.join("\n"));
}

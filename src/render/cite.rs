//! The one place where pages ask for citations and lists of references.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::prose::Citation;
use crate::model::reference::Reference;
use crate::render::escape::push_text;
use crate::site::MakeError;

/// Formats citations in one style.
pub struct Citer {}

/// The citations of one text and its list of references.
#[derive(Clone, Debug, Default)]
pub struct Cited {
    /// Each citation, in the order of the text, as safe HTML.
    pub citations: Vec<String>,
    /// The list.
    pub list: Vec<ListEntry>,
}

/// An entry of the list.
#[derive(Clone, Debug)]
pub struct ListEntry {
    /// The number, in numbered styles.
    pub number: Option<usize>,
    /// The key of the reference.
    pub key: String,
    /// The anchor of the entry.
    pub anchor: String,
    /// The entry, as safe HTML.
    pub html: String,
    /// The anchors of the citations.
    pub backlinks: Vec<String>,
}

impl Citer {
    /// A citer for the style of this name.
    ///
    /// # Errors
    /// When there is no such style.
    pub fn new(_style: &str) -> Result<Self, MakeError> {
        Ok(Self {})
    }

    /// Formats the citations of one text.
    pub fn cite(
        &self,
        references: &BTreeMap<String, Arc<Reference>>,
        citations: &[Citation],
        more: &[&str],
        _language: &str,
    ) -> Cited {
        let mut cited = Cited::default();
        for (at, citation) in citations.iter().enumerate() {
            let mut html = format!("<span class=\"citation\" id=\"cite_{}\">[", at + 1);
            for (nth, item) in citation.items.iter().enumerate() {
                if let Some(reference) = references.get(item.key.as_str()) {
                    let number = entry(&mut cited, reference);
                    cited.list[number - 1].backlinks.push(format!("cite_{}", at + 1));
                    html.push_str(if nth > 0 { ", " } else { "" });
                    html.push_str(&format!("<a href=\"#reference_{number}\">{number}</a>"));
                } else {
                    push_text(&mut html, &item.key);
                }
            }
            cited.citations.push(html + "]</span>");
        }
        for reference in more.iter().filter_map(|key| references.get(*key)) {
            entry(&mut cited, reference);
        }
        cited
    }
}

/// The number of a reference in the list, where it is put when it is new.
fn entry(cited: &mut Cited, reference: &Reference) -> usize {
    if let Some(at) = cited.list.iter().position(|entry| entry.key == reference.key) {
        return at + 1;
    }
    let mut html = String::new();
    push_text(&mut html, &reference.title);
    let number = Some(cited.list.len() + 1);
    cited.list.push(ListEntry {
        number,
        key: reference.key.clone(),
        anchor: format!("reference_{}", cited.list.len() + 1),
        html,
        backlinks: Vec::new(),
    });
    cited.list.len()
}

//! Reads `glossary.yaml`.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::id::{NodeId, NodeKind};
use crate::model::slug::slug;
use crate::model::term::Term;
use crate::parse::fields::Fields;
use crate::parse::yaml::{self, Node, Value};
use crate::rules;
use crate::source::FilePath;

rules! {
    /// An entry of the glossary lacks its word or its definition, or says a word that another entry has.
    ///
    /// **Why it matters to a patient.** The glossary is where a patient looks up what they were told in the clinic.
    ///
    /// **How to mend it.** Give each entry a `term` of its own and a `definition` in one to three plain sentences.
    ENTRY = "glossary/incomplete", Warning;
}

/// Reads the glossary: a list of entries, or a map with that list under `terms`.
pub fn parse(file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Arc<Term>> {
    let Some(node) = yaml::read(file, text, 0, findings) else { return Vec::new() };
    let entries = match node {
        Node { value: Value::List(items), .. } => {
            items.into_iter().filter_map(|item| Fields::of(file, item, findings)).collect()
        }
        node => {
            let Some(mut fields) = Fields::of(file, node, findings) else { return Vec::new() };
            let entries = fields.maps("terms");
            findings.extend(fields.finish());
            entries
        }
    };
    let mut seen = BTreeSet::new();
    entries.into_iter().filter_map(|entry| term(file, entry, &mut seen, findings)).collect()
}

/// One entry.
fn term(
    file: &FilePath,
    mut entry: Fields<'_>,
    seen: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Option<Arc<Term>> {
    let span = entry.span();
    let (term, definition) = (entry.text("term"), entry.words("definition"));
    let (clinical, synonyms, see) = (entry.words("clinical"), entry.all_words("synonyms"), entry.text("see"));
    let language = entry.words("language");
    findings.extend(entry.finish());
    let mut complain = |message: String, help: &str| {
        findings.push(Finding::new(&ENTRY, file, message).at(span).help(help));
    };
    let Some(term) = term else {
        complain(String::from("this entry has no `term`"), "add the word that patients use");
        return None;
    };
    let Some(definition) = definition else {
        complain(format!("\"{}\" has no `definition`", *term), "say what it means in one to three plain sentences");
        return None;
    };
    let key = slug(&term);
    if key.is_empty() || !seen.insert(key.clone()) {
        complain(
            format!("\"{}\" is in the glossary twice", *term),
            "keep one entry, and add other words as `synonyms`",
        );
        return None;
    }
    Some(Arc::new(Term {
        id: NodeId::new(NodeKind::Term, key),
        file: file.clone(),
        term,
        clinical,
        definition,
        synonyms,
        language,
        see,
    }))
}

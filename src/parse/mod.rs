//! Reads one file at a time. A parser is a pure function of its file and never fails: it returns what it could read,
//! and findings about what it could not.

pub mod article;
pub mod chat;
pub mod citation;
pub mod config;
pub mod contacts;
pub mod decisions;
pub mod fields;
pub mod finding_aids;
pub mod front_matter;
pub mod glossary;
pub mod markdown;
pub mod people;
pub mod recap;
pub mod references;
pub mod sanitise;
pub mod target;
pub mod yaml;

use crate::finding::{Findings, Rule};
use crate::model::document::Document;
use crate::model::id::{NodeId, NodeKind};
use crate::source::SourceFile;

/// Reads `file` as what its place in the network folder says it is. `bedside.yaml` is read by [`config::parse`].
pub fn document(file: &SourceFile) -> (Document, Findings) {
    let mut findings = Findings::new();
    let document = match room(file.path.as_str()) {
        Room::References => Document::References(references::parse(file, &mut findings)),
        Room::Transcript => chat::parse(file, &mut findings),
        Room::Text(id) => text(file, id, &mut findings),
        Room::Yaml(kind) => yaml_file(file, kind, &mut findings),
        Room::Other => Document::Nothing,
    };
    (document, findings)
}

/// What the place of a file says it is.
enum Room {
    References,
    Transcript,
    Text(NodeId),
    Yaml(YamlFile),
    Other,
}

/// The YAML files at the top of a network folder.
enum YamlFile {
    People,
    Glossary,
    Contacts,
    SearchSettings,
    SearchTests,
    Decisions,
}

/// What the place of the file at `path` says it is.
fn room(path: &str) -> Room {
    match path {
        "people.yaml" | "people.yml" => Room::Yaml(YamlFile::People),
        "glossary.yaml" | "glossary.yml" => Room::Yaml(YamlFile::Glossary),
        "contacts.yaml" | "contacts.yml" => Room::Yaml(YamlFile::Contacts),
        "search.yaml" | "search.yml" => Room::Yaml(YamlFile::SearchSettings),
        "search-tests.yaml" | "search-tests.yml" => Room::Yaml(YamlFile::SearchTests),
        "decisions.yaml" | "decisions.yml" => Room::Yaml(YamlFile::Decisions),
        path if path.starts_with("references/") => Room::References,
        path => match NodeId::of_file(path) {
            Some(id) => Room::Text(id),
            None if path.starts_with("chats/") => Room::Transcript,
            None => Room::Other,
        },
    }
}

/// Reads a Markdown file.
fn text(file: &SourceFile, id: NodeId, findings: &mut Findings) -> Document {
    match file.as_text() {
        None => Document::Nothing,
        Some(text) if id.kind() == NodeKind::Chat => Document::Recap(recap::parse(&file.path, text, id, findings)),
        Some(text) => Document::Article(article::parse(&file.path, text, id, findings)),
    }
}

/// Reads one of the YAML files at the top.
fn yaml_file(file: &SourceFile, kind: YamlFile, findings: &mut Findings) -> Document {
    let Some(text) = file.as_text() else { return Document::Nothing };
    match kind {
        YamlFile::People => Document::People(people::parse(&file.path, text, findings)),
        YamlFile::Glossary => Document::Glossary(glossary::parse(&file.path, text, findings)),
        YamlFile::Contacts => Document::Contacts(contacts::parse(&file.path, text, findings)),
        YamlFile::SearchSettings => Document::SearchSettings(finding_aids::settings(&file.path, text, findings)),
        YamlFile::SearchTests => Document::SearchTests(finding_aids::tests(&file.path, text, findings)),
        YamlFile::Decisions => Document::Decisions(decisions::parse(&file.path, text, findings)),
    }
}

/// The rules of every parser.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        article::RULES,
        chat::rules::RULES,
        config::RULES,
        contacts::RULES,
        decisions::RULES,
        fields::RULES,
        finding_aids::RULES,
        front_matter::RULES,
        glossary::RULES,
        markdown::RULES,
        people::RULES,
        references::RULES,
        yaml::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

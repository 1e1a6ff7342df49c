//! Reads the reviewed summary of a chat: `chats/<id>/recap.md`.

use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::chat::{ChatFacts, ChatStatus, Question, Recap};
use crate::model::id::NodeId;
use crate::parse::article::{NO_TITLE, name_in_words};
use crate::parse::fields::Fields;
use crate::parse::markdown::FirstHeading;
use crate::parse::yaml::{Node, Value};
use crate::parse::{front_matter, markdown};
use crate::source::{FilePath, Located};

/// Reads the recap of the chat `id`.
pub fn parse(file: &FilePath, text: &str, id: NodeId, findings: &mut Findings) -> Arc<Recap> {
    let split = front_matter::split(file, text, findings);
    let mut fields = front_matter::fields(file, split.settings, findings);
    let title = fields.words("title").filter(|title| !title.trim().is_empty());
    let meta = front_matter::meta(&mut fields);
    let facts = facts(&mut fields);
    findings.extend(fields.finish());
    let first = if title.is_some() { FirstHeading::IsText } else { FirstHeading::IsTitle };
    let body = markdown::read(file, split.body, split.body_start, first, findings);
    let title = title.or(body.title).unwrap_or_else(|| {
        let name = name_in_words(file);
        let finding = Finding::new(&NO_TITLE, file, format!("this chat has no title, so it is called \"{name}\""));
        findings.push(finding.help("add a line `title: …` to the settings at the top"));
        name
    });
    Arc::new(Recap { id, file: file.clone(), title, meta, facts, prose: body.prose })
}

/// The settings that only chats have.
fn facts(fields: &mut Fields<'_>) -> ChatFacts {
    ChatFacts {
        date: fields.date("date"),
        start: fields.time("start"),
        timezone: fields.text("timezone"),
        length: fields.number("length"),
        hashtag: fields.words("hashtag"),
        moderators: fields.texts("moderators"),
        guests: fields.texts("guests"),
        questions: questions(fields),
        topics: fields.texts("topics"),
        status: fields.choice("status", &ChatStatus::ALL),
    }
}

/// The questions: a list of words, a list of maps with `text`, or a map from label to words.
fn questions(fields: &mut Fields<'_>) -> Vec<Question> {
    let Some(node) = fields.node("questions") else { return Vec::new() };
    let span = node.span;
    match node.value {
        Value::List(items) => {
            items.into_iter().enumerate().filter_map(|(at, item)| question(fields, at, item)).collect()
        }
        Value::Map(entries) => entries
            .into_iter()
            .filter_map(|(label, text)| match (label.value, text.value) {
                (Value::Scalar(label), Value::Scalar(words)) => {
                    Some(Question { label, text: Located { value: words, span: text.span }, at: None })
                }
                _ => None,
            })
            .collect(),
        _ => {
            fields.complain(span, "the questions cannot be understood", "write a list with `- ` before each question");
            Vec::new()
        }
    }
}

/// One question of a list.
fn question(fields: &mut Fields<'_>, at: usize, item: Node) -> Option<Question> {
    let numbered = format!("T{}", at + 1);
    match item.value {
        Value::Scalar(words) => {
            Some(Question { label: numbered, text: Located { value: words, span: item.span }, at: None })
        }
        Value::Map(_) => {
            let mut inner = fields.inner(item)?;
            let question = Question {
                label: inner.words("id").unwrap_or(numbered),
                at: inner.time("at"),
                text: inner.text("text").unwrap_or_default(),
            };
            fields.close(inner);
            Some(question)
        }
        Value::Null | Value::Bool(_) | Value::List(_) => {
            fields.complain(item.span, "this question cannot be understood", "write the question as words on one line");
            None
        }
    }
}

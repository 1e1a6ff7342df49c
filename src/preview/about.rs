//! What an editor may want to know of a page besides its findings: how hard it is to read, when its review is due, what it
//! rests on, and which words could lead to other pages.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::id::{NodeId, NodeKind};
use crate::model::network::{Network, Resolved, Text};
use crate::model::prose::{Block, BlockKind, Inline, Prose, push_text};
use crate::model::readability::Counts;
use crate::model::slug::fold;
use crate::site::SitePath;

/// How many words are suggested at most; more would be noise.
const SUGGESTED: usize = 12;

/// What there is to know about `text`, whose page stands at `path`.
pub(crate) fn of(network: &Network, text: Text<'_>, path: &SitePath) -> Value {
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    let words = Words::of(text.prose);
    json!({
        "reading": reading(network, text),
        "reviewed": date(text.meta.reviewed.as_ref().map(|day| day.value)),
        "review_due": date(text.meta.review_due.as_ref().map(|day| day.value)),
        "sources": sources(network, text),
        "mentions": mentions(network, text, path, &words),
        "candidates": candidates(network, &words),
    })
}

/// The scores of the formulas for the language of the text.
fn reading(network: &Network, text: Text<'_>) -> Value {
    let language = network.language(text.meta);
    let counts = Counts::of(text.prose, language);
    let scores = counts.scores(language).into_iter().map(
        |score| json!({ "formula": score.formula, "value": format!("{:.1}", score.value), "grade": score.is_grade }),
    );
    json!({
        "scores": scores.collect::<Vec<_>>(),
        "words": counts.words,
        "sentences": counts.sentences,
        "short": counts.is_short(),
        "language": language,
    })
}

/// The titles of the sources that the text cites or names, each once; the key of one that nobody knows.
fn sources(network: &Network, text: Text<'_>) -> Vec<String> {
    let cited = text.prose.citations.iter().flat_map(|citation| &citation.items).map(|item| &item.key);
    let mut seen = BTreeSet::new();
    let keys = cited.chain(&text.meta.sources).map(|key| key.as_str()).filter(|key| seen.insert(*key));
    keys.map(|key| network.references.get(key).map_or_else(|| String::from(key), |known| known.title.clone())).collect()
}

/// The words of a text that lead nowhere yet, folded, with one space between them and at both ends.
struct Words {
    text: String,
}

impl Words {
    fn of(prose: &Prose) -> Self {
        let mut text = String::from(" ");
        add_blocks(&prose.blocks, &mut text);
        Self { text }
    }

    /// Whether `name` stands in the text, as whole words.
    fn hold(&self, name: &str) -> bool {
        let words: Vec<String> = name.unicode_words().map(fold).collect();
        name.chars().count() > 2 && !words.is_empty() && self.text.contains(&format!(" {} ", words.join(" ")))
    }
}

fn add_blocks(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => add_inlines(inlines, text),
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => add_blocks(blocks, text),
            BlockKind::List { items, .. } => items.iter().for_each(|item| add_blocks(&item.blocks, text)),
            _ => {}
        }
    }
}

/// Adds words outside of links. A link ends a run of words, so that no name is found across one.
fn add_inlines(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Link(..) | Inline::Image { .. } => text.push_str("| "),
            Inline::Styled(_, content) => add_inlines(content, text),
            other => {
                let mut words = String::new();
                push_text(&mut words, std::slice::from_ref(other));
                for word in words.unicode_words() {
                    text.push_str(&fold(word));
                    text.push(' ');
                }
            }
        }
    }
    text.push_str("| ");
}

/// The node that a link leads to, if any.
fn node(target: &Resolved) -> Option<&NodeId> {
    if let Resolved::Node(id, _) | Resolved::Message(id, _) = target { Some(id) } else { None }
}

/// Topics and terms that the text names without leading to them.
fn mentions(network: &Network, text: Text<'_>, path: &SitePath, words: &Words) -> Vec<Value> {
    let linked: BTreeSet<&NodeId> = network.resolved(text.id).iter().filter_map(node).collect();
    let is_new = |id: &&NodeId| *id != text.id && !linked.contains(*id);
    let language = network.language(text.meta);
    let topics = network.topics().filter(|topic| is_new(&&topic.id) && network.language(&topic.meta) == language);
    let topics = topics.filter_map(|topic| {
        let mut names = std::iter::once(&topic.title).chain(&topic.meta.aliases);
        names.find(|name| words.hold(name)).map(|name| (name.as_str(), &topic.id))
    });
    let terms = network.terms.values().filter(|term| is_new(&&term.id)).filter_map(|term| {
        let mut names = std::iter::once(&term.term.value).chain(&term.clinical).chain(&term.synonyms);
        names.find(|name| words.hold(name)).map(|name| (name.as_str(), &term.id))
    });
    let told = topics.chain(terms).take(SUGGESTED).map(|(name, id)| {
        let kind = if id.kind() == NodeKind::Term { "term" } else { "page" };
        json!({ "words": name, "title": network.title(id), "href": id.address().href(path), "kind": kind })
    });
    told.collect()
}

/// Endings of words that clinicians know and patients may not.
const CLINICAL: [&str; 17] = [
    "aemia", "emia", "itis", "ectomy", "otomy", "ostomy", "osis", "opathy", "plasty", "scopy", "penia", "algia", "oma",
    "uria", "trophy", "genic", "mab",
];

/// Words that may belong into the glossary: they end as clinical words do, and no page or term explains them.
fn candidates(network: &Network, words: &Words) -> Vec<String> {
    let looks_clinical = |word: &&str| word.len() > 5 && CLINICAL.iter().any(|ending| word.ends_with(ending));
    let found: BTreeSet<&str> = words.text.split_whitespace().filter(looks_clinical).collect();
    let known: BTreeSet<String> = network
        .terms
        .values()
        .flat_map(|term| std::iter::once(&term.term.value).chain(&term.clinical).chain(&term.synonyms))
        .chain(network.topics().flat_map(|topic| std::iter::once(&topic.title).chain(&topic.meta.aliases)))
        .flat_map(|name| fold(name).split(' ').map(String::from).collect::<Vec<_>>())
        .collect();
    found.into_iter().filter(|word| !known.contains(*word)).take(SUGGESTED).map(String::from).collect()
}

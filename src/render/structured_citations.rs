//! The sources of a text as structured data: `ScholarlyArticle` and its kin of schema.org.

use std::collections::BTreeSet;

use hayagriva::types::EntryType;
use serde_json::{Map, Value, json};

use crate::model::network::{Network, Text};
use crate::model::reference::Reference;

/// The sources that a text cites or names, each once, in the order of their first mention.
pub fn citations(network: &Network, text: Text<'_>) -> Vec<Value> {
    let cited = text.prose.citations.iter().flat_map(|citation| &citation.items).map(|item| item.key.as_str());
    let keys = cited.chain(text.meta.sources.iter().map(|source| source.as_str()));
    let mut seen = BTreeSet::new();
    let known = keys.filter_map(|key| network.references.get(key));
    known.filter(|reference| seen.insert(&reference.key)).map(|reference| work(reference)).collect()
}

/// One source.
fn work(reference: &Reference) -> Value {
    let mut work = Map::new();
    let mut put = |name: &str, value: Option<Value>| work.extend(value.map(|value| (String::from(name), value)));
    put("@type", Some(json!(kind(reference))));
    put("name", Some(json!(reference.title)));
    let person =
        |name: &String| json!({ "@type": if name.contains(',') { "Person" } else { "Organization" }, "name": name });
    put("author", (!reference.authors.is_empty()).then(|| reference.authors.iter().map(person).collect()));
    put("datePublished", reference.year.map(|year| json!(year.to_string())));
    put("isPartOf", reference.container.as_ref().map(|title| json!({ "@type": "CreativeWork", "name": title })));
    put("url", reference.address().map(Value::from));
    let doi = reference.doi.as_ref().map(|doi| json!({ "@type": "PropertyValue", "propertyID": "DOI", "value": doi }));
    let pmid =
        reference.pmid.as_ref().map(|pmid| json!({ "@type": "PropertyValue", "propertyID": "PMID", "value": pmid }));
    let identifiers: Vec<Value> = doi.into_iter().chain(pmid).collect();
    put("identifier", (!identifiers.is_empty()).then(|| Value::from(identifiers)));
    Value::Object(work)
}

/// The type of schema.org.
fn kind(reference: &Reference) -> &'static str {
    match reference.entry.entry_type() {
        EntryType::Article => "ScholarlyArticle",
        EntryType::Book => "Book",
        EntryType::Chapter => "Chapter",
        EntryType::Report => "Report",
        EntryType::Thesis => "Thesis",
        EntryType::Web => "WebPage",
        _ => "CreativeWork",
    }
}

//! Lays the index out in files: a manifest with a fixed name, and shards whose names change with what they hold. Each is
//! a classic script that calls one function, since pages opened from a disk may load neither modules nor data.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::model::network::Network;
use crate::search::coding::letter;
use crate::search::counts::Card;
use crate::search::entries::{Kind, Place, Planned};
use crate::search::languages::{primary, stop_words};
use crate::search::lexicon::{Shard, backwards, terms};
use crate::search::meanings;
use crate::search::postings::{Postings, WORTH};
use crate::site::SitePath;
use crate::source::Fingerprint;

/// The version of the layout: `search-core.js` reads this one only.
pub(super) const VERSION: u32 = 3;
/// How many pages a network may have for its index to be one file.
const ONE_FILE: usize = 300;
/// How many letters a shard of forms has, one of what results show, and one of spellings: what compresses to about 1 KB,
/// since a question with five results needs about eight of them.
const TERM_SHARD: usize = 1_400;
const CARD_SHARD: usize = 2_500;
const SPELLING_SHARD: usize = 3_000;
/// A network of more entries than this has larger shards instead of more of them: file systems and web hosts do not like
/// many thousand files.
const MOST_SHARDS_FOR: usize = 6_000;

/// Writes the files of the index.
pub(super) fn write(network: &Network, planned: &[Planned<'_>], postings: &Postings) -> Vec<(SitePath, Vec<u8>)> {
    let pages = planned.iter().filter(|planned| matches!(planned.kind, Kind::Topic | Kind::Page | Kind::Chat)).count();
    let (meanings, languages) = meanings::write(network, postings);
    let mut manifest = manifest(planned, &postings.cards, languages);
    let mut files = match pages {
        ..=ONE_FILE => one_file(&mut manifest, postings, &meanings),
        _ => many_files(&mut manifest, postings, &meanings),
    };
    files.push((SitePath::new("search-index/index.js"), script("index", &manifest)));
    files
}

/// The manifest without its table of shards. `languages` are those that somebody may ask in.
fn manifest(planned: &[Planned<'_>], cards: &[&Card], mut languages: BTreeSet<String>) -> Value {
    let mut runs: Vec<(&str, &str, usize, f64)> = Vec::new();
    for Planned { kind, language, .. } in planned {
        match runs.last_mut() {
            Some((last_kind, last_language, count, _)) if *last_kind == kind.as_str() && last_language == language => {
                *count += 1;
            }
            _ => runs.push((kind.as_str(), language, 1, kind.prior())),
        }
    }
    languages.extend(runs.iter().map(|(_, language, ..)| primary(language)));
    let stop: serde_json::Map<String, Value> =
        languages.into_iter().map(|tag| (tag.clone(), stop_words(&tag).into())).collect();
    let late: Vec<usize> = (0..cards.len()).filter(|at| cards[*at].entry.overdue).collect();
    let titles: String = cards.iter().map(|card| letter(card.title_words as u32)).collect();
    json!({ "version": VERSION, "entries": cards.len(), "runs": runs, "worth": WORTH, "titles": titles, "late": late, "stop": stop })
}

/// Everything but the manifest in one file.
fn one_file(manifest: &mut Value, postings: &Postings, meanings: &str) -> Vec<(SitePath, Vec<u8>)> {
    let terms = terms(postings, usize::MAX).into_iter().map(|shard| json!(shard.data));
    let cards: Vec<Value> = postings.cards.iter().copied().map(card).collect();
    let (name, file) = named("all", &json!({ "t": terms.collect::<Vec<_>>(), "c": [cards], "w": meanings }));
    manifest["all"] = json!(name);
    vec![file]
}

/// Forms, what results show and spellings in shards of their own, words that mean the same in one file.
fn many_files(manifest: &mut Value, postings: &Postings, meanings: &str) -> Vec<(SitePath, Vec<u8>)> {
    let (name, file) = named("w", &json!(meanings));
    manifest["w"] = json!(name);
    let mut files = vec![file];
    let larger = postings.cards.len().div_ceil(MOST_SHARDS_FOR);
    let mut table = |kind: &str, shards: Vec<Shard<Value>>| {
        let mut hashes = String::new();
        let mut firsts = Vec::with_capacity(shards.len());
        for (at, shard) in shards.into_iter().enumerate() {
            let (name, file) = named(&format!("{kind}{at}"), &shard.data);
            hashes.push_str(&name[name.len() - HASH..]);
            firsts.push(shard.first);
            files.push(file);
        }
        manifest[kind] = json!({ "first": firsts.join(" "), "hash": hashes });
    };
    table("t", terms(postings, larger * TERM_SHARD).into_iter().map(any).collect());
    table("s", backwards(postings, larger * SPELLING_SHARD).into_iter().map(any).collect());
    table("c", cards(&postings.cards, larger * CARD_SHARD));
    files
}

/// A shard whose data is JSON.
fn any<T: serde::Serialize>(shard: Shard<T>) -> Shard<Value> {
    Shard { first: shard.first, data: json!(shard.data) }
}

/// What results show, in shards that begin with the number of an entry.
fn cards(cards: &[&Card], most: usize) -> Vec<Shard<Value>> {
    let mut shards = Vec::new();
    let mut open: Vec<Value> = Vec::new();
    let mut size = 0;
    let mut first = 0;
    for (at, entry) in cards.iter().enumerate() {
        if size >= most {
            shards.push(Shard { first: first.to_string(), data: Value::Array(std::mem::take(&mut open)) });
            (size, first) = (0, at);
        }
        let value = card(entry);
        size += value.to_string().len();
        open.push(value);
    }
    shards.push(Shard { first: first.to_string(), data: Value::Array(open) });
    shards
}

/// What results show of one entry: title, address, its excerpt, and its other places.
fn card(card: &Card) -> Value {
    let entry = &card.entry;
    let excerpt = entry.places.first().map_or("", |place| &place.text);
    let others: Vec<Value> = entry.places.iter().skip(1).map(|place| other_place(place, &entry.title)).collect();
    json!([entry.title, entry.address.href(&SitePath::new("index.html")), excerpt, others])
}

/// What stands in the headings of a card for its title, which headings like to repeat.
pub(super) const TITLE_AGAIN: &str = "\u{1}";

/// Heading, anchor and excerpt of a place; the heading alone where its slug is the anchor and there is no excerpt.
fn other_place(place: &Place, title: &str) -> Value {
    let heading = if title.is_empty() { place.heading.clone() } else { place.heading.replace(title, TITLE_AGAIN) };
    match (place.has_plain_fragment(), place.text.as_str()) {
        (true, "") => json!(heading),
        (true, text) => json!([heading, 0, text]),
        (false, text) => json!([heading, place.fragment.as_deref().unwrap_or_default(), text]),
    }
}

/// How many hexadecimal digits of a hash stand in a file name.
const HASH: usize = 8;

/// A file whose name ends in the hash of what it holds.
fn named(what: &str, data: &Value) -> (String, (SitePath, Vec<u8>)) {
    let name = format!("{what}-{}", Fingerprint::of(&[data.to_string().as_bytes()]).hex(HASH));
    let file = (SitePath::new(format!("search-index/{name}.js")), script(&name, data));
    (name, file)
}

/// The script that hands `data` on. Nothing in it can end a `<script>` element or a line of JavaScript.
fn script(name: &str, data: &Value) -> Vec<u8> {
    let data = data.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("bedsideSearch({},{data})\n", json!(name)).into_bytes()
}

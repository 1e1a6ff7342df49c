//! How strong the evidence of a source is, in patients' words.

use serde::Serialize;

use crate::model::article::Claim;
use crate::model::evidence::{Certainty, StudyType};
use crate::model::network::Network;
use crate::model::reference::Reference;
use crate::model::retraction::Notice;
use crate::render::citations::ListEntry;
use crate::render::strings::Strings;
use crate::render::views::{ClaimView, LinkView};
use crate::site::SitePath;

/// Where the words are explained.
pub const KEY: &str = "evidence.html";

/// The words, from the strongest on, by their keys in the files of strings.
pub const WORDS: [&str; 6] =
    ["evidence_1", "evidence_2", "evidence_3", "evidence_4", "evidence_5", "evidence_guideline"];

/// How strong the evidence is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StrengthView {
    /// One word: "Strong".
    pub word: String,
    /// What that means: "several good studies agree".
    pub meaning: String,
    /// Its place on the page that explains the words.
    pub href: String,
}

/// The word for the evidence of a source, by its key; nothing if nobody said how the study was done.
pub fn word(reference: &Reference) -> Option<&'static str> {
    match reference.level() {
        Some(level) => WORDS.get(usize::from(level).checked_sub(1)?).copied(),
        None => (reference.study == Some(StudyType::Guideline)).then_some("evidence_guideline"),
    }
}

/// How strong the evidence of a source is, as the page at `path` shows it.
pub fn strength(strings: &Strings, path: &SitePath, reference: &Reference) -> Option<StrengthView> {
    let word = word(reference)?;
    let key = path.link_to(&SitePath::new(KEY));
    Some(StrengthView {
        word: String::from(strings.get(word)),
        meaning: String::from(strings.get(&format!("{word}_means"))),
        href: format!("{key}#{}", anchor(word)),
    })
}

/// The words for how sure a claim is, by their keys in the files of strings.
pub const CERTAINTIES: [&str; 4] = ["certainty_high", "certainty_moderate", "certainty_low", "certainty_very_low"];

/// The key of the words for how sure a claim is.
fn certainty_key(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::High => CERTAINTIES[0],
        Certainty::Moderate => CERTAINTIES[1],
        Certainty::Low => CERTAINTIES[2],
        Certainty::VeryLow => CERTAINTIES[3],
    }
}

/// How sure the claims of a text are, as the page at `path` shows them; `listed` are the sources of that page.
pub fn claims(
    strings: &Strings,
    path: &SitePath,
    claims: &[Claim],
    listed: &[ListEntry],
    network: &Network,
) -> Vec<ClaimView> {
    let key = path.link_to(&SitePath::new(KEY));
    let view = |claim: &Claim| {
        let word = certainty_key(claim.certainty);
        ClaimView {
            text: claim.text.value.clone(),
            word: String::from(strings.get(word)),
            meaning: String::from(strings.get(&format!("{word}_means"))),
            href: format!("{key}#{}", anchor(word)),
            sources: claim.sources.iter().filter_map(|source| source_link(source, listed, network)).collect(),
        }
    };
    claims.iter().map(view).collect()
}

/// A link to a source in the list of its page, by its number, else by who wrote it and when.
fn source_link(source: &str, listed: &[ListEntry], network: &Network) -> Option<LinkView> {
    let key = network.references.get_key_value(source).map_or(source.trim(), |(key, _)| key.as_str());
    let entry = listed.iter().find(|entry| entry.key == key)?;
    let named = || {
        let reference = network.references.get(key)?;
        let first = reference.authors.first().and_then(|author| author.split(',').next());
        let year = reference.year.map(|year| year.to_string());
        let name = first.map_or_else(|| reference.title.clone(), String::from);
        Some([Some(name), year].into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    let text = entry.number.map(|number| number.to_string()).or_else(named).unwrap_or_else(|| String::from(key));
    Some(LinkView { href: format!("#{}", entry.id), text, ..LinkView::default() })
}

/// What a reader must know of a source that was retracted or is doubted.
pub fn warning(network: &Network, strings: &Strings, reference: &Reference) -> Option<String> {
    let notice = network.retractions.get(&reference.key).map(|retraction| retraction.notice);
    let words = match notice {
        Some(Notice::Retraction) => "retracted",
        None if reference.retracted => "retracted",
        Some(Notice::Concern) => "retraction_concern",
        _ => return None,
    };
    Some(String::from(strings.get(words)))
}

/// The anchor of a word on the page that explains it.
pub fn anchor(word: &str) -> String {
    word.replace('_', "-")
}

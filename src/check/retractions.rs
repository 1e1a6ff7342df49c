//! Retractions: sources that were taken back, doubted or corrected after they appeared.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Check;
use crate::check::named::{How, named_sources};
use crate::finding::{Finding, Findings, Rule};
use crate::model::network::Network;
use crate::model::prose::CitedItem;
use crate::model::reference::Reference;
use crate::model::retraction::{Notice, Retraction};
use crate::rules;
use crate::source::FilePath;

rules! {
    /// A page or chat rests on a source that was retracted.
    ///
    /// A retracted paper was taken back by its journal or authors, because it is wrong, invented, or cannot be trusted.
    /// bedside knows of it from the list of Retraction Watch in `references/retractions.csv`, or from PubMed's own mark.
    ///
    /// **Why it matters to a patient.** What the page says may be false, and somebody may act on it.
    ///
    /// **How to mend it.** Look at each page that the message lists. Take out what rests on the source, or find another
    /// one. If the page speaks of the retraction itself, cite it as retracted: `[@key, retracted]`.
    RETRACTED = "references/retracted", Error;

    /// The library holds a source that was retracted, and no page rests on it.
    ///
    /// **Why it matters to a patient.** It does not yet: somebody may cite it tomorrow. The library shows it as retracted.
    ///
    /// **How to mend it.** Remove the entry, unless a page speaks of the retraction.
    RETRACTED_UNUSED = "references/retracted-unused", Info;

    /// The journal of a source has published an expression of concern about it.
    ///
    /// **Why it matters to a patient.** The paper may turn out to be wrong. Advice should not rest on it alone.
    ///
    /// **How to mend it.** Read the notice, and look for another source that says the same.
    CONCERN = "references/expression-of-concern", Warning;

    /// A source was corrected after it appeared.
    ///
    /// **Why it matters to a patient.** A number on the page may be one that was corrected.
    ///
    /// **How to mend it.** Read the correction and compare the page with it. If nothing changes, set this rule to `off` in
    /// `bedside.yaml`, or leave it: it is only a note.
    CORRECTED = "references/corrected", Info;
}

/// Looks sources up in the list of retractions.
pub struct Retractions;

impl Check for Retractions {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        let marked = network.references.values().filter(|reference| notice(network, reference).is_some());
        let marked: BTreeSet<&str> = marked.map(|reference| reference.key.as_str()).collect();
        if marked.is_empty() {
            return;
        }
        let uses = uses(network, &marked);
        let none = Uses::default();
        for key in marked {
            let Some(reference) = network.references.get(key) else { continue };
            findings.extend(finding(network, reference, uses.get(key).unwrap_or(&none)));
        }
    }
}

/// What was done to a source last.
fn notice(network: &Network, reference: &Reference) -> Option<Notice> {
    let listed = network.retractions.get(&reference.key).map(|retraction| retraction.notice);
    listed.or_else(|| reference.retracted.then_some(Notice::Retraction))
}

/// The files that rest on a source, and those that cite it as retracted.
#[derive(Default)]
struct Uses<'a> {
    resting: BTreeSet<&'a FilePath>,
    warned: BTreeSet<&'a FilePath>,
}

/// Where the sources that are `marked` are used, by their keys.
fn uses<'a>(network: &'a Network, marked: &BTreeSet<&'a str>) -> BTreeMap<&'a str, Uses<'a>> {
    let mut uses: BTreeMap<&str, Uses<'_>> = BTreeMap::new();
    for text in network.texts() {
        for named in named_sources(text) {
            let Some((key, _)) = network.references.get_key_value(named.key) else { continue };
            let Some(key) = marked.get(key.as_str()) else { continue };
            let uses = uses.entry(key).or_default();
            if matches!(named.how, How::Cited(item) if says_retracted(item)) {
                uses.warned.insert(text.file)
            } else {
                uses.resting.insert(text.file)
            };
        }
    }
    uses
}

/// The beginnings of the words for "retracted" in the languages that sites are written in.
const RETRACTED_WORDS: [&str; 8] =
    ["retract", "withdrawn", "retirad", "retraída", "rétract", "zurückgezogen", "ingetrokken", "ritirat"];

/// Whether the words of a citation say that the source was retracted.
fn says_retracted(item: &CitedItem) -> bool {
    let words = format!("{} {}", item.prefix, item.suffix).to_lowercase();
    RETRACTED_WORDS.iter().any(|word| words.contains(word))
}

/// The finding for one source.
fn finding(network: &Network, reference: &Reference, uses: &Uses<'_>) -> Option<Finding> {
    let listed = network.retractions.get(&reference.key);
    let key = &reference.key;
    let (rule, message, help) = match notice(network, reference)? {
        Notice::Retraction if uses.resting.is_empty() && uses.warned.is_empty() => {
            let message = format!("`{key}` was retracted{}; no page rests on it", details(listed));
            (&RETRACTED_UNUSED, message, String::from("remove it, unless a page is to speak of the retraction"))
        }
        // Whoever reads these pages is told.
        Notice::Retraction if uses.resting.is_empty() => return None,
        Notice::Retraction => {
            let message =
                format!("`{key}` was retracted{}, and these rest on it: {}", details(listed), list(&uses.resting));
            let help = format!("find another source; to speak of the retraction itself, write `[@{key}, retracted]`");
            (&RETRACTED, message, help)
        }
        Notice::Concern if !uses.resting.is_empty() => {
            let message =
                format!("the journal of `{key}` doubts it{}; used by {}", details(listed), list(&uses.resting));
            (&CONCERN, message, String::from("look for another source that says the same"))
        }
        Notice::Correction if !uses.resting.is_empty() => {
            let message = format!("`{key}` was corrected{}; used by {}", details(listed), list(&uses.resting));
            (&CORRECTED, message, String::from("read the correction, and compare the pages with it"))
        }
        Notice::Concern | Notice::Correction | Notice::Reinstatement => return None,
    };
    Some(Finding::new(rule, &reference.file, message).at(reference.span).help(help))
}

/// When and why.
fn details(retraction: Option<&Retraction>) -> String {
    let date = retraction.and_then(|retraction| retraction.date).map(|date| format!(" on {date}"));
    let reason = retraction.and_then(|retraction| retraction.reason.as_ref()).map(|reason| format!(" ({reason})"));
    format!("{}{}", date.unwrap_or_default(), reason.unwrap_or_default())
}

/// The files in words.
fn list(files: &BTreeSet<&FilePath>) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.as_str()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::Retractions;
    use crate::check::Check;
    use crate::finding::Findings;
    use crate::model::network::{Drafts, Network, Parsed};
    use crate::model::retraction::{Notice, Retraction};
    use crate::parse;
    use crate::source::{FilePath, SourceFile};

    /// What the check says of a network of these files, in which `a` has this notice.
    fn said(notice: Option<Notice>, files: &[(&str, &str)]) -> Vec<String> {
        let parsed: Vec<Parsed> = files
            .iter()
            .map(|(path, text)| {
                let file = Arc::new(SourceFile::text(FilePath::new(*path), *text));
                let document = Arc::new(parse::document(&file).0);
                Parsed { file, document }
            })
            .collect();
        let mut network = Network::link(Arc::default(), date(2026, 1, 1), Drafts::LeaveOut, &parsed);
        let reason = Some(String::from("Error in Data"));
        network.retractions = notice
            .map(|notice| Retraction { notice, date: Some(date(2010, 2, 15)), reason, doi: None })
            .map(|retraction| (String::from("a"), retraction))
            .into_iter()
            .collect();
        let mut findings = Findings::new();
        Retractions.run(&network, &mut findings);
        findings.iter().map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect()
    }

    const BIB: (&str, &str) = ("references/a.bib", "@article{a, title = {A}, doi = {10.5555/a}}\n");

    #[test]
    fn a_retracted_source_lists_every_page_and_chat_that_rests_on_it() {
        let files = [
            BIB,
            ("topics/one.md", "It helps [@a].\n"),
            ("topics/two.md", "---\ntitle: T\nsources: [a]\n---\nText.\n"),
            ("topics/three.md", "That study was wrong [@a, retracted].\n"),
            ("chats/2026-01-01-x/recap.md", "---\ntitle: C\ndate: 2026-01-01\n---\nAs [@{doi:10.5555/A}] says.\n"),
        ];
        assert_eq!(
            said(Some(Notice::Retraction), &files),
            [
                "references/retracted: `a` was retracted on 2010-02-15 (Error in Data), and these rest on it: chats/2026-01-01-x/recap.md, topics/one.md, topics/two.md"
            ]
        );
        assert_eq!(said(Some(Notice::Reinstatement), &files), [""; 0]);
        assert_eq!(said(None, &files), [""; 0]);
        assert!(said(Some(Notice::Concern), &files)[0].starts_with("references/expression-of-concern"));
    }

    #[test]
    fn a_source_that_is_cited_as_retracted_may_be_published() {
        let files = [BIB, ("topics/three.md", "That study was wrong [see the retracted @a].\n")];
        assert_eq!(said(Some(Notice::Retraction), &files), [""; 0]);
        assert_eq!(
            said(Some(Notice::Retraction), &[BIB]),
            ["references/retracted-unused: `a` was retracted on 2010-02-15 (Error in Data); no page rests on it"]
        );
    }

    #[test]
    fn pubmed_tells_of_retractions_as_well() {
        let nbib = ("references/a.nbib", "PMID- 31\nTI  - Walking\nPT  - Retracted Publication\n");
        let said = said(None, &[nbib, ("topics/t.md", "[@pmid:31]\n")]);
        assert_eq!(said, ["references/retracted: `walking` was retracted, and these rest on it: topics/t.md"]);
    }
}

//! Citations and sources: keys that nobody knows, entries that nobody cites, topics without a source.

use crate::check::named::{How, NamedSource, named_sources};
use crate::check::{Alone, Check};
use crate::finding::{Finding, Findings, Rule, nearest};
use crate::model::id::{NodeId, NodeKind};
use crate::model::library::{Merged, Sameness};
use crate::model::network::{Network, Text};
use crate::model::reference::Reference;
use crate::rules;
use crate::source::FilePath;

rules! {
    /// A page cites a source that is not in the reference library.
    ///
    /// **Why it matters to a patient.** The page claims to rest on a source, and nobody can look at it.
    ///
    /// **How to mend it.** Correct the key; the message suggests the nearest one. Keys are those of the files in
    /// `references/`: `[@bower2014]` cites the entry `@article{bower2014, …}`. The `sources` of the front matter are
    /// keys as well, or addresses that begin with `https://`.
    UNKNOWN_KEY = "citations/unknown-key", Error;

    /// Two entries of the reference library have the same key.
    ///
    /// **Why it matters to a patient.** Only the first of the two is used. If the other one was meant, the page shows
    /// a source that does not say what the page says.
    ///
    /// **How to mend it.** Remove one of the entries, or give it a key of its own and correct the pages that cite it.
    DUPLICATE_KEY = "references/duplicate-key", Error;

    /// Two entries of the reference library are one source.
    ///
    /// They have the same DOI, the same PubMed number, or the same title, year and first author.
    ///
    /// **Why it matters to a patient.** A source that is listed twice looks like two studies that agree. So the entries
    /// are joined: one is shown, it knows what any of them knows, and the keys of all of them lead to it.
    ///
    /// **How to mend it.** Nothing needs to be done. To tidy up, remove all entries but one.
    MERGED = "references/merged", Info;

    /// Two sources would be called by the same key, which was made because their files give them none.
    ///
    /// **Why it matters to a patient.** If a page cites the wrong one of the two, it shows a source that does not say what
    /// the page says.
    ///
    /// **How to mend it.** Cite such sources by their PubMed number or DOI, as in `[@pmid:23152233]` or
    /// `[@doi:10.1002/14651858.CD006145.pub3]`.
    RENAMED = "references/renamed", Warning;

    /// No page cites this entry of the reference library.
    ///
    /// **Why it matters to a patient.** It does not: the entry is not shown. It may still be a sign that a page lost
    /// its citation.
    ///
    /// **How to mend it.** Cite it with `[@key]`, name it among the `sources` of a page, or remove it.
    NEVER_CITED = "references/never-cited", Info;

    /// A claim says how sure it is, and names no source.
    ///
    /// **Why it matters to a patient.** "We are very sure" is a promise. Readers must be able to see what it rests on.
    ///
    /// **How to mend it.** Name the sources of the claim in the front matter:
    ///
    /// ```text
    /// claims:
    ///   - text: Gentle exercise helps against tiredness.
    ///     certainty: moderate
    ///     sources: [cramp2012]
    /// ```
    UNSOURCED_CLAIM = "citations/claim-without-source", Warning;

    /// A topic page names no source at all.
    ///
    /// **Why it matters to a patient.** Nobody can tell what the advice rests on, or look further.
    ///
    /// **How to mend it.** Cite sources in the text, as in `[@bower2014]`, or list those that the page as a whole rests
    /// on in its front matter:
    ///
    /// ```text
    /// sources: [bower2014, https://www.nhs.uk/conditions/fatigue/]
    /// ```
    UNSOURCED_TOPIC = "citations/unsourced-topic", Warning;
}

/// Looks over citations and sources.
pub struct Citations;

impl Check for Citations {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        let text = page.text;
        for claim in text.meta.claims.iter().filter(|claim| claim.sources.is_empty()) {
            let message = format!("\"{}\" says how sure it is, and names no source", *claim.text);
            let help = "add `sources: [key]` to the claim";
            findings.push(Finding::new(&UNSOURCED_CLAIM, text.file, message).at(claim.text.span).help(help));
        }
        if text.id.kind() == NodeKind::Topic && !is_sourced(text) {
            let message = format!("\"{}\" names no source", text.title);
            let help = "cite sources in the text as `[@key]`, or list them in the front matter under `sources:`";
            findings.push(Finding::new(&UNSOURCED_TOPIC, text.file, message).help(help));
        }
    }

    fn tied(&self, network: &Network, text: Text<'_>, findings: &mut Findings) {
        // What is linked to is looked at with the links.
        let keys = named_sources(text).filter(|named| !matches!(named.how, How::Linked) && !named.is_address());
        findings.extend(keys.filter_map(|named| unknown(network, text.file, named)));
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        findings.extend(network.references.duplicates.iter().filter_map(|extra| duplicate(network, extra)));
        findings.extend(network.references.merged.iter().map(merged));
        findings.extend(network.references.renamed.iter().map(|reference| renamed(reference)));
        let is_used = |key: &str| !network.incoming(&NodeId::new(NodeKind::Reference, key)).is_empty();
        let unused = network.references.values().filter(|reference| !is_used(&reference.key));
        findings.extend(unused.map(|reference| never_cited(reference)));
    }
}

/// Whether a text names any source.
fn is_sourced(text: Text<'_>) -> bool {
    !text.prose.citations.is_empty() || !text.meta.sources.is_empty()
}

/// A finding if the library has no such key.
fn unknown(network: &Network, file: &FilePath, named: NamedSource<'_>) -> Option<Finding> {
    let key = named.key;
    if network.references.contains_key(key) {
        return None;
    }
    let message = format!("no entry of the reference library is called `{key}`");
    let finding = Finding::new(&UNKNOWN_KEY, file, message).at(named.span);
    Some(match nearest(key, network.references.keys().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write the key of an entry in `references/`, or add the entry there"),
    })
}

/// The finding for an entry whose key another one has.
fn duplicate(network: &Network, extra: &Reference) -> Option<Finding> {
    let first = network.references.get(&extra.key)?;
    let place = if first.file == extra.file {
        format!("twice in {}", extra.file)
    } else {
        format!("in {} and in {}", first.file, extra.file)
    };
    let message = format!("the reference `{}` stands {place}; this one is not used", extra.key);
    let help = "remove one of the two, or give this one a key of its own";
    Some(Finding::new(&DUPLICATE_KEY, &extra.file, message).at(extra.span).help(help))
}

/// The finding for an entry that is a source which the library has already.
fn merged(merged: &Merged) -> Finding {
    let Merged { into, extra, by } = merged;
    let by = match by {
        Sameness::Doi => "they have the same DOI",
        Sameness::Pmid => "they have the same PubMed number",
        Sameness::Title => "they have the same title, year and first author",
    };
    let message = match extra.key == *into {
        true => format!("`{into}` stands in the library more than once ({by}); the entries were joined"),
        false => format!("`{}` is the same source as `{into}` ({by}); both keys lead to one entry", extra.key),
    };
    let help = format!("nothing needs to be done; to tidy up, remove this entry and cite `{into}`");
    Finding::new(&MERGED, &extra.file, message).at(extra.span).help(help)
}

/// The finding for an entry whose made key was taken.
fn renamed(reference: &Reference) -> Finding {
    let message = format!("another source would have the same key, so this one is called `{}`", reference.key);
    let help = match (&reference.pmid, &reference.doi) {
        (Some(pmid), _) => format!("cite it as `[@pmid:{pmid}]`, which cannot be mistaken"),
        (None, Some(doi)) => format!("cite it as `[@doi:{doi}]`, which cannot be mistaken"),
        (None, None) => String::from("give it a key of its own, in RIS with a line `ID  - key`"),
    };
    Finding::new(&RENAMED, &reference.file, message).at(reference.span).help(help)
}

/// The finding for an entry that no page cites.
fn never_cited(reference: &Reference) -> Finding {
    let message = format!("no page cites `{}`", reference.key);
    let help = format!("cite it as `[@{}]`, or remove it", reference.key);
    Finding::new(&NEVER_CITED, &reference.file, message).at(reference.span).help(help)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use crate::model::network::{Drafts, Network, Parsed};
    use crate::parse;
    use crate::source::{FilePath, SourceFile};

    /// What the check says of a network of these files.
    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let parsed: Vec<Parsed> = files
            .iter()
            .map(|(path, text)| {
                let file = Arc::new(SourceFile::text(FilePath::new(*path), *text));
                let document = Arc::new(parse::document(&file).0);
                Parsed { file, document }
            })
            .collect();
        let network = Network::link(Arc::default(), date(2026, 1, 1), Drafts::LeaveOut, &parsed);
        let of_citations = |finding: &crate::finding::Finding| super::RULES.contains(&finding.rule);
        let findings = crate::check::run(&network).filter_map(|finding| of_citations(&finding).then_some(finding));
        let line = |finding: &crate::finding::Finding| {
            format!(
                "{} {}: {} ({})",
                finding.file,
                finding.rule.id,
                finding.message,
                finding.help.as_deref().unwrap_or("")
            )
        };
        findings.sorted().iter().map(line).collect()
    }

    const BOWER: &str = "@book{bower2014, title = {A}}\n";

    #[test]
    fn an_unknown_key_suggests_the_nearest() {
        let topic = "---\ntitle: T\nsources: [bower2104, https://www.nhs.uk/]\n---\nSee [@bower2014; @zz].\n";
        let said = said(&[("references/a.bib", BOWER), ("topics/t.md", topic)]);
        assert_eq!(
            said,
            [
                "topics/t.md citations/unknown-key: no entry of the reference library is called `bower2104` (did you mean `bower2014`?)",
                "topics/t.md citations/unknown-key: no entry of the reference library is called `zz` (write the key of an entry in `references/`, or add the entry there)",
            ]
        );
    }

    #[test]
    fn a_key_given_twice_names_both_files_and_an_uncited_one_is_told() {
        let said = said(&[("references/a.bib", BOWER), ("references/b.bib", BOWER), ("topics/t.md", "Nothing.\n")]);
        assert_eq!(
            said,
            [
                "references/a.bib references/never-cited: no page cites `bower2014` (cite it as `[@bower2014]`, or remove it)",
                "references/b.bib references/duplicate-key: the reference `bower2014` stands in references/a.bib and in references/b.bib; this one is not used (remove one of the two, or give this one a key of its own)",
                "topics/t.md citations/unsourced-topic: \"T\" names no source (cite sources in the text as `[@key]`, or list them in the front matter under `sources:`)",
            ]
        );
    }

    #[test]
    fn the_same_source_in_two_files_is_one_under_all_of_its_names() {
        let bib = "@article{walk, title = {Walking}, author = {Walsh, Orla}, year = 2021, doi = {10.5555/W}}\n\
            @article{pre, title = {Walking}, author = {Walsh, Orla}, year = 2021, doi = {10.5555/preprint}}\n";
        let nbib =
            "PMID- 31\nTI  - Something else\nAU  - Walsh O\nAID - 10.5555/w [doi]\nPT  - Randomized Controlled Trial\n";
        let ris = "TY  - JOUR\nID  - again\nTI  - Title\nAN  - 31\nDB  - PubMed\nER  - \n\
            TY  - JOUR\nID  - resting\nTI  - Resting.\nAU  - Lind, E\nPY  - 2020\nER  - \n\
            TY  - JOUR\nID  - resting2\nTI  - RESTING\nAU  - Lind, Eva\nPY  - 2020\nER  - \n\
            TY  - JOUR\nID  - resting3\nTI  - Resting\nAU  - Okoro, A\nPY  - 2020\nER  - \n";
        let topic = "[@walk; @again; @pmid:31; @{doi:10.5555/W}; @walsh-2021; @resting2; @pre; @resting3]\n";
        let files =
            [("references/a.bib", bib), ("references/b.nbib", nbib), ("references/c.ris", ris), ("topics/t.md", topic)];
        let said = said(&files);
        assert_eq!(
            said.iter().map(|line| line.split(" (").next().unwrap()).collect::<Vec<_>>(),
            [
                "references/b.nbib references/merged: `walshsomething` is the same source as `walk`",
                "references/c.ris references/merged: `again` is the same source as `walk`",
                "references/c.ris references/merged: `resting2` is the same source as `resting`",
                "topics/t.md citations/unknown-key: no entry of the reference library is called `walsh-2021`",
            ]
        );
    }

    #[test]
    fn keys_that_were_made_never_change_what_a_written_key_means() {
        let one = "PMID- 1\nTI  - Walking one\nAU  - Walsh O\nDP  - 2021\n";
        let other = "PMID- 2\nTI  - Walking other\nAU  - Walsh O\nDP  - 2021\n";
        let written = "@article{walsh2021walking, title = {Walking third}, year = 2021}\n";
        let files = [
            ("references/a.nbib", one),
            ("references/b.nbib", other),
            ("references/z.bib", written),
            ("topics/t.md", "[@walsh2021walking; @pmid:1; @pmid:2; @walsh2021walking-2; @walsh2021walking-3]\n"),
        ];
        let said = said(&files);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("references/a.nbib references/renamed: another source"), "{said:?}");
        assert!(
            said[1].ends_with("`walsh2021walking-3` (cite it as `[@pmid:2]`, which cannot be mistaken)"),
            "{said:?}"
        );
    }

    #[test]
    fn a_link_to_a_source_uses_it() {
        let said = said(&[("references/a.bib", BOWER), ("topics/t.md", "[[ref:bower2014]] [@bower2014]\n")]);
        assert_eq!(said, [""; 0]);
    }
}

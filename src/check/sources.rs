//! What pages rest on: claims without a source, sources that are old or our own, and addresses that follow readers.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::check::named::named_sources;
use crate::check::{Alone, Check};
use crate::config::Config;
use crate::finding::{Finding, Findings, Rule};
use crate::model::id::NodeKind;
use crate::model::network::{Network, Text};
use crate::model::prose::{Block, BlockKind, Inline, Target, text_of};
use crate::model::reference::Reference;
use crate::model::web_address::{host, without_tracking};
use crate::rules;
use crate::source::Span;

rules! {
    /// A passage gives a number, or says that something works, and cites no source.
    ///
    /// bedside looks for shares of people, such as "4 out of 5" or "20%", and for words such as "reduces the risk".
    ///
    /// **Why it matters to a patient.** Numbers and promises are what people decide by. They must be able to see where
    /// these come from.
    ///
    /// **How to mend it.** Cite the source in the same paragraph, as in `[@bower2014]`, or say it without the number.
    UNCITED_CLAIM = "citations/uncited-claim", Warning;

    /// A page rests on a source that is older than `references: max_age_years` in `bedside.yaml` allows.
    ///
    /// **Why it matters to a patient.** What was right ten years ago may not be right today.
    ///
    /// **How to mend it.** Look for a newer source, such as the current version of the guideline or review. If the old one
    /// is still the best, leave it: this is a note.
    OLD_SOURCE = "references/old", Warning;

    /// More than half of the sources of a page are our own.
    ///
    /// Our own are those on the site's own address, and those of the organisation and department of `bedside.yaml`.
    ///
    /// **Why it matters to a patient.** A page that cites its own publisher looks better founded than it is.
    ///
    /// **How to mend it.** Cite the independent sources that our own texts rest on.
    OWN_SOURCES = "citations/own-sources", Warning;

    /// A web page among the sources has no day on which it was seen.
    ///
    /// **Why it matters to a patient.** Web pages change. Without the day nobody can tell whether the page still says what
    /// it said when the text was written.
    ///
    /// **How to mend it.** Open the page, and note the day: `urldate = {2026-03-02}` in BibTeX, `accessed` in CSL-JSON,
    /// `Y2` in RIS, `seen 2026-03-02` in a list of links.
    NO_ACCESS_DATE = "references/no-access-date", Warning;

    /// A link carries a parameter that follows readers about or earns somebody money.
    ///
    /// **Why it matters to a patient.** Whoever reads about an illness is told to a company. bedside takes such
    /// parameters off the links of the site.
    ///
    /// **How to mend it.** Write the address without them, as the message does.
    TRACKED_LINK = "links/tracking", Warning;
}

/// Looks over what pages rest on.
pub struct SourcesCheck;

impl Check for SourcesCheck {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn tied(&self, network: &Network, text: Text<'_>, findings: &mut Findings) {
        findings.extend(own_sources(network, text));
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        for reference in network.references.values() {
            findings.extend(no_access_date(reference));
            findings.extend(old_source(&network.config, network.today, reference));
        }
    }

    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        for link in &page.text.prose.links {
            if let Target::Url(url) = &link.target {
                findings.extend(tracked(page.text, url, link.span));
            }
        }
        for source in &page.text.meta.sources {
            findings.extend(tracked(page.text, source, source.span));
        }
        if page.text.id.kind() == NodeKind::Topic {
            claims(page.text, &page.text.prose.blocks, findings);
        }
    }
}

/// The finding for an address that follows readers.
fn tracked(text: Text<'_>, url: &str, span: Span) -> Option<Finding> {
    let (clean, names) = without_tracking(url)?;
    let message = format!("this link follows readers with `{}`", names.join("`, `"));
    Some(Finding::new(&TRACKED_LINK, text.file, message).at(span).help(format!("write `{clean}`")))
}

/// The finding for a web page without the day it was seen.
fn no_access_date(reference: &Reference) -> Option<Finding> {
    if !reference.is_web_page() || reference.url.is_none() || reference.accessed.is_some() {
        return None;
    }
    let message = format!("the web page `{}` has no day on which it was seen", reference.key);
    let help = "open it, and note the day, as in `urldate = {2026-03-02}` or `seen 2026-03-02`";
    Some(Finding::new(&NO_ACCESS_DATE, &reference.file, message).at(reference.span).help(help))
}

/// The finding for a source that is older than the settings allow.
fn old_source(config: &Config, today: Date, reference: &Reference) -> Option<Finding> {
    let age = i32::from(today.year()) - reference.year?;
    let most = i32::try_from(config.max_source_age?).ok()?;
    if age <= most {
        return None;
    }
    let message = format!("`{}` is {age} years old, and sources should be no older than {most}", reference.key);
    Some(Finding::new(&OLD_SOURCE, &reference.file, message).at(reference.span).help("look for a newer source"))
}

/// The finding for a page more than half of whose sources are our own.
fn own_sources(network: &Network, text: Text<'_>) -> Option<Finding> {
    let keys: BTreeSet<&str> = named_sources(text).map(|named| named.key).collect();
    let own = keys.iter().filter(|key| match network.references.get(key) {
        Some(reference) => is_own(&network.config, reference),
        None => is_own_address(&network.config, key),
    });
    let (own, all) = (own.count(), keys.len());
    if all < 2 || 2 * own <= all {
        return None;
    }
    let message = format!("{own} of the {all} sources of \"{}\" are our own", text.title);
    Some(Finding::new(&OWN_SOURCES, text.file, message).help("cite the independent sources that these rest on"))
}

/// Whether a source is our own.
fn is_own(config: &Config, reference: &Reference) -> bool {
    let ours = [&config.organisation, &config.department];
    let named = |author: &String| ours.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(author));
    reference.authors.iter().any(named) || reference.url.as_deref().is_some_and(|url| is_own_address(config, url))
}

/// Whether an address is on our own site.
fn is_own_address(config: &Config, url: &str) -> bool {
    let own = config.url.as_deref().and_then(host);
    own.is_some() && host(url) == own
}

/// Looks for claims without a source in these blocks.
fn claims(text: Text<'_>, blocks: &[Block], findings: &mut Findings) {
    let mut cited_before = false;
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                cited_before = is_cited(inlines);
                if !cited_before && let Some(claim) = claim(&text_of(inlines)) {
                    findings.push(uncited(text, block.span, &claim));
                }
            }
            // Items of a list rest on what the sentence before it cites.
            BlockKind::List { items, .. } if !cited_before => {
                items.iter().for_each(|item| claims(text, &item.blocks, findings));
            }
            BlockKind::Callout(_, blocks) => claims(text, blocks, findings),
            _ => {}
        }
    }
}

/// The finding for a claim without a source.
fn uncited(text: Text<'_>, span: Span, claim: &str) -> Finding {
    let message = format!("\"{claim}\" stands in a passage that cites no source");
    Finding::new(&UNCITED_CLAIM, text.file, message).at(span).help("cite where it comes from, as in `[@key]`")
}

/// Whether a passage cites, links or notes anything.
fn is_cited(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Citation(_) | Inline::FootnoteReference(_) | Inline::Link(..) => true,
        Inline::Styled(_, inner) => is_cited(inner),
        _ => false,
    })
}

/// Words that promise an effect, in small letters. Only English ones: in other languages only numbers are looked for.
const PROMISES: [&str; 10] = [
    "reduces the risk",
    "lowers the risk",
    "cuts the risk",
    "increases the risk",
    "raises the risk",
    "is proven to",
    "is the most effective",
    "works better than",
    "improves survival",
    "studies show",
];

/// The words of a claim, if `words` hold one.
fn claim(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let promise = PROMISES.iter().find(|promise| lower.contains(**promise)).map(|promise| String::from(*promise));
    promise.or_else(|| share(words))
}

/// A share of people in words: `20%`, `4 out of 5`, `1 in 10`.
fn share(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let is_number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let percent = parts.iter().map(|word| bare(word)).find(|word| word.strip_suffix('%').is_some_and(is_number));
    let percent = percent.map(String::from);
    let in_words = || {
        let found = parts.windows(3).find(|three| {
            is_number(bare(three[0])) && three[1] == "in" && is_number(bare(three[2])) && !is_year(bare(three[2]))
        });
        found.map(|three| three.iter().map(|word| bare(word)).collect::<Vec<_>>().join(" "))
    };
    let out_of = || {
        let found = parts
            .windows(4)
            .find(|four| is_number(bare(four[0])) && four[1] == "out" && four[2] == "of" && is_number(bare(four[3])));
        found.map(|four| four.iter().map(|word| bare(word)).collect::<Vec<_>>().join(" "))
    };
    percent.or_else(out_of).or_else(in_words)
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')
}

/// Whether a number may be a year: `3 in 2024` is no share.
fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::{claim, share};
    use crate::check;
    use crate::config::Config;
    use crate::model::network::{Drafts, Network, Parsed};
    use crate::parse;
    use crate::source::{FilePath, SourceFile};

    /// What these rules say of a network of these files.
    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let parsed: Vec<Parsed> = files
            .iter()
            .map(|(path, text)| {
                let file = Arc::new(SourceFile::text(FilePath::new(*path), *text));
                let document = Arc::new(parse::document(&file).0);
                Parsed { file, document }
            })
            .collect();
        let config = Config {
            url: Some(String::from("https://example.org/")),
            organisation: Some(String::from("Riverbend Hospital")),
            max_source_age: Some(10),
            ..Config::default()
        };
        let network = Network::link(Arc::new(config), date(2026, 1, 1), Drafts::LeaveOut, &parsed);
        let ours = super::RULES.iter().map(|rule| rule.id).collect::<Vec<_>>();
        let findings = check::run(&network).sorted();
        let ours = findings.iter().filter(|finding| ours.contains(&finding.rule.id));
        ours.map(|finding| format!("{} {}: {}", finding.file, finding.rule.id, finding.message)).collect()
    }

    #[test]
    fn numbers_and_promises_need_a_source() {
        let topic = "It helps 4 out of 5 people.\n\n- Walking reduces the risk.\n\nIt helps 20% [@a].\n\nAs 3 in 2024.\n\nThese rest on it [@a]:\n\n- 1 in 10\n";
        let bib = "@article{a, title = {A}, year = 2020}\n";
        assert_eq!(
            said(&[("topics/t.md", topic), ("references/a.bib", bib)]),
            [
                "topics/t.md citations/uncited-claim: \"4 out of 5\" stands in a passage that cites no source",
                "topics/t.md citations/uncited-claim: \"reduces the risk\" stands in a passage that cites no source",
            ]
        );
        assert_eq!(share("about 12.5%, say"), Some(String::from("12.5%")));
        assert_eq!(claim("Walk 30 minutes in the morning."), None);
    }

    #[test]
    fn sources_are_recent_dated_independent_and_not_tracked() {
        let bib = "@online{ours, title = {O}, author = {{Riverbend Hospital}}, url = {https://example.com/o}, urldate = {2026-01-01}, year = 2024}\n\
            @online{seen, title = {S}, url = {https://example.net/s}, year = 2024}\n@article{old, title = {Old}, year = 2010}\n";
        let topic = "---\ntitle: T\nsources: [ours, https://example.org/x, seen]\n---\n[Shop](https://example.net/?utm_source=a&b=1)\n";
        assert_eq!(
            said(&[("topics/t.md", topic), ("references/a.bib", bib)]),
            [
                "references/a.bib references/no-access-date: the web page `seen` has no day on which it was seen",
                "references/a.bib references/old: `old` is 16 years old, and sources should be no older than 10",
                "topics/t.md citations/own-sources: 2 of the 3 sources of \"T\" are our own",
                "topics/t.md links/tracking: this link follows readers with `utm_source`",
            ]
        );
    }
}

//! Passages that are withheld: taken out of the documents before these are tied together, so that no title, tag, link or
//! index made from them can still hold them.
//!
//! A marked gap `[…]` stands where something is missing. Where a passage cannot be told apart from what is around it (the
//! front matter of a page, an entry of a list), all of that is withheld: too much rather than too little.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::identifier::Passage;
use crate::finding::{Finding, Findings, Severity};
use crate::model::article::{Article, Meta};
use crate::model::chat::Recap;
use crate::model::contact::Contacts;
use crate::model::document::Document;
use crate::model::network::{Linker, Network, Parsed};
use crate::model::person::{Person, Roster};
use crate::model::prose::{Block, BlockKind, Inline, Prose, Style};
use crate::model::reference::Reference;
use crate::model::term::Term;
use crate::source::{FilePath, Fingerprint, Located, SourceFile, Span};

/// What stands where something is withheld. Every language reads it as "something is left out here".
pub(super) const GAP: &str = "[…]";

/// The passages that are withheld, by file.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    passages: BTreeMap<FilePath, BTreeSet<Passage>>,
}

impl Withheld {
    /// What somebody decided to withhold. In a network that may be published there is nothing else to withhold.
    pub(super) fn decided(findings: &Findings) -> Self {
        Self::of(findings.iter().filter(|finding| finding.withheld))
    }

    /// What somebody decided to withhold, and what nobody has decided on and would stop a build.
    pub(super) fn undecided(findings: &Findings) -> Self {
        Self::of(findings.iter().filter(|finding| finding.withheld || finding.severity == Severity::Error))
    }

    fn of<'a>(findings: impl Iterator<Item = &'a Finding>) -> Self {
        let mut withheld = Self::default();
        for finding in findings {
            if let Some(identifier) = &finding.identifier {
                withheld.passages.entry(finding.file.clone()).or_default().insert(identifier.passage);
            }
        }
        withheld
    }

    /// The indexes of the messages of the transcript in `file` that are withheld.
    pub(super) fn messages(&self, file: &FilePath) -> BTreeSet<usize> {
        let passages = self.passages.get(file).into_iter().flatten();
        passages
            .filter_map(|passage| match passage {
                Passage::Message(at) => Some(*at),
                _ => None,
            })
            .collect()
    }

    /// `network` tied together anew without what is withheld in its documents.
    pub(super) fn leave_out(&self, network: Network, linker: &Linker) -> Network {
        if self.passages.is_empty() {
            return network;
        }
        let documents: Vec<Parsed> = network.documents.iter().filter_map(|parsed| self.document(parsed)).collect();
        network.relinked(&documents, linker)
    }

    /// A document without what is withheld in it; nothing when all of it is.
    fn document(&self, parsed: &Parsed) -> Option<Parsed> {
        let Some(passages) = self.passages.get(&parsed.file.path) else { return Some(parsed.clone()) };
        if passages.contains(&Passage::File) || passages.contains(&Passage::FileName) {
            return None;
        }
        let spans = Spans(
            passages
                .iter()
                .filter_map(|passage| match passage {
                    Passage::Text(span) => Some(*span),
                    _ => None,
                })
                .collect(),
        );
        Some(Parsed { document: Arc::new(spans.without(&parsed.document)), file: marked(&parsed.file, passages) })
    }
}

/// A file with the fingerprint of what is left of it: pages made from it must not be taken for pages made from all of it.
fn marked(file: &SourceFile, passages: &BTreeSet<Passage>) -> Arc<SourceFile> {
    let fingerprint = Fingerprint::of(&[&file.fingerprint.0, format!("{passages:?}").as_bytes()]);
    Arc::new(SourceFile { fingerprint, ..file.clone() })
}

/// Withheld places of one file.
struct Spans(Vec<Span>);

impl Spans {
    /// Whether something within `span` is withheld.
    fn touch(&self, span: Span) -> bool {
        self.0.iter().any(|withheld| {
            withheld.start < span.end.max(span.start + 1) && span.start < withheld.end.max(withheld.start + 1)
        })
    }

    /// Whether something before `end` is withheld.
    fn begin_before(&self, end: u32) -> bool {
        self.0.iter().any(|withheld| withheld.start < end)
    }

    /// The entries that hold something withheld. Each reaches from its own place to that of the next.
    fn entries(&self, places: impl Iterator<Item = Span>) -> Vec<bool> {
        let starts: Vec<u32> = places.map(|place| place.start).collect();
        let end = |at: usize| starts.iter().filter(|start| **start > starts[at]).min().copied().unwrap_or(u32::MAX);
        (0..starts.len()).map(|at| self.touch(Span { start: starts[at], end: end(at) })).collect()
    }

    fn without(&self, document: &Document) -> Document {
        match document {
            Document::Article(article) => Document::Article(Arc::new(self.article(article))),
            Document::Recap(recap) => Document::Recap(Arc::new(self.recap(recap))),
            Document::People(roster) => Document::People(Arc::new(self.roster(roster))),
            Document::Glossary(terms) => Document::Glossary(self.terms(terms)),
            Document::Contacts(contacts) => Document::Contacts(Arc::new(self.contacts(contacts))),
            Document::References(references) => Document::References(self.references(references)),
            // Words of the search stand in its index: where one may identify somebody, none is used.
            Document::SearchSettings(_) if !self.0.is_empty() => Document::SearchSettings(Arc::default()),
            // Messages of transcripts are withheld one by one; the others hold no text that is shown.
            Document::Transcript(_)
            | Document::Decisions(_)
            | Document::SearchSettings(_)
            | Document::SearchTests(_)
            | Document::Asset(..)
            | Document::Nothing => document.clone(),
        }
    }

    fn article(&self, article: &Article) -> Article {
        let mut article = article.clone();
        if self.is_in_front_matter(&article.prose) {
            article.title = String::from(GAP);
            without_words(&mut article.meta);
        }
        self.prose(&mut article.prose);
        article
    }

    fn recap(&self, recap: &Recap) -> Recap {
        let mut recap = recap.clone();
        if self.is_in_front_matter(&recap.prose) {
            recap.title = String::from(GAP);
            without_words(&mut recap.meta);
            recap.facts.hashtag = None;
            recap.facts.questions.iter_mut().for_each(|question| question.text.value = String::from(GAP));
        }
        self.prose(&mut recap.prose);
        recap
    }

    /// Whether something is withheld before the body, or in a file that has none.
    fn is_in_front_matter(&self, prose: &Prose) -> bool {
        self.begin_before(prose.blocks.first().map_or(u32::MAX, |block| block.span.start))
    }

    fn prose(&self, prose: &mut Prose) {
        self.blocks(&mut prose.blocks);
        prose.footnotes.iter_mut().for_each(|footnote| self.blocks(&mut footnote.blocks));
    }

    /// Puts a gap in the place of each block that holds something withheld; only the item of a list, not the list.
    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks.iter_mut().filter(|block| self.touch(block.span)) {
            match &mut block.kind {
                BlockKind::Heading(heading) => {
                    heading.content = vec![gap()];
                    heading.id = format!("withheld-{}", block.span.start);
                }
                BlockKind::Quote(inside) | BlockKind::Callout(_, inside) if !inside.is_empty() => self.blocks(inside),
                BlockKind::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(&mut item.blocks)),
                kind => *kind = BlockKind::Paragraph(vec![gap()]),
            }
        }
    }

    fn roster(&self, roster: &Roster) -> Roster {
        let mut roster = roster.clone();
        let people = roster.staff.iter_mut().chain(&mut roster.participants);
        let mut people: Vec<&mut Person> = people.collect();
        let touched = self.entries(people.iter().map(|person| person.id.span));
        for (person, _) in people.iter_mut().zip(touched).filter(|(_, touched)| *touched) {
            (person.role, person.credentials, person.disclosures, person.about) = (None, None, None, None);
        }
        roster
    }

    fn terms(&self, terms: &[Arc<Term>]) -> Vec<Arc<Term>> {
        let touched = self.entries(terms.iter().map(|term| term.term.span));
        terms.iter().zip(touched).filter(|(_, touched)| !touched).map(|(term, _)| Arc::clone(term)).collect()
    }

    fn contacts(&self, contacts: &Contacts) -> Contacts {
        let touched = self.entries(contacts.contacts.iter().map(|contact| contact.id.span));
        let mut touched = touched.into_iter();
        let mut contacts = contacts.clone();
        contacts.contacts.retain(|_| !touched.next().unwrap_or(false));
        contacts
    }

    fn references(&self, references: &[Arc<Reference>]) -> Vec<Arc<Reference>> {
        references.iter().filter(|reference| !self.touch(reference.span)).map(Arc::clone).collect()
    }
}

/// Takes out whatever words the front matter shows on pages; ids and dates stay.
fn without_words(meta: &mut Meta) {
    (meta.summary, meta.disclosures, meta.funding) = (None, None, None);
    (meta.tags, meta.aliases, meta.audience) = (Vec::new(), Vec::new(), Vec::new());
    (meta.authors, meta.reviewed_by) = (Vec::new(), Vec::new());
    (meta.claims, meta.corrections) = (Vec::new(), Vec::new());
}

/// The mark of something withheld.
fn gap() -> Inline {
    Inline::Styled(Style::Mark, vec![Inline::Text(Located { value: GAP.into(), span: Span::default() })])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use jiff::civil::date;

    use crate::config::Config;
    use crate::finding::identifier::{Class, Identifier, Passage};
    use crate::finding::{Finding, Findings, Rule, Severity};
    use crate::gate::conversation::{PublicFragment, WITHHELD};
    use crate::gate::{Cleared, preview, publish};
    use crate::model::id::{NodeId, NodeKind};
    use crate::model::network::{Drafts, Network, Parsed};
    use crate::parse;
    use crate::source::{FilePath, SourceFile, Sources, Span};

    static RULE: Rule = Rule { id: "privacy/name", severity: Severity::Error, doc: "A rule of this test." };

    const TOPIC: &str = "---\ntitle: Mrs Whitfield and fatigue\ntags: [Whitfield]\n---\n# Fatigue\n\nRest first.\n\n- Mrs Whitfield walks\n- others swim\n";
    const CHAT: &str = "[19:00] Ana: Mrs Whitfield said so\n[19:01] Berit: hello\n";

    /// The network of the files above, and a finding about each place where `words` stand in the file at `path`.
    fn network(path: &str, passage: impl Fn(&str) -> Passage) -> (Network, Findings) {
        let files = [
            ("topics/a.md", TOPIC),
            ("chats/2026-05-12-x/recap.md", "# A chat\n\nWe talked.\n"),
            ("chats/2026-05-12-x/t.txt", CHAT),
            ("glossary.yaml", "- {term: nausea, definition: Feeling sick}\n- {term: Whitfield, definition: x}\n"),
        ];
        let text = files.iter().find(|(known, _)| *known == path).unwrap().1;
        let identifier = Identifier::new(Class::Name, "whitfield", passage(text));
        let finding = Finding::new(&RULE, &FilePath::new(path), "masked").identifies(identifier);
        let files = files.map(|(path, text)| Arc::new(SourceFile::text(FilePath::new(path), text))).to_vec();
        let parse =
            |file: &Arc<SourceFile>| Parsed { file: Arc::clone(file), document: Arc::new(parse::document(file).0) };
        let documents: Vec<Parsed> = Sources::new(files).files().iter().map(parse).collect();
        let network = Network::link(Arc::new(Config::default()), date(2026, 11, 22), Drafts::LeaveOut, &documents);
        (network, [finding].into_iter().collect())
    }

    /// Where the nth "Whitfield" of a text stands.
    fn nth(n: usize) -> impl Fn(&str) -> Passage {
        move |text| {
            let at = text.match_indices("Whitfield").nth(n).unwrap().0;
            Passage::Text(Span::new(at..at + 9))
        }
    }

    fn shown(cleared: &Cleared) -> String {
        format!("{:?}", cleared.network())
    }

    #[test]
    fn the_preview_shows_a_gap_where_a_build_would_stop() {
        let (network, findings) = network("topics/a.md", nth(2));
        assert!(publish(network.clone(), &findings).is_err());
        let cleared = preview(network, &findings);
        let article = &cleared.network().articles[&NodeId::new(NodeKind::Topic, "a")];
        let body = format!("{:?}", article.prose.blocks);
        assert!(body.contains("[…]") && !body.contains("Whitfield"), "{body}");
        assert!(body.contains("others swim") && body.contains("Rest first."), "only the item is withheld: {body}");
    }

    #[test]
    fn what_front_matter_holds_is_in_no_title_tag_or_index() {
        let (network, findings) = network("topics/a.md", nth(0));
        let cleared = preview(network, &findings);
        let all = shown(&cleared);
        assert!(!all.contains("Mrs Whitfield and"), "{all}");
        assert!(cleared.network().tags.is_empty() && all.contains("[…]"));
    }

    #[test]
    fn a_message_is_withheld_and_counted_and_its_place_is_kept() {
        let (network, findings) = network("chats/2026-05-12-x/t.txt", |_| Passage::Message(0));
        let cleared = preview(network, &findings);
        let chat = NodeId::new(NodeKind::Chat, "2026-05-12-x");
        let messages = &cleared.conversation(&chat).unwrap().parts[0].messages;
        assert_eq!(messages[0].body, [PublicFragment::Omitted(WITHHELD)]);
        assert_eq!(messages[1].body, [PublicFragment::Text(String::from("hello"))]);
        assert_eq!((cleared.record(&chat).unwrap().withheld, cleared.record(&chat).unwrap().shown), (1, 2));
    }

    #[test]
    fn an_entry_of_a_list_goes_as_a_whole() {
        let (network, findings) = network("glossary.yaml", nth(0));
        let cleared = preview(network, &findings);
        let terms: BTreeSet<&str> = cleared.network().terms.values().map(|term| term.term.as_str()).collect();
        assert_eq!(terms, BTreeSet::from(["nausea"]));
    }

    #[test]
    fn a_build_withholds_only_what_somebody_decided() {
        let (network, findings) = network("topics/a.md", nth(2));
        let decided: Findings = findings
            .iter()
            .cloned()
            .map(|finding| Finding { severity: Severity::Info, withheld: true, ..finding })
            .collect();
        let cleared = publish(network, &decided).unwrap();
        assert!(!format!("{:?}", cleared.network().articles.values().next().unwrap().prose).contains("Whitfield"));
    }
}

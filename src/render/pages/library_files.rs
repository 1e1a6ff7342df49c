//! The library of references as files for reference managers: `references.bib`, `.ris` and `.json`.

use std::sync::Arc;

use crate::model::reference::Reference;
use crate::render::export;
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// The files.
pub struct LibraryFiles;

/// Their names; the library page links to them.
pub const FILES: [(&str, &str); 3] =
    [("references.bib", "BibTeX"), ("references.ris", "RIS"), ("references.json", "CSL-JSON")];

impl Pages for LibraryFiles {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        if room.network.references.is_empty() {
            return Vec::new();
        }
        let [(bib, _), (ris, _), (json, _)] = FILES;
        vec![
            page(room, SitePath::new(bib), |room, _| Ok(export::bibtex(references(room)).into_bytes())),
            page(room, SitePath::new(ris), |room, _| Ok(export::ris(references(room)).into_bytes())),
            page(room, SitePath::new(json), |room, _| Ok(export::csl_json(references(room)).into_bytes())),
        ]
    }
}

/// Every source, by key.
fn references<'a>(room: &'a Room<'_>) -> impl Iterator<Item = &'a Reference> {
    room.network.references.values().map(Arc::as_ref)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::finding::Findings;
    use crate::model::reference::Reference;
    use crate::parse::references::parse;
    use crate::render::export;
    use crate::source::{FilePath, SourceFile};

    fn read(name: &str, text: &str) -> Vec<Arc<Reference>> {
        let mut findings = Findings::new();
        let references = parse(&SourceFile::text(FilePath::new(format!("references/{name}")), text), &mut findings);
        assert!(findings.is_empty(), "{name}: {findings:?}\n{text}");
        references
    }

    #[test]
    fn what_is_written_is_read_as_the_same_library() {
        let json = r#"[
            {"id": "a", "type": "article-journal", "title": "HER2 & costs: 5% of {all}", "container-title": "The Lancet", "container-title-short": "Lancet",
             "author": [{"family": "O'Neill", "given": "J. P."}, {"literal": "Trial & Study Group"}, {"family": "King", "given": "M.", "suffix": "Jr."}],
             "issued": {"date-parts": [[2021, 3, 14]]}, "volume": "12", "issue": "3", "page": "201-209", "DOI": "10.5555/a(1)", "PMID": "31000001", "study_type": "cohort"},
            {"id": "b", "type": "chapter", "title": "Hair", "container-title": "Handbook", "author": [{"family": "Okoro", "given": "A."}],
             "editor": [{"family": "Lind", "given": "Eva"}], "publisher": "Riverbend Press", "publisher-place": "London", "issued": {"date-parts": [[2018]]}, "ISBN": "9783866801929"},
            {"id": "c", "type": "webpage", "title": "Sleep", "author": [{"literal": "NHS"}], "URL": "https://example.org/sleep?a=1&b=2", "accessed": {"date-parts": [[2026, 3, 2]]}}
        ]"#;
        let library = read("a.json", json);
        let all = || library.iter().map(Arc::as_ref);
        for (name, text) in
            [("b.json", export::csl_json(all())), ("b.ris", export::ris(all())), ("b.bib", export::bibtex(all()))]
        {
            for (ours, again) in library.iter().zip(read(name, &text)) {
                // BibTeX has no way to write a brace that every program reads.
                let title = if name == "b.bib" { ours.title.replace(['{', '}'], "") } else { ours.title.clone() };
                assert_eq!((&ours.key, &title), (&again.key, &again.title), "{name}");
                assert_eq!((&ours.authors, &ours.container), (&again.authors, &again.container), "{name}");
                assert_eq!((ours.year, ours.accessed), (again.year, again.accessed), "{name}");
                assert_eq!((&ours.doi, &ours.pmid, &ours.isbn), (&again.doi, &again.pmid, &again.isbn), "{name}");
                assert_eq!((&ours.url, ours.study), (&again.url, again.study), "{name}");
            }
        }
    }

    #[test]
    fn zotero_finds_what_it_needs() {
        let library = read(
            "a.bib",
            "@article{a, title = {Hair \\& scalp}, author = {Lind, Eva}, journal = {Lancet}, year = 2020, doi = {10.5555/x}}",
        );
        let coins = export::coins(&library[0]);
        assert!(
            coins.contains("rft.atitle=Hair%20%26%20scalp&rft.jtitle=Lancet&rft.au=Lind%2C%20Eva&rft.date=2020"),
            "{coins}"
        );
        assert!(coins.contains("rft_id=info%3Adoi%2F10.5555%2Fx"), "{coins}");
    }
}

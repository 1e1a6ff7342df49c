//! PubMed's XML: `<PubmedArticleSet>` with articles and books. (NLM, "PubMed DTD documentation".)

use hayagriva::types::{Date, Person};

use crate::finding::Findings;
use crate::model::reference::Reference;
use crate::parse::references::complete::Facts;
use crate::parse::references::draft::{Draft, Kind};
use crate::parse::references::found::{Found, Shelf};
use crate::parse::references::xml::Element;
use crate::parse::references::xml_records::read_records;
use crate::parse::references::{ReferenceFormat, dates, languages, names, without_full_stop};
use crate::source::{FilePath, Span};

/// PubMed's XML.
pub(super) struct PubMedXml;

/// The records. `PubmedBookArticle` holds a `BookDocument`.
const RECORDS: [&str; 2] = ["PubmedArticle", "PubmedBookArticle"];

impl ReferenceFormat for PubMedXml {
    fn recognises(&self, text: &str) -> bool {
        text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
            && ["<PubmedArticle", "<PubmedBook"].iter().any(|tag| text.contains(tag))
    }

    fn has_extension(&self, _extension: &str) -> bool {
        false
    }

    fn read(&self, file: &FilePath, text: &str, findings: &mut Findings) -> Vec<Reference> {
        let mut shelf = Shelf::new(file, findings);
        read_records(file, text, &RECORDS, &mut shelf, found);
        shelf.finish()
    }
}

/// What a record says.
fn found(record: &Element, span: Span) -> Found {
    let book = record.at(&["BookDocument"]);
    let types = match book {
        Some(book) => words(book.named("PublicationType")),
        None => {
            let list = record.at(&["MedlineCitation", "Article", "PublicationTypeList"]);
            list.map(|list| words(list.named("PublicationType"))).unwrap_or_default()
        }
    };
    let draft = book.map_or_else(|| article(record, &types), book_draft);
    Found { key: None, draft, facts: Facts { publication_types: types, ..Facts::default() }, span }
}

/// The words of some elements.
fn words<'a>(elements: impl Iterator<Item = &'a Element>) -> Vec<String> {
    elements.filter_map(Element::text).collect()
}

/// What an article says, as far as citation styles print it.
fn article(record: &Element, types: &[String]) -> Draft {
    let empty = Element::default();
    let citation = record.at(&["MedlineCitation"]).unwrap_or(&empty);
    let article = citation.at(&["Article"]).unwrap_or(&empty);
    let journal = article.at(&["Journal"]).unwrap_or(&empty);
    let issue = journal.at(&["JournalIssue"]).unwrap_or(&empty);
    let container = journal.text_at(&["Title"]).or_else(|| journal.text_at(&["ISOAbbreviation"]));
    let title = article.text_at(&["ArticleTitle"]).or_else(|| article.text_at(&["VernacularTitle"]));
    Draft {
        kind: if types.iter().any(|kind| kind == "Preprint") { Kind::Preprint } else { Kind::JournalArticle },
        title: title.map(|title| String::from(without_full_stop(&title))),
        authors: article.at(&["AuthorList"]).map(people).unwrap_or_default(),
        short_container: citation
            .text_at(&["MedlineJournalInfo", "MedlineTA"])
            .or_else(|| journal.text_at(&["ISOAbbreviation"]))
            .filter(|short| Some(short) != container.as_ref()),
        container,
        volume: issue.text_at(&["Volume"]),
        issue: issue.text_at(&["Issue"]),
        pages: article.at(&["Pagination"]).and_then(pages).or_else(|| article_number(article)),
        issued: issue.at(&["PubDate"]).or_else(|| article.at(&["ArticleDate"])).and_then(date),
        language: article.text_at(&["Language"]).as_deref().and_then(languages::tag),
        identifiers: identifiers(record, citation, article, journal),
        ..Draft::default()
    }
}

/// The pages, as MEDLINE writes them or from the first to the last.
fn pages(pagination: &Element) -> Option<String> {
    let first = || pagination.text_at(&["StartPage"]);
    let last = || pagination.text_at(&["EndPage"]);
    let range = || Some(last().map_or(first()?, |last| format!("{}-{last}", first().unwrap_or_default())));
    pagination.text_at(&["MedlinePgn"]).or_else(range)
}

/// The number that articles without pages have.
fn article_number(article: &Element) -> Option<String> {
    let numbers = article.named("ELocationID").filter(|id| id.attribute("EIdType") == Some("pii"));
    words(numbers).into_iter().find(|id| !id.starts_with('S'))
}

/// Whether an `ELocationID` is a DOI.
fn is_doi(id: &Element) -> bool {
    id.attribute("EIdType") == Some("doi")
}

/// The identifiers of an article.
fn identifiers(
    record: &Element,
    citation: &Element,
    article: &Element,
    journal: &Element,
) -> Vec<(&'static str, String)> {
    let empty = Element::default();
    let list = record.at(&["PubmedData", "ArticleIdList"]).unwrap_or(&empty);
    let listed = |kind: &str| list.named("ArticleId").find(|id| id.attribute("IdType") == Some(kind))?.text();
    let doi = article.named("ELocationID").find(|id| is_doi(id)).and_then(Element::text);
    let found = [
        ("doi", doi.or_else(|| listed("doi"))),
        ("pmid", citation.named("PMID").last().and_then(Element::text)),
        ("pmcid", listed("pmc")),
        ("issn", journal.text_at(&["ISSN"])),
    ];
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What a book, or a part of one, says.
fn book_draft(document: &Element) -> Draft {
    let empty = Element::default();
    let book = document.at(&["Book"]).unwrap_or(&empty);
    let whole = book.text_at(&["BookTitle"]).map(|title| String::from(without_full_stop(&title)));
    let part = document.text_at(&["ArticleTitle"]).map(|title| String::from(without_full_stop(&title)));
    let list = |holder: &Element, kind: &str| {
        let lists = holder.named("AuthorList").filter(|list| list.attribute("Type").unwrap_or("authors") == kind);
        lists.flat_map(people).collect::<Vec<_>>()
    };
    let authors = list(document, "authors");
    let doi = [document, book].into_iter().flat_map(|holder| holder.named("ELocationID")).find(|id| is_doi(id));
    let identifiers = [
        ("doi", doi.and_then(Element::text)),
        ("pmid", document.text_at(&["PMID"])),
        ("isbn", book.text_at(&["Isbn"])),
    ];
    Draft {
        kind: if part.is_some() { Kind::Chapter } else { Kind::Book },
        authors: if authors.is_empty() { list(book, "authors") } else { authors },
        editors: list(book, "editors"),
        container: whole.clone().filter(|_| part.is_some()),
        title: part.or(whole),
        collection: book.text_at(&["CollectionTitle"]),
        volume: book.text_at(&["Volume"]),
        edition: book.text_at(&["Edition"]),
        pages: document.at(&["Pagination"]).and_then(pages),
        publisher: book.text_at(&["Publisher", "PublisherName"]),
        place: book.text_at(&["Publisher", "PublisherLocation"]),
        issued: book.at(&["PubDate"]).and_then(date),
        language: document.text_at(&["Language"]).as_deref().and_then(languages::tag),
        identifiers: identifiers.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        ..Draft::default()
    }
}

/// The people and organisations of a list.
fn people(list: &Element) -> Vec<Person> {
    let valid = list.named("Author").filter(|author| author.attribute("ValidYN") != Some("N"));
    let person = |author: &Element| match author.text_at(&["LastName"]) {
        Some(family) => {
            let given = author.text_at(&["ForeName"]).or_else(|| author.text_at(&["Initials"])).unwrap_or_default();
            Some(names::with_given(&family, &given, author.text_at(&["Suffix"]).as_deref()))
        }
        None => author.text_at(&["CollectiveName"]).map(|name| names::organisation(&name)),
    };
    valid.filter_map(person).collect()
}

/// A date in parts, or in words as `2009 Nov-Dec`.
fn date(element: &Element) -> Option<Date> {
    let part = |name: &str| element.text_at(&[name]);
    let words = match part("Year") {
        Some(year) => [Some(year), part("Month"), part("Day")].into_iter().flatten().collect::<Vec<_>>().join(" "),
        None => part("MedlineDate")?,
    };
    dates::date(&words)
}

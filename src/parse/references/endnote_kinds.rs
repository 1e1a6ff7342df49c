//! What EndNote's types of references are, by the names that all its exports share.

use crate::parse::references::draft::Kind;

/// What `name` is. Without a name, what appeared in a journal is an article.
pub(super) fn kind(name: &str, in_journal: bool) -> Kind {
    match name.trim().to_lowercase().as_str() {
        "journal article" | "electronic article" | "review" | "journal" => Kind::JournalArticle,
        "newspaper article" | "magazine article" => Kind::NewsArticle,
        "conference paper" | "conference proceedings" => Kind::ConferencePaper,
        "book" | "edited book" | "electronic book" | "classical work" | "serial" => Kind::Book,
        "book section" | "electronic book section" => Kind::Chapter,
        "dictionary" | "encyclopedia" => Kind::EncyclopediaEntry,
        "report" | "government document" | "standard" | "pamphlet" => Kind::Report,
        "thesis" => Kind::Thesis,
        "web page" | "online multimedia" => Kind::WebPage,
        "blog" => Kind::BlogPost,
        "film or broadcast" | "audiovisual material" => Kind::Video,
        "music" | "podcast" => Kind::Audio,
        "dataset" | "computer program" | "online database" => Kind::Dataset,
        "bill" | "statute" | "legal rule or regulation" | "hearing" => Kind::Legislation,
        "case" => Kind::Case,
        "patent" => Kind::Patent,
        "manuscript" | "unpublished work" | "personal communication" => Kind::Manuscript,
        _ if in_journal => Kind::JournalArticle,
        _ => Kind::Other,
    }
}

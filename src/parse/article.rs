//! Reads topics, the texts of sections, and the pages about the site.

use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::article::Article;
use crate::model::id::NodeId;
use crate::parse::markdown::FirstHeading;
use crate::parse::{front_matter, markdown};
use crate::rules;
use crate::source::FilePath;

rules! {
    /// A page has no title.
    ///
    /// **Why it matters to a patient.** The title is what a patient sees in the search results and in the A–Z. Without
    /// one, the name of the file stands there.
    ///
    /// **How to mend it.** Add a line `title: Hair loss` to the settings at the top of the page.
    NO_TITLE = "article/no-title", Warning;

    /// A page is empty.
    ///
    /// **Why it matters to a patient.** A patient who opens it finds nothing and does not know whether something broke.
    ///
    /// **How to mend it.** Write the page, mark it with `draft: true` until then, or delete the file.
    EMPTY = "article/empty", Warning;
}

/// Reads the Markdown file `text`, which is the text of the node `id`.
pub fn parse(file: &FilePath, text: &str, id: NodeId, findings: &mut Findings) -> Arc<Article> {
    let split = front_matter::split(file, text, findings);
    let mut fields = front_matter::fields(file, split.settings, findings);
    let title = fields.words("title").filter(|title| !title.trim().is_empty());
    let meta = front_matter::meta(&mut fields);
    findings.extend(fields.finish());
    let first = if title.is_some() { FirstHeading::IsText } else { FirstHeading::IsTitle };
    let body = markdown::read(file, split.body, split.body_start, first, findings);
    if body.prose.blocks.is_empty() && meta.summary.is_none() {
        findings.push(
            Finding::new(&EMPTY, file, "there is no text on this page").help("write it, or mark it `draft: true`"),
        );
    }
    let title = title.or(body.title).unwrap_or_else(|| {
        let name = name_in_words(file);
        let finding = Finding::new(&NO_TITLE, file, format!("this page has no title, so it is called \"{name}\""));
        findings.push(finding.help("add a line `title: …` to the settings at the top"));
        name
    });
    Arc::new(Article { id, file: file.clone(), title, meta, prose: body.prose })
}

/// The name of a file, or of its folder for `index.md`, as a title.
pub fn name_in_words(file: &FilePath) -> String {
    let name = match file.stem() {
        "index" | "recap" => file.folder().rsplit('/').next().unwrap_or_default(),
        stem => stem,
    };
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

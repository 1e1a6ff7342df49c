//! How things stand for one page, as JSON: what the panel shows.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::finding::{Finding, Findings, Severity};
use crate::model::id::NodeId;
use crate::model::network::{Network, Text};
use crate::preview::generation::{Found, Generation};
use crate::preview::stage::Set;
use crate::preview::{about, editor, page, quote};
use crate::site::SitePath;
use crate::source::{FilePath, Span};

/// How many findings of other pages a page is told of. More would only be scrolled past.
const SHOWN: usize = 200;

/// The page that a browser shows.
#[derive(Default)]
struct Here {
    /// A short name for its bytes, by which the script knows whether it has changed.
    print: Option<String>,
    /// The file it was written in.
    file: Option<FilePath>,
    /// Whether it is marked as a draft.
    draft: bool,
    /// The words that each of these places of the file is shown with.
    quotes: BTreeMap<Span, String>,
    /// What else there is to know about it.
    about: Value,
}

/// How things stand for the page at `path`: whether it has changed, and what was found. `editor` is the address that
/// opens a file at a line, for those who sit at this computer.
pub(crate) async fn of(generation: &Generation, path: Option<SitePath>, editor: Option<&editor::Editor>) -> Value {
    let found = std::sync::Arc::clone(&generation.found);
    let moved = path.as_ref().and_then(|path| generation.moved(path));
    let here = match (&generation.stage, path) {
        (Some(stage), Some(path)) => stage.ask(move |set| look(set, &path, &found)).await.unwrap_or_default(),
        _ => Here::default(),
    };
    let file = here.file.as_ref();
    json!({
        "generation": generation.number,
        "page": here.print,
        "moved": moved.filter(|_| here.print.is_none()),
        "file": file.map(FilePath::as_str),
        "open": file.and_then(|file| editor?.link(file, None)),
        "draft": here.draft,
        "reading": !generation.is_whole(),
        "trouble": generation.trouble,
        "broken": file.and_then(|file| generation.broken.get(file)),
        "found": generation.found.findings.len(),
        "errors": generation.found.errors,
        "about": here.about,
        "findings": findings(&generation.found, file, &here.quotes, editor),
    })
}

/// Looks at the page at `path`.
fn look(set: &Set<'_>, path: &SitePath, found: &Found) -> Here {
    let print = set.page(path).ok().flatten().map(|bytes| page::print(&bytes));
    let network = set.cleared.network();
    let Some(text) = text_at(network, path) else { return Here { print, ..Here::default() } };
    let spans = found.of_file(text.file).filter(|finding| is_quotable(finding)).filter_map(|finding| finding.span);
    let quotes = spans.filter_map(|span| Some((span, quote::of(text.prose, span)?))).collect();
    let about = about::of(network, text, path);
    Here { print, file: Some(text.file.clone()), draft: text.meta.draft, quotes, about }
}

/// Whether the words that a finding is about may be pointed at. What identifies somebody is shown nowhere.
fn is_quotable(finding: &Finding) -> bool {
    finding.identifier.is_none()
}

/// The text that the page at `path` shows.
pub(crate) fn text_at<'a>(network: &'a Network, path: &SitePath) -> Option<Text<'a>> {
    files_of(path).iter().find_map(|file| network.text(&NodeId::of_file(file)?))
}

/// The files that the page at `path` may have been written in.
pub(crate) fn files_of(path: &SitePath) -> Vec<String> {
    let Some(stem) = path.as_str().strip_suffix(".html") else { return Vec::new() };
    let files =
        [format!("{stem}.md"), format!("pages/{stem}.md"), format!("{stem}/recap.md"), format!("{stem}/index.md")];
    let is_of = |file: &String| NodeId::of_file(file).is_some_and(|id| id.address().page == *path);
    files.into_iter().filter(is_of).collect()
}

/// The findings of `file`, then those of other files, errors first.
pub(crate) fn findings(
    found: &Found,
    file: Option<&FilePath>,
    quotes: &BTreeMap<Span, String>,
    editor: Option<&editor::Editor>,
) -> Vec<Value> {
    let (here, there): (Vec<_>, Vec<_>) = found.findings.shared().partition(|finding| Some(&finding.file) == file);
    let (errors, others): (Vec<_>, Vec<_>) = there.into_iter().partition(|finding| finding.severity == Severity::Error);
    let told = here.into_iter().chain(errors.into_iter().chain(others).take(SHOWN));
    let told: Findings = told.cloned().collect();
    let placed = told.placed(&found.sources);
    let values = told.iter().zip(placed).map(|(finding, placed)| {
        let mut value = json!(placed);
        let is_here = Some(&finding.file) == file;
        let quote = finding.span.filter(|_| is_here && is_quotable(finding)).and_then(|span| quotes.get(&span));
        value["quote"] = json!(quote);
        value["why"] = json!(part(finding.rule.doc, "**Why it matters to a patient.**"));
        value["how"] = json!(part(finding.rule.doc, "**How to mend it.**"));
        value["open"] = json!(editor.and_then(|editor| editor.link(&finding.file, placed.line.zip(placed.column))));
        value
    });
    values.collect()
}

/// The paragraph of a help page that begins with `title`, in one line.
fn part(help: &str, title: &str) -> Option<String> {
    let (_, rest) = help.split_once(title)?;
    let lines = rest.lines().map(str::trim).take_while(|line| !line.is_empty());
    Some(lines.collect::<Vec<_>>().join(" "))
}

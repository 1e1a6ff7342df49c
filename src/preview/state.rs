//! How things stand for one page, as JSON: what the panel shows.

use serde_json::{Value, json};

use crate::finding::{Findings, Placed, Severity};
use crate::model::id::NodeId;
use crate::model::network::{Network, Text};
use crate::preview::generation::{Found, Generation};
use crate::preview::page;
use crate::preview::stage::Set;
use crate::site::SitePath;
use crate::source::FilePath;

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
}

/// How things stand for the page at `path`: whether it has changed, and what was found.
pub(crate) async fn of(generation: &Generation, path: Option<SitePath>) -> Value {
    let here = match (&generation.stage, path) {
        (Some(stage), Some(path)) => stage.ask(move |set| look(set, &path)).await.unwrap_or_default(),
        _ => Here::default(),
    };
    json!({
        "generation": generation.number,
        "page": here.print,
        "file": here.file.as_ref().map(FilePath::as_str),
        "draft": here.draft,
        "trouble": generation.trouble,
        "found": generation.found.findings.len(),
        "errors": generation.found.errors,
        "findings": findings(&generation.found, here.file.as_ref()),
    })
}

/// Looks at the page at `path`.
fn look(set: &Set<'_>, path: &SitePath) -> Here {
    let print = set.page(path).ok().flatten().map(|bytes| page::print(&bytes));
    let text = text_at(set.cleared.network(), path);
    Here { print, file: text.map(|text| text.file.clone()), draft: text.is_some_and(|text| text.meta.draft) }
}

/// The text that the page at `path` shows.
fn text_at<'a>(network: &'a Network, path: &SitePath) -> Option<Text<'a>> {
    let stem = path.as_str().strip_suffix(".html")?;
    let files =
        [format!("{stem}.md"), format!("pages/{stem}.md"), format!("{stem}/recap.md"), format!("{stem}/index.md")];
    let mut ids = files.iter().filter_map(|file| NodeId::of_file(file)).filter(|id| id.address().page == *path);
    ids.find_map(|id| network.text(&id))
}

/// The findings of `file`, then those of other files, errors first.
pub(crate) fn findings(found: &Found, file: Option<&FilePath>) -> Vec<Value> {
    let (here, there): (Vec<_>, Vec<_>) = found.findings.shared().partition(|finding| Some(&finding.file) == file);
    let (errors, others): (Vec<_>, Vec<_>) = there.into_iter().partition(|finding| finding.severity == Severity::Error);
    let told = here.into_iter().chain(errors.into_iter().chain(others).take(SHOWN));
    let told: Findings = told.cloned().collect();
    let placed: Vec<Placed<'_>> = told.placed(&found.sources);
    placed.iter().map(|finding| json!(finding)).collect()
}

//! `bedside add reference FILE`: puts a list of references into the library, and says how its sources are cited.

use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use crate::cli::add::in_words;
use crate::cli::{Failure, terminal};
use crate::finding::Findings;
use crate::model::library::Library;
use crate::model::reference::Reference;
use crate::model::slug::file_slug;
use crate::parse::references::parse;
use crate::scan::read::either;
use crate::source::{FilePath, SourceFile};

/// How many sources are listed with their keys.
const LISTED: usize = 20;

/// Copies the list into `references/`, unless nothing of it can be read.
pub(crate) fn run(dir: &Path, list: &Path) -> Result<(), Failure> {
    let bytes = std::fs::read(list).map_err(|error| Failure(format!("{} cannot be read: {error}", list.display())))?;
    let name = file_slug(&list.file_name().unwrap_or_default().to_string_lossy());
    let file = either(&FilePath::new(format!("references/{name}")), bytes);
    let mut findings = Findings::new();
    let found = parse(&file, &mut findings);
    if found.is_empty() {
        return Err(Failure(nothing(&file, &findings)));
    }
    let before = library(dir);
    let copy = dir.join("references").join(&name);
    if copy.exists() {
        return Err(Failure(format!("{} is there already", copy.display())));
    }
    let copied = std::fs::create_dir_all(dir.join("references")).and_then(|()| std::fs::copy(list, &copy));
    copied.map_err(|error| Failure(format!("{} cannot be written: {error}", copy.display())))?;
    terminal::say(&format!("{} holds {}.", copy.display(), terminal::plural(found.len(), "source", "sources")));
    findings.iter().for_each(|finding| terminal::say(&terminal::plain(&in_words(finding))));
    report(before, &found);
    Ok(())
}

/// Why nothing can be read of a file.
fn nothing(file: &SourceFile, findings: &Findings) -> String {
    let why: Vec<String> = findings.iter().map(in_words).collect();
    match why.is_empty() {
        true => format!("`{}` holds no reference", file.path.file_name()),
        false => why.join("\n"),
    }
}

/// Every source that the library has.
fn library(dir: &Path) -> Vec<Arc<Reference>> {
    let files = WalkDir::new(dir.join("references")).sort_by_file_name().into_iter().flatten();
    let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != "retractions.csv");
    let read = |path: &Path| {
        let within = path.strip_prefix(dir).ok()?.to_string_lossy().replace('\\', "/");
        let file = either(&FilePath::new(within), std::fs::read(path).ok()?);
        Some(parse(&file, &mut Findings::new()))
    };
    files.filter_map(|entry| read(entry.path())).flatten().collect()
}

/// Says which sources the library has already, and by which keys the new ones are cited.
fn report(before: Vec<Arc<Reference>>, found: &[Arc<Reference>]) {
    let known = Library::gather(&before).merged.len();
    let library = Library::gather(&before.into_iter().chain(found.iter().cloned()).collect::<Vec<_>>());
    let merged = library.merged.len() - known;
    if merged > 0 {
        let are = if merged == 1 { "1 of them is" } else { &format!("{merged} of them are") };
        terminal::say(&format!("{are} in the library already, and joined with what is there."));
    }
    terminal::say("Cite them in a page like this:");
    for reference in found.iter().take(LISTED) {
        let year = reference.year.map_or_else(String::new, |year| format!(" ({year})"));
        terminal::say(&terminal::plain(&format!("  [@{}]  {}{year}", citable(reference), reference.title)));
    }
    if found.len() > LISTED {
        terminal::say(&format!("  … and {} more; `references.html` lists them all.", found.len() - LISTED));
    }
}

/// The name by which a source is cited: a key that was made changes with the title, a number does not.
fn citable(reference: &Reference) -> String {
    match (&reference.pmid, &reference.doi) {
        (Some(pmid), _) if reference.key_is_made => format!("pmid:{pmid}"),
        (None, Some(doi)) if reference.key_is_made => format!("doi:{doi}"),
        _ => reference.key.clone(),
    }
}

//! The first pages of a large site, before the rest of it is read.
//!
//! To read ten thousand pages takes seconds, most of them for what may tell who somebody is. Until that is done, the site
//! is made of the texts of the pages that browsers ask for, and of the beginnings of the other texts: their settings and
//! titles, which lists and links show. The pipeline is the same; what it has not read is not in the network at all, so
//! that nothing of it can be shown.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::finding::Findings;
use crate::parse::front_matter;
use crate::preview::state;
use crate::site::SitePath;
use crate::source::{SourceFile, Sources};

/// How many bytes of texts make a site large. Fewer are read before anybody notices.
const LARGE: usize = 2_000_000;

/// The pages that browsers ask for while nothing can be shown yet.
#[derive(Default)]
pub(crate) struct Wanted(Mutex<BTreeSet<SitePath>>);

impl Wanted {
    /// Notes that a browser waits for the page at `path`.
    pub(crate) fn add(&self, path: &SitePath) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
    }

    /// The pages that may be shown early: those that are made of one text, and the first of the site.
    pub(crate) fn pages(&self, sources: &Sources) -> BTreeSet<SitePath> {
        let wanted = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let is_text = |path: &SitePath| state::files_of(path).iter().any(|file| sources.get(file).is_some());
        wanted.into_iter().filter(is_text).chain([SitePath::new("index.html")]).collect()
    }
}

/// The files from which the pages at `whole` can be made without those that nobody has asked for; nothing if the site is
/// read so quickly that nobody needs to wait.
pub(crate) fn sources(all: &Sources, whole: &BTreeSet<SitePath>) -> Option<Sources> {
    let is_text = |file: &&Arc<SourceFile>| file.path.as_str().ends_with(".md");
    let size: usize = all.files().iter().filter(is_text).filter_map(|file| Some(file.as_text()?.len())).sum();
    if size < LARGE {
        return None;
    }
    let whole: BTreeSet<String> = whole.iter().flat_map(state::files_of).collect();
    let part = |file: &Arc<SourceFile>| match is_text(&file) && !whole.contains(file.path.as_str()) {
        true => Arc::new(beginning(file)),
        false => Arc::clone(file),
    };
    Some(Sources::new(all.files().iter().map(part).collect()))
}

/// A text up to its title.
fn beginning(file: &SourceFile) -> SourceFile {
    let text = file.as_text().map_or("", |text| &**text);
    let split = front_matter::split(&file.path, text, &mut Findings::default());
    let title = split.body.trim_start().starts_with("# ").then(|| {
        let blank = split.body.len() - split.body.trim_start().len();
        split.body[blank..].find('\n').map_or(split.body.len(), |end| blank + end + 1)
    });
    SourceFile::text(file.path.clone(), &text[..split.body_start + title.unwrap_or_default()])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::{LARGE, Wanted, beginning, sources};
    use crate::site::SitePath;
    use crate::source::{FilePath, SourceFile, Sources};

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile::text(FilePath::new(path), text)
    }

    #[test]
    fn a_text_begins_with_its_settings_and_its_title() {
        let beginning = |text: &str| beginning(&file("topics/a.md", text)).as_text().unwrap().to_string();
        assert_eq!(beginning("---\ntitle: A\n---\n\nBody.\n"), "---\ntitle: A\n---\n");
        assert_eq!(beginning("---\nsummary: S\n---\n\n# A\n\nBody.\n"), "---\nsummary: S\n---\n\n# A\n");
        assert_eq!(beginning("# A"), "# A");
        assert_eq!(beginning("Body.\n\n# A\n"), "");
        assert_eq!(beginning("---\ntitle: A\n\nnever closed\n"), "");
    }

    #[test]
    fn only_what_is_asked_for_is_in_an_early_site() {
        let long = format!("# Long\n\n{}", "word ".repeat(LARGE / 5));
        let all = [("topics/long.md", &*long), ("topics/b.md", "# B\n\nBody.\n"), ("glossary.yaml", "- {}\n")];
        let all = Sources::new(all.map(|(path, text)| Arc::new(file(path, text))).to_vec());
        let wanted = Wanted::default();
        wanted.add(&SitePath::new("topics/b.html"));
        wanted.add(&SitePath::new("topics/b-print.html"));
        let pages = wanted.pages(&all);
        assert_eq!(pages, BTreeSet::from(["index.html", "topics/b.html"].map(SitePath::new)));
        let early = sources(&all, &pages).unwrap();
        let text = |path: &str| early.get(path).unwrap().as_text().unwrap().to_string();
        assert_eq!(text("topics/long.md"), "# Long\n");
        assert_eq!((&*text("topics/b.md"), &*text("glossary.yaml")), ("# B\n\nBody.\n", "- {}\n"));
        assert!(sources(&early, &pages).is_none(), "a small site is read at once");
    }
}

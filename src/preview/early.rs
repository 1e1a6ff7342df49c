//! The first pages of a large site, before the rest of it is read.
//!
//! To read ten thousand pages takes seconds, most of them for what may tell who somebody is. Until that is done, the site
//! is made of the texts of the pages that browsers ask for, and of the beginnings of the other texts: their settings and
//! titles, which lists and links show. The pipeline is the same; what it has not read is not in the network at all, so
//! that nothing of it can be shown.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::finding::Findings;
use crate::parse::front_matter;
use crate::preview::generation::{Generation, Maker};
use crate::preview::state;
use crate::site::SitePath;
use crate::source::{SourceFile, Sources};

/// How many bytes of texts make a site large. Fewer are read before anybody notices.
const LARGE: usize = 2_000_000;

/// The pages that browsers ask for before all of the site is read.
#[derive(Default)]
pub(crate) struct Wanted {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    pages: BTreeSet<SitePath>,
    /// Whether all of the site is read, so that nobody needs to wait any more.
    is_over: bool,
}

impl Wanted {
    /// Notes that a browser waits for the page at `path`.
    pub(crate) fn add(&self, path: &SitePath) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.is_over && state.pages.insert(path.clone()) {
            self.changed.notify_all();
        }
    }

    /// Lets go of whoever waits for more pages to be wanted, when what is returned goes out of scope.
    pub(crate) fn ending(&self) -> impl Drop + '_ {
        Ending(self)
    }

    /// The pages that are wanted, as soon as there are more than so many; nothing when nobody waits any more.
    fn more_than(&self, count: usize) -> Option<BTreeSet<SitePath>> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = |state: &mut State| !state.is_over && state.pages.len() <= count;
        let state = self.changed.wait_while(state, waiting).unwrap_or_else(PoisonError::into_inner);
        (!state.is_over).then(|| state.pages.clone())
    }
}

struct Ending<'a>(&'a Wanted);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.0.changed.notify_all();
    }
}

/// Makes the first pages.
pub(crate) struct Early {
    maker: Maker,
    all: Sources,
    /// How many pages were wanted when that was last looked at.
    known: usize,
    /// The pages of the last of these sites.
    shown: BTreeSet<SitePath>,
}

impl Early {
    /// Whoever makes the first pages of the site of `all`; nobody if it is read before anybody needs to wait.
    pub(crate) fn of(maker: Maker, all: &Sources) -> Option<Self> {
        let texts = all.files().iter().filter(|file| is_text(file)).filter_map(|file| file.as_text());
        let size: usize = texts.map(|text| text.len()).sum();
        (size >= LARGE).then(|| Self { maker, all: all.clone(), known: 0, shown: BTreeSet::new() })
    }

    /// The site of the pages that are wanted now, and of its first page.
    pub(crate) fn first(&mut self, wanted: &Wanted) -> Generation {
        wanted.add(&SitePath::new("index.html"));
        let pages = wanted.more_than(0).unwrap_or_default();
        self.known = pages.len();
        self.generation(self.texts(pages))
    }

    /// Gives `show` a site for all pages that are wanted whenever another one is, until all of the site is read. One thread
    /// makes it, since the others read the site.
    pub(crate) fn go_on(mut self, wanted: &Wanted, show: impl Fn(Generation) + Sync) {
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
        while let Some(pages) = wanted.more_than(self.known) {
            self.known = pages.len();
            let pages = self.texts(pages);
            if pages == self.shown {
                continue;
            }
            let make = AssertUnwindSafe(|| pool.install(|| self.generation(pages)));
            // Whatever fails over these pages fails over all of them, and is said there.
            let Ok(generation) = catch_unwind(make) else { return };
            show(generation);
        }
    }

    /// The site of which only `pages` may be shown.
    fn generation(&mut self, pages: BTreeSet<SitePath>) -> Generation {
        self.shown.clone_from(&pages);
        self.maker.early(sources(&self.all, &pages), pages)
    }

    /// Those of `pages` that can be shown early.
    fn texts(&self, pages: BTreeSet<SitePath>) -> BTreeSet<SitePath> {
        pages.into_iter().filter(|path| self.is_text(path)).collect()
    }

    /// Whether the page at `path` is made of one text, or is the first of the site.
    fn is_text(&self, path: &SitePath) -> bool {
        path.as_str() == "index.html" || state::files_of(path).iter().any(|file| self.all.get(file).is_some())
    }
}

/// Whether a file is a text of which only the beginning may be read at first.
fn is_text(file: &SourceFile) -> bool {
    file.path.as_str().ends_with(".md")
}

/// The files from which the pages at `whole` can be made: of the texts of others there are only the beginnings.
fn sources(all: &Sources, whole: &BTreeSet<SitePath>) -> Sources {
    let whole: BTreeSet<String> = whole.iter().flat_map(state::files_of).collect();
    let part = |file: &Arc<SourceFile>| match is_text(file) && !whole.contains(file.path.as_str()) {
        true => Arc::new(beginning(file)),
        false => Arc::clone(file),
    };
    Sources::new(all.files().iter().map(part).collect())
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

    use super::{Wanted, beginning, sources};
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
        let all = [("topics/a.md", "# A\n\nBody.\n"), ("topics/b.md", "# B\n\nBody.\n"), ("glossary.yaml", "- {}\n")];
        let all = Sources::new(all.map(|(path, text)| Arc::new(file(path, text))).to_vec());
        let early = sources(&all, &BTreeSet::from([SitePath::new("topics/b.html")]));
        let text = |path: &str| early.get(path).unwrap().as_text().unwrap().to_string();
        assert_eq!(text("topics/a.md"), "# A\n");
        assert_eq!((&*text("topics/b.md"), &*text("glossary.yaml")), ("# B\n\nBody.\n", "- {}\n"));
    }

    #[test]
    fn whoever_waits_is_told_of_more_pages_and_of_the_end() {
        let wanted = Wanted::default();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| (wanted.more_than(1).map(|pages| pages.len()), wanted.more_than(2)));
            ["a.html", "a.html", "b.html"].iter().for_each(|path| wanted.add(&SitePath::new(*path)));
            drop(wanted.ending());
            let (first, last) = waiting.join().unwrap();
            assert!(first.is_none_or(|count| count == 2), "the end may come first: {first:?}");
            assert_eq!(last, None);
        });
    }
}

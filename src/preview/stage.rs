//! One good site on a thread of its own: its pages borrow from its network, so both live together there, and the thread
//! ends when nobody can ask it for anything any more.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::oneshot;

use crate::gate::Cleared;
use crate::leaks::{self, Leaks};
use crate::memo::Memo;
use crate::pipeline::Pages;
use crate::preview::shelf::Shelf;
use crate::preview::state::text_at;
use crate::render::room::Memory;
use crate::render::theme::Theme;
use crate::site::{Artifact, MakeError, SitePath};
use crate::source::{FilePath, Fingerprint};

/// A site that can be asked for its pages, and about them.
#[derive(Clone)]
pub(crate) struct Stage {
    jobs: Sender<Job>,
}

/// What a site is made of.
pub(crate) struct Parts {
    /// The network.
    pub(crate) cleared: Cleared,
    /// What no page may hold.
    pub(crate) leaks: Leaks,
    /// The theme.
    pub(crate) theme: Arc<Theme>,
    /// Where pages are remembered from one site to the next.
    pub(crate) memory: Arc<Memory>,
    /// Where search indexes are kept.
    pub(crate) shelf: Arc<Shelf>,
    /// Pages as they were when their file was last in order.
    pub(crate) good: Arc<Good>,
    /// The files that are not in order.
    pub(crate) broken: Arc<BTreeMap<FilePath, String>>,
}

/// The pages that browsers have seen, as they were when their files were last in order.
pub(crate) type Good = Mutex<BTreeMap<SitePath, Arc<[u8]>>>;

/// What stands on the stage: the cleared network, and the pages that are made of it.
pub(crate) struct Set<'a> {
    /// The network.
    pub(crate) cleared: &'a Cleared,
    pages: &'a Pages<'a>,
    made: &'a Memo<Made>,
    indexed: &'a OnceLock<()>,
    parts: &'a Parts,
}

/// The bytes of a page, nothing if there is no such page, or why it cannot be made.
pub(crate) type Made = Result<Option<Arc<[u8]>>, MakeError>;

/// Something to be worked out on the stage.
type Job = Box<dyn FnOnce(&Set<'_>) + Send>;

impl Stage {
    /// Raises the curtain over a site.
    pub(crate) fn new(parts: Parts) -> Self {
        let (jobs, received) = channel();
        std::thread::spawn(move || play(&parts, received));
        Self { jobs }
    }

    /// What `job` works out, on a thread of its own; nothing if bedside failed over it.
    pub(crate) async fn ask<T: Send + 'static>(&self, job: impl FnOnce(&Set<'_>) -> T + Send + 'static) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        // Whoever asked may have gone away. A job that cannot be sent is dropped, and with it the other end of `answer`.
        let _ = self.jobs.send(Box::new(move |set| drop(reply.send(job(set)))));
        answer.await.ok()
    }
}

/// Does one job after the other, each on a thread of its own, until nobody can send any more.
fn play(parts: &Parts, jobs: Receiver<Job>) {
    let cleared = &parts.cleared;
    let pages = Pages::new(cleared, &parts.theme, Arc::clone(&parts.memory));
    let (made, indexed) = (Memo::default(), OnceLock::new());
    let set = Set { cleared, pages: &pages, made: &made, indexed: &indexed, parts };
    std::thread::scope(|scope| {
        for job in jobs {
            let set = &set;
            // A job that fails takes nothing but its own answer with it.
            scope.spawn(move || {
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(set)));
            });
        }
    });
}

impl Set<'_> {
    /// The bytes at `path`, made once.
    pub(crate) fn page(&self, path: &SitePath) -> Made {
        if path.as_str().starts_with("search-index/") {
            return Ok(self.searched(path).filter(|bytes| self.parts.leaks.in_file(path, bytes).is_empty()));
        }
        let print = Fingerprint::of(&[path.as_str().as_bytes()]);
        let made = self.made.get(print, || self.good(path).map_or_else(|| self.make(path), |good| Ok(Some(good))));
        Made::clone(&made)
    }

    /// Makes the page at `path`, and remembers it if its file is in order.
    fn make(&self, path: &SitePath) -> Made {
        let made = self.pages.get(path).map(|artifact| self.without_leaks(path, &artifact)).transpose()?;
        if let Some(bytes) = made.as_ref().filter(|_| path.as_str().ends_with(".html") && !self.is_broken(path)) {
            let mut good = self.parts.good.lock().unwrap_or_else(PoisonError::into_inner);
            good.insert(path.clone(), Arc::clone(bytes));
        }
        Ok(made)
    }

    /// The bytes of a page; an error where a build would stop over what is in them.
    fn without_leaks(&self, path: &SitePath, artifact: &Artifact<'_>) -> Result<Arc<[u8]>, MakeError> {
        let bytes = artifact.bytes()?;
        match leaks::findings(&self.parts.leaks.in_file(path, &bytes).into_iter().collect()).iter().next() {
            None => Ok(bytes),
            Some(finding) => {
                Err(MakeError(format!("{}. {}", finding.message, finding.help.as_deref().unwrap_or_default())))
            }
        }
    }

    /// The page as it was before its file was broken: a writer in the middle of a line keeps her page.
    fn good(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        if !self.is_broken(path) {
            return None;
        }
        let good = self.parts.good.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        good.filter(|bytes| self.parts.leaks.in_file(path, bytes).is_empty())
    }

    /// Whether the file of the page at `path` is not in order.
    fn is_broken(&self, path: &SitePath) -> bool {
        let broken = &self.parts.broken;
        !broken.is_empty() && text_at(self.cleared.network(), path).is_some_and(|text| broken.contains_key(text.file))
    }

    /// A file of the search index. The index costs more than all else, so it is made when a browser first asks for it,
    /// and no page waits for it.
    fn searched(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        // The parts of an index have names that change with what they hold, so an older page finds its own.
        let is_manifest = path.as_str() == "search-index/index.js";
        if let Some(part) = self.parts.shelf.get(path).filter(|_| !is_manifest || self.indexed.get().is_some()) {
            return Some(part);
        }
        self.indexed.get_or_init(|| self.parts.shelf.put(self.cleared));
        self.parts.shelf.get(path)
    }
}

//! The site as it stands after one change: its pages, made when they are asked for, and what was found.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::finding::{Findings, Severity};
use crate::gate::{self, Cleared};
use crate::model::network::{Drafts, Network};
use crate::pipeline::{self, Checked, Pipeline};
use crate::render::theme::Theme;
use crate::scan::ScanError;
use crate::site::{MakeError, SitePath};
use crate::source::{FilePath, Fingerprint, Sources};

/// How many findings a page is told of. More would only be scrolled past.
const SHOWN: usize = 500;

/// The site after one change.
pub(crate) struct Generation {
    /// Counts the changes.
    pub(crate) number: u64,
    /// The pages; those of the last good site when there is trouble, none when there never was a good one.
    pages: Option<Pages>,
    /// What was found, as JSON.
    findings: Arc<Value>,
    errors: usize,
    found: usize,
    /// Why the site is not as the files are.
    pub(crate) trouble: Option<String>,
}

/// The pages of one good site, on a thread of their own. They borrow from the network, so both live together there,
/// and the thread ends when the last of these is dropped.
#[derive(Clone)]
struct Pages {
    requests: Sender<Request>,
    texts: Arc<BTreeMap<SitePath, PageFile>>,
}

/// The file that a page was written in.
#[derive(Clone, Debug)]
pub(crate) struct PageFile {
    /// The file.
    pub(crate) file: FilePath,
    /// Whether it is marked as a draft.
    pub(crate) draft: bool,
}

/// What a browser asked for.
struct Request {
    path: SitePath,
    reply: oneshot::Sender<Made>,
}

/// The bytes of a page, nothing if there is no such page, or why it cannot be made.
pub(crate) type Made = Result<Option<Arc<[u8]>>, MakeError>;

impl Generation {
    /// The bytes at `path`.
    pub(crate) async fn get(&self, path: SitePath) -> Made {
        let Some(pages) = &self.pages else { return Ok(None) };
        let (reply, answer) = oneshot::channel();
        // A request that cannot be sent is dropped, and with it the other end of `answer`.
        let _ = pages.requests.send(Request { path, reply });
        match answer.await {
            Ok(made) => made,
            Err(_) => Err(MakeError(String::from("bedside failed while it made this page; please report it"))),
        }
    }

    /// The file that the page at `path` was written in.
    pub(crate) fn file(&self, path: &SitePath) -> Option<&PageFile> {
        self.pages.as_ref()?.texts.get(path)
    }

    /// What was found, as JSON: a list of findings with the names of fields of `bedside check --format json`.
    pub(crate) fn findings(&self) -> &Value {
        &self.findings
    }

    /// How many findings there are; the list may hold fewer.
    pub(crate) fn found(&self) -> usize {
        self.found
    }

    /// Whether the site could not be made from the files as they are.
    pub(crate) fn is_in_trouble(&self) -> bool {
        self.trouble.is_some()
    }

    /// How things stand, in a few words.
    pub(crate) fn summary(&self) -> String {
        let found = match self.found {
            0 => String::from("no findings"),
            1 => String::from("1 finding"),
            n => format!("{n} findings"),
        };
        match (&self.trouble, self.errors) {
            // The page shows all of it; the terminal has one line.
            (Some(trouble), _) => {
                format!("the last good site stays: {}", trouble.lines().next().unwrap_or_default())
            }
            (None, 0) => found,
            (None, 1) => format!("{found}, 1 of them an error"),
            (None, errors) => format!("{found}, {errors} of them errors"),
        }
    }
}

/// Makes one generation after the other.
pub(crate) struct Maker {
    pipeline: Pipeline,
    prints: BTreeMap<FilePath, Fingerprint>,
}

impl Maker {
    /// A maker that has made nothing yet.
    pub(crate) fn new(pipeline: Pipeline) -> Self {
        Self { pipeline, prints: BTreeMap::new() }
    }

    /// The site to begin with.
    pub(crate) fn first(&mut self) -> Result<Generation, ScanError> {
        let checked = self.pipeline.check(Drafts::Show)?;
        self.changes(&checked.sources);
        Ok(generation(0, None, checked))
    }

    /// The site after whatever has changed since `last`, with a few words about what that was; nothing if it is nothing.
    pub(crate) fn next(&mut self, last: &Generation) -> Option<(Generation, String)> {
        let number = last.number + 1;
        let checked = match catch_unwind(AssertUnwindSafe(|| self.pipeline.check(Drafts::Show))) {
            Ok(Ok(checked)) => checked,
            Ok(Err(error)) => return trouble(number, last, error.to_string()),
            Err(_) => return trouble(number, last, String::from("bedside failed over these files; please report it")),
        };
        let what = match self.changes(&checked.sources) {
            Some(what) => what,
            None if last.is_in_trouble() => String::from("mended"),
            None => return None,
        };
        let next = generation(number, last.pages.clone(), checked);
        // A broken template stays broken until a file changes, and is said once.
        let is_news = last.trouble.is_none() || next.trouble != last.trouble || what != "mended";
        is_news.then_some((next, what))
    }

    /// What differs from the files of the last time, in a few words.
    fn changes(&mut self, sources: &Sources) -> Option<String> {
        let new: BTreeMap<_, _> = sources.files().iter().map(|file| (file.path.clone(), file.fingerprint)).collect();
        let old = std::mem::replace(&mut self.prints, new);
        let saved = self.prints.iter().filter(|(path, print)| old.get(*path) != Some(*print));
        let saved = saved.map(|(path, _)| format!("{path} saved"));
        let gone = old.keys().filter(|path| !self.prints.contains_key(*path)).map(|path| format!("{path} removed"));
        let mut changes = saved.chain(gone);
        let first = changes.next()?;
        match changes.count() {
            0 => Some(first),
            more => Some(format!("{first} and {more} more")),
        }
    }
}

/// The last good pages with a word of what is wrong; nothing if that was said already.
fn trouble(number: u64, last: &Generation, why: String) -> Option<(Generation, String)> {
    if last.trouble.as_ref() == Some(&why) {
        return None;
    }
    let next = Generation {
        number,
        pages: last.pages.clone(),
        findings: Arc::clone(&last.findings),
        errors: last.errors,
        found: last.found,
        trouble: Some(why),
    };
    Some((next, String::from("the network cannot be read")))
}

/// The site of a network that could be read; `last_pages` stay if its theme is broken.
fn generation(number: u64, last_pages: Option<Pages>, checked: Checked) -> Generation {
    let Checked { sources, network, findings } = checked;
    let told = json(&findings, &sources);
    drop(sources);
    let texts = texts(&network);
    let cleared = gate::preview(network);
    let (pages, trouble) = match pipeline::theme(&cleared) {
        Ok(theme) => (Some(Pages::new(texts, cleared, theme)), None),
        Err(error) => (last_pages, Some(error.to_string())),
    };
    Generation {
        number,
        pages,
        findings: Arc::new(told),
        errors: findings.count(Severity::Error),
        found: findings.len(),
        trouble,
    }
}

/// The findings that pages are told of: errors first, then as they are sorted.
fn json(findings: &Findings, sources: &Sources) -> Value {
    let mut placed = findings.placed(sources);
    placed.sort_by_key(|finding| finding.severity != "error");
    placed.truncate(SHOWN);
    json!(placed)
}

/// The file of each page that was written in one.
fn texts(network: &Network) -> BTreeMap<SitePath, PageFile> {
    let page = |text: crate::model::network::Text<'_>| {
        (text.id.address().page, PageFile { file: text.file.clone(), draft: text.meta.draft })
    };
    network.texts().map(page).collect()
}

impl Pages {
    fn new(texts: BTreeMap<SitePath, PageFile>, cleared: Cleared, theme: Theme) -> Self {
        let (requests, received) = channel();
        std::thread::spawn(move || answer(&cleared, &theme, received));
        Self { requests, texts: Arc::new(texts) }
    }
}

/// Makes pages as they are asked for, until nobody can ask any more.
fn answer(cleared: &Cleared, theme: &Theme, requests: Receiver<Request>) {
    let pages = pipeline::pages(cleared, theme);
    // The search index costs more than all else, so it is made when a browser first asks for a part of it, and pages
    // do not wait for it.
    let everything = OnceLock::new();
    std::thread::scope(|scope| {
        for Request { path, reply } in requests {
            let (pages, everything) = (&pages, &everything);
            scope.spawn(move || {
                let artifact =
                    pages.get(&path).or_else(|| everything.get_or_init(|| pipeline::site(cleared, theme)).get(&path));
                // Whoever asked may have gone away.
                let _ = reply.send(artifact.map(crate::site::Artifact::bytes).transpose());
            });
        }
    });
}

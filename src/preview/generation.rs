//! The site as it stands after one change: its pages, made when they are asked for, and what was found.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::finding::{Findings, Severity};
use crate::gate::{self, Cleared};
use crate::leaks::Leaks;
use crate::model::network::Drafts;
use crate::pipeline::{Checked, Pipeline};
use crate::preview::shelf::Shelf;
use crate::preview::stage::{Made, Parts, Stage};
use crate::render::theme::Theme;
use crate::scan::ScanError;
use crate::site::{MakeError, SitePath};
use crate::source::{FilePath, Fingerprint, Sources};

/// The site after one change.
pub(crate) struct Generation {
    /// Counts the changes.
    pub(crate) number: u64,
    /// The pages; those of the last good site when there is trouble, none when there never was a good one.
    pub(crate) stage: Option<Stage>,
    /// What was found, and the files it was found in.
    pub(crate) found: Arc<Found>,
    /// Why the site is not as the files are.
    pub(crate) trouble: Option<String>,
}

/// What was found in the network as it stood.
#[derive(Default)]
pub(crate) struct Found {
    /// The findings, sorted by file.
    pub(crate) findings: Findings,
    /// The files.
    pub(crate) sources: Sources,
    /// How many findings are errors.
    pub(crate) errors: usize,
}

impl Found {
    fn new(findings: Findings, sources: Sources) -> Self {
        let errors = findings.count(Severity::Error);
        Self { findings, sources, errors }
    }
}

impl Generation {
    /// The bytes at `path`.
    pub(crate) async fn get(&self, path: SitePath) -> Made {
        let Some(stage) = &self.stage else { return Ok(None) };
        let failed = || Err(MakeError(String::from("bedside failed while it made this page; please report it")));
        stage.ask(move |set| set.page(&path)).await.unwrap_or_else(failed)
    }

    /// Whether the site could not be made from the files as they are.
    pub(crate) fn is_in_trouble(&self) -> bool {
        self.trouble.is_some()
    }

    /// How things stand, in a few words.
    pub(crate) fn summary(&self) -> String {
        let found = match self.found.findings.len() {
            0 => String::from("no findings"),
            1 => String::from("1 finding"),
            n => format!("{n} findings"),
        };
        match (&self.trouble, self.found.errors) {
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
    prints: Vec<(FilePath, Fingerprint)>,
    shelf: Arc<Shelf>,
}

impl Maker {
    /// A maker that has made nothing yet.
    pub(crate) fn new(pipeline: Pipeline) -> Self {
        Self { pipeline, prints: Vec::new(), shelf: Arc::default() }
    }

    /// The site to begin with.
    pub(crate) fn first(&mut self) -> Result<Generation, ScanError> {
        let checked = self.pipeline.check(Drafts::Show)?;
        self.changes(&checked.sources);
        Ok(self.generation(0, None, checked))
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
        let next = self.generation(number, last.stage.clone(), checked);
        // A broken template stays broken until a file changes, and is said once.
        let is_news = last.trouble.is_none() || next.trouble != last.trouble || what != "mended";
        is_news.then_some((next, what))
    }

    /// The site of a network that could be read; the `last` pages stay if its theme is broken.
    fn generation(&self, number: u64, last: Option<Stage>, checked: Checked) -> Generation {
        let Checked { sources, network, findings } = checked;
        let leaks = Leaks::of(&network);
        let cleared = gate::preview(network, &findings);
        let (stage, trouble) = match self.pipeline.theme(&cleared) {
            Ok(theme) => (Some(Stage::new(self.parts(cleared, leaks, theme))), None),
            Err(error) => (last, Some(error.to_string())),
        };
        Generation { number, stage, found: Arc::new(Found::new(findings, sources)), trouble }
    }

    /// What the site of `cleared` is made of.
    fn parts(&self, cleared: Cleared, leaks: Leaks, theme: Arc<Theme>) -> Parts {
        Parts { cleared, leaks, theme, memory: self.pipeline.memory(), shelf: Arc::clone(&self.shelf) }
    }

    /// What differs from the files of the last time, in a few words.
    fn changes(&mut self, sources: &Sources) -> Option<String> {
        let new: Vec<_> = sources.files().iter().map(|file| (file.path.clone(), file.fingerprint)).collect();
        let old = std::mem::replace(&mut self.prints, new);
        // Most files are the same in the same place, so only the others are looked up.
        let differ = |(before, after): &(_, _)| before != after;
        let same =
            old.iter().zip(&self.prints).position(|pair| differ(&pair)).unwrap_or(old.len().min(self.prints.len()));
        let gone: BTreeMap<_, _> = old[same..].iter().map(|(path, print)| (path, print)).collect();
        let come: BTreeMap<_, _> = self.prints[same..].iter().map(|(path, print)| (path, print)).collect();
        let saved = come.iter().filter(|(path, print)| gone.get(*path) != Some(*print));
        let saved = saved.map(|(path, _)| format!("{path} saved"));
        let gone = gone.keys().filter(|path| !come.contains_key(*path)).map(|path| format!("{path} removed"));
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
    let next = Generation { number, stage: last.stage.clone(), found: Arc::clone(&last.found), trouble: Some(why) };
    Some((next, String::from("the network cannot be read")))
}

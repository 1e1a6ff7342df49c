//! The site as it stands after one change: its pages, made when they are asked for, and what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError};

use jiff::civil::Date;

use crate::finding::{Finding, Findings, Severity};
use crate::gate::Cleared;
use crate::leaks::Leaks;
use crate::model::id::NodeId;
use crate::model::network::Drafts;
use crate::pipeline::{Checked, Pipeline};
use crate::preview::changes::{Changes, Files};
use crate::preview::shelf::Shelf;
use crate::preview::stage::{Good, Made, Parts, Stage};
use crate::preview::state;
use crate::preview::watch::Look;
use crate::render::theme::Theme;
use crate::scan::ScanError;
use crate::site::{MakeError, SitePath};
use crate::source::{FilePath, SourceFile, Sources};

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
    /// Files whose writing is so broken that their page stays as it was, and what is wrong with each.
    pub(crate) broken: Arc<BTreeMap<FilePath, String>>,
    moves: Arc<BTreeMap<FilePath, FilePath>>,
    /// The only pages that may be shown while the rest is being read; nothing when all may.
    early: Option<BTreeSet<SitePath>>,
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

    /// The findings of one file.
    pub(crate) fn of_file<'a>(&'a self, file: &'a FilePath) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| finding.file == *file)
    }
}

impl Generation {
    /// The site before anything of it is read: nothing of it may be shown.
    pub(crate) fn unread() -> Self {
        Self {
            number: 0,
            stage: None,
            found: Arc::default(),
            trouble: None,
            broken: Arc::default(),
            moves: Arc::default(),
            early: Some(BTreeSet::new()),
        }
    }

    /// Whether nothing of the site is read.
    pub(crate) fn is_unread(&self) -> bool {
        self.stage.is_none() && self.early.is_some()
    }

    /// Whether all of the site is read.
    pub(crate) fn is_whole(&self) -> bool {
        self.early.is_none()
    }

    /// Whether what stands at `path` is as the files are. The looks of a site do not depend on its texts.
    pub(crate) fn may_show(&self, path: &SitePath) -> bool {
        let Some(early) = &self.early else { return true };
        let path_is = |ending: &&str| path.as_str().ends_with(ending) && !path.as_str().starts_with("search-index/");
        early.contains(path) || self.stage.is_some() && [".css", ".js", ".woff2", ".ico"].iter().any(path_is)
    }

    /// The bytes at `path`.
    pub(crate) async fn get(&self, path: SitePath) -> Made {
        let Some(stage) = &self.stage else { return Ok(None) };
        let failed = || Err(MakeError(String::from("bedside failed while it made this page; please report it")));
        stage.ask(move |set| set.page(&path)).await.unwrap_or_else(failed)
    }

    /// Where the page that stood at `path` is now, if its file was renamed.
    pub(crate) fn moved(&self, path: &SitePath) -> Option<String> {
        let file = state::files_of(path).into_iter().find_map(|file| self.moves.get(file.as_str()))?;
        let id = NodeId::of_file(file.as_str())?;
        Some(format!("/{}", SitePath::new("index.html").link_to(&id.address().page)))
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
        if self.early.is_some() {
            return String::from("its first page; the others are still being read");
        }
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
    files: Files,
    day: Date,
    shelf: Arc<Shelf>,
    good: Arc<Good>,
}

impl Maker {
    /// A maker that has made nothing yet.
    pub(crate) fn new(pipeline: Pipeline) -> Self {
        let day = pipeline.today();
        Self { pipeline, files: Files::default(), day, shelf: Arc::default(), good: Arc::default() }
    }

    /// A maker for the same network that has made nothing yet.
    pub(crate) fn another(&self) -> Self {
        Self::new(self.pipeline.another())
    }

    /// The files to begin with, and what is wrong with them.
    pub(crate) fn read(&mut self) -> Result<(Sources, Findings), ScanError> {
        let (sources, findings) = self.pipeline.read()?;
        self.files.replace(&sources);
        Ok((sources, findings))
    }

    /// The site of these files, to begin with.
    pub(crate) fn first(&self, sources: Sources, findings: Findings) -> Generation {
        self.generation(0, None, self.pipeline.check_read(sources, findings, Drafts::Show))
    }

    /// The site of these files, of which only `pages` may be shown.
    pub(crate) fn early(&self, sources: Sources, pages: BTreeSet<SitePath>) -> Generation {
        let generation = self.first(sources, Findings::default());
        // What is found in a part of the network may not be so in the whole of it.
        Generation { early: Some(pages), found: Arc::default(), ..generation }
    }

    /// The site after whatever has changed since `last`, with a few words about what that was; nothing if it is nothing.
    pub(crate) fn next(&mut self, last: &Generation, look: &Look) -> Option<(Generation, String)> {
        let number = last.number + 1;
        match catch_unwind(AssertUnwindSafe(|| self.again(number, last, look))) {
            Ok(Ok(next)) => next,
            Ok(Err(error)) => trouble(number, last, error.to_string()),
            Err(_) => trouble(number, last, String::from("bedside failed over these files; please report it")),
        }
    }

    /// Reads the files again, and makes the site again if something about them has changed.
    fn again(
        &mut self,
        number: u64,
        last: &Generation,
        look: &Look,
    ) -> Result<Option<(Generation, String)>, ScanError> {
        let (sources, findings) = match look {
            Look::At(paths) => self.pipeline.read_at(paths)?,
            Look::Everywhere => self.pipeline.read()?,
        };
        let changes = self.files.replace(&sources);
        let day = std::mem::replace(&mut self.day, self.pipeline.today());
        let what = match changes.words() {
            Some(what) => what,
            None if day != self.day => format!("it is {}", self.day),
            None if last.is_in_trouble() => String::from("mended"),
            None => return Ok(None),
        };
        if changes.may_withdraw() {
            // A page that was good may show what somebody no longer agrees to.
            self.good.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        let checked = self.pipeline.check_read(sources, findings, Drafts::Show);
        let next = self.generation(number, last.stage.clone(), checked);
        // What is broken stays broken until a file changes, and is said once.
        let is_news = last.trouble.is_none() || next.trouble != last.trouble || what != "mended";
        Ok(is_news.then_some((next, pages(&what, &changes))))
    }

    /// The site of a network that could be read; the `last` pages stay if its settings or theme are broken.
    fn generation(&self, number: u64, last: Option<Stage>, checked: Checked) -> Generation {
        let Checked { sources, network, findings } = checked;
        let leaks = Leaks::of(&network, &findings);
        let cleared = self.pipeline.preview(network, &findings);
        let broken = Arc::new(broken(&findings, &sources));
        let theme = match settings_trouble(&findings).filter(|_| last.is_some()) {
            Some(trouble) => Err(MakeError(trouble)),
            None => self.pipeline.theme(&cleared),
        };
        let (stage, trouble) = match theme {
            Ok(theme) => (Some(Stage::new(self.parts(cleared, leaks, theme, &broken))), None),
            Err(error) => (last, Some(error.to_string())),
        };
        let found = Arc::new(Found::new(findings, sources));
        Generation { number, stage, found, trouble, broken, moves: Arc::new(self.files.moves().clone()), early: None }
    }

    /// What the site of `cleared` is made of.
    fn parts(
        &self,
        cleared: Cleared,
        leaks: Leaks,
        theme: Arc<Theme>,
        broken: &Arc<BTreeMap<FilePath, String>>,
    ) -> Parts {
        Parts {
            cleared,
            leaks,
            theme,
            memory: self.pipeline.memory(),
            shelf: Arc::clone(&self.shelf),
            good: Arc::clone(&self.good),
            broken: Arc::clone(broken),
        }
    }
}

/// What changed, with how many pages were written anew.
fn pages(what: &str, changes: &Changes) -> String {
    match changes.texts {
        0 => format!("{what} → the whole site"),
        1 => format!("{what} → 1 page"),
        n => format!("{what} → {n} pages"),
    }
}

/// What is wrong with the settings, if they cannot be read: a site without them would have neither name nor help line.
fn settings_trouble(findings: &Findings) -> Option<String> {
    let is_broken = |finding: &&Finding| finding.file.as_str() == "bedside.yaml" && is_syntax(finding);
    findings.iter().find(is_broken).map(|finding| format!("bedside.yaml: {}", finding.message))
}

/// The files in which the writing itself is broken, and what is wrong. A text that has become empty was hardly meant to.
fn broken(findings: &Findings, sources: &Sources) -> BTreeMap<FilePath, String> {
    const EMPTY: &str = "the file is empty: the disk may be full, or the file is still being copied";
    let is_empty = |file: &&Arc<SourceFile>| {
        file.path.as_str().ends_with(".md") && file.as_text().is_some_and(|text| text.is_empty())
    };
    let empty = sources.files().iter().filter(is_empty).map(|file| (file.path.clone(), String::from(EMPTY)));
    let syntax = findings.iter().filter(|finding| is_syntax(finding));
    empty.chain(syntax.map(|finding| (finding.file.clone(), finding.message.clone()))).collect()
}

/// Whether a finding says that a file could not be understood as it is written.
fn is_syntax(finding: &Finding) -> bool {
    finding.severity == Severity::Error && matches!(finding.rule.id, "yaml/syntax" | "front-matter/unclosed")
}

/// The last good pages with a word of what is wrong; nothing if that was said already.
fn trouble(number: u64, last: &Generation, why: String) -> Option<(Generation, String)> {
    if last.trouble.as_ref() == Some(&why) {
        return None;
    }
    let next = Generation {
        number,
        stage: last.stage.clone(),
        found: Arc::clone(&last.found),
        trouble: Some(why),
        broken: Arc::clone(&last.broken),
        moves: Arc::clone(&last.moves),
        early: last.early.clone(),
    };
    Some((next, String::from("the network cannot be read")))
}

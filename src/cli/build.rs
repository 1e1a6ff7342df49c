//! `bedside build`: the whole way from the folder to the site.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::report::text::{self, Show};
use crate::cli::{Failure, NetworkArguments, Outcome, terminal};
use crate::config::Config;
use crate::finding::{Findings, Severity};
use crate::gate::{self, Cleared};
use crate::leaks::{self, Leak, Leaks};
use crate::model::network::Drafts;
use crate::pipeline::{self, Pipeline};
use crate::render::theme::Theme;
use crate::site::SitePath;
use crate::source::Sources;
use crate::write::{self, Inspect, Target, Written};

/// The options of `bedside build`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    network: NetworkArguments,
    /// The folder to write the site to; `public` in the network folder unless given.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say nothing but errors.
    #[arg(long, short)]
    quiet: bool,
}

/// The folder that a site is written to unless another one is asked for.
pub(crate) fn default_out(root: &Path) -> PathBuf {
    root.join("public")
}

/// Builds the site.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let begin = Instant::now();
    let root = arguments.network.root()?;
    let out = arguments.out.clone().unwrap_or_else(|| default_out(root));
    let target = Target::new(root, &out, std::env::home_dir().as_deref())?;
    let progress = progress(arguments.quiet);
    progress.set_message("reading");
    let pipeline = Pipeline::new(root, &out, arguments.network.today());
    let checked = pipeline.check(Drafts::LeaveOut)?;
    let findings = checked.findings;
    let show = if arguments.quiet { Show::Errors } else { Show::Most };
    progress.suspend(|| text::report(&findings, &checked.sources, show, false));
    drop(checked.sources);
    let (leaks, config) = (Leaks::of(&checked.network, &findings), Arc::clone(&checked.network.config));
    let Ok(cleared) = gate::publish(checked.network, &findings) else {
        progress.finish_and_clear();
        return Ok(nothing_published(&findings));
    };
    let theme = pipeline.theme(&cleared)?;
    let inspector = Inspector { leaks, config, found: Mutex::default(), progress: &progress };
    let written = write(&cleared, &theme, &target, &inspector);
    progress.finish_and_clear();
    let found = inspector.found();
    text::report(&found, &Sources::default(), show, false);
    if !inspector.may_be_published() {
        return Ok(nothing_published(&found));
    }
    let written = written?;
    pipeline.forget_unused_pictures();
    if !arguments.quiet {
        terminal::say(&summary(&out, written, &terminal::count(&findings), begin.elapsed()));
    }
    // The program ends here, and the system takes memory back at once. To give it back piece by piece takes a while.
    std::mem::forget((cleared, theme, pipeline));
    Ok(Outcome::Done)
}

/// Says that errors stopped the build.
fn nothing_published(findings: &Findings) -> Outcome {
    terminal::say(&format!("{}: nothing was published; the previous site stays", terminal::count(findings)));
    Outcome::Errors
}

/// Shows each finished file to the scan for leaks, and moves the progress bar.
struct Inspector<'a> {
    leaks: Leaks,
    config: Arc<Config>,
    found: Mutex<BTreeSet<Leak>>,
    progress: &'a ProgressBar,
}

impl Inspector<'_> {
    /// The leaks that were found, as findings.
    fn found(&self) -> Findings {
        let found = leaks::findings(&self.found.lock().unwrap_or_else(PoisonError::into_inner));
        found.filter_map(|finding| self.config.adjust(finding))
    }
}

impl Inspect for Inspector<'_> {
    fn made(&self, path: &SitePath, bytes: Option<&[u8]>) {
        let leaks = self.leaks.in_file(path, bytes.unwrap_or_default());
        if !leaks.is_empty() {
            self.found.lock().unwrap_or_else(PoisonError::into_inner).extend(leaks);
        }
        self.progress.inc(1);
    }

    fn may_be_published(&self) -> bool {
        self.found().count(Severity::Error) == 0
    }
}

/// Renders and writes the site of `cleared`.
fn write(cleared: &Cleared, theme: &Theme, target: &Target, inspector: &Inspector<'_>) -> Result<Written, Failure> {
    let progress = inspector.progress;
    progress.set_message("indexing");
    let site = pipeline::site(cleared, theme);
    progress.set_length(site.artifacts().len() as u64);
    progress.set_message("writing");
    Ok(write::write(&site, target, inspector)?)
}

/// The one line that says what was done.
fn summary(out: &Path, written: Written, findings: &str, took: Duration) -> String {
    let Written { files, changed, removed } = written;
    let files = terminal::plural(files, "file", "files");
    format!("{}: {files}, {changed} changed, {removed} removed; {findings}; {:.1} s", out.display(), took.as_secs_f64())
}

/// A progress bar on a terminal, else one that is never seen.
fn progress(quiet: bool) -> ProgressBar {
    let target =
        if quiet || !terminal::is_terminal() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    match ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

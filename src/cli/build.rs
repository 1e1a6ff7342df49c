//! `bedside build`: the whole way from the folder to the site.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::report::text::{self, Show};
use crate::cli::{Failure, NetworkArguments, Outcome, terminal};
use crate::gate::{self, Cleared};
use crate::model::network::Drafts;
use crate::pipeline::{self, Pipeline};
use crate::render::theme::Theme;
use crate::write::{self, Target, Written};

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
    progress.suspend(|| text::report(&findings, &checked.sources, show));
    drop(checked.sources);
    let Ok(cleared) = gate::publish(checked.network, &findings) else {
        progress.finish_and_clear();
        terminal::say(&format!("{}: nothing was published; the previous site stays", terminal::count(&findings)));
        return Ok(Outcome::Errors);
    };
    let theme = pipeline.theme(&cleared)?;
    let written = write(&cleared, &theme, &target, &progress)?;
    progress.finish_and_clear();
    if !arguments.quiet {
        terminal::say(&summary(&out, written, &terminal::count(&findings), begin.elapsed()));
    }
    Ok(Outcome::Done)
}

/// Renders and writes the site of `cleared`.
fn write(cleared: &Cleared, theme: &Theme, target: &Target, progress: &ProgressBar) -> Result<Written, Failure> {
    progress.set_message("indexing");
    let site = pipeline::site(cleared, theme);
    progress.set_length(site.artifacts().len() as u64);
    progress.set_message("writing");
    Ok(write::write(&site, target, &|| progress.inc(1))?)
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

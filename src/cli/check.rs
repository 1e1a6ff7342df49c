//! `bedside check`: says what a patient may stumble over, and builds nothing.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::report::{github, json, sarif, text};
use crate::cli::{Failure, NetworkArguments, Outcome, build, changes, terminal};
use crate::finding::{Findings, Severity};
use crate::gate;
use crate::model::network::Drafts;
use crate::pipeline::{self, Pipeline};
use crate::source::Sources;

/// The options of `bedside check`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    network: NetworkArguments,
    /// How to tell the findings: text to standard error, the others to standard output.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The folder that holds the last site, to tell what the next build changes in it; `public` in the network folder
    /// unless given.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the path of every file that the next build changes, one a line, and nothing else: for purging caches.
    #[arg(long)]
    changed: bool,
    /// Show the words that may identify somebody; on a terminal only.
    #[arg(long)]
    reveal: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Checks the network.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    may_reveal(arguments.reveal && matches!(arguments.format, Format::Text))?;
    let root = arguments.network.root()?;
    let out = arguments.out.clone().unwrap_or_else(|| build::default_out(root));
    let pipeline = Pipeline::new(root, &out, arguments.network.today());
    let checked = pipeline.check(Drafts::LeaveOut)?;
    let cleared = gate::preview(checked.network, &checked.findings);
    let findings = pipeline::with_search_tests(checked.findings, &cleared);
    if !arguments.changed {
        report(arguments, root, &findings, &checked.sources)?;
    }
    let outcome = outcome(&findings);
    // A broken template is no finding, but a build would fail over it.
    let theme = pipeline.theme(&cleared)?;
    match (outcome, arguments.format) {
        (Outcome::Done, _) if arguments.changed => {
            changes::all(&cleared, &theme, &out)?.iter().for_each(|file| terminal::print(&format!("{file}\n")));
        }
        (Outcome::Done, Format::Text) => changes::report(&cleared, &theme, &out)?,
        // Nothing is published while there are errors, so nothing changes.
        _ => {}
    }
    Ok(outcome)
}

/// Tells the findings.
fn report(arguments: &Arguments, root: &Path, findings: &Findings, sources: &Sources) -> Result<(), Failure> {
    match arguments.format {
        Format::Text => text::report(findings, sources, text::Show::All, arguments.reveal),
        Format::Json => terminal::print(&json::report(findings, sources)?),
        Format::Sarif => terminal::print(&sarif::report(findings, sources, root, &pipeline::rules())?),
        Format::Github => terminal::print(&github::report(findings, sources, root)),
    }
    if matches!(arguments.format, Format::Text) {
        terminal::say(&terminal::count(findings));
    }
    Ok(())
}

/// Says no to whoever wants to have names written to a file or to a log of a build server.
pub(crate) fn may_reveal(reveal: bool) -> Result<(), Failure> {
    if reveal && !terminal::is_terminal() {
        return Err(Failure::from("--reveal shows what may identify a patient, so it works on a terminal only"));
    }
    Ok(())
}

/// What findings mean for the exit code.
pub(crate) fn outcome(findings: &Findings) -> Outcome {
    if findings.count(Severity::Error) == 0 { Outcome::Done } else { Outcome::Errors }
}

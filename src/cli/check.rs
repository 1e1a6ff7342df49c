//! `bedside check`: says what a patient may stumble over, and builds nothing.

use clap::{Args, ValueEnum};

use crate::cli::report::{github, json, sarif, text};
use crate::cli::{Failure, NetworkArguments, Outcome, build, terminal};
use crate::finding::{Findings, Severity};
use crate::gate;
use crate::model::network::Drafts;
use crate::pipeline::{self, Pipeline};

/// The options of `bedside check`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    network: NetworkArguments,
    /// How to tell the findings: text to standard error, the others to standard output.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
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
    let root = arguments.network.root()?;
    let pipeline = Pipeline::new(root, build::default_out(root), arguments.network.today());
    let checked = pipeline.check(Drafts::LeaveOut)?;
    let (findings, sources) = (&checked.findings, &checked.sources);
    match arguments.format {
        Format::Text => text::report(findings, sources, text::Show::All),
        Format::Json => terminal::print(&json::report(findings, sources)?),
        Format::Sarif => terminal::print(&sarif::report(findings, sources, root, &pipeline::rules())?),
        Format::Github => terminal::print(&github::report(findings, sources, root)),
    }
    if matches!(arguments.format, Format::Text) {
        terminal::say(&terminal::count(findings));
    }
    // A broken template is no finding, but a build would fail over it.
    pipeline.theme(&gate::preview(checked.network))?;
    Ok(outcome(&checked.findings))
}

/// What findings mean for the exit code.
pub(crate) fn outcome(findings: &Findings) -> Outcome {
    if findings.count(Severity::Error) == 0 { Outcome::Done } else { Outcome::Errors }
}

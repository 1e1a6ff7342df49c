//! The command line: one short file a command. What scripts may rely on is here: names, options and exit codes.
//!
//! Exit codes: 0 done (warnings allowed), 1 could not run, 2 findings of severity *error*. What people read goes to
//! standard error, what programs read to standard output.

mod add;
mod add_export;
mod add_references;
mod audit;
mod build;
mod changes;
mod check;
mod chromium;
mod decide;
mod explain;
mod handout;
mod new;
mod report;
mod search;
mod serve;
mod terminal;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::pipeline::Clock;
use crate::scan::ScanError;

/// Makes a searchable educational site of a department's topic pages, patient chats and references.
#[derive(Debug, Parser)]
#[command(name = "bedside", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small complete network to begin with.
    New(new::Arguments),
    /// Build the site.
    Build(build::Arguments),
    /// Show the site in the browser while you write; it follows each change.
    Serve(serve::Arguments),
    /// Look for what a patient may stumble over, without building.
    Check(check::Arguments),
    /// Search the site as a patient would, without a browser.
    Search(search::Arguments),
    /// Decide about passages that may identify somebody, and record it.
    Decide(decide::Arguments),
    /// Say how the people of the chats are protected: decisions, rules that are turned down, figures of each chat.
    Audit(audit::Arguments),
    /// Explain a finding: what it is, why it matters to a patient, how to mend it.
    Explain(explain::Arguments),
    /// Print pages as PDFs to hand out, with an installed Chromium.
    Handout(handout::Arguments),
    /// Begin a topic or a chat, or learn how to add a reference.
    Add(add::Arguments),
}

/// The network that a command is about.
#[derive(Debug, Args)]
struct NetworkArguments {
    /// The network folder: the one that bedside.yaml lies in.
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// The day to take for today, as in 2026-11-22; it decides which reviews are due and which chats are to come.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
}

impl NetworkArguments {
    /// The network folder, if it is there.
    fn root(&self) -> Result<&Path, Failure> {
        if self.dir.is_dir() { Ok(&self.dir) } else { Err(ScanError::NoFolder(self.dir.clone()).into()) }
    }

    /// Where to take the date from, again and again.
    fn clock(&self) -> Clock {
        self.today.map_or(Clock::Running(today), Clock::Stopped)
    }

    /// The day to take for today.
    fn today(&self) -> Date {
        self.today.unwrap_or_else(today)
    }
}

/// The date here and now. Nothing below the command line reads a clock.
#[expect(clippy::disallowed_methods, reason = "the command line is the one place that may ask for the date")]
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// How a command ended that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// There are findings of severity *error*.
    Errors,
}

/// Why a command could not run.
#[derive(Debug)]
struct Failure(String);

impl<E: fmt::Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs the command that `arguments` ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            // clap's own code for a wrong option is 2, which here means findings.
            return if error.use_stderr() { ExitCode::from(1) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match cli.command {
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Decide(arguments) => decide::run(&arguments),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Handout(arguments) => handout::run(&arguments),
        Command::Add(arguments) => add::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(2),
        Err(Failure(message)) => {
            terminal::failure(&message);
            ExitCode::from(1)
        }
    }
}

//! `bedside serve`: the site in the browser while it is being written.

use clap::Args;

use crate::cli::{Failure, NetworkArguments, Outcome, build, terminal};
use crate::pipeline::Pipeline;
use crate::preview::{self, Options};

/// The options of `bedside serve`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    network: NetworkArguments,
    /// The port to serve at; the next free one if it is taken.
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
}

/// Serves until Ctrl-C.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let root = arguments.network.root()?;
    let pipeline = Pipeline::new(root, build::default_out(root), arguments.network.today());
    preview::serve(pipeline, Options { port: arguments.port, open: arguments.open, say: terminal::say })?;
    Ok(Outcome::Done)
}

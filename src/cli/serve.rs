//! `bedside serve`: the site in the browser while it is being written.

use clap::Args;

use crate::cli::{Failure, NetworkArguments, Outcome, build, terminal};
use crate::pipeline::Pipeline;
use crate::preview::{self, Editor, Options};

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
    /// Let other devices in this network look in, such as a phone; each needs the code that is shown.
    #[arg(long)]
    lan: bool,
    /// Look for changes every second, for folders on a network drive or in a cloud that do not tell of them.
    #[arg(long)]
    poll: bool,
    /// The program that opens files from the panel: vscode, vscodium, zed, sublime, idea, textmate, none, or an address
    /// with {path}, {line} and {column} in it.
    #[arg(long, value_name = "NAME|URL", env = "BEDSIDE_EDITOR", default_value = "vscode")]
    editor: String,
}

/// Serves until Ctrl-C.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let root = arguments.network.root()?;
    let pipeline = Pipeline::new(root, build::default_out(root), arguments.network.clock());
    let Arguments { port, open, lan, poll, ref editor, .. } = *arguments;
    let editor = Editor::new(root, editor);
    preview::serve(pipeline, Options { port, open, lan, poll, editor, say: terminal::say })?;
    Ok(Outcome::Done)
}

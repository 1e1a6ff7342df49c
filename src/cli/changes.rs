//! Says which files of the published site the next build changes. Copies of them lie in caches: of browsers, of the
//! hospital's proxy, of search engines. After somebody has withdrawn their consent, those must go too.

use std::path::Path;

use crate::cli::{Failure, terminal};
use crate::gate::Cleared;
use crate::pipeline;
use crate::render::theme::Theme;
use crate::site::SitePath;
use crate::write::changes::changes;

/// How many files are listed before the rest is only counted.
const LISTED: usize = 40;

/// Every file that the next build changes, adds or removes.
pub(crate) fn all(cleared: &Cleared, theme: &Theme, out: &Path) -> Result<Vec<SitePath>, Failure> {
    Ok(changes(&pipeline::site(cleared, theme), out, |_| true)?)
}

/// Tells people which files change where a chat is among them: whoever withdraws their consent changes a chat. Only its
/// pages are made to find that out, so that a check of a large site stays quick.
pub(crate) fn report(cleared: &Cleared, theme: &Theme, out: &Path) -> Result<(), Failure> {
    let is_of_chat = |path: &str| path.starts_with("chats/");
    if changes(&pipeline::pages(cleared, theme), out, is_of_chat)?.is_empty() {
        return Ok(());
    }
    let files = all(cleared, theme, out)?;
    let count = terminal::plural(files.len(), "file", "files");
    terminal::say(&format!("\nThe next build changes {count} of {}, chats among them:", out.display()));
    files.iter().take(LISTED).for_each(|file| terminal::say(&format!("  {file}")));
    if files.len() > LISTED {
        terminal::say(&format!("  … and {} more; `bedside check --changed` lists all.", files.len() - LISTED));
    }
    terminal::say(
        "If somebody has withdrawn their consent, publish the new site and purge these files from every cache.",
    );
    Ok(())
}

//! `bedside new`: a small complete network, with comments that an editor can follow.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Failure, Outcome, terminal};

/// The options of `bedside new`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The folder to make. It must be empty, if it is there.
    dir: PathBuf,
}

/// The files of a new network, each with its path, embedded when bedside is compiled.
macro_rules! files {
    ($($path:literal),+ $(,)?) => { [$(($path, include_str!(concat!("files/", $path)))),+] };
}

const FILES: [(&str, &str); 13] = files![
    "bedside.yaml",
    "people.yaml",
    "glossary.yaml",
    "contacts.yaml",
    "topics/side-effects/index.md",
    "topics/side-effects/fatigue.md",
    "topics/side-effects/hair-loss.md",
    "topics/side-effects/infection.md",
    "chats/2026-01-13-tiredness/recap.md",
    "chats/2026-01-13-tiredness/transcript.txt",
    "references/sources.yaml",
    "pages/about.md",
    "pages/disclaimer.md",
];

/// Makes the network.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let dir = &arguments.dir;
    refuse_unless_empty(dir)?;
    for (path, text) in FILES {
        let path = dir.join(path);
        make(&path, text).map_err(|error| Failure(format!("{} cannot be written: {error}", path.display())))?;
    }
    let shown = quoted(dir);
    terminal::say(&format!("{shown} now holds a small network: {} files to change as you like.\n", FILES.len()));
    terminal::say(&format!(
        "See it in your browser, and follow it while you write:\n\n    bedside serve {shown} --open\n"
    ));
    terminal::say(&format!("Build the site, as plain files for any web server:\n\n    bedside build {shown}\n"));
    Ok(Outcome::Done)
}

/// Nothing that is already there is ever touched.
fn refuse_unless_empty(dir: &Path) -> Result<(), Failure> {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(Failure(format!("{} is not empty; name a folder that is not there yet", dir.display()))),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure(format!("{} cannot be used: {error}", dir.display()))),
    }
}

/// Writes a new file and the folders it lies in.
fn make(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    io::Write::write_all(&mut std::fs::File::create_new(path)?, text.as_bytes())
}

/// The folder as a shell takes it for one word.
fn quoted(dir: &Path) -> String {
    let dir = dir.display().to_string();
    let is_plain = dir.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | '_' | '-' | ':'));
    if is_plain { dir } else { format!("'{}'", dir.replace('\'', r"'\''")) }
}

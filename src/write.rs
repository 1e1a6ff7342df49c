//! Puts the finished site on the disk: built beside the old one, flushed, and swapped in one step.
//!
//! In order:
//! 1. [`names`] refuses a site whose addresses collide or leave the folder.
//! 2. [`lock`] makes sure that nobody else writes to the same folder; [`swap::recover`] clears up after a killed build.
//! 3. [`old`] sees what lies in the folder: pages of the last build, and files that are somebody else's.
//! 4. [`stage`] makes the new site beside the old one. What has not changed is linked, not written again.
//! 5. [`swap`] puts the new one in the place of the old one. Until then the old one is untouched.

pub mod changes;
mod lock;
mod names;
mod old;
mod stage;
mod swap;
mod target;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::site::{Site, SitePath};
use crate::write::lock::Lock;
use crate::write::old::Old;
use crate::write::stage::Stage;
pub use crate::write::target::Target;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files the site has.
    pub files: usize,
    /// How many of them are new or changed.
    pub changed: usize,
    /// How many files of the old site are gone.
    pub removed: usize,
}

/// Why the site could not be written. The old site is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// Another build is writing to this folder.
    Busy(PathBuf),
    /// The site may not be written to this folder; why.
    Refused(PathBuf, String),
    /// The inspector let it not pass.
    Stopped,
    /// The disk is full: where.
    Full(PathBuf),
    /// Anything else, in a sentence.
    Failed(String),
}

impl WriteError {
    /// The error that the file system gave for `path`.
    fn io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path.to_path_buf()),
            _ => Self::Failed(format!("{} cannot be written: {error}", path.display())),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy(out) => write!(f, "another build is writing to {}; try again when it is done", out.display()),
            Self::Refused(out, why) => write!(f, "the site cannot be written to {}: {why}", out.display()),
            Self::Stopped => f.write_str("the finished site holds what must not be published"),
            Self::Full(path) => write!(f, "the disk is full: {} could not be written", path.display()),
            Self::Failed(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for WriteError {}

/// Looks over the files of a site while they are made, and has the last word before the old site goes.
pub trait Inspect: Sync {
    /// Is shown each file as soon as it is made; its bytes, unless it is copied from the network folder as it is.
    fn made(&self, path: &SitePath, bytes: Option<&[u8]>);

    /// Whether the site may take the place of the old one, asked when all files have been shown.
    fn may_be_published(&self) -> bool;
}

/// Nobody looks: everything passes.
impl Inspect for () {
    fn made(&self, _path: &SitePath, _bytes: Option<&[u8]>) {}

    fn may_be_published(&self) -> bool {
        true
    }
}

/// Writes `site` to the folder of `target` if `inspector` lets it pass.
///
/// # Errors
/// When a page cannot be made, the disk cannot take it, or the inspector stops it; the old site stays as it was.
pub fn write(site: &Site<'_>, target: &Target, inspector: &dyn Inspect) -> Result<Written, WriteError> {
    names::check(site)?;
    std::fs::create_dir_all(target.parent()).map_err(|error| WriteError::io(target.parent(), &error))?;
    let _lock = Lock::take(target)?;
    swap::recover(target)?;
    let old = Old::read(target.out())?;
    old.refuse_collisions(site)?;
    let stage = Stage::new(target)?;
    let changed = stage.make(site, &old, inspector)?;
    if !inspector.may_be_published() {
        return Err(WriteError::Stopped);
    }
    stage.carry_over(&old)?;
    let removed = old.gone(site);
    let written = Written { files: site.artifacts().len(), changed, removed };
    if changed == 0 && removed == 0 && old.is_site() {
        return Ok(written);
    }
    stage.finish(site)?;
    swap::swap(target, stage, &old)?;
    Ok(written)
}

#[cfg(test)]
mod tests;

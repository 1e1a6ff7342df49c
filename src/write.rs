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

use crate::site::Site;
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
            Self::Full(path) => write!(f, "the disk is full: {} could not be written", path.display()),
            Self::Failed(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for WriteError {}

/// Writes `site` to the folder of `target`, and calls `made` after each file.
///
/// # Errors
/// When a page cannot be made or the disk cannot take it; the old site stays as it was.
pub fn write(site: &Site<'_>, target: &Target, made: &(dyn Fn() + Sync)) -> Result<Written, WriteError> {
    names::check(site)?;
    std::fs::create_dir_all(target.parent()).map_err(|error| WriteError::io(target.parent(), &error))?;
    let _lock = Lock::take(target)?;
    swap::recover(target)?;
    let old = Old::read(target.out())?;
    old.refuse_collisions(site)?;
    let stage = Stage::new(target)?;
    let changed = stage.make(site, &old, made)?;
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

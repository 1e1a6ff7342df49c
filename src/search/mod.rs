//! The search index.

use crate::gate::Cleared;
use crate::site::SitePath;

/// The files of the search index: what each holds, by path.
pub fn index(_cleared: &Cleared) -> Vec<(SitePath, Vec<u8>)> {
    Vec::new()
}

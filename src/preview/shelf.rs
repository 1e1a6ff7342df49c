//! Keeps the search index of the site, and the one before it for pages that were opened earlier.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::gate::Cleared;
use crate::pipeline;
use crate::search::Counted;
use crate::site::SitePath;

/// How many indexes are kept.
const KEPT: usize = 2;

/// The files of an index by path.
type Index = BTreeMap<SitePath, Arc<[u8]>>;

/// The newest search indexes, the newest first.
#[derive(Default)]
pub(crate) struct Shelf {
    indexes: Mutex<VecDeque<Index>>,
    /// What the next index need not count again.
    counted: Counted,
    pool: OnceLock<Option<ThreadPool>>,
}

impl Shelf {
    /// The file at `path` of the newest index that has one.
    pub(crate) fn get(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        let indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.iter().find_map(|index| index.get(path).cloned())
    }

    /// Makes the index of `cleared` and keeps it. It is made by a thread of its own, so that a change made meanwhile
    /// finds the others free.
    pub(crate) fn put(&self, cleared: &Cleared) {
        let pool = self.pool.get_or_init(|| ThreadPoolBuilder::new().num_threads(1).build().ok());
        let make = || pipeline::index_again(cleared, &self.counted);
        let files = match pool {
            Some(pool) => pool.install(make),
            None => make(),
        };
        let index = files.into_iter().map(|(path, bytes)| (path, Arc::from(bytes))).collect();
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.push_front(index);
        indexes.truncate(KEPT);
    }
}

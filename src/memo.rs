//! Remembers the results of pure functions by the fingerprint of what they were given.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::source::Fingerprint;

/// Results by fingerprint. Entries that a generation did not ask for are dropped at its end.
#[derive(Debug)]
pub struct Memo<T> {
    entries: Mutex<HashMap<Fingerprint, Entry<T>>>,
    made: AtomicUsize,
}

#[derive(Debug)]
struct Entry<T> {
    value: Arc<T>,
    used: bool,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { entries: Mutex::new(HashMap::new()), made: AtomicUsize::new(0) }
    }
}

impl<T> Memo<T> {
    /// The result for `fingerprint`, made now if it is not remembered. `make` runs outside the lock, so two threads
    /// may both make it; the results are equal, and the first one stays.
    pub fn get(&self, fingerprint: Fingerprint, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(entry) = self.lock().get_mut(&fingerprint) {
            entry.used = true;
            return Arc::clone(&entry.value);
        }
        let value = Arc::new(make());
        self.made.fetch_add(1, Ordering::Relaxed);
        Arc::clone(&self.lock().entry(fingerprint).or_insert(Entry { value, used: true }).value)
    }

    /// How many results had to be made so far.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// Forgets what has not been asked for since the last call.
    pub fn end_generation(&self) {
        self.lock().retain(|_, entry| std::mem::take(&mut entry.used));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Fingerprint, Entry<T>>> {
        // A panic in another thread cannot leave the map half written, so a poisoned lock is still good.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

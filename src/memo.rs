//! Remembers the results of pure functions by the fingerprint of what they were given.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::source::Fingerprint;

/// Results by fingerprint. Entries that a generation did not ask for are dropped at its end.
#[derive(Debug)]
pub struct Memo<T> {
    shelf: Mutex<Shelf<T>>,
    made: AtomicUsize,
}

/// What is remembered, and what all of it was made under.
#[derive(Debug)]
struct Shelf<T> {
    base: Fingerprint,
    entries: FxHashMap<Fingerprint, Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    value: Arc<T>,
    used: bool,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        let shelf = Shelf { base: Fingerprint::default(), entries: FxHashMap::default() };
        Self { shelf: Mutex::new(shelf), made: AtomicUsize::new(0) }
    }
}

impl<T> Memo<T> {
    /// The result for `fingerprint`, made now if it is not remembered. `make` runs outside the lock, so two threads
    /// may both make it; the results are equal, and the first one stays.
    pub fn get(&self, fingerprint: Fingerprint, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(value) = self.lock().known(fingerprint) {
            return value;
        }
        let value = Arc::new(make());
        self.made.fetch_add(1, Ordering::Relaxed);
        self.lock().keep(fingerprint, value)
    }

    /// How many results had to be made so far.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// Forgets what has not been asked for since the last call.
    pub fn end_generation(&self) {
        self.lock().entries.retain(|_, entry| std::mem::take(&mut entry.used));
    }

    fn lock(&self) -> MutexGuard<'_, Shelf<T>> {
        // A panic in another thread cannot leave the map half written, so a poisoned lock is still good.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Send + Sync> Memo<T> {
    /// The results for all of `fingerprints`, in their order. Those that are not remembered are made in parallel by
    /// `make`, which is given their places in the list. `base` stands for what all of them are made from besides: when
    /// that is another one than before, nothing that is remembered holds any more.
    pub fn get_all(
        &self,
        base: Fingerprint,
        fingerprints: &[Fingerprint],
        make: impl Fn(usize) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let known = self.lock().known_under(base, fingerprints);
        let missing: Vec<usize> = (0..known.len()).filter(|at| known[*at].is_none()).collect();
        let made: Vec<Arc<T>> = missing.into_par_iter().map(|at| Arc::new(make(at))).collect();
        self.made.fetch_add(made.len(), Ordering::Relaxed);
        let (mut shelf, mut made) = (self.lock(), made.into_iter());
        let all = known.into_iter().zip(fingerprints);
        all.filter_map(|(known, print)| known.or_else(|| Some(shelf.keep(*print, made.next()?)))).collect()
    }
}

impl<T> Shelf<T> {
    /// What is remembered for `fingerprint`.
    fn known(&mut self, fingerprint: Fingerprint) -> Option<Arc<T>> {
        let entry = self.entries.get_mut(&fingerprint)?;
        entry.used = true;
        Some(Arc::clone(&entry.value))
    }

    /// What is remembered for each of `fingerprints` under `base`.
    fn known_under(&mut self, base: Fingerprint, fingerprints: &[Fingerprint]) -> Vec<Option<Arc<T>>> {
        if self.base != base {
            (self.base, self.entries) = (base, FxHashMap::default());
        }
        fingerprints.iter().map(|print| self.known(*print)).collect()
    }

    /// Remembers `value`, unless there is one already, and returns what is remembered.
    fn keep(&mut self, fingerprint: Fingerprint, value: Arc<T>) -> Arc<T> {
        Arc::clone(&self.entries.entry(fingerprint).or_insert(Entry { value, used: true }).value)
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;
    use crate::source::Fingerprint;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(&[text.as_bytes()])
    }

    #[test]
    fn only_what_is_new_is_made() {
        let memo = Memo::default();
        let lengths = |base: &str, words: &[&str]| {
            let prints: Vec<_> = words.iter().map(|word| print(word)).collect();
            let before = memo.made();
            let all = memo.get_all(print(base), &prints, |at| words[at].len());
            memo.end_generation();
            (all.iter().map(|length| **length).collect::<Vec<_>>(), memo.made() - before)
        };
        assert_eq!(lengths("", &["a", "bb", "ccc"]), (vec![1, 2, 3], 3));
        assert_eq!(lengths("", &["ccc", "a", "dddd"]), (vec![3, 1, 4], 1));
        assert_eq!(lengths("", &["bb"]), (vec![2], 1), "forgotten, since nobody asked");
        assert_eq!(lengths("other", &["bb"]), (vec![2], 1), "made from something else");
        assert_eq!(lengths("other", &["bb", "bb"]), (vec![2, 2], 0));
    }
}

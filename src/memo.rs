//! Remembers the results of pure functions by the fingerprint of what they were given.
//!
//! A [`Memo`] remembers single results, a [`Series`] those of a whole list.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::source::Fingerprint;

/// Results by fingerprint. Entries that a generation did not ask for are dropped at its end.
#[derive(Debug)]
pub struct Memo<T> {
    entries: Mutex<FxHashMap<Fingerprint, Entry<T>>>,
    made: AtomicUsize,
}

#[derive(Debug)]
struct Entry<T> {
    value: Arc<T>,
    used: bool,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { entries: Mutex::default(), made: AtomicUsize::new(0) }
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

    fn lock(&self) -> MutexGuard<'_, FxHashMap<Fingerprint, Entry<T>>> {
        // A panic in another thread cannot leave the map half written, so a poisoned lock is still good.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The results for a list of things, remembered until the next list. From one list to the next little changes: what two of
/// them have in common at both ends is neither looked up nor copied.
#[derive(Debug)]
pub struct Series<T> {
    last: Mutex<List<T>>,
    made: AtomicUsize,
}

/// One result for each fingerprint, and what all of them were made from besides.
#[derive(Debug)]
struct List<T> {
    base: Fingerprint,
    prints: Vec<Fingerprint>,
    results: Results<T>,
}

/// The results of one list, in its order.
pub type Results<T> = Arc<Vec<Arc<T>>>;

impl<T> Default for Series<T> {
    fn default() -> Self {
        Self { last: Mutex::default(), made: AtomicUsize::new(0) }
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { base: Fingerprint::default(), prints: Vec::new(), results: Arc::default() }
    }
}

impl<T: Send + Sync> Series<T> {
    /// The results for all of `prints`, in their order. Those that the last list does not have are made in parallel by
    /// `make`, which is given their places. `base` stands for what all of them are made from besides: when that is
    /// another one than before, nothing that is remembered holds any more.
    pub fn get_all(&self, base: Fingerprint, prints: Vec<Fingerprint>, make: impl Fn(usize) -> T + Sync) -> Results<T> {
        let mut list = std::mem::take(&mut *self.lock());
        if list.base != base {
            list = List { base, ..List::default() };
        }
        let made = list.replace(prints, make);
        self.made.fetch_add(made, Ordering::Relaxed);
        let results = Arc::clone(&list.results);
        *self.lock() = list;
        results
    }

    /// How many results had to be made so far.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, List<T>> {
        // The list is put into its place whole, so a poisoned lock is still good.
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Send + Sync> List<T> {
    /// Becomes the list for `prints`, and says how many results had to be made.
    fn replace(&mut self, prints: Vec<Fingerprint>, make: impl Fn(usize) -> T + Sync) -> usize {
        let same = |(a, b): &(&Fingerprint, &Fingerprint)| a == b;
        let start = self.prints.iter().zip(&prints).take_while(same).count();
        let end = self.prints[start..].iter().rev().zip(prints[start..].iter().rev()).take_while(same).count();
        let (old, new) = (start..self.prints.len() - end, start..prints.len() - end);
        let known: FxHashMap<_, _> = old.clone().map(|at| (self.prints[at], &self.results[at])).collect();
        let found: Vec<_> = new.clone().map(|at| known.get(&prints[at]).copied().cloned()).collect();
        let missing: Vec<usize> = new.clone().filter(|at| found[at - start].is_none()).collect();
        let made: Vec<Arc<T>> = missing.into_par_iter().map(|at| Arc::new(make(at))).collect();
        let count = made.len();
        let mut made = made.into_iter();
        let between = found.into_iter().filter_map(|found| found.or_else(|| made.next()));
        // Nothing is copied once nobody holds the last results any more.
        Arc::make_mut(&mut self.results).splice(old, between);
        self.prints = prints;
        count
    }
}

#[cfg(test)]
mod tests {
    use super::{Memo, Series};
    use crate::source::Fingerprint;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(&[text.as_bytes()])
    }

    #[test]
    fn what_nobody_asked_for_is_forgotten() {
        let memo = Memo::default();
        let length = |word: &str| *memo.get(print(word), || word.len());
        assert_eq!((length("a"), length("bb"), length("a"), memo.made()), (1, 2, 1, 2));
        memo.end_generation();
        assert_eq!((length("a"), memo.made()), (1, 2));
        memo.end_generation();
        assert_eq!((length("bb"), memo.made()), (2, 3));
    }

    #[test]
    fn only_what_is_new_in_a_list_is_made() {
        let series = Series::default();
        let lengths = |base: &str, words: &[&str]| {
            let before = series.made();
            let prints = words.iter().map(|word| print(word)).collect();
            let all = series.get_all(print(base), prints, |at| words[at].len());
            (all.iter().map(|length| **length).collect::<Vec<_>>(), series.made() - before)
        };
        assert_eq!(lengths("", &["a", "bb", "ccc"]), (vec![1, 2, 3], 3));
        assert_eq!(lengths("", &["a", "dddd", "ccc"]), (vec![1, 4, 3], 1), "between two that stay");
        assert_eq!(lengths("", &["ccc", "a", "dddd"]), (vec![3, 1, 4], 0), "in another order");
        assert_eq!(lengths("", &["ccc", "dddd"]), (vec![3, 4], 0), "one is gone");
        assert_eq!(lengths("", &["ccc", "a", "a", "dddd"]), (vec![3, 1, 1, 4], 2), "forgotten, since nobody asked");
        assert_eq!(lengths("", &[]), (vec![], 0));
        assert_eq!(lengths("", &["bb"]), (vec![2], 1));
        assert_eq!(lengths("other", &["bb"]), (vec![2], 1), "made from something else");
    }

    #[test]
    fn results_that_somebody_holds_stay_as_they_are() {
        let series = Series::default();
        let held = series.get_all(print(""), vec![print("a"), print("b")], |at| at);
        let next = series.get_all(print(""), vec![print("a"), print("c")], |at| at + 10);
        assert_eq!((held.iter().map(|it| **it).collect::<Vec<_>>(), *next[1]), (vec![0, 1], 11));
    }
}

//! The search index: what `search-core.js` of the theme searches, with no server and no connection but to these files.
//!
//! 1. [`entries`] lists what can be found: an *entry* for each page, chat, term, person and source, and in each its
//!    *places*, the sections that a result can lead to. The words of chats come from the gate and nowhere else.
//! 2. [`counts`] counts words, a run of entries at a time and the runs in parallel; [`words`] cuts and folds them and
//!    [`languages`] stems them, each distinct piece of text once.
//! 3. [`postings`] brings the counts together. Forms that share a stem share one list of entries, so that the browser
//!    looks forms up and needs no stemmer: it is exact for every language at once, and costs a letter for each form.
//!    What a word is worth in an entry is worked out here, by BM25F, and kept in five steps.
//! 4. [`lexicon`] writes forms and lists as text, [`coding`] the numbers in them, [`excerpts`] chooses what results
//!    show, [`meanings`] lists words that mean the same, and [`shards`] lays all of it out in files.
//!
//! 5. [`asking`] searches the finished index without a browser: [`reading`] reads its files, [`spelling`] finds what an
//!    unknown word was meant to be, [`meant`] what the words are called in other words, and [`ranking`] ranks. [`expectations`] asks it what editors expect of it.
//!
//! The files, all below `search-index/` and each a script that calls `bedsideSearch(name, data)`:
//!
//! - `index.js`, the manifest: `version`; `entries`, how many; `runs`, `[kind, language, count, prior]` of entries in
//!   their order; `worth` of each step in hundredths; `titles`, a letter for how many words each title has; `late`, the
//!   entries whose review is overdue; `stop`, the words that weigh nothing, by language; then either `all`, the name of
//!   the one other file, or for `t`, `s` and `c` the keys that the shards begin with and the hashes in their names.
//! - `w-HASH.js`: words that mean the same; see [`meanings`]. Its name stands in `w`.
//! - `t0-HASH.js` …: forms and lists, `[words, bits]`; see [`lexicon::terms`].
//! - `s0-HASH.js` …: forms backwards, `words`, for putting typing errors right; see [`lexicon::backwards`].
//! - `c0-HASH.js` …: cards, what results show, `[title, address, excerpt, [place, …]]` for each entry;
//!   in headings of places, U+0001 stands for the title.

pub mod asking;
mod coding;
mod counts;
mod entries;
mod excerpts;
pub mod expectations;
mod languages;
mod lexicon;
mod meanings;
mod meant;
mod postings;
mod ranking;
mod reading;
mod shards;
mod spelling;
mod words;

use crate::gate::Cleared;
use crate::memo::Series;
use crate::search::counts::Batch;
use crate::search::entries::Planned;
use crate::search::excerpts::Excerpts;
use crate::site::SitePath;
use crate::source::{Fingerprint, Hasher};

/// How many entries are counted at a stretch. It is fixed, so that the index does not depend on the number of threads.
const BATCH: usize = 512;

/// What was counted for the last index, for the next one of the same network.
#[derive(Debug, Default)]
pub struct Counted(Series<Batch>);

/// The files of the search index: what each holds, by path.
pub fn index(cleared: &Cleared) -> Vec<(SitePath, Vec<u8>)> {
    index_again(cleared, &Counted::default())
}

/// Like [`index`], with the words of only those runs of entries counted that `counted` does not remember.
pub fn index_again(cleared: &Cleared, counted: &Counted) -> Vec<(SitePath, Vec<u8>)> {
    let planned = entries::plan(cleared);
    let places = planned.iter().map(entries::Planned::places).sum();
    let excerpts = Excerpts::new(planned.len(), places);
    let runs: Vec<&[Planned<'_>]> = planned.chunks(BATCH).collect();
    let prints = runs.iter().enumerate().map(|(at, run)| print_of(cleared, run, at)).collect();
    let batches = counted
        .0
        .get_all(excerpts.print(), prints, |at| counts::count(cleared, runs[at], (at * BATCH) as u32, excerpts));
    shards::write(cleared.network(), &planned, &postings::gather(&batches))
}

/// A fingerprint of everything that is counted in the run of entries at index `at`.
fn print_of(cleared: &Cleared, run: &[Planned<'_>], at: usize) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.add(&at.to_le_bytes());
    run.iter().for_each(|planned| planned.add_to(&mut hasher, cleared));
    hasher.finish()
}

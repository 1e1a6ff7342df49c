//! The search index.

mod coding;
mod counts;
mod entries;
mod excerpts;
mod languages;
mod lexicon;
mod postings;
mod shards;
mod words;

use rayon::prelude::*;

use crate::gate::Cleared;
use crate::search::counts::Batch;
use crate::search::excerpts::Excerpts;
use crate::site::SitePath;

/// How many entries are counted at a stretch. It is fixed, so that the index does not depend on the number of threads.
const BATCH: usize = 1024;

/// The files of the search index: what each holds, by path.
pub fn index(cleared: &Cleared) -> Vec<(SitePath, Vec<u8>)> {
    let planned = entries::plan(cleared.network());
    let places = planned.iter().map(entries::Planned::places).sum();
    let excerpts = Excerpts::new(planned.len(), places);
    let batches: Vec<Batch> = planned
        .par_chunks(BATCH)
        .enumerate()
        .map(|(at, run)| counts::count(cleared, run, (at * BATCH) as u32, excerpts))
        .collect();
    shards::write(&planned, &postings::gather(batches))
}

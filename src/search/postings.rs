//! Brings the counts of all batches together: which forms share a list of places, and what each entry in it is worth.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::search::counts::{Batch, Card, Named, Posting};

/// The saturation of BM25: how soon the tenth mention of a word adds nothing.
const K1: f32 = 1.2;
/// How much long texts are held back.
const B: f32 = 0.75;
/// Where the steps of an impact begin, but for the first, and what each step is taken for. The steps were laid so that
/// each holds about a quarter of the words of a medical network; finer ones make the index larger and no better.
const STEPS: [f32; 3] = [0.375, 0.5, 0.625];
/// What each step counts for, in hundredths; the last two are those of words in a title and in another name.
pub(super) const WORTH: [u32; 6] = [30, 45, 58, 78, 82, 82];
/// The step of words in a title.
pub(super) const TITLE: u8 = 4;
/// The step of words in another name.
pub(super) const NAME: u8 = 5;

/// One entry in the list of a group of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// The number of the entry.
    pub(super) entry: u32,
    /// What the word counts for there: an index into [`WORTH`].
    pub(super) step: u8,
    /// The place where it counts most.
    pub(super) place: u16,
}

/// Everything that was counted.
pub(super) struct Postings<'a> {
    /// The forms in the order of UTF-16, in which JavaScript compares strings, each with its group.
    pub(super) forms: Vec<(Box<str>, u32)>,
    /// Where the hits of each group begin in `hits`; one more than there are groups.
    starts: Vec<usize>,
    hits: Vec<Hit>,
    /// What a reader is shown of each entry.
    pub(super) cards: Vec<&'a Card>,
}

impl Postings<'_> {
    /// The hits of a group by entry.
    pub(super) fn hits(&self, group: u32) -> &[Hit] {
        let at = group as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => self.hits.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Stems of the whole network. Two that have a form in common are one group.
#[derive(Default)]
struct Stems {
    numbers: FxHashMap<Box<str>, u32>,
    parents: Vec<u32>,
}

impl Stems {
    fn number(&mut self, stem: &str) -> u32 {
        if let Some(&number) = self.numbers.get(stem) {
            return number;
        }
        let number = self.parents.len() as u32;
        self.numbers.insert(Box::from(stem), number);
        self.parents.push(number);
        number
    }

    fn root(&mut self, mut stem: u32) -> u32 {
        while self.parents[stem as usize] != stem {
            let above = self.parents[self.parents[stem as usize] as usize];
            self.parents[stem as usize] = above;
            stem = above;
        }
        stem
    }

    /// Joins two groups; the older number stays, so that the result does not depend on the order of joining.
    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b) as usize] = a.min(b);
    }
}

/// Brings `batches`, in the order of their entries, together.
pub(super) fn gather(batches: &[Arc<Batch>]) -> Postings<'_> {
    let mut stems = Stems::default();
    let mut forms: FxHashMap<Box<str>, u32> = FxHashMap::default();
    let mut numbered: Vec<Vec<u32>> = Vec::with_capacity(batches.len());
    for batch in batches {
        let numbers: Vec<u32> = batch.stems.iter().map(|stem| stems.number(stem)).collect();
        for (form, stem) in batch.forms.iter().zip(&batch.form_stems) {
            let stem = numbers[*stem as usize];
            match forms.get(form) {
                Some(&known) => stems.join(known, stem),
                None => {
                    forms.insert(Box::from(form), stem);
                }
            }
        }
        numbered.push(numbers);
    }
    let cards: Vec<&Card> = batches.iter().flat_map(|batch| &batch.cards).collect();
    let groups: Vec<u32> = (0..stems.parents.len() as u32).map(|stem| stems.root(stem)).collect();
    // From here on the stems of a batch are told by their groups.
    numbered.iter_mut().flatten().for_each(|stem| *stem = groups[*stem as usize]);
    let counted = || {
        let runs = batches.iter().zip(&numbered);
        runs.flat_map(|(batch, groups)| batch.postings.iter().map(|(stem, posting)| (groups[*stem as usize], posting)))
    };
    let (starts, hits) = scatter(groups.len(), counted, &Weigher::new(&cards));
    let mut forms: Vec<(Box<str>, u32)> = forms.into_iter().map(|(form, stem)| (form, groups[stem as usize])).collect();
    // Stop words that stand in no title have a form but no list.
    forms.retain(|(_, group)| starts[*group as usize] < starts[*group as usize + 1]);
    forms.sort_unstable_by(|(a, _), (b, _)| compare_utf16(a, b));
    Postings { forms, starts, hits, cards }
}

/// Compares as JavaScript does.
pub(super) fn compare_utf16(a: &str, b: &str) -> std::cmp::Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// Sorts what was `counted`, which comes with its group and by entry, by group, and by entry in each group.
fn scatter<'a, C>(groups: usize, counted: impl Fn() -> C, weigher: &Weigher<'_>) -> (Vec<usize>, Vec<Hit>)
where
    C: Iterator<Item = (u32, &'a Posting)>,
{
    let mut starts = vec![0; groups + 1];
    counted().for_each(|(group, _)| starts[group as usize + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut ends = starts.clone();
    let mut hits = vec![Hit { entry: 0, step: 0, place: 0 }; starts.last().copied().unwrap_or_default()];
    for (group, posting) in counted() {
        let end = &mut ends[group as usize];
        hits[*end] = weigher.hit(posting);
        *end += 1;
    }
    (starts, hits)
}

/// Turns counts into impacts by BM25F.
struct Weigher<'a> {
    cards: &'a [&'a Card],
    mean: f32,
}

impl<'a> Weigher<'a> {
    fn new(cards: &'a [&'a Card]) -> Self {
        let total: f32 = cards.iter().map(|card| card.length).sum();
        Self { cards, mean: (total / cards.len().max(1) as f32).max(1.0) }
    }

    fn hit(&self, posting: &Posting) -> Hit {
        let Posting { entry, body, strong, place, named } = *posting;
        let card = &self.cards[entry as usize];
        let weight = f32::from(strong) / 2.0 + f32::from(body) / 2.0 / (1.0 - B + B * card.length / self.mean);
        let impact = weight / (K1 + weight);
        let step = match named {
            Named::Title => TITLE,
            Named::Name => NAME,
            Named::No => STEPS.iter().filter(|start| impact >= **start).count() as u8,
        };
        Hit { entry, step, place }
    }
}

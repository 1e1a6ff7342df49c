//! Writes the forms with their lists of hits, and the forms written backwards, in shards of a size that loads at once.

use crate::search::coding::{Bits, letter, rice_width};
use crate::search::postings::{Hit, Postings, TITLE, compare_utf16};

/// One shard before it has a name: the key that it begins with, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shard<T> {
    /// Every key of the shard is at least this one and less than that of the next; cut as short as that allows.
    pub(super) first: String,
    /// What it holds.
    pub(super) data: T,
}

/// Words in order, each with only what differs from the word before it.
#[derive(Default)]
struct Words {
    text: String,
    last: String,
}

impl Words {
    /// Adds a word: a letter for how many UTF-16 units it shares with the one before, and the others.
    fn push(&mut self, word: &str) {
        let shared: String =
            self.last.chars().zip(word.chars()).take(31).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push(letter(shared.encode_utf16().count() as u32));
        self.text.push_str(&word[shared.len()..]);
        self.last = String::from(word);
    }
}

/// The shortest beginning of `word` that comes after `before`.
fn separator(before: &str, word: &str) -> String {
    let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(shared + 1).collect()
}

/// The forms in order, each with the list of hits of its group, in shards of about `size` letters.
///
/// A list stands with the first form of its group. Other forms say how many forms before them that is (`=` for the one
/// just before, `=3`), or which form it is when that stands in another shard (`=:cell`).
pub(super) fn terms(postings: &Postings, size: usize) -> Vec<Shard<(String, String)>> {
    let mut homes: Vec<Option<Home>> = Vec::new();
    let mut shards: Vec<Shard<(String, String)>> = Vec::new();
    let mut open = OpenShard::default();
    let mut last = "";
    for (at, (form, group)) in postings.forms.iter().enumerate() {
        let group = *group as usize;
        if open.is_full(size) {
            shards.push(std::mem::replace(&mut open, OpenShard::starting(separator(last, form))).close());
        }
        if homes.len() <= group {
            homes.resize(group + 1, None);
        }
        open.words.push(form);
        match homes[group] {
            None => {
                homes[group] = Some(Home { form: at, shard: shards.len() });
                open.push_list(postings.hits(group as u32), postings.cards.len());
            }
            Some(home) if home.shard == shards.len() => open.refer_back(at - home.form),
            Some(home) => open.refer_away(&postings.forms[home.form].0),
        }
        last = form;
    }
    shards.push(open.close());
    shards
}

/// Where the list of a group stands.
#[derive(Clone, Copy)]
struct Home {
    form: usize,
    shard: usize,
}

/// A shard that is being filled.
#[derive(Default)]
struct OpenShard {
    first: String,
    words: Words,
    bits: Bits,
}

impl OpenShard {
    fn starting(first: String) -> Self {
        Self { first, ..Self::default() }
    }

    fn is_full(&self, size: usize) -> bool {
        self.words.text.len() + self.bits.len() >= size
    }

    fn close(self) -> Shard<(String, String)> {
        Shard { first: self.first, data: (self.words.text, self.bits.finish()) }
    }

    fn refer_back(&mut self, distance: usize) {
        self.words.text.push('=');
        if distance > 1 {
            self.words.text.push_str(&distance.to_string());
        }
    }

    fn refer_away(&mut self, home: &str) {
        self.words.text.push_str("=:");
        self.words.text.push_str(home);
    }

    /// Adds a list: how many hits, then for each the gap to the entry before, the step, and the place where the list is
    /// so short that it tells a place from others.
    fn push_list(&mut self, hits: &[Hit], entries: usize) {
        let hits = without_doubles(hits);
        let places = tells_places(hits.len(), entries);
        let least = least_step(hits.len(), entries);
        let kept: Vec<Hit> = hits.iter().copied().filter(|hit| hit.step >= least).collect();
        let width = rice_width(kept.len(), entries);
        self.bits.gamma(kept.len() as u32);
        self.bits.gamma((hits.len() - kept.len()) as u32);
        let mut next = 0;
        for hit in &kept {
            self.bits.rice(hit.entry - next, width);
            self.push_step(hit.step);
            if places {
                self.bits.rice(u32::from(hit.place), 1);
            }
            next = hit.entry + 1;
        }
    }

    /// Adds a step: two bits for the three that are frequent in the middle, three for the lowest, four for names.
    fn push_step(&mut self, step: u8) {
        match step {
            1..=3 => self.bits.fixed(u32::from(step) - 1, 2),
            0 => self.bits.fixed(6, 3),
            _ => self.bits.fixed(14 + u32::from(step) - u32::from(TITLE), 4),
        }
    }
}

/// The least step that a hit must have to be in the index. In a large network, the passing mention of a word that stands
/// in very many entries ranks none of them higher, and would be half of the index.
fn least_step(hits: usize, entries: usize) -> u8 {
    match entries {
        0..1024 => 0,
        _ if hits > entries / 4 => 3,
        _ if hits > entries / 8 => 2,
        _ if hits > entries / 50 => 1,
        _ => 0,
    }
}

/// Whether the places of a list are worth their letters: a word that stands in most entries leads to no place.
pub(super) fn tells_places(hits: usize, entries: usize) -> bool {
    entries < 256 || hits <= entries / 20
}

/// Steps in the order of what they count for: a title counts more than another name.
fn rank(step: u8) -> u8 {
    if step == TITLE { u8::MAX } else { step }
}

/// The hits with one for each entry: where two stems of a group stand in an entry, the stronger counts.
fn without_doubles(hits: &[Hit]) -> Vec<Hit> {
    let mut single: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match single.last_mut() {
            Some(last) if last.entry == hit.entry => {
                if rank(hit.step) > rank(last.step) {
                    *last = *hit;
                }
            }
            _ => single.push(*hit),
        }
    }
    single
}

/// The forms that a typing error can be put right to, backwards and in that order: with the forms in their own order
/// this finds every form that is one edit away, since of two halves of a word one edit spares one.
pub(super) fn backwards(postings: &Postings, size: usize) -> Vec<Shard<String>> {
    let mut forms: Vec<String> = postings
        .forms
        .iter()
        .filter(|(form, _)| is_correctable(form))
        .map(|(form, _)| form.chars().rev().collect())
        .collect();
    forms.sort_unstable_by(|a, b| compare_utf16(a, b));
    let mut shards = Vec::new();
    let mut first = String::new();
    let mut words = Words::default();
    for form in &forms {
        if words.text.len() >= size {
            let next = separator(&words.last, form);
            let full = std::mem::take(&mut words);
            shards.push(Shard { first: std::mem::replace(&mut first, next), data: full.text });
        }
        words.push(form);
    }
    shards.push(Shard { first, data: words.text });
    shards
}

/// Whether a reader may have meant `form` when a letter went wrong: it has at least four characters and no digit.
fn is_correctable(form: &str) -> bool {
    form.chars().count() >= 4 && !form.contains(|c: char| c.is_numeric())
}

//! What is looked for: what may not be shown, and what may be shown although it looks alike.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::identifier::Passage;
use crate::finding::{Findings, Severity};
use crate::model::chat::{Chat, Fragment, Message, Transcript};
use crate::model::network::Network;
use crate::model::person::Consent;
use crate::model::prose::Target;
use crate::model::secret::words::{Word, words};
use crate::model::secret::{DIGITS, Secret, SecretKind, WINDOW};
use crate::source::FilePath;

/// A run of words to look for.
pub(super) struct Pattern {
    /// The hashes of its words, in order.
    pub(super) words: Box<[u64]>,
    /// Whether each word must be written with a capital.
    pub(super) capital: bool,
    /// Where it may not be.
    pub(super) scope: Scope,
    /// What it is and how a log may show it; nothing when it may be shown and only covers what looks alike.
    pub(super) secret: Option<(SecretKind, Box<str>)>,
}

/// Where a pattern counts.
pub(super) enum Scope {
    /// In every file.
    Everywhere,
    /// In files whose path begins so.
    Below(Arc<str>),
}

/// Everything that is looked for.
#[derive(Default)]
pub(super) struct Patterns {
    /// A bit for each hash that may be the last word of a pattern: most words are told apart by this alone.
    ends: Bits,
    by_end: FxHashMap<u64, Vec<Pattern>>,
    numbers: FxHashMap<(u64, u32), Pattern>,
    window_bits: Bits,
    windows: FxHashMap<u64, Pattern>,
}

/// A set of hashes that errs on the side of yes.
struct Bits {
    bits: Box<[u64]>,
}

/// How many bits a set has: 16 KiB stay in the fastest memory.
const BITS: u64 = 1 << 17;

impl Default for Bits {
    fn default() -> Self {
        Self { bits: vec![0; (BITS / 64) as usize].into() }
    }
}

impl Bits {
    fn insert(&mut self, hash: u64) {
        let bit = hash % BITS;
        self.bits[(bit / 64) as usize] |= 1 << (bit % 64);
    }

    #[inline]
    fn may_have(&self, hash: u64) -> bool {
        let bit = hash % BITS;
        self.bits[(bit / 64) as usize] >> (bit % 64) & 1 == 1
    }
}

/// How many words a message has that is looked for as a whole, because it is too short for a window.
const SHORT: RangeInclusive<usize> = 6..=WINDOW - 1;

/// The longest name that is looked for, in words.
const LONGEST: usize = 8;

/// An odd number without pattern.
const FACTOR: u64 = 0xD6E8_FEB8_6659_FD93;
/// What the first word of a window was multiplied with when it leaves.
const LEAVING: u64 = {
    let mut power = 1_u64;
    let mut step = 0;
    while step < WINDOW {
        power = power.wrapping_mul(FACTOR);
        step += 1;
    }
    power
};

/// The hash of a window that goes on by one word.
#[inline]
pub(super) fn roll(window: u64, leaving: u64, entering: u64) -> u64 {
    window.wrapping_mul(FACTOR).wrapping_add(entering).wrapping_sub(leaving.wrapping_mul(LEAVING))
}

/// The hashes of every window of `words`.
fn windows(words: &[Word]) -> impl Iterator<Item = u64> {
    words.windows(WINDOW).map(|window| window.iter().fold(0, |hash, word| roll(hash, 0, word.hash)))
}

impl Patterns {
    /// What may not and what may be in the site of `network`.
    pub(super) fn of(network: &Network, findings: &Findings) -> Self {
        let mut patterns = Self::default();
        if network.transcripts.is_empty() && network.extra_transcripts.is_empty() && network.people.secrets.is_empty() {
            return patterns;
        }
        let public = Public::of(network);
        let withheld = withheld(findings);
        let none = BTreeSet::new();
        let of_file = |transcript: &Transcript| withheld.get(&transcript.file).unwrap_or(&none);
        for (id, transcript) in &network.transcripts {
            let chat = network.chats.get(id).map(|chat| &**chat);
            patterns.transcript(network, transcript, chat, of_file(transcript), &public);
        }
        for transcript in &network.extra_transcripts {
            patterns.transcript(network, transcript, None, of_file(transcript), &public);
        }
        for secret in &network.people.secrets {
            patterns.secret(secret, Scope::Everywhere, &public);
        }
        // Where nothing is hidden, nothing needs to be covered.
        if !patterns.by_end.is_empty() {
            public.phrases.into_iter().for_each(|words| patterns.allow(words));
        }
        patterns
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.by_end.is_empty() && self.numbers.is_empty() && self.windows.is_empty()
    }

    /// Whether passages are looked for.
    #[inline]
    pub(super) fn has_windows(&self) -> bool {
        !self.windows.is_empty()
    }

    /// Whether a pattern may end with a word of this hash.
    #[inline]
    pub(super) fn may_end(&self, hash: u64) -> bool {
        self.ends.may_have(hash)
    }

    /// The patterns that end with a word of this hash.
    pub(super) fn ending(&self, hash: u64) -> &[Pattern] {
        self.by_end.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// The withheld window with this hash.
    #[inline]
    pub(super) fn window(&self, hash: u64) -> Option<&Pattern> {
        if self.window_bits.may_have(hash) { self.windows.get(&hash) } else { None }
    }

    /// The number with these last digits.
    pub(super) fn number(&self, number: u64, digits: u32) -> Option<&Pattern> {
        self.numbers.get(&(number, digits.min(*DIGITS.end())))
    }

    /// Adds what a transcript hides: `withheld` are the messages that somebody decided to leave out.
    fn transcript(
        &mut self,
        network: &Network,
        transcript: &Transcript,
        chat: Option<&Chat>,
        withheld: &BTreeSet<usize>,
        public: &Public,
    ) {
        let page: Arc<str> = transcript.chat.address().page.as_str().trim_end_matches(".html").into();
        for secret in &transcript.secrets {
            let may_be_named = secret.whose.and_then(|author| network.people.by_author(author));
            if may_be_named.is_some_and(|person| person.consent == Some(Consent::Name)) {
                continue;
            }
            let scope = match secret.kind {
                SecretKind::Part => Scope::Below(Arc::clone(&page)),
                _ => Scope::Everywhere,
            };
            self.secret(secret, scope, public);
        }
        let is_shown = |(at, message): &(usize, &Message)| !withheld.contains(at) && is_shown(chat, message);
        let (shown, hidden): (Vec<_>, Vec<_>) = transcript.messages.iter().enumerate().partition(is_shown);
        let of_secrets = transcript.secrets.iter().filter(|secret| secret.kind == SecretKind::Passage);
        let short = hidden.iter().flat_map(|(_, message)| texts(message)).chain(of_secrets.map(|it| it.words.to_vec()));
        let short: Vec<Vec<Word>> = short.filter(|words| SHORT.contains(&words.len())).collect();
        let windows: FxHashSet<u64> = shown.iter().flat_map(|(_, message)| window_hashes(message)).collect();
        for window in hidden.iter().flat_map(|(_, message)| window_hashes(message)) {
            if !windows.contains(&window) && !public.windows.contains(&window) {
                self.add_window(window);
            }
        }
        self.short_passages(&short, &shown, &page);
    }

    /// Adds withheld messages of a few words. Others may say the same in as few words, so they count on the pages of
    /// their own chat alone, and not when somebody else there says them too.
    fn short_passages(&mut self, short: &[Vec<Word>], shown: &[(usize, &Message)], page: &Arc<str>) {
        if short.is_empty() {
            return;
        }
        let texts: Vec<Vec<Word>> = shown.iter().flat_map(|(_, message)| texts(message)).collect();
        let said = |length: usize| texts.iter().flat_map(move |words| words.windows(length).map(hashes));
        let said: FxHashSet<Box<[u64]>> = SHORT.flat_map(said).collect();
        for words in short.iter().map(|words| hashes(words)).filter(|words| !said.contains(words)) {
            let secret = Some((SecretKind::Passage, Box::from("")));
            self.add(Pattern { words, capital: false, scope: Scope::Below(Arc::clone(page)), secret });
        }
    }

    /// Adds one secret, unless it is public for another reason.
    fn secret(&mut self, secret: &Secret, scope: Scope, public: &Public) {
        let shown = (secret.kind, secret.masked.clone());
        match (secret.kind, &*secret.words) {
            (SecretKind::Number, words) => self.add_number(words, shown),
            (SecretKind::Passage, words) => windows(words).for_each(|window| self.add_window(window)),
            (_, [word]) if public.words.contains(&word.hash) => {}
            (_, words) if words.len() > LONGEST || public.phrases.contains(&hashes(words)) => {}
            (_, words) => {
                let capital = words.len() == 1 && words[0].capital;
                self.add(Pattern { words: hashes(words), capital, scope, secret: Some(shown) });
            }
        }
    }

    fn allow(&mut self, words: Box<[u64]>) {
        self.add(Pattern { words, capital: false, scope: Scope::Everywhere, secret: None });
    }

    fn add(&mut self, pattern: Pattern) {
        let Some(last) = pattern.words.last() else { return };
        self.ends.insert(*last);
        self.by_end.entry(*last).or_default().push(pattern);
    }

    fn add_number(&mut self, words: &[Word], shown: (SecretKind, Box<str>)) {
        let digits: u32 = words.iter().map(|word| word.digits).sum();
        if digits < *DIGITS.start() {
            return;
        }
        let number = words
            .iter()
            .fold(0, |number: u64, word| (number * 10_u64.pow(word.digits.min(9)) + word.number) % 1_000_000_000);
        let pattern = Pattern { words: hashes(words), capital: false, scope: Scope::Everywhere, secret: Some(shown) };
        self.numbers.insert((number, digits.min(*DIGITS.end())), pattern);
    }

    fn add_window(&mut self, window: u64) {
        self.window_bits.insert(window);
        let secret = Some((SecretKind::Passage, Box::from("")));
        let pattern = Pattern { words: Box::default(), capital: false, scope: Scope::Everywhere, secret };
        self.windows.insert(window, pattern);
    }
}

/// The hashes of words.
fn hashes(words: &[Word]) -> Box<[u64]> {
    words.iter().map(|word| word.hash).collect()
}

/// Whether the gate shows a message: its speaker agreed and it was not taken back. A transcript without a recap, and a
/// second one of a chat, are not shown at all.
fn is_shown(chat: Option<&Chat>, message: &Message) -> bool {
    let speaker = chat.zip(message.author).and_then(|(chat, author)| chat.speakers.get(author));
    !message.deleted && speaker.is_some_and(|speaker| speaker.words)
}

/// The words of each piece of text of a message.
fn texts(message: &Message) -> Vec<Vec<Word>> {
    let texts = message.body.iter().filter_map(|fragment| match fragment {
        Fragment::Text(text) => Some(words(text)),
        _ => None,
    });
    texts.collect()
}

/// The hashes of the windows of a message.
fn window_hashes(message: &Message) -> Vec<u64> {
    texts(message).iter().flat_map(|words| windows(words)).collect()
}

/// The messages that somebody decided to leave out, or that stop a build, by the transcript that they stand in.
fn withheld(findings: &Findings) -> BTreeMap<FilePath, BTreeSet<usize>> {
    let mut withheld: BTreeMap<FilePath, BTreeSet<usize>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.withheld || finding.severity == Severity::Error) {
        if let Some(Passage::Message(at)) = finding.identifier.as_ref().map(|identifier| identifier.passage) {
            withheld.entry(finding.file.clone()).or_default().insert(at);
        }
    }
    withheld
}

/// What may be shown although it looks like a secret. These are the rules of what is public and professional: staff and
/// people who agreed to be named, authors and reviewers, authors of sources, the names of the site and its contacts, and
/// the hosts of addresses that pages link to.
#[derive(Default)]
struct Public {
    /// Single words that are names of public people or bodies.
    words: FxHashSet<u64>,
    /// Whole names.
    phrases: BTreeSet<Box<[u64]>>,
    /// Windows of titles and questions, which people repeat.
    windows: FxHashSet<u64>,
}

impl Public {
    fn of(network: &Network) -> Self {
        let mut public = Self::default();
        let people = &network.people;
        let named = people.participants.iter().filter(|person| person.consent == Some(Consent::Name));
        people.staff.iter().chain(named).for_each(|person| public.name(&person.name));
        let config = &network.config;
        let own = [Some(&config.title), config.organisation.as_ref(), config.department.as_ref()];
        own.into_iter().flatten().for_each(|name| public.name(name));
        network.contacts.contacts.iter().for_each(|contact| public.name(&contact.name));
        for text in network.texts() {
            let people = text.meta.authors.iter().chain(&text.meta.reviewed_by);
            people.for_each(|person| public.name(person));
            public.passage(text.title);
            text.meta.summary.iter().for_each(|summary| public.passage(summary));
            text.prose.links.iter().for_each(|link| public.host(&link.target));
        }
        for chat in network.chats.values() {
            chat.recap.facts.questions.iter().for_each(|question| public.passage(&question.text));
        }
        for reference in network.references.values() {
            reference.authors.iter().for_each(|author| public.cited(author));
            public.passage(&reference.title);
        }
        public
    }

    /// A name: as a whole, and each word of it.
    fn name(&mut self, name: &str) {
        let words = words(name);
        self.words.extend(words.iter().map(|word| word.hash));
        self.phrase(&words);
    }

    /// The name of an author as lists of sources may write it. Its words alone stay a name of somebody else.
    fn cited(&mut self, author: &str) {
        let (family, given) = author.split_once(", ").unwrap_or((author, ""));
        let first_letters = given.split([' ', '-', '.']).filter_map(|name| name.chars().next());
        let apart: String = first_letters.clone().flat_map(|letter| [letter, ' ']).collect();
        let joined: String = first_letters.collect();
        let family = words(family);
        for given in [given, &apart, &joined] {
            let given = words(given);
            self.phrase(&[&family[..], &given].concat());
            self.phrase(&[&given[..], &family].concat());
        }
    }

    fn phrase(&mut self, words: &[Word]) {
        if !words.is_empty() && words.len() <= LONGEST {
            self.phrases.insert(hashes(words));
        }
    }

    fn passage(&mut self, text: &str) {
        self.windows.extend(windows(&words(text)));
    }

    /// The words of the host of an address that an editor wrote.
    fn host(&mut self, target: &Target) {
        if let Target::Url(url) = target
            && let Some(host) = url.split("//").nth(1).and_then(|rest| rest.split('/').next())
        {
            self.words.extend(words(host).iter().map(|word| word.hash));
        }
    }
}

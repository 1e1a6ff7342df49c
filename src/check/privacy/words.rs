//! What single words mean to the detectors: months, numbers, kin, titles, names, ordinary words. Words are looked up
//! folded: small letters without accents.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::check::privacy::lexicon::LISTS;
use crate::check::privacy::triggers::{Triggers, of_word};
use crate::check::privacy::word_list::{hash_of, word_hash};

/// What is known of a word: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tags(u32);

impl Tags {
    /// Nothing.
    pub(crate) const NONE: Self = Self(0);
    /// A month, with its number as value.
    pub(crate) const MONTH: Self = Self(1);
    /// A day of the week.
    pub(crate) const WEEKDAY: Self = Self(1 << 1);
    /// A number word, with its value.
    pub(crate) const NUMBER: Self = Self(1 << 2);
    /// A number word that says which one, with its value: "third".
    pub(crate) const ORDINAL: Self = Self(1 << 3);
    /// A relative or another person close by: "daughter", "boss", "roommate".
    pub(crate) const KIN: Self = Self(1 << 4);
    /// What stands before a surname: "Mrs".
    pub(crate) const TITLE: Self = Self(1 << 5);
    /// The person who speaks: "I", "my", "we".
    pub(crate) const SELF: Self = Self(1 << 6);
    /// The person spoken to: "you", "your".
    pub(crate) const YOU: Self = Self(1 << 7);
    /// A third person: "she", "his".
    pub(crate) const THIRD: Self = Self(1 << 8);
    /// Possession: "my", "her", "our".
    pub(crate) const POSSESSIVE: Self = Self(1 << 9);
    /// A kind of street.
    pub(crate) const STREET: Self = Self(1 << 10);
    /// A country, or a state, nation or region as large as one.
    pub(crate) const COUNTRY: Self = Self(1 << 11);
    /// A unit of measure, or a noun that is counted in medicine.
    pub(crate) const UNIT: Self = Self(1 << 12);
    /// Begins the label of a number: "policy", "MRN".
    pub(crate) const LABEL: Self = Self(1 << 13);
    /// A stretch of time: "week", "months".
    pub(crate) const PERIOD: Self = Self(1 << 14);
    /// A place of work, care or learning: "hospital", "school".
    pub(crate) const INSTITUTION: Self = Self(1 << 15);
    /// Says that a telephone number may follow.
    pub(crate) const CALL: Self = Self(1 << 16);
    /// Many people at once: "women", "patients".
    pub(crate) const PEOPLE: Self = Self(1 << 17);
    /// A digit as it is spelled when numbers are dictated: "oh", "five", "double".
    pub(crate) const DIGIT: Self = Self(1 << 18);
    /// A house that gives e-mail addresses to private people.
    pub(crate) const MAIL_HOST: Self = Self(1 << 19);
    /// Begins a phrase with which somebody says their name: "my", "I'm", "call".
    pub(crate) const INTRODUCES: Self = Self(1 << 20);

    /// Whether it has one of `tags`.
    pub(crate) fn has(self, tags: Self) -> bool {
        self.0 & tags.0 != 0
    }

    /// Those of `tags` that it has.
    pub(crate) fn only(self, tags: Self) -> Self {
        Self(self.0 & tags.0)
    }

    /// Both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// What it means.
    pub(crate) tags: Tags,
    /// Its number, for months and number words.
    pub(crate) value: u32,
}

/// A word as it is looked up: small letters without accents.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    Cow::Owned(word.nfkd().filter(|c| !is_accent(c)).flat_map(char::to_lowercase).collect())
}

/// What is known of a word, which is folded for it.
pub(crate) fn known(word: &str) -> Known {
    known_by(hash_of(word))
}

/// What is known of the word with this hash.
pub(crate) fn known_by(hash: u64) -> Known {
    LEXICON.get(&hash).copied().unwrap_or_default()
}

/// Whether a folded word is a given name that parents of several countries choose.
pub(crate) fn is_given_name(folded: &str) -> bool {
    traits_of(folded).has(Traits::GIVEN)
}

/// Whether the name of a town of some size begins with the word of this hash.
pub(crate) fn begins_town(hash: u64) -> bool {
    TOWN_BEGINNINGS.contains(&hash)
}

/// Whether folded words, divided by blanks, are the name of a town of some size.
pub(crate) fn is_town(folded: &str) -> bool {
    TOWNS.contains(&word_hash(folded))
}

/// Whether a folded word is a given name and, at the beginning of a sentence, as likely an ordinary word.
pub(crate) fn is_name_and_word(folded: &str) -> bool {
    traits_of(folded).has(Traits::NAME_AND_WORD)
}

/// Whether a folded word that is no ordinary one becomes one when two letters change places, or one that is there too often or
/// too seldom is mended: "beleives", "realy", "hosptial", and no name.
pub(crate) fn is_misspelt(folded: &str) -> bool {
    if !folded.is_ascii() || folded.len() < 5 {
        return false;
    }
    let bytes = folded.as_bytes();
    let is_known = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|word| word.len() > 3 && is_ordinary(word));
    (0..bytes.len()).any(|at| {
        let mut changed = bytes.to_vec();
        let is_swapped = at > 0 && {
            changed.swap(at - 1, at);
            is_known(&changed)
        };
        let doubled = || is_known(&[&bytes[..=at], &bytes[at..]].concat());
        let is_repeated =
            || at > 0 && bytes[at] == bytes[at - 1] && is_known(&[&bytes[..at], &bytes[at + 1..]].concat());
        is_swapped || doubled() || is_repeated()
    })
}

/// What a word is, worked out of the lists and its form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meaning {
    /// What the lexicon says of it.
    pub(crate) known: Known,
    /// What it is as a word.
    pub(crate) traits: Traits,
    /// What may begin with it.
    pub(crate) triggers: Triggers,
}

/// What a word is as a word: a set of the constants below. A set, because it is copied for every word of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u8);

impl Traits {
    /// Of what is no word.
    pub(crate) const NONE: Self = Self(0);
    /// An ordinary word of English or Spanish, or a form of one.
    pub(crate) const ORDINARY: Self = Self(1);
    /// Written with a capital without telling anything of a person: a drug, a disease that bears a name, a charity, a
    /// language, a feast.
    pub(crate) const PROPER: Self = Self(1 << 1);
    /// A given name that parents of several countries choose.
    pub(crate) const GIVEN: Self = Self(1 << 2);
    /// A given name and, at the beginning of a sentence, as likely an ordinary word.
    pub(crate) const NAME_AND_WORD: Self = Self(1 << 3);
    /// A capital makes a name of it: without its "'s", it is neither ordinary nor known as harmless, or it is a given name
    /// and hardly ever a word.
    pub(crate) const NAME_BY_CAPITAL: Self = Self(1 << 4);

    /// Works out what a folded word is.
    fn of(word: &str, hash: u64) -> Self {
        let traits = Self::NONE
            .with_if(looks_ordinary(word), Self::ORDINARY)
            .with_if(looks_proper(word), Self::PROPER)
            .with_if(GIVEN_NAMES.contains(&hash), Self::GIVEN)
            .with_if(NAMES_AND_WORDS.contains(&hash), Self::NAME_AND_WORD);
        let is_name_by_capital = match word.strip_suffix("'s") {
            Some(bare) => Self::of(bare, word_hash(bare)).is_name(),
            None => traits.is_name(),
        };
        traits.with_if(is_name_by_capital, Self::NAME_BY_CAPITAL)
    }

    /// Whether it has one of `traits`.
    #[inline]
    pub(crate) fn has(self, traits: Self) -> bool {
        self.0 & traits.0 != 0
    }

    /// These, and `others` if they apply.
    pub(crate) fn with_if(self, applies: bool, others: Self) -> Self {
        if applies { Self(self.0 | others.0) } else { self }
    }

    fn is_name(self) -> bool {
        self.has(Self::GIVEN) && !self.has(Self::NAME_AND_WORD) || !self.has(Self::ORDINARY.with_if(true, Self::PROPER))
    }
}

impl Meaning {
    /// Works out what a folded word is.
    fn of(word: &str, hash: u64) -> Self {
        let (known, traits) = (known_by(hash), Traits::of(word, hash));
        let by_name = if traits.has(Traits::GIVEN) { Triggers::NAME } else { Triggers::NONE };
        Self { known, traits, triggers: of_word(hash, known.tags).with(by_name) }
    }
}

/// How many words each thread keeps in mind: enough for the words that come again and again. It is a power of two.
const KEPT: usize = 1 << 15;

/// What was worked out before. Each word has one place, by its hash, which the last one keeps. A place that is empty knows of
/// the hash 0 that it is no ordinary word, so that even a word with that hash would rather be found than pass.
pub(crate) struct Meanings(Vec<(u64, Meaning)>);

thread_local! {
    static MEANINGS: RefCell<Meanings> = RefCell::new(Meanings(vec![(0, Meaning::default()); KEPT]));
}

/// Lends what this thread keeps in mind.
pub(crate) fn with_meanings<T>(ask: impl FnOnce(&mut Meanings) -> T) -> T {
    MEANINGS.with_borrow_mut(ask)
}

impl Meanings {
    /// What `word` is, which has this hash and is folded if it has not been met before.
    #[inline]
    pub(crate) fn of(&mut self, hash: u64, word: &str) -> Meaning {
        // The high bits are the well mixed ones.
        let kept = &mut self.0[(hash >> 49) as usize % KEPT];
        if kept.0 != hash {
            *kept = (hash, Meaning::of(&folded(word), hash));
        }
        kept.1
    }
}

/// What a folded word is.
fn traits_of(folded: &str) -> Traits {
    with_meanings(|meanings| meanings.of(word_hash(folded), folded)).traits
}

/// Whether a folded word is written with a capital without telling anything of a person.
pub(crate) fn is_proper_word(folded: &str) -> bool {
    traits_of(folded).has(Traits::PROPER)
}

/// Whether a folded word is an ordinary word of English or Spanish, or a form of one.
pub(crate) fn is_ordinary(folded: &str) -> bool {
    traits_of(folded).has(Traits::ORDINARY)
}

fn looks_proper(folded: &str) -> bool {
    PROPER.contains(&word_hash(folded))
        || MEDICAL_ENDINGS.iter().any(|ending| folded.len() > ending.len() + 3 && folded.ends_with(ending))
        || DRUG_ENDINGS.iter().any(|ending| folded.len() > ending.len() + 2 && folded.ends_with(ending))
}

fn looks_ordinary(word: &str) -> bool {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
    if let Some((before, after)) = word.split_once('\'') {
        return CONTRACTIONS.contains(&after) && (is_word(before) || before.ends_with('n') && after == "t");
    }
    is_word(word)
}

/// Whether a folded word is on the list of ordinary English words.
fn is_listed(word: &str) -> bool {
    ORDINARY.contains(&word_hash(word))
}

/// Whether a folded word without apostrophe is ordinary.
fn is_word(word: &str) -> bool {
    if word.len() < 2 || is_listed(word) || SPANISH.contains(&word_hash(word)) {
        return true;
    }
    known(word).tags != Tags::default() || is_form(word) || is_spelled_british(word) || is_spanish_form(word)
}

/// Whether a word is an inflected or derived form of an ordinary word.
fn is_form(word: &str) -> bool {
    word.is_ascii()
        && FORMS.iter().any(|(ending, instead)| {
            let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) else { return false };
            let doubled = stem.len() > 3 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
            instead.iter().any(|tail| is_listed(&[stem, tail].concat()))
                || doubled && ending.starts_with(['e', 'i']) && is_listed(&stem[..stem.len() - 1])
        })
}

/// Whether a word is an ordinary one in British letters: "colour", "organise", "anaemia".
fn is_spelled_british(word: &str) -> bool {
    BRITISH.iter().any(|(british, american)| {
        word.match_indices(british).any(|(at, _)| {
            let american = [&word[..at], american, &word[at + british.len()..]].concat();
            is_listed(&american) || is_form(&american)
        })
    })
}

/// Whether a word has an ending that Spanish gives to verbs and adverbs only.
fn is_spanish_form(word: &str) -> bool {
    SPANISH_ENDINGS.iter().any(|ending| word.len() > ending.len() + 3 && word.ends_with(ending))
}

/// A list of words as a set of their hashes.
type WordSet = LazyLock<FxHashSet<u64>>;

/// The words of a text, divided by blanks; lines that begin with `#` are remarks.
fn words_of(text: &str) -> FxHashSet<u64> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_ascii_whitespace).map(word_hash).collect()
}

/// The lines of a text.
fn lines_of(text: &str) -> FxHashSet<u64> {
    text.lines().map(word_hash).collect()
}

/// Ordinary English words, one a line; `words/README.md` says where they come from.
static ORDINARY: WordSet = LazyLock::new(|| lines_of(include_str!("words/ordinary.txt")));

/// Given names, one a line.
static GIVEN_NAMES: WordSet = LazyLock::new(|| lines_of(include_str!("words/names.txt")));

/// Towns, one a line. Those that are single ordinary words are left out.
static TOWNS: WordSet = LazyLock::new(|| lines_of(include_str!("words/towns.txt")));

/// The first words of the names of towns.
static TOWN_BEGINNINGS: WordSet = LazyLock::new(|| {
    let towns = include_str!("words/towns.txt").lines();
    towns.filter_map(|town| town.split(' ').next()).map(word_hash).collect()
});

/// Given names that begin sentences as words.
static NAMES_AND_WORDS: WordSet = LazyLock::new(|| words_of(include_str!("words/names-and-words.txt")));

/// Words of Spanish that begin sentences.
static SPANISH: WordSet = LazyLock::new(|| words_of(include_str!("words/spanish.txt")));

/// Words with a capital that tell nothing of a person.
static PROPER: WordSet = LazyLock::new(|| words_of(include_str!("words/proper.txt")));

/// The lexicon by the hashes of its words.
static LEXICON: LazyLock<FxHashMap<u64, Known>> = LazyLock::new(|| {
    let mut lexicon: FxHashMap<u64, Known> = FxHashMap::default();
    for (tags, words) in LISTS {
        for entry in words.split_ascii_whitespace() {
            let (word, value) = entry.split_once('=').unwrap_or((entry, "0"));
            let known = lexicon.entry(word_hash(word)).or_default();
            known.tags = known.tags.with(*tags);
            known.value = known.value.max(value.parse().unwrap_or_default());
        }
    }
    lexicon
});

/// Endings of the international names of drugs.
const DRUG_ENDINGS: [&str; 35] = [
    "grelor",
    "mab",
    "nib",
    "ciclib",
    "parib",
    "platin",
    "taxel",
    "rubicin",
    "mycin",
    "micin",
    "cillin",
    "cycline",
    "floxacin",
    "azole",
    "prazole",
    "setron",
    "dronate",
    "dronic",
    "parin",
    "caine",
    "statin",
    "pril",
    "sartan",
    "olol",
    "dipine",
    "oxetine",
    "azepam",
    "zolam",
    "profen",
    "coxib",
    "gliptin",
    "gliflozin",
    "glutide",
    "fentanil",
    "trexate",
];

/// Endings of the names of diseases, operations and examinations.
const MEDICAL_ENDINGS: [&str; 21] = [
    "itis", "osis", "emia", "ectomy", "otomy", "ostomy", "opathy", "algia", "plasty", "scopy", "graphy", "penia",
    "uria", "phil", "phils", "philia", "trophy", "plegia", "edema", "oedema", "therapy",
];

/// What stands after the apostrophe of a contraction.
const CONTRACTIONS: [&str; 9] = ["s", "t", "re", "ve", "ll", "d", "m", "all", "em"];

/// Endings of inflected and derived forms, with what the ordinary word may have instead.
const FORMS: &[(&str, &[&str])] = &[
    ("s", &[""]),
    ("es", &["", "is"]),
    ("ies", &["y"]),
    ("ed", &["", "e"]),
    ("ied", &["y"]),
    ("ing", &["", "e"]),
    ("ings", &["", "e"]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("ier", &["y"]),
    ("est", &["", "e"]),
    ("iest", &["y"]),
    ("ly", &["", "le"]),
    ("ily", &["y"]),
    ("ness", &[""]),
    ("less", &[""]),
    ("able", &["", "e"]),
    ("ist", &["", "y"]),
    ("ists", &["", "y"]),
];

/// British spellings with the American ones.
const BRITISH: [(&str, &str); 13] = [
    ("our", "or"),
    ("is", "iz"),
    ("ys", "yz"),
    ("ae", "e"),
    ("oe", "e"),
    ("re", "er"),
    ("ll", "l"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("mme", "m"),
    ("phth", "phth"),
    ("aem", "em"),
    ("oed", "ed"),
];

/// Endings that Spanish gives to verbs and adverbs.
const SPANISH_ENDINGS: [&str; 22] = [
    "ando", "iendo", "mente", "aron", "ieron", "amos", "emos", "imos", "aba", "aban", "ados", "adas", "idos", "idas",
    "cion", "ciones", "aria", "arias", "ais", "arme", "erme", "irme",
];

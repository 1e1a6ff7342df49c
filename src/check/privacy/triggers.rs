//! Where a rule may begin. Each rule says with which words, signs and numbers whatever it finds must begin, a word is looked
//! up once for all of them, and a rule is tried only at the places of a line that concern it. A trigger may be too wide, but
//! never too narrow: what it leaves out is not found.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::word_list::Words;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{
    age, biometric, care, date, device, email, employer, handle, name, place, relative_date, vehicle,
};

/// The rules that may begin at a place: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Triggers(u32);

impl Triggers {
    /// None.
    pub(crate) const NONE: Self = Self(0);
    /// The name of an account.
    pub(crate) const HANDLE: Self = Self(1);
    /// A date.
    pub(crate) const DATE: Self = Self(1 << 1);
    /// A day told from today.
    pub(crate) const RELATIVE_DATE: Self = Self(1 << 2);
    /// An age.
    pub(crate) const AGE: Self = Self(1 << 3);
    /// A postal address.
    pub(crate) const ADDRESS: Self = Self(1 << 4);
    /// Words before the place where somebody lives.
    pub(crate) const LIVED_IN: Self = Self(1 << 5);
    /// Words before a town.
    pub(crate) const TOWN: Self = Self(1 << 6);
    /// What stands before an employer or school, or behind a profession.
    pub(crate) const EMPLOYER: Self = Self(1 << 7);
    /// A picture of somebody.
    pub(crate) const PICTURE: Self = Self(1 << 8);
    /// Words that confirm a care relationship.
    pub(crate) const CARE: Self = Self(1 << 9);
    /// A name by what stands around it.
    pub(crate) const NAME: Self = Self(1 << 10);
    /// Thanks or a greeting, behind which a name may stand.
    pub(crate) const THANKS: Self = Self(1 << 11);

    /// An e-mail address.
    pub(crate) const EMAIL: Self = Self(1 << 12);

    /// A vehicle, around which a plate may stand.
    pub(crate) const VEHICLE: Self = Self(1 << 13);
    /// Where else somebody is found.
    pub(crate) const ELSEWHERE: Self = Self(1 << 14);
    /// What somebody lives in, before its name.
    pub(crate) const HOME: Self = Self(1 << 15);
    /// An employer or school that is known by its name.
    pub(crate) const FIRM: Self = Self(1 << 16);
    /// A print of a body.
    pub(crate) const PRINT: Self = Self(1 << 17);
    /// A mark on a skin.
    pub(crate) const MARK: Self = Self(1 << 18);
    /// A voice.
    pub(crate) const VOICE: Self = Self(1 << 19);
    /// What strangers know somebody by at sight.
    pub(crate) const SIGHT: Self = Self(1 << 20);
    /// Somebody very old.
    pub(crate) const GREAT_AGE: Self = Self(1 << 21);
    /// A device that people wear.
    pub(crate) const DEVICE: Self = Self(1 << 22);
    /// Somebody who is spoken to, or told of as treated here.
    pub(crate) const ADDRESSED: Self = Self(1 << 23);

    /// Whether it has one of `rules`.
    pub(crate) fn has(self, rules: Self) -> bool {
        self.0 & rules.0 != 0
    }

    /// Both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// With what a rule may begin.
pub(crate) struct Trigger {
    /// The rule.
    pub(crate) rule: Triggers,
    /// Any of these meanings.
    pub(crate) tags: Tags,
    /// One of these words.
    pub(crate) words: &'static [Words],
    /// The first word of one of these phrases.
    pub(crate) phrases: &'static [&'static Phrases],
    /// One of these signs.
    pub(crate) signs: &'static str,
    /// Any number.
    pub(crate) numbers: bool,
    /// Letters and digits without a gap.
    pub(crate) codes: bool,
}

impl Trigger {
    /// A rule that begins with nothing.
    pub(crate) const fn of(rule: Triggers) -> Self {
        Self { rule, tags: Tags::NONE, words: &[], phrases: &[], signs: "", numbers: false, codes: false }
    }
}

/// The triggers of every rule that has one.
const ALL: [&Trigger; 24] = [
    &vehicle::TRIGGER,
    &handle::ELSEWHERE,
    &email::TRIGGER,
    &handle::TRIGGER,
    &date::TRIGGER,
    &relative_date::TRIGGER,
    &age::TRIGGER,
    &age::OLD,
    &place::ADDRESS,
    &place::LIVED_IN,
    &place::TOWN,
    &place::HOME,
    &employer::TRIGGER,
    &employer::FIRM,
    &biometric::PRINT,
    &biometric::MARK,
    &biometric::VOICE,
    &biometric::SIGHT,
    &biometric::PICTURE,
    &care::TRIGGER,
    &care::ADDRESSED,
    &device::TRIGGER,
    &name::TRIGGER,
    &name::THANKS,
];

/// All of them, by the word or sign with which they begin.
struct Table {
    by_word: FxHashMap<u64, Triggers>,
    by_sign: [Triggers; 128],
    numbers: Triggers,
    codes: Triggers,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        by_word: FxHashMap::default(),
        by_sign: [Triggers::default(); 128],
        numbers: Triggers::default(),
        codes: Triggers::default(),
    };
    ALL.iter().for_each(|trigger| table.add(trigger));
    table
});

impl Table {
    /// Adds what `trigger` begins with.
    fn add(&mut self, trigger: &Trigger) {
        let listed = trigger.words.iter().flat_map(|words| words.hashes().iter().copied());
        let first = trigger.phrases.iter().flat_map(|phrases| phrases.first_words());
        for hash in listed.chain(first) {
            let rules = self.by_word.entry(hash).or_default();
            *rules = rules.with(trigger.rule);
        }
        for sign in trigger.signs.bytes() {
            let rules = &mut self.by_sign[usize::from(sign & 127)];
            *rules = rules.with(trigger.rule);
        }
        if trigger.numbers {
            self.numbers = self.numbers.with(trigger.rule);
        }
        if trigger.codes {
            self.codes = self.codes.with(trigger.rule);
        }
    }
}

/// What may begin with the word of this hash and these meanings.
pub(crate) fn of_word(hash: u64, tags: Tags) -> Triggers {
    let by_word = TABLE.by_word.get(&hash).copied().unwrap_or_default();
    let by_tags = ALL.iter().filter(|trigger| trigger.tags.has(tags));
    by_tags.fold(by_word, |rules, trigger| rules.with(trigger.rule))
}

/// What may begin with a sign; those beyond ASCII begin nothing.
pub(crate) fn of_sign(sign: char) -> Triggers {
    let by_sign = usize::try_from(u32::from(sign)).ok().and_then(|at| TABLE.by_sign.get(at));
    by_sign.copied().unwrap_or_default()
}

/// What may begin with a number.
pub(crate) fn of_number() -> Triggers {
    TABLE.numbers
}

/// What may begin with letters and digits without a gap.
pub(crate) fn of_code() -> Triggers {
    TABLE.codes
}

#[cfg(test)]
mod tests {
    use super::Triggers;
    use crate::check::privacy::line::{Ground, Line};

    /// The words at which `rule` may begin in `text`.
    fn places(text: &str, rule: Triggers) -> Vec<String> {
        let mut room = Vec::new();
        let line = Line::of(text, Ground::Chat, &mut room);
        line.places(rule).map(|at| String::from(line.word(at))).collect()
    }

    #[test]
    fn a_rule_is_tried_only_where_it_may_begin() {
        let text = "My mum's op was 3 May, write to @anna 🎉";
        assert_eq!(places(text, Triggers::DATE), ["3", "May"]);
        assert_eq!(places(text, Triggers::HANDLE), ["write", "@"]);
        assert_eq!(places(text, Triggers::NAME), ["My", "mum's", "anna"]);
        assert!(places("nothing to see", Triggers::DATE).is_empty());
    }
}

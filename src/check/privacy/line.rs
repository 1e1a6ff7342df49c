//! One line of text cut into words, numbers and signs, each with what is known of it. Detectors walk over these.

mod cut;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::check::privacy::capitals::is_in_capitals;
use crate::check::privacy::line::cut::cut;
use crate::check::privacy::number::{Code, are_joined, codes_of};
use crate::check::privacy::triggers::Triggers;
use crate::check::privacy::word_list::{Mask, Words, words};
use crate::check::privacy::words::{Tags, Traits, folded};

/// What a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing: before the first token or behind the last.
    #[default]
    End,
    /// Letters, with apostrophes between them.
    Word,
    /// Digits.
    Number,
    /// Letters and digits without a gap.
    Code,
    /// One character of punctuation.
    Sign(char),
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Where it begins in the line.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// What the lexicon says of it.
    pub(crate) tags: Tags,
    /// What it is as a word.
    pub(crate) traits: Traits,
    /// The hash by which it is known in lists: that of its folded word.
    pub(crate) hash: u64,
    /// The rules that may begin with it.
    pub(crate) triggers: Triggers,
    /// The number that it stands for; for digits at most nine of them.
    pub(crate) value: u32,
    /// Whether a blank stands before it.
    pub(crate) spaced: bool,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// Whether a sentence begins with it.
    pub(crate) opens: bool,
}

/// What is before the first token and behind the last.
static NOTHING: Token = Token {
    kind: Kind::End,
    start: 0,
    end: 0,
    tags: Tags::NONE,
    traits: Traits::NONE,
    hash: 0,
    triggers: Triggers::NONE,
    value: 0,
    spaced: false,
    capital: false,
    opens: false,
};

impl Token {
    /// Whether it is the sign `character`.
    pub(crate) fn is(&self, character: char) -> bool {
        self.kind == Kind::Sign(character)
    }

    /// Whether it is a word.
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Whether it is made of digits.
    pub(crate) fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// How many digits it stands for, at most: two words dictate "triple five".
    fn digits(&self) -> usize {
        match self.kind {
            Kind::Number | Kind::Code => self.len(),
            _ => 2 * usize::from(self.tags.has(Tags::DIGIT)),
        }
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// How strictly a text is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// What people said in a chat: whatever is not known to be harmless is found.
    Chat,
    /// A professional text: only what is known to be harmful is found.
    Page,
    /// A list of sources: names, dates and addresses are what it is for.
    References,
    /// `people.yaml`, where names and accounts are recorded and never published as such.
    People,
    /// `contacts.yaml`, where numbers and addresses of the hospital are recorded.
    Contacts,
}

/// A line of a text.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The line.
    pub(crate) text: &'a str,
    /// How strictly it is looked at.
    pub(crate) ground: Ground,
    /// The tokens in order.
    pub(crate) tokens: &'a [Token],
    /// What is known of any of its words.
    pub(crate) tags: Tags,
    /// The rules that may begin with any of its words.
    triggers: Triggers,
    /// Its words, by which most lists of words are known not to be in it.
    mask: Mask,
    /// Whether it has a digit.
    pub(crate) digit: bool,
    /// How many digits are written or dictated in it, at most.
    pub(crate) digits: usize,
    /// Whether it has a capital.
    pub(crate) capital: bool,
    /// Whether a full stop hangs together with what is before and behind it.
    pub(crate) dotted: bool,
    /// The places of its numbers, which several detectors ask for.
    numbers: OnceCell<Vec<usize>>,
    /// Its codes, with the places at which they begin.
    codes: OnceCell<Vec<(usize, Code)>>,
    /// Whether it is written in capitals.
    shouted: OnceCell<bool>,
    /// How many full stops, colons and dashes hang together with what is behind them, as in the address of a computer.
    pub(crate) dividers: usize,
    /// Whether letters and digits stand in it without a gap.
    pub(crate) code: bool,
}

impl<'a> Line<'a> {
    /// Cuts `text` into `tokens`, which is emptied first and lives longer so that its room is used again.
    pub(crate) fn of(text: &'a str, ground: Ground, tokens: &'a mut Vec<Token>) -> Self {
        cut(text, tokens);
        let (mut tags, mut triggers, mut mask) = (Tags::NONE, Triggers::NONE, Mask::default());
        let (mut digits, mut dividers) = (0, 0);
        let (mut digit, mut capital, mut code, mut dotted) = (false, false, false, false);
        let mut before = &NOTHING;
        for token in tokens.iter() {
            tags = tags.with(token.tags);
            triggers = triggers.with(token.triggers);
            mask = mask.with(token.hash);
            digit |= matches!(token.kind, Kind::Number | Kind::Code);
            digits += token.digits();
            capital |= token.capital;
            code |= token.kind == Kind::Code;
            if !token.spaced {
                dotted |= before.is('.') && !before.spaced;
                dividers += usize::from(matches!(before.kind, Kind::Sign('.' | ':' | '-')));
            }
            before = token;
        }
        let (numbers, codes, shouted) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self {
            text,
            ground,
            tokens,
            tags,
            triggers,
            mask,
            digit,
            digits,
            capital,
            dotted,
            numbers,
            codes,
            shouted,
            dividers,
            code,
        }
    }

    /// Whether whatever is not known to be harmless is found.
    pub(crate) fn is_strict(&self) -> bool {
        self.ground == Ground::Chat
    }

    /// The places at which one of `rules` may begin.
    pub(crate) fn places(&self, rules: Triggers) -> impl Iterator<Item = usize> {
        let tokens = if self.triggers.has(rules) { self.tokens } else { &[] };
        tokens.iter().enumerate().filter(move |(_, token)| token.triggers.has(rules)).map(|(at, _)| at)
    }

    /// Whether one of `rules` may begin anywhere in it.
    pub(crate) fn may_hold(&self, rules: Triggers) -> bool {
        self.triggers.has(rules)
    }

    /// The places of its words and codes with capitals.
    pub(crate) fn capitals(&self) -> impl Iterator<Item = usize> {
        let tokens = if self.capital { self.tokens } else { &[] };
        tokens.iter().enumerate().filter(|(_, token)| token.capital).map(|(at, _)| at)
    }

    /// Its codes, with the places at which they begin.
    pub(crate) fn codes(&self) -> &[(usize, Code)] {
        self.codes.get_or_init(|| codes_of(self))
    }

    /// Its runs of digits: groups in a row that are divided by one or two signs or blanks, the longest possible, each as the
    /// places of its groups.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &[usize]> {
        self.numbers().chunk_by(|before, at| are_joined(self, *before, *at))
    }

    /// The places of its numbers.
    fn numbers(&self) -> &[usize] {
        self.numbers.get_or_init(|| (0..self.tokens.len()).filter(|at| self.tokens[*at].is_number()).collect())
    }

    /// Whether it is written in capitals.
    pub(crate) fn is_shouted(&self) -> bool {
        *self.shouted.get_or_init(|| is_in_capitals(self.text))
    }

    /// Whether it is a professional text that people read.
    pub(crate) fn is_page(&self) -> bool {
        self.ground == Ground::Page
    }

    /// The token at `at`, or one that is nothing.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> &'a Token {
        self.tokens.get(at).unwrap_or(&NOTHING)
    }

    /// The token `back` before the one at `at`.
    #[inline]
    pub(crate) fn before(&self, at: usize, back: usize) -> &'a Token {
        // Before the first token the place is beyond any last one.
        self.get(at.wrapping_sub(back))
    }

    /// The letters of the token at `at`.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        let token = self.get(at);
        &self.text[token.start..token.end]
    }

    /// The word at `at` as words are looked up.
    pub(crate) fn folded(&self, at: usize) -> Cow<'a, str> {
        folded(self.word(at))
    }

    /// Whether the word at `at` is an ordinary one.
    pub(crate) fn is_ordinary(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.traits.has(Traits::ORDINARY))
    }

    /// Whether the word at `at` has its capital without telling anything of a person.
    pub(crate) fn is_proper(&self, at: usize) -> bool {
        self.get(at).traits.has(Traits::PROPER)
    }

    /// Whether the word at `at` is a given name.
    pub(crate) fn is_given_name(&self, at: usize) -> bool {
        self.get(at).traits.has(Traits::GIVEN)
    }

    /// Whether the word at `at` is one of `words`.
    #[inline]
    pub(crate) fn is(&self, at: usize, words: Words) -> bool {
        self.tokens.get(at).is_some_and(|token| words.has(token.hash))
    }

    /// Whether one of `words` is anywhere in the line.
    pub(crate) fn has(&self, words: Words) -> bool {
        words.may_be_among(&self.mask) && self.tokens.iter().any(|token| words.has(token.hash))
    }

    /// Whether the word `back` before the one at `at` is one of `words`.
    #[inline]
    pub(crate) fn was(&self, at: usize, back: usize, words: Words) -> bool {
        self.is(at.wrapping_sub(back), words)
    }

    /// The index behind the words of `phrase`, if they stand at `at` one after the other.
    #[inline]
    pub(crate) fn phrase(&self, at: usize, phrase: Words) -> Option<usize> {
        self.follows(at, phrase.hashes()).then(|| at + phrase.hashes().len())
    }

    /// Whether the words with these hashes stand at `at` one after the other.
    #[inline]
    pub(crate) fn follows(&self, at: usize, hashes: &[u64]) -> bool {
        hashes
            .iter()
            .enumerate()
            .all(|(step, hash)| self.tokens.get(at + step).is_some_and(|token| token.hash == *hash))
    }

    /// Whether one of the tokens in `range` has one of `tags`.
    pub(crate) fn any(&self, range: Range<usize>, tags: Tags) -> bool {
        range.into_iter().any(|at| self.get(at).tags.has(tags))
    }

    /// Whether one of `words` is among the `back` tokens before the one at `at`.
    pub(crate) fn recently(&self, at: usize, back: usize, words: Words) -> bool {
        (at.saturating_sub(back)..at).any(|at| self.is(at, words))
    }

    /// The bytes of the tokens from `from` up to `to`.
    pub(crate) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.get(from).start;
        let last = self.before(to.min(self.tokens.len()), 1);
        start..last.end.max(start)
    }

    /// Whether a professional text tells how to reach an institution, so that its numbers and addresses are public.
    pub(crate) fn is_notice(&self) -> bool {
        !self.is_strict() && (self.tags.has(Tags::INSTITUTION) || self.has(PUBLIC))
    }

    /// Whether somebody speaks of themselves or of one close to them.
    pub(crate) fn is_personal(&self) -> bool {
        self.tags.has(Tags::SELF)
    }
}

/// Words of institutions and of how they are reached.
const PUBLIC: Words = words![
    "institute",
    "institutes",
    "foundation",
    "association",
    "society",
    "centers",
    "centres",
    "clearinghouse",
    "department",
    "agency",
    "administration",
    "hotline",
    "helpline",
    "helplines",
    "tty",
    "toll",
    "www",
    "http",
    "https",
    "website",
    "national",
    "cdc",
    "nih",
    "fda",
    "alliance",
    "network",
    "committee",
    "council",
    "coalition",
    "organization",
    "organisation",
    "charity",
    "trust",
    "switchboard",
    "reception",
    "office",
    "service",
    "services",
    "asociacion",
    "fundacion",
];

#[cfg(test)]
mod tests {
    use super::{Ground, Kind, Line};
    use crate::check::privacy::word_list::words;

    fn tokens(text: &str) -> Vec<String> {
        let mut room = Vec::new();
        let line = Line::of(text, Ground::Chat, &mut room);
        (0..line.tokens.len()).map(|at| String::from(line.word(at))).collect()
    }

    #[test]
    fn a_line_is_words_numbers_and_signs() {
        assert_eq!(tokens("I'm 76, T1N0M0 (5-FU)."), ["I'm", "76", ",", "T1N0M0", "(", "5", "-", "FU", ")", "."]);
        assert_eq!(tokens("Zoë’s señora's dogs'"), ["Zoë", "’", "s", "señora's", "dogs", "'"]);
    }

    #[test]
    fn sentences_open_after_their_signs() {
        let mut room = Vec::new();
        let line = Line::of("Well. Anna said \"Hope\" - yes! Mark", Ground::Chat, &mut room);
        let opening = (0..line.tokens.len()).filter(|at| line.get(*at).opens && line.get(*at).kind == Kind::Word);
        let opening: Vec<_> = opening.map(|at| line.word(at)).collect();
        assert_eq!(opening, ["Well", "Anna", "Mark"]);
    }

    #[test]
    fn words_are_compared_without_case_and_accents() {
        let mut room = Vec::new();
        let line = Line::of("Último Día de TELÉFONO", Ground::Chat, &mut room);
        assert!(line.is(0, words!["ultimo"]) && line.phrase(1, words!["dia", "de", "telefono"]) == Some(4));
        assert_eq!(line.range(1, 4), 8..line.text.len());
    }
}

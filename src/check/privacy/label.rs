//! Numbers that are told by the words before them: "policy number: XK-99 2731".

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::number::{Code, code_at, is_quantity};
use crate::check::privacy::word_list::{Words, phrase_hashes, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Excuse, Hits};
use crate::finding::identifier::Class;

/// What a number belongs to.
pub(crate) struct Label {
    /// The hashes of its words, of which it has `length`.
    words: [u64; 4],
    length: usize,
    /// How many digits the number must have when nothing says that it is a number; with "number", "no", "id" and the like
    /// three are enough.
    bare: usize,
}

/// The label that the words of `phrase` are, before a number of `bare` digits or more.
pub(crate) const fn label(phrase: &str, bare: usize) -> Label {
    let (words, length) = phrase_hashes(phrase);
    Label { words, length, bare }
}

/// A label whose number counts only when something says that it is one.
pub(crate) const TOLD: usize = usize::MAX;

/// A list of labels, found by their first words.
pub(crate) struct Labels {
    list: &'static [Label],
    by_first: OnceLock<FxHashMap<u64, Vec<&'static Label>>>,
}

impl Labels {
    /// The labels of `list`.
    pub(crate) const fn of(list: &'static [Label]) -> Self {
        Self { list, by_first: OnceLock::new() }
    }

    /// Those that begin with the word of this hash.
    fn beginning_with(&self, hash: u64) -> &[&'static Label] {
        let by_first = self.by_first.get_or_init(|| {
            let mut by_first: FxHashMap<u64, Vec<&'static Label>> = FxHashMap::default();
            self.list.iter().for_each(|label| by_first.entry(label.words[0]).or_default().push(label));
            by_first
        });
        by_first.get(&hash).map_or(&[], Vec::as_slice)
    }
}

/// Notes each code that stands behind one of `labels`.
pub(crate) fn look(line: &Line<'_>, class: Class, labels: &Labels, hits: &mut Hits) {
    if !line.tags.has(Tags::LABEL) {
        return;
    }
    for at in (0..line.tokens.len()).filter(|at| line.get(*at).tags.has(Tags::LABEL)) {
        let longest = labels
            .beginning_with(line.get(at).hash)
            .iter()
            .filter(|label| line.follows(at, &label.words[..label.length]))
            .filter_map(|label| Some((at + label.length, behind(line, at, at + label.length, label.bare)?)))
            .filter(|(end, (from, code))| line.is_strict() || !is_chance(line, class, at, *end, *from, code))
            .max_by_key(|(end, _)| *end);
        if let Some((_, (from, code))) = longest {
            hits.push(class, line.range(from, code.end), Excuse::None);
        }
    }
}

/// What numbers of records stand on or under, and what is written of in general as well.
const THINGS: Words =
    words!["wristband", "episode", "chart", "specimen", "encounter", "sticker", "fin", "ur", "har", "hc", "sip"];

/// Whether a professional text put a short number behind a word by chance, as behind "placard" or "social": nothing says
/// that it is a number, and nobody's. Most labels of records mean nothing else, so what follows them is no chance.
fn is_chance(line: &Line<'_>, class: Class, label: usize, end: usize, from: usize, code: &Code) -> bool {
    let is_owned = label > 0 && line.before(label, 1).tags.has(Tags::POSSESSIVE);
    let is_vague = matches!(class, Class::Account | Class::Vehicle | Class::SocialSecurity) || line.is(label, THINGS);
    let is_issue = line.get(code.end).is(';');
    is_vague && (from == end || is_issue) && code.is_plain && code.digits < 6 && !is_owned
}

/// The code behind the label that begins at `label` and ends before `at`, with its first token.
fn behind<'l>(line: &'l Line<'_>, label: usize, at: usize, bare: usize) -> Option<(usize, &'l Code)> {
    let is_number_of =
        line.was(label, 1, words!["de", "of"]) && line.was(label, 2, words!["numero", "num", "number", "n"]);
    // "Product licence PL 00427/0102" is that of a drug.
    if line.was(label, 1, words!["product", "marketing"]) {
        return None;
    }
    let mut is_told = is_number_of;
    let mut next = at;
    for _ in 0..6 {
        let least = if is_told { 3 } else { bare };
        match code_at(line, next).filter(|code| code.digits >= least) {
            // Free numbers and the names of trials are public.
            Some(code) if is_public(&code.text(line)) => return None,
            Some(code) if is_quantity(line, code.end) && code.is_plain => return None,
            Some(code) => return Some((next, code)),
            None if is_between(line, next) => next += 1,
            None => return None,
        }
        is_told |= line.is(next - 1, NUMBER_WORDS);
    }
    None
}

/// Words and signs that say that a number follows.
const NUMBER_WORDS: Words = words![
    "number",
    "no",
    "num",
    "nr",
    "id",
    "code",
    "#",
    "№",
    "numero",
    "nº",
    "identifier",
    "ref",
    "serial",
    "pin",
    "ending",
    "ends",
    "termina",
    "terminada",
    "acaba",
    "acabada",
];

/// Whether a code is a free telephone number or the public name of a trial or paper.
fn is_public(code: &str) -> bool {
    const FREE: [&str; 9] = ["1800", "1888", "1877", "1866", "1855", "1844", "1833", "0800", "0808"];
    const PUBLIC: [&str; 7] = ["NCT", "ISRCTN", "PMID", "PMC", "EUDRACT", "DOI", "ACTRN"];
    FREE.iter().any(|free| code.starts_with(free) && code.len() >= 10)
        || PUBLIC.iter().any(|name| code.starts_with(name))
}

/// Words that may stand between a label and its number.
const BETWEEN: Words = words![
    "number",
    "no",
    "num",
    "nr",
    "n",
    "id",
    "code",
    "is",
    "was",
    "it's",
    "its",
    "ends",
    "ending",
    "in",
    "with",
    "starts",
    "of",
    "the",
    "my",
    "his",
    "her",
    "our",
    "on",
    "numero",
    "es",
    "era",
    "de",
    "mi",
    "para",
    "termina",
    "en",
    "ref",
    "reference",
    "still",
    "for",
    "are",
    "reads",
    "says",
    "say",
    "read",
    "new",
    "uniform",
    "wrist",
    "box",
    "label",
    "letter",
    "form",
    "back",
    "acaba",
    "acabada",
    "terminada",
    "acaban",
    "que",
    "como",
    "ella",
    "el",
];

/// Whether a token may stand between a label and its number.
fn is_between(line: &Line<'_>, at: usize) -> bool {
    match line.get(at).kind {
        Kind::Sign(':' | '#' | '.' | '=' | '-' | '(' | '"' | 'º' | '°' | '№' | '\'' | ',' | '?') => true,
        // "My hospital number, k 0 4 4 1 9 2": a letter that is read out before the digits.
        Kind::Word => {
            line.get(at).len() == 1
                || line.is(at, BETWEEN)
                || line.get(at).tags.has(Tags::LABEL)
                || line.word(at) == "nº"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::privacy::reading::classes_in;
    use crate::finding::identifier::Class;

    #[test]
    fn on_pages_a_short_number_behind_a_thing_is_no_record() {
        let is_found = |text: &str, chat: bool| classes_in(text, chat).contains(&Class::Record);
        assert!(!is_found("See chart 2639 and wristband 2639.", false));
        assert!(is_found("my wristband says 2639", true) && is_found("wristband 263917", false));
        assert!(is_found("wristband number 2639", false) && is_found("MRN 2639", false));
    }
}

//! Names of accounts.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::phrases::Phrases;
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::is_ordinary;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds the name of somebody's account.
    ///
    /// Identifiers N and R of 45 CFR 164.514(b)(2)(i): `@name` in chats (on pages that is how sources are cited), `u/name`,
    /// and what follows "my insta is", "find me on Twitter as", "username", "mi usuario es".
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 150 of 161 (recall
    /// 0.93, precision 0.94); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** A search for the account shows everything that the person ever wrote with it.
    ///
    /// **How to mend it.** Take it out.
    HANDLE = "privacy/handle", Error;
}

/// Finds names of accounts.
pub(crate) struct Handle;

impl Detector for Handle {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.is_strict() && line.may_hold(Triggers::HANDLE.with(Triggers::ELSEWHERE))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        if line.may_hold(Triggers::ELSEWHERE) {
            told_somewhere(line, hits);
        }
        for at in line.places(Triggers::HANDLE) {
            let token = line.get(at);
            let is_at = token.is('@')
                && (token.spaced || at == 0 || !matches!(line.before(at, 1).kind, Kind::Word | Kind::Code));
            let is_user = token.is('/') && !token.spaced && line.was(at, 1, words!["u", "user"]);
            let is_tied = |sign: char| token.is(sign) && !token.spaced && !line.get(at + 1).spaced && at > 0;
            let is_named = |near: usize| line.get(near).is_word() && line.get(near).len() > 1;
            if is_at && line.is(at + 1, EVERYBODY) {
                continue;
            }
            if is_at || is_user {
                note(line, at + 1, false, hits);
            } else if is_tied('_')
                && !is_gene(line, at)
                && is_named(at - 1)
                && (is_named(at + 1) || line.get(at + 1).kind == Kind::Code)
            {
                // Nothing but an account is written `in_one_piece`.
                note(line, at - 1, true, hits);
            } else if is_numbered(line, at) {
                note(line, at, true, hits);
            } else if line.is(at, words!["on"]) && line.is(at + 1, PLATFORMS) && at > 0 && !line.before(at, 1).capital {
                note(line, at - 1, true, hits);
            } else if line.is(at, PLATFORMS) {
                behind(line, at, hits);
            } else if let Some(next) = SAID.end(line, at).or_else(|| is_cash(line, at).then_some(at + 1)) {
                let next = next + usize::from(line.get(next).is(':')) + usize::from(line.is(next, words!["is", "was"]));
                if is_odd_word(line, next) {
                    note(line, next, true, hits);
                }
            }
        }
    }
}

/// What stands behind the sign without being somebody: a part, an authority, a time.
const EVERYBODY: Words = words![
    "everyone",
    "everybody",
    "here",
    "all",
    "channel",
    "nurse",
    "doctor",
    "admin",
    "moderator",
    "host",
    "team",
    "staff",
    "mods",
    "mod",
    "moderators",
    "admins",
    "nhs",
    "nhsuk",
    "nhsengland",
    "nhsscotland",
    "macmillancancer",
    "cdcgov",
    "who",
    "bedtime",
    "breakfast",
    "lunch",
    "dinner",
    "night",
    "noon",
    "home",
    "work",
];

/// With what the name of an account begins, or what stands before it.
pub(super) static TRIGGER: Trigger = Trigger {
    words: &[PLATFORMS, words!["on"]],
    phrases: &[&SAID],
    signs: "@/_$",
    codes: true,
    ..Trigger::of(Triggers::HANDLE)
};

/// What people say before the name of an account, whatever the platform.
static SAID: Phrases = Phrases::of(
    "blog as|post as|posts as|posting as|write as|tweet as|stream as|post under|posting under|go by|goes by|dm me at|dm me on|
    message me at|pm me at|find me at|add me at|add me as|follow me at|user name|screen name|login|login is|nickname|nick|alias|handle's|
    username's|me busca como|me encuentras como|buscame como|it's|i'm on there as|live :|under the name|account name|profile name|tag is|comes up as|shows up as|logged in as|busqueme como|buscarme como|encuentrame como",
);

/// Platforms on which nothing but an account is named right behind them.
const DIRECT: Words = words![
    "kik",
    "psn",
    "skype",
    "snapchat",
    "snap",
    "ig",
    "insta",
    "username",
    "gamertag",
    "xbox",
    "wechat",
    "telegram",
    "discord",
    "venmo",
    "cashapp",
    "strava",
    "twitch",
    "tiktok's",
    "insta's",
    "twitter's",
    "tiktok",
    "tumblr",
    "viber",
    "bluesky",
    "handle",
    "screenname",
    "usuario",
];

/// Words of those who tell where else they are found.
const CUES: Words = words![
    "nick",
    "nickname",
    "everywhere",
    "tumblr",
    "online",
    "forum",
    "forums",
    "gaming",
    "subscribe",
    "follow",
    "username",
    "account",
    "accounts",
    "cuenta",
    "usuario",
    "platform",
    "platforms",
    "profile",
    "substack",
    "blog",
    "vlog",
    "ping",
    "look",
    "search",
    "google",
];

/// That somebody tells where else they are found.
pub(super) static ELSEWHERE: Trigger = Trigger { words: &[CUES], ..Trigger::of(Triggers::ELSEWHERE) };

/// "you can look me up as pinkturbangirl", "same nick everywhere, hobnobqueen": a long word that nobody knows, in small
/// letters, made of words that everybody knows.
fn told_somewhere(line: &Line<'_>, hits: &mut Hits) {
    for at in (0..line.tokens.len()).filter(|at| line.get(*at).len() >= 8 && is_odd_word(line, *at)) {
        let word = line.folded(at);
        let is_joined = word.is_ascii() && (3..word.len() - 2).any(|cut| is_made_of_words(&word, cut));
        let is_told = line.is_personal() || line.recently(at, 4, CUES);
        if is_joined && is_told {
            note(line, at, true, hits);
        }
    }
}

/// Whether both parts of `word` are ordinary words, or the second is made of two.
fn is_made_of_words(word: &str, cut: usize) -> bool {
    let (first, second) = word.split_at(cut);
    let is_second = || {
        is_ordinary(second)
            || (3..second.len().saturating_sub(2)).any(|cut| is_ordinary(&second[..cut]) && is_ordinary(&second[cut..]))
    };
    is_ordinary(first) && is_second()
}

/// Whether a full stop ties the word at `at` to what stands behind it: "tadpole.farrow", "carmenchu.90".
fn is_dotted(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is_word()
        && line.get(at + 1).is('.')
        && !line.get(at + 1).spaced
        && matches!(line.get(at + 2).kind, Kind::Word | Kind::Number | Kind::Code)
        && !line.get(at + 2).spaced
}

/// Whether a word is one that nobody knows, in small letters, as names of accounts are.
fn is_odd_word(line: &Line<'_>, at: usize) -> bool {
    let token = line.get(at);
    let is_free = token.is_word() && !token.capital && token.len() >= 4 && !line.word(at).contains('\'');
    // "It's" may stand before anything: an account is named "on there".
    let is_it = line.was(at, 1, words!["it's"]);
    let is_there = line.is(at + 1, words!["on"])
        && (line.is(at + 2, words!["there", "both", "everything", "all"]) || line.is(at + 2, PLATFORMS));
    (token.kind == Kind::Code || is_dotted(line, at)) && !is_it
        || is_free && !line.is_ordinary(at) && !line.is_proper(at) && (!is_it || is_there)
}

/// `$name`, as some banks call accounts.
fn is_cash(line: &Line<'_>, at: usize) -> bool {
    line.get(at).is('$')
        && matches!(line.get(at + 1).kind, Kind::Word | Kind::Code)
        && !line.get(at + 1).spaced
        && line.get(at + 1).len() > 4
}

/// `throwawaychemo88`: a long word with digits at its end, which is no gene, drug or disease.
fn is_numbered(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    line.get(at).kind == Kind::Code
        && letters.len() > 5
        && letters.len() < word.len()
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && letters.bytes().any(|byte| byte.is_ascii_lowercase())
        && (line.get(at).spaced || !matches!(line.before(at, 1).kind, Kind::Sign('#' | '/' | '.' | '=')))
        && !["keynote", "checkmate", "isrctn"].contains(&letters.to_ascii_lowercase().as_str())
}

/// What may stand between a platform and the account there.
const BETWEEN: Words = words![
    "as",
    "is",
    "es",
    "handle",
    "name",
    "username",
    "como",
    "under",
    "user",
    "called",
    "me",
    "at",
    "channel",
    "im",
    "i'm",
    "account",
    "page",
    "id",
    "profile",
    "cuenta",
    "soy",
    "it's",
    "its",
    "my",
    "mine",
    "was",
    "messenger",
    "there",
    "here",
    "del",
    "foro",
];

/// Where accounts are, as people say it.
const PLATFORMS: Words = words![
    "kik",
    "cashapp",
    "signal",
    "ravelry",
    "gamertag",
    "psn",
    "steam",
    "wechat",
    "mastodon",
    "yt",
    "spotify",
    "goodreads",
    "medium",
    "vinted",
    "xbox",
    "whatsapp",
    "viber",
    "instagram's",
    "insta's",
    "tiktok's",
    "twitter's",
    "snap's",
    "instagram",
    "insta",
    "ig",
    "twitter",
    "tiktok",
    "face",
    "facebook",
    "fb",
    "snapchat",
    "snap",
    "reddit",
    "youtube",
    "discord",
    "telegram",
    "skype",
    "username",
    "handle",
    "usuario",
    "screenname",
    "threads",
    "bluesky",
    "linkedin",
    "pinterest",
    "twitch",
    "tumblr",
    "venmo",
    "strava",
];

/// The account behind the name of a platform: "insta: name", "Twitter as name", "username is name".
fn behind(line: &Line<'_>, at: usize, hits: &mut Hits) {
    let mut next = at + 1;
    // "Add me on whatsapp, name".
    let mut is_told = line.is(at, DIRECT) && is_odd_word(line, at + 1)
        || line.is(at + 1, words!["channel", "user", "account", "profile", "id"]) && is_odd_word(line, at + 2)
        || line.recently(at, 4, words!["add", "find", "follow", "message", "dm"])
            && line.recently(at, 3, words!["me"])
            && line.get(at + 1).is(',');
    while next < at + 5 {
        match line.get(next).kind {
            Kind::Sign(':' | '=' | '-' | '>' | '@' | '(' | '"' | '→' | '➡' | '⇒') => is_told = true,
            // A comma tells nothing by itself: only what is odd counts behind it.
            Kind::Sign(',') => {}
            Kind::Word if line.is(next, BETWEEN) => {
                is_told |= line
                    .is(next, words!["as", "is", "es", "como", "under", "username", "im", "i'm", "soy", "it's", "its"])
                    || line.is(next, words!["name", "handle"]) && !line.is(next + 1, words!["is", "was", "es"]);
            }
            _ => break,
        }
        next += 1;
    }
    // What is as odd as `knit_wit7` needs no announcement.
    let is_tied = |sign: char| line.get(next + 1).is(sign) && !line.get(next + 1).spaced && !line.get(next + 2).spaced;
    let is_dotted = is_dotted(line, next);
    let is_odd = is_dotted
        || line.get(next).kind == Kind::Code
        || is_tied('_')
        || is_tied('#') && line.get(next + 2).is_number();
    if is_told || is_odd {
        note(line, next, true, hits);
    }
}

/// Notes the account at `at`. One that is only announced must not look like an ordinary word.
fn note(line: &Line<'_>, at: usize, must_be_odd: bool, hits: &mut Hits) {
    let start = line.get(at).start;
    if line.get(at).spaced && line.before(at, 1).is('@') || at >= line.tokens.len() {
        return;
    }
    let rest = &line.text[start..];
    let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '-' | '#')).unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches(['.', '-', '#']);
    let is_odd = name.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '.' | '#')) || !line.is_ordinary(at);
    let has_letter = name.contains(char::is_alphabetic)
        && (name.len() > 5 || name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
    if has_letter && name.len() >= 2 && (!must_be_odd || is_odd) {
        hits.push(Class::Handle, start..start + name.len(), Excuse::None);
    }
}

/// `PD_L1`: a gene or protein around the sign at `at`.
fn is_gene(line: &Line<'_>, at: usize) -> bool {
    let is_short = |at: usize| {
        let word = line.word(at);
        word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    at > 0 && is_short(at - 1) && is_short(at + 1)
}

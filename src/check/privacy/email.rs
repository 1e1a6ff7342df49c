//! E-mail addresses, written as such or spelled.

use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::triggers::{Trigger, Triggers};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds an e-mail address.
    ///
    /// Identifier F of 45 CFR 164.514(b)(2)(i). Found in any language: `anna@example.org`, also spelled as `anna at gmail
    /// dot com` or `anna [at] gmail [punto] com`. Addresses of a department such as `info@` or `nurses@` pass on pages, and
    /// so do those of `contacts.yaml`.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 116 of 116 (recall
    /// 1.00, precision 1.00); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** An address leads straight to a person, and strangers may write to them.
    ///
    /// **How to mend it.** Take it out. The address of a department belongs into `contacts.yaml`; pages refer to it with
    /// `[[contact:id]]`.
    EMAIL = "privacy/email", Error;
}

/// Finds e-mail addresses.
pub(crate) struct Email;

impl Detector for Email {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_bracketed = || line.dotted && line.has(SIGN);
        line.ground != Ground::References && (line.may_hold(Triggers::EMAIL) || is_bracketed())
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        let (may_be_spelled, may_be_bracketed) = (line.has(DOT), line.has(SIGN));
        for at in 0..line.tokens.len() {
            if line.get(at).is('@') {
                written(line, at, hits);
            } else if line.get(at).tags.has(Tags::MAIL_HOST)
                || may_be_spelled && is_spelled_host(line, at)
                || may_be_bracketed && is_behind_bracket(line, at)
            {
                spelled(line, at, hits);
            }
        }
    }
}

/// With what an address is known.
pub(super) static TRIGGER: Trigger =
    Trigger { tags: Tags::MAIL_HOST, words: &[DOT], signs: "@", ..Trigger::of(Triggers::EMAIL) };

/// The full stop of an address as people say it.
const DOT: Words = words!["dot", "punto", "punkt"];

/// The sign of an address as people say it.
const SIGN: Words = words!["at", "arroba", "chez"];

/// Local parts that belong to a department.
const DEPARTMENTS: [&str; 24] = [
    "info",
    "contact",
    "enquiries",
    "inquiries",
    "help",
    "helpline",
    "support",
    "admin",
    "office",
    "press",
    "media",
    "privacy",
    "webmaster",
    "team",
    "nurse",
    "nurses",
    "clinic",
    "library",
    "feedback",
    "web",
    "communications",
    "dpo",
    "pals",
    "service",
];

/// `local@host.tld`: everything that hangs together around the sign.
fn written(line: &Line<'_>, sign: usize, hits: &mut Hits) {
    let text = line.text;
    let at = line.get(sign).start;
    let is_local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let is_host = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
    let local = text[..at].trim_end_matches(is_local).len();
    let rest = &text[at + 1..];
    let host = rest.find(|c| !is_host(c)).unwrap_or(rest.len());
    let host = rest[..host].trim_end_matches(['.', '-']);
    let is_dotted = host.split('.').count() > 1 && host.rsplit('.').next().is_some_and(|end| end.chars().count() > 1);
    let local_part = text[local..at].trim_start_matches(['.', '\'', '-']);
    if line.is_strict() && host.is_empty() || !is_dotted {
        return loose(line, sign, hits);
    }
    let is_department = !line.is_strict() && DEPARTMENTS.contains(&local_part.to_ascii_lowercase().as_str());
    // A calendar gives each entry a name that looks like an address.
    let is_entry = line.text[..local].ends_with("UID:");
    if is_dotted && !local_part.is_empty() && !is_department && !is_entry && !line.is_notice() {
        hits.push(Class::Email, at - local_part.len()..at + 1 + host.len(), Excuse::Public);
    }
}

/// Whether `example dot org` stands at `at`.
fn is_spelled_host(line: &Line<'_>, at: usize) -> bool {
    let bracket = usize::from(matches!(line.get(at + 1).kind, Kind::Sign('(' | '[' | '{')));
    let (dot, end) = (at + 1 + bracket, at + 2 + 2 * bracket);
    line.get(at).is_word()
        && line.is(dot, DOT)
        && line.is(
            end,
            words![
                "com", "org", "net", "co", "edu", "uk", "es", "fr", "de", "ie", "au", "gov", "info", "me", "it", "nl",
                "no", "se", "dk", "fi", "pl", "pt", "br", "mx", "ar", "jp", "in", "biz", "eu", "ch", "at", "be", "tr",
                "us", "ca", "nz", "za", "ru", "gr", "cz", "hu", "io"
            ],
        )
}

/// Whether `libero.it` stands at `at` behind a sign in brackets: `anna(at)libero.it`.
fn is_behind_bracket(line: &Line<'_>, at: usize) -> bool {
    let is_sign = line.was(at, 2, SIGN) && matches!(line.before(at, 1).kind, Kind::Sign(')' | ']' | '}'));
    is_sign && line.get(at).is_word() && line.get(at + 1).is('.') && !line.get(at + 2).spaced && line.is_strict()
}

/// `anna @ example.org`, `anna@gmail`: an address with blanks around its sign, or of a house that needs no ending.
fn loose(line: &Line<'_>, sign: usize, hits: &mut Hits) {
    let (local, host) = (line.before(sign, 1), line.get(sign + 1));
    let is_local = matches!(local.kind, Kind::Word | Kind::Code | Kind::Number);
    let parts = (1..=3).take_while(|part| line.get(sign + 2 * part).is('-') && line.get(sign + 2 * part + 1).is_word());
    let dot = sign + 2 + 2 * parts.count();
    let is_dotted = line.get(dot).is('.') && line.get(dot + 1).is_word() && !line.get(dot + 1).spaced;
    let is_house = host.tags.has(Tags::MAIL_HOST) && !host.spaced && !line.get(sign).spaced;
    if line.is_strict() && is_local && (is_house || is_dotted && host.spaced) {
        let end = if is_dotted { dot + 2 } else { sign + 2 };
        hits.push(Class::Email, line.range(sign - 1, end), Excuse::None);
    }
}

/// `anna at gmail dot com`, `anna (at) gmail`, `anna arroba gmail punto com`.
fn spelled(line: &Line<'_>, host: usize, hits: &mut Hits) {
    // `anna at st-mary dot org`.
    let parts =
        (1..=3).take_while(|part| line.before(host, 2 * part - 1).is('-') && line.before(host, 2 * part).is_word());
    let first = host - 2 * parts.count();
    let bracket = usize::from(matches!(line.before(first, 1).kind, Kind::Sign(')' | ']' | '}')));
    let sign = first.checked_sub(1 + bracket).filter(|sign| line.is(*sign, SIGN));
    let Some(local) = sign.and_then(|sign| sign.checked_sub(1 + bracket)) else { return };
    let dot = is_spelled_host(line, host)
        || (1..=2).any(|step| line.is(host + step, words!["dot", "punto", "point", "punkt", "com", "es", "co"]));
    let is_certain =
        dot || bracket == 1 || line.is(host, words!["gmail", "hotmail", "googlemail", "icloud", "protonmail"]);
    if is_certain && !line.is(local, words!["look", "looked", "looking", "is", "are", "me", "mail", "email"]) {
        let mut end = host + 1;
        while line.is(end, words!["dot", "punto", "point", "punkt", "com", "es", "co", "uk", "org", "net"])
            || line.get(end).is('.')
        {
            end += 1;
        }
        hits.push(Class::Email, line.range(local, end), Excuse::None);
    }
}

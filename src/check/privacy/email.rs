//! E-mail addresses, written as such or spelled.

use crate::check::privacy::line::{Ground, Kind, Line};
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
    /// **How sure it is.** In the first run over fresh sentences it found 20 of 21 (recall 0.95, precision 0.92); what it
    /// missed was mended by class since (`tests/privacy/README.md`).
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
        let is_spelled = || line.tags.has(Tags::MAIL_HOST) || line.has(DOT);
        line.ground != Ground::References && (line.text.contains(['@', '＠']) || is_spelled())
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        for at in 0..line.tokens.len() {
            if line.get(at).is('@') {
                written(line, at, hits);
            } else if line.get(at).tags.has(Tags::MAIL_HOST) || is_spelled_host(line, at) {
                spelled(line, at, hits);
            }
        }
    }
}

/// The full stop of an address as people say it.
const DOT: Words = words!["dot", "punto", "punkt"];

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
                "com", "org", "net", "co", "edu", "uk", "es", "fr", "de", "ie", "au", "gov", "info", "me", "it", "nl"
            ],
        )
}

/// `anna at gmail dot com`, `anna (at) gmail`, `anna arroba gmail punto com`.
fn spelled(line: &Line<'_>, host: usize, hits: &mut Hits) {
    let bracket = usize::from(matches!(line.before(host, 1).kind, Kind::Sign(')' | ']' | '}')));
    let sign = host.checked_sub(1 + bracket).filter(|sign| line.is(*sign, words!["at", "arroba", "chez"]));
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

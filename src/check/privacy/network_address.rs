//! Addresses of computers: IP and MAC.

use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::spelled::number_at;
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds the address of a computer.
    ///
    /// Identifier O of 45 CFR 164.514(b)(2)(i): IPv4, IPv6 and MAC addresses in any language. Numbers of versions and
    /// chapters ("version 1.2.3.4", "section 4.1.2.3") pass.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 109 of 116 (recall
    /// 0.94, precision 0.94); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** Whoever runs a service or a network can tell the household behind it.
    ///
    /// **How to mend it.** Take it out.
    NETWORK_ADDRESS = "privacy/network-address", Error;
}

/// Finds addresses of computers.
pub(crate) struct NetworkAddress;

impl Detector for NetworkAddress {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        let is_written = line.dividers > 1 && line.text.bytes().filter(is_sign).count() >= 2;
        line.digit && (is_written || line.is_strict() && line.code && line.digits > 11)
            || line.is_strict() && line.has(DOT) && line.tags.has(Tags::NUMBER)
            || line.is_strict() && line.digit && line.has(words!["ip"])
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        if line.is_strict() {
            let found = (0..line.tokens.len()).find_map(|at| spoken(line, at).or_else(|| in_pairs(line, at)));
            if let Some((from, end)) = found {
                hits.push(Class::Network, line.range(from, end), Excuse::None);
            }
        }
        let is_part = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':' | '-');
        let mut start = 0;
        for piece in line.text.split_inclusive(|c: char| !is_part(c)) {
            start += piece.len();
            if piece.bytes().filter(is_sign).count() < 2 {
                continue;
            }
            let word = piece.trim_end_matches(|c: char| !is_part(c)).trim_matches(['.', '-']);
            let word = if word.contains("::") { word } else { word.trim_matches(':') };
            let at = start - piece.len() + piece.find(word).unwrap_or_default();
            let before = line.text[..at].chars().next_back();
            let is_free = before.is_none_or(|c| !c.is_alphanumeric());
            let v4 = word.split(':').next().unwrap_or_default();
            // "2.5.10.20 mg" is a taper of doses.
            let behind = line.tokens.partition_point(|token| token.start < at + word.len());
            let is_dose = line.get(behind).tags.has(Tags::UNIT);
            if is_free && (is_v4(v4) && !is_version(line, at) && !is_dose || is_v6(word) || is_mac(word)) {
                hits.push(Class::Network, at..at + word.len(), Excuse::None);
            }
        }
    }
}

/// What divides the parts of an address that is read out.
const DOT: Words = words!["dot", "point", "punto"];

/// "one eight five dot 44 dot 16 dot 201": an address as it is read out.
fn spoken(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_digits = |at: usize| line.get(at).is_number() || line.get(at).tags.has(Tags::DIGIT.with(Tags::NUMBER));
    let end_of_part = |from: usize| {
        let in_digits = (from..from + 5).find(|next| !is_digits(*next)).filter(|end| *end > from);
        number_at(line, from).map(|(_, end)| end).max(in_digits)
    };
    // "10 . 0 . 48 . 27", "172[.]20[.]10[.]4": a full stop that is kept from being a link.
    let behind_dot = |at: usize| {
        let bracket = usize::from(line.get(at).is('['));
        let is_dot =
            line.is(at, DOT) || line.get(at + bracket).is('.') && line.get(at + 2 * bracket).spaced == (bracket == 0);
        is_dot.then_some(at + 1 + 2 * bracket)
    };
    if at > 0 && is_digits(at - 1) {
        return None;
    }
    let mut end = end_of_part(at)?;
    for _ in 0..3 {
        end = end_of_part(behind_dot(end)?)?;
    }
    Some((at, end))
}

/// "00 1B 44 11 3A B7": the address of a machine in six pairs with blanks between them.
fn in_pairs(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let is_pair = |at: &usize| {
        let word = line.word(*at);
        word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let is_code = |at: &usize| line.get(*at).kind == Kind::Code;
    let is_whole = (at..at + 6).all(|next| is_pair(&next)) && (at == 0 || !is_pair(&(at - 1)));
    (is_whole && (at..at + 6).any(|next| is_code(&next))).then_some((at, at + 6))
}

/// What divides the parts of an address.
fn is_sign(byte: &u8) -> bool {
    matches!(byte, b'.' | b':' | b'-')
}

/// `192.168.0.1`
fn is_v4(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let is_byte =
        |part: &&str| !part.is_empty() && part.len() <= 3 && part.parse::<u32>().is_ok_and(|value| value < 256);
    parts.len() == 4 && parts.iter().all(is_byte)
}

/// `2001:db8::1`: at least two colons, and a group that is no time of day.
fn is_v6(word: &str) -> bool {
    word.matches(':').count() >= 2
        && word.parse::<std::net::Ipv6Addr>().is_ok()
        && word.split(':').any(|group| group.len() > 2 || group.bytes().any(|byte| byte.is_ascii_alphabetic()))
}

/// `00:1A:2B:3C:4D:5E`, `00-1A-2B-3C-4D-5E` or `001a.2b3c.4d5e`
fn is_mac(word: &str) -> bool {
    let is_hexadecimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let quarters: Vec<&str> = word.split('.').collect();
    let is_of_three = quarters.len() == 3 && quarters.iter().all(|part| part.len() == 4 && is_hexadecimal(part));
    is_of_three && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        || [':', '-', '.'].iter().any(|sign| {
            let parts: Vec<&str> = word.split(*sign).collect();
            let is_lettered = *sign != '.' || word.bytes().any(|byte| byte.is_ascii_alphabetic());
            parts.len() == 6 && is_lettered && parts.iter().all(|part| part.len() == 2 && is_hexadecimal(part))
        })
}

/// Whether numbers of a version or chapter are announced before byte `at`.
fn is_version(line: &Line<'_>, at: usize) -> bool {
    let token = line.tokens.partition_point(|token| token.start < at);
    const CITED: Words = words![
        "version",
        "v",
        "section",
        "chapter",
        "table",
        "figure",
        "release",
        "update",
        "paragraph",
        "step",
        "updated",
        "firmware",
        "ec"
    ];
    line.recently(token, 3, CITED) || line.was(token, 1, words!["app"]) || line.before(token, 1).kind == Kind::Sign('§')
}

#[cfg(test)]
mod tests {
    use super::{is_mac, is_v4, is_v6};

    #[test]
    fn addresses_of_computers_have_shapes() {
        assert!(is_v4("192.168.0.1") && !is_v4("1.2.3") && !is_v4("300.1.1.1") && !is_v4("1.2.3.4.5"));
        assert!(is_v6("2001:db8::1") && is_v6("fe80::1ff:fe23:4567:890a") && !is_v6("19:00:05") && !is_v6("::"));
        assert!(is_mac("00:1A:2B:3C:4D:5E") && is_mac("001a.2b3c.4d5e") && !is_mac("00:1A:2B:3C:4D"));
    }
}

//! Numbers that a state gives to each person: social security, national insurance, identity.

use crate::check::privacy::label::{self, Labels, TOLD, label};
use crate::check::privacy::line::{Kind, Line};
use crate::check::privacy::number::{are_of, digits, is_cited, is_quantity};
use crate::check::privacy::word_list::words;
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a number of social security or identity.
    ///
    /// Identifier G of 45 CFR 164.514(b)(2)(i): the US social security number by its rules (no 000, 666 or 9xx, no 00, no
    /// 0000) and behind its name, also dictated; the British national insurance number; the Spanish DNI and NIE, whose
    /// letter is checked.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 112 of 116 (recall
    /// 0.97, precision 0.93); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** Whoever has it can take credit or treatment in the person's name.
    ///
    /// **How to mend it.** Take the number out, and tell the person that it was there.
    IDENTITY_NUMBER = "privacy/ssn", Error;
}

/// Finds numbers of social security and identity.
pub(crate) struct IdentityNumber;

impl Detector for IdentityNumber {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.digits > 2 && (line.digit || line.tags.has(Tags::LABEL))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::SocialSecurity, &LABELS, hits);
        for run in line.runs() {
            for groups in run.windows(3).filter(|groups| are_of(line, groups, &[3, 2, 4])) {
                let text = &line.text[line.get(groups[0]).start..line.get(groups[2]).end];
                let is_written = text.bytes().filter(|byte| *byte == b'-').count() == 2 && text.len() == 11
                    || text.bytes().filter(|byte| *byte == b'.').count() == 2 && text.len() == 11 && line.is_strict()
                    || text.bytes().filter(|byte| *byte == b' ').count() == 2 && text.len() == 11;
                if is_written
                    && !is_quantity(line, groups[2] + 1)
                    && !is_cited(line, groups[0])
                    && is_social_security(&digits(line, groups))
                {
                    hits.push(Class::SocialSecurity, line.range(groups[0], groups[2] + 1), Excuse::None);
                }
            }
        }
        for at in 0..line.tokens.len() {
            let token = line.get(at);
            let end = match (&token.kind, token.len()) {
                (Kind::Number, 3) => brazilian(line, at),
                (Kind::Word, 2) if line.get(at + 1).is_number() => spaced_insurance(line, at),
                (Kind::Word, 3) | (Kind::Number, 4) => half_hidden(line, at),
                _ => None,
            };
            if let Some(end) = end {
                hits.push(Class::SocialSecurity, line.range(at, end), Excuse::None);
            }
        }
        // A national insurance number has six digits, and the others have more.
        let codes = if line.digits > 5 { line.codes() } else { &[] };
        for (at, code) in codes.iter().filter(|(_, code)| code.length == 9 && !code.is_plain) {
            let text = code.text(line);
            if !text.is_ascii() {
                continue;
            }
            if is_national_insurance(&text) && line.get(*at).kind != Kind::Number || is_spanish(&text) {
                hits.push(Class::SocialSecurity, line.range(*at, code.end), Excuse::None);
            }
        }
    }
}

static LABELS: Labels = Labels::of(&[
    label("ssn", 4),
    label("carnet de identidad", 6),
    label("documento de identidad", 6),
    label("documento", 7),
    label("identidad", 7),
    label("social security", 4),
    label("social", 4),
    label("national insurance", 4),
    label("nino", 4),
    label("ni", TOLD),
    label("tax", TOLD),
    label("sin", 9),
    label("ss", 7),
    label("cedula", 7),
    label("rg", 7),
    label("pan", 4),
    label("bsn", 7),
    label("pesel", 9),
    label("nir", 9),
    label("secu", 9),
    label("personnummer", 8),
    label("fodselsnummer", 8),
    label("cpr", 8),
    label("rijksregisternummer", 9),
    label("social insurance", 6),
    label("steuer", 9),
    label("pps", 7),
    label("ppsn", 7),
    label("curp", 6),
    label("rut", 7),
    label("tfn", 8),
    label("medicare", 9),
    label("aadhaar", 8),
    label("national", TOLD),
    label("dni", 6),
    label("nie", 6),
    label("nif", 6),
    label("seguridad social", 6),
    label("sozialversicherungsnummer", 6),
]);

/// Whether nine digits may be a social security number or an individual taxpayer's number.
fn is_social_security(digits: &str) -> bool {
    let (area, rest) = digits.split_at(3);
    let (group, serial) = rest.split_at(2);
    let is_taxpayer = area.starts_with('9') && group >= "50";
    area != "000" && area != "666" && (!area.starts_with('9') || is_taxpayer) && group != "00" && serial != "0000"
}

/// Whether a code is a national insurance number, `QQ123456C`.
fn is_national_insurance(code: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| match at {
        0 | 1 => byte.is_ascii_uppercase() && !b"DFIUV".contains(&byte),
        8 => (b'A'..=b'D').contains(&byte),
        _ => byte.is_ascii_digit(),
    };
    code.bytes().enumerate().all(shape)
}

/// "ab 12 34 56 c", behind the name of the number.
fn spaced_insurance(line: &Line<'_>, at: usize) -> Option<usize> {
    let pairs = (1..=3).all(|step| line.get(at + step).is_number() && line.get(at + step).len() == 2);
    let (first, last) = (line.word(at), line.word(at + 4));
    let is_shaped = pairs
        && first.len() == 2
        && last.len() == 1
        && is_national_insurance(&[first, "123456", last].concat().to_ascii_uppercase());
    (is_shaped && line.recently(at, 6, words!["nino", "ni", "insurance", "nin", "national"])).then_some(at + 5)
}

/// "xxx-xx-4471", "the last four, 7716, of my social security": the end of such a number is known to many clerks.
fn half_hidden(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_end = line.get(at).is_number() && line.get(at).len() == 4 && line.recently(at, 3, words!["last"]);
    let is_of_social = (at + 1..at + 7).any(|next| line.is(next, words!["social", "ssn"]));
    if is_end && line.recently(at, 2, words!["four"]) && is_of_social {
        return Some(at + 1);
    }
    let is_hidden = line.is(at, words!["xxx"]) && line.get(at + 1).is('-') && line.is(at + 2, words!["xx"]);
    (is_hidden && line.get(at + 4).is_number() && line.get(at + 4).len() == 4).then_some(at + 5)
}

/// "529.982.247-25", the number of a taxpayer in Brazil.
fn brazilian(line: &Line<'_>, at: usize) -> Option<usize> {
    let group = |step: usize| line.get(at + 2 * step);
    let is_grouped =
        [3, 3, 3, 2].iter().enumerate().all(|(step, length)| group(step).is_number() && group(step).len() == *length);
    let is_divided = line.get(at + 1).is('.') && line.get(at + 3).is('.') && line.get(at + 5).is('-');
    (is_grouped && is_divided).then_some(at + 7)
}

/// Whether a code is a Spanish DNI, `12345678Z`, or NIE, `X1234567L`: the number decides the letter.
fn is_spanish(code: &str) -> bool {
    let (number, letter) = code.split_at(8);
    let number = match number.as_bytes()[0] {
        b'X' => number.replacen('X', "0", 1),
        b'Y' => number.replacen('Y', "1", 1),
        b'Z' => number.replacen('Z', "2", 1),
        _ => String::from(number),
    };
    let check = number.parse::<usize>().ok().and_then(|number| "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(number % 23));
    check.is_some_and(|check| letter.starts_with(check))
}

#[cfg(test)]
mod tests {
    use super::{is_national_insurance, is_social_security, is_spanish};

    #[test]
    fn numbers_follow_their_rules() {
        assert!(is_social_security("123456789") && is_social_security("912701234"));
        for wrong in ["000456789", "666456789", "912341234", "123006789", "123450000"] {
            assert!(!is_social_security(wrong), "{wrong}");
        }
        assert!(is_national_insurance("AB123456C") && !is_national_insurance("DB123456C"));
        assert!(is_spanish("12345678Z") && is_spanish("X1234567L") && !is_spanish("12345678A"));
    }
}

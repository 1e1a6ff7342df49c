//! Numbers of accounts, cards and customers.

use crate::check::privacy::label::{self, Labels, TOLD, label};
use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::number::{are_of, code_at, digits, is_cited, passes_luhn};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a number of an account or card.
    ///
    /// Identifier J of 45 CFR 164.514(b)(2)(i): numbers of bank accounts, cards, customers and invoices behind their
    /// names in English and Spanish; cards by the check of Luhn and IBANs by their check digits, wherever they stand.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 114 of 116 (recall
    /// 0.98, precision 0.98); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** It leads to a person's money, and through bank and shop to their name.
    ///
    /// **How to mend it.** Take the number out; nobody needs it to understand the text.
    ACCOUNT = "privacy/account-number", Error;
}

/// Finds numbers of accounts and cards.
pub(crate) struct Account;

impl Detector for Account {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        // Zotero writes where it keeps a file, by eight random letters and digits.
        line.ground != Ground::References && line.digits > 2 && (line.digit || line.tags.has(Tags::LABEL))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        label::look(line, Class::Account, &LABELS, hits);
        for run in line.runs() {
            let is_card = |groups: &&[usize]| match groups {
                [one] => (13..=16).contains(&line.get(*one).len()),
                groups => are_of(line, groups, &[4, 4, 4, 4]) || are_of(line, groups, &[4, 6, 5]),
            };
            let windows = [4, 3, 1].into_iter().flat_map(|size| run.windows(size));
            let is_named = |groups: &&[usize]| !line.is_strict() && is_cited(line, groups[0]);
            for groups in windows
                .filter(is_card)
                .filter(|groups| !is_named(groups))
                .filter(|groups| passes_luhn(&digits(line, groups)))
            {
                if let (Some(first), Some(last)) = (groups.first(), groups.last()) {
                    hits.push(Class::Account, line.range(*first, last + 1), Excuse::None);
                }
            }
        }
        // "You charged the one ending 2173 twice."
        const PAID: Words = words!["charged", "charge", "card", "visa", "paid", "refund", "refunded", "bill", "billed"];
        for at in (1..line.tokens.len()).filter(|at| line.get(*at).is_number() && line.get(*at).len() == 4) {
            if line.is_strict()
                && line.was(at, 1, words!["ending", "in"])
                && line.recently(at, 2, words!["ending"])
                && line.has(PAID)
            {
                hits.push(Class::Account, line.range(at, at + 1), Excuse::None);
            }
        }
        for at in line.capitals().filter(|at| line.get(*at).kind == Kind::Code) {
            if let Some(code) = code_at(line, at).filter(|code| is_iban(&code.text(line))) {
                hits.push(Class::Account, line.range(at, code.end), Excuse::None);
            }
        }
    }
}

static LABELS: Labels = Labels::of(&[
    label("bsb", 6),
    label("acc", 5),
    label("swift", 3),
    label("bic", 3),
    label("cheque", 5),
    label("wallet", 5),
    label("account", 5),
    label("acct", 4),
    label("c", 8),
    label("bank account", 4),
    label("sort code", 4),
    label("iban", 6),
    label("card", 8),
    label("card ending", 3),
    label("account ending", 3),
    label("credit card", 4),
    label("debit card", 4),
    label("visa", 8),
    label("mastercard", 8),
    label("amex", 8),
    label("routing", 6),
    label("invoice", 5),
    label("order", 6),
    label("customer", 5),
    label("gift card", 6),
    label("library card", 5),
    label("client", TOLD),
    label("paypal", 6),
    label("paypal transaction", 6),
    label("transaction", TOLD),
    label("loyalty card", 6),
    label("kontonummer", 6),
    label("konto", 8),
    label("compte", 8),
    label("cuenta", 6),
    label("cliente", 5),
    label("factura", 4),
    label("tarjeta", 8),
]);

/// Whether a code is an IBAN: moved to the end, its first four characters make it leave 1 when divided by 97.
fn is_iban(code: &str) -> bool {
    let is_shaped =
        (15..=34).contains(&code.len()) && code.is_ascii() && code.as_bytes()[..2].iter().all(u8::is_ascii_uppercase);
    if !is_shaped {
        return false;
    }
    let turned = code[4..].chars().chain(code[..4].chars());
    let rest = turned.filter_map(|c| c.to_digit(36)).fold(0, |rest, value| match value {
        0..=9 => (rest * 10 + value) % 97,
        _ => (rest * 100 + value) % 97,
    });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::is_iban;

    #[test]
    fn the_check_digits_of_an_iban_are_checked() {
        assert!(is_iban("GB82WEST12345698765432") && is_iban("ES9121000418450200051332"));
        assert!(!is_iban("GB83WEST12345698765432") && !is_iban("GB82"));
    }
}

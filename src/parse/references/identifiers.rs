//! Tells identifiers from what only looks like one: DOI, PubMed number, ISBN, ISSN.

/// A DOI without the resolver or label that people write before it: `10.`, four to nine digits, `/`, and no space.
/// (DOI Handbook, "Numbering"; Crossref's pattern for DOIs.)
pub(super) fn doi(written: &str) -> Option<String> {
    let start = written.find("10.")?;
    let doi = written[start..].split_whitespace().next()?.trim_end_matches(['.', ',', ';', '"', '>']);
    // Of `10.,` nothing is left but the number.
    let (prefix, suffix) = doi.get(3..)?.split_once('/')?;
    let digits = prefix.split('.').next().unwrap_or_default();
    let is_prefix = (4..=9).contains(&digits.len()) && prefix.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_prefix && !suffix.is_empty()).then(|| percent_decoded(doi))
}

/// A resolver's address spells `(`, `<` and the like as `%28`; a DOI does not.
fn percent_decoded(doi: &str) -> String {
    let mut decoded = String::with_capacity(doi.len());
    let mut rest = doi;
    while let Some(at) = rest.find('%') {
        decoded.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.map(char::from).filter(char::is_ascii_graphic) {
            Some(letter) => {
                decoded.push(letter);
                rest = &rest[at + 3..];
            }
            None => {
                decoded.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// A PubMed number: up to nine digits, none of them leading zeros.
pub(super) fn pmid(written: &str) -> Option<String> {
    let number = written.trim().trim_start_matches(|c| "PMIDpmid: ".contains(c)).trim_start_matches('0');
    let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| String::from(number))
}

/// A PubMed Central number: `PMC` and digits.
pub(super) fn pmcid(written: &str) -> Option<String> {
    let digits = written.trim().trim_start_matches(['P', 'M', 'C', 'p', 'm', 'c', ':', ' ']);
    let digits = digits.split('.').next().unwrap_or_default();
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("PMC{digits}"))
}

/// An ISBN of ten or thirteen digits whose check digit is right, without hyphens. Of several, the first that is right.
pub(super) fn isbn(written: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '-' | '–' | ' ');
    // Spaces part the groups of one number, and two numbers as well: so groups are joined until they are one.
    let groups: Vec<String> = written
        .split(|c: char| !is_part(c) || c == ' ')
        .map(|group| group.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase())
        .filter(|group| !group.is_empty())
        .collect();
    (0..groups.len()).find_map(|start| {
        let mut joined = String::new();
        groups[start..].iter().take(5).find_map(|group| {
            joined.push_str(group);
            is_isbn(&joined).then(|| joined.clone())
        })
    })
}

/// Whether the check digit is right. (ISO 2108.)
fn is_isbn(digits: &str) -> bool {
    let value = |at: usize, digit: char| match digit {
        'X' if at == 9 => Some(10),
        digit => digit.to_digit(10),
    };
    let values: Option<Vec<u32>> = digits.chars().enumerate().map(|(at, digit)| value(at, digit)).collect();
    let Some(values) = values else { return false };
    match values.len() {
        10 => values.iter().zip((1..=10).rev()).map(|(value, weight)| value * weight).sum::<u32>() % 11 == 0,
        13 if digits.starts_with("978") || digits.starts_with("979") => {
            values.iter().zip([1, 3].into_iter().cycle()).map(|(value, weight)| value * weight).sum::<u32>() % 10 == 0
        }
        _ => false,
    }
}

/// An ISSN whose check digit is right, with its hyphen. (ISO 3297.)
pub(super) fn issn(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X')).take(8).collect();
    let digits = digits.to_uppercase();
    let mut sum = 0;
    for (at, digit) in digits.chars().enumerate() {
        let value = if digit == 'X' && at == 7 { 10 } else { digit.to_digit(10)? };
        sum += value * (8 - u32::try_from(at).ok()?);
    }
    (digits.len() == 8 && sum % 11 == 0).then(|| format!("{}-{}", &digits[..4], &digits[4..]))
}

#[cfg(test)]
mod tests {
    use super::{doi, isbn, issn, pmcid, pmid};

    fn some(words: &str) -> Option<String> {
        Some(String::from(words))
    }

    #[test]
    fn a_doi_is_found_behind_resolvers_and_labels() {
        assert_eq!((doi("10.,"), doi("10."), doi("doi: 10.;")), (None, None, None));
        assert_eq!(doi("https://doi.org/10.1002/14651858.CD006145.pub3"), some("10.1002/14651858.CD006145.pub3"));
        assert_eq!(doi("doi: 10.1016/S0140-6736(11)61629-2."), some("10.1016/S0140-6736(11)61629-2"));
        assert_eq!(doi("http://dx.doi.org/10.1016/S0140-6736%2811%2961629-2"), some("10.1016/S0140-6736(11)61629-2"));
        assert_eq!(doi("10.4103/2277-9175.180636 [doi]"), some("10.4103/2277-9175.180636"));
        for no in ["", "whatever", "10.1016", "10.12/x", "10.abcd/x", "10.1000/", "S0732-8893(15)00432-0"] {
            assert_eq!(doi(no), None, "{no}");
        }
    }

    #[test]
    fn pubmed_numbers_are_digits() {
        assert_eq!(pmid("PMID: 24520118"), some("24520118"));
        assert_eq!(pmid("24520118"), some("24520118"));
        assert_eq!(pmcid("PMC3654245"), some("PMC3654245"));
        assert_eq!(pmcid("3654245.1"), some("PMC3654245"));
        for no in ["", "0", "12a", "1234567890", "10.1000/x", "PMID"] {
            assert_eq!(pmid(no), None, "{no}");
        }
    }

    #[test]
    fn check_digits_are_checked() {
        assert_eq!(isbn("978-3-86680-192-9"), some("9783866801929"));
        assert_eq!(isbn("ISBN 978 3 86680 192 9 (print)"), some("9783866801929"));
        assert_eq!(isbn("0-306-40615-2"), some("0306406152"));
        assert_eq!(isbn("080442957X; 9780306406157"), some("080442957X"));
        assert_eq!(isbn("978-3-86680-192-8"), None);
        assert_eq!(isbn("97"), None);
        assert_eq!(issn("0378-5955"), some("0378-5955"));
        assert_eq!(issn("2434561X (Electronic)"), some("2434-561X"));
        assert_eq!(issn("0378-5956"), None);
    }
}

//! Tells what the address of a link points at. Schemes are allow-listed: a page links to the web, to mail and to a
//! telephone, and to nothing else.

use crate::model::prose::{Namespace, Target};

/// The schemes that a page may link to.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "doi"];

/// What the address of a Markdown link points at.
pub fn of(url: &str) -> Target {
    // Browsers drop control characters and spaces before they look for a scheme, so `java\nscript:` has one.
    let cleaned: String = url.chars().filter(|c| !c.is_control()).collect();
    let cleaned = cleaned.trim();
    match scheme(cleaned) {
        Some(scheme) if SCHEMES.contains(&scheme.as_str()) => Target::Url(absolute(cleaned, &scheme)),
        Some(_) => Target::Forbidden(String::from(cleaned)),
        None if cleaned.starts_with("//") || cleaned.starts_with("\\") || cleaned.starts_with("/\\") => {
            Target::Forbidden(String::from(cleaned))
        }
        None => relative(cleaned),
    }
}

/// What `[[written]]` points at.
pub fn wiki(written: &str) -> Target {
    let written = written.trim();
    if let Some((word, name)) = written.split_once(':')
        && let Some((_, space)) = Namespace::ALL.iter().find(|(known, _)| word.trim().eq_ignore_ascii_case(known))
    {
        return Target::Named { space: *space, name: String::from(name.trim()) };
    }
    match written.split_once('#') {
        Some(("", fragment)) => Target::Fragment(String::from(fragment)),
        Some((name, fragment)) => {
            Target::Wiki { name: String::from(name.trim()), fragment: Some(String::from(fragment.trim())) }
        }
        None => Target::Wiki { name: String::from(written), fragment: None },
    }
}

/// The scheme of `url` in lower case: letters, digits, `+`, `-` and `.` before a colon that comes before any `/`.
fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    // An entity or an encoded colon cannot make a scheme here: the parser has decoded entities already, and browsers
    // do not decode percent signs in schemes.
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// An absolute address as it is written on a page. A DOI is led to its resolver.
fn absolute(url: &str, scheme: &str) -> String {
    match scheme {
        "doi" => format!("https://doi.org/{}", url[4..].trim_start_matches('/')),
        _ => String::from(url),
    }
}

/// A relative address.
fn relative(url: &str) -> Target {
    let (path, fragment) = match url.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (url, None),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    match (path, fragment) {
        ("", Some(fragment)) => Target::Fragment(fragment),
        (path, fragment) => Target::Path { path: decoded(path), fragment },
    }
}

/// `text` with its `%xx` decoded, where they make UTF-8.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(hex(*high) << 4 | hex(*low));
                rest = after;
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| String::from(text))
}

/// The value of a hexadecimal digit.
fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::{of, wiki};
    use crate::model::prose::{Namespace, Target};

    #[test]
    fn schemes_are_allow_listed_however_they_are_written() {
        assert_eq!(of("https://www.nhs.uk/"), Target::Url("https://www.nhs.uk/".into()));
        assert_eq!(of("doi:10.1000/1"), Target::Url("https://doi.org/10.1000/1".into()));
        for url in [
            "javascript:alert(1)",
            "JaVa\tScript:alert(1)",
            " \u{1}javascript:x",
            "data:text/html,x",
            "//evil.example",
            "\\\\evil",
            "/\\evil",
            "vbscript:x",
            "file:///etc/passwd",
        ] {
            assert!(matches!(of(url), Target::Forbidden(_)), "{url}");
        }
    }

    #[test]
    fn relative_addresses_are_decoded() {
        let target = of("../side%20effects/fatigue.md#what-helps");
        assert_eq!(
            target,
            Target::Path { path: "../side effects/fatigue.md".into(), fragment: Some("what-helps".into()) }
        );
        assert_eq!(of("#rest"), Target::Fragment("rest".into()));
    }

    #[test]
    fn wikilinks_know_their_namespaces() {
        assert_eq!(wiki("contact:helpline"), Target::Named { space: Namespace::Contact, name: "helpline".into() });
        assert_eq!(wiki("Note: a page"), Target::Wiki { name: "Note: a page".into(), fragment: None });
        assert_eq!(wiki("fatigue#rest"), Target::Wiki { name: "fatigue".into(), fragment: Some("rest".into()) });
    }
}

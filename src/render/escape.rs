//! Turns text into HTML. Everything that an editor, a patient or a reference file wrote goes through here.

/// Appends `text` as the content of an element.
pub fn push_text(html: &mut String, text: &str) {
    push(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends `text` as the value of an attribute between double quotation marks.
pub fn push_attribute(html: &mut String, text: &str) {
    push(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    });
}

/// Appends `text` with each ASCII byte that `replace` knows replaced. Control characters that HTML and XML forbid are
/// left out.
fn push(html: &mut String, text: &str, replace: impl Fn(u8) -> Option<&'static str>) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'\t' | b'\n' => None,
            0..0x20 | 0x7f => Some(""),
            _ => replace(byte),
        };
        if let Some(replacement) = replacement {
            html.push_str(&text[copied..at]);
            html.push_str(replacement);
            copied = at + 1;
        }
    }
    html.push_str(&text[copied..]);
}

/// The address as a page may link to it; nothing when its scheme is not one of those a page may use. A DOI becomes the
/// address of its resolver.
pub fn safe_url(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if rest.starts_with("//") => Some(encoded(url)),
        "mailto" | "tel" => Some(encoded(url)),
        "doi" => Some(encoded(&format!("https://doi.org/{rest}"))),
        _ => None,
    }
}

/// `url` with the characters percent-encoded that no address may hold.
fn encoded(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            ' ' => encoded.push_str("%20"),
            '"' => encoded.push_str("%22"),
            '<' => encoded.push_str("%3C"),
            '>' => encoded.push_str("%3E"),
            '\\' => encoded.push_str("%5C"),
            '^' => encoded.push_str("%5E"),
            '`' => encoded.push_str("%60"),
            '{' => encoded.push_str("%7B"),
            '|' => encoded.push_str("%7C"),
            '}' => encoded.push_str("%7D"),
            '[' => encoded.push_str("%5B"),
            ']' => encoded.push_str("%5D"),
            character if character.is_control() => {}
            character => encoded.push(character),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{push_attribute, push_text, safe_url};

    #[test]
    fn markup_becomes_words() {
        let mut text = String::new();
        push_text(&mut text, "<b>\u{0}5 > 3 & 'so'</b>");
        assert_eq!(text, "&lt;b&gt;5 &gt; 3 &amp; 'so'&lt;/b&gt;");
        let mut attribute = String::new();
        push_attribute(&mut attribute, "\" onfocus='x'");
        assert_eq!(attribute, "&quot; onfocus=&#39;x&#39;");
    }

    #[test]
    fn only_known_schemes_are_linked() {
        assert_eq!(safe_url("https://example.org/a b").as_deref(), Some("https://example.org/a%20b"));
        assert_eq!(safe_url("DOI:10.1000/182").as_deref(), Some("https://doi.org/10.1000/182"));
        for url in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil", "http:x"]
        {
            assert_eq!(safe_url(url), None, "{url}");
        }
    }
}

//! What the preview adds to a page, and only the preview: the script that reloads it and shows the findings.

use crate::source::Fingerprint;

/// A page as the preview sends it.
pub(crate) struct Shown {
    /// The page with the script.
    pub(crate) html: Vec<u8>,
    /// The content security policy: the page's own, opened only for the events of the preview.
    pub(crate) policy: String,
}

/// The policy of whatever brings none of its own.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                                 font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; \
                                 form-action 'none'; frame-ancestors 'none'";

/// A short name for the bytes of a page, by which the script knows whether it has changed.
pub(crate) fn print(bytes: &[u8]) -> String {
    Fingerprint::of(&[bytes]).hex(16)
}

/// `page` with the script before the end of its body.
pub(crate) fn show(page: &[u8]) -> Shown {
    let html = String::from_utf8_lossy(page);
    let (html, policy) = match take_policy(&html) {
        Some((without, policy)) => (without, opened(&policy)),
        None => (html.into_owned(), POLICY.to_owned()),
    };
    let script = format!("<script src=\"/__bedside/live.js\" data-bedside-page=\"{}\" defer></script>\n", print(page));
    let at = html.rfind("</body>").unwrap_or(html.len());
    let shown = [&html[..at], &script, &html[at..]].concat();
    Shown { html: shown.into_bytes(), policy }
}

/// The page without its `<meta http-equiv="Content-Security-Policy">`, and what that says. The policy is sent as a
/// header instead, because a policy in a page can only be narrowed.
fn take_policy(html: &str) -> Option<(String, String)> {
    let name = html.find("http-equiv=\"Content-Security-Policy\"")?;
    let start = html[..name].rfind("<meta")?;
    let end = name + html[name..].find('>')? + 1;
    let tag = &html[start..end];
    let value = tag.find("content=\"")? + "content=\"".len();
    let policy = &tag[value..value + tag[value..].find('"')?];
    let policy = policy.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&");
    Some(([&html[..start], &html[end..]].concat(), policy))
}

/// `policy` opened for the panel's events, script and style, which come from the preview itself.
fn opened(policy: &str) -> String {
    let is_open = |directive: &&str| {
        let name = directive.split_whitespace().next().unwrap_or_default();
        !name.is_empty() && !matches!(name, "connect-src" | "frame-ancestors")
    };
    let mut directives: Vec<_> = policy.split(';').map(str::trim).filter(is_open).collect();
    directives.extend(["connect-src 'self'", "frame-ancestors 'none'"]);
    directives.join("; ")
}

/// A page that says why there is no other.
pub(crate) fn message(title: &str, text: &str) -> Vec<u8> {
    let (title, text) = (escaped(title), escaped(text));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/__bedside/live.css\">\n</head>\n\
         <body class=\"bedside-message\">\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// `text` as HTML shows it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{POLICY, show};

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let shown = show(b"<html><body><p>Hello</p></body></html>");
        let html = String::from_utf8(shown.html).unwrap();
        assert!(html.starts_with("<html><body><p>Hello</p><script src=\"/__bedside/live.js\" data-bedside-page=\""));
        assert!(html.ends_with("\" defer></script>\n</body></html>"), "{html}");
        assert_eq!(shown.policy, POLICY);
    }

    #[test]
    fn the_policy_of_the_page_is_opened_for_events_only() {
        let page = "<head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
                    content=\"default-src 'none'; img-src 'self' data:; connect-src 'none'\"></head><body></body>";
        let shown = show(page.as_bytes());
        assert!(!String::from_utf8(shown.html).unwrap().contains("Content-Security-Policy"));
        assert_eq!(
            shown.policy,
            "default-src 'none'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
        );
    }
}

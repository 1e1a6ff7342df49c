//! Who may ask: a browser on this computer that shows the preview itself, and nobody else.

use axum::http::{HeaderMap, HeaderName, header};

/// Why a request is refused, or nothing if it is not.
///
/// A page of another site can make the browser of the editor send requests here. It must not learn anything: neither
/// by a name of its own that leads to this computer (the host says so), nor by loading scripts or events from here
/// (origin and fetch metadata say so). Following a link to a page is allowed.
pub(crate) fn refusal(headers: &HeaderMap, port: u16) -> Option<&'static str> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?").to_ascii_lowercase());
    let hosts = ["127.0.0.1", "localhost", "[::1]"];
    let is_here = |host: &str| {
        hosts.iter().any(|here| match host.strip_prefix(here) {
            Some("") => port == 80,
            Some(rest) => rest.strip_prefix(':').is_some_and(|digits| digits == port.to_string()),
            None => false,
        })
    };
    if !text(header::HOST).is_some_and(|host| is_here(&host)) {
        return Some("the preview answers only to its own address on this computer");
    }
    if text(header::ORIGIN).is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(is_here)) {
        return Some("the preview does not answer other sites");
    }
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let mode = text(HeaderName::from_static("sec-fetch-mode"));
    let is_own = site.is_none_or(|site| matches!(site.as_str(), "same-origin" | "none"));
    if !is_own && mode.as_deref() != Some("navigate") {
        return Some("the preview does not answer other sites");
    }
    None
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::refusal;

    fn is_refused(headers: &[(&'static str, &str)]) -> bool {
        let pairs =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()));
        refusal(&pairs.collect::<HeaderMap>(), 3000).is_some()
    }

    #[test]
    fn only_this_computer_is_answered() {
        for host in ["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"] {
            assert!(!is_refused(&[("host", host)]), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:3000",
            "127.0.0.1",
            "127.0.0.1:3001",
            "127.0.0.1.evil.example:3000",
            "localhost:3000.evil.example",
            "localhost:03000",
            "",
        ] {
            assert!(is_refused(&[("host", host)]), "{host}");
        }
        assert!(is_refused(&[]), "no host at all");
    }

    #[test]
    fn other_sites_may_link_but_not_load() {
        let host = ("host", "localhost:3000");
        assert!(!is_refused(&[host, ("origin", "http://localhost:3000"), ("sec-fetch-site", "same-origin")]));
        assert!(is_refused(&[host, ("origin", "https://evil.example")]));
        assert!(is_refused(&[host, ("origin", "null")]));
        assert!(is_refused(&[host, ("origin", "http://localhost:8080")]));
        assert!(is_refused(&[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")]));
        assert!(!is_refused(&[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]));
    }
}

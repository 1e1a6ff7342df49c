//! Who may ask: a browser on this computer that shows the preview itself, a device that was let in, and nobody else.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};

use crate::preview::lan::Door;

/// The longest address that is read; the longest of a page is far shorter.
const LONGEST_ADDRESS: usize = 2048;
/// How many bytes of headers are read in all.
const LONGEST_HEADERS: usize = 16 * 1024;

/// Where a request comes from, and where it arrives.
#[derive(Clone, Copy)]
pub(crate) struct Way<'a> {
    /// The other end.
    pub(crate) peer: SocketAddr,
    /// The port of the preview.
    pub(crate) port: u16,
    /// The door for other devices, if there is one.
    pub(crate) door: Option<&'a Door>,
}

/// Why a request is too long to be read.
pub(crate) fn overlong(uri: &Uri, headers: &HeaderMap) -> Option<StatusCode> {
    let address = uri.path_and_query().map_or(0, |address| address.as_str().len());
    let total: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if address > LONGEST_ADDRESS {
        Some(StatusCode::URI_TOO_LONG)
    } else {
        (total > LONGEST_HEADERS).then_some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
    }
}

/// Why a request is refused, or nothing if it is not.
///
/// A page of another site can make the browser of the editor send requests here. It must not learn anything: neither
/// by a name of its own that leads to this computer (the host says so), nor by loading scripts or events from here
/// (origin and fetch metadata say so). Following a link to a page is allowed.
pub(crate) fn refusal(headers: &HeaderMap, way: Way<'_>) -> Option<&'static str> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?").to_ascii_lowercase());
    let hosts = hosts(way);
    let is_here = |host: &str| {
        hosts.iter().any(|here| match host.strip_prefix(here.as_str()) {
            Some("") => way.port == 80,
            Some(rest) => rest.strip_prefix(':').is_some_and(|digits| digits == way.port.to_string()),
            None => false,
        })
    };
    if headers.get_all(header::HOST).iter().count() > 1 || !text(header::HOST).is_some_and(|host| is_here(&host)) {
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

/// The names that the preview answers to for the one at the other end.
fn hosts(way: Way<'_>) -> Vec<String> {
    match (is_this_computer(way.peer), way.door) {
        (true, _) => ["127.0.0.1", "localhost", "[::1]"].map(String::from).to_vec(),
        (false, Some(door)) => vec![door.address.to_string()],
        (false, None) => Vec::new(),
    }
}

/// Whether the other end is on this computer.
pub(crate) fn is_this_computer(peer: SocketAddr) -> bool {
    match peer.ip() {
        IpAddr::V4(address) => address.is_loopback(),
        IpAddr::V6(address) => address.to_canonical().is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::{Way, refusal};

    fn is_refused(headers: &[(&'static str, &str)]) -> bool {
        let pairs =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()));
        let way = Way { peer: ([127, 0, 0, 1], 50_000).into(), port: 3000, door: None };
        refusal(&pairs.collect::<HeaderMap>(), way).is_some()
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
    fn another_device_is_not_answered_without_a_door() {
        let way = Way { peer: ([10, 0, 0, 9], 50_000).into(), port: 3000, door: None };
        let headers = HeaderMap::from_iter([(axum::http::header::HOST, HeaderValue::from_static("127.0.0.1:3000"))]);
        assert!(refusal(&headers, way).is_some());
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

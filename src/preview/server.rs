//! Answers browsers. Every page is looked up in the site's map, so no address can lead out of it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::watch::Receiver;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use crate::preview::early::Wanted;
use crate::preview::editor::Editor;
use crate::preview::generation::Generation;
use crate::preview::guard::Way;
use crate::preview::lan::Door;
use crate::preview::{guard, page, state};
use crate::site::SitePath;

/// What an answer is made from.
pub(crate) struct Preview {
    /// The port of the preview.
    pub(crate) port: u16,
    /// The site as it stands.
    pub(crate) site: Receiver<Arc<Generation>>,
    /// The pages that browsers wait for.
    pub(crate) wanted: Arc<Wanted>,
    /// How files are opened by those who sit at this computer.
    pub(crate) editor: Option<Editor>,
    /// The door for other devices, if the editor asked for one.
    pub(crate) door: Option<Arc<Door>>,
    /// What to do with the lines that tell the editor what happens.
    pub(crate) say: fn(&str),
}

/// Answers one request from `peer`, if it may be answered.
pub(crate) async fn answer(preview: &Preview, peer: SocketAddr, request: Request) -> Response {
    if let Some(status) = guard::overlong(request.uri(), request.headers()) {
        return plain(status, "this is longer than the preview reads");
    }
    let way = Way { peer, port: preview.port, door: preview.door.as_deref() };
    if let Some(why) = guard::refusal(request.headers(), way) {
        return plain(StatusCode::FORBIDDEN, why);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "the preview can only be read");
    }
    let is_here = guard::is_this_computer(peer);
    match &preview.door {
        Some(door) if !is_here && !door.knows(request.headers()) => enter(door, request.uri().path(), preview.say),
        _ => shown_to(preview, is_here, request.uri().clone()).await,
    }
}

/// Lets a device in that brings the code, and nobody else.
fn enter(door: &Door, address: &str, say: fn(&str)) -> Response {
    let cookie = address.strip_prefix("/__bedside/enter/").and_then(|code| door.enter(code));
    let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) else {
        return plain(
            StatusCode::FORBIDDEN,
            "this needs the address that the terminal shows now; each lets one device in",
        );
    };
    say(&format!("a device was let in; for the next one: {}", door.url()));
    // The page leads on by itself: a browser that comes from a camera or a message sends the cookie only then.
    let mut response = plain(StatusCode::OK, "the preview opens");
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response.headers_mut().insert("refresh", HeaderValue::from_static("0; url=/"));
    response
}

/// Answers a request that may be answered.
async fn shown_to(preview: &Preview, is_here: bool, uri: Uri) -> Response {
    let editor = preview.editor.as_ref().filter(|_| is_here);
    match uri.path() {
        "/__bedside/live.js" => reply(StatusCode::OK, "text/javascript; charset=utf-8", include_str!("live.js")),
        "/__bedside/live.css" => reply(StatusCode::OK, "text/css; charset=utf-8", include_str!("live.css")),
        "/__bedside/events" => events(preview.site.clone()),
        "/__bedside/state" => state(preview, uri.query(), editor).await,
        "/__bedside/findings" => shown(StatusCode::OK, &findings(&*preview.able(None).await)),
        path => file(preview, path).await,
    }
}

impl Preview {
    /// The site as soon as it can show the page at `path`, or all pages.
    async fn able(&self, path: Option<&SitePath>) -> Arc<Generation> {
        path.inspect(|path| self.wanted.add(path));
        let mut site = self.site.clone();
        let is_able =
            |generation: &Arc<Generation>| path.map_or_else(|| generation.is_whole(), |p| generation.may_show(p));
        // Nobody makes another site any more when the preview ends: then the last one is as good as any.
        let able = site.wait_for(is_able).await.map(|generation| Arc::clone(&generation));
        able.unwrap_or_else(|_| Arc::clone(&self.site.borrow()))
    }
}

/// A file of the site, or a page that says why there is none.
async fn file(preview: &Preview, address: &str) -> Response {
    let path = site_path(address);
    let generation = &*preview.able(path.as_ref()).await;
    let Some(path) = path else { return missing(generation).await };
    let kind = kind(path.as_str());
    match generation.get(path).await {
        Ok(Some(bytes)) if kind.starts_with("text/html") => shown(StatusCode::OK, &bytes),
        Ok(Some(bytes)) => reply(StatusCode::OK, kind, Vec::from(&*bytes)),
        Ok(None) => missing(generation).await,
        Err(error) => {
            let message = page::message("This page cannot be shown", &error.to_string());
            shown(StatusCode::INTERNAL_SERVER_ERROR, &message)
        }
    }
}

/// The site's own page for addresses that lead nowhere.
async fn missing(generation: &Generation) -> Response {
    let own = generation.get(SitePath::new("404.html")).await.ok().flatten();
    let bytes = own.map_or_else(
        || match &generation.trouble {
            Some(trouble) => page::message("The site cannot be shown yet", trouble),
            None => page::message("There is no such page", "The address may be wrong, or the page was moved."),
        },
        |own| Vec::from(&*own),
    );
    shown(StatusCode::NOT_FOUND, &bytes)
}

/// The number of each generation, from the present one on.
fn events(site: Receiver<Arc<Generation>>) -> Response {
    let numbers = WatchStream::new(site).map(|generation| Event::default().data(generation.number.to_string()));
    let mut response = Sse::new(numbers.map(Ok::<_, Infallible>)).keep_alive(KeepAlive::default()).into_response();
    guard_response(&mut response, page::POLICY);
    response
}

/// How things stand for the page that a browser shows.
async fn state(preview: &Preview, query: Option<&str>, editor: Option<&Editor>) -> Response {
    let address = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("path=")));
    let path = address.and_then(decoded).and_then(|address| site_path(&address));
    let generation = preview.able(path.as_ref()).await;
    reply(StatusCode::OK, "application/json", state::of(&generation, path, editor).await.to_string())
}

/// All findings as a page.
fn findings(generation: &Generation) -> Vec<u8> {
    use std::fmt::Write as _;
    let mut list = String::new();
    for finding in state::findings(&generation.found, None, &BTreeMap::new(), None) {
        let text = |name: &str| page::escaped(finding[name].as_str().unwrap_or_default());
        let line = finding["line"].as_u64().map(|line| format!(":{line}")).unwrap_or_default();
        let _ = writeln!(
            list,
            "<li class=\"{}\"><p><b>{}</b> <code>{}{line}</code></p><p>{}</p><p>{}</p></li>",
            text("severity"),
            text("severity"),
            text("file"),
            text("message"),
            text("help"),
        );
    }
    let page = page::message("Findings", &format!("{} in all.", generation.found.findings.len()));
    String::from_utf8_lossy(&page).replacen("</p>\n", &format!("</p>\n<ul>\n{list}</ul>\n"), 1).into_bytes()
}

/// The file that an address names; nothing if it cannot name any.
fn site_path(address: &str) -> Option<SitePath> {
    let address = decoded(address)?;
    let path = address.strip_prefix('/')?;
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    Some(SitePath::new(format!("{path}{index}")))
}

/// `text` with its `%` escapes taken away, once; nothing if it is no text then.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let digit =
                    |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit(rest.next())? * 16 + digit(rest.next())?
            }
            other => other,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

/// A page with what the preview adds to it.
fn shown(status: StatusCode, html: &[u8]) -> Response {
    let shown = page::show(html);
    let mut response = reply(status, "text/html; charset=utf-8", shown.html);
    guard_response(&mut response, &shown.policy);
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    reply(status, "text/plain; charset=utf-8", text)
}

fn reply(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    guard_response(&mut response, page::POLICY);
    response
}

/// What every answer says: keep nothing, show nothing to others, load nothing from elsewhere.
fn guard_response(response: &mut Response, policy: &str) {
    let headers = response.headers_mut();
    let policy = HeaderValue::from_str(policy).unwrap_or(HeaderValue::from_static(page::POLICY));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

/// The media type of a file, by its ending.
fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "ics" => "text/calendar; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "vtt" => "text/vtt; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::site_path;

    #[test]
    fn addresses_are_decoded_once() {
        let path = |address: &str| site_path(address).map(|path| path.as_str().to_owned());
        assert_eq!(path("/").as_deref(), Some("index.html"));
        assert_eq!(path("/topics/").as_deref(), Some("topics/index.html"));
        assert_eq!(path("/caf%C3%A9.html").as_deref(), Some("café.html"));
        assert_eq!(path("/%252e%252e/a").as_deref(), Some("%2e%2e/a"), "never twice");
        assert_eq!(path("/%ff"), None);
        assert_eq!(path("/%4"), None);
        assert_eq!(path("*"), None);
    }
}

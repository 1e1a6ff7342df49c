//! Who may look in from another device, when the editor asked for that: whoever brings the code that her terminal shows.
//!
//! The code stands in an address and so in a history, a screenshot or a message; so it lets one device in, once, and is
//! then replaced. That device holds a cookie from then on. Published pages set none; this one lasts as long as the
//! preview, no script can read it, and no other site can make a browser send it.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use qrcodegen::{QrCode, QrCodeEcc};

/// The name of the cookie.
const COOKIE: &str = "bedside-preview";

/// The door for other devices.
pub(crate) struct Door {
    /// The address of this computer in the local network.
    pub(crate) address: Ipv4Addr,
    port: u16,
    keys: Mutex<Keys>,
}

/// What opens the door.
struct Keys {
    code: String,
    sessions: BTreeSet<String>,
}

impl Door {
    /// A door at `port` of this computer; nothing if it is in no network, or there is no chance to be had.
    pub(crate) fn new(port: u16) -> Option<Self> {
        let keys = Keys { code: secret()?, sessions: BTreeSet::new() };
        Some(Self { address: local_address()?, port, keys: Mutex::new(keys) })
    }

    /// The address that lets one device in.
    pub(crate) fn url(&self) -> String {
        let code = self.lock().code.clone();
        format!("http://{}:{}/__bedside/enter/{code}", self.address, self.port)
    }

    /// The cookie for whoever brings `code`; the next device needs a new one.
    pub(crate) fn enter(&self, code: &str) -> Option<String> {
        let mut keys = self.lock();
        let (session, next) = (secret()?, secret()?);
        if !same(code, &keys.code) {
            return None;
        }
        keys.code = next;
        let cookie = format!("{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict");
        keys.sessions.insert(session);
        Some(cookie)
    }

    /// Whether a request comes from a device that was let in.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let keys = self.lock();
        pairs.any(|(name, value)| name == COOKIE && keys.sessions.contains(value))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether two texts are the same; how long that takes does not tell where they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// 128 bits that nobody can guess, in hexadecimal digits.
fn secret() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The address of this computer in the local network. Nothing is sent: the system only says which way it would go.
fn local_address() -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address of RFC 5737, which belongs to nobody.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    match socket.local_addr().ok()?.ip() {
        IpAddr::V4(address) if !address.is_unspecified() => Some(address),
        _ => None,
    }
}

/// `text` as a QR code for a dark or light terminal: two rows of squares in one line of letters.
pub(crate) fn qr(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut drawn = String::new();
    for y in (-2..code.size() + 2).step_by(2) {
        for x in -2..code.size() + 2 {
            // The light squares are drawn, and stand out on the dark ground that most terminals have.
            drawn.push(match (code.get_module(x, y), code.get_module(x, y + 1)) {
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            });
        }
        drawn.push('\n');
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::net::Ipv4Addr;
    use std::sync::Mutex;

    use axum::http::{HeaderMap, HeaderValue};

    use super::{Door, Keys, qr, secret};

    fn door() -> Door {
        let keys = Keys { code: secret().unwrap(), sessions: BTreeSet::new() };
        Door { address: Ipv4Addr::new(10, 0, 0, 5), port: 3000, keys: Mutex::new(keys) }
    }

    #[test]
    fn a_code_lets_one_device_in() {
        let door = door();
        let url = door.url();
        let code = url.rsplit('/').next().unwrap();
        assert_eq!(door.enter("0123"), None);
        let cookie = door.enter(code).unwrap();
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict"), "{cookie}");
        assert_eq!(door.enter(code), None, "only once");
        assert_ne!(door.url(), url);
        let headers =
            |cookie: &str| HeaderMap::from_iter([(axum::http::header::COOKIE, HeaderValue::from_str(cookie).unwrap())]);
        assert!(door.knows(&headers(cookie.split(';').next().unwrap())));
        assert!(!door.knows(&headers("bedside-preview=0123; other=1")));
        assert!(!door.knows(&HeaderMap::new()));
    }

    #[test]
    fn the_code_is_drawn_with_a_quiet_zone() {
        let drawn = qr("http://10.0.0.5:3000/").unwrap();
        let lines: Vec<_> = drawn.lines().collect();
        assert!(lines[0].chars().all(|square| square == '█'), "{drawn}");
        assert!(lines.iter().all(|line| line.chars().count() == lines[0].chars().count()));
    }
}

//! Web addresses that lead to a person.

use crate::check::privacy::line::{Ground, Kind, Line};
use crate::check::privacy::word_list::{Words, words};
use crate::check::privacy::words::Tags;
use crate::check::privacy::{Detector, Excuse, Hits};
use crate::finding::Rule;
use crate::finding::identifier::Class;
use crate::rules;

rules! {
    /// A text holds a web address that may lead to a person.
    ///
    /// Identifier N of 45 CFR 164.514(b)(2)(i): profiles, posts, blogs and pages of fund-raising anywhere; in chats every
    /// address but those of health services, universities, authorities, associations, and of hosts that the site itself
    /// points at.
    ///
    /// **How sure it is.** In first runs over sentences of people who had never seen the rules it found 112 of 116 (recall
    /// 0.97, precision 0.95); what it missed was mended by class since (`tests/privacy/README.md`).
    ///
    /// **Why it matters to a patient.** One click shows a name, a face, and everything else that the person wrote.
    ///
    /// **How to mend it.** Take the address out. If it is a source, put it into `references/` or link to it from a page.
    WEB_ADDRESS = "privacy/web-address", Error;
}

/// Finds web addresses that lead to a person.
pub(crate) struct WebAddress;

impl Detector for WebAddress {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn may_be_in(&self, line: &Line<'_>) -> bool {
        line.ground != Ground::References
            && (line.dotted || line.is_strict() && (line.has(DOT) || line.has(words!["["])))
    }

    fn look(&self, line: &Line<'_>, hits: &mut Hits) {
        spelled(line, hits);
        disarmed(line, hits);
        let mut end = 0;
        for at in 0..line.tokens.len() {
            if line.get(at).start < end || !matches!(line.get(at).kind, Kind::Word | Kind::Code | Kind::Number) {
                continue;
            }
            let Some(address) = Address::at(line, at) else { continue };
            end = address.end;
            if address.leads_to_a_person(line, at) {
                // That the site links to one account of a network says nothing of the other accounts there.
                let may_be_public = line.is_strict() && !address.is_at(&PERSONAL) && !address.is_at(&SOCIAL);
                let excuse = if may_be_public { Excuse::Public } else { Excuse::None };
                hits.push(Class::WebAddress, line.get(at).start..address.end, excuse);
            }
        }
    }
}

/// A full stop as it is read out.
const DOT: Words = words!["dot", "punto"];

/// "chemocookinggran dot co dot uk": an address as it is read out.
fn spelled(line: &Line<'_>, hits: &mut Hits) {
    if !line.is_strict() || !line.has(DOT) {
        return;
    }
    let is_ending = |at: usize| ENDINGS.contains(&line.word(at).to_ascii_lowercase().as_str());
    for at in (1..line.tokens.len()).filter(|at| line.is(*at, DOT) && is_ending(at + 1)) {
        let is_host = matches!(line.before(at, 1).kind, Kind::Word | Kind::Code) && line.before(at, 1).len() > 3;
        if is_host && !line.was(at, 1, words!["the", "that", "this"]) {
            hits.push(Class::WebAddress, line.range(at - 1, at + 2), Excuse::None);
        }
    }
}

/// "tdelacroix47[.]github[.]io": an address that is kept from being a link.
fn disarmed(line: &Line<'_>, hits: &mut Hits) {
    if !line.is_strict() {
        return;
    }
    let mut start = 0;
    for piece in line.text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if word.contains("[.]") && word.contains(char::is_alphabetic) {
            hits.push(Class::WebAddress, start..start + word.len(), Excuse::None);
        }
        start += piece.len();
    }
}

/// A web address, with or without its scheme.
struct Address<'a> {
    host: &'a str,
    path: &'a str,
    end: usize,
}

impl<'a> Address<'a> {
    /// The address that begins with the token at `at`.
    fn at(line: &Line<'a>, at: usize) -> Option<Self> {
        let start = line.get(at).start;
        let before = line.before(at, 1);
        if before.is('@') || before.is('.') && !line.get(at).spaced {
            return None;
        }
        let text = &line.text[start..];
        // Most words are no address, and this is the quickest way to tell.
        if !text.bytes().take_while(|byte| !byte.is_ascii_whitespace()).any(|byte| byte == b'.') {
            return None;
        }
        let stop = text.find(|c: char| c.is_whitespace() || "<>\"|{}\\^`'".contains(c)).unwrap_or(text.len());
        let text = text[..stop].trim_end_matches(['.', ',', ')', ';', ':', '!', '?', ']', '*']);
        let (scheme, rest) = text.split_once("://").map_or(("", text), |(scheme, rest)| (scheme, rest));
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(host_end);
        let host = host.split(':').next().unwrap_or_default();
        let ending = host.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_named =
            host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty()) && !host.contains('@');
        let is_host = is_named && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
        let has_path = path.len() > 1
            && path.starts_with('/')
            && ending.len() >= 2
            && ending.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_known = (has_path || ENDINGS.contains(&ending.as_str()) || host.starts_with("www."))
            && host.chars().any(char::is_alphabetic);
        let is_address = is_host && (matches!(scheme, "http" | "https") || scheme.is_empty() && is_known);
        is_address.then_some(Self { host, path, end: start + text.len() })
    }

    /// The host in small letters, without `www.`.
    fn bare_host(&self) -> String {
        let host = self.host.to_ascii_lowercase();
        host.strip_prefix("www.").map(String::from).unwrap_or(host)
    }

    /// Whether its host belongs to one of `domains`.
    fn is_at(&self, domains: &[&str]) -> bool {
        let host = self.bare_host();
        domains
            .iter()
            .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
    }

    /// Whether the name of an account is that of a person: `/margaret.whitfield.9`. Institutions write theirs in one.
    fn is_full_name(&self) -> bool {
        let name = self.path.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = name.split('.').collect();
        parts.len() > 1 && parts.iter().take(2).all(|part| part.len() > 1 && part.chars().all(char::is_alphabetic))
    }

    /// Whether a number follows `path`: `/patient/39533`.
    fn has_number_behind(&self, path: &str) -> bool {
        self.path.split_once(path).is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether it may lead to a person.
    fn leads_to_a_person(&self, line: &Line<'_>, at: usize) -> bool {
        let host = self.bare_host();
        if self.is_at(&PERSONAL) {
            return self.path.len() > 1 || host.matches('.').count() > 1;
        }
        if self.is_at(&SOCIAL) {
            let names_a_post = POSTS.iter().any(|post| self.path.contains(post));
            return self.path.len() > 1 && (line.is_strict() || names_a_post || self.is_full_name());
        }
        let is_mine = line.any(at.saturating_sub(6)..at, Tags::POSSESSIVE) && line.recently(at, 6, MINE);
        let is_personal_path = ["/~", "/user/", "/users/", "/u/", "/profile/", "/member/", "/visit/", "/memorial/"]
            .iter()
            .any(|path| self.path.contains(path))
            || ["/patient/", "/patients/", "/account/"].iter().any(|path| self.has_number_behind(path));
        let is_trusted = TRUSTED.iter().any(|ending| host.ends_with(ending));
        // Anybody may have an address of an association: "my page: http://tea-and-tamoxifen.example.org".
        let is_own = is_mine && line.is_strict() && line.recently(at, 6, words!["my", "mi"]) && host.ends_with(".org");
        is_personal_path || is_own || is_mine && !is_trusted || line.is_strict() && !is_trusted
    }
}

/// Endings by which an address without a scheme is known.
const ENDINGS: [&str; 28] = [
    "com", "org", "net", "uk", "es", "edu", "gov", "info", "blog", "me", "io", "eu", "de", "fr", "co", "mx", "ar",
    "ca", "au", "ie", "us", "tv", "site", "online", "page", "health", "cat", "example",
];

/// Houses in which each address is somebody's.
const PERSONAL: [&str; 26] = [
    "blogspot.com",
    "wordpress.com",
    "tumblr.com",
    "substack.com",
    "medium.com",
    "gofundme.com",
    "justgiving.com",
    "caringbridge.org",
    "mylifeline.org",
    "wixsite.com",
    "weebly.com",
    "squarespace.com",
    "livejournal.com",
    "patreon.com",
    "paypal.me",
    "venmo.com",
    "strava.com",
    "flickr.com",
    "linktr.ee",
    "about.me",
    "carrd.co",
    "crowdfunder.co.uk",
    "crowdrise.com",
    "blogger.com",
    "ko-fi.com",
    "onlyfans.com",
];

/// Social networks: a page may name the account of an institution, but not a post or a group.
const SOCIAL: [&str; 15] = [
    "facebook.com",
    "fb.com",
    "fb.me",
    "instagram.com",
    "twitter.com",
    "x.com",
    "tiktok.com",
    "linkedin.com",
    "reddit.com",
    "youtube.com",
    "youtu.be",
    "pinterest.com",
    "snapchat.com",
    "threads.net",
    "bsky.app",
];

/// Pieces of addresses of posts and persons.
const POSTS: [&str; 10] =
    ["/status/", "/posts/", "/p/", "/in/", "/comments/", "/groups/", "/profile", "/user/", "/u/", "/video/"];

/// What people call their own.
const MINE: Words = words![
    "blog",
    "website",
    "site",
    "page",
    "profile",
    "channel",
    "diary",
    "vlog",
    "fundraiser",
    "journey",
    "web",
    "pagina",
];

/// Endings of hosts of health services, authorities, universities and associations.
const TRUSTED: [&str; 37] = [
    "hse.ie",
    "aemps.es",
    "aecc.es",
    ".gov",
    ".gov.uk",
    ".nhs.uk",
    ".edu",
    ".ac.uk",
    ".int",
    ".mil",
    ".org",
    ".org.uk",
    "nhs.uk",
    ".gob.es",
    ".gc.ca",
    ".gov.au",
    ".europa.eu",
    "doi.org",
    "mayoclinic.com",
    "webmd.com",
    "healthline.com",
    "medscape.com",
    "bmj.com",
    "thelancet.com",
    "nature.com",
    "wiley.com",
    "springer.com",
    "sciencedirect.com",
    "elsevier.com",
    "uptodate.com",
    "drugs.com",
    "medlineplus.gov",
    ".health",
    "youtube.com",
    ".org.es",
    "bbc.co.uk",
    ".gov.ie",
];

#[cfg(test)]
mod tests {
    use crate::check::privacy::reading::classes_in;
    use crate::finding::identifier::Class;

    #[test]
    fn on_a_page_an_account_may_be_an_institutions_but_not_a_persons() {
        let told = |address: &str| classes_in(&format!("See https://www.facebook.com/{address} for more."), false);
        assert_eq!(told("margaret.whitfield.9"), [Class::WebAddress]);
        assert_eq!(told("groups/981/posts/7"), [Class::WebAddress]);
        assert_eq!(told("macmillancancer"), []);
    }
}

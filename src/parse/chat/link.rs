//! Web addresses in messages: what is left of one when everything is gone that may tell who shared it.
//!
//! * Only `http` and `https` become links; a bare `www.` address becomes `https`.
//! * User names and passwords, the fragment and the query are dropped. The query is kept only when it is one harmless
//!   pair that says which page is meant, as `?id=123` or `?p=4`: a known key and at most 20 plain characters.
//! * Posts and profiles on social media, invitations to meetings and groups, shortened links, and addresses inside a
//!   building's own network are left out: they lead to people, or nobody can tell where they lead.

/// What becomes of an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cleaned {
    /// It may be shown like this.
    Link(String),
    /// It is left out; what it was.
    Omitted(&'static str),
}

/// Says that a post or profile is not shown.
pub(super) const POST: &str = "link to a post not shown";
/// Says that the profile of a person, by their name, is not shown.
const PROFILE: &str = "link to a profile not shown";
const INVITATION: &str = "link to a meeting not shown";
const SHORTENED: &str = "shortened link not shown";
const OTHER: &str = "link not shown";

/// Hosts and what a link to them is.
const HOSTS: &[(&str, &str)] = &[
    ("bit.ly", SHORTENED),
    ("bsky.app", POST),
    ("buff.ly", SHORTENED),
    ("chat.whatsapp.com", INVITATION),
    ("discord.com", INVITATION),
    ("discord.gg", INVITATION),
    ("facebook.com", POST),
    ("fb.com", POST),
    ("fb.me", POST),
    ("goo.gl", SHORTENED),
    ("instagram.com", POST),
    ("is.gd", SHORTENED),
    ("linkedin.com", POST),
    ("lnkd.in", POST),
    ("mastodon.social", POST),
    ("meet.google.com", INVITATION),
    ("ow.ly", SHORTENED),
    ("pinterest.com", POST),
    ("reddit.com", POST),
    ("redd.it", POST),
    ("snapchat.com", POST),
    ("t.co", POST),
    ("t.me", POST),
    ("teams.live.com", INVITATION),
    ("teams.microsoft.com", INVITATION),
    ("threads.net", POST),
    ("threads.com", POST),
    ("tiktok.com", POST),
    ("tinyurl.com", SHORTENED),
    ("tumblr.com", POST),
    ("twitter.com", POST),
    ("vk.com", POST),
    ("wa.me", INVITATION),
    ("webex.com", INVITATION),
    ("x.com", POST),
    ("zoom.us", INVITATION),
];

/// Keys of a query that say which page is meant.
const PAGE_KEYS: [&str; 10] = ["id", "p", "q", "page", "page_id", "v", "term", "topic", "search", "article"];

/// How long an address may be.
const LONGEST: usize = 1000;

/// How many bytes of `text` the address at its beginning takes, if there is one: a scheme, `www.`, or the bare host of
/// a social medium with a path.
pub(super) fn length(text: &str) -> Option<usize> {
    let begins = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let scheme = ["http://", "https://", "www."].into_iter().find(|prefix| begins(prefix));
    if scheme.is_none() {
        let label = text.find(|c: char| !c.is_ascii_alphanumeric())?;
        let is_host = || HOSTS.iter().any(|(host, _)| begins(host) && text[host.len()..].starts_with('/'));
        if !text[label..].starts_with('.') || !is_host() {
            return None;
        }
    }
    let end = text.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`{}|\\^«»“”".contains(c));
    let address = trim_punctuation(&text[..end.unwrap_or(text.len())]);
    (address.len() > scheme.map_or(0, str::len)).then_some(address.len())
}

/// `address` without what belongs to the sentence around it.
fn trim_punctuation(address: &str) -> &str {
    let count = |wanted: char| address.matches(wanted).count();
    let mut unmatched = [count(')').saturating_sub(count('(')), count(']').saturating_sub(count('['))];
    let mut address = address;
    while let Some(last) = address.chars().next_back() {
        match last {
            ')' if unmatched[0] > 0 => unmatched[0] -= 1,
            ']' if unmatched[1] > 0 => unmatched[1] -= 1,
            _ if ".,;:!?'’*_…、。，！？".contains(last) => {}
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// What may be shown of `address`, which [`length`] has found.
pub(super) fn clean(address: &str) -> Cleaned {
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => (String::from("https"), address),
    };
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(authority_end);
    let host = authority.rsplit('@').next().unwrap_or_default().to_lowercase();
    if let Some(what) = omitted(&host) {
        return Cleaned::Omitted(if what == POST && is_profile(tail) { PROFILE } else { what });
    }
    let tail = tail.split('#').next().unwrap_or_default();
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    if path.contains('@') || path.to_ascii_lowercase().contains("%40") {
        return Cleaned::Omitted(POST);
    }
    let path = path.split(';').next().unwrap_or_default();
    let query = if is_harmless(query) { format!("?{query}") } else { String::new() };
    let link = format!("{scheme}://{host}{path}{query}");
    if link.len() > LONGEST { Cleaned::Omitted(OTHER) } else { Cleaned::Link(link) }
}

/// Whether the path of a social medium bears the name of a person: `/margaret.whitfield.9`, `/in/margaret-whitfield`.
/// Institutions write theirs in one word.
fn is_profile(path: &str) -> bool {
    let path = path.trim_start_matches('/');
    if path.starts_with("in/") || path.starts_with("profile.php") {
        return true;
    }
    let account = path.split(['/', '?', '#']).next().unwrap_or_default();
    let mut parts = account.split('.');
    let is_word = |part: Option<&str>| part.is_some_and(|part| part.len() > 1 && part.chars().all(char::is_alphabetic));
    is_word(parts.next()) && is_word(parts.next())
}

/// What a link to `host` is, if it is left out.
fn omitted(host: &str) -> Option<&'static str> {
    let name = host.split(':').next().unwrap_or_default();
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_public = name.contains('.') && last.chars().count() >= 2 && last.chars().any(char::is_alphabetic);
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    if !is_public || !is_plain || matches!(last, "local" | "internal" | "lan" | "localhost" | "onion") {
        return Some(OTHER);
    }
    let under = |host: &str| name == host || name.strip_suffix(host).is_some_and(|before| before.ends_with('.'));
    HOSTS.iter().find(|(host, _)| under(host)).map(|(_, what)| *what)
}

/// Whether a query only says which page is meant.
fn is_harmless(query: &str) -> bool {
    let Some((key, value)) = query.split_once('=') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '_' | '.');
    PAGE_KEYS.contains(&key) && (1..=20).contains(&value.len()) && value.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::{Cleaned, OTHER, POST, PROFILE, SHORTENED, clean, length};

    fn cleaned(text: &str) -> Option<String> {
        Some(match clean(&text[..length(text)?]) {
            Cleaned::Link(link) => link,
            Cleaned::Omitted(what) => String::from(what),
        })
    }

    fn is(text: &str, expected: &str) {
        assert_eq!(cleaned(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn what_tells_who_shared_it_is_gone() {
        is(
            "https://www.NHS.uk/conditions/hair-loss/?utm_source=x&fbclid=1#top",
            "https://www.nhs.uk/conditions/hair-loss/",
        );
        is("https://maria:secret@example.org/a", "https://example.org/a");
        is("https://example.org/a?id=42", "https://example.org/a?id=42");
        is("https://example.org/a?id=42&token=99", "https://example.org/a");
        is("https://example.org/a?q=maria%40example.org", "https://example.org/a");
        is("https://example.org/a;jsessionid=9A8B", "https://example.org/a");
        is("www.example.org", "https://www.example.org");
    }

    #[test]
    fn what_leads_to_people_is_left_out() {
        is("https://x.com/maria/status/1", POST);
        is("https://mobile.twitter.com/maria", POST);
        is("twitter.com/maria/status/1", POST);
        is("https://www.facebook.com/margaret.whitfield.9", PROFILE);
        is("https://www.facebook.com/macmillancancer/posts/1", POST);
        is("https://social.example/@maria/1", POST);
        is("https://bit.ly/3abc", SHORTENED);
        is("http://192.168.0.7/ward", OTHER);
        is("http://intranet/ward", OTHER);
        is("https://notx.com/a", "https://notx.com/a");
    }

    #[test]
    fn the_sentence_around_an_address_is_not_part_of_it() {
        is("https://example.org/a_(b)). And", "https://example.org/a_(b)");
        is("https://example.org/a). And", "https://example.org/a");
        is("https://example.org/a, and", "https://example.org/a");
        for text in ["http:// x", "httpsx://a.org", "javascript:alert(1)", "x.com is gone", "10:30"] {
            assert_eq!(cleaned(text), None, "{text}");
        }
    }
}

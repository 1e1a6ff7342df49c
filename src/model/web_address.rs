//! Web addresses without what only serves to follow readers about.

/// Parameters that tell a company who came from where, or who earns on it. The sources are the lists of the privacy
/// modes of Firefox and Brave, and the partner parameters of publishers and booksellers.
const TRACKING: [&str; 31] = [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "igshid",
    "yclid",
    "ttclid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "s_cid",
    "wickedid",
    "rb_clickid",
    "partnerid",
    "affid",
    "aff_id",
    "affiliate",
    "affiliate_id",
    "ref_src",
    "irclickid",
];

/// A parameter of booksellers' addresses alone: elsewhere `tag` is a word like others.
const AMAZON: [&str; 3] = ["tag", "linkcode", "ascsubtag"];

/// `address` without such parameters, and their names; nothing if it has none.
pub fn without_tracking(address: &str) -> Option<(String, Vec<String>)> {
    let (before, after) = address.split_once('?')?;
    let (query, fragment) = match after.split_once('#') {
        Some((query, fragment)) => (query, Some(fragment)),
        None => (after, None),
    };
    let amazon = is_amazon(before);
    let (removed, kept): (Vec<&str>, Vec<&str>) = query.split('&').partition(|part| is_tracking(part, amazon));
    if removed.is_empty() {
        return None;
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let names = removed.iter().map(|part| String::from(part.split('=').next().unwrap_or_default()));
    Some((format!("{before}{query}{fragment}"), names.collect()))
}

/// Whether a parameter, `name=value`, follows readers.
fn is_tracking(part: &str, amazon: bool) -> bool {
    let name = part.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str()) || amazon && AMAZON.contains(&name.as_str())
}

/// Whether an address is one of Amazon's shops.
fn is_amazon(address: &str) -> bool {
    let host = address.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
    host.to_ascii_lowercase().split('.').any(|part| part == "amazon")
}

/// The host of an address in lower case, without `www.`.
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| String::from(host))
}

#[cfg(test)]
mod tests {
    use super::{host, without_tracking};

    #[test]
    fn only_what_follows_readers_is_taken_off() {
        let clean = |address: &str| without_tracking(address).map(|(address, _)| address);
        assert_eq!(clean("https://a.org/x?utm_source=n&id=3#top").as_deref(), Some("https://a.org/x?id=3#top"));
        assert_eq!(clean("https://a.org/x?fbclid=abc").as_deref(), Some("https://a.org/x"));
        assert_eq!(clean("https://www.amazon.co.uk/dp/1?tag=me-21").as_deref(), Some("https://www.amazon.co.uk/dp/1"));
        assert_eq!(clean("https://a.org/x?tag=fatigue&source=2"), None);
        assert_eq!(clean("https://a.org/x"), None);
    }

    #[test]
    fn hosts_are_told_from_the_rest() {
        assert_eq!(host("https://www.NHS.uk:443/x").as_deref(), Some("nhs.uk"));
        assert_eq!(host("mailto:a@b.org"), None);
    }
}

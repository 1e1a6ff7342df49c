//! The addresses at which pages stood before, as front matter gives them among its `aliases`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::NodeId;
use crate::model::network::{Network, Text};
use crate::model::slug::fold;
use crate::site::SitePath;
use crate::source::Located;

/// An old address that cannot lead anywhere.
#[derive(Clone, Copy, Debug)]
pub struct LostAddress<'a> {
    /// The text that gives it.
    pub text: Text<'a>,
    /// The address as written.
    pub written: &'a Located<String>,
    /// Why it cannot.
    pub why: Lost,
}

/// Why an old address cannot lead anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It cannot be the address of a page of this site.
    NoAddress,
    /// Another page stands there, or another page claims it as well.
    Taken,
}

impl Network {
    /// Where pages stood before: each old address with the page it leads to, and those that lead nowhere.
    pub fn redirects(&self) -> (BTreeMap<SitePath, &NodeId>, Vec<LostAddress<'_>>) {
        if self.texts().all(|text| text.meta.old_addresses.is_empty()) {
            return (BTreeMap::new(), Vec::new());
        }
        let mut taken: BTreeSet<String> = self.texts().map(|text| fold(text.id.address().page.as_str())).collect();
        let mut redirects = BTreeMap::new();
        let mut lost = Vec::new();
        for text in self.texts() {
            for written in &text.meta.old_addresses {
                let why = match old_page(written) {
                    None => Lost::NoAddress,
                    Some(page) if !taken.insert(fold(page.as_str())) => Lost::Taken,
                    Some(page) => {
                        redirects.insert(page, text.id);
                        continue;
                    }
                };
                lost.push(LostAddress { text, written, why });
            }
        }
        (redirects, lost)
    }
}

/// The page that stood at an address: a file of the network, a page, or a folder. Nothing that would leave the site.
fn old_page(written: &str) -> Option<SitePath> {
    let plain = |path: &str| path.split('/').all(is_name);
    if let Some(id) = NodeId::of_file(written.strip_prefix('/').unwrap_or(written)) {
        return Some(id.address().page).filter(|page| plain(page.as_str()) && plain(written.trim_start_matches('/')));
    }
    let path = written.strip_prefix('/').unwrap_or(written);
    let path = match path {
        folder if folder.is_empty() || folder.ends_with('/') => format!("{folder}index.html"),
        page if page.ends_with(".html") || page.ends_with(".htm") => String::from(page),
        page => format!("{page}.html"),
    };
    plain(&path).then(|| SitePath::new(path))
}

/// Whether a part of an address can be the name of a file on every computer.
fn is_name(part: &str) -> bool {
    let plain = |character: char| character.is_alphanumeric() || "-_.~ ()+,".contains(character);
    !part.is_empty()
        && part.len() <= 200
        && !part.starts_with('.')
        && !part.ends_with(['.', ' '])
        && part.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::old_page;

    #[test]
    fn old_addresses_are_those_of_pages() {
        let page = |written: &str| old_page(written).map(|page| page.to_string());
        assert_eq!(page("/old/hair.html").as_deref(), Some("old/hair.html"));
        assert_eq!(page("topics/Old Hair.md").as_deref(), Some("topics/Old-Hair.html"));
        assert_eq!(page("/cancer/hair/").as_deref(), Some("cancer/hair/index.html"));
        assert_eq!(page("/cancer/hair").as_deref(), Some("cancer/hair.html"));
        for wrong in [
            "/../x.html",
            "//evil.example/x.html",
            "/a/./b.html",
            "/a?b.html",
            "/.htaccess",
            "/a\\b.html",
            "/a:b",
            "topics/../a.md",
        ] {
            assert_eq!(page(wrong), None, "{wrong}");
        }
    }
}

//! The kinds of pages there are. Each kind has a file of its own and a line in [`PAGES`].

pub mod a_z;
pub mod article;
pub mod atom;
pub mod calendar;
pub mod chat;
pub mod chats;
pub mod conversation;
pub mod corrections;
pub mod evidence;
pub mod glossary;
pub mod home;
pub mod large_print;
pub mod library_files;
pub mod list;
pub mod llms;
pub mod map;
pub mod message;
pub mod not_found;
pub mod offline;
pub mod people;
pub mod protection;
pub mod redirects;
pub mod references;
pub mod robots;
pub mod search;
pub mod section;
pub mod section_print;
pub mod sitemap;
pub mod tags;
pub mod topic;
pub mod topics;
pub mod transcript;

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::id::{NodeId, NodeKind};
use crate::render::room::Room;
use crate::site::{Make, MakeError, SitePath};

/// A kind of page, feed or list.
pub trait Pages: Sync {
    /// The pages of this kind: where each stands, and how it is made when it is asked for.
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)>;

    /// How the page at `path` is made, if it is of this kind: the same as [`Pages::pages`] says of it. Kinds with many
    /// pages find one without listing all of them.
    fn page<'a>(&self, room: &Arc<Room<'a>>, path: &SitePath) -> Option<Make<'a>> {
        self.pages(room).into_iter().rfind(|(at, _)| at == path).map(|(_, make)| make)
    }
}

/// Every kind. Where two kinds claim one path, the earlier one has it.
pub const PAGES: &[&dyn Pages] = &[
    &home::Home,
    &topics::Topics,
    &section::Sections,
    &section_print::SectionPrints,
    &topic::TopicPages,
    &large_print::LargePrint,
    &chats::Chats,
    &chat::ChatPages,
    &conversation::ConversationPages,
    &protection::ProtectionPages,
    &references::References,
    &library_files::LibraryFiles,
    &evidence::Evidence,
    &people::People,
    &glossary::Glossary,
    &a_z::AToZ,
    &tags::Tags,
    &search::Search,
    &corrections::Corrections,
    &map::Map,
    &offline::Offline,
    &not_found::NotFound,
    &article::SitePages,
    &sitemap::Sitemap,
    &atom::Feeds,
    &calendar::Calendar,
    &robots::Robots,
    &list::List,
    &llms::Llms,
    &redirects::Redirects,
];

/// The topic whose page stands at `path` in `folder`, by its key.
fn topic_at<'a>(room: &Room<'a>, folder: &str, path: &SitePath) -> Option<&'a Arc<Article>> {
    let key = path.as_str().strip_prefix(folder)?.strip_suffix(".html")?;
    room.network.articles.get(&NodeId::new(NodeKind::Topic, key))
}

/// One page: its path, and the function that makes it.
fn page<'a, F>(room: &Arc<Room<'a>>, path: SitePath, make: F) -> (SitePath, Make<'a>)
where
    F: Fn(&Room<'a>, &SitePath) -> Result<Vec<u8>, MakeError> + Send + Sync + 'a,
{
    let (room, at) = (Arc::clone(room), path.clone());
    (path, Box::new(move || make(&room, &at)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::PAGES;
    use crate::render::room::Room;
    use crate::render::{self, testing};
    use crate::site::SitePath;

    #[test]
    fn no_two_kinds_claim_one_path() {
        let cleared = testing::cleared(testing::network());
        let theme = testing::theme();
        let room = Arc::new(Room::new(&cleared, &theme, None));
        let mut owners: BTreeMap<String, usize> = BTreeMap::new();
        for (kind, pages) in PAGES.iter().enumerate() {
            for (path, _) in pages.pages(&room) {
                let before = owners.insert(path.to_string(), kind);
                assert_eq!(before, None, "{path} is claimed twice");
            }
        }
        assert!(owners.contains_key("topics/side-effects/hair-loss.html"));
    }

    #[test]
    fn a_page_that_is_asked_for_is_the_one_that_is_listed() {
        let cleared = testing::cleared(testing::network());
        let theme = testing::theme();
        let room = Arc::new(Room::new(&cleared, &theme, None));
        let listed = render::site(&cleared, &theme);
        for (path, artifact) in listed.artifacts() {
            let asked = render::artifact(&room, path).unwrap_or_else(|| panic!("{path} is not found"));
            assert_eq!(asked.bytes().unwrap(), artifact.bytes().unwrap(), "{path}");
        }
        for path in
            ["topics.htm", "topics/nowhere.html", "large-print/x.html", "map/x.html", "topics/side-effects.html"]
        {
            assert!(render::artifact(&room, &SitePath::new(path)).is_none(), "{path}");
        }
    }
}

//! Turns a cleared network into pages.
//!
//! 1. [`theme`] brings the templates, words and styles.
//! 2. [`room`] works out once what all pages share.
//! 3. [`pages`] lists every page and how it is made; nothing is rendered before its bytes are asked for.
//! 4. A page gathers plain [`views`] and fills a template with them; running text becomes HTML in [`html`].

#[cfg(test)]
mod attacks;
pub mod citations;
pub mod code;
pub mod dates;
pub mod drawing;
pub mod embedded;
pub mod escape;
pub mod evidence;
pub mod export;
pub mod feedback;
pub mod foot;
pub mod html;
pub mod ics;
pub mod inset;
mod lean;
pub mod letters;
pub mod neighbours;
pub mod pages;
pub mod people;
pub mod qr;
pub mod related;
pub mod room;
pub mod schedule;
pub mod site_view;
pub mod strings;
pub mod structured;
pub mod structured_citations;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod views;
pub mod vocabulary;

use std::sync::Arc;

use crate::gate::Cleared;
use crate::render::pages::PAGES;
use crate::render::room::{Memory, Room};
use crate::render::theme::Theme;
use crate::site::{Artifact, Make, MakeError, Site, SitePath};
use crate::source::Content;

/// Every page and asset of the site. Nothing is rendered yet: each page is made when its bytes are asked for.
pub fn site<'a>(cleared: &'a Cleared, theme: &'a Theme) -> Site<'a> {
    site_again(cleared, theme, None)
}

/// Like [`site`], with pages that are remembered in `memory`, if there is one.
pub fn site_again<'a>(cleared: &'a Cleared, theme: &'a Theme, memory: Option<Arc<Memory>>) -> Site<'a> {
    let room = Arc::new(Room::new(cleared, theme, memory));
    let mut site = Site::new();
    // Of two artifacts with one path the last stays: the pages first of all, then the network's own files.
    for (path, artifact) in copies(cleared) {
        site.insert(path, artifact);
    }
    for (path, artifact) in theme.artifacts().chain(files(&room)) {
        site.insert(path, artifact);
    }
    for pages in PAGES.iter().rev() {
        for (path, make) in pages.pages(&room) {
            site.insert(path, Artifact::Made(make));
        }
    }
    site
}

/// The page or asset at `path`: the same as [`site`] has there, found without listing all of them.
pub fn artifact<'a>(room: &Arc<Room<'a>>, path: &SitePath) -> Option<Artifact<'a>> {
    let page = PAGES.iter().find_map(|pages| pages.page(room, path)).map(Artifact::Made);
    let is_file = || room.network.assets.values().any(|asset| asset.path == *path);
    let file = || files(room).into_iter().rfind(|(at, _)| at == path);
    let asset = || room.theme.artifacts().find(|(at, _)| at == path);
    let copy = || copies(room.cleared).find(|(at, _)| at == path);
    let found = || Some(()).filter(|()| is_file()).and_then(|()| file()).or_else(asset).or_else(copy);
    page.or_else(|| found().map(|(_, artifact)| artifact))
}

/// The files of the network that are copied: those that always are, and those that a page uses.
fn files(room: &Room<'_>) -> Vec<(SitePath, Artifact<'static>)> {
    room.network
        .copied_assets()
        .map(|asset| {
            let artifact = match &asset.file.content {
                Content::Text(text) => Artifact::Bytes(Arc::from(text.as_bytes())),
                Content::Binary(bytes) => Artifact::Bytes(Arc::clone(bytes)),
                Content::Unread(path) => Artifact::File(path.clone()),
            };
            (asset.path.clone(), artifact)
        })
        .collect()
}

/// The lighter copies that the pictures of pages may have. Each is made when it is asked for.
fn copies(cleared: &Cleared) -> impl Iterator<Item = (SitePath, Artifact<'_>)> {
    cleared.network().pictures.iter().flat_map(|(file, picture)| {
        picture.widths.iter().map(move |width| {
            let path = picture.path_of(file, *width);
            let heavy = MakeError(format!("{path} is no lighter than the file itself"));
            let made = move || picture.copies().iter().find(|copy| copy.width == *width);
            let bytes = move || made().map(|copy| copy.bytes.to_vec()).ok_or_else(|| heavy.clone());
            (path, Artifact::Made(Box::new(bytes) as Make<'_>))
        })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::testing;
    use crate::render::theme::Theme;
    use crate::site::SitePath;
    use crate::source::{FilePath, SourceFile};

    #[test]
    fn every_page_can_be_made_and_is_made_alike_twice() {
        let cleared = testing::cleared(testing::network());
        let theme = testing::theme();
        let (first, second) = (super::site(&cleared, &theme), super::site(&cleared, &theme));
        for (path, artifact) in first.artifacts() {
            let bytes = artifact.bytes().unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(bytes, second.get(path).unwrap().bytes().unwrap(), "{path}");
        }
        for path in ["index.html", "topics.html", "feed.xml", "sitemap.xml", "calendar.ics", "tags/appearance.html"] {
            assert!(first.get(&SitePath::new(path)).is_some(), "{path}");
        }
    }

    #[test]
    fn a_topic_page_says_who_reviewed_it_and_when() {
        let page = testing::page(testing::network(), "topics/side-effects/hair-loss.html");
        for words in [
            "<html lang=\"en\" dir=\"ltr\" data-foot=\"Hair loss · Page last reviewed: 2 March 2026 · Helpline: \u{2066}01632 960 123\u{2069}\">",
            "<title>Hair loss – Living with cancer</title>",
            "Page last reviewed: <time datetime=\"2026-03-02\">2 March 2026</time>",
            "Next review due: <time data-due datetime=\"2029-03-02\">2 March 2029</time>",
            "<a href=\"../../people.html#person-j-lindqvist\">Johanna Lindqvist</a>, Nurse",
            "<span class=\"name\">Somebody Else</span>",
            "<a href=\"fatigue.html\">Fatigue</a>",
            "<a href=\"../../chats/2026-05-12-hair-loss.html\">Coping with hair loss</a>",
            "<a href=\"../../tags/appearance.html\">appearance</a>",
            "<a href=\"#during-treatment\">During treatment</a>",
            "Call 999 or <a class=\"tel\" dir=\"ltr\" href=\"tel:01632960123\">01632 960 123</a>.",
            "General information.",
            "action=\"../../a-z.html\"",
        ] {
            assert!(page.contains(words), "{words} is missing in\n{page}");
        }
        assert!(!page.contains("overdue"), "{page}");
    }

    #[test]
    fn a_translation_is_in_its_own_language_and_leads_back() {
        let page = testing::page(testing::network(), "topics/es/cansancio.html");
        assert!(page.contains("<html lang=\"es\""), "{page}");
        assert!(
            page.contains("<a href=\"../side-effects/fatigue.html\" lang=\"en\" hreflang=\"en\">English: Fatigue</a>")
        );
        assert!(page.contains("La revisión de esta página está atrasada."), "{page}");
        let original = testing::page(testing::network(), "topics/side-effects/fatigue.html");
        assert!(
            original.contains("<a href=\"../es/cansancio.html\" lang=\"es\" hreflang=\"es\">Español: Cansancio</a>")
        );
    }

    #[test]
    fn a_chat_names_only_those_who_agreed() {
        let page = testing::page(testing::network(), "chats/2026-05-12-hair-loss.html");
        for words in [
            "<strong>Johanna Lindqvist</strong> <span class=\"role\">Moderator</span>",
            "<strong>Participant 1</strong>",
            "It fell out &lt;b&gt;at once&lt;/b&gt;. Thanks someone<br>",
            "<a rel=\"noreferrer nofollow\" href=\"https://example.org/?a=1&amp;b=2\">",
            "javascript:alert(1)</p>",
            "fewer than 5 people took part",
            "<a href=\"#part_1\">Read the 5 messages on this question</a>",
            "<section class=\"transcript\" id=\"transcript\" data-nosnippet",
            "id=\"message-2\"",
        ] {
            assert!(page.contains(words), "{words} is missing in\n{page}");
        }
        for name in ["Jane", "Roe", "Bev", "secret", "Thu Nguyen", "href=\"javascript"] {
            assert!(!page.contains(name), "{name} is in\n{page}");
        }
    }

    #[test]
    fn a_message_shows_what_it_answers_and_what_became_of_it() {
        let page = testing::page(testing::network(), "chats/2026-05-12-hair-loss.html");
        let message = |number: usize| {
            let start = page.find(&format!("id=\"message-{number}\"")).unwrap();
            page[start..].split("</li>").next().unwrap_or_default()
        };
        let withheld = "<p class=\"message__answers note\">In answer to a message that is not shown</p>";
        assert!(message(4).contains(withheld), "{}", message(4));
        assert!(message(5).contains("<a href=\"#message-2\">In answer to Participant 1</a>"), "{}", message(5));
        assert!(message(5).contains("changed later") && message(5).contains("Reactions: 👍 3, 🌸 1"), "{}", message(5));
        assert!(!page.contains("message-3"), "a withheld message is named");
        let greetings = page.find("1 greeting or thanks").unwrap();
        assert!(greetings < page.find("id=\"message-6\"").unwrap(), "{page}");
    }

    #[test]
    fn the_a_to_z_leads_from_other_names() {
        let page = testing::page(testing::network(), "a-z.html");
        let see = "<li><span>alopecia</span>, <span class=\"note\">see</span> <a href=\"topics/side-effects/hair-loss.html\">";
        assert!(page.contains(see), "{page}");
        assert!(page.contains("<span>neutropenia</span>"), "{page}");
        assert!(page.contains("<a href=\"topics/es/cansancio.html\" lang=\"es\">Cansancio</a>"), "{page}");
    }

    #[test]
    fn feeds_tell_the_same_dates_as_the_pages() {
        let feed = testing::page(testing::network(), "feed.xml");
        assert!(feed.contains("<updated>2026-05-12T00:00:00Z</updated>"), "{feed}");
        assert!(feed.contains("<id>https://example.org/oncology/topics/side-effects/hair-loss.html</id>"), "{feed}");
        let sitemap = testing::page(testing::network(), "sitemap.xml");
        assert!(sitemap.contains("hair-loss.html</loc><lastmod>2026-03-02</lastmod>"), "{sitemap}");
        let calendar = testing::page(testing::network(), "calendar.ics");
        assert!(calendar.contains("UID:chat-2027-01-12@example.org\r\n"), "{calendar}");
        assert!(calendar.contains("DTSTART;TZID=Europe/London:20270112T190000\r\n"), "{calendar}");
    }

    #[test]
    fn no_page_holds_inline_script_or_style_or_loads_from_elsewhere() {
        let cleared = testing::cleared(testing::network());
        let theme = testing::theme();
        for (path, artifact) in super::site(&cleared, &theme).artifacts() {
            if !path.as_str().ends_with(".html") {
                continue;
            }
            let page = String::from_utf8(artifact.bytes().unwrap().to_vec()).unwrap();
            assert!(!page.contains("<script>") && !page.contains("<style") && !page.contains(" style="), "{path}");
            assert!(!page.contains("src=\"http") && !page.contains("rel=\"stylesheet\" href=\"http"), "{path}");
            assert!(page.contains("http-equiv=\"Content-Security-Policy\""), "{path}");
        }
    }

    #[test]
    fn a_template_of_the_network_replaces_the_themes_own() {
        let own = |text: &str| {
            let file = SourceFile::text(FilePath::new("theme/templates/partials/foot.html"), text);
            let theme = Theme::load("default", &[Arc::new(file)]).unwrap();
            let cleared = testing::cleared(testing::network());
            let site = super::site(&cleared, &theme);
            site.get(&SitePath::new("topics/side-effects/fatigue.html")).unwrap().bytes()
        };
        let page = String::from_utf8(own("<p>Ours: {{ page.title }}</p>").unwrap().to_vec()).unwrap();
        assert!(page.contains("<p>Ours: Fatigue</p>") && page.contains("<h1>Fatigue</h1>"), "{page}");
        let message = own("<p>\n{{ no_such_word }}</p>").unwrap_err().0;
        assert!(message.starts_with("theme/templates/partials/foot.html, line 2, column "), "{message}");
    }

    #[test]
    fn a_style_of_the_network_is_linked_after_the_themes_own() {
        let file = SourceFile::text(FilePath::new("theme/assets/custom.css"), "body { color: black }");
        let theme = Theme::load("default", &[Arc::new(file)]).unwrap();
        let cleared = testing::cleared(testing::network());
        let site = super::site(&cleared, &theme);
        let page = site.get(&SitePath::new("index.html")).unwrap().bytes().unwrap();
        let page = String::from_utf8(page.to_vec()).unwrap();
        let custom = theme.asset("custom.css").unwrap();
        let own = theme.asset("site.css").unwrap();
        assert!(page.find(custom.as_str()).unwrap() > page.find(own.as_str()).unwrap(), "{page}");
        assert!(site.get(custom).is_some());
    }
}

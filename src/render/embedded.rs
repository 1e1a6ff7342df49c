//! The files of the themes, embedded in the binary. A test compares the table with the folder.

/// The themes there are.
pub const THEMES: &[&str] = &["default", "easy-read"];

/// Declares the table from paths under `themes/`.
macro_rules! files {
    ($($path:literal,)+) => {
        /// Every file of every theme: its path under `themes/` and what it holds.
        pub const FILES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../themes/", $path)))),+];
    };
}

files! {
    "default/assets/offline.js",
    "default/assets/print.css",
    "default/assets/search-core.js",
    "default/assets/search-field.js",
    "default/assets/search-ui.js",
    "default/assets/style.css",
    "default/assets/terms.js",
    "default/strings/ar.yaml",
    "default/strings/de.yaml",
    "default/strings/en.yaml",
    "default/strings/es.yaml",
    "default/strings/fr.yaml",
    "default/templates/404.html",
    "default/templates/a-z.html",
    "default/templates/article.html",
    "default/templates/base.html",
    "default/templates/chat.html",
    "default/templates/chats.html",
    "default/templates/conversation.html",
    "default/templates/corrections.html",
    "default/templates/evidence.html",
    "default/templates/glossary.html",
    "default/templates/home.html",
    "default/templates/map-topic.html",
    "default/templates/map.html",
    "default/templates/moved.html",
    "default/templates/offline.html",
    "default/templates/partials/chat-dates.html",
    "default/templates/partials/claims.html",
    "default/templates/partials/contents.html",
    "default/templates/partials/feedback.html",
    "default/templates/partials/foot.html",
    "default/templates/partials/home-topics.html",
    "default/templates/partials/latest-chats.html",
    "default/templates/partials/letters.html",
    "default/templates/partials/links.html",
    "default/templates/partials/message.html",
    "default/templates/partials/messages.html",
    "default/templates/partials/opening.html",
    "default/templates/partials/people.html",
    "default/templates/people.html",
    "default/templates/protection.html",
    "default/templates/references.html",
    "default/templates/search.html",
    "default/templates/section-print.html",
    "default/templates/section.html",
    "default/templates/service-worker.js",
    "default/templates/tag.html",
    "default/templates/tags.html",
    "default/templates/topic.html",
    "default/templates/topics.html",
    "easy-read/assets/theme.css",
    "easy-read/strings/ar.yaml",
    "easy-read/strings/de.yaml",
    "easy-read/strings/en.yaml",
    "easy-read/strings/es.yaml",
    "easy-read/strings/fr.yaml",
    "easy-read/templates/partials/contents.html",
    "easy-read/templates/partials/home-topics.html",
    "easy-read/templates/partials/latest-chats.html",
}

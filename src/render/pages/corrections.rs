//! What was wrong on the site and when it was put right, in one dated list. Each page tells its own as well.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::Serialize;

use crate::model::article::Correction;
use crate::model::network::Text;
use crate::render::dates::{self, DateView};
use crate::render::feedback::{FeedbackView, feedback};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// `corrections.html`
pub struct Corrections;

/// What the template sees.
#[derive(Serialize)]
struct CorrectionsView {
    introduction_html: Option<String>,
    corrections: Vec<Entry>,
    feedback: Option<FeedbackView>,
}

/// One correction.
#[derive(Serialize)]
struct Entry {
    date: DateView,
    link: LinkView,
    text: String,
    /// The language of its words, when that is not the site's.
    lang: Option<String>,
}

impl Pages for Corrections {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("corrections.html"), corrections)]
    }
}

/// The list.
fn corrections(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let language = room.network.config.language.as_str();
    let strings = room.site_strings();
    let title = strings.get("corrections");
    let mut all: Vec<(Text<'_>, &Correction)> =
        room.network.texts().flat_map(|text| text.meta.corrections.iter().map(move |entry| (text, entry))).collect();
    all.sort_by_key(|(text, correction)| (Reverse(correction.date.value), text.id.clone()));
    let entry = |(text, correction): (Text<'_>, &Correction)| {
        let link = LinkView { note: None, ..room.link(path, language, text.id) };
        Entry {
            date: dates::date(language, correction.date.value),
            lang: link.lang.clone(),
            link,
            text: correction.text.clone(),
        }
    };
    let view = CorrectionsView {
        introduction_html: room.introduction("corrections", path)?,
        corrections: all.into_iter().map(entry).collect(),
        feedback: feedback(room, path, language, title),
    };
    let mut page = room.page(path, "corrections", title);
    page.description = Some(String::from(strings.get("corrections_lead")));
    room.render("corrections.html", &page, &view)
}

//! The list of chats: the next ones first, then those that took place.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use serde::Serialize;

use crate::model::chat::{Chat, ChatStatus, place_of_zone};
use crate::render::dates::{self, DateView};
use crate::render::feedback;
use crate::render::pages::{Pages, atom, page};
use crate::render::room::Room;
use crate::render::schedule::next_dates;
use crate::render::views::LinkView;
use crate::site::{Make, MakeError, SitePath};

/// How many dates of the series are shown.
const DATES_AHEAD: usize = 3;

/// `chats.html`
pub struct Chats;

/// What the template sees.
#[derive(Serialize)]
struct ChatsView {
    introduction_html: Option<String>,
    next_chat: Option<NextChat>,
    upcoming: Vec<ChatItem>,
    later: Vec<DateView>,
    past: Vec<ChatItem>,
    /// The feed of the chats.
    feed: Option<String>,
}

/// One chat of a list.
#[derive(Clone, Debug, Serialize)]
pub struct ChatItem {
    /// The chat.
    pub link: LinkView,
    /// When it is or was.
    pub date: Option<DateView>,
    /// What became of it, in words, when that is not what one expects.
    pub status: Option<String>,
    /// One or two sentences on it.
    pub summary: Option<String>,
}

/// The next chat: one that has a page already, or only a date of the series.
#[derive(Clone, Debug, Serialize)]
pub struct NextChat {
    /// Its page, if it has one.
    pub link: Option<LinkView>,
    /// One or two sentences on it.
    pub summary: Option<String>,
    /// The day.
    pub date: DateView,
    /// The time and its zone, in words.
    pub time: Option<String>,
    /// How long it lasts, in words.
    pub length: Option<String>,
    /// The hashtag.
    pub hashtag: Option<String>,
    /// How to take part.
    pub join: Option<String>,
    /// The calendar file.
    pub calendar: String,
    /// A letter with a question for it.
    pub question: Option<LinkView>,
}

/// When a chat begins and how long it lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// The time of the day.
    pub start: Option<Time>,
    /// The IANA name of the time zone.
    pub timezone: Option<String>,
    /// How long it lasts, in minutes.
    pub length: Option<u32>,
}

impl Pages for Chats {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("chats.html"), chats)]
    }
}

/// The list.
fn chats(room: &Room<'_>, path: &SitePath) -> Result<Vec<u8>, MakeError> {
    let language = room.network.config.language.as_str();
    let strings = room.site_strings();
    let page = room.page(path, "chats", strings.get("nav_chats"));
    let next = next_chat(room, path, language);
    let shown = next.as_ref().map(|next| next.date.iso.clone());
    let later = dates_ahead(room).into_iter().map(|date| dates::weekday_date(language, date));
    let item = |chat: &&Chat| chat_item(room, path, language, chat);
    let is_next = |chat: &Chat| {
        next.as_ref().and_then(|next| next.link.as_ref()).is_some_and(|link| link.href == chat.id.address().href(path))
    };
    let view = ChatsView {
        introduction_html: room.introduction("chats", path)?,
        upcoming: room.upcoming.iter().filter(|chat| !is_next(chat)).map(item).collect(),
        later: later.filter(|date| Some(&date.iso) != shown.as_ref()).collect(),
        past: room.past.iter().map(item).collect(),
        feed: atom::chats_path(room.network).map(|feed| path.link_to(&feed)),
        next_chat: next,
    };
    room.render("chats.html", &page, &view)
}

/// One chat of a list.
pub fn chat_item(room: &Room<'_>, path: &SitePath, language: &str, chat: &Chat) -> ChatItem {
    let strings = room.strings(language);
    ChatItem {
        link: LinkView { note: None, ..room.link(path, language, &chat.id) },
        date: chat.date.map(|date| dates::date(language, date)),
        status: (chat.status == ChatStatus::Cancelled).then(|| String::from(strings.get("status_cancelled"))),
        summary: chat.recap.meta.summary.clone(),
    }
}

/// The next dates of the series that no chat has a page for yet.
pub fn dates_ahead(room: &Room<'_>) -> Vec<Date> {
    let taken: BTreeSet<Date> = room.network.chats.values().filter_map(|chat| chat.date).collect();
    let dates = next_dates(&room.network.config.chats, room.network.today, DATES_AHEAD + 1);
    dates.into_iter().filter(|date| !taken.contains(date)).take(DATES_AHEAD).collect()
}

/// The next chat, as seen from the page at `path`.
pub fn next_chat(room: &Room<'_>, path: &SitePath, language: &str) -> Option<NextChat> {
    let planned = room.upcoming.iter().find(|chat| chat.date.is_some_and(|date| date >= room.network.today));
    let by_series = dates_ahead(room).first().copied();
    match (planned.and_then(|chat| chat.date), by_series) {
        (Some(planned), Some(date)) if date < planned => Some(next_date(room, path, language, date)),
        (Some(date), _) => planned.map(|chat| planned_chat(room, path, language, chat, date)),
        (None, Some(date)) => Some(next_date(room, path, language, date)),
        (None, None) => None,
    }
}

/// A chat that has a page.
fn planned_chat(room: &Room<'_>, path: &SitePath, language: &str, chat: &Chat, date: Date) -> NextChat {
    let hashtag = chat.recap.facts.hashtag.clone();
    let base = next_date(room, path, language, date);
    let times = times_of(room, chat);
    NextChat {
        link: Some(LinkView { note: None, ..room.link(path, language, &chat.id) }),
        summary: chat.recap.meta.summary.clone(),
        time: time_in_words(room, language, &times),
        length: length_in_words(room, language, &times),
        hashtag: hashtag.or(base.hashtag),
        ..base
    }
}

/// A chat of which only the date is known.
fn next_date(room: &Room<'_>, path: &SitePath, language: &str, date: Date) -> NextChat {
    let series = &room.network.config.chats;
    let times = times_of_series(room);
    NextChat {
        link: None,
        summary: None,
        date: dates::weekday_date(language, date),
        time: time_in_words(room, language, &times),
        length: length_in_words(room, language, &times),
        hashtag: series.hashtag.clone(),
        join: series.join.clone(),
        calendar: path.link_to(&SitePath::new("calendar.ics")),
        question: feedback::question(room, language),
    }
}

/// The times that hold for the series.
pub fn times_of_series(room: &Room<'_>) -> Times {
    let config = &room.network.config;
    Times { start: config.chats.time, timezone: config.timezone.clone(), length: config.chats.length }
}

/// The times of one chat: its own, else those of the series.
pub fn times_of(room: &Room<'_>, chat: &Chat) -> Times {
    let facts = &chat.recap.facts;
    let series = times_of_series(room);
    Times {
        start: facts.start.or(series.start),
        timezone: facts.timezone.as_ref().map(|zone| zone.value.clone()).or(series.timezone),
        length: facts.length.or(series.length),
    }
}

/// When it begins: `19:00 (Europe/London time)`.
pub fn time_in_words(room: &Room<'_>, language: &str, times: &Times) -> Option<String> {
    let clock = dates::clock(language, times.start?);
    Some(match &times.timezone {
        Some(zone) => {
            let place = place_of_zone(zone);
            room.strings(language).fill("time_in_zone", &[("time", &clock), ("place", &place)])
        }
        None => clock,
    })
}

/// How long it lasts.
pub fn length_in_words(room: &Room<'_>, language: &str, times: &Times) -> Option<String> {
    Some(room.strings(language).count("minutes", usize::try_from(times.length?).ok()?))
}

//! The chats for calendars: `calendar.ics` with all that are to come, and one file a chat beside its page.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::chat::{Chat, ChatStatus};
use crate::render::ics::{self, Event};
use crate::render::pages::chats::{dates_ahead, times_of, times_of_series};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// `calendar.ics` and `chats/<id>.ics`
pub struct Calendar;

impl Pages for Calendar {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        let title = |room: &Room<'_>| room.network.config.title.clone();
        let whole = (!coming(room).is_empty()).then(|| {
            page(room, SitePath::new("calendar.ics"), move |room, _| {
                Ok(ics::calendar(&title(room), &coming(room)).into_bytes())
            })
        });
        let chats = room.network.chats.values().filter(|chat| chat.date.is_some()).map(|chat| {
            page(room, path_of(chat), move |room, _| {
                let events: Vec<_> = event(room, chat).into_iter().collect();
                Ok(ics::calendar(&title(room), &events).into_bytes())
            })
        });
        whole.into_iter().chain(chats).collect()
    }
}

/// Where the calendar file of a chat is.
pub fn path_of(chat: &Chat) -> SitePath {
    SitePath::new(format!("chats/{}.ics", chat.id.key()))
}

/// The chats to come: those that have a page, also when they were called off since, then the next dates of the series.
/// Until the next one is planned, the last one stands in for them: a calendar without an entry is not valid.
fn coming(room: &Room<'_>) -> Vec<Event> {
    let config = &room.network.config;
    let to_come = |chat: &&Arc<Chat>| {
        chat.status == ChatStatus::Upcoming
            || chat.status == ChatStatus::Cancelled && chat.date.is_some_and(|date| date >= room.network.today)
    };
    let planned = room.network.chats.values().filter(to_come).filter_map(|chat| event(room, chat));
    let series = dates_ahead(room).into_iter().map(|date| Event {
        uid: uid(room, date),
        title: config.title.clone(),
        date,
        times: times_of_series(room),
        description: config.chats.join.clone().unwrap_or_default(),
        url: room.absolute(&SitePath::new("chats.html")),
        cancelled: false,
    });
    let mut events: Vec<_> = planned.chain(series).collect();
    if events.is_empty() {
        events.extend(room.past.iter().find_map(|chat| event(room, chat)));
    }
    events.sort_by(|a, b| (a.date, &a.uid).cmp(&(b.date, &b.uid)));
    events
}

/// A chat that has a page.
fn event(room: &Room<'_>, chat: &Chat) -> Option<Event> {
    let date = chat.date?;
    let summary = chat.recap.meta.summary.iter();
    let join = room.network.config.chats.join.iter().filter(|_| chat.status == ChatStatus::Upcoming);
    Some(Event {
        // Not the name of the chat: the date keeps the entry when the chat gets its title later.
        uid: uid(room, date),
        title: chat.recap.title.clone(),
        date,
        times: times_of(room, chat),
        description: summary.chain(join).cloned().collect::<Vec<_>>().join("\n\n"),
        url: room.absolute(&chat.id.address().page),
        cancelled: chat.status == ChatStatus::Cancelled,
    })
}

/// The name of the chat of a day, unique in the world.
fn uid(room: &Room<'_>, date: Date) -> String {
    format!("chat-{date}@{}", domain(room.network.config.url.as_deref()))
}

/// The domain of the site, for names that are unique in the world.
fn domain(url: Option<&str>) -> &str {
    let host = url.and_then(|url| url.split_once("://")).map(|(_, rest)| rest.split(['/', ':']).next().unwrap_or(rest));
    host.filter(|host| !host.is_empty()).unwrap_or("bedside.invalid")
}

#[cfg(test)]
mod tests {
    use super::domain;

    #[test]
    fn names_are_unique_in_the_world() {
        assert_eq!(domain(Some("https://example.org:8080/oncology/")), "example.org");
        assert_eq!(domain(None), "bedside.invalid");
    }
}

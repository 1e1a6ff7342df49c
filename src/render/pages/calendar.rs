//! `calendar.ics`: the coming chats, for calendars (iCalendar, RFC 5545).

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::model::chat::Chat;
use crate::render::pages::chats::{Times, dates_ahead, times_of, times_of_series};
use crate::render::pages::{Pages, page};
use crate::render::room::Room;
use crate::site::{Make, SitePath};

/// The longest line, in bytes without its ending.
const LONGEST_LINE: usize = 75;

/// How long a chat lasts that does not say, in minutes.
const USUAL_LENGTH: u32 = 60;

/// `calendar.ics`
pub struct Calendar;

/// One coming chat.
struct Event {
    uid: String,
    title: String,
    date: Date,
    times: Times,
    description: String,
    url: Option<String>,
}

impl Pages for Calendar {
    fn pages<'a>(&self, room: &Arc<Room<'a>>) -> Vec<(SitePath, Make<'a>)> {
        vec![page(room, SitePath::new("calendar.ics"), |room, _| Ok(calendar(room).into_bytes()))]
    }
}

/// The whole calendar.
fn calendar(room: &Room<'_>) -> String {
    let mut ics = Ics::default();
    ics.line("BEGIN", "VCALENDAR");
    ics.line("VERSION", "2.0");
    ics.line("PRODID", "-//bedside//patient knowledge network//EN");
    ics.line("CALSCALE", "GREGORIAN");
    ics.line("METHOD", "PUBLISH");
    ics.text("X-WR-CALNAME", &room.network.config.title);
    for event in events(room) {
        ics.event(&event);
    }
    ics.line("END", "VCALENDAR");
    ics.text
}

/// The coming chats: those that have a page, then the next dates of the series.
fn events(room: &Room<'_>) -> Vec<Event> {
    let planned = room.upcoming.iter().filter_map(|chat| chat_event(room, chat));
    let config = &room.network.config;
    let domain = domain(config.url.as_deref());
    let series = dates_ahead(room).into_iter().map(|date| Event {
        uid: format!("chat-{date}@{domain}"),
        title: config.title.clone(),
        date,
        times: times_of_series(room),
        description: config.chats.join.clone().unwrap_or_default(),
        url: room.absolute(&SitePath::new("chats.html")),
    });
    let mut events: Vec<_> = planned.chain(series).collect();
    events.sort_by(|a, b| (a.date, &a.uid).cmp(&(b.date, &b.uid)));
    events
}

/// A coming chat that has a page.
fn chat_event(room: &Room<'_>, chat: &Chat) -> Option<Event> {
    let date = chat.date?;
    let summary = chat.recap.meta.summary.iter();
    let join = room.network.config.chats.join.iter();
    Some(Event {
        // Not the name of the chat: the date keeps the entry when the chat gets its title later.
        uid: format!("chat-{date}@{}", domain(room.network.config.url.as_deref())),
        title: chat.recap.title.clone(),
        date,
        times: times_of(room, chat),
        description: summary.chain(join).cloned().collect::<Vec<_>>().join("\n\n"),
        url: room.absolute(&chat.id.address().page),
    })
}

/// The domain of the site, for names that are unique in the world.
fn domain(url: Option<&str>) -> &str {
    let host = url.and_then(|url| url.split_once("://")).map(|(_, rest)| rest.split(['/', ':']).next().unwrap_or(rest));
    host.filter(|host| !host.is_empty()).unwrap_or("bedside.invalid")
}

/// A calendar as it is being written.
#[derive(Default)]
struct Ics {
    text: String,
}

impl Ics {
    /// One property whose value needs no escaping, folded.
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut room = LONGEST_LINE;
        for character in line.chars() {
            if character.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = LONGEST_LINE - 1;
            }
            room -= character.len_utf8();
            self.text.push(character);
        }
        self.text.push_str("\r\n");
    }

    /// One property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                character if character.is_control() => {}
                character => escaped.push(character),
            }
        }
        self.line(name, &escaped);
    }

    /// One chat.
    fn event(&mut self, event: &Event) {
        self.line("BEGIN", "VEVENT");
        self.text("UID", &event.uid);
        self.times(event);
        self.text("SUMMARY", &event.title);
        if !event.description.is_empty() {
            self.text("DESCRIPTION", &event.description);
        }
        if let Some(url) = &event.url {
            self.line("URL", url);
        }
        self.line("END", "VEVENT");
    }

    /// When the chat is: in universal time where its time zone is known, else on the reader's own clock; a whole day
    /// when it has no time. The stamp is the chat's own day, not the day of the build.
    fn times(&mut self, event: &Event) {
        let Some(start) = event.times.start else {
            self.line("DTSTAMP", &format!("{}T000000Z", event.date.strftime("%Y%m%d")));
            self.line("DTSTART;VALUE=DATE", &event.date.strftime("%Y%m%d").to_string());
            return;
        };
        let length = SignedDuration::from_mins(i64::from(event.times.length.unwrap_or(USUAL_LENGTH)));
        let begin = event.date.to_datetime(start);
        let zone = event.times.timezone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        match zone.and_then(|zone| begin.to_zoned(zone).ok()) {
            Some(begin) => {
                let begin = begin.timestamp();
                self.line("DTSTAMP", &universal(begin));
                self.line("DTSTART", &universal(begin));
                self.line("DTEND", &universal(begin.saturating_add(length).unwrap_or(begin)));
            }
            None => {
                self.line("DTSTAMP", &format!("{}Z", begin.strftime("%Y%m%dT%H%M%S")));
                self.line("DTSTART", &begin.strftime("%Y%m%dT%H%M%S").to_string());
                self.line("DTEND", &begin.saturating_add(length).strftime("%Y%m%dT%H%M%S").to_string());
            }
        }
    }
}

/// A moment in universal time.
fn universal(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::{Event, Ics, Times, domain};

    fn event(timezone: Option<&str>) -> String {
        let mut ics = Ics::default();
        ics.event(&Event {
            uid: String::from("chat-2026-07-14@example.org"),
            title: String::from("Fatigue; rest, or not?"),
            date: date(2026, 7, 14),
            times: Times { start: Some(time(19, 0, 0, 0)), timezone: timezone.map(String::from), length: Some(90) },
            description: "Lerchen-Straße über Ärzte 🙂 ".repeat(12) + "\nEND:VEVENT",
            url: Some(String::from("https://example.org/chats/2026-07-14.html")),
        });
        ics.text
    }

    #[test]
    fn lines_are_folded_at_75_bytes_and_unfold_to_what_they_were() {
        let ics = event(Some("Europe/London"));
        assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
        assert!(!ics.replace("\r\n", "").contains(['\r', '\n']), "every line ends in CRLF");
        let unfolded = ics.replace("\r\n ", "");
        assert!(unfolded.contains(&"Lerchen-Straße über Ärzte 🙂 ".repeat(12)), "{unfolded}");
    }

    #[test]
    fn text_cannot_end_an_event() {
        let unfolded = event(None).replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Fatigue\\; rest\\, or not?\r\n"), "{unfolded}");
        assert_eq!(unfolded.matches("\r\nEND:VEVENT").count(), 1);
    }

    #[test]
    fn times_are_universal_where_the_zone_is_known() {
        let summer = event(Some("Europe/London"));
        assert!(summer.contains("DTSTART:20260714T180000Z\r\nDTEND:20260714T193000Z\r\n"), "{summer}");
        let floating = event(None);
        assert!(floating.contains("DTSTART:20260714T190000\r\nDTEND:20260714T203000\r\n"), "{floating}");
    }

    #[test]
    fn names_are_unique_in_the_world() {
        assert_eq!(domain(Some("https://example.org:8080/oncology/")), "example.org");
        assert_eq!(domain(None), "bedside.invalid");
    }
}

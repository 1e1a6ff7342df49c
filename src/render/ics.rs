//! Writes iCalendar (RFC 5545): lines that end in CRLF and are folded at 75 octets, text that cannot end an event, and
//! the rules of each time zone spelled out, so that no calendar has to guess them.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Dst, Offset, TimeZone, TimeZoneTransition};
use jiff::{SignedDuration, Timestamp};

use crate::render::pages::chats::Times;

/// The longest line, in bytes without its ending.
const LONGEST_LINE: usize = 75;

/// How long a chat lasts that does not say, in minutes.
const USUAL_LENGTH: u32 = 60;

/// One chat.
pub struct Event {
    /// Its name, unique in the world and the same for ever.
    pub uid: String,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub date: Date,
    /// When it begins, on which clock, and how long it lasts.
    pub times: Times,
    /// What it is about and how to take part.
    pub description: String,
    /// Its page.
    pub url: Option<String>,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// A calendar of `events` that is called `name`.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut ics = Ics::default();
    ics.line("BEGIN", "VCALENDAR");
    ics.line("VERSION", "2.0");
    ics.line("PRODID", "-//bedside//patient knowledge network//EN");
    ics.line("CALSCALE", "GREGORIAN");
    ics.line("METHOD", "PUBLISH");
    ics.text("X-WR-CALNAME", name);
    let zones: BTreeSet<&str> = events.iter().filter_map(|event| event.zone().map(|(name, _)| name)).collect();
    for zone in zones {
        ics.zone(zone, events);
    }
    for event in events {
        ics.event(event);
    }
    ics.line("END", "VCALENDAR");
    ics.text
}

impl Event {
    /// The time zone that the event is held in, if it has a time and names a zone that there is.
    fn zone(&self) -> Option<(&str, TimeZone)> {
        self.times.start?;
        let name = self.times.timezone.as_deref()?;
        Some((name, TimeZone::get(name).ok()?))
    }

    /// When it begins and ends on its own clock, if it has a time.
    fn hours(&self) -> Option<(DateTime, DateTime)> {
        let begin = self.date.to_datetime(self.times.start?);
        let length = SignedDuration::from_mins(i64::from(self.times.length.unwrap_or(USUAL_LENGTH)));
        Some((begin, begin.saturating_add(length)))
    }
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
        self.line("STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
        self.line("END", "VEVENT");
    }

    /// When the chat is: on the clock of its time zone, else on the reader's own; a whole day when it has no time. The
    /// stamp is the chat's own day, not the day of the build.
    fn times(&mut self, event: &Event) {
        self.line("DTSTAMP", &format!("{}T000000Z", event.date.strftime("%Y%m%d")));
        let Some((begin, end)) = event.hours() else {
            self.line("DTSTART;VALUE=DATE", &event.date.strftime("%Y%m%d").to_string());
            return;
        };
        let clock = event.zone().map_or_else(String::new, |(zone, _)| format!(";TZID={zone}"));
        self.line(&format!("DTSTART{clock}"), &local(begin));
        self.line(&format!("DTEND{clock}"), &local(end));
    }

    /// The rules of one time zone for as long as the events in it last: the change before the first of them, and each
    /// one until the last has ended.
    fn zone(&mut self, name: &str, events: &[Event]) {
        let moments: Vec<Timestamp> = events.iter().flat_map(|event| moments(name, event)).collect();
        let (Some(first), Some(last), Ok(zone)) = (moments.iter().min(), moments.iter().max(), TimeZone::get(name))
        else {
            return;
        };
        self.line("BEGIN", "VTIMEZONE");
        self.line("TZID", name);
        let before = zone.preceding(*first).next();
        match &before {
            Some(change) => self.change(&zone, change),
            None => self.constant(zone.to_offset(*first), name),
        }
        for change in zone.following(*first).take_while(|change| change.timestamp() <= *last) {
            self.change(&zone, &change);
        }
        self.line("END", "VTIMEZONE");
    }

    /// One change of the clock.
    fn change(&mut self, zone: &TimeZone, change: &TimeZoneTransition<'_>) {
        let before = zone.to_offset(change.timestamp() - SignedDuration::from_secs(1));
        let at = before.to_datetime(change.timestamp());
        let dst = change.dst() == Dst::Yes;
        self.observance(dst, &local(at), (before, change.offset()), change.abbreviation());
    }

    /// A clock that never changes.
    fn constant(&mut self, offset: Offset, name: &str) {
        self.observance(false, "19700101T000000", (offset, offset), name);
    }

    /// From when on which clock holds.
    fn observance(&mut self, dst: bool, from: &str, (before, after): (Offset, Offset), name: &str) {
        let kind = if dst { "DAYLIGHT" } else { "STANDARD" };
        self.line("BEGIN", kind);
        self.line("DTSTART", from);
        self.line("TZOFFSETFROM", &offset(before));
        self.line("TZOFFSETTO", &offset(after));
        self.text("TZNAME", name);
        self.line("END", kind);
    }
}

/// When an event that is held in the zone begins and ends.
fn moments(zone: &str, event: &Event) -> Vec<Timestamp> {
    let Some((_, rules)) = event.zone().filter(|(name, _)| *name == zone) else { return Vec::new() };
    let hours = event.hours().into_iter().flat_map(|(begin, end)| [begin, end]);
    hours.filter_map(|at| rules.to_timestamp(at).ok()).collect()
}

/// A moment on a clock that is named elsewhere.
fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// A distance from universal time: `+0100`.
fn offset(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date, time};

    use super::{Event, calendar};
    use crate::render::pages::chats::Times;

    fn event(date: Date, timezone: Option<&str>) -> Event {
        Event {
            uid: String::from("chat-2026-07-14@example.org"),
            title: String::from("Fatigue; rest, or not?"),
            date,
            times: Times { start: Some(time(19, 0, 0, 0)), timezone: timezone.map(String::from), length: Some(90) },
            description: "Lerchen-Straße über Ärzte 🙂 ".repeat(12) + "\nEND:VEVENT",
            url: Some(String::from("https://example.org/chats/2026-07-14.html")),
            cancelled: false,
        }
    }

    fn written(timezone: Option<&str>) -> String {
        calendar("Chats", &[event(date(2026, 7, 14), timezone)])
    }

    #[test]
    fn lines_are_folded_at_75_bytes_and_unfold_to_what_they_were() {
        let ics = written(Some("Europe/London"));
        assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
        assert!(!ics.replace("\r\n", "").contains(['\r', '\n']), "every line ends in CRLF");
        let unfolded = ics.replace("\r\n ", "");
        assert!(unfolded.contains(&"Lerchen-Straße über Ärzte 🙂 ".repeat(12)), "{unfolded}");
    }

    #[test]
    fn text_cannot_end_an_event() {
        let unfolded = written(None).replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Fatigue\\; rest\\, or not?\r\n"), "{unfolded}");
        assert_eq!(unfolded.matches("\r\nEND:VEVENT").count(), 1);
    }

    #[test]
    fn times_stand_on_the_clock_of_their_zone_with_its_rules() {
        let ics = calendar(
            "Chats",
            &[event(date(2026, 7, 14), Some("Europe/London")), event(date(2027, 1, 12), Some("Europe/London"))],
        );
        assert!(
            ics.contains("DTSTART;TZID=Europe/London:20260714T190000\r\nDTEND;TZID=Europe/London:20260714T203000\r\n")
        );
        let summer =
            "BEGIN:DAYLIGHT\r\nDTSTART:20260329T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST\r\n";
        let winter =
            "BEGIN:STANDARD\r\nDTSTART:20261025T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\n";
        assert!(ics.find(summer).unwrap() < ics.find(winter).unwrap(), "{ics}");
        assert_eq!(ics.matches("BEGIN:VTIMEZONE").count(), 1, "{ics}");
        assert_eq!(ics.matches("BEGIN:DAYLIGHT").count(), 1, "{ics}");
    }

    #[test]
    fn a_zone_without_changes_has_its_one_offset() {
        let ics = written(Some("Asia/Kolkata"));
        assert!(ics.contains("TZOFFSETTO:+0530\r\n"), "{ics}");
        let ics = written(Some("UTC"));
        assert!(ics.contains("DTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\n"), "{ics}");
    }

    #[test]
    fn without_a_zone_the_clock_is_the_readers_own() {
        for zone in [None, Some("Mars/Olympus_Mons")] {
            let ics = written(zone);
            assert!(ics.contains("DTSTART:20260714T190000\r\nDTEND:20260714T203000\r\n"), "{ics}");
            assert!(!ics.contains("VTIMEZONE"), "{ics}");
        }
    }
}

//! Times and dates as people and exports write them. A time zone is never made up: a time that names a zone of its own
//! is taken off the line but not shown, for the clock of the chat may be another.

use jiff::civil::{Date, Time};

use crate::model::chat::MessageTime;
use crate::parse::chat::lines::is_blank;

/// A time stamp at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The time, if it can be shown.
    pub(super) at: Option<MessageTime>,
    /// Whether it has a day.
    pub(super) dated: bool,
    /// How many bytes it takes.
    pub(super) length: usize,
}

/// Names of the months in English and Spanish; their first three letters do as well.
const MONTHS: [(&str, i8); 24] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
];

/// Abbreviations of time zones that stand after a time.
const ZONES: [&str; 22] = [
    "UTC", "GMT", "BST", "IST", "WET", "WEST", "CET", "CEST", "EET", "EEST", "EST", "EDT", "ET", "CST", "CDT", "MST",
    "MDT", "PST", "PDT", "PT", "AEST", "AEDT",
];

/// A time of day (`19:02`, `19:02:31`, `7:02 pm`) at the beginning of `text`.
pub(super) fn clock(text: &str) -> Option<Stamp> {
    let mut cursor = Cursor { text, at: 0 };
    let at = cursor.clock()?.map(MessageTime::Clock);
    Some(Stamp { at, dated: false, length: cursor.at })
}

/// A time of day in round or square brackets at the beginning of `text`.
pub(super) fn bracketed(text: &str) -> Option<Stamp> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let mut cursor = Cursor { text, at: 1 };
    cursor.blanks();
    let at = cursor.clock()?.map(MessageTime::Clock);
    cursor.blanks();
    cursor.eat(close).then_some(Stamp { at, dated: false, length: cursor.at })
}

/// A day with or without a time, or a time with a day, at the beginning of `text`: `12 May 2026 19:02`,
/// `May 12, 2026 7:02 PM`, `2026-05-12 19:02`, `7:02 PM · May 12, 2026`.
pub(super) fn dated(text: &str) -> Option<Stamp> {
    let mut cursor = Cursor { text, at: 0 };
    let (date, clock) = if let Some(date) = cursor.attempt(Cursor::date) {
        let clock = cursor.attempt(|cursor| {
            cursor.separators();
            cursor.clock()
        });
        (date, clock)
    } else {
        let clock = cursor.clock()?;
        cursor.separators();
        (cursor.date()?, Some(clock))
    };
    let at = match (date, clock.flatten()) {
        (Some(date), Some(time)) => Some(MessageTime::Local(date.to_datetime(time))),
        (None, Some(time)) => Some(MessageTime::Clock(time)),
        (_, None) => None,
    };
    Some(Stamp { at, dated: true, length: cursor.at })
}

/// A place in a text that moves forward only.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    /// Runs `step`; where it finds nothing the cursor stays.
    fn attempt<T>(&mut self, step: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = step(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    fn skip(&mut self, what: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(what).len();
    }

    fn blanks(&mut self) {
        self.skip(is_blank);
    }

    /// What may stand between a day and a time.
    fn separators(&mut self) {
        self.skip(|c| is_blank(c) || matches!(c, ',' | '·' | '•' | '|' | '-' | '–' | '—'));
        if self.rest().starts_with('T') && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) {
            self.at += 1;
        } else if self.rest().starts_with("at ") {
            self.at += 3;
        }
        self.blanks();
    }

    /// A number of `least` to `most` digits that no further digit follows.
    fn number(&mut self, least: usize, most: usize) -> Option<i16> {
        let rest = self.rest();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits < least || digits > most {
            return None;
        }
        self.at += digits;
        rest[..digits].parse().ok()
    }

    /// A run of letters.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
        self.at += length;
        &rest[..length]
    }

    /// A time of day. The inner value is none when the time has a zone of its own.
    fn clock(&mut self) -> Option<Option<Time>> {
        let hour = self.number(1, 2)?;
        let dot = self.rest().starts_with('.');
        if !self.eat(':') && !self.eat('.') {
            return None;
        }
        let minute = self.number(2, 2)?;
        let second = self.attempt(|cursor| if cursor.eat(':') { cursor.number(2, 2) } else { None }).unwrap_or(0);
        // After 19:02, "pm" repeats what is known, and "am" is a word of the message.
        let half = self.attempt(|cursor| cursor.half_of_day().filter(|after_noon| *after_noon || hour <= 12));
        let hour = match half {
            Some(after_noon) if hour <= 12 => hour % 12 + if after_noon { 12 } else { 0 },
            // 7.02 is a number unless something says that it is a time.
            None if dot => return None,
            _ => hour,
        };
        if self.rest().starts_with(|c: char| c.is_alphanumeric() && c != 'Z') {
            return None;
        }
        let zone = self.zone();
        let small = |number: i16| i8::try_from(number).ok();
        let time = Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?;
        Some((!zone).then_some(time))
    }

    /// `am` or `pm`: whether it is after noon.
    fn half_of_day(&mut self) -> Option<bool> {
        self.blanks();
        let letter = self.word_letter()?;
        self.eat('.');
        self.blanks();
        (self.word_letter()? == 'm').then_some(())?;
        self.eat('.');
        let after = !self.rest().starts_with(char::is_alphanumeric);
        match letter {
            'a' if after => Some(false),
            'p' if after => Some(true),
            _ => None,
        }
    }

    fn word_letter(&mut self) -> Option<char> {
        let letter = self.rest().chars().next().filter(char::is_ascii_alphabetic)?;
        self.at += 1;
        Some(letter.to_ascii_lowercase())
    }

    /// Takes the name or offset of a time zone off, and says whether there was one.
    fn zone(&mut self) -> bool {
        self.attempt(|cursor| {
            if cursor.eat('Z') {
                return (!cursor.rest().starts_with(char::is_alphanumeric)).then_some(());
            }
            if cursor.eat('+') {
                cursor.number(2, 4)?;
                cursor.attempt(|cursor| if cursor.eat(':') { cursor.number(2, 2) } else { None });
                return Some(());
            }
            cursor.blanks();
            ZONES.contains(&cursor.word()).then_some(())
        })
        .is_some()
    }

    /// A day. The inner value is none when it has no year.
    fn date(&mut self) -> Option<Option<Date>> {
        self.attempt(Self::weekday);
        self.attempt(Self::iso_date)
            .or_else(|| self.attempt(Self::day_first))
            .or_else(|| self.attempt(Self::month_first))
    }

    fn weekday(&mut self) -> Option<()> {
        const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let word = self.word().to_lowercase();
        DAYS.iter().any(|day| word.starts_with(day)).then_some(())?;
        self.eat(',');
        self.blanks();
        Some(())
    }

    fn iso_date(&mut self) -> Option<Option<Date>> {
        let year = self.number(4, 4)?;
        let mut part = || if self.eat('-') { self.number(2, 2) } else { None };
        let (month, day) = (part()?, part()?);
        Some(Some(date(year, i8::try_from(month).ok()?, day)?))
    }

    /// `12 May 2026`, `12 de mayo de 2026`
    fn day_first(&mut self) -> Option<Option<Date>> {
        let day = self.day()?;
        let month = self.month()?;
        self.year_after(month, day)
    }

    /// `May 12, 2026`
    fn month_first(&mut self) -> Option<Option<Date>> {
        let month = self.month()?;
        self.blanks();
        let day = self.day()?;
        self.year_after(month, day)
    }

    fn day(&mut self) -> Option<i16> {
        let day = self.number(1, 2).filter(|day| (1..=31).contains(day))?;
        if ["st", "nd", "rd", "th"].iter().any(|end| self.rest().starts_with(end)) {
            self.at += 2;
        }
        self.linking_word();
        // `19:02` begins with a number that is no day.
        (!self.rest().starts_with([':', '.'])).then_some(day)
    }

    fn linking_word(&mut self) {
        self.attempt(|cursor| {
            cursor.blanks();
            (matches!(cursor.word(), "de" | "of") && cursor.rest().starts_with(is_blank)).then_some(())
        });
        self.blanks();
    }

    fn month(&mut self) -> Option<i8> {
        let word = self.word().to_lowercase();
        self.eat('.');
        let short = word.chars().count() == 3;
        let named =
            |name: &str| name == word || short && name.starts_with(&word) || name.starts_with(&word) && word == "sept";
        MONTHS.iter().find(|(name, _)| named(name)).map(|(_, number)| *number)
    }

    fn year_after(&mut self, month: i8, day: i16) -> Option<Option<Date>> {
        let year = self.attempt(|cursor| {
            cursor.eat(',');
            cursor.linking_word();
            cursor.number(4, 4).filter(|_| !cursor.rest().starts_with(':'))
        });
        year.map_or(Some(None), |year| date(year, month, day).map(Some))
    }
}

fn date(year: i16, month: i8, day: i16) -> Option<Date> {
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Stamp, bracketed, clock, dated};
    use crate::model::chat::MessageTime;

    fn shown(stamp: Option<Stamp>, text: &str) -> String {
        let Some(stamp) = stamp else { return String::from("-") };
        let rest = &text[stamp.length..];
        match stamp.at {
            Some(MessageTime::Clock(time)) => format!("{time}|{rest}"),
            Some(MessageTime::Local(moment)) => format!("{moment}|{rest}"),
            Some(other) => format!("{other:?}|{rest}"),
            None => format!("?|{rest}"),
        }
    }

    #[test]
    fn times_of_day() {
        let read = |text| shown(clock(text), text);
        assert_eq!(read("19:02 Maria"), "19:02:00| Maria");
        assert_eq!(read("19:02:31\tMaria"), "19:02:31|\tMaria");
        assert_eq!(read("7:02\u{202f}pm Maria"), "19:02:00| Maria");
        assert_eq!(read("12:10 a. m. x"), "00:10:00| x");
        assert_eq!(read("7.02pm x"), "19:02:00| x");
        assert_eq!(read("19:02 am ok"), "19:02:00| am ok");
        assert_eq!(read("19:02 PM x"), "19:02:00| x");
        assert_eq!(read("9:00 apples"), "09:00:00| apples");
        assert_eq!(read("7.02 x"), "-");
        assert_eq!(read("25:61 x"), "-");
        assert_eq!(read("19:02nd"), "-");
    }

    #[test]
    fn a_time_with_a_zone_of_its_own_is_not_taken_for_the_chats() {
        for text in ["19:02 UTC x", "19:02Z x", "19:02+01:00 x", "7:02 PM EST x"] {
            assert_eq!(shown(clock(text), text), "?| x");
        }
    }

    #[test]
    fn times_in_brackets() {
        let read = |text| shown(bracketed(text), text);
        assert_eq!(read("(19:02:31): x"), "19:02:31|: x");
        assert_eq!(read("[ 7:02 PM ] x"), "19:02:00| x");
        assert_eq!(read("[19:02) x"), "-");
    }

    #[test]
    fn days_with_times() {
        let read = |text| shown(dated(text), text);
        assert_eq!(read("12 May 2026 19:02"), "2026-05-12T19:02:00|");
        assert_eq!(read("May 12, 2026 7:02\u{202f}PM"), "2026-05-12T19:02:00|");
        assert_eq!(read("7:02 PM · May 12, 2026"), "2026-05-12T19:02:00|");
        assert_eq!(read("2026-05-12T19:02 x"), "2026-05-12T19:02:00| x");
        assert_eq!(read("Tue, 12 de mayo de 2026, 19:02"), "2026-05-12T19:02:00|");
        assert_eq!(read("May 12 · 19:02"), "19:02:00|");
        assert_eq!(read("12 May 2026"), "?|");
        assert_eq!(read("31 February 2026 10:00"), "-");
        assert_eq!(read("19:02 text"), "-");
    }
}

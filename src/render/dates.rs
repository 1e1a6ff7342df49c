//! Writes dates and times out in the language of a page.

use jiff::civil::{Date, DateTime, Time};
use serde::Serialize;

use crate::render::strings::Strings;

/// A date for people and for programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// The value of the `datetime` attribute: `2026-03-15`.
    pub iso: String,
    /// The date in words: `15 March 2026`.
    pub words: String,
}

/// `date` in words where the theme knows the language, else in digits.
pub fn date(strings: &Strings, page_language: &str, date: Date) -> DateView {
    DateView { iso: date.to_string(), words: in_words(strings, page_language, date, "date") }
}

/// Like [`date`], with the day of the week.
pub fn weekday_date(strings: &Strings, page_language: &str, date: Date) -> DateView {
    DateView { iso: date.to_string(), words: in_words(strings, page_language, date, "date_weekday") }
}

/// A moment for people and for programs.
pub fn moment(strings: &Strings, page_language: &str, moment: DateTime) -> DateView {
    let day = in_words(strings, page_language, moment.date(), "date");
    DateView { iso: moment.strftime("%Y-%m-%dT%H:%M").to_string(), words: format!("{day}, {}", clock(moment.time())) }
}

/// A time of the day: `19:02`.
pub fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// `date` as the words called `pattern` put it together.
fn in_words(strings: &Strings, page_language: &str, date: Date, pattern: &str) -> String {
    if !same_language(&strings.language, page_language) {
        return date.to_string();
    }
    let month = format!("month_{}", date.month());
    let weekday = format!("weekday_{}", date.weekday().to_monday_one_offset());
    strings.fill(
        pattern,
        &[
            ("day", &date.day().to_string()),
            ("month", strings.get(&month)),
            ("year", &date.year().to_string()),
            ("weekday", strings.get(&weekday)),
        ],
    )
}

/// Whether two tags name one language, whatever their regions.
fn same_language(a: &str, b: &str) -> bool {
    let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    first(a) == first(b)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::{date, moment, weekday_date};
    use crate::render::theme::Theme;

    #[test]
    fn dates_are_written_in_the_language_of_the_page() {
        let theme = Theme::load("default", &[]).unwrap();
        let words = |language: &str| date(theme.strings(language), language, day(2026, 3, 15)).words;
        assert_eq!(words("en-GB"), "15 March 2026");
        assert_eq!(words("es"), "15 de marzo de 2026");
        assert_eq!(words("pl"), "2026-03-15");
        assert_eq!(weekday_date(theme.strings("en"), "en", day(2027, 1, 12)).words, "Tuesday 12 January 2027");
        let view = moment(theme.strings("en"), "en", day(2026, 5, 12).at(19, 2, 31, 0));
        assert_eq!((view.iso.as_str(), view.words.as_str()), ("2026-05-12T19:02", "12 May 2026, 19:02"));
    }
}

//! Dates as exports write them: `2014/09/01/`, `2020 Dec`, `2009 Nov-Dec`, `Mar 3, 2015`, `10/2015`.

use hayagriva::types::Date;

/// The months in English, the language of the exports.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date that `written` begins with; of a range, the first. Nothing without a year of four digits.
pub(super) fn date(written: &str) -> Option<Date> {
    let words: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| is_year(word))?;
    let mut date = Date::from_year(words[at].parse().ok()?);
    // Month and day stand after the year, as in `2015 Mar 3`, or before it, as in `3 March 2015`.
    let (before, after) = (&words[..at], &words[at + 1..]);
    let numbers = |words: &[&str]| words.iter().take(2).filter_map(|word| number(word)).collect::<Vec<u8>>();
    let named = after.iter().take(2).chain(before).find_map(|word| named_month(word));
    let (month, day) = match (named, numbers(after).as_slice(), numbers(before).as_slice()) {
        (Some(month), [], days) => (Some(month), days.last().copied()),
        (Some(month), [day, ..], _) => (Some(month), Some(*day)),
        (None, [], [month]) => (Some(*month), None),
        // `03/04/2015` is a day of March or of April, and nothing tells which.
        (None, [], _) => (None, None),
        (None, [month, rest @ ..], _) => (Some(*month), rest.first().copied()),
    };
    date.month = month.filter(|month| (1..=12).contains(month)).map(|month| month - 1);
    date.day = day.filter(|day| date.month.is_some() && (1..=31).contains(day)).map(|day| day - 1);
    Some(date)
}

/// A number of one or two digits.
fn number(word: &str) -> Option<u8> {
    // `3rd` and `2nd` are numbers as well.
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok().filter(|_| digits.len() <= 2 && word.len() <= 4)
}

/// Adds month and day of `written`, which names no year, to `date`.
pub(super) fn add_day(date: Date, written: &str) -> Date {
    match self::date(&format!("{} {written}", date.year)) {
        Some(full) if date.month.is_none() => full,
        _ => date,
    }
}

/// Whether a word is a year.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && word != "0000"
}

/// The month that a word names, counted from 1.
fn named_month(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    let is_name =
        |month: &&str| word.len() >= 3 && (month.starts_with(&word) || word == "sept" && *month == "september");
    let at = MONTHS.iter().position(is_name)?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_read_as_far_as_they_go() {
        let read = |words: &str| date(words).map(|date| (date.year, date.month, date.day));
        assert_eq!(read("2001/09/01/"), Some((2001, Some(8), Some(0))));
        assert_eq!(read("2016/12//"), Some((2016, Some(11), None)));
        assert_eq!(read("2020 Dec"), Some((2020, Some(11), None)));
        assert_eq!(read("2009 Nov-Dec"), Some((2009, Some(10), None)));
        assert_eq!(read("2015 Dec 1"), Some((2015, Some(11), Some(0))));
        assert_eq!(read("Mar 3, 2015"), Some((2015, Some(2), Some(2))));
        assert_eq!(read("accessed 2 March 2026"), Some((2026, Some(2), Some(1))));
        assert_eq!(read("seen 2026-03-02"), Some((2026, Some(2), Some(1))));
        assert_eq!(read("04/05/2015"), Some((2015, None, None)));
        assert_eq!(read("10/2015"), Some((2015, Some(9), None)));
        assert_eq!(read("2009 Spring"), Some((2009, None, None)));
        assert_eq!(read("2001/00/00/"), Some((2001, None, None)));
        assert_eq!(read("in press"), None);
        assert_eq!(read("99"), None);
    }
}

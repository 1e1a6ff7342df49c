//! Which number of a date is the day and which is the month, for a file as a whole.
//!
//! In this order: a year that comes first is followed by the month; numbers divided by `.` or `-` begin with the day; a
//! number over 12 is a day; the reading in which time goes backwards less often is right; the date with which the name
//! of the chat's folder begins. If none of these tells, no date is known and only the time of day is kept.

use jiff::civil::Date;

use crate::finding::{Finding, Findings};
use crate::model::chat::MessageTime;
use crate::parse::chat::raw::Export;
use crate::parse::chat::rules::DATE_ORDER;
use crate::parse::chat::whatsapp::stamp::Stamp;

/// The order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    Unknown,
}

impl Order {
    /// The order in the file of `stamps`; a finding when it is not known.
    pub(super) fn of<'s>(
        stamps: impl Iterator<Item = &'s Stamp> + Clone,
        export: &Export<'_>,
        findings: &mut Findings,
    ) -> Self {
        let order = by_numbers(stamps.clone())
            .or_else(|| by_course(stamps.clone()))
            .or_else(|| by_folder(stamps.clone(), export))
            .unwrap_or(Self::Unknown);
        if let (Self::Unknown, Some(stamp)) = (order, stamps.clone().find(|stamp| stamp.numbers[0] != stamp.numbers[1]))
        {
            let [a, b] = stamp.numbers;
            let message = format!(
                "It is not clear whether {a}/{b}/{} is day {a} of month {b} or day {b} of month {a}, so only the times of day are kept.",
                stamp.year
            );
            findings.push(Finding::new(&DATE_ORDER, export.path, message).help(
                "Begin the name of the chat's folder with the date, as in `2026-05-12-hair-loss`: that decides it.",
            ));
        }
        order
    }

    /// When the message of `stamp` was said.
    pub(super) fn time(self, stamp: &Stamp) -> Option<MessageTime> {
        let date = match self {
            Self::Unknown if stamp.numbers[0] != stamp.numbers[1] => None,
            order => order.date(stamp),
        };
        Some(date.map_or(MessageTime::Clock(stamp.time), |date| MessageTime::Local(date.to_datetime(stamp.time))))
    }

    fn date(self, stamp: &Stamp) -> Option<Date> {
        let [a, b] = stamp.numbers;
        let (day, month) = if self == Self::MonthFirst { (b, a) } else { (a, b) };
        Date::new(stamp.year, month, day).ok()
    }
}

/// What the way of writing and the numbers tell.
fn by_numbers<'s>(mut stamps: impl Iterator<Item = &'s Stamp> + Clone) -> Option<Order> {
    let shape = stamps.clone().next()?.shape;
    if shape.year_first {
        return Some(Order::MonthFirst);
    }
    let day_first = stamps.clone().any(|stamp| stamp.numbers[0] > 12);
    let month_first = stamps.any(|stamp| stamp.numbers[1] > 12);
    match (day_first, month_first) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        (true, true) => Some(Order::Unknown),
        (false, false) => (shape.separator != '/').then_some(Order::DayFirst),
    }
}

/// What the course of time tells.
fn by_course<'s>(stamps: impl Iterator<Item = &'s Stamp> + Clone) -> Option<Order> {
    let falls = |order: Order| {
        let mut last = None;
        let mut falls = 0;
        for date in stamps.clone().map(|stamp| order.date(stamp)) {
            falls += usize::from(date < last);
            last = date;
        }
        falls
    };
    match falls(Order::DayFirst).cmp(&falls(Order::MonthFirst)) {
        std::cmp::Ordering::Less => Some(Order::DayFirst),
        std::cmp::Ordering::Greater => Some(Order::MonthFirst),
        std::cmp::Ordering::Equal => None,
    }
}

/// What the name of the folder tells.
fn by_folder<'s>(stamps: impl Iterator<Item = &'s Stamp> + Clone, export: &Export<'_>) -> Option<Order> {
    let folder = export.path.folder().rsplit('/').next()?;
    let date: Date = folder.get(..10)?.parse().ok()?;
    let holds = |order: Order| stamps.clone().any(|stamp| order.date(stamp) == Some(date));
    match (holds(Order::DayFirst), holds(Order::MonthFirst)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Order;
    use crate::finding::Findings;
    use crate::parse::chat::raw::Export;
    use crate::parse::chat::whatsapp::stamp::stamp;
    use crate::source::FilePath;

    fn order(folder: &str, dates: &[&str]) -> (Order, usize) {
        let stamps: Vec<_> = dates.iter().map(|date| stamp(&format!("{date}, 19:02 - x")).unwrap().0).collect();
        let path = FilePath::new(format!("chats/{folder}/a.txt"));
        let export = Export { path: &path, text: "", entries: &[] };
        let mut findings = Findings::new();
        (Order::of(stamps.iter(), &export, &mut findings), findings.len())
    }

    #[test]
    fn the_file_as_a_whole_decides() {
        assert_eq!(order("c", &["5/6/26", "13/6/26"]), (Order::DayFirst, 0));
        assert_eq!(order("c", &["6/5/26", "6/13/26"]), (Order::MonthFirst, 0));
        assert_eq!(order("c", &["5.6.26"]), (Order::DayFirst, 0));
        assert_eq!(order("c", &["2026/5/6"]), (Order::MonthFirst, 0));
        assert_eq!(order("c", &["11/5/26", "2/6/26"]), (Order::DayFirst, 0), "time does not go backwards");
        assert_eq!(order("c", &["5/11/26", "6/2/26"]), (Order::MonthFirst, 0));
        assert_eq!(order("2026-05-06-hair", &["6/5/26"]), (Order::DayFirst, 0));
        assert_eq!(order("2026-05-06-hair", &["5/6/26"]), (Order::MonthFirst, 0));
    }

    #[test]
    fn what_nothing_decides_is_said() {
        assert_eq!(order("c", &["5/6/26", "5/6/26"]), (Order::Unknown, 1));
        assert_eq!(order("c", &["13/6/26", "6/13/26"]), (Order::Unknown, 1));
        assert_eq!(order("c", &["5/5/26"]), (Order::Unknown, 0), "either reading is the same day");
    }
}

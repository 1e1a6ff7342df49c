//! When the next chats are: the arithmetic of `schedule: every 2 months` and its kin.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::config::{ChatSeries, Schedule};

/// The first `count` dates of the series on or after `today`, in order.
pub fn next_dates(series: &ChatSeries, today: Date, count: usize) -> Vec<Date> {
    let (Some(schedule), Some(first)) = (series.schedule, series.first) else { return Vec::new() };
    let mut dates = Vec::with_capacity(count);
    let mut turn = turns_before(schedule, first, today);
    while dates.len() < count {
        let Some(date) = date_of_turn(schedule, first, turn) else { break };
        if date >= today && date >= first {
            dates.push(date);
        }
        turn += 1;
    }
    dates
}

/// A turn of the series that is certainly not after `today`, and near it.
fn turns_before(schedule: Schedule, first: Date, today: Date) -> i64 {
    let months = |every: u32| {
        let passed = (i64::from(today.year()) - i64::from(first.year())) * 12 + i64::from(today.month())
            - i64::from(first.month());
        passed.checked_div(i64::from(every)).unwrap_or(0) - 1
    };
    let turns = match schedule {
        Schedule::Weeks(weeks) => {
            let days = first.until(today).map_or(0, |span| i64::from(span.get_days()));
            days.checked_div(i64::from(weeks) * 7).unwrap_or(0) - 1
        }
        Schedule::Months(every) | Schedule::Weekday { months: every, .. } => months(every),
    };
    turns.max(0)
}

/// The date of one turn of the series, counted from 0; nothing when there is no such date.
fn date_of_turn(schedule: Schedule, first: Date, turn: i64) -> Option<Date> {
    match schedule {
        Schedule::Weeks(0) | Schedule::Months(0) | Schedule::Weekday { months: 0, .. } => None,
        Schedule::Weeks(weeks) => first.checked_add((i64::from(weeks) * 7 * turn).days()).ok(),
        Schedule::Months(months) => first.checked_add(i32::try_from(i64::from(months) * turn).ok()?.months()).ok(),
        Schedule::Weekday { nth, weekday, months } => {
            let month = first.first_of_month().checked_add(i32::try_from(i64::from(months) * turn).ok()?.months());
            nth_weekday(month.ok()?, nth, weekday)
        }
    }
}

/// The nth such weekday of the month; a fifth one that is not there is the last.
fn nth_weekday(month: Date, nth: i8, weekday: Weekday) -> Option<Date> {
    month.nth_weekday_of_month(nth, weekday).or_else(|_| month.nth_weekday_of_month(-1, weekday)).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, Weekday, date};

    use super::next_dates;
    use crate::config::{ChatSeries, Schedule};

    fn dates(schedule: Schedule, first: Date, today: Date) -> Vec<String> {
        let series = ChatSeries { schedule: Some(schedule), first: Some(first), ..ChatSeries::default() };
        next_dates(&series, today, 3).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn second_tuesdays_every_two_months() {
        let schedule = Schedule::Weekday { nth: 2, weekday: Weekday::Tuesday, months: 2 };
        assert_eq!(dates(schedule, date(2026, 1, 13), date(2026, 11, 22)), ["2027-01-12", "2027-03-09", "2027-05-11"]);
        assert_eq!(dates(schedule, date(2026, 1, 13), date(2026, 1, 13)), ["2026-01-13", "2026-03-10", "2026-05-12"]);
    }

    #[test]
    fn months_keep_their_day_and_do_not_drift() {
        let schedule = Schedule::Months(1);
        assert_eq!(dates(schedule, date(2026, 1, 31), date(2026, 2, 1)), ["2026-02-28", "2026-03-31", "2026-04-30"]);
    }

    #[test]
    fn weeks_are_counted_from_the_first_chat() {
        let schedule = Schedule::Weeks(6);
        assert_eq!(dates(schedule, date(2026, 1, 5), date(2026, 2, 17)), ["2026-03-30", "2026-05-11", "2026-06-22"]);
        assert_eq!(dates(schedule, date(2026, 1, 5), date(2026, 2, 16)), ["2026-02-16", "2026-03-30", "2026-05-11"]);
    }

    #[test]
    fn a_series_that_has_not_begun_begins_with_its_first_date() {
        assert_eq!(dates(Schedule::Months(2), date(2027, 1, 5), date(2026, 1, 1))[0], "2027-01-05");
        let last_friday = Schedule::Weekday { nth: -1, weekday: Weekday::Friday, months: 1 };
        assert_eq!(dates(last_friday, date(2026, 1, 30), date(2026, 2, 1))[0], "2026-02-27");
    }

    #[test]
    fn a_schedule_that_never_comes_round_is_no_loop() {
        assert!(dates(Schedule::Weeks(0), date(2026, 1, 5), date(2026, 2, 17)).is_empty());
    }

    #[test]
    fn a_series_from_long_ago_costs_nothing() {
        assert_eq!(dates(Schedule::Weeks(1), date(1900, 1, 1), date(2026, 1, 1))[0], "2026-01-05");
    }
}

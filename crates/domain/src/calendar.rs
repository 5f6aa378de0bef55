//! Working days, by country: weekends and public holidays. The data are made from the Python package `holidays` (MIT) by
//! `cargo xtask holidays`; years beyond them know weekends alone.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::Day;

/// For each country a line with its code and the weekdays that are no working days (Monday is 1), then a line for each year with the
/// days of that year that are holidays and no weekend (the 1st of January is 1).
const DATA: &str = include_str!("vocabulary/holidays.txt");

/// The weekend where nothing else is known: Saturday and Sunday.
const WEEKEND: [bool; 7] = [false, false, false, false, false, true, true];

/// The working days of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// From Monday on.
    weekend: [bool; 7],
    holidays: HashSet<Day>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            weekend: WEEKEND,
            holidays: HashSet::new(),
        }
    }
}

/// The first day of a year.
fn first_of(year: i16) -> Option<Day> {
    Date::new(year, 1, 1).ok().map(Day::from_date)
}

/// A country's line: its code and its weekend.
fn country(line: &str) -> Option<(&str, [bool; 7])> {
    let (code, days) = line.split_once(' ')?;
    let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    let mut weekend = [false; 7];
    for digit in days.chars() {
        let day = usize::try_from(digit.to_digit(10)?).ok()?;
        *weekend.get_mut(day.checked_sub(1)?)? = true;
    }
    is_code.then_some((code, weekend))
}

fn holidays(line: &str) -> impl Iterator<Item = Day> {
    let (year, days) = line.split_once(' ').unwrap_or((line, ""));
    let first = year.parse().ok().and_then(first_of);
    let number = |day: &str| day.parse::<i64>().ok();
    let days = days.split_whitespace().filter_map(number);
    days.filter_map(move |day| Some(first?.plus(day - 1)))
}

impl Calendar {
    /// Of a country, by its ISO 3166-1 code; one that is not known has Saturdays and Sundays free, and no holidays.
    pub fn of(code: &str) -> Self {
        let mut lines = DATA.lines();
        let found = { &mut lines }.find_map(|line| country(line).filter(|(own, _)| *own == code));
        let Some((_, weekend)) = found else {
            return Self::default();
        };
        let years = lines.take_while(|line| country(line).is_none());
        Self {
            weekend,
            holidays: years.flat_map(holidays).collect(),
        }
    }

    /// The countries whose holidays are known.
    pub fn countries() -> impl Iterator<Item = &'static str> {
        DATA.lines().filter_map(|line| country(line).map(|c| c.0))
    }

    /// Whether people work on that day.
    pub fn is_working(&self, day: Day) -> bool {
        let weekday = day.days_from(day.monday());
        let free = usize::try_from(weekday)
            .ok()
            .and_then(|d| self.weekend.get(d));
        !free.is_some_and(|free| *free) && !self.holidays.contains(&day)
    }

    /// The working day on which so many working days after `from` are over. That day itself does not count.
    pub fn after_working_days(&self, from: Day, days: i64) -> Day {
        let mut day = from;
        for _ in 0..days {
            day = day.plus(1);
            while !self.is_working(day) {
                day = day.plus(1);
            }
        }
        day
    }

    /// How many working days there are after `from`, up to and with `to`.
    pub fn working_days_between(&self, from: Day, to: Day) -> i64 {
        let all = (from.0..to.0).map(|day| Day(day + 1));
        all.filter(|day| self.is_working(*day)).count() as i64
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().unwrap())
    }

    #[test]
    fn holidays_and_weekends_are_those_of_the_country() {
        for (code, date, works) in [
            ("CH", "2026-11-27", true),
            ("CH", "2026-11-28", false),
            ("CH", "2026-08-01", false),
            ("CH", "2027-01-01", false),
            ("KE", "2026-12-12", false),
            ("KE", "2026-10-20", false),
            // In Egypt the week ends with Friday and Saturday.
            ("EG", "2026-11-27", false),
            ("EG", "2026-11-29", true),
            ("ZZ", "2026-12-25", true),
            ("ZZ", "2026-12-26", false),
            // Beyond the data only weekends are known.
            ("CH", "2099-12-25", true),
        ] {
            let calendar = Calendar::of(code);
            assert_eq!(calendar.is_working(day(date)), works, "{code} {date}");
        }
    }

    #[test]
    fn a_time_over_christmas_is_longer() {
        let geneva = Calendar::of("CH");
        let due = geneva.after_working_days(day("2026-12-23"), 3);
        // The 24th, then the 28th and 29th: the 25th is a holiday, and the 26th and 27th a weekend.
        assert_eq!(due, day("2026-12-29"));
        assert_eq!(geneva.working_days_between(day("2026-12-23"), due), 3);
    }

    #[test]
    fn every_country_works_on_some_days_of_every_week_and_rests_on_some_of_the_year() {
        let all: Vec<&str> = Calendar::countries().collect();
        assert!(all.len() > 240, "{}", all.len());
        let rests = |code: &&&str| {
            let calendar = Calendar::of(code);
            assert!(calendar.weekend.contains(&false), "{code}");
            !calendar.holidays.is_empty()
        };
        // Some islands have nobody who could keep a holiday.
        let resting = all.iter().filter(rests).count();
        assert!(all.len() - resting < 5, "{resting}");
    }

    proptest! {
        #[test]
        fn so_many_working_days_are_counted_back(from in 19_000i64..25_000, days in 0i64..200, code in "CH|KE|EG|AE|IR|ZZ") {
            let calendar = Calendar::of(&code);
            let due = calendar.after_working_days(Day(from), days);
            prop_assert_eq!(calendar.working_days_between(Day(from), due), days);
            prop_assert!(days == 0 || calendar.is_working(due));
        }
    }
}

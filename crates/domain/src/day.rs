//! A civil day. Deadlines are days, arrivals are weeks: nothing finer is kept in the open.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A day in UTC, counted from 1970-01-01, as the databases keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

impl Day {
    /// The day of an instant, in UTC.
    pub fn of(at: Timestamp) -> Self {
        Self(at.as_second().div_euclid(86_400))
    }

    /// The Monday of the week of an instant: the only time of arrival that is kept in the open.
    pub fn week_of(at: Timestamp) -> Self {
        Self::of(at).monday()
    }

    /// The Monday of this day's week.
    pub fn monday(self) -> Self {
        // 1970-01-01 was a Thursday.
        Self(self.0 - (self.0 + 3).rem_euclid(7))
    }

    /// This day and so many days more.
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from `today` until this day; negative when it has passed.
    pub fn days_from(self, today: Day) -> i64 {
        self.0 - today.0
    }

    /// The calendar date.
    pub fn date(self) -> Date {
        let epoch = jiff::civil::date(1970, 1, 1);
        epoch
            .checked_add(self.0.clamp(-700_000, 2_900_000).days())
            .unwrap_or(epoch)
    }

    /// The day of a calendar date.
    pub fn from_date(date: Date) -> Self {
        TimeZone::UTC
            .to_timestamp(date.at(0, 0, 0, 0))
            .map_or(Self(0), Self::of)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_week_begins_on_its_monday() {
        for (instant, monday) in [
            ("2026-11-23T00:00:00Z", "2026-11-23"),
            ("2026-11-29T23:59:59Z", "2026-11-23"),
            ("2026-11-30T00:00:00Z", "2026-11-30"),
            ("1969-12-31T12:00:00Z", "1969-12-29"),
        ] {
            assert_eq!(
                Day::week_of(instant.parse().unwrap()).date(),
                monday.parse().unwrap(),
                "{instant}"
            );
        }
    }

    #[test]
    fn a_date_is_its_day_and_back() {
        for text in ["2026-02-28", "2024-02-29", "1970-01-01", "1999-12-31"] {
            let date: Date = text.parse().unwrap();
            assert_eq!(Day::from_date(date).date(), date);
        }
    }
}

//! When something was so, as exactly as a source says it and no more exactly.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Day;

/// A day, a month or a year, as the source gives it. Written such as `2019-03-31`, `2019-03` or `2019`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Dated {
    /// Its first day.
    first: Date,
    unit: Unit,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    Day,
    Month,
    Year,
}

/// What is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no day, month or year")]
pub struct NotADate;

impl Dated {
    /// A day of the calendar, if there is one.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::new((year, month, day), Unit::Day)
    }

    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::new((year, month, 1), Unit::Month)
    }

    pub fn year(year: i16) -> Option<Self> {
        Self::new((year, 1, 1), Unit::Year)
    }

    fn new((year, month, day): (i16, i8, i8), unit: Unit) -> Option<Self> {
        let first = Date::new(year, month, day).ok()?;
        (year > 0).then_some(Self { first, unit })
    }

    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The first day that it can mean.
    pub fn first(self) -> Day {
        Day::from_date(self.first)
    }

    /// The last day that it can mean.
    pub fn last(self) -> Day {
        Day::from_date(match self.unit {
            Unit::Day => self.first,
            Unit::Month => self.first.last_of_month(),
            Unit::Year => self.first.last_of_year(),
        })
    }

    /// Whether both can mean the same day.
    pub fn overlaps(self, other: Dated) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }
}

impl fmt::Display for Dated {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.unit {
            Unit::Day => write!(out, "{year:04}-{month:02}-{day:02}"),
            Unit::Month => write!(out, "{year:04}-{month:02}"),
            Unit::Year => write!(out, "{year:04}"),
        }
    }
}

impl FromStr for Dated {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<i16>().map(Some).map_err(|_| NotADate)
            }
            Some(_) => Err(NotADate),
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let small = |n: Option<i16>| n.and_then(|n| i8::try_from(n).ok());
        let dated = match (year, small(month), small(day), parts.next()) {
            (Some(year), None, None, None) => Self::year(year),
            (Some(year), Some(month), None, None) => Self::month(year, month),
            (Some(year), Some(month), Some(day), None) => Self::day(year, month, day),
            _ => None,
        };
        dated.ok_or(NotADate)
    }
}

impl TryFrom<String> for Dated {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl From<Dated> for String {
    fn from(dated: Dated) -> Self {
        dated.to_string()
    }
}

/// Until when something was so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// The source said, on the day on which it was seen, that it goes on. It is held after that day too ([`Covers::Still`]), until somebody
    /// records an end, or something later.
    GoesOn,
    /// The source says that it began, or that it was so, and nothing of how long.
    NotSaid,
    /// The last day on which it was so.
    On(Dated),
}

/// From when and until when something was so in the world: the one time of a claim. When it was recorded is the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Validity {
    /// Nothing where the source does not say.
    pub from: Option<Dated>,
    pub until: Until,
}

/// Whether something was so on a day, from what says least to what says most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    No,
    /// The source does not say it so exactly.
    Perhaps,
    /// It was so when the source was seen, which was before, and nobody said that it ended.
    Still,
    Yes,
}

impl Covers {
    /// The stable code, also the end of its message key (`covers-…`).
    pub fn code(self) -> &'static str {
        match self {
            Covers::No => "no",
            Covers::Perhaps => "perhaps",
            Covers::Still => "still",
            Covers::Yes => "yes",
        }
    }
}

impl Validity {
    /// It goes on, and nobody says since when.
    pub const NOW: Validity = Validity {
        from: None,
        until: Until::GoesOn,
    };

    /// Whether it was so on a day, by a source that was seen on another. Where the source says no beginning, the day on which it was
    /// seen is one on which it was so.
    pub fn covers(&self, day: Day, seen: Day) -> Covers {
        let begun = self.from.map(Dated::last);
        let surely = match self.until {
            Until::GoesOn => begun.unwrap_or(seen) <= day,
            Until::On(end) => begun.unwrap_or(seen.min(end.first())) <= day && day <= end.first(),
            Until::NotSaid => match self.from {
                Some(from) => from.unit() == Unit::Day && from.first() == day,
                None => seen == day,
            },
        };
        let begins = self.from.is_none_or(|from| from.first() <= day);
        let ends = matches!(self.until, Until::On(end) if end.last() < day);
        match (surely, begins && !ends) {
            (true, _) if self.until == Until::GoesOn && day > seen.max(begun.unwrap_or(seen)) => {
                Covers::Still
            }
            (true, _) => Covers::Yes,
            (false, true) => Covers::Perhaps,
            (false, false) => Covers::No,
        }
    }

    /// The last day on which the source itself bears that it was so, whatever came later; nothing where it tells the end, since then
    /// nothing later ends it.
    pub(super) fn borne_until(&self, seen: Day) -> Option<Day> {
        match (self.until, self.from) {
            (Until::On(_), _) => None,
            (Until::GoesOn, Some(from)) => Some(seen.max(from.last())),
            (Until::NotSaid, Some(from)) => Some(from.last()),
            (_, None) => Some(seen),
        }
    }

    /// Whether it ends before it begins, however the dates are meant.
    pub fn is_backwards(&self) -> bool {
        let end = match self.until {
            Until::On(end) => Some(end),
            Until::GoesOn | Until::NotSaid => None,
        };
        matches!((self.from, end), (Some(from), Some(end)) if end.last() < from.first())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dated(text: &str) -> Dated {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Day {
        dated(text).first()
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_written() {
        for (text, first, last) in [
            ("2020", "2020-01-01", "2020-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2021-02", "2021-02-01", "2021-02-28"),
            ("2100-02", "2100-02-01", "2100-02-28"),
            ("2024-02-29", "2024-02-29", "2024-02-29"),
        ] {
            let read = dated(text);
            assert_eq!((read.first(), read.last()), (day(first), day(last)));
            assert_eq!(read.to_string(), text);
            let json = serde_json::to_string(&read).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Dated>(&json).unwrap(), read);
        }
        for wrong in [
            "",
            "20",
            "2023-02-29",
            "2100-02-29",
            "2020-13",
            "2020-00",
            "2020-1-1",
            "+2020",
            "-2020",
            "0000",
            "2020-01-01-01",
            "2020-01-32",
            "２０２０",
            "2020-",
            "20é0",
        ] {
            assert_eq!(wrong.parse::<Dated>(), Err(NotADate), "{wrong}");
        }
    }

    #[test]
    fn a_day_is_covered_as_far_as_the_source_goes() {
        let at = |text: &str| Some(dated(text));
        let (yes, perhaps, no) = (Covers::Yes, Covers::Perhaps, Covers::No);
        let still = Covers::Still;
        let on = |text: &str| Until::On(dated(text));
        for (from, until, about, covers) in [
            // The source was seen on 2022-06-01.
            (at("2019"), Until::GoesOn, "2018-12-31", no),
            (at("2019"), Until::GoesOn, "2019-01-01", perhaps),
            (at("2019"), Until::GoesOn, "2019-12-31", yes),
            (at("2019"), Until::GoesOn, "2022-06-01", yes),
            (at("2019"), Until::GoesOn, "2022-06-02", still),
            // It was announced: it is so on its first day, and then as long as nobody says otherwise.
            (at("2023-01-01"), Until::GoesOn, "2022-12-31", no),
            (at("2023-01-01"), Until::GoesOn, "2023-01-01", yes),
            (at("2023-01-01"), Until::GoesOn, "2023-01-02", still),
            (None, Until::GoesOn, "2022-05-31", perhaps),
            (None, Until::GoesOn, "2022-06-01", yes),
            (None, Until::GoesOn, "2030-01-01", still),
            (at("2019-03-01"), Until::NotSaid, "2019-02-28", no),
            (at("2019-03-01"), Until::NotSaid, "2019-03-01", yes),
            (at("2019-03-01"), Until::NotSaid, "2019-03-02", perhaps),
            (at("2019"), Until::NotSaid, "2019-12-31", perhaps),
            (None, Until::NotSaid, "2022-06-01", yes),
            (None, Until::NotSaid, "1990-01-01", perhaps),
            (None, on("2020-02"), "2020-02-01", yes),
            (None, on("2020-02"), "2020-01-31", perhaps),
            (None, on("2020-02"), "2020-02-29", perhaps),
            (None, on("2020-02"), "2020-03-01", no),
            (at("2020-02-29"), on("2020-02-29"), "2020-02-29", yes),
            (at("2020"), on("2020"), "2020-06-01", perhaps),
        ] {
            let validity = Validity { from, until };
            let said = validity.covers(day(about), day("2022-06-01"));
            assert_eq!(said, covers, "{from:?} {until:?} {about}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(text in "\\PC{0,12}|[0-9-]{0,11}") {
            if let Ok(dated) = text.parse::<Dated>() {
                prop_assert_eq!(dated.to_string(), text);
                prop_assert!(dated.first() <= dated.last());
            }
        }

        /// The less exact a source is, the less is sure, and nothing that was possible becomes impossible.
        #[test]
        fn what_is_told_less_exactly_covers_no_less(days in (0i64..30_000, 0i64..3_000), about in 0i64..33_000, seen in 0i64..33_000) {
            let exact = |d: i64| { let date = Day(d).date(); Dated::day(date.year(), date.month(), date.day()).unwrap() };
            let coarse = |d: i64| Dated::year(Day(d).date().year()).unwrap();
            let (from, to) = (days.0, days.0 + days.1);
            let said = |of: &dyn Fn(i64) -> Dated| Validity { from: Some(of(from)), until: Until::On(of(to)) }.covers(Day(about), Day(seen));
            let (exact, coarse) = (said(&exact), said(&coarse));
            prop_assert_eq!(exact == Covers::Yes, (from..=to).contains(&about));
            prop_assert!(exact != Covers::Perhaps);
            prop_assert!(exact == Covers::No || coarse != Covers::No);
            prop_assert!(coarse != Covers::Yes || exact == Covers::Yes);
        }
    }
}

//! Quarters of a year: the finest time that a number for the public has. A week or a day would be about somebody.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Day;

/// A quarter of a year, written `2026-Q1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter(
    /// Quarters since the year 0.
    i32,
);

/// What was read is no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a quarter is written like 2026-Q1")]
pub struct NotAQuarter;

impl Quarter {
    /// The first to the fourth quarter of a year of four digits.
    pub fn new(year: i32, number: i32) -> Option<Self> {
        let is = (1000..=9999).contains(&year) && (1..=4).contains(&number);
        is.then_some(Self(year * 4 + number - 1))
    }

    /// The quarter in which a day lies.
    pub fn of(day: Day) -> Self {
        let date = day.date();
        let quarter = (i32::from(date.month()) - 1) / 3;
        Self(i32::from(date.year()) * 4 + quarter)
    }

    pub fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// From 1 to 4.
    pub fn number(self) -> i32 {
        self.0.rem_euclid(4) + 1
    }

    /// So many quarters later; earlier where it is negative.
    pub fn plus(self, quarters: i32) -> Self {
        Self(self.0.saturating_add(quarters))
    }

    /// The last quarter of the same year.
    fn end_of_year(self) -> Self {
        Self(self.year() * 4 + 3)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year(), self.number())
    }
}

impl FromStr for Quarter {
    type Err = NotAQuarter;

    fn from_str(text: &str) -> Result<Self, NotAQuarter> {
        let (year, number) = text.split_once("-Q").ok_or(NotAQuarter)?;
        let digits = |text: &str, long| {
            let all = text.len() == long && text.bytes().all(|b| b.is_ascii_digit());
            all.then(|| text.parse().ok()).flatten()
        };
        let (year, number) = digits(year, 4).zip(digits(number, 1)).ok_or(NotAQuarter)?;
        Self::new(year, number).ok_or(NotAQuarter)
    }
}

impl TryFrom<String> for Quarter {
    type Error = NotAQuarter;

    fn try_from(text: String) -> Result<Self, NotAQuarter> {
        text.parse()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}

/// How long the time is that is told at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    Quarter,
    Year,
}

/// Whole quarters that are told at once. Periods follow one another without a gap and never overlap, so that a case is in one alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    pub first: Quarter,
    pub last: Quarter,
}

impl Period {
    /// The period that begins with a quarter. That of a year ends with the year, so that one that begins late is only shorter.
    pub fn beginning(first: Quarter, span: Span) -> Self {
        let last = match span {
            Span::Quarter => first,
            Span::Year => first.end_of_year(),
        };
        Self { first, last }
    }

    pub fn contains(self, quarter: Quarter) -> bool {
        (self.first..=self.last).contains(&quarter)
    }

    /// Its quarters in their order.
    pub fn quarters(self) -> impl Iterator<Item = Quarter> {
        (self.first.0..=self.last.0).map(Quarter)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = self;
        match first {
            _ if first == last => first.fmt(f),
            _ if first.number() == 1 && *last == first.end_of_year() => {
                write!(f, "{:04}", first.year())
            }
            _ => write!(f, "{first}/{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn quarter(text: &str) -> Quarter {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_lies_in_its_quarter() {
        for (date, is) in [
            ("2026-01-01", "2026-Q1"),
            ("2026-03-31", "2026-Q1"),
            ("2026-04-01", "2026-Q2"),
            ("2025-12-31", "2025-Q4"),
        ] {
            let day = Day::from_date(date.parse().unwrap());
            assert_eq!(Quarter::of(day).to_string(), is, "{date}");
        }
        assert_eq!(quarter("2025-Q4").plus(1), quarter("2026-Q1"));
        assert_eq!(quarter("2026-Q1").plus(-5), quarter("2024-Q4"));
    }

    #[test]
    fn only_quarters_are_read() {
        for wrong in [
            "2026-Q0", "2026-Q5", "2026-1", "26-Q1", "2026-Q01", "+026-Q1", "2026-Q", "",
        ] {
            assert_eq!(wrong.parse::<Quarter>(), Err(NotAQuarter), "{wrong}");
        }
        let json = serde_json::to_string(&quarter("2026-Q3")).unwrap();
        assert_eq!(json, "\"2026-Q3\"");
        assert_eq!(
            serde_json::from_str::<Quarter>(&json).unwrap(),
            quarter("2026-Q3")
        );
    }

    #[test]
    fn a_period_is_a_year_a_quarter_or_what_is_left_of_a_year() {
        let told = |first, span| Period::beginning(quarter(first), span).to_string();
        assert_eq!(told("2026-Q1", Span::Year), "2026");
        assert_eq!(told("2026-Q3", Span::Year), "2026-Q3/2026-Q4");
        assert_eq!(told("2026-Q4", Span::Year), "2026-Q4");
        assert_eq!(told("2026-Q2", Span::Quarter), "2026-Q2");
        let year = Period::beginning(quarter("2026-Q1"), Span::Year);
        assert_eq!(year.quarters().count(), 4);
        assert!(year.contains(quarter("2026-Q4")) && !year.contains(quarter("2027-Q1")));
    }
}

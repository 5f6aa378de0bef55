//! Answers, as a person gave them: never made more exact than they were.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Day;

/// How exactly a day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    Exact,
    About,
    Month,
    Season,
    Year,
    Unknown,
}

impl Precision {
    pub const ALL: [Precision; 6] = [
        Precision::Exact,
        Precision::About,
        Precision::Month,
        Precision::Season,
        Precision::Year,
        Precision::Unknown,
    ];

    /// The stable code, also the end of its message key (`precision-…`).
    pub fn code(self) -> &'static str {
        match self {
            Precision::Exact => "exact",
            Precision::About => "about",
            Precision::Month => "month",
            Precision::Season => "season",
            Precision::Year => "year",
            Precision::Unknown => "unknown",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// What was said of it, but no more exact than what was given: a day, a month, a year or nothing. Own words can tell a season
    /// where no month was given.
    #[must_use]
    pub fn at_most(self, given: Precision, in_words: bool) -> Self {
        use Precision::{About, Exact, Month, Season, Unknown, Year};
        match (self, given) {
            (Unknown, _) => Unknown,
            (Season, Year | Unknown) if in_words => Season,
            (_, Unknown) => Unknown,
            (About, _) => About,
            (Exact, given) => given,
            (Month, Year) | (Season, Year) | (Year, _) => Year,
            (Month, _) => Month,
            (Season, _) => Season,
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Text(String),
    One(String),
    Many(Vec<String>),
    When {
        words: String,
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
        precision: Precision,
    },
    Where {
        words: String,
        country: Option<String>,
        district: Option<String>,
    },
    /// "I don't know."
    Unknown,
    /// "I'd rather not say."
    RatherNot,
}

impl Answer {
    /// Whether it chose this option.
    pub fn holds(&self, option: &str) -> bool {
        match self {
            Answer::One(chosen) => chosen == option,
            Answer::Many(chosen) => chosen.iter().any(|c| c == option),
            _ => false,
        }
    }

    /// The options that it chose.
    pub fn options(&self) -> &[String] {
        match self {
            Answer::One(chosen) => std::slice::from_ref(chosen),
            Answer::Many(chosen) => chosen,
            _ => &[],
        }
    }

    /// The person's own words, if the answer has any.
    pub fn words(&self) -> Option<&str> {
        match self {
            Answer::Text(words) | Answer::When { words, .. } | Answer::Where { words, .. } => {
                Some(words)
            }
            _ => None,
        }
    }
}

impl Answer {
    /// The day on which it was, as nearly as a year at least was said: the middle of what is not known more exactly.
    pub fn about(&self) -> Option<Day> {
        let Answer::When {
            year, month, day, ..
        } = self
        else {
            return None;
        };
        let (month, day) = match (*month, *day) {
            (Some(month), Some(day)) => (month, day),
            (Some(month), None) => (month, 15),
            (None, _) => (7, 1),
        };
        let date = jiff::civil::Date::new((*year)?, month, day).ok()?;
        Some(Day::from_date(date))
    }

    /// The district, and the place in the person's words.
    pub fn place(&self) -> (Option<&str>, &str) {
        match self {
            Answer::Where {
                words, district, ..
            } => (district.as_deref(), words),
            _ => (None, ""),
        }
    }
}

/// The answers of one report, by the key of the question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

impl Answers {
    pub fn get(&self, key: &str) -> Option<&Answer> {
        self.0.get(key)
    }

    pub fn set(&mut self, key: &str, answer: Option<Answer>) {
        match answer {
            Some(answer) => self.0.insert(key.to_owned(), answer),
            None => self.0.remove(key),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_as_near_as_it_was_said() {
        let when = |year, month, day| Answer::When {
            words: String::new(),
            year,
            month,
            day,
            precision: Precision::About,
        };
        let date = |answer: Answer| answer.about().map(|day| day.date().to_string());
        let exact = date(when(Some(2026), Some(3), Some(9)));
        assert_eq!(exact.as_deref(), Some("2026-03-09"));
        let month = date(when(Some(2026), Some(3), None));
        assert_eq!(month.as_deref(), Some("2026-03-15"));
        let year = date(when(Some(2026), None, Some(9)));
        assert_eq!(year.as_deref(), Some("2026-07-01"));
        assert_eq!(date(when(None, Some(3), Some(9))), None);
        assert_eq!(date(when(Some(2026), Some(13), Some(9))), None);
        assert_eq!(date(Answer::Unknown), None);
    }
}

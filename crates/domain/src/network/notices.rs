//! Mail that says "there is something new" to a member, and nothing else: for whom, and when.

use serde::{Deserialize, Serialize};

use crate::{Day, MemberId};

/// Whom an act gives something new to read or to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Nobody,
    /// All who read the case, but not this member, who did it.
    Readers {
        but: Option<MemberId>,
    },
    One(MemberId),
}

/// How often mail may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowOften {
    /// At most once an hour, and not in the quiet hours.
    Hourly,
    /// Once a day, at an hour.
    Daily,
}

impl HowOften {
    pub const ALL: [HowOften; 2] = [HowOften::Hourly, HowOften::Daily];

    /// The stable code, also the end of its message key (`often-…`).
    pub fn code(self) -> &'static str {
        match self {
            HowOften::Hourly => "hourly",
            HowOften::Daily => "daily",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// When a member wants mail. Hours are those of their own time zone, 0 to 23.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    pub often: HowOften,
    /// The hour of the daily mail.
    pub at: i8,
    /// The quiet hours: from the first, until the second; none when both are the same.
    pub quiet: (i8, i8),
}

/// An hour of a day where the member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalHour {
    pub day: Day,
    pub hour: i8,
}

impl When {
    fn is_quiet(&self, hour: i8) -> bool {
        let (from, until) = self.quiet;
        match from <= until {
            true => hour >= from && hour < until,
            // Over midnight.
            false => hour >= from || hour < until,
        }
    }

    /// Whether mail that waits goes out now. A clock that was set back counts as another hour, so that no mail waits for the
    /// old time to come again.
    pub fn is_due(&self, last: Option<LocalHour>, now: LocalHour) -> bool {
        match self.often {
            HowOften::Hourly => !self.is_quiet(now.hour) && last != Some(now),
            HowOften::Daily => now.hour >= self.at && last.is_none_or(|l| l.day != now.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64, hour: i8) -> LocalHour {
        LocalHour {
            day: Day(day),
            hour,
        }
    }

    #[test]
    fn hourly_mail_keeps_the_quiet_hours() {
        let when = When {
            often: HowOften::Hourly,
            at: 0,
            quiet: (22, 7),
        };
        for (last, now, due) in [
            (None, at(1, 12), true),
            (Some(at(1, 12)), at(1, 12), false),
            (Some(at(1, 12)), at(1, 13), true),
            (Some(at(1, 21)), at(1, 22), false),
            (Some(at(1, 21)), at(2, 0), false),
            (Some(at(1, 21)), at(2, 6), false),
            (Some(at(1, 21)), at(2, 7), true),
            (Some(at(9, 12)), at(1, 12), true),
        ] {
            assert_eq!(when.is_due(last, now), due, "{last:?} {now:?}");
        }
        let never_quiet = When {
            quiet: (5, 5),
            ..when
        };
        assert!((0..24).all(|hour| never_quiet.is_due(None, at(1, hour))));
        let at_noon = When {
            quiet: (12, 14),
            ..when
        };
        let quiet: Vec<i8> = (0..24)
            .filter(|hour| !at_noon.is_due(None, at(1, *hour)))
            .collect();
        assert_eq!(quiet, [12, 13]);
    }

    #[test]
    fn daily_mail_comes_once_and_not_before_its_hour() {
        let when = When {
            often: HowOften::Daily,
            at: 8,
            quiet: (0, 23),
        };
        for (last, now, due) in [
            (None, at(1, 7), false),
            (None, at(1, 8), true),
            // The server was down at eight.
            (Some(at(0, 8)), at(1, 15), true),
            (Some(at(1, 8)), at(1, 23), false),
            (Some(at(1, 8)), at(2, 7), false),
            (Some(at(1, 8)), at(2, 8), true),
            (Some(at(5, 8)), at(2, 8), true),
        ] {
            assert_eq!(when.is_due(last, now), due, "{last:?} {now:?}");
        }
    }
}

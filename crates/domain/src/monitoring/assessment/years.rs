//! Whether an assessment came in time, and how it stands to the one of the year before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    super::{
        answer::{self, Since},
        framework::compare,
    },
    Act, Assessment, Entry,
};
use crate::{Day, remedies::Code};

/// Whether it came in time. It follows from days alone, and nobody sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timeliness {
    /// It is not due yet.
    Open { days_left: i64 },
    /// It was submitted in time.
    InTime,
    /// It was submitted, so many days late.
    Late { days: i64 },
    /// It was not submitted, and is late by so many days up to now.
    Overdue { days: i64 },
    /// It was not submitted, and so many days are over that it counts as missing.
    Missing { days: i64 },
}

impl Timeliness {
    /// The stable code, also the end of its message key (`timeliness-…`).
    pub fn code(self) -> &'static str {
        match self {
            Timeliness::Open { .. } => "open",
            Timeliness::InTime => "in-time",
            Timeliness::Late { .. } => "late",
            Timeliness::Overdue { .. } => "overdue",
            Timeliness::Missing { .. } => "missing",
        }
    }

    /// Whether it can give rise to a concern.
    pub fn can_signal(self) -> bool {
        matches!(self, Timeliness::Late { .. } | Timeliness::Missing { .. })
    }
}

/// How each indicator stands to last year.
pub type SinceLast = BTreeMap<Code, Since>;

impl Assessment<'_> {
    /// The last day on which it is in time, with what was granted.
    pub fn due(&self) -> Day {
        let granted = self.entries.iter().filter_map(|entry| match entry.act {
            Act::Extended { until } => Some(until),
            _ => None,
        });
        granted.fold(self.call.due, Day::max)
    }

    /// When it was submitted first; a correction later changes nothing of that.
    pub fn submitted_on(&self) -> Option<Day> {
        let first = self.first_submission()?;
        self.entries.get(first).map(|entry| entry.done.on)
    }

    fn first_submission(&self) -> Option<usize> {
        let is_submitted = |entry: &Entry| matches!(entry.act, Act::Submitted { .. });
        self.entries.iter().position(is_submitted)
    }

    /// Whether it came in time, as it is known on a day.
    pub fn timeliness(&self, today: Day) -> Timeliness {
        let known = self.at(today);
        // Time that was granted after it came does not make it earlier.
        let before = known.first_submission().unwrap_or(known.entries.len());
        let due = known.first(before).due();
        let days = known.submitted_on().unwrap_or(today).days_from(due);
        match known.submitted_on() {
            Some(_) if days <= 0 => Timeliness::InTime,
            Some(_) => Timeliness::Late { days },
            None if days <= 0 => Timeliness::Open { days_left: -days },
            None if days <= i64::from(self.framework.missing_after) => Timeliness::Overdue { days },
            None => Timeliness::Missing { days },
        }
    }

    /// How each indicator that is asked this year stands to another year, whatever versions of the framework both were asked by.
    pub fn since(&self, last: &Assessment<'_>) -> SinceLast {
        let (now, then) = (self.answers(), last.answers());
        let (split, split_then) = (now.conflicts(), then.conflicts());
        let (now, then) = (now.settled(), then.settled());
        let compared = compare(last.framework, self.framework);
        let mut since = SinceLast::new();
        for own in self.asked() {
            let is_own = |code: &Code| *code == own.code;
            let pair = compared
                .iter()
                .find(|pair| pair.now.is_some_and(|n| is_own(&n.code)));
            let before = pair.and_then(|pair| pair.before).map(|before| &before.code);
            let said = now.get(&own.code).map(|filled| &filled.answer);
            let said_then = before.and_then(|code| then.get(code)).map(|f| &f.answer);
            // Where two stand side by side, nobody can say which of them is better or worse.
            let is_split = split.contains_key(&own.code)
                || before.is_some_and(|code| split_then.contains_key(code));
            let is_comparable = pair.is_some_and(|pair| pair.is_comparable());
            let are_both = said.is_some() && said_then.is_some();
            let stands = match is_split || (are_both && !is_comparable) {
                true => Since::NotComparable,
                false => answer::since(own, said_then, said),
            };
            since.insert(own.code.clone(), stands);
        }
        since
    }
}

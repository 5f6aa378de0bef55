//! The numbers of a desk, for those who read no case: by state, by week of arrival and by clock, small counts left out.

use std::collections::BTreeSet;

use watchpost_domain::{
    Day,
    cases::numbers::shown,
    policy::{authorize, desks as may},
    procedure::Code,
};
use watchpost_store::numbers::{Counted, counted};

use crate::{Error, Platform, accounts::Session};

/// How many weeks are told apart, the present one the first.
const WEEKS: i64 = 12;
/// Days within which a clock is about to run out.
const SOON: i64 = 7;

/// How the clock of a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Overdue,
    Soon,
    Later,
    None,
}

impl Clock {
    const ALL: [Clock; 4] = [Clock::Overdue, Clock::Soon, Clock::Later, Clock::None];

    /// The stable code, also the end of its message key (`numbers-clock-…`).
    pub fn code(self) -> &'static str {
        match self {
            Clock::Overdue => "overdue",
            Clock::Soon => "soon",
            Clock::Later => "later",
            Clock::None => "none",
        }
    }

    fn of(case: &Counted, today: Day) -> Self {
        match case.due.map(|day| day.days_from(today)) {
            None => Clock::None,
            Some(days) if days < 0 => Clock::Overdue,
            Some(days) if days <= SOON => Clock::Soon,
            Some(_) => Clock::Later,
        }
    }
}

/// Counts; nothing where one is too small to be told.
pub struct Numbers {
    /// By the state of the newest procedure, in its order; those of older ones that it no longer has come after.
    pub states: Vec<(Code, Option<u64>)>,
    /// By the Monday of the week of arrival, the newest first; `None` for all weeks before.
    pub weeks: Vec<(Option<Day>, Option<u64>)>,
    pub clocks: Vec<(Clock, Option<u64>)>,
}

/// How many of `cases` fall under each of these.
fn count<K: Clone + PartialEq>(
    kinds: Vec<K>,
    cases: &[Counted],
    of: impl Fn(&Counted) -> K,
) -> Vec<(K, Option<u64>)> {
    let counts = kinds.iter().map(|kind| {
        let those = cases.iter().filter(|case| of(case) == *kind);
        those.map(|case| case.cases).sum()
    });
    let counts: Vec<u64> = counts.collect();
    kinds.into_iter().zip(shown(&counts)).collect()
}

impl Platform {
    /// The numbers of one's own desk.
    ///
    /// # Errors
    /// `Denied` when they may not see them.
    pub async fn numbers(&self, session: &Session) -> Result<Numbers, Error> {
        let desk = authorize::<may::SeeNumbers>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let cases = counted(&mut tx, desk.id).await?;
        let (_, procedure) = self.latest_procedure(&mut tx).await?;
        // Nothing that was sent stands before the beginning.
        let sent = { procedure.states.iter() }.filter(|state| state.code != procedure.start);
        let mut states: Vec<Code> = sent.map(|state| state.code.clone()).collect();
        let older: BTreeSet<&Code> = { cases.iter().map(|case| &case.state) }
            .filter(|code| !states.contains(code))
            .collect();
        states.extend(older.into_iter().cloned().collect::<Vec<_>>());
        let (today, this_week) = (self.today(), Day::week_of(self.now()));
        let weeks = (0..WEEKS).map(|n| Some(this_week.plus(-7 * n)));
        let weeks: Vec<Option<Day>> = weeks.chain([None]).collect();
        let oldest = this_week.plus(-7 * (WEEKS - 1));
        Ok(Numbers {
            states: count(states, &cases, |case| case.state.clone()),
            weeks: count(weeks, &cases, |case| {
                Some(case.week).filter(|week| *week >= oldest)
            }),
            clocks: count(Clock::ALL.into(), &cases, |case| Clock::of(case, today)),
        })
    }
}

//! Concerns about a company (domain dossier, 3.2): from a signal to measures that somebody saw, or to the board. They are confidential: the company
//! is told what concerns it, and nobody else is.

mod action;
mod promise;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    course::{Attempt, Course, Move, Need, Refused, Walk},
    finding::{Bucket, Origin},
    flaw::{Check, Flaw, Flawed, TEXT_MAX},
    proposal::{Because, Proposal},
};
use crate::{
    CompanyId, ConcernId, Day, FindingId, MemberId, calendar::Calendar, conduct::Citation,
    registry::Country,
};

pub use action::{Act, Action, ActionEntry, Asked, Verified};
pub use promise::{Effect, Owner, Promise, Shown};

/// What a concern is about. It stays with those who need to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub id: ConcernId,
    pub company: CompanyId,
    pub bucket: Bucket,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub countries: BTreeSet<Country>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub cites: BTreeSet<Citation>,
    pub began: Day,
}

/// What gave rise to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    pub of: SignalOf,
    pub on: Day,
    pub by: MemberId,
    /// Why it gives rise to a concern.
    pub why: String,
}

/// From where a signal comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignalOf {
    Finding(FindingId),
    /// Such as a note, or an assessment that is missing. Of complaints it is said that there were some, and never which.
    From(Origin),
}

impl SignalOf {
    /// The stable code, also the end of its message key (`signal-…`).
    pub fn code(self) -> &'static str {
        match self {
            SignalOf::Finding(_) => "finding",
            SignalOf::From(origin) => origin.code(),
        }
    }
}

impl About {
    /// Looks through what a concern is about.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        for country in &self.countries {
            check.country("countries", country);
        }
        check.few("cites", self.cites.len());
        check.cites("cites", self.cites.iter());
        check.done()
    }
}

impl Signal {
    /// Looks through a signal beside those that there are.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, before: &[Signal], today: Day) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        check.text("why", &self.why, TEXT_MAX);
        check.not_later("on", self.on, today);
        // That there were complaints can be said again; anything else is one signal.
        let is_again = before.iter().any(|own| own.of == self.of);
        let can_be_again = self.of == SignalOf::From(Origin::Complaints);
        check.is(can_be_again || !is_again, "of", Flaw::Twice);
        check.done()
    }
}

/// A concern: what it is about, and all that happened.
#[derive(Debug, Clone)]
pub struct Concern<'a> {
    pub about: &'a About,
    pub course: &'a Course,
    /// In the order in which they were done.
    pub moves: &'a [Move],
    pub signals: &'a [Signal],
    /// What the company is to put right.
    pub actions: &'a [Action<'a>],
}

impl<'a> Concern<'a> {
    pub fn walk(&self) -> Walk<'a> {
        Walk {
            course: self.course,
            began: self.about.began,
            moves: self.moves,
        }
    }

    pub fn state(&self) -> &'a str {
        self.walk().state()
    }

    /// Whether something is so that an act needs.
    pub fn holds(&self, need: Need) -> bool {
        let live = || self.actions.iter().filter(|action| !action.is_withdrawn());
        let any = live().next().is_some();
        match need {
            Need::Signal => !self.signals.is_empty(),
            Need::ActionsProposed => any,
            Need::ActionsAgreed => any && live().all(Action::is_agreed),
            Need::ActionsVerified => any && live().all(Action::is_verified),
            _ => false,
        }
    }

    /// Does an act, and tells what it says to the registry.
    ///
    /// # Errors
    /// Why it cannot be done. Nothing changed then.
    pub fn step(
        &self,
        attempt: &Attempt<'_>,
        calendar: &Calendar,
    ) -> Result<(Move, Option<Proposal>), Refused> {
        let walk = self.walk();
        let done = walk.step(attempt, calendar, |need| self.holds(need))?;
        let proposal = walk.proposes(&done).map(|becomes| Proposal {
            company: self.about.company,
            becomes,
            reason: done.reason.clone(),
            on: done.on,
            because: Because::Concern(self.about.id),
        });
        Ok((done, proposal))
    }

    /// The actions that are overdue on a day.
    pub fn overdue(&self, today: Day) -> impl Iterator<Item = &'a Action<'a>> + use<'a> {
        let actions: &'a [Action<'a>] = self.actions;
        actions
            .iter()
            .filter(move |action| action.is_overdue(today))
    }
}

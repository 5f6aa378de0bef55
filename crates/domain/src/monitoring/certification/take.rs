//! Doing something in a certification: each act is looked through and, where it can be done, gives the entry that it leaves.

use super::{
    super::{
        course::{Attempt, Need},
        flaw::{Check, Flaw},
        proposal::{Because, Proposal},
        taken::NotTaken,
    },
    Act, Certification, Entry, Given, Keeping,
};
use crate::{Day, EvidenceId, calendar::Calendar, remedies::Code};

/// What somebody wants to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Add(Given),
    Survey {
        on: Day,
        report: EvidenceId,
    },
    /// Another act of the course, such as submitting.
    Step(Code),
}

impl Asked {
    /// The act of the course that it is.
    pub fn act(&self) -> &str {
        match self {
            Asked::Add(_) => "add",
            Asked::Survey { .. } => "survey",
            Asked::Step(act) => act,
        }
    }
}

/// The acts that carry something, and so are no plain steps.
const CARRY: [&str; 2] = ["add", "survey"];

impl Certification<'_> {
    /// Does something, and gives the entry that it leaves, and what it says to the registry. `attempt` says who tries, as whom and on
    /// which day; its act is that of `asked`.
    ///
    /// # Errors
    /// Why it cannot be done. Nothing changed then.
    pub fn take(
        &self,
        asked: Asked,
        attempt: &Attempt<'_>,
        calendar: &Calendar,
    ) -> Result<(Entry, Option<Proposal>), NotTaken> {
        let tried = Attempt {
            act: asked.act(),
            ..attempt.clone()
        };
        let holds = |need: Need| self.holds(need, &asked, attempt.on);
        let walk = self.walk();
        let done = walk.step(&tried, calendar, holds)?;
        self.flaws(&asked, attempt.on)?;
        let proposal = walk.proposes(&done).map(|becomes| Proposal {
            company: self.request.company,
            becomes,
            reason: None,
            on: done.on,
            because: Because::Certification(self.request.id),
        });
        let act = match asked {
            Asked::Add(given) => Act::Added(given),
            Asked::Survey { on, report } => Act::Surveyed { on, report },
            Asked::Step(act) if CARRY.contains(&act.as_str()) => return Err(NotTaken::NotAStep),
            Asked::Step(_) => Act::Stepped,
        };
        Ok((Entry { done, act }, proposal))
    }

    fn holds(&self, need: Need, asked: &Asked, today: Day) -> bool {
        let keeping = self.dates().on(today);
        let is_lapsed = matches!(keeping, Keeping::Lapsed { .. });
        match need {
            Need::PartsComplete => self.missing(today).is_empty(),
            Need::Dated => !is_lapsed && !matches!(keeping, Keeping::NotYet { .. }),
            Need::Surveyed => matches!(asked, Asked::Survey { .. }),
            Need::SurveillanceCame => matches!(keeping, Keeping::SurveillanceDue { .. }),
            Need::RenewalCame => matches!(keeping, Keeping::RenewalDue { .. }),
            Need::NoLongerGood => is_lapsed,
            _ => false,
        }
    }

    fn flaws(&self, asked: &Asked, today: Day) -> Result<(), NotTaken> {
        let mut check = Check::default();
        match asked {
            Asked::Add(given) => given.check(&mut check, self.rules),
            Asked::Survey { on, .. } => {
                check.not_later("on", *on, today);
                let then = self.dates().on(*on);
                let is_early = matches!(then, Keeping::NotYet { .. });
                check.is(!is_early, "on", Flaw::TooEarly);
                let is_late = matches!(then, Keeping::Lapsed { .. });
                check.is(!is_late, "on", Flaw::TooLate);
            }
            Asked::Step(_) => {}
        }
        check.done().map_err(NotTaken::Flawed)
    }
}

//! Doing something in a mission: each act is looked through and, where it can be done, gives the entry that it leaves.

use super::{
    super::{
        course::{Attempt, Need},
        flaw::{Flaw, Flawed},
        taken::NotTaken,
    },
    Act, Entry, FieldNote, FieldSheet, Mission, Noted, Plan, field,
};
use crate::{Day, EvidenceId, calendar::Calendar, remedies::Code};

/// What somebody wants to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Plan(Plan),
    Acknowledge,
    /// All that a device has, also what is here already.
    Note(FieldSheet),
    Write {
        report: EvidenceId,
    },
    Reply {
        file: Option<EvidenceId>,
    },
    /// Another act of the course, such as setting out.
    Step(Code),
}

impl Asked {
    /// The act of the course that it is.
    pub fn act(&self) -> &str {
        match self {
            Asked::Plan(_) => "plan",
            Asked::Acknowledge => "acknowledge",
            Asked::Note(_) => "note",
            Asked::Write { .. } => "write",
            Asked::Reply { .. } => "reply",
            Asked::Step(act) => act,
        }
    }
}

/// The acts that carry something, and so are no plain steps.
const CARRY: [&str; 5] = ["plan", "acknowledge", "note", "write", "reply"];

/// As whom somebody acts who is of the team. Nobody says that of themselves: the plan does.
const OF_TEAM: [&str; 2] = ["lead", "team"];

impl Mission<'_> {
    /// Does something, and gives the entry that it leaves. `attempt` says who tries, as whom and on which day; its act is that of `asked`.
    ///
    /// # Errors
    /// Why it cannot be done. Nothing changed then.
    pub fn take(
        &self,
        asked: Asked,
        attempt: &Attempt<'_>,
        calendar: &Calendar,
    ) -> Result<Entry, NotTaken> {
        let plan = self.plan().map(|(_, plan)| plan);
        let of_team = plan.zip(attempt.by).map(|(plan, by)| plan.actors_of(by));
        let others = attempt.actors.iter().filter(|who| !OF_TEAM.contains(who));
        let actors: Vec<&str> = { others.copied() }
            .chain(of_team.unwrap_or_default().iter().copied())
            .collect();
        let tried = Attempt {
            act: asked.act(),
            actors: &actors,
            ..attempt.clone()
        };
        let holds = |need: Need| self.holds(need, attempt.on);
        let done = self.walk().step(&tried, calendar, holds)?;
        self.flaws(&asked, attempt.on)?;
        let act = match asked {
            Asked::Plan(plan) => Act::Planned(plan),
            Asked::Acknowledge => Act::Acknowledged {
                plan: self.plan().map_or(0, |(number, _)| number),
            },
            Asked::Note(sheet) => Act::Noted(sheet),
            Asked::Write { report } => Act::Written { report },
            Asked::Reply { file } => Act::Replied { file },
            Asked::Step(act) if CARRY.contains(&act.as_str()) => return Err(NotTaken::NotAStep),
            Asked::Step(_) => Act::Stepped,
        };
        Ok(Entry { done, act })
    }

    /// Whether something is so that an act needs.
    pub fn holds(&self, need: Need, today: Day) -> bool {
        let plan = self.plan().map(|(_, plan)| plan);
        match need {
            Need::PlanWhole => plan.is_some_and(Plan::is_whole),
            Need::SafetyAcknowledged => plan.is_some() && self.unaware().is_empty(),
            Need::DayReached => plan.is_some_and(|plan| plan.from <= today),
            Need::NoConflicts => self.sheet().conflicts().is_empty(),
            Need::Debriefed => {
                let sheet = self.sheet();
                let debrief = sheet.settled().get(&Noted::Debrief).copied();
                matches!(debrief, Some(FieldNote::Debrief(_)))
            }
            Need::ReportWritten => !self.reports().is_empty(),
            _ => false,
        }
    }

    fn flaws(&self, asked: &Asked, today: Day) -> Result<(), NotTaken> {
        match (asked, self.plan()) {
            (Asked::Plan(plan), _) => plan.check().map_err(NotTaken::Flawed),
            (Asked::Note(sheet), Some((_, plan))) => self.check_sheet(sheet, plan, today),
            (Asked::Note(_), None) => Err(NotTaken::Flawed(vec![Flawed {
                field: "plan",
                flaw: Flaw::OutOfPlan,
            }])),
            _ => Ok(()),
        }
    }

    /// What is new of a sheet. What is here already was looked through when it came, maybe under an earlier plan.
    fn check_sheet(&self, sheet: &FieldSheet, plan: &Plan, today: Day) -> Result<(), NotTaken> {
        let here = self.sheet();
        let is_here = |own| here.all().any(|other| other == own);
        let wrong = sheet.all().filter(|own| !is_here(*own)).filter_map(|own| {
            let flaws = field::check(own, plan, self.framework, today).err()?;
            Some((own.id, flaws))
        });
        let wrong: Vec<_> = wrong.collect();
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(NotTaken::Notes(wrong)),
        }
    }
}

//! Doing something with a self-assessment: each act is looked through and, where it can be done, gives the entry that it leaves.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        course::{Attempt, Move, Need, Refused},
        flaw::{Check, Flaw, Flawed, NAME_MAX, TEXT_MAX},
        taken::NotTaken,
        versions::Writes,
    },
    Act, Assessment, Delegation, Entry, Feedback, Filled, Gap,
};
use crate::{Day, MemberId, VersionId, calendar::Calendar, remedies::Code};

/// What somebody wants to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Save an answer, or take one back, over the versions that were shown.
    Save {
        indicator: Code,
        filled: Option<Filled>,
        seen: BTreeSet<VersionId>,
        id: VersionId,
    },
    Delegate(Delegation),
    /// With a reason for each gap.
    Submit {
        reasons: BTreeMap<Code, String>,
    },
    SayFeedback(Feedback),
    Extend {
        until: Day,
    },
    Reopen {
        indicators: BTreeSet<Code>,
    },
    /// Another act of the course, such as closing it.
    Step(Code),
}

impl Asked {
    /// The act of the course that it is.
    pub fn act(&self) -> &str {
        match self {
            Asked::Save { .. } => "save",
            Asked::Delegate(_) => "delegate",
            Asked::Submit { .. } => "submit",
            Asked::SayFeedback(_) => "say-feedback",
            Asked::Extend { .. } => "extend",
            Asked::Reopen { .. } => "reopen",
            Asked::Step(act) => act,
        }
    }
}

/// The acts that carry something, and so are no plain steps.
const CARRY: [&str; 6] = [
    "save",
    "delegate",
    "submit",
    "say-feedback",
    "extend",
    "reopen",
];

impl Assessment<'_> {
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
        let tried = Attempt {
            act: asked.act(),
            ..attempt.clone()
        };
        let holds = |need: Need| match need {
            Need::FeedbackSaid => !self.feedback().is_empty(),
            // Which are missing is told below, with more than that something is.
            Need::GapsExplained => true,
            _ => false,
        };
        let done = self.walk().step(&tried, calendar, holds)?;
        if let Asked::Submit { reasons } = &asked {
            self.explained(reasons)?;
        }
        self.flaws(&asked, attempt.on)?;
        let act = self.act(asked, &done)?;
        Ok(Entry { done, act })
    }

    /// Whether each gap has a reason. A conflict has none: somebody looks at both answers.
    fn explained(&self, reasons: &BTreeMap<Code, String>) -> Result<(), NotTaken> {
        let has = |code: &Code| reasons.get(code).is_some_and(|why| !why.trim().is_empty());
        let mut gaps = self.gaps();
        gaps.retain(|code, gap| *gap == Gap::Conflict || !has(code));
        match gaps.is_empty() {
            true => Ok(()),
            false => Err(NotTaken::Gaps(gaps)),
        }
    }

    fn flaws(&self, asked: &Asked, today: Day) -> Result<(), NotTaken> {
        let mut check = Check::default();
        let is_asked = |code: &str| self.indicator(code).is_some();
        match asked {
            Asked::Save {
                indicator, filled, ..
            } => self.check_answer(&mut check, (indicator, filled.as_ref()), today),
            Asked::Delegate(own) => {
                let is_one = |code: &str| self.sections().iter().any(|s| s.code == code);
                check.is(is_one(&own.section), "section", Flaw::NotAsked);
                check.text("role", &own.role, NAME_MAX);
            }
            Asked::Submit { reasons } => {
                for (code, why) in reasons {
                    check.is(is_asked(code), "indicator", Flaw::NotAsked);
                    check.words("reason", why, TEXT_MAX);
                }
            }
            Asked::SayFeedback(own) => {
                check.is(is_asked(&own.indicator), "indicator", Flaw::NotAsked);
                check.text("words", &own.words, TEXT_MAX);
            }
            Asked::Extend { until } => {
                let is_later = *until > self.due() && *until >= today;
                check.is(is_later, "until", Flaw::TooEarly);
            }
            Asked::Reopen { indicators } => {
                let all = indicators.iter().all(|code| is_asked(code));
                let are_some = all && !indicators.is_empty();
                check.is(are_some, "indicator", Flaw::NotAsked);
            }
            Asked::Step(_) => {}
        }
        check.done().map_err(NotTaken::Flawed)
    }

    fn check_answer(&self, check: &mut Check, (code, filled): (&str, Option<&Filled>), today: Day) {
        let Some(own) = self.indicator(code) else {
            check.add("indicator", Flaw::NotAsked);
            return;
        };
        if let Some(filled) = filled {
            check.few("evidence", filled.evidence.len());
            let flaws = filled.answer.check(&filled.note, own, today).err();
            check.flaws.extend(flaws.unwrap_or_default());
        }
    }

    fn act(&self, asked: Asked, done: &Move) -> Result<Act, NotTaken> {
        Ok(match asked {
            Asked::Save {
                indicator,
                filled,
                seen,
                id,
            } => self.saved((indicator, filled), &seen, id, done)?,
            Asked::Delegate(own) => Act::Delegated(own),
            Asked::Submit { mut reasons } => {
                let gaps = self.gaps();
                reasons.retain(|code, _| gaps.contains_key(code));
                Act::Submitted { reasons }
            }
            Asked::SayFeedback(own) => Act::FeedbackSaid(own),
            Asked::Extend { until } => Act::Extended { until },
            Asked::Reopen { indicators } => Act::Reopened { indicators },
            Asked::Step(act) if CARRY.contains(&act.as_str()) => return Err(NotTaken::NotAStep),
            Asked::Step(_) => Act::Stepped,
        })
    }

    fn saved(
        &self,
        (indicator, filled): (Code, Option<Filled>),
        seen: &BTreeSet<VersionId>,
        id: VersionId,
        done: &Move,
    ) -> Result<Act, NotTaken> {
        self.may_answer(&indicator, done.by)?;
        // Only people answer.
        let allowed = Vec::new();
        let by = done.by.ok_or(Refused::NotNow { allowed })?;
        let writes = Writes {
            id,
            by,
            on: done.on,
            why: &done.words,
        };
        let mut answers = self.answers();
        let version = answers.write(indicator, filled, seen, writes);
        let flawed = |flaw| NotTaken::Flawed(vec![Flawed { field: "id", flaw }]);
        if answers.all().any(|own| own.id == id) {
            return Err(flawed(Flaw::IdTaken));
        }
        answers.add(version.clone()).map_err(flawed)?;
        Ok(Act::Saved(version))
    }

    /// Whether somebody may answer an indicator now: those that it was opened again for, and who has the section.
    fn may_answer(&self, indicator: &str, by: Option<MemberId>) -> Result<(), NotTaken> {
        let open = self.open_again_for();
        if open.is_some_and(|open| !open.contains(indicator)) {
            return Err(NotTaken::NotOpen);
        }
        let group = self
            .indicator(indicator)
            .map_or("", |own| own.group.as_str());
        let section = self.framework.section_of(group);
        let with = self.delegations().get(section).and_then(|own| own.to);
        match with.filter(|with| Some(*with) != by) {
            Some(with) => Err(NotTaken::WithAnother {
                section: section.to_owned(),
                with,
            }),
            None => Ok(()),
        }
    }
}

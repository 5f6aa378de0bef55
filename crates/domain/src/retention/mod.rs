//! How long a case is kept once it is over: told before anybody reports, announced before anything goes, and stopped by a hold.

use serde::{Deserialize, Serialize};

use jiff::ToSpan;

use crate::{
    Day,
    cases::Case,
    fact::{CaseAct, DeskFact},
    procedure::{Effect, Procedure},
};

#[cfg(test)]
mod tests;

/// Before anything goes it is announced, so that whoever reported can take a copy and the desk can say that a court needs it. A clock that
/// jumped announces first as well.
pub const NOTICE_DAYS: i64 = 30;

/// A case that is held is looked at again after so many days.
const HELD_DAYS: i64 = 30;

/// The most months that a channel may promise.
pub const MONTHS_MAX: u16 = 600;

/// Whole months after the week in which a case ended, as a channel tells them beforehand. Policy of the installation, not of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Retention {
    /// Who reported, where they said it: their name and how to reach them.
    pub identity: u16,
    /// A case that was never taken up, such as one that others are there for.
    pub not_taken_up: u16,
    /// Every other case.
    pub taken_up: u16,
}

impl Default for Retention {
    /// Ours, and no association's: a case can be taken up again for two years, so that what was taken up is kept for longer.
    fn default() -> Self {
        Self {
            identity: 12,
            not_taken_up: 12,
            taken_up: 60,
        }
    }
}

impl Retention {
    /// Whether each is at least a month, and none so long that it is no end.
    pub fn is_sound(self) -> bool {
        let each = [self.identity, self.not_taken_up, self.taken_up];
        each.iter().all(|months| (1..=MONTHS_MAX).contains(months))
    }

    /// As it lies in a row: the three numbers in their order.
    pub fn written(self) -> String {
        format!("{} {} {}", self.identity, self.not_taken_up, self.taken_up)
    }

    /// Reads what `written` gave.
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ').map(str::parse);
        let mut next = || numbers.next()?.ok();
        let read = Self {
            identity: next()?,
            not_taken_up: next()?,
            taken_up: next()?,
        };
        (numbers.next().is_none() && read.is_sound()).then_some(read)
    }
}

/// What goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Going {
    /// Who reported.
    Identity,
    /// All of the case.
    Whole,
}

impl Going {
    /// The stable code, also the end of its message key.
    pub fn code(self) -> &'static str {
        match self {
            Going::Identity => "identity",
            Going::Whole => "whole",
        }
    }
}

/// How a case is kept, as it lies in the open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// What its channel said when the report came: what was promised then holds, whatever the channel says now.
    pub retention: Retention,
    /// It came so far that it was taken up.
    pub taken_up: bool,
    /// The Monday of the week in which it ended, or in which whoever reported last wrote after that; none while it runs.
    pub since: Option<Day>,
    /// Who reported has gone already.
    pub identity_gone: bool,
    /// The day that was announced for what goes next.
    pub announced: Option<Day>,
    /// When it has to be looked at next; none while it runs.
    pub look: Option<Day>,
}

/// What there is to do with a case that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// To say that this goes on that day.
    Announce(Going, Day),
    /// It goes.
    Go(Going),
    /// Nothing now: it is looked at again then.
    Wait,
}

impl Kept {
    /// That of a report as it comes.
    pub fn new(retention: Retention) -> Self {
        Self {
            retention,
            taken_up: false,
            since: None,
            identity_gone: false,
            announced: None,
            look: None,
        }
    }

    /// What goes next, and on which day at the earliest; none while the case runs.
    pub fn next(&self) -> Option<(Going, Day)> {
        let since = self.since?.plus(7);
        let whole = after_months(since, self.months());
        let identity = after_months(since, self.retention.identity);
        Some(match !self.identity_gone && identity < whole {
            true => (Going::Identity, identity),
            false => (Going::Whole, whole),
        })
    }

    /// The day until which all of the case is kept at least; none while it runs.
    pub fn whole_until(&self) -> Option<Day> {
        let day = after_months(self.since?.plus(7), self.months());
        let told = self
            .announced
            .filter(|_| self.next().is_some_and(|(what, _)| what == Going::Whole));
        Some(told.map_or(day, |told| told.max(day)))
    }

    fn months(&self) -> u16 {
        match self.taken_up {
            true => self.retention.taken_up,
            false => self.retention.not_taken_up,
        }
    }

    /// After a step of the procedure to a state.
    #[must_use]
    pub fn after_step(&self, procedure: &Procedure, state: &str, ended: bool, today: Day) -> Self {
        let taken_up = procedure.state(state).is_some_and(|state| state.taken_up);
        let moved = Self {
            taken_up: self.taken_up || taken_up,
            since: ended.then(|| today.monday()),
            announced: None,
            look: None,
            ..*self
        };
        moved.looked_at()
    }

    /// After whoever reported wrote: what is over is kept anew from that week on.
    #[must_use]
    pub fn after_word(&self, today: Day) -> Self {
        match self.since {
            None => *self,
            Some(_) => Self {
                since: Some(today.monday()),
                announced: None,
                ..*self
            }
            .looked_at(),
        }
    }

    /// With the day on which it has to be looked at next.
    fn looked_at(self) -> Self {
        let next = self.next().map(|(_, day)| day.plus(-NOTICE_DAYS));
        Self {
            look: self.announced.or(next),
            ..self
        }
    }

    /// The same, where days went by since the announcement in which nobody swept: whoever would have held it, or taken a copy, may have had no way
    /// to. It is announced anew.
    #[must_use]
    pub fn since_gap(&self, swept_from: Day) -> Self {
        let told = self
            .announced
            .filter(|told| told.plus(-NOTICE_DAYS) >= swept_from);
        Self {
            announced: told,
            ..*self
        }
    }

    /// What there is to do today, and how it is kept after that.
    pub fn word(&self, held: bool, today: Day) -> (Word, Self) {
        let Some((what, day)) = self.next() else {
            return (
                Word::Wait,
                Self {
                    look: None,
                    ..*self
                },
            );
        };
        if held {
            // What was announced is announced anew once nobody holds it any more.
            let waits = Self {
                announced: None,
                look: Some(today.plus(HELD_DAYS)),
                ..*self
            };
            return (Word::Wait, waits);
        }
        match self.announced {
            Some(told) if today >= told => {
                let gone = Self {
                    identity_gone: true,
                    announced: None,
                    ..*self
                };
                (Word::Go(what), gone.looked_at())
            }
            None if today >= day.plus(-NOTICE_DAYS) => {
                let on = day.max(today.plus(NOTICE_DAYS));
                let told = Self {
                    announced: Some(on),
                    ..*self
                };
                (Word::Announce(what, on), told.looked_at())
            }
            _ => (Word::Wait, self.looked_at()),
        }
    }
}

fn after_months(day: Day, months: u16) -> Day {
    let later = day.date().checked_add(i32::from(months).months());
    later.map_or(day.plus(i64::from(months) * 31), Day::from_date)
}

/// Whether something beside the state of a case keeps all of it, such as a court's order.
pub fn is_held(case: &Case, procedure: &Procedure) -> bool {
    let keeps = |side: &String| {
        let side = procedure.side(side);
        side.is_some_and(|side| side.effects.contains(&Effect::KeepAll))
    };
    case.sides.iter().any(keeps)
}

/// How a case is kept after a step; nothing where the act changes nothing of it.
pub fn after_step(case: &Case, procedure: &Procedure, act: &CaseAct, today: Day) -> Option<Kept> {
    let after = match act {
        CaseAct::Stepped { to, ends, .. } => {
            case.kept.after_step(procedure, to, ends.is_some(), today)
        }
        CaseAct::MergedInto { to, .. } => case.kept.after_step(procedure, to, true, today),
        _ => return None,
    };
    (after != case.kept).then_some(after)
}

/// Says in the audit that a case went because it was kept long enough.
pub fn gone(case: &Case) -> DeskFact {
    DeskFact::CaseErased {
        desk: case.desk,
        reference: case.reference.clone(),
        reason: crate::cases::EraseReason::KeptLongEnough,
    }
}

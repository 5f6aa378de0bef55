//! A second pair of eyes: what one member does not do alone, where the rules of the installation say so. What was agreed to is exactly
//! what was asked, is good for whoever asked, and ends.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{TeamAct, team_act};
use crate::{
    Day, Fact, Granted, MemberId, Problem, Problems,
    cases::{
        ActError, REASON_MAX,
        acts::record,
        content::{ActedBy, HistoryPart},
        needed,
    },
    fact::CaseAct,
    policy::cases as may,
};

/// What a second person can be needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guarded {
    /// A company is told what was written down.
    Release,
    /// The case ends.
    Close,
    /// All of it is taken away, for good.
    Erase,
    /// A copy of some of it goes out.
    GiveOut,
}

impl Guarded {
    pub const ALL: [Guarded; 4] = [
        Guarded::Release,
        Guarded::Close,
        Guarded::Erase,
        Guarded::GiveOut,
    ];

    /// The stable code, also the end of its message key (`guarded-…`).
    pub fn code(self) -> &'static str {
        match self {
            Guarded::Release => "release",
            Guarded::Close => "close",
            Guarded::Erase => "erase",
            Guarded::GiveOut => "give-out",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// For which acts a second person has to agree, and for how many days an ask, and a word, hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seconds {
    pub acts: BTreeSet<Guarded>,
    pub days: u32,
}

/// Somebody asks for a second person's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondAsk {
    pub act: Guarded,
    /// Exactly what: the draft, the way to end, the reason.
    pub thing: String,
    pub by: MemberId,
    pub why: String,
    /// The last day on which it holds.
    pub until: Day,
    /// The number of the line that asked: each act has its own.
    pub number: i64,
    /// The second person, once there is one.
    pub agreed: Option<MemberId>,
}

impl SecondAsk {
    fn is(&self, act: Guarded, thing: &str, by: MemberId) -> bool {
        (self.act, self.thing.as_str(), self.by) == (act, thing, by)
    }
}

/// The asks that stand, by the lines of the history, which are in order. What was done is agreed to no longer, and where the case moved on,
/// nobody agreed that it ends from there.
pub fn second_asks<'a>(
    history: impl IntoIterator<Item = &'a HistoryPart>,
    today: Day,
) -> Vec<SecondAsk> {
    let mut all: Vec<SecondAsk> = Vec::new();
    for line in history {
        match line.committed.fact.act() {
            Some(CaseAct::Stepped { .. }) => all.retain(|ask| ask.act != Guarded::Close),
            Some(CaseAct::Released { .. }) => all.retain(|ask| ask.act != Guarded::Release),
            _ => {}
        }
        let ActedBy::Member(who) = line.by else {
            continue;
        };
        match team_act(line) {
            Some(TeamAct::SecondAsked {
                act,
                thing,
                why,
                until,
            }) => {
                all.retain(|ask| !ask.is(*act, thing, who));
                all.push(SecondAsk {
                    act: *act,
                    thing: thing.clone(),
                    by: who,
                    why: why.clone(),
                    until: *until,
                    number: match &line.committed.fact {
                        Fact::Case(fact) => fact.version,
                        Fact::Desk(_) | Fact::Room(_) => 0,
                    },
                    agreed: None,
                });
            }
            Some(TeamAct::SecondAgreed {
                act,
                thing,
                by,
                until,
            }) => {
                let found = all.iter_mut().find(|ask| ask.is(*act, thing, *by));
                if let Some(ask) = found.filter(|ask| ask.by != who) {
                    (ask.agreed, ask.until) = (Some(who), *until);
                }
            }
            Some(TeamAct::SecondRefused { act, thing, by, .. }) => {
                all.retain(|ask| !ask.is(*act, thing, *by));
            }
            _ => {}
        }
    }
    all.retain(|ask| ask.until >= today);
    all
}

/// Asks a second person.
///
/// # Errors
/// `Already` while an ask for the same stands, or where nobody has to be asked; `Invalid` without a reason.
pub fn ask_second(
    case: &Granted<may::AskSecond>,
    rules: &Seconds,
    there: &[SecondAsk],
    (act, thing, why): (Guarded, &str, &str),
    (me, today): (MemberId, Day),
) -> Result<Fact, ActError> {
    let stands = there.iter().any(|ask| ask.is(act, thing, me));
    if stands || !rules.acts.contains(&act) {
        return Err(ActError::Already);
    }
    if thing.is_empty() {
        return Err(ActError::Invalid(Problems::one("thing", Problem::Required)));
    }
    let act = TeamAct::SecondAsked {
        act,
        thing: thing.to_owned(),
        why: needed("why", why, REASON_MAX)?,
        until: today.plus(rules.days.into()),
    };
    Ok(record(case, CaseAct::Team(act)))
}

/// The second person's word: yes, or no and why. Nobody is their own second person.
///
/// # Errors
/// `Already` when nothing waits for it; `NotYourOwn`; `Invalid` when a no has no reason.
pub fn answer_second(
    case: &Granted<may::AgreeSecond>,
    rules: &Seconds,
    there: &[SecondAsk],
    (act, thing, by): (Guarded, &str, MemberId),
    (me, refusal, today): (MemberId, Option<&str>, Day),
) -> Result<Fact, ActError> {
    let mut all = there.iter();
    let ask = all.find(|ask| ask.is(act, thing, by) && ask.agreed.is_none());
    ask.ok_or(ActError::Already)?;
    if me == by {
        return Err(ActError::NotYourOwn);
    }
    let thing = thing.to_owned();
    let act = match refusal {
        None => TeamAct::SecondAgreed {
            act,
            thing,
            by,
            until: today.plus(rules.days.into()),
        },
        Some(reason) => TeamAct::SecondRefused {
            act,
            thing,
            by,
            reason: needed("reason", reason, REASON_MAX)?,
        },
    };
    Ok(record(case, CaseAct::Team(act)))
}

/// Whether a member may do exactly this now: nobody has to agree, somebody did, or nobody at the desk could (`others` is 0).
pub fn was_looked_at(
    rules: &Seconds,
    there: &[SecondAsk],
    (act, thing, me): (Guarded, &str, MemberId),
    others: usize,
) -> bool {
    let mut all = there.iter();
    !rules.acts.contains(&act)
        || others == 0
        || all.any(|ask| ask.is(act, thing, me) && ask.agreed.is_some_and(|who| who != me))
}

#[cfg(test)]
mod tests;

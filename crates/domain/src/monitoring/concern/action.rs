//! One thing that a company is to put right: proposed, agreed, said to be done, and seen by somebody else (domain dossier, 3.2). That it is overdue
//! is no state but follows from its day.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    super::{
        course::{Attempt, Course, Move, Need, Refused, Walk},
        flaw::{Check, Flaw, NAME_MAX},
        framework::Framework,
        taken::NotTaken,
    },
    Effect, Owner, Promise, Shown,
};
use crate::{ActionId, ConcernId, Day, MemberId, calendar::Calendar, remedies::Code};

/// One thing that happened with an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionEntry {
    pub done: Move,
    pub act: Act,
}

/// What it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Changed(Promise),
    Agreed {
        owner: Owner,
        due: Day,
    },
    Claimed {
        shown: Shown,
    },
    Verified {
        effect: Effect,
    },
    TimeGiven {
        due: Day,
    },
    /// A step that carries nothing but its words.
    Stepped,
}

/// What somebody wants to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Change(Promise),
    /// The company says who does it and by when; what was proposed holds where it says nothing else.
    Agree {
        owner: Option<Owner>,
        due: Option<Day>,
    },
    Claim {
        shown: Shown,
    },
    Verify {
        effect: Effect,
    },
    GiveTime {
        due: Day,
    },
    /// Another act of the course, such as beginning.
    Step(Code),
}

impl Asked {
    /// The act of the course that it is.
    pub fn act(&self) -> &str {
        match self {
            Asked::Change(_) => "change",
            Asked::Agree { .. } => "agree",
            Asked::Claim { .. } => "claim",
            Asked::Verify { .. } => "verify",
            Asked::GiveTime { .. } => "give-time",
            Asked::Step(act) => act,
        }
    }
}

/// The acts that carry something, and so are no plain steps.
const CARRY: [&str; 5] = ["change", "agree", "claim", "verify", "give-time"];

/// The states that the program goes by.
const PROPOSED: &str = "proposed";
const CLAIMED: &str = "done-claimed";
const VERIFIED: &str = "verified";
const WITHDRAWN: &str = "withdrawn";
/// What is no state but follows from the day.
const OVERDUE: &str = "overdue";

/// Who saw that it is done, when, and whether it reached the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub by: Option<MemberId>,
    pub on: Day,
    pub effect: Effect,
}

/// A corrective action: what was proposed, and all that happened.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    pub id: ActionId,
    pub concern: ConcernId,
    pub began: Day,
    pub proposed: &'a Promise,
    pub course: &'a Course,
    /// In the order in which they happened.
    pub entries: &'a [ActionEntry],
    moves: Vec<Move>,
}

impl<'a> Action<'a> {
    pub fn of(
        (id, concern, began): (ActionId, ConcernId, Day),
        proposed: &'a Promise,
        course: &'a Course,
        entries: &'a [ActionEntry],
    ) -> Self {
        Self {
            id,
            concern,
            began,
            proposed,
            course,
            entries,
            moves: entries.iter().map(|entry| entry.done.clone()).collect(),
        }
    }

    pub fn walk(&self) -> Walk<'_> {
        Walk {
            course: self.course,
            began: self.began,
            moves: &self.moves,
        }
    }

    /// What is promised as it is now.
    pub fn promise(&self) -> Promise {
        let mut now = self.proposed.clone();
        for entry in self.entries {
            match &entry.act {
                Act::Changed(promise) => now = promise.clone(),
                Act::Agreed { owner, due } => {
                    now.owner = Some(owner.clone());
                    now.due = Some(*due);
                }
                Act::TimeGiven { due } => now.due = Some(*due),
                Act::Claimed { .. } | Act::Verified { .. } | Act::Stepped => {}
            }
        }
        now
    }

    /// All evidence that the company ever gave for it, by kind.
    pub fn shown(&self) -> Shown {
        let mut all = Shown::new();
        for entry in self.entries {
            if let Act::Claimed { shown } = &entry.act {
                for (kind, files) in shown {
                    all.entry(kind.clone()).or_default().extend(files);
                }
            }
        }
        all
    }

    /// Who saw that it is done, as long as that stands.
    pub fn verified(&self) -> Option<Verified> {
        let last = self.entries.iter().rev().find_map(|entry| match entry.act {
            Act::Verified { effect } => Some(Verified {
                by: entry.done.by,
                on: entry.done.on,
                effect,
            }),
            _ => None,
        });
        last.filter(|_| self.is_verified())
    }

    pub fn is_verified(&self) -> bool {
        self.walk().state() == VERIFIED
    }

    pub fn is_withdrawn(&self) -> bool {
        self.walk().state() == WITHDRAWN
    }

    /// Whether the company agreed to it, with a day.
    pub fn is_agreed(&self) -> bool {
        let is_out = [PROPOSED, WITHDRAWN].contains(&self.walk().state());
        !is_out && self.promise().due.is_some()
    }

    /// Whether its day is over, and the company has not said that it is done.
    pub fn is_overdue(&self, today: Day) -> bool {
        let walk = self.walk();
        let is_open = !walk.is_over() && walk.state() != CLAIMED;
        is_open && self.promise().due.is_some_and(|due| due < today)
    }

    /// Its state as it is shown on a day: overdue, or what the course calls it.
    pub fn status(&self, today: Day) -> &str {
        match self.is_overdue(today) {
            true => OVERDUE,
            false => self.walk().state(),
        }
    }

    /// Does something, and gives the entry that it leaves. `attempt` says who tries, as whom and on which day; its act is that of `asked`.
    ///
    /// # Errors
    /// Why it cannot be done. Nothing changed then.
    pub fn take(
        &self,
        asked: Asked,
        attempt: &Attempt<'_>,
        (calendar, framework): (&Calendar, &Framework),
    ) -> Result<ActionEntry, NotTaken> {
        let now = self.promise();
        let tried = Attempt {
            act: asked.act(),
            ..attempt.clone()
        };
        let holds = |need: Need| self.holds(need, &now, &asked, attempt.words);
        let done = self.walk().step(&tried, calendar, holds)?;
        flaws(&now, &asked, (framework, attempt.on))?;
        let act = match asked {
            Asked::Change(promise) => Act::Changed(promise),
            Asked::Agree { owner, due } => match (owner.or(now.owner), due.or(now.due)) {
                (Some(owner), Some(due)) => Act::Agreed { owner, due },
                _ => Err(Refused::Needs(vec![Need::OwnerAndDay]))?,
            },
            Asked::Claim { shown } => Act::Claimed { shown },
            Asked::Verify { effect } => Act::Verified { effect },
            Asked::GiveTime { due } => Act::TimeGiven { due },
            Asked::Step(act) if CARRY.contains(&act.as_str()) => return Err(NotTaken::NotAStep),
            Asked::Step(_) => Act::Stepped,
        };
        Ok(ActionEntry { done, act })
    }

    fn holds(&self, need: Need, now: &Promise, asked: &Asked, words: &str) -> bool {
        match (need, asked) {
            (Need::OwnerAndDay, Asked::Agree { owner, due }) => {
                let has_owner = owner.is_some() || now.owner.is_some();
                has_owner && (due.is_some() || now.due.is_some())
            }
            (Need::Shown, Asked::Claim { shown }) => self.is_shown(now, shown),
            (Need::EffectSaid, Asked::Verify { effect }) => {
                *effect != Effect::NotKnown || !words.trim().is_empty()
            }
            _ => false,
        }
    }

    /// Whether all is there that was to show it, and something of it is new: what was rejected is not just said again.
    fn is_shown(&self, now: &Promise, shown: &Shown) -> bool {
        let before = self.shown();
        let is_there = |kind: &Code| {
            let files = [shown.get(kind), before.get(kind)];
            files.into_iter().flatten().any(|files| !files.is_empty())
        };
        let is_old = |file| before.values().any(|files| files.contains(file));
        let is_new = !shown.values().flatten().all(is_old);
        is_new && now.shows.iter().all(is_there)
    }
}

fn flaws(
    now: &Promise,
    asked: &Asked,
    (framework, today): (&Framework, Day),
) -> Result<(), NotTaken> {
    let mut check = Check::default();
    match asked {
        Asked::Change(promise) => {
            let flaws = promise.check(framework).err();
            check.flaws.extend(flaws.unwrap_or_default());
        }
        Asked::Agree { owner, due } => {
            if let Some(owner) = owner {
                check.text("owner", &owner.role, NAME_MAX);
            }
            check.is(due.is_none_or(|due| due >= today), "due", Flaw::TooEarly);
        }
        Asked::Claim { shown } => {
            let is_kind = |code: &Code| framework.evidence.iter().any(|k| k.code == *code);
            check.is(shown.keys().all(is_kind), "shown", Flaw::NotAsked);
            check.few("shown", shown.values().map(BTreeSet::len).sum());
        }
        Asked::GiveTime { due } => {
            let is_later = now.due.is_none_or(|before| *due > before);
            check.is(is_later && *due >= today, "due", Flaw::TooEarly);
        }
        Asked::Verify { .. } | Asked::Step(_) => {}
    }
    check.done().map_err(NotTaken::Flawed)
}

//! How the people of a desk work together on cases: what is to be done and by whom, what is usually done in each state, and what one
//! of them does not do alone.
//!
//! Nothing of it lies in the open: an act is a line of the history, sealed to the team, and what stands is read from these lines.
//! What is usual in a state is policy data, `vocabulary/team.toml`, and blocks no step.

mod conflicts;
mod hand_over;
mod letters;
mod rules;
mod second;
mod tasks;
#[cfg(test)]
pub(crate) mod tests;

use serde::{Deserialize, Serialize};

pub use conflicts::{CONFLICT_NAME_MAX, CONFLICTS_MOST, Conflict, end as end_conflict};
pub use hand_over::{hand_over, handed_on};
pub use letters::{Blank, LETTERS, Letter, Letters, unfilled};
pub use rules::{DEFAULT, Item, Near, Rules};
pub use second::{
    Guarded, SecondAsk, Seconds, answer_second, ask_second, second_asks, was_looked_at,
};
pub use tasks::{
    Doing, OPEN_MOST, TASKS_MOST, Task, Tick, WHAT_MAX, change_of, end_task, give_task, set_task,
    tasks, tick, ticks,
};

use crate::{Day, Fact, MemberId, TaskId, cases::content::HistoryPart, network::notices::News};

/// A state or something that is usually done in it, as the data calls it.
pub type Code = String;

/// What members do among themselves in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TeamAct {
    /// Something is to be done.
    TaskSet {
        task: TaskId,
        what: String,
        whom: MemberId,
        by: Day,
    },
    /// It is somebody else's to do.
    TaskGiven { task: TaskId, to: MemberId },
    TaskDone {
        task: TaskId,
        #[serde(default)]
        word: String,
    },
    /// It is not done, and nobody needs to.
    TaskPutAside { task: TaskId, word: String },
    /// What is usually done in a state is done, or is not after all.
    Ticked {
        state: Code,
        item: Code,
        is_done: bool,
    },
    /// What was one member's, the case to carry and what is to be done in it, is another's.
    HandedOver {
        from: MemberId,
        to: MemberId,
        note: String,
        /// They carried the case.
        carried: bool,
        /// What they had to do in it.
        tasks: Vec<TaskId>,
    },
    /// A second person was asked for.
    SecondAsked {
        act: Guarded,
        thing: String,
        why: String,
        until: Day,
    },
    /// Whoever wrote the line agreed, as the second person, that `by` does it.
    SecondAgreed {
        act: Guarded,
        thing: String,
        by: MemberId,
        until: Day,
    },
    /// A second person did not agree.
    SecondRefused {
        act: Guarded,
        thing: String,
        by: MemberId,
        reason: String,
    },
}

impl TeamAct {
    /// The stable code, also the end of its message key (`act-…`).
    pub fn code(&self) -> &'static str {
        match self {
            TeamAct::TaskSet { .. } => "task-set",
            TeamAct::TaskGiven { .. } => "task-given",
            TeamAct::TaskDone { .. } => "task-done",
            TeamAct::TaskPutAside { .. } => "task-put-aside",
            TeamAct::Ticked { is_done: true, .. } => "ticked",
            TeamAct::Ticked { .. } => "unticked",
            TeamAct::HandedOver { .. } => "handed-over",
            TeamAct::SecondAsked { .. } => "second-asked",
            TeamAct::SecondAgreed { .. } => "second-agreed",
            TeamAct::SecondRefused { .. } => "second-refused",
        }
    }

    /// Whom it gives something to do, when `by` did it.
    pub fn news(&self, by: Option<MemberId>) -> News {
        match self {
            TeamAct::TaskSet { whom, .. } | TeamAct::TaskGiven { to: whom, .. }
                if by != Some(*whom) =>
            {
                News::One(*whom)
            }
            TeamAct::HandedOver { to, .. } if by != Some(*to) => News::One(*to),
            TeamAct::HandedOver { .. } => News::Nobody,
            TeamAct::SecondAsked { .. } => News::Readers { but: by },
            TeamAct::SecondAgreed { by: asked, .. } | TeamAct::SecondRefused { by: asked, .. } => {
                News::One(*asked)
            }
            TeamAct::TaskSet { .. }
            | TeamAct::TaskGiven { .. }
            | TeamAct::TaskDone { .. }
            | TeamAct::TaskPutAside { .. }
            | TeamAct::Ticked { .. } => News::Nobody,
        }
    }

    /// What was written with it.
    pub fn reason(&self) -> Option<&str> {
        match self {
            TeamAct::TaskSet { what, .. } => Some(what),
            TeamAct::TaskDone { word, .. } | TeamAct::TaskPutAside { word, .. } => Some(word),
            TeamAct::SecondAsked { why: reason, .. }
            | TeamAct::SecondRefused { reason, .. }
            | TeamAct::HandedOver { note: reason, .. } => Some(reason),
            TeamAct::TaskGiven { .. } | TeamAct::Ticked { .. } | TeamAct::SecondAgreed { .. } => {
                None
            }
        }
    }

    /// The member whom it is about.
    pub fn whom(&self) -> Option<MemberId> {
        match self {
            TeamAct::TaskSet { whom, .. } | TeamAct::TaskGiven { to: whom, .. } => Some(*whom),
            TeamAct::SecondAgreed { by: whom, .. }
            | TeamAct::SecondRefused { by: whom, .. }
            | TeamAct::HandedOver { to: whom, .. } => Some(*whom),
            TeamAct::TaskDone { .. }
            | TeamAct::TaskPutAside { .. }
            | TeamAct::Ticked { .. }
            | TeamAct::SecondAsked { .. } => None,
        }
    }
}

/// The act of the team in a line of the history, where it is one.
fn team_act(line: &HistoryPart) -> Option<&TeamAct> {
    match line.committed.fact {
        Fact::Case(ref fact) => match fact.act {
            crate::fact::CaseAct::Team(ref act) => Some(act),
            _ => None,
        },
        Fact::Desk(_) | Fact::Room(_) => None,
    }
}

//! A case, from its receipt to its end: states, access, and the acts that move it.

use serde::{Deserialize, Serialize};

use std::collections::BTreeSet;

use crate::{
    CaseId, Day, DeskId, MemberId,
    procedure::{Code, Effect, Place, Procedure},
    retention::Kept,
};

pub mod acts;
pub mod clocks;
pub mod consents;
pub mod content;
pub mod index;
pub mod numbers;
mod reference;
pub mod sheets;
mod telling;

pub use acts::*;
use clocks::Running;
pub use reference::Reference;
pub use telling::{fits, not_allowed, release, shut_room};

/// Why a case was erased. A code and no words: it stands in the audit, in the open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EraseReason {
    /// Who reported, or somebody it is about, asked for it and has the right to.
    AskedFor,
    /// It was kept as long as the desk keeps such cases.
    KeptLongEnough,
    NotAReport,
    /// A court or an authority ordered it.
    Ordered,
}

impl EraseReason {
    pub const ALL: [EraseReason; 4] = [
        EraseReason::AskedFor,
        EraseReason::KeptLongEnough,
        EraseReason::NotAReport,
        EraseReason::Ordered,
    ];

    /// The stable code, also the end of its message key (`erase-…`).
    pub fn code(self) -> &'static str {
        match self {
            EraseReason::AskedFor => "asked-for",
            EraseReason::KeptLongEnough => "kept-long-enough",
            EraseReason::NotAReport => "not-a-report",
            EraseReason::Ordered => "ordered",
        }
    }

    pub fn from_code(code: &str) -> Option<EraseReason> {
        EraseReason::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// Who of the desk reads a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseAccess {
    /// All who read the desk.
    Desk,
    /// Only those it was granted to by name.
    Named,
}

impl CaseAccess {
    pub fn code(self) -> &'static str {
        match self {
            CaseAccess::Desk => "desk",
            CaseAccess::Named => "named",
        }
    }

    pub fn from_code(code: &str) -> Option<CaseAccess> {
        [CaseAccess::Desk, CaseAccess::Named]
            .into_iter()
            .find(|a| a.code() == code)
    }
}

/// A keeper asks a second person before who reported is opened. The reason is in the sealed history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentityAsk {
    pub by: MemberId,
    /// The second person, once there is one.
    pub agreed: Option<MemberId>,
    /// The last day on which it holds.
    pub until: Day,
}

/// What is known of a case without any key: all that lies in the open (security text, "Keys").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    pub desk: DeskId,
    /// What people call it: random, says nothing.
    pub reference: Reference,
    /// The version of the procedure that it follows: the one under which it came.
    pub procedure: i64,
    /// Where it stands in it.
    pub state: Code,
    /// Where it came from, for as long as it can go back there.
    pub from: Option<Code>,
    /// What is so beside the state; what the person who reported asked for has places of its own.
    pub sides: BTreeSet<Code>,
    /// It stands at the end.
    pub ended: bool,
    pub access: CaseAccess,
    /// The Monday of the week in which it came.
    pub week: Day,
    /// The Monday of the week in which something last happened.
    pub active_week: Day,
    /// By when the desk acknowledges, and by when it answers; none once done.
    pub acknowledge_by: Option<Day>,
    pub answer_by: Option<Day>,
    /// When the next clock runs out; none while clocks stand still.
    pub due: Option<Day>,
    /// The clocks of where it stands.
    pub clocks: Vec<Running>,
    /// Of which promises it was said that they are late.
    pub told: i64,
    /// The person who reported asked not to be contacted.
    pub contact_stopped: bool,
    /// The person who reported took the report back.
    pub withdrawn: bool,
    pub merged_into: Option<CaseId>,
    /// Members it was granted to by name, as long as that holds.
    pub readers: Vec<MemberId>,
    /// Those of them whose reading has no end set: somebody always reads a case for good.
    pub lasting: Vec<MemberId>,
    /// Members who hold the key to who reported.
    pub keepers: Vec<MemberId>,
    /// Who asks to open who reported, and who agreed.
    pub asks: Vec<IdentityAsk>,
    /// Members who stepped aside.
    pub recused: Vec<MemberId>,
    /// How long it is kept once it is over.
    pub kept: Kept,
    /// The present epoch of its compartment keys.
    pub epoch: i64,
    /// Counts changes, so that two people's changes cannot overwrite each other.
    pub version: i64,
}

impl Case {
    /// Whether anything may go to somebody else: not what was taken back, and nothing while who reported is not safe. Then no consent
    /// that was given holds.
    pub fn may_go_out(&self) -> bool {
        !self.withdrawn && !self.contact_stopped
    }

    /// Where it stands in its procedure, with all that is so beside.
    pub fn place(&self, procedure: &Procedure) -> Place {
        let asked = |effect: &Effect| match effect {
            Effect::StopContact => self.contact_stopped,
            Effect::TakenBack => self.withdrawn,
            _ => false,
        };
        let of_reporter = { procedure.sides.iter() }
            .filter(|side| side.effects.iter().any(asked))
            .map(|side| side.code.clone());
        Place {
            state: self.state.clone(),
            from: self.from.clone(),
            sides: self.sides.iter().cloned().chain(of_reporter).collect(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;

    /// A case in a state, of which nothing else is known.
    pub(crate) fn plain(state: &str) -> Case {
        Case {
            id: CaseId(Uuid::nil()),
            desk: DeskId(Uuid::nil()),
            reference: Reference::from_random([7; 8]),
            procedure: 1,
            state: state.into(),
            from: None,
            sides: BTreeSet::new(),
            ended: false,
            access: CaseAccess::Desk,
            week: Day(0),
            active_week: Day(0),
            acknowledge_by: None,
            answer_by: None,
            due: None,
            clocks: Vec::new(),
            told: 0,
            contact_stopped: false,
            withdrawn: false,
            merged_into: None,
            readers: Vec::new(),
            lasting: Vec::new(),
            keepers: Vec::new(),
            asks: Vec::new(),
            recused: Vec::new(),
            kept: Kept::new(Default::default()),
            epoch: 1,
            version: 1,
        }
    }
}

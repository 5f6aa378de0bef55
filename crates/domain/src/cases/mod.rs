//! A case, from its receipt to its end: states, access, and the acts that move it.

use serde::{Deserialize, Serialize};

use crate::{CaseId, Day, DeskId, MemberId};

pub mod acts;
pub mod content;
pub mod index;
pub mod numbers;
mod reference;

pub use acts::*;
pub use reference::Reference;

/// Where a case stands. The full procedure of the Code comes as policy data; these are its first and last states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Received,
    Acknowledged,
    InReview,
    WaitingForReporter,
    Closed,
}

impl State {
    pub const ALL: [State; 5] = [
        State::Received,
        State::Acknowledged,
        State::InReview,
        State::WaitingForReporter,
        State::Closed,
    ];

    pub fn code(self) -> &'static str {
        match self {
            State::Received => "received",
            State::Acknowledged => "acknowledged",
            State::InReview => "in-review",
            State::WaitingForReporter => "waiting-for-reporter",
            State::Closed => "closed",
        }
    }

    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Where the desk can carry a case from here. Closing and reopening are acts of their own, with a reason.
    pub fn next(self) -> &'static [State] {
        match self {
            State::Received => &[State::Acknowledged],
            State::Acknowledged => &[State::InReview, State::WaitingForReporter],
            State::InReview => &[State::WaitingForReporter],
            State::WaitingForReporter => &[State::InReview],
            State::Closed => &[],
        }
    }
}

/// Why a case ended (domain dossier, 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CloseReason {
    Remedied,
    Settled,
    PartlyRemedied,
    RemediedElsewhere,
    RecommendationsRefused,
    CompanyLeft,
    WithdrawnFree,
    WithdrawnUnderPressure,
    NoContact,
    OutOfScopeRedirected,
    DuplicateMerged,
    Unfounded,
    /// Empty, sent by a machine, or only meant to bury other reports.
    NotAReport,
}

impl CloseReason {
    pub const ALL: [CloseReason; 13] = [
        CloseReason::Remedied,
        CloseReason::Settled,
        CloseReason::PartlyRemedied,
        CloseReason::RemediedElsewhere,
        CloseReason::RecommendationsRefused,
        CloseReason::CompanyLeft,
        CloseReason::WithdrawnFree,
        CloseReason::WithdrawnUnderPressure,
        CloseReason::NoContact,
        CloseReason::OutOfScopeRedirected,
        CloseReason::DuplicateMerged,
        CloseReason::Unfounded,
        CloseReason::NotAReport,
    ];

    pub fn code(self) -> &'static str {
        match self {
            CloseReason::Remedied => "remedied",
            CloseReason::Settled => "settled",
            CloseReason::PartlyRemedied => "partly-remedied",
            CloseReason::RemediedElsewhere => "remedied-elsewhere",
            CloseReason::RecommendationsRefused => "recommendations-refused",
            CloseReason::CompanyLeft => "company-left",
            CloseReason::WithdrawnFree => "withdrawn-free",
            CloseReason::WithdrawnUnderPressure => "withdrawn-under-pressure",
            CloseReason::NoContact => "no-contact",
            CloseReason::OutOfScopeRedirected => "out-of-scope-redirected",
            CloseReason::DuplicateMerged => "duplicate-merged",
            CloseReason::Unfounded => "unfounded",
            CloseReason::NotAReport => "not-a-report",
        }
    }

    pub fn from_code(code: &str) -> Option<CloseReason> {
        CloseReason::ALL.into_iter().find(|r| r.code() == code)
    }
}

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
    pub state: State,
    pub access: CaseAccess,
    /// The Monday of the week in which it came.
    pub week: Day,
    /// The Monday of the week in which something last happened.
    pub active_week: Day,
    /// By when the desk acknowledges, and by when it answers; none once done.
    pub acknowledge_by: Option<Day>,
    pub answer_by: Option<Day>,
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
    /// The present epoch of its compartment keys.
    pub epoch: i64,
    /// Counts changes, so that two people's changes cannot overwrite each other.
    pub version: i64,
}

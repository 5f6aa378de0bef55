//! What can happen to a self-assessment. An entry is written once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::super::{answer::Answer, course::Move, framework::Indicator, versions::Version};
use crate::{Day, EvidenceId, MemberId, remedies::Code};

/// One thing that happened: who did it, on which day, and what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub done: Move,
    pub act: Act,
}

/// What it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// One answer, over those that its writer saw.
    Saved(Version<Code, Filled>),
    Delegated(Delegation),
    /// With a reason for each gap.
    Submitted {
        reasons: BTreeMap<Code, String>,
    },
    FeedbackSaid(Feedback),
    /// Until when it is in time from then on.
    Extended {
        until: Day,
    },
    /// For a correction of these answers. What was submitted stays.
    Reopened {
        indicators: BTreeSet<Code>,
    },
    /// A step that carries nothing, such as closing it.
    Stepped,
}

/// An answer with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Filled {
    pub answer: Answer,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<EvidenceId>,
}

impl Filled {
    /// Whether it claims something that evidence is asked for, and has none.
    pub fn lacks_evidence(&self, indicator: &Indicator) -> bool {
        !indicator.evidence.is_empty() && self.answer.claims() && self.evidence.is_empty()
    }
}

/// A section in the hands of somebody of the company: an account and what it does there, never a person's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    pub section: Code,
    /// Such as the head of training.
    pub role: String,
    /// None where it is taken back.
    pub to: Option<MemberId>,
}

/// What the secretariat says on an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    pub indicator: Code,
    pub judged: Judged,
    pub words: String,
}

/// How an answer is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    Good,
    /// It does, and could be better.
    CouldBeBetter,
    /// It does not do.
    NotEnough,
    /// It cannot be judged without more.
    Unclear,
}

impl Judged {
    pub const ALL: [Judged; 4] = [
        Judged::Good,
        Judged::CouldBeBetter,
        Judged::NotEnough,
        Judged::Unclear,
    ];

    /// The stable code, also the end of its message key (`judged-…`).
    pub fn code(self) -> &'static str {
        match self {
            Judged::Good => "good",
            Judged::CouldBeBetter => "could-be-better",
            Judged::NotEnough => "not-enough",
            Judged::Unclear => "unclear",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

//! What a company is to put right, by whom, by when, what shows it, and whether it reached the people.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::super::{
    flaw::{Check, Flaw, Flawed, NAME_MAX, TEXT_MAX},
    framework::Framework,
};
use crate::{Day, EvidenceId, FindingId, MemberId, remedies::Code};

/// What is to be put right, by whom in the company, by when, and what will show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<FindingId>,
    pub what: String,
    /// Kinds of evidence, as the framework calls them. Each of them has to be there before it is said to be done.
    pub shows: BTreeSet<Code>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

/// Who in the company does it: what they are there, and their account where they have one. No name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<MemberId>,
}

/// What bears out that it is done, by kind of evidence.
pub type Shown = BTreeMap<Code, BTreeSet<EvidenceId>>;

/// Whether it reached the people who were harmed (UN Guiding Principle 25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It reached all of them.
    Reached,
    Partly,
    NotReached,
    /// It keeps from harm, and nobody was harmed.
    NobodyHarmed,
    /// Nobody could be asked. Why, is said.
    NotKnown,
}

impl Effect {
    pub const ALL: [Effect; 5] = [
        Effect::Reached,
        Effect::Partly,
        Effect::NotReached,
        Effect::NobodyHarmed,
        Effect::NotKnown,
    ];

    /// The stable code, also the end of its message key (`action-effect-…`).
    pub fn code(self) -> &'static str {
        match self {
            Effect::Reached => "reached",
            Effect::Partly => "partly",
            Effect::NotReached => "not-reached",
            Effect::NobodyHarmed => "nobody-harmed",
            Effect::NotKnown => "not-known",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.code() == code)
    }
}

impl Promise {
    /// Looks through what is promised.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, framework: &Framework) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        check.text("what", &self.what, TEXT_MAX);
        check.is(!self.shows.is_empty(), "shows", Flaw::NeedsEvidence);
        let is_kind = |code: &Code| framework.evidence.iter().any(|own| own.code == *code);
        check.is(self.shows.iter().all(is_kind), "shows", Flaw::NotAsked);
        if let Some(owner) = &self.owner {
            check.text("owner", &owner.role, NAME_MAX);
        }
        check.done()
    }
}

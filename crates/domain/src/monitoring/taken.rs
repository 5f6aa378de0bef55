//! Why something cannot be done with an assessment, a mission, an action or a certification. Nothing changed then.

use std::collections::BTreeMap;

use super::{assessment::Gap, course::Refused, flaw::Flawed};
use crate::{MemberId, VersionId, remedies::Code};

/// Why something cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    #[error("the course does not allow it")]
    Refused(#[from] Refused),
    /// What is wrong, by field.
    #[error("something in it is wrong")]
    Flawed(Vec<Flawed>),
    /// What is wrong with each note of a sheet. None of it was taken, and the device keeps it.
    #[error("some notes are wrong")]
    Notes(Vec<(VersionId, Vec<Flawed>)>),
    /// These have neither an answer nor a reason.
    #[error("something is missing")]
    Gaps(BTreeMap<Code, Gap>),
    /// Somebody else has that section. Whoever is of the company can take it back first.
    #[error("somebody else has that section")]
    WithAnother { section: Code, with: MemberId },
    /// It was opened again for other answers only.
    #[error("it was opened again for other answers")]
    NotOpen,
    /// That is more than a step: it carries something.
    #[error("it carries something")]
    NotAStep,
}

impl NotTaken {
    /// The stable code, also the end of its message key (`refused-…`).
    pub fn code(&self) -> &'static str {
        match self {
            NotTaken::Refused(refused) => refused.code(),
            NotTaken::Flawed(_) => "flawed",
            NotTaken::Notes(_) => "notes",
            NotTaken::Gaps(_) => "gaps",
            NotTaken::WithAnother { .. } => "with-another",
            NotTaken::NotOpen => "not-open",
            NotTaken::NotAStep => "not-a-step",
        }
    }
}

//! The desks and their people.

pub mod notices;

use serde::{Deserialize, Serialize};

use crate::{DeskId, MemberId, policy::Roles};

/// What an organisation does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeskKind {
    /// Takes in reports and works on them.
    #[default]
    Desk,
    /// Answers for a private security company: knows only what desks share with it.
    Company,
}

impl DeskKind {
    pub const ALL: [DeskKind; 2] = [DeskKind::Desk, DeskKind::Company];

    /// The stable code, also the end of its message key (`desk-kind-…`).
    pub fn code(self) -> &'static str {
        match self {
            DeskKind::Desk => "desk",
            DeskKind::Company => "company",
        }
    }

    pub fn from_code(code: &str) -> Option<DeskKind> {
        DeskKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The people of one organisation who have a key together. Most are desks, which read the reports that reach them; others are companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    pub id: DeskId,
    #[serde(default)]
    pub kind: DeskKind,
    pub name: String,
    /// Where it works, by ISO 3166-1: whose working days its clocks count. Empty where nobody has said.
    pub country: String,
    /// Counts its keys: a member who leaves begins a new one.
    pub epoch: i64,
}

/// A person with an account, as colleagues see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    pub desk: DeskId,
    pub name: String,
    pub roles: Roles,
    pub active: bool,
}

//! The desks and their people.

mod kind;
pub mod notices;

use serde::{Deserialize, Serialize};

pub use kind::{DeskKind, Pillar};

use crate::{DeskId, MemberId, policy::Roles};

/// The people of one organisation who have a key together. Most are desks, which read the reports that reach them; others are parties, which are told of cases.
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

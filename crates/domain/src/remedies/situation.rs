//! What happened to whom, as far as it decides which doors stand open. It holds codes only: no names, no places but the country, no
//! words of the person.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Code, Danger, Doors, OpenWhen};

/// What the company was in the Association on the day of the incident: this, and not what it is today, decides whether a complaint is
/// in scope (domain dossier, 2.2 and 2.3).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Applicant,
    TransitionalMember,
    CertifiedMember,
    Affiliate,
    Suspended,
    Withdrawn,
    Terminated,
    /// It was never in.
    NotIn,
    /// Nobody has looked yet, or the company is not known.
    #[default]
    Unknown,
}

impl Standing {
    pub const ALL: [Standing; 9] = [
        Standing::Applicant,
        Standing::TransitionalMember,
        Standing::CertifiedMember,
        Standing::Affiliate,
        Standing::Suspended,
        Standing::Withdrawn,
        Standing::Terminated,
        Standing::NotIn,
        Standing::Unknown,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Applicant => "applicant",
            Standing::TransitionalMember => "transitional-member",
            Standing::CertifiedMember => "certified-member",
            Standing::Affiliate => "affiliate",
            Standing::Suspended => "suspended",
            Standing::Withdrawn => "withdrawn",
            Standing::Terminated => "terminated",
            Standing::NotIn => "not-in",
            Standing::Unknown => "unknown",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Whose people did it. Many guards are employed by the farm or the mine itself, and some who stand beside them are police or soldiers.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// A company whose business is security.
    SecurityCompany,
    /// Guards of the site's own owner.
    InHouse,
    /// Police, soldiers or others of a state.
    Public,
    #[default]
    Unknown,
}

impl Force {
    pub const ALL: [Force; 4] = [
        Force::SecurityCompany,
        Force::InHouse,
        Force::Public,
        Force::Unknown,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Force::SecurityCompany => "security-company",
            Force::InHouse => "in-house",
            Force::Public => "public",
            Force::Unknown => "unknown",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// Whether the person is afraid that somebody takes revenge.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Fear {
    None,
    Some,
    High,
    /// They were not asked, or did not want to say: that is not the same as not being afraid.
    #[default]
    NotSaid,
}

impl Fear {
    pub const ALL: [Fear; 4] = [Fear::None, Fear::Some, Fear::High, Fear::NotSaid];

    /// The stable code; the first three are those of the question.
    pub fn code(self) -> &'static str {
        match self {
            Fear::None => "none",
            Fear::Some => "some",
            Fear::High => "high",
            Fear::NotSaid => "not-said",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// All that decides which doors stand open. The default is that nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    pub standing: Standing,
    pub force: Force,
    /// The code of the country where it happened (ISO 3166-1).
    pub country: Option<String>,
    /// Kinds of incident; none where nobody has said.
    pub harms: BTreeSet<Code>,
    /// What the person wishes for.
    pub wishes: BTreeSet<Code>,
    pub fear: Fear,
    /// Police, soldiers or others of a state were there.
    pub state_forces: bool,
    /// The harmed person is a child, or was.
    pub is_minor: bool,
    /// Whether the harmed person works, or worked, for the company; none where nobody has said.
    pub works_there: Option<bool>,
    /// Codes of doors, or answers to the question whom they already told.
    pub already_told: BTreeSet<Code>,
}

impl Situation {
    /// Whether this is so far open. What nobody has said yet closes nothing.
    pub(super) fn opens(&self, when: &OpenWhen) -> bool {
        let standing = { when.standings.as_ref() }.is_none_or(|all| all.contains(&self.standing));
        let force = { when.forces.as_ref() }.is_none_or(|all| all.contains(&self.force));
        let harm = { when.harms.as_ref() }
            .is_none_or(|all| self.harms.is_empty() || all.iter().any(|h| self.harms.contains(h)));
        standing && force && harm
    }

    fn is_in(&self, danger: &Danger) -> bool {
        let when = &danger.when;
        when.fear.contains(&self.fear)
            || (when.state_forces && self.state_forces)
            || (when.minor && self.is_minor)
            || when.forces.contains(&self.force)
            || when.harms.iter().any(|harm| self.harms.contains(harm))
    }
}

impl Doors {
    /// The dangers that somebody is in.
    pub fn dangers_of(&self, situation: &Situation) -> Vec<&Danger> {
        let there = |danger: &&Danger| situation.is_in(danger);
        self.dangers.iter().filter(there).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        for standing in Standing::ALL {
            assert_eq!(Standing::from_code(standing.code()), Some(standing));
        }
        for force in Force::ALL {
            assert_eq!(Force::from_code(force.code()), Some(force));
        }
        for fear in Fear::ALL {
            assert_eq!(Fear::from_code(fear.code()), Some(fear));
        }
        assert_eq!(Standing::from_code("member"), None);
    }
}

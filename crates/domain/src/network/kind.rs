//! What an organisation does here, and as whom it acts in a case.

use serde::{Deserialize, Serialize};

/// A pillar of the association that oversees the Code: its board has seats of each (domain dossier, 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pillar {
    Governments,
    CivilSociety,
    Industry,
}

impl Pillar {
    pub const ALL: [Pillar; 3] = [Pillar::Governments, Pillar::CivilSociety, Pillar::Industry];
}

/// What an organisation does here. All but desks are parties: they know only what a desk tells them in a room, and read no case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeskKind {
    /// Takes in reports and works on them.
    #[default]
    Desk,
    /// Answers for a private security company.
    Company,
    /// Helps both sides to find a solution.
    Mediator,
    /// The seats of one pillar on a board. Each pillar has a key of its own, so that none opens what another was told.
    Board(Pillar),
}

impl DeskKind {
    pub const ALL: [DeskKind; 6] = [
        DeskKind::Desk,
        DeskKind::Company,
        DeskKind::Mediator,
        DeskKind::Board(Pillar::Governments),
        DeskKind::Board(Pillar::CivilSociety),
        DeskKind::Board(Pillar::Industry),
    ];

    /// The stable code, also the end of its message key (`desk-kind-…`).
    pub fn code(self) -> &'static str {
        match self {
            DeskKind::Desk => "desk",
            DeskKind::Company => "company",
            DeskKind::Mediator => "mediator",
            DeskKind::Board(Pillar::Governments) => "board-governments",
            DeskKind::Board(Pillar::CivilSociety) => "board-civil-society",
            DeskKind::Board(Pillar::Industry) => "board-industry",
        }
    }

    pub fn from_code(code: &str) -> Option<DeskKind> {
        DeskKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it is told of cases in rooms, and reads none.
    pub fn is_party(self) -> bool {
        self != DeskKind::Desk
    }

    pub fn pillar(self) -> Option<Pillar> {
        match self {
            DeskKind::Board(pillar) => Some(pillar),
            DeskKind::Desk | DeskKind::Company | DeskKind::Mediator => None,
        }
    }

    /// As whom its people act in a procedure. People of desks act by their roles.
    pub fn acts_as(self) -> &'static [&'static str] {
        match self {
            DeskKind::Desk => &[],
            DeskKind::Company => &["company"],
            DeskKind::Mediator => &["mediator"],
            DeskKind::Board(_) => &["board"],
        }
    }

    /// The purpose that the person who reported has to allow before it is told anything.
    pub fn told_for(self) -> Option<&'static str> {
        match self {
            DeskKind::Desk => None,
            DeskKind::Company => Some("send-to-company"),
            DeskKind::Mediator => Some("send-to-mediator"),
            DeskKind::Board(_) => Some("send-to-icoca"),
        }
    }

    /// Whether it is told of what was promised to the people, and says when it was done: who does it, or brought it about.
    pub fn follows_promises(self) -> bool {
        matches!(self, DeskKind::Company | DeskKind::Mediator)
    }

    /// The purpose that they have to allow before it is told who they are. A board decides on what happened, and never needs to know.
    pub fn named_for(self) -> Option<&'static str> {
        match self {
            DeskKind::Company => Some("name-to-company"),
            DeskKind::Mediator => Some("name-to-mediator"),
            DeskKind::Desk | DeskKind::Board(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{intake::consent, procedure::Procedure};

    #[test]
    fn every_party_acts_as_somebody_of_the_procedure_and_is_told_for_a_purpose_that_there_is() {
        let procedure = Procedure::shipped().unwrap();
        for kind in DeskKind::ALL {
            assert_eq!(DeskKind::from_code(kind.code()), Some(kind));
            assert_eq!(kind.is_party(), kind.told_for().is_some());
            assert_eq!(kind.is_party(), !kind.acts_as().is_empty());
            for actor in kind.acts_as() {
                let actor = procedure.actor(actor).unwrap();
                assert!(
                    actor.roles.is_empty(),
                    "no role of a desk is the {}",
                    actor.code
                );
            }
            for purpose in kind.told_for().into_iter().chain(kind.named_for()) {
                assert!(consent::is_purpose(purpose), "{purpose}");
            }
            if let Some(named) = kind.named_for() {
                let (scope, _) = consent::reach(named).unwrap();
                assert!(scope.contains(&consent::DataScope::Identity));
            }
        }
    }
}

//! A fact of a country, and its records. They are told of in the same way as those of companies ([`crate::registry`]).

use serde::{Deserialize, Serialize};

use super::{Field, OfRoute, RouteKey, Says};
use crate::{
    ClaimId, Day, MemberId,
    registry::{self, Country, MatterKey, Recorded, Said},
    remedies::Basis,
};

/// One thing that is said of a country's law, and how whoever recorded it knows that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawFact {
    pub says: Says,
    /// What was only remembered is never believed more than in doubt ([`super::check`]).
    pub basis: Basis,
}

impl Said for LawFact {
    type Kind = Field;

    fn kind(&self) -> Field {
        self.says.field()
    }

    fn matter(&self) -> MatterKey<Field> {
        MatterKey::new(self.says.field(), self.says.which())
    }

    fn fits(&self, other: &Self) -> bool {
        self.says.fits(&other.says)
    }
}

/// One record of what is known of countries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: ClaimId,
    pub country: Country,
    /// Counts the records of the installation: of two of one day, the later has the higher.
    pub serial: i64,
    pub on: Day,
    pub by: MemberId,
    pub entry: Entry,
}

impl Recorded for Record {
    type Fact = LawFact;

    fn id(&self) -> ClaimId {
        self.id
    }

    fn serial(&self) -> i64 {
        self.serial
    }

    fn on(&self) -> Day {
        self.on
    }

    fn entry(&self) -> &Entry {
        &self.entry
    }
}

/// What is claimed of a country.
pub type Claim = registry::Claim<LawFact>;
pub type Entry = registry::Entry<LawFact>;
pub type Fates<'a> = registry::Fates<'a, Record>;
pub type Line<'a> = registry::Line<'a, Record>;
pub type Held<'a> = registry::Held<'a, Record>;
pub type Matter<'a> = registry::Matter<'a, Record>;
/// What was held of a country ([`registry::as_known`]).
pub type Known<'a> = registry::Known<'a, Record>;

impl Says {
    /// Which route it is said of, or was looked for at.
    pub fn route(&self) -> Option<&RouteKey> {
        fn key<T>(of: &OfRoute<T>) -> Option<&RouteKey> {
            Some(&of.route)
        }
        match self {
            Says::RouteKind(of) => key(of),
            Says::RouteBody(of) => key(of),
            Says::RouteWho(of) => key(of),
            Says::RouteLanguages(of) | Says::RouteRemedy(of) => key(of),
            Says::RouteCost(of) => key(of),
            Says::RouteTimeLimit(of) => key(of),
            Says::RouteAnonymous(of) | Says::RouteProtection(of) => key(of),
            Says::RouteNote(of) => key(of),
            Says::NotFound(sought) => sought.route.as_ref(),
            _ => None,
        }
    }
}

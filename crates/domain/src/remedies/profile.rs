//! What is so in one country: which doors there are, whose they are, and on what terms (domain dossier, 5.3). It is made of what is
//! claimed of the country ([`LegalProfile::of`]), also where that comes from a file ([`LegalProfile::read`]); both are in
//! [`crate::countries`].
//!
//! Every value says where it was read, or that it was only remembered. What nobody knows is said not to be known.

use serde::{Deserialize, Serialize};

use super::{Code, Words};
use crate::Day;

/// The files of countries that are shipped, as they are written, by country.
pub use crate::countries::SHIPPED;

/// How far others have looked at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    /// Written, and not yet looked at by somebody who knows the country.
    Draft,
    Reviewed,
    Contested,
}

impl Review {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Review::Draft => "draft",
            Review::Reviewed => "reviewed",
            Review::Contested => "contested",
        }
    }
}

/// How something is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Read at the source.
    Seen,
    /// From memory: to be checked before anybody relies on it.
    Remembered,
    /// From memory, and whoever remembers it would not be surprised if it were wrong.
    Unsure,
}

impl Basis {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Seen => "seen",
            Basis::Remembered => "remembered",
            Basis::Unsure => "unsure",
        }
    }
}

/// A value, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim<T> {
    pub is: T,
    pub basis: Basis,
    /// The address of the page where it was read.
    pub source: Option<String>,
}

/// What becomes of what somebody brings there. Some bodies take no complaint at all, and some only listen: both have to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It is looked into, and answered.
    FormalComplaint,
    /// It is taken as information, and whoever brought it hears nothing.
    IntelligenceReport,
    /// There is no such route in this country.
    None,
    /// There is such a body, and nobody here knows what it takes.
    NotKnown,
}

impl Kind {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Kind::FormalComplaint => "formal-complaint",
            Kind::IntelligenceReport => "intelligence-report",
            Kind::None => "none",
            Kind::NotKnown => "not-known",
        }
    }
}

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    Anybody,
    Affected,
    Representative,
    Organisation,
    Worker,
}

impl Who {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Who::Anybody => "anybody",
            Who::Affected => "affected",
            Who::Representative => "representative",
            Who::Organisation => "organisation",
            Who::Worker => "worker",
        }
    }
}

/// Whether the body itself asks for money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cost {
    Free,
    Fee,
}

impl Cost {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Cost::Free => "free",
            Cost::Fee => "fee",
        }
    }
}

/// How long after the incident it can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    Days(u32),
    Months(u32),
    Years(u32),
}

/// One route in one country. What is none is not known; for a route that there is not, it does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The kind of door that it is.
    pub door: Code,
    pub kind: Claim<Kind>,
    /// What it is called where it is.
    pub body: Option<Claim<String>>,
    pub who_may: Option<Claim<Vec<Who>>>,
    /// Codes of languages.
    pub languages: Option<Claim<Vec<String>>>,
    pub cost: Option<Claim<Cost>>,
    pub time_limit: Option<Claim<Limit>>,
    /// Whether it can be used without a name.
    pub anonymous: Option<Claim<bool>>,
    /// What it can give: codes of wishes.
    pub remedy: Option<Claim<Vec<Code>>>,
    /// Whether a law protects those who use it from retaliation.
    pub retaliation_protection: Option<Claim<bool>>,
    /// What somebody should know before.
    pub note: Option<Words>,
}

/// The routes of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalProfile {
    /// Its code (ISO 3166-1).
    pub country: String,
    pub version: u32,
    /// The day on which it was last looked at as a whole.
    pub as_of: Day,
    pub status: Review,
    pub note: Words,
    pub routes: Vec<Route>,
    /// Doors of which nothing is known here.
    pub not_known: Vec<Code>,
}

impl LegalProfile {
    /// The routes of one kind of door.
    pub fn routes<'a>(&'a self, door: &'a str) -> impl Iterator<Item = &'a Route> {
        self.routes.iter().filter(move |route| route.door == door)
    }

    /// Whether there is such a door in this country; none where that is not known.
    pub fn has(&self, door: &str) -> Option<bool> {
        let kinds: Vec<Kind> = self.routes(door).map(|route| route.kind.is).collect();
        let any = kinds.iter().any(|kind| *kind != Kind::None);
        (!kinds.is_empty()).then_some(any)
    }
}

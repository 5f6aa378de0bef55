//! What can be said of a company. No name of a person is among it: who owns or leads a company is told as far as it is an organisation, a
//! state, or people who are not named.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{CompanyKind, Dated, Standing, Until, Validity};
use crate::CompanyId;

/// A service, a standard, a class of weapons or a reason, as the data calls it ([`super::Terms`]).
pub type Code = String;

/// A country by its code (ISO 3166-1). Checked when it is entered and not when it is read: codes go out of use, and records stay.
pub type Country = String;

/// One thing that is said of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    Kind(CompanyKind),
    Name(Name),
    Identifier(Identifier),
    /// Where it is registered.
    Seat(Country),
    /// A country in which it works.
    Operates(Country),
    Service(Code),
    Headcount(Headcount),
    Weapons(Weapons),
    Owner(Stake),
    Site(Site),
    Client(Client),
    Certificate(Certificate),
    Membership(Membership),
    Website(String),
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    Kind,
    Name,
    Identifier,
    Seat,
    Operates,
    Service,
    Headcount,
    Weapons,
    Owner,
    Site,
    Client,
    Certificate,
    Membership,
    Website,
}

/// One of its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    pub text: String,
    pub kind: NameKind,
    /// The language that it is in, by BCP 47, where the source says it or whoever entered it knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The script that it is written in, by ISO 15924, such as `Arab`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
}

/// What sort of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// As a register has it.
    Legal,
    /// Under which it works.
    Trading,
    /// Which it had before.
    Former,
    /// As somebody wrote it: on a cap, in a newspaper.
    AsWritten,
    Abbreviation,
}

impl NameKind {
    pub const ALL: [NameKind; 5] = [
        NameKind::Legal,
        NameKind::Trading,
        NameKind::Former,
        NameKind::AsWritten,
        NameKind::Abbreviation,
    ];

    /// The stable code, also the end of its message key (`name-kind-…`).
    pub fn code(self) -> &'static str {
        match self {
            NameKind::Legal => "legal",
            NameKind::Trading => "trading",
            NameKind::Former => "former",
            NameKind::AsWritten => "as-written",
            NameKind::Abbreviation => "abbreviation",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The scheme of the Legal Entity Identifier (ISO 17442).
pub const LEI: &str = "lei";

/// Its number in a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// [`LEI`], or the register as it calls itself.
    pub scheme: String,
    /// Of a national register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    pub value: String,
}

/// How many people work for it, everywhere or in one country. Both ends are the same where the source gives one number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headcount {
    pub least: u32,
    pub most: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
}

/// Whether its people bear weapons, everywhere or in one country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weapons {
    pub bearing: Bearing,
    pub classes: BTreeSet<Code>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
}

/// How far its people bear weapons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearing {
    None,
    /// Some do, for some work, or with a licence for each.
    Restricted,
    Armed,
}

impl Bearing {
    pub const ALL: [Bearing; 3] = [Bearing::None, Bearing::Restricted, Bearing::Armed];

    /// The stable code, also the end of its message key (`bearing-…`).
    pub fn code(self) -> &'static str {
        match self {
            Bearing::None => "none",
            Bearing::Restricted => "restricted",
            Bearing::Armed => "armed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bearing| bearing.code() == code)
    }
}

/// A part of it that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stake {
    pub owner: Party,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    pub hold: Hold,
}

/// A share in hundredths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(pub u32);

impl Share {
    pub const WHOLE: Share = Share(10_000);

    /// Whether it alone decides.
    pub fn is_majority(self) -> bool {
        self.0 * 2 > Share::WHOLE.0
    }
}

/// How somebody has a part of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// The parent: it decides, whatever its share.
    Controls,
    /// It has shares or votes.
    Shares,
    /// It is no company of its own but a branch of that one.
    BranchOf,
}

impl Hold {
    pub const ALL: [Hold; 3] = [Hold::Controls, Hold::Shares, Hold::BranchOf];

    /// The stable code, also the end of its message key (`hold-…`).
    pub fn code(self) -> &'static str {
        match self {
            Hold::Controls => "controls",
            Hold::Shares => "shares",
            Hold::BranchOf => "branch-of",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hold| hold.code() == code)
    }
}

/// Who owns it, or for whom it works.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// One of the registry.
    Company(CompanyId),
    /// An organisation that is not in the registry.
    Organisation(String),
    State(Country),
    /// One or more people, told together. Who they are is not kept.
    People,
}

/// A place that it guards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    pub name: String,
    pub place: Place,
    /// How much of it the public is shown.
    pub shown: Precision,
}

/// Where it is, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub country: Country,
    /// By ISO 3166-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// The town or village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
}

/// A point on the map, in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    pub north: i32,
    pub east: i32,
}

/// How much of a site or a client the public is shown. Nothing is what is shown until somebody says otherwise.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    #[default]
    Nothing,
    Country,
    District,
    Locality,
    /// With its name, and the point on the map.
    Whole,
}

impl Precision {
    pub const ALL: [Precision; 5] = [
        Precision::Nothing,
        Precision::Country,
        Precision::District,
        Precision::Locality,
        Precision::Whole,
    ];

    /// The stable code, also the end of its message key (`precision-…`).
    pub fn code(self) -> &'static str {
        match self {
            Precision::Nothing => "nothing",
            Precision::Country => "country",
            Precision::District => "district",
            Precision::Locality => "locality",
            Precision::Whole => "whole",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

/// For whom it works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    pub party: Party,
    /// It is itself a company that was hired, and hands the work on.
    pub subcontract: bool,
    /// Where it works for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// How much of it the public is shown; who it is only with [`Precision::Whole`].
    pub shown: Precision,
}

/// A certificate that it follows a standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    pub standard: Code,
    /// Who certified it.
    pub body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// For what and where it is good, in the words of the certificate.
    pub scope: String,
    pub issued: Dated,
    /// The last day on which it is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Dated>,
}

impl Certificate {
    /// From when and until when it is good, if nobody takes it away earlier.
    pub fn validity(&self) -> Validity {
        Validity {
            from: Some(self.issued),
            until: self.expires.map_or(Until::GoesOn, Until::On),
        }
    }
}

/// What it is in the Association, as a source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    pub standing: Standing,
    /// Why it was terminated or suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Code>,
}

impl Fact {
    pub fn kind(&self) -> FactKind {
        match self {
            Fact::Kind(_) => FactKind::Kind,
            Fact::Name(_) => FactKind::Name,
            Fact::Identifier(_) => FactKind::Identifier,
            Fact::Seat(_) => FactKind::Seat,
            Fact::Operates(_) => FactKind::Operates,
            Fact::Service(_) => FactKind::Service,
            Fact::Headcount(_) => FactKind::Headcount,
            Fact::Weapons(_) => FactKind::Weapons,
            Fact::Owner(_) => FactKind::Owner,
            Fact::Site(_) => FactKind::Site,
            Fact::Client(_) => FactKind::Client,
            Fact::Certificate(_) => FactKind::Certificate,
            Fact::Membership(_) => FactKind::Membership,
            Fact::Website(_) => FactKind::Website,
        }
    }
}

impl FactKind {
    pub const ALL: [FactKind; 14] = [
        FactKind::Kind,
        FactKind::Name,
        FactKind::Identifier,
        FactKind::Seat,
        FactKind::Operates,
        FactKind::Service,
        FactKind::Headcount,
        FactKind::Weapons,
        FactKind::Owner,
        FactKind::Site,
        FactKind::Client,
        FactKind::Certificate,
        FactKind::Membership,
        FactKind::Website,
    ];

    /// The stable code, also the end of its message key (`fact-kind-…`).
    pub fn code(self) -> &'static str {
        match self {
            FactKind::Kind => "kind",
            FactKind::Name => "name",
            FactKind::Identifier => "identifier",
            FactKind::Seat => "seat",
            FactKind::Operates => "operates",
            FactKind::Service => "service",
            FactKind::Headcount => "headcount",
            FactKind::Weapons => "weapons",
            FactKind::Owner => "owner",
            FactKind::Site => "site",
            FactKind::Client => "client",
            FactKind::Certificate => "certificate",
            FactKind::Membership => "membership",
            FactKind::Website => "website",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

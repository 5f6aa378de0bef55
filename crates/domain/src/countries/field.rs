//! What can be said of a country: the fields of its legal profile (domain dossier, 5.3), each with the type of its value.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    check::Check,
    value::{
        Allowed, Answer, Count, Duty, Guarantee, Law, Length, Money, Name, NotFound, OfRoute, Page,
        Penalty, Phone, Power, Remark, Rule, Sanction, Value,
    },
};
use crate::remedies::{Code, Cost, Kind, Limit, Who, Words};

/// Each field once: what it is, of which type, its stable code, and the section in which it stands.
macro_rules! fields {
    ($($section:ident = $section_code:literal {
        $($(#[$doc:meta])* $field:ident($value:ty) = $code:literal;)*
    })*) => {
        /// One thing that is said of a country.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Says {
            $($($(#[$doc])* $field($value),)*)*
            /// Somebody looked for it, and found nothing. That is no "no", and not the same as if nobody had looked.
            NotFound(NotFound),
        }

        /// What of a country is said.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($($(#[$doc])* $field,)*)*
        }

        /// Fields that belong together.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Section {
            $($section,)*
        }

        impl Says {
            /// What it is said of; where nothing was found, what was looked for.
            pub fn field(&self) -> Field {
                match self {
                    $($(Says::$field(_) => Field::$field,)*)*
                    Says::NotFound(sought) => sought.field,
                }
            }

            /// The value, but where nothing was found.
            fn value(&self) -> Option<&dyn AnyValue> {
                match self {
                    $($(Says::$field(value) => Some(value),)*)*
                    Says::NotFound(_) => None,
                }
            }

            /// Whether both can be so, if they are said of the same. That nothing was found contradicts nothing.
            pub(super) fn fits(&self, other: &Self) -> bool {
                match (self, other) {
                    $($((Says::$field(a), Says::$field(b)) => a.fits(b),)*)*
                    _ => true,
                }
            }
        }

        impl Field {
            pub const ALL: &'static [Field] = &[$($(Field::$field,)*)*];

            /// The stable code, also the end of its message key (`law-field-…`).
            pub fn code(self) -> &'static str {
                match self {
                    $($(Field::$field => $code,)*)*
                }
            }

            pub fn section(self) -> Section {
                match self {
                    $($(Field::$field => Section::$section,)*)*
                }
            }

            /// The codes of its values, where they are a few that there are words for.
            pub fn options(self) -> &'static [&'static str] {
                match self {
                    $($(Field::$field => <$value as Value>::OPTIONS,)*)*
                }
            }
        }

        impl Section {
            pub const ALL: &'static [Section] = &[$(Section::$section,)*];

            /// The stable code, also the end of its message key (`law-section-…`).
            pub fn code(self) -> &'static str {
                match self {
                    $(Section::$section => $section_code,)*
                }
            }
        }
    };
}

fields! {
    Regulator = "regulator" {
        /// Who oversees the companies.
        Regulator(Name) = "regulator";
        /// Who gives the licences, where that is somebody else.
        Licenser(Name) = "licenser";
        /// Under which ministry it is.
        Ministry(Name) = "ministry";
        RegulatorPage(Page) = "regulator-page";
        RegulatorPhone(Phone) = "regulator-phone";
        /// Whether it decides by itself.
        RegulatorIndependent(Answer) = "regulator-independent";
    }
    Laws = "laws" {
        /// A law. Since when it is in force is from when its claim is so.
        Law(Law) = "law";
    }
    Licensing = "licensing" {
        /// Whether a company needs a licence.
        CompanyLicence(Answer) = "company-licence";
        /// For how many months it is good.
        CompanyLicenceMonths(Rule<u16>) = "company-licence-months";
        CompanyLicenceFee(Rule<Money>) = "company-licence-fee";
        /// How it is renewed.
        CompanyLicenceRenewal(Words) = "company-licence-renewal";
        /// Where everybody can look up who has one.
        CompanyRegister(Rule<Page>) = "company-register";
        /// Whether a guard needs a licence of their own.
        IndividualLicence(Answer) = "individual-licence";
        IndividualLicenceMonths(Rule<u16>) = "individual-licence-months";
        IndividualLicenceFee(Rule<Money>) = "individual-licence-fee";
        IndividualLicenceRenewal(Words) = "individual-licence-renewal";
        IndividualRegister(Rule<Page>) = "individual-register";
    }
    Personnel = "personnel" {
        MinimumAge(Rule<u8>) = "minimum-age";
        /// How much training the law asks for before somebody works.
        Training(Rule<Length>) = "training";
        /// What has to be taught, or who says it.
        Curriculum(Rule<Words>) = "curriculum";
        /// How people are looked at before they are hired.
        Vetting(Rule<Words>) = "vetting";
        /// After how many months training has to be renewed.
        Refresher(Rule<u16>) = "refresher";
        /// Whether a guard has to carry a card that says who they are.
        IdCard(Answer) = "id-card";
    }
    Weapons = "weapons" {
        /// Whether guards may bear firearms.
        WeaponsAllowed(Allowed) = "weapons-allowed";
        /// Who permits them.
        WeaponsPermit(Rule<Name>) = "weapons-permit";
        /// Classes that may be borne, as the terms of the registry call them.
        WeaponsClasses(BTreeSet<Code>) = "weapons-classes";
        WeaponsStorage(Rule<Words>) = "weapons-storage";
        /// Whether guards may work with dogs.
        Dogs(Answer) = "dogs";
    }
    Powers = "powers" {
        Arrest(Power) = "arrest";
        Search(Power) = "search";
        /// When guards may use force, and how much.
        ForceStandard(Rule<Words>) = "force-standard";
        /// After how many hours whoever was apprehended has to be with the police; 0 is at once.
        HandoverDeadline(Rule<u16>) = "handover-deadline";
    }
    Complaints = "complaints" {
        /// What becomes of what somebody brings there: also that nothing does, or that there is no such route.
        RouteKind(OfRoute<Kind>) = "route-kind";
        /// What it is called where it is.
        RouteBody(OfRoute<Name>) = "route-body";
        RouteWho(OfRoute<Vec<Who>>) = "route-who";
        /// Codes of languages.
        RouteLanguages(OfRoute<Vec<Code>>) = "route-languages";
        RouteCost(OfRoute<Cost>) = "route-cost";
        RouteTimeLimit(OfRoute<Limit>) = "route-time-limit";
        /// Whether it can be used without a name.
        RouteAnonymous(OfRoute<bool>) = "route-anonymous";
        /// What it can give: codes of wishes.
        RouteRemedy(OfRoute<Vec<Code>>) = "route-remedy";
        /// Whether a law protects those who use it from retaliation.
        RouteProtection(OfRoute<bool>) = "route-protection";
        /// What somebody should know before.
        RouteNote(OfRoute<Words>) = "route-note";
    }
    Labour = "labour" {
        /// By what the wage is set that nobody may go under.
        MinimumWage(Rule<Words>) = "minimum-wage";
        /// Most hours of a week.
        MaxHours(Rule<u8>) = "max-hours";
        /// Who bargains for the trade.
        BargainingBody(Rule<Name>) = "bargaining-body";
        /// Whether guards can join a union.
        Union(Answer) = "union";
    }
    Liability = "liability" {
        /// Whether a company has to be insured for harm that it does.
        Insurance(Answer) = "insurance";
        /// What a company has to deposit.
        Guarantee(Guarantee) = "guarantee";
    }
    Buyers = "buyers" {
        /// Whether who hires security has to hire a company with a licence.
        HireLicensed(Answer) = "hire-licensed";
        /// What happens to who does not.
        BuyerPenalty(Rule<Penalty>) = "buyer-penalty";
    }
    Sanctions = "sanctions" {
        Sanction(Sanction) = "sanction";
    }
    Reporting = "reporting" {
        /// Something that companies have to tell the state.
        Reporting(Duty) = "reporting";
    }
    International = "international" {
        /// Whether it takes part in the Montreux Document.
        Montreux(Answer) = "montreux";
        /// How many companies of the country are members of the Association, as the source says.
        IcocaMembers(Count) = "icoca-members";
        /// Whether it takes part in the Voluntary Principles on Security and Human Rights.
        Vpshr(Answer) = "vpshr";
    }
    Sector = "sector" {
        /// How many companies there are; of which year is from when its claim is so.
        Companies(Count) = "companies";
        /// How many people work for them.
        Personnel(Count) = "personnel";
    }
    Remarks = "remarks" {
        /// What no field has a place for.
        Remark(Remark) = "remark";
    }
}

/// What can be asked of a value, whatever its type.
trait AnyValue {
    fn which(&self) -> String;
    fn option(&self) -> Option<&'static str>;
    fn words(&self) -> Option<&Words>;
    fn check(&self, check: &mut Check<'_>);
}

impl<T: Value> AnyValue for T {
    fn which(&self) -> String {
        Value::which(self)
    }

    fn option(&self) -> Option<&'static str> {
        Value::option(self)
    }

    fn words(&self) -> Option<&Words> {
        Value::words(self)
    }

    fn check(&self, check: &mut Check<'_>) {
        Value::check(self, check);
    }
}

impl Says {
    /// Which of several of its field it is: which law, which route.
    pub(super) fn which(&self) -> String {
        match self {
            Says::NotFound(sought) => sought.which(),
            _ => self.value().map(AnyValue::which).unwrap_or_default(),
        }
    }

    /// The code of the value, where there are a few that there are words for ([`Field::options`]).
    pub fn option(&self) -> Option<&'static str> {
        self.value().and_then(AnyValue::option)
    }

    /// The value in words, where it is some.
    pub fn words(&self) -> Option<&Words> {
        self.value().and_then(AnyValue::words)
    }

    pub(super) fn check(&self, check: &mut Check<'_>) {
        match self {
            Says::NotFound(sought) => sought.check(check),
            _ => self.value().into_iter().for_each(|v| v.check(check)),
        }
    }

    /// Whether a value is said, and not that none was found.
    pub fn is_value(&self) -> bool {
        !matches!(self, Says::NotFound(_))
    }
}

impl Field {
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.code() == code)
    }

    /// Whether it is said of a complaint route.
    pub fn is_of_route(self) -> bool {
        self.section() == Section::Complaints
    }

    /// Whether a profile without it has a gap. Remarks and notes are made where there is something to remark.
    pub fn is_asked(self) -> bool {
        !matches!(self, Field::Remark | Field::RouteNote)
    }
}

/// What is no field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no field of a country's profile")]
pub struct NotAField;

impl FromStr for Field {
    type Err = NotAField;

    fn from_str(code: &str) -> Result<Self, NotAField> {
        Self::from_code(code).ok_or(NotAField)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(D::Error::custom)
    }
}

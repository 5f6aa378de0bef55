//! Laws, and what follows when somebody does not keep to them.

use serde::{Deserialize, Serialize};

use super::{Money, NAME_MAX, Rule, Value, options};
use crate::{
    countries::check::{Check, Flaw},
    registry::{self, NUMBER_MAX, fits, folded, joined},
};

options! {
    /// What a law is for.
    LawRole("law-role") {
        /// The law on private security companies. A country has one.
        Main = "main",
        /// What was made under it: regulations, an ordinance.
        UnderIt = "under-it",
        /// How companies and guards have to behave.
        Conduct = "conduct",
        Firearms = "firearms",
        Labour = "labour",
        Other = "other",
    }
    /// For what somebody is punished.
    Offence("law-offence") {
        /// A company works without a licence.
        UnlicensedCompany = "unlicensed-company",
        /// A guard works without a licence.
        UnlicensedGuard = "unlicensed-guard",
        /// Bad conduct towards people.
        Misconduct = "misconduct",
        Weapons = "weapons",
        /// Not telling the state what it has to be told.
        NotReporting = "not-reporting",
        Other = "other",
    }
    /// Whose companies.
    Whose("law-whose") {
        Any = "any",
        /// Those of the country.
        Local = "local",
        Foreign = "foreign",
    }
}

/// A law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    pub role: LawRole,
    /// As the source writes it, in its own language.
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// A page with its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Value for Law {
    /// Two main laws are one matter, whatever they are called: sources disagree even on the number of a law (domain dossier, 5.4).
    fn which(&self) -> String {
        match self.role {
            LawRole::Main => self.role.code().to_owned(),
            _ => joined(&[&self.role.code(), &folded(&self.title)]),
        }
    }

    /// A title can be translated, or told shorter. So a number and a year that are the same decide, and the title only where they are not
    /// told.
    fn fits(&self, other: &Self) -> bool {
        let number = fits(self.number.as_ref(), other.number.as_ref(), |a, b| {
            folded(a) == folded(b)
        });
        let year = fits(self.year, other.year, |a, b| a == b);
        let both_told = self.number.is_some() && other.number.is_some();
        number && year && (both_told || folded(&self.title) == folded(&other.title))
    }

    fn check(&self, check: &mut Check<'_>) {
        check.line("title", &self.title, NAME_MAX);
        if let Some(number) = &self.number {
            check.line("number", number, NUMBER_MAX);
        }
        let fits = self.year.is_none_or(|year| (1600..=9_999).contains(&year));
        let flaw = Flaw::Shared(registry::Flaw::TooLongAgo);
        check.is(fits, "year", flaw);
        if let Some(address) = &self.address {
            check.page("address", address);
        }
    }
}

/// In what a fine is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FineUnit {
    /// Its code (ISO 4217).
    Currency(String),
    /// The lowest wage of a month that the law allows.
    MonthlyMinimumWages,
}

/// A fine: up to so much, and from so much on where the law says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u64>,
    /// Nothing where the source does not say how much it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<FineUnit>,
}

/// What can happen to somebody. One of these, at least.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine: Option<Fine>,
    /// Most months in prison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prison_months: Option<u16>,
    /// Whether a licence can be taken away for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<bool>,
}

impl Value for Penalty {
    fn fits(&self, other: &Self) -> bool {
        let fine = |a: &Fine, b: &Fine| {
            fits(a.least, b.least, |a, b| a == b)
                && fits(a.most, b.most, |a, b| a == b)
                && fits(a.unit.as_ref(), b.unit.as_ref(), |a, b| a == b)
        };
        fits(self.fine.as_ref(), other.fine.as_ref(), fine)
            && fits(self.prison_months, other.prison_months, |a, b| a == b)
            && fits(self.licence, other.licence, |a, b| a == b)
    }

    fn check(&self, check: &mut Check<'_>) {
        check.is(*self != Self::default(), "value", Flaw::SaysNothing);
        if let Some(months) = self.prison_months {
            check.range(u64::from(months), (1, 1_200));
        }
        let Some(fine) = &self.fine else {
            return;
        };
        let in_order = fits(fine.least, fine.most, |least, most| least <= most);
        let flaw = Flaw::Shared(registry::Flaw::LeastAboveMost);
        check.is(in_order, "most", flaw);
        let amount = fine.least.is_some() || fine.most.is_some();
        check.is(amount == fine.unit.is_some(), "unit", Flaw::NotACurrency);
        if let Some(FineUnit::Currency(code)) = &fine.unit {
            check.currency(code);
        }
    }
}

/// What can happen for an offence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sanction {
    pub against: Offence,
    pub penalty: Penalty,
}

impl Value for Sanction {
    fn which(&self) -> String {
        self.against.code().to_owned()
    }

    fn fits(&self, other: &Self) -> bool {
        self.penalty.fits(&other.penalty)
    }

    fn check(&self, check: &mut Check<'_>) {
        self.penalty.check(check);
    }
}

/// What companies have to deposit before they work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guarantee {
    pub of: Whose,
    pub amount: Rule<Money>,
}

impl Value for Guarantee {
    const OPTIONS: &'static [&'static str] = Rule::<Money>::OPTIONS;

    fn which(&self) -> String {
        self.of.code().to_owned()
    }

    fn fits(&self, other: &Self) -> bool {
        self.amount.fits(&other.amount)
    }

    fn option(&self) -> Option<&'static str> {
        self.amount.option()
    }

    fn check(&self, check: &mut Check<'_>) {
        self.amount.check(check);
    }
}

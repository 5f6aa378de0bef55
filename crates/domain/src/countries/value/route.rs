//! Complaint routes: which route something is said of, and what was looked for and not found.

use serde::{Deserialize, Serialize};

use super::Value;
use crate::{
    countries::{
        Field,
        check::{Check, Flaw},
    },
    registry::joined,
    remedies::{Code, Words},
};

/// Which route: a kind of door, and which of several at that door. One body can run no complaints scheme and still take tips; those are two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RouteKey {
    pub door: Code,
    /// From 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub nth: u8,
}

fn first() -> u8 {
    1
}

fn is_first(nth: &u8) -> bool {
    *nth == 1
}

impl RouteKey {
    fn which(&self) -> String {
        joined(&[&self.door, &self.nth])
    }

    fn check(&self, check: &mut Check<'_>) {
        check.door(&self.door);
        check.range(u64::from(self.nth), (1, 9));
    }
}

/// Something that is said of one route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfRoute<T> {
    #[serde(flatten)]
    pub route: RouteKey,
    pub is: T,
}

impl<T: Value> Value for OfRoute<T> {
    const OPTIONS: &'static [&'static str] = T::OPTIONS;

    fn which(&self) -> String {
        self.route.which()
    }

    fn fits(&self, other: &Self) -> bool {
        self.is.fits(&other.is)
    }

    fn option(&self) -> Option<&'static str> {
        self.is.option()
    }

    fn words(&self) -> Option<&Words> {
        self.is.words()
    }

    fn check(&self, check: &mut Check<'_>) {
        self.route.check(check);
        self.is.check(check);
    }
}

/// What somebody looked for, and did not find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotFound {
    pub field: Field,
    /// Of which route; only of what is said of one, and not where no route was found at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteKey>,
}

impl NotFound {
    /// Apart from any value: what one did not find, another may have.
    pub(in crate::countries) fn which(&self) -> String {
        let route = self.route.as_ref().map(RouteKey::which);
        joined(&[&"", &route.unwrap_or_default()])
    }

    pub(in crate::countries) fn check(&self, check: &mut Check<'_>) {
        check.is(self.field.is_asked(), "value", Flaw::UnknownField);
        if let Some(route) = &self.route {
            check.is(self.field.is_of_route(), "route", Flaw::UnknownField);
            route.check(check);
        }
    }
}

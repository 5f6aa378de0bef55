//! Certification (domain dossier, 3.1): a company’s certificate is looked at with its dossier, taken by somebody who did not look at it, and kept up
//! by yearly surveillance and renewal. Which parts, standards and certifiers there are is data; whether it is good follows from days.

mod dates;
mod dossier;
mod rules;
mod take;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::course::{Course, Move, Walk};
use crate::{Day, EvidenceId, remedies::Code};

pub use dates::{Dates, Keeping};
pub use dossier::{Given, Missing, Redaction, Request};
pub use rules::{Body, CertificationRules, DEFAULT, Listed, Part, Way};
pub use take::Asked;

/// As whom the days of a certificate act.
pub const DATES: &str = "dates";

/// One thing that happened in a certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub done: Move,
    pub act: Act,
}

/// What it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Added(Given),
    /// The certifier looked again on that day, and that is the report.
    Surveyed {
        on: Day,
        report: EvidenceId,
    },
    /// A step that carries nothing but its words.
    Stepped,
}

/// A certification: what was asked for, and all that happened.
#[derive(Debug, Clone)]
pub struct Certification<'a> {
    pub request: &'a Request,
    pub rules: &'a CertificationRules,
    pub course: &'a Course,
    /// In the order in which they happened.
    pub entries: &'a [Entry],
    moves: Vec<Move>,
}

impl<'a> Certification<'a> {
    pub fn of(
        request: &'a Request,
        rules: &'a CertificationRules,
        course: &'a Course,
        entries: &'a [Entry],
    ) -> Self {
        Self {
            request,
            rules,
            course,
            entries,
            moves: entries.iter().map(|entry| entry.done.clone()).collect(),
        }
    }

    pub fn walk(&self) -> Walk<'_> {
        Walk {
            course: self.course,
            began: self.request.began,
            moves: &self.moves,
        }
    }

    pub fn state(&self) -> &str {
        self.walk().state()
    }

    /// Each part as it was given last. What was given before stays among the entries.
    pub fn given(&self) -> BTreeMap<&'a str, &'a Given> {
        let entries: &'a [Entry] = self.entries;
        let given = entries.iter().filter_map(|entry| match &entry.act {
            Act::Added(given) => Some((given.part.as_str(), given)),
            _ => None,
        });
        given.collect()
    }

    /// Which parts are needed on a day: some only once the certificate has been good for a while.
    pub fn needed(&self, today: Day) -> Vec<&'a Part> {
        let rules: &'a CertificationRules = self.rules;
        let issued = self.request.certificate.issued.first();
        let since = |part: &Part| dates::months_after(issued, part.after_months);
        let parts = rules.parts.iter();
        parts.filter(|part| since(part) <= today).collect()
    }

    /// What is missing on a day, by part.
    pub fn missing(&self, today: Day) -> BTreeMap<Code, Missing> {
        let given = self.given();
        let missing = |part: &Part| match given.get(part.code.as_str()) {
            Some(own) => own.lacks(part),
            None => Some(Missing::NotGiven),
        };
        let needed = self.needed(today).into_iter();
        let missing = needed.filter_map(|part| Some((part.code.clone(), missing(part)?)));
        missing.collect()
    }

    /// The days of the certificate.
    pub fn dates(&self) -> Dates<'a> {
        let surveyed = self.entries.iter().filter_map(|entry| match entry.act {
            Act::Surveyed { on, .. } => Some(on),
            _ => None,
        });
        Dates {
            rules: self.rules,
            certificate: &self.request.certificate,
            surveyed: surveyed.collect(),
        }
    }

    /// What the days of the certificate do on a day, if anything: an act of the course that [`DATES`] does.
    pub fn due_act(&self, today: Day) -> Option<&'static str> {
        let act = match self.dates().on(today) {
            Keeping::NotYet { .. } | Keeping::Good { .. } => return None,
            Keeping::SurveillanceDue { .. } => "surveillance-due",
            Keeping::RenewalDue { .. } => "renewal-due",
            Keeping::Lapsed { .. } => "lapse",
        };
        let walk = self.walk();
        let is_open = walk.open_to(&[DATES]).any(|exit| exit.act == act);
        is_open.then_some(act)
    }
}

//! What a company asks for, and the parts of its dossier.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    super::flaw::{Check, Flaw, Flawed, NAME_MAX, TEXT_MAX},
    rules::{CertificationRules, Part},
};
use crate::{
    CertificationId, CompanyId, Day, EvidenceId,
    registry::{self, Certificate},
    remedies::Code,
};

/// What a company asks for: that its certificate is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub id: CertificationId,
    pub company: CompanyId,
    /// The same that the registry records.
    pub certificate: Certificate,
    pub began: Day,
}

/// One part of a dossier, as the company gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub part: Code,
    pub files: BTreeSet<EvidenceId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<Redaction>,
    /// Why there is none, where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lacking: String,
}

/// Something that was made unreadable in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// Where it is, such as a page.
    pub place: String,
    pub why: String,
}

/// Why a part of a dossier is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    NotGiven,
    /// Something in it is unreadable, and nobody says why.
    RedactedWithout,
}

impl Missing {
    pub const ALL: [Missing; 2] = [Missing::NotGiven, Missing::RedactedWithout];

    /// The stable code, also the end of its message key (`part-missing-…`).
    pub fn code(self) -> &'static str {
        match self {
            Missing::NotGiven => "not-given",
            Missing::RedactedWithout => "redacted-without",
        }
    }
}

impl Request {
    /// Looks through what is asked for. A certifier who is not on the list is no flaw: the list is of one day.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, rules: &CertificationRules, today: Day) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        let own = &self.certificate;
        let is_taken = rules.standards.is.contains(&own.standard);
        let unknown = Flaw::Registry(registry::Flaw::UnknownTerm);
        check.is(is_taken, "standard", unknown);
        check.text("body", &own.body, registry::NAME_MAX);
        check.text("scope", &own.scope, registry::TEXT_MAX);
        check.not_later("issued", own.issued.first(), today);
        let ends_before = own
            .expires
            .is_some_and(|end| end.last() < own.issued.first());
        let backwards = Flaw::Registry(registry::Flaw::EndsBefore);
        check.is(!ends_before, "expires", backwards);
        check.done()
    }
}

impl Given {
    /// What is missing of it, if anything.
    pub(super) fn lacks(&self, part: &Part) -> Option<Missing> {
        let is_unsaid = |redaction: &Redaction| redaction.why.trim().is_empty();
        let says_why = part.may_lack && !self.lacking.trim().is_empty();
        if self.redactions.iter().any(is_unsaid) {
            return Some(Missing::RedactedWithout);
        }
        (self.files.is_empty() && !says_why).then_some(Missing::NotGiven)
    }

    pub(super) fn check(&self, check: &mut Check, rules: &CertificationRules) {
        let is_part = rules.part(&self.part).is_some();
        check.is(is_part, "part", Flaw::NotAsked);
        check.few("files", self.files.len() + self.redactions.len());
        let is_bare = self.files.is_empty() && self.lacking.trim().is_empty();
        check.is(!is_bare, "files", Flaw::NeedsEvidence);
        check.words("lacking", &self.lacking, TEXT_MAX);
        for redaction in &self.redactions {
            check.text("place", &redaction.place, NAME_MAX);
            check.words("why", &redaction.why, TEXT_MAX);
        }
    }
}

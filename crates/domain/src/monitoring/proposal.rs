//! What monitoring says to the registry: that a company is to be something else in the Association from a day on. It is only a proposal. Nothing
//! changes until somebody records a claim with a source that everybody can look at; the tool never speaks for the Association.

use serde::{Deserialize, Serialize};

use super::course::Proposes;
use crate::{
    CertificationId, CompanyId, ConcernId, Day,
    registry::{
        Audience, Claim, Confidence, Dated, Fact, Membership, Source, Standing, Terms, Until,
        Validity,
    },
    remedies::Code,
};

/// From what a proposal comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    Concern(ConcernId),
    Certification(CertificationId),
}

/// That a company is to be something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub company: CompanyId,
    pub becomes: Proposes,
    /// Why, as the registry knows reasons ([`Terms`]).
    pub reason: Option<Code>,
    /// The day of the decision.
    pub on: Day,
    pub because: Because,
}

impl Proposal {
    /// What it would be, where `before` is what it was before it was suspended; nothing where that has to be known and is not.
    pub fn standing(&self, before: Option<Standing>) -> Option<Standing> {
        match self.becomes {
            Proposes::Is(standing) => Some(standing),
            Proposes::Back => before.filter(|standing| *standing != Standing::Unknown),
        }
    }

    /// The claim that somebody could record, with the source that they give: internal, and no more believed than what is reported, until
    /// somebody says otherwise.
    pub fn claim(&self, before: Option<Standing>, source: Source) -> Option<Claim> {
        let date = self.on.date();
        let ends = Proposes::Is(Standing::Terminated);
        let has_reason = [Proposes::Is(Standing::Suspended), ends].contains(&self.becomes);
        let membership = Membership {
            standing: self.standing(before)?,
            reason: self.reason.clone().filter(|_| has_reason),
        };
        Some(Claim {
            fact: Fact::Membership(membership),
            source,
            confidence: Confidence::Reported,
            valid: Validity {
                from: Dated::day(date.year(), date.month(), date.day()),
                until: Until::GoesOn,
            },
            audience: Audience::Internal,
        })
    }

    /// Whether the terms know such a step from what the company is now. One that they do not know is told and not refused.
    pub fn is_known(&self, terms: &Terms, before: Option<Standing>, now: Standing) -> bool {
        let to = self.standing(before);
        to.is_some_and(|to| terms.may_follow(before, now, to))
    }
}

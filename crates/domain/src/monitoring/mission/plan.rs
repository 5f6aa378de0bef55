//! The plan of a mission: why, where, when, who, and how everybody stays safe.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::flaw::{Check, Flaw, Flawed, NAME_MAX, TEXT_MAX};
use crate::{
    CompanyId, Day, EvidenceId, MemberId, VisitId,
    intake::places::is_district,
    registry::{self, Country, Place},
};

/// Why a mission goes (domain dossier, 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Something was read or told.
    Information,
    /// A look at the risks for human rights in a country or a trade.
    RiskAssessment,
    CompanyRequest,
    /// After complaints.
    SpotCheck,
}

impl Why {
    pub const ALL: [Why; 4] = [
        Why::Information,
        Why::RiskAssessment,
        Why::CompanyRequest,
        Why::SpotCheck,
    ];

    /// The stable code, also the end of its message key (`mission-why-…`).
    pub fn code(self) -> &'static str {
        match self {
            Why::Information => "information",
            Why::RiskAssessment => "risk-assessment",
            Why::CompanyRequest => "company-request",
            Why::SpotCheck => "spot-check",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

/// What somebody of the team does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TeamRole {
    Lead,
    Monitor,
    Interpreter,
    /// Knows something that is needed, such as weapons or the law.
    Expert,
    /// Looks after everybody's safety.
    Safety,
}

impl TeamRole {
    pub const ALL: [TeamRole; 5] = [
        TeamRole::Lead,
        TeamRole::Monitor,
        TeamRole::Interpreter,
        TeamRole::Expert,
        TeamRole::Safety,
    ];

    /// The stable code, also the end of its message key (`team-role-…`).
    pub fn code(self) -> &'static str {
        match self {
            TeamRole::Lead => "lead",
            TeamRole::Monitor => "monitor",
            TeamRole::Interpreter => "interpreter",
            TeamRole::Expert => "expert",
            TeamRole::Safety => "safety",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Somebody of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mate {
    pub member: MemberId,
    pub role: TeamRole,
}

/// One place that the mission goes to, and the company that it looks at there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub id: VisitId,
    pub company: CompanyId,
    pub name: String,
    pub place: Place,
    /// None while it is not settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// A plan. Each change is another plan, which has to be approved and whose safety plan has to be known anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub why: Why,
    /// More of why: what is to be found out.
    pub because: String,
    pub countries: BTreeSet<Country>,
    pub companies: BTreeSet<CompanyId>,
    pub from: Day,
    pub to: Day,
    pub team: Vec<Mate>,
    pub visits: Vec<Visit>,
    /// The safety plan: a file, which everybody of the team acknowledges before they go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safety: Option<EvidenceId>,
}

impl Plan {
    pub fn visit(&self, id: VisitId) -> Option<&Visit> {
        self.visits.iter().find(|visit| visit.id == id)
    }

    pub fn role_of(&self, member: MemberId) -> Option<TeamRole> {
        let own = self.team.iter().find(|mate| mate.member == member);
        own.map(|mate| mate.role)
    }

    /// As whom a member acts in the course of the mission.
    pub fn actors_of(&self, member: MemberId) -> &'static [&'static str] {
        match self.role_of(member) {
            Some(TeamRole::Lead) => &["lead", "team"],
            Some(_) => &["team"],
            None => &[],
        }
    }

    /// Whether it says enough to be approved.
    pub fn is_whole(&self) -> bool {
        let has_lead = self.team.iter().any(|mate| mate.role == TeamRole::Lead);
        has_lead && self.safety.is_some() && !self.visits.is_empty() && !self.companies.is_empty()
    }

    /// Looks through a plan. It may still lack something: that is told when it is to be approved.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        check.text("because", &self.because, TEXT_MAX);
        for country in &self.countries {
            check.country("countries", country);
        }
        let backwards = Flaw::Registry(registry::Flaw::EndsBefore);
        check.is(self.from <= self.to, "to", backwards);
        let members: BTreeSet<MemberId> = self.team.iter().map(|mate| mate.member).collect();
        check.is(members.len() == self.team.len(), "team", Flaw::Twice);
        let leads = self.team.iter().filter(|mate| mate.role == TeamRole::Lead);
        check.is(leads.count() <= 1, "team", Flaw::OneLead);
        let visits: BTreeSet<VisitId> = self.visits.iter().map(|visit| visit.id).collect();
        check.is(visits.len() == self.visits.len(), "visits", Flaw::Twice);
        for visit in &self.visits {
            self.check_visit(&mut check, visit);
        }
        check.few("team", self.team.len());
        check.few("visits", self.visits.len());
        check.done()
    }

    fn check_visit(&self, check: &mut Check, visit: &Visit) {
        check.text("visits", &visit.name, NAME_MAX);
        let country = &visit.place.country;
        let is_there = self.countries.contains(country);
        let is_planned = self.companies.contains(&visit.company);
        let days = self.from..=self.to;
        let in_days = visit.on.is_none_or(|on| days.contains(&on));
        check.is(is_there && is_planned && in_days, "visits", Flaw::OutOfPlan);
        let district = visit.place.district.as_ref();
        let is_one = district.is_none_or(|district| is_district(district, country));
        check.is(
            is_one,
            "visits",
            Flaw::Registry(registry::Flaw::NotADistrict),
        );
    }
}

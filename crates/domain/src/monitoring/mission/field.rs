//! What a team writes down on the spot, on several devices: observations, talks, and how it went. People are counted and never named.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    super::{
        answer::Answer,
        finding::Strength,
        flaw::{Check, Flaw, Flawed, PEOPLE_MAX, TEXT_MAX},
        framework::{Framework, Whom},
        versions::{Version, Versions},
    },
    Plan,
};
use crate::{Day, EvidenceId, InterviewId, VisitId, remedies::Code, statistics::Floor};

/// What a note is about. Of each there is one, however many versions it has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Noted {
    /// One indicator on one place.
    Observation(VisitId, Code),
    Interview(InterviewId),
    /// How it went, as the team sees it together.
    Debrief,
}

/// What was written down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldNote {
    Observation(Observation),
    Interview(Interview),
    Debrief(String),
}

/// All that a team, or one device, wrote down.
pub type FieldSheet = Versions<Noted, FieldNote>;

/// What was found out of an indicator on a place, and how strongly that is borne out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Observation {
    pub answer: Answer,
    pub strength: Strength,
    pub says: String,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<EvidenceId>,
    /// The talks in which it was said.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub interviews: BTreeSet<InterviewId>,
}

/// A talk with one or more people, who agreed to it. They are counted; who they are is not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interview {
    pub on: Day,
    pub whom: Whom,
    /// None where it was away from every place, such as in an office or a safe house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
    pub people: u32,
    /// How many of them were women, where that was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub women: Option<u32>,
    /// Nobody of the company could hear it.
    pub apart: bool,
    /// They know what it is for, and agreed.
    pub agreed: bool,
    /// Which questions of the guide were asked.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub talks: BTreeSet<Code>,
    pub says: String,
}

/// How many people were talked with, as it may leave the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Talked {
    People(u64),
    /// So few that saying how many could tell who.
    FewerThan(u64),
}

/// Looks through one note as it stands in a sheet. What was taken back has nothing to look through.
pub(super) fn check(
    version: &Version<Noted, FieldNote>,
    plan: &Plan,
    framework: &Framework,
    today: Day,
) -> Result<(), Vec<Flawed>> {
    let mut check = Check::default();
    let is_of_team = plan.role_of(version.by).is_some();
    check.is(is_of_team, "by", Flaw::NotOfTeam);
    check.not_later("on", version.on, today);
    match (&version.of, &version.value) {
        (_, None) => {}
        (Noted::Observation(visit, code), Some(FieldNote::Observation(own))) => {
            own.check(&mut check, (*visit, code), (plan, framework), today);
        }
        (Noted::Interview(_), Some(FieldNote::Interview(own))) => {
            own.check(&mut check, (plan, framework), today);
        }
        (Noted::Debrief, Some(FieldNote::Debrief(words))) => check.text("debrief", words, TEXT_MAX),
        _ => check.add("of", Flaw::NotSuchAnAnswer),
    }
    check.done()
}

impl Observation {
    fn check(
        &self,
        check: &mut Check,
        (visit, code): (VisitId, &str),
        (plan, framework): (&Plan, &Framework),
        today: Day,
    ) {
        let Some(visit) = plan.visit(visit) else {
            check.add("visit", Flaw::OutOfPlan);
            return;
        };
        let mut list = framework.checklist(&visit.place.country).into_iter();
        match list.find(|own| own.code == code) {
            Some(own) => {
                let flaws = self.answer.check(&self.says, own, today).err();
                check.flaws.extend(flaws.unwrap_or_default());
            }
            None => check.add("indicator", Flaw::NotAsked),
        }
        check.few("evidence", self.evidence.len() + self.interviews.len());
        let has_file = !self.evidence.is_empty();
        let needs_file = self.strength == Strength::Document;
        check.is(has_file || !needs_file, "evidence", Flaw::NeedsEvidence);
    }
}

impl Interview {
    fn check(&self, check: &mut Check, (plan, framework): (&Plan, &Framework), today: Day) {
        check.not_later("on", self.on, today);
        let in_days = (plan.from..=plan.to).contains(&self.on);
        let is_there = self.visit.is_none_or(|id| plan.visit(id).is_some());
        check.is(in_days && is_there, "on", Flaw::OutOfPlan);
        let most = PEOPLE_MAX;
        let is_count = (1..=most).contains(&self.people);
        check.is(is_count, "people", Flaw::NotACount { most });
        let women = self.women.unwrap_or_default();
        check.is(women <= self.people, "women", Flaw::MoreThanAll);
        check.is(self.agreed, "agreed", Flaw::NoConsent);
        let is_own = |talk: &&Code| {
            { framework.talks.iter() }
                .any(|own| own.code == **talk && own.whom.contains(&self.whom))
        };
        let are_own = self.talks.iter().filter(is_own).count() == self.talks.len();
        check.is(are_own, "talks", Flaw::NotAsked);
        check.words("says", &self.says, TEXT_MAX);
    }
}

/// How many people were talked with, by who they are. Of too few, it is not said how many: their company reads the report, too.
pub fn talked(sheet: &FieldSheet, floor: Floor) -> BTreeMap<Whom, Talked> {
    let mut people: BTreeMap<Whom, u64> = BTreeMap::new();
    for note in sheet.settled().values() {
        if let FieldNote::Interview(own) = note {
            *people.entry(own.whom).or_default() += u64::from(own.people);
        }
    }
    let told = |count: u64| match floor.allows(count) {
        true => Talked::People(count),
        false => Talked::FewerThan(floor.get()),
    };
    people
        .into_iter()
        .map(|(whom, n)| (whom, told(n)))
        .collect()
}

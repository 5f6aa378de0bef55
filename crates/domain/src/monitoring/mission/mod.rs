//! Missions: field-based reviews (domain dossier, 3.2 and 4.4). A plan says why, where, who and how to stay safe; the team writes down on several
//! devices what it finds; the company replies to a draft before the report is final.

mod field;
mod plan;
mod take;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    course::{Course, Move, Walk},
    finding::{Bucket, Finding, Origin, Strength, Word},
    framework::{Framework, Indicator, Talk, Whom},
};
use crate::{Day, EvidenceId, MemberId, MissionId, VisitId, remedies::Code};

pub use field::{FieldNote, FieldSheet, Interview, Noted, Observation, Talked, talked};
pub use plan::{Mate, Plan, TeamRole, Visit, Why};
pub use take::Asked;

/// One thing that happened in a mission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub done: Move,
    pub act: Act,
}

/// What it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Planned(Plan),
    /// Somebody knows the safety plan of that plan, counted from 1.
    Acknowledged {
        plan: usize,
    },
    /// What a device brought.
    Noted(FieldSheet),
    /// A draft of the report, or the report: a file.
    Written {
        report: EvidenceId,
    },
    /// What the company says to the draft; its words are those of the move.
    Replied {
        file: Option<EvidenceId>,
    },
    /// A step that carries nothing.
    Stepped,
}

/// A mission: all that happened.
#[derive(Debug, Clone)]
pub struct Mission<'a> {
    pub id: MissionId,
    pub began: Day,
    pub framework: &'a Framework,
    pub course: &'a Course,
    /// In the order in which they happened.
    pub entries: &'a [Entry],
    moves: Vec<Move>,
}

impl<'a> Mission<'a> {
    pub fn of(
        (id, began): (MissionId, Day),
        framework: &'a Framework,
        course: &'a Course,
        entries: &'a [Entry],
    ) -> Self {
        Self {
            id,
            began,
            framework,
            course,
            entries,
            moves: entries.iter().map(|entry| entry.done.clone()).collect(),
        }
    }

    pub fn walk(&self) -> Walk<'_> {
        Walk {
            course: self.course,
            began: self.began,
            moves: &self.moves,
        }
    }

    pub fn state(&self) -> &str {
        self.walk().state()
    }

    /// The plan as it is now, and which one it is, counted from 1.
    pub fn plan(&self) -> Option<(usize, &'a Plan)> {
        let entries: &'a [Entry] = self.entries;
        let plans = entries.iter().filter_map(|entry| match &entry.act {
            Act::Planned(plan) => Some(plan),
            _ => None,
        });
        (1..).zip(plans).last()
    }

    /// Who of the team has not acknowledged the safety plan as it is now.
    pub fn unaware(&self) -> BTreeSet<MemberId> {
        let Some((now, plan)) = self.plan() else {
            return BTreeSet::new();
        };
        let aware = self.entries.iter().filter_map(|entry| match entry.act {
            Act::Acknowledged { plan } if plan == now => entry.done.by,
            _ => None,
        });
        let aware: BTreeSet<MemberId> = aware.collect();
        let team = plan.team.iter().map(|mate| mate.member);
        team.filter(|member| !aware.contains(member)).collect()
    }

    /// All that was written down on the spot, of all devices together.
    pub fn sheet(&self) -> FieldSheet {
        let brought = self.entries.iter().filter_map(|entry| match &entry.act {
            Act::Noted(sheet) => Some(sheet.clone()),
            _ => None,
        });
        brought.fold(FieldSheet::default(), FieldSheet::merge)
    }

    fn visit(&self, visit: VisitId) -> Option<&'a Visit> {
        self.plan().and_then(|(_, plan)| plan.visit(visit))
    }

    /// What is looked at on a place: the framework, and what the law there adds.
    pub fn checklist(&self, visit: VisitId) -> Vec<&'a Indicator> {
        let framework: &'a Framework = self.framework;
        let visit = self.visit(visit);
        visit.map_or_else(Vec::new, |visit| framework.checklist(&visit.place.country))
    }

    /// What on a place was not looked at yet.
    pub fn unchecked(&self, visit: VisitId) -> Vec<&'a Indicator> {
        let sheet = self.sheet();
        let heads = sheet.heads();
        let is_there = |own: &Indicator| {
            let key = Noted::Observation(visit, own.code.clone());
            let stands = heads.get(&key).into_iter().flatten();
            stands.into_iter().any(|version| version.value.is_some())
        };
        let list = self.checklist(visit).into_iter();
        list.filter(|own| !is_there(own)).collect()
    }

    /// What somebody is asked on a place.
    pub fn guide(&self, visit: VisitId, whom: Whom) -> Vec<&'a Talk> {
        let framework: &'a Framework = self.framework;
        let visit = self.visit(visit);
        visit.map_or_else(Vec::new, |visit| {
            framework.guide(whom, &visit.place.country)
        })
    }

    /// The reports that were written, the last one last.
    pub fn reports(&self) -> Vec<EvidenceId> {
        let written = self.entries.iter().filter_map(|entry| match entry.act {
            Act::Written { report } => Some(report),
            _ => None,
        });
        written.collect()
    }

    /// What the company replied, with its day, and a file where there is one.
    pub fn replies(&self) -> Vec<(&'a Move, Option<EvidenceId>)> {
        let entries: &'a [Entry] = self.entries;
        let replied = entries.iter().filter_map(|entry| match entry.act {
            Act::Replied { file } => Some((&entry.done, file)),
            _ => None,
        });
        replied.collect()
    }

    /// What the observations of a place suggest as findings, for somebody to look at: what was seen or stands in a document is observed, all
    /// else is alleged. What two people see otherwise suggests nothing.
    pub fn suggested(&self, visit: VisitId) -> BTreeMap<Code, Finding> {
        let Some(visit) = self.visit(visit) else {
            return BTreeMap::new();
        };
        let sheet = self.sheet();
        let settled = sheet.settled().into_iter();
        let own = settled.filter_map(|(of, note)| match (of, note) {
            (Noted::Observation(at, code), FieldNote::Observation(seen)) if *at == visit.id => {
                Some((code.clone(), self.finding(visit, code, seen)?))
            }
            _ => None,
        });
        own.collect()
    }

    fn finding(&self, visit: &Visit, code: &str, seen: &Observation) -> Option<Finding> {
        let indicator = self.framework.indicator(code)?;
        let (_, plan) = self.plan()?;
        let law = indicator.law_of(&visit.place.country);
        Some(Finding {
            company: visit.company,
            year: visit.on.unwrap_or(plan.to).date().year(),
            origin: Origin::Mission(self.id),
            word: match seen.strength >= Strength::Document {
                true => Word::Observed,
                false => Word::Alleged,
            },
            strength: seen.strength,
            bucket: indicator.cites.first().map_or(Bucket::Other, Bucket::of),
            country: Some(visit.place.country.clone()),
            indicator: Some(indicator.code.clone()),
            cites: indicator.cites.iter().cloned().collect(),
            law: law.map(|law| law.article.clone()).collect(),
            evidence: seen.evidence.clone(),
            found_by: None,
            says: seen.says.clone(),
        })
    }
}

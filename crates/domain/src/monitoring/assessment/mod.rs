//! The yearly self-assessment of a company (domain dossier, 3.2 and 4.3). It is answered bit by bit, by several people of the company, handed on in
//! sections, submitted with a reason for each gap, and answered with feedback. All that happens is an entry with who and which day; nothing of
//! it changes later, so that what was submitted stays, also when it was opened again for a correction.

mod entry;
mod take;
mod years;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    course::{Course, Move, Walk},
    framework::{Framework, Indicator, Instrument},
    versions::Versions,
};
use crate::{AssessmentId, CompanyId, Day, registry::Country, remedies::Code};

pub use entry::{Act, Delegation, Entry, Feedback, Filled, Judged};
pub use take::Asked;
pub use years::{SinceLast, Timeliness};

/// What a company is asked for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub id: AssessmentId,
    pub company: CompanyId,
    /// The year that it is about.
    pub year: i16,
    /// The version of the framework by which it is asked, which stays the same.
    pub framework: u32,
    /// Where the company worked in that year, so that it is asked what the law asks there.
    pub countries: BTreeSet<Country>,
    pub began: Day,
    /// The last day on which it is in time.
    pub due: Day,
}

/// A self-assessment: what was asked, and all that happened.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    pub call: &'a Call,
    pub framework: &'a Framework,
    pub course: &'a Course,
    /// In the order in which they happened.
    pub entries: &'a [Entry],
    moves: Vec<Move>,
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionState {
    NotStarted,
    InProgress,
    /// Nothing is missing.
    Complete,
}

impl SectionState {
    pub const ALL: [SectionState; 3] = [
        SectionState::NotStarted,
        SectionState::InProgress,
        SectionState::Complete,
    ];

    /// The stable code, also the end of its message key (`section-state-…`).
    pub fn code(self) -> &'static str {
        match self {
            SectionState::NotStarted => "not-started",
            SectionState::InProgress => "in-progress",
            SectionState::Complete => "complete",
        }
    }
}

/// One section with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'a> {
    pub code: &'a str,
    pub state: SectionState,
    pub asked: usize,
    pub answered: usize,
    /// Who it was handed on to, if somebody still has it.
    pub with: Option<&'a Delegation>,
}

/// What is missing of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    NoAnswer,
    /// It claims something, and nothing is there that could bear it out.
    NoEvidence,
    /// Two people answered otherwise without having seen each other's answer. No reason mends that: somebody looks at both.
    Conflict,
}

impl Gap {
    pub const ALL: [Gap; 3] = [Gap::NoAnswer, Gap::NoEvidence, Gap::Conflict];

    /// The stable code, also the end of its message key (`gap-…`).
    pub fn code(self) -> &'static str {
        match self {
            Gap::NoAnswer => "no-answer",
            Gap::NoEvidence => "no-evidence",
            Gap::Conflict => "conflict",
        }
    }
}

impl<'a> Assessment<'a> {
    pub fn of(
        call: &'a Call,
        framework: &'a Framework,
        course: &'a Course,
        entries: &'a [Entry],
    ) -> Self {
        Self {
            call,
            framework,
            course,
            entries,
            moves: entries.iter().map(|entry| entry.done.clone()).collect(),
        }
    }

    /// The same with the first so many entries only.
    fn first(&self, count: usize) -> Self {
        let entries = self.entries.get(..count).unwrap_or(self.entries);
        Self::of(self.call, self.framework, self.course, entries)
    }

    /// The same as it was at the end of a day.
    pub fn at(&self, day: Day) -> Self {
        let is_later = |entry: &Entry| entry.done.on > day;
        let known = self.entries.iter().position(is_later);
        self.first(known.unwrap_or(self.entries.len()))
    }

    pub fn walk(&self) -> Walk<'_> {
        Walk {
            course: self.course,
            began: self.call.began,
            moves: &self.moves,
        }
    }

    /// Where it stands: not started, in progress, submitted, feedback given or closed, as the course calls it.
    pub fn state(&self) -> &str {
        self.walk().state()
    }

    /// What is asked of this company.
    pub fn asked(&self) -> Vec<&'a Indicator> {
        let framework: &'a Framework = self.framework;
        framework.asked(Instrument::SelfAssessment, &self.call.countries)
    }

    /// One that is asked, by its code.
    pub fn indicator(&self, code: &str) -> Option<&'a Indicator> {
        self.asked().into_iter().find(|own| own.code == code)
    }

    /// All answers that were ever saved, with those that stand.
    pub fn answers(&self) -> Versions<Code, Filled> {
        let saved = self.entries.iter().filter_map(|entry| match &entry.act {
            Act::Saved(version) => Some(version.clone()),
            _ => None,
        });
        saved.collect()
    }

    /// The answers as they were when it was submitted the last time.
    pub fn submitted_answers(&self) -> Option<Versions<Code, Filled>> {
        let is_submitted = |entry: &Entry| matches!(entry.act, Act::Submitted { .. });
        let last = self.entries.iter().rposition(is_submitted)?;
        Some(self.first(last).answers())
    }

    /// What is missing: those asked that have no answer, or nothing that bears it out, or two answers.
    pub fn gaps(&self) -> BTreeMap<Code, Gap> {
        let answers = self.answers();
        let (conflicts, settled) = (answers.conflicts(), answers.settled());
        let gap = |own: &Indicator| match settled.get(&own.code) {
            _ if conflicts.contains_key(&own.code) => Some(Gap::Conflict),
            None => Some(Gap::NoAnswer),
            Some(filled) => filled.lacks_evidence(own).then_some(Gap::NoEvidence),
        };
        let asked = self.asked().into_iter();
        let gaps = asked.filter_map(|own| Some((own.code.clone(), gap(own)?)));
        gaps.collect()
    }

    /// Who has which section.
    pub fn delegations(&self) -> BTreeMap<&'a str, &'a Delegation> {
        let entries: &'a [Entry] = self.entries;
        let mut with = BTreeMap::new();
        for entry in entries {
            if let Act::Delegated(own) = &entry.act {
                match own.to {
                    Some(_) => with.insert(own.section.as_str(), own),
                    None => with.remove(own.section.as_str()),
                };
            }
        }
        with
    }

    /// Each section, in the order of the framework; those of which nothing is asked are left out.
    pub fn sections(&self) -> Vec<Section<'a>> {
        let (answers, gaps, with) = (self.answers(), self.gaps(), self.delegations());
        let heads = answers.heads();
        let is_answered = |own: &Indicator| {
            let stands = heads.get(&own.code).into_iter().flatten();
            stands.into_iter().any(|version| version.value.is_some())
        };
        let framework: &'a Framework = self.framework;
        let asked = self.asked();
        let sections = framework.sections().filter_map(|group| {
            let is_own = |own: &&&Indicator| framework.section_of(&own.group) == group.code;
            let own: Vec<&Indicator> = asked.iter().filter(is_own).copied().collect();
            let answered = own.iter().filter(|own| is_answered(own)).count();
            let is_whole = own.iter().all(|own| !gaps.contains_key(&own.code));
            (!own.is_empty()).then(|| Section {
                code: group.code.as_str(),
                state: match (answered, is_whole) {
                    (_, true) => SectionState::Complete,
                    (0, false) => SectionState::NotStarted,
                    (_, false) => SectionState::InProgress,
                },
                asked: own.len(),
                answered,
                with: with.get(group.code.as_str()).copied(),
            })
        });
        sections.collect()
    }

    /// What was said on each answer, the latest last.
    pub fn feedback(&self) -> BTreeMap<&'a str, Vec<(Day, &'a Feedback)>> {
        let entries: &'a [Entry] = self.entries;
        let mut all: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for entry in entries {
            if let Act::FeedbackSaid(own) = &entry.act {
                let said = all.entry(own.indicator.as_str()).or_default();
                said.push((entry.done.on, own));
            }
        }
        all
    }

    /// The reasons that were given for gaps, when it was submitted the last time.
    pub fn reasons(&self) -> BTreeMap<Code, String> {
        let reasons = self
            .entries
            .iter()
            .rev()
            .find_map(|entry| match &entry.act {
                Act::Submitted { reasons } => Some(reasons.clone()),
                _ => None,
            });
        reasons.unwrap_or_default()
    }

    /// Which answers it was opened again for; none where all can be answered, as before the first submission.
    pub fn open_again_for(&self) -> Option<&'a BTreeSet<Code>> {
        let entries: &'a [Entry] = self.entries;
        entries.iter().rev().find_map(|entry| match &entry.act {
            Act::Reopened { indicators } => Some(indicators),
            _ => None,
        })
    }
}

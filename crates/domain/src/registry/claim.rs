//! Claims: what somebody found said of a company, by whom, and how far it is believed. Nothing that was recorded changes or goes: a
//! correction and a taking back are later records, which say what they are about and why.

use std::{collections::HashMap, fmt};

use serde::{Deserialize, Serialize};

use super::{Covers, Fact, Said, Until, Validity};
use crate::{ClaimId, CompanyId, Day, MemberId};

/// Where something is said, so that everybody can look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    pub title: String,
    /// Whose word it is: the register, the Association, the newspaper.
    pub publisher: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// A copy that stays when the page goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// The day on which somebody read it.
    pub seen: Day,
}

/// How far a claim is believed, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// There are reasons against it: the source has an interest, or was wrong before.
    Doubtful,
    /// One source says it, and nobody checked. What a company says of itself is this.
    Reported,
    /// Two sources say it that do not copy from each other, or somebody looked on the spot.
    Corroborated,
    /// Whoever decides it says it: the register of its own entries, the certifier of its certificate, the Association of its members.
    Authoritative,
}

impl Confidence {
    pub const ALL: [Confidence; 4] = [
        Confidence::Doubtful,
        Confidence::Reported,
        Confidence::Corroborated,
        Confidence::Authoritative,
    ];

    /// The stable code, also the end of its message keys (`confidence-…`).
    pub fn code(self) -> &'static str {
        match self {
            Confidence::Doubtful => "doubtful",
            Confidence::Reported => "reported",
            Confidence::Corroborated => "corroborated",
            Confidence::Authoritative => "authoritative",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// Who may read a claim. What comes from a case is never public by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    Public,
    Internal,
}

impl Audience {
    /// The stable code, also the end of its message key (`audience-…`).
    pub fn code(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Internal => "internal",
        }
    }
}

/// A fact with who says it, how far that is believed, and when it was so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim<F = Fact> {
    pub fact: F,
    pub source: Source,
    pub confidence: Confidence,
    pub valid: Validity,
    pub audience: Audience,
}

impl<F: Said> Claim<F> {
    /// Whether it was so on a day, as far as the source says. A certificate has dates of its own; those of the claim only end it earlier.
    pub fn covers(&self, day: Day) -> Covers {
        let covers = |valid: &Validity| valid.covers(day, self.source.seen);
        match (self.fact.own_validity(), self.valid.until) {
            (Some(own), until @ Until::On(_)) => {
                let ended = Validity { until, ..own };
                covers(&own).min(covers(&ended))
            }
            (Some(own), _) => covers(&own),
            (None, _) => covers(&self.valid),
        }
    }
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry<F = Fact> {
    Claim(Claim<F>),
    /// Instead of that one, which was wrong.
    Correction {
        of: ClaimId,
        why: String,
        claim: Claim<F>,
    },
    /// That one should not have been recorded. Taking back a correction lets what it corrected stand again.
    TakenBack {
        of: ClaimId,
        why: String,
    },
}

impl<F> Entry<F> {
    pub fn claim(&self) -> Option<&Claim<F>> {
        match self {
            Entry::Claim(claim) | Entry::Correction { claim, .. } => Some(claim),
            Entry::TakenBack { .. } => None,
        }
    }

    /// Which other record it is about.
    pub fn of(&self) -> Option<ClaimId> {
        match self {
            Entry::Claim(_) => None,
            Entry::Correction { of, .. } | Entry::TakenBack { of, .. } => Some(*of),
        }
    }
}

/// Something that was recorded of a company or of a country. Whoever it is of, what became of it is told in the same way.
pub trait Recorded: fmt::Debug + PartialEq + Eq {
    type Fact: Said;

    fn id(&self) -> ClaimId;
    /// Counts the records of the installation: of two of one day, the later has the higher.
    fn serial(&self) -> i64;
    fn on(&self) -> Day;
    fn entry(&self) -> &Entry<Self::Fact>;
}

/// One record of the registry: when something was said here is its other time. Records have days only: an hour could tell from which
/// report somebody knows something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: ClaimId,
    /// Of which company it was recorded. Where that is another by now, [`super::Grouping`] knows.
    pub company: CompanyId,
    /// Counts the records of the installation: of two of one day, the later has the higher.
    pub serial: i64,
    pub on: Day,
    pub by: MemberId,
    pub entry: Entry,
}

impl Record {
    pub fn claim(&self) -> Option<&Claim> {
        self.entry.claim()
    }

    /// Which other record it is about.
    pub fn of(&self) -> Option<ClaimId> {
        self.entry.of()
    }
}

impl Recorded for Record {
    type Fact = Fact;

    fn id(&self) -> ClaimId {
        self.id
    }

    fn serial(&self) -> i64 {
        self.serial
    }

    fn on(&self) -> Day {
        self.on
    }

    fn entry(&self) -> &Entry {
        &self.entry
    }
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Stands,
    /// By that record. It does not stand again when that one is corrected in its turn.
    Corrected(ClaimId),
    TakenBack(ClaimId),
}

/// What became of each record, and what it began with.
#[derive(Debug)]
pub struct Fates<'a, R = Record> {
    /// In the order in which they were recorded.
    records: Vec<&'a R>,
    fates: HashMap<ClaimId, Fate>,
    /// Its place among the records, and with which record it began.
    begun: HashMap<ClaimId, (usize, ClaimId)>,
}

impl<R> Default for Fates<'_, R> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            fates: HashMap::new(),
            begun: HashMap::new(),
        }
    }
}

impl<'a, R: Recorded> Fates<'a, R> {
    /// As it was known at the end of a day. A record is only ever about an earlier one; what claims otherwise is about nothing.
    pub fn at(records: impl IntoIterator<Item = &'a R>, known_on: Day) -> Self {
        let known = records.into_iter().filter(|record| record.on() <= known_on);
        let mut records: Vec<&R> = known.collect();
        records.sort_by_key(|record| (record.serial(), record.id()));
        let mut found = Self::default();
        for (place, record) in records.iter().enumerate() {
            let before = record.entry().of().and_then(|of| found.begun.get(&of));
            let root = before.map_or(record.id(), |(_, root)| *root);
            found.begun.entry(record.id()).or_insert((place, root));
        }
        // From the last: whatever is about a record has been looked at before it is.
        for (place, record) in records.iter().enumerate().rev() {
            let is_earlier =
                |of: &ClaimId| found.begun.get(of).is_some_and(|(own, _)| *own < place);
            let Some(of) = record.entry().of().filter(is_earlier) else {
                continue;
            };
            let fate = match (found.fate(record.id()), record.entry()) {
                (Fate::TakenBack(_), _) => continue,
                (_, Entry::TakenBack { .. }) => Fate::TakenBack(record.id()),
                _ => Fate::Corrected(record.id()),
            };
            let own = found.fates.entry(of).or_insert(fate);
            // Who corrects has something better to say than who only takes back.
            if let (Fate::TakenBack(_), Fate::Corrected(_)) = (*own, fate) {
                *own = fate;
            }
        }
        found.records = records;
        found
    }

    pub fn fate(&self, id: ClaimId) -> Fate {
        self.fates.get(&id).copied().unwrap_or(Fate::Stands)
    }

    /// With which record the corrections began that led to this one.
    pub fn root(&self, id: ClaimId) -> ClaimId {
        self.begun.get(&id).map_or(id, |(_, root)| *root)
    }

    /// In the order in which they were recorded.
    pub fn records(&self) -> impl Iterator<Item = &'a R> {
        self.records.iter().copied()
    }

    /// The claims that stand.
    pub fn standing(&self) -> impl Iterator<Item = (&'a R, &'a Claim<R::Fact>)> {
        let standing = |record: &&'a R| self.fate(record.id()) == Fate::Stands;
        let standing = self.records().filter(standing);
        standing.filter_map(|record| Some((record, record.entry().claim()?)))
    }
}

/// One line of the history of a fact.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a, R = Record> {
    pub record: &'a R,
    pub fate: Fate,
}

impl<R> Clone for Line<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Line<'_, R> {}

/// All that was ever recorded of a kind of fact, with what became of it, in the order in which it was recorded.
pub fn history<'a, R: Recorded>(
    records: impl IntoIterator<Item = &'a R>,
    kind: <R::Fact as Said>::Kind,
) -> Vec<Line<'a, R>> {
    let fates = Fates::at(records, Day(i64::MAX));
    let begun: HashMap<ClaimId, &R> = fates.records().map(|r| (r.id(), r)).collect();
    let is_of = |record: &&R| {
        let root = begun.get(&fates.root(record.id())).copied();
        let told = [Some(*record), root].into_iter().flatten();
        let mut told = told.filter_map(|record| record.entry().claim());
        told.any(|claim| claim.fact.kind() == kind)
    };
    let of_kind = fates.records().filter(is_of);
    let line = |record: &'a R| Line {
        record,
        fate: fates.fate(record.id()),
    };
    of_kind.map(line).collect()
}

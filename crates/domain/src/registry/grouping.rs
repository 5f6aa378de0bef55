//! Which records belong to which company. That two entries are one company, or that one entry mixes two, is found out later and sometimes
//! wrongly. So no record is ever rewritten: merges and splits are changes of their own, each can be undone, and what a company is told
//! to be follows from records and changes together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Fates, Party, Record};
use crate::{ClaimId, CompanyId, Day, MemberId};

/// One change, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Counts the changes of the installation.
    pub serial: i64,
    pub on: Day,
    pub by: MemberId,
    pub why: String,
    pub what: Regroup,
}

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Regroup {
    /// Both are the same; its records are found at the second from now on.
    Merge { from: CompanyId, into: CompanyId },
    /// These records are of another company, which is new.
    Split {
        from: CompanyId,
        new: CompanyId,
        /// With which records the corrections began: what corrects one goes with it, also later.
        roots: BTreeSet<ClaimId>,
    },
    /// That change was a mistake. Undoing cannot be undone; the change is made again instead.
    Undo { of: i64 },
}

/// Why something is not changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotRegrouped {
    #[error("it is the same company already")]
    Same,
    #[error("the company is in use already, so nothing can be split off to it")]
    NotNew,
    #[error("no record was named, or one that is not of this company")]
    NotItsRecords,
    #[error("there would be nothing left of the company")]
    NothingLeft,
    #[error("there is no such change, or it was undone already")]
    NoSuchChange,
    /// Undo that one first.
    #[error("the change {0} came later and builds on it")]
    BuiltUpon(i64),
}

impl NotRegrouped {
    /// The stable code, also the end of its message key (`not-grouped-…`).
    pub fn code(&self) -> &'static str {
        match self {
            NotRegrouped::Same => "same",
            NotRegrouped::NotNew => "not-new",
            NotRegrouped::NotItsRecords => "not-its-records",
            NotRegrouped::NothingLeft => "nothing-left",
            NotRegrouped::NoSuchChange => "no-such-change",
            NotRegrouped::BuiltUpon(_) => "built-upon",
        }
    }
}

/// What all changes together make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouping {
    merged: BTreeMap<CompanyId, CompanyId>,
    moved: BTreeMap<ClaimId, CompanyId>,
}

impl Grouping {
    /// As it was known at the end of a day.
    pub fn at(changes: &[Change], known_on: Day) -> Self {
        let mut found = Self::default();
        for change in in_force(changes, known_on) {
            match &change.what {
                Regroup::Merge { from, into } => {
                    let (from, into) = (found.now(*from), found.now(*into));
                    // What would lead in a circle, leads nowhere.
                    if from != into {
                        found.merged.insert(from, into);
                    }
                }
                Regroup::Split { new, roots, .. } => {
                    found.moved.extend(roots.iter().map(|root| (*root, *new)));
                }
                Regroup::Undo { .. } => {}
            }
        }
        found
    }

    /// Where a company is found by now: an old address leads there.
    pub fn now(&self, company: CompanyId) -> CompanyId {
        let mut now = company;
        while let Some(into) = self.merged.get(&now) {
            now = *into;
        }
        now
    }

    /// All whose records somebody has to read who wants those of this company: it, and whoever was ever merged with it or split off, also
    /// through others.
    pub fn beside(changes: &[Change], company: CompanyId) -> BTreeSet<CompanyId> {
        let mut found = BTreeSet::from([company]);
        loop {
            let before = found.len();
            for change in changes {
                let own = change.concerns();
                if own.iter().any(|one| found.contains(one)) {
                    found.extend(own);
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    /// The same of whom a claim names.
    pub fn party(&self, party: &Party) -> Party {
        match party {
            Party::Company(id) => Party::Company(self.now(*id)),
            other => other.clone(),
        }
    }

    /// The records of each company, in the order in which they were recorded. A correction is where what it corrects is.
    pub fn companies<'a>(
        &self,
        records: impl IntoIterator<Item = &'a Record>,
    ) -> BTreeMap<CompanyId, Vec<&'a Record>> {
        let fates = Fates::at(records, Day(i64::MAX));
        let first: BTreeMap<ClaimId, CompanyId> = fates
            .records()
            .map(|record| (record.id, record.company))
            .collect();
        let mut companies: BTreeMap<CompanyId, Vec<&Record>> = BTreeMap::new();
        for record in fates.records() {
            let root = fates.root(record.id);
            let recorded = first.get(&root).copied().unwrap_or(record.company);
            let own = self.moved.get(&root).copied().unwrap_or(recorded);
            companies.entry(self.now(own)).or_default().push(record);
        }
        companies
    }

    /// That two companies are one.
    ///
    /// # Errors
    /// They are already.
    pub fn merge(&self, from: CompanyId, into: CompanyId) -> Result<Regroup, NotRegrouped> {
        match self.now(from) == self.now(into) {
            true => Err(NotRegrouped::Same),
            false => Ok(Regroup::Merge {
                from: self.now(from),
                into: self.now(into),
            }),
        }
    }

    /// That some records are of another company. `records` are all there are.
    ///
    /// # Errors
    /// The other company is not new, a record is not of this one, or none would be left.
    pub fn split(
        &self,
        (from, new): (CompanyId, CompanyId),
        named: &BTreeSet<ClaimId>,
        records: &[Record],
    ) -> Result<Regroup, NotRegrouped> {
        let from = self.now(from);
        let companies = self.companies(records);
        let used = self.merged.keys().chain(self.merged.values());
        let used = used.chain(self.moved.values()).chain(companies.keys());
        let used: BTreeSet<_> = used.copied().collect();
        if new == from || used.contains(&new) || records.iter().any(|r| r.company == new) {
            return Err(NotRegrouped::NotNew);
        }
        let own = companies.get(&from).map_or(&[][..], Vec::as_slice);
        let is_own = |id: &ClaimId| own.iter().any(|record| record.id == *id);
        if named.is_empty() || !named.iter().all(is_own) {
            return Err(NotRegrouped::NotItsRecords);
        }
        let fates = Fates::at(own.iter().copied(), Day(i64::MAX));
        let roots: BTreeSet<ClaimId> = named.iter().map(|id| fates.root(*id)).collect();
        match own
            .iter()
            .all(|record| roots.contains(&fates.root(record.id)))
        {
            true => Err(NotRegrouped::NothingLeft),
            false => Ok(Regroup::Split { from, new, roots }),
        }
    }
}

/// That a change was a mistake. What was grouped before it is grouped so again, exactly; so changes that build on it are undone first.
///
/// # Errors
/// There is no such change, or another builds on it.
pub fn undo(of: i64, changes: &[Change]) -> Result<Regroup, NotRegrouped> {
    let in_force = in_force(changes, Day(i64::MAX));
    let at = in_force.iter().position(|change| change.serial == of);
    let at = at.ok_or(NotRegrouped::NoSuchChange)?;
    let own = in_force[at].concerns();
    let builds = |later: &&&Change| later.concerns().iter().any(|company| own.contains(company));
    match in_force[at + 1..].iter().rev().find(builds) {
        Some(later) => Err(NotRegrouped::BuiltUpon(later.serial)),
        None => Ok(Regroup::Undo { of }),
    }
}

/// The changes that were made by the end of a day and not undone, in their order.
fn in_force(changes: &[Change], known_on: Day) -> Vec<&Change> {
    let mut known: Vec<&Change> = changes.iter().filter(|c| c.on <= known_on).collect();
    known.sort_by_key(|change| change.serial);
    let undone = |change: &&Change| match change.what {
        Regroup::Undo { of } => Some(of),
        Regroup::Merge { .. } | Regroup::Split { .. } => None,
    };
    let undone: BTreeSet<i64> = known.iter().filter_map(undone).collect();
    let is_undo = |change: &Change| matches!(change.what, Regroup::Undo { .. });
    known.retain(|change| !is_undo(change) && !undone.contains(&change.serial));
    known
}

impl Change {
    /// Which companies it is about; none for one that undoes another.
    pub fn concerns(&self) -> Vec<CompanyId> {
        match self.what {
            Regroup::Merge { from, into } => vec![from, into],
            Regroup::Split { from, new, .. } => vec![from, new],
            Regroup::Undo { .. } => Vec::new(),
        }
    }
}

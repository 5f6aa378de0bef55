//! Work lists in memory: opened when a member unlocks, folded, filtered, sorted and searched there, forgotten when nobody
//! has used them for a while. On disk there are only sealed records and sealed folds of them.

mod batches;
mod folding;
mod reading;
mod shown;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use uuid::Uuid;
use watchpost_domain::{
    CaseId, DeskId, MemberId,
    cases::{
        Case, CaseAccess,
        index::{Change, Entry, Index, IndexRecord},
    },
    policy::Membership,
    sealed::{Audience, SealedIndex},
};
use watchpost_store::{Tx, desks};
use watchpost_vault::Recipient;

pub(crate) use batches::Batches;
use reading::{Opened, Said};
use shown::Shown;

use crate::{Error, Platform, Working, accounts::UNLOCK_IDLE};

/// So many records, or folds of a level, become one of the next level.
const FOLD: usize = 32;
/// At most so many at a time: a fold is held in memory while it is made.
const FOLD_MOST: usize = 4_096;

/// A work list in memory.
#[derive(Default)]
pub(crate) struct Folded {
    pub index: Index,
    /// What is searched of a case beside its extract: title and company in small letters.
    pub texts: HashMap<CaseId, String>,
    /// The records that are in it, with their level; none for those that are folded no more.
    known: HashMap<Uuid, Option<i64>>,
    /// The epochs of the keys that opened them.
    opened_with: BTreeSet<i64>,
    /// Somebody folds it at this moment.
    folding: bool,
    /// Cases that were erased, each with the record that says so: nothing is taken in of them, and whoever folds takes out what there is.
    erased: HashMap<CaseId, Uuid>,
}

/// The lists that are in memory, each with the second in which it was last used.
#[derive(Default)]
pub(crate) struct Lists(Mutex<HashMap<Audience, (i64, List)>>, Shown);

pub(crate) type List = Arc<tokio::sync::Mutex<Folded>>;

impl Lists {
    fn list(&self, audience: Audience, now: i64) -> List {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (used, list) = all.entry(audience).or_default();
        *used = now;
        list.clone()
    }

    fn peek(&self, audience: Audience) -> Option<List> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&audience).map(|(_, list)| list.clone())
    }

    /// Notes that a case is about to change.
    pub fn touch(&self, case: CaseId) {
        self.1.touch(case);
    }

    fn keep(&self, keep: impl Fn(&Audience, i64) -> bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|audience, (used, _)| keep(audience, *used));
        self.1
            .keep(|member, used| keep(&Audience::Member(member), used));
    }
}

impl Folded {
    fn take(&mut self, record: IndexRecord) {
        let case = record.case;
        if !self.erased.contains_key(&case) {
            self.index.take(record);
            self.say(case);
        }
    }

    fn keep(&mut self, record: Opened) {
        self.opened_with.insert(record.epoch);
        let id = record.id;
        match record.said {
            Said::Once(said) if said.change == Change::Erased => {
                self.erased.insert(said.case, id);
                self.index.entries.remove(&said.case);
                self.texts.remove(&said.case);
                // It stays until all else about the case is gone.
                self.known.insert(id, None);
                return;
            }
            Said::Once(said) => self.take(*said),
            Said::Folded(index) => self.join(index),
        }
        self.known.insert(id, record.level);
    }

    /// Records of the lowest level that has enough of them to be folded, and what they become.
    fn long(&self) -> Option<(Vec<Uuid>, i64)> {
        let mut levels: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
        for (id, level) in &self.known {
            if let Some(level) = level {
                levels.entry(*level).or_default().push(*id);
            }
        }
        let (level, mut ids) = levels.into_iter().find(|(_, ids)| ids.len() >= FOLD)?;
        ids.truncate(FOLD_MOST);
        Some((ids, level + 1))
    }

    fn join(&mut self, mut other: Index) {
        other
            .entries
            .retain(|case, _| !self.erased.contains_key(case));
        let cases: Vec<CaseId> = other.entries.keys().copied().collect();
        self.index.join(other);
        cases.into_iter().for_each(|case| self.say(case));
    }

    /// Keeps what is searched of a case.
    fn say(&mut self, case: CaseId) {
        let Some(entry) = self.index.entries.get(&case) else {
            return;
        };
        match entry.facets() {
            Some(facets) => {
                let company = facets.company.as_deref().unwrap_or_default();
                let text = format!("{}\n{company}", entry.title());
                self.texts.insert(case, text.to_lowercase());
            }
            None => {
                self.texts.remove(&case);
            }
        }
    }
}

impl Platform {
    /// The records that a change makes: for the desk, or for each of those named where a case is theirs alone.
    pub(crate) async fn seal_change(
        &self,
        tx: &mut Tx,
        case: &Case,
        change: Change,
    ) -> Result<Vec<SealedIndex>, Error> {
        if case.access == CaseAccess::Desk {
            return Ok(vec![self.seal_for_desk(tx, case, change).await?]);
        }
        let roster = self.roster(tx, case.desk).await?;
        let named = roster
            .members
            .iter()
            .filter(|m| m.reads_desk && case.readers.contains(&MemberId(m.member)));
        named
            .map(|m| {
                let to: Recipient = m.recipient.parse().map_err(|_| Error::Internal(156))?;
                let audience = Audience::Member(MemberId(m.member));
                self.seal_index(&to, audience, 1, case.id, change.clone())
            })
            .collect()
    }

    pub(crate) async fn seal_for_desk(
        &self,
        tx: &mut Tx,
        case: &Case,
        change: Change,
    ) -> Result<SealedIndex, Error> {
        let readers = self.readers(tx, case.desk).await?;
        let audience = Audience::Desk(case.desk);
        self.seal_index(&readers.desk, audience, readers.epoch, case.id, change)
    }

    /// What the lists know of a case, brought up to date. Asked before a transaction is begun, never inside one: whoever
    /// folds a list holds it while waiting for the database.
    pub(crate) async fn known(
        &self,
        who: &Working<'_>,
        case: CaseId,
    ) -> Result<Option<Entry>, Error> {
        if !who.member.roles.reads_desk() {
            return Ok(None);
        }
        self.lists_of(&who.member, &who.unlocked.identity).await?;
        Ok(self.entry(&who.member, case).await)
    }

    async fn entry(&self, member: &Membership, case: CaseId) -> Option<Entry> {
        for audience in [Audience::Member(member.member), Audience::Desk(member.desk)] {
            if let Some(list) = self.lists.peek(audience)
                && let Some(entry) = list.lock().await.index.entries.get(&case)
                && entry.facets().is_some()
            {
                return Some(entry.clone());
            }
        }
        None
    }

    /// Forgets a desk's list: its keys changed.
    pub(crate) fn forget_list(&self, desk: DeskId) {
        self.lists
            .keep(|audience, _| *audience != Audience::Desk(desk));
    }

    /// Forgets lists that nobody has used for as long as an unlocked session may be idle. Run now and then.
    pub fn sweep_lists(&self) {
        self.batches.sweep(self.second());
        let oldest = self.second() - UNLOCK_IDLE;
        self.lists.keep(|_, used| used > oldest);
    }

    /// Forgets all lists, as a restart does; each is opened again from its sealed records.
    pub fn forget_lists(&self) {
        self.lists.keep(|_, _| false);
    }

    /// The names of a desk's members.
    pub(crate) async fn names(&self, desk: DeskId) -> Result<BTreeMap<MemberId, String>, Error> {
        let mut tx = self.db.read().await?;
        let members = desks::members(&mut tx, desk).await?;
        Ok(members.into_iter().map(|m| (m.id, m.name)).collect())
    }
}

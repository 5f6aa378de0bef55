//! Work lists in memory: opened when a member unlocks, folded, filtered, sorted and searched there, forgotten when nobody
//! has used them for a while. On disk there are only sealed records and sealed folds of them.

mod batches;
mod folding;
mod reading;
mod shown;
mod texts;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use watchpost_domain::{
    CaseId, DeskId, MemberId,
    cases::{
        Case, CaseAccess,
        index::{Change, Entry},
    },
    policy::Membership,
    sealed::{Audience, RecordId, SealedIndex},
};
use watchpost_store::{Tx, desks, worklist::Count};
use watchpost_vault::Recipient;

pub(crate) use batches::Batches;
use reading::{Opened, Said};
use shown::Shown;
pub(crate) use shown::{Line, Lines, Values};
use texts::Texts;

use crate::{Error, Platform, Working, accounts::UNLOCK_IDLE, patterns::SaidNames};

/// So many records, or folds of a level, become one of the next level.
const FOLD: usize = 32;
/// At most so many at a time: a fold is held in memory while it is made, and others who write wait for it.
const FOLD_MOST: usize = 1_024;

/// After so many changes, whoever shows a list looks up all of it again.
const CHANGED_MOST: usize = 10_000;

/// What is known of a record that was read.
struct Held {
    level: i64,
    /// It is folded no more.
    stays: bool,
}

/// A work list in memory.
#[derive(Default)]
pub(crate) struct Folded {
    cases: HashMap<CaseId, Arc<Entry>>,
    /// What is searched: titles and companies, and what was said, which is taken out of the entries.
    titles: Texts,
    extracts: Texts,
    /// Which reading of the whole list this is, and the cases that have changed since: whoever keeps what they read here finds out what
    /// is new in it.
    reading: u64,
    changed: Vec<CaseId>,
    /// The records that are in it.
    known: HashMap<RecordId, Held>,
    /// The epochs of the keys that opened them.
    opened_with: BTreeSet<i64>,
    /// Somebody folds it at this moment.
    folding: bool,
    /// A fold that is being written, and what it is made of: whoever finds the one has no longer the others.
    under_way: Option<(RecordId, Held, Vec<RecordId>)>,
    /// It was folded in ways that it does not know: to be read anew.
    is_stale: bool,
    /// Cases that were erased, each with the record that says so: nothing is taken in of them, and whoever folds takes out what there is.
    erased: HashMap<CaseId, RecordId>,
}

/// The lists that are in memory, each with the second in which it was last used.
#[derive(Default)]
pub(crate) struct Lists(
    Mutex<HashMap<Audience, (i64, List)>>,
    Shown,
    /// What names of companies were taken for, of the cases of each member: what one read is no word to another.
    Mutex<HashMap<MemberId, SaidNames>>,
);

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

    /// What names of companies were taken for so far.
    pub fn said(&self) -> MutexGuard<'_, HashMap<MemberId, SaidNames>> {
        self.2.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a case is about to change.
    pub fn touch(&self, case: CaseId) {
        self.1.touch(case);
    }

    fn keep(&self, keep: impl Fn(&Audience, i64) -> bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|audience, (used, _)| keep(audience, *used));
        if all.is_empty() {
            self.said().clear();
        }
        self.1
            .keep(|member, used| keep(&Audience::Member(member), used));
    }
}

impl Folded {
    /// What it knows of a case that is on it.
    fn of(&self, case: CaseId) -> Option<&Arc<Entry>> {
        let entry = self.cases.get(&case);
        entry.filter(|entry| entry.facets().is_some())
    }

    /// Changes what it knows of a case; `told` where that may be what is searched.
    fn change(&mut self, case: CaseId, told: bool, change: impl FnOnce(&mut Entry)) {
        if !self.erased.contains_key(&case) {
            // Whoever still shows it as it was keeps it so.
            change(Arc::make_mut(self.cases.entry(case).or_default()));
            if told {
                self.say(case);
            }
            self.has_changed(case);
        }
    }

    /// Keeps what is searched of a case.
    fn say(&mut self, case: CaseId) {
        let entry = self.cases.get_mut(&case).map(Arc::make_mut);
        if let Some(extract) = entry.and_then(Entry::extract).map(std::mem::take)
            && !extract.is_empty()
        {
            self.extracts.put(case, &extract);
        }
        let entry = self.cases.get(&case);
        let Some((entry, facets)) = entry.and_then(|e| Some((e, e.facets()?))) else {
            self.titles.take(case);
            self.extracts.take(case);
            return;
        };
        let company = facets.company.as_deref().unwrap_or_default();
        let text = format!("{}\n{company}", entry.title());
        self.titles.put(case, &text.to_lowercase());
    }

    /// Adds the cases that have a word, which is in small letters.
    fn with(&self, word: &str, found: &mut HashSet<CaseId>) {
        self.extracts.with(word, found);
        self.titles.with(word, found);
    }

    /// Whether a case has it.
    fn has(&self, case: CaseId, word: &str) -> bool {
        self.extracts.of(case).contains(word) || self.titles.of(case).contains(word)
    }

    /// What it knows of a case that is on it, with what was said.
    fn whole(&self, case: CaseId) -> Option<Entry> {
        let mut entry = Entry::clone(self.of(case)?);
        if let Some(extract) = entry.extract() {
            self.extracts.of(case).clone_into(extract);
        }
        Some(entry)
    }

    fn has_changed(&mut self, case: CaseId) {
        self.changed.push(case);
        if self.reading == 0 || self.changed.len() > CHANGED_MOST {
            self.was_read();
        }
    }

    fn keep(&mut self, record: Opened) {
        self.opened_with.insert(record.epoch);
        let id = record.id;
        let mut held = Held {
            level: record.level,
            stays: record.large,
        };
        match record.said {
            Said::Once(said) if said.change == Change::Erased => {
                self.erased.insert(said.case, id);
                self.cases.remove(&said.case);
                self.titles.take(said.case);
                self.extracts.take(said.case);
                self.has_changed(said.case);
                // Until all else about the case is gone.
                held.stays = true;
            }
            Said::Once(said) => {
                let told = said.change.is_told();
                self.change(said.case, told, |entry| entry.take(said.at, said.change));
            }
            Said::Folded(index) => {
                for (case, folded) in index.entries {
                    self.change(case, true, |entry| entry.join(folded));
                }
            }
        }
        self.known.insert(id, held);
    }

    /// Knows a fold that was under way, once it is there.
    fn settle(&mut self, folds: &[RecordId]) {
        let is_there = |(fold, ..): &mut (RecordId, Held, Vec<RecordId>)| folds.contains(fold);
        if let Some((fold, held, ids)) = self.under_way.take_if(is_there) {
            for id in ids {
                self.known.remove(&id);
            }
            self.known.insert(fold, held);
        }
    }

    /// Whether these are all its records. Nothing goes out of the list of somebody who reads without a new fold: the same folds and as many
    /// records are the same.
    fn is_all(&self, count: &Count) -> bool {
        let folds = self.known.values().filter(|held| held.level > 0).count();
        let are_known = count.folds.iter().all(|id| self.known.contains_key(id));
        count.all == self.known.len() && count.folds.len() == folds && are_known
    }

    /// Whatever anybody kept of it before is to be looked up anew.
    fn was_read(&mut self) {
        static READINGS: AtomicU64 = AtomicU64::new(1);
        self.reading = READINGS.fetch_add(1, Ordering::Relaxed);
        self.changed = Vec::new();
    }

    /// Records of the lowest level that has enough of them to be folded, and what they become.
    fn long(&self) -> Option<(Vec<RecordId>, i64)> {
        let mut levels: BTreeMap<i64, Vec<RecordId>> = BTreeMap::new();
        for (id, held) in self.known.iter().filter(|(_, held)| !held.stays) {
            levels.entry(held.level).or_default().push(*id);
        }
        let (level, mut ids) = levels.into_iter().find(|(_, ids)| ids.len() >= FOLD)?;
        // Neighbours on the disk are taken away with fewer writes.
        ids.sort_unstable();
        ids.truncate(FOLD_MOST);
        Some((ids, level + 1))
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
                && let Some(entry) = list.lock().await.whole(case)
            {
                return Some(entry);
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

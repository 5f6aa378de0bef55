//! Work lists in memory: opened when a member unlocks, folded, filtered, sorted and searched there, forgotten when nobody
//! has used them for a while. On disk there are only sealed records and sealed folds of them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Arc, PoisonError},
};

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Denied, DeskId, MemberId,
    cases::{
        Case, CaseAccess,
        index::{Change, Entry, Index, IndexRecord},
    },
    policy::Membership,
    sealed::{Audience, SealedIndex},
};
use watchpost_store::{
    Tx, desks,
    worklist::{self as rows, Listed, Stamp},
};
use watchpost_vault::{Batch, Header, Identity, Opener, Recipient, Zeroizing, seal};

use crate::{
    Error, Platform, Working,
    accounts::{Session, UNLOCK_IDLE},
};

/// So many records, or folds of a level, become one of the next level.
const FOLD: usize = 32;

/// A work list in memory.
#[derive(Default)]
pub(crate) struct Folded {
    pub index: Index,
    /// What is searched, by case: small letters.
    pub texts: HashMap<CaseId, String>,
    /// The records that are in it, with their level.
    known: HashMap<Uuid, i64>,
    /// The epochs of the keys that opened them.
    opened_with: BTreeSet<i64>,
    /// Somebody folds it at this moment.
    folding: bool,
}

/// The lists that are in memory, each with the second in which it was last used.
#[derive(Default)]
pub(crate) struct Lists(std::sync::Mutex<HashMap<Audience, (i64, List)>>, Shown);

/// What each member's inbox shows of cases in the open, with the stamp under which it holds.
type Shown = std::sync::Mutex<HashMap<MemberId, (i64, Stamp, Arc<Vec<Listed>>)>>;

pub(crate) type List = Arc<tokio::sync::Mutex<Folded>>;

/// So many records share one wrapped key, and for so many seconds: whoever takes the running machine opens no more with it.
const BATCH: usize = 256;
const BATCH_LIFE: i64 = 3600;

/// The keys that the next records are sealed under, by work list.
#[derive(Default)]
pub(crate) struct Batches(std::sync::Mutex<HashMap<Audience, (i64, Batch)>>);

impl Batches {
    /// Seals a record. Those of a desk share a wrapped key for a while; those of one member, which are few, do not.
    pub(crate) fn seal(
        &self,
        audience: Audience,
        to: &Recipient,
        header: &Header,
        plain: &[u8],
        now: i64,
    ) -> Vec<u8> {
        let Audience::Desk(_) = audience else {
            return seal(to, header, plain);
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |(since, batch): &(i64, Batch)| {
            let young = (0..BATCH_LIFE).contains(&(now - since));
            young && batch.sealed() < BATCH && batch.is_for(to)
        };
        if !all.get(&audience).is_some_and(holds) {
            all.insert(audience, (now, Batch::new(to)));
        }
        match all.get_mut(&audience) {
            Some((_, batch)) => batch.seal(header, plain),
            None => seal(to, header, plain),
        }
    }

    /// Forgets keys that seal no more.
    fn sweep(&self, now: i64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, (since, _)| (0..BATCH_LIFE).contains(&(now - *since)));
    }
}

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

    fn keep(&self, keep: impl Fn(&Audience, i64) -> bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|audience, (used, _)| keep(audience, *used));
        let mut shown = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        shown.retain(|member, (used, ..)| keep(&Audience::Member(*member), *used));
    }

    fn shown(&self, member: MemberId, stamp: Stamp, now: i64) -> Option<Arc<Vec<Listed>>> {
        let mut all = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        let (used, then, cases) = all.get_mut(&member)?;
        *used = now;
        (*then == stamp).then(|| cases.clone())
    }

    fn show(&self, member: MemberId, stamp: Stamp, now: i64, cases: &Arc<Vec<Listed>>) {
        let mut all = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(member, (now, stamp, cases.clone()));
    }
}

impl Folded {
    fn take(&mut self, record: IndexRecord) {
        let case = record.case;
        self.index.take(record);
        self.say(case);
    }

    /// The records of a level.
    fn of_level(&self, level: i64) -> HashSet<Uuid> {
        let these = self.known.iter().filter(|(_, l)| **l == level);
        these.map(|(id, _)| *id).collect()
    }

    /// Whether there are enough records of a level to be folded.
    fn is_long(&self) -> bool {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        for level in self.known.values() {
            *counts.entry(*level).or_default() += 1;
        }
        counts.values().any(|count| *count >= FOLD)
    }

    fn join(&mut self, other: Index) {
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
                let text = format!("{}\n{company}\n{}", entry.title(), facets.extract);
                self.texts.insert(case, text.to_lowercase());
            }
            None => {
                self.texts.remove(&case);
            }
        }
    }
}

/// The keys that open the lists of a member: the desk's by epoch, and their own.
#[derive(Clone)]
struct Openers {
    desk: BTreeMap<i64, Identity>,
    own: Identity,
}

impl Openers {
    fn holds(&self, audience: Audience, epoch: i64) -> bool {
        match audience {
            Audience::Desk(_) => self.desk.contains_key(&epoch),
            Audience::Member(_) => true,
        }
    }

    fn of(&self, record: &SealedIndex) -> Option<&Identity> {
        match record.audience {
            Audience::Desk(_) => self.desk.get(&record.epoch),
            Audience::Member(_) => Some(&self.own),
        }
    }
}

impl Platform {
    /// The lists that a member reads, brought up to date: the desk's, and their own of cases with named readers. A list in
    /// memory was opened by somebody else, perhaps: it is given only to those who hold every key it was opened with.
    ///
    /// # Errors
    /// `Denied` when they do not hold the desk's keys.
    pub(crate) async fn lists_of(
        &self,
        member: &Membership,
        key: &Identity,
    ) -> Result<[List; 2], Error> {
        let mut tx = self.db.read().await?;
        let desk: BTreeMap<i64, Identity> = self
            .desk_keys(&mut tx, member.desk, member.member, key)
            .await?
            .into_iter()
            .collect();
        drop(tx);
        let openers = Openers {
            desk,
            own: key.clone(),
        };
        let both = [Audience::Desk(member.desk), Audience::Member(member.member)];
        for audience in both {
            self.refresh(audience, &openers).await?;
        }
        Ok(both.map(|audience| self.lists.list(audience, self.second())))
    }

    async fn refresh(&self, audience: Audience, openers: &Openers) -> Result<(), Error> {
        let list = self.lists.list(audience, self.second());
        let mut folded = list.lock().await;
        if !folded
            .opened_with
            .iter()
            .all(|epoch| openers.holds(audience, *epoch))
        {
            return Err(Error::Denied(Denied::NotFound));
        }
        let known: HashSet<Uuid> = folded.known.keys().copied().collect();
        let mut tx = self.db.read().await?;
        let (mut fresh, gone) = if known.is_empty() {
            (rows::records(&mut tx, audience).await?, false)
        } else {
            rows::news(&mut tx, audience, &known).await?
        };
        if gone {
            // Another process folded them: what is in memory is in its folds as well.
            *folded = Folded {
                folding: folded.folding,
                ..Folded::default()
            };
            fresh = rows::records(&mut tx, audience).await?;
        }
        drop(tx);
        let mut opener = Opener::default();
        for record in &fresh {
            // Who reads the desk holds its keys of every epoch; without one of them, the list is not theirs.
            let key = openers.of(record).ok_or(Error::Denied(Denied::NotFound))?;
            let plain = opener.open(key, &self.index_header(record), &record.sealed)?;
            if record.level == 0 {
                folded.take(serde_json::from_slice(&plain).map_err(|_| Error::Internal(150))?);
            } else {
                folded.join(serde_json::from_slice(&plain).map_err(|_| Error::Internal(151))?);
            }
            folded.known.insert(record.id, record.level);
            folded.opened_with.insert(record.epoch);
        }
        if !folded.folding && folded.is_long() {
            folded.folding = true;
            let (platform, openers, list) = (self.clone(), openers.clone(), list.clone());
            // Whoever unlocks does not wait for it.
            tokio::spawn(async move {
                if platform.fold(audience, &openers, &list).await.is_err() {
                    tracing::warn!("a work list could not be folded; it stays as it is");
                }
                list.lock().await.folding = false;
            });
        }
        Ok(())
    }

    /// Folds records that have become many into one, level by level, so that unlocking stays quick. The list is held only to look at
    /// it: others read it meanwhile.
    async fn fold(&self, audience: Audience, openers: &Openers, list: &List) -> Result<(), Error> {
        let mut level = 0;
        loop {
            let folded = list.lock().await;
            if folded.known.values().all(|known| *known < level) {
                return Ok(());
            }
            let ids = folded.of_level(level);
            if ids.len() < FOLD {
                level += 1;
                continue;
            }
            // What is in memory is what lies there: where all of it is folded, nothing has to be opened again.
            let whole = (ids.len() == folded.known.len()).then(|| folded.index.clone());
            drop(folded);
            let mut tx = self.db.read().await?;
            let together = match whole {
                Some(index) => index,
                None => {
                    let mut records = rows::records_of(&mut tx, audience, level).await?;
                    records.retain(|record| ids.contains(&record.id));
                    self.together(&records, openers)?
                }
            };
            let (epoch, to) = match audience {
                Audience::Desk(desk) => {
                    let readers = self.readers(&mut tx, desk).await?;
                    (readers.epoch, readers.desk)
                }
                Audience::Member(_) => (1, openers.own.recipient()),
            };
            drop(tx);
            let segment = self.seal_segment(audience, epoch, level + 1, &to, &together)?;
            let id = segment.id;
            let mut tx = self.db.begin().await?;
            rows::add(&mut tx, &self.keys.rows, segment).await?;
            // Somebody else folds them at this moment: theirs counts.
            if !rows::drop_folded(&mut tx, &ids).await? {
                return Ok(());
            }
            tx.commit().await?;
            let mut folded = list.lock().await;
            // Where the list was read anew meanwhile, it knows this already.
            if ids.iter().all(|id| folded.known.contains_key(id)) {
                folded.known.retain(|id, _| !ids.contains(id));
                folded.known.insert(id, level + 1);
            }
            level += 1;
        }
    }

    fn together(&self, records: &[SealedIndex], openers: &Openers) -> Result<Index, Error> {
        let mut together = Index::default();
        let mut opener = Opener::default();
        for record in records {
            let key = openers.of(record).ok_or(Error::Internal(152))?;
            let plain = opener.open(key, &self.index_header(record), &record.sealed)?;
            if record.level == 0 {
                together.take(serde_json::from_slice(&plain).map_err(|_| Error::Internal(153))?);
            } else {
                together.join(serde_json::from_slice(&plain).map_err(|_| Error::Internal(154))?);
            }
        }
        Ok(together)
    }

    fn seal_segment(
        &self,
        audience: Audience,
        epoch: i64,
        level: i64,
        to: &Recipient,
        index: &Index,
    ) -> Result<SealedIndex, Error> {
        let plain = Zeroizing::new(serde_json::to_vec(index).map_err(|_| Error::Internal(155))?);
        let mut segment = SealedIndex {
            id: Uuid::new_v4(),
            audience,
            epoch,
            level,
            sealed: Vec::new(),
        };
        segment.sealed = seal(to, &self.index_header(&segment), &plain);
        Ok(segment)
    }

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

    /// The cases that a member's inbox may show, read again only when one of them has changed.
    pub(crate) async fn shown(&self, session: &Session) -> Result<Arc<Vec<Listed>>, Error> {
        let (actor, member, now) = (session.actor(), session.member.id, self.second());
        let mut tx = self.db.read().await?;
        // The stamp comes first: a change in between is then seen the next time.
        let stamp = rows::stamp(&mut tx, &actor).await?;
        if let Some(known) = stamp.and_then(|stamp| self.lists.shown(member, stamp, now)) {
            return Ok(known);
        }
        let cases = Arc::new(rows::cases(&mut tx, &actor).await?);
        if let Some(stamp) = stamp {
            self.lists.show(member, stamp, now, &cases);
        }
        Ok(cases)
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

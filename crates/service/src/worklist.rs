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
/// At most so many at a time: a fold is held in memory while it is made.
const FOLD_MOST: usize = 4_096;
/// A fold of so many bytes is folded no more: opening it costs one key, making a larger one much memory.
const LARGE: usize = 1 << 20;

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

    fn keep(&mut self, record: Opened) {
        match record.said {
            Said::Once(record) => self.take(*record),
            Said::Folded(index) => self.join(index),
        }
        self.known.insert(record.id, record.level);
        self.opened_with.insert(record.epoch);
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
                let text = format!("{}\n{company}", entry.title());
                self.texts.insert(case, text.to_lowercase());
            }
            None => {
                self.texts.remove(&case);
            }
        }
    }
}

/// A record that was opened.
struct Opened {
    id: Uuid,
    /// None for a fold that is large.
    level: Option<i64>,
    epoch: i64,
    said: Said,
}

enum Said {
    Once(Box<IndexRecord>),
    Folded(Index),
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
        if known.is_empty() {
            self.read_whole(audience, openers, &mut folded).await?;
        } else {
            let mut tx = self.db.read().await?;
            let (fresh, gone) = rows::news(&mut tx, audience, &known).await?;
            if gone {
                drop(tx);
                // Another process folded them: what is in memory is in its folds as well.
                *folded = Folded {
                    folding: folded.folding,
                    ..Folded::default()
                };
                self.read_whole(audience, openers, &mut folded).await?;
            } else if !fresh.is_empty() {
                let records = rows::some(&mut tx, audience, &fresh).await?;
                drop(tx);
                let (_, opened) = self.open_apart(Opener::default(), openers, records).await?;
                opened.into_iter().for_each(|record| folded.keep(record));
            }
        }
        if !folded.folding && folded.long().is_some() {
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

    /// Reads a list from its beginning, some records at a time: while they are opened, the next are read.
    async fn read_whole(
        &self,
        audience: Audience,
        openers: &Openers,
        folded: &mut Folded,
    ) -> Result<(), Error> {
        let mut tx = self.db.read().await?;
        let mut opener = Opener::default();
        let mut records = rows::records(&mut tx, audience, Uuid::nil()).await?;
        while let Some(last) = records.last().map(|record| record.id) {
            let opening = self.open_apart(opener, openers, records);
            let (next, opened) = tokio::join!(rows::records(&mut tx, audience, last), opening);
            let (same, opened) = opened?;
            (opener, records) = (same, next?);
            opened.into_iter().for_each(|record| folded.keep(record));
        }
        Ok(())
    }

    /// Opens records on a thread of its own.
    async fn open_apart(
        &self,
        mut opener: Opener,
        openers: &Openers,
        records: Vec<SealedIndex>,
    ) -> Result<(Opener, Vec<Opened>), Error> {
        let (platform, openers) = (self.clone(), openers.clone());
        let work = move || {
            let opened = { records.iter() }.map(|r| platform.open_record(&mut opener, &openers, r));
            let opened = opened.collect::<Result<Vec<_>, _>>()?;
            Ok((opener, opened))
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Error::Internal(157))?
    }

    fn open_record(
        &self,
        opener: &mut Opener,
        openers: &Openers,
        record: &SealedIndex,
    ) -> Result<Opened, Error> {
        // Who reads the desk holds its keys of every epoch; without one of them, the list is not theirs.
        let key = openers.of(record).ok_or(Error::Denied(Denied::NotFound))?;
        let plain = opener.open(key, &self.index_header(record), &record.sealed)?;
        let said = if record.level == 0 {
            Said::Once(serde_json::from_slice(&plain).map_err(|_| Error::Internal(150))?)
        } else {
            Said::Folded(serde_json::from_slice(&plain).map_err(|_| Error::Internal(151))?)
        };
        Ok(Opened {
            id: record.id,
            level: (record.sealed.len() < LARGE).then_some(record.level),
            epoch: record.epoch,
            said,
        })
    }

    /// Folds records that have become many into one, level by level, so that unlocking stays quick. The list is held only to look at
    /// it: others read it meanwhile.
    async fn fold(&self, audience: Audience, openers: &Openers, list: &List) -> Result<(), Error> {
        loop {
            let Some((ids, level)) = list.lock().await.long() else {
                return Ok(());
            };
            let mut tx = self.db.read().await?;
            let records = rows::some(&mut tx, audience, &ids).await?;
            // Somebody else folds them at this moment: theirs counts.
            if records.len() != ids.len() {
                return Ok(());
            }
            let (epoch, to) = match audience {
                Audience::Desk(desk) => {
                    let readers = self.readers(&mut tx, desk).await?;
                    (readers.epoch, readers.desk)
                }
                Audience::Member(_) => (1, openers.own.recipient()),
            };
            drop(tx);
            let (_, opened) = self.open_apart(Opener::default(), openers, records).await?;
            let mut together = Index::default();
            for record in opened {
                match record.said {
                    Said::Once(record) => together.take(*record),
                    Said::Folded(index) => together.join(index),
                }
            }
            let segment = self.seal_segment(audience, epoch, level, &to, &together)?;
            let (id, large) = (segment.id, segment.sealed.len() >= LARGE);
            let mut tx = self.db.begin().await?;
            rows::add(&mut tx, &self.keys.rows, segment).await?;
            if !rows::drop_folded(&mut tx, &ids).await? {
                return Ok(());
            }
            tx.commit().await?;
            let mut folded = list.lock().await;
            // Where the list was read anew meanwhile, it knows this already.
            if ids.iter().all(|id| folded.known.contains_key(id)) {
                ids.iter().for_each(|id| {
                    folded.known.remove(id);
                });
                folded.known.insert(id, (!large).then_some(level));
            }
        }
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

//! Opening a work list: all of it when it is first asked for, and then what is new.

use std::collections::{BTreeMap, HashSet};

use watchpost_domain::{
    Denied,
    cases::index::{Index, IndexRecord},
    policy::Membership,
    sealed::{Audience, RecordId, SealedIndex},
};
use watchpost_store::worklist as rows;
use watchpost_vault::{Identity, Opener};

use super::{Folded, List, folding::LARGE};
use crate::{Error, Platform};

/// A record that was opened.
pub(super) struct Opened {
    pub id: RecordId,
    pub level: i64,
    /// It is folded no more.
    pub large: bool,
    pub epoch: i64,
    pub said: Said,
}

pub(super) enum Said {
    Once(Box<IndexRecord>),
    Folded(Index),
}

/// The keys that open the lists of a member: the desk's by epoch, and their own.
#[derive(Clone)]
pub(super) struct Openers {
    pub desk: BTreeMap<i64, Identity>,
    pub own: Identity,
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
        self.catch_up(audience, openers, &mut folded).await?;
        if !folded.folding && (folded.long().is_some() || !folded.erased.is_empty()) {
            folded.folding = true;
            let (platform, openers, list) = (self.clone(), openers.clone(), list.clone());
            // Whoever unlocks does not wait for it.
            tokio::spawn(async move {
                let done = async {
                    platform.take_out(audience, &openers, &list).await?;
                    platform.fold(audience, &openers, &list).await
                };
                if done.await.is_err() {
                    tracing::warn!("a work list could not be folded; it stays as it is");
                }
                list.lock().await.folding = false;
            });
        }
        Ok(())
    }

    /// Reads what is new until nothing is: others write and fold meanwhile, and what they moved behind the place that was reached is
    /// found in the next round.
    async fn catch_up(
        &self,
        audience: Audience,
        openers: &Openers,
        folded: &mut Folded,
    ) -> Result<(), Error> {
        loop {
            if folded.is_stale {
                *folded = Folded {
                    folding: folded.folding,
                    ..Folded::default()
                };
            }
            if folded.known.is_empty() {
                self.read_whole(audience, openers, folded).await?;
            }
            let mut tx = self.db.read().await?;
            let count = rows::count(&mut tx, audience).await?;
            folded.settle(&count.folds);
            if folded.is_all(&count) {
                return Ok(());
            }
            let known: HashSet<RecordId> = folded.known.keys().copied().collect();
            let (fresh, gone) = rows::news(&mut tx, audience, &known).await?;
            if gone {
                // Somebody else folded them: what is in memory is in their folds as well.
                folded.is_stale = true;
            } else if fresh.is_empty() {
                return Ok(());
            } else {
                let records = rows::some(&mut tx, audience, &fresh).await?;
                drop(tx);
                let (_, opened) = self.open_apart(Opener::default(), openers, records).await?;
                opened.into_iter().for_each(|record| folded.keep(record));
            }
        }
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
        let mut records = rows::records(&mut tx, audience, None).await?;
        while let Some(last) = records.last().map(|record| (record.level, record.id)) {
            let opening = self.open_apart(opener, openers, records);
            let (next, opened) =
                tokio::join!(rows::records(&mut tx, audience, Some(last)), opening);
            let (same, opened) = opened?;
            (opener, records) = (same, next?);
            opened.into_iter().for_each(|record| folded.keep(record));
        }
        if !folded.known.is_empty() {
            folded.was_read();
        }
        Ok(())
    }

    /// Opens records on a thread of its own.
    pub(super) async fn open_apart(
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
            level: record.level,
            large: record.sealed.len() >= LARGE,
            epoch: record.epoch,
            said,
        })
    }
}

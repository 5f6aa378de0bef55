//! Folding: records that have become many become one, so that unlocking stays quick; and what was erased goes out of all of them.

use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};

use watchpost_domain::{
    CaseId,
    cases::index::{Change, Index},
    sealed::{Audience, RecordId, SealedIndex},
};
use watchpost_store::{Tx, worklist as rows};
use watchpost_vault::{Opener, Recipient, Zeroizing, seal};

use super::{
    Held, List,
    reading::{Openers, Said},
};
use crate::{Error, Platform, sealing::record_id};

/// A fold of so many bytes is folded no more: opening it costs one key, making a larger one much memory.
pub(super) const LARGE: usize = 1 << 20;

/// So many are opened between two pauses.
const AT_ONCE: usize = 8;

impl Platform {
    /// Folds records that have become many into one, level by level, so that unlocking stays quick. The list is held only to look at
    /// it: others read it meanwhile.
    pub(super) async fn fold(
        &self,
        audience: Audience,
        openers: &Openers,
        list: &List,
    ) -> Result<(), Error> {
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
            let (epoch, to) = self.seals_to(&mut tx, audience, openers).await?;
            drop(tx);
            let together = self.joined(openers, records).await?;
            let segment = self.seal_segment(audience, epoch, level, &to, &together)?;
            let (id, stays) = (segment.id, segment.sealed.len() >= LARGE);
            let mut tx = self.db.begin().await?;
            rows::add(&mut tx, &self.keys.rows, segment).await?;
            if !rows::drop_folded(&mut tx, &ids).await? {
                return Ok(());
            }
            {
                let mut folded = list.lock().await;
                // Where the list was read anew meanwhile, it will find out.
                if ids.iter().all(|id| folded.known.contains_key(id)) {
                    folded.under_way = Some((id, Held { level, stays }, ids));
                }
            }
            let written = tx.commit().await;
            let mut folded = list.lock().await;
            match written {
                Ok(()) => folded.settle(&[id]),
                // Perhaps it was written all the same: then it is found.
                Err(_) => folded.is_stale = true,
            }
            drop(folded);
            written?;
        }
    }

    /// What records say together. Some are opened at a time, with a pause as long as that took: nobody waits for a fold, and people wait
    /// for the pages that it would slow down.
    async fn joined(
        &self,
        openers: &Openers,
        mut records: Vec<SealedIndex>,
    ) -> Result<Index, Error> {
        let (mut opener, mut together) = (Opener::default(), Index::default());
        while !records.is_empty() {
            let some = records.drain(..records.len().min(AT_ONCE)).collect();
            let began = Instant::now();
            let (same, opened) = self.open_apart(opener, openers, some).await?;
            opener = same;
            for record in opened {
                match record.said {
                    Said::Once(record) => together.take(*record),
                    Said::Folded(index) => together.join(index),
                }
            }
            tokio::time::sleep(began.elapsed()).await;
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
            id: record_id(),
            audience,
            epoch,
            level,
            sealed: Vec::new(),
        };
        segment.sealed = seal(to, &self.index_header(&segment), &plain);
        Ok(segment)
    }

    /// Takes what was erased out of every record and fold of a list, and then the records that said so. What another process folds
    /// meanwhile cannot bring it back: its fold fails, since records that it is made of are gone.
    pub(super) async fn take_out(
        &self,
        audience: Audience,
        openers: &Openers,
        list: &List,
    ) -> Result<(), Error> {
        let erased = list.lock().await.erased.clone();
        if erased.is_empty() {
            return Ok(());
        }
        let (mut opener, mut after) = (Opener::default(), None);
        let mut clean = HashSet::new();
        let mut gone: Vec<RecordId> = erased.values().copied().collect();
        loop {
            let mut tx = self.db.read().await?;
            let records = rows::records(&mut tx, audience, after).await?;
            let Some(last) = records.last().map(|record| (record.level, record.id)) else {
                // Whatever was written behind the place that was reached is looked at as well.
                let (fresh, _) = rows::news(&mut tx, audience, &clean).await?;
                if fresh.is_empty() {
                    break;
                }
                after = None;
                continue;
            };
            drop(tx);
            after = Some(last);
            let records: Vec<SealedIndex> = { records.into_iter() }
                .filter(|record| !clean.contains(&record.id))
                .collect();
            clean.extend(records.iter().map(|record| record.id));
            let opened = self.open_apart(opener, openers, records).await?;
            opener = opened.0;
            for record in opened.1 {
                match record.said {
                    Said::Once(said) if said.change != Change::Erased => {
                        gone.extend(erased.contains_key(&said.case).then_some(record.id));
                    }
                    Said::Once(_) => {}
                    Said::Folded(index) => {
                        let fold = (record.id, record.level, index);
                        clean.extend(self.without(audience, openers, fold, &erased).await?);
                    }
                }
            }
        }
        // Also where nothing else is left of a record: that a list has a new fold tells every process that records of it are gone.
        let mut tx = self.db.read().await?;
        let (epoch, to) = self.seals_to(&mut tx, audience, openers).await?;
        drop(tx);
        let none = self.seal_segment(audience, epoch, 1, &to, &Index::default())?;
        let mut tx = self.db.begin().await?;
        rows::add(&mut tx, &self.keys.rows, none).await?;
        if rows::drop_folded(&mut tx, &gone).await? {
            tx.commit().await?;
        }
        // What is in memory does not know the new folds: it is read anew by whoever asks next, and holds until then.
        list.lock().await.is_stale = true;
        Ok(())
    }

    /// Writes a fold anew without what was erased, where it holds any of it. Gives the new one.
    async fn without(
        &self,
        audience: Audience,
        openers: &Openers,
        (old, level, mut index): (RecordId, i64, Index),
        erased: &HashMap<CaseId, RecordId>,
    ) -> Result<Option<RecordId>, Error> {
        if !erased.keys().any(|id| index.entries.contains_key(id)) {
            return Ok(None);
        }
        index.entries.retain(|case, _| !erased.contains_key(case));
        let mut tx = self.db.read().await?;
        let (epoch, to) = self.seals_to(&mut tx, audience, openers).await?;
        drop(tx);
        let segment = self.seal_segment(audience, epoch, level, &to, &index)?;
        let id = segment.id;
        let mut tx = self.db.begin().await?;
        rows::add(&mut tx, &self.keys.rows, segment).await?;
        // Somebody folded it meanwhile: their fold is found as well.
        if !rows::drop_folded(&mut tx, &[old]).await? {
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some(id))
    }

    /// What a fold of a list is sealed to.
    async fn seals_to(
        &self,
        tx: &mut Tx,
        audience: Audience,
        openers: &Openers,
    ) -> Result<(i64, Recipient), Error> {
        match audience {
            Audience::Desk(desk) => {
                let readers = self.readers(tx, desk).await?;
                Ok((readers.epoch, readers.desk))
            }
            Audience::Member(_) => Ok((1, openers.own.recipient())),
        }
    }
}

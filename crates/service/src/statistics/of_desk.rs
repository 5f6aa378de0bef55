//! The same numbers of the cases of one desk, for those of it who read none: made as the public ones are, and sealed under the key of
//! columns, since they are not for the public. What differs from the public ones is the length of the periods.

use std::collections::BTreeMap;

use uuid::Uuid;
use watchpost_domain::{
    CaseId, DeskId,
    network::DeskKind,
    policy::{authorize, desks as may},
    statistics::{Figures, Publication, Record, publish},
};
use watchpost_store::{Tx, copy, desks, settings, statistics as counted};

use crate::{Error, Platform, accounts::Session};

const TABLE: &str = "desk_figures";
const COLUMN: &str = "sealed";

impl Platform {
    /// All numbers that were told to one's own desk; before any were, none, with what would be counted.
    ///
    /// # Errors
    /// `Denied` when they may not see them; `Unavailable` when what was told is not as it was written.
    pub async fn desk_statistics(&self, session: &Session) -> Result<Publication, Error> {
        let desk = authorize::<may::SeeNumbers>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        if let Some((_, told)) = self.told_desk(&mut tx, desk.id).await? {
            return Ok(told);
        }
        let figures = self.figures(&mut tx).await?;
        Ok(Publication::untold(&figures.of_desk(), self.quarter_over()))
    }

    /// What was told to a desk last, with its number.
    pub(super) async fn told_desk(
        &self,
        tx: &mut Tx,
        desk: DeskId,
    ) -> Result<Option<(i64, Publication)>, Error> {
        let Some((number, sealed)) = counted::of_desk(tx, &self.keys.rows, desk).await? else {
            return Ok(None);
        };
        let id = desk.0.as_bytes();
        let plain = self.keys.columns.open(TABLE, id, COLUMN, &sealed)?;
        let told = serde_json::from_slice(&plain).map_err(|_| Error::Internal(228))?;
        Ok(Some((number, told)))
    }

    /// Tells each desk the numbers of every period that is over and settled and was not told to it yet. Gives how many desks were told
    /// something. As for the public, nothing is told by a restored copy before it goes on.
    ///
    /// # Errors
    /// `Unavailable` when the database cannot be used, or a record or what was told is not as it was written.
    pub async fn publish_for_desks(&self) -> Result<usize, Error> {
        let mut tx = copy::one_moment(&self.db).await?;
        let figures = self.figures(&mut tx).await?.of_desk();
        let due = self.due(&mut tx, &figures).await?;
        if due.is_empty() || settings::is_unused(&mut tx).await? {
            return Ok(0);
        }
        let records = self.records(&mut tx).await?;
        let mut all = Vec::new();
        for (desk, before) in due {
            let own = self.records_of(&mut tx, desk, &records).await?;
            let (number, before) = before.unzip();
            let told = publish(&own, &figures, self.quarter_over(), before.as_ref());
            all.push((desk, number.unwrap_or(0) + 1, told));
        }
        drop(tx);
        if self.log_is_held().await? {
            return Ok(0);
        }
        let mut told = 0;
        for (desk, number, publication) in all {
            told += usize::from(self.tell_desk(desk, number, &publication).await?);
        }
        Ok(told)
    }

    /// The desks to which something is to be told, with what was told to them last.
    async fn due(
        &self,
        tx: &mut Tx,
        figures: &Figures,
    ) -> Result<Vec<(DeskId, Option<(i64, Publication)>)>, Error> {
        let mut due = Vec::new();
        for desk in desks::desks(tx).await? {
            if desk.kind != DeskKind::Desk {
                continue;
            }
            let before = self.told_desk(tx, desk.id).await?;
            let last = before.as_ref().map(|(_, told)| told);
            let told = last.map_or(0, |last| last.releases.len());
            // Which periods are due hangs on no record.
            if publish(&[], figures, self.quarter_over(), last)
                .releases
                .len()
                > told
            {
                due.push((desk.id, before));
            }
        }
        Ok(due)
    }

    async fn records_of(
        &self,
        tx: &mut Tx,
        desk: DeskId,
        records: &BTreeMap<Uuid, Record>,
    ) -> Result<Vec<Record>, Error> {
        let (mut own, mut after) = (Vec::new(), CaseId(Uuid::nil()));
        loop {
            let some = counted::cases_of(tx, desk, after).await?;
            let Some(last) = some.last() else {
                return Ok(own);
            };
            after = *last;
            let found = some
                .iter()
                .filter_map(|id| records.get(&self.counted_as(*id)));
            own.extend(found.cloned());
        }
    }

    async fn tell_desk(
        &self,
        desk: DeskId,
        number: i64,
        told: &Publication,
    ) -> Result<bool, Error> {
        let plain = serde_json::to_vec(told).map_err(|_| Error::Internal(229))?;
        let id = desk.0.as_bytes();
        let sealed = self.keys.columns.seal(TABLE, id, COLUMN, &plain);
        let mut tx = self.db.begin().await?;
        match counted::tell_desk(&mut tx, &self.keys.rows, desk, (number, sealed)).await {
            Ok(()) => tx.commit().await?,
            // Another node was faster: what it told is what is told.
            Err(watchpost_store::Error::Conflict) => return Ok(false),
            Err(other) => return Err(other.into()),
        }
        Ok(true)
    }
}

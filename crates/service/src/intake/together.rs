//! Reports that are ready at the same time are written in one transaction: the disk is waited for once, and each table is
//! written to once, however many they are. Each is acknowledged only when that transaction is durable.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use watchpost_store::{Recorded, Tx, apply_reports, drafts};

use super::write::LIFE;
use crate::{Error, Platform};

/// At most so many in one transaction: others wait for the writer meanwhile.
const TOGETHER: usize = 16;

/// A report that is sealed, and what must hold for it to be written.
pub(crate) struct Ready {
    pub recorded: Recorded,
    pub once: Option<Once>,
    /// The row under which its files were kept until now; they belong to the case then.
    pub held: Option<[u8; 32]>,
}

/// What makes a second "Send" harmless.
pub(crate) enum Once {
    /// The draft is as it was read; `sealed` takes the place of what it held.
    Draft {
        lookup: [u8; 32],
        version: i64,
        sealed: Vec<u8>,
    },
    /// Nobody was answered under this key yet; who asks again gets `sealed`.
    Answer { lookup: [u8; 32], sealed: Vec<u8> },
}

/// What became of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Written,
    /// Its like was sent before, or its draft was changed.
    Before,
    /// Its files were swept meanwhile: a report must not name what is gone.
    Swept,
}

type Written = oneshot::Sender<Result<Fate, Error>>;

/// Those that wait to be written.
#[derive(Default)]
pub(crate) struct Together {
    waiting: Mutex<Vec<(Ready, Written)>>,
    writing: tokio::sync::Mutex<()>,
}

impl Together {
    fn waiting(&self) -> MutexGuard<'_, Vec<(Ready, Written)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Platform {
    /// Writes a report; it is durable when this returns. `false` when its like was sent before, or its draft was changed.
    ///
    /// # Errors
    /// `Conflict` when its files are gone, having waited too long; `Unavailable` when the database cannot be used: whether it was
    /// written is not known then.
    pub(super) async fn write_report(&self, ready: Ready) -> Result<bool, Error> {
        let (done, written) = oneshot::channel();
        self.together.waiting().push((ready, done));
        // On a task of its own: who goes away takes nobody else's report along. There are as many as reports, so none stays.
        let platform = self.clone();
        tokio::spawn(async move { platform.write_waiting().await });
        match written.await.unwrap_or(Err(Error::Unavailable))? {
            Fate::Written => Ok(true),
            Fate::Before => Ok(false),
            Fate::Swept => Err(Error::Conflict),
        }
    }

    async fn write_waiting(&self) {
        let _turn = self.together.writing.lock().await;
        let batch: Vec<_> = {
            let mut waiting = self.together.waiting();
            let so_many = waiting.len().min(TOGETHER);
            waiting.drain(..so_many).collect()
        };
        let (reports, written): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        if reports.is_empty() {
            return;
        }
        let results = match self.write_together(&reports).await {
            Ok(results) => results.into_iter().map(Ok).collect(),
            // One of them cannot be written at all: the others shall not suffer for it.
            Err(error) if error.is_double() && reports.len() > 1 => {
                let mut results = Vec::new();
                for one in reports.chunks(1) {
                    match self.write_together(one).await {
                        Ok(fates) => results.extend(fates.into_iter().map(Ok)),
                        Err(error) => results.push(Err(error.into())),
                    }
                }
                results
            }
            Err(error) => {
                // Each is told the same; the cause is logged where it becomes an error of ours.
                let error = Error::from(error);
                let first = std::iter::once(Err(error));
                first
                    .chain(std::iter::repeat_with(|| Err(Error::Unavailable)))
                    .take(written.len())
                    .collect::<Vec<_>>()
            }
        };
        for (written, result) in written.into_iter().zip(results) {
            // Who went away learns it when they come back.
            let _ = written.send(result);
        }
    }

    async fn write_together(&self, all: &[Ready]) -> Result<Vec<Fate>, watchpost_store::Error> {
        let mut tx = self.db.begin().await?;
        let (mut fates, mut reports) = (Vec::new(), Vec::new());
        for ready in all {
            let fate = self.may_be_written(&mut tx, ready).await?;
            if fate == Fate::Written {
                reports.push(ready.recorded.clone());
            }
            fates.push(fate);
        }
        for report in &reports {
            self.lists.touch(report.fact.case);
        }
        apply_reports(&mut tx, &self.keys.rows, reports).await?;
        tx.commit().await?;
        Ok(fates)
    }

    async fn may_be_written(
        &self,
        tx: &mut Tx,
        ready: &Ready,
    ) -> Result<Fate, watchpost_store::Error> {
        if let Some(held) = &ready.held
            && drafts::delete(tx, held).await? == 0
        {
            return Ok(Fate::Swept);
        }
        let hour = self.hour();
        let first = match &ready.once {
            None => true,
            Some(Once::Draft {
                lookup,
                version,
                sealed,
            }) => match drafts::mark_sent(tx, lookup, *version, sealed.clone(), hour).await {
                Err(watchpost_store::Error::Conflict) => false,
                marked => marked.map(|()| true)?,
            },
            Some(Once::Answer { lookup, sealed }) => {
                drafts::add_sent(tx, lookup, sealed.clone(), hour + LIFE, hour).await?
            }
        };
        Ok(if first { Fate::Written } else { Fate::Before })
    }
}

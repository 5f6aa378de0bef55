//! Reports that are ready at the same time are written in one transaction: the disk is waited for once, and each table is
//! written to once, however many they are. Each is acknowledged only when that transaction is durable.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use watchpost_store::{Recorded, apply_reports, drafts};

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

type Written = oneshot::Sender<Result<bool, Error>>;

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
    /// `Unavailable` when the database cannot be used. Whether it was written is not known then.
    pub(super) async fn write_report(&self, ready: Ready) -> Result<bool, Error> {
        let (done, written) = oneshot::channel();
        self.together.waiting().push((ready, done));
        // On a task of its own: who goes away takes nobody else's report along. There are as many as reports, so none stays.
        let platform = self.clone();
        tokio::spawn(async move { platform.write_waiting().await });
        written.await.unwrap_or(Err(Error::Unavailable))
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
                    let alone = self.write_together(one).await;
                    results.push(alone.map(|r| r == [true]).map_err(Error::from));
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

    /// Tells of each whether it was written.
    async fn write_together(&self, all: &[Ready]) -> Result<Vec<bool>, watchpost_store::Error> {
        let mut tx = self.db.begin().await?;
        let (mut written, mut reports) = (Vec::new(), Vec::new());
        for ready in all {
            let first = match &ready.once {
                None => true,
                Some(Once::Draft {
                    lookup,
                    version,
                    sealed,
                }) => match drafts::mark_sent(&mut tx, lookup, *version, sealed.clone()).await {
                    Err(watchpost_store::Error::Conflict) => false,
                    marked => marked.map(|()| true)?,
                },
                Some(Once::Answer { lookup, sealed }) => {
                    let now = self.hour();
                    drafts::add_sent(&mut tx, lookup, sealed.clone(), now + LIFE, now).await?
                }
            };
            if let Some(held) = ready.held.filter(|_| first) {
                drafts::delete(&mut tx, &held).await?;
            }
            if first {
                reports.push(ready.recorded.clone());
            }
            written.push(first);
        }
        apply_reports(&mut tx, &self.keys.rows, reports).await?;
        tx.commit().await?;
        Ok(written)
    }
}

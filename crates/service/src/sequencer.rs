//! The sequencer: gives waiting commitments their places in the public log. One at a time; killed anywhere, it goes on.
//!
//! Order of writing: tiles and entries to the object store (the same bytes may come twice), then the head and the places
//! in one transaction that only one sequencer can win. What is published is read from the head.

use std::sync::atomic::Ordering::Relaxed;

use bytes::Bytes;
use watchpost_files::Key;
use watchpost_store::{Tx, log};
use watchpost_tlog::{self as tlog, Checkpoint, EntryTileId, LogProof, Tiles};

use crate::{Error, Platform};

/// Most commitments taken in at once.
const BATCH: i64 = 1_024;
/// Largest tile or bundle that is read.
const TILE_MAX: usize = 1 << 20;

/// How the public log stands.
pub struct LogFigures {
    pub entries: u64,
    /// Commitments without a place yet.
    pub waiting: u64,
    /// Whether it waits since a restore.
    pub held: bool,
    /// For how many seconds something may have waited: since all was last taken in, as this process knows.
    pub behind: u64,
}

impl Platform {
    /// Takes in what waits. Tells how many were taken.
    ///
    /// # Errors
    /// `Conflict` when another sequencer was faster, which is harmless; `Internal` when the log at hand is not the one
    /// that the head names: then nothing is signed.
    pub async fn sequence(&self) -> Result<usize, Error> {
        // Two at once would write different tiles under the same name.
        let _here = self.sequencing.lock().await;
        let mut elsewhere = self.db.read().await?;
        log::only_one(&mut elsewhere).await?;
        let mut tx = self.db.read().await?;
        if log::is_held(&mut tx).await? {
            return Ok(0);
        }
        let waiting = log::pending(&mut tx, BATCH).await?;
        let head = log::head(&mut tx).await?;
        drop(tx);
        let begun = self.now().as_second();
        if waiting.is_empty() {
            self.up_to_date.store(begun, Relaxed);
            return Ok(0);
        }
        let old = self.believed(head.as_ref())?;
        let next = self.write_entries(&old, &waiting).await?;
        let signed = tlog::sign_checkpoint(&next, &self.signer).map_err(|_| Error::Internal(94))?;
        let mut tx = self.db.begin().await?;
        let (from, to) = (as_row(old.size)?, as_row(next.size)?);
        log::advance(&mut tx, from, &waiting, to, &signed).await?;
        tx.commit().await?;
        self.publish(signed).await?;
        drop(elsewhere);
        if i64::try_from(waiting.len()).is_ok_and(|taken| taken < BATCH) {
            self.up_to_date.store(begun, Relaxed);
        }
        Ok(waiting.len())
    }

    /// Writes entries behind those that are there, and gives the checkpoint that is to name them. What no head names is
    /// not there yet, and is written over.
    pub(crate) async fn write_entries(
        &self,
        old: &Checkpoint,
        entries: &[[u8; 32]],
    ) -> Result<Checkpoint, Error> {
        let leaves: Vec<_> = entries.iter().map(|c| tlog::leaf_hash(c)).collect();
        let tiles = self.tiles(&tlog::tiles_for_append(old.size)).await?;
        let wrong = |_| Error::Internal(91);
        let appended = tlog::append(old.size, &tiles, &leaves).map_err(wrong)?;
        if appended.old_root != old.root {
            tracing::error!("the log's tiles do not give the root of its head; nothing is signed");
            return Err(Error::Internal(92));
        }
        let unfinished = match tlog::entry_tile_for_append(old.size) {
            Some(id) => {
                let key = self.log_object(&id.path())?;
                self.files.get_bytes(&key, TILE_MAX).await?
            }
            None => None,
        };
        let bundles = tlog::append_entries(old.size, unfinished.as_deref(), entries)
            .map_err(|_| Error::Internal(93))?;
        for (id, bytes) in appended.tiles {
            let key = self.log_object(&id.path())?;
            self.files.put_bytes(&key, Bytes::from(bytes)).await?;
        }
        for (id, bytes) in bundles {
            let key = self.log_object(&EntryTileId::path(&id))?;
            self.files.put_bytes(&key, Bytes::from(bytes)).await?;
        }
        Ok(Checkpoint::new(
            self.signer.name(),
            appended.size,
            appended.root,
        ))
    }

    /// Publishes a checkpoint that the head names already. Killed before this, the next round publishes a later one. The key is put
    /// beside it once, for whoever copies the files.
    pub(crate) async fn publish(&self, signed: String) -> Result<(), Error> {
        let beside = self.log_object("key")?;
        if !self.files.exists(&beside).await? {
            let words = format!("{}\n", self.log_key());
            self.files.put_bytes(&beside, words.into()).await?;
        }
        let key = self.log_object("checkpoint")?;
        Ok(self.files.put_bytes(&key, Bytes::from(signed)).await?)
    }

    /// Where a file of the log lies. One that follows another lies beside it, so nothing of the old one is written over.
    pub(crate) fn log_object(&self, path: &str) -> Result<Key, Error> {
        let place = match crate::succession::number(self.signer.name()) {
            1 => format!("log/{path}"),
            n => format!("log/{n}/{path}"),
        };
        Key::parse(&place).map_err(|_| Error::Internal(90))
    }

    /// How the log stands, for who runs the machine.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn log_figures(&self) -> Result<LogFigures, Error> {
        let mut tx = self.db.read().await?;
        let count = |n: i64| u64::try_from(n).unwrap_or_default();
        Ok(LogFigures {
            entries: count(log::count(&mut tx).await?),
            waiting: count(log::waiting(&mut tx).await?),
            held: log::is_held(&mut tx).await?,
            behind: count(self.now().as_second() - self.up_to_date.load(Relaxed)),
        })
    }

    /// Whether the log waits after a restore: nothing is signed until [`Platform::continue_log`].
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn log_is_held(&self) -> Result<bool, Error> {
        let mut tx = self.db.read().await?;
        Ok(log::is_held(&mut tx).await?)
    }

    /// The last signed checkpoint.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn checkpoint(&self) -> Result<Option<String>, Error> {
        let mut tx = self.db.read().await?;
        Ok(log::head(&mut tx).await?.map(|(_, text)| text))
    }

    /// A file of the public log, by its path in the tlog-tiles layout.
    ///
    /// # Errors
    /// The files cannot be used.
    pub async fn log_file(&self, path: &str) -> Result<Option<Bytes>, Error> {
        if tlog::TileId::parse(path).is_none() && EntryTileId::parse(path).is_none() {
            return Ok(None);
        }
        Ok(self
            .files
            .get_bytes(&self.log_object(path)?, TILE_MAX)
            .await?)
    }

    /// A proof that stands alone: this commitment is in the log, and `opening` says of what. Nothing while it still waits.
    pub(crate) async fn inclusion_proof(
        &self,
        tx: &mut Tx,
        commitment: &[u8; 32],
        opening: Vec<u8>,
    ) -> Result<Option<String>, Error> {
        let Some(position) = log::position(tx, commitment).await? else {
            return Ok(None);
        };
        let Some((_, checkpoint)) = log::head(tx).await? else {
            return Ok(None);
        };
        let head = tlog::verify_checkpoint(&checkpoint, &self.signer.verifier())
            .map_err(|_| Error::Internal(95))?;
        let index = u64::try_from(position).map_err(|_| Error::Internal(96))?;
        let tiles = self
            .tiles(&tlog::tiles_for_inclusion(index, head.size))
            .await?;
        let hashes =
            tlog::inclusion_proof(index, head.size, &tiles).map_err(|_| Error::Internal(97))?;
        let proof = LogProof {
            extra: Some(opening),
            index,
            hashes,
            checkpoint,
        };
        proof.format().map(Some).map_err(|_| Error::Internal(98))
    }

    /// The checkpoint of the head, if it carries our own signature; else of an empty log.
    pub(crate) fn believed(&self, head: Option<&(i64, String)>) -> Result<Checkpoint, Error> {
        match head {
            None => Ok(Checkpoint::new(self.signer.name(), 0, tlog::EMPTY_ROOT)),
            Some((_, text)) => {
                tlog::verify_checkpoint(text, &self.signer.verifier()).map_err(|_| {
                    tracing::error!(
                        "the head of the log does not carry our signature; nothing is signed"
                    );
                    Error::Internal(99)
                })
            }
        }
    }

    async fn tiles(&self, wanted: &[tlog::TileId]) -> Result<Tiles, Error> {
        let mut tiles = Tiles::new();
        for id in wanted {
            let bytes = self
                .files
                .get_bytes(&self.log_object(&id.path())?, TILE_MAX)
                .await?
                .ok_or(Error::Internal(100))?;
            tiles
                .insert(*id, bytes.to_vec())
                .map_err(|_| Error::Internal(101))?;
        }
        Ok(tiles)
    }
}

pub(crate) fn as_row(size: u64) -> Result<i64, Error> {
    i64::try_from(size).map_err(|_| Error::Internal(102))
}

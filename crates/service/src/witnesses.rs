//! Witnesses of the public log: others who watch that it only grows, and say so under its checkpoints. What they said last is
//! published beside the newest checkpoint, until they say more.

use watchpost_domain::{Problem, Problems};
use watchpost_store::log;
use watchpost_tlog::{self as tlog, NoteVerifier};

use crate::{Error, Platform, sequencer::as_row};

fn no_note<E>(_: E) -> Error {
    Error::Invalid(Problems::one("note", Problem::NotAnOption))
}

impl Platform {
    /// Says whose cosignatures are taken. Said once, before the server runs.
    pub fn set_witnesses(&self, witnesses: Vec<NoteVerifier>) {
        let _ = self.witnesses.set(witnesses);
    }

    /// The newest checkpoint that witnesses have cosigned.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn cosigned(&self) -> Result<Option<String>, Error> {
        let mut tx = self.db.read().await?;
        Ok(log::cosigned(&mut tx).await?.map(|(_, note)| note))
    }

    /// Takes the cosignatures of our witnesses under a checkpoint of ours, and leaves behind everything else.
    ///
    /// # Errors
    /// `Invalid` when it is no checkpoint that we signed, or no witness of ours cosigned it; `Conflict` when a later one is cosigned
    /// already.
    pub async fn take_cosignatures(&self, note: &str) -> Result<(), Error> {
        let known = self.witnesses.get().map_or(&[][..], Vec::as_slice);
        let own = self.signer.verifier();
        let checkpoint = tlog::verify_checkpoint(note, &own).map_err(no_note)?;
        if tlog::verify_cosignatures(note, known)
            .map_err(no_note)?
            .is_empty()
        {
            return Err(no_note(()));
        }
        let size = as_row(checkpoint.size)?;
        let mut tx = self.db.begin().await?;
        let head = log::head(&mut tx).await?;
        if head.is_none_or(|(ours, _)| ours < size) {
            return Err(no_note(()));
        }
        // Only our own signature, made again: it is the same each time.
        let bare = tlog::sign_checkpoint(&checkpoint, &self.signer).map_err(no_note)?;
        let bare = match log::cosigned(&mut tx).await? {
            Some((then, _)) if then > size => return Err(Error::Conflict),
            Some((then, others)) if then == size => others,
            _ => bare,
        };
        let together = tlog::merge_cosignatures(&bare, note, known).map_err(no_note)?;
        log::cosign(&mut tx, size, &together).await?;
        Ok(tx.commit().await?)
    }
}

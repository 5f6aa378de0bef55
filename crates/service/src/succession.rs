//! Going on with the public log after a restore. A log never says two things in one place: either it was no longer than what was restored, or
//! what is missing is fetched from a copy of it, or it ends, and a new one begins whose first entry names the old one.

use sha2::{Digest, Sha256};
use watchpost_domain::{Problem, Problems};
use watchpost_store::log;
use watchpost_tlog::{self as tlog, Checkpoint, NoteSigner};

use crate::{Error, Platform, sequencer::as_row};

/// Which log this is of its installation: the first has no number at the end of its name.
pub fn number(name: &str) -> u32 {
    let last = name.rsplit_once('/').map_or("", |(_, last)| last);
    last.parse().ok().filter(|n| *n > 1).unwrap_or(1)
}

/// The name of the log that comes after the one of this name.
pub fn next_name(name: &str) -> String {
    match number(name) {
        1 => format!("{name}/2"),
        n => {
            let (first, _) = name.rsplit_once('/').unwrap_or((name, ""));
            format!("{first}/{}", n + 1)
        }
    }
}

/// The name that a checkpoint gives its log; its signature was not looked at.
pub fn name_in(checkpoint: &str) -> Option<&str> {
    checkpoint.lines().next().filter(|name| !name.is_empty())
}

/// The first entry of a log that follows another: the other's last checkpoint, hashed.
pub fn first_entry(follows: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"watchpost/v1/log-follows\0");
    hash.update(follows);
    hash.finalize().into()
}

fn no_checkpoint<E>(_: E) -> Error {
    Error::Invalid(Problems::one("checkpoint", Problem::NotAnOption))
}

impl Platform {
    /// Goes on with the log after a restore, from the newest checkpoint that anybody has of it; from none, if there
    /// never was one.
    ///
    /// # Errors
    /// `Invalid` when that checkpoint is none of this log; `Conflict` when it names other entries than those at hand.
    pub async fn continue_log(&self, newest: Option<&str>) -> Result<(), Error> {
        let newest = newest.map(|text| self.of_ours(text)).transpose()?;
        let mut tx = self.db.begin().await?;
        let head = log::head(&mut tx).await?;
        let ours = self.believed(head.as_ref())?;
        let is_ours = match newest {
            Some(newest) => (ours.size, ours.root) == (newest.size, newest.root),
            None => head.is_none(),
        };
        if !is_ours {
            return Err(Error::Conflict);
        }
        log::release(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Goes on with entries that the log had said since the backup: `missing` are those behind the ones at hand, from a copy of the
    /// log, and `newest` is its checkpoint. What they were about is lost; that they were said is not.
    ///
    /// # Errors
    /// `Invalid` when that checkpoint is none of this log; `Conflict` when these entries do not lead to it.
    pub async fn continue_log_with(&self, missing: &[[u8; 32]], newest: &str) -> Result<(), Error> {
        let _here = self.sequencing.lock().await;
        let target = self.of_ours(newest)?;
        let mut tx = self.db.begin().await?;
        log::only_one(&mut tx).await?;
        if !log::is_held(&mut tx).await? {
            return Err(Error::Conflict);
        }
        let head = log::head(&mut tx).await?;
        let ours = self.believed(head.as_ref())?;
        let led = self.write_entries(&ours, missing).await?;
        if (led.size, led.root) != (target.size, target.root) || missing.is_empty() {
            return Err(Error::Conflict);
        }
        let (from, to) = (as_row(ours.size)?, as_row(led.size)?);
        log::advance(&mut tx, from, missing, to, newest).await?;
        log::release(&mut tx).await?;
        tx.commit().await?;
        self.publish(newest.to_owned()).await
    }

    /// Begins a new log under the name of this platform, which must be another than that of the log at hand. Its first entry names the last
    /// checkpoint that is known of the old one: `newest`, where somebody has one that is newer than what was restored. All that the
    /// old log held, as far as it was restored, gets its place in the new one.
    ///
    /// # Errors
    /// `Invalid` when that checkpoint is none of the old log, or is older than what was restored; `Conflict` when the log does not wait, or
    /// there is none to follow.
    pub async fn begin_new_log(&self, newest: Option<&str>) -> Result<(), Error> {
        let _here = self.sequencing.lock().await;
        let mut tx = self.db.begin().await?;
        log::only_one(&mut tx).await?;
        let head = log::head(&mut tx).await?.map(|(_, text)| text);
        let (true, Some(last)) = (log::is_held(&mut tx).await?, head.as_deref().or(newest)) else {
            return Err(Error::Conflict);
        };
        let old = name_in(last).filter(|name| next_name(name) == self.signer.name());
        let old = NoteSigner::from_seed(old.ok_or(Error::Conflict)?, &self.keys.log_seed)
            .map_err(no_checkpoint)?;
        let read = |text| tlog::verify_checkpoint(text, &old.verifier()).map_err(no_checkpoint);
        let follows = newest.unwrap_or(last);
        if read(follows)?.size < read(last)?.size {
            return Err(no_checkpoint(()));
        }
        let first = first_entry(follows);
        let nothing = Checkpoint::new(self.signer.name(), 0, tlog::EMPTY_ROOT);
        let next = self.write_entries(&nothing, &[first]).await?;
        let signed = tlog::sign_checkpoint(&next, &self.signer).map_err(|_| Error::Internal(94))?;
        log::begin_anew(&mut tx, follows).await?;
        log::advance(&mut tx, 0, &[first], 1, &signed).await?;
        log::release(&mut tx).await?;
        // There before anything names it, for whoever copies the files.
        let kept = self.log_object("follows")?;
        let words = bytes::Bytes::copy_from_slice(follows.as_bytes());
        self.files.put_bytes(&kept, words).await?;
        tx.commit().await?;
        self.publish(signed).await
    }

    /// The last checkpoint that is known of the log before this one.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn log_follows(&self) -> Result<Option<String>, Error> {
        let mut tx = self.db.read().await?;
        let kept = log::follows(&mut tx).await?;
        Ok(kept.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// The log at hand: how long it is, and its root.
    ///
    /// # Errors
    /// The database cannot be used, or the log is not ours.
    pub async fn log_at_hand(&self) -> Result<Checkpoint, Error> {
        let mut tx = self.db.read().await?;
        let head = log::head(&mut tx).await?;
        self.believed(head.as_ref())
    }

    fn of_ours(&self, text: &str) -> Result<Checkpoint, Error> {
        tlog::verify_checkpoint(text, &self.signer.verifier()).map_err(no_checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_follows_has_the_next_number() {
        for (name, n, next) in [
            ("example.org/log", 1, "example.org/log/2"),
            ("example.org/log/2", 2, "example.org/log/3"),
            ("example.org/log/9", 9, "example.org/log/10"),
            ("example.org:8080/log", 1, "example.org:8080/log/2"),
            ("log", 1, "log/2"),
        ] {
            assert_eq!((number(name), next_name(name).as_str()), (n, next));
        }
    }
}

//! Unfinished uploads.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::num::NonZeroU64;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use data_encoding::HEXLOWER;
use rustix::fs::Advice;

use crate::{Error, Result};

/// The kernel is asked to begin writing after so many bytes, so that the sync at the end is short.
const WRITE_BACK: u64 = 8 << 20;

/// The folder of unfinished uploads and the names that are in use by this process.
pub(super) struct Partials {
    folder: PathBuf,
    live: Mutex<HashSet<String>>,
    #[cfg(test)]
    broken: std::sync::atomic::AtomicBool,
}

impl Partials {
    pub(super) fn new(folder: PathBuf) -> Partials {
        Partials {
            folder,
            live: Mutex::default(),
            #[cfg(test)]
            broken: false.into(),
        }
    }

    pub(super) fn begin(self: &Arc<Self>) -> Result<Partial> {
        let mut bits = [0u8; 16];
        getrandom::fill(&mut bits).map_err(Error::unavailable)?;
        let name = HEXLOWER.encode(&bits);
        // Named as live before it exists: the sweeper may come by at any time.
        self.live().insert(name.clone());
        let path = self.folder.join(&name);
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
        {
            Ok(file) => Ok(Partial {
                file,
                written: 0,
                pushed: 0,
                name,
                partials: self.clone(),
                renamed: false,
            }),
            Err(err) => {
                self.live().remove(&name);
                Err(Error::from_io(err))
            }
        }
    }

    /// Removes what a dead process left. What is being written now stays, however the clock jumps.
    pub(super) fn sweep(&self, older_than: Duration, now: SystemTime) -> Result<u64> {
        let mut swept = 0;
        for entry in fs::read_dir(&self.folder).map_err(Error::from_io)? {
            let entry = entry.map_err(Error::from_io)?;
            let live = entry
                .file_name()
                .to_str()
                .is_some_and(|name| self.live().contains(name));
            if !live && is_old(&entry, older_than, now) && fs::remove_file(entry.path()).is_ok() {
                swept += 1;
            }
        }
        Ok(swept)
    }

    fn live(&self) -> MutexGuard<'_, HashSet<String>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn break_sync(&self) {
        self.broken
            .store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

/// A time in the future counts as young: the clock went back, and nothing is lost by waiting.
fn is_old(entry: &fs::DirEntry, older_than: Duration, now: SystemTime) -> bool {
    entry
        .metadata()
        .and_then(|about| about.modified())
        .is_ok_and(|changed| {
            now.duration_since(changed)
                .is_ok_and(|age| age >= older_than)
        })
}

/// One unfinished upload; its file goes when this is dropped.
pub(crate) struct Partial {
    file: File,
    written: u64,
    pushed: u64,
    name: String,
    partials: Arc<Partials>,
    renamed: bool,
}

impl Partial {
    /// Appends bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(Error::from_io)?;
        self.written += bytes.len() as u64;
        self.push();
        Ok(())
    }

    /// Asks the kernel to begin writing. Only a hint: errors show at the sync.
    fn push(&mut self) {
        let waiting = self.written - self.pushed;
        if waiting >= WRITE_BACK {
            let _ = rustix::fs::fadvise(
                &self.file,
                self.pushed,
                NonZeroU64::new(waiting),
                Advice::DontNeed,
            );
            self.pushed = self.written;
        }
    }

    pub(super) fn sync(&self) -> Result<()> {
        #[cfg(test)]
        if self
            .partials
            .broken
            .load(std::sync::atomic::Ordering::Relaxed)
        {
            return Err(Error::SyncFailed(io::Error::other("planted")));
        }
        self.file.sync_all().map_err(Error::SyncFailed)
    }

    /// Gives the file its place; on failure it is still ours.
    pub(super) fn rename(mut self, target: &Path) -> std::result::Result<(), (Partial, io::Error)> {
        match fs::rename(self.path(), target) {
            Ok(()) => {
                self.renamed = true;
                Ok(())
            }
            Err(err) => Err((self, err)),
        }
    }

    fn path(&self) -> PathBuf {
        self.partials.folder.join(&self.name)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.renamed {
            // What cannot be removed now is left to the sweeper.
            let _ = fs::remove_file(self.path());
        }
        self.partials.live().remove(&self.name);
    }
}

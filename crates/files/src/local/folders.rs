//! Folders that are known to survive a power cut.

use std::collections::HashSet;
use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Error, Result};

/// Remembers which folders have been synced into their parents since the process began.
///
/// That a folder exists does not say that it is durable: another upload may have made it a moment ago.
/// So everyone who has not seen the parent synced syncs it again.
#[derive(Default)]
pub(super) struct Folders {
    durable: Mutex<HashSet<PathBuf>>,
    #[cfg(test)]
    broken: std::sync::atomic::AtomicBool,
}

impl Folders {
    /// Makes a folder and all above it, for the beginning.
    pub(super) fn make_root(&self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
            .collect();
        for folder in missing.into_iter().rev() {
            make(folder)?;
            match folder.parent() {
                Some(parent) if parent.as_os_str().is_empty() => self.sync(Path::new("."))?,
                Some(parent) => self.sync(parent)?,
                None => {}
            }
        }
        Ok(())
    }

    /// Makes `folder`, below `root`, and everything between, and syncs each into its parent.
    pub(super) fn make_durable(&self, root: &Path, folder: &Path) -> Result<()> {
        if folder == root || self.known().contains(folder) {
            return Ok(());
        }
        let parent = folder.parent().ok_or(Error::BadKey)?;
        self.make_durable(root, parent)?;
        make(folder).map_err(Error::from_io)?;
        self.sync(parent).map_err(Error::SyncFailed)?;
        self.known().insert(folder.to_owned());
        Ok(())
    }

    /// Forgets what is known: a folder has gone missing.
    pub(super) fn forget(&self) {
        self.known().clear();
    }

    /// Syncs the entries of a folder.
    pub(super) fn sync(&self, folder: &Path) -> io::Result<()> {
        #[cfg(test)]
        if self.broken.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(io::Error::other("planted"));
        }
        File::open(folder)?.sync_all()
    }

    fn known(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.durable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn break_sync(&self) {
        self.broken
            .store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

fn make(folder: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists => {
            Err(io::ErrorKind::NotADirectory.into())
        }
        made => made,
    }
}

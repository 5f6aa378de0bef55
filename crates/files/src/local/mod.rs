//! A folder of our own: temporary file, fsync, rename, fsync of the folder.
//!
//! Every function here blocks; [`crate::Store`] and [`crate::Writer`] call them on blocking threads.

mod folders;
mod list;
mod partial;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use rustix::fs::OFlags;
use rustix::io::Errno;

use self::folders::Folders;
pub(crate) use self::partial::Partial;
use self::partial::Partials;
use crate::{Error, Key, Result};

/// The folder of unfinished uploads, in the same file system so that a rename finishes them.
const PARTIAL: &str = ".partial";

/// Objects as files below one folder.
#[derive(Clone)]
pub struct Local(Arc<Inner>);

struct Inner {
    root: PathBuf,
    folders: Folders,
    partials: Arc<Partials>,
}

/// How much room the file system has for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeSpace {
    /// Free bytes that a process without privileges may use.
    pub bytes: u64,
    /// Size of the file system.
    pub total: u64,
}

impl Local {
    /// Opens or makes the folder.
    pub(crate) fn open(root: PathBuf) -> io::Result<Local> {
        let folders = Folders::default();
        folders.make_root(&root)?;
        folders.make_root(&root.join(PARTIAL))?;
        let partials = Arc::new(Partials::new(root.join(PARTIAL)));
        Ok(Local(Arc::new(Inner {
            root,
            folders,
            partials,
        })))
    }

    /// Opens an unfinished upload.
    pub(crate) fn begin(&self) -> Result<Partial> {
        self.0.partials.begin()
    }

    /// Makes an unfinished upload durable under its key.
    pub(crate) fn commit(&self, partial: Partial, key: &Key) -> Result<()> {
        partial.sync()?;
        let target = self.path(key);
        let folder = target.parent().ok_or(Error::BadKey)?;
        self.0.folders.make_durable(&self.0.root, folder)?;
        match partial.rename(&target) {
            // Somebody tidied the empty folder away since we made it: make it again, once.
            Err((partial, err)) if err.kind() == io::ErrorKind::NotFound => {
                self.0.folders.forget();
                self.0.folders.make_durable(&self.0.root, folder)?;
                partial
                    .rename(&target)
                    .map_err(|(_, err)| Error::from_io(err))?;
            }
            renamed => renamed.map_err(|(_, err)| Error::from_io(err))?,
        }
        self.0.folders.sync(folder).map_err(Error::SyncFailed)
    }

    /// Stores a small object in one go.
    pub(crate) fn put_bytes(&self, key: &Key, bytes: Bytes) -> Result<()> {
        let mut partial = self.begin()?;
        partial.write(&bytes)?;
        self.commit(partial, key)
    }

    /// Opens an object; `None` if there is none.
    pub(crate) fn open_object(&self, key: &Key) -> Result<Option<(File, u64)>> {
        // A link in our folder is not ours: following it would read outside.
        let no_follow = OFlags::NOFOLLOW.bits() as i32;
        let opened = OpenOptions::new()
            .read(true)
            .custom_flags(no_follow)
            .open(self.path(key));
        let Some(file) = found(opened)? else {
            return Ok(None);
        };
        let about = file.metadata().map_err(Error::from_io)?;
        Ok(about.is_file().then_some((file, about.len())))
    }

    /// Opens an object at `range`, and says how many bytes of it there are.
    pub(crate) fn open_range(&self, key: &Key, range: Range<u64>) -> Result<Option<(File, u64)>> {
        let Some((mut file, size)) = self.open_object(key)? else {
            return Ok(None);
        };
        let range = clip(&range, size);
        file.seek(SeekFrom::Start(range.start))
            .map_err(Error::from_io)?;
        Ok(Some((file, range.end - range.start)))
    }

    pub(crate) fn size(&self, key: &Key) -> Result<Option<u64>> {
        let about = found(fs::symlink_metadata(self.path(key)))?;
        Ok(about.filter(fs::Metadata::is_file).map(|about| about.len()))
    }

    pub(crate) fn list(&self, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Key>> {
        list::list(&self.0.root, prefix, after, limit)
    }

    /// Removes an object for good: also after a power cut it stays away.
    pub(crate) fn delete(&self, key: &Key) -> Result<()> {
        let path = self.path(key);
        if found(fs::remove_file(&path))?.is_none() {
            return Ok(());
        }
        let folder = path.parent().ok_or(Error::BadKey)?;
        self.0.folders.sync(folder).map_err(Error::SyncFailed)
    }

    pub(crate) fn sweep(
        &self,
        older_than: std::time::Duration,
        now: std::time::SystemTime,
    ) -> Result<u64> {
        self.0.partials.sweep(older_than, now)
    }

    pub(crate) fn free_space(&self) -> Option<FreeSpace> {
        let about = rustix::fs::statvfs(&self.0.root).ok()?;
        let block = about.f_frsize;
        Some(FreeSpace {
            bytes: about.f_bavail.saturating_mul(block),
            total: about.f_blocks.saturating_mul(block),
        })
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.0.root.join(Path::new(key.as_str()))
    }

    /// From here on syncs fail, as on a dying disk.
    #[cfg(test)]
    pub(crate) fn break_sync(&self) {
        self.0.folders.break_sync();
        self.0.partials.break_sync();
    }
}

/// The part of `range` that an object of `size` bytes has.
pub(crate) fn clip(range: &Range<u64>, size: u64) -> Range<u64> {
    let end = range.end.min(size);
    range.start.min(end)..end
}

/// Reads up to `wanted` bytes from here; fewer than the file was long is damage.
pub(crate) fn read_piece(file: &mut File, wanted: usize) -> io::Result<Bytes> {
    let mut piece = Vec::with_capacity(wanted);
    file.by_ref().take(wanted as u64).read_to_end(&mut piece)?;
    if piece.len() < wanted {
        return Err(Error::Damaged.into());
    }
    Ok(piece.into())
}

/// "There is none" is an answer, not an error.
fn found<T>(result: io::Result<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(err) if is_missing(&err) => Ok(None),
        Err(err) => Err(Error::from_io(err)),
    }
}

fn is_missing(err: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    let is_link = err.raw_os_error() == Some(Errno::LOOP.raw_os_error());
    is_link || matches!(err.kind(), NotFound | NotADirectory | IsADirectory)
}

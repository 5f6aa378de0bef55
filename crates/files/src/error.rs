//! What can go wrong with stored objects. No variant carries a key or contents.

use std::io;

/// Why an object could not be stored, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk or the account is full. Nothing was stored.
    #[error("not enough space in the object storage")]
    NotEnoughSpace,
    /// The storage cannot be reached, refuses, or fails.
    #[error("the object storage is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The disk did not confirm a write. The process must end: what the kernel still holds cannot be trusted.
    #[error("the disk did not confirm a write")]
    SyncFailed(#[source] io::Error),
    /// What is stored is not what was written.
    #[error("a stored object is damaged")]
    Damaged,
    /// The object is longer than the caller allows.
    #[error("a stored object is longer than allowed here")]
    TooLong,
    /// Not a valid object key.
    #[error("not a valid object key")]
    BadKey,
    /// The stream of bytes to store failed; the storage itself did not.
    #[error("the bytes to store could not be read")]
    Source(#[source] io::Error),
    /// The writer failed before and takes no more bytes.
    #[error("this upload has already failed")]
    WriterClosed,
    /// The settings of the storage do not make sense.
    #[error("the object storage is not configured correctly: {0}")]
    Config(&'static str),
}

impl Error {
    /// Whether the process must end now and acknowledge nothing more.
    pub fn is_fatal(&self) -> bool {
        matches!(self, Error::SyncFailed(_))
    }

    pub(crate) fn unavailable(
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Error {
        Error::Unavailable(source.into())
    }

    /// An error of the file system, for anything but a sync.
    pub(crate) fn from_io(err: io::Error) -> Error {
        match err.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::NotEnoughSpace,
            // One key is a folder of another: keys made by `Key::random` never are.
            io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => Error::BadKey,
            _ => Error::unavailable(err),
        }
    }
}

/// A stream item must be an `io::Error`.
impl From<Error> for io::Error {
    fn from(err: Error) -> io::Error {
        let kind = match err {
            Error::NotEnoughSpace => io::ErrorKind::StorageFull,
            Error::Damaged => io::ErrorKind::InvalidData,
            _ => io::ErrorKind::Other,
        };
        io::Error::new(kind, err)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Write;

    use super::*;

    #[test]
    fn a_full_disk_is_told_apart() {
        let mut full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let err = full.write_all(b"x").unwrap_err();
        assert!(matches!(Error::from_io(err), Error::NotEnoughSpace));
    }

    #[test]
    fn only_a_failed_sync_ends_the_process() {
        assert!(Error::SyncFailed(io::Error::other("planted")).is_fatal());
        assert!(!Error::NotEnoughSpace.is_fatal());
        assert!(!Error::from_io(io::Error::other("planted")).is_fatal());
    }
}

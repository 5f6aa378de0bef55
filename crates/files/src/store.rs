//! One interface over all backends.

use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, TryStreamExt};

use crate::key::check_prefix;
use crate::local::clip;
use crate::read::{bytes_chunks, file_chunks};
use crate::{
    BlockingReader, Chunks, Error, FreeSpace, Key, Local, Memory, Result, S3, S3Config, Writer,
};

/// Where sealed bytes are kept. Clones share the same place.
#[derive(Clone)]
pub enum Store {
    /// A folder of this machine.
    Local(Local),
    /// A bucket.
    S3(S3),
    /// Memory, for tests.
    Memory(Memory),
}

impl Store {
    /// Opens or makes a folder. Blocks; for the beginning.
    pub fn local(dir: PathBuf) -> io::Result<Store> {
        Local::open(dir).map(Store::Local)
    }

    /// Opens a bucket. Nothing is sent yet: ask [`Store::ready`].
    pub fn s3(config: S3Config) -> Result<Store> {
        S3::open(config).map(Store::S3)
    }

    /// Opens `s3://bucket/prefix?endpoint=…&region=…`; secrets are never in the address.
    pub fn s3_from_url(url: &str, access_key: String, secret_key: String) -> Result<Store> {
        Store::s3(S3Config::from_url(url, access_key, secret_key)?)
    }

    /// An empty store in memory.
    pub fn memory() -> Store {
        Store::Memory(Memory::default())
    }

    /// Stores a stream and says how long it was. Durable on return.
    pub async fn put(&self, key: &Key, mut bytes: Chunks) -> Result<u64> {
        let mut writer = self.writer(key).await?;
        while let Some(piece) = bytes.next().await {
            let written = match piece {
                Ok(piece) => writer.write(piece).await,
                Err(err) => Err(Error::Source(err)),
            };
            if let Err(err) = written {
                writer.abort().await;
                return Err(err);
            }
        }
        writer.finish().await
    }

    /// Stores a small object. Durable on return.
    pub async fn put_bytes(&self, key: &Key, bytes: Bytes) -> Result<()> {
        match self {
            Store::Local(local) => {
                let (local, key) = (local.clone(), key.clone());
                blocking(move || local.put_bytes(&key, bytes)).await
            }
            Store::S3(s3) => s3.put_bytes(key, bytes).await,
            Store::Memory(memory) => memory.put_bytes(key, bytes),
        }
    }

    /// Begins an object that is written as its bytes come in.
    pub async fn writer(&self, key: &Key) -> Result<Writer> {
        match self {
            Store::Local(local) => {
                let opening = local.clone();
                let partial = blocking(move || opening.begin()).await?;
                Ok(Writer::local(local.clone(), key.clone(), partial))
            }
            Store::S3(s3) => Ok(Writer::s3(key.clone(), s3.writer(key).await?)),
            Store::Memory(memory) => Ok(Writer::memory(key.clone(), memory.begin()?)),
        }
    }

    /// Reads an object; `None` if there is none.
    pub async fn get(&self, key: &Key) -> Result<Option<Chunks>> {
        self.get_range(key, 0..u64::MAX).await
    }

    /// Reads a part of an object; what lies beyond its end is left out.
    pub async fn get_range(&self, key: &Key, range: Range<u64>) -> Result<Option<Chunks>> {
        match self {
            Store::Local(local) => {
                let (local, key) = (local.clone(), key.clone());
                let opened = blocking(move || local.open_range(&key, range)).await?;
                Ok(opened.map(|(file, left)| file_chunks(file, left)))
            }
            Store::S3(s3) => s3.get_range(key, range).await,
            Store::Memory(memory) => Ok(memory.get(key)?.map(|bytes| {
                let range = clip(&range, bytes.len() as u64);
                bytes_chunks(bytes.slice(range.start as usize..range.end as usize))
            })),
        }
    }

    /// Reads a small object whole; one longer than `limit` is an error and not held in memory.
    pub async fn get_bytes(&self, key: &Key, limit: usize) -> Result<Option<Bytes>> {
        // One byte more than allowed tells a longer object from one that just fits.
        let range = 0..(limit as u64).saturating_add(1);
        let Some(mut chunks) = self.get_range(key, range).await? else {
            return Ok(None);
        };
        let mut whole = BytesMut::new();
        while let Some(piece) = chunks.try_next().await.map_err(read_error)? {
            whole.extend_from_slice(&piece);
        }
        if whole.len() > limit {
            return Err(Error::TooLong);
        }
        Ok(Some(whole.freeze()))
    }

    /// Reads an object from a blocking thread (`spawn_blocking`), in bounded memory.
    pub fn reader_blocking(&self, key: &Key) -> BlockingReader {
        match self {
            Store::Local(local) => BlockingReader::local(local.clone(), key.clone()),
            Store::S3(s3) => BlockingReader::s3(s3.clone(), key.clone()),
            Store::Memory(memory) => BlockingReader::memory(memory.clone(), key.clone()),
        }
    }

    /// How long an object is; `None` if there is none.
    pub async fn size(&self, key: &Key) -> Result<Option<u64>> {
        match self {
            Store::Local(local) => {
                let (local, key) = (local.clone(), key.clone());
                blocking(move || local.size(&key)).await
            }
            Store::S3(s3) => s3.size(key).await,
            Store::Memory(memory) => Ok(memory.get(key)?.map(|bytes| bytes.len() as u64)),
        }
    }

    /// Whether there is an object.
    pub async fn exists(&self, key: &Key) -> Result<bool> {
        Ok(self.size(key).await?.is_some())
    }

    /// Up to `limit` keys beginning with `prefix`, in order, after `after`. Fewer than `limit` is the last page.
    pub async fn list(&self, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Key>> {
        check_prefix(prefix)?;
        match self {
            Store::Local(local) => {
                let (local, prefix, after) = (local.clone(), prefix.to_owned(), after.cloned());
                blocking(move || local.list(&prefix, after.as_ref(), limit)).await
            }
            Store::S3(s3) => s3.list(prefix, after, limit).await,
            Store::Memory(memory) => memory.list(prefix, after, limit),
        }
    }

    /// Removes an object; a missing one is fine.
    pub async fn delete(&self, key: &Key) -> Result<()> {
        match self {
            Store::Local(local) => {
                let (local, key) = (local.clone(), key.clone());
                blocking(move || local.delete(&key)).await
            }
            Store::S3(s3) => s3.delete(key).await,
            Store::Memory(memory) => memory.delete(key),
        }
    }

    /// Writes, reads and deletes an object below `probe/`.
    pub async fn ready(&self) -> Result<()> {
        let key = Key::random("probe");
        let wrote = Bytes::copy_from_slice(key.as_str().as_bytes());
        self.put_bytes(&key, wrote.clone()).await?;
        let read = self.get_bytes(&key, wrote.len()).await;
        self.delete(&key).await?;
        if read? == Some(wrote) {
            Ok(())
        } else {
            Err(Error::Damaged)
        }
    }

    /// How much room is left. Only a folder can tell.
    pub fn free_space(&self) -> Option<FreeSpace> {
        match self {
            Store::Local(local) => local.free_space(),
            Store::S3(_) | Store::Memory(_) => None,
        }
    }

    /// Removes unfinished uploads that no writer of this process holds and nobody touched for `older_than`;
    /// says how many. At the start of the process, zero is right.
    ///
    /// A bucket shows no unfinished uploads to us: give it a lifecycle rule that aborts them after a day.
    pub async fn sweep_partials(&self, older_than: Duration, now: SystemTime) -> Result<u64> {
        match self {
            Store::Local(local) => {
                let local = local.clone();
                blocking(move || local.sweep(older_than, now)).await
            }
            Store::S3(_) => Ok(0),
            Store::Memory(memory) => memory.sweep(),
        }
    }
}

/// An error that a stream had to wrap comes out as it was.
fn read_error(err: io::Error) -> Error {
    match err.downcast::<Error>() {
        Ok(ours) => ours,
        Err(err) => Error::unavailable(err),
    }
}

/// Runs file work where it may wait.
pub(crate) async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(act)
        .await
        .map_err(Error::unavailable)?
}

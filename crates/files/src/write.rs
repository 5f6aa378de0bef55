//! Writing an object piece by piece, in bounded memory.

use bytes::{Bytes, BytesMut};
use tokio::task::JoinHandle;

use crate::local::{Local, Partial};
use crate::memory::MemoryWriter;
use crate::s3::S3Writer;
use crate::store::blocking;
use crate::{Error, Key, Result};

/// Pieces are gathered to this size: fewer, larger writes. A local upload holds at most two of these.
const BATCH: usize = 1 << 20;

/// An object being written. It appears under its key with [`Writer::finish`] and not before.
///
/// Dropping the writer aborts it. After an error, or after a cancelled `write`, only abort or drop it.
pub struct Writer {
    key: Key,
    backend: Backend,
    pending: BytesMut,
    written: u64,
}

enum Backend {
    Local(LocalWriter),
    S3(S3Writer),
    Memory(MemoryWriter),
}

impl Writer {
    pub(crate) fn local(local: Local, key: Key, partial: Partial) -> Writer {
        Writer::new(
            key,
            Backend::Local(LocalWriter {
                local,
                state: State::Idle(partial),
            }),
        )
    }

    pub(crate) fn s3(key: Key, writer: S3Writer) -> Writer {
        Writer::new(key, Backend::S3(writer))
    }

    pub(crate) fn memory(key: Key, writer: MemoryWriter) -> Writer {
        Writer::new(key, Backend::Memory(writer))
    }

    fn new(key: Key, backend: Backend) -> Writer {
        Writer {
            key,
            backend,
            pending: BytesMut::new(),
            written: 0,
        }
    }

    /// How many bytes were given to this writer.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Appends bytes; waits while the storage is slower than the sender.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.written += bytes.len() as u64;
        if self.pending.len() + bytes.len() >= BATCH {
            self.flush().await?;
        }
        if bytes.len() >= BATCH {
            return self.backend.write(bytes).await;
        }
        // Copied, so that a small piece does not keep the sender's large buffer alive.
        self.pending.extend_from_slice(&bytes);
        Ok(())
    }

    /// Makes the object durable under its key, and says how long it is.
    pub async fn finish(mut self) -> Result<u64> {
        self.flush().await?;
        match self.backend {
            Backend::Local(writer) => writer.finish(self.key).await?,
            Backend::S3(writer) => writer.finish(self.written).await?,
            Backend::Memory(writer) => writer.finish(&self.key)?,
        }
        Ok(self.written)
    }

    /// Throws away what was written, and returns when it is gone.
    pub async fn abort(self) {
        match self.backend {
            Backend::Local(writer) => writer.abort().await,
            Backend::S3(writer) => writer.abort().await,
            Backend::Memory(writer) => drop(writer),
        }
    }

    async fn flush(&mut self) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let bytes = self.pending.split().freeze();
        self.backend.write(bytes).await
    }
}

impl Backend {
    async fn write(&mut self, bytes: Bytes) -> Result<()> {
        match self {
            Backend::Local(writer) => writer.write(bytes).await,
            Backend::S3(writer) => writer.write(bytes).await,
            Backend::Memory(writer) => writer.write(&bytes),
        }
    }
}

/// Writes one batch on a blocking thread while the next is gathered. Between batches no thread is held, so
/// that thousands of slow uploads cost only their buffers.
struct LocalWriter {
    local: Local,
    state: State,
}

enum State {
    Idle(Partial),
    Writing(JoinHandle<Result<Partial>>),
    Failed,
}

impl LocalWriter {
    async fn write(&mut self, bytes: Bytes) -> Result<()> {
        let mut partial = self.idle().await?;
        self.state = State::Writing(tokio::task::spawn_blocking(move || {
            partial.write(&bytes)?;
            Ok(partial)
        }));
        Ok(())
    }

    async fn finish(mut self, key: Key) -> Result<()> {
        let partial = self.idle().await?;
        let local = self.local.clone();
        blocking(move || local.commit(partial, &key)).await
    }

    async fn abort(mut self) {
        if let Ok(partial) = self.idle().await {
            let _ = blocking(move || {
                drop(partial);
                Ok(())
            })
            .await;
        }
    }

    /// Waits for the batch under way, and takes the file: the state is `Failed` until it is given back.
    async fn idle(&mut self) -> Result<Partial> {
        if let State::Writing(task) = &mut self.state {
            let done = task.await;
            self.state = State::Failed;
            return done.map_err(Error::unavailable)?;
        }
        match std::mem::replace(&mut self.state, State::Failed) {
            State::Idle(partial) => Ok(partial),
            State::Writing(_) | State::Failed => Err(Error::WriterClosed),
        }
    }
}

impl Drop for LocalWriter {
    /// Removing a large file takes a while: not on a thread that serves others.
    fn drop(&mut self) {
        let State::Idle(partial) = std::mem::replace(&mut self.state, State::Failed) else {
            return;
        };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn_blocking(move || drop(partial));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Store;

    #[tokio::test]
    async fn no_more_than_a_batch_is_gathered() {
        let store = Store::memory();
        let mut writer = store.writer(&Key::random("parts")).await.unwrap();
        let mut most = 0;
        for n in 0..400usize {
            writer.write(vec![0; n * 37].into()).await.unwrap();
            most = most.max(writer.pending.len());
        }
        assert!((BATCH / 2..BATCH).contains(&most), "{most}");
        assert!(writer.pending.capacity() <= 2 * BATCH);
    }
}

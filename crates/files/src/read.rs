//! Reading objects as streams and from blocking threads.

use std::fs::File;
use std::io::{self, Read};

use bytes::{Buf, Bytes};
use futures_util::stream;
use tokio::runtime::Handle;

use crate::local::{Local, read_piece};
use crate::s3::S3;
use crate::{Chunks, Error, Key, Memory, Result};

/// How much is read at once.
pub(crate) const PIECE: usize = 1 << 20;

/// `left` bytes of an open file, read on blocking threads.
pub(crate) fn file_chunks(file: File, left: u64) -> Chunks {
    Box::pin(stream::try_unfold(
        (file, left),
        |(mut file, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let wanted = left.min(PIECE as u64) as usize;
            let read = move || read_piece(&mut file, wanted).map(|piece| (piece, file));
            let (piece, file) = tokio::task::spawn_blocking(read)
                .await
                .map_err(io::Error::other)??;
            Ok(Some((piece, (file, left - wanted as u64))))
        },
    ))
}

/// Bytes in memory, in pieces like anything else.
pub(crate) fn bytes_chunks(bytes: Bytes) -> Chunks {
    Box::pin(stream::try_unfold(bytes, |mut bytes| async move {
        let piece = bytes.split_to(bytes.len().min(PIECE));
        Ok((!piece.is_empty()).then_some((piece, bytes)))
    }))
}

/// Reads an object on a blocking thread. A missing object is an error of kind `NotFound` at the first read.
pub struct BlockingReader {
    key: Key,
    state: State,
}

enum State {
    Local(Local),
    File { file: File, left: u64 },
    Memory(Memory),
    Bytes(Bytes),
    S3(S3, Option<Handle>),
    Ranges(Ranges),
}

/// An object of a bucket, fetched range by range.
struct Ranges {
    s3: S3,
    runtime: Handle,
    at: u64,
    size: u64,
    piece: Bytes,
}

impl BlockingReader {
    pub(crate) fn local(local: Local, key: Key) -> BlockingReader {
        BlockingReader {
            key,
            state: State::Local(local),
        }
    }

    pub(crate) fn memory(memory: Memory, key: Key) -> BlockingReader {
        BlockingReader {
            key,
            state: State::Memory(memory),
        }
    }

    pub(crate) fn s3(s3: S3, key: Key) -> BlockingReader {
        BlockingReader {
            key,
            state: State::S3(s3, Handle::try_current().ok()),
        }
    }

    /// What the first read does.
    fn open(&mut self) -> io::Result<()> {
        let opened = match &self.state {
            State::Local(local) => there(local.open_object(&self.key))
                .map(|(file, left)| State::File { file, left })?,
            State::Memory(memory) => there(memory.get(&self.key)).map(State::Bytes)?,
            State::S3(s3, runtime) => {
                let runtime = runtime
                    .clone()
                    .ok_or_else(|| io::Error::other("no runtime to read with"))?;
                let size = there(runtime.block_on(s3.size(&self.key)))?;
                State::Ranges(Ranges {
                    s3: s3.clone(),
                    runtime,
                    at: 0,
                    size,
                    piece: Bytes::new(),
                })
            }
            State::File { .. } | State::Bytes(_) | State::Ranges(_) => return Ok(()),
        };
        self.state = opened;
        Ok(())
    }
}

fn there<T>(found: Result<Option<T>>) -> io::Result<T> {
    found?.ok_or_else(|| io::ErrorKind::NotFound.into())
}

impl Read for BlockingReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.open()?;
        match &mut self.state {
            State::File { file, left } => read_file(file, left, into),
            State::Bytes(bytes) => Ok(take(bytes, into)),
            State::Ranges(ranges) => ranges.read(&self.key, into),
            State::Local(_) | State::Memory(_) | State::S3(..) => {
                Err(io::Error::other("not opened"))
            }
        }
    }
}

/// A file that ends before its length says so.
fn read_file(file: &mut File, left: &mut u64, into: &mut [u8]) -> io::Result<usize> {
    let wanted = usize::try_from(*left).unwrap_or(usize::MAX).min(into.len());
    let read = file.read(&mut into[..wanted])?;
    if read == 0 && wanted > 0 {
        return Err(Error::Damaged.into());
    }
    *left -= read as u64;
    Ok(read)
}

fn take(bytes: &mut Bytes, into: &mut [u8]) -> usize {
    let taken = bytes.len().min(into.len());
    bytes.copy_to_slice(&mut into[..taken]);
    taken
}

impl Ranges {
    fn read(&mut self, key: &Key, into: &mut [u8]) -> io::Result<usize> {
        if self.piece.is_empty() && self.at < self.size && !into.is_empty() {
            let end = self.size.min(self.at + PIECE as u64);
            self.piece = self.runtime.block_on(self.s3.read(key, self.at..end))?;
            self.at = end;
        }
        Ok(take(&mut self.piece, into))
    }
}

//! Files: sealed and opened 64 KiB at a time, never whole in memory.
//!
//! Inside the age file: the header (shape 2, length all ones), the content, zeros, and as the last eight bytes the
//! length of the content. The whole is padded like any part.

use crate::{
    Header, Identity, OpenError, Recipient, age_file,
    header::{self, Shape},
    padding::padded,
    payload::{CHUNK, Chunks, SEALED_CHUNK, TAG},
};
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Read};
use zeroize::Zeroizing;

const TRAILER: u64 = 8;
/// Padding is handed over in pieces of about this size.
const END_PIECE: usize = 4 * CHUNK;

/// What there is to know about a finished stream. Belongs into the caller's own sealed metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealing {
    /// Bytes of content.
    pub length: u64,
    /// SHA-256 of the content.
    pub sha256: [u8; 32],
    /// Bytes of the sealed file.
    pub sealed_length: u64,
}

/// How many bytes a sealed stream has.
pub fn sealed_stream_length(content: u64) -> u64 {
    age_file::length(1, plain_length(content))
}

fn plain_length(content: u64) -> u64 {
    padded(header::LENGTH as u64 + content + TRAILER)
}

/// Seals a stream to one recipient as it arrives.
pub struct StreamSealer {
    chunks: Chunks,
    /// Sealed bytes that wait for the next push: header and nonce of the file.
    ready: Vec<u8>,
    /// Plaintext of the chunk that is not full yet, or full but perhaps the last.
    pending: Zeroizing<Vec<u8>>,
    hash: Sha256,
    length: u64,
}

impl StreamSealer {
    /// Begins a file.
    pub fn new(to: &Recipient, header: &Header) -> Self {
        let mut ready = Vec::with_capacity(2048);
        let chunks = age_file::begin(std::slice::from_ref(to), &mut ready);
        let mut pending = Zeroizing::new(Vec::with_capacity(CHUNK));
        pending.extend_from_slice(&header.encode(Shape::Streamed, None));
        Self {
            chunks,
            ready,
            pending,
            hash: Sha256::new(),
            length: 0,
        }
    }

    /// Takes content and gives the sealed bytes that are ready, which may be none.
    pub fn push(&mut self, content: &[u8]) -> Vec<u8> {
        self.length += content.len() as u64;
        let mut out = self.take_ready(content.len());
        let mut rest = content;
        while !rest.is_empty() {
            let piece;
            if self.pending.is_empty() && rest.len() >= CHUNK {
                // Straight from the caller's bytes, which stay in the cache between hash and cipher. The trailer
                // follows in any case, so this chunk is never the last.
                (piece, rest) = rest.split_at(CHUNK);
                self.hash.update(piece);
                self.chunks.seal(piece, false, &mut out);
                continue;
            }
            (piece, rest) = rest.split_at(rest.len().min(CHUNK - self.pending.len()));
            self.hash.update(piece);
            self.fill(piece, &mut out);
        }
        out
    }

    /// Ends the file. For content of more than a few MiB use [`Self::end`], since padding may be 12 % of it.
    pub fn finish(self) -> (Vec<u8>, Sealing) {
        let mut end = self.end();
        let sealing = end.sealing();
        let mut out = Vec::new();
        for piece in &mut end {
            out.extend_from_slice(&piece);
        }
        (out, sealing)
    }

    /// Ends the file; the iterator gives its last bytes in pieces of about 256 KiB, all of which must be written.
    pub fn end(self) -> StreamEnd {
        let sealing = Sealing {
            length: self.length,
            sha256: self.hash.clone().finalize().into(),
            sealed_length: sealed_stream_length(self.length),
        };
        let zeros = plain_length(self.length) - header::LENGTH as u64 - self.length - TRAILER;
        StreamEnd {
            sealer: self,
            sealing,
            zeros,
            ended: false,
        }
    }

    fn take_ready(&mut self, more: usize) -> Vec<u8> {
        let plain = self.pending.len() + more;
        let mut out = Vec::with_capacity(self.ready.len() + plain / CHUNK * SEALED_CHUNK);
        out.append(&mut self.ready);
        out
    }

    /// Adds plaintext that fits into the pending chunk, and seals the chunk when it is full.
    fn fill(&mut self, plain: &[u8], out: &mut Vec<u8>) {
        self.pending.extend_from_slice(plain);
        if self.pending.len() == CHUNK {
            self.chunks.seal(&self.pending, false, out);
            self.pending.clear();
        }
    }
}

/// The last pieces of a stream: padding and trailer.
pub struct StreamEnd {
    sealer: StreamSealer,
    sealing: Sealing,
    zeros: u64,
    ended: bool,
}

impl StreamEnd {
    /// What there is to know about the stream; true only when all pieces are written.
    pub fn sealing(&self) -> Sealing {
        self.sealing
    }
}

impl Iterator for StreamEnd {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.ended {
            return None;
        }
        let mut out = self
            .sealer
            .take_ready(END_PIECE.min(self.zeros as usize) + CHUNK);
        while self.zeros > 0 && out.len() < END_PIECE {
            let room = CHUNK - self.sealer.pending.len();
            let zeros = room.min(usize::try_from(self.zeros).unwrap_or(room));
            self.sealer.fill(&[0; CHUNK][..zeros], &mut out);
            self.zeros -= zeros as u64;
        }
        if self.zeros == 0 {
            // Padded lengths beyond one chunk are multiples of 2,048: the trailer never lies across two chunks.
            let sealer = &mut self.sealer;
            sealer
                .pending
                .extend_from_slice(&self.sealing.length.to_be_bytes());
            sealer.chunks.seal(&sealer.pending, true, &mut out);
            sealer.pending.clear();
            self.ended = true;
        }
        Some(out)
    }
}

/// Begins to open a stream that holds `length` bytes of content; the header is checked before this returns.
pub fn open_stream<R: Read>(
    with: &Identity,
    expected: &Header,
    length: u64,
    source: R,
) -> Result<StreamOpener<R>, OpenError> {
    let mut source = BufReader::with_capacity(8 * 1024, source);
    let opener = age_file::read(with, &mut source).and_then(|chunks| {
        let mut opener = StreamOpener {
            source,
            chunks,
            sealed: Vec::with_capacity(SEALED_CHUNK),
            plain: Zeroizing::new(Vec::with_capacity(CHUNK)),
            at: 0,
            sealed_left: plain_length_checked(length).ok_or(OpenError::Damaged)?,
            length,
            content_left: length,
            broken: false,
        };
        opener.next_chunk()?;
        expected.check(Shape::Streamed, &opener.plain)?;
        opener.at = header::LENGTH;
        opener.check_end_if_near()?;
        Ok(opener)
    });
    opener.map_err(|error| OpenError::from_io(&error))
}

/// Lengths come from outside here; absurd ones must not overflow.
fn plain_length_checked(content: u64) -> Option<u64> {
    (content < 1 << 60).then(|| plain_length(content))
}

/// Reads the content of a sealed stream: exactly its bytes, then end of file.
///
/// Everything behind the content (padding, trailer, end of the file) is checked before the last bytes of content are
/// handed over, so whoever has read `length` bytes has read a whole and unaltered file.
pub struct StreamOpener<R> {
    source: BufReader<R>,
    chunks: Chunks,
    sealed: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    /// Where in `plain` the next content lies.
    at: usize,
    /// Plaintext still sealed in the source.
    sealed_left: u64,
    length: u64,
    content_left: u64,
    broken: bool,
}

impl<R: Read> StreamOpener<R> {
    /// Opens the next chunk into `plain`, in place of what was there.
    fn next_chunk(&mut self) -> std::io::Result<()> {
        let Self {
            source,
            chunks,
            sealed,
            plain,
            sealed_left,
            ..
        } = self;
        plain.clear();
        open_chunk(source, chunks, sealed, sealed_left, plain)?;
        self.at = 0;
        Ok(())
    }

    /// When the open chunk holds the last of the content, checks all that follows it.
    fn check_end_if_near(&mut self) -> std::io::Result<()> {
        let content_end = self.at as u64 + self.content_left;
        if content_end > self.plain.len() as u64 {
            return Ok(());
        }
        let before = header::LENGTH as u64 + self.length;
        let mut ending = Ending {
            zeros: plain_length(self.length) - before - TRAILER,
            trailer: self.length.to_be_bytes(),
            seen: 0,
        };
        ending.check(&self.plain[content_end as usize..])?;
        let mut plain = Vec::with_capacity(CHUNK);
        while self.sealed_left > 0 {
            plain.clear();
            let Self {
                source,
                chunks,
                sealed,
                sealed_left,
                ..
            } = self;
            open_chunk(source, chunks, sealed, sealed_left, &mut plain)?;
            ending.check(&plain)?;
        }
        let more = !self.source.fill_buf()?.is_empty();
        if more || ending.seen != TRAILER as usize {
            return Err(OpenError::Damaged.into());
        }
        Ok(())
    }
}

fn open_chunk(
    source: &mut impl Read,
    chunks: &mut Chunks,
    sealed: &mut Vec<u8>,
    left: &mut u64,
    plain: &mut Vec<u8>,
) -> std::io::Result<()> {
    let size = usize::try_from(*left).unwrap_or(CHUNK).min(CHUNK);
    *left -= size as u64;
    sealed.resize(size + TAG, 0);
    source.read_exact(sealed).map_err(age_file::cut_short)?;
    chunks.open(sealed, *left == 0, plain)?;
    Ok(())
}

/// What must follow the content: so many zeros, then the trailer.
struct Ending {
    zeros: u64,
    trailer: [u8; TRAILER as usize],
    seen: usize,
}

impl Ending {
    fn check(&mut self, plain: &[u8]) -> Result<(), OpenError> {
        let zeros = plain
            .len()
            .min(usize::try_from(self.zeros).unwrap_or(usize::MAX));
        let (padding, trailer) = plain.split_at(zeros);
        self.zeros -= zeros as u64;
        let expected = self.trailer.get(self.seen..self.seen + trailer.len());
        if padding.iter().any(|byte| *byte != 0) || expected != Some(trailer) {
            return Err(OpenError::Damaged);
        }
        self.seen += trailer.len();
        Ok(())
    }
}

impl<R: Read> Read for StreamOpener<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.broken {
            return Err(OpenError::Damaged.into());
        }
        if self.content_left == 0 || out.is_empty() {
            return Ok(0);
        }
        if self.at == self.plain.len() {
            // Stays broken unless the chunk opens: no reading on past a fault.
            self.broken = true;
            self.next_chunk()?;
            self.check_end_if_near()?;
            self.broken = false;
        }
        let available = &self.plain[self.at..];
        let given = available
            .len()
            .min(out.len())
            .min(usize::try_from(self.content_left).unwrap_or(usize::MAX));
        out[..given].copy_from_slice(&available[..given]);
        self.at += given;
        self.content_left -= given as u64;
        Ok(given)
    }
}

//! The copy itself: a zip, written without looking back, straight into an age file for its recipient.
//!
//! Nothing is packed smaller: pictures and recordings would not become so, and how long a text became would tell something of it. Each
//! entry has its length and checksum behind it, so no file is read twice.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use watchpost_domain::{cases::content::FilePart, sealed::SealedPart};
use watchpost_vault::{Identity, Outward, OutwardSealer, Zeroizing};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use crate::{Platform, sealing::hex};

/// How many sealed pieces wait for a slow reader.
const PIECES: usize = 2;

/// A text that goes, whole.
pub(super) struct Text {
    pub path: String,
    pub bytes: Zeroizing<Vec<u8>>,
}

impl Text {
    pub fn new(path: &str, bytes: Vec<u8>) -> Self {
        Self {
            path: path.to_owned(),
            bytes: Zeroizing::new(bytes),
        }
    }
}

/// A file that goes, still sealed.
pub(super) struct Waiting {
    pub path: String,
    pub facts: FilePart,
    pub key: Identity,
    pub body: SealedPart,
}

/// Begins to write, sealed to somebody or as it is: each piece when the reader has room for it. A reader who goes away ends it.
pub(super) fn stream(
    platform: Platform,
    to: Option<Outward>,
    texts: Vec<Text>,
    files: Vec<Waiting>,
) -> mpsc::Receiver<io::Result<Bytes>> {
    let (send, pieces) = mpsc::channel(PIECES);
    tokio::spawn(async move {
        let mut copy = Copy::begin(to.as_ref(), send.clone());
        if let Err(error) = copy.write(&platform, texts, files).await {
            tracing::warn!("a copy of a case was not given whole");
            // Nobody listens any more where the reader is the one who went.
            let _ = send.send(Err(error)).await;
        }
    });
    pieces
}

/// What the zip is written to, from which bytes are taken in between: sealed, or as they are for whom the case is about.
#[derive(Clone)]
struct Sink(Arc<Mutex<Target>>);

enum Target {
    Sealed(OutwardSealer),
    Plain(Zeroizing<Vec<u8>>),
    Ended,
}

impl Sink {
    fn lock(&self) -> MutexGuard<'_, Target> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is ready by now.
    fn take(&self) -> Vec<u8> {
        match &mut *self.lock() {
            Target::Sealed(sealer) => sealer.take(),
            Target::Plain(bytes) => std::mem::take(&mut **bytes),
            Target::Ended => Vec::new(),
        }
    }

    /// Ends it, and gives its last bytes.
    fn end(&self) -> Vec<u8> {
        match std::mem::replace(&mut *self.lock(), Target::Ended) {
            Target::Sealed(sealer) => sealer.finish(),
            Target::Plain(mut bytes) => std::mem::take(&mut *bytes),
            Target::Ended => Vec::new(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut *self.lock() {
            Target::Sealed(sealer) => sealer.push(bytes),
            Target::Plain(ready) => ready.extend_from_slice(bytes),
            Target::Ended => return Err(io::Error::other("the copy has ended")),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Copy {
    zip: Option<ZipWriter<StreamWriter<Sink>>>,
    sink: Sink,
    to: mpsc::Sender<io::Result<Bytes>>,
}

impl Copy {
    fn begin(to: Option<&Outward>, send: mpsc::Sender<io::Result<Bytes>>) -> Self {
        let sink = Sink(Arc::new(Mutex::new(match to {
            Some(to) => Target::Sealed(OutwardSealer::new(to)),
            None => Target::Plain(Zeroizing::new(Vec::new())),
        })));
        Self {
            zip: Some(ZipWriter::new_stream(sink.clone())),
            sink,
            to: send,
        }
    }

    async fn write(
        &mut self,
        platform: &Platform,
        texts: Vec<Text>,
        files: Vec<Waiting>,
    ) -> io::Result<()> {
        for text in texts {
            self.start(&text.path, text.bytes.len() as u64)?;
            for piece in text.bytes.chunks(64 << 10) {
                self.piece(piece).await?;
            }
        }
        for file in files {
            self.file(platform, file).await?;
        }
        if let Some(zip) = self.zip.take() {
            zip.finish().map_err(io::Error::other)?;
        }
        let last = self.sink.end();
        self.send(last).await
    }

    fn zip(&mut self) -> io::Result<&mut ZipWriter<StreamWriter<Sink>>> {
        let ended = || io::Error::other("the copy has ended");
        self.zip.as_mut().ok_or_else(ended)
    }

    fn start(&mut self, path: &str, bytes: u64) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(bytes >= u64::from(u32::MAX));
        let started = self.zip()?.start_file(path, options);
        started.map_err(io::Error::other)
    }

    async fn piece(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.zip()?.write_all(bytes)?;
        self.hand_over().await
    }

    /// A file, as it came: what is not as it was written down when it came ends the copy.
    async fn file(&mut self, platform: &Platform, file: Waiting) -> io::Result<()> {
        self.start(&file.path, file.facts.bytes)?;
        let broken = |_| io::Error::from(io::ErrorKind::InvalidData);
        let mut pieces =
            { platform.pieces(file.key, &file.body, file.facts.bytes) }.map_err(broken)?;
        let (mut hash, mut length) = (Sha256::new(), 0);
        while let Some(piece) = pieces.recv().await {
            let piece = piece?;
            hash.update(&piece);
            length += piece.len() as u64;
            self.piece(&piece).await?;
        }
        match (length, hex(&hash.finalize())) == (file.facts.bytes, file.facts.sha256) {
            true => Ok(()),
            false => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// Gives the reader what is sealed by now.
    async fn hand_over(&mut self) -> io::Result<()> {
        let sealed = self.sink.take();
        match sealed.is_empty() {
            true => Ok(()),
            false => self.send(sealed).await,
        }
    }

    async fn send(&self, sealed: Vec<u8>) -> io::Result<()> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.to.send(Ok(sealed.into())).await.map_err(gone)
    }
}

//! Files of a case, opened as they are read: never whole in memory, never in clear on a disk.

use std::io::{self, Read};

use bytes::Bytes;
use futures_util::{Stream, stream};
use tokio::{sync::mpsc, task::spawn_blocking};
use watchpost_domain::{
    CaseId, Denied, PartId,
    cases::{self, content::FilePart},
    fact::CaseAct,
    policy::cases as may,
    sealed::{Lying, PartKind, SealedPart},
};
use watchpost_files::Key;
use watchpost_vault::{Identity, open_stream};

use crate::{Error, Platform, Working, reading::CaseKeys};

/// How much is opened at a time, and how many such pieces wait for a slow reader.
const PIECE: usize = 64 << 10;
const PIECES: usize = 2;

/// A file on its way: what is known of it, and its bytes. An error among the bytes means that the file is not whole, and
/// what was read before it must not be believed.
pub struct FileOpened {
    pub facts: FilePart,
    pieces: mpsc::Receiver<std::io::Result<Bytes>>,
}

impl FileOpened {
    /// The bytes, in pieces.
    pub fn bytes(self) -> impl Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
        Box::pin(stream::unfold(self.pieces, |mut pieces| async move {
            pieces.recv().await.map(|piece| (piece, pieces))
        }))
    }
}

impl Platform {
    /// Opens a file for the holder of the receipt. No row is written.
    ///
    /// # Errors
    /// `Denied` when there is no such file; nothing when the cookie is over.
    pub async fn file_for_reporter(
        &self,
        cookie: &str,
        file: PartId,
    ) -> Result<Option<FileOpened>, Error> {
        let Some((keys, parts)) = self.parts_for_reporter(cookie).await? else {
            return Ok(None);
        };
        self.open_file(&keys, &parts, file).map(Some)
    }

    /// Opens a file for a member. That it was opened is in the history and in the log before its first byte is given.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such file.
    pub async fn file_for_member(
        &self,
        who: &Working<'_>,
        id: CaseId,
        file: PartId,
    ) -> Result<FileOpened, Error> {
        let mut held = self.hold::<may::Read>(who, id).await?;
        let parts =
            watchpost_store::cases::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        let opened = self.open_file(&held.keys, &parts, file)?;
        let fact = cases::record(&held.case, CaseAct::FileOpened { file });
        self.done(held, fact, vec![], None).await?;
        Ok(opened)
    }

    pub(crate) fn open_file(
        &self,
        keys: &CaseKeys,
        parts: &[SealedPart],
        file: PartId,
    ) -> Result<FileOpened, Error> {
        let missing = Error::Denied(Denied::NotFound);
        let part = |id: PartId, kind: PartKind| parts.iter().find(|p| p.id == id && p.kind == kind);
        let Some(known) = part(file, PartKind::FileFacts) else {
            return Err(missing);
        };
        let Some(key) = keys.of(known) else {
            return Err(missing);
        };
        let facts: FilePart = self.open_part(key, known)?;
        let body = part(facts.body, PartKind::FileBody).ok_or(Error::Internal(120))?;
        let pieces = self.pieces(key.clone(), body, facts.bytes)?;
        Ok(FileOpened { facts, pieces })
    }

    /// Reads and opens piece by piece, each on a thread that is given back before anybody waits for the reader: one who does not
    /// read holds no thread. A reader who goes away ends it.
    pub(crate) fn pieces(
        &self,
        key: Identity,
        body: &SealedPart,
        length: u64,
    ) -> Result<mpsc::Receiver<std::io::Result<Bytes>>, Error> {
        let Lying::InFiles { key: object, .. } = &body.lying else {
            return Err(Error::Internal(121));
        };
        let source = self
            .files
            .reader_blocking(&Key::parse(object).map_err(|_| Error::Internal(122))?);
        let header = self.part_header(body);
        let (send, pieces) = mpsc::channel(PIECES);
        tokio::spawn(async move {
            let open = move || open_stream(&key, &header, length, source).ok();
            let mut opener = spawn_blocking(open).await.ok().flatten();
            // Nobody listens any more when there is no room to be had.
            while let Ok(room) = send.reserve().await {
                let read = match opener.take() {
                    Some(mut open) => {
                        let next = move || next_piece(&mut open).map(|piece| (piece, open));
                        spawn_blocking(next).await.ok().flatten()
                    }
                    None => None,
                };
                match read {
                    Some((piece, _)) if piece.is_empty() => return,
                    Some((piece, open)) => {
                        opener = Some(open);
                        room.send(Ok(piece));
                    }
                    None => {
                        let what = "a sealed file could not be opened";
                        room.send(Err(io::Error::new(io::ErrorKind::InvalidData, what)));
                        return;
                    }
                }
            }
        });
        Ok(pieces)
    }
}

/// The next bytes; none at the end, nothing when they cannot be opened.
fn next_piece(opener: &mut impl Read) -> Option<Bytes> {
    let mut piece = vec![0; PIECE];
    let read = opener.read(&mut piece).ok()?;
    piece.truncate(read);
    Some(piece.into())
}

//! Files on their way in: sealed as they are read, never whole in memory, never in clear on a disk.

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, PartId, Problem, Problems,
    cases::{
        self,
        content::{Author, FilePart},
        index::Change,
    },
    fact::CaseAct,
    policy::cases as may,
    problem::clean_text,
    sealed::{Compartment, Lying, PartKind, SealedPart},
};
use watchpost_files::Key;
use watchpost_store::cases as rows;
use watchpost_vault::StreamSealer;

use crate::{
    Error, Platform, Working,
    holder::Holder,
    sealing::{To, hex},
};

/// Longest name of a file, and of its type.
const NAME_MAX: usize = 200;

/// A file whose bytes lie sealed in the store, and what is known of it.
#[derive(Clone, Serialize, Deserialize)]
pub struct StoredFile {
    pub id: PartId,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    pub sha256: String,
    pub(crate) body: PartId,
    pub(crate) key: String,
    pub(crate) sealed_bytes: u64,
    pub(crate) sealed_sha256: Vec<u8>,
}

/// Where a file belongs, and what it is sealed to. A room takes the place of the case there.
#[derive(Clone, Copy)]
pub(crate) struct FileHome<'a> {
    pub case: CaseId,
    pub compartment: Compartment,
    pub to: To<'a>,
}

impl<'a> FileHome<'a> {
    /// With what came for a case.
    pub(crate) fn original(case: CaseId, to: To<'a>) -> Self {
        Self {
            case,
            compartment: Compartment::Original,
            to,
        }
    }

    fn body(&self, id: PartId, lying: Lying) -> SealedPart {
        SealedPart {
            id,
            case: self.case,
            compartment: self.compartment,
            kind: PartKind::FileBody,
            epoch: self.to.1,
            version: 1,
            lying,
            said: None,
        }
    }
}

/// What is wrong with a file, under the name of the forms' field.
pub(crate) fn file_problem(problem: Problem) -> Error {
    Error::Invalid(Problems::one("files", problem))
}

impl Platform {
    /// Seals a file as it is read. Its row comes after: a file without one is swept.
    ///
    /// # Errors
    /// `Invalid` when it is empty or has no usable name; `TooLarge`, `NoSpace`; `Unavailable` when the connection ends
    /// early. Then nothing is kept.
    pub(crate) async fn store_file<S>(
        &self,
        home: FileHome<'_>,
        name: &str,
        media_type: &str,
        mut bytes: S,
    ) -> Result<StoredFile, Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        let name = clean_text(name, NAME_MAX).map_err(file_problem)?;
        let media_type = clean_text(media_type, NAME_MAX).map_err(file_problem)?;
        self.room_for_files()?;
        let body = home.body(PartId(Uuid::new_v4()), Lying::InRow(vec![]));
        let mut sealer = StreamSealer::new(home.to.0, &self.part_header(&body));
        let key = Key::random("evidence");
        let mut writer = self.files.writer(&key).await?;
        let bounds = self.bounds();
        let (mut length, mut asked) = (0u64, 0u64);
        let mut hash = Sha256::new();
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(|_| Error::Unavailable)?;
            length += chunk.len() as u64;
            if length > bounds.file {
                writer.abort().await;
                return Err(Error::TooLarge);
            }
            // Others write meanwhile: one large file must not take the room that was kept when it began.
            if length - asked >= bounds.asked_every {
                asked = length;
                if let Err(full) = self.room_for_files() {
                    writer.abort().await;
                    return Err(full);
                }
            }
            let sealed = sealer.push(&chunk);
            if !sealed.is_empty() {
                hash.update(&sealed);
                writer.write(sealed.into()).await?;
            }
        }
        if length == 0 {
            writer.abort().await;
            return Err(file_problem(Problem::EmptyFile { name }));
        }
        let end = sealer.end();
        let sealing = end.sealing();
        for piece in end {
            hash.update(&piece);
            writer.write(piece.into()).await?;
        }
        writer.finish().await?;
        Ok(StoredFile {
            id: PartId(Uuid::new_v4()),
            name,
            media_type,
            bytes: sealing.length,
            sha256: hex(&sealing.sha256),
            body: body.id,
            key: key.to_string(),
            sealed_bytes: sealing.sealed_length,
            sealed_sha256: hash.finalize().to_vec(),
        })
    }

    /// A file is two parts: what is known of it, and the bytes, which were sealed when they came.
    pub(crate) fn seal_file(
        &self,
        home: FileHome<'_>,
        from: Author,
        file: &StoredFile,
    ) -> Result<[SealedPart; 2], Error> {
        let facts = FilePart {
            from,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            body: file.body,
            at: self.now(),
        };
        let place = (file.id, home.compartment, PartKind::FileFacts);
        let facts = self.seal_part(home.to, home.case, place, &facts)?;
        let lying = Lying::InFiles {
            key: file.key.clone(),
            sealed_bytes: i64::try_from(file.sealed_bytes).unwrap_or(i64::MAX),
            sealed_sha256: file.sealed_sha256.clone(),
        };
        Ok([facts, home.body(file.body, lying)])
    }

    /// Sends a file to the desk, sealed as it comes. Who held the receipt when it began may end it, however long it takes.
    /// `once` is the form's own number: the same form sent twice keeps a file once.
    ///
    /// # Errors
    /// `Invalid`, `TooLarge`, `NoSpace` say what is wrong with the file; `Conflict` when the receipt was changed. Then nothing
    /// is kept.
    pub async fn add_file_as_reporter<S>(
        &self,
        holder: &Holder,
        once: &str,
        name: &str,
        media_type: &str,
        bytes: S,
    ) -> Result<(), Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        // The bytes come before the transaction that writes the row: no transaction waits for a slow connection.
        let mut opened = self
            .opened_by::<may::WriteAsReporter>(holder, true)
            .await?
            .ok_or(Error::Conflict)?;
        let (case, to) = (opened.case.id, opened.to(Compartment::Original)?);
        let there = rows::parts(&mut opened.tx, &self.keys.rows, &opened.case).await?;
        // If the case got new keys for this, they must be there before anything is sealed to them.
        opened.tx.commit().await?;
        self.room_for_a_file(&there)?;
        let home = FileHome::original(case, (&to.0, to.1));
        let file = self.store_file(home, name, media_type, bytes).await?;
        let parts = self.seal_file(home, Author::Reporter, &file)?;
        let opened = self.opened_by::<may::WriteAsReporter>(holder, true).await?;
        let Some(mut opened) = opened else {
            self.delete_objects(&[file.key]).await?;
            return Err(Error::Conflict);
        };
        let said = format!("file\n{case}\n{}\n{}", file.name, file.sha256);
        let form = self.form(once, &said);
        if !self.first_time_of(&mut opened.tx, &form).await? {
            drop(opened);
            return self.delete_objects(&[file.key]).await;
        }
        let fact = cases::record(&opened.case, CaseAct::ReporterSentFile { file: file.id });
        self.write(opened, fact, parts.into()).await
    }

    /// Adds a file to a case: for the person who reported, and for the team. `once` is the form's own number: the same file sent with it
    /// twice is kept once.
    ///
    /// # Errors
    /// `Denied` when they may not; else as for the reporter.
    pub async fn add_file_as_member<S>(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        name: &str,
        media_type: &str,
        bytes: S,
    ) -> Result<(), Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        let mut held = self.hold::<may::AddFile>(who, id).await?;
        let there = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        let to = held.to(Compartment::Original)?;
        held.tx.commit().await?;
        self.room_for_a_file(&there)?;
        let home = FileHome::original(id, (&to.0, to.1));
        let file = self.store_file(home, name, media_type, bytes).await?;
        let parts = self.seal_file(home, Author::Desk, &file)?;
        let mut held = self.hold::<may::AddFile>(who, id).await?;
        let said = format!("desk file\n{id}\n{}\n{}", file.name, file.sha256);
        let form = self.form(once, &said);
        if !self.first_time_of(&mut held.tx, &form).await? {
            drop(held);
            return self.delete_objects(&[file.key]).await;
        }
        let fact = cases::record(&held.case, CaseAct::FileAdded { file: file.id });
        self.done(held, fact, parts.into(), Some(Change::DeskWrote))
            .await
    }

    /// Sweeps away what uploads that broke off left behind an hour ago or earlier. Run now and then.
    ///
    /// # Errors
    /// The files cannot be used.
    pub async fn sweep_partials(&self) -> Result<u64, Error> {
        use std::time::{Duration, UNIX_EPOCH};
        let now = UNIX_EPOCH + Duration::from_secs(self.second().unsigned_abs());
        let old = Duration::from_secs(3600);
        Ok(self.files.sweep_partials(old, now).await?)
    }

    /// Deletes objects that belong to nothing.
    pub(crate) async fn delete_objects(&self, keys: &[String]) -> Result<(), Error> {
        for key in keys {
            let key = Key::parse(key).map_err(|_| Error::Internal(62))?;
            self.files.delete(&key).await?;
        }
        Ok(())
    }

    /// Whether a case may take one more file.
    pub(crate) fn room_for_a_file(&self, parts: &[SealedPart]) -> Result<(), Error> {
        let there = parts.iter().filter(|p| p.kind == PartKind::FileFacts);
        let max = self.bounds().case_files;
        if there.count() < max {
            Ok(())
        } else {
            Err(file_problem(Problem::TooMany { max }))
        }
    }

    /// Whether a draft, or a report that is sent in one request, may take one more file.
    pub(crate) fn room_in_a_draft(&self, files: &[StoredFile]) -> Result<(), Error> {
        let max = self.bounds().draft_files;
        if files.len() < max {
            Ok(())
        } else {
            Err(file_problem(Problem::TooMany { max }))
        }
    }
}

//! Writing a backup while the server works.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use sha2::{Digest, Sha256};
use uuid::Uuid;
use watchpost_files::Key;
use watchpost_store::copy;
use watchpost_vault::StreamSealer;

use super::{BackupError, Contents, FORMAT, Line, Manifest, check};
use crate::{Platform, sealing::hex};

/// Rows are cut into entries of about this size, so that none is whole in memory.
const ROWS: usize = 4 << 20;
/// Objects listed at a time.
const LIST: usize = 1_000;
/// Pages that browsers may ask for within half an hour are of no use later, and each says that a form was refused.
const LEFT_OUT: &str = "again";

/// Where the archive goes: through the sealer into the file.
struct Sealing {
    sealer: StreamSealer,
    file: BufWriter<File>,
}

impl Write for Sealing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sealed = self.sealer.push(bytes);
        self.file.write_all(&sealed)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The archive and what it holds so far.
struct Archive {
    tar: tar::Builder<Sealing>,
    manifest: Manifest,
}

impl Archive {
    fn add(&mut self, name: &str, length: u64, bytes: impl Read) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(length);
        header.set_mode(0o600);
        header.set_entry_type(tar::EntryType::Regular);
        let mut hashing = Hashing {
            inner: bytes,
            hash: Sha256::new(),
            length: 0,
        };
        self.tar.append_data(&mut header, name, &mut hashing)?;
        if hashing.length != length {
            return Err(io::Error::other(format!(
                "{name} changed while it was read"
            )));
        }
        let hash = hex(&hashing.hash.finalize());
        self.manifest.entries.push((name.to_owned(), length, hash));
        Ok(())
    }
}

/// Hashes what is read through it.
pub(super) struct Hashing<R> {
    pub inner: R,
    pub hash: Sha256,
    pub length: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.hash.update(&into[..read]);
        self.length += read as u64;
        Ok(read)
    }
}

impl Platform {
    /// Writes a backup of this moment, reads it back whole, and only then puts it under its name.
    ///
    /// # Errors
    /// Something cannot be read or written, or an object that the database names is not there.
    pub async fn back_up(
        &self,
        path: &Path,
        mut at: impl FnMut(u64, u64),
    ) -> Result<Contents, BackupError> {
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = Path::new(&unfinished);
        let done = self.write_backup(unfinished, &mut at).await;
        let contents = match done {
            Ok(()) => check(unfinished, &self.keys, &mut |_, _| ()),
            Err(error) => Err(error),
        };
        match contents {
            Ok(contents) => {
                std::fs::rename(unfinished, path)?;
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
                File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
                Ok(contents)
            }
            Err(error) => {
                let _ = std::fs::remove_file(unfinished);
                Err(error)
            }
        }
    }

    async fn write_backup(
        &self,
        path: &Path,
        at: &mut impl FnMut(u64, u64),
    ) -> Result<(), BackupError> {
        let mut line = Line {
            installation: self.installation.0,
            number: Uuid::new_v4(),
            length: 0,
        };
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(path)?;
        file.write_all(line.text().as_bytes())?;
        let key = self.keys.backup.recipient();
        let sealing = Sealing {
            sealer: StreamSealer::new(&key, &line.header()),
            file: BufWriter::with_capacity(1 << 20, file),
        };
        let mut archive = Archive {
            tar: tar::Builder::new(sealing),
            manifest: Manifest {
                format: FORMAT,
                log_origin: self.signer.name().to_owned(),
                made: Some(self.now()),
                ..Manifest::default()
            },
        };
        let objects = self.write_rows(&mut archive).await?;
        self.write_objects(&mut archive, &objects, at).await?;
        let manifest = serde_json::to_vec(&archive.manifest).map_err(io::Error::other)?;
        archive.add("manifest.json", manifest.len() as u64, manifest.as_slice())?;
        let Sealing { sealer, mut file } = archive.tar.into_inner()?;
        let end = sealer.end();
        line.length = end.sealing().length;
        for piece in end {
            file.write_all(&piece)?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(line.text().as_bytes())?;
        Ok(file.sync_all()?)
    }

    /// Writes all rows of one moment. Gives the objects that they name, and whether each must be there.
    async fn write_rows(&self, archive: &mut Archive) -> Result<Vec<(String, bool)>, BackupError> {
        let mut tx = copy::one_moment(&self.db).await?;
        archive.manifest.schema = copy::schema(&mut tx).await?;
        archive.manifest.checkpoint = watchpost_store::log::head(&mut tx)
            .await?
            .map(|(_, text)| text);
        let mut objects = Vec::new();
        for table in copy::TABLES.iter().filter(|table| **table != LEFT_OUT) {
            let (mut lines, mut number) = (Vec::with_capacity(ROWS), 0);
            let names = matches!(*table, "part" | "draft_file");
            let rows = copy::dump(&mut tx, table, |line| {
                if names && let Some(key) = file_key(line) {
                    objects.push((key, *table == "part"));
                }
                lines.extend_from_slice(line.as_bytes());
                lines.push(b'\n');
                if lines.len() >= ROWS {
                    number += 1;
                    let name = format!("rows/{table}/{number:06}");
                    archive.add(&name, lines.len() as u64, lines.as_slice())?;
                    lines.clear();
                }
                Ok::<(), BackupError>(())
            })
            .await?;
            if !lines.is_empty() {
                let name = format!("rows/{table}/{:06}", number + 1);
                archive.add(&name, lines.len() as u64, lines.as_slice())?;
            }
            archive.manifest.rows += rows;
        }
        Ok(objects)
    }

    async fn write_objects(
        &self,
        archive: &mut Archive,
        named: &[(String, bool)],
        at: &mut impl FnMut(u64, u64),
    ) -> Result<(), BackupError> {
        let mut all: Vec<(String, bool)> = named.to_vec();
        let mut after: Option<Key> = None;
        loop {
            let page = self.files.list("log", after.as_ref(), LIST).await?;
            all.extend(page.iter().map(|key| (key.to_string(), false)));
            if page.len() < LIST {
                break;
            }
            after = page.last().cloned();
        }
        let total = all.len() as u64;
        for (done, (name, must)) in (1..).zip(&all) {
            let key = Key::parse(name)?;
            match self.files.size(&key).await? {
                Some(length) => {
                    let reader = self.files.reader_blocking(&key);
                    let entry = format!("objects/{name}");
                    tokio::task::block_in_place(|| archive.add(&entry, length, reader))?;
                    archive.manifest.objects += 1;
                }
                None if *must => return Err(BackupError::MissingObject(name.clone())),
                // A draft that was sent or thrown away since.
                None => {}
            }
            at(done, total);
        }
        Ok(())
    }
}

/// The object that a row names.
fn file_key(line: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Names {
        file_key: Option<String>,
    }
    serde_json::from_str::<Names>(line).ok()?.file_key
}

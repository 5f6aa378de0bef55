//! Reading everything back: rows, rosters, objects, the public log. Damage is named, never repaired in silence.

use std::io::{self, Read};

use sha2::{Digest, Sha256};
use tokio::{runtime::Handle, task::block_in_place};
use watchpost_files::Key;
use watchpost_store::{copy, desks as rows, log, rowsum};
use watchpost_tlog::{Audit, AuditError, NoteVerifier, Source, audit};

use crate::{Error, Platform, sealing::hex};

/// No file of a log is larger than this.
const TILE_MAX: usize = 16 << 20;

/// What was read, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Verified {
    pub rows: u64,
    pub objects: u64,
    pub log_entries: u64,
    /// One line for each thing that is damaged or missing: a table, an object's key, a file of the log.
    pub damage: Vec<String>,
}

/// The log's files in the store.
struct OwnLog<'a> {
    platform: &'a Platform,
    here: Handle,
}

impl Source for OwnLog<'_> {
    type Error = io::Error;

    fn fetch(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let key = self.platform.log_object(path).map_err(io::Error::other)?;
        let read = self.platform.files.get_bytes(&key, TILE_MAX);
        let read = self.here.block_on(read);
        Ok(read.map_err(io::Error::other)?.map(|bytes| bytes.to_vec()))
    }
}

/// An object that a row names.
struct Named {
    key: String,
    bytes: u64,
    sha256: String,
}

impl Platform {
    /// Reads everything back. `deep` reads every object whole as well and compares its hash.
    ///
    /// # Errors
    /// The database or the files cannot be used at all; damage is no error, but what is reported.
    pub async fn verify(
        &self,
        deep: bool,
        mut at: impl FnMut(u64, u64),
    ) -> Result<Verified, Error> {
        let mut found = Verified::default();
        let named = self.verify_rows(&mut found).await?;
        self.verify_rosters(&mut found).await?;
        let total = named.len() as u64;
        for (done, object) in (1..).zip(&named) {
            self.verify_object(object, deep, &mut found).await?;
            at(done, total);
        }
        found.objects = total;
        self.verify_log(&mut found).await?;
        Ok(found)
    }

    async fn verify_rows(&self, found: &mut Verified) -> Result<Vec<Named>, Error> {
        found.damage.extend(copy::damage(&self.db).await?);
        let mut tx = copy::one_moment(&self.db).await?;
        let mut named = Vec::new();
        for table in copy::TABLES {
            let read = copy::dump(&mut tx, table, |line| {
                if *table == "part" {
                    named.extend(object_of(line));
                }
                Ok::<(), watchpost_store::Error>(())
            })
            .await;
            match read {
                Ok(rows) => found.rows += rows,
                Err(_) => found
                    .damage
                    .push(format!("table {table}: a row cannot be read")),
            }
        }
        found
            .damage
            .extend(rowsum::damage(&mut tx, &self.keys.rows).await?);
        Ok(named)
    }

    async fn verify_rosters(&self, found: &mut Verified) -> Result<(), Error> {
        let mut tx = self.db.read().await?;
        for desk in rows::all_desks(&mut tx).await? {
            if self.roster(&mut tx, desk).await.is_err() {
                let problem = "its roster is not signed as it must be";
                found.damage.push(format!("desk {desk}: {problem}"));
            }
        }
        Ok(())
    }

    async fn verify_object(
        &self,
        object: &Named,
        deep: bool,
        found: &mut Verified,
    ) -> Result<(), Error> {
        let mut damaged = |what: &str| found.damage.push(format!("object {}: {what}", object.key));
        let Ok(key) = Key::parse(&object.key) else {
            damaged("its name cannot be");
            return Ok(());
        };
        match self.files.size(&key).await? {
            None => damaged("missing"),
            Some(bytes) if bytes != object.bytes => damaged("has another length"),
            Some(_) if deep => {
                let mut reader = self.files.reader_blocking(&key);
                match block_in_place(|| hash(&mut reader)) {
                    Ok(hash) if hash == object.sha256 => {}
                    Ok(_) => damaged("its bytes have changed"),
                    Err(_) => damaged("cannot be read to its end"),
                }
            }
            Some(_) => {}
        }
        Ok(())
    }

    async fn verify_log(&self, found: &mut Verified) -> Result<(), Error> {
        let mut tx = self.db.read().await?;
        let head = log::head(&mut tx).await?;
        let entries = log::count(&mut tx).await?;
        drop(tx);
        let Some((size, _)) = head else {
            return Ok(());
        };
        if entries != size {
            let what = format!("the log has {size} entries, the database knows {entries}");
            found.damage.push(what);
        }
        let key = NoteVerifier::parse(&self.log_key()).map_err(|_| Error::Internal(96))?;
        let asked = Audit {
            log: &key,
            older: None,
        };
        let mut source = OwnLog {
            platform: self,
            here: Handle::current(),
        };
        match block_in_place(|| audit(&mut source, &asked, |_| ())) {
            Ok(report) => found.log_entries = report.checkpoint.size,
            Err(AuditError::Damaged(damage)) => found
                .damage
                .push(format!("log/{}: {}", damage.path, damage.kind)),
            Err(error) => found.damage.push(format!("log: {error}")),
        }
        Ok(())
    }
}

fn hash(reader: &mut impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 20];
    loop {
        match reader.read(&mut chunk)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&chunk[..read]),
        }
    }
}

/// The object that a part's row names.
fn object_of(line: &str) -> Option<Named> {
    #[derive(serde::Deserialize)]
    struct Part {
        file_key: Option<String>,
        sealed_bytes: i64,
        sealed_sha256: Option<String>,
    }
    let part: Part = serde_json::from_str(line).ok()?;
    Some(Named {
        key: part.file_key?,
        bytes: u64::try_from(part.sealed_bytes).ok()?,
        sha256: hex(&copy::bytes_of(&part.sealed_sha256?)?),
    })
}

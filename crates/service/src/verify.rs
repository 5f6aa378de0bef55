//! Reading everything back: rows, rosters, objects, the public log. Damage is named, never repaired in silence.

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use sha2::{Digest, Sha256};
use tokio::{runtime::Handle, task::block_in_place};
use watchpost_domain::{Fact, fact::DeskFact};
use watchpost_files::Key;
use watchpost_store::{channels, copy, desks as rows, log, rowsum};
use watchpost_tlog::{Audit, AuditError, EntryTileId, NoteVerifier, Source, audit, decode_entries};

use crate::{Error, Platform, channels::hash_of, people::AuditLine, sealing::hex};

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
        self.verify_channels(&mut found).await?;
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
            let problem = match self.roster(&mut tx, desk).await {
                Err(_) => "its roster is not signed as it must be",
                Ok(roster) if self.is_newest(&mut tx, &roster).await? => continue,
                Ok(_) => "an older roster was put in the place of its newest",
            };
            found.damage.push(format!("desk {desk}: {problem}"));
        }
        Ok(())
    }

    /// A channel must be as its desk last changed it: an older row of it has its sum as well.
    async fn verify_channels(&self, found: &mut Verified) -> Result<(), Error> {
        let mut tx = self.db.read().await?;
        let mut last = BTreeMap::new();
        for desk in rows::all_desks(&mut tx).await? {
            for line in rows::audit(&mut tx, desk, None, i64::MAX).await? {
                // One that cannot be read has another sum, and was named with its row.
                let Ok(line) = serde_json::from_str::<AuditLine>(&line.text) else {
                    continue;
                };
                if let Fact::Desk(DeskFact::ChannelChanged {
                    channel,
                    version,
                    hash,
                    ..
                }) = line.fact
                {
                    let known = last.entry(channel).or_insert((version, hash.clone()));
                    if version > known.0 {
                        *known = (version, hash);
                    }
                }
            }
        }
        // One whose sum is wrong was named with its row.
        for channel in channels::channels(&mut tx, &self.keys.rows)
            .await?
            .iter()
            .flatten()
        {
            let (hash, id) = (hash_of(channel)?, channel.id);
            if last.get(&id).is_none_or(|(_, last)| *last != hash) {
                let problem = "it is not as its desk last changed it";
                found.damage.push(format!("channel {id}: {problem}"));
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
        self.verify_places(size, found).await
    }

    /// Each place of the log as the database knows it against the entry that was published there.
    async fn verify_places(&self, size: i64, found: &mut Verified) -> Result<(), Error> {
        let size = u64::try_from(size).map_err(|_| Error::Internal(102))?;
        let mut tx = self.db.read().await?;
        let mut first = 0;
        for bundle in EntryTileId::all(size) {
            let end = first + i64::from(bundle.width());
            let known: BTreeMap<i64, Vec<u8>> = log::entries(&mut tx, first, end)
                .await?
                .into_iter()
                .collect();
            let mut read = self.log_file(&bundle.path()).await?;
            if read.is_none() {
                read = self.log_file(&bundle.full().path()).await?;
            }
            // A bundle that is missing or cannot be read was named before.
            let said = read.and_then(|bytes| decode_entries(&bytes).ok());
            for (place, entry) in (first..end).zip(said.unwrap_or_default()) {
                if known.get(&place) != Some(&entry) {
                    let what = format!("the log's entry {place} is another than the database's");
                    found.damage.push(what);
                }
            }
            first = end;
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

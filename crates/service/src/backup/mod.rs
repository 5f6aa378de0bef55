//! Backups: one file, sealed to a key of the installation, with every row and every object of one moment, read back before
//! it counts. Restoring proves the whole file before it writes anything.
//!
//! The file begins with one line in clear (`watchpost-backup 1 INSTALLATION NUMBER LENGTH`); the rest is an age file with a
//! tar archive in it: `rows/TABLE/…` as lines of JSON, `objects/KEY`, and last `manifest.json` with the hash of each. The
//! keys of the server are not in it: without their own copy, a backup opens nothing and a receipt finds nothing.

mod read;
mod restore;
mod write;

use std::io;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_vault::{Compartment, Header};

pub use read::{Contents, check};
pub use restore::restore;

/// The length of the first line, newline included.
const LINE: usize = 128;
const FORMAT: u32 = 1;

/// Why a backup or a restore did not happen.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("the database cannot be used: {0}")]
    Store(#[from] watchpost_store::Error),
    #[error("the files cannot be used: {0}")]
    Files(#[from] watchpost_files::Error),
    #[error("this is no backup of Watchpost")]
    NotABackup,
    #[error("the backup was made by a newer version of Watchpost")]
    TooNew,
    #[error(
        "the keys at hand do not open this backup: it belongs to another installation, or it is damaged"
    )]
    WrongKey,
    #[error("the backup is damaged or incomplete: {0}")]
    Damaged(String),
    #[error("an object that the database names is missing or damaged: {0}")]
    MissingObject(String),
    #[error("the database already holds an installation; restore into an empty one")]
    NotEmpty,
}

/// What a backup holds, as its last entry says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub schema: i64,
    /// The name of the public log.
    pub log_origin: String,
    /// The checkpoint of that moment; the restored log goes on from it, or not at all.
    pub checkpoint: Option<String>,
    pub made: Option<jiff::Timestamp>,
    pub rows: u64,
    pub objects: u64,
    /// Name, length and SHA-256 of each entry before this one.
    pub entries: Vec<(String, u64, String)>,
}

/// The first line of a backup.
struct Line {
    installation: Uuid,
    number: Uuid,
    length: u64,
}

impl Line {
    fn text(&self) -> String {
        let words = format!(
            "watchpost-backup {FORMAT} {} {} {:020}",
            self.installation.simple(),
            self.number.simple(),
            self.length
        );
        format!("{words:<width$}\n", width = LINE - 1)
    }

    fn parse(text: &str) -> Result<Self, BackupError> {
        let mut words = text.split_whitespace();
        let mut next = || words.next().ok_or(BackupError::NotABackup);
        if next()? != "watchpost-backup" {
            return Err(BackupError::NotABackup);
        }
        if next()?
            .parse::<u32>()
            .map_err(|_| BackupError::NotABackup)?
            > FORMAT
        {
            return Err(BackupError::TooNew);
        }
        let id = |text: &str| Uuid::parse_str(text).map_err(|_| BackupError::NotABackup);
        let line = Self {
            installation: id(next()?)?,
            number: id(next()?)?,
            length: next()?.parse().map_err(|_| BackupError::NotABackup)?,
        };
        if line.length == 0 {
            return Err(BackupError::Damaged("it was never finished".into()));
        }
        Ok(line)
    }

    fn header(&self) -> Header {
        Header {
            installation: self.installation,
            scope: Uuid::nil(),
            compartment: Compartment::Other,
            epoch: 1,
            item: self.number,
            version: 1,
            kind: 1,
        }
    }
}

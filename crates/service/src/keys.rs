//! The secrets that the server itself uses. They lie in files of their own, outside the database and outside backups.

use std::{
    fs,
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use watchpost_vault::{ColumnKeys, Cost, Identity, Pepper, RowKey, SigningKey, Token, Zeroizing};

/// Pepper of receipts, key of cookies, seed of the log's signing key, signing key of the installation, and the others that the
/// server itself needs.
pub struct Keys {
    pub(crate) pepper: Pepper,
    pub(crate) cookies: Token,
    pub(crate) log_seed: Zeroizing<[u8; 32]>,
    pub(crate) installation: SigningKey,
    /// For what the server itself must read: seeds of authenticators, passwords of mail servers.
    pub(crate) columns: ColumnKeys,
    /// What backups are sealed to and opened with.
    pub(crate) backup: Identity,
    /// What the rows of cases are summed with.
    pub(crate) rows: RowKey,
    /// How costly passphrases are to try.
    pub(crate) cost: Cost,
}

impl Keys {
    /// New ones.
    pub fn generate() -> Self {
        Self {
            pepper: Pepper::generate(),
            cookies: Token::generate(),
            log_seed: SigningKey::generate().to_bytes(),
            installation: SigningKey::generate(),
            columns: ColumnKeys::generate(),
            backup: Identity::generate(),
            rows: RowKey::generate(),
            cost: Cost::STANDARD,
        }
    }

    /// The same keys, with passphrases that cost little to try: for tests and the sample network, whose passphrases are printed.
    #[must_use]
    pub fn with_cheap_passphrases(self) -> Self {
        Self {
            cost: Cost::CHEAP_FOR_TESTS,
            ..self
        }
    }

    /// Makes the keys of a new installation.
    ///
    /// # Errors
    /// There are keys already, or they cannot be written.
    pub fn make(folder: &Path) -> std::io::Result<Self> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        for name in NAMES {
            make_key(folder, name)?;
        }
        Self::read(folder)
    }

    /// Reads the keys of an installation. One that is missing is never made anew in silence: without its old pepper no
    /// receipt opens anything, and with another log key the log would fork.
    ///
    /// # Errors
    /// A key is missing, cannot be read, or does not have its 32 bytes.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let [pepper, cookies, log, installation, columns, backup, rows] =
            NAMES.map(|name| read_key(&folder.join(name)));
        Ok(Self {
            pepper: Pepper::from_bytes(*pepper?),
            cookies: Token::from_bytes_of(&*cookies?),
            log_seed: log?,
            installation: SigningKey::from_bytes(&*installation?),
            columns: ColumnKeys::new(vec![columns?]).map_err(std::io::Error::other)?,
            backup: Identity::from_seed(backup?),
            rows: RowKey::from_bytes(*rows?),
            cost: Cost::STANDARD,
        })
    }
}

/// The files of the keys, in the order in which they are read.
const NAMES: [&str; 7] = [
    "pepper",
    "cookies",
    "log",
    "installation",
    "columns",
    "backup",
    "rows",
];

fn read_key(path: &Path) -> std::io::Result<Zeroizing<[u8; 32]>> {
    let say = |kind, what: &str| {
        std::io::Error::new(
            kind,
            format!(
                "{}: {what}; restore it from where its copy is kept",
                path.display()
            ),
        )
    };
    let bytes = fs::read(path)
        .map(Zeroizing::new)
        .map_err(|e| say(e.kind(), "the key cannot be read"))?;
    let wrong = |_| say(std::io::ErrorKind::InvalidData, "a key has 32 bytes");
    bytes
        .as_slice()
        .try_into()
        .map(Zeroizing::new)
        .map_err(wrong)
}

/// 32 random bytes in a file that only its owner reads: whole and durable under its name, or not there.
fn make_key(folder: &Path, name: &str) -> std::io::Result<()> {
    let (path, unfinished) = (folder.join(name), folder.join(format!("{name}.new")));
    if path.try_exists()? {
        return Err(std::io::Error::new(
            std::io::ErrorKind::AlreadyExists,
            format!("{}: there is a key already", path.display()),
        ));
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)?;
    file.write_all(&*SigningKey::generate().to_bytes())?;
    file.sync_all()?;
    fs::rename(&unfinished, &path)?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn keys_are_made_once_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        assert!(Keys::read(&keys).is_err());
        let made = Keys::make(&keys).unwrap();
        let read = Keys::read(&keys).unwrap();
        assert!(
            made.pepper.as_bytes() == read.pepper.as_bytes() && *made.log_seed == *read.log_seed
        );
        assert!(Keys::make(&keys).is_err(), "there are keys already");
        assert_eq!(
            fs::metadata(keys.join("pepper"))
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            0o600
        );
        assert_eq!(
            fs::metadata(&keys).unwrap().permissions().mode() & 0o777,
            0o700
        );

        fs::write(keys.join("log"), b"short").unwrap();
        assert!(Keys::read(&keys).err().unwrap().to_string().contains("log"));
        fs::remove_file(keys.join("pepper")).unwrap();
        assert!(
            Keys::read(&keys)
                .err()
                .unwrap()
                .to_string()
                .contains("pepper"),
            "and no new one was made"
        );
    }
}

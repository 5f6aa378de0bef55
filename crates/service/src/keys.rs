//! The secrets that the server itself uses. They lie in files of their own, outside the database and outside backups.

use std::{
    fs,
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use watchpost_domain::InstallationId;
use watchpost_vault::{ColumnKeys, Cost, Identity, Pepper, RowKey, SigningKey, Token, Zeroizing};

/// Pepper of receipts, key of cookies, seed of the log's signing key, signing key of the installation, and the others that the
/// server itself needs.
pub struct Keys {
    /// The first finds new receipts, all find old ones; never empty.
    peppers: Vec<Pepper>,
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
    /// For each name one value of each of its keys, from which the key cannot be told: what a database remembers its keys by.
    marks: Vec<(&'static str, Vec<Token>)>,
}

type Secret = Zeroizing<[u8; 32]>;

impl Keys {
    /// New ones.
    pub fn generate() -> Self {
        Self::of(NAMES.map(|_| vec![SigningKey::generate().to_bytes()]))
    }

    /// Of these secrets, in the order of their names; each has at least one.
    fn of(secrets: [Vec<Secret>; 7]) -> Self {
        let marks = NAMES.iter().zip(&secrets);
        let marks = marks.map(|(name, ring)| {
            let of_each = ring.iter().map(|secret| Token::from_bytes_of(&secret[..]));
            (*name, of_each.collect())
        });
        let marks = marks.collect();
        let [pepper, cookies, log, installation, columns, backup, rows] = secrets;
        Self {
            peppers: pepper.iter().map(|p| Pepper::from_bytes(**p)).collect(),
            cookies: Token::from_bytes_of(&cookies[0][..]),
            log_seed: log[0].clone(),
            installation: SigningKey::from_bytes(&installation[0]),
            columns: ColumnKeys::new(columns).expect("each name has a key"),
            backup: Identity::from_seed(backup[0].clone()),
            rows: RowKey::from_bytes(*rows[0]),
            cost: Cost::STANDARD,
            marks,
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
    /// receipt opens anything, and with another log key the log would fork. Of [`RINGS`] a file may hold several, the newest first.
    ///
    /// # Errors
    /// A key is missing, cannot be read, or does not have its 32 bytes.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut secrets: [Vec<Secret>; 7] = Default::default();
        for (name, ring) in NAMES.iter().zip(&mut secrets) {
            *ring = read_ring(&folder.join(name), RINGS.contains(name))?;
        }
        Ok(Self::of(secrets))
    }

    /// What new receipts are found by.
    pub(crate) fn pepper(&self) -> &Pepper {
        &self.peppers[0] // never empty: see `of`
    }

    /// What receipts were ever found by.
    pub(crate) fn peppers(&self) -> &[Pepper] {
        &self.peppers
    }

    /// By what a database of this installation remembers each key: the name, and a value for each key of its ring, the newest first.
    pub(crate) fn marks(&self, installation: InstallationId) -> Vec<(String, Vec<[u8; 32]>)> {
        let what = format!("key of {}", installation.0);
        let of_ring = |ring: &[Token]| ring.iter().map(|t| t.lookup(&what)).collect();
        let marks = self.marks.iter();
        marks
            .map(|(name, ring)| (format!("key-{name}"), of_ring(ring)))
            .collect()
    }
}

/// The files of the keys, in the order in which they are read.
pub const NAMES: [&str; 7] = [
    "pepper",
    "cookies",
    "log",
    "installation",
    "columns",
    "backup",
    "rows",
];
/// Those that can be followed by a newer one: the first seals, all open.
const RINGS: [&str; 2] = ["pepper", "columns"];
/// No ring is longer.
const RING_MAX: usize = 100;

fn read_ring(path: &Path, several: bool) -> std::io::Result<Vec<Secret>> {
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
    let (keys, rest) = bytes.as_chunks::<32>();
    let most = if several { RING_MAX } else { 1 };
    if keys.is_empty() || !rest.is_empty() || keys.len() > most {
        let wrong = "a key has 32 bytes";
        return Err(say(std::io::ErrorKind::InvalidData, wrong));
    }
    Ok(keys.iter().map(|key| Zeroizing::new(*key)).collect())
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
            made.pepper().as_bytes() == read.pepper().as_bytes()
                && *made.log_seed == *read.log_seed
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

    #[test]
    fn a_ring_holds_several_keys_and_the_others_one() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        let before = Keys::make(&keys).unwrap();
        let turn = |name: &str| {
            let old = fs::read(keys.join(name)).unwrap();
            fs::write(keys.join(name), [&[7; 32], old.as_slice()].concat()).unwrap();
        };
        turn("pepper");
        turn("columns");
        let after = Keys::read(&keys).unwrap();
        assert!(*after.pepper().as_bytes() == [7; 32]);
        assert!(after.peppers()[1].as_bytes() == before.pepper().as_bytes());
        let sealed = before.columns.seal("t", b"row", "column", b"seed");
        let opened = after.columns.open("t", b"row", "column", &sealed).unwrap();
        assert!(*opened == b"seed" && after.columns.is_stale(&sealed));
        let newer = after.columns.seal("t", b"row", "column", b"seed");
        assert!(
            before.columns.open("t", b"row", "column", &newer).is_err(),
            "the first seals"
        );
        for (name, wrong) in [
            ("columns", 101 * 32),
            ("columns", 40),
            ("columns", 0),
            ("log", 64),
        ] {
            let kept = fs::read(keys.join(name)).unwrap();
            fs::write(keys.join(name), vec![1; wrong]).unwrap();
            let refused = Keys::read(&keys).err().unwrap().to_string();
            assert!(refused.contains(name), "{refused}");
            fs::write(keys.join(name), kept).unwrap();
        }
        assert!(Keys::read(&keys).is_ok());
    }
}

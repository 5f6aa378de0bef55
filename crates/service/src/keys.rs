//! The secrets that the server itself uses. They lie in files of their own, outside the database and outside backups.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use watchpost_vault::{Pepper, SigningKey, Token, Zeroizing};

/// Pepper of receipts, key of cookies, seed of the log's signing key, signing key of the installation.
pub struct Keys {
    pub(crate) pepper: Pepper,
    pub(crate) cookies: Token,
    pub(crate) log_seed: Zeroizing<[u8; 32]>,
    pub(crate) installation: SigningKey,
}

impl Keys {
    /// New ones.
    pub fn generate() -> Self {
        Self {
            pepper: Pepper::generate(),
            cookies: Token::generate(),
            log_seed: SigningKey::generate().to_bytes(),
            installation: SigningKey::generate(),
        }
    }

    /// Reads the keys of a folder, and makes those that are not there.
    ///
    /// # Errors
    /// A key cannot be read or written, or does not have its 32 bytes.
    pub fn in_folder(folder: &Path) -> std::io::Result<Self> {
        fs::create_dir_all(folder)?;
        let key = |name: &str| key_file(&folder.join(name));
        Ok(Self {
            pepper: Pepper::from_bytes(*key("pepper")?),
            cookies: Token::from_bytes_of(&*key("cookies")?),
            log_seed: key("log")?,
            installation: SigningKey::from_bytes(&*key("installation")?),
        })
    }
}

/// 32 random bytes in a file that only its owner reads, made durable before they are used.
fn key_file(path: &Path) -> std::io::Result<Zeroizing<[u8; 32]>> {
    match fs::read(path).map(Zeroizing::new) {
        Ok(bytes) => bytes
            .as_slice()
            .try_into()
            .map(Zeroizing::new)
            .map_err(|_| {
                std::io::Error::new(
                    std::io::ErrorKind::InvalidData,
                    "a key file must hold 32 bytes; restore it from where keys are kept",
                )
            }),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let key = SigningKey::generate().to_bytes();
            let mut file = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)?;
            file.write_all(&*key)?;
            file.sync_all()?;
            if let Some(folder) = path.parent() {
                fs::File::open(folder)?.sync_all()?;
            }
            Ok(key)
        }
        Err(e) => Err(e),
    }
}

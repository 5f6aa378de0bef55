//! Secrets the server itself must use (TOTP seeds, the mail password), sealed in their columns.

use crate::{KeyError, OpenError, Opened, derive, envelope, random};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const KEY_ID: usize = 4;

/// The ring of column keys: the first seals, all open. Kept outside database and backup.
#[derive(Clone)]
pub struct ColumnKeys(Vec<Zeroizing<[u8; 32]>>);

impl ColumnKeys {
    /// A ring with one fresh key.
    pub fn generate() -> Self {
        Self(vec![random::secret()])
    }

    /// A stored ring, newest key first; an empty one is refused.
    pub fn new(keys: Vec<Zeroizing<[u8; 32]>>) -> Result<Self, KeyError> {
        if keys.is_empty() {
            Err(KeyError::Malformed)
        } else {
            Ok(Self(keys))
        }
    }

    /// The keys to store, newest first.
    pub fn keys(&self) -> &[Zeroizing<[u8; 32]>] {
        &self.0
    }

    /// The ring with a fresh first key; the old ones still open.
    pub fn rotated(&self) -> Self {
        let mut keys = vec![random::secret()];
        keys.extend(self.0.iter().cloned());
        Self(keys)
    }

    /// Seals a value for one row and column. Bytes: id of the key (4), then the sealed value.
    pub fn seal(&self, table: &str, row: &[u8], column: &str, value: &[u8]) -> Vec<u8> {
        let key = &self.0[0]; // never empty: see `new`
        let mut out = key_id(key).to_vec();
        out.extend(envelope::seal(key, &place(table, row, column), value));
        out
    }

    /// Opens a value sealed for the same row and column under any key of the ring.
    pub fn open(
        &self,
        table: &str,
        row: &[u8],
        column: &str,
        sealed: &[u8],
    ) -> Result<Opened<Vec<u8>>, OpenError> {
        let (id, rest) = sealed
            .split_first_chunk::<KEY_ID>()
            .ok_or(OpenError::Damaged)?;
        let key = self
            .0
            .iter()
            .find(|key| key_id(key) == *id)
            .ok_or(OpenError::NotForThisKey)?;
        envelope::open(key, &place(table, row, column), rest)
    }

    /// Whether a value should be sealed anew because its key is no longer the first.
    pub fn is_stale(&self, sealed: &[u8]) -> bool {
        !sealed.starts_with(&key_id(&self.0[0]))
    }
}

fn key_id(key: &Zeroizing<[u8; 32]>) -> [u8; KEY_ID] {
    let mut hash = Sha256::new();
    hash.update(b"watchpost/v1/column/key-id\0");
    hash.update(&key[..]);
    let mut id = [0; KEY_ID];
    id.copy_from_slice(&hash.finalize()[..KEY_ID]);
    id
}

fn place(table: &str, row: &[u8], column: &str) -> Vec<u8> {
    let mut place = b"watchpost/v1/column\0".to_vec();
    for field in [table.as_bytes(), row, column.as_bytes()] {
        derive::put_field(&mut place, field);
    }
    place
}

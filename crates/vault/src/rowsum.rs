//! Row sums: a keyed sum over each plain row, since a database's own check misses most flipped bits.

use crate::{derive, random};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The key of all row sums of an installation.
#[derive(Clone)]
pub struct RowKey(Zeroizing<[u8; 32]>);

impl RowKey {
    /// A fresh key from the operating system's randomness.
    pub fn generate() -> Self {
        Self(random::secret())
    }

    /// A key that was stored.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes to store, outside the database.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The sum of a row in its canonical bytes.
    pub fn sum(&self, table: &str, canonical: &[u8]) -> [u8; 16] {
        let mut message = Vec::with_capacity(40 + table.len() + canonical.len());
        message.extend_from_slice(b"watchpost/v1/rowsum\0");
        derive::put_field(&mut message, table.as_bytes());
        derive::put_field(&mut message, canonical);
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0[..]).expect("HMAC takes any key");
        mac.update(&message);
        let full: [u8; 32] = mac.finalize().into_bytes().into();
        let mut sum = [0; 16];
        sum.copy_from_slice(&full[..16]);
        sum
    }

    /// Whether a row still has its sum; takes the same time either way.
    pub fn verify(&self, table: &str, canonical: &[u8], sum: &[u8]) -> bool {
        self.sum(table, canonical).ct_eq(sum).into()
    }
}

//! Commitments: what the public log shows of a fact.

use crate::random;
use sha2::{Digest, Sha256};

/// Commits to a fact: SHA-256 over a label, the salt and the fact. Whoever knows salt and fact can check it.
pub fn commit(salt: &[u8; 32], fact: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"watchpost/v1/commitment\0");
    hash.update(salt);
    hash.update(fact);
    hash.finalize().into()
}

/// A fresh salt. Kept sealed beside the fact: without it a commitment says nothing.
pub fn new_salt() -> [u8; 32] {
    random::bytes()
}

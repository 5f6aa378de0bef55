//! Checking proofs: needs no tiles, only what the verifier was given (RFC 9162, 2.1.3.2 and 2.1.4.2).

use crate::hash::{EMPTY_ROOT, Hash, node_hash};

/// The proof does not prove it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum VerifyError {
    /// An index beyond the end, or an old size above the new one.
    #[error("the index or size lies outside the log")]
    OutOfRange,
    /// The proof has more or fewer hashes than it must have.
    #[error("the proof has the wrong number of hashes")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// Checks that the entry with this hash is number `index` of the log with this size and root.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), VerifyError> {
    same_root(&climb(leaf, 0, index, size, proof)?, root)
}

/// Climbs from a complete subtree, number `index` among those of its height, to the root of the tree.
pub(crate) fn climb(
    node: &Hash,
    height: u8,
    index: u64,
    size: u64,
    proof: &[Hash],
) -> Result<Hash, VerifyError> {
    let complete = size.checked_shr(u32::from(height)).unwrap_or(0);
    if index >= complete {
        return Err(VerifyError::OutOfRange);
    }
    let mut place = index;
    let mut last = (size - 1) >> height;
    let mut hash = *node;
    for beside in proof {
        if last == 0 {
            return Err(VerifyError::Length);
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(beside, &hash);
            skip_lonely(&mut place, &mut last);
        } else {
            hash = node_hash(&hash, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    match last {
        0 => Ok(hash),
        _ => Err(VerifyError::Length),
    }
}

/// Checks that the log of `new` entries begins with the log of `old` entries. Every log begins with the empty one.
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), VerifyError> {
    if old > new {
        return Err(VerifyError::OutOfRange);
    }
    if old == 0 || old == new {
        return verify_without_hashes(old, old_root, new, new_root, proof);
    }
    // A complete old tree is itself the first subtree; its root is left out of the proof.
    let (start, rest) = match old.is_power_of_two() {
        true => (old_root, proof),
        false => proof.split_first().ok_or(VerifyError::Length)?,
    };
    let shift = (old - 1).trailing_ones();
    let mut place = (old - 1) >> shift;
    let mut last = (new - 1) >> shift;
    let (mut old_hash, mut new_hash) = (*start, *start);
    for beside in rest {
        if last == 0 {
            return Err(VerifyError::Length);
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(beside, &old_hash);
            new_hash = node_hash(beside, &new_hash);
            skip_lonely(&mut place, &mut last);
        } else {
            new_hash = node_hash(&new_hash, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(VerifyError::Length);
    }
    same_root(&old_hash, old_root)?;
    same_root(&new_hash, new_root)
}

fn verify_without_hashes(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), VerifyError> {
    if !proof.is_empty() {
        return Err(VerifyError::Length);
    }
    if old == 0 {
        same_root(old_root, &EMPTY_ROOT)?;
    }
    match old == new {
        true => same_root(old_root, new_root),
        false => Ok(()),
    }
}

/// Rows in which the last node has no neighbour hand it up unchanged and have no hash in the proof.
fn skip_lonely(place: &mut u64, last: &mut u64) {
    while *place & 1 == 0 && *place != 0 {
        *place >>= 1;
        *last >>= 1;
    }
}

fn same_root(found: &Hash, expected: &Hash) -> Result<(), VerifyError> {
    match found == expected {
        true => Ok(()),
        false => Err(VerifyError::Root),
    }
}

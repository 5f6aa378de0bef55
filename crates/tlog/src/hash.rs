//! The two hashes of RFC 6962: one for entries, one for inner nodes. Their prefixes keep them apart.

use sha2::{Digest, Sha256};

/// Bytes in a hash.
pub const HASH_LEN: usize = 32;

/// A SHA-256 hash: of an entry, of an inner node, or the root of a tree.
pub type Hash = [u8; HASH_LEN];

/// The root of a log without entries: the hash of nothing.
pub const EMPTY_ROOT: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// The hash of one entry.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(entry)
        .finalize()
        .into()
}

/// The hash of two neighbouring nodes.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// Joins nodes to their common root, where each is a complete subtree at least as tall as its right neighbour.
/// That is how RFC 6962 splits any range: the largest complete subtree on the left, the rest on the right.
pub(crate) fn join(nodes: &[Hash]) -> Hash {
    let mut upwards = nodes.iter().rev();
    let Some(last) = upwards.next() else {
        return EMPTY_ROOT;
    };
    upwards.fold(*last, |right, left| node_hash(left, &right))
}

/// The root of a complete subtree, given the row of its nodes (1, 2, 4 … of them).
pub(crate) fn complete_root(row: &[Hash]) -> Hash {
    debug_assert!(row.len().is_power_of_two());
    let mut row = row.to_vec();
    while row.len() > 1 {
        row = row
            .chunks_exact(2)
            .map(|pair| node_hash(&pair[0], &pair[1]))
            .collect();
    }
    row[0]
}

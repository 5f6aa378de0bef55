//! Growing the tree, its root, and proofs from tiles.

use std::collections::BTreeMap;

use crate::edge::{Edge, to_bytes};
use crate::hash::{Hash, join};
use crate::range::{self, Range};
use crate::tile::{TILE_WIDTH, TileId, Tiles, hashes_at};

/// The most entries a log can have; the formats write sizes as signed 64-bit numbers.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// Why something cannot be computed from these tiles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TreeError {
    /// A tile is needed that is not at hand.
    #[error("{} is missing", .0.path())]
    Missing(TileId),
    /// The bytes of a tile are not as long as its name says.
    #[error("{} has the wrong length", .0.path())]
    Length(TileId),
    /// An index beyond the end, or an old size above the new one.
    #[error("the index or size lies outside the log")]
    OutOfRange,
    /// More entries than a log can have.
    #[error("the log cannot have that many entries")]
    TooLarge,
}

/// A log after appending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appended {
    /// The root before, as the given tiles have it. Compare it with the last checkpoint before publishing anything.
    pub old_root: Hash,
    /// Entries now.
    pub size: u64,
    /// The root now.
    pub root: Hash,
    /// Every tile that is new or has grown.
    pub tiles: Vec<(TileId, Vec<u8>)>,
}

/// The tiles [`append`] needs: the unfinished one of each level.
pub fn tiles_for_append(old_size: u64) -> Vec<TileId> {
    (0..8)
        .filter_map(|level| {
            TileId::in_tree(
                level,
                hashes_at(level, old_size) / u64::from(TILE_WIDTH),
                old_size,
            )
        })
        .collect()
}

/// Appends the hashes of entries to a log of `old_size` entries.
pub fn append(old_size: u64, tiles: &Tiles, leaves: &[Hash]) -> Result<Appended, TreeError> {
    let mut edge = Edge::resume(in_bounds(old_size)?, tiles)?;
    let old_root = edge.root();
    let mut changed = BTreeMap::new();
    for leaf in leaves {
        edge.push(*leaf, |id, row| {
            changed.insert(id, to_bytes(row));
        })?;
    }
    for (id, row) in edge.unfinished() {
        if TileId::in_tree(id.level(), id.index(), old_size) != Some(id) {
            changed.insert(id, to_bytes(row));
        }
    }
    Ok(Appended {
        old_root,
        size: edge.size(),
        root: edge.root(),
        tiles: changed.into_iter().collect(),
    })
}

/// The tiles [`root`] needs.
pub fn tiles_for_root(size: u64) -> Vec<TileId> {
    range::tiles(&[range::whole(size)], size)
}

/// The root of a log of `size` entries.
pub fn root(size: u64, tiles: &Tiles) -> Result<Hash, TreeError> {
    range_root(range::whole(in_bounds(size)?), size, tiles)
}

/// The tiles [`inclusion_proof`] needs; none if the index is outside the log.
pub fn tiles_for_inclusion(index: u64, size: u64) -> Vec<TileId> {
    match index < size {
        true => range::tiles(&range::inclusion(index, size), size),
        false => Vec::new(),
    }
}

/// Proves that an entry is in a log: the hashes beside its way to the root, from the entry upwards.
pub fn inclusion_proof(index: u64, size: u64, tiles: &Tiles) -> Result<Vec<Hash>, TreeError> {
    if index >= in_bounds(size)? {
        return Err(TreeError::OutOfRange);
    }
    ranges_roots(&range::inclusion(index, size), size, tiles)
}

/// The tiles [`consistency_proof`] needs; none if the old size is above the new one.
pub fn tiles_for_consistency(old: u64, new: u64) -> Vec<TileId> {
    match old <= new {
        true => range::tiles(&range::consistency(old, new), new),
        false => Vec::new(),
    }
}

/// Proves that the log of `new` entries begins with all that was in the log of `old` entries.
pub fn consistency_proof(old: u64, new: u64, tiles: &Tiles) -> Result<Vec<Hash>, TreeError> {
    if old > in_bounds(new)? {
        return Err(TreeError::OutOfRange);
    }
    ranges_roots(&range::consistency(old, new), new, tiles)
}

fn in_bounds(size: u64) -> Result<u64, TreeError> {
    match size <= MAX_SIZE {
        true => Ok(size),
        false => Err(TreeError::TooLarge),
    }
}

pub(crate) fn ranges_roots(
    ranges: &[Range],
    size: u64,
    tiles: &Tiles,
) -> Result<Vec<Hash>, TreeError> {
    ranges
        .iter()
        .map(|range| range_root(*range, size, tiles))
        .collect()
}

fn range_root(range: Range, size: u64, tiles: &Tiles) -> Result<Hash, TreeError> {
    let nodes = range
        .nodes()
        .map(|node| tiles.node(node, size))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(join(&nodes))
}
